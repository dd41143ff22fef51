/* SPDX-License-Identifier: MIT */
/**
 * @file
 * The basic interfaces of COM: IUnknown, IClassFactory, IErrorInfo. Included by wmikit/com.h.
 * 
 * In these headers, … in a page's address stands for learn.microsoft.com/windows/win32.
 */
#ifndef WMIKIT_COM_UNKNOWN_H
#define WMIKIT_COM_UNKNOWN_H

#include "types.h"

/* The first three slots of every vtable. */
/* NOLINTBEGIN(bugprone-macro-parentheses): a type name cannot be in parentheses. */
#define WMI__UNKNOWN_SLOTS(Interface)                                           \
    HRESULT (*QueryInterface)(Interface * This, REFIID riid, void **ppvObject); \
    ULONG (*AddRef)(Interface * This);                                          \
    ULONG (*Release)(Interface * This)
/* NOLINTEND(bugprone-macro-parentheses) */

/** Identity and lifetime of an object (…/api/unknwn/nn-unknwn-iunknown). */
typedef struct IUnknownVtbl {
    WMI__UNKNOWN_SLOTS(IUnknown);
} IUnknownVtbl;
struct IUnknown {
    const IUnknownVtbl *lpVtbl;
};
typedef IUnknown *LPUNKNOWN;
#define IUnknown_QueryInterface(This, ...) ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IUnknown_AddRef(This)              ((This)->lpVtbl->AddRef(This))
#define IUnknown_Release(This)             ((This)->lpVtbl->Release(This))

typedef struct IClassFactory IClassFactory;
typedef IClassFactory *LPCLASSFACTORY;
typedef struct IErrorInfo IErrorInfo;

/** Creates the objects of a class (…/api/unknwn/nn-unknwn-iclassfactory). */
typedef struct IClassFactoryVtbl {
    WMI__UNKNOWN_SLOTS(IClassFactory);
    HRESULT (*CreateInstance)(IClassFactory *This, IUnknown *pUnkOuter, REFIID riid, void **ppvObject);
    HRESULT (*LockServer)(IClassFactory *This, BOOL fLock);
} IClassFactoryVtbl;
struct IClassFactory {
    const IClassFactoryVtbl *lpVtbl;
};
#define IClassFactory_QueryInterface(This, ...) ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IClassFactory_AddRef(This)              ((This)->lpVtbl->AddRef(This))
#define IClassFactory_Release(This)             ((This)->lpVtbl->Release(This))
#define IClassFactory_CreateInstance(This, ...) ((This)->lpVtbl->CreateInstance((This), __VA_ARGS__))
#define IClassFactory_LockServer(This, ...)     ((This)->lpVtbl->LockServer((This), __VA_ARGS__))

/** Description of a failure, from the object that failed (…/api/oaidl/nn-oaidl-ierrorinfo). */
typedef struct IErrorInfoVtbl {
    WMI__UNKNOWN_SLOTS(IErrorInfo);
    HRESULT (*GetGUID)(IErrorInfo *This, GUID *pGUID);
    HRESULT (*GetSource)(IErrorInfo *This, BSTR *pBstrSource);
    HRESULT (*GetDescription)(IErrorInfo *This, BSTR *pBstrDescription);
    HRESULT (*GetHelpFile)(IErrorInfo *This, BSTR *pBstrHelpFile);
    HRESULT (*GetHelpContext)(IErrorInfo *This, DWORD *pdwHelpContext);
} IErrorInfoVtbl;
struct IErrorInfo {
    const IErrorInfoVtbl *lpVtbl;
};
#define IErrorInfo_QueryInterface(This, ...) ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IErrorInfo_AddRef(This)              ((This)->lpVtbl->AddRef(This))
#define IErrorInfo_Release(This)             ((This)->lpVtbl->Release(This))
#define IErrorInfo_GetGUID(This, ...)        ((This)->lpVtbl->GetGUID((This), __VA_ARGS__))
#define IErrorInfo_GetSource(This, ...)      ((This)->lpVtbl->GetSource((This), __VA_ARGS__))
#define IErrorInfo_GetDescription(This, ...) ((This)->lpVtbl->GetDescription((This), __VA_ARGS__))
#define IErrorInfo_GetHelpFile(This, ...)    ((This)->lpVtbl->GetHelpFile((This), __VA_ARGS__))
#define IErrorInfo_GetHelpContext(This, ...) ((This)->lpVtbl->GetHelpContext((This), __VA_ARGS__))

#endif
