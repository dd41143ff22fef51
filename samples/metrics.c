/* SPDX-License-Identifier: MIT */
/* Exports numbers from WMI in the format of Prometheus. A table lists them; exporter.c reads it at run time. */
#include <stdio.h>
#include <wmikit.h>

static const struct metric {
    const char *name, *class_name, *label, *value; /* the label is a key, so that each series is unique */
} metrics[] = {
    { "windows_process_working_set_bytes", "Win32_Process", "ProcessId", "WorkingSetSize" },
    { "windows_logical_disk_size_bytes", "Win32_LogicalDisk", "DeviceID", "Size" },
    { "windows_logical_disk_free_bytes", "Win32_LogicalDisk", "DeviceID", "FreeSpace" },
    { "windows_physical_memory_kilobytes", "Win32_OperatingSystem", "CSName", "TotalVisibleMemorySize" },
};

static HRESULT export_row(IWbemClassObject *row, const struct metric *metric)
{
    char *label;
    double value;
    HRESULT hr = wmi_get_metric(row, metric->value, &value); /* beyond 2^53 it is rounded */

    if (hr != WMI_OK || (hr = wmi_get_string(row, metric->label, &label)) != WMI_OK)
        return hr; /* WMI_END: NULL is not a sample */

    printf("%s{%s=\"", metric->name, metric->label);
    for (const char *c = label; *c != '\0'; c++)
        printf(*c == '\\' || *c == '"' ? "\\%c" : "%c", *c);
    printf("\"} %.17g\n", value);
    wmi_free(label);
    return WMI_OK;
}

int main(void)
{
    wmi_connection *connection = NULL;
    HRESULT hr = wmi_connect(NULL, &connection);

    for (size_t i = 0; WMI_SUCCEEDED(hr) && i < sizeof metrics / sizeof metrics[0]; i++) {
        wmi_cursor *cursor = NULL;
        IWbemClassObject *row;

        printf("# TYPE %s gauge\n", metrics[i].name);
        hr = wmi_instances(connection, metrics[i].class_name, NULL, &cursor);
        while (WMI_SUCCEEDED(hr) && (hr = wmi_cursor_next(cursor, &row)) == WMI_OK)
            hr = export_row(row, &metrics[i]);
        wmi_cursor_close(cursor);
    }
    if (WMI_FAILED(hr))
        fprintf(stderr, "%s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);
    wmi_disconnect(connection);
    return WMI_FAILED(hr) ? 1 : 0;
}
