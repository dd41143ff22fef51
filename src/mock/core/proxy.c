/* SPDX-License-Identifier: MIT */
#include "mock/core/proxy.h"

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

static uint32_t release_delay_of(const wmi_mock__proxy *proxy)
{
    if (proxy->host->lost != S_OK)
        return 0;
    return wmi_mock__longer_delay(proxy->host->call_delay_ms,
                                  wmi_mock__faults_release_delay(proxy->mock, proxy->kind->release));
}

/*
 * The last Release is a remote call too: it is delayed like one, and the identities are read for it: with
 * WMI_MOCK_STRICT_IDENTITY they must still be valid. One that passes need not wait, nor wmi_mock_destroy for it.
 */
static void take_leave(const wmi_mock__proxy *proxy)
{
    wmi_mock *mock = proxy->mock;
    uint32_t delay;
    uint64_t wakes;

    wmi_mock__lock(mock);
    mock->leaving++;
    wmi_mock__blanket_claim(&proxy->blanket);
    wmi_mock__blanket_claim(&proxy->unknown_blanket);
    delay = release_delay_of(proxy);
    wakes = mock->wakes;
    wmi_mock__unlock(mock);
    if (delay > 0)
        wmi_mock__wait(mock, delay, wakes);
}

ULONG wmi_mock__proxy_release(wmi_mock__proxy *proxy)
{
    wmi_mock *mock = proxy->mock; /* another thread's release may be the last, and free it */
    wmi_mock__shard *shard = proxy->life.shard;
    size_t left = atomic_fetch_sub(&proxy->references, 1) - 1;
    bool passes;

    if (left > 0)
        return (ULONG)left;
    passes = wmi_mock__proxy_may_pass(proxy);
    if (!passes)
        take_leave(proxy);
    if (proxy->marshaler != NULL)
        IUnknown_Release(proxy->marshaler);
    wmi_mock__blanket_free(&proxy->blanket);
    wmi_mock__blanket_free(&proxy->unknown_blanket);
    wmi_mock__life_end(&proxy->life);
    proxy->kind->destroy(proxy);
    if (passes)
        wmi_mock__unshare(mock, shard);
    else
        wmi_mock__object_left(mock, shard);
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
    if (identity != NULL) /* a copy cannot be had back */
        *identity = blanket->is_clients ? (void *)(uintptr_t)blanket->identity : NULL;
    if (capabilities != NULL)
        *capabilities = blanket->capabilities;
    wmi_mock__unlock(proxy->mock);
    return S_OK;
}

static HRESULT set_blanket(wmi_mock__proxy *proxy, const void *pointer, const wmi_mock__proxy_blanket *given,
                           const OLECHAR *principal)
{
    bool strict = (atomic_load(&proxy->mock->strict) & WMI_MOCK_STRICT_IDENTITY) != 0;
    wmi_mock__proxy_blanket *target = blanket_of(proxy, pointer);
    wmi_mock__proxy_blanket replaced;
    wmi_mock__proxy_blanket made;
    HRESULT hr = target == NULL ? E_INVALIDARG : wmi_mock__blanket_make(given, principal, strict, &made);

    if (FAILED(hr))
        return hr;
    wmi_mock__lock(proxy->mock);
    replaced = *target;
    *target = made;
    atomic_store(&proxy->passed, 0);
    wmi_mock__unlock(proxy->mock);
    wmi_mock__blanket_free(&replaced);
    return S_OK;
}

static const char *presence(const void *identity)
{
    if (identity == COLE_DEFAULT_AUTHINFO)
        return "COLE_DEFAULT_AUTHINFO";
    return identity == NULL ? "NULL" : "given";
}

static HRESULT STDMETHODCALLTYPE security_SetBlanket(IClientSecurity *security, IUnknown *pointer,
                                                     DWORD authn_service, DWORD authz_service,
                                                     OLECHAR *principal, DWORD authn_level,
                                                     DWORD impersonation, void *identity, DWORD capabilities)
{
    wmi_mock__proxy *proxy = from_security(security);
    const wmi_mock__proxy_blanket blanket = {
        true, authn_service, authz_service, authn_level, impersonation, capabilities, identity, false,
    };
    HRESULT hr = S_OK;
    wmi_mock__call call;

    wmi_mock__call_open(&call, proxy->mock, NULL, "CoSetProxyBlanket");
    wmi_mock__call_flag(&call, "pProxy", (const void *)pointer == &proxy->unknown ? "IUnknown" : "interface");
    wmi_mock__call_number(&call, "dwAuthnLevel", (LONG)authn_level);
    wmi_mock__call_number(&call, "dwImpLevel", (LONG)impersonation);
    wmi_mock__call_flag(&call, "pAuthInfo", presence(identity));
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
    hr = wmi_mock__blanket_copy(&proxy->blanket, &copied->blanket);
    if (SUCCEEDED(hr))
        hr = wmi_mock__blanket_copy(&proxy->unknown_blanket, &copied->unknown_blanket);
    wmi_mock__unlock(proxy->mock);
    if (FAILED(hr))
        wmi_mock__proxy_release(copied);
    else
        *copy = copied->interface_pointer;
    return hr;
}

static const IClientSecurityVtbl security_vtable = {
    security_QueryInterface, security_AddRef,     security_Release,
    security_QueryBlanket,   security_SetBlanket, security_CopyProxy,
};

/* --- What the computer at the other end sees -------------------------------------------------------------------- */

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
    proxy->start = (unsigned)atomic_load(&host->starts);
    proxy->blanket = wmi_mock__blanket_default();
    proxy->unknown_blanket = proxy->blanket;
    atomic_init(&proxy->references, 1);
    hr = CoCreateFreeThreadedMarshaler(&proxy->unknown, &proxy->marshaler);
    if (FAILED(hr))
        return hr;
    wmi_mock__object_born(mock, &proxy->life, kind->release);
    return S_OK;
}

HRESULT wmi_mock__proxy_check(const wmi_mock__proxy *proxy)
{
    const wmi_mock__host *host = proxy->host;
    wmi_mock__claim claim = wmi_mock__blanket_claim(&proxy->blanket);

    if (host->lost != S_OK)
        return host->lost;
    if (proxy->start != atomic_load(&host->starts))
        return HRESULT_FROM_WIN32(RPC_S_SERVER_UNAVAILABLE);
    if (host->authn_level == 0)
        return S_OK; /* this computer, without a required level */
    if (!wmi_mock__blanket_suffices(&proxy->blanket, host->authn_level))
        return E_ACCESSDENIED;
    return wmi_mock__host_admits(host, &claim, false) ? S_OK : E_ACCESSDENIED;
}

bool wmi_mock__proxy_may_pass(const wmi_mock__proxy *proxy)
{
    return atomic_load(&proxy->passed) == atomic_load(&proxy->mock->settings);
}

/* An identity that is the client's own is read at every call. */
void wmi_mock__proxy_let_pass(wmi_mock__proxy *proxy)
{
    const wmi_mock *mock = proxy->mock;

    if (mock->faults == NULL && mock->subscriptions == NULL && proxy->host->call_delay_ms == 0 &&
        !proxy->blanket.is_clients && !proxy->unknown_blanket.is_clients)
        atomic_store(&proxy->passed, atomic_load(&mock->settings));
}

void wmi_mock__proxy_describe(const wmi_mock__proxy *proxy, char *text, size_t size)
{
    wmi_mock__blanket_describe(&proxy->blanket, text, size);
}
