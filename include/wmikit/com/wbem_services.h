/* SPDX-License-Identifier: MIT */
/**
 * @file
 * IWbemServices, a connection to one namespace, and IWbemLocator, which creates it. Included by wmikit/com.h.
 */
#ifndef WMIKIT_COM_WBEM_SERVICES_H
#define WMIKIT_COM_WBEM_SERVICES_H

#include "automation.h"
#include "wbem_calls.h"

/** Connects to a namespace (…/api/wbemcli/nn-wbemcli-iwbemlocator). */
typedef struct IWbemLocatorVtbl {
    WMI__UNKNOWN_SLOTS(IWbemLocator);
    HRESULT(*ConnectServer)
    (IWbemLocator *This, const BSTR strNetworkResource, const BSTR strUser, const BSTR strPassword,
     const BSTR strLocale, LONG lSecurityFlags, const BSTR strAuthority, IWbemContext *pCtx,
     IWbemServices **ppNamespace);
} IWbemLocatorVtbl;
struct IWbemLocator {
    const IWbemLocatorVtbl *lpVtbl;
};
#define IWbemLocator_QueryInterface(This, ...) ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IWbemLocator_AddRef(This)              ((This)->lpVtbl->AddRef(This))
#define IWbemLocator_Release(This)             ((This)->lpVtbl->Release(This))
#define IWbemLocator_ConnectServer(This, ...)  ((This)->lpVtbl->ConnectServer((This), __VA_ARGS__))

/** The operations on a namespace (…/api/wbemcli/nn-wbemcli-iwbemservices). */
typedef struct IWbemServicesVtbl {
    WMI__UNKNOWN_SLOTS(IWbemServices);
    HRESULT(*OpenNamespace)
    (IWbemServices *This, const BSTR strNamespace, LONG lFlags, IWbemContext *pCtx,
     IWbemServices **ppWorkingNamespace, IWbemCallResult **ppResult);
    HRESULT (*CancelAsyncCall)(IWbemServices *This, IWbemObjectSink *pSink);
    HRESULT (*QueryObjectSink)(IWbemServices *This, LONG lFlags, IWbemObjectSink **ppResponseHandler);
    HRESULT(*GetObject)
    (IWbemServices *This, const BSTR strObjectPath, LONG lFlags, IWbemContext *pCtx,
     IWbemClassObject **ppObject, IWbemCallResult **ppCallResult);
    HRESULT(*GetObjectAsync)
    (IWbemServices *This, const BSTR strObjectPath, LONG lFlags, IWbemContext *pCtx,
     IWbemObjectSink *pResponseHandler);
    HRESULT(*PutClass)
    (IWbemServices *This, IWbemClassObject *pObject, LONG lFlags, IWbemContext *pCtx,
     IWbemCallResult **ppCallResult);
    HRESULT(*PutClassAsync)
    (IWbemServices *This, IWbemClassObject *pObject, LONG lFlags, IWbemContext *pCtx,
     IWbemObjectSink *pResponseHandler);
    HRESULT(*DeleteClass)
    (IWbemServices *This, const BSTR strClass, LONG lFlags, IWbemContext *pCtx,
     IWbemCallResult **ppCallResult);
    HRESULT(*DeleteClassAsync)
    (IWbemServices *This, const BSTR strClass, LONG lFlags, IWbemContext *pCtx,
     IWbemObjectSink *pResponseHandler);
    HRESULT(*CreateClassEnum)
    (IWbemServices *This, const BSTR strSuperclass, LONG lFlags, IWbemContext *pCtx,
     IEnumWbemClassObject **ppEnum);
    HRESULT(*CreateClassEnumAsync)
    (IWbemServices *This, const BSTR strSuperclass, LONG lFlags, IWbemContext *pCtx,
     IWbemObjectSink *pResponseHandler);
    HRESULT(*PutInstance)
    (IWbemServices *This, IWbemClassObject *pInst, LONG lFlags, IWbemContext *pCtx,
     IWbemCallResult **ppCallResult);
    HRESULT(*PutInstanceAsync)
    (IWbemServices *This, IWbemClassObject *pInst, LONG lFlags, IWbemContext *pCtx,
     IWbemObjectSink *pResponseHandler);
    HRESULT(*DeleteInstance)
    (IWbemServices *This, const BSTR strObjectPath, LONG lFlags, IWbemContext *pCtx,
     IWbemCallResult **ppCallResult);
    HRESULT(*DeleteInstanceAsync)
    (IWbemServices *This, const BSTR strObjectPath, LONG lFlags, IWbemContext *pCtx,
     IWbemObjectSink *pResponseHandler);
    HRESULT(*CreateInstanceEnum)
    (IWbemServices *This, const BSTR strFilter, LONG lFlags, IWbemContext *pCtx,
     IEnumWbemClassObject **ppEnum);
    HRESULT(*CreateInstanceEnumAsync)
    (IWbemServices *This, const BSTR strFilter, LONG lFlags, IWbemContext *pCtx,
     IWbemObjectSink *pResponseHandler);
    HRESULT(*ExecQuery)
    (IWbemServices *This, const BSTR strQueryLanguage, const BSTR strQuery, LONG lFlags, IWbemContext *pCtx,
     IEnumWbemClassObject **ppEnum);
    HRESULT(*ExecQueryAsync)
    (IWbemServices *This, const BSTR strQueryLanguage, const BSTR strQuery, LONG lFlags, IWbemContext *pCtx,
     IWbemObjectSink *pResponseHandler);
    HRESULT(*ExecNotificationQuery)
    (IWbemServices *This, const BSTR strQueryLanguage, const BSTR strQuery, LONG lFlags, IWbemContext *pCtx,
     IEnumWbemClassObject **ppEnum);
    HRESULT(*ExecNotificationQueryAsync)
    (IWbemServices *This, const BSTR strQueryLanguage, const BSTR strQuery, LONG lFlags, IWbemContext *pCtx,
     IWbemObjectSink *pResponseHandler);
    HRESULT(*ExecMethod)
    (IWbemServices *This, const BSTR strObjectPath, const BSTR strMethodName, LONG lFlags, IWbemContext *pCtx,
     IWbemClassObject *pInParams, IWbemClassObject **ppOutParams, IWbemCallResult **ppCallResult);
    HRESULT(*ExecMethodAsync)
    (IWbemServices *This, const BSTR strObjectPath, const BSTR strMethodName, LONG lFlags, IWbemContext *pCtx,
     IWbemClassObject *pInParams, IWbemObjectSink *pResponseHandler);
} IWbemServicesVtbl;
struct IWbemServices {
    const IWbemServicesVtbl *lpVtbl;
};
#define IWbemServices_QueryInterface(This, ...)   ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IWbemServices_AddRef(This)                ((This)->lpVtbl->AddRef(This))
#define IWbemServices_Release(This)               ((This)->lpVtbl->Release(This))
#define IWbemServices_OpenNamespace(This, ...)    ((This)->lpVtbl->OpenNamespace((This), __VA_ARGS__))
#define IWbemServices_CancelAsyncCall(This, ...)  ((This)->lpVtbl->CancelAsyncCall((This), __VA_ARGS__))
#define IWbemServices_QueryObjectSink(This, ...)  ((This)->lpVtbl->QueryObjectSink((This), __VA_ARGS__))
#define IWbemServices_GetObject(This, ...)        ((This)->lpVtbl->GetObject((This), __VA_ARGS__))
#define IWbemServices_GetObjectAsync(This, ...)   ((This)->lpVtbl->GetObjectAsync((This), __VA_ARGS__))
#define IWbemServices_PutClass(This, ...)         ((This)->lpVtbl->PutClass((This), __VA_ARGS__))
#define IWbemServices_PutClassAsync(This, ...)    ((This)->lpVtbl->PutClassAsync((This), __VA_ARGS__))
#define IWbemServices_DeleteClass(This, ...)      ((This)->lpVtbl->DeleteClass((This), __VA_ARGS__))
#define IWbemServices_DeleteClassAsync(This, ...) ((This)->lpVtbl->DeleteClassAsync((This), __VA_ARGS__))
#define IWbemServices_CreateClassEnum(This, ...)  ((This)->lpVtbl->CreateClassEnum((This), __VA_ARGS__))
#define IWbemServices_CreateClassEnumAsync(This, ...) \
    ((This)->lpVtbl->CreateClassEnumAsync((This), __VA_ARGS__))
#define IWbemServices_PutInstance(This, ...)      ((This)->lpVtbl->PutInstance((This), __VA_ARGS__))
#define IWbemServices_PutInstanceAsync(This, ...) ((This)->lpVtbl->PutInstanceAsync((This), __VA_ARGS__))
#define IWbemServices_DeleteInstance(This, ...)   ((This)->lpVtbl->DeleteInstance((This), __VA_ARGS__))
#define IWbemServices_DeleteInstanceAsync(This, ...) \
    ((This)->lpVtbl->DeleteInstanceAsync((This), __VA_ARGS__))
#define IWbemServices_CreateInstanceEnum(This, ...) ((This)->lpVtbl->CreateInstanceEnum((This), __VA_ARGS__))
#define IWbemServices_CreateInstanceEnumAsync(This, ...) \
    ((This)->lpVtbl->CreateInstanceEnumAsync((This), __VA_ARGS__))
#define IWbemServices_ExecQuery(This, ...)      ((This)->lpVtbl->ExecQuery((This), __VA_ARGS__))
#define IWbemServices_ExecQueryAsync(This, ...) ((This)->lpVtbl->ExecQueryAsync((This), __VA_ARGS__))
#define IWbemServices_ExecNotificationQuery(This, ...) \
    ((This)->lpVtbl->ExecNotificationQuery((This), __VA_ARGS__))
#define IWbemServices_ExecNotificationQueryAsync(This, ...) \
    ((This)->lpVtbl->ExecNotificationQueryAsync((This), __VA_ARGS__))
#define IWbemServices_ExecMethod(This, ...)      ((This)->lpVtbl->ExecMethod((This), __VA_ARGS__))
#define IWbemServices_ExecMethodAsync(This, ...) ((This)->lpVtbl->ExecMethodAsync((This), __VA_ARGS__))

#endif
