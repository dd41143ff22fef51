/* SPDX-License-Identifier: MIT */
#include "mock/services/async/async.h"

#include "com/crossing.h"
#include "com/thread_apartment.h"
#include "mock/object/object.h"

#include <stdlib.h>
#include <string.h>

/* A call whose sink has not got its last call yet; in the mock's list, under its lock. */
typedef struct wmi_mock__async_call {
    struct wmi_mock__async_call *next;
    wmi_mock *mock;
    const IWbemObjectSink *given; /* as the client gave it; only compared */
    wmi__crossing crossing;
    wmi_mock__place *place; /* an owned reference */
    wmi_mock__async_results results;
    bool is_cancelled;
} async_call;

/* --- The list -------------------------------------------------------------------------------------------------- */

static void enlist(async_call *self)
{
    wmi_mock__lock(self->mock);
    self->next = self->mock->async_calls;
    self->mock->async_calls = self;
    self->mock->leaving++; /* wmi_mock_destroy waits for it */
    wmi_mock__unlock(self->mock);
}

/* After this wmi_mock_destroy may go on. */
static void strike_off(async_call *self)
{
    wmi_mock *mock = self->mock;

    wmi_mock__lock(mock);
    for (async_call **at = &mock->async_calls; *at != NULL; at = &(*at)->next) {
        if (*at == self) {
            *at = self->next;
            break;
        }
    }
    mock->leaving--;
    wmi__condition_broadcast(&mock->woken);
    wmi_mock__unlock(mock);
}

HRESULT wmi_mock__async_cancel(wmi_mock *mock, IWbemObjectSink *sink)
{
    HRESULT hr = (HRESULT)WBEM_E_NOT_FOUND;

    wmi_mock__lock(mock);
    for (async_call *each = mock->async_calls; each != NULL; each = each->next) {
        if (each->given == sink) {
            each->is_cancelled = true;
            hr = S_OK;
        }
    }
    wmi__condition_broadcast(&mock->woken);
    wmi_mock__unlock(mock);
    return hr;
}

static bool is_over(const async_call *self)
{
    bool over;

    wmi_mock__lock(self->mock);
    over = self->is_cancelled || self->mock->destroyed;
    wmi_mock__unlock(self->mock);
    return over;
}

/* --- Results --------------------------------------------------------------------------------------------------- */

static void clear_results(wmi_mock__async_results *results)
{
    if (results->object != NULL)
        IWbemClassObject_Release(results->object);
    if (results->events != NULL)
        IEnumWbemClassObject_Release(results->events);
    wmi_mock__rows_clear(&results->rows);
    memset(results, 0, sizeof *results);
}

static HRESULT make_row(const async_call *self, size_t index, IWbemClassObject **object)
{
    const wmi_mock__rows *rows = &self->results.rows;

    if (rows->records == NULL)
        return wmi_mock__class_object_create(self->mock, self->place, rows->classes[index], object);
    return wmi_mock__object_select(self->mock, self->place, rows->records[index],
                                   (const char *const *)rows->properties, rows->property_count, object);
}

/* Releases the object: a sink that keeps it has a reference of its own. */
static HRESULT indicate(IWbemObjectSink *sink, IWbemClassObject *object)
{
    HRESULT hr = IWbemObjectSink_Indicate(sink, 1, &object);

    IWbemClassObject_Release(object);
    return hr;
}

static HRESULT bring_rows(const async_call *self, IWbemObjectSink *sink)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < self->results.rows.count && SUCCEEDED(hr) && !is_over(self); i++) {
        IWbemClassObject *object = NULL;

        hr = make_row(self, i, &object);
        if (SUCCEEDED(hr))
            hr = indicate(sink, object);
    }
    return hr;
}

static HRESULT bring_events(const async_call *self, IWbemObjectSink *sink)
{
    HRESULT hr = S_OK;

    while (SUCCEEDED(hr)) {
        IWbemClassObject *object = NULL;

        hr = self->mock->upper->next_event(self->results.events, &self->is_cancelled, &object);
        if (SUCCEEDED(hr))
            hr = indicate(sink, object);
    }
    return hr;
}

static HRESULT bring(async_call *self, IWbemObjectSink *sink)
{
    IWbemClassObject *object = self->results.object;
    HRESULT hr = S_OK;

    if (self->results.events != NULL)
        return bring_events(self, sink);
    self->results.object = NULL;
    if (object != NULL && is_over(self))
        IWbemClassObject_Release(object);
    else if (object != NULL)
        hr = indicate(sink, object);
    if (SUCCEEDED(hr))
        hr = bring_rows(self, sink);
    return SUCCEEDED(hr) ? self->results.code : hr;
}

/* --- The thread -------------------------------------------------------------------------------------------------- */

static void free_call(async_call *self)
{
    clear_results(&self->results);
    wmi_mock__place_release(self->place);
    free(self);
}

static void deliver(void *argument)
{
    async_call *self = argument;
    wmi_mock *mock = self->mock;
    void *sink = NULL;
    HRESULT hr;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    if (SUCCEEDED(wmi__crossing_end(&self->crossing, &IID_IWbemObjectSink, &sink)) && sink != NULL) {
        hr = bring(self, sink);
        if (is_over(self))
            hr = (HRESULT)WBEM_E_CALL_CANCELLED;
        clear_results(&self->results); /* who has got the last call need not wait for anything */
        IWbemObjectSink_SetStatus((IWbemObjectSink *)sink, WBEM_STATUS_COMPLETE, hr, NULL, NULL);
        IWbemObjectSink_Release((IWbemObjectSink *)sink);
    }
    clear_results(&self->results);
    strike_off(self);
    free_call(self);
    CoUninitialize();
    wmi_mock__release(mock);
}

HRESULT wmi_mock__async_start(wmi_mock__services *services, IWbemObjectSink *sink,
                              wmi_mock__async_results *results)
{
    async_call *self = calloc(1, sizeof *self);
    HRESULT hr;

    if (self == NULL) {
        clear_results(results);
        return E_OUTOFMEMORY;
    }
    self->mock = services->proxy.mock;
    self->given = sink;
    self->place = wmi_mock__place_share(services->place);
    self->results = *results;
    hr = wmi__crossing_begin(&self->crossing, &IID_IWbemObjectSink, sink,
                             wmi__apartment_is_single_threaded());
    if (FAILED(hr)) {
        free_call(self);
        return hr;
    }
    atomic_fetch_add(&self->mock->references, 1);
    enlist(self);
    if (wmi__thread_start_detached(deliver, self))
        return S_OK;
    strike_off(self);
    wmi__crossing_drop(&self->crossing, &IID_IWbemObjectSink);
    free_call(self);
    wmi_mock__release(services->proxy.mock);
    return E_OUTOFMEMORY;
}
