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
    wmi__crossing_drop(&self->services, &wmi__IID_IWbemServices);
    wmi__crossing_drop(&self->context, &wmi__IID_IWbemContext);
    wmi__crossing_drop(&self->object, &wmi__IID_IWbemClassObject);
    wmi__blanket_release(self->blanket);
    free(self->what);
    free(self);
}

/* --- Making the call -------------------------------------------------------------------------------------------- */

static HRESULT make_call(const request *self, const wmi__request_call *given, void **results)
{
    HRESULT hr;

    wmi__error_info_forget();
    hr = self->kind->call(given, results);
    if (SUCCEEDED(hr))
        return hr;
    memset(results, 0, WMI__WORK_RESULTS * sizeof *results); /* some services do not clear them */
    return wmi__wmi_failed(hr, self->kind->work.operation, "'%s'", self->what);
}

/* Interfaces from the caller's apartment; released in every case. */
static HRESULT arrive(request *self, wmi__request_call *given)
{
    void *pointers[3] = { NULL, NULL, NULL };
    HRESULT hr = wmi__crossing_end(&self->services, &wmi__IID_IWbemServices, &pointers[0]);

    if (SUCCEEDED(hr))
        hr = wmi__crossing_end(&self->context, &wmi__IID_IWbemContext, &pointers[1]);
    if (SUCCEEDED(hr))
        hr = wmi__crossing_end(&self->object, &wmi__IID_IWbemClassObject, &pointers[2]);
    given->services = pointers[0];
    given->context = pointers[1];
    given->object = pointers[2];
    return FAILED(hr) ? wmi__com_failed(hr, "CoGetInterfaceAndReleaseStream", "an argument of the call")
                      : S_OK;
}

/* Makes the call on the current thread. */
HRESULT wmi__request_run(void *argument, void **results)
{
    request *self = argument;
    wmi__request_call given = { .text = self->text, .method = self->method, .flags = self->flags };
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

/* They are marshalled when a worker makes the call for an STA. */
static HRESULT set_pointers(request *self, const wmi_connection *connection, const wmi__request_order *order)
{
    IWbemContext *context = order->context != NULL ? order->context : connection->context;
    bool marshal = wmi__wait_is_limited(order->cancel, order->limit_ms) &&
                   wmi__apartment_is_single_threaded();
    HRESULT hr;

    self->needs_blanket = marshal;
    hr = wmi__crossing_begin(&self->services, &wmi__IID_IWbemServices, connection->services, marshal);
    if (SUCCEEDED(hr))
        hr = wmi__crossing_begin(&self->context, &wmi__IID_IWbemContext, context, marshal);
    if (SUCCEEDED(hr))
        hr = wmi__crossing_begin(&self->object, &wmi__IID_IWbemClassObject, order->object, marshal);
    if (FAILED(hr))
        return wmi__com_failed(hr, "CoMarshalInterThreadInterfaceInStream", "an argument of the call");
    self->blanket = connection->blanket;
    wmi__blanket_add_ref(self->blanket);
    return S_OK;
}

HRESULT wmi__request_make(const wmi__request_kind *kind, const wmi_connection *connection,
                          const wmi__request_order *order, void **results)
{
    request *self = calloc(1, sizeof *self);
    HRESULT hr;

    if (self == NULL)
        return wmi__out_of_memory(order->operation);
    self->kind = kind;
    self->flags = order->flags;
    hr = set_texts(self, order);
    if (SUCCEEDED(hr))
        hr = set_pointers(self, connection, order);
    if (FAILED(hr)) {
        wmi__request_free(self);
        return hr;
    }
    return wmi__work_run(&kind->work, self, connection->com_setup, order->cancel, order->limit_ms,
                         order->what, results);
}
