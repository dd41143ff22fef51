/* SPDX-License-Identifier: MIT */
/* Passing an interface to another apartment of the process, in a stream that holds it. */
#include <wmikit/com.h>

#include "off_windows/com_apartment.h"
#include "off_windows/query_interface.h"

#include <stdatomic.h>
#include <stdlib.h>

typedef struct crossing {
    IStream stream;
    IUnknown *object; /* NULL once it is taken out */
    atomic_uint references;
} crossing;

static HRESULT query_interface(IStream *This, REFIID riid, void **ppvObject)
{
    if (ppvObject == NULL)
        return E_POINTER;
    *ppvObject = NULL;
    if (!IsEqualIID(riid, &IID_IUnknown) && !IsEqualIID(riid, &IID_ISequentialStream) &&
        !IsEqualIID(riid, &IID_IStream))
        return E_NOINTERFACE;
    *ppvObject = This;
    IStream_AddRef(This);
    return S_OK;
}

static ULONG add_ref(IStream *This)
{
    return atomic_fetch_add(&((crossing *)This)->references, 1) + 1;
}

static ULONG release(IStream *This)
{
    crossing *self = (crossing *)This;
    ULONG left = atomic_fetch_sub(&self->references, 1) - 1;

    if (left == 0) {
        if (self->object != NULL)
            IUnknown_Release(self->object);
        free(self);
    }
    return left;
}

/* The bytes of the stream are not used. */
static HRESULT stream_read(IStream *This, void *pv, ULONG cb, ULONG *pcbRead)
{
    (void)This, (void)pv, (void)cb, (void)pcbRead;
    return E_NOTIMPL;
}

static HRESULT stream_write(IStream *This, const void *pv, ULONG cb, ULONG *pcbWritten)
{
    (void)This, (void)pv, (void)cb, (void)pcbWritten;
    return E_NOTIMPL;
}

static HRESULT stream_seek(IStream *This, LARGE_INTEGER dlibMove, DWORD dwOrigin,
                           ULARGE_INTEGER *plibNewPosition)
{
    (void)This, (void)dlibMove, (void)dwOrigin, (void)plibNewPosition;
    return E_NOTIMPL;
}

static HRESULT stream_set_size(IStream *This, ULARGE_INTEGER libNewSize)
{
    (void)This, (void)libNewSize;
    return E_NOTIMPL;
}

static HRESULT stream_copy_to(IStream *This, IStream *pstm, ULARGE_INTEGER cb, ULARGE_INTEGER *pcbRead,
                              ULARGE_INTEGER *pcbWritten)
{
    (void)This, (void)pstm, (void)cb, (void)pcbRead, (void)pcbWritten;
    return E_NOTIMPL;
}

static HRESULT stream_commit(IStream *This, DWORD grfCommitFlags)
{
    (void)This, (void)grfCommitFlags;
    return E_NOTIMPL;
}

static HRESULT stream_revert(IStream *This)
{
    (void)This;
    return E_NOTIMPL;
}

static HRESULT stream_lock_region(IStream *This, ULARGE_INTEGER libOffset, ULARGE_INTEGER cb,
                                  DWORD dwLockType)
{
    (void)This, (void)libOffset, (void)cb, (void)dwLockType;
    return E_NOTIMPL;
}

static HRESULT stream_stat(IStream *This, STATSTG *pstatstg, DWORD grfStatFlag)
{
    (void)This, (void)pstatstg, (void)grfStatFlag;
    return E_NOTIMPL;
}

static HRESULT stream_clone(IStream *This, IStream **ppstm)
{
    (void)This, (void)ppstm;
    return E_NOTIMPL;
}

static const IStreamVtbl vtbl = {
    query_interface, add_ref,        release,       stream_read,   stream_write,       stream_seek,
    stream_set_size, stream_copy_to, stream_commit, stream_revert, stream_lock_region, stream_lock_region,
    stream_stat,     stream_clone,
};

static bool is_free_threaded(IUnknown *object, REFIID riid)
{
    CLSID unmarshaler = CLSID_NULL;
    void *found = NULL;
    HRESULT hr;

    if (SUCCEEDED(IUnknown_QueryInterface(object, &IID_IAgileObject, &found)) && found != NULL) {
        IUnknown_Release((IUnknown *)found);
        return true;
    }
    found = NULL;
    if (FAILED(IUnknown_QueryInterface(object, &IID_IMarshal, &found)) || found == NULL)
        return false;
    hr = IMarshal_GetUnmarshalClass((IMarshal *)found, riid, object, MSHCTX_INPROC, NULL, MSHLFLAGS_NORMAL,
                                    &unmarshaler);
    IMarshal_Release((IMarshal *)found);
    return SUCCEEDED(hr) && IsEqualCLSID(&unmarshaler, &CLSID_InProcFreeMarshaler);
}

HRESULT CoMarshalInterThreadInterfaceInStream(REFIID riid, IUnknown *pUnk, IStream **ppStm)
{
    void *object = NULL;
    crossing *self;
    HRESULT hr;

    if (ppStm == NULL)
        return E_INVALIDARG;
    *ppStm = NULL;
    if (riid == NULL || pUnk == NULL)
        return E_INVALIDARG;
    if (wmi__com_apartment() == 0)
        return CO_E_NOTINITIALIZED;
    if (!is_free_threaded(pUnk, riid))
        return E_NOINTERFACE;
    hr = wmi__query_interface(pUnk, riid, &object);
    if (FAILED(hr))
        return hr;

    self = malloc(sizeof *self);
    if (self == NULL) {
        IUnknown_Release((IUnknown *)object);
        return E_OUTOFMEMORY;
    }
    self->stream.lpVtbl = &vtbl;
    self->object = object;
    atomic_init(&self->references, 1);
    *ppStm = &self->stream;
    return S_OK;
}

/* The object is taken from the stream in every case, like a marshalled reference on Windows. */
static HRESULT take_out(crossing *self, REFIID iid, void **ppv)
{
    IUnknown *object = self->object;
    HRESULT hr;

    if (wmi__com_apartment() == 0)
        return CO_E_NOTINITIALIZED;
    if (object == NULL)
        return E_INVALIDARG;
    self->object = NULL;
    hr = wmi__query_interface(object, iid, ppv);
    IUnknown_Release(object);
    return hr;
}

HRESULT CoGetInterfaceAndReleaseStream(IStream *pStm, REFIID iid, void **ppv)
{
    HRESULT hr = E_INVALIDARG;

    if (ppv != NULL)
        *ppv = NULL;
    if (pStm == NULL)
        return E_INVALIDARG;
    if (ppv != NULL && iid != NULL && pStm->lpVtbl == &vtbl)
        hr = take_out((crossing *)pStm, iid, ppv);
    IStream_Release(pStm);
    return hr;
}
