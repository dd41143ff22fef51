/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Interfaces used with a WMI call: enumerator, sink, call result, context. Included by wmikit/com.h.
 */
#ifndef WMIKIT_COM_WBEM_CALLS_H
#define WMIKIT_COM_WBEM_CALLS_H

#include "automation.h"
#include "wbem_constants.h"

typedef struct IEnumWbemClassObject IEnumWbemClassObject;
typedef struct IUnsecuredApartment IUnsecuredApartment;
typedef struct IWbemUnsecuredApartment IWbemUnsecuredApartment;
typedef struct IWbemCallResult IWbemCallResult;
typedef struct IWbemObjectSink IWbemObjectSink;
typedef struct IWbemStatusCodeText IWbemStatusCodeText;

/** The rows of a query (…/api/wbemcli/nn-wbemcli-ienumwbemclassobject). */
typedef struct IEnumWbemClassObjectVtbl {
    WMI__UNKNOWN_SLOTS(IEnumWbemClassObject);
    HRESULT (*Reset)(IEnumWbemClassObject *This);
    HRESULT(*Next)
    (IEnumWbemClassObject *This, LONG lTimeout, ULONG uCount, IWbemClassObject **apObjects,
     ULONG *puReturned);
    HRESULT (*NextAsync)(IEnumWbemClassObject *This, ULONG uCount, IWbemObjectSink *pSink);
    HRESULT (*Clone)(IEnumWbemClassObject *This, IEnumWbemClassObject **ppEnum);
    HRESULT (*Skip)(IEnumWbemClassObject *This, LONG lTimeout, ULONG nCount);
} IEnumWbemClassObjectVtbl;
struct IEnumWbemClassObject {
    const IEnumWbemClassObjectVtbl *lpVtbl;
};
#define IEnumWbemClassObject_QueryInterface(This, ...) ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IEnumWbemClassObject_AddRef(This)              ((This)->lpVtbl->AddRef(This))
#define IEnumWbemClassObject_Release(This)             ((This)->lpVtbl->Release(This))
#define IEnumWbemClassObject_Reset(This)               ((This)->lpVtbl->Reset(This))
#define IEnumWbemClassObject_Next(This, ...)           ((This)->lpVtbl->Next((This), __VA_ARGS__))
#define IEnumWbemClassObject_NextAsync(This, ...)      ((This)->lpVtbl->NextAsync((This), __VA_ARGS__))
#define IEnumWbemClassObject_Clone(This, ...)          ((This)->lpVtbl->Clone((This), __VA_ARGS__))
#define IEnumWbemClassObject_Skip(This, ...)           ((This)->lpVtbl->Skip((This), __VA_ARGS__))

/** Receives the rows of an asynchronous call (…/api/wbemcli/nn-wbemcli-iwbemobjectsink). */
typedef struct IWbemObjectSinkVtbl {
    WMI__UNKNOWN_SLOTS(IWbemObjectSink);
    HRESULT (*Indicate)(IWbemObjectSink *This, LONG lObjectCount, IWbemClassObject **apObjArray);
    HRESULT(*SetStatus)
    (IWbemObjectSink *This, LONG lFlags, HRESULT hResult, BSTR strParam, IWbemClassObject *pObjParam);
} IWbemObjectSinkVtbl;
struct IWbemObjectSink {
    const IWbemObjectSinkVtbl *lpVtbl;
};
#define IWbemObjectSink_QueryInterface(This, ...) ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IWbemObjectSink_AddRef(This)              ((This)->lpVtbl->AddRef(This))
#define IWbemObjectSink_Release(This)             ((This)->lpVtbl->Release(This))
#define IWbemObjectSink_Indicate(This, ...)       ((This)->lpVtbl->Indicate((This), __VA_ARGS__))
#define IWbemObjectSink_SetStatus(This, ...)      ((This)->lpVtbl->SetStatus((This), __VA_ARGS__))

/** The result of a semisynchronous call (…/api/wbemcli/nn-wbemcli-iwbemcallresult). */
typedef struct IWbemCallResultVtbl {
    WMI__UNKNOWN_SLOTS(IWbemCallResult);
    HRESULT (*GetResultObject)(IWbemCallResult *This, LONG lTimeout, IWbemClassObject **ppResultObject);
    HRESULT (*GetResultString)(IWbemCallResult *This, LONG lTimeout, BSTR *pstrResultString);
    HRESULT (*GetResultServices)(IWbemCallResult *This, LONG lTimeout, IWbemServices **ppServices);
    HRESULT (*GetCallStatus)(IWbemCallResult *This, LONG lTimeout, LONG *plStatus);
} IWbemCallResultVtbl;
struct IWbemCallResult {
    const IWbemCallResultVtbl *lpVtbl;
};
#define IWbemCallResult_QueryInterface(This, ...)    ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IWbemCallResult_AddRef(This)                 ((This)->lpVtbl->AddRef(This))
#define IWbemCallResult_Release(This)                ((This)->lpVtbl->Release(This))
#define IWbemCallResult_GetResultObject(This, ...)   ((This)->lpVtbl->GetResultObject((This), __VA_ARGS__))
#define IWbemCallResult_GetResultString(This, ...)   ((This)->lpVtbl->GetResultString((This), __VA_ARGS__))
#define IWbemCallResult_GetResultServices(This, ...) ((This)->lpVtbl->GetResultServices((This), __VA_ARGS__))
#define IWbemCallResult_GetCallStatus(This, ...)     ((This)->lpVtbl->GetCallStatus((This), __VA_ARGS__))

/** Named values for a provider (…/api/wbemcli/nn-wbemcli-iwbemcontext). */
typedef struct IWbemContextVtbl {
    WMI__UNKNOWN_SLOTS(IWbemContext);
    HRESULT (*Clone)(IWbemContext *This, IWbemContext **ppNewCopy);
    HRESULT (*GetNames)(IWbemContext *This, LONG lFlags, SAFEARRAY **pNames);
    HRESULT (*BeginEnumeration)(IWbemContext *This, LONG lFlags);
    HRESULT (*Next)(IWbemContext *This, LONG lFlags, BSTR *pstrName, VARIANT *pValue);
    HRESULT (*EndEnumeration)(IWbemContext *This);
    HRESULT (*SetValue)(IWbemContext *This, LPCWSTR wszName, LONG lFlags, VARIANT *pValue);
    HRESULT (*GetValue)(IWbemContext *This, LPCWSTR wszName, LONG lFlags, VARIANT *pValue);
    HRESULT (*DeleteValue)(IWbemContext *This, LPCWSTR wszName, LONG lFlags);
    HRESULT (*DeleteAll)(IWbemContext *This);
} IWbemContextVtbl;
struct IWbemContext {
    const IWbemContextVtbl *lpVtbl;
};
#define IWbemContext_QueryInterface(This, ...)   ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IWbemContext_AddRef(This)                ((This)->lpVtbl->AddRef(This))
#define IWbemContext_Release(This)               ((This)->lpVtbl->Release(This))
#define IWbemContext_Clone(This, ...)            ((This)->lpVtbl->Clone((This), __VA_ARGS__))
#define IWbemContext_GetNames(This, ...)         ((This)->lpVtbl->GetNames((This), __VA_ARGS__))
#define IWbemContext_BeginEnumeration(This, ...) ((This)->lpVtbl->BeginEnumeration((This), __VA_ARGS__))
#define IWbemContext_Next(This, ...)             ((This)->lpVtbl->Next((This), __VA_ARGS__))
#define IWbemContext_EndEnumeration(This)        ((This)->lpVtbl->EndEnumeration(This))
#define IWbemContext_SetValue(This, ...)         ((This)->lpVtbl->SetValue((This), __VA_ARGS__))
#define IWbemContext_GetValue(This, ...)         ((This)->lpVtbl->GetValue((This), __VA_ARGS__))
#define IWbemContext_DeleteValue(This, ...)      ((This)->lpVtbl->DeleteValue((This), __VA_ARGS__))
#define IWbemContext_DeleteAll(This)             ((This)->lpVtbl->DeleteAll(This))

/** The text of a code (…/api/wbemcli/nn-wbemcli-iwbemstatuscodetext). */
typedef struct IWbemStatusCodeTextVtbl {
    WMI__UNKNOWN_SLOTS(IWbemStatusCodeText);
    HRESULT(*GetErrorCodeText)
    (IWbemStatusCodeText *This, HRESULT hRes, LCID LocaleId, LONG lFlags, BSTR *MessageText);
    HRESULT(*GetFacilityCodeText)
    (IWbemStatusCodeText *This, HRESULT hRes, LCID LocaleId, LONG lFlags, BSTR *MessageText);
} IWbemStatusCodeTextVtbl;
struct IWbemStatusCodeText {
    const IWbemStatusCodeTextVtbl *lpVtbl;
};
#define IWbemStatusCodeText_QueryInterface(This, ...) ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IWbemStatusCodeText_AddRef(This)              ((This)->lpVtbl->AddRef(This))
#define IWbemStatusCodeText_Release(This)             ((This)->lpVtbl->Release(This))
#define IWbemStatusCodeText_GetErrorCodeText(This, ...) \
    ((This)->lpVtbl->GetErrorCodeText((This), __VA_ARGS__))
#define IWbemStatusCodeText_GetFacilityCodeText(This, ...) \
    ((This)->lpVtbl->GetFacilityCodeText((This), __VA_ARGS__))

/** Wraps a sink so that callers need no authentication (…/api/wbemcli/nn-wbemcli-iunsecuredapartment). */
typedef struct IUnsecuredApartmentVtbl {
    WMI__UNKNOWN_SLOTS(IUnsecuredApartment);
    HRESULT (*CreateObjectStub)(IUnsecuredApartment *This, IUnknown *pObject, IUnknown **ppStub);
} IUnsecuredApartmentVtbl;
struct IUnsecuredApartment {
    const IUnsecuredApartmentVtbl *lpVtbl;
};
#define IUnsecuredApartment_QueryInterface(This, ...) ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IUnsecuredApartment_AddRef(This)              ((This)->lpVtbl->AddRef(This))
#define IUnsecuredApartment_Release(This)             ((This)->lpVtbl->Release(This))
#define IUnsecuredApartment_CreateObjectStub(This, ...) \
    ((This)->lpVtbl->CreateObjectStub((This), __VA_ARGS__))

/** The same, and who calls the sink is checked (…/api/wbemcli/nn-wbemcli-iwbemunsecuredapartment). */
typedef struct IWbemUnsecuredApartmentVtbl {
    WMI__UNKNOWN_SLOTS(IWbemUnsecuredApartment);
    HRESULT (*CreateObjectStub)(IWbemUnsecuredApartment *This, IUnknown *pObject, IUnknown **ppStub);
    HRESULT(*CreateSinkStub)
    (IWbemUnsecuredApartment *This, IWbemObjectSink *pSink, DWORD dwFlags, LPCWSTR wszReserved,
     IWbemObjectSink **ppStub);
} IWbemUnsecuredApartmentVtbl;
struct IWbemUnsecuredApartment {
    const IWbemUnsecuredApartmentVtbl *lpVtbl;
};
#define IWbemUnsecuredApartment_QueryInterface(This, ...) \
    ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IWbemUnsecuredApartment_AddRef(This)  ((This)->lpVtbl->AddRef(This))
#define IWbemUnsecuredApartment_Release(This) ((This)->lpVtbl->Release(This))
#define IWbemUnsecuredApartment_CreateObjectStub(This, ...) \
    ((This)->lpVtbl->CreateObjectStub((This), __VA_ARGS__))
#define IWbemUnsecuredApartment_CreateSinkStub(This, ...) \
    ((This)->lpVtbl->CreateSinkStub((This), __VA_ARGS__))

#endif
