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
