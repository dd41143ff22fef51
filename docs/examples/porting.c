/* SPDX-License-Identifier: MIT */
/* What the page testing.md shows of testing an existing program: samples/raw_disks.c, which is raw COM. */
#include <stdio.h>
#include <stdlib.h>
#include <wmikit.h>
#include <wmikit/mock.h>

int list_disks(void); /* of the program: prints its disks, and returns how many there are */

static const char disks[] = "class Win32_LogicalDisk { [key] string DeviceID; uint64 Size; };"
                            "instance of Win32_LogicalDisk { DeviceID = \"C:\"; Size = 5000000000; };"
                            "instance of Win32_LogicalDisk { DeviceID = \"D:\"; };";

/* The objects that are still held, if any. */
static bool leaks(wmi_mock *mock)
{
    char *objects = NULL;
    size_t count = wmi_mock_describe_live(mock, &objects);

    fprintf(stderr, "%s", objects == NULL ? "" : objects);
    wmi_free(objects);
    return count > 0;
}

int main(void)
{
    wmi_mock *mock = NULL;
    bool passed = wmi_mock_create(&mock) == WMI_OK && wmi_mock_load(mock, NULL, disks) == WMI_OK &&
                  wmi_mock_install(mock) == WMI_OK;

    passed = passed && list_disks() == 2 && wmi_mock_call_count(mock, NULL) > 0 && !leaks(mock);
    wmi_mock_fail(mock, "IWbemServices::ExecQuery", 1, WMI_E_SERVER_UNAVAILABLE);
    passed = passed && list_disks() == -1 && !leaks(mock);
    wmi_mock_destroy(mock);
    return passed ? EXIT_SUCCESS : EXIT_FAILURE;
}
