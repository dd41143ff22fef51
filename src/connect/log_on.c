/* SPDX-License-Identifier: MIT */
#include "connect/log_on.h"

#include "base/bstr.h"
#include "base/erase.h"
#include "com/locator.h"
#include "connect/resource.h"
#include "error/error.h"
#include "error/error_info.h"
#include "os/atomic.h"

#include <stdlib.h>

#define CONNECT "IWbemLocator::ConnectServer"

struct wmi__log_on {
    atomic_size_t references;
    char *resource_text; /* for messages */
    BSTR resource;
    BSTR user;
    BSTR locale;
    BSTR authority;
    bool waits_forever;
    wmi_com_setup com_setup;
    wmi__blanket *blanket;
};

void wmi__log_on_release(wmi__log_on *self)
{
    if (self == NULL || atomic_fetch_sub(&self->references, 1) > 1)
        return;
    SysFreeString(self->resource);
    SysFreeString(self->user);
    SysFreeString(self->locale);
    SysFreeString(self->authority);
    wmi__blanket_release(self->blanket);
    free(self->resource_text);
    free(self);
}

wmi__log_on *wmi__log_on_share(wmi__log_on *self)
{
    atomic_fetch_add(&self->references, 1);
    return self;
}

const char *wmi__log_on_resource(const wmi__log_on *self)
{
    return self->resource_text;
}

/* An authority of "" means none ("blank" in the specification). */
static const char *none_if_empty(const char *text)
{
    return text != NULL && text[0] == '\0' ? NULL : text;
}

static HRESULT set_texts(wmi__log_on *self, const wmi_connect_options *options)
{
    HRESULT hr = E_OUTOFMEMORY;

    self->resource_text = wmi__resource_path(options->server, options->namespace_path);
    if (self->resource_text != NULL)
        hr = wmi__bstr_from_utf8(self->resource_text, &self->resource);
    if (SUCCEEDED(hr))
        hr = wmi__bstr_from_utf8(options->user, &self->user);
    if (SUCCEEDED(hr))
        hr = wmi__bstr_from_utf8(options->locale, &self->locale);
    if (SUCCEEDED(hr))
        hr = wmi__bstr_from_utf8(none_if_empty(options->authority), &self->authority);
    return FAILED(hr) ? wmi__out_of_memory("wmi_connect") : S_OK;
}

HRESULT wmi__log_on_create(const wmi_connect_options *options, wmi__blanket *blanket, wmi__log_on **log_on)
{
    wmi__log_on *self = calloc(1, sizeof *self);
    HRESULT hr;

    if (self == NULL)
        return wmi__out_of_memory("wmi_connect");
    atomic_init(&self->references, 1);
    self->waits_forever = options->security_flags == WMI_CONNECT_WAIT_FOREVER;
    self->com_setup = options->com_setup;
    self->blanket = blanket;
    wmi__blanket_add_ref(blanket);
    hr = set_texts(self, options);
    if (FAILED(hr))
        wmi__log_on_release(self);
    else
        *log_on = self;
    return hr;
}

static HRESULT connect_server(const wmi__log_on *self, IWbemLocator *locator, IWbemContext *context,
                              LONG flags, IWbemServices **services)
{
    BSTR password = NULL; /* erased before it is freed */
    HRESULT hr = wmi__blanket_password(self->blanket, &password);

    if (FAILED(hr))
        return wmi__out_of_memory("wmi_connect");
    wmi__error_info_forget();
    hr = IWbemLocator_ConnectServer(locator, self->resource, self->user, password, self->locale, flags,
                                    self->authority, context, services);
    wmi__erase_bstr(password);
    if (FAILED(hr)) {
        *services = NULL; /* some locators do not clear it */
        return wmi__wmi_failed(hr, CONNECT, "'%s'", self->resource_text);
    }
    if (*services == NULL)
        return wmi__refuse(E_UNEXPECTED, CONNECT, "'%s': the call returned no object", self->resource_text);
    return S_OK;
}

/* The blanket belongs to the proxy, and so to this apartment. */
HRESULT wmi__log_on_connect(const wmi__log_on *self, IWbemLocator *locator, IWbemContext *context,
                            wmi__job *job, IWbemServices **services)
{
    LONG flags = self->waits_forever && job == NULL ? 0 : WBEM_FLAG_CONNECT_USE_MAX_WAIT;
    IWbemLocator *used = locator;
    IWbemServices *connected = NULL;
    HRESULT hr = S_OK;

    if (used == NULL)
        hr = wmi__locator_get(self->com_setup, &used);
    else
        IWbemLocator_AddRef(used);
    wmi__job_sending(job);
    if (SUCCEEDED(hr))
        hr = connect_server(self, used, context, flags, &connected);
    if (SUCCEEDED(hr))
        hr = wmi__blanket_set(self->blanket, (IUnknown *)connected, self->resource_text);
    if (FAILED(hr) && connected != NULL) {
        IWbemServices_Release(connected);
        connected = NULL;
    }
    if (used != NULL)
        IWbemLocator_Release(used);
    *services = connected;
    return hr;
}
