/* SPDX-License-Identifier: MIT */
/* The enumerator of ExecNotificationQuery: Next waits for events and never says that there are no more. */
#include "mock/event/subscription.h"

#include "mock/core/time_limit.h"
#include "mock/object/object.h"
#include "off_windows/cancellable.h"
#include "os/functions.h"

#include <stdlib.h>

typedef struct enumerator {
    IEnumWbemClassObject base; /* first: the proxy's interface pointer is the enumerator */
    wmi_mock__proxy proxy;
    wmi_mock__subscription *subscription; /* an owned reference */
    wmi__mutex lock;                      /* protects ready_at */
    uint64_t ready_at;                    /* when the next event may be delivered: see wmi_mock_delay */
} enumerator;

static enumerator *from_base(IEnumWbemClassObject *base)
{
    return (enumerator *)(void *)base;
}

static enumerator *from_proxy(wmi_mock__proxy *proxy)
{
    return (enumerator *)(void *)((char *)proxy - offsetof(enumerator, proxy));
}

/* --- IUnknown ---------------------------------------------------------------------------------------------------- */

static HRESULT STDMETHODCALLTYPE enumerator_QueryInterface(IEnumWbemClassObject *base, REFIID iid, void **out)
{
    return wmi_mock__proxy_query(&from_base(base)->proxy, iid, out);
}

static ULONG STDMETHODCALLTYPE enumerator_AddRef(IEnumWbemClassObject *base)
{
    return wmi_mock__proxy_add_ref(&from_base(base)->proxy);
}

static ULONG STDMETHODCALLTYPE enumerator_Release(IEnumWbemClassObject *base)
{
    return wmi_mock__proxy_release(&from_base(base)->proxy);
}

/* --- Next -------------------------------------------------------------------------------------------------------- */

/* Sleeps until something may have changed. False when the time limit has come. The mock's lock is held. */
static bool sleep_until_news(wmi_mock *mock, const wmi_mock__time_limit *limit, uint64_t due_at)
{
    if (limit->is_set && limit->at <= wmi__clock_ms())
        return false;
    if (limit->is_set && limit->at < due_at)
        due_at = limit->at;
    if (due_at == UINT64_MAX)
        wmi__condition_wait(&mock->woken, &mock->lock);
    else
        wmi__condition_wait_until(&mock->woken, &mock->lock, due_at);
    return true;
}

/* What ends the wait besides an event: S_OK when nothing does. */
static HRESULT interruption_of(const enumerator *self, const bool *is_cancelled)
{
    if (is_cancelled != NULL && *is_cancelled)
        return (HRESULT)WBEM_E_CALL_CANCELLED;
    if (self->subscription->end != S_OK)
        return self->subscription->end;
    if (self->proxy.mock->destroyed)
        return (HRESULT)WBEM_E_CALL_CANCELLED;
    return self->proxy.host->lost;
}

/* The event that comes within the limit; WBEM_S_TIMEDOUT. Events that were queued before the end are still delivered. */
static HRESULT wait_for_event(const enumerator *self, const wmi_mock__time_limit *limit,
                              const bool *is_cancelled, wmi_mock__record **event)
{
    wmi_mock *mock = self->proxy.mock;
    HRESULT hr = S_OK;

    wmi_mock__lock(mock);
    for (;;) {
        wmi_mock__events_run(mock, false);
        hr = is_cancelled != NULL && *is_cancelled ? (HRESULT)WBEM_E_CALL_CANCELLED : self->proxy.host->lost;
        *event = hr == S_OK ? wmi_mock__subscription_take(self->subscription) : NULL;
        if (*event != NULL)
            break;
        hr = interruption_of(self, is_cancelled);
        if (hr != S_OK)
            break;
        if (!sleep_until_news(mock, limit, wmi_mock__events_due_at(self->subscription))) {
            hr = (HRESULT)WBEM_S_TIMEDOUT;
            break;
        }
    }
    wmi_mock__unlock(mock);
    return hr;
}

/* Of __PATH, __RELPATH and __SERVER an event has NULL. An aggregate is not what the SELECT list is about. */
static HRESULT make_object(const enumerator *self, wmi_mock__record *event, IWbemClassObject **object)
{
    size_t count = 0;
    const char *const *names = wmi_mock__wql_properties(self->subscription->query, &count);
    wmi_mock__selection *selection = NULL;
    uint32_t seconds;
    HRESULT hr;

    if (wmi_mock__wql_group_within(self->subscription->query, &seconds))
        count = 0;
    hr = wmi_mock__object_select(self->proxy.mock, NULL, event, names, count, &selection, object);
    wmi_mock__selection_release(selection);
    return hr;
}

/* How a client's thread is woken that has its call cancelled: only off Windows, where the calls are the mock's. */
typedef struct cancellation {
    wmi_mock *mock;
    bool is_cancelled; /* under the mock's lock */
} cancellation;

static void cancel_wait(void *context)
{
    cancellation *self = context;

    wmi_mock__lock(self->mock);
    self->is_cancelled = true;
    wmi__condition_broadcast(&self->mock->woken);
    wmi_mock__unlock(self->mock);
}

static HRESULT wait_cancellably(const enumerator *self, const wmi_mock__time_limit *limit,
                                wmi_mock__record **event)
{
    typedef void (*watch_function)(wmi__cancellable * call);
    watch_function begin = (watch_function)wmi__find_function("ole32.dll", "wmi__cancellable_begin");
    watch_function end = (watch_function)wmi__find_function("ole32.dll", "wmi__cancellable_end");
    cancellation context = { self->proxy.mock, false };
    wmi__cancellable call = { NULL, 0, cancel_wait, &context };
    HRESULT hr;

    if (begin != NULL)
        begin(&call);
    hr = wait_for_event(self, limit, &context.is_cancelled, event);
    if (end != NULL)
        end(&call);
    return context.is_cancelled && hr == (HRESULT)WBEM_E_CALL_CANCELLED ? RPC_E_CALL_CANCELED : hr;
}

static HRESULT next_event(enumerator *self, const wmi_mock__time_limit *limit, IWbemClassObject **object)
{
    const wmi_mock__arrival arrival = { &self->lock, &self->ready_at };
    wmi_mock__record *event = NULL;
    HRESULT hr = wmi_mock__arrival_wait(&arrival, &self->proxy, WMI_MOCK__OPERATION_NEXT, limit);

    if (hr == S_OK)
        hr = wait_cancellably(self, limit, &event);
    if (hr != S_OK)
        return hr;
    wmi__mutex_lock(&self->lock);
    self->ready_at = 0;
    wmi__mutex_unlock(&self->lock);
    hr = make_object(self, event, object);
    wmi_mock__record_release(event);
    return hr;
}

/* For an asynchronous call, whose client makes no call for an event. Cancelling ends it before events that wait. */
HRESULT wmi_mock__next_event(IEnumWbemClassObject *events, const bool *is_cancelled,
                             IWbemClassObject **object)
{
    const enumerator *self = from_base(events);
    const wmi_mock__time_limit limit = { false, 0 };
    wmi_mock__record *event = NULL;
    HRESULT hr = wait_for_event(self, &limit, is_cancelled, &event);

    if (hr != S_OK)
        return FAILED(hr) ? hr : (HRESULT)WBEM_E_FAILED;
    hr = make_object(self, event, object);
    wmi_mock__record_release(event);
    return hr;
}

static HRESULT next_events(enumerator *self, LONG timeout, ULONG wanted, IWbemClassObject **objects,
                           ULONG *returned)
{
    const wmi_mock__time_limit limit = wmi_mock__time_limit_from(timeout);
    HRESULT hr = S_OK;

    while (hr == S_OK && *returned < wanted) {
        IWbemClassObject *object = NULL;

        hr = next_event(self, &limit, &object);
        if (hr == S_OK)
            objects[(*returned)++] = object;
    }
    while (FAILED(hr) && *returned > 0) {
        --*returned;
        IWbemClassObject_Release(objects[*returned]);
        objects[*returned] = NULL;
    }
    return hr;
}

static HRESULT STDMETHODCALLTYPE enumerator_Next(IEnumWbemClassObject *base, LONG timeout, ULONG wanted,
                                                 IWbemClassObject **objects, ULONG *returned)
{
    enumerator *self = from_base(base);
    HRESULT hr = S_OK;
    wmi_mock__call call;

    if (returned != NULL)
        *returned = 0;
    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, WMI_MOCK__OPERATION_NEXT);
    wmi_mock__call_number(&call, "lTimeout", timeout);
    wmi_mock__call_number(&call, "uCount", (LONG)wanted);
    if (wmi_mock__call_admit(&call)) {
        if (objects == NULL || returned == NULL || timeout < (LONG)WBEM_INFINITE)
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        else
            hr = next_events(self, timeout, wanted, objects, returned);
    }
    return wmi_mock__call_close(&call, hr);
}

/* --- The other methods ---------------------------------------------------------------------------------------------- */

/* A call that does nothing but return a code. */
static HRESULT answer(IEnumWbemClassObject *base, const char *operation, HRESULT code)
{
    enumerator *self = from_base(base);
    wmi_mock__call call;

    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, operation);
    wmi_mock__call_admit(&call);
    return wmi_mock__call_close(&call, code);
}

static HRESULT STDMETHODCALLTYPE enumerator_Reset(IEnumWbemClassObject *base)
{
    return answer(base, "IEnumWbemClassObject::Reset", S_OK);
}

static HRESULT STDMETHODCALLTYPE enumerator_NextAsync(IEnumWbemClassObject *base, ULONG wanted,
                                                      IWbemObjectSink *sink)
{
    (void)wanted;
    (void)sink;
    return answer(base, "IEnumWbemClassObject::NextAsync", (HRESULT)WBEM_E_NOT_SUPPORTED);
}

static HRESULT STDMETHODCALLTYPE enumerator_Clone(IEnumWbemClassObject *base, IEnumWbemClassObject **cloned)
{
    if (cloned != NULL)
        *cloned = NULL;
    return answer(base, "IEnumWbemClassObject::Clone", (HRESULT)WBEM_E_INVALID_OPERATION);
}

/* Unknown on Windows. */
static HRESULT STDMETHODCALLTYPE enumerator_Skip(IEnumWbemClassObject *base, LONG timeout, ULONG count)
{
    (void)timeout;
    (void)count;
    return answer(base, "IEnumWbemClassObject::Skip", (HRESULT)WBEM_E_INVALID_OPERATION);
}

static const IEnumWbemClassObjectVtbl vtable = {
    enumerator_QueryInterface, enumerator_AddRef,    enumerator_Release, enumerator_Reset,
    enumerator_Next,           enumerator_NextAsync, enumerator_Clone,   enumerator_Skip,
};

/* --- Making them ---------------------------------------------------------------------------------------------------- */

static void destroy(wmi_mock__proxy *proxy)
{
    enumerator *self = from_proxy(proxy);

    wmi_mock__subscription_release(self->subscription);
    wmi__mutex_destroy(&self->lock);
    free(self);
}

static HRESULT copy_proxy(wmi_mock__proxy *proxy, wmi_mock__proxy **copied)
{
    const enumerator *self = from_proxy(proxy);
    IEnumWbemClassObject *copy = NULL;
    HRESULT hr;

    atomic_fetch_add(&self->subscription->references, 1);
    hr = wmi_mock__event_enumerator_create(self->subscription, &copy);
    if (SUCCEEDED(hr))
        *copied = &from_base(copy)->proxy;
    return hr;
}

static const wmi_mock__proxy_kind kind = { &IID_IEnumWbemClassObject, "IEnumWbemClassObject::Release",
                                           destroy, copy_proxy };

/* Takes ownership of a reference to the subscription in every case. */
HRESULT wmi_mock__event_enumerator_create(wmi_mock__subscription *subscription,
                                          IEnumWbemClassObject **created)
{
    enumerator *self = calloc(1, sizeof *self);
    HRESULT hr = self == NULL ? E_OUTOFMEMORY : S_OK;

    if (SUCCEEDED(hr))
        hr = wmi_mock__proxy_begin(&self->proxy, &kind, &self->base, subscription->mock, subscription->host);
    if (FAILED(hr)) {
        wmi_mock__subscription_release(subscription);
        free(self);
        return hr;
    }
    self->base.lpVtbl = &vtable;
    wmi__mutex_init(&self->lock);
    self->subscription = subscription;
    *created = &self->base;
    return S_OK;
}
