/* SPDX-License-Identifier: MIT */
/*
 * Requests the provider of one architecture: on 64-bit Windows a 32-bit provider sees, for example, another view
 * of the registry. The context is passed to ConnectServer, and automatically with each later call.
 */
#include <stdio.h>
#include <stdlib.h>
#include <wmikit.h>

static HRESULT connect_for(int bits, wmi_connection **connection)
{
    /* With __RequiredArchitecture, a missing provider of that architecture is an error; else only a preference. */
    const wmi_argument values[] = {
        { "__ProviderArchitecture", wmi_value_sint32(bits) },
        { "__RequiredArchitecture", wmi_value_bool(true) },
    };
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    HRESULT hr = wmi_context_create(values, sizeof(values) / sizeof(values[0]), &options.context);

    if (WMI_SUCCEEDED(hr))
        hr = wmi_connect(&options, connection);
    wmi_context_release(options.context); /* the connection has its own reference */
    return hr;
}

static HRESULT print_system(wmi_connection *connection, int bits)
{
    wmi_cursor *cursor = NULL;
    IWbemClassObject *system;
    char *caption = NULL;
    HRESULT hr = wmi_query(connection, "SELECT Caption FROM Win32_OperatingSystem", NULL, &cursor);

    if (WMI_SUCCEEDED(hr))
        hr = wmi_cursor_next(cursor, &system);
    if (hr == WMI_OK)
        hr = wmi_get_string(system, "Caption", &caption);
    if (hr == WMI_OK)
        printf("%s, as a %d-bit provider sees it\n", caption, bits);
    wmi_free(caption);
    wmi_cursor_close(cursor);
    return hr;
}

int main(int argc, char **argv)
{
    int bits = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 64; /* or 32 */
    wmi_connection *connection = NULL;
    HRESULT hr = connect_for(bits, &connection);

    if (WMI_SUCCEEDED(hr))
        hr = print_system(connection, bits);
    if (WMI_FAILED(hr))
        fprintf(stderr, "%s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);
    wmi_disconnect(connection);
    return WMI_FAILED(hr) ? 1 : 0;
}
