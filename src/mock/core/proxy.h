/* SPDX-License-Identifier: MIT */
/*
 * Base of the mock's IWbemServices, enumerators and call results, which behave like proxies: with
 * IClientSecurity, a blanket, a separate IUnknown with its own blanket, and a computer behind them.
 */
#ifndef WMIKIT_SRC_MOCK_CORE_PROXY_H
#define WMIKIT_SRC_MOCK_CORE_PROXY_H

#include "mock/core/blanket.h"

/* The differences between the kinds of proxies. */
typedef struct wmi_mock__proxy_kind {
    const IID *iid;
    const char *release; /* what wmi_mock_delay calls its last Release: "IWbemServices::Release" */
    void (*destroy)(
        wmi_mock__proxy
            *proxy); /* frees the struct that contains the proxy, not what wmi_mock__proxy_end frees */
    HRESULT(*copy)
    (wmi_mock__proxy *proxy, wmi_mock__proxy **copied); /* for CoCopyProxy; NULL: cannot be copied */
} wmi_mock__proxy_kind;

struct wmi_mock__proxy {
    IUnknown unknown; /* the identity */
    IClientSecurity security;
    void *interface_pointer; /* the main interface, the first member of the struct that contains the proxy */
    const wmi_mock__proxy_kind *kind;
    wmi_mock *mock;
    wmi_mock__host *host;
    unsigned start;      /* host->starts when it was made */
    IUnknown *marshaler; /* the free-threaded one */
    atomic_size_t references;
    atomic_uint passed; /* the mock's settings when a call needed no lock; 0: it did */
    wmi_mock__life life;
    wmi_mock__proxy_blanket blanket; /* of the interface; under the mock's lock */
    wmi_mock__proxy_blanket unknown_blanket;
};

/* One reference, owned by the caller. E_OUTOFMEMORY: nothing is to be ended then. */
HRESULT wmi_mock__proxy_begin(wmi_mock__proxy *proxy, const wmi_mock__proxy_kind *kind,
                              void *interface_pointer, wmi_mock *mock, wmi_mock__host *host);

/* The IUnknown methods of the main interface. The last release is delayed like a call: do not hold the lock. */
HRESULT wmi_mock__proxy_query(wmi_mock__proxy *proxy, REFIID iid, void **out);
ULONG wmi_mock__proxy_add_ref(wmi_mock__proxy *proxy);
ULONG wmi_mock__proxy_release(wmi_mock__proxy *proxy);

/* Whether the computer accepts a call with the present blanket: S_OK, the code of a lost computer, or
 * E_ACCESSDENIED. The mock's lock is held. */
HRESULT wmi_mock__proxy_check(const wmi_mock__proxy *proxy);

/*
 * Whether the computer would accept a call at once, since nothing has changed that could hinder it: no fault, delay or
 * subscription is set, and a call was let pass before. The lock need not be held.
 */
bool wmi_mock__proxy_may_pass(const wmi_mock__proxy *proxy);

/* After a call was accepted: lets the next ones pass if nothing is set that they would have to look at. The lock is held. */
void wmi_mock__proxy_let_pass(wmi_mock__proxy *proxy);

/* The blanket as text for the journal. The mock's lock is held. */
void wmi_mock__proxy_describe(const wmi_mock__proxy *proxy, char *text, size_t size);

#endif
