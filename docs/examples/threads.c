/* SPDX-License-Identifier: MIT */
/* The code of docs/threads.md, run against a mock. */
#include <stdio.h>
#include <wmikit.h>
#include <wmikit/com.h>
#include <wmikit/mock.h>

static HRESULT count_rows(wmi_connection *connection, const wmi_query_options *options, size_t *count)
{
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;
    HRESULT hr = wmi_query(connection, "SELECT * FROM Win32_Process", options, &cursor);

    for (*count = 0; WMI_SUCCEEDED(hr) && (hr = wmi_cursor_next(cursor, &row)) == WMI_OK;)
        ++*count;
    wmi_cursor_close(cursor);
    return hr;
}

/* Returns in time, for any number of calls, and even if the server does not answer. */
static HRESULT count_rows_within(uint32_t milliseconds, size_t *count)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_query_options query = WMI_QUERY_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    wmi_cancel *cancel;
    HRESULT hr = wmi_cancel_create(&cancel);

    wmi_cancel_after(cancel, milliseconds);
    options.cancel = query.cancel = cancel; /* another thread may call wmi_cancel_trigger on it */
    if (WMI_SUCCEEDED(hr))
        hr = wmi_connect(&options, &connection);
    if (WMI_SUCCEEDED(hr))
        hr = count_rows(connection, &query, count);
    wmi_disconnect(connection);
    wmi_cancel_free(cancel);
    return hr;
}

/* A row is borrowed: call AddRef to keep it. */
static HRESULT first_row(wmi_cursor *cursor, IWbemClassObject **row)
{
    HRESULT hr = wmi_cursor_next(cursor, row);

    if (hr == WMI_OK)
        IWbemClassObject_AddRef(*row); /* the caller releases it with wmi_object_release */
    return hr;
}

/* --- Whether that is so --------------------------------------------------------------------------------------- */

static const char mof[] = "class Win32_Process { [key] uint32 ProcessId; };"
                          "instance of Win32_Process { ProcessId = 4; };"
                          "instance of Win32_Process { ProcessId = 8; };";
static int failures;

static void check(bool passed, const char *what)
{
    printf("%s %s\n", passed ? "ok  " : "FAIL", what);
    failures += !passed;
}

static void check_kept_row(void)
{
    wmi_connection *connection = NULL;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row = NULL;
    uint32_t id = 0;

    wmi_connect(NULL, &connection);
    wmi_instances(connection, "Win32_Process", NULL, &cursor);
    check(first_row(cursor, &row) == WMI_OK, "a row");
    wmi_cursor_close(cursor);
    wmi_disconnect(connection);
    check(wmi_get_uint32(row, "ProcessId", &id) == WMI_OK && id == 4, "outlives cursor and connection");
    wmi_object_release(row);
}

int main(void)
{
    wmi_mock *mock = NULL;
    size_t count = 0;

    wmi_mock_create(&mock);
    check(wmi_mock_load(mock, NULL, mof) == WMI_OK, "data");
    wmi_mock_install(mock);
    check(count_rows_within(60000, &count) == WMI_END && count == 2, "in time");
    wmi_mock_delay(mock, "IWbemServices::ExecQuery", WMI_MOCK_HANG);
    check(count_rows_within(50, &count) == WMI_E_TIMED_OUT, "a server that hangs in the query");
    wmi_mock_delay(mock, "IWbemLocator::ConnectServer", WMI_MOCK_HANG);
    check(count_rows_within(50, &count) == WMI_E_TIMED_OUT, "and in the connect");
    wmi_mock_wake(mock);
    check_kept_row();
    while (wmi_shutdown() != WMI_OK) /* until the calls that were abandoned have ended */
        continue;
    check(wmi_mock_destroy(mock) == 0, "nothing has leaked");
    return failures > 0;
}
