/* SPDX-License-Identifier: MIT */
/* Values as text, and the elements of arrays as values. */
#include "support/support.h"

#include <wmikit/com.h>

#include <float.h>
#include <math.h>

#define INVALID  ((HRESULT)WBEM_E_INVALID_PARAMETER)
#define MISMATCH ((HRESULT)WBEM_E_TYPE_MISMATCH)

/* --- Text ---------------------------------------------------------------------------------------------------- */

static const struct text_case {
    const char *name;
    wmi_value value;
    HRESULT code;
    const char *text; /* NULL: none; on failure a word of the message */
} texts[] = {
    { "true", { .type = WMI_BOOL, .boolean = true }, S_OK, "true" },
    { "false", { .type = WMI_BOOL }, S_OK, "false" },
    { "sint8", { .type = WMI_SINT8, .sint8 = INT8_MIN }, S_OK, "-128" },
    { "uint8", { .type = WMI_UINT8, .uint8 = UINT8_MAX }, S_OK, "255" },
    { "sint16", { .type = WMI_SINT16, .sint16 = INT16_MIN }, S_OK, "-32768" },
    { "uint16", { .type = WMI_UINT16, .uint16 = UINT16_MAX }, S_OK, "65535" },
    { "sint32", { .type = WMI_SINT32, .sint32 = INT32_MIN }, S_OK, "-2147483648" },
    { "uint32", { .type = WMI_UINT32, .uint32 = UINT32_MAX }, S_OK, "4294967295" },
    { "sint64", { .type = WMI_SINT64, .sint64 = INT64_MIN }, S_OK, "-9223372036854775808" },
    { "uint64", { .type = WMI_UINT64, .uint64 = UINT64_MAX }, S_OK, "18446744073709551615" },
    { "real32", { .type = WMI_REAL32, .real32 = 0.1F }, S_OK, "0.1" },
    { "real64", { .type = WMI_REAL64, .real64 = -2.5 }, S_OK, "-2.5" },
    { "char16", { .type = WMI_CHAR16, .char16 = 0xE4 }, S_OK, "ä" },
    { "string", { .type = WMI_STRING, .string = "Größe" }, S_OK, "Größe" },
    { "an empty string", { .type = WMI_STRING, .string = "" }, S_OK, "" },
    { "reference", { .type = WMI_REFERENCE, .string = "A.B=1" }, S_OK, "A.B=1" },
    { "datetime",
      { .type = WMI_DATETIME, .datetime = { .year = 2026, .month = 11, .day = 28, .offset_minutes = 60 } },
      S_OK,
      "20261128000000.000000+060" },
    { "NULL", { .type = WMI_STRING, .is_null = true }, WMI_END, NULL },
    { "NULL of no type", { .type = WMI_NULL, .is_null = true }, WMI_END, NULL },
    { "a NULL array", { .type = WMI_STRING, .is_array = true, .is_null = true }, WMI_END, NULL },
    { "a NULL object", { .type = WMI_OBJECT, .is_null = true }, WMI_END, NULL },
    /* refused */
    { "an array", { .type = WMI_UINT8, .is_array = true }, MISMATCH, "a uint8 array" },
    { "an array of text", { .type = WMI_STRING, .is_array = true }, MISMATCH, "a string array" },
    { "an array of datetimes", { .type = WMI_DATETIME, .is_array = true }, MISMATCH, "a datetime array" },
    { "an object", { .type = WMI_OBJECT }, MISMATCH, "an object" },
    { "no type", { .type = WMI_NULL }, MISMATCH, "unknown type" },
    { "an unknown type", { .type = (wmi_type)77 }, MISMATCH, "unknown type" },
    { "no UTF-8", { .type = WMI_STRING, .string = "caf\xE9" }, INVALID, "not UTF-8" },
    { "a text that is missing", { .type = WMI_REFERENCE }, INVALID, "NULL" },
    { "no datetime", { .type = WMI_DATETIME, .datetime = { .month = 13 } }, INVALID, "datetime" },
};

static void a_value_is_written(void **state)
{
    const struct text_case *row = *state;
    char *text = (char *)1;

    assert_hr(row->code, wmi_value_text(&row->value, &text));
    if (row->code == S_OK)
        assert_string_equal(text, row->text);
    else
        assert_null(text);
    if (FAILED(row->code))
        assert_last_error(row->code, row->text);
    wmi_free(text);
}

static void null_arguments_are_refused(void **state)
{
    const wmi_value value = wmi_value_bool(true);
    char *text = (char *)1;

    (void)state;
    assert_hr(E_POINTER, wmi_value_text(&value, NULL));
    assert_last_error(E_POINTER, "text");
    assert_hr(E_POINTER, wmi_value_text(NULL, &text));
    assert_last_error(E_POINTER, "value");
    assert_null(text);
}

/* --- Elements -------------------------------------------------------------------------------------------------- */

static const bool booleans[] = { true, false };
static const int8_t sint8s[] = { INT8_MIN, 2 };
static const uint8_t uint8s[] = { UINT8_MAX, 2 };
static const int16_t sint16s[] = { INT16_MIN, 2 };
static const uint16_t uint16s[] = { UINT16_MAX, 2 };
static const uint16_t char16s[] = { 'A', 0x20AC };
static const int32_t sint32s[] = { INT32_MIN, 2 };
static const uint32_t uint32s[] = { UINT32_MAX, 2 };
static const int64_t sint64s[] = { INT64_MIN, 2 };
static const uint64_t uint64s[] = { UINT64_MAX, 2 };
static const float real32s[] = { 0.5F, FLT_MAX };
static const double real64s[] = { 1e300, 0.1 };
static const char *const strings[] = { "a", "b" };
static const wmi_datetime datetimes[] = { { .year = 2026, .month = 1, .day = 1 },
                                          { .is_interval = true, .days = 3 } };

static const struct element_case {
    const char *name;
    wmi_value array;
    const char *first, *second;
} elements[] = {
    { "bool", { .type = WMI_BOOL, .booleans = booleans }, "true", "false" },
    { "sint8", { .type = WMI_SINT8, .sint8s = sint8s }, "-128", "2" },
    { "uint8", { .type = WMI_UINT8, .uint8s = uint8s }, "255", "2" },
    { "sint16", { .type = WMI_SINT16, .sint16s = sint16s }, "-32768", "2" },
    { "uint16", { .type = WMI_UINT16, .uint16s = uint16s }, "65535", "2" },
    { "char16", { .type = WMI_CHAR16, .char16s = char16s }, "A", "€" },
    { "sint32", { .type = WMI_SINT32, .sint32s = sint32s }, "-2147483648", "2" },
    { "uint32", { .type = WMI_UINT32, .uint32s = uint32s }, "4294967295", "2" },
    { "sint64", { .type = WMI_SINT64, .sint64s = sint64s }, "-9223372036854775808", "2" },
    { "uint64", { .type = WMI_UINT64, .uint64s = uint64s }, "18446744073709551615", "2" },
    { "real32", { .type = WMI_REAL32, .real32s = real32s }, "0.5", "3.4028235e+38" },
    { "real64", { .type = WMI_REAL64, .real64s = real64s }, "1e+300", "0.1" },
    { "string", { .type = WMI_STRING, .strings = strings }, "a", "b" },
    { "reference", { .type = WMI_REFERENCE, .strings = strings }, "a", "b" },
    { "datetime",
      { .type = WMI_DATETIME, .datetimes = datetimes },
      "20260101000000.000000+000",
      "00000003000000.000000:000" },
};

static void assert_element(const wmi_value *array, size_t index, const char *expected)
{
    wmi_value element = wmi_value_at(array, index);
    char *text = NULL;

    assert_int_equal(element.type, array->type);
    assert_false(element.is_array || element.is_null);
    assert_null(element.owned);
    assert_ok(wmi_value_text(&element, &text));
    assert_string_equal(text, expected);
    wmi_free(text);
}

static void assert_no_element(const wmi_value *array, size_t index, wmi_type type)
{
    wmi_value element = wmi_value_at(array, index);

    assert_true(element.is_null);
    assert_int_equal(element.type, type);
    assert_false(element.is_array);
    assert_null(element.owned);
}

static void an_element_is_a_scalar(void **state)
{
    const struct element_case *row = *state;
    wmi_value array = row->array;

    array.is_array = true;
    array.count = 2;
    assert_element(&array, 0, row->first);
    assert_element(&array, 1, row->second);
    assert_no_element(&array, 2, array.type);
    assert_no_element(&array, SIZE_MAX, array.type);
}

static void what_is_no_element_is_null(void **state)
{
    static const char *const gaps[] = { "a", NULL };
    IWbemClassObject *const no_objects[] = { NULL };
    const wmi_value scalar = wmi_value_uint32(7);
    const wmi_value null = { .type = WMI_SINT16, .is_array = true, .is_null = true, .count = 3 };
    const wmi_value unknown = { .type = (wmi_type)77, .is_array = true, .count = 1 };
    const wmi_value texts_with_gaps = wmi_value_string_array(gaps, COUNT_OF(gaps));
    const wmi_value objects = wmi_value_object_array(no_objects, COUNT_OF(no_objects));

    (void)state;
    assert_no_element(NULL, 0, WMI_NULL);
    assert_no_element(&scalar, 0, WMI_UINT32);
    assert_no_element(&null, 0, WMI_SINT16);
    assert_no_element(&unknown, 0, (wmi_type)77);
    assert_no_element(&texts_with_gaps, 1, WMI_STRING);
    assert_no_element(&objects, 0, WMI_OBJECT);
}

#define ROW(function, row) \
    ((struct CMUnitTest){ (row).name, function, NULL, NULL, (void *)(uintptr_t) & (row) })

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(texts) + COUNT_OF(elements) + 2];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(texts); i++)
        tests[count++] = ROW(a_value_is_written, texts[i]);
    for (size_t i = 0; i < COUNT_OF(elements); i++)
        tests[count++] = ROW(an_element_is_a_scalar, elements[i]);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(null_arguments_are_refused);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(what_is_no_element_is_null);
    return cmocka_run_group_tests_name("value_text", tests, NULL, NULL) == 0 ? 0 : 1;
}
