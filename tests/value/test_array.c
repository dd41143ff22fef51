/* SPDX-License-Identifier: MIT */
/* Arrays that are not what they are said to be, and BSTRs of an odd number of bytes: refused, and not read. */
#include "support/support.h"

#include "value/array.h"
#include "value/value.h"
#include "value/variant.h"

#include <wmikit/com.h>

#define MISMATCH   ((HRESULT)WBEM_E_TYPE_MISMATCH)
#define LIST(type) ((type) | CIM_FLAG_ARRAY)

/* The array is to be a plain one again before it is destroyed. */
static void assert_read(HRESULT code, VARTYPE said, SAFEARRAY *array, CIMTYPE type, size_t count)
{
    wmi_value value;
    VARIANT variant;

    assert_non_null(array);
    VariantInit(&variant);
    V_VT(&variant) = said;
    V_ARRAY(&variant) = array;
    assert_hr(code, wmi__value_from_variant(&variant, type, &value));
    assert_int_equal(array->cLocks, 0);
    if (SUCCEEDED(code)) {
        assert_int_equal(value.count, count);
    } else {
        assert_int_equal(value.type, WMI_NULL);
        assert_null(value.owned);
    }
    wmi_value_clear(&value);
}

/* --- What a VARIANT says of its array ------------------------------------------------------------------------- */

static const struct type_case {
    const char *name;
    VARTYPE real, said; /* of the elements */
    CIMTYPE type;
    HRESULT code;
} types[] = {
    { "what it is", VT_I4, VT_I4, CIM_UINT32, S_OK },
    { "an integer of another sign", VT_UI4, VT_I4, CIM_UINT32, S_OK },
    { "an integer's other name", VT_INT, VT_I4, CIM_UINT32, S_OK },
    { "larger integers than there are", VT_UI1, VT_I4, CIM_UINT32, MISMATCH },
    { "much larger integers than there are", VT_I2, VT_I8, CIM_SINT64, MISMATCH },
    { "smaller integers than there are", VT_I4, VT_I2, CIM_SINT16, MISMATCH },
    { "integers that are reals", VT_R4, VT_I4, CIM_SINT32, MISMATCH },
    { "reals that are integers", VT_I4, VT_R4, CIM_REAL32, MISMATCH },
    { "larger reals than there are", VT_R4, VT_R8, CIM_REAL64, MISMATCH },
    { "booleans that are integers", VT_I2, VT_BOOL, CIM_BOOLEAN, MISMATCH },
    { "texts that are integers", VT_I4, VT_BSTR, CIM_STRING, MISMATCH },
    { "texts that are integers as long as a pointer", VT_I8, VT_BSTR, CIM_STRING, MISMATCH },
    { "numbers as text that are integers", VT_I8, VT_BSTR, CIM_UINT64, MISMATCH },
    { "texts that are objects", VT_UNKNOWN, VT_BSTR, CIM_STRING, MISMATCH },
    { "texts that are VARIANTs", VT_VARIANT, VT_BSTR, CIM_STRING, MISMATCH },
    { "objects that are texts", VT_BSTR, VT_UNKNOWN, CIM_OBJECT, MISMATCH },
    { "integers that are texts", VT_BSTR, VT_I8, CIM_SINT64, MISMATCH },
    { "a type that no element has", VT_I4, VT_RECORD, CIM_SINT32, MISMATCH },
    { "an array by reference", VT_I4, VT_BYREF | VT_I4, CIM_SINT32, MISMATCH },
};

static void a_type_is_not_believed(void **state)
{
    const struct type_case *row = *state;
    SAFEARRAY *array = SafeArrayCreateVector(row->real, 0, 3);

    assert_read(row->code, (VARTYPE)(VT_ARRAY | row->said), array, LIST(row->type), 3);
    SafeArrayDestroy(array);
}

/* Of numbers an array need not say what they are; of what has pointers it has to. */
static void an_array_may_be_silent_about_numbers_alone(void **state)
{
    int32_t numbers[] = { 1, 2, 3 };
    BSTR texts[] = { NULL, NULL, NULL };
    SAFEARRAY *array = NULL;

    (void)state;
    assert_ok(SafeArrayAllocDescriptor(1, &array));
    array->rgsabound[0].cElements = 3;
    array->cbElements = sizeof numbers[0];
    array->pvData = numbers;
    assert_read(S_OK, VT_ARRAY | VT_I4, array, LIST(CIM_SINT32), 3);
    assert_read(MISMATCH, VT_ARRAY | VT_I8, array, LIST(CIM_SINT64), 0);

    array->cbElements = sizeof texts[0];
    array->pvData = texts;
    assert_read(MISMATCH, VT_ARRAY | VT_BSTR, array, LIST(CIM_STRING), 0);
    array->fFeatures = FADF_BSTR;
    assert_read(S_OK, VT_ARRAY | VT_BSTR, array, LIST(CIM_STRING), 3);
    array->fFeatures = FADF_UNKNOWN;
    assert_read(MISMATCH, VT_ARRAY | VT_BSTR, array, LIST(CIM_STRING), 0);
    array->fFeatures = FADF_VARIANT;
    assert_read(MISMATCH, VT_ARRAY | VT_BSTR, array, LIST(CIM_STRING), 0);
    array->fFeatures = FADF_RECORD;
    assert_read(MISMATCH, VT_ARRAY | VT_BSTR, array, LIST(CIM_STRING), 0);
    array->fFeatures = 0;
    array->pvData = NULL;
    SafeArrayDestroyDescriptor(array);
}

/* --- What an array says of itself ------------------------------------------------------------------------------ */

static void an_array_without_data_is_refused(void **state)
{
    const struct {
        VARTYPE vartype;
        CIMTYPE type;
    } rows[] = { { VT_I4, CIM_UINT32 }, { VT_BSTR, CIM_STRING }, { VT_BSTR, CIM_DATETIME } };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        SAFEARRAY *array = NULL;

        assert_ok(SafeArrayAllocDescriptorEx(rows[i].vartype, 1, &array));
        assert_null(array->pvData);
        assert_read(S_OK, (VARTYPE)(VT_ARRAY | rows[i].vartype), array, LIST(rows[i].type), 0);
        array->rgsabound[0].cElements = 3;
        assert_read(MISMATCH, (VARTYPE)(VT_ARRAY | rows[i].vartype), array, LIST(rows[i].type), 0);
        array->rgsabound[0].cElements = 0;
        SafeArrayDestroy(array);
    }
}

static void an_array_of_other_dimensions_is_refused(void **state)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_I4, 0, 3);

    (void)state;
    assert_non_null(array);
    array->cDims = 0;
    assert_read(MISMATCH, VT_ARRAY | VT_I4, array, LIST(CIM_SINT32), 0);
    array->cDims = 2;
    assert_read(MISMATCH, VT_ARRAY | VT_I4, array, LIST(CIM_SINT32), 0);
    array->cDims = 1;
    SafeArrayDestroy(array);
}

static void an_element_is_as_large_as_its_type(void **state)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_BSTR, 0, 3);
    ULONG size;

    (void)state;
    assert_non_null(array);
    size = array->cbElements;
    array->cbElements = 1;
    assert_read(MISMATCH, VT_ARRAY | VT_BSTR, array, LIST(CIM_STRING), 0);
    array->cbElements = 2 * size;
    assert_read(MISMATCH, VT_ARRAY | VT_BSTR, array, LIST(CIM_DATETIME), 0);
    array->cbElements = size;
    SafeArrayDestroy(array);
}

/* --- Names ----------------------------------------------------------------------------------------------------- */

/* Three names, of which the second is what it is. */
static SAFEARRAY *names_with(BSTR second)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_BSTR, 0, 3);
    BSTR *names;

    assert_non_null(array);
    names = array->pvData;
    names[0] = SysAllocString(u"first");
    names[1] = second;
    names[2] = SysAllocString(u"third");
    return array;
}

static void names_are_texts_that_are_there(void **state)
{
    const struct {
        BSTR second;
        HRESULT code;
    } rows[] = {
        { SysAllocString(u"second"), S_OK },           { SysAllocString(u""), S_OK },
        { SysAllocStringLen(u"nul\0", 4), S_OK },      { NULL, MISMATCH },
        { SysAllocStringByteLen("odd", 3), MISMATCH }, { SysAllocStringLen(u"a\0b", 3), MISMATCH },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        SAFEARRAY *array = names_with(rows[i].second);

        assert_hr(rows[i].code, wmi__array_check_names(array));
        assert_int_equal(array->cLocks, 0);
        SafeArrayDestroy(array);
    }
    assert_hr(MISMATCH, wmi__array_check_names(NULL));
}

/* --- Odd numbers of bytes ---------------------------------------------------------------------------------------- */

static const struct odd_case {
    const char *name;
    const char *bytes;
    UINT count;
    CIMTYPE type;
} odd[] = {
    { "a text of one byte", "a", 1, CIM_STRING },
    { "a text", "a\0b\0c", 5, CIM_STRING },
    { "a text with a NUL", "a\0\0", 3, CIM_STRING },
    { "a reference", "A\0.", 3, CIM_REFERENCE },
    { "a sint64", "1\0002", 3, CIM_SINT64 },
    { "a uint64", "1\0002", 3, CIM_UINT64 },
    { "a uint64 and half a NUL", "1\000", 3, CIM_UINT64 },
    { "a datetime",
      "2\0000\0002\0004\0000\0002\0002\0009\0002\0003\0005\0009\0005\0009\0.\0001\0002\0003\0004\0005\0006\0+"
      "\0000"
      "\0006\0000\0",
      51, CIM_DATETIME },
};

static void an_odd_text_is_refused(void **state)
{
    const struct odd_case *row = *state;
    wmi_value value;
    int64_t number;
    VARIANT variant;

    VariantInit(&variant);
    V_VT(&variant) = VT_BSTR;
    V_BSTR(&variant) = SysAllocStringByteLen(row->bytes, row->count);
    assert_non_null(V_BSTR(&variant));
    assert_int_equal(SysStringByteLen(V_BSTR(&variant)), row->count);
    assert_false(wmi__variant_is_short_integer(&variant, row->type, &number));
    assert_hr(MISMATCH, wmi__value_from_variant(&variant, row->type, &value));
    assert_null(value.owned);
    VariantClear(&variant);
}

static void an_odd_element_is_refused(void **state)
{
    const struct odd_case *row = *state;
    SAFEARRAY *array = SafeArrayCreateVector(VT_BSTR, 0, 1);

    assert_non_null(array);
    *(BSTR *)array->pvData = SysAllocStringByteLen(row->bytes, row->count);
    assert_read(MISMATCH, VT_ARRAY | VT_BSTR, array, LIST(row->type), 0);
    SafeArrayDestroy(array);
}

#define ROW(function, row) \
    ((struct CMUnitTest){ (row).name, function, NULL, NULL, (void *)(uintptr_t) & (row) })

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(an_array_may_be_silent_about_numbers_alone),
        cmocka_unit_test(an_array_without_data_is_refused),
        cmocka_unit_test(an_array_of_other_dimensions_is_refused),
        cmocka_unit_test(an_element_is_as_large_as_its_type),
        cmocka_unit_test(names_are_texts_that_are_there),
    };
    struct CMUnitTest tests[COUNT_OF(types) + 2 * COUNT_OF(odd) + COUNT_OF(others)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(types); i++)
        tests[count++] = ROW(a_type_is_not_believed, types[i]);
    for (size_t i = 0; i < COUNT_OF(odd); i++) {
        tests[count++] = ROW(an_odd_text_is_refused, odd[i]);
        tests[count++] = ROW(an_odd_element_is_refused, odd[i]);
    }
    for (size_t i = 0; i < COUNT_OF(others); i++)
        tests[count++] = others[i];
    return cmocka_run_group_tests_name("array", tests, NULL, NULL) == 0 ? 0 : 1;
}
