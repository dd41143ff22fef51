/* SPDX-License-Identifier: MIT */
/* CLSID_UnsecuredApartment off Windows: one static object, since it has no state. */
#include "mock/services/async/async.h"

static HRESULT STDMETHODCALLTYPE query_interface(IUnsecuredApartment *This, REFIID riid, void **ppvObject)
{
    if (ppvObject == NULL)
        return E_POINTER;
    *ppvObject = IsEqualIID(riid, &IID_IUnknown) || IsEqualIID(riid, &IID_IUnsecuredApartment) ? This : NULL;
    return *ppvObject == NULL ? E_NOINTERFACE : S_OK;
}

static ULONG STDMETHODCALLTYPE add_ref(IUnsecuredApartment *This)
{
    (void)This;
    return 2;
}

static ULONG STDMETHODCALLTYPE release(IUnsecuredApartment *This)
{
    (void)This;
    return 1;
}

/* The sink itself, with a reference: no process stands between it and the mock. */
static HRESULT STDMETHODCALLTYPE create_object_stub(IUnsecuredApartment *This, IUnknown *pObject,
                                                    IUnknown **ppStub)
{
    (void)This;
    if (ppStub != NULL)
        *ppStub = NULL;
    if (pObject == NULL || ppStub == NULL)
        return (HRESULT)WBEM_E_INVALID_PARAMETER;
    IUnknown_AddRef(pObject);
    *ppStub = pObject;
    return S_OK;
}

HRESULT wmi_mock__unsecured_apartment_create(REFIID iid, void **created)
{
    static const IUnsecuredApartmentVtbl vtable = { query_interface, add_ref, release, create_object_stub };
    static IUnsecuredApartment apartment = { &vtable };

    return query_interface(&apartment, iid, created);
}
