/* SPDX-License-Identifier: MIT */
/*
 * What a monitoring agent asks for: the first value that a query returns, as text; of an array, each element on a line.
 *
 *     item ROOT\CIMV2 "SELECT FreeSpace FROM Win32_LogicalDisk WHERE DeviceID = 'C:'"
 */
#include <stdio.h>
#include <wmikit.h>

static void print_scalar(const wmi_value *value)
{
    char *text = NULL;

    if (wmi_value_text(value, &text) == WMI_OK) /* nothing for NULL and for an embedded object */
        puts(text);
    wmi_free(text);
}

static HRESULT print_first(IWbemClassObject *row)
{
    wmi_argument *values = NULL;
    size_t count = 0;
    HRESULT hr = wmi_get_values(row, &values, &count);

    if (count > 0 && !values[0].value.is_array)
        print_scalar(&values[0].value);
    for (size_t i = 0; count > 0 && i < values[0].value.count; i++) {
        wmi_value element = wmi_value_at(&values[0].value, i);

        print_scalar(&element);
    }
    wmi_values_free(values, count);
    return hr;
}

int main(int argc, char **argv)
{
    wmi_connect_options where = WMI_CONNECT_OPTIONS_INIT;
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;
    HRESULT hr;

    if (argc != 3) {
        fprintf(stderr, "usage: item NAMESPACE WQL\n");
        return 2;
    }
    where.namespace_path = argv[1];
    where.timeout_ms = options.timeout_ms = 10000; /* an agent must not hang */
    hr = wmi_connect(&where, &connection);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_query(connection, argv[2], &options, &cursor);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_cursor_next(cursor, &row);
    if (hr == WMI_OK)
        hr = print_first(row);
    if (WMI_FAILED(hr))
        fprintf(stderr, "%s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);
    wmi_cursor_close(cursor);
    wmi_disconnect(connection);
    return WMI_FAILED(hr) ? 1 : 0;
}
