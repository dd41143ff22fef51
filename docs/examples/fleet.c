/* SPDX-License-Identifier: MIT */
/* The code of docs/fleet.md, run against a mock: 500 hosts, of which 25 do not answer and 5 refuse the log-on. */
#include <stdio.h>
#include <string.h>
#include <wmikit.h>
#include <wmikit/mock.h>

/* Prints the rows of all hosts as they come, progress and failures on stderr. How many hosts failed is in *failed. */
static HRESULT ask_all(const char *const *servers, size_t count, const char *wql, size_t *failed)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    wmi_fleet *fleet = NULL;
    HRESULT hr;

    options.at_once = 64;
    options.host_timeout_ms = 2000;
    options.retries = 1;
    hr = wmi_fleet_create(&options, &fleet);
    for (size_t i = 0; i < count && WMI_SUCCEEDED(hr); i++) {
        wmi_connect_options host = WMI_CONNECT_OPTIONS_INIT;

        host.server = servers[i];
        hr = wmi_fleet_add(fleet, &host, (void *)servers[i], NULL);
    }
    if (WMI_SUCCEEDED(hr))
        hr = wmi_fleet_query(fleet, wql, NULL);
    while (WMI_SUCCEEDED(hr) && (hr = wmi_fleet_next(fleet, WMI_FOREVER, &result)) == WMI_OK) {
        size_t done;
        char *name = NULL;

        if (result.row != NULL) {
            if (wmi_get_string(result.row, "Caption", &name) == WMI_OK)
                printf("%s: %s\n", (const char *)result.user_data, name);
            wmi_free(name);
            continue;
        }
        if (result.error != NULL) {
            ++*failed;
            fprintf(stderr, "\r%s\n", result.error->message);
        }
        wmi_fleet_progress(fleet, &done, NULL);
        fprintf(stderr, "\r%lu of %lu, %lu failed", (unsigned long)done, (unsigned long)count,
                (unsigned long)*failed);
    }
    wmi_fleet_free(fleet);
    return hr;
}

/* How many instances the host has; one of many things that a function can do on each of them. */
static HRESULT count_disks(wmi_connection *connection, wmi_cancel *cancel, void *user_data)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;
    unsigned *count = user_data;
    HRESULT hr;

    options.cancel = cancel; /* ends what is called, at the host's deadline */
    hr = wmi_instances(connection, "Win32_LogicalDisk", &options, &cursor);
    for (*count = 0; WMI_SUCCEEDED(hr) && (hr = wmi_cursor_next(cursor, &row)) == WMI_OK;)
        ++*count;
    wmi_cursor_close(cursor);
    return hr == WMI_END ? WMI_OK : hr;
}

/* --- Whether that is so --------------------------------------------------------------------------------------- */

#define HOSTS   500
#define DEAD    25
#define REFUSED 5

static const char mof[] = "class Win32_OperatingSystem { [key] string Name; string Caption; };"
                          "instance of Win32_OperatingSystem { Name = \"os\"; Caption = \"Windows\"; };"
                          "class Win32_LogicalDisk { [key] string DeviceID; };"
                          "instance of Win32_LogicalDisk { DeviceID = \"C:\"; };"
                          "instance of Win32_LogicalDisk { DeviceID = \"D:\"; };";

static char names[HOSTS][8];
static const char *servers[HOSTS];

static HRESULT add_hosts(wmi_mock *mock)
{
    HRESULT hr = WMI_OK;

    for (size_t i = 0; i < HOSTS && WMI_SUCCEEDED(hr); i++) {
        wmi_mock_host host = WMI_MOCK_HOST_INIT;

        if (i % (HOSTS / DEAD) == 7)
            host.connect_delay_ms = WMI_MOCK_HANG;
        if (i % (HOSTS / REFUSED) == 11)
            host.connect_code = WMI_E_COM_ACCESS_DENIED;
        snprintf(names[i], sizeof names[i], "db%lu", (unsigned long)i);
        servers[i] = names[i];
        hr = wmi_mock_add_host(mock, names[i], &host);
    }
    return hr;
}

static HRESULT run_on_this_computer(unsigned *count)
{
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    wmi_fleet *fleet = NULL;
    HRESULT hr = wmi_fleet_create(NULL, &fleet);

    if (WMI_SUCCEEDED(hr))
        hr = wmi_fleet_add(fleet, NULL, count, NULL);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_fleet_run(fleet, count_disks);
    while (WMI_SUCCEEDED(hr) && (hr = wmi_fleet_next(fleet, WMI_FOREVER, &result)) == WMI_OK)
        ;
    wmi_fleet_free(fleet);
    return hr;
}

int main(void)
{
    wmi_mock *mock = NULL;
    HRESULT hr = wmi_mock_create(&mock);
    size_t failed = 0;
    unsigned disks = 0;
    bool passed;

    if (WMI_SUCCEEDED(hr))
        hr = wmi_mock_load(mock, NULL, mof);
    if (WMI_SUCCEEDED(hr))
        hr = add_hosts(mock);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_mock_install(mock);
    if (WMI_FAILED(hr))
        return 1;
    hr = ask_all(servers, HOSTS, "SELECT Caption FROM Win32_OperatingSystem", &failed);
    passed = hr == WMI_END && failed == DEAD + REFUSED;
    printf("%s every host was asked, %lu failed\n", passed ? "ok  " : "FAIL", (unsigned long)failed);
    hr = run_on_this_computer(&disks);
    passed = passed && hr == WMI_END && disks == 2;
    printf("%s a function runs on a host\n", passed ? "ok  " : "FAIL");
    wmi_mock_wake(mock); /* the calls that hang */
    wmi_mock_uninstall(mock);
    return passed ? 0 : 1;
}
