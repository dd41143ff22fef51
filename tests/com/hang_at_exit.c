/* SPDX-License-Identifier: MIT */
/* A program that ends while a call of its hangs, as a test runs it: it must do so cleanly, with exit code 0. */
#include <wmikit.h>

#include <wmikit/com.h>
#include <wmikit/mock.h>

#include <stdio.h>

static wmi_mock *mock; /* nobody wakes it */

static HRESULT prepare(void)
{
    wmi_mock_host host = WMI_MOCK_HOST_INIT;
    HRESULT hr = wmi_mock_create(&mock);

    host.connect_delay_ms = WMI_MOCK_HANG;
    if (SUCCEEDED(hr))
        hr = wmi_mock_add_host(mock, "dead", &host);
    return SUCCEEDED(hr) ? wmi_mock_install(mock) : hr;
}

int main(void)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;

    if (FAILED(prepare()))
        return 1;
    options.server = "dead";
    options.timeout_ms = 50;
    for (unsigned i = 0; i < 3; i++) {
        if (wmi_connect(&options, &connection) != (HRESULT)WBEM_E_TIMED_OUT) {
            printf("%s\n", wmi_last_error()->message);
            return 1;
        }
    }
    return 0;
}
