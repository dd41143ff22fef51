/* SPDX-License-Identifier: MIT */
/* IWbemServices: its life and its identity. What it does is in services_….c, a file a noun. */
#include "mock/services/calls.h"
#include "mock/services/refused.h"

#include <stdlib.h>

wmi__services *wmi__services_of(IWbemServices *base)
{
    return (wmi__services *)(void *)base;
}

static wmi__services *from_proxy(wmi__proxy *proxy)
{
    return (wmi__services *)(void *)((char *)proxy - offsetof(wmi__services, proxy));
}

/* --- IUnknown ------------------------------------------------------------------------------------------------------ */

static HRESULT STDMETHODCALLTYPE services_QueryInterface(IWbemServices *base, REFIID iid, void **out)
{
    return wmi__proxy_query(&wmi__services_of(base)->proxy, iid, out);
}

static ULONG STDMETHODCALLTYPE services_AddRef(IWbemServices *base)
{
    return wmi__proxy_add_ref(&wmi__services_of(base)->proxy);
}

static ULONG STDMETHODCALLTYPE services_Release(IWbemServices *base)
{
    return wmi__proxy_release(&wmi__services_of(base)->proxy);
}

static const IWbemServicesVtbl vtable = {
    services_QueryInterface,
    services_AddRef,
    services_Release,
    wmi__services_OpenNamespace,
    wmi__services_CancelAsyncCall,
    wmi__services_QueryObjectSink,
    wmi__services_GetObject,
    wmi__services_GetObjectAsync,
    wmi__services_PutClass,
    wmi__services_PutClassAsync,
    wmi__services_DeleteClass,
    wmi__services_DeleteClassAsync,
    wmi__services_CreateClassEnum,
    wmi__services_CreateClassEnumAsync,
    wmi__services_PutInstance,
    wmi__services_PutInstanceAsync,
    wmi__services_DeleteInstance,
    wmi__services_DeleteInstanceAsync,
    wmi__services_CreateInstanceEnum,
    wmi__services_CreateInstanceEnumAsync,
    wmi__services_ExecQuery,
    wmi__services_ExecQueryAsync,
    wmi__services_ExecNotificationQuery,
    wmi__services_ExecNotificationQueryAsync,
    wmi__services_ExecMethod,
    wmi__services_ExecMethodAsync,
};

static void destroy(wmi__proxy *proxy)
{
    wmi__services *self = from_proxy(proxy);

    wmi__place_release(self->place);
    free(self);
}

static HRESULT copy_proxy(wmi__proxy *proxy, wmi__proxy **copied)
{
    IWbemServices *copy = NULL;
    HRESULT hr = wmi__services_create(proxy->mock, proxy->host, from_proxy(proxy)->space, &copy);

    if (SUCCEEDED(hr))
        *copied = &wmi__services_of(copy)->proxy;
    return hr;
}

static const wmi__proxy_kind kind = { &IID_IWbemServices, destroy, copy_proxy };

HRESULT wmi__services_create(wmi_mock *mock, wmi__host *host, wmi__namespace *space, IWbemServices **created)
{
    wmi__services *self = calloc(1, sizeof *self);
    HRESULT hr = E_OUTOFMEMORY;

    if (self == NULL)
        return hr;
    self->base.lpVtbl = &vtable;
    self->space = space;
    self->place = wmi__place_create(host->name, space->path);
    if (self->place != NULL)
        hr = wmi__proxy_begin(&self->proxy, &kind, &self->base, mock, host);
    if (FAILED(hr)) {
        wmi__place_release(self->place);
        free(self);
        return hr;
    }
    *created = &self->base;
    return S_OK;
}
