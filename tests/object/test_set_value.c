/* SPDX-License-Identifier: MIT */
/* Values of every CIM type, written into an object and read back; and what does not fit. */
#include "support/calls_world.h"

#include "mock/repository/object_value.h"
#include "value/variant.h"

#include <float.h>
#include <math.h>
#include <stdio.h>

#define SCALAR(cim, member, ...)                 \
    {                                            \
        .type = WMI_##cim, .member = __VA_ARGS__ \
    }
#define ARRAY(cim, member, element, ...)                                                                    \
    {                                                                                                       \
        .type = WMI_##cim, .is_array = true, .count = sizeof((element[]){ __VA_ARGS__ }) / sizeof(element), \
        .member = (element[])                                                                               \
        {                                                                                                   \
            __VA_ARGS__                                                                                     \
        }                                                                                                   \
    }
#define NOON                                                                                     \
    {                                                                                            \
        .year = 2024, .month = 2, .day = 29, .hour = 12, .microsecond = 1, .offset_minutes = -60 \
    }
#define A_DAY                          \
    {                                  \
        .is_interval = true, .days = 1 \
    }
#define UNSPECIFIED                                                                       \
    {                                                                                     \
        .year = 2024, .month = WMI_DATETIME_UNSPECIFIED, .day = WMI_DATETIME_UNSPECIFIED, \
        .offset_minutes = WMI_DATETIME_NO_OFFSET                                          \
    }

/* U+1F600 beyond the first plane, a NUL's neighbours, and quotes. */
#define SAMPLE "\x01 Grüße \xF0\x9F\x98\x80 \"q\" \\ \xEF\xBF\xBF"

/* --- Each type as itself ---------------------------------------------------------------------------------------------- */

static const struct type_case {
    const char *name, *property;
    wmi_value value;
    const char *array_property;
    wmi_value array;
} types[] = {
    { "sint8", "S8", SCALAR(SINT8, sint8, INT8_MIN), "S8s",
      ARRAY(SINT8, sint8s, int8_t, INT8_MIN, 0, INT8_MAX) },
    { "uint8", "U8", SCALAR(UINT8, uint8, UINT8_MAX), "U8s", ARRAY(UINT8, uint8s, uint8_t, 0, UINT8_MAX) },
    { "sint16", "S16", SCALAR(SINT16, sint16, INT16_MIN), "S16s",
      ARRAY(SINT16, sint16s, int16_t, INT16_MIN, INT16_MAX) },
    { "uint16", "U16", SCALAR(UINT16, uint16, UINT16_MAX), "U16s",
      ARRAY(UINT16, uint16s, uint16_t, 0, UINT16_MAX) },
    { "sint32", "S32", SCALAR(SINT32, sint32, INT32_MIN), "S32s",
      ARRAY(SINT32, sint32s, int32_t, INT32_MIN, INT32_MAX) },
    { "uint32", "U32", SCALAR(UINT32, uint32, 0x80000001u), "U32s",
      ARRAY(UINT32, uint32s, uint32_t, 0, 0x80000000u, UINT32_MAX) },
    { "sint64", "S64", SCALAR(SINT64, sint64, INT64_MIN), "S64s",
      ARRAY(SINT64, sint64s, int64_t, INT64_MIN, INT64_MAX) },
    { "uint64", "U64", SCALAR(UINT64, uint64, UINT64_MAX), "U64s",
      ARRAY(UINT64, uint64s, uint64_t, 0, UINT64_MAX) },
    { "real32", "R32", SCALAR(REAL32, real32, FLT_MAX), "R32s",
      ARRAY(REAL32, real32s, float, -0.1f, FLT_MIN) },
    { "real64", "R64", SCALAR(REAL64, real64, -DBL_MAX), "R64s",
      ARRAY(REAL64, real64s, double, 0.1, DBL_MIN) },
    { "boolean", "Yes", SCALAR(BOOL, boolean, true), "Yeses", ARRAY(BOOL, booleans, bool, false, true) },
    { "char16", "Letter", SCALAR(CHAR16, char16, 0xD83D), "Letters",
      ARRAY(CHAR16, char16s, uint16_t, 'a', 0xFFFF) },
    { "string", "Text", SCALAR(STRING, string, SAMPLE), "Texts",
      ARRAY(STRING, strings, const char *, "", SAMPLE, "b") },
    { "datetime", "When", SCALAR(DATETIME, datetime, NOON), "Whens",
      ARRAY(DATETIME, datetimes, wmi_datetime, NOON, A_DAY, UNSPECIFIED) },
    { "reference", "Other", SCALAR(REFERENCE, string, "Part.Id=\"p2\""), "Others",
      ARRAY(REFERENCE, strings, const char *, "Part.Id=\"p2\"", "Part.Id=\"p}1\"") },
    { "object", "Inside", { .type = WMI_OBJECT }, "Insides", { .type = WMI_OBJECT, .is_array = true } },
};

/* How a value of each type is written: as a scalar or an array, NULL or not. */
typedef enum way {
    VALUE,
    NULL_VALUE,
    UNTYPED_NULL,
    ARRAY_VALUE,
    EMPTY_ARRAY,
    NULL_ARRAY,
    WAYS
} way;

static const char *const way_names[WAYS] = { "a value",  "NULL",           "NULL of no type",
                                             "an array", "an empty array", "NULL for an array" };

static struct round_trip {
    char name[64];
    const struct type_case *type;
    way way;
} round_trips[COUNT_OF(types) * WAYS];

static wmi_value value_of(const struct round_trip *row, IWbemClassObject *const parts[2])
{
    bool is_array = row->way >= ARRAY_VALUE;
    wmi_value value = is_array ? row->type->array : row->type->value;

    if (value.type == WMI_OBJECT)
        value = is_array ? wmi_value_object_array(parts, 2) : wmi_value_object(parts[0]);
    if (row->way == EMPTY_ARRAY)
        value.count = 0;
    if (row->way == UNTYPED_NULL)
        value = wmi_value_null(WMI_NULL);
    value.is_null = row->way == NULL_VALUE || row->way == NULL_ARRAY || row->way == UNTYPED_NULL;
    if (value.is_null)
        value.count = 0;
    return value;
}

/* As raw COM sees it: the VARTYPE that Windows wants, NULL as VT_NULL, an empty array as an array. */
static void assert_raw(IWbemClassObject *object, const char *property, wmi_type type, const wmi_value *value)
{
    OLECHAR name[16] = { 0 };
    VARIANT variant;
    VARTYPE expected = wmi__type_vartype(type);

    for (size_t i = 0; property[i] != '\0'; i++)
        name[i] = (OLECHAR)property[i];
    assert_ok(IWbemClassObject_Get(object, name, 0, &variant, NULL, NULL));
    if (value->is_null)
        expected = VT_NULL;
    else if (value->is_array)
        expected = (VARTYPE)(expected | VT_ARRAY);
    assert_int_equal(V_VT(&variant), expected);
    VariantClear(&variant);
}

static void written_is_read_again(void **state)
{
    const struct round_trip *row = *state;
    const char *property = row->way >= ARRAY_VALUE ? row->type->array_property : row->type->property;
    IWbemClassObject *parts[2] = { calls_find("Part.Id=\"p2\""), calls_find("Part.Id=\"p}1\"") };
    IWbemClassObject *thing = calls_find("Thing.Name=\"t\"");
    wmi_value written = value_of(row, parts);
    wmi_value read;

    /* it is not NULL before, so that writing NULL does something */
    if (row->type->value.type != WMI_OBJECT)
        assert_ok(
            wmi_set_value(thing, property, row->way >= ARRAY_VALUE ? row->type->array : row->type->value));
    assert_ok(wmi_set_value(thing, property, written));
    assert_raw(thing, property, row->type->value.type, &written);
    assert_hr(written.is_null ? WMI_END : WMI_OK, wmi_get_value(thing, property, &read));
    if (written.is_null) {
        written.type = row->type->value.type;
        written.is_array = row->way >= ARRAY_VALUE;
    }
    assert_true(wmi_mock__value_same(&read, &written, false));
    wmi_value_clear(&read);

    /* and through the services */
    assert_ok(wmi_put(link_here, thing, WMI_PUT_UPDATE_ONLY, NULL, NULL));
    wmi_object_release(thing);
    thing = calls_find("Thing.Name=\"t\"");
    assert_hr(written.is_null ? WMI_END : WMI_OK, wmi_get_value(thing, property, &read));
    assert_true(wmi_mock__value_same(&read, &written, false));
    wmi_value_clear(&read);
    wmi_object_release(thing);
    wmi_object_release(parts[0]);
    wmi_object_release(parts[1]);
}

/* --- As another type ---------------------------------------------------------------------------------------------------- */

#define MISMATCH  ((HRESULT)WBEM_E_TYPE_MISMATCH)
#define TOO_LARGE DISP_E_OVERFLOW

static const struct conversion_case {
    const char *name, *property;
    wmi_value value;
    const char *text; /* what is read then; NULL: it is refused */
    HRESULT code;
    const char *word;
} conversions[] = {
    /* integers: narrower, wider, with and without a sign */
    { "uint64 255 for uint8", "U8", SCALAR(UINT64, uint64, 255), "255", S_OK, NULL },
    { "uint64 256 for uint8", "U8", SCALAR(UINT64, uint64, 256), NULL, TOO_LARGE, "256" },
    { "sint32 -1 for uint8", "U8", SCALAR(SINT32, sint32, -1), NULL, TOO_LARGE, "-1" },
    { "sint32 -128 for sint8", "S8", SCALAR(SINT32, sint32, -128), "-128", S_OK, NULL },
    { "sint32 -129 for sint8", "S8", SCALAR(SINT32, sint32, -129), NULL, TOO_LARGE, "S8" },
    { "uint8 127 for sint8", "S8", SCALAR(UINT8, uint8, 127), "127", S_OK, NULL },
    { "uint8 128 for sint8", "S8", SCALAR(UINT8, uint8, 128), NULL, TOO_LARGE, "sint8" },
    { "uint16 32768 for sint16", "S16", SCALAR(UINT16, uint16, 32768), NULL, TOO_LARGE, "32768" },
    { "sint16 -1 for uint16", "U16", SCALAR(SINT16, sint16, -1), NULL, TOO_LARGE, "uint16" },
    { "sint64 65535 for uint16", "U16", SCALAR(SINT64, sint64, 65535), "65535", S_OK, NULL },
    { "uint32 2^31 for sint32", "S32", SCALAR(UINT32, uint32, 0x80000000u), NULL, TOO_LARGE, "2147483648" },
    { "sint32 -1 for uint32", "U32", SCALAR(SINT32, sint32, -1), NULL, TOO_LARGE, "uint32" },
    { "sint64 2^32-1 for uint32", "U32", SCALAR(SINT64, sint64, UINT32_MAX), "4294967295", S_OK, NULL },
    { "sint64 2^32 for uint32", "U32", SCALAR(SINT64, sint64, (int64_t)UINT32_MAX + 1), NULL, TOO_LARGE,
      "4294967296" },
    { "sint8 for sint64", "S64", SCALAR(SINT8, sint8, -5), "-5", S_OK, NULL },
    { "uint64 max for sint64", "S64", SCALAR(UINT64, uint64, UINT64_MAX), NULL, TOO_LARGE,
      "18446744073709551615" },
    { "sint64 min for uint64", "U64", SCALAR(SINT64, sint64, INT64_MIN), NULL, TOO_LARGE,
      "-9223372036854775808" },
    { "uint32 for uint64", "U64", SCALAR(UINT32, uint32, UINT32_MAX), "4294967295", S_OK, NULL },
    { "char16 for uint16", "U16", SCALAR(CHAR16, char16, 'A'), "65", S_OK, NULL },
    { "uint32 for char16", "Letter", SCALAR(UINT32, uint32, 'A'), "A", S_OK, NULL },
    { "uint32 65536 for char16", "Letter", SCALAR(UINT32, uint32, 65536), NULL, TOO_LARGE, "char16" },
    /* reals */
    { "sint32 for real64", "R64", SCALAR(SINT32, sint32, -7), "-7", S_OK, NULL },
    { "2^53 for real64", "R64", SCALAR(UINT64, uint64, (uint64_t)1 << 53), "9007199254740992", S_OK, NULL },
    { "2^53+1 for real64", "R64", SCALAR(UINT64, uint64, ((uint64_t)1 << 53) + 1), NULL, TOO_LARGE,
      "real64" },
    { "2^24+1 for real32", "R32", SCALAR(SINT32, sint32, (1 << 24) + 1), NULL, TOO_LARGE, "16777217" },
    { "2^24 for real32", "R32", SCALAR(SINT32, sint32, 1 << 24), "16777216", S_OK, NULL },
    { "real32 for real64", "R64", SCALAR(REAL32, real32, 0.5f), "0.5", S_OK, NULL },
    { "real64 0.5 for real32", "R32", SCALAR(REAL64, real64, 0.5), "0.5", S_OK, NULL },
    { "real64 0.1 for real32", "R32", SCALAR(REAL64, real64, 0.1), NULL, TOO_LARGE, "0.1" },
    { "real64 1e300 for real32", "R32", SCALAR(REAL64, real64, 1e300), NULL, TOO_LARGE, "1e+300" },
    { "real64 for sint32", "S32", SCALAR(REAL64, real64, 1.0), NULL, MISMATCH, "cannot assign real64" },
    { "boolean for uint8", "U8", SCALAR(BOOL, boolean, true), NULL, MISMATCH, "boolean" },
    { "uint8 for boolean", "Yes", SCALAR(UINT8, uint8, 1), NULL, MISMATCH, "uint8" },
    /* texts */
    { "string for uint32", "U32", SCALAR(STRING, string, "1"), NULL, MISMATCH, "U32" },
    { "uint32 for string", "Text", SCALAR(UINT32, uint32, 1), NULL, MISMATCH, "uint32" },
    { "empty string", "Text", SCALAR(STRING, string, ""), "", S_OK, NULL },
    { "not UTF-8", "Text", SCALAR(STRING, string, "\xFF"), NULL, MISMATCH, "string" },
    { "a surrogate in UTF-8", "Text", SCALAR(STRING, string, "\xED\xA0\x80"), NULL, MISMATCH, "Text" },
    { "a string of no text", "Text", { .type = WMI_STRING }, NULL, MISMATCH, "Text" },
    { "reference for string", "Text", SCALAR(REFERENCE, string, "Part.Id=1"), "Part.Id=1", S_OK, NULL },
    { "string for reference", "Other", SCALAR(STRING, string, "Part.Id=\"p2\""), "Part.Id=\"p2\"", S_OK,
      NULL },
    { "string for datetime", "When", SCALAR(STRING, string, "20240229120000.000000+060"),
      "20240229120000.000000+060", S_OK, NULL },
    { "interval text for datetime", "When", SCALAR(STRING, string, "00000001000000.000000:000"),
      "00000001000000.000000:000", S_OK, NULL },
    { "no datetime", "When", SCALAR(STRING, string, "2024-02-29"), NULL, MISMATCH, "When" },
    { "no datetime at all", "When", SCALAR(STRING, string, ""), NULL, MISMATCH, "datetime" },
    { "reference for datetime", "When", SCALAR(REFERENCE, string, "20240229120000.000000+060"), NULL,
      MISMATCH, "reference" },
    { "datetime for string", "Text", SCALAR(DATETIME, datetime, NOON), NULL, MISMATCH, "datetime" },
    { "datetime out of range", "When", SCALAR(DATETIME, datetime, { .year = 2024, .month = 13 }), NULL,
      MISMATCH, "When" },
    /* arrays */
    { "scalar for an array", "U32s", SCALAR(UINT32, uint32, 1), NULL, MISMATCH, "array" },
    { "array for a scalar", "U32", ARRAY(UINT32, uint32s, uint32_t, 1), NULL, MISMATCH, "array" },
    { "an element that does not fit", "U8s", ARRAY(SINT32, sint32s, int32_t, 1, 256), NULL, TOO_LARGE,
      "element" },
    { "elements of another type", "U8s", ARRAY(STRING, strings, const char *, "1"), NULL, MISMATCH,
      "string array" },
    { "an empty array of another type",
      "U8s",
      { .type = WMI_STRING, .is_array = true },
      NULL,
      MISMATCH,
      "U8s" },
    { "an element that is not UTF-8", "Texts", ARRAY(STRING, strings, const char *, "a", "\xC0\x80"), NULL,
      MISMATCH, "Texts" },
    { "an element that is no text", "Texts", ARRAY(STRING, strings, const char *, "a", NULL), NULL, MISMATCH,
      "Texts" },
    { "an element that is no datetime", "Whens", ARRAY(STRING, strings, const char *, "x"), NULL, MISMATCH,
      "Whens" },
    /* objects, and no types */
    { "an object that is none", "Inside", { .type = WMI_OBJECT }, NULL, MISMATCH, "Inside" },
    { "string for an object", "Inside", SCALAR(STRING, string, "x"), NULL, MISMATCH, "Inside" },
    { "a type that is none", "U32", { .type = (wmi_type)99 }, NULL, MISMATCH, "U32" },
    { "a value of no type", "U32", { .type = WMI_NULL }, NULL, MISMATCH, "U32" },
    /* properties */
    { "another property's case", "u32", SCALAR(UINT32, uint32, 5), "5", S_OK, NULL },
    { "no such property", "Nothing", SCALAR(UINT32, uint32, 5), NULL, (HRESULT)WBEM_E_NOT_FOUND, "Nothing" },
    { "no name", "", SCALAR(UINT32, uint32, 5), NULL, (HRESULT)WBEM_E_INVALID_PARAMETER, "empty" },
    { "a name that is not UTF-8", "\xFF", SCALAR(UINT32, uint32, 5), NULL, (HRESULT)WBEM_E_INVALID_PARAMETER,
      "UTF-8" },
    { "NULL for another type", "Texts", { .type = WMI_UINT8, .is_null = true }, "(null)", S_OK, NULL },
};

static void values_convert_or_are_refused(void **state)
{
    const struct conversion_case *row = *state;
    IWbemClassObject *thing = calls_find("Thing.Name=\"t\"");

    assert_hr(row->code, wmi_set_value(thing, row->property, row->value));
    if (row->text != NULL)
        assert_string_equal(calls_text(thing, row->property), row->text);
    else
        assert_last_error(row->code, row->word);
    wmi_object_release(thing);
}

static void what_is_refused_changes_nothing(void **state)
{
    IWbemClassObject *thing = calls_find("Thing.Name=\"t\"");
    static const int32_t numbers[] = { 1, 256 };

    (void)state;
    assert_ok(wmi_set_value(thing, "U8", wmi_value_uint8(5)));
    assert_hr(TOO_LARGE, wmi_set_value(thing, "U8", wmi_value_uint32(256)));
    assert_string_equal(calls_text(thing, "U8"), "5");
    assert_hr(TOO_LARGE, wmi_set_value(thing, "U8s", wmi_value_sint32_array(numbers, 2)));
    assert_string_equal(calls_text(thing, "U8s"), "(null)");
    wmi_object_release(thing);
}

static void not_a_number_and_infinity_are_numbers(void **state)
{
    IWbemClassObject *thing = calls_find("Thing.Name=\"t\"");
    double read = 0;

    (void)state;
    assert_ok(wmi_set_value(thing, "R64", wmi_value_real64((double)NAN)));
    assert_ok(wmi_get_double(thing, "R64", &read));
    assert_true(read != read);
    assert_ok(wmi_set_value(thing, "R32", wmi_value_real64((double)NAN)));
    assert_ok(wmi_get_double(thing, "R32", &read));
    assert_true(read != read);
    assert_ok(wmi_set_value(thing, "R32", wmi_value_real64(-(double)INFINITY)));
    assert_ok(wmi_get_double(thing, "R32", &read));
    assert_true(read == -(double)INFINITY);
    wmi_object_release(thing);
}

/* Each getter that takes one type alone, of a value that has another. */
static void another_type_is_not_read(void **state)
{
    IWbemClassObject *object = calls_find("Thing.Name=\"t\"");
    IWbemClassObject *inside = (IWbemClassObject *)1;
    const wmi_datetime noon = NOON;
    wmi_datetime when = { .year = 1 };
    double number = 1;

    (void)state;
    assert_ok(wmi_set_value(object, "Text", wmi_value_string("text")));
    assert_ok(wmi_set_value(object, "When", wmi_value_datetime(noon)));
    assert_hr(WBEM_E_TYPE_MISMATCH, wmi_get_datetime(object, "Text", &when));
    assert_last_error(WBEM_E_TYPE_MISMATCH, "datetime");
    assert_int_equal(when.year, 0);
    assert_hr(WBEM_E_TYPE_MISMATCH, wmi_get_object(object, "Text", &inside));
    assert_last_error(WBEM_E_TYPE_MISMATCH, "embedded object");
    assert_null(inside);
    assert_hr(WBEM_E_TYPE_MISMATCH, wmi_get_double(object, "When", &number));
    assert_last_error(WBEM_E_TYPE_MISMATCH, "number");
    assert_true(number == 0);
    wmi_object_release(object);
}

static void null_arguments_are_refused(void **state)
{
    IWbemClassObject *thing = calls_find("Thing.Name=\"t\"");

    (void)state;
    assert_hr(E_POINTER, wmi_set_value(NULL, "U8", wmi_value_uint8(5)));
    assert_last_error(E_POINTER, "object");
    assert_hr(E_POINTER, wmi_set_value(thing, NULL, wmi_value_uint8(5)));
    assert_last_error(E_POINTER, "property");
    wmi_object_release(thing);
}

/* Put's own refusal: the code comes through, and the property is named. */
static void a_failing_put_says_so(void **state)
{
    IWbemClassObject *thing = calls_find("Thing.Name=\"t\"");

    (void)state;
    assert_ok(wmi_mock_fail(world, "IWbemClassObject::Put", 1, (HRESULT)WBEM_E_ACCESS_DENIED));
    assert_hr(WBEM_E_ACCESS_DENIED, wmi_set_value(thing, "U8", wmi_value_uint8(5)));
    assert_last_error(WBEM_E_ACCESS_DENIED, "property U8");
    assert_string_equal(wmi_last_error()->operation, "IWbemClassObject::Put");
    wmi_object_release(thing);
}

static size_t add_round_trips(struct CMUnitTest *tests)
{
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(types); i++) {
        for (way how = VALUE; how < WAYS; how++) {
            struct round_trip *row = &round_trips[count];

            snprintf(row->name, sizeof row->name, "%s: %s", types[i].name, way_names[how]);
            row->type = &types[i];
            row->way = how;
            tests[count++] = CALLS_ROW(written_is_read_again, *row);
        }
    }
    return count;
}

int main(void)
{
    const struct CMUnitTest others[] = {
        CALLS_TEST(what_is_refused_changes_nothing), CALLS_TEST(not_a_number_and_infinity_are_numbers),
        CALLS_TEST(another_type_is_not_read),        CALLS_TEST(null_arguments_are_refused),
        CALLS_TEST(a_failing_put_says_so),
    };
    struct CMUnitTest tests[COUNT_OF(round_trips) + COUNT_OF(conversions) + COUNT_OF(others)];
    size_t count = add_round_trips(tests);

    for (size_t i = 0; i < COUNT_OF(conversions); i++)
        tests[count++] = CALLS_ROW(values_convert_or_are_refused, conversions[i]);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        tests[count++] = others[i];
    return cmocka_run_group_tests_name("set_value", tests, NULL, NULL) == 0 ? 0 : 1;
}
