/* SPDX-License-Identifier: MIT */
/* Every CIM type into every kind of a record's members. */
#include "support/connect_world.h"

#include <inttypes.h>
#include <stdio.h>

#define MISMATCH ((HRESULT)WBEM_E_TYPE_MISMATCH)
#define OVERFLOW DISP_E_OVERFLOW

static wmi_connection *connect_here(void)
{
    wmi_connection *connection = NULL;

    assert_ok(wmi_connect(NULL, &connection));
    return connection;
}

typedef union member {
    bool boolean;
    int8_t sint8;
    uint8_t uint8;
    int16_t sint16;
    uint16_t uint16;
    int32_t sint32;
    uint32_t uint32;
    int64_t sint64;
    uint64_t uint64;
    float real32;
    double real64;
    char *string;
    wmi_datetime datetime;
    const void *elements;
} member;

/* With bytes around what is filled, which have to stay zero. */
typedef struct record {
    uint64_t before;
    member value;
    bool present;
    uint64_t between;
    size_t count;
    uint64_t after;
} record;

static size_t size_of_type(wmi_type type)
{
    switch (type) {
    case WMI_BOOL:
    case WMI_SINT8:
    case WMI_UINT8: return 1;
    case WMI_SINT16:
    case WMI_UINT16:
    case WMI_CHAR16: return 2;
    case WMI_SINT32:
    case WMI_UINT32:
    case WMI_REAL32: return 4;
    case WMI_SINT64:
    case WMI_UINT64:
    case WMI_REAL64: return 8;
    case WMI_DATETIME: return sizeof(wmi_datetime);
    default: return sizeof(void *);
    }
}

/* Shows a member, by rules of the test's own. */
static void show(wmi_type type, const void *data, char *text, size_t size)
{
    member value;

    memset(&value, 0, sizeof value);
    memcpy(&value, data, size_of_type(type));
    switch (type) {
    case WMI_BOOL: snprintf(text, size, "%s", value.boolean ? "yes" : "no"); break;
    case WMI_SINT8: snprintf(text, size, "%d", value.sint8); break;
    case WMI_UINT8: snprintf(text, size, "%u", value.uint8); break;
    case WMI_SINT16: snprintf(text, size, "%d", value.sint16); break;
    case WMI_UINT16:
    case WMI_CHAR16: snprintf(text, size, "%u", value.uint16); break;
    case WMI_SINT32: snprintf(text, size, "%" PRId32, value.sint32); break;
    case WMI_UINT32: snprintf(text, size, "%" PRIu32, value.uint32); break;
    case WMI_SINT64: snprintf(text, size, "%" PRId64, value.sint64); break;
    case WMI_UINT64: snprintf(text, size, "%" PRIu64, value.uint64); break;
    case WMI_REAL32: snprintf(text, size, "%g", (double)value.real32); break;
    case WMI_REAL64: snprintf(text, size, "%g", value.real64); break;
    case WMI_DATETIME: assert_ok(wmi_datetime_format(&value.datetime, text)); break;
    default: snprintf(text, size, "%s", value.string == NULL ? "NULL" : value.string); break;
    }
}

/* What came of it: "1", "{1,2}", "NULL". */
static void show_record(const wmi_field *field, const record *one, char text[200])
{
    const char *elements = one->value.elements;

    assert_true(one->before == 0 && one->between == 0 && one->after == 0);
    if (!one->present) {
        assert_int_equal(one->count, 0);
        assert_true(one->value.elements == NULL);
        strcpy(text, "NULL");
        return;
    }
    if (field->count_offset == WMI_NO_OFFSET) {
        assert_int_equal(one->count, 0);
        show(field->type, &one->value, text, 200);
        return;
    }
    assert_non_null(elements);
    strcpy(text, "{");
    for (size_t i = 0; i < one->count; i++) {
        if (i > 0)
            strcat(text, ",");
        show(field->type, elements + i * size_of_type(field->type), text + strlen(text), 100);
    }
    strcat(text, "}");
    if (field->type == WMI_STRING)
        assert_null(((char *const *)(const void *)elements)[one->count]);
}

/* A property of this declaration and value ("" for NULL), into a member of this type. */
static const struct value_case {
    const char *name, *declaration, *value;
    wmi_type type;
    bool is_array;
    HRESULT code;
    const char *expected; /* the member, or what the message has to have in it */
} values[] = {
    { "bool", "boolean Value", "TRUE", WMI_BOOL, false, WMI_OK, "yes" },
    { "bool, false", "boolean Value", "FALSE", WMI_BOOL, false, WMI_OK, "no" },
    { "bool, NULL", "boolean Value", "", WMI_BOOL, false, WMI_OK, "NULL" },
    { "sint8", "sint8 Value", "-128", WMI_SINT8, false, WMI_OK, "-128" },
    { "uint8", "uint8 Value", "255", WMI_UINT8, false, WMI_OK, "255" },
    { "sint16", "sint16 Value", "-32768", WMI_SINT16, false, WMI_OK, "-32768" },
    { "uint16", "uint16 Value", "65535", WMI_UINT16, false, WMI_OK, "65535" },
    { "sint32", "sint32 Value", "-2147483648", WMI_SINT32, false, WMI_OK, "-2147483648" },
    { "uint32", "uint32 Value", "4294967295", WMI_UINT32, false, WMI_OK, "4294967295" },
    { "sint64", "sint64 Value", "-9223372036854775808", WMI_SINT64, false, WMI_OK, "-9223372036854775808" },
    { "uint64", "uint64 Value", "18446744073709551615", WMI_UINT64, false, WMI_OK, "18446744073709551615" },
    { "real32", "real32 Value", "1.5", WMI_REAL32, false, WMI_OK, "1.5" },
    { "real64", "real64 Value", "-2.5e-300", WMI_REAL64, false, WMI_OK, "-2.5e-300" },
    { "char16", "char16 Value", "'A'", WMI_CHAR16, false, WMI_OK, "65" },
    { "string", "string Value", "\"Gr\xC3\xBC\xC3\x9F\x65\"", WMI_STRING, false, WMI_OK,
      "Gr\xC3\xBC\xC3\x9F\x65" },
    { "string, empty", "string Value", "\"\"", WMI_STRING, false, WMI_OK, "" },
    { "string, NULL", "string Value", "", WMI_STRING, false, WMI_OK, "NULL" },
    { "reference", "Row ref Value", "\"Row.Id=1\"", WMI_REFERENCE, false, WMI_OK, "Row.Id=1" },
    { "datetime", "datetime Value", "\"20261122134512.123456+060\"", WMI_DATETIME, false, WMI_OK,
      "20261122134512.123456+060" },
    { "interval", "datetime Value", "\"00000003020405.000006:000\"", WMI_DATETIME, false, WMI_OK,
      "00000003020405.000006:000" },
    { "datetime, NULL", "datetime Value", "", WMI_DATETIME, false, WMI_OK, "NULL" },

    { "uint8 into uint64", "uint8 Value", "200", WMI_UINT64, false, WMI_OK, "200" },
    { "sint64 into sint8", "sint64 Value", "-128", WMI_SINT8, false, WMI_OK, "-128" },
    { "uint64 into uint8", "uint64 Value", "255", WMI_UINT8, false, WMI_OK, "255" },
    { "uint32 into sint32", "uint32 Value", "2147483647", WMI_SINT32, false, WMI_OK, "2147483647" },
    { "uint32 into char16", "uint32 Value", "65535", WMI_CHAR16, false, WMI_OK, "65535" },
    { "char16 into uint32", "char16 Value", "'z'", WMI_UINT32, false, WMI_OK, "122" },
    { "one too many for uint8", "uint64 Value", "256", WMI_UINT8, false, OVERFLOW, "256" },
    { "one too few for sint8", "sint64 Value", "-129", WMI_SINT8, false, OVERFLOW, "-129" },
    { "one too many for sint32", "uint32 Value", "2147483648", WMI_SINT32, false, OVERFLOW, "2147483648" },
    { "one too many for uint32", "uint64 Value", "4294967296", WMI_UINT32, false, OVERFLOW, "4294967296" },
    { "one too many for sint64", "uint64 Value", "9223372036854775808", WMI_SINT64, false, OVERFLOW,
      "9223372036854775808" },
    { "one too many for char16", "uint32 Value", "65536", WMI_CHAR16, false, OVERFLOW, "65536" },
    { "a negative into uint64", "sint8 Value", "-1", WMI_UINT64, false, OVERFLOW, "-1" },

    { "real32 into real64", "real32 Value", "-0.5", WMI_REAL64, false, WMI_OK, "-0.5" },
    { "real64 into real32", "real64 Value", "0.25", WMI_REAL32, false, WMI_OK, "0.25" },
    { "real64 into real32 with a loss", "real64 Value", "0.1", WMI_REAL32, false, OVERFLOW, "0.1" },
    { "uint32 into real64", "uint32 Value", "4294967295", WMI_REAL64, false, WMI_OK, "4.29497e+09" },
    { "2^53 into real64", "uint64 Value", "9007199254740992", WMI_REAL64, false, WMI_OK, "9.0072e+15" },
    { "2^53 + 1 into real64", "uint64 Value", "9007199254740993", WMI_REAL64, false, OVERFLOW,
      "9007199254740993" },
    { "2^24 + 1 into real32", "uint32 Value", "16777217", WMI_REAL32, false, OVERFLOW, "16777217" },
    { "real64 into an integer", "real64 Value", "1.0", WMI_UINT32, false, MISMATCH, "1" },

    { "bool as text", "boolean Value", "TRUE", WMI_STRING, false, WMI_OK, "true" },
    { "uint64 as text", "uint64 Value", "18446744073709551615", WMI_STRING, false, WMI_OK,
      "18446744073709551615" },
    { "real64 as text", "real64 Value", "0.1", WMI_STRING, false, WMI_OK, "0.1" },
    { "char16 as text", "char16 Value", "'A'", WMI_STRING, false, WMI_OK, "A" },
    { "datetime as text", "datetime Value", "\"20261122134512.123456+***\"", WMI_STRING, false, WMI_OK,
      "20261122134512.123456+***" },
    { "reference as text", "Row ref Value", "\"Row.Id=1\"", WMI_STRING, false, WMI_OK, "Row.Id=1" },
    { "string as reference", "string Value", "\"Row.Id=1\"", WMI_REFERENCE, false, WMI_OK, "Row.Id=1" },
    { "number as reference", "uint32 Value", "7", WMI_REFERENCE, false, MISMATCH, "7" },
    { "object as text", "Row Value", "instance of Row { Id = 6; }", WMI_STRING, false, MISMATCH, "object" },
    { "string into a number", "string Value", "\"12\"", WMI_UINT32, false, MISMATCH, "'12'" },
    { "string into a number, NULL", "string Value", "", WMI_UINT32, false, WMI_OK, "NULL" },
    { "string into a bool", "string Value", "\"true\"", WMI_BOOL, false, MISMATCH, "'true'" },
    { "a long string is cut", "string Value",
      "\"123456789012345678901234567890123456789012345678901234567890\"", WMI_BOOL, false, MISMATCH,
      "'123456789012345678901234567890123456789012345678...'" },
    { "string into a datetime", "string Value", "\"20261122134512.123456+060\"", WMI_DATETIME, false,
      MISMATCH, "'20261122" },
    { "datetime into a number", "datetime Value", "\"00000003020405.000006:000\"", WMI_UINT64, false,
      MISMATCH, "00000003020405.000006:000" },
    { "number into a bool", "uint8 Value", "1", WMI_BOOL, false, MISMATCH, "1" },
    { "bool into a number", "boolean Value", "TRUE", WMI_UINT8, false, MISMATCH, "true" },

    { "bools", "boolean Value[]", "{ TRUE, FALSE }", WMI_BOOL, true, WMI_OK, "{yes,no}" },
    { "sint8s", "sint8 Value[]", "{ -128, 127 }", WMI_SINT8, true, WMI_OK, "{-128,127}" },
    { "uint8s", "uint8 Value[]", "{ 0, 255 }", WMI_UINT8, true, WMI_OK, "{0,255}" },
    { "sint16s", "sint16 Value[]", "{ -32768, 32767 }", WMI_SINT16, true, WMI_OK, "{-32768,32767}" },
    { "uint16s", "uint16 Value[]", "{ 0, 65535 }", WMI_UINT16, true, WMI_OK, "{0,65535}" },
    { "sint32s", "sint32 Value[]", "{ -2147483648, 2147483647 }", WMI_SINT32, true, WMI_OK,
      "{-2147483648,2147483647}" },
    { "uint32s", "uint32 Value[]", "{ 4294967295 }", WMI_UINT32, true, WMI_OK, "{4294967295}" },
    { "sint64s", "sint64 Value[]", "{ -9223372036854775808, 1 }", WMI_SINT64, true, WMI_OK,
      "{-9223372036854775808,1}" },
    { "uint64s", "uint64 Value[]", "{ 18446744073709551615 }", WMI_UINT64, true, WMI_OK,
      "{18446744073709551615}" },
    { "real32s", "real32 Value[]", "{ 0.5, -1.5 }", WMI_REAL32, true, WMI_OK, "{0.5,-1.5}" },
    { "real64s", "real64 Value[]", "{ 0.1, 1e100 }", WMI_REAL64, true, WMI_OK, "{0.1,1e+100}" },
    { "char16s", "char16 Value[]", "{ 'A', 'B' }", WMI_CHAR16, true, WMI_OK, "{65,66}" },
    { "strings", "string Value[]", "{ \"\", \"a,b\", \"c\" }", WMI_STRING, true, WMI_OK, "{,a,b,c}" },
    { "references", "Row ref Value[]", "{ \"Row.Id=1\" }", WMI_REFERENCE, true, WMI_OK, "{Row.Id=1}" },
    { "datetimes", "datetime Value[]", "{ \"20040229123015.500000+060\", \"00000000020000.000000:000\" }",
      WMI_DATETIME, true, WMI_OK, "{20040229123015.500000+060,00000000020000.000000:000}" },
    { "an empty array", "uint32 Value[]", "{}", WMI_UINT32, true, WMI_OK, "{}" },
    { "an empty array of strings", "string Value[]", "{}", WMI_STRING, true, WMI_OK, "{}" },
    { "an array, NULL", "uint32 Value[]", "", WMI_UINT32, true, WMI_OK, "NULL" },
    { "an array of strings, NULL", "string Value[]", "", WMI_STRING, true, WMI_OK, "NULL" },
    { "uint8s into uint64s", "uint8 Value[]", "{ 1, 2, 3 }", WMI_UINT64, true, WMI_OK, "{1,2,3}" },
    { "uint32s into uint8s", "uint32 Value[]", "{ 255, 256 }", WMI_UINT8, true, OVERFLOW, "256" },
    { "numbers as texts", "sint32 Value[]", "{ -1, 10 }", WMI_STRING, true, WMI_OK, "{-1,10}" },
    { "datetimes as texts", "datetime Value[]", "{ \"20040229123015.500000+***\" }", WMI_STRING, true, WMI_OK,
      "{20040229123015.500000+***}" },
    { "strings into numbers", "string Value[]", "{ \"1\" }", WMI_UINT32, true, MISMATCH, "string array" },
    { "objects as texts", "Row Value[]", "{ instance of Row { Id = 6; } }", WMI_STRING, true, MISMATCH,
      "object array" },
    { "a scalar into an array", "uint32 Value", "5", WMI_UINT32, true, MISMATCH, "5" },
    { "an array into a scalar", "uint32 Value[]", "{ 5 }", WMI_UINT32, false, MISMATCH, "uint32 array" },
    { "an array into a string", "string Value[]", "{ \"a\" }", WMI_STRING, false, MISMATCH, "string array" },
};

static void load_value(const struct value_case *row)
{
    char mof[600];

    snprintf(mof, sizeof mof,
             "class Holder { [key] uint32 Id; %s; };\n"
             "instance of Holder { Id = 1; };\n"
             "instance of Holder { Id = 2; %s%s%s };\n",
             row->declaration, *row->value == '\0' ? "" : "Value = ", row->value,
             *row->value == '\0' ? "" : ";");
    assert_ok(wmi_mock_load(world, NULL, mof));
}

static wmi_field field_for(const struct value_case *row)
{
    wmi_field field = { "Value",
                        row->type,
                        offsetof(record, value),
                        row->is_array ? sizeof(void *) : size_of_type(row->type),
                        offsetof(record, present),
                        row->is_array ? offsetof(record, count) : WMI_NO_OFFSET };

    return field;
}

static void assert_value(const struct value_case *row, const wmi_field *field, HRESULT hr, const record *one)
{
    char text[200];

    assert_hr(row->code, hr);
    if (FAILED(hr)) {
        assert_null(one);
        assert_last_error(row->code, "property Value");
        assert_last_error(row->code, row->expected);
        return;
    }
    show_record(field, one, text);
    assert_string_equal(text, row->expected);
}

static void a_value_is_converted(void **state)
{
    const struct value_case *row = *state;
    const wmi_field field = field_for(row);
    wmi_connection *connection = connect_here();
    void *block = &block;
    size_t count = 9;
    HRESULT hr;

    load_value(row);
    hr = wmi_select(connection, "Holder", NULL, NULL, &field, 1, sizeof(record), &block, &count);
    assert_int_equal(count, hr == WMI_OK ? 2 : 0);
    assert_value(row, &field, hr, FAILED(hr) ? NULL : (const record *)block + 1);
    if (FAILED(hr))
        assert_last_error(hr, "of row 2");
    assert_true(FAILED(hr) == (block == NULL));
    if (block != NULL)
        assert_false(((const record *)block)->present); /* the NULL of the first row */
    wmi_free(block);

    wmi_disconnect(connection);
}

static void one_object_is_converted(void **state)
{
    const struct value_case *row = *state;
    const wmi_field field = field_for(row);
    wmi_connection *connection = connect_here();
    wmi_cursor *cursor = NULL;
    IWbemClassObject *object;
    void *block = &block;
    HRESULT hr;

    load_value(row);
    assert_ok(wmi_query(connection, "SELECT * FROM Holder WHERE Id = 2", NULL, &cursor));
    assert_ok(wmi_cursor_next(cursor, &object));
    hr = wmi_read_record(object, &field, 1, sizeof(record), &block);
    assert_value(row, &field, hr, block);
    if (FAILED(hr))
        assert_string_equal(wmi_last_error()->operation, "wmi_read_record");
    wmi_free(block);
    wmi_cursor_close(cursor);
    wmi_disconnect(connection);
}

int main(void)
{
    struct CMUnitTest tests[2 * COUNT_OF(values)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(values); i++) {
        tests[count++] = WORLD_ROW(a_value_is_converted, values[i]);
        tests[count++] = WORLD_ROW(one_object_is_converted, values[i]);
    }
    return cmocka_run_group_tests_name("record_values", tests, NULL, NULL) == 0 ? 0 : 1;
}
