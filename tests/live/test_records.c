/* SPDX-License-Identifier: MIT */
/* wmi_select and wmi_read_record on real WMI, held against the getters. */
#include "support/support.h"

#include <wmikit/com.h>

#include <stdio.h>

static wmi_connection *connection;

static int open_connection(void **state)
{
    (void)state;
    return WMI_SUCCEEDED(wmi_connect(NULL, &connection)) ? 0 : -1;
}

static int close_connection(void **state)
{
    (void)state;
    wmi_disconnect(connection);
    return WMI_SUCCEEDED(wmi_shutdown()) ? 0 : -1;
}

/* --- The members that a property may go into, and the getter of each ----------------------------------------------- */

typedef struct record {
    char *text;
    uint64_t number;
    bool has_number;
    bool flag;
    bool has_flag;
    wmi_datetime when;
    bool has_when;
    char **list;
    size_t list_count;
} record;

typedef enum kind {
    TEXT,
    NUMBER,
    FLAG,
    WHEN,
    LIST
} kind;

static wmi_field field_of(const char *property, kind what)
{
    const wmi_field kinds[] = {
        [TEXT] = WMI_FIELD(record, text, property, WMI_STRING),
        [NUMBER] = WMI_FIELD_OPTIONAL(record, number, has_number, property, WMI_UINT64),
        [FLAG] = WMI_FIELD_OPTIONAL(record, flag, has_flag, property, WMI_BOOL),
        [WHEN] = WMI_FIELD_OPTIONAL(record, when, has_when, property, WMI_DATETIME),
        [LIST] = WMI_FIELD_ARRAY(record, list, list_count, property, WMI_STRING),
    };

    return kinds[what];
}

static void compare_text(IWbemClassObject *row, const char *property, const char *found)
{
    char *expected = NULL;
    HRESULT hr = wmi_get_string(row, property, &expected);

    assert_true(hr == WMI_OK || hr == WMI_END);
    assert_true((expected == NULL) == (found == NULL));
    if (expected != NULL)
        assert_string_equal(found, expected);
    wmi_free(expected);
}

static void compare_list(IWbemClassObject *row, const char *property, char **found, size_t count)
{
    char **expected = NULL;
    size_t expected_count = 0;
    HRESULT hr = wmi_get_strings(row, property, &expected, &expected_count);

    assert_true(hr == WMI_OK || hr == WMI_END);
    assert_true((expected == NULL) == (found == NULL));
    assert_int_equal(count, expected_count);
    for (size_t i = 0; i < count; i++)
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): a list of some is not NULL */
        assert_string_equal(found[i], expected[i]);
    wmi_free(expected);
}

static void compare(IWbemClassObject *row, const char *property, kind what, const record *found)
{
    uint64_t number = 0;
    bool flag = false;
    wmi_datetime when;

    switch (what) {
    case TEXT: compare_text(row, property, found->text); break;
    case LIST: compare_list(row, property, found->list, found->list_count); break;
    case NUMBER:
        assert_hr(found->has_number ? WMI_OK : WMI_END, wmi_get_uint64(row, property, &number));
        assert_true(found->number == number);
        break;
    case FLAG:
        assert_hr(found->has_flag ? WMI_OK : WMI_END, wmi_get_bool(row, property, &flag));
        assert_int_equal(found->flag, flag);
        break;
    case WHEN:
        assert_hr(found->has_when ? WMI_OK : WMI_END, wmi_get_datetime(row, property, &when));
        assert_memory_equal(&found->when.year, &when.year, 3 * sizeof(int32_t));
        break;
    }
}

/* --- Rows that stay the same while they are read twice ------------------------------------------------------- */

#define SOME 0

static const struct property_case {
    const char *name, *class_name, *property;
    kind what;
    size_t rows; /* SOME: at least one, as many as a cursor brings; SIZE_MAX: perhaps none */
    const char *where;
} properties[] = {
    { "__PARAMETERS.Class", "__PARAMETERS", "Class", TEXT, SOME, NULL },
    { "__PARAMETERS.Method", "__PARAMETERS", "Method", TEXT, SOME, NULL },
    { "__PARAMETERS.Direction as text", "__PARAMETERS", "Direction", TEXT, SOME, NULL },
    { "__PARAMETERS.Type", "__PARAMETERS", "Type", NUMBER, SOME, NULL },
    { "__PARAMETERS.DefaultValue", "__PARAMETERS", "DefaultValue", NUMBER, SOME, NULL },
    { "__PARAMETERS.__CLASS", "__PARAMETERS", "__CLASS", TEXT, SOME, NULL },
    { "OperatingSystem.Caption", "Win32_OperatingSystem", "Caption", TEXT, 1, NULL },
    { "OperatingSystem.TotalVisibleMemorySize", "Win32_OperatingSystem", "TotalVisibleMemorySize", NUMBER, 1,
      NULL },
    { "OperatingSystem.BuildNumber as text", "Win32_OperatingSystem", "BuildNumber", TEXT, 1, NULL },
    { "OperatingSystem.Primary", "Win32_OperatingSystem", "Primary", FLAG, 1, NULL },
    { "OperatingSystem.InstallDate", "Win32_OperatingSystem", "InstallDate", WHEN, 1, NULL },
    { "OperatingSystem.LastBootUpTime", "Win32_OperatingSystem", "LastBootUpTime", WHEN, 1, NULL },
    { "OperatingSystem.__GENUS", "Win32_OperatingSystem", "__GENUS", NUMBER, 1, NULL },
    { "Process.Name", "Win32_Process", "Name", TEXT, 1, "Name = 'services.exe'" },
    { "Process.ProcessId", "Win32_Process", "ProcessId", NUMBER, 1, "Name = 'services.exe'" },
    { "Process.Handle as text", "Win32_Process", "Handle", TEXT, 1, "Name = 'services.exe'" },
    { "Process.CommandLine", "Win32_Process", "CommandLine", TEXT, 1, "Name = 'services.exe'" },
    { "LogicalDisk.Size", "Win32_LogicalDisk", "Size", NUMBER, SOME, NULL },
    { "NetworkAdapterConfiguration.IPAddress", "Win32_NetworkAdapterConfiguration", "IPAddress", LIST,
      SIZE_MAX, NULL },
    { "SystemEnclosure.ChassisTypes", "Win32_SystemEnclosure", "ChassisTypes", LIST, SOME, NULL },
};

static void records_are_what_the_getters_say(void **state)
{
    const struct property_case *property = *state;
    const wmi_field field = field_of(property->property, property->what);
    const record *found;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;
    void *block = NULL;
    void *single = NULL;
    size_t count = 0;
    size_t index = 0;
    char query[200];

    assert_ok(wmi_select(connection, property->class_name, property->where, NULL, &field, 1, sizeof(record),
                         &block, &count));
    found = block;
    if (property->rows != SIZE_MAX)
        assert_true(property->rows == SOME ? count > 0 : count == property->rows);
    snprintf(query, sizeof query, "SELECT * FROM %s%s%s", property->class_name,
             property->where == NULL ? "" : " WHERE ", property->where == NULL ? "" : property->where);
    assert_ok(wmi_query(connection, query, NULL, &cursor));
    for (; wmi_cursor_next(cursor, &row) == WMI_OK; index++) {
        assert_true(index < count);
        compare(row, property->property, property->what, &found[index]);
        assert_ok(wmi_read_record(row, &field, 1, sizeof(record), &single));
        compare(row, property->property, property->what, single);
        wmi_free(single);
    }
    assert_int_equal(index, count);
    wmi_cursor_close(cursor);
    wmi_free(block);
}

/* The same rows by a query of one's own. */
static void rows_of_a_cursor_are_the_same(void **state)
{
    const struct property_case *property = *state;
    const wmi_field field = field_of(property->property, property->what);
    const record *found;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;
    void *block = NULL;
    size_t count = 0;
    size_t index = 0;
    char query[200];

    snprintf(query, sizeof query, "SELECT * FROM %s%s%s", property->class_name,
             property->where == NULL ? "" : " WHERE ", property->where == NULL ? "" : property->where);
    assert_ok(wmi_query(connection, query, NULL, &cursor));
    assert_ok(wmi_read_rows(cursor, &field, 1, sizeof(record), &block, &count));
    wmi_cursor_close(cursor);
    found = block;
    assert_ok(wmi_query(connection, query, NULL, &cursor));
    for (; wmi_cursor_next(cursor, &row) == WMI_OK; index++) {
        assert_true(index < count);
        compare(row, property->property, property->what, &found[index]);
    }
    assert_int_equal(index, count);
    wmi_cursor_close(cursor);
    wmi_free(block);
}

/* --- Properties that the class lacks -------------------------------------------------------------------------- */

typedef struct system_record {
    char *caption;
    bool primary, has_primary, nothing, has_nothing;
    char **list;
    size_t list_count;
} system_record;

static const wmi_field system_fields[] = {
    WMI_FIELD(system_record, caption, "Caption", WMI_STRING),
    WMI_FIELD_IF_ANY(system_record, primary, has_primary, "Primary", WMI_BOOL),
    WMI_FIELD_IF_ANY(system_record, nothing, has_nothing, "NoSuchProperty", WMI_BOOL),
    WMI_FIELD_ARRAY_IF_ANY(system_record, list, list_count, "NoSuchList", WMI_STRING),
};

static void what_the_class_lacks_is_absent(void **state)
{
    const system_record *found;
    void *block = NULL;
    size_t count = 0;

    (void)state;
    assert_ok(wmi_select(connection, "Win32_OperatingSystem", NULL, NULL, system_fields,
                         COUNT_OF(system_fields), sizeof(system_record), &block, &count));
    found = block;
    assert_int_equal(count, 1);
    assert_non_null(found->caption);
    assert_true(found->has_primary && found->primary);
    assert_true(!found->has_nothing && found->list == NULL && found->list_count == 0);
    wmi_free(block);
}

static void rows_of_a_class_that_lacks_all_are_counted(void **state)
{
    void *block = NULL;
    size_t count = 0;
    HRESULT hr;

    (void)state;
    hr = wmi_select(connection, "Win32_OperatingSystem", NULL, NULL, system_fields + 2, 2,
                    sizeof(system_record), &block, &count);
    assert_ok(hr);
    assert_int_equal(count, 1);
    assert_false(((const system_record *)block)->has_nothing);
    wmi_free(block);
}

/* --- A table of several columns, and what is refused ---------------------------------------------------------------- */

typedef struct parameter {
    char *method;
    char *name;
    int16_t direction;
    uint32_t type;
    double default_value;
    bool has_default;
} parameter;

static const wmi_field parameter_fields[] = {
    WMI_FIELD(parameter, method, "Method", WMI_STRING),
    WMI_FIELD(parameter, name, "Parameter", WMI_STRING),
    WMI_FIELD(parameter, direction, "Direction", WMI_SINT16),
    WMI_FIELD(parameter, type, "Type", WMI_UINT32),
    WMI_FIELD_OPTIONAL(parameter, default_value, has_default, "DefaultValue", WMI_REAL64),
};

static void a_table_becomes_structs(void **state)
{
    void *block = NULL;
    size_t count = 0;
    size_t defaults = 0;

    (void)state;
    assert_ok(wmi_select(connection, "__PARAMETERS", "Class = 'StdRegProv' AND Method = 'CreateKey'", NULL,
                         parameter_fields, COUNT_OF(parameter_fields), sizeof(parameter), &block, &count));
    assert_int_equal(count, 3);
    for (size_t i = 0; i < count; i++) {
        const parameter *one = (const parameter *)block + i;

        assert_string_equal(one->method, "CreateKey");
        assert_true(one->direction == 1 || one->direction == -1);
        assert_true(one->has_default || one->default_value == 0);
        defaults += one->has_default && one->default_value == 2147483650.0;
    }
    assert_int_equal(defaults, 1);
    wmi_free(block);
}

static void no_rows_are_an_empty_block(void **state)
{
    void *block = NULL;
    size_t count = 9;

    (void)state;
    assert_ok(wmi_select(connection, "Win32_Process", "Name = 'nobody.exe'", NULL, parameter_fields, 1,
                         sizeof(parameter), &block, &count));
    assert_int_equal(count, 0);
    assert_non_null(block);
    wmi_free(block);
}

static void what_does_not_fit_is_named(void **state)
{
    const wmi_field byte = { "Type", WMI_BOOL, 0, 1, WMI_NO_OFFSET, WMI_NO_OFFSET };
    const wmi_field none = { "Nothing", WMI_BOOL, 0, 1, WMI_NO_OFFSET, WMI_NO_OFFSET };
    void *block = &block;
    size_t count = 9;

    (void)state;
    assert_hr(WBEM_E_TYPE_MISMATCH,
              wmi_select(connection, "__PARAMETERS", NULL, NULL, &byte, 1, 1, &block, &count));
    assert_last_error(WBEM_E_TYPE_MISMATCH, "property Type of row 1 is ");
    assert_null(block);
    assert_int_equal(count, 0);
    assert_true(WMI_FAILED(wmi_select(connection, "__PARAMETERS", NULL, NULL, &none, 1, 1, &block, &count)));
    assert_null(block);
}

int main(void)
{
    struct CMUnitTest tests[2 * COUNT_OF(properties) + 5];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(properties); i++)
        tests[count++] = (struct CMUnitTest){ properties[i].name, records_are_what_the_getters_say, NULL,
                                              NULL, (void *)(uintptr_t)&properties[i] };
    for (size_t i = 0; i < COUNT_OF(properties); i++)
        tests[count++] = (struct CMUnitTest){ properties[i].name, rows_of_a_cursor_are_the_same, NULL, NULL,
                                              (void *)(uintptr_t)&properties[i] };
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(what_the_class_lacks_is_absent);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(rows_of_a_class_that_lacks_all_are_counted);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(a_table_becomes_structs);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(no_rows_are_an_empty_block);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(what_does_not_fit_is_named);
    return cmocka_run_group_tests_name("records", tests, open_connection, close_connection) == 0 ? 0 : 1;
}
