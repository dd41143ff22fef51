/* SPDX-License-Identifier: MIT */
/*
 * Every slot of every interface of com.h, taken from MinGW-w64 and checked on both sides: where it is, what
 * it returns and takes. INTERFACE(name, how many slots), SLOT(interface, number, method, returns,
 * (arguments)).
 */

INTERFACE(IUnknown, 3)
SLOT(IUnknown, 0, QueryInterface, HRESULT, (IUnknown *, REFIID, void **))
SLOT(IUnknown, 1, AddRef, ULONG, (IUnknown *))
SLOT(IUnknown, 2, Release, ULONG, (IUnknown *))

INTERFACE(IClassFactory, 5)
SLOT(IClassFactory, 0, QueryInterface, HRESULT, (IClassFactory *, REFIID, void **))
SLOT(IClassFactory, 1, AddRef, ULONG, (IClassFactory *))
SLOT(IClassFactory, 2, Release, ULONG, (IClassFactory *))
SLOT(IClassFactory, 3, CreateInstance, HRESULT, (IClassFactory *, IUnknown *, REFIID, void **))
SLOT(IClassFactory, 4, LockServer, HRESULT, (IClassFactory *, BOOL))

INTERFACE(IErrorInfo, 8)
SLOT(IErrorInfo, 0, QueryInterface, HRESULT, (IErrorInfo *, REFIID, void **))
SLOT(IErrorInfo, 1, AddRef, ULONG, (IErrorInfo *))
SLOT(IErrorInfo, 2, Release, ULONG, (IErrorInfo *))
SLOT(IErrorInfo, 3, GetGUID, HRESULT, (IErrorInfo *, GUID *))
SLOT(IErrorInfo, 4, GetSource, HRESULT, (IErrorInfo *, BSTR *))
SLOT(IErrorInfo, 5, GetDescription, HRESULT, (IErrorInfo *, BSTR *))
SLOT(IErrorInfo, 6, GetHelpFile, HRESULT, (IErrorInfo *, BSTR *))
SLOT(IErrorInfo, 7, GetHelpContext, HRESULT, (IErrorInfo *, DWORD *))

INTERFACE(IAgileObject, 3)
SLOT(IAgileObject, 0, QueryInterface, HRESULT, (IAgileObject *, REFIID, void **))
SLOT(IAgileObject, 1, AddRef, ULONG, (IAgileObject *))
SLOT(IAgileObject, 2, Release, ULONG, (IAgileObject *))

INTERFACE(IMarshal, 9)
SLOT(IMarshal, 0, QueryInterface, HRESULT, (IMarshal *, REFIID, void **))
SLOT(IMarshal, 1, AddRef, ULONG, (IMarshal *))
SLOT(IMarshal, 2, Release, ULONG, (IMarshal *))
SLOT(IMarshal, 3, GetUnmarshalClass, HRESULT, (IMarshal *, REFIID, void *, DWORD, void *, DWORD, CLSID *))
SLOT(IMarshal, 4, GetMarshalSizeMax, HRESULT, (IMarshal *, REFIID, void *, DWORD, void *, DWORD, DWORD *))
SLOT(IMarshal, 5, MarshalInterface, HRESULT, (IMarshal *, IStream *, REFIID, void *, DWORD, void *, DWORD))
SLOT(IMarshal, 6, UnmarshalInterface, HRESULT, (IMarshal *, IStream *, REFIID, void **))
SLOT(IMarshal, 7, ReleaseMarshalData, HRESULT, (IMarshal *, IStream *))
SLOT(IMarshal, 8, DisconnectObject, HRESULT, (IMarshal *, DWORD))

INTERFACE(ISequentialStream, 5)
SLOT(ISequentialStream, 0, QueryInterface, HRESULT, (ISequentialStream *, REFIID, void **))
SLOT(ISequentialStream, 1, AddRef, ULONG, (ISequentialStream *))
SLOT(ISequentialStream, 2, Release, ULONG, (ISequentialStream *))
SLOT(ISequentialStream, 3, Read, HRESULT, (ISequentialStream *, void *, ULONG, ULONG *))
SLOT(ISequentialStream, 4, Write, HRESULT, (ISequentialStream *, const void *, ULONG, ULONG *))

INTERFACE(IStream, 14)
SLOT(IStream, 0, QueryInterface, HRESULT, (IStream *, REFIID, void **))
SLOT(IStream, 1, AddRef, ULONG, (IStream *))
SLOT(IStream, 2, Release, ULONG, (IStream *))
SLOT(IStream, 3, Read, HRESULT, (IStream *, void *, ULONG, ULONG *))
SLOT(IStream, 4, Write, HRESULT, (IStream *, const void *, ULONG, ULONG *))
SLOT(IStream, 5, Seek, HRESULT, (IStream *, LARGE_INTEGER, DWORD, ULARGE_INTEGER *))
SLOT(IStream, 6, SetSize, HRESULT, (IStream *, ULARGE_INTEGER))
SLOT(IStream, 7, CopyTo, HRESULT, (IStream *, IStream *, ULARGE_INTEGER, ULARGE_INTEGER *, ULARGE_INTEGER *))
SLOT(IStream, 8, Commit, HRESULT, (IStream *, DWORD))
SLOT(IStream, 9, Revert, HRESULT, (IStream *))
SLOT(IStream, 10, LockRegion, HRESULT, (IStream *, ULARGE_INTEGER, ULARGE_INTEGER, DWORD))
SLOT(IStream, 11, UnlockRegion, HRESULT, (IStream *, ULARGE_INTEGER, ULARGE_INTEGER, DWORD))
SLOT(IStream, 12, Stat, HRESULT, (IStream *, STATSTG *, DWORD))
SLOT(IStream, 13, Clone, HRESULT, (IStream *, IStream **))

INTERFACE(IClientSecurity, 6)
SLOT(IClientSecurity, 0, QueryInterface, HRESULT, (IClientSecurity *, REFIID, void **))
SLOT(IClientSecurity, 1, AddRef, ULONG, (IClientSecurity *))
SLOT(IClientSecurity, 2, Release, ULONG, (IClientSecurity *))
SLOT(IClientSecurity, 3, QueryBlanket, HRESULT,
     (IClientSecurity *, IUnknown *, DWORD *, DWORD *, OLECHAR **, DWORD *, DWORD *, void **, DWORD *))
SLOT(IClientSecurity, 4, SetBlanket, HRESULT,
     (IClientSecurity *, IUnknown *, DWORD, DWORD, OLECHAR *, DWORD, DWORD, void *, DWORD))
SLOT(IClientSecurity, 5, CopyProxy, HRESULT, (IClientSecurity *, IUnknown *, IUnknown **))

INTERFACE(IWbemLocator, 4)
SLOT(IWbemLocator, 0, QueryInterface, HRESULT, (IWbemLocator *, REFIID, void **))
SLOT(IWbemLocator, 1, AddRef, ULONG, (IWbemLocator *))
SLOT(IWbemLocator, 2, Release, ULONG, (IWbemLocator *))
SLOT(IWbemLocator, 3, ConnectServer, HRESULT,
     (IWbemLocator *, const BSTR, const BSTR, const BSTR, const BSTR, LONG, const BSTR, IWbemContext *,
      IWbemServices **))

INTERFACE(IWbemServices, 26)
SLOT(IWbemServices, 0, QueryInterface, HRESULT, (IWbemServices *, REFIID, void **))
SLOT(IWbemServices, 1, AddRef, ULONG, (IWbemServices *))
SLOT(IWbemServices, 2, Release, ULONG, (IWbemServices *))
SLOT(IWbemServices, 3, OpenNamespace, HRESULT,
     (IWbemServices *, const BSTR, LONG, IWbemContext *, IWbemServices **, IWbemCallResult **))
SLOT(IWbemServices, 4, CancelAsyncCall, HRESULT, (IWbemServices *, IWbemObjectSink *))
SLOT(IWbemServices, 5, QueryObjectSink, HRESULT, (IWbemServices *, LONG, IWbemObjectSink **))
SLOT(IWbemServices, 6, GetObject, HRESULT,
     (IWbemServices *, const BSTR, LONG, IWbemContext *, IWbemClassObject **, IWbemCallResult **))
SLOT(IWbemServices, 7, GetObjectAsync, HRESULT,
     (IWbemServices *, const BSTR, LONG, IWbemContext *, IWbemObjectSink *))
SLOT(IWbemServices, 8, PutClass, HRESULT,
     (IWbemServices *, IWbemClassObject *, LONG, IWbemContext *, IWbemCallResult **))
SLOT(IWbemServices, 9, PutClassAsync, HRESULT,
     (IWbemServices *, IWbemClassObject *, LONG, IWbemContext *, IWbemObjectSink *))
SLOT(IWbemServices, 10, DeleteClass, HRESULT,
     (IWbemServices *, const BSTR, LONG, IWbemContext *, IWbemCallResult **))
SLOT(IWbemServices, 11, DeleteClassAsync, HRESULT,
     (IWbemServices *, const BSTR, LONG, IWbemContext *, IWbemObjectSink *))
SLOT(IWbemServices, 12, CreateClassEnum, HRESULT,
     (IWbemServices *, const BSTR, LONG, IWbemContext *, IEnumWbemClassObject **))
SLOT(IWbemServices, 13, CreateClassEnumAsync, HRESULT,
     (IWbemServices *, const BSTR, LONG, IWbemContext *, IWbemObjectSink *))
SLOT(IWbemServices, 14, PutInstance, HRESULT,
     (IWbemServices *, IWbemClassObject *, LONG, IWbemContext *, IWbemCallResult **))
SLOT(IWbemServices, 15, PutInstanceAsync, HRESULT,
     (IWbemServices *, IWbemClassObject *, LONG, IWbemContext *, IWbemObjectSink *))
SLOT(IWbemServices, 16, DeleteInstance, HRESULT,
     (IWbemServices *, const BSTR, LONG, IWbemContext *, IWbemCallResult **))
SLOT(IWbemServices, 17, DeleteInstanceAsync, HRESULT,
     (IWbemServices *, const BSTR, LONG, IWbemContext *, IWbemObjectSink *))
SLOT(IWbemServices, 18, CreateInstanceEnum, HRESULT,
     (IWbemServices *, const BSTR, LONG, IWbemContext *, IEnumWbemClassObject **))
SLOT(IWbemServices, 19, CreateInstanceEnumAsync, HRESULT,
     (IWbemServices *, const BSTR, LONG, IWbemContext *, IWbemObjectSink *))
SLOT(IWbemServices, 20, ExecQuery, HRESULT,
     (IWbemServices *, const BSTR, const BSTR, LONG, IWbemContext *, IEnumWbemClassObject **))
SLOT(IWbemServices, 21, ExecQueryAsync, HRESULT,
     (IWbemServices *, const BSTR, const BSTR, LONG, IWbemContext *, IWbemObjectSink *))
SLOT(IWbemServices, 22, ExecNotificationQuery, HRESULT,
     (IWbemServices *, const BSTR, const BSTR, LONG, IWbemContext *, IEnumWbemClassObject **))
SLOT(IWbemServices, 23, ExecNotificationQueryAsync, HRESULT,
     (IWbemServices *, const BSTR, const BSTR, LONG, IWbemContext *, IWbemObjectSink *))
SLOT(IWbemServices, 24, ExecMethod, HRESULT,
     (IWbemServices *, const BSTR, const BSTR, LONG, IWbemContext *, IWbemClassObject *, IWbemClassObject **,
      IWbemCallResult **))
SLOT(IWbemServices, 25, ExecMethodAsync, HRESULT,
     (IWbemServices *, const BSTR, const BSTR, LONG, IWbemContext *, IWbemClassObject *, IWbemObjectSink *))

INTERFACE(IEnumWbemClassObject, 8)
SLOT(IEnumWbemClassObject, 0, QueryInterface, HRESULT, (IEnumWbemClassObject *, REFIID, void **))
SLOT(IEnumWbemClassObject, 1, AddRef, ULONG, (IEnumWbemClassObject *))
SLOT(IEnumWbemClassObject, 2, Release, ULONG, (IEnumWbemClassObject *))
SLOT(IEnumWbemClassObject, 3, Reset, HRESULT, (IEnumWbemClassObject *))
SLOT(IEnumWbemClassObject, 4, Next, HRESULT,
     (IEnumWbemClassObject *, LONG, ULONG, IWbemClassObject **, ULONG *))
SLOT(IEnumWbemClassObject, 5, NextAsync, HRESULT, (IEnumWbemClassObject *, ULONG, IWbemObjectSink *))
SLOT(IEnumWbemClassObject, 6, Clone, HRESULT, (IEnumWbemClassObject *, IEnumWbemClassObject **))
SLOT(IEnumWbemClassObject, 7, Skip, HRESULT, (IEnumWbemClassObject *, LONG, ULONG))

INTERFACE(IWbemClassObject, 27)
SLOT(IWbemClassObject, 0, QueryInterface, HRESULT, (IWbemClassObject *, REFIID, void **))
SLOT(IWbemClassObject, 1, AddRef, ULONG, (IWbemClassObject *))
SLOT(IWbemClassObject, 2, Release, ULONG, (IWbemClassObject *))
SLOT(IWbemClassObject, 3, GetQualifierSet, HRESULT, (IWbemClassObject *, IWbemQualifierSet **))
SLOT(IWbemClassObject, 4, Get, HRESULT, (IWbemClassObject *, LPCWSTR, LONG, VARIANT *, CIMTYPE *, LONG *))
SLOT(IWbemClassObject, 5, Put, HRESULT, (IWbemClassObject *, LPCWSTR, LONG, VARIANT *, CIMTYPE))
SLOT(IWbemClassObject, 6, Delete, HRESULT, (IWbemClassObject *, LPCWSTR))
SLOT(IWbemClassObject, 7, GetNames, HRESULT, (IWbemClassObject *, LPCWSTR, LONG, VARIANT *, SAFEARRAY **))
SLOT(IWbemClassObject, 8, BeginEnumeration, HRESULT, (IWbemClassObject *, LONG))
SLOT(IWbemClassObject, 9, Next, HRESULT, (IWbemClassObject *, LONG, BSTR *, VARIANT *, CIMTYPE *, LONG *))
SLOT(IWbemClassObject, 10, EndEnumeration, HRESULT, (IWbemClassObject *))
SLOT(IWbemClassObject, 11, GetPropertyQualifierSet, HRESULT,
     (IWbemClassObject *, LPCWSTR, IWbemQualifierSet **))
SLOT(IWbemClassObject, 12, Clone, HRESULT, (IWbemClassObject *, IWbemClassObject **))
SLOT(IWbemClassObject, 13, GetObjectText, HRESULT, (IWbemClassObject *, LONG, BSTR *))
SLOT(IWbemClassObject, 14, SpawnDerivedClass, HRESULT, (IWbemClassObject *, LONG, IWbemClassObject **))
SLOT(IWbemClassObject, 15, SpawnInstance, HRESULT, (IWbemClassObject *, LONG, IWbemClassObject **))
SLOT(IWbemClassObject, 16, CompareTo, HRESULT, (IWbemClassObject *, LONG, IWbemClassObject *))
SLOT(IWbemClassObject, 17, GetPropertyOrigin, HRESULT, (IWbemClassObject *, LPCWSTR, BSTR *))
SLOT(IWbemClassObject, 18, InheritsFrom, HRESULT, (IWbemClassObject *, LPCWSTR))
SLOT(IWbemClassObject, 19, GetMethod, HRESULT,
     (IWbemClassObject *, LPCWSTR, LONG, IWbemClassObject **, IWbemClassObject **))
SLOT(IWbemClassObject, 20, PutMethod, HRESULT,
     (IWbemClassObject *, LPCWSTR, LONG, IWbemClassObject *, IWbemClassObject *))
SLOT(IWbemClassObject, 21, DeleteMethod, HRESULT, (IWbemClassObject *, LPCWSTR))
SLOT(IWbemClassObject, 22, BeginMethodEnumeration, HRESULT, (IWbemClassObject *, LONG))
SLOT(IWbemClassObject, 23, NextMethod, HRESULT,
     (IWbemClassObject *, LONG, BSTR *, IWbemClassObject **, IWbemClassObject **))
SLOT(IWbemClassObject, 24, EndMethodEnumeration, HRESULT, (IWbemClassObject *))
SLOT(IWbemClassObject, 25, GetMethodQualifierSet, HRESULT,
     (IWbemClassObject *, LPCWSTR, IWbemQualifierSet **))
SLOT(IWbemClassObject, 26, GetMethodOrigin, HRESULT, (IWbemClassObject *, LPCWSTR, BSTR *))

INTERFACE(IWbemQualifierSet, 10)
SLOT(IWbemQualifierSet, 0, QueryInterface, HRESULT, (IWbemQualifierSet *, REFIID, void **))
SLOT(IWbemQualifierSet, 1, AddRef, ULONG, (IWbemQualifierSet *))
SLOT(IWbemQualifierSet, 2, Release, ULONG, (IWbemQualifierSet *))
SLOT(IWbemQualifierSet, 3, Get, HRESULT, (IWbemQualifierSet *, LPCWSTR, LONG, VARIANT *, LONG *))
SLOT(IWbemQualifierSet, 4, Put, HRESULT, (IWbemQualifierSet *, LPCWSTR, VARIANT *, LONG))
SLOT(IWbemQualifierSet, 5, Delete, HRESULT, (IWbemQualifierSet *, LPCWSTR))
SLOT(IWbemQualifierSet, 6, GetNames, HRESULT, (IWbemQualifierSet *, LONG, SAFEARRAY **))
SLOT(IWbemQualifierSet, 7, BeginEnumeration, HRESULT, (IWbemQualifierSet *, LONG))
SLOT(IWbemQualifierSet, 8, Next, HRESULT, (IWbemQualifierSet *, LONG, BSTR *, VARIANT *, LONG *))
SLOT(IWbemQualifierSet, 9, EndEnumeration, HRESULT, (IWbemQualifierSet *))

INTERFACE(IWbemContext, 12)
SLOT(IWbemContext, 0, QueryInterface, HRESULT, (IWbemContext *, REFIID, void **))
SLOT(IWbemContext, 1, AddRef, ULONG, (IWbemContext *))
SLOT(IWbemContext, 2, Release, ULONG, (IWbemContext *))
SLOT(IWbemContext, 3, Clone, HRESULT, (IWbemContext *, IWbemContext **))
SLOT(IWbemContext, 4, GetNames, HRESULT, (IWbemContext *, LONG, SAFEARRAY **))
SLOT(IWbemContext, 5, BeginEnumeration, HRESULT, (IWbemContext *, LONG))
SLOT(IWbemContext, 6, Next, HRESULT, (IWbemContext *, LONG, BSTR *, VARIANT *))
SLOT(IWbemContext, 7, EndEnumeration, HRESULT, (IWbemContext *))
SLOT(IWbemContext, 8, SetValue, HRESULT, (IWbemContext *, LPCWSTR, LONG, VARIANT *))
SLOT(IWbemContext, 9, GetValue, HRESULT, (IWbemContext *, LPCWSTR, LONG, VARIANT *))
SLOT(IWbemContext, 10, DeleteValue, HRESULT, (IWbemContext *, LPCWSTR, LONG))
SLOT(IWbemContext, 11, DeleteAll, HRESULT, (IWbemContext *))

INTERFACE(IWbemObjectSink, 5)
SLOT(IWbemObjectSink, 0, QueryInterface, HRESULT, (IWbemObjectSink *, REFIID, void **))
SLOT(IWbemObjectSink, 1, AddRef, ULONG, (IWbemObjectSink *))
SLOT(IWbemObjectSink, 2, Release, ULONG, (IWbemObjectSink *))
SLOT(IWbemObjectSink, 3, Indicate, HRESULT, (IWbemObjectSink *, LONG, IWbemClassObject **))
SLOT(IWbemObjectSink, 4, SetStatus, HRESULT, (IWbemObjectSink *, LONG, HRESULT, BSTR, IWbemClassObject *))

INTERFACE(IWbemCallResult, 7)
SLOT(IWbemCallResult, 0, QueryInterface, HRESULT, (IWbemCallResult *, REFIID, void **))
SLOT(IWbemCallResult, 1, AddRef, ULONG, (IWbemCallResult *))
SLOT(IWbemCallResult, 2, Release, ULONG, (IWbemCallResult *))
SLOT(IWbemCallResult, 3, GetResultObject, HRESULT, (IWbemCallResult *, LONG, IWbemClassObject **))
SLOT(IWbemCallResult, 4, GetResultString, HRESULT, (IWbemCallResult *, LONG, BSTR *))
SLOT(IWbemCallResult, 5, GetResultServices, HRESULT, (IWbemCallResult *, LONG, IWbemServices **))
SLOT(IWbemCallResult, 6, GetCallStatus, HRESULT, (IWbemCallResult *, LONG, LONG *))

INTERFACE(IWbemStatusCodeText, 5)
SLOT(IWbemStatusCodeText, 0, QueryInterface, HRESULT, (IWbemStatusCodeText *, REFIID, void **))
SLOT(IWbemStatusCodeText, 1, AddRef, ULONG, (IWbemStatusCodeText *))
SLOT(IWbemStatusCodeText, 2, Release, ULONG, (IWbemStatusCodeText *))
SLOT(IWbemStatusCodeText, 3, GetErrorCodeText, HRESULT, (IWbemStatusCodeText *, HRESULT, LCID, LONG, BSTR *))
SLOT(IWbemStatusCodeText, 4, GetFacilityCodeText, HRESULT,
     (IWbemStatusCodeText *, HRESULT, LCID, LONG, BSTR *))

INTERFACE(IUnsecuredApartment, 4)
SLOT(IUnsecuredApartment, 0, QueryInterface, HRESULT, (IUnsecuredApartment *, REFIID, void **))
SLOT(IUnsecuredApartment, 1, AddRef, ULONG, (IUnsecuredApartment *))
SLOT(IUnsecuredApartment, 2, Release, ULONG, (IUnsecuredApartment *))
SLOT(IUnsecuredApartment, 3, CreateObjectStub, HRESULT, (IUnsecuredApartment *, IUnknown *, IUnknown **))

INTERFACE(IWbemUnsecuredApartment, 5)
SLOT(IWbemUnsecuredApartment, 0, QueryInterface, HRESULT, (IWbemUnsecuredApartment *, REFIID, void **))
SLOT(IWbemUnsecuredApartment, 1, AddRef, ULONG, (IWbemUnsecuredApartment *))
SLOT(IWbemUnsecuredApartment, 2, Release, ULONG, (IWbemUnsecuredApartment *))
SLOT(IWbemUnsecuredApartment, 3, CreateObjectStub, HRESULT,
     (IWbemUnsecuredApartment *, IUnknown *, IUnknown **))
SLOT(IWbemUnsecuredApartment, 4, CreateSinkStub, HRESULT,
     (IWbemUnsecuredApartment *, IWbemObjectSink *, DWORD, LPCWSTR, IWbemObjectSink **))

INTERFACE(IWbemRefresher, 4)
SLOT(IWbemRefresher, 0, QueryInterface, HRESULT, (IWbemRefresher *, REFIID, void **))
SLOT(IWbemRefresher, 1, AddRef, ULONG, (IWbemRefresher *))
SLOT(IWbemRefresher, 2, Release, ULONG, (IWbemRefresher *))
SLOT(IWbemRefresher, 3, Refresh, HRESULT, (IWbemRefresher *, LONG))

INTERFACE(IWbemConfigureRefresher, 8)
SLOT(IWbemConfigureRefresher, 0, QueryInterface, HRESULT, (IWbemConfigureRefresher *, REFIID, void **))
SLOT(IWbemConfigureRefresher, 1, AddRef, ULONG, (IWbemConfigureRefresher *))
SLOT(IWbemConfigureRefresher, 2, Release, ULONG, (IWbemConfigureRefresher *))
SLOT(IWbemConfigureRefresher, 3, AddObjectByPath, HRESULT,
     (IWbemConfigureRefresher *, IWbemServices *, LPCWSTR, LONG, IWbemContext *, IWbemClassObject **, LONG *))
SLOT(IWbemConfigureRefresher, 4, AddObjectByTemplate, HRESULT,
     (IWbemConfigureRefresher *, IWbemServices *, IWbemClassObject *, LONG, IWbemContext *,
      IWbemClassObject **, LONG *))
SLOT(IWbemConfigureRefresher, 5, AddRefresher, HRESULT,
     (IWbemConfigureRefresher *, IWbemRefresher *, LONG, LONG *))
SLOT(IWbemConfigureRefresher, 6, Remove, HRESULT, (IWbemConfigureRefresher *, LONG, LONG))
SLOT(IWbemConfigureRefresher, 7, AddEnum, HRESULT,
     (IWbemConfigureRefresher *, IWbemServices *, LPCWSTR, LONG, IWbemContext *, IWbemHiPerfEnum **, LONG *))

INTERFACE(IWbemHiPerfEnum, 7)
SLOT(IWbemHiPerfEnum, 0, QueryInterface, HRESULT, (IWbemHiPerfEnum *, REFIID, void **))
SLOT(IWbemHiPerfEnum, 1, AddRef, ULONG, (IWbemHiPerfEnum *))
SLOT(IWbemHiPerfEnum, 2, Release, ULONG, (IWbemHiPerfEnum *))
SLOT(IWbemHiPerfEnum, 3, AddObjects, HRESULT, (IWbemHiPerfEnum *, LONG, ULONG, LONG *, IWbemObjectAccess **))
SLOT(IWbemHiPerfEnum, 4, RemoveObjects, HRESULT, (IWbemHiPerfEnum *, LONG, ULONG, LONG *))
SLOT(IWbemHiPerfEnum, 5, GetObjects, HRESULT, (IWbemHiPerfEnum *, LONG, ULONG, IWbemObjectAccess **, ULONG *))
SLOT(IWbemHiPerfEnum, 6, RemoveAll, HRESULT, (IWbemHiPerfEnum *, LONG))

INTERFACE(IWbemObjectAccess, 37)
SLOT(IWbemObjectAccess, 0, QueryInterface, HRESULT, (IWbemObjectAccess *, REFIID, void **))
SLOT(IWbemObjectAccess, 1, AddRef, ULONG, (IWbemObjectAccess *))
SLOT(IWbemObjectAccess, 2, Release, ULONG, (IWbemObjectAccess *))
SLOT(IWbemObjectAccess, 3, GetQualifierSet, HRESULT, (IWbemObjectAccess *, IWbemQualifierSet **))
SLOT(IWbemObjectAccess, 4, Get, HRESULT, (IWbemObjectAccess *, LPCWSTR, LONG, VARIANT *, CIMTYPE *, LONG *))
SLOT(IWbemObjectAccess, 5, Put, HRESULT, (IWbemObjectAccess *, LPCWSTR, LONG, VARIANT *, CIMTYPE))
SLOT(IWbemObjectAccess, 6, Delete, HRESULT, (IWbemObjectAccess *, LPCWSTR))
SLOT(IWbemObjectAccess, 7, GetNames, HRESULT, (IWbemObjectAccess *, LPCWSTR, LONG, VARIANT *, SAFEARRAY **))
SLOT(IWbemObjectAccess, 8, BeginEnumeration, HRESULT, (IWbemObjectAccess *, LONG))
SLOT(IWbemObjectAccess, 9, Next, HRESULT, (IWbemObjectAccess *, LONG, BSTR *, VARIANT *, CIMTYPE *, LONG *))
SLOT(IWbemObjectAccess, 10, EndEnumeration, HRESULT, (IWbemObjectAccess *))
SLOT(IWbemObjectAccess, 11, GetPropertyQualifierSet, HRESULT,
     (IWbemObjectAccess *, LPCWSTR, IWbemQualifierSet **))
SLOT(IWbemObjectAccess, 12, Clone, HRESULT, (IWbemObjectAccess *, IWbemClassObject **))
SLOT(IWbemObjectAccess, 13, GetObjectText, HRESULT, (IWbemObjectAccess *, LONG, BSTR *))
SLOT(IWbemObjectAccess, 14, SpawnDerivedClass, HRESULT, (IWbemObjectAccess *, LONG, IWbemClassObject **))
SLOT(IWbemObjectAccess, 15, SpawnInstance, HRESULT, (IWbemObjectAccess *, LONG, IWbemClassObject **))
SLOT(IWbemObjectAccess, 16, CompareTo, HRESULT, (IWbemObjectAccess *, LONG, IWbemClassObject *))
SLOT(IWbemObjectAccess, 17, GetPropertyOrigin, HRESULT, (IWbemObjectAccess *, LPCWSTR, BSTR *))
SLOT(IWbemObjectAccess, 18, InheritsFrom, HRESULT, (IWbemObjectAccess *, LPCWSTR))
SLOT(IWbemObjectAccess, 19, GetMethod, HRESULT,
     (IWbemObjectAccess *, LPCWSTR, LONG, IWbemClassObject **, IWbemClassObject **))
SLOT(IWbemObjectAccess, 20, PutMethod, HRESULT,
     (IWbemObjectAccess *, LPCWSTR, LONG, IWbemClassObject *, IWbemClassObject *))
SLOT(IWbemObjectAccess, 21, DeleteMethod, HRESULT, (IWbemObjectAccess *, LPCWSTR))
SLOT(IWbemObjectAccess, 22, BeginMethodEnumeration, HRESULT, (IWbemObjectAccess *, LONG))
SLOT(IWbemObjectAccess, 23, NextMethod, HRESULT,
     (IWbemObjectAccess *, LONG, BSTR *, IWbemClassObject **, IWbemClassObject **))
SLOT(IWbemObjectAccess, 24, EndMethodEnumeration, HRESULT, (IWbemObjectAccess *))
SLOT(IWbemObjectAccess, 25, GetMethodQualifierSet, HRESULT,
     (IWbemObjectAccess *, LPCWSTR, IWbemQualifierSet **))
SLOT(IWbemObjectAccess, 26, GetMethodOrigin, HRESULT, (IWbemObjectAccess *, LPCWSTR, BSTR *))
SLOT(IWbemObjectAccess, 27, GetPropertyHandle, HRESULT, (IWbemObjectAccess *, LPCWSTR, CIMTYPE *, LONG *))
SLOT(IWbemObjectAccess, 28, WritePropertyValue, HRESULT, (IWbemObjectAccess *, LONG, LONG, const BYTE *))
SLOT(IWbemObjectAccess, 29, ReadPropertyValue, HRESULT, (IWbemObjectAccess *, LONG, LONG, LONG *, BYTE *))
SLOT(IWbemObjectAccess, 30, ReadDWORD, HRESULT, (IWbemObjectAccess *, LONG, DWORD *))
SLOT(IWbemObjectAccess, 31, WriteDWORD, HRESULT, (IWbemObjectAccess *, LONG, DWORD))
SLOT(IWbemObjectAccess, 32, ReadQWORD, HRESULT, (IWbemObjectAccess *, LONG, UINT64 *))
SLOT(IWbemObjectAccess, 33, WriteQWORD, HRESULT, (IWbemObjectAccess *, LONG, UINT64))
SLOT(IWbemObjectAccess, 34, GetPropertyInfoByHandle, HRESULT, (IWbemObjectAccess *, LONG, BSTR *, CIMTYPE *))
SLOT(IWbemObjectAccess, 35, Lock, HRESULT, (IWbemObjectAccess *, LONG))
SLOT(IWbemObjectAccess, 36, Unlock, HRESULT, (IWbemObjectAccess *, LONG))

INTERFACE(IWbemObjectTextSrc, 5)
SLOT(IWbemObjectTextSrc, 0, QueryInterface, HRESULT, (IWbemObjectTextSrc *, REFIID, void **))
SLOT(IWbemObjectTextSrc, 1, AddRef, ULONG, (IWbemObjectTextSrc *))
SLOT(IWbemObjectTextSrc, 2, Release, ULONG, (IWbemObjectTextSrc *))
SLOT(IWbemObjectTextSrc, 3, GetText, HRESULT,
     (IWbemObjectTextSrc *, LONG, IWbemClassObject *, ULONG, IWbemContext *, BSTR *))
SLOT(IWbemObjectTextSrc, 4, CreateFromText, HRESULT,
     (IWbemObjectTextSrc *, LONG, BSTR, ULONG, IWbemContext *, IWbemClassObject **))

INTERFACE(ISWbemDateTime, 47)
SLOT(ISWbemDateTime, 0, QueryInterface, HRESULT, (ISWbemDateTime *, REFIID, void **))
SLOT(ISWbemDateTime, 1, AddRef, ULONG, (ISWbemDateTime *))
SLOT(ISWbemDateTime, 2, Release, ULONG, (ISWbemDateTime *))
SLOT(ISWbemDateTime, 3, GetTypeInfoCount, HRESULT, (ISWbemDateTime *, UINT *))
SLOT(ISWbemDateTime, 4, GetTypeInfo, HRESULT, (ISWbemDateTime *, UINT, LCID, ITypeInfo **))
SLOT(ISWbemDateTime, 5, GetIDsOfNames, HRESULT, (ISWbemDateTime *, REFIID, LPOLESTR *, UINT, LCID, DISPID *))
SLOT(ISWbemDateTime, 6, Invoke, HRESULT,
     (ISWbemDateTime *, DISPID, REFIID, LCID, WORD, DISPPARAMS *, VARIANT *, EXCEPINFO *, UINT *))
SLOT(ISWbemDateTime, 7, get_Value, HRESULT, (ISWbemDateTime *, BSTR *))
SLOT(ISWbemDateTime, 8, put_Value, HRESULT, (ISWbemDateTime *, BSTR))
SLOT(ISWbemDateTime, 9, get_Year, HRESULT, (ISWbemDateTime *, LONG *))
SLOT(ISWbemDateTime, 10, put_Year, HRESULT, (ISWbemDateTime *, LONG))
SLOT(ISWbemDateTime, 11, get_YearSpecified, HRESULT, (ISWbemDateTime *, VARIANT_BOOL *))
SLOT(ISWbemDateTime, 12, put_YearSpecified, HRESULT, (ISWbemDateTime *, VARIANT_BOOL))
SLOT(ISWbemDateTime, 13, get_Month, HRESULT, (ISWbemDateTime *, LONG *))
SLOT(ISWbemDateTime, 14, put_Month, HRESULT, (ISWbemDateTime *, LONG))
SLOT(ISWbemDateTime, 15, get_MonthSpecified, HRESULT, (ISWbemDateTime *, VARIANT_BOOL *))
SLOT(ISWbemDateTime, 16, put_MonthSpecified, HRESULT, (ISWbemDateTime *, VARIANT_BOOL))
SLOT(ISWbemDateTime, 17, get_Day, HRESULT, (ISWbemDateTime *, LONG *))
SLOT(ISWbemDateTime, 18, put_Day, HRESULT, (ISWbemDateTime *, LONG))
SLOT(ISWbemDateTime, 19, get_DaySpecified, HRESULT, (ISWbemDateTime *, VARIANT_BOOL *))
SLOT(ISWbemDateTime, 20, put_DaySpecified, HRESULT, (ISWbemDateTime *, VARIANT_BOOL))
SLOT(ISWbemDateTime, 21, get_Hours, HRESULT, (ISWbemDateTime *, LONG *))
SLOT(ISWbemDateTime, 22, put_Hours, HRESULT, (ISWbemDateTime *, LONG))
SLOT(ISWbemDateTime, 23, get_HoursSpecified, HRESULT, (ISWbemDateTime *, VARIANT_BOOL *))
SLOT(ISWbemDateTime, 24, put_HoursSpecified, HRESULT, (ISWbemDateTime *, VARIANT_BOOL))
SLOT(ISWbemDateTime, 25, get_Minutes, HRESULT, (ISWbemDateTime *, LONG *))
SLOT(ISWbemDateTime, 26, put_Minutes, HRESULT, (ISWbemDateTime *, LONG))
SLOT(ISWbemDateTime, 27, get_MinutesSpecified, HRESULT, (ISWbemDateTime *, VARIANT_BOOL *))
SLOT(ISWbemDateTime, 28, put_MinutesSpecified, HRESULT, (ISWbemDateTime *, VARIANT_BOOL))
SLOT(ISWbemDateTime, 29, get_Seconds, HRESULT, (ISWbemDateTime *, LONG *))
SLOT(ISWbemDateTime, 30, put_Seconds, HRESULT, (ISWbemDateTime *, LONG))
SLOT(ISWbemDateTime, 31, get_SecondsSpecified, HRESULT, (ISWbemDateTime *, VARIANT_BOOL *))
SLOT(ISWbemDateTime, 32, put_SecondsSpecified, HRESULT, (ISWbemDateTime *, VARIANT_BOOL))
SLOT(ISWbemDateTime, 33, get_Microseconds, HRESULT, (ISWbemDateTime *, LONG *))
SLOT(ISWbemDateTime, 34, put_Microseconds, HRESULT, (ISWbemDateTime *, LONG))
SLOT(ISWbemDateTime, 35, get_MicrosecondsSpecified, HRESULT, (ISWbemDateTime *, VARIANT_BOOL *))
SLOT(ISWbemDateTime, 36, put_MicrosecondsSpecified, HRESULT, (ISWbemDateTime *, VARIANT_BOOL))
SLOT(ISWbemDateTime, 37, get_UTC, HRESULT, (ISWbemDateTime *, LONG *))
SLOT(ISWbemDateTime, 38, put_UTC, HRESULT, (ISWbemDateTime *, LONG))
SLOT(ISWbemDateTime, 39, get_UTCSpecified, HRESULT, (ISWbemDateTime *, VARIANT_BOOL *))
SLOT(ISWbemDateTime, 40, put_UTCSpecified, HRESULT, (ISWbemDateTime *, VARIANT_BOOL))
SLOT(ISWbemDateTime, 41, get_IsInterval, HRESULT, (ISWbemDateTime *, VARIANT_BOOL *))
SLOT(ISWbemDateTime, 42, put_IsInterval, HRESULT, (ISWbemDateTime *, VARIANT_BOOL))
SLOT(ISWbemDateTime, 43, GetVarDate, HRESULT, (ISWbemDateTime *, VARIANT_BOOL, DATE *))
SLOT(ISWbemDateTime, 44, SetVarDate, HRESULT, (ISWbemDateTime *, DATE, VARIANT_BOOL))
SLOT(ISWbemDateTime, 45, GetFileTime, HRESULT, (ISWbemDateTime *, VARIANT_BOOL, BSTR *))
SLOT(ISWbemDateTime, 46, SetFileTime, HRESULT, (ISWbemDateTime *, BSTR, VARIANT_BOOL))
