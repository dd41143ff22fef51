/* SPDX-License-Identifier: MIT */
#include "value/array.h"

#include "base/bstr.h"

/* Of all types that elements may have here. */
static const unsigned char sizes[] = {
    [VT_I1] = sizeof(CHAR),
    [VT_UI1] = sizeof(BYTE),
    [VT_I2] = sizeof(SHORT),
    [VT_UI2] = sizeof(USHORT),
    [VT_I4] = sizeof(LONG),
    [VT_UI4] = sizeof(ULONG),
    [VT_INT] = sizeof(INT),
    [VT_UINT] = sizeof(UINT),
    [VT_I8] = sizeof(LONGLONG),
    [VT_UI8] = sizeof(ULONGLONG),
    [VT_R4] = sizeof(FLOAT),
    [VT_R8] = sizeof(DOUBLE),
    [VT_BOOL] = sizeof(VARIANT_BOOL),
    [VT_CY] = sizeof(CY),
    [VT_DATE] = sizeof(DATE),
    [VT_BSTR] = sizeof(BSTR),
    [VT_UNKNOWN] = sizeof(IUnknown *),
    [VT_DISPATCH] = sizeof(IDispatch *),
    [VT_VARIANT] = sizeof(VARIANT),
};

static size_t size_of(VARTYPE vartype)
{
    return vartype < sizeof sizes / sizeof sizes[0] ? sizes[vartype] : 0;
}

static bool is_integer(VARTYPE vartype)
{
    return vartype == VT_I2 || vartype == VT_I4 || (vartype >= VT_I1 && vartype <= VT_UINT);
}

static bool is_object(VARTYPE vartype)
{
    return vartype == VT_UNKNOWN || vartype == VT_DISPATCH;
}

/* An element of which is a pointer, or has one. */
static bool has_pointers(VARTYPE vartype)
{
    return vartype == VT_BSTR || vartype == VT_VARIANT || is_object(vartype);
}

/* What the array says of its elements; VT_EMPTY when it says nothing, as old ones of numbers do. */
static VARTYPE type_of(SAFEARRAY *array)
{
    VARTYPE vartype = VT_EMPTY;

    if (array->fFeatures & FADF_HAVEVARTYPE)
        return SUCCEEDED(SafeArrayGetVartype(array, &vartype)) ? vartype : VT_ILLEGAL;
    if (array->fFeatures & FADF_BSTR)
        return VT_BSTR;
    if (array->fFeatures & FADF_UNKNOWN)
        return VT_UNKNOWN;
    if (array->fFeatures & FADF_DISPATCH)
        return VT_DISPATCH;
    if (array->fFeatures & FADF_VARIANT)
        return VT_VARIANT;
    return array->fFeatures & FADF_RECORD ? VT_RECORD : VT_EMPTY;
}

static bool holds(SAFEARRAY *array, VARTYPE vartype)
{
    VARTYPE told = type_of(array);

    if (array->cbElements != size_of(vartype))
        return false;
    if (told == VT_EMPTY)
        return !has_pointers(vartype);
    return told == vartype || (is_integer(told) && is_integer(vartype)) ||
           (is_object(told) && is_object(vartype));
}

HRESULT wmi__array_lock(SAFEARRAY *array, VARTYPE vartype, size_t *count)
{
    HRESULT hr;

    /* With a type that no element has, the pointer may be to anything. */
    if (array == NULL || size_of(vartype) == 0 || array->cDims != 1 || !holds(array, vartype))
        return (HRESULT)WBEM_E_TYPE_MISMATCH;
    hr = SafeArrayLock(array);
    if (FAILED(hr))
        return hr;
    *count = array->rgsabound[0].cElements;
    if (*count > 0 && array->pvData == NULL) {
        SafeArrayUnlock(array);
        return (HRESULT)WBEM_E_TYPE_MISMATCH;
    }
    return S_OK;
}

bool wmi__array_has_texts(const SAFEARRAY *array)
{
    const BSTR *texts = array->pvData;
    size_t units;

    for (size_t i = 0; i < array->rgsabound[0].cElements; i++) {
        if (!wmi__bstr_is_text(texts[i], &units))
            return false;
    }
    return true;
}

HRESULT wmi__array_check_names(SAFEARRAY *array)
{
    size_t count;
    HRESULT hr = wmi__array_lock(array, VT_BSTR, &count);

    if (FAILED(hr))
        return hr;
    if (!wmi__array_has_texts(array))
        hr = (HRESULT)WBEM_E_TYPE_MISMATCH;
    for (size_t i = 0; i < count; i++) {
        if (((const BSTR *)array->pvData)[i] == NULL)
            hr = (HRESULT)WBEM_E_TYPE_MISMATCH;
    }
    SafeArrayUnlock(array);
    return hr;
}
