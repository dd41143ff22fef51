/* SPDX-License-Identifier: MIT */
#include "off_windows/vartype.h"

#include <string.h>

static void add_reference(void *object)
{
    if (object != NULL)
        IUnknown_AddRef((IUnknown *)object);
}

static void release(void *object)
{
    if (object != NULL)
        IUnknown_Release((IUnknown *)object);
}

/* Zeroes all of it, so that invalid reads of a program are reproducible. */
void VariantInit(VARIANTARG *pvarg)
{
    memset(pvarg, 0, sizeof *pvarg);
}

HRESULT VariantClear(VARIANTARG *pvarg)
{
    HRESULT hr = S_OK;

    if (pvarg == NULL)
        return E_INVALIDARG;
    if (!wmi__vartype_is_valid(V_VT(pvarg)))
        return DISP_E_BADVARTYPE;
    if (V_ISBYREF(pvarg)) {
        VariantInit(pvarg);
        return S_OK;
    }

    if (V_ISARRAY(pvarg))
        hr = SafeArrayDestroy(V_ARRAY(pvarg));
    else if (V_VT(pvarg) == VT_BSTR)
        SysFreeString(V_BSTR(pvarg));
    else if (V_VT(pvarg) == VT_UNKNOWN || V_VT(pvarg) == VT_DISPATCH)
        release(V_UNKNOWN(pvarg));
    if (SUCCEEDED(hr))
        VariantInit(pvarg);
    return hr;
}

/* The old contents of `to` are ignored; it is empty on failure. */
static HRESULT duplicate(const VARIANT *from, VARIANT *to)
{
    VARIANT copy = *from;

    VariantInit(to);
    if (!wmi__vartype_is_valid(V_VT(from)))
        return DISP_E_BADVARTYPE;

    if (!V_ISBYREF(from)) {
        if (V_ISARRAY(from)) {
            HRESULT hr = SafeArrayCopy(V_ARRAY(from), &V_ARRAY(&copy));
            if (FAILED(hr))
                return hr;
        } else if (V_VT(from) == VT_BSTR) {
            if (!wmi__bstr_duplicate(V_BSTR(from), &V_BSTR(&copy)))
                return E_OUTOFMEMORY;
        } else if (V_VT(from) == VT_UNKNOWN || V_VT(from) == VT_DISPATCH) {
            add_reference(V_UNKNOWN(from));
        }
    }
    *to = copy;
    return S_OK;
}

HRESULT VariantCopy(VARIANTARG *pvargDest, const VARIANTARG *pvargSrc)
{
    HRESULT hr;

    if (pvargDest == NULL || pvargSrc == NULL)
        return E_INVALIDARG;
    if (!wmi__vartype_is_valid(V_VT(pvargSrc)))
        return DISP_E_BADVARTYPE;
    if (pvargDest == pvargSrc)
        return S_OK;
    hr = VariantClear(pvargDest);
    return SUCCEEDED(hr) ? duplicate(pvargSrc, pvargDest) : hr;
}

/* What a VT_BYREF value points to, borrowed: `direct` owns nothing. */
static HRESULT dereference(const VARIANT *from, VARIANT *direct)
{
    VARTYPE type = (VARTYPE)(V_VT(from) & ~VT_BYREF);

    VariantInit(direct);
    if (V_BYREF(from) == NULL)
        return E_INVALIDARG;
    if (type == VT_VARIANT) {
        const VARIANT *inner = V_VARIANTREF(from);
        if (V_VT(inner) == (VT_VARIANT | VT_BYREF))
            return E_INVALIDARG;
        if (V_ISBYREF(inner))
            return dereference(inner, direct);
        *direct = *inner;
        return S_OK;
    }
    if (type == VT_DECIMAL) {
        V_DECIMAL(direct) = *V_DECIMALREF(from);
    } else {
        size_t size = type & VT_ARRAY ? sizeof(SAFEARRAY *) : wmi__vartype_size(type);
        memcpy(&V_I8(direct), V_BYREF(from), size);
    }
    V_VT(direct) = type;
    return S_OK;
}

HRESULT VariantCopyInd(VARIANT *pvarDest, const VARIANTARG *pvargSrc)
{
    VARIANT direct;
    VARIANT copy;
    HRESULT hr;

    if (pvarDest == NULL || pvargSrc == NULL)
        return E_INVALIDARG;
    if (!V_ISBYREF(pvargSrc))
        return VariantCopy(pvarDest, pvargSrc);
    if (!wmi__vartype_is_valid(V_VT(pvargSrc)))
        return DISP_E_BADVARTYPE;

    hr = dereference(pvargSrc, &direct);
    if (SUCCEEDED(hr))
        hr = duplicate(&direct, &copy);
    if (FAILED(hr))
        return hr;

    /* The destination may own the source, so it is cleared last. */
    hr = VariantClear(pvarDest);
    if (FAILED(hr))
        VariantClear(&copy);
    else
        *pvarDest = copy;
    return hr;
}
