/* SPDX-License-Identifier: MIT */
/*
 * Recorded on a Windows machine:     wmikit query --format mof "SELECT * FROM Win32_LogicalDisk" > disks.mof
 * and here, wherever that is:        replay_fixture disks.mof
 *
 * The program's own code runs with the recorded data, as in a test.
 */
#include <stdio.h>
#include <wmikit.h>
#include <wmikit/mock.h>

/* --- Your program: the disks that are more than 90 % full ---------------------------------------------------- */

static HRESULT count_full_disks(unsigned *disks, unsigned *full)
{
    wmi_connection *connection = NULL;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *disk;
    HRESULT hr = wmi_connect(NULL, &connection);

    if (WMI_SUCCEEDED(hr))
        hr = wmi_query(connection, "SELECT Size, FreeSpace FROM Win32_LogicalDisk WHERE Size > 0", NULL,
                       &cursor);
    while (WMI_SUCCEEDED(hr) && (hr = wmi_cursor_next(cursor, &disk)) == WMI_OK) {
        uint64_t size = 0;
        uint64_t free_bytes = 0;

        hr = wmi_get_uint64(disk, "Size", &size);
        if (WMI_SUCCEEDED(hr))
            hr = wmi_get_uint64(disk, "FreeSpace", &free_bytes);
        *full += free_bytes < size / 10;
        ++*disks;
    }
    wmi_cursor_close(cursor);
    wmi_disconnect(connection);
    return hr;
}

/* --- Its data ------------------------------------------------------------------------------------------------- */

int main(int argc, char **argv)
{
    wmi_mock *mock = NULL;
    unsigned disks = 0;
    unsigned full = 0;
    HRESULT hr;

    if (argc != 2) {
        fprintf(stderr, "usage: replay_fixture FILE.mof\n");
        return 2;
    }
    hr = wmi_mock_create(&mock);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_mock_load_file(mock, NULL, argv[1]);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_mock_install(mock);
    if (WMI_SUCCEEDED(hr))
        hr = count_full_disks(&disks, &full);
    if (WMI_FAILED(hr))
        fprintf(stderr, "%s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);
    else
        printf("%u of %u disks are nearly full\n", full, disks);
    wmi_shutdown(); /* before the mock is destroyed: the library may have cached its locator */
    wmi_mock_destroy(mock);
    return WMI_FAILED(hr) ? 1 : 0;
}
