/* SPDX-License-Identifier: MIT */
/*
 * A thread with windows waits in wmi_cursor_next, and its wait dispatches a message: what the window procedure calls on
 * the same cursor is refused, and a close from there is put off until the waiting call has returned. Windows alone.
 */
#include "support/calls_world.h"
#include "support/threads.h"

#include <windows.h>

#define NEXT    "IEnumWbemClassObject::Next"
#define WM_CALL WM_APP

/* What the window procedure does, and what came of it. */
typedef struct window {
    HWND handle;
    wmi_cursor *cursor;
    bool closes;
    bool was_called;
    HRESULT nested;
    HRESULT waiting; /* what the call returned that waited */
    bool ready;
} window;

static LRESULT CALLBACK procedure(HWND handle, UINT message, WPARAM first, LPARAM second)
{
    window *self = (window *)second;
    IWbemClassObject *row;

    if (message != WM_CALL)
        return DefWindowProcW(handle, message, first, second);
    self->was_called = true;
    if (self->closes)
        wmi_cursor_close(self->cursor);
    else
        self->nested = wmi_cursor_next(self->cursor, &row);
    return 0;
}

/* The wait dispatches what is sent, not all that is posted. */
static void send_soon(void *argument)
{
    window *self = argument;
    DWORD_PTR result;

    world_sleep(300);
    SendMessageTimeoutW(self->handle, WM_CALL, 0, (LPARAM)self, SMTO_NORMAL, 60000, &result);
}

static void read_with(window *self, wmi_connection *connection)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    IWbemClassObject *row = NULL;
    test_thread *thread;

    options.timeout_ms = self->closes ? 60000 : 2000;
    self->ready = WMI_SUCCEEDED(wmi_mock_delay(world, NEXT, WMI_MOCK_FREEZE)) &&
                  WMI_SUCCEEDED(wmi_query(connection, WORLD_QUERY, &options, &self->cursor));
    if (!self->ready)
        return;
    thread = test_thread_start(send_soon, self);
    self->waiting = wmi_cursor_next(self->cursor, &row);
    test_thread_join(thread);
    if (!self->closes)
        wmi_cursor_close(self->cursor);
}

/* Asserts nothing: it runs on another thread. */
static void run_with_a_window(void *argument)
{
    window *self = argument;
    const WNDCLASSW class = { .lpfnWndProc = procedure, .lpszClassName = L"wmikit_test" };
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;

    options.locator = wmi_mock_locator(world);
    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    RegisterClassW(&class);
    self->handle = CreateWindowExW(0, class.lpszClassName, L"", 0, 0, 0, 0, 0, HWND_MESSAGE, NULL, NULL,
                                   NULL);
    if (self->handle != NULL && WMI_SUCCEEDED(wmi_connect(&options, &connection)))
        read_with(self, connection);
    wmi_disconnect(connection);
    DestroyWindow(self->handle);
    CoUninitialize();
}

static void end_of_the_freeze(void)
{
    wmi_mock_delay(world, NULL, 0);
    wmi_mock_wake(world);
    assert_true(world_is_released());
}

static void a_call_from_a_window_procedure_is_refused(void **state)
{
    window self = { 0 };

    (void)state;
    test_thread_run(run_with_a_window, &self);
    assert_true(self.ready);
    assert_true(self.was_called);
    assert_hr(E_UNEXPECTED, self.nested);
    assert_hr((HRESULT)WBEM_E_TIMED_OUT, self.waiting);
    end_of_the_freeze();
}

static void a_close_from_a_window_procedure_ends_the_wait(void **state)
{
    window self = { .closes = true };

    (void)state;
    test_thread_run(run_with_a_window, &self);
    assert_true(self.ready);
    assert_true(self.was_called);
    assert_hr((HRESULT)WBEM_E_CALL_CANCELLED, self.waiting);
    end_of_the_freeze();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(a_call_from_a_window_procedure_is_refused),
        WORLD_TEST(a_close_from_a_window_procedure_ends_the_wait),
    };

    return cmocka_run_group_tests_name("com_reentry", tests, NULL, NULL) == 0 ? 0 : 1;
}
