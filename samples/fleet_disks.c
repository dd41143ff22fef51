/* SPDX-License-Identifier: MIT */
/*
 * Prints the free space of the disks of all hosts that a file or the standard input names, one a line; at the end the
 * hosts that failed. It logs on as the user who runs it; remote_inventory.c shows how to ask for another one's password.
 */
#include <stdio.h>
#include <wmikit.h>

#define MOST_HOSTS 10000

static struct host { /* the fleet's user_data */
    char name[256], failure[400];
} hosts[MOST_HOSTS + 1]; /* the last has no name */

static HRESULT add_hosts(wmi_fleet *fleet)
{
    HRESULT hr = WMI_OK;

    for (size_t i = 0; WMI_SUCCEEDED(hr) && i < MOST_HOSTS && scanf(" %255[^\r\n]", hosts[i].name) == 1;
         i++) {
        wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;

        options.server = hosts[i].name;
        hr = wmi_fleet_add(fleet, &options, &hosts[i], NULL);
    }
    return hr;
}

static void print_disk(const char *name, IWbemClassObject *row)
{
    uint64_t size = 0, free_bytes = 0;
    char *disk = NULL;

    if (wmi_get_string(row, "DeviceID", &disk) == WMI_OK && wmi_get_uint64(row, "Size", &size) == WMI_OK &&
        wmi_get_uint64(row, "FreeSpace", &free_bytes) == WMI_OK && size > 0)
        printf("%-15s %-3s %6.1f GiB free, %2.0f %%\n", name, disk, (double)free_bytes / 1073741824,
               100 * (double)free_bytes / (double)size);
    wmi_free(disk);
}

static HRESULT ask(wmi_fleet *fleet)
{
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    HRESULT hr = wmi_fleet_query(
        fleet, "SELECT DeviceID, Size, FreeSpace FROM Win32_LogicalDisk WHERE DriveType = 3", NULL);

    while (WMI_SUCCEEDED(hr) && (hr = wmi_fleet_next(fleet, WMI_FOREVER, &result)) == WMI_OK) {
        struct host *host = result.user_data;

        if (result.row != NULL)
            print_disk(host->name, result.row);
        else if (result.error != NULL)
            snprintf(host->failure, sizeof host->failure, "%s\n", result.error->message);
    }
    return hr;
}

int main(int argc, char **argv)
{
    bool readable = argc < 2 || freopen(argv[1], "r", stdin) != NULL;
    wmi_fleet *fleet = NULL;
    HRESULT hr = wmi_fleet_create(NULL, &fleet);
    bool failed;

    if (WMI_SUCCEEDED(hr) && readable)
        hr = add_hosts(fleet);
    if (WMI_SUCCEEDED(hr))
        hr = ask(fleet);
    failed = WMI_FAILED(hr) || !readable;
    if (failed)
        fprintf(stderr, "%s\n", readable ? wmi_last_error()->message : "the file cannot be read");
    for (const struct host *host = hosts; host->name[0] != '\0'; host++) {
        fputs(host->failure, stderr);
        failed = failed || host->failure[0] != '\0';
    }
    wmi_fleet_free(fleet);
    return failed ? 1 : 0;
}
