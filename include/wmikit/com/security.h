/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Security of calls: authentication, impersonation, proxy blankets. Included by wmikit/com.h.
 */
#ifndef WMIKIT_COM_SECURITY_H
#define WMIKIT_COM_SECURITY_H

#include "unknown.h"

/* Authentication services. */
#define RPC_C_AUTHN_NONE          0
#define RPC_C_AUTHN_DCE_PRIVATE   1
#define RPC_C_AUTHN_DCE_PUBLIC    2
#define RPC_C_AUTHN_DEC_PUBLIC    4
#define RPC_C_AUTHN_GSS_NEGOTIATE 9
#define RPC_C_AUTHN_WINNT         10
#define RPC_C_AUTHN_GSS_SCHANNEL  14
#define RPC_C_AUTHN_GSS_KERBEROS  16
#define RPC_C_AUTHN_DEFAULT       0xFFFFFFFFu

/* Authorization services. */
#define RPC_C_AUTHZ_NONE    0
#define RPC_C_AUTHZ_NAME    1
#define RPC_C_AUTHZ_DCE     2
#define RPC_C_AUTHZ_DEFAULT 0xFFFFFFFFu

/* Authentication levels: how far the traffic of a call is protected. */
#define RPC_C_AUTHN_LEVEL_DEFAULT       0
#define RPC_C_AUTHN_LEVEL_NONE          1
#define RPC_C_AUTHN_LEVEL_CONNECT       2
#define RPC_C_AUTHN_LEVEL_CALL          3
#define RPC_C_AUTHN_LEVEL_PKT           4
#define RPC_C_AUTHN_LEVEL_PKT_INTEGRITY 5
#define RPC_C_AUTHN_LEVEL_PKT_PRIVACY   6

/* Impersonation levels: what the server may do on behalf of the client. */
#define RPC_C_IMP_LEVEL_DEFAULT     0
#define RPC_C_IMP_LEVEL_ANONYMOUS   1
#define RPC_C_IMP_LEVEL_IDENTIFY    2
#define RPC_C_IMP_LEVEL_IMPERSONATE 3
#define RPC_C_IMP_LEVEL_DELEGATE    4

/** Capabilities of a blanket. */
typedef enum tagEOLE_AUTHENTICATION_CAPABILITIES {
    EOAC_NONE = 0x0,
    EOAC_MUTUAL_AUTH = 0x1,
    EOAC_STATIC_CLOAKING = 0x20,
    EOAC_DYNAMIC_CLOAKING = 0x40,
    EOAC_ANY_AUTHORITY = 0x80,
    EOAC_MAKE_FULLSIC = 0x100,
    EOAC_DEFAULT = 0x800,
    EOAC_SECURE_REFS = 0x2,
    EOAC_ACCESS_CONTROL = 0x4,
    EOAC_APPID = 0x8,
    EOAC_DYNAMIC = 0x10,
    EOAC_REQUIRE_FULLSIC = 0x200,
    EOAC_AUTO_IMPERSONATE = 0x400,
    EOAC_NO_CUSTOM_MARSHAL = 0x2000,
    EOAC_DISABLE_AAA = 0x1000
} EOLE_AUTHENTICATION_CAPABILITIES;

/* Ask COM to choose the principal name and the identity. */
#define COLE_DEFAULT_PRINCIPAL ((OLECHAR *)(INT_PTR)-1)
#define COLE_DEFAULT_AUTHINFO  ((void *)(INT_PTR)-1)

/* Character type of the strings in an identity. */
#define SEC_WINNT_AUTH_IDENTITY_ANSI    0x1
#define SEC_WINNT_AUTH_IDENTITY_UNICODE 0x2

/**
 * User, domain and password, with lengths in code units without the NUL
 * (…/api/wtypesbase/ns-wtypesbase-coauthidentity).
 */
typedef struct _COAUTHIDENTITY {
    USHORT *User;
    ULONG UserLength;
    USHORT *Domain;
    ULONG DomainLength;
    USHORT *Password;
    ULONG PasswordLength;
    ULONG Flags;
} COAUTHIDENTITY;

/** The same structure by its RPC name. */
typedef struct _SEC_WINNT_AUTH_IDENTITY_W {
    USHORT *User;
    ULONG UserLength;
    USHORT *Domain;
    ULONG DomainLength;
    USHORT *Password;
    ULONG PasswordLength;
    ULONG Flags;
} SEC_WINNT_AUTH_IDENTITY_W, *PSEC_WINNT_AUTH_IDENTITY_W;

typedef void *RPC_AUTH_IDENTITY_HANDLE;
typedef void *PSECURITY_DESCRIPTOR;
typedef struct tagSOLE_AUTHENTICATION_SERVICE {
    DWORD dwAuthnSvc;
    DWORD dwAuthzSvc;
    OLECHAR *pPrincipalName;
    HRESULT hr;
} SOLE_AUTHENTICATION_SERVICE;

typedef struct IClientSecurity IClientSecurity;

/** The blankets of a proxy (…/api/objidl/nn-objidl-iclientsecurity). */
typedef struct IClientSecurityVtbl {
    WMI__UNKNOWN_SLOTS(IClientSecurity);
    HRESULT(*QueryBlanket)
    (IClientSecurity *This, IUnknown *pProxy, DWORD *pAuthnSvc, DWORD *pAuthzSvc, OLECHAR **pServerPrincName,
     DWORD *pAuthnLevel, DWORD *pImpLevel, void **pAuthInfo, DWORD *pCapabilites);
    HRESULT(*SetBlanket)
    (IClientSecurity *This, IUnknown *pProxy, DWORD dwAuthnSvc, DWORD dwAuthzSvc, OLECHAR *pServerPrincName,
     DWORD dwAuthnLevel, DWORD dwImpLevel, void *pAuthInfo, DWORD dwCapabilities);
    HRESULT (*CopyProxy)(IClientSecurity *This, IUnknown *pProxy, IUnknown **ppCopy);
} IClientSecurityVtbl;
struct IClientSecurity {
    const IClientSecurityVtbl *lpVtbl;
};
#define IClientSecurity_QueryInterface(This, ...) ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define IClientSecurity_AddRef(This)              ((This)->lpVtbl->AddRef(This))
#define IClientSecurity_Release(This)             ((This)->lpVtbl->Release(This))
#define IClientSecurity_QueryBlanket(This, ...)   ((This)->lpVtbl->QueryBlanket((This), __VA_ARGS__))
#define IClientSecurity_SetBlanket(This, ...)     ((This)->lpVtbl->SetBlanket((This), __VA_ARGS__))
#define IClientSecurity_CopyProxy(This, ...)      ((This)->lpVtbl->CopyProxy((This), __VA_ARGS__))

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Sets the default security of the process's proxies; works once.
 *
 * Off Windows it sets the levels of the mock's proxies that have no blanket, until COM is shut down: by the last
 * CoUninitialize of the process.
 *
 * @return S_OK
 *         RPC_E_TOO_LATE  it was called before
 *         CO_E_NOTINITIALIZED
 *         E_INVALIDARG    a reserved argument is not NULL, or a level or capability is undefined
 */
WMI_API HRESULT CoInitializeSecurity(PSECURITY_DESCRIPTOR pSecDesc, LONG cAuthSvc,
                                     SOLE_AUTHENTICATION_SERVICE *asAuthSvc, void *pReserved1,
                                     DWORD dwAuthnLevel, DWORD dwImpLevel, void *pAuthList,
                                     DWORD dwCapabilities, void *pReserved3);

/**
 * Gets the blanket of a proxy from its IClientSecurity. Any out-pointer may be NULL.
 *
 * @return what IClientSecurity::QueryBlanket returned; E_NOINTERFACE when the object is not a proxy;
 *         E_INVALIDARG when pProxy is NULL
 */
WMI_API HRESULT CoQueryProxyBlanket(IUnknown *pProxy, DWORD *pwAuthnSvc, DWORD *pAuthzSvc,
                                    LPOLESTR *pServerPrincName, DWORD *pAuthnLevel, DWORD *pImpLevel,
                                    RPC_AUTH_IDENTITY_HANDLE *pAuthInfo, DWORD *pCapabilites);

/**
 * Sets the blanket of a proxy, for all users of the proxy. The caller may discard pAuthInfo after the call.
 *
 * @return what IClientSecurity::SetBlanket returned; E_NOINTERFACE when the object is not a proxy; E_INVALIDARG
 *         when pProxy is NULL
 */
WMI_API HRESULT CoSetProxyBlanket(IUnknown *pProxy, DWORD dwAuthnSvc, DWORD dwAuthzSvc,
                                  OLECHAR *pServerPrincName, DWORD dwAuthnLevel, DWORD dwImpLevel,
                                  RPC_AUTH_IDENTITY_HANDLE pAuthInfo, DWORD dwCapabilities);

/**
 * Copies a proxy; the copy has its own blanket.
 *
 * @return what IClientSecurity::CopyProxy returned; E_NOINTERFACE when the object is not a proxy; E_INVALIDARG
 *         when an argument is NULL
 */
WMI_API HRESULT CoCopyProxy(IUnknown *pProxy, IUnknown **ppCopy);

#ifdef __cplusplus
}
#endif

#endif
