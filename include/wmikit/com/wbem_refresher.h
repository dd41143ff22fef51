/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Interfaces for high-performance counters, and for objects as XML. Included by wmikit/com.h.
 *
 * Declared so that programs compile everywhere. Off Windows, and while the mock is installed, CoCreateInstance of
 * CLSID_WbemRefresher and of CLSID_WbemObjectTextSrc returns REGDB_E_CLASSNOTREG.
 */
#ifndef WMIKIT_COM_WBEM_REFRESHER_H
#define WMIKIT_COM_WBEM_REFRESHER_H

#include "wbem_object.h"

typedef struct IWbemConfigureRefresher IWbemConfigureRefresher;
typedef struct IWbemHiPerfEnum IWbemHiPerfEnum;
typedef struct IWbemObjectAccess IWbemObjectAccess;
typedef struct IWbemObjectTextSrc IWbemObjectTextSrc;
typedef struct IWbemRefresher IWbemRefresher;

/** Refreshes all objects that were added (…/api/wbemcli/nn-wbemcli-iwbemrefresher). */
typedef struct IWbemRefresherVtbl {
    WMI__UNKNOWN_SLOTS(IWbemRefresher);
    HRESULT (*Refresh)(IWbemRefresher *This, LONG lFlags);
} IWbemRefresherVtbl;
struct IWbemRefresher {
    const IWbemRefresherVtbl *lpVtbl;
};
#define IWbemRefresher_QueryInterface(This, ...) ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IWbemRefresher_AddRef(This)              ((This)->lpVtbl->AddRef(This))
#define IWbemRefresher_Release(This)             ((This)->lpVtbl->Release(This))
#define IWbemRefresher_Refresh(This, ...)        ((This)->lpVtbl->Refresh((This), __VA_ARGS__))

/** Adds objects and enumerators to a refresher (…/api/wbemcli/nn-wbemcli-iwbemconfigurerefresher). */
typedef struct IWbemConfigureRefresherVtbl {
    WMI__UNKNOWN_SLOTS(IWbemConfigureRefresher);
    HRESULT(*AddObjectByPath)
    (IWbemConfigureRefresher *This, IWbemServices *pNamespace, LPCWSTR wszPath, LONG lFlags,
     IWbemContext *pContext, IWbemClassObject **ppRefreshable, LONG *plId);
    HRESULT(*AddObjectByTemplate)
    (IWbemConfigureRefresher *This, IWbemServices *pNamespace, IWbemClassObject *pTemplate, LONG lFlags,
     IWbemContext *pContext, IWbemClassObject **ppRefreshable, LONG *plId);
    HRESULT(*AddRefresher)
    (IWbemConfigureRefresher *This, IWbemRefresher *pRefresher, LONG lFlags, LONG *plId);
    HRESULT (*Remove)(IWbemConfigureRefresher *This, LONG lId, LONG lFlags);
    HRESULT(*AddEnum)
    (IWbemConfigureRefresher *This, IWbemServices *pNamespace, LPCWSTR wszClassName, LONG lFlags,
     IWbemContext *pContext, IWbemHiPerfEnum **ppEnum, LONG *plId);
} IWbemConfigureRefresherVtbl;
struct IWbemConfigureRefresher {
    const IWbemConfigureRefresherVtbl *lpVtbl;
};
#define IWbemConfigureRefresher_QueryInterface(This, ...) \
    ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IWbemConfigureRefresher_AddRef(This)  ((This)->lpVtbl->AddRef(This))
#define IWbemConfigureRefresher_Release(This) ((This)->lpVtbl->Release(This))
#define IWbemConfigureRefresher_AddObjectByPath(This, ...) \
    ((This)->lpVtbl->AddObjectByPath((This), __VA_ARGS__))
#define IWbemConfigureRefresher_AddObjectByTemplate(This, ...) \
    ((This)->lpVtbl->AddObjectByTemplate((This), __VA_ARGS__))
#define IWbemConfigureRefresher_AddRefresher(This, ...) ((This)->lpVtbl->AddRefresher((This), __VA_ARGS__))
#define IWbemConfigureRefresher_Remove(This, ...)       ((This)->lpVtbl->Remove((This), __VA_ARGS__))
#define IWbemConfigureRefresher_AddEnum(This, ...)      ((This)->lpVtbl->AddEnum((This), __VA_ARGS__))

/** The instances of a class in a refresher (…/api/wbemcli/nn-wbemcli-iwbemhiperfenum). */
typedef struct IWbemHiPerfEnumVtbl {
    WMI__UNKNOWN_SLOTS(IWbemHiPerfEnum);
    HRESULT(*AddObjects)
    (IWbemHiPerfEnum *This, LONG lFlags, ULONG uNumObjects, LONG *apIds, IWbemObjectAccess **apObj);
    HRESULT (*RemoveObjects)(IWbemHiPerfEnum *This, LONG lFlags, ULONG uNumObjects, LONG *apIds);
    HRESULT(*GetObjects)
    (IWbemHiPerfEnum *This, LONG lFlags, ULONG uNumObjects, IWbemObjectAccess **apObj, ULONG *puReturned);
    HRESULT (*RemoveAll)(IWbemHiPerfEnum *This, LONG lFlags);
} IWbemHiPerfEnumVtbl;
struct IWbemHiPerfEnum {
    const IWbemHiPerfEnumVtbl *lpVtbl;
};
#define IWbemHiPerfEnum_QueryInterface(This, ...) ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IWbemHiPerfEnum_AddRef(This)              ((This)->lpVtbl->AddRef(This))
#define IWbemHiPerfEnum_Release(This)             ((This)->lpVtbl->Release(This))
#define IWbemHiPerfEnum_AddObjects(This, ...)     ((This)->lpVtbl->AddObjects((This), __VA_ARGS__))
#define IWbemHiPerfEnum_RemoveObjects(This, ...)  ((This)->lpVtbl->RemoveObjects((This), __VA_ARGS__))
#define IWbemHiPerfEnum_GetObjects(This, ...)     ((This)->lpVtbl->GetObjects((This), __VA_ARGS__))
#define IWbemHiPerfEnum_RemoveAll(This, ...)      ((This)->lpVtbl->RemoveAll((This), __VA_ARGS__))

/** An object whose properties are read by handle (…/api/wbemcli/nn-wbemcli-iwbemobjectaccess). */
typedef struct IWbemObjectAccessVtbl {
    WMI__UNKNOWN_SLOTS(IWbemObjectAccess);
    HRESULT (*GetQualifierSet)(IWbemObjectAccess *This, IWbemQualifierSet **ppQualSet);
    HRESULT(*Get)
    (IWbemObjectAccess *This, LPCWSTR wszName, LONG lFlags, VARIANT *pVal, CIMTYPE *pType, LONG *plFlavor);
    HRESULT (*Put)(IWbemObjectAccess *This, LPCWSTR wszName, LONG lFlags, VARIANT *pVal, CIMTYPE Type);
    HRESULT (*Delete)(IWbemObjectAccess *This, LPCWSTR wszName);
    HRESULT(*GetNames)
    (IWbemObjectAccess *This, LPCWSTR wszQualifierName, LONG lFlags, VARIANT *pQualifierVal,
     SAFEARRAY **pNames);
    HRESULT (*BeginEnumeration)(IWbemObjectAccess *This, LONG lEnumFlags);
    HRESULT(*Next)
    (IWbemObjectAccess *This, LONG lFlags, BSTR *strName, VARIANT *pVal, CIMTYPE *pType, LONG *plFlavor);
    HRESULT (*EndEnumeration)(IWbemObjectAccess *This);
    HRESULT(*GetPropertyQualifierSet)
    (IWbemObjectAccess *This, LPCWSTR wszProperty, IWbemQualifierSet **ppQualSet);
    HRESULT (*Clone)(IWbemObjectAccess *This, IWbemClassObject **ppCopy);
    HRESULT (*GetObjectText)(IWbemObjectAccess *This, LONG lFlags, BSTR *pstrObjectText);
    HRESULT (*SpawnDerivedClass)(IWbemObjectAccess *This, LONG lFlags, IWbemClassObject **ppNewClass);
    HRESULT (*SpawnInstance)(IWbemObjectAccess *This, LONG lFlags, IWbemClassObject **ppNewInstance);
    HRESULT (*CompareTo)(IWbemObjectAccess *This, LONG lFlags, IWbemClassObject *pCompareTo);
    HRESULT (*GetPropertyOrigin)(IWbemObjectAccess *This, LPCWSTR wszName, BSTR *pstrClassName);
    HRESULT (*InheritsFrom)(IWbemObjectAccess *This, LPCWSTR strAncestor);
    HRESULT(*GetMethod)
    (IWbemObjectAccess *This, LPCWSTR wszName, LONG lFlags, IWbemClassObject **ppInSignature,
     IWbemClassObject **ppOutSignature);
    HRESULT(*PutMethod)
    (IWbemObjectAccess *This, LPCWSTR wszName, LONG lFlags, IWbemClassObject *pInSignature,
     IWbemClassObject *pOutSignature);
    HRESULT (*DeleteMethod)(IWbemObjectAccess *This, LPCWSTR wszName);
    HRESULT (*BeginMethodEnumeration)(IWbemObjectAccess *This, LONG lEnumFlags);
    HRESULT(*NextMethod)
    (IWbemObjectAccess *This, LONG lFlags, BSTR *pstrName, IWbemClassObject **ppInSignature,
     IWbemClassObject **ppOutSignature);
    HRESULT (*EndMethodEnumeration)(IWbemObjectAccess *This);
    HRESULT(*GetMethodQualifierSet)
    (IWbemObjectAccess *This, LPCWSTR wszMethod, IWbemQualifierSet **ppQualSet);
    HRESULT (*GetMethodOrigin)(IWbemObjectAccess *This, LPCWSTR wszMethodName, BSTR *pstrClassName);
    HRESULT(*GetPropertyHandle)
    (IWbemObjectAccess *This, LPCWSTR wszPropertyName, CIMTYPE *pType, LONG *plHandle);
    HRESULT (*WritePropertyValue)(IWbemObjectAccess *This, LONG lHandle, LONG lNumBytes, const BYTE *aData);
    HRESULT(*ReadPropertyValue)
    (IWbemObjectAccess *This, LONG lHandle, LONG lBufferSize, LONG *plNumBytes, BYTE *aData);
    HRESULT (*ReadDWORD)(IWbemObjectAccess *This, LONG lHandle, DWORD *pdw);
    HRESULT (*WriteDWORD)(IWbemObjectAccess *This, LONG lHandle, DWORD dw);
    HRESULT (*ReadQWORD)(IWbemObjectAccess *This, LONG lHandle, UINT64 *pqw);
    HRESULT (*WriteQWORD)(IWbemObjectAccess *This, LONG lHandle, UINT64 pw);
    HRESULT (*GetPropertyInfoByHandle)(IWbemObjectAccess *This, LONG lHandle, BSTR *pstrName, CIMTYPE *pType);
    HRESULT (*Lock)(IWbemObjectAccess *This, LONG lFlags);
    HRESULT (*Unlock)(IWbemObjectAccess *This, LONG lFlags);
} IWbemObjectAccessVtbl;
struct IWbemObjectAccess {
    const IWbemObjectAccessVtbl *lpVtbl;
};
#define IWbemObjectAccess_QueryInterface(This, ...)   ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IWbemObjectAccess_AddRef(This)                ((This)->lpVtbl->AddRef(This))
#define IWbemObjectAccess_Release(This)               ((This)->lpVtbl->Release(This))
#define IWbemObjectAccess_GetQualifierSet(This, ...)  ((This)->lpVtbl->GetQualifierSet((This), __VA_ARGS__))
#define IWbemObjectAccess_Get(This, ...)              ((This)->lpVtbl->Get((This), __VA_ARGS__))
#define IWbemObjectAccess_Put(This, ...)              ((This)->lpVtbl->Put((This), __VA_ARGS__))
#define IWbemObjectAccess_Delete(This, ...)           ((This)->lpVtbl->Delete((This), __VA_ARGS__))
#define IWbemObjectAccess_GetNames(This, ...)         ((This)->lpVtbl->GetNames((This), __VA_ARGS__))
#define IWbemObjectAccess_BeginEnumeration(This, ...) ((This)->lpVtbl->BeginEnumeration((This), __VA_ARGS__))
#define IWbemObjectAccess_Next(This, ...)             ((This)->lpVtbl->Next((This), __VA_ARGS__))
#define IWbemObjectAccess_EndEnumeration(This)        ((This)->lpVtbl->EndEnumeration(This))
#define IWbemObjectAccess_GetPropertyQualifierSet(This, ...) \
    ((This)->lpVtbl->GetPropertyQualifierSet((This), __VA_ARGS__))
#define IWbemObjectAccess_Clone(This, ...)         ((This)->lpVtbl->Clone((This), __VA_ARGS__))
#define IWbemObjectAccess_GetObjectText(This, ...) ((This)->lpVtbl->GetObjectText((This), __VA_ARGS__))
#define IWbemObjectAccess_SpawnDerivedClass(This, ...) \
    ((This)->lpVtbl->SpawnDerivedClass((This), __VA_ARGS__))
#define IWbemObjectAccess_SpawnInstance(This, ...) ((This)->lpVtbl->SpawnInstance((This), __VA_ARGS__))
#define IWbemObjectAccess_CompareTo(This, ...)     ((This)->lpVtbl->CompareTo((This), __VA_ARGS__))
#define IWbemObjectAccess_GetPropertyOrigin(This, ...) \
    ((This)->lpVtbl->GetPropertyOrigin((This), __VA_ARGS__))
#define IWbemObjectAccess_InheritsFrom(This, ...) ((This)->lpVtbl->InheritsFrom((This), __VA_ARGS__))
#define IWbemObjectAccess_GetMethod(This, ...)    ((This)->lpVtbl->GetMethod((This), __VA_ARGS__))
#define IWbemObjectAccess_PutMethod(This, ...)    ((This)->lpVtbl->PutMethod((This), __VA_ARGS__))
#define IWbemObjectAccess_DeleteMethod(This, ...) ((This)->lpVtbl->DeleteMethod((This), __VA_ARGS__))
#define IWbemObjectAccess_BeginMethodEnumeration(This, ...) \
    ((This)->lpVtbl->BeginMethodEnumeration((This), __VA_ARGS__))
#define IWbemObjectAccess_NextMethod(This, ...)      ((This)->lpVtbl->NextMethod((This), __VA_ARGS__))
#define IWbemObjectAccess_EndMethodEnumeration(This) ((This)->lpVtbl->EndMethodEnumeration(This))
#define IWbemObjectAccess_GetMethodQualifierSet(This, ...) \
    ((This)->lpVtbl->GetMethodQualifierSet((This), __VA_ARGS__))
#define IWbemObjectAccess_GetMethodOrigin(This, ...) ((This)->lpVtbl->GetMethodOrigin((This), __VA_ARGS__))
#define IWbemObjectAccess_GetPropertyHandle(This, ...) \
    ((This)->lpVtbl->GetPropertyHandle((This), __VA_ARGS__))
#define IWbemObjectAccess_WritePropertyValue(This, ...) \
    ((This)->lpVtbl->WritePropertyValue((This), __VA_ARGS__))
#define IWbemObjectAccess_ReadPropertyValue(This, ...) \
    ((This)->lpVtbl->ReadPropertyValue((This), __VA_ARGS__))
#define IWbemObjectAccess_ReadDWORD(This, ...)  ((This)->lpVtbl->ReadDWORD((This), __VA_ARGS__))
#define IWbemObjectAccess_WriteDWORD(This, ...) ((This)->lpVtbl->WriteDWORD((This), __VA_ARGS__))
#define IWbemObjectAccess_ReadQWORD(This, ...)  ((This)->lpVtbl->ReadQWORD((This), __VA_ARGS__))
#define IWbemObjectAccess_WriteQWORD(This, ...) ((This)->lpVtbl->WriteQWORD((This), __VA_ARGS__))
#define IWbemObjectAccess_GetPropertyInfoByHandle(This, ...) \
    ((This)->lpVtbl->GetPropertyInfoByHandle((This), __VA_ARGS__))
#define IWbemObjectAccess_Lock(This, ...)   ((This)->lpVtbl->Lock((This), __VA_ARGS__))
#define IWbemObjectAccess_Unlock(This, ...) ((This)->lpVtbl->Unlock((This), __VA_ARGS__))

/** An object as XML (…/api/wbemcli/nn-wbemcli-iwbemobjecttextsrc). */
typedef struct IWbemObjectTextSrcVtbl {
    WMI__UNKNOWN_SLOTS(IWbemObjectTextSrc);
    HRESULT(*GetText)
    (IWbemObjectTextSrc *This, LONG lFlags, IWbemClassObject *pObj, ULONG uObjTextFormat, IWbemContext *pCtx,
     BSTR *strText);
    HRESULT(*CreateFromText)
    (IWbemObjectTextSrc *This, LONG lFlags, BSTR strText, ULONG uObjTextFormat, IWbemContext *pCtx,
     IWbemClassObject **pNewObj);
} IWbemObjectTextSrcVtbl;
struct IWbemObjectTextSrc {
    const IWbemObjectTextSrcVtbl *lpVtbl;
};
#define IWbemObjectTextSrc_QueryInterface(This, ...) ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IWbemObjectTextSrc_AddRef(This)              ((This)->lpVtbl->AddRef(This))
#define IWbemObjectTextSrc_Release(This)             ((This)->lpVtbl->Release(This))
#define IWbemObjectTextSrc_GetText(This, ...)        ((This)->lpVtbl->GetText((This), __VA_ARGS__))
#define IWbemObjectTextSrc_CreateFromText(This, ...) ((This)->lpVtbl->CreateFromText((This), __VA_ARGS__))

#endif
