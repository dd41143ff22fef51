/* SPDX-License-Identifier: MIT */
/*
 * Every getter against the same property read by raw COM: for each class of Wine's WMI that can be read
 * safely, each property of each row. What is expected is worked out here from VARIANT and CIM type, by
 * switches that share nothing with the library.
 */
#include "support/support.h"

#include <wmikit/com.h>

#include <stdio.h>
#include <stdlib.h>

static const char *const classes[] = {
    "__PARAMETERS",
    "Win32_BaseBoard",
    "Win32_BIOS",
    "Win32_ComputerSystem",
    "Win32_DiskDrive",
    "Win32_LogicalDisk",
    "Win32_NetworkAdapter",
    "Win32_NetworkAdapterConfiguration",
    "Win32_OperatingSystem",
    "Win32_PhysicalMemory",
    "Win32_Processor",
    "Win32_Process",
    "Win32_Service",
    "Win32_SystemEnclosure",
    "Win32_VideoController",
    "Win32_Volume",
};

static wmi_connection *connection;

/* How many properties of each kind were compared: a comparison that never happened proves nothing. */
static struct seen {
    size_t integers, overflows, strings, booleans, reals, datetimes, arrays, nulls;
} seen;

static char *utf8(BSTR text)
{
    int size = WideCharToMultiByte(CP_UTF8, 0, text, (int)SysStringLen(text), NULL, 0, NULL, NULL);
    char *result = calloc((size_t)size + 1, 1);

    assert_non_null(result);
    WideCharToMultiByte(CP_UTF8, 0, text, (int)SysStringLen(text), result, size, NULL, NULL);
    return result;
}

static bool expected_integer_of_text(BSTR raw, bool *negative, uint64_t *magnitude)
{
    char *text = utf8(raw);

    *negative = text[0] == '-';
    *magnitude = strtoull(text + *negative, NULL, 10);
    free(text);
    return true;
}

/* An integer property's value: -(2^63) … 2^64-1 in a sign and a size. */
static bool expected_integer(const VARIANT *raw, CIMTYPE type, bool *negative, uint64_t *magnitude)
{
    int64_t number;

    switch (type) {
    case CIM_UINT64:
    case CIM_SINT64: return expected_integer_of_text(V_BSTR(raw), negative, magnitude);
    case CIM_UINT32: number = (uint32_t)V_I4(raw); break;
    case CIM_SINT32: number = V_I4(raw); break;
    case CIM_UINT16: number = (uint16_t)V_I4(raw); break;
    case CIM_SINT16: number = V_I2(raw); break;
    case CIM_UINT8: number = V_UI1(raw); break;
    case CIM_SINT8: number = V_I2(raw); break;
    default: return false;
    }
    *negative = number < 0;
    *magnitude = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    return true;
}

static void compare_integer(IWbemClassObject *row, const char *name, bool negative, uint64_t magnitude)
{
    HRESULT fits_u32 = !negative && magnitude <= UINT32_MAX ? WMI_OK : DISP_E_OVERFLOW;
    HRESULT fits_i32 = magnitude <= INT32_MAX + (uint64_t)negative ? WMI_OK : DISP_E_OVERFLOW;
    HRESULT fits_u64 = !negative ? WMI_OK : DISP_E_OVERFLOW;
    HRESULT fits_i64 = magnitude <= INT64_MAX + (uint64_t)negative ? WMI_OK : DISP_E_OVERFLOW;
    uint64_t bits = negative ? 0 - magnitude : magnitude;
    uint32_t u32 = 1;
    int32_t i32 = 1;
    uint64_t u64 = 1;
    int64_t i64 = 1;
    double real = 1;
    bool boolean = true;
    char *text = NULL;
    char digits[32];

    assert_hr(fits_u32, wmi_get_uint32(row, name, &u32));
    assert_true(u32 == (fits_u32 == WMI_OK ? (uint32_t)bits : 0));
    assert_hr(fits_i32, wmi_get_int32(row, name, &i32));
    assert_true(i32 == (fits_i32 == WMI_OK ? (int32_t)bits : 0));
    assert_hr(fits_u64, wmi_get_uint64(row, name, &u64));
    assert_true(u64 == (fits_u64 == WMI_OK ? bits : 0));
    assert_hr(fits_i64, wmi_get_int64(row, name, &i64));
    assert_true(i64 == (fits_i64 == WMI_OK ? (int64_t)bits : 0));
    if (magnitude <= (uint64_t)1 << 53) {
        assert_ok(wmi_get_double(row, name, &real));
        assert_true(real == (negative ? -(double)magnitude : (double)magnitude));
    }
    snprintf(digits, sizeof digits, "%s%llu", negative ? "-" : "", (unsigned long long)magnitude);
    assert_ok(wmi_get_string(row, name, &text));
    assert_string_equal(text, digits);
    wmi_free(text);
    assert_hr(WBEM_E_TYPE_MISMATCH, wmi_get_bool(row, name, &boolean));
    assert_last_error(WBEM_E_TYPE_MISMATCH, name);
    assert_false(boolean);
    seen.integers++;
    seen.overflows += fits_i32 != WMI_OK;
}

static void compare_text(IWbemClassObject *row, const char *name, BSTR raw, CIMTYPE type)
{
    char *expected = utf8(raw);
    char *text = NULL;
    BSTR wide = NULL;
    int32_t number = 1;
    char **list = (char **)1;
    size_t count = 1;

    assert_ok(wmi_get_string(row, name, &text));
    assert_string_equal(text, expected);
    assert_ok(wmi_get_bstr(row, name, &wide));
    assert_int_equal(SysStringLen(wide), SysStringLen(raw));
    assert_memory_equal(wide, raw, SysStringByteLen(raw) + sizeof(OLECHAR));
    assert_hr(WBEM_E_TYPE_MISMATCH, wmi_get_int32(row, name, &number));
    assert_int_equal(number, 0);
    assert_hr(WBEM_E_TYPE_MISMATCH, wmi_get_strings(row, name, &list, &count));
    assert_null(list);
    assert_int_equal(count, 0);
    if (type == CIM_DATETIME && strlen(expected) == 25 && strcmp(expected + 21, "-000") != 0) { /* is +000 */
        wmi_datetime value;
        char again[26];

        assert_ok(wmi_get_datetime(row, name, &value));
        assert_ok(wmi_datetime_format(&value, again));
        assert_string_equal(again, expected);
        seen.datetimes++;
    }
    wmi_bstr_free(wide);
    wmi_free(text);
    free(expected);
    seen.strings++;
}

static void compare_boolean(IWbemClassObject *row, const char *name, bool expected)
{
    bool value = !expected;
    char *text = NULL;
    uint32_t number = 1;

    assert_ok(wmi_get_bool(row, name, &value));
    assert_int_equal(value, expected);
    assert_ok(wmi_get_string(row, name, &text));
    assert_string_equal(text, expected ? "true" : "false");
    wmi_free(text);
    assert_hr(WBEM_E_TYPE_MISMATCH, wmi_get_uint32(row, name, &number));
    assert_int_equal(number, 0);
    seen.booleans++;
}

static void compare_real(IWbemClassObject *row, const char *name, double expected)
{
    double value = 0;
    int64_t number = 1;

    assert_ok(wmi_get_double(row, name, &value));
    assert_true(value == expected);
    assert_hr(WBEM_E_TYPE_MISMATCH, wmi_get_int64(row, name, &number));
    seen.reals++;
}

static void compare_array(IWbemClassObject *row, const char *name, const VARIANT *raw, CIMTYPE type)
{
    LONG upper = -1;
    char **list = NULL;
    char *text = (char *)1;
    size_t count = 99;
    wmi_value value;

    assert_ok(SafeArrayGetUBound(V_ARRAY(raw), 1, &upper));
    assert_ok(wmi_get_strings(row, name, &list, &count));
    assert_int_equal(count, upper + 1);
    assert_ok(wmi_get_value(row, name, &value));
    assert_true(value.is_array);
    assert_int_equal(value.count, count);
    for (LONG i = 0; i <= upper; i++) {
        char expected[32] = "";

        if (type == (CIM_STRING | CIM_FLAG_ARRAY)) {
            BSTR element = NULL;
            char *converted;

            assert_ok(SafeArrayGetElement(V_ARRAY(raw), &i, &element));
            converted = utf8(element);
            assert_string_equal(list[i], converted);
            assert_string_equal(value.strings[i], converted);
            free(converted);
            SysFreeString(element);
        } else if (type == (CIM_UINT16 | CIM_FLAG_ARRAY)) {
            LONG element = 0;

            assert_ok(SafeArrayGetElement(V_ARRAY(raw), &i, &element));
            snprintf(expected, sizeof expected, "%u", (unsigned)(uint16_t)element);
            assert_string_equal(list[i], expected);
            assert_int_equal(value.uint16s[i], (uint16_t)element);
        }
    }
    assert_hr(WBEM_E_TYPE_MISMATCH, wmi_get_string(row, name, &text));
    assert_null(text);
    wmi_value_clear(&value);
    wmi_free(list);
    seen.arrays++;
}

static void compare_null(IWbemClassObject *row, const char *name)
{
    bool boolean = true;
    int32_t i32 = 1;
    uint64_t u64 = 1;
    double real = 1;
    char *text = (char *)1;
    BSTR wide = (BSTR)(uintptr_t)1;
    char **list = (char **)1;
    size_t count = 1;
    wmi_value value;

    assert_hr(WMI_END, wmi_get_bool(row, name, &boolean));
    assert_hr(WMI_END, wmi_get_int32(row, name, &i32));
    assert_hr(WMI_END, wmi_get_uint64(row, name, &u64));
    assert_hr(WMI_END, wmi_get_double(row, name, &real));
    assert_hr(WMI_END, wmi_get_string(row, name, &text));
    assert_hr(WMI_END, wmi_get_bstr(row, name, &wide));
    assert_hr(WMI_END, wmi_get_strings(row, name, &list, &count));
    assert_hr(WMI_END, wmi_get_value(row, name, &value));
    assert_true(!boolean && i32 == 0 && u64 == 0 && real == 0 && text == NULL && wide == NULL &&
                list == NULL && count == 0);
    assert_true(value.is_null);
    seen.nulls++;
}

static void compare_property(IWbemClassObject *row, BSTR name)
{
    char *property = utf8(name);
    CIMTYPE type = CIM_EMPTY;
    uint64_t magnitude;
    bool negative;
    VARIANT raw;

    assert_ok(IWbemClassObject_Get(row, name, 0, &raw, &type, NULL));
    if (V_VT(&raw) == VT_NULL)
        compare_null(row, property);
    else if (type & CIM_FLAG_ARRAY)
        compare_array(row, property, &raw, type);
    else if (type == CIM_STRING || type == CIM_DATETIME || type == CIM_REFERENCE)
        compare_text(row, property, V_BSTR(&raw), type);
    else if (type == CIM_BOOLEAN)
        compare_boolean(row, property, V_BOOL(&raw) != VARIANT_FALSE);
    else if (type == CIM_REAL32)
        compare_real(row, property, (double)V_R4(&raw));
    else if (expected_integer(&raw, type, &negative, &magnitude))
        compare_integer(row, property, negative, magnitude);
    else
        fail_msg("%s has the CIM type %ld, which nobody compares", property, (long)type);
    VariantClear(&raw);
    free(property);
}

static void compare_row(IWbemClassObject *row)
{
    SAFEARRAY *names = NULL;
    char **own_names = NULL;
    size_t own_count = 0;
    LONG upper = -1;

    assert_ok(
        IWbemClassObject_GetNames(row, NULL, WBEM_FLAG_ALWAYS | WBEM_FLAG_NONSYSTEM_ONLY, NULL, &names));
    assert_ok(SafeArrayGetUBound(names, 1, &upper));
    assert_ok(wmi_property_names(row, &own_names, &own_count));
    assert_int_equal(own_count, upper + 1);
    assert_null(own_names[own_count]);
    for (LONG i = 0; i <= upper; i++) {
        BSTR name = NULL;
        char *converted;

        assert_ok(SafeArrayGetElement(names, &i, &name));
        converted = utf8(name);
        assert_string_equal(own_names[i], converted);
        free(converted);
        compare_property(row, name);
        SysFreeString(name);
    }
    wmi_free(own_names);
    SafeArrayDestroy(names);
}

static void getters_agree_with_raw_com(void **state)
{
    const char *const *class_name = *state;
    IWbemClassObject *row = NULL;
    wmi_cursor *cursor = NULL;
    char query[128];
    HRESULT hr;

    snprintf(query, sizeof query, "SELECT * FROM %s", *class_name);
    assert_ok(wmi_query(connection, query, NULL, &cursor));
    while ((hr = wmi_cursor_next(cursor, &row)) == WMI_OK)
        compare_row(row);
    assert_hr(WMI_END, hr);
    wmi_cursor_close(cursor);
}

static void every_kind_of_value_was_compared(void **state)
{
    (void)state;
    print_message("compared: %u integers (%u beyond int32), %u texts (%u datetimes), %u booleans, %u reals, "
                  "%u arrays, %u NULLs\n",
                  (unsigned)seen.integers, (unsigned)seen.overflows, (unsigned)seen.strings,
                  (unsigned)seen.datetimes, (unsigned)seen.booleans, (unsigned)seen.reals,
                  (unsigned)seen.arrays, (unsigned)seen.nulls);
    assert_true(seen.integers > 50 && seen.overflows > 0 && seen.strings > 50 && seen.datetimes > 0);
    assert_true(seen.booleans > 0 && seen.arrays > 0 && seen.nulls > 0);
}

static IWbemClassObject *first_row(const char *query, wmi_cursor **cursor)
{
    IWbemClassObject *row = NULL;

    assert_ok(wmi_query(connection, query, NULL, cursor));
    assert_ok(wmi_cursor_next(*cursor, &row));
    return row;
}

static const struct name_case {
    const char *name;
    HRESULT code;
    const char *word;
} bad_names[] = {
    { "NoSuchProperty", (HRESULT)WBEM_E_NOT_FOUND, "NoSuchProperty" },
    { "", (HRESULT)WBEM_E_INVALID_PARAMETER, "empty" },
    { "\xFF", (HRESULT)WBEM_E_INVALID_PARAMETER, "UTF-8" },
    { NULL, E_POINTER, "property" },
};

static void refuses_numbers_of(IWbemClassObject *row, const struct name_case *bad)
{
    bool boolean = true;
    int32_t i32 = 1;
    uint32_t u32 = 1;
    int64_t i64 = 1;
    uint64_t u64 = 1;
    double real = 1;

    assert_hr(bad->code, wmi_get_bool(row, bad->name, &boolean));
    assert_hr(bad->code, wmi_get_int32(row, bad->name, &i32));
    assert_hr(bad->code, wmi_get_uint32(row, bad->name, &u32));
    assert_hr(bad->code, wmi_get_int64(row, bad->name, &i64));
    assert_hr(bad->code, wmi_get_uint64(row, bad->name, &u64));
    assert_hr(bad->code, wmi_get_double(row, bad->name, &real));
    assert_last_error(bad->code, bad->word);
    assert_true(!boolean && i32 == 0 && u32 == 0 && i64 == 0 && u64 == 0 && real == 0);
}

static void refuses_blocks_of(IWbemClassObject *row, const struct name_case *bad)
{
    char *text = (char *)1;
    BSTR wide = (BSTR)(uintptr_t)1;
    char **list = (char **)1;
    size_t count = 1;
    wmi_value value = { .owned = (void *)1 };
    wmi_datetime datetime = { .year = 1 };
    IWbemClassObject *object = row;

    assert_hr(bad->code, wmi_get_bstr(row, bad->name, &wide));
    assert_hr(bad->code, wmi_get_strings(row, bad->name, &list, &count));
    assert_hr(bad->code, wmi_get_value(row, bad->name, &value));
    assert_hr(bad->code, wmi_get_datetime(row, bad->name, &datetime));
    assert_hr(bad->code, wmi_get_object(row, bad->name, &object));
    assert_hr(bad->code, wmi_get_string(row, bad->name, &text));
    assert_last_error(bad->code, bad->word);
    assert_true(text == NULL && wide == NULL && list == NULL && count == 0 && object == NULL);
    assert_true(value.is_null && value.owned == NULL && datetime.year == 0);
}

static void bad_names_are_refused_by_every_getter(void **state)
{
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row = first_row("SELECT * FROM Win32_OperatingSystem", &cursor);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad_names); i++) {
        refuses_numbers_of(row, &bad_names[i]);
        refuses_blocks_of(row, &bad_names[i]);
    }
    wmi_cursor_close(cursor);
}

static void null_arguments_are_refused(void **state)
{
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row = first_row("SELECT * FROM Win32_OperatingSystem", &cursor);
    uint32_t number = 1;
    char **list = (char **)1;
    size_t count = 1;

    (void)state;
    assert_hr(E_POINTER, wmi_get_uint32(NULL, "Caption", &number));
    assert_last_error(E_POINTER, "object");
    assert_int_equal(number, 0);
    assert_hr(E_POINTER, wmi_get_uint32(row, "Caption", NULL));
    assert_last_error(E_POINTER, "value");
    assert_hr(E_POINTER, wmi_get_strings(row, "Caption", &list, NULL));
    assert_last_error(E_POINTER, "count");
    assert_null(list);
    assert_hr(E_POINTER, wmi_get_strings(row, "Caption", NULL, &count));
    assert_int_equal(count, 0);
    assert_hr(E_POINTER, wmi_property_names(NULL, &list, &count));
    assert_last_error(E_POINTER, "object");
    assert_hr(E_POINTER, wmi_property_names(row, NULL, &count));
    assert_hr(E_POINTER, wmi_property_names(row, &list, NULL));
    wmi_cursor_close(cursor);
}

static void names_are_found_in_any_case_and_length(void **state)
{
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row = first_row("SELECT * FROM Win32_OperatingSystem", &cursor);
    char long_name[400];
    char *text = NULL;

    (void)state;
    assert_ok(wmi_get_string(row, "cApTiOn", &text));
    wmi_free(text);
    memset(long_name, 'x', sizeof long_name);
    for (size_t length = 60; length < sizeof long_name; length += 67) {
        long_name[length] = '\0';
        assert_hr(WBEM_E_NOT_FOUND, wmi_get_string(row, long_name, &text));
        assert_last_error(WBEM_E_NOT_FOUND, long_name);
        long_name[length] = 'x';
    }
    wmi_cursor_close(cursor);
}

static void system_properties_are_read_too(void **state)
{
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row = first_row("SELECT * FROM Win32_OperatingSystem", &cursor);
    char *text = NULL;

    (void)state;
    assert_ok(wmi_get_string(row, "__CLASS", &text));
    assert_string_equal(text, "Win32_OperatingSystem");
    wmi_free(text);
    wmi_cursor_close(cursor);
}

/* Each value of all is that of its getter. */
static void all_values_are_those_of_the_getters(void **state)
{
    const char *class_name = *state;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;
    char query[100];
    HRESULT hr;

    snprintf(query, sizeof query, "SELECT * FROM %s", class_name);
    assert_ok(wmi_query(connection, query, NULL, &cursor));
    while ((hr = wmi_cursor_next(cursor, &row)) == WMI_OK) {
        wmi_argument *values = NULL;
        char **names = NULL;
        size_t count = 0;
        size_t name_count = 0;

        assert_ok(wmi_get_values(row, &values, &count));
        assert_ok(wmi_property_names(row, &names, &name_count));
        assert_int_equal(count, name_count);
        for (size_t i = 0; i < count; i++) {
            const wmi_value *value = &values[i].value;
            char *expected = NULL;
            char *text = NULL;

            assert_string_equal(values[i].name, names[i]);
            if (value->is_array || value->type == WMI_OBJECT)
                continue;
            assert_hr(value->is_null ? WMI_END : WMI_OK, wmi_get_string(row, names[i], &expected));
            assert_hr(value->is_null ? WMI_END : WMI_OK, wmi_value_text(value, &text));
            if (expected != NULL && value->type != WMI_DATETIME) /* its asterisks may be fewer */
                assert_string_equal(text, expected);
            wmi_free(expected);
            wmi_free(text);
        }
        wmi_free(names);
        wmi_values_free(values, count);
    }
    assert_hr(WMI_END, hr);
    wmi_cursor_close(cursor);
}

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

int main(void)
{
    const struct CMUnitTest single[] = {
        cmocka_unit_test(every_kind_of_value_was_compared),
        cmocka_unit_test(bad_names_are_refused_by_every_getter),
        cmocka_unit_test(null_arguments_are_refused),
        cmocka_unit_test(names_are_found_in_any_case_and_length),
        cmocka_unit_test(system_properties_are_read_too),
    };
    struct CMUnitTest tests[2 * COUNT_OF(classes) + COUNT_OF(single)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(classes); i++)
        tests[count++] = (struct CMUnitTest){ classes[i], getters_agree_with_raw_com, NULL, NULL,
                                              (void *)(uintptr_t)&classes[i] };
    for (size_t i = 0; i < COUNT_OF(classes); i++)
        tests[count++] = (struct CMUnitTest){ classes[i], all_values_are_those_of_the_getters, NULL, NULL,
                                              (void *)(uintptr_t)classes[i] };
    memcpy(tests + count, single, sizeof single);
    return cmocka_run_group_tests(tests, open_connection, close_connection) == 0 ? 0 : 1;
}
