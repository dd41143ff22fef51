/* SPDX-License-Identifier: MIT */
#include "mock/services/locator.h"
#include "mock/services/locator_rules.h"
#include "mock/services/services.h"

#include "base/bstr.h"

#include <stdlib.h>
#include <string.h>

typedef struct locator {
    IWbemLocator base;
    wmi_mock *mock;
    IUnknown *marshaler;
    bool is_mocks_own;   /* wmi_mock_locator's, which lives as long as the mock */
    wmi_mock__life life; /* while clients hold it */
    size_t references;   /* of clients; the mock's own reference is not counted */
} locator;

static locator *from_base(IWbemLocator *base)
{
    return (locator *)(void *)base;
}

/* --- IUnknown ------------------------------------------------------------------------------------------------------ */

/* The mock's own locator may come to life again while another thread releases it: one after the other. */
static wmi__mutex references_lock = WMI__MUTEX_INIT;

static ULONG STDMETHODCALLTYPE locator_AddRef(IWbemLocator *base)
{
    locator *self = from_base(base);
    size_t left;

    wmi__mutex_lock(&references_lock);
    left = ++self->references;
    if (left == 1)
        wmi_mock__object_born(self->mock, &self->life, "IWbemLocator");
    wmi__mutex_unlock(&references_lock);
    return (ULONG)left;
}

/* With the lock held. False: released without holding a reference; the final count must show it. */
static bool take_reference(locator *self)
{
    if (self->references == 0) {
        atomic_fetch_add(&self->mock->missing, 1);
        return false;
    }
    self->references--;
    return self->references == 0;
}

static ULONG STDMETHODCALLTYPE locator_Release(IWbemLocator *base)
{
    locator *self = from_base(base);
    bool is_mocks_own = self->is_mocks_own; /* it ends with the mock, which may be now */
    bool is_last;
    size_t left;

    wmi__mutex_lock(&references_lock);
    is_last = take_reference(self);
    left = self->references;
    if (is_last)
        wmi_mock__object_died(self->mock, &self->life);
    wmi__mutex_unlock(&references_lock);
    if (is_last && !is_mocks_own)
        wmi_mock__locator_free(base);
    return (ULONG)left;
}

static HRESULT STDMETHODCALLTYPE locator_QueryInterface(IWbemLocator *base, REFIID iid, void **out)
{
    if (out == NULL)
        return E_POINTER;
    *out = NULL;
    if (IsEqualIID(iid, &IID_IMarshal))
        return IUnknown_QueryInterface(from_base(base)->marshaler, iid, out);
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IWbemLocator))
        return E_NOINTERFACE;
    *out = base;
    locator_AddRef(base);
    return S_OK;
}

/* --- ConnectServer --------------------------------------------------------------------------------------------------- */

static bool admits(const wmi_mock__host *host, const wmi_mock__connect_parameters *given)
{
    const wmi_mock__claim claim = {
        given->user,
        wmi_mock__ntlm_domain(given->authority),
        given->password,
        wmi__units_length(given->user),
        wmi__units_length(wmi_mock__ntlm_domain(given->authority)),
        wmi__units_length(given->password),
        given->authority,
    };

    return wmi_mock__host_admits(host, &claim, true);
}

static bool has_credentials(const wmi_mock__connect_parameters *given)
{
    return given->user != NULL || given->password != NULL ||
           (given->authority != NULL && given->authority[0] != 0);
}

/* A computer's answer to a connecting client. */
typedef struct reception {
    wmi_mock__host *host;
    wmi_mock__namespace *space;
    uint32_t delay; /* it answers then, when it is asked again */
    uint64_t wakes;
    HRESULT code;
} reception;

/* The computer is checked before the user, and both before the namespace. */
static HRESULT receive(wmi_mock *mock, const wmi_mock__connect_parameters *given, const char *path,
                       reception *met)
{
    HRESULT code = met->host->lost != S_OK ? met->host->lost : met->host->connect_code;

    if (FAILED(code))
        return code;
    if (!admits(met->host, given))
        return E_ACCESSDENIED;
    met->space = wmi_mock__repository_find(wmi_mock__host_repository(mock, met->host), path);
    return met->space == NULL ? (HRESULT)WBEM_E_INVALID_NAMESPACE : S_OK;
}

static reception meet(wmi_mock *mock, const wmi_mock__connect_parameters *given,
                      const wmi_mock__resource_parts *parts, bool has_waited)
{
    reception met = { 0 };

    wmi_mock__lock(mock);
    met.wakes = mock->wakes;
    met.host = wmi_mock__host_find(mock, parts->server, strlen(parts->server));
    if (met.host == NULL)
        met.code = HRESULT_FROM_WIN32(RPC_S_SERVER_UNAVAILABLE);
    else if (met.host->is_local && has_credentials(given))
        met.code = (HRESULT)WBEM_E_LOCAL_CREDENTIALS;
    else if (!has_waited && met.host->connect_delay_ms > 0)
        met.delay = met.host->connect_delay_ms;
    else
        met.code = receive(mock, given, parts->namespace_path, &met);
    wmi_mock__unlock(mock);
    return met;
}

static HRESULT connect_to(wmi_mock *mock, const wmi_mock__connect_parameters *given,
                          const wmi_mock__resource_parts *parts, IWbemServices **services)
{
    reception met = meet(mock, given, parts, false);

    if (met.delay > 0) {
        wmi_mock__wait(mock, met.delay, met.wakes);
        met = meet(mock, given, parts, true);
    }
    return FAILED(met.code)
               ? met.code
               : wmi_mock__services_create(mock, met.host, met.space, parts->namespace_path, services);
}

static HRESULT connect_server(wmi_mock *mock, const wmi_mock__connect_parameters *given,
                              IWbemServices **services)
{
    wmi_mock__resource_parts parts = { 0 };
    HRESULT hr;

    if (services == NULL || given->resource == NULL)
        return (HRESULT)WBEM_E_INVALID_PARAMETER;
    hr = wmi_mock__connect_parameters_check(given);
    if (SUCCEEDED(hr))
        hr = wmi_mock__resource_take_apart(given->resource, &parts);
    if (SUCCEEDED(hr))
        hr = connect_to(mock, given, &parts, services);
    wmi_mock__resource_parts_free(&parts);
    return hr;
}

/* The journal records only whether there is a password. */
static const char *presence(const OLECHAR *text)
{
    if (text == NULL)
        return "NULL";
    return text[0] == 0 ? "empty" : "given";
}

static HRESULT STDMETHODCALLTYPE locator_ConnectServer(IWbemLocator *base, const BSTR resource,
                                                       const BSTR user, const BSTR password,
                                                       const BSTR locale, LONG flags, const BSTR authority,
                                                       IWbemContext *context, IWbemServices **services)
{
    const wmi_mock__connect_parameters given = { resource, user, password, locale, authority, flags };
    wmi_mock *mock = from_base(base)->mock;
    wmi_mock__shard *shard;
    HRESULT hr = S_OK;
    wmi_mock__call call;

    if (services != NULL)
        *services = NULL;
    /* A call that hangs ends shortly after wmi_mock_destroy, whose locator needs no reference of the client's. */
    shard = wmi_mock__share(mock);
    wmi_mock__call_open(&call, mock, NULL, "IWbemLocator::ConnectServer");
    wmi_mock__call_text(&call, "strNetworkResource", resource);
    wmi_mock__call_text(&call, "strUser", user);
    wmi_mock__call_flag(&call, "strPassword", presence(password));
    wmi_mock__call_text(&call, "strLocale", locale);
    wmi_mock__call_number(&call, "lSecurityFlags", flags);
    wmi_mock__call_text(&call, "strAuthority", authority);
    wmi_mock__call_flag(&call, "pCtx", context == NULL ? "NULL" : "given");
    if (wmi_mock__call_admit(&call))
        hr = connect_server(mock, &given, services);
    hr = wmi_mock__call_close(&call, hr);
    wmi_mock__unshare(mock, shard);
    return hr;
}

static const IWbemLocatorVtbl vtable = {
    locator_QueryInterface,
    locator_AddRef,
    locator_Release,
    locator_ConnectServer,
};

static HRESULT create(wmi_mock *mock, bool is_mocks_own, IWbemLocator **created)
{
    locator *self = calloc(1, sizeof *self);
    HRESULT hr;

    if (self == NULL)
        return E_OUTOFMEMORY;
    self->base.lpVtbl = &vtable;
    self->mock = mock;
    self->is_mocks_own = is_mocks_own;
    hr = CoCreateFreeThreadedMarshaler((IUnknown *)&self->base, &self->marshaler);
    if (FAILED(hr)) {
        free(self);
        return hr;
    }
    *created = &self->base;
    return S_OK;
}

HRESULT wmi_mock__locator_create(wmi_mock *mock, IWbemLocator **created)
{
    return create(mock, true, created);
}

HRESULT wmi_mock__locator_create_for_client(wmi_mock *mock, REFIID iid, void **out)
{
    IWbemLocator *created = NULL;
    HRESULT hr = create(mock, false, &created);

    if (FAILED(hr))
        return hr;
    IWbemLocator_AddRef(created);
    hr = IWbemLocator_QueryInterface(created, iid, out);
    IWbemLocator_Release(created);
    return hr;
}

void wmi_mock__locator_free(IWbemLocator *base)
{
    locator *self = from_base(base);

    IUnknown_Release(self->marshaler);
    free(self);
}
