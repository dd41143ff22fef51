/* SPDX-License-Identifier: MIT */
#include "base/guids.h"
#include "com/apartment.h"
#include "com/cancel.h"
#include "com/crossing.h"
#include "com/work.h"
#include "connect/connection.h"
#include "connect/options.h"
#include "connect/resource.h"
#include "error/error.h"

#include <stdlib.h>
#include <string.h>

#define OPERATION "wmi_connect"

/* A call of ConnectServer with everything it needs, so a worker can make it even after the caller has returned. */
typedef struct request {
    wmi__log_on *log_on;
    wmi__crossing locator; /* the caller's locator, or nothing */
    wmi__crossing context;
} request;

static void request_free(void *context)
{
    request *self = context;

    if (self == NULL)
        return;
    wmi__crossing_drop(&self->locator);
    wmi__crossing_drop(&self->context);
    wmi__log_on_release(self->log_on);
    free(self);
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

static HRESULT request_create(const wmi_connect_options *options, wmi__log_on *log_on, bool by_worker,
                              request **created)
{
    request *self = calloc(1, sizeof *self);
    HRESULT hr;

    if (self == NULL)
        return wmi__out_of_memory(OPERATION);
    self->log_on = wmi__log_on_share(log_on);
    hr = request_set_pointers(self, options, by_worker);
    if (FAILED(hr)) {
        request_free(self);
        return hr;
    }
    *created = self;
    return S_OK;
}

/* Makes the call on this thread, whichever it is. */
static HRESULT request_run(void *argument, wmi__job *job, void **services)
{
    request *self = argument;
    void *locator = NULL;
    void *context = NULL;
    HRESULT hr = wmi__crossing_end(&self->locator, &locator);

    if (SUCCEEDED(hr))
        hr = wmi__crossing_end(&self->context, &context);
    if (FAILED(hr))
        wmi__com_failed(hr, "CoGetInterfaceAndReleaseStream", "options->locator or options->context");
    else
        hr = wmi__log_on_connect(self->log_on, locator, context, job, (IWbemServices **)services);
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

static HRESULT open_services(const wmi_connect_options *options, uint64_t limit_ms,
                             wmi_connection *connection)
{
    const wmi__terms terms = wmi__connection_terms(connection, wmi__log_on_resource(connection->log_on),
                                                   connection->cancel, limit_ms);
    request *call = NULL;
    void *services = NULL;
    HRESULT hr = request_create(options, connection->log_on, connection->is_limited, &call);

    if (SUCCEEDED(hr))
        hr = wmi__work_run(&connect_work, call, &terms, &services);
    connection->services = services;
    return hr;
}

static HRESULT keep_log_on(const wmi_connect_options *options, wmi_connection *connection)
{
    HRESULT hr = make_blanket(options, &connection->blanket);

    return FAILED(hr) ? hr : wmi__log_on_create(options, connection->blanket, &connection->log_on);
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
    connection->locator = options->locator;
    if (connection->locator != NULL)
        IWbemLocator_AddRef(connection->locator);
    return keep_log_on(options, connection);
}

HRESULT wmi__connection_make(const wmi_connect_options *options, wmi_connection **connection)
{
    wmi_connection *made = calloc(1, sizeof *made);
    HRESULT hr;

    if (made == NULL)
        return wmi__out_of_memory(OPERATION);
    hr = keep(options, made);
    if (SUCCEEDED(hr))
        *connection = made;
    else
        wmi_disconnect(made);
    return hr;
}

static HRESULT make_connection(const wmi_connect_options *options, wmi_connection **connection)
{
    uint64_t limit = wmi__limit_in(options->timeout_ms);
    wmi_connection *made = NULL;
    HRESULT hr = wmi__connection_make(options, &made);

    if (made == NULL)
        return hr;
    if (made->is_limited)
        hr = wmi__connection_prepare_end(made);
    if (SUCCEEDED(hr))
        hr = open_services(options, limit, made);
    if (SUCCEEDED(hr))
        *connection = made;
    else
        wmi_disconnect(made);
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
