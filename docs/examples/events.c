/* SPDX-License-Identifier: MIT */
/* The code of docs/events.md, run against a mock. */
#include <stdio.h>
#include <wmikit.h>
#include <wmikit/com.h>
#include <wmikit/mock.h>

static unsigned started, gaps;

static void look_again_at_everything(void)
{
    gaps++;
}

static void handle(IWbemClassObject *event)
{
    IWbemClassObject *process = NULL;

    if (wmi_event_kind(event) == WMI_CREATED && wmi_get_object(event, "TargetInstance", &process) == WMI_OK)
        started++;
    wmi_object_release(process);
}

/* Until the cancel is triggered, or the subscription has failed for good. */
static HRESULT watch_processes(wmi_connection *connection, wmi_cancel *cancel)
{
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;
    wmi_subscription *subscription = NULL;
    IWbemClassObject *event;
    HRESULT hr;

    options.retry_ms = 1000; /* a restart of WMI does not end it */
    options.cancel = cancel;
    hr = wmi_watch(connection, "Win32_Process", WMI_CREATED | WMI_DELETED, 2, NULL, &options, &subscription);
    while (WMI_SUCCEEDED(hr) &&
           WMI_SUCCEEDED(hr = wmi_subscription_next(subscription, WMI_FOREVER, &event))) {
        if (hr == WMI_OK)
            handle(event);
        else if (hr == WMI_GAP)
            look_again_at_everything(); /* events are missing */
    }
    wmi_subscription_close(subscription);
    return hr;
}

/* The connection is to ROOT\DEFAULT. */
static HRESULT watch_level(wmi_connection *connection, wmi_subscription **subscription)
{
    return wmi_subscribe(connection,
                         "SELECT * FROM RegistryValueChangeEvent WHERE Hive = 'HKEY_LOCAL_MACHINE' AND "
                         "KeyPath = 'SOFTWARE\\\\Example' AND ValueName = 'Level'",
                         NULL, subscription);
}

/* --- Whether that is so --------------------------------------------------------------------------------------- */

static const char mof[] = "class Win32_Process { [key] uint32 ProcessId; uint32 ThreadCount; };"
                          "class Win32_VolumeChangeEvent : __ExtrinsicEvent { uint16 EventType; };"
                          "instance of Win32_Process { ProcessId = 4; ThreadCount = 1; };";
static const char registry[] = "class RegistryEvent : __ExtrinsicEvent {};"
                               "class RegistryValueChangeEvent : RegistryEvent {"
                               "    string Hive; string KeyPath; string ValueName; };";
static int failures;

static void check(bool passed, const char *what)
{
    printf("%s %s\n", passed ? "ok  " : "FAIL", what);
    failures += !passed;
}

/* The kinds of the events that have arrived; the mock queues them before it returns. */
static uint32_t kinds_of(wmi_subscription *subscription, unsigned *count)
{
    IWbemClassObject *event;
    uint32_t kinds = 0;

    for (*count = 0; wmi_subscription_next(subscription, 300, &event) == WMI_OK; ++*count)
        kinds |= wmi_event_kind(event);
    return kinds;
}

/* What happens within one interval, and what polling makes of it. */
static const struct missed_case {
    const char *name;
    const char *happens[3];
    uint32_t kinds;
    unsigned count;
} missed[] = {
    { "what is there at the start gives no event", { "", "", "" }, 0, 0 },
    { "what comes and goes gives no event",
      { "instance of Win32_Process { ProcessId = 8; };",
        "#pragma deleteinstance(\"Win32_Process.ProcessId=8\", nofail)", "" },
      0,
      0 },
    { "two modifications are one",
      { "instance of Win32_Process { ProcessId = 4; ThreadCount = 2; };",
        "instance of Win32_Process { ProcessId = 4; ThreadCount = 3; };", "" },
      WMI_MODIFIED,
      1 },
    { "a value that has changed back is none",
      { "instance of Win32_Process { ProcessId = 4; ThreadCount = 2; };",
        "instance of Win32_Process { ProcessId = 4; ThreadCount = 3; };", "" },
      0,
      0 },
    { "deleted and created again: modified",
      { "#pragma deleteinstance(\"Win32_Process.ProcessId=4\", nofail)",
        "instance of Win32_Process { ProcessId = 4; ThreadCount = 9; };", "" },
      WMI_MODIFIED,
      1 },
    { "deleted and created again as it was: no event",
      { "#pragma deleteinstance(\"Win32_Process.ProcessId=4\", nofail)",
        "instance of Win32_Process { ProcessId = 4; ThreadCount = 9; };", "" },
      0,
      0 },
};

static void check_polling(wmi_mock *mock, wmi_connection *connection)
{
    wmi_subscription *subscription = NULL;

    check(wmi_watch(connection, "Win32_Process", 0, 1000, NULL, NULL, &subscription) == WMI_OK, "polling");
    for (size_t i = 0; i < sizeof missed / sizeof missed[0]; i++) {
        uint32_t kinds;
        unsigned count;

        for (size_t step = 0; step < 3; step++)
            check(wmi_mock_load(mock, NULL, missed[i].happens[step]) == WMI_OK, "a step");
        wmi_mock_poll(mock);
        kinds = kinds_of(subscription, &count);
        check(kinds == missed[i].kinds && count == missed[i].count, missed[i].name);
    }
    wmi_subscription_close(subscription);
}

static void check_subscribing(wmi_connection *connection)
{
    static const struct refused_case {
        const char *wql;
        HRESULT code;
    } refused[] = {
        { "SELECT * FROM __InstanceCreationEvent WHERE TargetInstance ISA 'Win32_Process'",
          (HRESULT)WBEMESS_E_REGISTRATION_TOO_PRECISE },
        { "SELECT * FROM RegistryValueChangeEvent", (HRESULT)WBEM_E_INVALID_CLASS },
        { "42", (HRESULT)WBEM_E_UNPARSABLE_QUERY },
    };
    wmi_subscription *subscription = NULL;

    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        check(wmi_subscribe(connection, refused[i].wql, NULL, &subscription) == refused[i].code &&
                  wmi_last_error()->hint[0] != '\0',
              refused[i].wql);
    check(wmi_subscribe(connection, "SELECT NoSuch FROM Win32_VolumeChangeEvent", NULL, &subscription) ==
              WMI_OK,
          "a property that does not exist");
    wmi_subscription_close(subscription);
}

static void check_registry(wmi_mock *mock)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_subscription *subscription = NULL;
    wmi_connection *connection = NULL;
    unsigned count;

    options.namespace_path = "ROOT\\DEFAULT";
    check(wmi_connect(&options, &connection) == WMI_OK, "ROOT\\DEFAULT");
    check(wmi_subscribe(connection, "SELECT * FROM RegistryValueChangeEvent", NULL, &subscription) ==
              (HRESULT)WBEMESS_E_REGISTRATION_TOO_BROAD,
          "every property is to be named");
    check(watch_level(connection, &subscription) == WMI_OK, "the registry");
    wmi_mock_raise(mock, "ROOT\\DEFAULT",
                   "instance of RegistryValueChangeEvent { Hive = \"HKEY_LOCAL_MACHINE\";"
                   "    KeyPath = \"SOFTWARE\\\\Example\"; ValueName = \"Level\"; };");
    kinds_of(subscription, &count);
    check(count == 1, "an event of it");
    wmi_subscription_close(subscription);
    wmi_disconnect(connection);
}

/* The connection stays lost; the subscription does not. */
static void check_restart(wmi_mock *mock, wmi_connection *connection)
{
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;
    wmi_subscription *subscription = NULL;
    wmi_subscription *final = NULL;
    wmi_connection *other = NULL;
    IWbemClassObject *event;
    const char *path = "Win32_Process.ProcessId=4";

    options.retry_ms = 50;
    check(wmi_watch(connection, "Win32_Process", 0, 1000, NULL, &options, &subscription) == WMI_OK, "again");
    check(wmi_watch(connection, "Win32_Process", 0, 1000, NULL, NULL, &final) == WMI_OK, "without retry_ms");
    wmi_mock_restart(mock, NULL);
    check(wmi_subscription_next(final, WMI_FOREVER, &event) == WMI_E_SERVER_UNAVAILABLE,
          "without it the loss is final");
    check(wmi_subscription_next(subscription, WMI_FOREVER, &event) == WMI_LOST &&
              wmi_subscription_error(subscription)->code == WMI_E_SERVER_UNAVAILABLE,
          "the loss is told");
    check(wmi_subscription_next(subscription, WMI_FOREVER, &event) == WMI_GAP, "and the gap");
    check(wmi_find(connection, path, NULL, &event) == WMI_E_SERVER_UNAVAILABLE, "the connection stays lost");
    check(wmi_connect(NULL, &other) == WMI_OK && wmi_find(other, path, NULL, &event) == WMI_OK,
          "a new one is needed");
    wmi_object_release(event);
    wmi_disconnect(other);
    wmi_subscription_close(final);
    wmi_subscription_close(subscription);
}

/* The mock's first Next fails as after a restart of WMI; the deadline ends the watch. */
static void check_watch(wmi_mock *mock, wmi_connection *connection)
{
    wmi_cancel *cancel = NULL;

    check(wmi_cancel_create(&cancel) == WMI_OK, "a cancel");
    wmi_mock_fail(mock, "IEnumWbemClassObject::Next", 1, WMI_E_SERVER_UNAVAILABLE);
    wmi_cancel_after(cancel, 3000);
    check(watch_processes(connection, cancel) == (HRESULT)WBEM_E_TIMED_OUT && gaps == 1,
          "the watch survives a loss and ends at its deadline");
    wmi_cancel_free(cancel);
}

int main(void)
{
    wmi_connection *connection = NULL;
    wmi_mock *mock = NULL;

    check(wmi_mock_create(&mock) == WMI_OK && wmi_mock_load(mock, NULL, mof) == WMI_OK &&
              wmi_mock_load(mock, "ROOT\\DEFAULT", registry) == WMI_OK && wmi_mock_install(mock) == WMI_OK &&
              wmi_connect(NULL, &connection) == WMI_OK,
          "a mock");
    check_subscribing(connection);
    check_polling(mock, connection);
    check_registry(mock);
    check_watch(mock, connection);
    check_restart(mock, connection);
    wmi_disconnect(connection);
    check(wmi_mock_destroy(mock) == 0, "nothing has leaked");
    return failures > 0;
}
