/* SPDX-License-Identifier: MIT */
/* Tells of each disk whose free space falls below 10 GiB, until it is ended or fails. */
#include <stdio.h>
#include <wmikit.h>

/* 64-bit integers are text in WMI, but a query compares them as numbers. */
#define LIMIT "10737418240"

/* Both sides of the change: without the first, each later change would be told again. */
#define FALLS_BELOW                                                         \
    "TargetInstance.DriveType = 3 AND PreviousInstance.FreeSpace >= " LIMIT \
    " AND TargetInstance.FreeSpace < " LIMIT

static HRESULT print_event(IWbemClassObject *event)
{
    IWbemClassObject *disk = NULL;
    char *name = NULL;
    uint64_t free_bytes = 0;
    HRESULT hr = wmi_get_object(event, "TargetInstance", &disk);

    if (hr == WMI_OK)
        hr = wmi_get_string(disk, "DeviceID", &name);
    if (hr == WMI_OK)
        hr = wmi_get_uint64(disk, "FreeSpace", &free_bytes);
    if (hr == WMI_OK)
        printf("%s has only %.1f GiB left\n", name, (double)free_bytes / (1 << 30));
    wmi_free(name);
    wmi_object_release(disk);
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
    if (WMI_SUCCEEDED(hr))   /* every 30 s: a disk fills slowly, and each look asks all disks */
        hr = wmi_watch(connection, "Win32_LogicalDisk", WMI_MODIFIED, 30, FALLS_BELOW, &options,
                       &subscription);
    while (WMI_SUCCEEDED(hr)) {
        hr = wmi_subscription_next(subscription, WMI_FOREVER, &event);
        if (hr == WMI_GAP)
            printf("look at the disks: one may have fallen below unseen\n");
        if (hr == WMI_OK)
            hr = print_event(event);
    }
    fprintf(stderr, "%s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);
    wmi_subscription_close(subscription);
    wmi_disconnect(connection);
    return 1;
}
