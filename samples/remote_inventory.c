/* SPDX-License-Identifier: MIT */
/*
 * An inventory of another computer, with one deadline for everything. The environment has the server and the
 * user: WMIKIT_SERVER (this computer when it is not set), WMIKIT_USER and WMIKIT_PASSWORD.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wmikit.h>

/* The library erases its own copies. A compiler may remove a memset of memory that is not read afterwards. */
static void erase(char *secret, size_t size)
{
    while (size > 0)
        ((volatile char *)secret)[--size] = 0;
}

static HRESULT connect_by_environment(wmi_cancel *deadline, wmi_connection **connection)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    const char *given = getenv("WMIKIT_PASSWORD");
    char password[256] = "";
    HRESULT hr;

    options.server = getenv("WMIKIT_SERVER");
    options.user = getenv("WMIKIT_USER");
    options.cancel = deadline;
    if (given != NULL && strlen(given) < sizeof password) /* "" is a password too; NULL means none */
        options.password = strcpy(password, given);
    hr = wmi_connect(&options, connection);
    erase(password, sizeof password);
    return hr;
}

/* Prints the properties of each row, which are named in a list that ends in NULL. */
static HRESULT print_rows(wmi_connection *connection, wmi_cancel *deadline, const char *wql,
                          const char *const *properties)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;
    HRESULT hr;

    options.cancel = deadline;
    hr = wmi_query(connection, wql, &options, &cursor);
    while (WMI_SUCCEEDED(hr) && (hr = wmi_cursor_next(cursor, &row)) == WMI_OK) {
        for (size_t i = 0; properties[i] != NULL && WMI_SUCCEEDED(hr); i++) {
            char *text = NULL;

            hr = wmi_get_string(row, properties[i], &text);
            printf("%s = %s%s", properties[i], text != NULL ? text : "?", properties[i + 1] ? ", " : "\n");
            wmi_free(text);
        }
    }
    wmi_cursor_close(cursor);
    return hr;
}

int main(void)
{
    static const char *const system[] = { "Caption", "Version", "TotalVisibleMemorySize", NULL }; /* kB */
    static const char *const disk[] = { "DeviceID", "Size", "FreeSpace", NULL };                  /* bytes */
    wmi_connection *connection = NULL;
    wmi_cancel *deadline = NULL;
    HRESULT hr = wmi_cancel_create(&deadline);

    wmi_cancel_after(deadline, 30000);
    if (WMI_SUCCEEDED(hr))
        hr = connect_by_environment(deadline, &connection);
    if (WMI_SUCCEEDED(hr))
        hr = print_rows(connection, deadline, "SELECT * FROM Win32_OperatingSystem", system);
    if (WMI_SUCCEEDED(hr))
        hr = print_rows(connection, deadline, "SELECT * FROM Win32_LogicalDisk WHERE DriveType = 3", disk);
    if (WMI_FAILED(hr))
        fprintf(stderr, "%s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);
    wmi_disconnect(connection);
    wmi_cancel_free(deadline);
    return WMI_FAILED(hr) ? 1 : 0;
}
