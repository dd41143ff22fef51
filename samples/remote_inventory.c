/* SPDX-License-Identifier: MIT */
/*
 * An inventory of another computer, with one deadline for everything. The environment has WMIKIT_SERVER and WMIKIT_USER;
 * the user's password is the first line of the standard input, since other processes inherit an environment.
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

/* An empty line is a password too; part of a longer one is none. */
static bool read_password(char *password, int size)
{
    setvbuf(stdin, NULL, _IONBF, 0); /* no copy in a buffer */
    if (fgets(password, size, stdin) == NULL || (strchr(password, '\n') == NULL && !feof(stdin)))
        return false;
    password[strcspn(password, "\n")] = '\0';
    return true;
}

/* Prints properties of each row. The list has the query before them, and NULL after them. */
static HRESULT print_rows(wmi_connection *connection, wmi_cancel *deadline, const char *const *list)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;
    HRESULT hr;

    options.cancel = deadline;
    hr = wmi_query(connection, list[0], &options, &cursor);
    while (WMI_SUCCEEDED(hr) && (hr = wmi_cursor_next(cursor, &row)) == WMI_OK) {
        for (size_t i = 1; list[i] != NULL && WMI_SUCCEEDED(hr); i++) {
            char *text;

            hr = wmi_get_string(row, list[i], &text);
            printf("%s = %s%s", list[i], text != NULL ? text : "?", list[i + 1] ? ", " : "\n");
            wmi_free(text);
        }
    }
    wmi_cursor_close(cursor);
    return hr;
}

int main(void)
{
    static const char *const parts[][5] = {
        /* in kB; in bytes */
        { "SELECT * FROM Win32_OperatingSystem", "Caption", "Version", "TotalVisibleMemorySize" },
        { "SELECT * FROM Win32_LogicalDisk WHERE DriveType = 3", "DeviceID", "Size", "FreeSpace" },
    };
    wmi_connect_options where = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    char password[512] = "";
    HRESULT hr;

    where.server = getenv("WMIKIT_SERVER"), where.user = getenv("WMIKIT_USER");
    where.password = where.user != NULL ? password : NULL;
    if (where.user != NULL && !read_password(password, sizeof password))
        return fprintf(stderr, "the password is missing or too long\n"), 2;
    hr = wmi_cancel_create(&where.cancel);
    wmi_cancel_after(where.cancel, 30000);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_connect(&where, &connection);
    erase(password, sizeof password);
    for (size_t i = 0; i < 2 && WMI_SUCCEEDED(hr); i++)
        hr = print_rows(connection, where.cancel, parts[i]);
    if (WMI_FAILED(hr))
        fprintf(stderr, "%s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);
    wmi_disconnect(connection);
    wmi_cancel_free(where.cancel);
    return WMI_FAILED(hr) ? 1 : 0;
}
