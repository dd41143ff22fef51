/* SPDX-License-Identifier: MIT */
#include "apartment.h"
#include "bstr.h"
#include "crossing.h"
#include "cursor.h"
#include "error.h"
#include "error_info.h"
#include "work.h"

#include <stdlib.h>
#include <string.h>

#define SEMISYNCHRONOUS ((LONG)(WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_FORWARD_ONLY))

/* What queries and enumerations have in common: one text in, an enumerator out. */
typedef struct enumeration {
    const char *operation; /* ours */
    const char *argument;  /* our name of the text */
    wmi__work work;        /* COM's part */
    HRESULT(*call)
    (IWbemServices *services, BSTR text, LONG flags, IWbemContext *context, IEnumWbemClassObject **rows);
} enumeration;

/* A call with all that it needs, so that a worker can make it whatever becomes of the caller. */
typedef struct request {
    const enumeration *kind;
    char *text; /* for messages */
    BSTR bstr;
    LONG flags;
    wmi__crossing services;
    wmi__crossing context;
    wmi__blanket *blanket;
    bool needs_blanket; /* the services have crossed into another apartment, and are another proxy there */
} request;

static void request_free(void *argument)
{
    request *self = argument;

    if (self == NULL)
        return;
    SysFreeString(self->bstr);
    wmi__crossing_drop(&self->services, &IID_IWbemServices);
    wmi__crossing_drop(&self->context, &IID_IWbemContext);
    wmi__blanket_release(self->blanket);
    free(self->text);
    free(self);
}

static HRESULT call_services(const request *self, IWbemServices *services, IWbemContext *context,
                             IEnumWbemClassObject **rows)
{
    const char *operation = self->kind->work.operation;
    HRESULT hr;

    wmi__error_info_forget();
    hr = self->kind->call(services, self->bstr, self->flags, context, rows);
    if (FAILED(hr)) {
        *rows = NULL; /* some services leave it as it comes */
        return wmi__wmi_failed(hr, operation, "'%s'", self->text);
    }
    if (*rows == NULL)
        return wmi__refuse(E_UNEXPECTED, operation, "'%s': the call gave no enumerator", self->text);
    return S_OK;
}

/* Makes the call on this thread, whichever it is. */
static HRESULT request_run(void *argument, void **rows)
{
    request *self = argument;
    IEnumWbemClassObject *made = NULL;
    void *services = NULL;
    void *context = NULL;
    HRESULT hr;

    hr = wmi__crossing_end(&self->services, &IID_IWbemServices, &services);
    if (SUCCEEDED(hr))
        hr = wmi__crossing_end(&self->context, &IID_IWbemContext, &context);
    if (FAILED(hr)) {
        wmi__com_failed(hr, "CoGetInterfaceAndReleaseStream", "the connection's services or context");
        goto cleanup;
    }
    if (self->needs_blanket)
        hr = wmi__blanket_set(self->blanket, services, self->text);
    if (SUCCEEDED(hr))
        hr = call_services(self, services, context, &made);
    *rows = made;

cleanup:
    if (context != NULL)
        IWbemContext_Release((IWbemContext *)context);
    if (services != NULL)
        IWbemServices_Release((IWbemServices *)services);
    return hr;
}

static HRESULT request_set_text(request *self, const char *text)
{
    HRESULT hr = wmi__bstr_from_utf8(text, &self->bstr);

    if (hr == (HRESULT)WBEM_E_INVALID_PARAMETER)
        return wmi__refuse(hr, self->kind->operation, "%s is not UTF-8", self->kind->argument);
    self->text = FAILED(hr) ? NULL : malloc(strlen(text) + 1);
    if (self->text == NULL)
        return wmi__out_of_memory(self->kind->operation);
    memcpy(self->text, text, strlen(text) + 1);
    return S_OK;
}

static HRESULT request_set_pointers(request *self, const wmi_connection *connection, IWbemContext *context,
                                    bool by_worker)
{
    HRESULT hr;

    self->needs_blanket = by_worker && wmi__apartment_is_single_threaded();
    hr = wmi__crossing_begin(&self->services, &IID_IWbemServices, connection->services, self->needs_blanket);
    if (SUCCEEDED(hr))
        hr = wmi__crossing_begin(&self->context, &IID_IWbemContext, context, self->needs_blanket);
    if (FAILED(hr))
        return wmi__com_failed(hr, "CoMarshalInterThreadInterfaceInStream",
                               "the connection's services or context");
    self->blanket = connection->blanket;
    wmi__blanket_add_ref(self->blanket);
    return S_OK;
}

static HRESULT request_create(const enumeration *kind, const wmi_connection *connection, const char *text,
                              const wmi_query_options *options, bool by_worker, request **created)
{
    IWbemContext *context = options->context != NULL ? options->context : connection->context;
    request *self = calloc(1, sizeof *self);
    HRESULT hr;

    if (self == NULL)
        return wmi__out_of_memory(kind->operation);
    self->kind = kind;
    self->flags = SEMISYNCHRONOUS | (LONG)options->flags;
    hr = request_set_text(self, text);
    if (SUCCEEDED(hr))
        hr = request_set_pointers(self, connection, context, by_worker);
    if (FAILED(hr)) {
        request_free(self);
        return hr;
    }
    *created = self;
    return S_OK;
}

/* Somebody may end the wait for the server: then the call needs a thread of its own. */
static HRESULT start(const enumeration *kind, const wmi_connection *connection, const char *text,
                     const wmi_query_options *options, IEnumWbemClassObject **rows)
{
    uint64_t limit = wmi__limit_in(options->timeout_ms);
    bool by_worker = options->cancel != NULL || options->timeout_ms != 0;
    request *call = NULL;
    void *result = NULL;
    HRESULT hr;

    hr = wmi__cancel_check(options->cancel, limit, NULL);
    if (FAILED(hr))
        return wmi__com_failed(hr, kind->work.operation, "'%s'", text);
    hr = request_create(kind, connection, text, options, by_worker, &call);
    if (FAILED(hr))
        return hr;
    if (by_worker) {
        hr = wmi__work_run(&kind->work, call, connection->com_setup, options->cancel, limit, text, &result);
    } else {
        hr = request_run(call, &result);
        request_free(call);
    }
    *rows = result;
    return hr;
}

static HRESULT check(const enumeration *kind, const wmi_connection *connection, const char *text,
                     wmi_cursor **cursor)
{
    if (cursor == NULL)
        return wmi__refuse_null(kind->operation, "cursor");
    *cursor = NULL;
    if (connection == NULL)
        return wmi__refuse_null(kind->operation, "connection");
    if (text == NULL)
        return wmi__refuse_null(kind->operation, kind->argument);
    return S_OK;
}

static HRESULT enumerate(const enumeration *kind, wmi_connection *connection, const char *text,
                         const wmi_query_options *given, wmi_cursor **cursor)
{
    IEnumWbemClassObject *rows = NULL;
    wmi_query_options options;
    HRESULT hr;

    hr = check(kind, connection, text, cursor);
    if (FAILED(hr))
        return hr;
    hr = wmi__query_options_read(given, kind->operation, &options);
    if (FAILED(hr))
        return hr;
    hr = start(kind, connection, text, &options, &rows);
    if (FAILED(hr))
        return hr;
    return wmi__cursor_create(connection, rows, &options, kind->operation, text, cursor);
}

static HRESULT exec_query(IWbemServices *services, BSTR text, LONG flags, IWbemContext *context,
                          IEnumWbemClassObject **rows)
{
    BSTR language = SysAllocString(u"WQL");
    HRESULT hr;

    if (language == NULL)
        return E_OUTOFMEMORY;
    hr = IWbemServices_ExecQuery(services, language, text, flags, context, rows);
    SysFreeString(language);
    return hr;
}

static HRESULT create_instance_enum(IWbemServices *services, BSTR text, LONG flags, IWbemContext *context,
                                    IEnumWbemClassObject **rows)
{
    return IWbemServices_CreateInstanceEnum(services, text, flags, context, rows);
}

HRESULT wmi_query(wmi_connection *connection, const char *wql, const wmi_query_options *options,
                  wmi_cursor **cursor)
{
    static const enumeration query = {
        .operation = "wmi_query",
        .argument = "wql",
        .work = { "IWbemServices::ExecQuery", &IID_IEnumWbemClassObject, request_run, request_free },
        .call = exec_query,
    };

    return enumerate(&query, connection, wql, options, cursor);
}

HRESULT wmi_instances(wmi_connection *connection, const char *class_name, const wmi_query_options *options,
                      wmi_cursor **cursor)
{
    static const enumeration instances = {
        .operation = "wmi_instances",
        .argument = "class_name",
        .work = { "IWbemServices::CreateInstanceEnum", &IID_IEnumWbemClassObject, request_run, request_free },
        .call = create_instance_enum,
    };

    return enumerate(&instances, connection, class_name, options, cursor);
}
