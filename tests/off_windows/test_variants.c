/* SPDX-License-Identifier: MIT */
/* VARIANTs: init, clear, copy. Their conversions are in test_conversions.c. */
#include "support/com_objects.h"
#include "support/com_test.h"

static VARIANT of_type(VARTYPE type)
{
    VARIANT value;

    VariantInit(&value);
    V_VT(&value) = type;
    return value;
}

static VARIANT of_long(LONG number)
{
    VARIANT value = of_type(VT_I4);

    V_I4(&value) = number;
    return value;
}

static VARIANT of_text(const OLECHAR *text)
{
    VARIANT value = of_type(VT_BSTR);

    V_BSTR(&value) = SysAllocString(text);
    return value;
}

static void a_new_variant_is_empty(void **state)
{
    VARIANT value;

    (void)state;
    memset(&value, 0xFF, sizeof value);
    VariantInit(&value);
    assert_int_equal(V_VT(&value), VT_EMPTY);
}

static void fields_and_macros_are_the_same_place(void **state)
{
    VARIANT value = of_long(-7);

    (void)state;
    assert_int_equal(value.vt, VT_I4);
    assert_int_equal(value.lVal, -7);
    assert_true(&V_BSTR(&value) == &value.bstrVal);
    assert_true(V_VT(&value) == VT_I4 && !V_ISBYREF(&value) && !V_ISARRAY(&value));
}

static void clearing_releases_what_it_held(void **state)
{
    VARIANT value = of_type(VT_UNKNOWN);
    probe object;

    (void)state;
    probe_init(&object);
    IUnknown_AddRef(&object.unknown);
    V_UNKNOWN(&value) = &object.unknown;
    assert_hr(VariantClear(&value), S_OK);
    assert_int_equal(V_VT(&value), VT_EMPTY);
    assert_int_equal(probe_references(&object), 1);
}

static void clearing_frees_text_and_arrays(void **state)
{
    VARIANT text = of_text(u"text");
    VARIANT array = of_type(VT_ARRAY | VT_I4);

    (void)state;
    V_ARRAY(&array) = SafeArrayCreateVector(VT_I4, 0, 3);
    assert_hr(VariantClear(&text), S_OK);
    assert_hr(VariantClear(&array), S_OK);
    assert_hr(VariantClear(&array), S_OK);
}

static void clearing_leaves_alone_what_it_only_points_to(void **state)
{
    VARIANT value = of_type(VT_BYREF | VT_BSTR);
    BSTR text = SysAllocString(u"text");

    (void)state;
    V_BSTRREF(&value) = &text;
    assert_hr(VariantClear(&value), S_OK);
    assert_int_equal(SysStringLen(text), 4);
    SysFreeString(text);
}

static void a_locked_array_is_not_cleared(void **state)
{
    VARIANT value = of_type(VT_ARRAY | VT_BSTR);

    (void)state;
    V_ARRAY(&value) = SafeArrayCreateVector(VT_BSTR, 0, 1);
    SafeArrayLock(V_ARRAY(&value));
    assert_hr(VariantClear(&value), DISP_E_ARRAYISLOCKED);
    SafeArrayUnlock(V_ARRAY(&value));
    assert_hr(VariantClear(&value), S_OK);
}

static void null_objects_and_texts_are_cleared(void **state)
{
    VARIANT object = of_type(VT_UNKNOWN);
    VARIANT text = of_type(VT_BSTR);
    VARIANT array = of_type(VT_ARRAY | VT_BSTR);

    (void)state;
    assert_hr(VariantClear(&object), S_OK);
    assert_hr(VariantClear(&text), S_OK);
    assert_hr(VariantClear(&array), S_OK);
}

static const VARTYPE impossible_types[] = {
    15, 24, 0x7F, VT_ARRAY, VT_BYREF, VT_ARRAY | VT_NULL, VT_VECTOR | VT_I4, VT_RESERVED,
};

static void an_impossible_type_is_refused(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(impossible_types); i++) {
        VARIANT value = of_type(impossible_types[i]);
        VARIANT copy = of_type(VT_EMPTY);
        assert_hr(VariantClear(&value), DISP_E_BADVARTYPE);
        assert_hr(VariantCopy(&copy, &value), DISP_E_BADVARTYPE);
    }
}

static void a_variant_in_a_variant_is_refused(void **state)
{
    VARIANT value = of_type(VT_VARIANT);

    (void)state;
    if (on_wine())
        skip(); /* S_OK */
    assert_hr(VariantClear(&value), DISP_E_BADVARTYPE);
}

static void a_missing_variant_is_refused(void **state)
{
    VARIANT value = of_long(1);

    (void)state;
    if (!OFF_WINDOWS)
        skip(); /* crashes */
    assert_hr(VariantClear(NULL), E_INVALIDARG);
    assert_hr(VariantCopy(NULL, &value), E_INVALIDARG);
    assert_hr(VariantCopy(&value, NULL), E_INVALIDARG);
    assert_hr(VariantCopyInd(NULL, &value), E_INVALIDARG);
    assert_hr(VariantChangeType(NULL, &value, 0, VT_I4), E_INVALIDARG);
}

static void a_copied_text_is_a_text_of_its_own(void **state)
{
    VARIANT from = of_type(VT_BSTR);
    VARIANT to = of_text(u"old");

    (void)state;
    V_BSTR(&from) = SysAllocStringLen(u"a\0b", 3);
    assert_hr(VariantCopy(&to, &from), S_OK);
    assert_ptr_not_equal(V_BSTR(&to), V_BSTR(&from));
    assert_int_equal(SysStringLen(V_BSTR(&to)), 3);
    assert_memory_equal(V_BSTR(&to), u"a\0b", 8);
    VariantClear(&to);
    VariantClear(&from);
}

static void a_copied_object_has_a_reference_more(void **state)
{
    VARIANT from = of_type(VT_UNKNOWN);
    VARIANT to = of_type(VT_EMPTY);
    probe object;

    (void)state;
    probe_init(&object);
    V_UNKNOWN(&from) = &object.unknown;
    assert_hr(VariantCopy(&to, &from), S_OK);
    assert_int_equal(probe_references(&object), 2);
    VariantClear(&to);
    assert_int_equal(probe_references(&object), 1);
}

static void a_copied_array_is_an_array_of_its_own(void **state)
{
    VARIANT from = of_type(VT_ARRAY | VT_I4);
    VARIANT to = of_type(VT_EMPTY);
    LONG index = 0;
    LONG number = 42;

    (void)state;
    V_ARRAY(&from) = SafeArrayCreateVector(VT_I4, 0, 1);
    SafeArrayPutElement(V_ARRAY(&from), &index, &number);
    assert_hr(VariantCopy(&to, &from), S_OK);
    VariantClear(&from);
    number = 0;
    assert_hr(SafeArrayGetElement(V_ARRAY(&to), &index, &number), S_OK);
    assert_int_equal(number, 42);
    VariantClear(&to);
}

static void a_copy_onto_itself_changes_nothing(void **state)
{
    VARIANT value = of_text(u"text");
    BSTR before = V_BSTR(&value);

    (void)state;
    assert_hr(VariantCopy(&value, &value), S_OK);
    assert_ptr_equal(V_BSTR(&value), before);
    VariantClear(&value);
}

static void a_reference_is_copied_as_a_reference(void **state)
{
    VARIANT from = of_type(VT_BYREF | VT_I4);
    VARIANT to = of_type(VT_EMPTY);
    LONG number = 42;

    (void)state;
    V_I4REF(&from) = &number;
    assert_hr(VariantCopy(&to, &from), S_OK);
    assert_int_equal(V_VT(&to), VT_BYREF | VT_I4);
    assert_ptr_equal(V_I4REF(&to), &number);
}

static void an_indirect_copy_follows_the_reference(void **state)
{
    VARIANT from = of_type(VT_BYREF | VT_BSTR);
    VARIANT to = of_type(VT_EMPTY);
    BSTR text = SysAllocString(u"text");

    (void)state;
    V_BSTRREF(&from) = &text;
    assert_hr(VariantCopyInd(&to, &from), S_OK);
    assert_int_equal(V_VT(&to), VT_BSTR);
    assert_ptr_not_equal(V_BSTR(&to), text);
    assert_memory_equal(V_BSTR(&to), u"text", sizeof u"text");
    VariantClear(&to);
    SysFreeString(text);
}

static void an_indirect_copy_follows_a_variant(void **state)
{
    VARIANT inner = of_text(u"text");
    VARIANT from = of_type(VT_BYREF | VT_VARIANT);

    (void)state;
    V_VARIANTREF(&from) = &inner;
    assert_hr(VariantCopyInd(&from, &from), S_OK); /* onto itself, too */
    assert_int_equal(V_VT(&from), VT_BSTR);
    assert_ptr_not_equal(V_BSTR(&from), V_BSTR(&inner));
    VariantClear(&from);
    VariantClear(&inner);
}

static void an_indirect_copy_follows_a_variant_to_a_reference(void **state)
{
    LONG number = 42;
    VARIANT inner = of_type(VT_BYREF | VT_I4);
    VARIANT from = of_type(VT_BYREF | VT_VARIANT);
    VARIANT to = of_type(VT_EMPTY);

    (void)state;
    V_I4REF(&inner) = &number;
    V_VARIANTREF(&from) = &inner;
    assert_hr(VariantCopyInd(&to, &from), S_OK);
    assert_int_equal(V_VT(&to), VT_I4);
    assert_int_equal(V_I4(&to), 42);
}

static void an_indirect_copy_follows_arrays_and_decimals(void **state)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_UI1, 0, 2);
    VARIANT from = of_type(VT_BYREF | VT_ARRAY | VT_UI1);
    VARIANT to = of_type(VT_EMPTY);
    DECIMAL decimal;

    (void)state;
    V_ARRAYREF(&from) = &array;
    assert_hr(VariantCopyInd(&to, &from), S_OK);
    assert_int_equal(V_VT(&to), VT_ARRAY | VT_UI1);
    assert_ptr_not_equal(V_ARRAY(&to), array);

    memset(&decimal, 0, sizeof decimal);
    decimal.Lo64 = 42;
    from = of_type(VT_BYREF | VT_DECIMAL);
    V_DECIMALREF(&from) = &decimal;
    assert_hr(VariantCopyInd(&to, &from), S_OK);
    assert_int_equal(V_VT(&to), VT_DECIMAL);
    assert_int_equal(V_DECIMAL(&to).Lo64, 42);
    SafeArrayDestroy(array);
}

static void an_indirect_copy_of_a_value_is_a_copy(void **state)
{
    VARIANT from = of_long(42);
    VARIANT to = of_text(u"old");

    (void)state;
    assert_hr(VariantCopyInd(&to, &from), S_OK);
    assert_int_equal(V_I4(&to), 42);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_variant_is_empty),
        cmocka_unit_test(fields_and_macros_are_the_same_place),
        cmocka_unit_test(clearing_releases_what_it_held),
        cmocka_unit_test(clearing_frees_text_and_arrays),
        cmocka_unit_test(clearing_leaves_alone_what_it_only_points_to),
        cmocka_unit_test(a_locked_array_is_not_cleared),
        cmocka_unit_test(null_objects_and_texts_are_cleared),
        cmocka_unit_test(an_impossible_type_is_refused),
        cmocka_unit_test(a_variant_in_a_variant_is_refused),
        cmocka_unit_test(a_missing_variant_is_refused),
        cmocka_unit_test(a_copied_text_is_a_text_of_its_own),
        cmocka_unit_test(a_copied_object_has_a_reference_more),
        cmocka_unit_test(a_copied_array_is_an_array_of_its_own),
        cmocka_unit_test(a_copy_onto_itself_changes_nothing),
        cmocka_unit_test(a_reference_is_copied_as_a_reference),
        cmocka_unit_test(an_indirect_copy_follows_the_reference),
        cmocka_unit_test(an_indirect_copy_follows_a_variant),
        cmocka_unit_test(an_indirect_copy_follows_a_variant_to_a_reference),
        cmocka_unit_test(an_indirect_copy_follows_arrays_and_decimals),
        cmocka_unit_test(an_indirect_copy_of_a_value_is_a_copy),
    };

    return cmocka_run_group_tests_name("com_variants", tests, NULL, NULL);
}
