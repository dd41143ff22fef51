/* SPDX-License-Identifier: MIT */
/* The code of docs/errors.md, run against a mock. */
#include <stdio.h>
#include <string.h>
#include <wmikit.h>
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
    return error->code == (HRESULT)0x80041017 && strcmp(error->name, "WBEM_E_INVALID_QUERY") == 0 &&
           strcmp(error->operation, "IEnumWbemClassObject::Next") == 0 &&
           strstr(error->message, "'SELEKT': the query is not valid WQL") == error->message &&
           strcmp(error->hint, "Check the query's syntax; quote text with wmi_wql_quote.") == 0 &&
           !error->retryable;
}

static HRESULT connect_patiently(const wmi_connect_options *options, int attempts, void (*pause)(void),
                                 wmi_connection **connection)
{
    HRESULT hr = wmi_connect(options, connection);

    while (WMI_FAILED(hr) && wmi_last_error()->retryable && --attempts > 0) {
        pause();
        hr = wmi_connect(options, connection);
    }
    return hr;
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

static void check_patience(wmi_mock *mock)
{
    const HRESULT server_unavailable = (HRESULT)0x800706BA, access_denied = (HRESULT)0x80041003;
    wmi_connection *connection;

    wmi_mock_fail(mock, "IWbemLocator::ConnectServer", 1, server_unavailable);
    check(connect_patiently(NULL, 3, count_pause, &connection) == WMI_OK && pauses == 1, "one retry");
    wmi_disconnect(connection);
    wmi_mock_fail(mock, "IWbemLocator::ConnectServer", 0, server_unavailable);
    check(connect_patiently(NULL, 3, count_pause, &connection) == server_unavailable && pauses == 3,
          "given up");
    wmi_mock_fail(mock, "IWbemLocator::ConnectServer", 0, access_denied);
    check(connect_patiently(NULL, 3, count_pause, &connection) == access_denied && pauses == 3, "no use");
    wmi_mock_fail(mock, "IWbemLocator::ConnectServer", 0, WMI_OK);
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
    wmi_mock_load(mock, NULL, "");
    wmi_mock_install(mock);
    check_words();
    check_patience(mock);
    check(wmi_mock_destroy(mock) == 0, "nothing has leaked");
    return failures > 0;
}
