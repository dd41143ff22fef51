/* SPDX-License-Identifier: MIT */
/*
 * Starts a program with Win32_Process.Create, and polls until it has ended: this works
 * for a process on another computer too, which has no local handle.
 */
#include <stdio.h>
#include <wmikit.h>

#ifdef _WIN32
#include <windows.h>
#else
#include <unistd.h>
#define Sleep(milliseconds) sleep((milliseconds) / 1000 + 1) /* where only the mock starts processes */
#endif

/* The call may succeed although Create reports an error in ReturnValue. */
static HRESULT start(wmi_connection *connection, const char *command_line, uint32_t *process_id)
{
    const wmi_argument arguments[] = { { "CommandLine", wmi_value_string(command_line) } };
    IWbemClassObject *results = NULL;
    uint32_t verdict = 0;
    HRESULT hr = wmi_call(connection, "Win32_Process", "Create", arguments, 1, NULL, &results);

    if (WMI_SUCCEEDED(hr))
        hr = wmi_get_uint32(results, "ReturnValue", &verdict);
    if (WMI_SUCCEEDED(hr) && verdict == 0)
        hr = wmi_get_uint32(results, "ProcessId", process_id);
    wmi_object_release(results);
    if (verdict != 0)
        fprintf(stderr, "%s: not started, Win32_Process.Create returned %u\n", command_line,
                (unsigned)verdict);
    return hr;
}

/* WMI_OK while it exists, WMI_END afterwards. */
static HRESULT find(wmi_connection *connection, uint32_t process_id)
{
    wmi_cursor *cursor = NULL;
    IWbemClassObject *process;
    char wql[80];
    HRESULT hr;

    snprintf(wql, sizeof wql, "SELECT Handle FROM Win32_Process WHERE ProcessId = %u", (unsigned)process_id);
    hr = wmi_query(connection, wql, NULL, &cursor);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_cursor_next(cursor, &process);
    wmi_cursor_close(cursor);
    return hr;
}

int main(int argc, char **argv)
{
    const char *command_line = argc > 1 ? argv[1] : "cmd.exe /c exit";
    wmi_connection *connection = NULL;
    uint32_t process_id = 0;
    HRESULT hr = wmi_connect(NULL, &connection);

    if (WMI_SUCCEEDED(hr))
        hr = start(connection, command_line, &process_id);
    if (process_id != 0)
        printf("%s: process %u\n", command_line, (unsigned)process_id);
    while (process_id != 0 && (hr = find(connection, process_id)) == WMI_OK)
        Sleep(100);
    if (hr == WMI_END)
        printf("it has ended\n");
    if (WMI_FAILED(hr))
        fprintf(stderr, "%s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);
    wmi_disconnect(connection);
    return hr == WMI_END ? 0 : 1;
}
