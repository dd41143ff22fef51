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
#include <string.h>

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
    wmi__blanket *blanket;
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
    wmi__blanket_release(self->blanket);
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

static HRESULT request_create(const wmi_connect_options *options, wmi__blanket *blanket, bool by_worker,
                              request **created)
{
    request *self = calloc(1, sizeof *self);
    HRESULT hr;

    if (self == NULL)
        return wmi__out_of_memory(OPERATION);
    self->flags = security_flags(options, by_worker);
    self->com_setup = options->com_setup;
    self->blanket = blanket;
    wmi__blanket_add_ref(blanket);
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

/* Makes the call on this thread, whichever it is. The blanket belongs to the proxy, and so to this apartment. */
static HRESULT request_run(void *argument, wmi__job *job, void **services)
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
    wmi__job_sending(job);
    if (SUCCEEDED(hr))
        hr = connect_server(self, locator, context, &connected);
    if (SUCCEEDED(hr))
        hr = wmi__blanket_set(self->blanket, (IUnknown *)connected, self->resource_text);
    if (FAILED(hr) && connected != NULL) {
        IWbemServices_Release(connected);
        connected = NULL;
    }
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
    .stays_in_mta = true,
};

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

static HRESULT open_services(const wmi_connect_options *options, uint64_t limit_ms, const char *resource,
                             wmi_connection *connection)
{
    const wmi__terms terms = wmi__connection_terms(connection, resource, connection->cancel, limit_ms);
    request *call = NULL;
    void *services = NULL;
    HRESULT hr = request_create(options, connection->blanket, connection->is_limited, &call);

    if (SUCCEEDED(hr))
        hr = wmi__work_run(&connect_work, call, &terms, &services);
    connection->services = services;
    return hr;
}

/* What the connection keeps of the options. */
static HRESULT keep(const wmi_connect_options *options, wmi_connection *connection)
{
    wmi__server_name server = wmi__resource_server(options->server, options->namespace_path);
    size_t length = wmi__server_is_local(server) ? 0 : server.length;

    wmi__mutex_init(&connection->lock);
    atomic_init(&connection->given_up, false);
    connection->com_setup = options->com_setup;
    connection->timeout_ms = options->timeout_ms;
    connection->cancel = wmi__cancel_share(options->cancel);
    connection->is_limited = options->cancel != NULL || options->timeout_ms != 0;
    connection->context = options->context;
    if (connection->context != NULL)
        IWbemContext_AddRef(connection->context);
    connection->server = calloc(1, length + 1);
    if (connection->server == NULL)
        return wmi__out_of_memory(OPERATION);
    memcpy(connection->server, server.text, length);
    return make_blanket(options, &connection->blanket);
}

static HRESULT connect_to(const wmi_connect_options *options, uint64_t limit_ms, const char *resource,
                          wmi_connection *connection)
{
    HRESULT hr = keep(options, connection);

    if (SUCCEEDED(hr) && connection->is_limited)
        hr = wmi__connection_prepare_end(connection);
    if (SUCCEEDED(hr))
        hr = open_services(options, limit_ms, resource, connection);
    return hr;
}

static HRESULT make_connection(const wmi_connect_options *options, wmi_connection **connection)
{
    uint64_t limit = wmi__limit_in(options->timeout_ms);
    char *resource = wmi__resource_path(options->server, options->namespace_path);
    wmi_connection *made = resource == NULL ? NULL : calloc(1, sizeof *made);
    HRESULT hr;

    if (made == NULL) {
        free(resource);
        return wmi__out_of_memory(OPERATION);
    }
    hr = connect_to(options, limit, resource, made);
    if (SUCCEEDED(hr))
        *connection = made;
    else
        wmi_disconnect(made);
    free(resource);
    return hr;
}

HRESULT wmi_connect(const wmi_connect_options *given, wmi_connection **connection)
{
    wmi_connect_options options;
    HRESULT hr;

    if (connection == NULL)
        return wmi__refuse_null(OPERATION, "connection");
    *connection = NULL;
    hr = wmi__connect_options_read(given, &options);
    if (FAILED(hr))
        return hr;
    wmi__cancel_share(options.cancel); /* who triggers it may free it at once */
    hr = wmi__apartment_enter(options.com_setup, false);
    if (SUCCEEDED(hr)) {
        hr = make_connection(&options, connection);
        wmi__apartment_leave(); /* on success the blanket holds its own count of COM's users */
    }
    wmi_cancel_free(options.cancel);
    return hr;
}
