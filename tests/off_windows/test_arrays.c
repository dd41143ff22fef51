/* SPDX-License-Identifier: MIT */
/* SAFEARRAYs of one dimension. */
#include "support/com_objects.h"
#include "support/com_test.h"
#include "support/threads.h"

static void put_text(SAFEARRAY *array, LONG index, const OLECHAR *text)
{
    BSTR string = SysAllocString(text);

    assert_hr(SafeArrayPutElement(array, &index, string), S_OK);
    SysFreeString(string);
}

static void assert_text(SAFEARRAY *array, LONG index, const OLECHAR *text, size_t size)
{
    BSTR string = NULL;

    assert_hr(SafeArrayGetElement(array, &index, &string), S_OK);
    assert_int_equal(SysStringByteLen(string), size - sizeof(OLECHAR));
    assert_memory_equal(string, text, size);
    SysFreeString(string);
}

static const struct type_case {
    const char *name;
    VARTYPE type;
    USHORT features;
    UINT size; /* 0: no array has such elements */
} types[] = {
    { "an array of VT_UI1", VT_UI1, FADF_HAVEVARTYPE, 1 },
    { "an array of VT_I2", VT_I2, FADF_HAVEVARTYPE, 2 },
    { "an array of VT_BOOL", VT_BOOL, FADF_HAVEVARTYPE, 2 },
    { "an array of VT_I4", VT_I4, FADF_HAVEVARTYPE, 4 },
    { "an array of VT_R4", VT_R4, FADF_HAVEVARTYPE, 4 },
    { "an array of VT_I8", VT_I8, FADF_HAVEVARTYPE, 8 },
    { "an array of VT_R8", VT_R8, FADF_HAVEVARTYPE, 8 },
    { "an array of VT_DECIMAL", VT_DECIMAL, FADF_HAVEVARTYPE, 16 },
    { "an array of VT_BSTR", VT_BSTR, FADF_HAVEVARTYPE | FADF_BSTR, sizeof(void *) },
    { "an array of VT_UNKNOWN", VT_UNKNOWN, FADF_HAVEIID | FADF_UNKNOWN, sizeof(void *) },
    { "an array of VT_DISPATCH", VT_DISPATCH, FADF_HAVEIID | FADF_DISPATCH, sizeof(void *) },
    { "an array of VT_VARIANT", VT_VARIANT, FADF_HAVEVARTYPE | FADF_VARIANT, sizeof(VARIANT) },
    { "no array of VT_EMPTY", VT_EMPTY, 0, 0 },
    { "no array of VT_NULL", VT_NULL, 0, 0 },
    { "no array of 15", 15, 0, 0 },
    { "no array of arrays", VT_ARRAY | VT_I4, 0, 0 },
};

static void an_array_knows_its_type(void **state)
{
    const struct type_case *row = *state;
    SAFEARRAYBOUND bound = { 3, -1 };
    SAFEARRAY *array = SafeArrayCreate(row->type, 1, &bound);
    VARTYPE type = VT_EMPTY;
    LONG lower = 0;
    LONG upper = 0;

    if (row->size == 0) {
        assert_null(array);
        return;
    }
    assert_non_null(array);
    assert_int_equal(SafeArrayGetDim(array), 1);
    assert_int_equal(SafeArrayGetElemsize(array), row->size);
    assert_int_equal(array->fFeatures, row->features);
    assert_hr(SafeArrayGetVartype(array, &type), S_OK);
    assert_int_equal(type, row->type);
    assert_hr(SafeArrayGetLBound(array, 1, &lower), S_OK);
    assert_hr(SafeArrayGetUBound(array, 1, &upper), S_OK);
    assert_int_equal(lower, -1);
    assert_int_equal(upper, 1);
    assert_hr(SafeArrayDestroy(array), S_OK);
}

static void a_new_array_is_zeroed(void **state)
{
    static const LONG zeros[4];
    SAFEARRAY *array = SafeArrayCreateVector(VT_I4, 0, 4);
    void *data = NULL;

    (void)state;
    assert_hr(SafeArrayAccessData(array, &data), S_OK);
    assert_memory_equal(data, zeros, sizeof zeros);
    assert_hr(SafeArrayUnaccessData(array), S_OK);
    SafeArrayDestroy(array);
}

static void an_array_may_be_empty(void **state)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_BSTR, 0, 0);
    LONG upper = 0;
    LONG index = 0;
    BSTR text = NULL;

    (void)state;
    assert_non_null(array);
    assert_hr(SafeArrayGetUBound(array, 1, &upper), S_OK);
    assert_int_equal(upper, -1);
    assert_hr(SafeArrayGetElement(array, &index, &text), DISP_E_BADINDEX);
    assert_hr(SafeArrayDestroy(array), S_OK);
}

static void a_text_is_copied_in_and_out(void **state)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_BSTR, 0, 2);

    (void)state;
    put_text(array, 0, u"one");
    put_text(array, 1, u"two");
    put_text(array, 0, u"other");
    assert_text(array, 0, u"other", sizeof u"other");
    assert_text(array, 1, u"two", sizeof u"two");
    SafeArrayDestroy(array);
}

static void a_missing_text_stays_missing(void **state)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_BSTR, 0, 1);
    LONG index = 0;
    BSTR text = (BSTR)(uintptr_t)1;

    (void)state;
    put_text(array, 0, u"text");
    assert_hr(SafeArrayPutElement(array, &index, NULL), S_OK);
    assert_hr(SafeArrayGetElement(array, &index, &text), S_OK);
    assert_int_equal(SysStringLen(text), 0);
    SysFreeString(text);
    SafeArrayDestroy(array);
}

static void an_object_is_referenced_as_long_as_it_is_inside(void **state)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_UNKNOWN, 0, 2);
    IUnknown *out = NULL;
    LONG index = 0;
    probe object;

    (void)state;
    probe_init(&object);
    assert_hr(SafeArrayPutElement(array, &index, &object), S_OK);
    assert_int_equal(probe_references(&object), 2);
    assert_hr(SafeArrayGetElement(array, &index, &out), S_OK);
    assert_ptr_equal(out, &object.unknown);
    assert_int_equal(probe_references(&object), 3);
    IUnknown_Release(out);
    index = 1;
    assert_hr(SafeArrayPutElement(array, &index, &object), S_OK);
    assert_hr(SafeArrayPutElement(array, &index, NULL), S_OK);
    assert_int_equal(probe_references(&object), 2);
    SafeArrayDestroy(array);
    assert_int_equal(probe_references(&object), 1);
}

static void a_variant_is_copied_in_and_out(void **state)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_VARIANT, 0, 1);
    LONG index = 0;
    VARIANT value;

    (void)state;
    VariantInit(&value);
    V_VT(&value) = VT_BSTR;
    V_BSTR(&value) = SysAllocString(u"text");
    assert_hr(SafeArrayPutElement(array, &index, &value), S_OK);
    assert_hr(SafeArrayPutElement(array, &index, &value), S_OK);
    VariantClear(&value);

    memset(&value, 0xFF, sizeof value); /* what was there is not looked at */
    assert_hr(SafeArrayGetElement(array, &index, &value), S_OK);
    assert_int_equal(V_VT(&value), VT_BSTR);
    assert_memory_equal(V_BSTR(&value), u"text", sizeof u"text");
    VariantClear(&value);
    SafeArrayDestroy(array);
}

static void numbers_are_copied_by_their_size(void **state)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_I2, 10, 3);
    SHORT in[] = { 1, 2 };
    SHORT out[] = { 0, 7 };
    LONG index = 11;

    (void)state;
    assert_hr(SafeArrayPutElement(array, &index, &in[1]), S_OK);
    assert_hr(SafeArrayGetElement(array, &index, out), S_OK);
    assert_int_equal(out[0], 2);
    assert_int_equal(out[1], 7);
    SafeArrayDestroy(array);
}

static void an_index_outside_is_refused(void **state)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_I4, 5, 2);
    static const LONG outside[] = { 4, 7, 0, -1, INT32_MIN, INT32_MAX };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(outside); i++) {
        LONG index = outside[i];
        LONG number = 42;
        void *place = NULL;
        assert_hr(SafeArrayGetElement(array, &index, &number), DISP_E_BADINDEX);
        assert_hr(SafeArrayPutElement(array, &index, &number), DISP_E_BADINDEX);
        assert_hr(SafeArrayPtrOfIndex(array, &index, &place), DISP_E_BADINDEX);
        assert_int_equal(number, 42);
    }
    assert_int_equal(array->cLocks, 0);
    SafeArrayDestroy(array);
}

static void an_index_points_into_the_data(void **state)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_I4, 5, 2);
    LONG index = 6;
    void *place = NULL;

    (void)state;
    assert_hr(SafeArrayPtrOfIndex(array, &index, &place), S_OK);
    assert_ptr_equal(place, (LONG *)array->pvData + 1);
    SafeArrayDestroy(array);
}

static void a_dimension_outside_is_refused(void **state)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_I4, 0, 1);
    LONG bound;

    (void)state;
    assert_hr(SafeArrayGetLBound(array, 0, &bound), DISP_E_BADINDEX);
    assert_hr(SafeArrayGetLBound(array, 2, &bound), DISP_E_BADINDEX);
    assert_hr(SafeArrayGetUBound(array, 0, &bound), DISP_E_BADINDEX);
    assert_hr(SafeArrayGetUBound(array, 2, &bound), DISP_E_BADINDEX);
    SafeArrayDestroy(array);
}

static void a_missing_argument_is_refused(void **state)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_I4, 0, 1);
    void *data;
    LONG number = 0;
    VARTYPE type;

    (void)state;
    assert_hr(SafeArrayGetElement(NULL, &number, &number), E_INVALIDARG);
    assert_hr(SafeArrayGetElement(array, NULL, &number), E_INVALIDARG);
    assert_hr(SafeArrayGetElement(array, &number, NULL), E_INVALIDARG);
    assert_hr(SafeArrayPutElement(NULL, &number, &number), E_INVALIDARG);
    assert_hr(SafeArrayPutElement(array, NULL, &number), E_INVALIDARG);
    assert_hr(SafeArrayPtrOfIndex(NULL, &number, &data), E_INVALIDARG);
    assert_hr(SafeArrayAccessData(NULL, &data), E_INVALIDARG);
    assert_hr(SafeArrayAccessData(array, NULL), E_INVALIDARG);
    assert_hr(SafeArrayLock(NULL), E_INVALIDARG);
    assert_hr(SafeArrayUnlock(NULL), E_INVALIDARG);
    assert_hr(SafeArrayGetLBound(NULL, 1, &number), E_INVALIDARG);
    assert_hr(SafeArrayGetUBound(array, 1, NULL), E_INVALIDARG);
    assert_hr(SafeArrayGetVartype(NULL, &type), E_INVALIDARG);
    assert_hr(SafeArrayGetVartype(array, NULL), E_INVALIDARG);
    assert_hr(SafeArrayDestroyData(NULL), E_INVALIDARG);
    assert_hr(SafeArrayAllocData(NULL), E_INVALIDARG);
    assert_hr(SafeArrayRedim(NULL, NULL), E_INVALIDARG);
    assert_hr(SafeArrayCopy(array, NULL), E_INVALIDARG);
    assert_hr(SafeArrayAllocDescriptor(1, NULL), E_POINTER);
    assert_hr(SafeArrayDestroy(NULL), S_OK);
    assert_int_equal(SafeArrayGetDim(NULL), 0);
    assert_int_equal(SafeArrayGetElemsize(NULL), 0);
    assert_null(SafeArrayCreate(VT_I4, 1, NULL));
    SafeArrayDestroy(array);
}

static void a_locked_array_is_not_destroyed(void **state)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_I4, 0, 1);
    SAFEARRAYBOUND bound = { 2, 0 };

    (void)state;
    assert_hr(SafeArrayLock(array), S_OK);
    assert_int_equal(array->cLocks, 1);
    assert_hr(SafeArrayDestroy(array), DISP_E_ARRAYISLOCKED);
    assert_hr(SafeArrayDestroyData(array), DISP_E_ARRAYISLOCKED);
    assert_hr(SafeArrayDestroyDescriptor(array), DISP_E_ARRAYISLOCKED);
    assert_hr(SafeArrayRedim(array, &bound), DISP_E_ARRAYISLOCKED);
    assert_hr(SafeArrayUnlock(array), S_OK);
    assert_hr(SafeArrayUnlock(array), E_UNEXPECTED);
    assert_hr(SafeArrayDestroy(array), S_OK);
}

static void a_copy_stands_on_its_own(void **state)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_BSTR, 3, 2);
    SAFEARRAY *copy = NULL;
    VARTYPE type = VT_EMPTY;
    LONG lower = 0;

    (void)state;
    put_text(array, 3, u"one");
    SafeArrayLock(array);
    assert_hr(SafeArrayCopy(array, &copy), S_OK);
    SafeArrayUnlock(array);
    SafeArrayDestroy(array);

    assert_int_equal(copy->cLocks, 0);
    assert_hr(SafeArrayGetVartype(copy, &type), S_OK);
    assert_int_equal(type, VT_BSTR);
    assert_hr(SafeArrayGetLBound(copy, 1, &lower), S_OK);
    assert_int_equal(lower, 3);
    assert_text(copy, 3, u"one", sizeof u"one");
    SafeArrayDestroy(copy);
}

static void a_copy_of_nothing_is_nothing(void **state)
{
    SAFEARRAY *copy = (SAFEARRAY *)(uintptr_t)8;

    (void)state;
    assert_hr(SafeArrayCopy(NULL, &copy), S_OK);
    assert_null(copy);
}

static void a_copy_of_objects_references_them(void **state)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_UNKNOWN, 0, 1);
    SAFEARRAY *copy = NULL;
    LONG index = 0;
    probe object;

    (void)state;
    probe_init(&object);
    SafeArrayPutElement(array, &index, &object);
    assert_hr(SafeArrayCopy(array, &copy), S_OK);
    assert_int_equal(probe_references(&object), 3);
    SafeArrayDestroy(array);
    SafeArrayDestroy(copy);
    assert_int_equal(probe_references(&object), 1);
}

static void a_grown_array_keeps_its_elements(void **state)
{
    SAFEARRAYBOUND bound = { 1, 0 };
    SAFEARRAY *array = SafeArrayCreate(VT_BSTR, 1, &bound);
    BSTR text = (BSTR)(uintptr_t)1;
    LONG index = 3;

    (void)state;
    put_text(array, 0, u"one");
    bound.cElements = 3;
    bound.lLbound = 1;
    assert_hr(SafeArrayRedim(array, &bound), S_OK);
    assert_text(array, 1, u"one", sizeof u"one");
    assert_hr(SafeArrayGetElement(array, &index, &text), S_OK);
    assert_int_equal(SysStringLen(text), 0);
    SysFreeString(text);
    SafeArrayDestroy(array);
}

static void a_shrunk_array_gives_its_elements_back(void **state)
{
    SAFEARRAYBOUND bound = { 2, 0 };
    SAFEARRAY *array = SafeArrayCreate(VT_UNKNOWN, 1, &bound);
    LONG index = 1;
    probe object;

    (void)state;
    probe_init(&object);
    SafeArrayPutElement(array, &index, &object);
    bound.cElements = 1;
    assert_hr(SafeArrayRedim(array, &bound), S_OK);
    assert_int_equal(probe_references(&object), 1);
    assert_hr(SafeArrayGetElement(array, &index, &index), DISP_E_BADINDEX);
    SafeArrayDestroy(array);
}

static void an_array_is_made_and_unmade_in_parts(void **state)
{
    SAFEARRAY *array = NULL;
    LONG index = 0;
    LONG number = 42;

    (void)state;
    assert_hr(SafeArrayAllocDescriptorEx(VT_I4, 1, &array), S_OK);
    array->rgsabound[0].cElements = 1;
    assert_null(array->pvData);
    assert_hr(SafeArrayAllocData(array), S_OK);
    assert_hr(SafeArrayPutElement(array, &index, &number), S_OK);
    assert_hr(SafeArrayDestroyData(array), S_OK);
    assert_hr(SafeArrayDestroyDescriptor(array), S_OK);
}

static void no_dimension_is_refused(void **state)
{
    SAFEARRAY *array = NULL;

    (void)state;
    assert_hr(SafeArrayAllocDescriptor(0, &array), E_INVALIDARG);
    if (!OFF_WINDOWS)
        return;
    assert_hr(SafeArrayAllocDescriptor(2, &array), E_INVALIDARG); /* wmikit has one only */
    assert_hr(SafeArrayDestroyDescriptor(NULL), E_INVALIDARG);    /* Wine: S_OK */
}

static void read_a_thousand_times(void *argument)
{
    SAFEARRAY *array = argument;
    int i;

    for (i = 0; i < 1000; i++) {
        LONG index = 0;
        BSTR text = NULL;
        SafeArrayGetElement(array, &index, &text);
        SysFreeString(text);
    }
}

static void threads_may_read_one_array(void **state)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_BSTR, 0, 1);
    test_thread *threads[4];
    size_t i;

    (void)state;
    put_text(array, 0, u"text");
    for (i = 0; i < COUNT(threads); i++)
        threads[i] = test_thread_start(read_a_thousand_times, array);
    for (i = 0; i < COUNT(threads); i++)
        test_thread_join(threads[i]);
    assert_int_equal(array->cLocks, 0);
    SafeArrayDestroy(array);
}

int main(void)
{
    static const struct CMUnitTest plain_tests[] = {
        cmocka_unit_test(a_new_array_is_zeroed),
        cmocka_unit_test(an_array_may_be_empty),
        cmocka_unit_test(a_text_is_copied_in_and_out),
        cmocka_unit_test(a_missing_text_stays_missing),
        cmocka_unit_test(an_object_is_referenced_as_long_as_it_is_inside),
        cmocka_unit_test(a_variant_is_copied_in_and_out),
        cmocka_unit_test(numbers_are_copied_by_their_size),
        cmocka_unit_test(an_index_outside_is_refused),
        cmocka_unit_test(an_index_points_into_the_data),
        cmocka_unit_test(a_dimension_outside_is_refused),
        cmocka_unit_test(a_missing_argument_is_refused),
        cmocka_unit_test(a_locked_array_is_not_destroyed),
        cmocka_unit_test(a_copy_stands_on_its_own),
        cmocka_unit_test(a_copy_of_nothing_is_nothing),
        cmocka_unit_test(a_copy_of_objects_references_them),
        cmocka_unit_test(a_grown_array_keeps_its_elements),
        cmocka_unit_test(a_shrunk_array_gives_its_elements_back),
        cmocka_unit_test(an_array_is_made_and_unmade_in_parts),
        cmocka_unit_test(no_dimension_is_refused),
        cmocka_unit_test(threads_may_read_one_array),
    };
    struct CMUnitTest tests[COUNT(plain_tests) + COUNT(types)];
    size_t i;

    memcpy(tests, plain_tests, sizeof plain_tests);
    for (i = 0; i < COUNT(types); i++) {
        struct CMUnitTest test = { types[i].name, an_array_knows_its_type, NULL, NULL,
                                   (void *)(uintptr_t)&types[i] };
        tests[COUNT(plain_tests) + i] = test;
    }
    return cmocka_run_group_tests_name("com_arrays", tests, NULL, NULL);
}
