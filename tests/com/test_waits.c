/* SPDX-License-Identifier: MIT */
/*
 * Whatever the server does, a function with a limit or a cancel is back in time: each function × the call that freezes
 * × limit or cancel × the thread's apartment. A frozen call looks at no limit of its own; it goes on when the mock is
 * woken, and afterwards nothing is held. The clock is looked at for upper bounds alone, generous ones.
 */
#include "support/calls_world.h"
#include "support/threads.h"

#include <string.h>

#define SERVER     "db1"
#define IN_TIME_MS 15000
#define LIMIT_MS   100
#define TIMED_OUT  ((HRESULT)WBEM_E_TIMED_OUT)
#define CANCELLED  ((HRESULT)WBEM_E_CALL_CANCELLED)
#define M1         "Machine.Id=\"m1\""

#define EXEC_QUERY "IWbemServices::ExecQuery"
#define NEXT       "IEnumWbemClassObject::Next"
#define STATUS     "IWbemCallResult::GetCallStatus"
#define ANSWER     "IWbemCallResult::GetResultObject"

/* One wait, on the thread that makes it. */
typedef struct wait {
    const struct wait_case *row;
    int mode;
    uint32_t timeout_ms;
    wmi_cancel *cancel;
    bool by_cancel;
    HRESULT hr;
    uint64_t took_ms;
    bool ready; /* what comes before the wait has worked */
} wait;

static wmi_query_options query_options(const wait *self)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;

    options.timeout_ms = self->timeout_ms;
    options.cancel = self->cancel;
    return options;
}

static wmi_call_options call_options(const wait *self)
{
    wmi_call_options options = WMI_CALL_OPTIONS_INIT;

    options.timeout_ms = self->timeout_ms;
    options.cancel = self->cancel;
    return options;
}

/* --- The functions ------------------------------------------------------------------------------------------------ */

static HRESULT close_cursor(HRESULT hr, wmi_cursor *cursor)
{
    wmi_cursor_close(cursor);
    return hr;
}

static HRESULT start_query(wait *self, wmi_connection *connection)
{
    wmi_query_options options = query_options(self);
    wmi_cursor *cursor = NULL;
    HRESULT hr = wmi_query(connection, "SELECT * FROM Machine", &options, &cursor);

    return close_cursor(hr, cursor);
}

static HRESULT start_instances(wait *self, wmi_connection *connection)
{
    wmi_query_options options = query_options(self);
    wmi_cursor *cursor = NULL;
    HRESULT hr = wmi_instances(connection, "Machine", &options, &cursor);

    return close_cursor(hr, cursor);
}

static HRESULT start_classes(wait *self, wmi_connection *connection)
{
    wmi_query_options options = query_options(self);
    wmi_cursor *cursor = NULL;
    HRESULT hr = wmi_classes(connection, NULL, &options, &cursor);

    return close_cursor(hr, cursor);
}

static HRESULT start_associators(wait *self, wmi_connection *connection)
{
    wmi_query_options options = query_options(self);
    wmi_cursor *cursor = NULL;
    HRESULT hr = wmi_associators(connection, M1, NULL, &options, &cursor);

    return close_cursor(hr, cursor);
}

static HRESULT next_row(wait *self, wmi_connection *connection)
{
    wmi_query_options options = query_options(self);
    IWbemClassObject *row = NULL;
    wmi_cursor *cursor = NULL;
    HRESULT hr = wmi_query(connection, "SELECT * FROM Machine", &options, &cursor);

    if (WMI_SUCCEEDED(hr))
        hr = wmi_cursor_next(cursor, &row);
    return close_cursor(hr, cursor);
}

static HRESULT read_records(wait *self, wmi_connection *connection)
{
    static const wmi_field fields[] = { { "Id", WMI_STRING, 0, sizeof(char *), WMI_NO_OFFSET,
                                          WMI_NO_OFFSET } };
    wmi_query_options options = query_options(self);
    void *records = NULL;
    size_t count = 0;
    HRESULT hr = wmi_select(connection, "Machine", NULL, &options, fields, 1, sizeof(char *), &records,
                            &count);

    wmi_free(records);
    return hr;
}

static HRESULT find(wait *self, wmi_connection *connection)
{
    wmi_call_options options = call_options(self);
    IWbemClassObject *object = NULL;
    HRESULT hr = wmi_find(connection, M1, &options, &object);

    wmi_object_release(object);
    return hr;
}

static HRESULT call_method(wait *self, wmi_connection *connection)
{
    const wmi_argument arguments[] = { { "A", wmi_value_uint32(1) } };
    wmi_call_options options = call_options(self);
    IWbemClassObject *results = NULL;
    HRESULT hr = wmi_call(connection, M1, "Add", arguments, 1, &options, &results);

    wmi_object_release(results);
    return hr;
}

static HRESULT delete_it(wait *self, wmi_connection *connection)
{
    wmi_call_options options = call_options(self);

    return wmi_delete(connection, M1, &options);
}

/* Under the limits of the connection. */
static HRESULT make_new(wait *self, wmi_connection *connection)
{
    IWbemClassObject *instance = NULL;
    HRESULT hr = wmi_new(connection, "Machine", &instance);

    (void)self;
    wmi_object_release(instance);
    return hr;
}

/* Closing has no result: it ends, and that is all. */
static HRESULT nothing(wait *self, wmi_connection *connection)
{
    (void)self;
    (void)connection;
    return S_OK;
}

static const struct wait_case {
    const char *name;
    const char *frozen; /* the call that does not return */
    HRESULT (*run)(wait *self, wmi_connection *connection);
    bool has_result;
} waits[] = {
    { "wmi_query", EXEC_QUERY, start_query, true },
    { "wmi_instances", "IWbemServices::CreateInstanceEnum", start_instances, true },
    { "wmi_classes", "IWbemServices::CreateClassEnum", start_classes, true },
    { "wmi_associators", EXEC_QUERY, start_associators, true },
    { "wmi_cursor_next", NEXT, next_row, true },
    { "wmi_select", NEXT, read_records, true },
    { "wmi_find, the call", "IWbemServices::GetObject", find, true },
    { "wmi_find, its status", STATUS, find, true },
    { "wmi_find, its object", ANSWER, find, true },
    { "wmi_find, the end of its result", "IWbemCallResult::Release", find, true },
    { "wmi_call, the class", "IWbemServices::GetObject", call_method, true },
    { "wmi_call, the call", "IWbemServices::ExecMethod", call_method, true },
    { "wmi_call, its status", STATUS, call_method, true },
    { "wmi_delete", "IWbemServices::DeleteInstance", delete_it, true },
    { "wmi_new", "IWbemServices::GetObject", make_new, true },
    { "wmi_cursor_close", "IEnumWbemClassObject::Release", start_query, false },
    { "wmi_disconnect", "IWbemServices::Release", nothing, false },
};

/* --- The table ---------------------------------------------------------------------------------------------------- */

static void cancel_soon(void *cancel)
{
    world_sleep(LIMIT_MS);
    wmi_cancel_trigger(cancel);
    wmi_cancel_free(cancel); /* whoever triggers it may free it at once */
}

static wmi_connection *connect_limited(const wait *self)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;

    options.server = SERVER;
    options.user = "ada";
    options.password = "secret";
    options.timeout_ms = self->timeout_ms == 0 ? 0 : 20 * LIMIT_MS;
    options.cancel = self->cancel;
    return WMI_SUCCEEDED(wmi_connect(&options, &connection)) ? connection : NULL;
}

/* Asserts nothing: it may run on another thread. */
static void wait_here(void *argument)
{
    wait *self = argument;
    test_thread *canceller = NULL;
    wmi_connection *connection;
    uint64_t start;

    if (self->mode >= 0)
        CoInitializeEx(NULL, (DWORD)self->mode);
    connection = connect_limited(self);
    self->ready = connection != NULL &&
                  WMI_SUCCEEDED(wmi_mock_delay(world, self->row->frozen, WMI_MOCK_FREEZE));
    start = world_clock_ms();
    if (self->by_cancel)
        canceller = test_thread_start(cancel_soon, self->cancel);
    if (self->ready)
        self->hr = self->row->run(self, connection);
    wmi_disconnect(connection);
    self->took_ms = world_clock_ms() - start;
    if (canceller != NULL)
        test_thread_join(canceller);
    if (self->mode >= 0)
        CoUninitialize();
}

static void assert_all_is_released(void)
{
    wmi_mock_delay(world, NULL, 0);
    wmi_mock_wake(world);
    assert_true(world_is_released());
    world_assert_shut_down();
}

static void assert_ends(const struct wait_case *row, int mode, bool by_cancel)
{
    wait self = { .row = row, .mode = mode, .by_cancel = by_cancel, .timeout_ms = by_cancel ? 0 : LIMIT_MS };
    HRESULT expected = !row->has_result ? S_OK : by_cancel ? CANCELLED : TIMED_OUT;

    if (by_cancel)
        assert_ok(wmi_cancel_create(&self.cancel));
    test_thread_run(wait_here, &self);
    assert_true(self.ready);
    if (row->has_result)
        assert_hr(expected, self.hr);
    assert_in_range(self.took_ms, 0, IN_TIME_MS);
    wmi_mock_delay(world, row->frozen, 0);
    assert_all_is_released();
}

static void ends_in_time(void **state)
{
    static const int modes[] = { -1, COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED };
    const struct wait_case *row = *state;

    world_add(SERVER, "ada", NULL, "secret");
    calls_load();
    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        assert_ends(row, modes[i], false);
        assert_ends(row, modes[i], true);
    }
}

/* --- Trickling rows ----------------------------------------------------------------------------------------------- */

#define ROW_MS 300

/* A row is lent when it is there, not when the batch is full. */
static void rows_that_trickle_are_not_held_back(void **state)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    IWbemClassObject *row = NULL;

    (void)state;
    world_add(SERVER, "ada", NULL, "secret");
    for (int limited = 0; limited < 2; limited++) {
        wmi_connection *connection = calls_connect(SERVER);
        wmi_cursor *cursor = NULL;
        uint64_t start;

        options.timeout_ms = limited ? 600000 : 0;
        assert_ok(wmi_mock_delay(world, NEXT, ROW_MS));
        start = world_clock_ms();
        assert_ok(wmi_query(connection, WORLD_QUERY, &options, &cursor));
        for (uint64_t i = 1; i <= WORLD_ROWS; i++) {
            assert_ok(wmi_cursor_next(cursor, &row));
            /* A batch would bring it with the next one at the earliest; the machine may be slow. */
            assert_in_range(world_clock_ms() - start, i * ROW_MS - i * 20,
                            i * ROW_MS + ROW_MS * 2 / 3 + 2000);
        }
        wmi_cursor_close(cursor);
        wmi_mock_delay(world, NEXT, 0);
        wmi_disconnect(connection);
    }
}

/* --- What is given up is bounded ---------------------------------------------------------------------------------- */

#define SERVER_LIMIT 4

static HRESULT connect_to(const char *server, uint32_t timeout_ms)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    HRESULT hr;

    options.server = server;
    options.user = strcmp(server, SERVER) == 0 ? "ada" : NULL;
    options.password = options.user == NULL ? NULL : "secret";
    options.timeout_ms = timeout_ms;
    hr = wmi_connect(&options, &connection);
    wmi_disconnect(connection);
    return hr;
}

static void abandon_calls(const char *server)
{
    for (size_t i = 0; i < SERVER_LIMIT; i++)
        assert_hr(TIMED_OUT, connect_to(server, 5 * LIMIT_MS));
    for (unsigned i = 0; i < 3000 && wmi_abandoned() < SERVER_LIMIT; i++)
        world_sleep(10);
    assert_int_equal(wmi_abandoned(), SERVER_LIMIT);
}

static void a_dead_server_is_refused_and_others_are_not(void **state)
{
    static const HRESULT refused = (HRESULT)WBEM_E_QUOTA_VIOLATION;

    (void)state;
    world_add_dead("dead");
    world_add(SERVER, "ada", NULL, "secret");
    abandon_calls("dead");
    assert_hr(refused, connect_to("DEAD", LIMIT_MS));
    assert_non_null(strstr(wmi_last_error()->message, "DEAD"));
    assert_ok(connect_to(SERVER, 600000));

    wmi_abandoned_limit(SERVER_LIMIT);
    assert_hr(refused, connect_to(SERVER, 600000));
    assert_non_null(strstr(wmi_last_error()->message, "wmi_abandoned_limit"));
    assert_ok(connect_to(SERVER, 0)); /* without a limit the call is the caller's own */
    wmi_abandoned_limit(0);
    assert_ok(connect_to(SERVER, 600000));
    assert_all_is_released();
}

static void disconnect_it(void *connection)
{
    wmi_disconnect(connection);
}

/* Two Releases are left to a worker that hangs; the caller of the second still waits when it comes back. */
static void what_is_left_behind_is_released(void **state)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wait patient = { .timeout_ms = IN_TIME_MS };
    wmi_connection *connections[2];
    wmi_cursor *cursor = NULL;
    test_thread *thread;

    (void)state;
    world_add(SERVER, "ada", NULL, "secret");
    for (size_t i = 0; i < COUNT_OF(connections); i++)
        assert_non_null(connections[i] = connect_limited(&patient));
    assert_ok(wmi_mock_delay(world, EXEC_QUERY, WMI_MOCK_FREEZE));
    options.timeout_ms = LIMIT_MS;
    assert_hr(TIMED_OUT, wmi_query(connections[0], WORLD_QUERY, &options, &cursor));
    for (unsigned i = 0; i < 3000 && wmi_abandoned() == 0; i++)
        world_sleep(10);
    wmi_disconnect(connections[0]); /* at once: a wait was given up */
    thread = test_thread_start(disconnect_it, connections[1]);
    world_sleep(5 * LIMIT_MS);
    wmi_mock_delay(world, EXEC_QUERY, 0);
    wmi_mock_wake(world);
    test_thread_join(thread);
    assert_all_is_released();
}

/* --- One call at a time ------------------------------------------------------------------------------------------- */

typedef struct reading {
    wmi_cursor *cursor;
    HRESULT hr;
} reading;

static void read_one(void *argument)
{
    reading *self = argument;
    IWbemClassObject *row;

    self->hr = wmi_cursor_next(self->cursor, &row);
}

static void a_second_call_on_a_cursor_is_refused(void **state)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_connection *connection;
    IWbemClassObject *row = (IWbemClassObject *)1;
    reading first = { NULL, S_OK };
    test_thread *thread;
    HRESULT hr = WMI_OK;

    (void)state;
    world_add(SERVER, "ada", NULL, "secret");
    connection = calls_connect(SERVER);
    assert_ok(wmi_cancel_create(&options.cancel));
    options.timeout_ms = IN_TIME_MS;
    assert_ok(wmi_mock_delay(world, NEXT, WMI_MOCK_FREEZE));
    assert_ok(wmi_query(connection, WORLD_QUERY, &options, &first.cursor));
    thread = test_thread_start(read_one, &first);
    world_sleep(5 * LIMIT_MS); /* long enough for the thread to wait; else it is the one that is refused */
    hr = wmi_cursor_next(first.cursor, &row);
    wmi_cancel_trigger(options.cancel);
    test_thread_join(thread);
    if (hr == E_UNEXPECTED)
        assert_hr(CANCELLED, first.hr);
    else
        assert_hr(E_UNEXPECTED, first.hr);
    assert_null(row);
    wmi_cursor_close(first.cursor);
    wmi_cancel_free(options.cancel);
    wmi_disconnect(connection);
    wmi_mock_delay(world, NEXT, 0);
    assert_all_is_released();
}

/* As from a window procedure that the wait of a single-threaded apartment calls: see test_reentry.c. */
static void a_close_while_a_call_waits_ends_it(void **state)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_connection *connection;
    reading first = { NULL, S_OK };
    test_thread *thread;

    (void)state;
    world_add(SERVER, "ada", NULL, "secret");
    connection = calls_connect(SERVER);
    options.timeout_ms = 600000;
    assert_ok(wmi_mock_delay(world, NEXT, WMI_MOCK_FREEZE));
    assert_ok(wmi_query(connection, WORLD_QUERY, &options, &first.cursor));
    thread = test_thread_start(read_one, &first);
    world_sleep(20 * LIMIT_MS); /* by then the thread waits; else it would find a cursor that is freed */
    wmi_cursor_close(first.cursor);
    test_thread_join(thread);
    assert_hr(CANCELLED, first.hr);
    wmi_disconnect(connection);
    wmi_mock_delay(world, NEXT, 0);
    assert_all_is_released();
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(waits) + 5];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(waits); i++)
        tests[count++] = WORLD_ROW(ends_in_time, waits[i]);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(rows_that_trickle_are_not_held_back);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(a_dead_server_is_refused_and_others_are_not);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(what_is_left_behind_is_released);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(a_second_call_on_a_cursor_is_refused);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(a_close_while_a_call_waits_ends_it);
    return cmocka_run_group_tests_name("com_waits", tests, NULL, NULL) == 0 ? 0 : 1;
}
