/* SPDX-License-Identifier: MIT */
/* VARIANTs as some WMIs give them: texts that count a NUL at their end, arrays that are none. */
#include "support/support.h"

#include "value/value.h"

#include <wmikit/com.h>

static const struct text_case {
    const char *name;
    const OLECHAR *units;
    UINT count;
    HRESULT code;
    const char *text;
} texts[] = {
    { "a text", u"ab", 2, S_OK, "ab" },
    { "a text without a character", u"", 0, S_OK, "" },
    { "a NUL at the end", u"ab\0", 3, S_OK, "ab" },
    { "NULs at the end", u"ab\0\0\0", 5, S_OK, "ab" },
    { "nothing but NULs", u"\0\0", 2, S_OK, "" },
    { "half a pair", u"a\xD83D", 2, S_OK, "a\xEF\xBF\xBD" },
    { "the other half", u"\xDE00z", 2, S_OK, "\xEF\xBF\xBDz" },
    { "two first halves", u"\xD83D\xD83D", 2, S_OK, "\xEF\xBF\xBD\xEF\xBF\xBD" },
    { "a NUL inside", u"a\0b", 3, (HRESULT)WBEM_E_TYPE_MISMATCH, NULL },
    { "a NUL inside and one at the end", u"a\0b\0", 4, (HRESULT)WBEM_E_TYPE_MISMATCH, NULL },
};

static void a_text_is_read(void **state)
{
    const struct text_case *row = *state;
    wmi_value value;
    VARIANT variant;

    VariantInit(&variant);
    V_VT(&variant) = VT_BSTR;
    V_BSTR(&variant) = SysAllocStringLen(row->units, row->count);
    assert_hr(row->code, wmi__value_from_variant(&variant, CIM_STRING, &value));
    if (row->text == NULL)
        assert_int_equal(value.type, WMI_NULL);
    else
        assert_string_equal(value.string, row->text);
    wmi_value_clear(&value);
    VariantClear(&variant);
}

static void an_element_is_read(void **state)
{
    const struct text_case *row = *state;
    SAFEARRAY *array = SafeArrayCreateVector(VT_BSTR, 0, 1);
    BSTR text = SysAllocStringLen(row->units, row->count);
    LONG index = 0;
    wmi_value value;
    VARIANT variant;

    assert_non_null(array);
    assert_ok(SafeArrayPutElement(array, &index, text));
    SysFreeString(text);
    VariantInit(&variant);
    V_VT(&variant) = VT_ARRAY | VT_BSTR;
    V_ARRAY(&variant) = array;
    assert_hr(row->code, wmi__value_from_variant(&variant, CIM_STRING | CIM_FLAG_ARRAY, &value));
    if (row->text != NULL) {
        assert_int_equal(value.count, 1);
        assert_string_equal(value.strings[0], row->text);
    }
    wmi_value_clear(&value);
    VariantClear(&variant);
}

static const struct null_case {
    const char *name;
    VARTYPE vartype;
    CIMTYPE type;
} nulls[] = {
    { "VT_NULL", VT_NULL, CIM_UINT32 },
    { "VT_EMPTY", VT_EMPTY, CIM_STRING },
    { "no array of texts", VT_ARRAY | VT_BSTR, CIM_STRING | CIM_FLAG_ARRAY },
    { "no array of numbers", VT_ARRAY | VT_I4, CIM_UINT32 | CIM_FLAG_ARRAY },
};

static void it_is_null(void **state)
{
    const struct null_case *row = *state;
    wmi_value value;
    VARIANT variant;

    VariantInit(&variant);
    V_VT(&variant) = row->vartype;
    V_ARRAY(&variant) = NULL;
    assert_true(wmi__variant_is_null(&variant));
    assert_ok(wmi__value_from_variant(&variant, row->type, &value));
    assert_true(value.is_null);
    assert_int_equal(value.type, row->type & ~CIM_FLAG_ARRAY);
    assert_int_equal(value.is_array, (row->type & CIM_FLAG_ARRAY) != 0);
    assert_null(value.owned);
}

/* --- What a VARIANT may hold beside what WMI puts there ------------------------------------------------------- */

static const struct integer_case {
    const char *name;
    VARTYPE vartype;
    LONGLONG bits;
    wmi_type type;
    const char *text;
} integers[] = {
    { "VT_I1 as sint8", VT_I1, 0x80, WMI_SINT8, "-128" },
    { "VT_UI2 as uint16", VT_UI2, 0xFFFF, WMI_UINT16, "65535" },
    { "VT_UI4 as uint32", VT_UI4, 0x89ABCDEF, WMI_UINT32, "2309737967" },
    { "VT_UINT as uint32", VT_UINT, 0x89ABCDEF, WMI_UINT32, "2309737967" },
    { "VT_INT as sint32", VT_INT, 0x89ABCDEF, WMI_SINT32, "-1985229329" },
    { "VT_I8 as sint64", VT_I8, INT64_MIN, WMI_SINT64, "-9223372036854775808" },
    { "VT_I8 as uint64", VT_I8, -1, WMI_UINT64, "18446744073709551615" },
};

static void an_integer_is_read(void **state)
{
    const struct integer_case *row = *state;
    char text[WMI__SCALAR_TEXT_SIZE];
    wmi_value value;
    VARIANT variant;

    VariantInit(&variant);
    V_VT(&variant) = row->vartype;
    V_I8(&variant) = row->bits;
    assert_ok(wmi__value_from_variant(&variant, (CIMTYPE)row->type, &value));
    assert_true(wmi__scalar_text(&value, text));
    assert_string_equal(text, row->text);
}

#define OF_NO_TYPE 9

static const struct mismatch_case {
    const char *name;
    VARTYPE vartype;
    CIMTYPE type;
} mismatches[] = {
    { "a real for an integer", VT_R8, CIM_UINT32 },
    { "a real for a boolean", VT_R8, CIM_BOOLEAN },
    { "an integer for a real", VT_I4, CIM_REAL32 },
    { "an integer for a boolean", VT_I4, CIM_BOOLEAN },
    { "an integer for a text", VT_I4, CIM_STRING },
    { "an integer for an object", VT_I4, CIM_OBJECT },
    { "an integer for an array", VT_I4, CIM_UINT32 | CIM_FLAG_ARRAY },
    { "no object", VT_UNKNOWN, CIM_OBJECT },
    { "no text for a sint64", VT_BSTR, CIM_SINT64 },
    { "no text for a uint64", VT_BSTR, CIM_UINT64 },
    { "no text for a datetime", VT_BSTR, CIM_DATETIME },
    { "a type that is none", VT_I4, OF_NO_TYPE },
};

static void it_does_not_fit(void **state)
{
    const struct mismatch_case *row = *state;
    wmi_value value;
    VARIANT variant;

    VariantInit(&variant);
    V_VT(&variant) = row->vartype;
    assert_hr(WBEM_E_TYPE_MISMATCH, wmi__value_from_variant(&variant, row->type, &value));
    assert_int_equal(value.type, WMI_NULL);
    assert_true(value.is_null);
    assert_null(value.owned);
}

static void numbers_are_no_texts(void **state)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_I4, 0, 1);
    wmi_value value;
    VARIANT variant;

    (void)state;
    assert_non_null(array);
    VariantInit(&variant);
    V_VT(&variant) = VT_ARRAY | VT_I4;
    V_ARRAY(&variant) = array;
    assert_hr(WBEM_E_TYPE_MISMATCH, wmi__value_from_variant(&variant, CIM_STRING | CIM_FLAG_ARRAY, &value));
    assert_hr(WBEM_E_TYPE_MISMATCH, wmi__value_from_variant(&variant, CIM_REAL64 | CIM_FLAG_ARRAY, &value));
    assert_null(value.owned);
    VariantClear(&variant);
}

/* Of locks there are as many as fit into 16 bits. */
static void an_array_that_cannot_be_locked_is_refused(void **state)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_I4, 0, 1);
    wmi_value value;
    VARIANT variant;

    (void)state;
    assert_non_null(array);
    array->cLocks = 0xFFFF;
    VariantInit(&variant);
    V_VT(&variant) = VT_ARRAY | VT_I4;
    V_ARRAY(&variant) = array;
    assert_hr(E_UNEXPECTED, wmi__value_from_variant(&variant, CIM_SINT32 | CIM_FLAG_ARRAY, &value));
    assert_null(value.owned);
    assert_int_equal(array->cLocks, 0xFFFF);
    array->cLocks = 0;
    VariantClear(&variant);
}

#define ROW(function, row) \
    ((struct CMUnitTest){ (row).name, function, NULL, NULL, (void *)(uintptr_t) & (row) })

int main(void)
{
    struct CMUnitTest
        tests[2 * COUNT_OF(texts) + COUNT_OF(nulls) + COUNT_OF(integers) + COUNT_OF(mismatches) + 2];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        tests[count++] = ROW(a_text_is_read, texts[i]);
        tests[count++] = ROW(an_element_is_read, texts[i]);
    }
    for (size_t i = 0; i < COUNT_OF(nulls); i++)
        tests[count++] = ROW(it_is_null, nulls[i]);
    for (size_t i = 0; i < COUNT_OF(integers); i++)
        tests[count++] = ROW(an_integer_is_read, integers[i]);
    for (size_t i = 0; i < COUNT_OF(mismatches); i++)
        tests[count++] = ROW(it_does_not_fit, mismatches[i]);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(numbers_are_no_texts);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(an_array_that_cannot_be_locked_is_refused);
    return cmocka_run_group_tests_name("value", tests, NULL, NULL) == 0 ? 0 : 1;
}
