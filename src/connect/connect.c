/* SPDX-License-Identifier: MIT */
#include "base/bstr.h"
#include "base/erase.h"
#include "base/guids.h"
#include "com/apartment.h"
#include "com/cancel.h"
#include "com/crossing.h"
#include "com/locator.h"
#include "com/work.h"
#include "connect/connection.h"
#include "connect/options.h"
#include "connect/resource.h"
#include "error/error.h"
#include "error/error_info.h"

#include <stdlib.h>

#define OPERATION "wmi_connect"

/* A call of ConnectServer with everything it needs, so a worker can make it even after the caller has returned. */
typedef struct request {
    char *resource_text; /* for messages */
    BSTR resource;
    BSTR user;
    BSTR password; /* erased before it is freed */
    BSTR locale;
    BSTR authority;
    LONG flags;
    wmi_com_setup com_setup;
    wmi__crossing locator; /* the caller's locator, or nothing */
    wmi__crossing context;
} request;

static void request_free(void *context)
{
    request *self = context;

    if (self == NULL)
        return;
    SysFreeString(self->resource);
    SysFreeString(self->user);
    wmi__erase_bstr(self->password);
    SysFreeString(self->locale);
    SysFreeString(self->authority);
    wmi__crossing_drop(&self->locator, &wmi__IID_IWbemLocator);
    wmi__crossing_drop(&self->context, &wmi__IID_IWbemContext);
    free(self->resource_text);
    free(self);
}

/* An authority of "" means none ("blank" in the specification). */
static const char *none_if_empty(const char *text)
{
    return text != NULL && text[0] == '\0' ? NULL : text;
}

static HRESULT request_set_texts(request *self, const wmi_connect_options *options)
{
    HRESULT hr = E_OUTOFMEMORY;

    self->resource_text = wmi__resource_path(options->server, options->namespace_path);
    if (self->resource_text != NULL)
        hr = wmi__bstr_from_utf8(self->resource_text, &self->resource);
    if (SUCCEEDED(hr))
        hr = wmi__bstr_from_utf8(options->user, &self->user);
    if (SUCCEEDED(hr))
        hr = wmi__bstr_from_utf8(options->password, &self->password);
    if (SUCCEEDED(hr))
        hr = wmi__bstr_from_utf8(options->locale, &self->locale);
    if (SUCCEEDED(hr))
        hr = wmi__bstr_from_utf8(none_if_empty(options->authority), &self->authority);
    return FAILED(hr) ? wmi__out_of_memory(OPERATION) : S_OK;
}

/* Takes the caller's interfaces along; marshalled when a worker makes the call for an STA. */
static HRESULT request_set_pointers(request *self, const wmi_connect_options *options, bool by_worker)
{
    bool marshal = by_worker && wmi__apartment_is_single_threaded();
    HRESULT hr = wmi__crossing_begin(&self->locator, &wmi__IID_IWbemLocator, options->locator, marshal);

    if (SUCCEEDED(hr))
        hr = wmi__crossing_begin(&self->context, &wmi__IID_IWbemContext, options->context, marshal);
    if (FAILED(hr))
        return wmi__com_failed(hr, "CoMarshalInterThreadInterfaceInStream",
                               "options->locator or options->context");
    return S_OK;
}

/* A worker's call is always limited to two minutes, so that an abandoned call ends eventually. */
static LONG security_flags(const wmi_connect_options *options, bool by_worker)
{
    return options->security_flags == WMI_CONNECT_WAIT_FOREVER && !by_worker ? 0
                                                                             : WBEM_FLAG_CONNECT_USE_MAX_WAIT;
}

static HRESULT request_create(const wmi_connect_options *options, bool by_worker, request **created)
{
    request *self = calloc(1, sizeof *self);
    HRESULT hr;

    if (self == NULL)
        return wmi__out_of_memory(OPERATION);
    self->flags = security_flags(options, by_worker);
    self->com_setup = options->com_setup;
    hr = request_set_texts(self, options);
    if (SUCCEEDED(hr))
        hr = request_set_pointers(self, options, by_worker);
    if (FAILED(hr)) {
        request_free(self);
        return hr;
    }
    *created = self;
    return S_OK;
}

static HRESULT connect_server(const request *self, IWbemLocator *locator, IWbemContext *context,
                              IWbemServices **services)
{
    HRESULT hr;

    wmi__error_info_forget();
    hr = IWbemLocator_ConnectServer(locator, self->resource, self->user, self->password, self->locale,
                                    self->flags, self->authority, context, services);
    if (FAILED(hr)) {
        *services = NULL; /* some locators do not clear it */
        return wmi__wmi_failed(hr, "IWbemLocator::ConnectServer", "'%s'", self->resource_text);
    }
    if (*services == NULL)
        return wmi__refuse(E_UNEXPECTED, "IWbemLocator::ConnectServer", "'%s': the call returned no object",
                           self->resource_text);
    return S_OK;
}

/* Makes the call on the current thread. */
static HRESULT request_run(void *argument, void **services)
{
    request *self = argument;
    IWbemServices *connected = NULL;
    void *locator = NULL;
    void *context = NULL;
    HRESULT hr;

    hr = wmi__crossing_end(&self->locator, &wmi__IID_IWbemLocator, &locator);
    if (SUCCEEDED(hr))
        hr = wmi__crossing_end(&self->context, &wmi__IID_IWbemContext, &context);
    if (FAILED(hr)) {
        wmi__com_failed(hr, "CoGetInterfaceAndReleaseStream", "options->locator or options->context");
        goto cleanup;
    }
    if (locator == NULL)
        hr = wmi__locator_get(self->com_setup, (IWbemLocator **)&locator);
    if (SUCCEEDED(hr))
        hr = connect_server(self, locator, context, &connected);
    *services = connected;

cleanup:
    if (context != NULL)
        IWbemContext_Release((IWbemContext *)context);
    if (locator != NULL)
        IWbemLocator_Release((IWbemLocator *)locator);
    return hr;
}

static const wmi__work connect_work = {
    .operation = "IWbemLocator::ConnectServer",
    .run = request_run,
    .free = request_free,
    .result_iids = { &wmi__IID_IWbemServices },
};

/* If the wait may end before ConnectServer returns, the call needs its own thread. */
static HRESULT open_services(const wmi_connect_options *options, const char *resource,
                             IWbemServices **services)
{
    uint64_t limit = wmi__limit_in(options->timeout_ms);
    request *call = NULL;
    void *result = NULL;
    HRESULT hr;

    hr = request_create(options, wmi__wait_is_limited(options->cancel, limit), &call);
    if (SUCCEEDED(hr))
        hr = wmi__work_run(&connect_work, call, options->com_setup, options->cancel, limit, resource,
                           &result);
    *services = result;
    return hr;
}

static DWORD authn_level(const wmi_connect_options *options)
{
    wmi__server_name server = wmi__resource_server(options->server, options->namespace_path);

    if (options->authn_level != WMI_AUTHN_DEFAULT)
        return (DWORD)options->authn_level;
    return wmi__server_is_local(server) ? RPC_C_AUTHN_LEVEL_DEFAULT : RPC_C_AUTHN_LEVEL_PKT_PRIVACY;
}

static HRESULT make_blanket(const wmi_connect_options *options, wmi__blanket **blanket)
{
    wmi__blanket_settings settings = {
        .authn_level = authn_level(options),
        .impersonation = options->impersonation == WMI_IMPERSONATION_DEFAULT ? RPC_C_IMP_LEVEL_IMPERSONATE
                                                                             : (DWORD)options->impersonation,
        .capabilities = (DWORD)options->cloaking,
    };
    wmi__identity *identity = NULL;

    if (options->user != NULL) {
        identity = wmi__identity_create(options->user, options->password, options->authority);
        if (identity == NULL)
            return wmi__out_of_memory(OPERATION);
    }
    return wmi__blanket_create(&settings, identity, blanket);
}

static HRESULT connect_to(const wmi_connect_options *options, const char *resource,
                          wmi_connection *connection)
{
    HRESULT hr = make_blanket(options, &connection->blanket);

    if (FAILED(hr))
        return hr;
    hr = open_services(options, resource, &connection->services);
    if (FAILED(hr))
        return hr;
    hr = wmi__blanket_set(connection->blanket, (IUnknown *)connection->services, resource);
    if (FAILED(hr))
        return hr;
    connection->com_setup = options->com_setup;
    connection->context = options->context;
    if (connection->context != NULL)
        IWbemContext_AddRef(connection->context);
    return S_OK;
}

HRESULT wmi_connect(const wmi_connect_options *given, wmi_connection **connection)
{
    wmi_connect_options options;
    wmi_connection *made = NULL;
    char *resource = NULL;
    HRESULT hr;

    if (connection == NULL)
        return wmi__refuse_null(OPERATION, "connection");
    *connection = NULL;
    hr = wmi__connect_options_read(given, &options);
    if (FAILED(hr))
        return hr;
    hr = wmi__apartment_enter(options.com_setup, false);
    if (FAILED(hr))
        return hr;

    resource = wmi__resource_path(options.server, options.namespace_path);
    made = calloc(1, sizeof *made);
    if (resource == NULL || made == NULL)
        hr = wmi__out_of_memory(OPERATION);
    else
        hr = connect_to(&options, resource, made);
    if (SUCCEEDED(hr)) {
        *connection = made;
        made = NULL;
    }
    wmi_disconnect(made);
    free(resource);
    wmi__apartment_leave(); /* on success the blanket holds its own count of COM's users */
    return hr;
}

void wmi_disconnect(wmi_connection *connection)
{
    if (connection == NULL)
        return;
    if (connection->context != NULL)
        IWbemContext_Release(connection->context);
    if (connection->services != NULL)
        IWbemServices_Release(connection->services);
    wmi__blanket_release(connection->blanket);
    free(connection);
}

IWbemServices *wmi_services(const wmi_connection *connection)
{
    return connection == NULL ? NULL : connection->services;
}

HRESULT wmi_secure_proxy(const wmi_connection *connection, IUnknown *proxy)
{
    if (connection == NULL)
        return wmi__refuse_null("wmi_secure_proxy", "connection");
    if (proxy == NULL)
        return wmi__refuse_null("wmi_secure_proxy", "proxy");
    return wmi__blanket_set(connection->blanket, proxy, "the given proxy");
}
