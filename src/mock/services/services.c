/* SPDX-License-Identifier: MIT */
/* IWbemServices: lifetime and identity. Its methods are in the other files of this folder. */
#include "mock/services/async/async.h"
#include "mock/services/calls.h"
#include "mock/services/namespace_security.h"
#include "mock/services/refused.h"

#include <stdlib.h>

wmi_mock__services *wmi_mock__services_of(IWbemServices *base)
{
    return (wmi_mock__services *)(void *)base;
}

static wmi_mock__services *from_proxy(wmi_mock__proxy *proxy)
{
    return (wmi_mock__services *)(void *)((char *)proxy - offsetof(wmi_mock__services, proxy));
}

/* --- IUnknown ------------------------------------------------------------------------------------------------------ */

static HRESULT STDMETHODCALLTYPE services_QueryInterface(IWbemServices *base, REFIID iid, void **out)
{
    return wmi_mock__proxy_query(&wmi_mock__services_of(base)->proxy, iid, out);
}

static ULONG STDMETHODCALLTYPE services_AddRef(IWbemServices *base)
{
    return wmi_mock__proxy_add_ref(&wmi_mock__services_of(base)->proxy);
}

static ULONG STDMETHODCALLTYPE services_Release(IWbemServices *base)
{
    return wmi_mock__proxy_release(&wmi_mock__services_of(base)->proxy);
}

static const IWbemServicesVtbl vtable = {
    services_QueryInterface,
    services_AddRef,
    services_Release,
    wmi_mock__services_OpenNamespace,
    wmi_mock__services_CancelAsyncCall,
    wmi_mock__services_QueryObjectSink,
    wmi_mock__services_GetObject,
    wmi_mock__services_GetObjectAsync,
    wmi_mock__services_PutClass,
    wmi_mock__services_PutClassAsync,
    wmi_mock__services_DeleteClass,
    wmi_mock__services_DeleteClassAsync,
    wmi_mock__services_CreateClassEnum,
    wmi_mock__services_CreateClassEnumAsync,
    wmi_mock__services_PutInstance,
    wmi_mock__services_PutInstanceAsync,
    wmi_mock__services_DeleteInstance,
    wmi_mock__services_DeleteInstanceAsync,
    wmi_mock__services_CreateInstanceEnum,
    wmi_mock__services_CreateInstanceEnumAsync,
    wmi_mock__services_ExecQuery,
    wmi_mock__services_ExecQueryAsync,
    wmi_mock__services_ExecNotificationQuery,
    wmi_mock__services_ExecNotificationQueryAsync,
    wmi_mock__services_ExecMethod,
    wmi_mock__services_ExecMethodAsync,
};

static void destroy(wmi_mock__proxy *proxy)
{
    wmi_mock__services *self = from_proxy(proxy);

    if (!wmi_mock__proxy_may_pass(proxy)) /* there may be subscriptions */
        proxy->mock->upper->services_ended(proxy->mock, &self->base);
    wmi_mock__place_release(self->place);
    free(self);
}

static HRESULT copy_proxy(wmi_mock__proxy *proxy, wmi_mock__proxy **copied)
{
    IWbemServices *copy = NULL;
    const wmi_mock__services *self = from_proxy(proxy);
    HRESULT hr = wmi_mock__services_create(proxy->mock, proxy->host, self->space, self->place->namespace_path,
                                           &copy);

    if (SUCCEEDED(hr))
        *copied = &wmi_mock__services_of(copy)->proxy;
    return hr;
}

static const wmi_mock__proxy_kind kind = { &IID_IWbemServices, "IWbemServices::Release", destroy,
                                           copy_proxy };

/* The namespace's path is shown with backslashes, whatever the client wrote. */
static wmi_mock__place *make_place(const wmi_mock__host *host, const char *path)
{
    wmi_mock__place *place = wmi_mock__place_create(host->name, path);

    for (char *at = place == NULL ? NULL : place->namespace_path; at != NULL && *at != '\0'; at++) {
        if (*at == '/')
            *at = '\\';
    }
    return place;
}

HRESULT wmi_mock__services_create(wmi_mock *mock, wmi_mock__host *host, wmi_mock__namespace *space,
                                  const char *path, IWbemServices **created)
{
    wmi_mock__services *self = calloc(1, sizeof *self);
    HRESULT hr = E_OUTOFMEMORY;

    if (self == NULL)
        return hr;
    self->base.lpVtbl = &vtable;
    self->space = space;
    self->place = make_place(host, path);
    if (self->place != NULL)
        hr = wmi_mock__namespace_security_ensure(mock, space);
    if (SUCCEEDED(hr))
        hr = wmi_mock__proxy_begin(&self->proxy, &kind, &self->base, mock, host);
    if (FAILED(hr)) {
        wmi_mock__place_release(self->place);
        free(self);
        return hr;
    }
    *created = &self->base;
    return S_OK;
}
