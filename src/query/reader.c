/* SPDX-License-Identifier: MIT */
#include "query/reader.h"

#include "base/guids.h"
#include "error/error.h"
#include "query/fetch.h"

#include <stdlib.h>
#include <string.h>

/* The context of its job. What both threads use is under the job's lock. */
struct wmi__reader {
    wmi__job_kind kind;
    wmi__job *job;
    void *request;
    char *what;
    wmi__blanket *blanket;
    wmi__turn *turn; /* the caller's alone */
    uint32_t read_ahead;
    IWbemClassObject **scratch; /* the worker's: room for one batch */
    wmi__fetch fetch;           /* the worker's */

    /* Shared. */
    bool is_open;
    bool is_over; /* nothing more comes into the queue */
    wmi__batches queue;
    uint32_t queued;
    HRESULT failure;
    wmi__crossing words;
};

static void free_reader(void *context)
{
    wmi__reader *self = context;
    wmi__batch *batch;

    while ((batch = wmi__batches_take(&self->queue)) != NULL)
        wmi__batch_free(batch);
    wmi__crossing_drop(&self->words);
    wmi__request_free(self->request);
    wmi__blanket_release(self->blanket);
    free(self->scratch);
    free(self->what);
    free(self);
}

/* --- The worker ------------------------------------------------------------------------------------------------- */

static void put_into_queue(wmi__reader *self, wmi__batch *batch)
{
    wmi__mutex_lock(&self->job->lock);
    wmi__batches_put(&self->queue, batch);
    self->queued++;
    wmi__mutex_unlock(&self->job->lock);
    wmi__job_wake(self->job);
}

/* False when nobody reads any more. */
static bool wait_for_room(wmi__reader *self)
{
    bool go_on;

    wmi__mutex_lock(&self->job->lock);
    while (!self->job->dismissed && self->queued >= self->read_ahead)
        wmi__condition_wait(&self->job->changed, &self->job->lock);
    go_on = !self->job->dismissed;
    wmi__mutex_unlock(&self->job->lock);
    return go_on;
}

static void read_rows(wmi__reader *self)
{
    while (wait_for_room(self)) {
        uint32_t count = wmi__fetch_rows(&self->fetch, self->job, self->scratch);
        wmi__batch *batch = NULL;
        HRESULT hr = count == 0 ? S_OK : wmi__batch_make(self->scratch, count, self->job->marshal, &batch);

        if (batch != NULL)
            put_into_queue(self, batch);
        if (FAILED(hr))
            self->fetch.failure = hr;
        if (self->fetch.ended || self->fetch.failure != S_OK)
            return;
    }
}

static void tell_end(wmi__reader *self)
{
    wmi__crossing words = { 0 };

    wmi__crossing_give(&words, &wmi__IID_IErrorInfo, self->fetch.words, self->job->marshal);
    wmi__mutex_lock(&self->job->lock);
    self->words = words;
    self->failure = self->fetch.failure;
    self->is_over = true;
    wmi__mutex_unlock(&self->job->lock);
    wmi__job_wake(self->job);
}

static HRESULT open_rows(wmi__reader *self)
{
    HRESULT hr = wmi__fetch_open(&self->fetch, self->request, self->job, self->blanket, self->kind.operation,
                                 self->what);

    if (FAILED(hr))
        return hr;
    wmi__mutex_lock(&self->job->lock);
    self->is_open = true;
    wmi__mutex_unlock(&self->job->lock);
    wmi__job_wake(self->job);
    return S_OK;
}

static void run_reader(void *context, wmi__job *job)
{
    wmi__reader *self = context;
    HRESULT hr = open_rows(self);

    if (SUCCEEDED(hr)) {
        read_rows(self);
        tell_end(self);
    } else {
        wmi__job_fail(job, hr);
    }
    if (self->fetch.rows != NULL)
        IEnumWbemClassObject_Release(self->fetch.rows);
}

/* --- The caller ------------------------------------------------------------------------------------------------- */

static HRESULT allocate(const wmi__request_kind *kind, const wmi__request_order *order,
                        const wmi__reader_settings *settings, wmi__reader **made)
{
    wmi__reader *self = calloc(1, sizeof *self);

    if (self == NULL)
        return wmi__out_of_memory(order->operation);
    self->kind = (wmi__job_kind){ kind->work.operation, run_reader, free_reader, false };
    self->read_ahead = settings->read_ahead;
    self->fetch.batch_limit = settings->batch_limit;
    self->fetch.wants_all = settings->wants_all;
    self->scratch = calloc(settings->batch_limit, sizeof(IWbemClassObject *));
    self->what = malloc(strlen(order->what) + 1);
    if (self->scratch == NULL || self->what == NULL) {
        free_reader(self);
        return wmi__out_of_memory(order->operation);
    }
    memcpy(self->what, order->what, strlen(order->what) + 1);
    *made = self;
    return S_OK;
}

static bool is_open(void *context)
{
    const wmi__reader *self = context;

    return self->is_open;
}

HRESULT wmi__reader_open(const wmi__request_kind *kind, wmi_connection *connection,
                         const wmi__request_order *order, const wmi__reader_settings *settings,
                         wmi__turn *turn, wmi__reader **reader)
{
    wmi__terms terms = wmi__connection_terms(connection, order->what, order->cancel, order->limit_ms);
    wmi__reader *self = NULL;
    wmi__job *job = NULL;
    HRESULT hr = wmi__cancel_check(order->cancel, order->limit_ms, NULL);

    if (FAILED(hr))
        return wmi__com_failed(hr, kind->work.operation, "'%s'", order->what);
    hr = allocate(kind, order, settings, &self);
    if (self == NULL)
        return hr;
    self->turn = turn;
    self->blanket = connection->blanket;
    wmi__blanket_add_ref(self->blanket);
    hr = wmi__request_create(kind, connection, order, true, &self->request);
    if (FAILED(hr)) {
        free_reader(self);
        return hr;
    }
    hr = wmi__job_create(&self->kind, self, terms.setup, terms.server, &job);
    if (FAILED(hr))
        return hr;
    self->job = job;
    hr = wmi__work_open(job, &terms, is_open);
    if (FAILED(hr))
        wmi__job_leave(job);
    else
        *reader = self;
    return hr;
}

static bool is_ready(void *context)
{
    const wmi__reader *self = context;

    return self->queue.first != NULL || self->is_over || wmi__turn_is_closed(self->turn);
}

HRESULT wmi__reader_wait(wmi__reader *self, wmi_cancel *cancel, uint64_t limit_ms)
{
    return wmi__job_wait(self->job, cancel, limit_ms, is_ready);
}

wmi__batch *wmi__reader_take(wmi__reader *self)
{
    wmi__batch *batch;

    wmi__mutex_lock(&self->job->lock);
    batch = wmi__batches_take(&self->queue);
    if (batch != NULL) {
        self->queued--;
        wmi__condition_broadcast(&self->job->changed);
    }
    wmi__mutex_unlock(&self->job->lock);
    return batch;
}

HRESULT wmi__reader_result(wmi__reader *self, IErrorInfo **words)
{
    void *arrived = NULL;

    if (FAILED(wmi__crossing_end(&self->words, &arrived)))
        arrived = NULL;
    *words = arrived;
    return self->failure;
}

void wmi__reader_wake(wmi__reader *self)
{
    wmi__job_wake(self->job);
}

void wmi__reader_close(wmi__reader *self, wmi_cancel *cancel, uint32_t timeout_ms, bool given_up)
{
    wmi__job *job = self->job;

    wmi__job_dismiss(job);
    wmi__job_wait_for_end(job, cancel, timeout_ms, given_up);
    wmi__job_leave(job);
}
