/* SPDX-License-Identifier: MIT */
/*
 * CLSID_UnsecuredApartment: IWbemUnsecuredApartment, whose stubs stand between WMI and a sink. On Windows they are in a
 * process of their own, unsecapp.exe, which may check who calls; here the mock is the only caller.
 */
#include "mock/services/async/async.h"

#include <stdlib.h>

typedef struct unsecured_apartment {
    IWbemUnsecuredApartment com;
    wmi_mock__com_object base;
} unsecured_apartment;

static unsecured_apartment *from_com(IWbemUnsecuredApartment *com)
{
    return (unsecured_apartment *)(void *)com;
}

static HRESULT STDMETHODCALLTYPE query_interface(IWbemUnsecuredApartment *This, REFIID riid, void **ppvObject)
{
    const wmi_mock__com_face faces[] = { { &IID_IUnsecuredApartment, This },
                                         { &IID_IWbemUnsecuredApartment, This } };

    return wmi_mock__com_object_query(&from_com(This)->base, faces, 2, riid, ppvObject);
}

static ULONG STDMETHODCALLTYPE add_ref(IWbemUnsecuredApartment *This)
{
    return wmi_mock__com_object_add_ref(&from_com(This)->base);
}

static ULONG STDMETHODCALLTYPE release(IWbemUnsecuredApartment *This)
{
    unsecured_apartment *self = from_com(This);
    ULONG left = wmi_mock__com_object_release(&self->base);

    if (left == 0) {
        wmi_mock__com_object_end(&self->base);
        free(self);
    }
    return left;
}

/* E_NOINTERFACE for an object that is no sink. */
static HRESULT create_stub(IUnknown *object, void **stub)
{
    void *sink = NULL;
    HRESULT hr = IUnknown_QueryInterface(object, &IID_IWbemObjectSink, &sink);

    if (FAILED(hr))
        return hr;
    hr = wmi_mock__sink_stub_create(sink, (IWbemObjectSink **)stub);
    IWbemObjectSink_Release((IWbemObjectSink *)sink);
    return hr;
}

static HRESULT STDMETHODCALLTYPE create_object_stub(IWbemUnsecuredApartment *This, IUnknown *pObject,
                                                    IUnknown **ppStub)
{
    const unsecured_apartment *self = from_com(This);
    HRESULT hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
    void *stub = NULL;
    wmi_mock__call call;

    wmi_mock__enter(&call, self->base.mock, "IUnsecuredApartment::CreateObjectStub");
    wmi_mock__enter_pointer(&call, "pObject", pObject);
    if (wmi_mock__enter_admit(&call) && pObject != NULL && ppStub != NULL)
        hr = create_stub(pObject, &stub);
    if (ppStub != NULL)
        *ppStub = stub;
    return wmi_mock__leave(&call, hr);
}

/* One of the three flags; which code refuses others, and a reserved string, is unknown on Windows. */
static HRESULT STDMETHODCALLTYPE create_sink_stub(IWbemUnsecuredApartment *This, IWbemObjectSink *pSink,
                                                  DWORD dwFlags, LPCWSTR wszReserved,
                                                  IWbemObjectSink **ppStub)
{
    const unsecured_apartment *self = from_com(This);
    HRESULT hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
    void *stub = NULL;
    wmi_mock__call call;

    wmi_mock__enter(&call, self->base.mock, "IWbemUnsecuredApartment::CreateSinkStub");
    wmi_mock__enter_pointer(&call, "pSink", pSink);
    wmi_mock__enter_number(&call, "dwFlags", (LONG)dwFlags);
    wmi_mock__enter_pointer(&call, "wszReserved", wszReserved);
    if (wmi_mock__enter_admit(&call) && pSink != NULL && ppStub != NULL && wszReserved == NULL &&
        dwFlags <= WBEM_FLAG_UNSECAPP_DONT_CHECK_ACCESS)
        hr = create_stub((IUnknown *)(void *)pSink, &stub);
    if (ppStub != NULL)
        *ppStub = stub;
    return wmi_mock__leave(&call, hr);
}

static const IWbemUnsecuredApartmentVtbl vtable = { query_interface, add_ref, release, create_object_stub,
                                                    create_sink_stub };

HRESULT wmi_mock__unsecured_apartment_create(wmi_mock *mock, REFIID iid, void **created)
{
    unsecured_apartment *self = calloc(1, sizeof *self);
    HRESULT hr;

    if (self == NULL)
        return E_OUTOFMEMORY;
    self->com.lpVtbl = &vtable;
    wmi_mock__com_object_begin(&self->base, mock, (IUnknown *)(void *)&self->com, "IUnsecuredApartment");
    hr = query_interface(&self->com, iid, created);
    release(&self->com);
    return hr;
}
