/* SPDX-License-Identifier: MIT */
#include "connect/blanket.h"

#include "base/guids.h"
#include "com/apartment.h"
#include "error/error.h"
#include "os/atomic.h"

#include <stdlib.h>

struct wmi__blanket {
    atomic_size_t references;
    wmi__blanket_settings settings;
    wmi__identity *identity;
};

HRESULT wmi__blanket_create(const wmi__blanket_settings *settings, wmi__identity *identity,
                            wmi__blanket **blanket)
{
    wmi__blanket *self = calloc(1, sizeof *self);

    if (self == NULL) {
        wmi__identity_free(identity);
        return wmi__out_of_memory("wmi_connect");
    }
    atomic_init(&self->references, 1);
    self->settings = *settings;
    self->identity = identity;
    wmi__apartment_share();
    *blanket = self;
    return S_OK;
}

void wmi__blanket_add_ref(wmi__blanket *blanket)
{
    atomic_fetch_add(&blanket->references, 1);
}

void wmi__blanket_release(wmi__blanket *blanket)
{
    if (blanket == NULL || atomic_fetch_sub(&blanket->references, 1) > 1)
        return;
    wmi__identity_free(blanket->identity);
    free(blanket);
    wmi__apartment_leave();
}

static HRESULT set_on(const wmi__blanket *blanket, IUnknown *proxy)
{
    HRESULT hr = CoSetProxyBlanket(proxy, RPC_C_AUTHN_DEFAULT, RPC_C_AUTHZ_DEFAULT, COLE_DEFAULT_PRINCIPAL,
                                   blanket->settings.authn_level, blanket->settings.impersonation,
                                   wmi__identity_auth_info(blanket->identity),
                                   blanket->settings.capabilities);

    return hr == E_NOINTERFACE ? S_OK : hr;
}

/* The IUnknown of a proxy has its own blanket, which QueryInterface and the last Release use. */
static HRESULT set_on_unknown(const wmi__blanket *blanket, IUnknown *proxy)
{
    IUnknown *unknown = NULL;
    HRESULT hr = IUnknown_QueryInterface(proxy, &wmi__IID_IUnknown, (void **)&unknown);

    if (FAILED(hr))
        return hr;
    if (unknown == NULL)
        return E_UNEXPECTED;
    hr = set_on(blanket, unknown);
    IUnknown_Release(unknown);
    return hr;
}

HRESULT wmi__blanket_set(const wmi__blanket *blanket, IUnknown *proxy, const char *what)
{
    HRESULT hr = set_on(blanket, proxy);

    if (SUCCEEDED(hr) && blanket->identity != NULL)
        hr = set_on_unknown(blanket, proxy);
    return FAILED(hr) ? wmi__com_failed(hr, "CoSetProxyBlanket", "the security of %s", what) : S_OK;
}

HRESULT wmi__blanket_password(const wmi__blanket *blanket, BSTR *password)
{
    return wmi__identity_password(blanket->identity, password);
}
