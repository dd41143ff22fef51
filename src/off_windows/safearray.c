/* SPDX-License-Identifier: MIT */
/* Creating, copying and destroying a SAFEARRAY. Its elements are in safearray_element.c. */
#include "off_windows/safearray.h"

#include "off_windows/vartype.h"

#include <stdlib.h>
#include <string.h>

/* The prefix of a descriptor: its element type, or the interface of its elements, depending on fFeatures. */
typedef union hidden {
    IID iid;
    struct {
        uint32_t unused[3];
        uint32_t vartype;
    } element;
} hidden;

/* Memory of such arrays is owned by the caller. */
#define FADF_NOT_ALLOCATED (FADF_AUTO | FADF_STATIC | FADF_EMBEDDED)

#define MAX_LOCKS 0xFFFF

static hidden *hidden_of(SAFEARRAY *array)
{
    return (hidden *)(void *)array - 1;
}

static USHORT features_of(VARTYPE vt)
{
    switch (vt) {
    case VT_BSTR: return FADF_BSTR | FADF_HAVEVARTYPE;
    case VT_UNKNOWN: return FADF_UNKNOWN | FADF_HAVEIID;
    case VT_DISPATCH: return FADF_DISPATCH | FADF_HAVEIID;
    case VT_VARIANT: return FADF_VARIANT | FADF_HAVEVARTYPE;
    default: return FADF_HAVEVARTYPE;
    }
}

static bool is_locked(const SAFEARRAY *array)
{
    return __atomic_load_n(&array->cLocks, __ATOMIC_RELAXED) != 0;
}

/* Zeroed. */
static void *allocate(const SAFEARRAY *array, ULONG elements)
{
    return calloc(elements != 0 ? elements : 1, array->cbElements != 0 ? array->cbElements : 1);
}

HRESULT SafeArrayAllocDescriptor(UINT cDims, SAFEARRAY **ppsaOut)
{
    hidden *block;
    SAFEARRAY *array;

    if (ppsaOut == NULL)
        return E_POINTER;
    *ppsaOut = NULL;
    if (cDims != 1)
        return E_INVALIDARG;
    block = calloc(1, sizeof *block + sizeof *array);
    if (block == NULL)
        return E_OUTOFMEMORY;
    array = (SAFEARRAY *)(void *)(block + 1);
    array->cDims = 1;
    *ppsaOut = array;
    return S_OK; /* cppcheck-suppress memleak ; the array is inside the block */
}

HRESULT SafeArrayAllocDescriptorEx(VARTYPE vt, UINT cDims, SAFEARRAY **ppsaOut)
{
    HRESULT hr = SafeArrayAllocDescriptor(cDims, ppsaOut);

    if (FAILED(hr))
        return hr;
    (*ppsaOut)->cbElements = (ULONG)wmi__vartype_size(vt);
    (*ppsaOut)->fFeatures = features_of(vt);
    if (vt == VT_UNKNOWN)
        hidden_of(*ppsaOut)->iid = IID_IUnknown;
    else if (vt == VT_DISPATCH)
        hidden_of(*ppsaOut)->iid = IID_IDispatch;
    else
        hidden_of(*ppsaOut)->element.vartype = vt;
    return S_OK;
}

HRESULT SafeArrayAllocData(SAFEARRAY *psa)
{
    if (psa == NULL)
        return E_INVALIDARG;
    psa->pvData = allocate(psa, psa->rgsabound[0].cElements);
    return psa->pvData != NULL ? S_OK : E_OUTOFMEMORY;
}

SAFEARRAY *SafeArrayCreate(VARTYPE vt, UINT cDims, SAFEARRAYBOUND *rgsabound)
{
    SAFEARRAY *array;

    if (rgsabound == NULL || wmi__vartype_size(vt) == 0)
        return NULL;
    if (FAILED(SafeArrayAllocDescriptorEx(vt, cDims, &array)))
        return NULL;
    array->rgsabound[0] = rgsabound[0];
    if (FAILED(SafeArrayAllocData(array))) {
        SafeArrayDestroyDescriptor(array);
        return NULL;
    }
    return array;
}

SAFEARRAY *SafeArrayCreateVector(VARTYPE vt, LONG lLbound, ULONG cElements)
{
    SAFEARRAYBOUND bound = { cElements, lLbound };

    return SafeArrayCreate(vt, 1, &bound);
}

HRESULT SafeArrayDestroyDescriptor(SAFEARRAY *psa)
{
    if (psa == NULL)
        return E_INVALIDARG;
    if (is_locked(psa))
        return DISP_E_ARRAYISLOCKED;
    if (!(psa->fFeatures & FADF_NOT_ALLOCATED))
        free(hidden_of(psa));
    return S_OK;
}

HRESULT SafeArrayDestroyData(SAFEARRAY *psa)
{
    if (psa == NULL)
        return E_INVALIDARG;
    if (is_locked(psa))
        return DISP_E_ARRAYISLOCKED;
    if (psa->pvData == NULL)
        return S_OK;
    wmi__safearray_clear_elements(psa, 0, psa->rgsabound[0].cElements);
    if (!(psa->fFeatures & FADF_NOT_ALLOCATED)) {
        free(psa->pvData);
        psa->pvData = NULL;
    }
    return S_OK;
}

HRESULT SafeArrayDestroy(SAFEARRAY *psa)
{
    HRESULT hr;

    if (psa == NULL)
        return S_OK;
    hr = SafeArrayDestroyData(psa);
    return SUCCEEDED(hr) ? SafeArrayDestroyDescriptor(psa) : hr;
}

static HRESULT copy_elements(const SAFEARRAY *from, SAFEARRAY *to)
{
    size_t size = from->cbElements;
    ULONG i;

    for (i = 0; i < from->rgsabound[0].cElements; i++) {
        HRESULT hr = wmi__safearray_copy_element(from, (const char *)from->pvData + i * size,
                                                 (char *)to->pvData + i * size);
        if (FAILED(hr))
            return hr;
    }
    return S_OK;
}

/* A copy is not locked and owns its memory. */
HRESULT SafeArrayCopy(SAFEARRAY *psa, SAFEARRAY **ppsaOut)
{
    SAFEARRAY *copy;
    HRESULT hr;

    if (ppsaOut == NULL)
        return E_INVALIDARG;
    *ppsaOut = NULL;
    if (psa == NULL)
        return S_OK;
    hr = SafeArrayAllocDescriptor(psa->cDims, &copy);
    if (FAILED(hr))
        return hr;

    copy->fFeatures = (USHORT)(psa->fFeatures & ~(FADF_NOT_ALLOCATED | FADF_FIXEDSIZE));
    copy->cbElements = psa->cbElements;
    copy->rgsabound[0] = psa->rgsabound[0];
    if (psa->fFeatures & (FADF_HAVEIID | FADF_HAVEVARTYPE))
        *hidden_of(copy) = *hidden_of(psa);
    if (psa->pvData != NULL) {
        hr = SafeArrayAllocData(copy);
        if (SUCCEEDED(hr))
            hr = copy_elements(psa, copy);
    }
    if (FAILED(hr)) {
        SafeArrayDestroy(copy);
        return hr;
    }
    *ppsaOut = copy;
    return S_OK;
}

HRESULT SafeArrayRedim(SAFEARRAY *psa, SAFEARRAYBOUND *psaboundNew)
{
    ULONG old_count;
    ULONG new_count;
    void *data;

    if (psa == NULL || psaboundNew == NULL || (psa->fFeatures & (FADF_FIXEDSIZE | FADF_NOT_ALLOCATED)))
        return E_INVALIDARG;
    if (is_locked(psa))
        return DISP_E_ARRAYISLOCKED;
    old_count = psa->rgsabound[0].cElements;
    new_count = psaboundNew->cElements;

    if (new_count != old_count && psa->pvData != NULL) {
        data = allocate(psa, new_count);
        if (data == NULL)
            return E_OUTOFMEMORY;
        if (new_count < old_count)
            wmi__safearray_clear_elements(psa, new_count, old_count);
        memcpy(data, psa->pvData, (size_t)(new_count < old_count ? new_count : old_count) * psa->cbElements);
        free(psa->pvData);
        psa->pvData = data;
    }
    psa->rgsabound[0] = *psaboundNew;
    return S_OK;
}

UINT SafeArrayGetDim(SAFEARRAY *psa)
{
    return psa != NULL ? psa->cDims : 0;
}

UINT SafeArrayGetElemsize(SAFEARRAY *psa)
{
    return psa != NULL ? psa->cbElements : 0;
}

HRESULT SafeArrayGetVartype(SAFEARRAY *psa, VARTYPE *pvt)
{
    if (psa == NULL || pvt == NULL)
        return E_INVALIDARG;
    if (psa->fFeatures & FADF_HAVEVARTYPE)
        *pvt = (VARTYPE)hidden_of(psa)->element.vartype;
    else if (psa->fFeatures & FADF_DISPATCH)
        *pvt = VT_DISPATCH;
    else if (psa->fFeatures & FADF_UNKNOWN)
        *pvt = VT_UNKNOWN;
    else if (psa->fFeatures & FADF_BSTR)
        *pvt = VT_BSTR;
    else if (psa->fFeatures & FADF_VARIANT)
        *pvt = VT_VARIANT;
    else
        return E_INVALIDARG;
    return S_OK;
}

HRESULT SafeArrayGetLBound(SAFEARRAY *psa, UINT nDim, LONG *plLbound)
{
    if (psa == NULL || plLbound == NULL)
        return E_INVALIDARG;
    if (nDim != 1)
        return DISP_E_BADINDEX;
    *plLbound = psa->rgsabound[0].lLbound;
    return S_OK;
}

/* One below the lower bound when there is no element. */
HRESULT SafeArrayGetUBound(SAFEARRAY *psa, UINT nDim, LONG *plUbound)
{
    if (psa == NULL || plUbound == NULL)
        return E_INVALIDARG;
    if (nDim != 1)
        return DISP_E_BADINDEX;
    *plUbound = (LONG)((ULONG)psa->rgsabound[0].lLbound + psa->rgsabound[0].cElements - 1u);
    return S_OK;
}

/* Atomic, so that several threads may read one array. */
HRESULT SafeArrayLock(SAFEARRAY *psa)
{
    if (psa == NULL)
        return E_INVALIDARG;
    if (__atomic_add_fetch(&psa->cLocks, 1, __ATOMIC_ACQUIRE) <= MAX_LOCKS)
        return S_OK;
    __atomic_sub_fetch(&psa->cLocks, 1, __ATOMIC_RELEASE);
    return E_UNEXPECTED;
}

HRESULT SafeArrayUnlock(SAFEARRAY *psa)
{
    if (psa == NULL)
        return E_INVALIDARG;
    if (__atomic_sub_fetch(&psa->cLocks, 1, __ATOMIC_RELEASE) != UINT32_MAX)
        return S_OK;
    __atomic_add_fetch(&psa->cLocks, 1, __ATOMIC_ACQUIRE);
    return E_UNEXPECTED;
}

HRESULT SafeArrayAccessData(SAFEARRAY *psa, void **ppvData)
{
    HRESULT hr;

    if (psa == NULL || ppvData == NULL)
        return E_INVALIDARG;
    hr = SafeArrayLock(psa);
    *ppvData = SUCCEEDED(hr) ? psa->pvData : NULL;
    return hr;
}

HRESULT SafeArrayUnaccessData(SAFEARRAY *psa)
{
    return SafeArrayUnlock(psa);
}
