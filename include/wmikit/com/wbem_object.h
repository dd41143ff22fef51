/* SPDX-License-Identifier: MIT */
/**
 * @file
 * IWbemClassObject, a class or an instance, and its qualifiers. Included by wmikit/com.h.
 */
#ifndef WMIKIT_COM_WBEM_OBJECT_H
#define WMIKIT_COM_WBEM_OBJECT_H

#include "automation.h"
#include "wbem_constants.h"

typedef struct IWbemQualifierSet IWbemQualifierSet;

/** A class or an instance (…/api/wbemcli/nn-wbemcli-iwbemclassobject). */
typedef struct IWbemClassObjectVtbl {
    WMI__UNKNOWN_SLOTS(IWbemClassObject);
    HRESULT (*GetQualifierSet)(IWbemClassObject *This, IWbemQualifierSet **ppQualSet);
    HRESULT(*Get)
    (IWbemClassObject *This, LPCWSTR wszName, LONG lFlags, VARIANT *pVal, CIMTYPE *pType, LONG *plFlavor);
    HRESULT (*Put)(IWbemClassObject *This, LPCWSTR wszName, LONG lFlags, VARIANT *pVal, CIMTYPE Type);
    HRESULT (*Delete)(IWbemClassObject *This, LPCWSTR wszName);
    HRESULT(*GetNames)
    (IWbemClassObject *This, LPCWSTR wszQualifierName, LONG lFlags, VARIANT *pQualifierVal,
     SAFEARRAY **pNames);
    HRESULT (*BeginEnumeration)(IWbemClassObject *This, LONG lEnumFlags);
    HRESULT(*Next)
    (IWbemClassObject *This, LONG lFlags, BSTR *strName, VARIANT *pVal, CIMTYPE *pType, LONG *plFlavor);
    HRESULT (*EndEnumeration)(IWbemClassObject *This);
    HRESULT(*GetPropertyQualifierSet)
    (IWbemClassObject *This, LPCWSTR wszProperty, IWbemQualifierSet **ppQualSet);
    HRESULT (*Clone)(IWbemClassObject *This, IWbemClassObject **ppCopy);
    HRESULT (*GetObjectText)(IWbemClassObject *This, LONG lFlags, BSTR *pstrObjectText);
    HRESULT (*SpawnDerivedClass)(IWbemClassObject *This, LONG lFlags, IWbemClassObject **ppNewClass);
    HRESULT (*SpawnInstance)(IWbemClassObject *This, LONG lFlags, IWbemClassObject **ppNewInstance);
    HRESULT (*CompareTo)(IWbemClassObject *This, LONG lFlags, IWbemClassObject *pCompareTo);
    HRESULT (*GetPropertyOrigin)(IWbemClassObject *This, LPCWSTR wszName, BSTR *pstrClassName);
    HRESULT (*InheritsFrom)(IWbemClassObject *This, LPCWSTR strAncestor);
    HRESULT(*GetMethod)
    (IWbemClassObject *This, LPCWSTR wszName, LONG lFlags, IWbemClassObject **ppInSignature,
     IWbemClassObject **ppOutSignature);
    HRESULT(*PutMethod)
    (IWbemClassObject *This, LPCWSTR wszName, LONG lFlags, IWbemClassObject *pInSignature,
     IWbemClassObject *pOutSignature);
    HRESULT (*DeleteMethod)(IWbemClassObject *This, LPCWSTR wszName);
    HRESULT (*BeginMethodEnumeration)(IWbemClassObject *This, LONG lEnumFlags);
    HRESULT(*NextMethod)
    (IWbemClassObject *This, LONG lFlags, BSTR *pstrName, IWbemClassObject **ppInSignature,
     IWbemClassObject **ppOutSignature);
    HRESULT (*EndMethodEnumeration)(IWbemClassObject *This);
    HRESULT(*GetMethodQualifierSet)
    (IWbemClassObject *This, LPCWSTR wszMethod, IWbemQualifierSet **ppQualSet);
    HRESULT (*GetMethodOrigin)(IWbemClassObject *This, LPCWSTR wszMethodName, BSTR *pstrClassName);
} IWbemClassObjectVtbl;
struct IWbemClassObject {
    const IWbemClassObjectVtbl *lpVtbl;
};
#define IWbemClassObject_QueryInterface(This, ...)   ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IWbemClassObject_AddRef(This)                ((This)->lpVtbl->AddRef(This))
#define IWbemClassObject_Release(This)               ((This)->lpVtbl->Release(This))
#define IWbemClassObject_GetQualifierSet(This, ...)  ((This)->lpVtbl->GetQualifierSet((This), __VA_ARGS__))
#define IWbemClassObject_Get(This, ...)              ((This)->lpVtbl->Get((This), __VA_ARGS__))
#define IWbemClassObject_Put(This, ...)              ((This)->lpVtbl->Put((This), __VA_ARGS__))
#define IWbemClassObject_Delete(This, ...)           ((This)->lpVtbl->Delete((This), __VA_ARGS__))
#define IWbemClassObject_GetNames(This, ...)         ((This)->lpVtbl->GetNames((This), __VA_ARGS__))
#define IWbemClassObject_BeginEnumeration(This, ...) ((This)->lpVtbl->BeginEnumeration((This), __VA_ARGS__))
#define IWbemClassObject_Next(This, ...)             ((This)->lpVtbl->Next((This), __VA_ARGS__))
#define IWbemClassObject_EndEnumeration(This)        ((This)->lpVtbl->EndEnumeration(This))
#define IWbemClassObject_GetPropertyQualifierSet(This, ...) \
    ((This)->lpVtbl->GetPropertyQualifierSet((This), __VA_ARGS__))
#define IWbemClassObject_Clone(This, ...)             ((This)->lpVtbl->Clone((This), __VA_ARGS__))
#define IWbemClassObject_GetObjectText(This, ...)     ((This)->lpVtbl->GetObjectText((This), __VA_ARGS__))
#define IWbemClassObject_SpawnDerivedClass(This, ...) ((This)->lpVtbl->SpawnDerivedClass((This), __VA_ARGS__))
#define IWbemClassObject_SpawnInstance(This, ...)     ((This)->lpVtbl->SpawnInstance((This), __VA_ARGS__))
#define IWbemClassObject_CompareTo(This, ...)         ((This)->lpVtbl->CompareTo((This), __VA_ARGS__))
#define IWbemClassObject_GetPropertyOrigin(This, ...) ((This)->lpVtbl->GetPropertyOrigin((This), __VA_ARGS__))
#define IWbemClassObject_InheritsFrom(This, ...)      ((This)->lpVtbl->InheritsFrom((This), __VA_ARGS__))
#define IWbemClassObject_GetMethod(This, ...)         ((This)->lpVtbl->GetMethod((This), __VA_ARGS__))
#define IWbemClassObject_PutMethod(This, ...)         ((This)->lpVtbl->PutMethod((This), __VA_ARGS__))
#define IWbemClassObject_DeleteMethod(This, ...)      ((This)->lpVtbl->DeleteMethod((This), __VA_ARGS__))
#define IWbemClassObject_BeginMethodEnumeration(This, ...) \
    ((This)->lpVtbl->BeginMethodEnumeration((This), __VA_ARGS__))
#define IWbemClassObject_NextMethod(This, ...)      ((This)->lpVtbl->NextMethod((This), __VA_ARGS__))
#define IWbemClassObject_EndMethodEnumeration(This) ((This)->lpVtbl->EndMethodEnumeration(This))
#define IWbemClassObject_GetMethodQualifierSet(This, ...) \
    ((This)->lpVtbl->GetMethodQualifierSet((This), __VA_ARGS__))
#define IWbemClassObject_GetMethodOrigin(This, ...) ((This)->lpVtbl->GetMethodOrigin((This), __VA_ARGS__))

/** Qualifiers of a class, an instance, a property, a method (…/api/wbemcli/nn-wbemcli-iwbemqualifierset). */
typedef struct IWbemQualifierSetVtbl {
    WMI__UNKNOWN_SLOTS(IWbemQualifierSet);
    HRESULT (*Get)(IWbemQualifierSet *This, LPCWSTR wszName, LONG lFlags, VARIANT *pVal, LONG *plFlavor);
    HRESULT (*Put)(IWbemQualifierSet *This, LPCWSTR wszName, VARIANT *pVal, LONG lFlavor);
    HRESULT (*Delete)(IWbemQualifierSet *This, LPCWSTR wszName);
    HRESULT (*GetNames)(IWbemQualifierSet *This, LONG lFlags, SAFEARRAY **pNames);
    HRESULT (*BeginEnumeration)(IWbemQualifierSet *This, LONG lFlags);
    HRESULT (*Next)(IWbemQualifierSet *This, LONG lFlags, BSTR *pstrName, VARIANT *pVal, LONG *plFlavor);
    HRESULT (*EndEnumeration)(IWbemQualifierSet *This);
} IWbemQualifierSetVtbl;
struct IWbemQualifierSet {
    const IWbemQualifierSetVtbl *lpVtbl;
};
#define IWbemQualifierSet_QueryInterface(This, ...)   ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IWbemQualifierSet_AddRef(This)                ((This)->lpVtbl->AddRef(This))
#define IWbemQualifierSet_Release(This)               ((This)->lpVtbl->Release(This))
#define IWbemQualifierSet_Get(This, ...)              ((This)->lpVtbl->Get((This), __VA_ARGS__))
#define IWbemQualifierSet_Put(This, ...)              ((This)->lpVtbl->Put((This), __VA_ARGS__))
#define IWbemQualifierSet_Delete(This, ...)           ((This)->lpVtbl->Delete((This), __VA_ARGS__))
#define IWbemQualifierSet_GetNames(This, ...)         ((This)->lpVtbl->GetNames((This), __VA_ARGS__))
#define IWbemQualifierSet_BeginEnumeration(This, ...) ((This)->lpVtbl->BeginEnumeration((This), __VA_ARGS__))
#define IWbemQualifierSet_Next(This, ...)             ((This)->lpVtbl->Next((This), __VA_ARGS__))
#define IWbemQualifierSet_EndEnumeration(This)        ((This)->lpVtbl->EndEnumeration(This))

#endif
