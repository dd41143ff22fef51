/* SPDX-License-Identifier: MIT */
/*
 * What an IWbemServices or an enumerator of a mock computer has in common: it looks like a proxy. It has
 * IClientSecurity, a blanket, an IUnknown of its own with another blanket, and a computer at the other end.
 */
#ifndef WMIKIT_SRC_MOCK_CORE_PROXY_H
#define WMIKIT_SRC_MOCK_CORE_PROXY_H

#include "mock/core/state.h"

/* As CoSetProxyBlanket set it. The identity is not copied: COM may keep the pointer, so this does, and reads
 * behind it at every call. */
typedef struct wmi_mock__proxy_blanket {
    bool is_set;
    DWORD authn_service;
    DWORD authz_service;
    DWORD authn_level;
    DWORD impersonation;
    DWORD capabilities;
    RPC_AUTH_IDENTITY_HANDLE identity;
} wmi_mock__proxy_blanket;

/* How one kind of proxy differs from another. */
typedef struct wmi_mock__proxy_kind {
    const IID *iid;
    void (*destroy)(
        wmi_mock__proxy *proxy); /* frees what holds the proxy, not what wmi_mock__proxy_end frees */
    HRESULT(*copy)
    (wmi_mock__proxy *proxy, wmi_mock__proxy **copied); /* for CoCopyProxy; NULL: cannot be copied */
} wmi_mock__proxy_kind;

struct wmi_mock__proxy {
    IUnknown unknown; /* the identity */
    IClientSecurity security;
    void *interface_pointer; /* the kind's own interface, the first member of what holds the proxy */
    const wmi_mock__proxy_kind *kind;
    wmi_mock *mock;
    wmi_mock__host *host;
    IUnknown *marshaler; /* the free-threaded one */
    atomic_size_t references;
    wmi_mock__proxy_blanket blanket; /* of the interface; under the mock's lock */
    wmi_mock__proxy_blanket unknown_blanket;
};

/* One reference, the caller's. E_OUTOFMEMORY: nothing is to be ended then. */
HRESULT wmi_mock__proxy_begin(wmi_mock__proxy *proxy, const wmi_mock__proxy_kind *kind,
                              void *interface_pointer, wmi_mock *mock, wmi_mock__host *host);

/* The IUnknown methods of the kind's own interface. */
HRESULT wmi_mock__proxy_query(wmi_mock__proxy *proxy, REFIID iid, void **out);
ULONG wmi_mock__proxy_add_ref(wmi_mock__proxy *proxy);
ULONG wmi_mock__proxy_release(wmi_mock__proxy *proxy);

/* Whether its computer takes a call with its present blanket: S_OK, what a lost computer gives, or
 * E_ACCESSDENIED. The mock's lock is held. */
HRESULT wmi_mock__proxy_check(const wmi_mock__proxy *proxy);

/* The blanket as the journal shows it. The mock's lock is held. */
void wmi_mock__proxy_describe(const wmi_mock__proxy *proxy, char *text, size_t size);

#endif
