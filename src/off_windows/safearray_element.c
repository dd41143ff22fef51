/* SPDX-License-Identifier: MIT */
#include "off_windows/safearray.h"

#include "off_windows/vartype.h"

#include <string.h>

#define FADF_INTERFACE (FADF_UNKNOWN | FADF_DISPATCH)

static void clear_element(const SAFEARRAY *array, void *element)
{
    if (array->fFeatures & FADF_BSTR) {
        SysFreeString(*(BSTR *)element);
    } else if (array->fFeatures & FADF_INTERFACE) {
        IUnknown *object = *(IUnknown **)element;
        if (object != NULL)
            IUnknown_Release(object);
    } else if (array->fFeatures & FADF_VARIANT) {
        VariantClear(element);
    }
    memset(element, 0, array->cbElements);
}

void wmi__safearray_clear_elements(SAFEARRAY *array, ULONG first, ULONG end)
{
    ULONG i;

    if (!(array->fFeatures & (FADF_BSTR | FADF_INTERFACE | FADF_VARIANT)) && end > first) {
        memset((char *)array->pvData + (size_t)first * array->cbElements, 0,
               (size_t)(end - first) * array->cbElements);
        return;
    }
    for (i = first; i < end; i++)
        clear_element(array, (char *)array->pvData + (size_t)i * array->cbElements);
}

HRESULT wmi__safearray_copy_element(const SAFEARRAY *array, const void *from, void *to)
{
    if (array->fFeatures & FADF_BSTR)
        return wmi__bstr_duplicate(*(const BSTR *)from, to) ? S_OK : E_OUTOFMEMORY;
    if (array->fFeatures & FADF_VARIANT) {
        VariantInit(to);
        return VariantCopy(to, from);
    }
    memcpy(to, from, array->cbElements);
    if (array->fFeatures & FADF_INTERFACE) {
        IUnknown *object = *(IUnknown *const *)from;
        if (object != NULL)
            IUnknown_AddRef(object);
    }
    return S_OK;
}

HRESULT SafeArrayPtrOfIndex(SAFEARRAY *psa, LONG *rgIndices, void **ppvData)
{
    int64_t offset;

    if (psa == NULL || rgIndices == NULL || ppvData == NULL)
        return E_INVALIDARG;
    offset = (int64_t)rgIndices[0] - psa->rgsabound[0].lLbound;
    if (offset < 0 || offset >= (int64_t)psa->rgsabound[0].cElements)
        return DISP_E_BADINDEX;
    if (psa->pvData == NULL)
        return E_UNEXPECTED;
    *ppvData = (char *)psa->pvData + (size_t)offset * psa->cbElements;
    return S_OK;
}

/* The old contents of pv are ignored: a VARIANT need not be initialised. */
HRESULT SafeArrayGetElement(SAFEARRAY *psa, LONG *rgIndices, void *pv)
{
    void *element;
    HRESULT hr;

    if (psa == NULL || rgIndices == NULL || pv == NULL)
        return E_INVALIDARG;
    hr = SafeArrayLock(psa);
    if (FAILED(hr))
        return hr;
    hr = SafeArrayPtrOfIndex(psa, rgIndices, &element);
    if (SUCCEEDED(hr))
        hr = wmi__safearray_copy_element(psa, element, pv);
    SafeArrayUnlock(psa);
    return hr;
}

/* The copy is made before the old value is freed: they may be the same. */
static HRESULT replace_element(SAFEARRAY *array, void *element, const void *value)
{
    union {
        VARIANT variant;
        BSTR text;
        IUnknown *object;
        DECIMAL number;
    } copy;
    HRESULT hr = wmi__safearray_copy_element(array, value, &copy);

    if (FAILED(hr))
        return hr;
    clear_element(array, element);
    memcpy(element, &copy, array->cbElements);
    return S_OK;
}

/* A BSTR and an interface are passed directly, anything else by address. */
HRESULT SafeArrayPutElement(SAFEARRAY *psa, LONG *rgIndices, void *pv)
{
    void *element;
    bool direct;
    HRESULT hr;

    if (psa == NULL || rgIndices == NULL)
        return E_INVALIDARG;
    direct = psa->fFeatures & (FADF_BSTR | FADF_INTERFACE);
    if (pv == NULL && !direct)
        return E_INVALIDARG;
    if (psa->cbElements > sizeof(VARIANT))
        return E_UNEXPECTED;
    hr = SafeArrayLock(psa);
    if (FAILED(hr))
        return hr;
    hr = SafeArrayPtrOfIndex(psa, rgIndices, &element);
    if (SUCCEEDED(hr))
        hr = replace_element(psa, element, direct ? (const void *)&pv : pv);
    SafeArrayUnlock(psa);
    return hr;
}
