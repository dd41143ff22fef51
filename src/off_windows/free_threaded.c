/* SPDX-License-Identifier: MIT */
/* The free-threaded marshaler: in one process, a marshalled interface is its pointer. */
#include "off_windows/query_interface.h"

#include <stdatomic.h>
#include <stdlib.h>

typedef struct marshaler {
    IUnknown inner; /* held by the outer object; counts the marshaler's own references */
    IMarshal marshal;
    IUnknown *outer; /* not counted: the outer object outlives what it aggregates */
    atomic_uint references;
} marshaler;

static marshaler *from_inner(IUnknown *This)
{
    return (marshaler *)(void *)((char *)This - offsetof(marshaler, inner));
}

static marshaler *from_marshal(IMarshal *This)
{
    return (marshaler *)(void *)((char *)This - offsetof(marshaler, marshal));
}

static HRESULT inner_query_interface(IUnknown *This, REFIID riid, void **ppvObject)
{
    marshaler *self = from_inner(This);

    if (ppvObject == NULL)
        return E_POINTER;
    *ppvObject = NULL;
    if (IsEqualIID(riid, &IID_IUnknown)) {
        *ppvObject = This;
        IUnknown_AddRef(This);
    } else if (IsEqualIID(riid, &IID_IMarshal)) {
        *ppvObject = &self->marshal;
        IMarshal_AddRef(&self->marshal);
    }
    return *ppvObject != NULL ? S_OK : E_NOINTERFACE;
}

static ULONG inner_add_ref(IUnknown *This)
{
    return atomic_fetch_add(&from_inner(This)->references, 1) + 1;
}

static ULONG inner_release(IUnknown *This)
{
    marshaler *self = from_inner(This);
    ULONG left = atomic_fetch_sub(&self->references, 1) - 1;

    if (left == 0)
        free(self);
    return left;
}

static const IUnknownVtbl inner_vtbl = { inner_query_interface, inner_add_ref, inner_release };

static HRESULT query_interface(IMarshal *This, REFIID riid, void **ppvObject)
{
    return IUnknown_QueryInterface(from_marshal(This)->outer, riid, ppvObject);
}

static ULONG add_ref(IMarshal *This)
{
    return IUnknown_AddRef(from_marshal(This)->outer);
}

static ULONG release(IMarshal *This)
{
    return IUnknown_Release(from_marshal(This)->outer);
}

/* There is no marshaler for other processes. */
static HRESULT check(DWORD context, DWORD flags)
{
    if (context != MSHCTX_INPROC && context != MSHCTX_CROSSCTX)
        return E_NOTIMPL;
    return flags == MSHLFLAGS_NORMAL ? S_OK : E_NOTIMPL;
}

static HRESULT get_unmarshal_class(IMarshal *This, REFIID riid, void *pv, DWORD dwDestContext,
                                   void *pvDestContext, DWORD mshlflags, CLSID *pCid)
{
    HRESULT hr = check(dwDestContext, mshlflags);

    (void)This;
    (void)riid;
    (void)pv;
    (void)pvDestContext;
    if (pCid == NULL)
        return E_POINTER;
    *pCid = SUCCEEDED(hr) ? CLSID_InProcFreeMarshaler : CLSID_NULL;
    return hr;
}

static HRESULT get_marshal_size_max(IMarshal *This, REFIID riid, void *pv, DWORD dwDestContext,
                                    void *pvDestContext, DWORD mshlflags, DWORD *pSize)
{
    HRESULT hr = check(dwDestContext, mshlflags);

    (void)This;
    (void)riid;
    (void)pv;
    (void)pvDestContext;
    if (pSize == NULL)
        return E_POINTER;
    *pSize = SUCCEEDED(hr) ? (DWORD)sizeof(void *) : 0;
    return hr;
}

/* The reference is passed with the pointer. */
static HRESULT marshal_interface(IMarshal *This, IStream *pStm, REFIID riid, void *pv, DWORD dwDestContext,
                                 void *pvDestContext, DWORD mshlflags)
{
    HRESULT hr = check(dwDestContext, mshlflags);
    void *object = NULL;

    (void)This;
    (void)pvDestContext;
    if (FAILED(hr))
        return hr;
    if (pStm == NULL || pv == NULL)
        return E_INVALIDARG;
    hr = wmi__query_interface(pv, riid, &object);
    if (FAILED(hr))
        return hr;
    hr = IStream_Write(pStm, &object, sizeof object, NULL);
    if (FAILED(hr))
        IUnknown_Release((IUnknown *)object);
    return hr;
}

static HRESULT read_pointer(IStream *stream, IUnknown **object)
{
    ULONG read = 0;
    HRESULT hr = IStream_Read(stream, object, sizeof *object, &read);

    if (SUCCEEDED(hr) && read != sizeof *object)
        hr = E_UNEXPECTED;
    return hr;
}

static HRESULT unmarshal_interface(IMarshal *This, IStream *pStm, REFIID riid, void **ppv)
{
    IUnknown *object;
    HRESULT hr;

    (void)This;
    if (pStm == NULL || ppv == NULL)
        return E_INVALIDARG;
    *ppv = NULL;
    hr = read_pointer(pStm, &object);
    if (FAILED(hr))
        return hr;
    hr = wmi__query_interface(object, riid, ppv);
    IUnknown_Release(object);
    return hr;
}

static HRESULT release_marshal_data(IMarshal *This, IStream *pStm)
{
    IUnknown *object;
    HRESULT hr;

    (void)This;
    if (pStm == NULL)
        return E_INVALIDARG;
    hr = read_pointer(pStm, &object);
    if (SUCCEEDED(hr))
        IUnknown_Release(object);
    return hr;
}

static HRESULT disconnect_object(IMarshal *This, DWORD dwReserved)
{
    (void)This;
    (void)dwReserved;
    return S_OK;
}

static const IMarshalVtbl marshal_vtbl = {
    query_interface,
    add_ref,
    release,
    get_unmarshal_class,
    get_marshal_size_max,
    marshal_interface,
    unmarshal_interface,
    release_marshal_data,
    disconnect_object,
};

HRESULT CoCreateFreeThreadedMarshaler(IUnknown *punkOuter, IUnknown **ppunkMarshal)
{
    marshaler *self;

    if (ppunkMarshal == NULL)
        return E_INVALIDARG;
    *ppunkMarshal = NULL;
    self = malloc(sizeof *self);
    if (self == NULL)
        return E_OUTOFMEMORY;
    self->inner.lpVtbl = &inner_vtbl;
    self->marshal.lpVtbl = &marshal_vtbl;
    self->outer = punkOuter != NULL ? punkOuter : &self->inner;
    atomic_init(&self->references, 1);
    *ppunkMarshal = &self->inner;
    return S_OK;
}
