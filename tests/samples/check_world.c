/* SPDX-License-Identifier: MIT */
/*
 * wmikit-check, its main renamed, in a process where the mock is the system's WMI and has what every Windows has. With
 * WMIKIT_CHECK_WRONG=1 in the environment, the mock answers one question wrongly.
 */
#include "mock/windows_world.h"

#include <wmikit.h>
#include <wmikit/com.h>

#include <stdio.h>
#include <stdlib.h>

int sample_main(int argc, char **argv);

int main(int argc, char **argv)
{
    wmi_mock *mock = NULL;
    HRESULT hr = windows_world(&mock);
    size_t held;
    int code;

    /* OpenNamespace is asked by few rows; the first of them is "namespace: cimv2 from root". */
    if (WMI_SUCCEEDED(hr) && getenv("WMIKIT_CHECK_WRONG") != NULL)
        hr = wmi_mock_fail(mock, "IWbemServices::OpenNamespace", 1, (HRESULT)WBEM_E_ACCESS_DENIED);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_mock_install(mock);
    if (WMI_FAILED(hr)) {
        fprintf(stderr, "%s\n", wmi_last_error()->message);
        return 99;
    }
    code = sample_main(argc, argv);
    wmi_mock_uninstall(mock);
    held = wmi_mock_destroy(mock);
    if (held > 0)
        fprintf(stderr, "%u objects are still held\n", (unsigned)held);
    return held > 0 ? 98 : code;
}
