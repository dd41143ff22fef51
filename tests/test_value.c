/* SPDX-License-Identifier: MIT */
/* VARIANTs as some WMIs give them: texts that count a NUL at their end, arrays that are none. */
#include "support.h"

#include "value.h"

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

#define ROW(function, row) \
    ((struct CMUnitTest){ (row).name, function, NULL, NULL, (void *)(uintptr_t) & (row) })

int main(void)
{
    struct CMUnitTest tests[2 * COUNT_OF(texts) + COUNT_OF(nulls)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        tests[count++] = ROW(a_text_is_read, texts[i]);
        tests[count++] = ROW(an_element_is_read, texts[i]);
    }
    for (size_t i = 0; i < COUNT_OF(nulls); i++)
        tests[count++] = ROW(it_is_null, nulls[i]);
    return cmocka_run_group_tests_name("value", tests, NULL, NULL) == 0 ? 0 : 1;
}
