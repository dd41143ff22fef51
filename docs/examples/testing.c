/* SPDX-License-Identifier: MIT */
/* The code of docs/testing.md: the tests of a program, without the program's files. */
#include <stdio.h>
#include <string.h>
#include <wmikit.h>
#include <wmikit/mock.h>

/* --- The program ---------------------------------------------------------------------------------------------- */

static HRESULT stop_service(wmi_connection *connection, const char *name, uint32_t timeout_ms,
                            uint32_t *verdict)
{
    const wmi_argument key = { "Name", wmi_value_string(name) };
    wmi_call_options options = WMI_CALL_OPTIONS_INIT;
    IWbemClassObject *results = NULL;
    char *path = NULL;
    HRESULT hr = wmi_path_create("Win32_Service", &key, 1, &path);

    options.timeout_ms = timeout_ms;
    if (WMI_SUCCEEDED(hr))
        hr = wmi_call(connection, path, "StopService", NULL, 0, &options, &results);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_get_uint32(results, "ReturnValue", verdict);
    wmi_object_release(results);
    wmi_free(path);
    return hr;
}

/* --- Its tests ------------------------------------------------------------------------------------------------ */

static const char services[] = "class Win32_Service {"
                               "    [key] string Name;"
                               "    [Implemented] uint32 StopService();"
                               "};"
                               "instance of Win32_Service { Name = \"Spooler\"; };";
static int failures;

static void check(bool passed, const char *what)
{
    printf("%s %s\n", passed ? "ok  " : "FAIL", what);
    failures += !passed;
}

/* Implements Win32_Service.StopService. */
static HRESULT on_stop(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    uint32_t *stopped = user_data;

    (void)in;
    if (strcmp(path, "Win32_Service.Name=\"Spooler\"") == 0)
        ++*stopped;
    return wmi_set_value(out, "ReturnValue", wmi_value_uint32(0));
}

static void a_service_is_stopped(wmi_connection *connection, const uint32_t *stopped)
{
    uint32_t verdict = 99;

    check(stop_service(connection, "Spooler", 0, &verdict) == WMI_OK, "the call");
    check(*stopped == 1 && verdict == 0, "what the service did");
}

static void every_failure_is_passed_on(wmi_mock *mock, wmi_connection *connection)
{
    unsigned nth = 0;
    uint32_t verdict;
    HRESULT hr;

    do { /* the first COM call fails, then the second, … until there is no nth call */
        wmi_mock_fail(mock, NULL, ++nth, WMI_E_DISCONNECTED);
        hr = stop_service(connection, "Spooler", 0, &verdict);
    } while (hr == WMI_E_DISCONNECTED);
    wmi_mock_fail(mock, NULL, 0, WMI_OK);
    check(hr == WMI_OK && nth > 2, "every COM call of it has failed once");
}

static void waits_end_in_time(wmi_mock *mock, wmi_connection *connection)
{
    wmi_mock_host frozen = WMI_MOCK_HOST_INIT;
    uint32_t verdict;

    /* The server is alive, but the service does not stop. */
    wmi_mock_delay(mock, "IWbemCallResult::GetCallStatus", WMI_MOCK_HANG);
    check(stop_service(connection, "Spooler", 50, &verdict) == WMI_E_TIMED_OUT, "a server that hangs");
    wmi_mock_wake(mock);

    /* The server answers nothing any more. NULL is this computer; the connection that exists is frozen with it. */
    frozen.call_delay_ms = WMI_MOCK_FREEZE;
    wmi_mock_add_host(mock, NULL, &frozen);
    check(stop_service(connection, "Spooler", 50, &verdict) == WMI_E_TIMED_OUT, "a server that is frozen");
    wmi_mock_wake(mock);

    check(stop_service(connection, "Spooler", 0, &verdict) == WMI_OK, "a server that was woken");
}

static void the_server_is_asked_once(wmi_mock *mock, wmi_connection *connection)
{
    size_t before = wmi_mock_call_count(mock, "IWbemServices::ExecMethod");
    uint32_t verdict;

    stop_service(connection, "Spooler", 0, &verdict);
    check(wmi_mock_call_count(mock, "IWbemServices::ExecMethod") == before + 1, "one call");
}

int main(void)
{
    wmi_connection *connection = NULL;
    wmi_mock *mock = NULL;
    uint32_t stopped = 0;

    wmi_mock_create(&mock);
    check(wmi_mock_load(mock, "ROOT\\CIMV2", services) == WMI_OK, "the service is there");
    check(wmi_mock_on_method(mock, "Win32_Service", "StopService", on_stop, &stopped) == WMI_OK,
          "it can be stopped");
    wmi_mock_install(mock);
    check(wmi_connect(NULL, &connection) == WMI_OK, "connected");

    a_service_is_stopped(connection, &stopped);
    every_failure_is_passed_on(mock, connection);
    the_server_is_asked_once(mock, connection);
    waits_end_in_time(mock, connection);

    wmi_disconnect(connection);
    while (wmi_shutdown() != WMI_OK) /* until the calls that timed out have ended */
        continue;
    check(wmi_mock_destroy(mock) == 0, "nothing has leaked");
    return failures > 0;
}
