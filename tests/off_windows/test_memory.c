/* SPDX-License-Identifier: MIT */
/*
 * COM off Windows when memory runs out: for n = 1, 2, 3, … the n-th allocation of a scenario fails, until it
 * passes. Each time it says E_OUTOFMEMORY, clears what it gives out, and leaks nothing (which the sanitizer
 * checks). Native only; link with -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc.
 */
#include "support/com_objects.h"
#include "support/com_test.h"
#include "support/threads.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);

/* How many allocations are left until one fails; below 0: none does. */
static int countdown = -1;

static bool fails(void)
{
    return countdown > 0 && --countdown == 0;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return fails() ? NULL : __real_realloc(block, size);
}

static HRESULT from_pointer(const void *made)
{
    return made != NULL ? S_OK : E_OUTOFMEMORY;
}

static HRESULT make_texts(void)
{
    BSTR text = SysAllocString(u"text");
    HRESULT hr = from_pointer(text);

    if (SUCCEEDED(hr) && !SysReAllocStringLen(&text, u"another", 7)) {
        hr = E_OUTOFMEMORY;
        assert_memory_equal(text, u"text", sizeof u"text"); /* the old one stays */
    }
    SysFreeString(text);
    return hr;
}

static HRESULT make_array(SAFEARRAY **array)
{
    LONG index = 0;
    BSTR text;
    HRESULT hr;

    *array = SafeArrayCreateVector(VT_BSTR, 0, 2);
    if (*array == NULL)
        return E_OUTOFMEMORY;
    text = SysAllocString(u"text");
    hr = from_pointer(text);
    if (SUCCEEDED(hr))
        hr = SafeArrayPutElement(*array, &index, text);
    index = 1;
    if (SUCCEEDED(hr))
        hr = SafeArrayPutElement(*array, &index, text);
    SysFreeString(text);
    return hr;
}

static HRESULT copy_arrays(void)
{
    SAFEARRAYBOUND bound = { 5, 0 };
    SAFEARRAY *array;
    SAFEARRAY *copy = NULL;
    HRESULT hr = make_array(&array);

    if (SUCCEEDED(hr))
        hr = SafeArrayCopy(array, &copy);
    assert_true(SUCCEEDED(hr) == (copy != NULL));
    if (SUCCEEDED(hr))
        hr = SafeArrayRedim(copy, &bound);
    SafeArrayDestroy(copy);
    SafeArrayDestroy(array);
    return hr;
}

static HRESULT copy_variants(void)
{
    VARIANT value, copy, reference, text;
    HRESULT hr;

    VariantInit(&value);
    VariantInit(&copy);
    VariantInit(&reference);
    VariantInit(&text);
    V_VT(&value) = VT_ARRAY | VT_BSTR;
    hr = make_array(&V_ARRAY(&value));
    if (SUCCEEDED(hr))
        hr = VariantCopy(&copy, &value);
    V_VT(&reference) = VT_BYREF | VT_VARIANT;
    V_VARIANTREF(&reference) = &copy;
    if (SUCCEEDED(hr))
        hr = VariantCopyInd(&reference, &reference);
    V_VT(&text) = VT_I4;
    if (SUCCEEDED(hr))
        hr = VariantChangeType(&text, &text, 0, VT_BSTR);
    VariantClear(&text);
    VariantClear(&reference);
    VariantClear(&copy);
    VariantClear(&value);
    return hr;
}

static HRESULT use_com(void)
{
    static const CLSID class_id = { 1, 2, 3, { 4 } };
    CO_MTA_USAGE_COOKIE usage = NULL;
    DWORD registration = 0;
    probe_class class_object;
    probe instance;
    HRESULT hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);

    if (FAILED(hr))
        return hr;
    probe_init(&instance);
    probe_class_init(&class_object, &instance);
    hr = CoIncrementMTAUsage(&usage);
    if (SUCCEEDED(hr))
        hr = CoRegisterClassObject(&class_id, (IUnknown *)(void *)&class_object.factory, CLSCTX_INPROC_SERVER,
                                   REGCLS_MULTIPLEUSE, &registration);
    assert_true(SUCCEEDED(hr) == (registration != 0));
    CoDecrementMTAUsage(usage);
    CoUninitialize();
    assert_int_equal(probe_class_references(&class_object), 1);
    return hr;
}

static HRESULT marshal(void)
{
    IStream *stream = NULL;
    probe object;
    HRESULT hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);

    if (FAILED(hr))
        return hr;
    probe_init(&object);
    hr = CoCreateFreeThreadedMarshaler(&object.unknown, &object.marshaler);
    if (SUCCEEDED(hr))
        hr = CoMarshalInterThreadInterfaceInStream(&IID_IUnknown, &object.unknown, &stream);
    assert_true(SUCCEEDED(hr) == (stream != NULL));
    if (stream != NULL)
        IStream_Release(stream);
    if (object.marshaler != NULL)
        IUnknown_Release(object.marshaler);
    CoUninitialize();
    assert_int_equal(probe_references(&object), 1);
    return hr;
}

static HRESULT set_error(void)
{
    probe object;
    HRESULT hr;

    probe_init(&object);
    hr = SetErrorInfo(0, (IErrorInfo *)(void *)&object.unknown);
    SetErrorInfo(0, NULL);
    assert_int_equal(probe_references(&object), 1);
    return hr;
}

static const struct sweep_case {
    const char *name;
    HRESULT (*scenario)(void);
    int allocations; /* at least so many of them */
} sweeps[] = {
    { "an error object is left", set_error, 1 },
    { "texts are made", make_texts, 2 },
    { "arrays are copied", copy_arrays, 10 },
    { "variants are copied", copy_variants, 10 },
    { "com is used", use_com, 2 },
    { "an interface crosses", marshal, 2 },
};

static void every_allocation_may_fail(void **state)
{
    const struct sweep_case *row = *state;
    HRESULT hr;
    int n = 0;

    do {
        countdown = ++n;
        hr = row->scenario();
        if (countdown == 0)
            assert_hr(hr, E_OUTOFMEMORY);
    } while (countdown == 0);
    countdown = -1;
    assert_hr(hr, S_OK);
    assert_true(n > row->allocations);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(sweeps)];
    size_t i;

    for (i = 0; i < COUNT(sweeps); i++) {
        struct CMUnitTest test = { sweeps[i].name, every_allocation_may_fail, NULL, NULL,
                                   (void *)(uintptr_t)&sweeps[i] };
        tests[i] = test;
    }
    return cmocka_run_group_tests_name("com_memory", tests, NULL, NULL);
}
