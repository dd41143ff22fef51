/* SPDX-License-Identifier: MIT */
/**
 * @file
 * The COM runtime: apartments, classes, task memory, the error object of a thread. Included by wmikit/com.h.
 *
 * None of these functions blocks, unless an object that it calls does. The comments give the differences from
 * Windows; for the rest see learn.microsoft.com/windows/win32/api/combaseapi.
 */
#ifndef WMIKIT_COM_RUNTIME_H
#define WMIKIT_COM_RUNTIME_H

#include "unknown.h"

/** Which apartment a thread enters. */
typedef enum tagCOINIT {
    COINIT_APARTMENTTHREADED = 0x2,
    COINIT_MULTITHREADED = 0x0,
    COINIT_DISABLE_OLE1DDE = 0x4,
    COINIT_SPEED_OVER_MEMORY = 0x8
} COINIT;

/** The kind of apartment that a thread is in. */
typedef enum _APTTYPE {
    APTTYPE_CURRENT = -1,
    APTTYPE_STA = 0,
    APTTYPE_MTA = 1,
    APTTYPE_NA = 2,
    APTTYPE_MAINSTA = 3
} APTTYPE;

/** How the thread came to be in its apartment. */
typedef enum _APTTYPEQUALIFIER {
    APTTYPEQUALIFIER_NONE = 0,
    APTTYPEQUALIFIER_IMPLICIT_MTA = 1,
    APTTYPEQUALIFIER_NA_ON_MTA = 2,
    APTTYPEQUALIFIER_NA_ON_STA = 3,
    APTTYPEQUALIFIER_NA_ON_IMPLICIT_MTA = 4,
    APTTYPEQUALIFIER_NA_ON_MAINSTA = 5,
    APTTYPEQUALIFIER_APPLICATION_STA = 6
} APTTYPEQUALIFIER;

/** Where the code of a class may run. */
typedef enum tagCLSCTX {
    CLSCTX_INPROC_SERVER = 0x1,
    CLSCTX_INPROC_HANDLER = 0x2,
    CLSCTX_LOCAL_SERVER = 0x4,
    CLSCTX_REMOTE_SERVER = 0x10,
    CLSCTX_NO_CODE_DOWNLOAD = 0x400,
    CLSCTX_NO_CUSTOM_MARSHAL = 0x1000,
    CLSCTX_ENABLE_CODE_DOWNLOAD = 0x2000,
    CLSCTX_NO_FAILURE_LOG = 0x4000,
    CLSCTX_DISABLE_AAA = 0x8000,
    CLSCTX_ENABLE_AAA = 0x10000,
    CLSCTX_FROM_DEFAULT_CONTEXT = 0x20000,
    CLSCTX_ACTIVATE_32_BIT_SERVER = 0x40000,
    CLSCTX_ACTIVATE_64_BIT_SERVER = 0x80000,
    CLSCTX_ENABLE_CLOAKING = 0x100000,
    CLSCTX_APPCONTAINER = 0x400000,
    CLSCTX_ACTIVATE_AAA_AS_IU = 0x800000,
    CLSCTX_PS_DLL = (int)0x80000000
} CLSCTX;

#define CLSCTX_INPROC (CLSCTX_INPROC_SERVER | CLSCTX_INPROC_HANDLER)
#define CLSCTX_SERVER (CLSCTX_INPROC_SERVER | CLSCTX_LOCAL_SERVER | CLSCTX_REMOTE_SERVER)
#define CLSCTX_ALL    (CLSCTX_INPROC_HANDLER | CLSCTX_SERVER)

/** Who may use a registered class object, and how many times. */
typedef enum tagREGCLS {
    REGCLS_SINGLEUSE = 0,
    REGCLS_MULTIPLEUSE = 1,
    REGCLS_MULTI_SEPARATE = 2,
    REGCLS_SUSPENDED = 4,
    REGCLS_SURROGATE = 8,
    REGCLS_AGILE = 0x10
} REGCLS;

/** Returned by CoIncrementMTAUsage, for CoDecrementMTAUsage. */
typedef struct CO_MTA_USAGE_COOKIE__ *CO_MTA_USAGE_COOKIE;

#ifdef __cplusplus
extern "C" {
#endif

/** CoInitializeEx(pvReserved, COINIT_APARTMENTTHREADED). */
WMI_API HRESULT CoInitialize(LPVOID pvReserved);

/**
 * Enters an apartment with the calling thread: the multithreaded one of the process, or a new single-threaded one.
 *
 * Off Windows there is no message loop: a single-threaded apartment only restricts which thread may call.
 *
 * @return S_OK, or S_FALSE when it was already in an apartment of this kind; both require a CoUninitialize
 *         RPC_E_CHANGED_MODE  it is in the other kind
 *         E_INVALIDARG        a flag is unknown, or pvReserved is not NULL
 *         E_OUTOFMEMORY
 */
WMI_API HRESULT CoInitializeEx(LPVOID pvReserved, DWORD dwCoInit);

/**
 * Undoes one CoInitializeEx of the calling thread. The last one ends the apartment and revokes the class objects
 * that are registered in it. Extra calls do nothing.
 */
WMI_API void CoUninitialize(void);

/**
 * Keeps the multithreaded apartment of the process alive without a thread in it; creates it if needed.
 *
 * @return S_OK
 *         E_INVALIDARG  pCookie is NULL
 *         E_OUTOFMEMORY
 */
WMI_API HRESULT CoIncrementMTAUsage(CO_MTA_USAGE_COOKIE *pCookie);

/** Undoes CoIncrementMTAUsage. @return S_OK; E_INVALIDARG for a cookie that is not in use, where Windows crashes */
WMI_API HRESULT CoDecrementMTAUsage(CO_MTA_USAGE_COOKIE Cookie);

/**
 * The apartment of the calling thread.
 *
 * @return S_OK
 *         CO_E_NOTINITIALIZED  it is in no apartment
 *         E_INVALIDARG         an argument is NULL
 */
WMI_API HRESULT CoGetApartmentType(APTTYPE *pAptType, APTTYPEQUALIFIER *pAptQualifier);

/**
 * Creates an object of a class.
 *
 * Off Windows there is no registry: only classes registered with CoRegisterClassObject are known.
 *
 * @return what IClassFactory::CreateInstance returned
 *         CO_E_NOTINITIALIZED
 *         REGDB_E_CLASSNOTREG
 *         E_POINTER     ppv is NULL
 *         E_INVALIDARG  an identifier is NULL
 */
WMI_API HRESULT CoCreateInstance(REFCLSID rclsid, IUnknown *pUnkOuter, DWORD dwClsContext, REFIID riid,
                                 LPVOID *ppv);

/**
 * Gets the class object of a class that is registered in the calling thread's apartment. pvReserved names a server
 * on Windows; elsewhere it must be NULL.
 *
 * @return what its QueryInterface returned
 *         CO_E_NOTINITIALIZED
 *         REGDB_E_CLASSNOTREG
 *         E_INVALIDARG  ppv or an identifier is NULL
 */
WMI_API HRESULT CoGetClassObject(REFCLSID rclsid, DWORD dwClsContext, LPVOID pvReserved, REFIID riid,
                                 LPVOID *ppv);

/**
 * Registers a class object in this process: for all threads of the multithreaded apartment if the calling thread is
 * in it, for the calling thread only if it is in a single-threaded one, for all threads with REGCLS_AGILE.
 *
 * Off Windows no other process sees it, and REGCLS_SUSPENDED is refused.
 *
 * @return S_OK
 *         CO_E_NOTINITIALIZED
 *         E_OUTOFMEMORY
 *         E_INVALIDARG  an argument is NULL, or contexts and flags cannot be combined (REGCLS_SINGLEUSE requires
 *                       CLSCTX_LOCAL_SERVER only)
 */
WMI_API HRESULT CoRegisterClassObject(REFCLSID rclsid, IUnknown *pUnk, DWORD dwClsContext, DWORD flags,
                                      LPDWORD lpdwRegister);

/**
 * Undoes CoRegisterClassObject.
 *
 * @return S_OK
 *         CO_E_NOTINITIALIZED
 *         RPC_E_WRONG_THREAD  the call comes from another apartment
 *         E_INVALIDARG        the number is not in use
 */
WMI_API HRESULT CoRevokeClassObject(DWORD dwRegister);

/* Memory that one side of an interface allocates and the other frees. On Windows it does not come from malloc. */
WMI_API LPVOID CoTaskMemAlloc(SIZE_T cb);
WMI_API LPVOID CoTaskMemRealloc(LPVOID pv, SIZE_T cb);
WMI_API void CoTaskMemFree(LPVOID pv);

/**
 * Sets the error object of the calling thread, replacing any earlier one; NULL removes it.
 *
 * @return S_OK
 *         E_INVALIDARG  dwReserved is not 0
 *         E_OUTOFMEMORY
 */
WMI_API HRESULT SetErrorInfo(ULONG dwReserved, IErrorInfo *perrinfo);

/**
 * Returns the error object of the calling thread and removes it from the thread.
 *
 * @return S_OK
 *         S_FALSE       there is none, and *pperrinfo is NULL
 *         E_INVALIDARG  dwReserved is not 0 or pperrinfo is NULL
 */
WMI_API HRESULT GetErrorInfo(ULONG dwReserved, IErrorInfo **pperrinfo);

#ifdef __cplusplus
}
#endif

#endif
