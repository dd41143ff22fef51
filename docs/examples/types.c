/* SPDX-License-Identifier: MIT */
/* The code of docs/types.md, run against a mock. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wmikit.h>
#include <wmikit/com.h>
#include <wmikit/mock.h>

static HRESULT print_size(IWbemClassObject *disk)
{
    uint64_t size;
    HRESULT hr = wmi_get_uint64(disk, "Size", &size);

    if (hr == WMI_OK)
        printf("%.1f GB\n", (double)size / 1e9);
    else if (hr == WMI_END)
        printf("no medium\n"); /* the property is NULL, which is not 0 */
    return hr;
}

static void print_value(const wmi_value *value)
{
    char *text = NULL;
    HRESULT hr = wmi_value_text(value, &text);

    printf(" %s", hr == WMI_OK ? text : hr == WMI_END ? "NULL" : "(an object)");
    wmi_free(text);
}

static HRESULT print_every_property(IWbemClassObject *object)
{
    wmi_argument *values;
    size_t count;
    HRESULT hr = wmi_get_values(object, &values, &count);

    for (size_t i = 0; i < count; i++) {
        const wmi_value *value = &values[i].value;

        printf("%s =", values[i].name);
        if (!value->is_array)
            print_value(value);
        for (size_t k = 0; k < value->count; k++) {
            wmi_value element = wmi_value_at(value, k);

            print_value(&element);
        }
        printf("\n");
    }
    wmi_values_free(values, count);
    return hr;
}

typedef struct disk {
    char *name;
    uint64_t size;
    bool has_size;
} disk;

static const wmi_field fields[] = {
    WMI_FIELD(disk, name, "DeviceID", WMI_STRING),
    WMI_FIELD_OPTIONAL(disk, size, has_size, "Size", WMI_UINT64),
};

static HRESULT read_disks(wmi_connection *connection, disk **disks, size_t *count)
{
    void *block;
    HRESULT hr = wmi_select(connection, "Win32_LogicalDisk", "DriveType = 3", NULL, fields, 2, sizeof(disk),
                            &block, count);

    *disks = block; /* one block, strings and all, for wmi_free */
    return hr;
}

typedef struct processor {
    char *name;
    uint32_t threads;
    bool has_threads;
} processor;

static const wmi_field processor_fields[] = {
    WMI_FIELD(processor, name, "Name", WMI_STRING),
    WMI_FIELD_IF_ANY(processor, threads, has_threads, "ThreadCount", WMI_UINT32), /* since Windows 10 */
};

static HRESULT read_columns(wmi_connection *connection, const char *wql, const char *const *columns,
                            size_t column_count, char ***rows, size_t *row_count)
{
    wmi_field *made = calloc(column_count, sizeof *made);
    wmi_cursor *cursor = NULL;
    void *block = NULL;
    HRESULT hr = wmi_query(connection, wql, NULL, &cursor);

    for (size_t i = 0; i < column_count && made != NULL; i++)
        made[i] = (wmi_field){ columns[i],     WMI_STRING,    i * sizeof(char *),
                               sizeof(char *), WMI_NO_OFFSET, WMI_NO_OFFSET };
    if (WMI_SUCCEEDED(hr))
        hr = wmi_read_rows(cursor, made, column_count, column_count * sizeof(char *), &block, row_count);
    wmi_cursor_close(cursor);
    free(made);
    *rows = block; /* row r, column c: rows[r * column_count + c]; NULL for a NULL property */
    return hr;
}

/* Those whose name contains the text, whatever characters it has. */
static HRESULT find_services(wmi_connection *connection, const char *text, wmi_cursor **cursor)
{
    char wql[1024];
    char *pattern = NULL;
    HRESULT hr = wmi_wql_quote_like(text, &pattern);

    if (WMI_SUCCEEDED(hr)) {
        snprintf(wql, sizeof wql, "SELECT Name FROM Win32_Service WHERE Name LIKE '%%%s%%'", pattern);
        hr = wmi_query(connection, wql, NULL,
                       cursor); /* one that is cut has no closing quote, and is refused */
    }
    wmi_free(pattern);
    return hr;
}

/* The device of an association's reference: //PC/root/cimv2:Win32_DiskDrive.DeviceID="..." */
static HRESULT print_device(const char *reference)
{
    wmi_path *path = NULL;
    HRESULT hr = wmi_path_parse(reference, &path);

    if (WMI_SUCCEEDED(hr) && path->key_count > 0 && path->keys[0].value.type == WMI_STRING)
        printf("%s %s\n", path->class_name, path->keys[0].value.string);
    wmi_free(path);
    return hr;
}

/* --- Whether that is so --------------------------------------------------------------------------------------- */

static const char mof[] =
    "class Win32_LogicalDisk { [key] string DeviceID; uint64 Size; uint32 DriveType; };"
    "instance of Win32_LogicalDisk { DeviceID = \"C:\"; Size = 5000000000; DriveType = 3; };"
    "instance of Win32_LogicalDisk { DeviceID = \"D:\"; DriveType = 3; };"
    "instance of Win32_LogicalDisk { DeviceID = \"E:\"; DriveType = 5; };"
    "class Win32_Service { [key] string Name; };"
    "instance of Win32_Service { Name = \"a%b\"; }; instance of Win32_Service { Name = \"aXb\"; };"
    "class Win32_Processor { [key] string DeviceID; string Name; };"
    "instance of Win32_Processor { DeviceID = \"CPU0\"; Name = \"old\"; };";
static int failures;

static void check(bool passed, const char *what)
{
    printf("%s %s\n", passed ? "ok  " : "FAIL", what);
    failures += !passed;
}

static void check_objects(wmi_connection *connection)
{
    IWbemClassObject *full = NULL, *empty = NULL;

    check(wmi_find(connection, "Win32_LogicalDisk.DeviceID=\"C:\"", NULL, &full) == WMI_OK, "a disk");
    check(wmi_find(connection, "Win32_LogicalDisk.DeviceID=\"E:\"", NULL, &empty) == WMI_OK, "another");
    check(print_size(full) == WMI_OK, "has a size");
    check(print_size(empty) == WMI_END, "has none");
    check(print_every_property(full) == WMI_OK, "every property");
    wmi_object_release(empty);
    wmi_object_release(full);
}

static void check_records(wmi_connection *connection)
{
    disk *disks = NULL;
    size_t count = 0;

    check(read_disks(connection, &disks, &count) == WMI_OK && count == 2, "two records");
    check(strcmp(disks[0].name, "C:") == 0 && disks[0].has_size && disks[0].size == 5000000000, "of C:");
    check(strcmp(disks[1].name, "D:") == 0 && !disks[1].has_size && disks[1].size == 0, "and of D:");
    wmi_free(disks);
}

static void check_processors(wmi_connection *connection)
{
    void *block = NULL;
    const processor *found;
    size_t count = 0;

    check(wmi_select(connection, "Win32_Processor", NULL, NULL, processor_fields, 2, sizeof(processor),
                     &block, &count) == WMI_OK,
          "a class that lacks a property");
    found = block;
    check(count == 1 && strcmp(found->name, "old") == 0 && !found->has_threads, "which is absent");
    wmi_free(block);
}

static void check_columns(wmi_connection *connection)
{
    static const char *const columns[] = { "DeviceID", "Size" };
    char **rows = NULL;
    size_t count = 0;

    check(read_columns(connection, "SELECT * FROM Win32_LogicalDisk", columns, 2, &rows, &count) == WMI_OK,
          "fields made at run time");
    check(count == 3 && strcmp(rows[0], "C:") == 0 && strcmp(rows[1], "5000000000") == 0, "of C:");
    check(count == 3 && rows[3] == NULL, "and of D:");
    wmi_free(rows);
}

static void check_text(wmi_connection *connection)
{
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;

    check(find_services(connection, "%", &cursor) == WMI_OK, "a query for a percent sign");
    check(wmi_cursor_next(cursor, &row) == WMI_OK, "finds one");
    check(wmi_cursor_next(cursor, &row) == WMI_END, "and no other");
    wmi_cursor_close(cursor);
    check(print_device("//PC/root/cimv2:Win32_DiskDrive.DeviceID=\"C:\"") == WMI_OK, "a path");
    check(print_device("C:") == (HRESULT)WBEM_E_INVALID_OBJECT_PATH, "and what is none");
}

int main(void)
{
    wmi_connection *connection = NULL;
    wmi_mock *mock = NULL;

    wmi_mock_create(&mock);
    check(wmi_mock_load(mock, NULL, mof) == WMI_OK, "data");
    wmi_mock_install(mock);
    check(wmi_connect(NULL, &connection) == WMI_OK, "connected");
    check_objects(connection);
    check_records(connection);
    check_processors(connection);
    check_columns(connection);
    check_text(connection);
    wmi_disconnect(connection);
    check(wmi_mock_destroy(mock) == 0, "nothing has leaked");
    return failures > 0;
}
