/* SPDX-License-Identifier: MIT */
/* Runs a sample, whose main is called sample_main here, on a mock with the MOF file that the first argument names. */
#include <stdio.h>
#include <wmikit.h>
#include <wmikit/mock.h>

int sample_main(int count, char **arguments);

int main(int count, char **arguments)
{
    wmi_mock *mock = NULL;
    int code;

    if (count < 2 || WMI_FAILED(wmi_mock_create(&mock)) ||
        WMI_FAILED(wmi_mock_load_file(mock, NULL, arguments[1])) || WMI_FAILED(wmi_mock_install(mock))) {
        fprintf(stderr, "no mock: %s\n", wmi_last_error()->message);
        return 3;
    }
    code = sample_main(count - 1, arguments + 1);
    if (wmi_mock_call_count(mock, NULL) == 0) {
        fprintf(stderr, "the mock was not asked: was that the real WMI?\n");
        return 5;
    }
    if (WMI_FAILED(wmi_shutdown()) || wmi_mock_destroy(mock) != 0) {
        fprintf(stderr, "the sample holds COM objects\n");
        return 4;
    }
    return code;
}
