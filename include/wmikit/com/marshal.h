/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Marshalling of interfaces between apartments. Included by wmikit/com.h.
 */
#ifndef WMIKIT_COM_MARSHAL_H
#define WMIKIT_COM_MARSHAL_H

#include "unknown.h"

typedef struct IAgileObject IAgileObject;
typedef struct IMarshal IMarshal;
typedef struct ISequentialStream ISequentialStream;
typedef struct IStream IStream;
typedef IStream *LPSTREAM;

/** The destination context of a marshalled interface. */
typedef enum tagMSHCTX {
    MSHCTX_LOCAL = 0,
    MSHCTX_NOSHAREDMEM = 1,
    MSHCTX_DIFFERENTMACHINE = 2,
    MSHCTX_INPROC = 3,
    MSHCTX_CROSSCTX = 4
} MSHCTX;

/** How many times it may be unmarshalled. */
typedef enum tagMSHLFLAGS {
    MSHLFLAGS_NORMAL = 0,
    MSHLFLAGS_TABLESTRONG = 1,
    MSHLFLAGS_TABLEWEAK = 2,
    MSHLFLAGS_NOPING = 4
} MSHLFLAGS;

typedef enum tagSTREAM_SEEK {
    STREAM_SEEK_SET = 0,
    STREAM_SEEK_CUR = 1,
    STREAM_SEEK_END = 2
} STREAM_SEEK;

/** Custom marshalling of an object (…/api/objidl/nn-objidl-imarshal). */
typedef struct IMarshalVtbl {
    WMI__UNKNOWN_SLOTS(IMarshal);
    HRESULT(*GetUnmarshalClass)
    (IMarshal *This, REFIID riid, void *pv, DWORD dwDestContext, void *pvDestContext, DWORD mshlflags,
     CLSID *pCid);
    HRESULT(*GetMarshalSizeMax)
    (IMarshal *This, REFIID riid, void *pv, DWORD dwDestContext, void *pvDestContext, DWORD mshlflags,
     DWORD *pSize);
    HRESULT(*MarshalInterface)
    (IMarshal *This, IStream *pStm, REFIID riid, void *pv, DWORD dwDestContext, void *pvDestContext,
     DWORD mshlflags);
    HRESULT (*UnmarshalInterface)(IMarshal *This, IStream *pStm, REFIID riid, void **ppv);
    HRESULT (*ReleaseMarshalData)(IMarshal *This, IStream *pStm);
    HRESULT (*DisconnectObject)(IMarshal *This, DWORD dwReserved);
} IMarshalVtbl;
struct IMarshal {
    const IMarshalVtbl *lpVtbl;
};
#define IMarshal_QueryInterface(This, ...)     ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IMarshal_AddRef(This)                  ((This)->lpVtbl->AddRef(This))
#define IMarshal_Release(This)                 ((This)->lpVtbl->Release(This))
#define IMarshal_GetUnmarshalClass(This, ...)  ((This)->lpVtbl->GetUnmarshalClass((This), __VA_ARGS__))
#define IMarshal_GetMarshalSizeMax(This, ...)  ((This)->lpVtbl->GetMarshalSizeMax((This), __VA_ARGS__))
#define IMarshal_MarshalInterface(This, ...)   ((This)->lpVtbl->MarshalInterface((This), __VA_ARGS__))
#define IMarshal_UnmarshalInterface(This, ...) ((This)->lpVtbl->UnmarshalInterface((This), __VA_ARGS__))
#define IMarshal_ReleaseMarshalData(This, ...) ((This)->lpVtbl->ReleaseMarshalData((This), __VA_ARGS__))
#define IMarshal_DisconnectObject(This, ...)   ((This)->lpVtbl->DisconnectObject((This), __VA_ARGS__))

/** Marks an object that may be called from every apartment; has no methods (…/api/objidl/nn-objidl-iagileobject). */
typedef struct IAgileObjectVtbl {
    WMI__UNKNOWN_SLOTS(IAgileObject);
} IAgileObjectVtbl;
struct IAgileObject {
    const IAgileObjectVtbl *lpVtbl;
};
#define IAgileObject_QueryInterface(This, ...) ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IAgileObject_AddRef(This)              ((This)->lpVtbl->AddRef(This))
#define IAgileObject_Release(This)             ((This)->lpVtbl->Release(This))

/** Read and Write, the base of IStream (…/api/objidl/nn-objidl-isequentialstream). */
typedef struct ISequentialStreamVtbl {
    WMI__UNKNOWN_SLOTS(ISequentialStream);
    HRESULT (*Read)(ISequentialStream *This, void *pv, ULONG cb, ULONG *pcbRead);
    HRESULT (*Write)(ISequentialStream *This, const void *pv, ULONG cb, ULONG *pcbWritten);
} ISequentialStreamVtbl;
struct ISequentialStream {
    const ISequentialStreamVtbl *lpVtbl;
};
#define ISequentialStream_QueryInterface(This, ...) ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define ISequentialStream_AddRef(This)              ((This)->lpVtbl->AddRef(This))
#define ISequentialStream_Release(This)             ((This)->lpVtbl->Release(This))
#define ISequentialStream_Read(This, ...)           ((This)->lpVtbl->Read((This), __VA_ARGS__))
#define ISequentialStream_Write(This, ...)          ((This)->lpVtbl->Write((This), __VA_ARGS__))

/** A stream of bytes (…/api/objidl/nn-objidl-istream). */
typedef struct IStreamVtbl {
    WMI__UNKNOWN_SLOTS(IStream);
    HRESULT (*Read)(IStream *This, void *pv, ULONG cb, ULONG *pcbRead);
    HRESULT (*Write)(IStream *This, const void *pv, ULONG cb, ULONG *pcbWritten);
    HRESULT (*Seek)(IStream *This, LARGE_INTEGER dlibMove, DWORD dwOrigin, ULARGE_INTEGER *plibNewPosition);
    HRESULT (*SetSize)(IStream *This, ULARGE_INTEGER libNewSize);
    HRESULT(*CopyTo)
    (IStream *This, IStream *pstm, ULARGE_INTEGER cb, ULARGE_INTEGER *pcbRead, ULARGE_INTEGER *pcbWritten);
    HRESULT (*Commit)(IStream *This, DWORD grfCommitFlags);
    HRESULT (*Revert)(IStream *This);
    HRESULT (*LockRegion)(IStream *This, ULARGE_INTEGER libOffset, ULARGE_INTEGER cb, DWORD dwLockType);
    HRESULT (*UnlockRegion)(IStream *This, ULARGE_INTEGER libOffset, ULARGE_INTEGER cb, DWORD dwLockType);
    HRESULT (*Stat)(IStream *This, STATSTG *pstatstg, DWORD grfStatFlag);
    HRESULT (*Clone)(IStream *This, IStream **ppstm);
} IStreamVtbl;
struct IStream {
    const IStreamVtbl *lpVtbl;
};
#define IStream_QueryInterface(This, ...) ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IStream_AddRef(This)              ((This)->lpVtbl->AddRef(This))
#define IStream_Release(This)             ((This)->lpVtbl->Release(This))
#define IStream_Read(This, ...)           ((This)->lpVtbl->Read((This), __VA_ARGS__))
#define IStream_Write(This, ...)          ((This)->lpVtbl->Write((This), __VA_ARGS__))
#define IStream_Seek(This, ...)           ((This)->lpVtbl->Seek((This), __VA_ARGS__))
#define IStream_SetSize(This, ...)        ((This)->lpVtbl->SetSize((This), __VA_ARGS__))
#define IStream_CopyTo(This, ...)         ((This)->lpVtbl->CopyTo((This), __VA_ARGS__))
#define IStream_Commit(This, ...)         ((This)->lpVtbl->Commit((This), __VA_ARGS__))
#define IStream_Revert(This)              ((This)->lpVtbl->Revert(This))
#define IStream_LockRegion(This, ...)     ((This)->lpVtbl->LockRegion((This), __VA_ARGS__))
#define IStream_UnlockRegion(This, ...)   ((This)->lpVtbl->UnlockRegion((This), __VA_ARGS__))
#define IStream_Stat(This, ...)           ((This)->lpVtbl->Stat((This), __VA_ARGS__))
#define IStream_Clone(This, ...)          ((This)->lpVtbl->Clone((This), __VA_ARGS__))

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Creates the free-threaded marshaler, which an object aggregates so that every apartment may call it directly.
 *
 * Off Windows it writes a pointer valid in this process into the stream, for any destination context.
 *
 * @return S_OK
 *         E_INVALIDARG  ppunkMarshal is NULL
 *         E_OUTOFMEMORY
 */
WMI_API HRESULT CoCreateFreeThreadedMarshaler(IUnknown *punkOuter, IUnknown **ppunkMarshal);

/**
 * Marshals an interface into a stream, for another apartment to unmarshal.
 *
 * Off Windows there are no proxies between apartments: an object that aggregates the free-threaded marshaler, or is
 * an IAgileObject, is passed as its own pointer; any other is refused.
 *
 * @return S_OK
 *         E_INVALIDARG   an argument is NULL
 *         CO_E_NOTINITIALIZED
 *         E_OUTOFMEMORY
 *         E_NOINTERFACE  the object lacks the interface or is not free-threaded
 */
WMI_API HRESULT CoMarshalInterThreadInterfaceInStream(REFIID riid, IUnknown *pUnk, IStream **ppStm);

/**
 * Unmarshals the interface, and releases the stream in every case.
 *
 * Off Windows the stream must come from the function above. Releasing it unread releases the object.
 *
 * @return S_OK
 *         E_INVALIDARG  an argument is NULL or the stream comes from elsewhere
 *         CO_E_NOTINITIALIZED
 *         E_NOINTERFACE
 */
WMI_API HRESULT CoGetInterfaceAndReleaseStream(IStream *pStm, REFIID iid, void **ppv);

#ifdef __cplusplus
}
#endif

#endif
