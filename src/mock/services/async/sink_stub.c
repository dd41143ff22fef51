/* SPDX-License-Identifier: MIT */
/*
 * A stub of a sink, which forwards its calls. It has an identity of its own: a call that was made with the stub is
 * cancelled with the stub. It is no free-threaded object, so that its calls reach the sink in the apartment where both
 * were made. It is not counted as live: the mock itself holds it until a call has ended.
 */
#include "mock/services/async/async.h"

#include <stdlib.h>

typedef struct sink_stub {
    IWbemObjectSink com;
    atomic_ulong references;
    IWbemObjectSink *sink; /* an owned reference */
} sink_stub;

static sink_stub *from_com(IWbemObjectSink *com)
{
    return (sink_stub *)(void *)com;
}

static ULONG STDMETHODCALLTYPE add_ref(IWbemObjectSink *This)
{
    return (ULONG)(atomic_fetch_add(&from_com(This)->references, 1) + 1);
}

static HRESULT STDMETHODCALLTYPE query_interface(IWbemObjectSink *This, REFIID riid, void **ppvObject)
{
    if (ppvObject == NULL)
        return E_POINTER;
    *ppvObject = NULL;
    if (!IsEqualIID(riid, &IID_IUnknown) && !IsEqualIID(riid, &IID_IWbemObjectSink))
        return E_NOINTERFACE;
    add_ref(This);
    *ppvObject = This;
    return S_OK;
}

static ULONG STDMETHODCALLTYPE release(IWbemObjectSink *This)
{
    sink_stub *self = from_com(This);
    ULONG left = (ULONG)(atomic_fetch_sub(&self->references, 1) - 1);

    if (left == 0) {
        IWbemObjectSink_Release(self->sink);
        free(self);
    }
    return left;
}

static HRESULT STDMETHODCALLTYPE indicate(IWbemObjectSink *This, LONG lObjectCount,
                                          IWbemClassObject **apObjArray)
{
    return IWbemObjectSink_Indicate(from_com(This)->sink, lObjectCount, apObjArray);
}

static HRESULT STDMETHODCALLTYPE set_status(IWbemObjectSink *This, LONG lFlags, HRESULT hResult,
                                            BSTR strParam, IWbemClassObject *pObjParam)
{
    return IWbemObjectSink_SetStatus(from_com(This)->sink, lFlags, hResult, strParam, pObjParam);
}

static const IWbemObjectSinkVtbl vtable = { query_interface, add_ref, release, indicate, set_status };

HRESULT wmi_mock__sink_stub_create(IWbemObjectSink *sink, IWbemObjectSink **created)
{
    sink_stub *self = calloc(1, sizeof *self);

    if (self == NULL)
        return E_OUTOFMEMORY;
    self->com.lpVtbl = &vtable;
    atomic_init(&self->references, 1);
    IWbemObjectSink_AddRef(sink);
    self->sink = sink;
    *created = &self->com;
    return S_OK;
}
