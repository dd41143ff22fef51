/* SPDX-License-Identifier: MIT */
/* Prints the processes that start and end, until none has for a minute. */
#include <inttypes.h>
#include <stdio.h>
#include <wmikit.h>

#define QUIET_MS 60000u

static HRESULT print_event(IWbemClassObject *event)
{
    IWbemClassObject *process = NULL;
    char *name = NULL;
    uint32_t id = 0;
    HRESULT hr = wmi_get_object(event, "TargetInstance", &process);

    if (hr == WMI_OK)
        hr = wmi_get_uint32(process, "ProcessId", &id);
    if (hr == WMI_OK)
        hr = wmi_get_string(process, "Name", &name);
    if (hr == WMI_OK)
        printf("%-7s  %6" PRIu32 "  %s\n", wmi_event_kind(event) == WMI_CREATED ? "started" : "ended", id,
               name);
    wmi_free(name);
    wmi_object_release(process);
    return hr;
}

/* WMI compares the processes once a second: one that lives shorter may not be seen. */
static HRESULT watch(wmi_connection *connection)
{
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;
    wmi_subscription *subscription = NULL;
    IWbemClassObject *event;
    HRESULT hr;

    options.retry_ms = 1000; /* a restart of WMI does not end it */
    hr = wmi_watch(connection, "Win32_Process", WMI_CREATED | WMI_DELETED, 1, NULL, &options, &subscription);
    while (WMI_SUCCEEDED(hr)) {
        hr = wmi_subscription_next(subscription, QUIET_MS, &event);
        if (hr == WMI_QUIET)
            break;
        if (hr == WMI_GAP)
            printf("some may be missing here\n");
        if (hr == WMI_OK)
            hr = print_event(event);
    }
    wmi_subscription_close(subscription);
    return hr;
}

int main(void)
{
    wmi_connection *connection = NULL;
    HRESULT hr = wmi_connect(NULL, &connection);

    if (WMI_SUCCEEDED(hr))
        hr = watch(connection);
    if (WMI_FAILED(hr))
        fprintf(stderr, "%s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);
    wmi_disconnect(connection);
    return WMI_FAILED(hr) ? 1 : 0;
}
