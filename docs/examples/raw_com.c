/* SPDX-License-Identifier: MIT */
/* The code of docs/raw-com.md, run against a mock. */
#include <stdio.h>
#include <wmikit.h>
#include <wmikit/com.h>
#include <wmikit/mock.h>

/* Any raw call can be made on the services of a connection. */
static HRESULT open_enumerator(wmi_connection *connection, const OLECHAR *class_name,
                               IEnumWbemClassObject **rows)
{
    BSTR name = SysAllocString(class_name);
    HRESULT hr = name != NULL ? S_OK : E_OUTOFMEMORY;

    if (SUCCEEDED(hr))
        hr = IWbemServices_CreateInstanceEnum(wmi_services(connection), name,
                                              WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_FORWARD_ONLY, NULL,
                                              rows);
    if (SUCCEEDED(hr))
        hr = wmi_secure_proxy(connection, (IUnknown *)*rows); /* each proxy needs its own blanket */
    SysFreeString(name);
    return hr;
}

/* The getters accept any IWbemClassObject, also from raw COM. */
static HRESULT print_names(IEnumWbemClassObject *rows)
{
    IWbemClassObject *row;
    ULONG returned;
    HRESULT hr;

    while ((hr = IEnumWbemClassObject_Next(rows, (LONG)WBEM_INFINITE, 1, &row, &returned)) == S_OK) {
        char *name = NULL;

        if (wmi_get_string(row, "Name", &name) == WMI_OK)
            printf("%s\n", name);
        wmi_free(name);
        IWbemClassObject_Release(row);
    }
    return hr;
}

/* Events in raw COM: until `handle` returns false. */
static HRESULT read_events(wmi_connection *connection, const OLECHAR *wql,
                           bool (*handle)(IWbemClassObject *event))
{
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(wql);
    IEnumWbemClassObject *events = NULL;
    bool goes_on = true;
    HRESULT hr = language != NULL && query != NULL ? S_OK : E_OUTOFMEMORY;

    if (SUCCEEDED(hr)) /* both flags are required */
        hr = IWbemServices_ExecNotificationQuery(wmi_services(connection), language, query,
                                                 WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_FORWARD_ONLY, NULL,
                                                 &events);
    if (SUCCEEDED(hr))
        hr = wmi_secure_proxy(connection, (IUnknown *)events);
    while (SUCCEEDED(hr) && goes_on) {
        IWbemClassObject *event = NULL;
        ULONG returned = 0;

        /* One at a time: Next waits for all that it is asked for. WBEM_S_TIMEDOUT: none within a second. */
        hr = IEnumWbemClassObject_Next(events, 1000, 1, &event, &returned);
        if (returned == 1) {
            goes_on = handle(event);
            IWbemClassObject_Release(event);
        }
    }
    if (events != NULL)
        IEnumWbemClassObject_Release(events); /* ends the subscription */
    SysFreeString(query);
    SysFreeString(language);
    return hr;
}

/* --- Whether that is so --------------------------------------------------------------------------------------- */

static const char mof[] =
    "instance of __IntervalTimerInstruction { TimerId = \"x\"; IntervalBetweenEvents = 50; };"
    "class Win32_Service { [key] string Name; };"
    "instance of Win32_Service { Name = \"Spooler\"; };";
static int failures;

static void check(bool passed, const char *what)
{
    printf("%s %s\n", passed ? "ok  " : "FAIL", what);
    failures += !passed;
}

static unsigned ticks;

static bool count_three(IWbemClassObject *event)
{
    (void)event;
    return ++ticks < 3;
}

static void check_events(wmi_mock *mock, wmi_connection *connection)
{
    check(read_events(connection, u"SELECT * FROM __TimerEvent", count_three) == S_OK && ticks == 3,
          "three events");
    wmi_mock_fail(mock, "IEnumWbemClassObject::Next", 1, WBEM_S_TIMEDOUT);
    ticks = 0;
    check(read_events(connection, u"SELECT * FROM __TimerEvent", count_three) == S_OK && ticks == 3,
          "a second without events ends nothing");
    wmi_mock_fail(mock, "IEnumWbemClassObject::Next", 1, WMI_E_SERVER_UNAVAILABLE);
    check(read_events(connection, u"SELECT * FROM __TimerEvent", count_three) == WMI_E_SERVER_UNAVAILABLE,
          "a restart of WMI ends it");
}

int main(void)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_mock_host host = WMI_MOCK_HOST_INIT;
    wmi_connection *connection = NULL;
    IEnumWbemClassObject *rows = NULL;
    wmi_mock *mock = NULL;

    host.user = "ada", host.password = "secret";
    wmi_mock_create(&mock);
    wmi_mock_load(mock, NULL, mof);
    wmi_mock_add_host(mock, "db1", &host);
    wmi_mock_install(mock);

    options.server = "db1", options.user = "ada", options.password = "secret";
    check(wmi_connect(&options, &connection) == WMI_OK, "connected as ada");
    check(open_enumerator(connection, u"Win32_Service", &rows) == S_OK, "an enumerator");
    check(print_names(rows) == WBEM_S_FALSE, "lets its rows be read");
    IEnumWbemClassObject_Release(rows);
    wmi_disconnect(connection);
    check(wmi_connect(NULL, &connection) == WMI_OK, "connected to this computer");
    check_events(mock, connection);
    wmi_disconnect(connection);
    check(wmi_mock_destroy(mock) == 0, "nothing has leaked");
    return failures > 0;
}
