/* SPDX-License-Identifier: MIT */
/* Prints the volumes that come and go, as USB sticks do, until none has for a minute. */
#include <stdio.h>
#include <wmikit.h>

#define QUIET_MS 60000u

/* This class has a provider, which needs no WITHIN: nothing is polled, and nothing is missed. */
#define QUERY "SELECT * FROM Win32_VolumeChangeEvent WHERE EventType = 2 OR EventType = 3"

enum {
    ARRIVAL = 2, /* the other types: 1 configuration changed, 3 removal, 4 docking */
};

static HRESULT print_event(IWbemClassObject *event)
{
    char *drive = NULL;
    uint32_t type = 0;
    HRESULT hr = wmi_get_uint32(event, "EventType", &type);

    if (hr == WMI_OK)
        hr = wmi_get_string(event, "DriveName", &drive);
    if (hr == WMI_OK)
        printf("%s %s\n", drive, type == ARRIVAL ? "is there" : "is gone");
    wmi_free(drive);
    return hr;
}

int main(void)
{
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;
    wmi_subscription *subscription = NULL;
    wmi_connection *connection = NULL;
    IWbemClassObject *event;
    HRESULT hr = wmi_connect(NULL, &connection);

    options.retry_ms = 1000; /* a restart of WMI does not end it */
    if (WMI_SUCCEEDED(hr))
        hr = wmi_subscribe(connection, QUERY, &options, &subscription);
    while (WMI_SUCCEEDED(hr)) {
        hr = wmi_subscription_next(subscription, QUIET_MS, &event);
        if (hr == WMI_QUIET)
            break;
        if (hr == WMI_GAP)
            printf("some may be missing here\n");
        if (hr == WMI_OK)
            hr = print_event(event);
    }
    if (WMI_FAILED(hr))
        fprintf(stderr, "%s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);
    wmi_subscription_close(subscription);
    wmi_disconnect(connection);
    return WMI_FAILED(hr) ? 1 : 0;
}
