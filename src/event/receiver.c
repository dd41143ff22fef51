/* SPDX-License-Identifier: MIT */
#include "event/receiver.h"

#include "base/bstr.h"
#include "base/guids.h"
#include "com/apartment.h"
#include "com/patience.h"
#include "error/error_info.h"
#include "query/query.h"

#include <stdlib.h>
#include <string.h>

#define SUBSCRIBE "IWbemServices::ExecNotificationQuery"
#define NEXT      "IEnumWbemClassObject::Next"
#define BATCH     64u
#define CLOSE_MS  2000u

/* The context of its job. What both threads use is under the job's lock. */
struct wmi__receiver {
    wmi__job *job;
    wmi__turn *turn; /* the caller's alone */
    char *what;
    BSTR wql;
    LONG flags;
    uint32_t retry_ms;
    wmi__log_on *log_on;
    wmi__blanket *blanket;
    bool needs_blanket; /* the services were marshalled, and are another proxy in the worker's apartment */

    /* From the caller's apartment to the worker's, once. */
    wmi__crossing arriving_services, arriving_locator, arriving_context;

    /* The worker's. */
    IWbemServices *services;
    IWbemLocator *locator; /* or NULL */
    IWbemContext *context; /* or NULL */
    IEnumWbemClassObject *rows;
    IWbemClassObject *batch[BATCH];
    wmi__patience patience;
    uint32_t pause_ms; /* before the next attempt */
    uint32_t random;

    /* Shared. */
    bool is_open;
    bool is_over; /* nothing more comes into the queue */
    wmi__notices notices;
};

static void release_connection(wmi__receiver *self)
{
    if (self->rows != NULL)
        IEnumWbemClassObject_Release(self->rows);
    if (self->services != NULL)
        IWbemServices_Release(self->services);
    self->rows = NULL;
    self->services = NULL;
}

static void free_receiver(void *context)
{
    wmi__receiver *self = context;

    wmi__notices_free(&self->notices);
    wmi__crossing_drop(&self->arriving_services);
    wmi__crossing_drop(&self->arriving_locator);
    wmi__crossing_drop(&self->arriving_context);
    wmi__blanket_release(self->blanket);
    wmi__log_on_release(self->log_on);
    SysFreeString(self->wql);
    free(self->what);
    free(self);
}

/* --- The worker: receiving ---------------------------------------------------------------------------------------- */

/* Takes the event over. */
static HRESULT keep(wmi__receiver *self, IWbemClassObject *event)
{
    HRESULT hr = wmi__notices_put_event(&self->notices, self->job, event);

    return FAILED(hr) ? wmi__com_failed(hr, NEXT, "an event of '%s'", self->what) : S_OK;
}

/* Takes over what an answer gave; S_OK, or why the subscription is lost. */
static HRESULT judge(wmi__receiver *self, HRESULT hr, ULONG wanted, uint32_t *count)
{
    HRESULT kept = S_OK;

    *count = 0;
    for (ULONG i = 0; i < wanted; i++) {
        IWbemClassObject *event = self->batch[i];

        if (event == NULL)
            continue;
        ++*count;
        if (SUCCEEDED(kept))
            kept = keep(self, event);
        else
            IWbemClassObject_Release(event);
    }
    if (FAILED(hr))
        return wmi__wmi_failed(hr, NEXT, "'%s'", self->what);
    if (FAILED(kept))
        return kept;
    if (*count == 0 && hr != WBEM_S_TIMEDOUT) /* a subscription has no end */
        return wmi__refuse(E_UNEXPECTED, NEXT, "'%s': the call gave no event", self->what);
    return S_OK;
}

static HRESULT ask(wmi__receiver *self, LONG timeout, uint32_t wanted, uint32_t *count)
{
    ULONG returned = 0;
    HRESULT hr;

    for (ULONG i = 0; i < wanted; i++)
        self->batch[i] = NULL;
    wmi__error_info_forget();
    hr = IEnumWbemClassObject_Next(self->rows, timeout, wanted, self->batch, &returned);
    return judge(self, hr, wanted, count);
}

/* One event that is waited for, then what else is there: for a slow reader by batches, too. */
static HRESULT receive_some(wmi__receiver *self)
{
    uint32_t room = 0;
    uint32_t count;
    HRESULT hr;

    if (!wmi__notices_wait_for_room(&self->notices, self->job, BATCH, &room))
        return S_OK;
    hr = ask(self, wmi__patience_slice(&self->patience, self->job), 1, &count);
    if (FAILED(hr))
        return hr;
    self->pause_ms = self->retry_ms; /* it works again */
    if (count == 0) {
        wmi__patience_wait(&self->patience);
        return S_OK;
    }
    wmi__patience_rest(&self->patience);
    while (count > 0 && wmi__notices_wait_for_room(&self->notices, self->job, BATCH, &room)) {
        uint32_t wanted = room < BATCH ? room : BATCH;

        wmi__job_sending(self->job);
        hr = ask(self, WBEM_NO_WAIT, wanted, &count);
        if (FAILED(hr) || count < wanted)
            break;
    }
    return hr;
}

/* Until nobody reads any more (S_OK), or the subscription is lost. */
static HRESULT receive(wmi__receiver *self)
{
    HRESULT hr = S_OK;

    while (SUCCEEDED(hr) && !wmi__job_is_dismissed(self->job))
        hr = receive_some(self);
    return hr;
}

/* --- The worker: subscribing -------------------------------------------------------------------------------------- */

static HRESULT exec_notification_query(wmi__receiver *self)
{
    BSTR language = SysAllocString(u"WQL");
    HRESULT hr;

    if (language == NULL)
        return wmi__out_of_memory(SUBSCRIBE);
    wmi__job_sending(self->job);
    wmi__error_info_forget();
    hr = IWbemServices_ExecNotificationQuery(self->services, language, self->wql, self->flags, self->context,
                                             &self->rows);
    SysFreeString(language);
    if (FAILED(hr)) {
        self->rows = NULL; /* some services do not clear it */
        return wmi__wmi_failed(hr, SUBSCRIBE, "'%s'", self->what);
    }
    if (self->rows == NULL)
        return wmi__refuse(E_UNEXPECTED, SUBSCRIBE, "'%s': the call gave no enumerator", self->what);
    return wmi__blanket_set(self->blanket, (IUnknown *)self->rows, self->what);
}

static HRESULT arrive(wmi__receiver *self)
{
    void *pointers[3] = { NULL, NULL, NULL };
    HRESULT hr = wmi__crossing_end(&self->arriving_services, &pointers[0]);

    if (SUCCEEDED(hr))
        hr = wmi__crossing_end(&self->arriving_locator, &pointers[1]);
    if (SUCCEEDED(hr))
        hr = wmi__crossing_end(&self->arriving_context, &pointers[2]);
    self->services = pointers[0];
    self->locator = pointers[1];
    self->context = pointers[2];
    if (FAILED(hr))
        return wmi__com_failed(hr, "CoGetInterfaceAndReleaseStream", "an argument of the subscription");
    return self->needs_blanket ? wmi__blanket_set(self->blanket, (IUnknown *)self->services, self->what)
                               : S_OK;
}

static HRESULT open_first(wmi__receiver *self)
{
    HRESULT hr = arrive(self);

    if (SUCCEEDED(hr))
        hr = exec_notification_query(self);
    if (FAILED(hr))
        return hr;
    wmi__mutex_lock(&self->job->lock);
    self->is_open = true;
    wmi__mutex_unlock(&self->job->lock);
    wmi__job_wake(self->job);
    return S_OK;
}

/* --- The worker: making it again ---------------------------------------------------------------------------------- */

/* A cancel that was not ours is a loss like any other. */
static bool may_try_again(const wmi__receiver *self, HRESULT hr)
{
    return self->retry_ms != 0 &&
           (wmi_error_is_retryable(hr) || hr == (HRESULT)WBEM_E_CALL_CANCELLED || hr == RPC_E_CALL_CANCELED);
}

static void pause_before_attempt(wmi__receiver *self)
{
    uint64_t until = wmi__clock_ms() + wmi__patience_pause(&self->random, &self->pause_ms);

    wmi__mutex_lock(&self->job->lock);
    while (!self->job->dismissed && wmi__clock_ms() < until)
        wmi__condition_wait_until(&self->job->changed, &self->job->lock, until);
    wmi__mutex_unlock(&self->job->lock);
}

static HRESULT open_again(wmi__receiver *self)
{
    HRESULT hr;

    wmi__error_info_forget();
    hr = wmi__log_on_connect(self->log_on, self->locator, self->context, self->job, &self->services);
    if (SUCCEEDED(hr))
        hr = exec_notification_query(self);
    if (FAILED(hr))
        release_connection(self);
    return hr;
}

/* `why` is the thread's last error. S_OK when it was made again, or nobody reads any more. */
static HRESULT make_again(wmi__receiver *self, HRESULT why)
{
    uint32_t room;
    HRESULT hr = why;

    if (!wmi__notices_wait_for_room(&self->notices, self->job, 1, &room))
        return S_OK;
    if (FAILED(wmi__notices_put_news(&self->notices, self->job, WMI_LOST)))
        return E_OUTOFMEMORY;
    release_connection(self);
    while (FAILED(hr) && may_try_again(self, hr)) {
        pause_before_attempt(self);
        if (wmi__job_is_dismissed(self->job))
            return S_OK;
        hr = open_again(self);
    }
    return SUCCEEDED(hr) && wmi__notices_wait_for_room(&self->notices, self->job, 1, &room)
               ? wmi__notices_put_news(&self->notices, self->job, WMI_GAP)
               : hr;
}

static void end_queue(wmi__receiver *self)
{
    wmi__mutex_lock(&self->job->lock);
    self->is_over = true;
    wmi__mutex_unlock(&self->job->lock);
    wmi__job_wake(self->job);
}

static void run_receiver(void *context, wmi__job *job)
{
    wmi__receiver *self = context;
    HRESULT hr = open_first(self);

    if (SUCCEEDED(hr))
        hr = receive(self);
    while (FAILED(hr) && self->is_open && may_try_again(self, hr)) {
        hr = make_again(self, hr);
        if (SUCCEEDED(hr))
            hr = receive(self);
    }
    if (FAILED(hr))
        wmi__job_fail(job, hr);
    end_queue(self); /* first: the server that was lost may hang in a Release */
    release_connection(self);
    if (self->locator != NULL)
        IWbemLocator_Release(self->locator);
    if (self->context != NULL)
        IWbemContext_Release(self->context);
}

/* --- The caller ----------------------------------------------------------------------------------------------------- */

static HRESULT set_texts(wmi__receiver *self, const wmi__receiver_order *order)
{
    HRESULT hr = wmi__bstr_from_utf8(order->wql, &self->wql);

    if (hr == (HRESULT)WBEM_E_INVALID_PARAMETER)
        return wmi__refuse(hr, "wmi_subscribe", "wql is not UTF-8");
    self->what = malloc(strlen(order->wql) + 1);
    if (FAILED(hr) || self->what == NULL)
        return wmi__out_of_memory("wmi_subscribe");
    memcpy(self->what, order->wql, strlen(order->wql) + 1);
    return S_OK;
}

/* They leave the apartment when it is a single-threaded one. */
static HRESULT set_pointers(wmi__receiver *self, wmi_connection *connection, const wmi__receiver_order *order)
{
    IWbemContext *context = order->context != NULL ? order->context : connection->context;
    bool marshal = wmi__apartment_is_single_threaded();
    HRESULT hr = wmi__connection_lend(connection, true, &self->arriving_services, &self->needs_blanket);

    if (FAILED(hr))
        return hr;
    hr = wmi__crossing_begin(&self->arriving_context, &wmi__IID_IWbemContext, context, marshal);
    if (SUCCEEDED(hr))
        hr = wmi__crossing_begin(&self->arriving_locator, &wmi__IID_IWbemLocator, connection->locator,
                                 marshal);
    if (FAILED(hr))
        return wmi__com_failed(hr, "CoMarshalInterThreadInterfaceInStream",
                               "an argument of the subscription");
    self->blanket = connection->blanket;
    wmi__blanket_add_ref(self->blanket);
    self->log_on = wmi__log_on_share(connection->log_on);
    return S_OK;
}

static HRESULT allocate(wmi_connection *connection, const wmi__receiver_order *order, wmi__receiver **made)
{
    wmi__receiver *self = calloc(1, sizeof *self);
    HRESULT hr;

    if (self == NULL)
        return wmi__out_of_memory("wmi_subscribe");
    wmi__notices_init(&self->notices, order->queue_limit);
    self->turn = order->turn;
    self->flags = WMI__SEMISYNCHRONOUS | order->flags;
    self->retry_ms = order->retry_ms;
    self->pause_ms = order->retry_ms;
    self->random = (uint32_t)wmi__clock_ms() ^ (uint32_t)(uintptr_t)self;
    hr = set_texts(self, order);
    if (SUCCEEDED(hr))
        hr = set_pointers(self, connection, order);
    if (FAILED(hr))
        free_receiver(self);
    else
        *made = self;
    return hr;
}

static bool is_open(void *context)
{
    const wmi__receiver *self = context;

    return self->is_open;
}

HRESULT wmi__receiver_open(wmi_connection *connection, const wmi__receiver_order *order,
                           wmi__receiver **receiver)
{
    static const wmi__job_kind kind = { SUBSCRIBE, run_receiver, free_receiver, false };
    wmi__terms terms = wmi__connection_terms(connection, order->wql, order->cancel, order->limit_ms);
    wmi__receiver *self = NULL;
    HRESULT hr = wmi__cancel_check(order->cancel, order->limit_ms, NULL);

    if (FAILED(hr))
        return wmi__com_failed(hr, SUBSCRIBE, "'%s'", order->wql);
    hr = allocate(connection, order, &self);
    if (self == NULL)
        return hr;
    hr = wmi__job_create(&kind, self, terms.setup, terms.server, &self->job);
    if (FAILED(hr))
        return hr;
    hr = wmi__work_open(self->job, &terms, is_open);
    if (FAILED(hr))
        wmi__job_leave(self->job);
    else
        *receiver = self;
    return hr;
}

static bool is_ready(void *context)
{
    const wmi__receiver *self = context;

    return self->notices.first != NULL || self->is_over || wmi__turn_is_closed(self->turn);
}

HRESULT wmi__receiver_wait(wmi__receiver *self, wmi_cancel *cancel, uint64_t limit_ms)
{
    return wmi__job_wait(self->job, cancel, limit_ms, is_ready);
}

wmi__notice *wmi__receiver_take(wmi__receiver *self)
{
    return wmi__notices_take(&self->notices, self->job);
}

HRESULT wmi__receiver_result(wmi__receiver *self)
{
    return wmi__job_report(self->job);
}

void wmi__receiver_wake(wmi__receiver *self)
{
    wmi__job_wake(self->job);
}

void wmi__receiver_close(wmi__receiver *self)
{
    wmi__job *job = self->job;

    wmi__job_dismiss(job);
    for (uint32_t waited = 0, step = 1; waited < CLOSE_MS; waited += step, step *= 2) {
        wmi__job_interrupt(job); /* once more each time: the worker may not have been in Next yet */
        if (SUCCEEDED(wmi__job_wait(job, NULL, wmi__clock_ms() + step, NULL)))
            break;
    }
    wmi__job_leave(job);
}
