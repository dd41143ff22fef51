/* SPDX-License-Identifier: MIT */
/* The code of docs/errors.md, run against a mock. */
#include <stdio.h>
#include <string.h>
#include <wmikit.h>
#include <wmikit/com.h>
#include <wmikit/mock.h>

static void print_last_error(void)
{
    const wmi_error *error = wmi_last_error();

    fprintf(stderr, "%s: %s (0x%08lX %s)\n", error->operation, error->message,
            (unsigned long)error->code & 0xFFFFFFFFUL, error->name);
    if (error->hint[0] != '\0')
        fprintf(stderr, "%s\n", error->hint);
}

/* The last error after the first wmi_cursor_next of the query "SELEKT". */
static bool explains_the_query(const wmi_error *error)
{
    return error->code == WMI_E_INVALID_QUERY && strcmp(error->name, "WBEM_E_INVALID_QUERY") == 0 &&
           strcmp(error->operation, "IEnumWbemClassObject::Next") == 0 &&
           strstr(error->message, "'SELEKT': the query is not valid WQL") == error->message &&
           strstr(error->hint, "Check the query's syntax") == error->hint && !error->retryable;
}

static HRESULT count_rows(wmi_connection *connection, const char *wql, size_t *count)
{
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;
    HRESULT hr = wmi_query(connection, wql, NULL, &cursor);

    *count = 0;
    while (hr == WMI_OK && (hr = wmi_cursor_next(cursor, &row)) == WMI_OK)
        (*count)++;
    wmi_cursor_close(cursor);
    return hr;
}

/* Counts the rows of a query. Connects first if there is no connection, and gives up one that is lost. */
static HRESULT count_patiently(const wmi_connect_options *options, const char *wql, int attempts,
                               void (*pause)(void), wmi_connection **connection, size_t *count)
{
    HRESULT hr;

    for (;;) {
        hr = *connection == NULL ? wmi_connect(options, connection) : WMI_OK;
        if (WMI_SUCCEEDED(hr))
            hr = count_rows(*connection, wql, count);
        if (WMI_SUCCEEDED(hr) || !wmi_last_error()->retryable || --attempts <= 0)
            return hr;
        if (wmi_last_error()->reconnect) {
            wmi_disconnect(*connection);
            *connection = NULL;
        }
        pause();
    }
}

/* A raw COM call of the program, explained like one of the library. */
static HRESULT delete_old_measurements(wmi_connection *connection)
{
    BSTR name = SysAllocString(u"ACME_OldMeasurement");
    HRESULT hr = IWbemServices_DeleteClass(wmi_services(connection), name, 0, NULL, NULL);

    wmi_bstr_free(name);
    return wmi_error_set(hr, "IWbemServices::DeleteClass", "the class of old measurements");
}

/* --- Whether that is so --------------------------------------------------------------------------------------- */

static int failures;
static int pauses;

static void check(bool passed, const char *what)
{
    printf("%s %s\n", passed ? "ok  " : "FAIL", what);
    failures += !passed;
}

static void count_pause(void)
{
    pauses++;
}

#define QUERY "SELECT Id FROM Row"

static HRESULT count_with(wmi_connection **connection, size_t *count)
{
    pauses = 0;
    return count_patiently(NULL, QUERY, 3, count_pause, connection, count);
}

static void check_connecting(wmi_mock *mock)
{
    wmi_connection *connection = NULL;
    size_t count;

    wmi_mock_fail(mock, "IWbemLocator::ConnectServer", 1, WMI_E_SERVER_UNAVAILABLE);
    check(count_with(&connection, &count) == WMI_END && count == 2 && pauses == 1, "one retry");
    wmi_disconnect(connection);
    connection = NULL;
    wmi_mock_fail(mock, "IWbemLocator::ConnectServer", 0, WMI_E_SERVER_UNAVAILABLE);
    check(count_with(&connection, &count) == WMI_E_SERVER_UNAVAILABLE && pauses == 2, "given up");
    wmi_mock_fail(mock, "IWbemLocator::ConnectServer", 0, WMI_E_ACCESS_DENIED);
    check(count_with(&connection, &count) == WMI_E_ACCESS_DENIED && pauses == 0, "no use");
    check(connection == NULL, "no connection");
    wmi_mock_fail(mock, "IWbemLocator::ConnectServer", 0, WMI_OK);
}

static size_t connects(wmi_mock *mock)
{
    return wmi_mock_call_count(mock, "IWbemLocator::ConnectServer");
}

static void check_losing(wmi_mock *mock)
{
    wmi_connection *connection = NULL;
    size_t count;
    size_t before;

    check(wmi_connect(NULL, &connection) == WMI_OK, "connected");
    before = connects(mock);
    wmi_mock_fail(mock, "IEnumWbemClassObject::Next", 1, WMI_E_SERVER_TOO_BUSY);
    check(count_with(&connection, &count) == WMI_END && count == 2 && pauses == 1, "a busy server");
    check(connects(mock) == before, "is asked on the same connection");
    wmi_mock_restart(mock, NULL);
    check(count_with(&connection, &count) == WMI_END && count == 2 && pauses == 1, "a restarted server");
    check(connects(mock) == before + 1, "is asked on a new one");
    wmi_disconnect(connection);
}

static void check_raw_call(void)
{
    wmi_connection *connection = NULL;

    check(wmi_connect(NULL, &connection) == WMI_OK, "connected");
    check(WMI_FAILED(delete_old_measurements(connection)), "no class of that name");
    check(strcmp(wmi_last_error()->operation, "IWbemServices::DeleteClass") == 0, "the call is named");
    check(strncmp(wmi_last_error()->message, "the class of old measurements: ", 31) == 0, "and its object");
    print_last_error();
    wmi_disconnect(connection);
}

static void check_words(void)
{
    wmi_connection *connection = NULL;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;

    check(wmi_connect(NULL, &connection) == WMI_OK, "connected");
    check(wmi_query(connection, "SELEKT", NULL, &cursor) == WMI_OK,
          "the query is sent, but not yet looked at");
    check(WMI_FAILED(wmi_cursor_next(cursor, &row)) && explains_the_query(wmi_last_error()),
          "it is explained");
    print_last_error();
    wmi_cursor_close(cursor);
    wmi_disconnect(connection);
}

int main(void)
{
    wmi_mock *mock = NULL;

    wmi_mock_create(&mock);
    wmi_mock_load(mock, NULL,
                  "class Row { [key] uint32 Id; };"
                  "instance of Row { Id = 1; }; instance of Row { Id = 2; };");
    wmi_mock_install(mock);
    check_words();
    check_connecting(mock);
    check_losing(mock);
    check_raw_call();
    check(wmi_mock_destroy(mock) == 0, "nothing has leaked");
    return failures > 0;
}
