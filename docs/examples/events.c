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

/* --- Whether that is so --------------------------------------------------------------------------------------- */

static const char mof[] = "class Win32_Process { [key] uint32 ProcessId; };"
                          "instance of Win32_Process { ProcessId = 4; };";

/* The mock's first Next fails as after a restart of WMI; the deadline ends the watch. */
static HRESULT watch_for_a_while(wmi_mock *mock)
{
    wmi_connection *connection = NULL;
    wmi_cancel *cancel = NULL;
    HRESULT hr = wmi_connect(NULL, &connection);

    if (WMI_SUCCEEDED(hr))
        hr = wmi_cancel_create(&cancel);
    wmi_mock_fail(mock, "IEnumWbemClassObject::Next", 1, WMI_E_SERVER_UNAVAILABLE);
    wmi_cancel_after(cancel, 4000);
    if (WMI_SUCCEEDED(hr))
        hr = watch_processes(connection, cancel);
    wmi_cancel_free(cancel);
    wmi_disconnect(connection);
    return hr;
}

int main(void)
{
    wmi_mock *mock = NULL;
    HRESULT hr = wmi_mock_create(&mock);
    bool passed;

    if (WMI_SUCCEEDED(hr))
        hr = wmi_mock_load(mock, NULL, mof);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_mock_install(mock);
    if (WMI_FAILED(hr))
        return 1;
    hr = watch_for_a_while(mock);
    passed = hr == (HRESULT)WBEM_E_TIMED_OUT && gaps == 1;
    printf("%s the watch survives a loss and ends at its deadline\n", passed ? "ok  " : "FAIL");
    wmi_mock_uninstall(mock);
    return wmi_mock_destroy(mock) == 0 && passed ? 0 : 1;
}
