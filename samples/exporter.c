/* SPDX-License-Identifier: MIT */
/*
 * Exports columns of any classes in the format of Prometheus. The table is read at run time, from the standard input, a
 * class per line: its name, the key that labels its rows, the columns. What this Windows does not have is left out.
 *
 *     # class           label    columns
 *     Win32_LogicalDisk DeviceID Size FreeSpace
 */
#include <stdio.h>
#include <string.h>
#include <wmikit.h>

#define MOST_COLUMNS 32 /* with the label, which is the first */

static void print_sample(const char *class_name, char *const *columns, size_t column, char *const *row)
{
    const char *value = row[column]; /* a number is decimal text, as Prometheus has it */

    if (strcmp(value, "true") == 0 || strcmp(value, "false") == 0)
        value = *value == 't' ? "1" : "0";
    printf("%s_%s{%s=\"", class_name, columns[column], columns[0]);
    for (const char *c = row[0] != NULL ? row[0] : ""; *c != '\0'; c++)
        printf(*c == '\\' || *c == '"' ? "\\%c" : "%c", *c);
    printf("\"} %s\n", value);
}

/* The record is made at run time too: an array of texts, each NULL where the property is. */
static HRESULT export_class(wmi_connection *connection, const char *class_name, char **columns, size_t count)
{
    wmi_field fields[MOST_COLUMNS];
    void *block = NULL;
    size_t rows = 0;
    HRESULT hr;

    for (size_t i = 0; i < count; i++)
        fields[i] = (wmi_field){ columns[i],     WMI_STRING, i * sizeof(char *),
                                 sizeof(char *), WMI_IF_ANY, WMI_NO_OFFSET };
    hr = wmi_select(connection, class_name, NULL, NULL, fields, count, count * sizeof(char *), &block, &rows);
    for (size_t row = 0; row < rows; row++) {
        char *const *values = (char *const *)block + row * count;

        for (size_t i = 1; i < count; i++) {
            if (values[i] != NULL)
                print_sample(class_name, columns, i, values);
        }
    }
    wmi_free(block);
    return hr;
}

int main(void)
{
    wmi_connection *connection = NULL;
    char line[1024];
    HRESULT hr = wmi_connect(NULL, &connection);

    while (WMI_SUCCEEDED(hr) && fgets(line, sizeof line, stdin) != NULL) {
        char *class_name = strtok(line, " \t\r\n");
        char *columns[MOST_COLUMNS];
        size_t count = 0;

        while (class_name != NULL && count < MOST_COLUMNS &&
               (columns[count] = strtok(NULL, " \t\r\n")) != NULL)
            count++;
        if (count > 1 && *class_name != '#')
            hr = export_class(connection, class_name, columns, count);
    }
    if (WMI_FAILED(hr))
        fprintf(stderr, "%s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);
    wmi_disconnect(connection);
    return WMI_FAILED(hr) ? 1 : 0;
}
