/* SPDX-License-Identifier: MIT */
#include "mock/services/call_result.h"

#include "mock/core/time_limit.h"

#include "base/bstr.h"

#include <stdlib.h>

/* The server side, shared by the copies of a proxy (CoCopyProxy). */
typedef struct pending {
    atomic_size_t references;
    wmi_mock__outcome outcome; /* only read */
    wmi__mutex lock;           /* protects the following members; never held while a call waits */
    uint64_t ready_at; /* when the outcome is available, in wmi__clock_ms; 0: no call has waited yet */
} pending;

typedef struct call_result {
    IWbemCallResult base; /* first: the proxy's interface pointer is the call result */
    wmi_mock__proxy proxy;
    pending *shared;
} call_result;

static call_result *from_base(IWbemCallResult *base)
{
    return (call_result *)(void *)base;
}

static call_result *from_proxy(wmi_mock__proxy *proxy)
{
    return (call_result *)(void *)((char *)proxy - offsetof(call_result, proxy));
}

/* --- IUnknown ---------------------------------------------------------------------------------------------------- */

static HRESULT STDMETHODCALLTYPE result_QueryInterface(IWbemCallResult *base, REFIID iid, void **out)
{
    return wmi_mock__proxy_query(&from_base(base)->proxy, iid, out);
}

static ULONG STDMETHODCALLTYPE result_AddRef(IWbemCallResult *base)
{
    return wmi_mock__proxy_add_ref(&from_base(base)->proxy);
}

static ULONG STDMETHODCALLTYPE result_Release(IWbemCallResult *base)
{
    return wmi_mock__proxy_release(&from_base(base)->proxy);
}

/* --- Outcomes ------------------------------------------------------------------------------------------------------ */

void wmi_mock__outcome_clear(wmi_mock__outcome *outcome)
{
    if (outcome->object != NULL)
        IWbemClassObject_Release(&outcome->object->com);
    free(outcome->text);
    free(outcome->parameter);
    *outcome = (wmi_mock__outcome){ 0 };
}

void wmi_mock__outcome_blame(wmi_mock__outcome *outcome, const char *parameter)
{
    if (FAILED(outcome->code))
        outcome->parameter = wmi_mock__copy_text(parameter);
}

static void tell_failure(wmi_mock *mock, const wmi_mock__outcome *outcome)
{
    if (FAILED(outcome->code))
        wmi_mock__extended_status_set(mock, outcome->operation, outcome->parameter, NULL, "WinMgmt",
                                      outcome->code);
}

/* A copy for the client that belongs to the mock: several threads may request one. */
HRESULT wmi_mock__outcome_give_object(wmi_mock *mock, const wmi_mock__outcome *outcome,
                                      IWbemClassObject **object)
{
    wmi_mock__object *copy;
    HRESULT hr;

    if (outcome->object == NULL)
        return S_OK;
    wmi__mutex_lock(&outcome->object->base.lock);
    hr = wmi_mock__object_copy(outcome->object, mock, outcome->object->place, &copy);
    wmi__mutex_unlock(&outcome->object->base.lock);
    if (SUCCEEDED(hr))
        *object = &copy->com;
    return hr;
}

HRESULT wmi_mock__outcome_give_text(const wmi_mock__outcome *outcome, BSTR *text)
{
    return outcome->text == NULL ? S_OK : wmi__bstr_from_utf8(outcome->text, text);
}

static HRESULT give_services(const wmi_mock__proxy *proxy, const wmi_mock__outcome *outcome,
                             IWbemServices **services)
{
    return outcome->space == NULL
               ? S_OK
               : wmi_mock__services_create(proxy->mock, proxy->host, outcome->space, outcome->text, services);
}

/* --- Asking for it ------------------------------------------------------------------------------------------------- */

/* Opens the call; S_OK when the outcome is available. */
static HRESULT await(call_result *self, LONG timeout, const char *operation)
{
    const wmi_mock__arrival arrival = { &self->shared->lock, &self->shared->ready_at };
    const wmi_mock__time_limit limit = wmi_mock__time_limit_from(timeout);

    if (timeout < (LONG)WBEM_INFINITE)
        return (HRESULT)WBEM_E_INVALID_PARAMETER;
    return wmi_mock__arrival_wait(&arrival, &self->proxy, operation, &limit);
}

/* The same for a result of one kind: returns the code of a failed call. */
static HRESULT await_result(call_result *self, LONG timeout, const char *operation,
                            wmi_mock__result_kind kind)
{
    const wmi_mock__outcome *outcome = &self->shared->outcome;
    HRESULT hr = await(self, timeout, operation);

    if (hr != S_OK)
        return hr;
    tell_failure(self->proxy.mock, outcome);
    if (FAILED(outcome->code))
        return outcome->code;
    return outcome->kind == kind ? S_OK : (HRESULT)WBEM_E_INVALID_OPERATION;
}

static bool begin(wmi_mock__call *call, call_result *self, const char *operation, LONG timeout)
{
    wmi_mock__call_open(call, self->proxy.mock, &self->proxy, operation);
    wmi_mock__call_number(call, "lTimeout", timeout);
    return wmi_mock__call_admit(call);
}

static HRESULT STDMETHODCALLTYPE result_GetResultObject(IWbemCallResult *base, LONG timeout,
                                                        IWbemClassObject **object)
{
    call_result *self = from_base(base);
    HRESULT hr = object == NULL ? (HRESULT)WBEM_E_INVALID_PARAMETER : S_OK;
    wmi_mock__call call;

    if (object != NULL)
        *object = NULL;
    if (begin(&call, self, "IWbemCallResult::GetResultObject", timeout) && hr == S_OK) {
        hr = await_result(self, timeout, call.operation, WMI_MOCK__RESULT_OBJECT);
        if (hr == S_OK)
            hr = wmi_mock__outcome_give_object(self->proxy.mock, &self->shared->outcome, object);
    }
    return wmi_mock__call_close(&call, hr);
}

static HRESULT STDMETHODCALLTYPE result_GetResultString(IWbemCallResult *base, LONG timeout, BSTR *text)
{
    call_result *self = from_base(base);
    HRESULT hr = text == NULL ? (HRESULT)WBEM_E_INVALID_PARAMETER : S_OK;
    wmi_mock__call call;

    if (text != NULL)
        *text = NULL;
    if (begin(&call, self, "IWbemCallResult::GetResultString", timeout) && hr == S_OK) {
        hr = await_result(self, timeout, call.operation, WMI_MOCK__RESULT_STRING);
        if (hr == S_OK)
            hr = wmi_mock__outcome_give_text(&self->shared->outcome, text);
    }
    return wmi_mock__call_close(&call, hr);
}

static HRESULT STDMETHODCALLTYPE result_GetResultServices(IWbemCallResult *base, LONG timeout,
                                                          IWbemServices **services)
{
    call_result *self = from_base(base);
    HRESULT hr = services == NULL ? (HRESULT)WBEM_E_INVALID_PARAMETER : S_OK;
    wmi_mock__call call;

    if (services != NULL)
        *services = NULL;
    if (begin(&call, self, "IWbemCallResult::GetResultServices", timeout) && hr == S_OK) {
        hr = await_result(self, timeout, call.operation, WMI_MOCK__RESULT_SERVICES);
        if (hr == S_OK)
            hr = give_services(&self->proxy, &self->shared->outcome, services);
    }
    return wmi_mock__call_close(&call, hr);
}

static HRESULT STDMETHODCALLTYPE result_GetCallStatus(IWbemCallResult *base, LONG timeout, LONG *status)
{
    call_result *self = from_base(base);
    HRESULT hr = status == NULL ? (HRESULT)WBEM_E_INVALID_PARAMETER : S_OK;
    wmi_mock__call call;

    if (status != NULL)
        *status = S_OK;
    if (begin(&call, self, "IWbemCallResult::GetCallStatus", timeout) && hr == S_OK) {
        hr = await(self, timeout, call.operation);
        if (hr == S_OK) {
            *status = self->shared->outcome.code;
            tell_failure(self->proxy.mock, &self->shared->outcome);
        }
    }
    return wmi_mock__call_close(&call, hr);
}

static const IWbemCallResultVtbl vtable = {
    result_QueryInterface,  result_AddRef,          result_Release,
    result_GetResultObject, result_GetResultString, result_GetResultServices,
    result_GetCallStatus,
};

/* --- Making them ---------------------------------------------------------------------------------------------------- */

static void pending_release(pending *shared)
{
    if (atomic_fetch_sub(&shared->references, 1) > 1)
        return;
    wmi_mock__outcome_clear(&shared->outcome);
    wmi__mutex_destroy(&shared->lock);
    free(shared);
}

static void destroy(wmi_mock__proxy *proxy)
{
    call_result *self = from_proxy(proxy);

    pending_release(self->shared);
    free(self);
}

/* Takes ownership of a reference to the shared part in every case. */
static HRESULT create_proxy(wmi_mock *mock, wmi_mock__host *host, pending *shared, call_result **created);

static HRESULT copy_proxy(wmi_mock__proxy *proxy, wmi_mock__proxy **copied)
{
    pending *shared = from_proxy(proxy)->shared;
    call_result *copy = NULL;
    HRESULT hr;

    atomic_fetch_add(&shared->references, 1);
    hr = create_proxy(proxy->mock, proxy->host, shared, &copy);
    if (SUCCEEDED(hr))
        *copied = &copy->proxy;
    return hr;
}

static const wmi_mock__proxy_kind kind = { &IID_IWbemCallResult, "IWbemCallResult::Release", destroy,
                                           copy_proxy };

static HRESULT create_proxy(wmi_mock *mock, wmi_mock__host *host, pending *shared, call_result **created)
{
    call_result *self = calloc(1, sizeof *self);
    HRESULT hr = self == NULL ? E_OUTOFMEMORY : S_OK;

    if (SUCCEEDED(hr))
        hr = wmi_mock__proxy_begin(&self->proxy, &kind, &self->base, mock, host);
    if (FAILED(hr)) {
        pending_release(shared);
        free(self);
        return hr;
    }
    self->base.lpVtbl = &vtable;
    self->shared = shared;
    *created = self;
    return S_OK;
}

/* Takes ownership of the outcome in every case. */
static HRESULT create(wmi_mock__services *services, wmi_mock__outcome *outcome, IWbemCallResult **result)
{
    pending *shared = calloc(1, sizeof *shared);
    call_result *self = NULL;
    HRESULT hr;

    if (shared == NULL) {
        wmi_mock__outcome_clear(outcome);
        return E_OUTOFMEMORY;
    }
    atomic_init(&shared->references, 1);
    wmi__mutex_init(&shared->lock);
    shared->outcome = *outcome;
    hr = create_proxy(services->proxy.mock, services->proxy.host, shared, &self);
    if (SUCCEEDED(hr))
        *result = &self->base;
    return hr;
}

/* --- Delivery -------------------------------------------------------------------------------------------------------- */

void wmi_mock__delivery_begin(const wmi_mock__delivery *delivery)
{
    if (delivery->object != NULL)
        *delivery->object = NULL;
    if (delivery->services != NULL)
        *delivery->services = NULL;
    if (delivery->result != NULL)
        *delivery->result = NULL;
}

bool wmi_mock__delivery_is_later(const wmi_mock__delivery *delivery)
{
    return (delivery->flags & WBEM_FLAG_RETURN_IMMEDIATELY) != 0;
}

static HRESULT give_now(const wmi_mock__services *self, const wmi_mock__outcome *outcome,
                        const wmi_mock__delivery *delivery)
{
    HRESULT hr = S_OK;

    if (delivery->object != NULL)
        hr = wmi_mock__outcome_give_object(self->proxy.mock, outcome, delivery->object);
    if (SUCCEEDED(hr) && delivery->services != NULL)
        hr = give_services(&self->proxy, outcome, delivery->services);
    return hr;
}

/* Clears results of a call that failed later. */
static void take_back(const wmi_mock__delivery *delivery)
{
    if (delivery->object != NULL && *delivery->object != NULL)
        IWbemClassObject_Release(*delivery->object);
    if (delivery->services != NULL && *delivery->services != NULL)
        IWbemServices_Release(*delivery->services);
    wmi_mock__delivery_begin(delivery);
}

HRESULT wmi_mock__outcome_deliver(wmi_mock__services *self, wmi_mock__outcome *outcome,
                                  const wmi_mock__delivery *delivery)
{
    bool is_later = wmi_mock__delivery_is_later(delivery);
    HRESULT code = outcome->code;
    HRESULT hr = S_OK;

    if (code == E_OUTOFMEMORY || (FAILED(code) && !is_later)) {
        tell_failure(self->proxy.mock, outcome);
        wmi_mock__outcome_clear(outcome);
        return code;
    }
    if (!is_later)
        hr = give_now(self, outcome, delivery);
    if (SUCCEEDED(hr) && delivery->result != NULL)
        hr = create(self, outcome, delivery->result);
    else
        wmi_mock__outcome_clear(outcome);
    if (FAILED(hr)) {
        take_back(delivery);
        return hr;
    }
    return is_later ? S_OK : code;
}
