/* SPDX-License-Identifier: MIT */
#include "fleet/fleet.h"

#include "com/apartment.h"
#include "connect/options.h"
#include "fleet/round.h"
#include "query/cursor.h"

#include <stddef.h>
#include <stdlib.h>

#define DEFAULT_AT_ONCE  32u
#define DEFAULT_TIMEOUT  60000u
#define DEFAULT_RETRY_MS 1000u
#define DEFAULT_QUEUE    1024u

_Static_assert(sizeof(wmi_fleet_options) ==
                   offsetof(wmi_fleet_options, at_once) + 6 * sizeof(uint32_t) + sizeof(wmi_cancel *),
               "no padding at the end");
_Static_assert(sizeof(wmi_fleet_result) == offsetof(wmi_fleet_result, attempts) + 2 * sizeof(uint32_t),
               "no padding at the end");

/* --- Making it ---------------------------------------------------------------------------------------------------- */

static uint32_t or_else(uint32_t given, uint32_t otherwise)
{
    return given == 0 ? otherwise : given;
}

static void set_options(wmi_fleet *self, const wmi_fleet_options *options)
{
    self->at_once = or_else(options->at_once, DEFAULT_AT_ONCE);
    self->hung_limit = or_else(options->hung_limit, UINT32_MAX); /* never more than hosts */
    self->host_timeout_ms = or_else(options->host_timeout_ms, DEFAULT_TIMEOUT);
    self->retries = options->retries;
    self->retry_ms = or_else(options->retry_ms, DEFAULT_RETRY_MS);
    self->cancel = wmi__cancel_share(options->cancel);
    self->queue_limit = or_else(options->queue_limit, DEFAULT_QUEUE);
}

HRESULT wmi_fleet_create(const wmi_fleet_options *options, wmi_fleet **fleet)
{
    static const wmi_fleet_options defaults = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet *self;

    if (fleet == NULL)
        return wmi__refuse_null("wmi_fleet_create", "fleet");
    *fleet = NULL;
    if (options == NULL)
        options = &defaults;
    if (options->size != sizeof *options)
        return wmi__refuse_size("wmi_fleet_create", options->size, "WMI_FLEET_OPTIONS_INIT");
    self = calloc(1, sizeof *self);
    if (self == NULL)
        return wmi__out_of_memory("wmi_fleet_create");
    atomic_init(&self->references, 1);
    wmi__mutex_init(&self->lock);
    wmi__condition_init(&self->room);
    self->random = (uint32_t)wmi__clock_ms() ^ (uint32_t)(uintptr_t)self;
    self->last_host = &self->hosts;
    set_options(self, options);
    self->news = wmi__signal_create();
    if (self->news == NULL) {
        wmi__fleet_release(self);
        return wmi__out_of_memory("wmi_fleet_create");
    }
    *fleet = self;
    return S_OK;
}

void wmi__fleet_release(wmi_fleet *self)
{
    if (atomic_fetch_sub(&self->references, 1) > 1)
        return;
    while (self->hosts != NULL) {
        wmi__host *host = self->hosts;

        self->hosts = host->following;
        wmi__host_free(host);
    }
    wmi__errand_release(self->errand);
    if (self->news != NULL)
        wmi__signal_free(self->news);
    wmi_cancel_free(self->cancel);
    wmi__condition_destroy(&self->room);
    wmi__mutex_destroy(&self->lock);
    free(self);
}

/* --- The lock is held ----------------------------------------------------------------------------------------------- */

wmi__host *wmi__fleet_take_host(wmi_fleet *self, uint64_t now)
{
    wmi__host *host = self->pausing;

    while (host != NULL && now < host->resume_at)
        host = host->next;
    if (host != NULL) {
        wmi__host_unlink(host, &self->pausing);
    } else if (self->turn != NULL) {
        host = self->turn;
        self->turn = host->following;
        self->waiting--;
    }
    return host;
}

void wmi__fleet_begin_turns(wmi_fleet *self)
{
    self->pausing = NULL;
    self->turn = self->hosts;
    self->waiting = self->host_count;
}

void wmi__fleet_end_host(wmi_fleet *self, wmi__host *host, HRESULT hr)
{
    wmi__host_settle(host, hr);
    wmi__fleet_tell(self, host->end);
}

void wmi__fleet_tell(wmi_fleet *self, wmi__batch *report)
{
    wmi__batches_put(&self->reports, report);
    self->rows_told += report->count;
    wmi__signal_set(self->news);
}

void wmi__fleet_watch_by(wmi_fleet *self, uint64_t until)
{
    if (until < self->watched_until)
        wmi__signal_set(self->news);
}

/* --- Hosts and rounds ----------------------------------------------------------------------------------------------- */

/* Begins a call that is not made during a round; the caller ends the turn. */
static HRESULT begin_between_rounds(wmi_fleet *self, const char *operation)
{
    size_t done;
    size_t total;

    if (!wmi__turn_begin(&self->call))
        return wmi__refuse(E_UNEXPECTED, operation, "another call on this fleet has not returned");
    wmi_fleet_progress(self, &done, &total);
    if (done == total)
        return S_OK;
    wmi__turn_end(&self->call);
    return wmi__refuse(E_UNEXPECTED, operation, "a round is going on: call wmi_fleet_next until WMI_END");
}

static void end_fleet(wmi_fleet *self)
{
    wmi_object_release(self->lent);
    wmi__batch_free(self->report);
    free(self->error);
    wmi__round_close(self);
    wmi__fleet_release(self);
}

/* A wait of the call may have dispatched a window procedure that has freed the fleet: then this frees it. */
static HRESULT end_turn(wmi_fleet *self, const char *operation, HRESULT hr)
{
    if (wmi__turn_end(&self->call))
        return hr;
    end_fleet(self);
    return wmi__refuse((HRESULT)WBEM_E_CALL_CANCELLED, operation, "the fleet was freed during this call");
}

static HRESULT add(wmi_fleet *self, const wmi_connect_options *options, void *user_data, size_t *number)
{
    wmi__host *host = NULL;
    HRESULT hr = wmi__host_create(options, user_data, &host);

    if (FAILED(hr))
        return hr;
    if (options->com_setup == WMI_COM_CALLER)
        self->com_setup = WMI_COM_CALLER;
    host->number = self->host_count++;
    *self->last_host = host;
    self->last_host = &host->following;
    if (number != NULL)
        *number = host->number;
    return S_OK;
}

/* The cancel and the time limit are the fleet's. */
static HRESULT refuse_limits(const char *operation, const char *argument, const wmi_cancel *cancel,
                             uint32_t timeout_ms)
{
    if (cancel != NULL)
        return wmi__refuse(E_INVALIDARG, operation, "%s->cancel is set: the fleet's options have it",
                           argument);
    if (timeout_ms != 0)
        return wmi__refuse(E_INVALIDARG, operation,
                           "%s->timeout_ms is set: host_timeout_ms of the fleet's options limits a host",
                           argument);
    return S_OK;
}

HRESULT wmi_fleet_add(wmi_fleet *fleet, const wmi_connect_options *host, void *user_data, size_t *number)
{
    wmi_connect_options options;
    HRESULT hr;

    if (number != NULL)
        *number = 0;
    if (fleet == NULL)
        return wmi__refuse_null("wmi_fleet_add", "fleet");
    hr = wmi__connect_options_read(host, &options);
    if (SUCCEEDED(hr))
        hr = refuse_limits("wmi_fleet_add", "host", options.cancel, options.timeout_ms);
    if (SUCCEEDED(hr))
        hr = begin_between_rounds(fleet, "wmi_fleet_add");
    if (FAILED(hr))
        return hr;
    hr = end_turn(fleet, "wmi_fleet_add", add(fleet, &options, user_data, number));
    if (FAILED(hr) && number != NULL)
        *number = 0;
    return hr;
}

static HRESULT start(wmi_fleet *self, const char *operation, wmi_fleet_job *job, const char *wql,
                     const wmi_query_options *options)
{
    wmi__errand *errand = NULL;
    HRESULT hr = begin_between_rounds(self, operation);

    if (FAILED(hr))
        return hr;
    hr = wmi__cancel_check(self->cancel, WMI__NEVER, NULL);
    if (FAILED(hr))
        wmi__com_failed(hr, operation, "the fleet's cancel");
    if (SUCCEEDED(hr))
        hr = wmi__errand_create(operation, job, wql, options, self->com_setup, &errand);
    if (SUCCEEDED(hr))
        hr = wmi__round_start(self, errand);
    return end_turn(self, operation, hr);
}

HRESULT wmi_fleet_query(wmi_fleet *fleet, const char *wql, const wmi_query_options *given)
{
    wmi_query_options options;
    HRESULT hr;

    if (fleet == NULL)
        return wmi__refuse_null("wmi_fleet_query", "fleet");
    if (wql == NULL)
        return wmi__refuse_null("wmi_fleet_query", "wql");
    hr = wmi__query_options_read(given, "wmi_fleet_query", &options);
    if (SUCCEEDED(hr))
        hr = refuse_limits("wmi_fleet_query", "options", options.cancel, options.timeout_ms);
    return FAILED(hr) ? hr : start(fleet, "wmi_fleet_query", NULL, wql, &options);
}

HRESULT wmi_fleet_run(wmi_fleet *fleet, wmi_fleet_job *job)
{
    static const wmi_query_options none = WMI_QUERY_OPTIONS_INIT;

    if (fleet == NULL)
        return wmi__refuse_null("wmi_fleet_run", "fleet");
    if (job == NULL)
        return wmi__refuse_null("wmi_fleet_run", "job");
    return start(fleet, "wmi_fleet_run", job, "", &none);
}

/* --- Reading -------------------------------------------------------------------------------------------------------- */

static void fill_result(const wmi__batch *report, wmi_fleet_result *result)
{
    const wmi__host *host = report->owner;

    result->host = host->number;
    result->user_data = host->user_data;
    result->rows = (size_t)host->told;
    result->attempts = host->attempts;
    result->elapsed_ms = report->elapsed_ms;
}

static HRESULT tell_row(wmi_fleet *self, wmi_fleet_result *result)
{
    wmi__host *host = self->report->owner;
    HRESULT hr = wmi__batch_take(self->report, &self->lent);

    host->told++;
    if (FAILED(hr))
        return wmi__com_failed(hr, "CoGetInterfaceAndReleaseStream", "a row of %s", wmi__host_name(host));
    fill_result(self->report, result);
    result->row = self->lent;
    return WMI_OK;
}

/* The error moves to the fleet. Without memory for one, it is the code and the host's name. */
static HRESULT tell_end(wmi_fleet *self, wmi_fleet_result *result)
{
    wmi__host *host = self->report->owner;

    fill_result(self->report, result);
    self->report = NULL; /* it stays the host's */
    self->error = host->error;
    host->error = NULL;
    if (FAILED(host->hr)) {
        self->bare_error.code = host->hr;
        self->bare_error.name = wmi_error_name(host->hr);
        self->bare_error.operation = "wmi_fleet_next";
        self->bare_error.message = wmi__host_name(host);
        self->bare_error.hint = "";
        self->bare_error.retryable = wmi_error_is_retryable(host->hr);
        self->bare_error.reconnect = wmi__error_needs_reconnect(host->hr);
        result->error = self->error != NULL ? &self->error->error : &self->bare_error;
    }
    return WMI_OK;
}

/*
 * What the last call told is no longer valid. Workers that wait for room are woken when half of the queue has it: one
 * batch's room would wake all of them for one.
 */
static void end_last(wmi_fleet *self)
{
    wmi_object_release(self->lent);
    self->lent = NULL;
    free(self->error);
    self->error = NULL;
    if (self->report == NULL || self->report->taken < self->report->count)
        return;
    wmi__mutex_lock(&self->lock);
    self->rows_told -= self->report->count;
    if (self->rows_told <= self->queue_limit / 2)
        wmi__condition_broadcast(&self->room);
    wmi__mutex_unlock(&self->lock);
    wmi__batch_free(self->report);
    self->report = NULL;
}

/* WMI_OK with the next one; WMI_QUIET, for the time being; WMI_END. */
static HRESULT take_report(wmi_fleet *self)
{
    HRESULT hr = WMI_OK;

    wmi__mutex_lock(&self->lock);
    self->report = wmi__batches_take(&self->reports);
    if (self->report != NULL)
        self->told += self->report->count == 0;
    else
        hr = self->told == self->total ? WMI_END : WMI_QUIET;
    wmi__mutex_unlock(&self->lock);
    return hr;
}

static HRESULT wait_for_report(wmi_fleet *self, uint32_t timeout_ms)
{
    uint64_t until = timeout_ms == WMI_FOREVER ? WMI__NEVER : wmi__clock_ms() + timeout_ms;
    bool dispatch = wmi__apartment_is_single_threaded();
    wmi__listener listener = { NULL, self->news };
    HRESULT hr;

    wmi__cancel_listen(self->cancel, &listener);
    for (;;) {
        uint64_t due = wmi__round_watch(self);

        hr = take_report(self);
        if (hr != WMI_QUIET || wmi__turn_is_closed(&self->call) ||
            (until != WMI__NEVER && wmi__clock_ms() >= until))
            break;
        wmi__signal_wait(self->news, due < until ? due : until, dispatch);
    }
    wmi__cancel_ignore(self->cancel, &listener);
    return hr;
}

static HRESULT next(wmi_fleet *self, uint32_t timeout_ms, wmi_fleet_result *result)
{
    HRESULT hr;

    end_last(self);
    hr = self->report == NULL ? wait_for_report(self, timeout_ms) : WMI_OK;
    if (hr != WMI_OK)
        return hr;
    return self->report->count > 0 ? tell_row(self, result) : tell_end(self, result);
}

HRESULT wmi_fleet_next(wmi_fleet *fleet, uint32_t timeout_ms, wmi_fleet_result *result)
{
    HRESULT hr;

    if (result == NULL)
        return wmi__refuse_null("wmi_fleet_next", "result");
    if (result->size != sizeof *result)
        return wmi__refuse(E_INVALIDARG, "wmi_fleet_next",
                           "result->size is %lu: start from WMI_FLEET_RESULT_INIT",
                           (unsigned long)result->size);
    *result = (wmi_fleet_result)WMI_FLEET_RESULT_INIT;
    if (fleet == NULL)
        return wmi__refuse_null("wmi_fleet_next", "fleet");
    if (!wmi__turn_begin(&fleet->call))
        return wmi__refuse(E_UNEXPECTED, "wmi_fleet_next", "another call on this fleet has not returned");
    hr = end_turn(fleet, "wmi_fleet_next", next(fleet, timeout_ms, result));
    if (FAILED(hr))
        *result = (wmi_fleet_result)WMI_FLEET_RESULT_INIT;
    return hr;
}

void wmi_fleet_progress(const wmi_fleet *fleet, size_t *done, size_t *total)
{
    wmi_fleet *self = (wmi_fleet *)(uintptr_t)fleet;
    size_t told = 0;
    size_t all = 0;

    if (self != NULL) {
        wmi__mutex_lock(&self->lock);
        told = self->told;
        all = self->total;
        wmi__mutex_unlock(&self->lock);
    }
    if (done != NULL)
        *done = told;
    if (total != NULL)
        *total = all;
}

void wmi_fleet_free(wmi_fleet *fleet)
{
    if (fleet == NULL)
        return;
    if (wmi__turn_close(&fleet->call))
        end_fleet(fleet);
    else
        wmi__signal_set(fleet->news);
}
