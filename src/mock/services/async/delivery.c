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
    if (results->events != NULL)
        IEnumWbemClassObject_Release(results->events);
    wmi_mock__rows_clear(&results->rows);
    wmi_mock__outcome_clear(&results->outcome);
    memset(results, 0, sizeof *results);
}

static HRESULT make_row(async_call *self, size_t index, IWbemClassObject **object)
{
    wmi_mock__rows *rows = &self->results.rows;

    if (rows->records == NULL)
        return wmi_mock__class_object_create(self->mock, self->place, rows->classes[index], object);
    return wmi_mock__object_select(self->mock, self->place, rows->records[index],
                                   (const char *const *)rows->properties, rows->property_count,
                                   &rows->selection, object);
}

/* A sink that returns an error cancels its call ([MS-WMI] 3.2.4.1). */
static void take_answer(async_call *self, HRESULT hr)
{
    if (SUCCEEDED(hr))
        return;
    wmi_mock__lock(self->mock);
    self->is_cancelled = true;
    wmi_mock__unlock(self->mock);
}

/* Waits for the delay of Indicate; a cancel ends the wait. */
static void wait_for_delay(const async_call *self)
{
    wmi_mock *mock = self->mock;
    uint64_t now = wmi__clock_ms();
    uint64_t wakes;
    uint32_t delay;

    wmi_mock__lock(mock);
    wakes = mock->wakes;
    delay = wmi_mock__faults_own_delay(mock, WMI_MOCK__OPERATION_INDICATE);
    while (delay > 0 && !self->is_cancelled && !mock->destroyed && mock->wakes == wakes) {
        if (delay == WMI_MOCK_HANG || delay == WMI_MOCK_FREEZE)
            wmi__condition_wait(&mock->woken, &mock->lock);
        else if (!wmi__condition_wait_until(&mock->woken, &mock->lock, now + delay))
            break;
    }
    wmi_mock__unlock(mock);
}

/* Releases the object: a sink that keeps it has a reference of its own. */
static void indicate(async_call *self, IWbemObjectSink *sink, IWbemClassObject *object)
{
    wait_for_delay(self);
    if (!is_over(self))
        take_answer(self, IWbemObjectSink_Indicate(sink, 1, &object));
    IWbemClassObject_Release(object);
}

/*
 * WBEM_FLAG_SEND_STATUS: on Windows it is up to the provider whether it reports its progress, and how often. The mock
 * reports after each object, and once for a call that brings none. The low word is what has been done, the high word
 * all; more than fits is scaled. A subscription has no end, and reports nothing.
 */
static void report(async_call *self, IWbemObjectSink *sink, size_t done, size_t all)
{
    if ((self->results.flags & (LONG)WBEM_FLAG_SEND_STATUS) == 0 || is_over(self))
        return;
    if (all > 0xFFFF) {
        done = (size_t)((uint64_t)done * 0xFFFF / all);
        all = 0xFFFF;
    }
    take_answer(
        self, IWbemObjectSink_SetStatus(sink, WBEM_STATUS_PROGRESS, (HRESULT)(done | all << 16), NULL, NULL));
}

static HRESULT bring_rows(async_call *self, IWbemObjectSink *sink)
{
    const wmi_mock__rows *rows = &self->results.rows;
    HRESULT hr = S_OK;

    for (size_t i = 0; i < rows->count && SUCCEEDED(hr) && !is_over(self); i++) {
        IWbemClassObject *object = NULL;

        hr = make_row(self, i, &object);
        if (SUCCEEDED(hr)) {
            indicate(self, sink, object);
            report(self, sink, i + 1, rows->count);
        }
    }
    return hr;
}

static HRESULT bring_events(async_call *self, IWbemObjectSink *sink)
{
    HRESULT hr = S_OK;

    while (SUCCEEDED(hr)) {
        IWbemClassObject *object = NULL;

        hr = self->mock->upper->next_event(self->results.events, &self->is_cancelled, &object);
        if (SUCCEEDED(hr))
            indicate(self, sink, object);
    }
    return hr;
}

/* An object, or none. */
static HRESULT bring_outcome(async_call *self, IWbemObjectSink *sink)
{
    IWbemClassObject *object = NULL;
    HRESULT hr = wmi_mock__outcome_give_object(self->mock, &self->results.outcome, &object);

    if (FAILED(hr))
        return hr;
    if (object != NULL)
        indicate(self, sink, object);
    report(self, sink, 1, 1);
    return S_OK;
}

static HRESULT bring(async_call *self, IWbemObjectSink *sink)
{
    HRESULT code = self->results.outcome.code;
    HRESULT hr;

    if (FAILED(code))
        return code;
    if (self->results.events != NULL)
        return bring_events(self, sink);
    hr = self->results.rows.count > 0 ? bring_rows(self, sink) : bring_outcome(self, sink);
    return SUCCEEDED(hr) ? code : hr;
}

/* What is wrong with a call that failed by itself; NULL for another. */
static IWbemClassObject *explain(const async_call *self, HRESULT hr)
{
    const wmi_mock__outcome *outcome = &self->results.outcome;
    const wmi_mock__rows *rows = &self->results.rows;

    if (SUCCEEDED(hr) || hr != outcome->code)
        return NULL;
    return wmi_mock__extended_status_create(outcome->operation,
                                            rows->text != NULL ? rows->text : outcome->parameter,
                                            rows->description, "WinMgmt", hr);
}

/* The last call that the sink gets. */
static void complete(async_call *self, IWbemObjectSink *sink, HRESULT hr)
{
    BSTR text = NULL;
    IWbemClassObject *error;

    if (is_over(self))
        hr = (HRESULT)WBEM_E_CALL_CANCELLED;
    if (SUCCEEDED(hr)) {
        HRESULT of_text = wmi_mock__outcome_give_text(&self->results.outcome, &text);

        hr = FAILED(of_text) ? of_text : hr;
    }
    error = explain(self, hr);
    clear_results(&self->results); /* who has got the last call need not wait for anything */
    IWbemObjectSink_SetStatus(sink, WBEM_STATUS_COMPLETE, hr, text, error);
    if (error != NULL)
        IWbemClassObject_Release(error);
    SysFreeString(text);
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
    bool is_in_com = SUCCEEDED(CoInitializeEx(NULL, COINIT_MULTITHREADED));

    if (SUCCEEDED(wmi__crossing_end(&self->crossing, &sink)) && sink != NULL) {
        complete(self, sink, is_in_com ? bring(self, sink) : E_OUTOFMEMORY);
        IWbemObjectSink_Release((IWbemObjectSink *)sink);
    }
    clear_results(&self->results);
    strike_off(self);
    free_call(self);
    if (is_in_com)
        CoUninitialize();
    wmi_mock__release(mock);
}

HRESULT wmi_mock__async_start(wmi_mock__services *services, IWbemObjectSink *sink,
                              wmi_mock__async_results *results)
{
    async_call *self = results->outcome.code == E_OUTOFMEMORY ? NULL : calloc(1, sizeof *self);
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
    wmi__crossing_drop(&self->crossing);
    free_call(self);
    wmi_mock__release(services->proxy.mock);
    return E_OUTOFMEMORY;
}
