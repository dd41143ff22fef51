/* SPDX-License-Identifier: MIT */
/* The first program of README.md, run against a mock. */
#include <stdio.h>
#include <wmikit.h>
#include <wmikit/mock.h>

static HRESULT print_free_space(const wmi_connect_options *where)
{
    wmi_connection *connection = NULL;
    IWbemClassObject *disk = NULL;
    uint64_t bytes;
    HRESULT hr = wmi_connect(where, &connection);

    if (WMI_SUCCEEDED(hr))
        hr = wmi_find(connection, "Win32_LogicalDisk.DeviceID=\"C:\"", NULL, &disk);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_get_uint64(disk, "FreeSpace", &bytes); /* WMI_END, a success, when it is NULL */
    if (hr == WMI_OK)
        printf("%.1f GB free\n", (double)bytes / 1e9);
    else if (WMI_FAILED(hr))
        fprintf(stderr, "%s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);
    wmi_object_release(disk);
    wmi_disconnect(connection);
    return hr;
}

/* --- Whether that is so --------------------------------------------------------------------------------------- */

static const char mof[] = "class Win32_LogicalDisk { [key] string DeviceID; uint64 FreeSpace; };"
                          "instance of Win32_LogicalDisk { DeviceID = \"C:\"; FreeSpace = 5000000000; };";

int main(void)
{
    wmi_connect_options elsewhere = WMI_CONNECT_OPTIONS_INIT;
    wmi_mock *mock = NULL;
    int failures = 0;

    failures += wmi_mock_create(&mock) != WMI_OK || wmi_mock_load(mock, NULL, mof) != WMI_OK ||
                wmi_mock_install(mock) != WMI_OK;
    failures += print_free_space(NULL) != WMI_OK;
    elsewhere.server = "nowhere";
    failures += print_free_space(&elsewhere) != WMI_E_SERVER_UNAVAILABLE;
    failures += wmi_mock_destroy(mock) != 0;
    return failures > 0;
}
