/* SPDX-License-Identifier: MIT */
#include "mock/core/proxy.h"

#include "base/bstr.h"

#include <stdio.h>
#include <string.h>

static wmi_mock__proxy *from_unknown(IUnknown *unknown)
{
    return (wmi_mock__proxy *)(void *)((char *)unknown - offsetof(wmi_mock__proxy, unknown));
}

static wmi_mock__proxy *from_security(IClientSecurity *security)
{
    return (wmi_mock__proxy *)(void *)((char *)security - offsetof(wmi_mock__proxy, security));
}

/* --- References and interfaces ------------------------------------------------------------------------------- */

ULONG wmi_mock__proxy_add_ref(wmi_mock__proxy *proxy)
{
    return (ULONG)atomic_fetch_add(&proxy->references, 1) + 1;
}

static wmi_mock__claim claim_of(const wmi_mock__proxy_blanket *blanket)
{
    const COAUTHIDENTITY *identity = blanket->identity;
    wmi_mock__claim claim = { 0 };

    if (identity == NULL)
        return claim;
    claim.user = identity->User;
    claim.user_length = identity->UserLength;
    claim.domain = identity->Domain;
    claim.domain_length = identity->DomainLength;
    claim.password = identity->Password;
    claim.password_length = identity->PasswordLength;
    return claim;
}

static uint32_t release_delay_of(const wmi_mock__proxy *proxy)
{
    if (proxy->host->lost != S_OK)
        return 0;
    return wmi_mock__longer_delay(proxy->host->call_delay_ms,
                                  wmi_mock__faults_release_delay(proxy->mock, proxy->kind->release));
}

/*
 * The last Release is a remote call too: it is delayed like one, and COM reads the identities for it, which must still
 * be valid.
 */
static void take_leave(const wmi_mock__proxy *proxy)
{
    wmi_mock *mock = proxy->mock;
    uint32_t delay;
    uint64_t wakes;

    wmi_mock__lock(mock);
    mock->leaving++;
    claim_of(&proxy->blanket);
    claim_of(&proxy->unknown_blanket);
    delay = release_delay_of(proxy);
    wakes = mock->wakes;
    wmi_mock__unlock(mock);
    if (delay > 0)
        wmi_mock__wait(mock, delay, wakes);
}

ULONG wmi_mock__proxy_release(wmi_mock__proxy *proxy)
{
    wmi_mock *mock = proxy->mock; /* another thread's release may be the last, and free it */
    size_t left = atomic_fetch_sub(&proxy->references, 1) - 1;

    if (left > 0)
        return (ULONG)left;
    take_leave(proxy);
    if (proxy->marshaler != NULL)
        IUnknown_Release(proxy->marshaler);
    proxy->kind->destroy(proxy);
    wmi_mock__object_left(mock);
    return 0;
}

HRESULT wmi_mock__proxy_query(wmi_mock__proxy *proxy, REFIID iid, void **out)
{
    if (out == NULL)
        return E_POINTER;
    *out = NULL;
    if (IsEqualIID(iid, &IID_IUnknown))
        *out = &proxy->unknown;
    else if (IsEqualIID(iid, proxy->kind->iid))
        *out = proxy->interface_pointer;
    else if (IsEqualIID(iid, &IID_IClientSecurity))
        *out = &proxy->security;
    else if (IsEqualIID(iid, &IID_IMarshal))
        return IUnknown_QueryInterface(proxy->marshaler, iid, out);
    if (*out == NULL)
        return E_NOINTERFACE;
    wmi_mock__proxy_add_ref(proxy);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE unknown_QueryInterface(IUnknown *unknown, REFIID iid, void **out)
{
    return wmi_mock__proxy_query(from_unknown(unknown), iid, out);
}

static ULONG STDMETHODCALLTYPE unknown_AddRef(IUnknown *unknown)
{
    return wmi_mock__proxy_add_ref(from_unknown(unknown));
}

static ULONG STDMETHODCALLTYPE unknown_Release(IUnknown *unknown)
{
    return wmi_mock__proxy_release(from_unknown(unknown));
}

static const IUnknownVtbl unknown_vtable = { unknown_QueryInterface, unknown_AddRef, unknown_Release };

/* --- IClientSecurity ------------------------------------------------------------------------------------------ */

static HRESULT STDMETHODCALLTYPE security_QueryInterface(IClientSecurity *security, REFIID iid, void **out)
{
    return wmi_mock__proxy_query(from_security(security), iid, out);
}

static ULONG STDMETHODCALLTYPE security_AddRef(IClientSecurity *security)
{
    return wmi_mock__proxy_add_ref(from_security(security));
}

static ULONG STDMETHODCALLTYPE security_Release(IClientSecurity *security)
{
    return wmi_mock__proxy_release(from_security(security));
}

/* The blanket that belongs to a pointer; NULL when the pointer is not of this proxy. */
static wmi_mock__proxy_blanket *blanket_of(wmi_mock__proxy *proxy, const void *pointer)
{
    if (pointer == proxy->interface_pointer)
        return &proxy->blanket;
    return pointer == &proxy->unknown ? &proxy->unknown_blanket : NULL;
}

static HRESULT STDMETHODCALLTYPE security_QueryBlanket(IClientSecurity *security, IUnknown *pointer,
                                                       DWORD *authn_service, DWORD *authz_service,
                                                       OLECHAR **principal, DWORD *authn_level,
                                                       DWORD *impersonation, void **identity,
                                                       DWORD *capabilities)
{
    wmi_mock__proxy *proxy = from_security(security);
    wmi_mock__proxy_blanket *blanket = blanket_of(proxy, pointer);

    if (principal != NULL)
        *principal = NULL;
    if (blanket == NULL)
        return E_INVALIDARG;
    wmi_mock__lock(proxy->mock);
    if (authn_service != NULL)
        *authn_service = blanket->authn_service;
    if (authz_service != NULL)
        *authz_service = blanket->authz_service;
    if (authn_level != NULL)
        *authn_level = blanket->authn_level;
    if (impersonation != NULL)
        *impersonation = blanket->impersonation;
    if (identity != NULL)
        *identity = blanket->identity;
    if (capabilities != NULL)
        *capabilities = blanket->capabilities;
    wmi_mock__unlock(proxy->mock);
    return S_OK;
}

static HRESULT check_blanket(const wmi_mock__proxy_blanket *blanket, const OLECHAR *principal)
{
    const DWORD cloaking = EOAC_STATIC_CLOAKING | EOAC_DYNAMIC_CLOAKING;
    bool has_principal = principal != NULL && principal != COLE_DEFAULT_PRINCIPAL;

    if (blanket->authn_level > RPC_C_AUTHN_LEVEL_PKT_PRIVACY ||
        blanket->impersonation > RPC_C_IMP_LEVEL_DELEGATE)
        return E_INVALIDARG;
    if (blanket->identity != NULL && (blanket->capabilities & cloaking) != 0)
        return E_INVALIDARG;
    if (blanket->authn_service == RPC_C_AUTHN_GSS_KERBEROS && !has_principal)
        return E_INVALIDARG;
    return S_OK;
}

static HRESULT set_blanket(wmi_mock__proxy *proxy, const void *pointer,
                           const wmi_mock__proxy_blanket *blanket, const OLECHAR *principal)
{
    wmi_mock__proxy_blanket *target = blanket_of(proxy, pointer);
    HRESULT hr = target == NULL ? E_INVALIDARG : check_blanket(blanket, principal);

    if (FAILED(hr))
        return hr;
    wmi_mock__lock(proxy->mock);
    *target = *blanket;
    wmi_mock__unlock(proxy->mock);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE security_SetBlanket(IClientSecurity *security, IUnknown *pointer,
                                                     DWORD authn_service, DWORD authz_service,
                                                     OLECHAR *principal, DWORD authn_level,
                                                     DWORD impersonation, void *identity, DWORD capabilities)
{
    wmi_mock__proxy *proxy = from_security(security);
    wmi_mock__proxy_blanket blanket = {
        true, authn_service, authz_service, authn_level, impersonation, capabilities, identity,
    };
    HRESULT hr = S_OK;
    wmi_mock__call call;

    wmi_mock__call_open(&call, proxy->mock, NULL, "CoSetProxyBlanket");
    wmi_mock__call_flag(&call, "pProxy", (const void *)pointer == &proxy->unknown ? "IUnknown" : "interface");
    wmi_mock__call_number(&call, "dwAuthnLevel", (LONG)authn_level);
    wmi_mock__call_number(&call, "dwImpLevel", (LONG)impersonation);
    wmi_mock__call_flag(&call, "pAuthInfo", identity == NULL ? "NULL" : "given");
    wmi_mock__call_number(&call, "dwCapabilities", (LONG)capabilities);
    if (wmi_mock__call_admit(&call))
        hr = set_blanket(proxy, pointer, &blanket, principal);
    return wmi_mock__call_close(&call, hr);
}

static HRESULT STDMETHODCALLTYPE security_CopyProxy(IClientSecurity *security, IUnknown *pointer,
                                                    IUnknown **copy)
{
    wmi_mock__proxy *proxy = from_security(security);
    wmi_mock__proxy *copied = NULL;
    HRESULT hr;

    if (copy == NULL)
        return E_INVALIDARG;
    *copy = NULL;
    /* The IUnknown is shared and cannot be copied, as on Windows. */
    if (pointer != proxy->interface_pointer || proxy->kind->copy == NULL)
        return E_INVALIDARG;
    hr = proxy->kind->copy(proxy, &copied);
    if (FAILED(hr))
        return hr;
    wmi_mock__lock(proxy->mock);
    copied->blanket = proxy->blanket;
    copied->unknown_blanket = proxy->unknown_blanket;
    wmi_mock__unlock(proxy->mock);
    *copy = copied->interface_pointer;
    return S_OK;
}

static const IClientSecurityVtbl security_vtable = {
    security_QueryInterface, security_AddRef,     security_Release,
    security_QueryBlanket,   security_SetBlanket, security_CopyProxy,
};

/* --- What the computer at the other end sees -------------------------------------------------------------------- */

/* Default blanket of a new proxy: COM's defaults for a process. */
static const wmi_mock__proxy_blanket default_blanket = {
    false, RPC_C_AUTHN_WINNT, RPC_C_AUTHZ_NONE, RPC_C_AUTHN_LEVEL_CONNECT, RPC_C_IMP_LEVEL_IDENTIFY, 0, NULL,
};

HRESULT wmi_mock__proxy_begin(wmi_mock__proxy *proxy, const wmi_mock__proxy_kind *kind,
                              void *interface_pointer, wmi_mock *mock, wmi_mock__host *host)
{
    HRESULT hr;

    memset(proxy, 0, sizeof *proxy);
    proxy->unknown.lpVtbl = &unknown_vtable;
    proxy->security.lpVtbl = &security_vtable;
    proxy->interface_pointer = interface_pointer;
    proxy->kind = kind;
    proxy->mock = mock;
    proxy->host = host;
    proxy->start = atomic_load(&host->starts);
    proxy->blanket = default_blanket;
    proxy->unknown_blanket = default_blanket;
    atomic_init(&proxy->references, 1);
    hr = CoCreateFreeThreadedMarshaler(&proxy->unknown, &proxy->marshaler);
    if (FAILED(hr))
        return hr;
    wmi_mock__object_born(mock);
    return S_OK;
}

/* The level in effect: RPC_C_AUTHN_LEVEL_DEFAULT is negotiated, here to CONNECT. */
static DWORD effective_level(const wmi_mock__proxy *proxy)
{
    if (proxy->blanket.is_set && proxy->blanket.authn_level == RPC_C_AUTHN_LEVEL_DEFAULT)
        return RPC_C_AUTHN_LEVEL_CONNECT;
    return proxy->blanket.authn_level;
}

HRESULT wmi_mock__proxy_check(const wmi_mock__proxy *proxy)
{
    const wmi_mock__host *host = proxy->host;
    wmi_mock__claim claim = claim_of(&proxy->blanket);

    if (host->lost != S_OK)
        return host->lost;
    if (proxy->start != atomic_load(&host->starts))
        return HRESULT_FROM_WIN32(RPC_S_SERVER_UNAVAILABLE);
    if (host->authn_level == 0)
        return S_OK; /* this computer, without a required level */
    if (effective_level(proxy) < host->authn_level ||
        proxy->blanket.impersonation < RPC_C_IMP_LEVEL_IMPERSONATE)
        return E_ACCESSDENIED;
    return wmi_mock__host_admits(host, &claim, false) ? S_OK : E_ACCESSDENIED;
}

/* A part of a claim as text; "" when it is missing or too long. */
static void show(const OLECHAR *units, size_t count, char *text, size_t size)
{
    text[0] = '\0';
    if (units != NULL && wmi__utf8_length(units, count) < size)
        wmi__utf8_write(units, count, text);
}

void wmi_mock__proxy_describe(const wmi_mock__proxy *proxy, char *text, size_t size)
{
    const wmi_mock__proxy_blanket *blanket = &proxy->blanket;
    wmi_mock__claim claim = claim_of(blanket);
    char domain[128];
    char user[128];

    if (!blanket->is_set) {
        snprintf(text, size, "none");
        return;
    }
    show(claim.domain, claim.domain_length, domain, sizeof domain);
    show(claim.user, claim.user_length, user, sizeof user);
    snprintf(text, size, "authn=%u imp=%u caps=0x%X user=%s%s%s", (unsigned)blanket->authn_level,
             (unsigned)blanket->impersonation, (unsigned)blanket->capabilities, domain,
             domain[0] == '\0' ? "" : "\\", claim.user == NULL ? "(current)" : user);
}
