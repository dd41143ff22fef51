/* SPDX-License-Identifier: MIT */
/* Prints the name and the version of this computer's operating system. */
#include <stdio.h>
#include <wmikit.h>

int main(void)
{
    wmi_connection *connection = NULL;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *system;
    HRESULT hr;

    hr = wmi_connect(NULL, &connection);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_query(connection, "SELECT Caption, Version FROM Win32_OperatingSystem", NULL, &cursor);

    while (WMI_SUCCEEDED(hr) && (hr = wmi_cursor_next(cursor, &system)) == WMI_OK) {
        char *caption = NULL;
        char *version = NULL;

        hr = wmi_get_string(system, "Caption", &caption);
        if (WMI_SUCCEEDED(hr))
            hr = wmi_get_string(system, "Version", &version);
        if (WMI_SUCCEEDED(hr)) /* a property that is NULL in WMI is NULL here */
            printf("%s, version %s\n", caption ? caption : "no caption", version ? version : "unknown");
        wmi_free(version);
        wmi_free(caption);
    }
    if (WMI_FAILED(hr))
        fprintf(stderr, "%s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);

    wmi_cursor_close(cursor);
    wmi_disconnect(connection);
    return WMI_FAILED(hr) ? 1 : 0;
}
