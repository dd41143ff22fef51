/* SPDX-License-Identifier: MIT */
#include "call/request.h"

#include "base/bstr.h"
#include "base/guids.h"
#include "com/apartment.h"
#include "com/crossing.h"
#include "error/error.h"
#include "error/error_info.h"

#include <stdlib.h>
#include <string.h>

typedef struct request {
    const wmi__request_kind *kind;
    char *what;
    BSTR text;
    BSTR method;
    LONG flags;
    bool wants_object;
    bool wants_text;
    wmi__crossing services;
    wmi__crossing context;
    wmi__crossing object;
    wmi__blanket *blanket;
    bool needs_blanket; /* the services were marshalled, and are another proxy in this apartment */
} request;

void wmi__request_free(void *argument)
{
    request *self = argument;

    if (self == NULL)
        return;
    SysFreeString(self->text);
    SysFreeString(self->method);
    wmi__crossing_drop(&self->services);
    wmi__crossing_drop(&self->context);
    wmi__crossing_drop(&self->object);
    wmi__blanket_release(self->blanket);
    free(self->what);
    free(self);
}

/* --- Making the call -------------------------------------------------------------------------------------------- */

static void drop_answers(void **answers)
{
    for (size_t i = 0; i < WMI__WORK_RESULTS; i++) {
        if (answers[i] != NULL)
            IUnknown_Release((IUnknown *)answers[i]);
        answers[i] = NULL;
    }
}

static HRESULT make_call(const request *self, const wmi__request_call *given, void **results)
{
    void *answers[WMI__WORK_RESULTS] = { NULL };
    HRESULT hr;

    wmi__job_sending(given->job);
    wmi__error_info_forget();
    hr = self->kind->call(given, answers);
    if (FAILED(hr)) /* some services leave the answers as they come */
        return wmi__wmi_failed(hr, self->kind->work.operation, "'%s'", self->what);
    if (self->kind->complete != NULL)
        return self->kind->complete(self->kind, given, answers, results);
    results[0] = answers[0];
    answers[0] = NULL;
    drop_answers(answers);
    return S_OK;
}

/* Interfaces from the caller's apartment; released in every case. */
static HRESULT arrive(request *self, wmi__request_call *given)
{
    void *pointers[3] = { NULL, NULL, NULL };
    HRESULT hr = wmi__crossing_end(&self->services, &pointers[0]);

    if (SUCCEEDED(hr))
        hr = wmi__crossing_end(&self->context, &pointers[1]);
    if (SUCCEEDED(hr))
        hr = wmi__crossing_end(&self->object, &pointers[2]);
    given->services = pointers[0];
    given->context = pointers[1];
    given->object = pointers[2];
    return FAILED(hr) ? wmi__com_failed(hr, "CoGetInterfaceAndReleaseStream", "an argument of the call")
                      : S_OK;
}

/* On this thread, whichever it is. */
HRESULT wmi__request_run(void *argument, wmi__job *job, void **results)
{
    request *self = argument;
    wmi__request_call given = {
        .text = self->text,
        .method = self->method,
        .flags = self->flags,
        .wants_object = self->wants_object,
        .wants_text = self->wants_text,
        .what = self->what,
        .blanket = self->blanket,
        .job = job,
    };
    HRESULT hr = arrive(self, &given);

    if (SUCCEEDED(hr) && self->needs_blanket)
        hr = wmi__blanket_set(self->blanket, (IUnknown *)given.services, self->what);
    if (SUCCEEDED(hr))
        hr = make_call(self, &given, results);
    wmi_object_release(given.object);
    if (given.context != NULL)
        IWbemContext_Release(given.context);
    if (given.services != NULL)
        IWbemServices_Release(given.services);
    return hr;
}

/* --- Preparing it ------------------------------------------------------------------------------------------------- */

static HRESULT set_text(const wmi__request_order *order, const char *argument, const char *text, BSTR *bstr)
{
    HRESULT hr = wmi__bstr_from_utf8(text, bstr);

    if (hr == (HRESULT)WBEM_E_INVALID_PARAMETER)
        return wmi__refuse(hr, order->operation, "%s is not UTF-8", argument);
    return FAILED(hr) ? wmi__out_of_memory(order->operation) : S_OK;
}

static HRESULT set_texts(request *self, const wmi__request_order *order)
{
    HRESULT hr = set_text(order, order->argument, order->text, &self->text);

    if (SUCCEEDED(hr))
        hr = set_text(order, "method", order->method, &self->method);
    if (FAILED(hr))
        return hr;
    self->what = malloc(strlen(order->what) + 1);
    if (self->what == NULL)
        return wmi__out_of_memory(order->operation);
    memcpy(self->what, order->what, strlen(order->what) + 1);
    return S_OK;
}

/* They leave the apartment when a worker makes the call for an STA. */
static HRESULT set_pointers(request *self, wmi_connection *connection, const wmi__request_order *order,
                            bool by_worker)
{
    IWbemContext *context = order->context != NULL ? order->context : connection->context;
    bool marshal = by_worker && wmi__apartment_is_single_threaded();
    HRESULT hr = wmi__connection_lend(connection, by_worker, &self->services, &self->needs_blanket);

    if (FAILED(hr))
        return hr;
    hr = wmi__crossing_begin(&self->context, &wmi__IID_IWbemContext, context, marshal);
    if (SUCCEEDED(hr))
        hr = wmi__crossing_begin(&self->object, &wmi__IID_IWbemClassObject, order->object, marshal);
    if (FAILED(hr))
        return wmi__com_failed(hr, "CoMarshalInterThreadInterfaceInStream", "an argument of the call");
    self->blanket = connection->blanket;
    wmi__blanket_add_ref(self->blanket);
    return S_OK;
}

HRESULT wmi__request_create(const wmi__request_kind *kind, wmi_connection *connection,
                            const wmi__request_order *order, bool by_worker, void **made)
{
    request *self = calloc(1, sizeof *self);
    HRESULT hr;

    if (self == NULL)
        return wmi__out_of_memory(order->operation);
    self->kind = kind;
    self->flags = order->flags;
    self->wants_object = order->wants_object;
    self->wants_text = order->wants_text;
    hr = set_texts(self, order);
    if (SUCCEEDED(hr))
        hr = set_pointers(self, connection, order, by_worker);
    if (FAILED(hr)) {
        wmi__request_free(self);
        return hr;
    }
    *made = self;
    return S_OK;
}

HRESULT wmi__request_make(const wmi__request_kind *kind, wmi_connection *connection,
                          const wmi__request_order *order, void **results)
{
    const wmi__terms terms = wmi__connection_terms(connection, order->what, order->cancel, order->limit_ms);
    void *self = NULL;
    HRESULT hr = wmi__request_create(kind, connection, order,
                                     wmi__wait_is_limited(order->cancel, order->limit_ms), &self);

    return FAILED(hr) ? hr : wmi__work_run(&kind->work, self, &terms, results);
}
