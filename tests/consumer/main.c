/* SPDX-License-Identifier: MIT */
/* A program outside the project: it uses the library, and tests itself with the mock. */
#include <wmikit.h>
#include <wmikit/mock.h>

#include <stdio.h>
#include <string.h>

static const char mof[] = "class Row { [key] uint32 Id; string Text; };"
                          "instance of Row { Id = 7; Text = \"seven\"; };";

static HRESULT read_text(char **text)
{
    wmi_connection *connection = NULL;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row = NULL;
    HRESULT hr = wmi_connect(NULL, &connection);

    if (WMI_SUCCEEDED(hr))
        hr = wmi_query(connection, "SELECT Text FROM Row WHERE Id = 7", NULL, &cursor);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_cursor_next(cursor, &row);
    if (hr == WMI_OK)
        hr = wmi_get_string(row, "Text", text);
    wmi_cursor_close(cursor);
    wmi_disconnect(connection);
    return hr;
}

int main(void)
{
    wmi_mock *mock = NULL;
    char *text = NULL;
    bool told, read;
    size_t held;

    wmi_mock_create(&mock);
    /* What the mock refuses is told by the library's last error, though the two may be DLLs of their own. */
    told = WMI_FAILED(wmi_mock_load(mock, NULL, "clas Row {};")) &&
           strstr(wmi_last_error()->message, "line 1") != NULL;
    wmi_mock_load(mock, NULL, mof);
    wmi_mock_install(mock);
    read = read_text(&text) == WMI_OK && strcmp(text, "seven") == 0;
    wmi_free(text);
    wmi_shutdown();
    held = wmi_mock_destroy(mock);

    printf("wmikit %s: %s, %s, %u held\n", wmi_version(), told ? "told" : "NOT TOLD",
           read ? "read" : "NOT READ", (unsigned)held);
    return told && read && held == 0 && strcmp(wmi_version(), WMIKIT_VERSION) == 0 ? 0 : 1;
}
