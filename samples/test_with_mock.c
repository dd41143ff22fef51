/* SPDX-License-Identifier: MIT */
/* How a program of yours is tested without Windows and without a second computer: its WMI is a mock. */
#include <stdio.h>
#include <string.h>
#include <wmikit.h>
#include <wmikit/mock.h>

/* --- Your program, which knows nothing of the mock: the free bytes of a drive, here or elsewhere ------------- */

static HRESULT free_bytes(const wmi_connect_options *where, uint64_t *bytes)
{
    wmi_connection *connection = NULL;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *disk;
    HRESULT hr = wmi_connect(where, &connection);

    if (WMI_SUCCEEDED(hr))
        hr = wmi_query(connection, "SELECT FreeSpace FROM Win32_LogicalDisk WHERE DeviceID = 'C:'", NULL,
                       &cursor);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_cursor_next(cursor, &disk);
    if (hr == WMI_OK)
        hr = wmi_get_uint64(disk, "FreeSpace", bytes);
    wmi_cursor_close(cursor);
    wmi_disconnect(connection);
    return hr;
}

/* --- Its test ------------------------------------------------------------------------------------------------- */

static const char disks[] = "class Win32_LogicalDisk { [key] string DeviceID; uint64 FreeSpace; };"
                            "instance of Win32_LogicalDisk { DeviceID = \"C:\"; FreeSpace = 5000000000; };";
static int failures;

static void check(bool passed, const char *what)
{
    printf("%s %s\n", passed ? "ok  " : "FAIL", what);
    failures += !passed;
}

int main(void)
{
    wmi_mock_host db1 = WMI_MOCK_HOST_INIT;
    wmi_connect_options remote = WMI_CONNECT_OPTIONS_INIT;
    wmi_mock *mock = NULL;
    uint64_t bytes = 0;

    check(wmi_mock_create(&mock) == WMI_OK, "a mock is made");
    check(wmi_mock_load(mock, "ROOT\\CIMV2", disks) == WMI_OK, "its data is loaded");
    db1.user = "ada", db1.domain = "CORP", db1.password = "secret";
    check(wmi_mock_add_host(mock, "db1", &db1) == WMI_OK, "a server lets ada in");
    check(wmi_mock_install(mock) == WMI_OK, "from now on every WMI in this process is the mock");

    check(free_bytes(NULL, &bytes) == WMI_OK && bytes == 5000000000, "this computer's disk");
    remote.server = "db1", remote.user = "CORP\\ada", remote.password = "secret";
    check(free_bytes(&remote, &bytes) == WMI_OK, "the server's disk, as ada");
    remote.password = "wrong";
    check(free_bytes(&remote, &bytes) == WMI_E_COM_ACCESS_DENIED, "a wrong password is refused");
    wmi_mock_fail(mock, "IWbemServices::ExecQuery", 1, WMI_E_SERVER_UNAVAILABLE);
    check(free_bytes(NULL, &bytes) == WMI_E_SERVER_UNAVAILABLE, "a server that dies in the first query");
    check(wmi_last_error()->retryable, "is one to try again");

    check(wmi_mock_call_count(mock, NULL) > 0, "all this was the mock, not the real WMI");
    check(wmi_mock_destroy(mock) == 0, "no COM object has leaked");
    return failures > 0;
}
