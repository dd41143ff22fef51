/* SPDX-License-Identifier: MIT */
#include "fleet/asker.h"

#include "com/patience.h"
#include "fleet/question.h"

#include <stdlib.h>

#define LONGEST_PAUSE_MS 60000u

/* --- Taking a host ------------------------------------------------------------------------------------------------ */

static void tell_still_hung(wmi_fleet *fleet, wmi__host *host)
{
    HRESULT hr = wmi__refuse((HRESULT)WBEM_E_TIMED_OUT, "wmi_fleet_next",
                             "a call of an earlier round has not returned yet");

    wmi__fleet_end_host(fleet, host, hr, wmi__host_error(host, hr));
}

static void begin_with(wmi__asker *self, wmi__host *host)
{
    const wmi_fleet *fleet = self->fleet;
    uint64_t now = wmi__clock_ms();

    host->is_taken = true;
    self->host = host;
    self->has_told = false;
    self->closes = fleet->is_closing;
    if (self->closes) {
        self->until = now + WMI__FLEET_CLOSE_MS;
    } else {
        if (host->attempts++ == 0) {
            host->begun_at = now;
            host->left_ms = fleet->host_timeout_ms;
        }
        self->until = fleet->host_timeout_ms == WMI_FOREVER ? WMI__NEVER : now + host->left_ms;
        self->errand = wmi__errand_share(fleet->errand);
    }
    wmi__fleet_watch_by(self->fleet, self->until);
}

static bool take(wmi__asker *self)
{
    wmi_fleet *fleet = self->fleet;
    wmi__host *host = NULL;

    wmi__mutex_lock(&fleet->lock);
    if (!self->has_started)
        fleet->starting--;
    self->has_started = true;
    while (!self->is_left && (host = wmi__fleet_take_ready(fleet)) != NULL) {
        if (!host->is_taken)
            break;
        tell_still_hung(fleet, host);
    }
    if (host != NULL)
        begin_with(self, host);
    wmi__mutex_unlock(&fleet->lock);
    return host != NULL;
}

/* --- Giving it back ----------------------------------------------------------------------------------------------- */

/* Doubled with each attempt. */
static uint32_t pause_after(wmi_fleet *fleet, uint32_t attempts)
{
    uint32_t most = fleet->retry_ms > LONGEST_PAUSE_MS ? fleet->retry_ms : LONGEST_PAUSE_MS;
    uint64_t pause = fleet->retry_ms;

    for (uint32_t i = 1; i < attempts && pause < most; i++)
        pause *= 2;
    return wmi__patience_jitter(&fleet->random, pause < most ? (uint32_t)pause : most);
}

/* Whether the host is asked again. Rows that were told would be told again: then it is not. */
static bool pause_host(wmi__asker *self, wmi__host *host, HRESULT hr)
{
    wmi_fleet *fleet = self->fleet;

    if (!wmi_error_is_retryable(hr) || self->has_told || host->attempts > fleet->retries ||
        fleet->ended != S_OK || fleet->is_closing)
        return false;
    host->resume_at = wmi__clock_ms() + pause_after(fleet, host->attempts);
    if (host->resume_at >= self->until)
        return false;
    host->left_ms = self->until - host->resume_at;
    host->next = fleet->pausing;
    fleet->pausing = host;
    wmi__fleet_watch_by(fleet, host->resume_at);
    return true;
}

void wmi__asker_release_later(wmi__asker *self, void *unknown)
{
    if (unknown != NULL)
        self->litter[self->litter_count++] = unknown;
}

static void drop_services(wmi__asker *self, wmi__host *host)
{
    wmi__asker_release_later(self, host->connection->services);
    host->connection->services = NULL;
}

static void give_back(wmi__asker *self, wmi__host *host, HRESULT hr)
{
    wmi_fleet *fleet = self->fleet;
    wmi__error_copy *error = FAILED(hr) ? wmi__host_error(host, hr) : NULL;
    uint64_t release_by = wmi__clock_ms() + WMI__FLEET_CLOSE_MS;
    wmi_cancel *cancel;

    wmi__mutex_lock(&fleet->lock);
    if (fleet->is_closing || wmi__error_needs_reconnect(hr))
        drop_services(self, host);
    host->is_taken = false;
    if (self->is_left || self->closes || (FAILED(hr) && pause_host(self, host, hr)))
        free(error);
    else
        wmi__fleet_end_host(fleet, host, hr, error);
    self->host = NULL;
    self->until = release_by;
    cancel = self->cancel;
    self->cancel = NULL;
    fleet->in_jobs -= cancel != NULL;
    wmi__fleet_watch_by(fleet, release_by);
    wmi__mutex_unlock(&fleet->lock);
    wmi_cancel_free(cancel);
    if (cancel != NULL) /* wmi_fleet_free may wait for the function */
        wmi__signal_set(fleet->news);
}

static void release_litter(wmi__asker *self)
{
    atomic_store(&self->operation, (size_t) "IUnknown::Release");
    for (; self->litter_count > 0; self->litter_count--)
        IUnknown_Release(self->litter[self->litter_count - 1]);
    wmi__errand_release(self->errand);
    self->errand = NULL;
}

/* --- The errand --------------------------------------------------------------------------------------------------- */

static HRESULT ask_connected(wmi__asker *self, wmi__host *host)
{
    return self->errand->job != NULL ? wmi__question_run(self, host) : wmi__question_query(self, host);
}

/*
 * By the connection of an earlier round. False when that has died: a query tells that by itself; a function of the
 * program's is not called twice, so the server is asked before.
 */
static bool ask_kept(wmi__asker *self, wmi__host *host, HRESULT *hr)
{
    bool probes = self->errand->job != NULL;

    if (host->connection->services == NULL)
        return false;
    atomic_store(&self->operation, (size_t) "IWbemServices::GetObject");
    *hr = probes ? wmi__host_probe(host, self->job) : wmi__question_query(self, host);
    if (!wmi__error_needs_reconnect(*hr) || self->has_told) {
        *hr = probes ? wmi__question_run(self, host) : *hr;
        return true;
    }
    drop_services(self, host);
    return false;
}

static HRESULT ask(wmi__asker *self, wmi__host *host)
{
    HRESULT hr = S_OK;

    if (ask_kept(self, host, &hr))
        return hr;
    if (wmi__job_is_dismissed(self->job))
        return (HRESULT)WBEM_E_CALL_CANCELLED;
    atomic_store(&self->operation, (size_t) "IWbemLocator::ConnectServer");
    hr = wmi__host_connect(host, self->job);
    if (SUCCEEDED(hr) && wmi__job_is_dismissed(self->job))
        hr = (HRESULT)WBEM_E_CALL_CANCELLED; /* the connection is kept for the next round */
    return FAILED(hr) ? hr : ask_connected(self, host);
}

/* --- The job ------------------------------------------------------------------------------------------------------ */

static void finish(wmi__asker *self)
{
    wmi_fleet *fleet = self->fleet;

    wmi__mutex_lock(&fleet->lock);
    if (self->is_left) {
        fleet->hung--;
    } else {
        wmi__asker_unlink(self);
        self->next = fleet->finished;
        fleet->finished = self;
    }
    wmi__mutex_unlock(&fleet->lock);
    wmi__signal_set(fleet->watch);
}

static void work(void *context, wmi__job *job)
{
    wmi__asker *self = context;

    (void)job;
    while (take(self)) {
        give_back(self, self->host, self->closes ? S_OK : ask(self, self->host));
        release_litter(self);
    }
    finish(self);
}

/* One host bears it; a further worker takes the next. */
static void refused(void *context, wmi__job *job)
{
    wmi__asker *self = context;

    if (take(self))
        give_back(self, self->host, job->hr);
    release_litter(self);
    finish(self);
}

static void free_asker(void *context)
{
    wmi__asker *self = context;

    wmi__fleet_release(self->fleet);
    free(self);
}

void wmi__asker_unlink(wmi__asker *self)
{
    wmi__asker **link = &self->fleet->askers;

    while (*link != self)
        link = &(*link)->next;
    *link = self->next;
    self->fleet->active--;
}

static HRESULT start(wmi_fleet *fleet, wmi__asker *self)
{
    HRESULT hr;

    self->job->is_counted_elsewhere = true;
    self->job->refused = refused;
    wmi__mutex_lock(&fleet->lock);
    self->next = fleet->askers;
    fleet->askers = self;
    fleet->active++;
    fleet->starting++;
    wmi__mutex_unlock(&fleet->lock);
    hr = wmi__job_start(self->job);
    if (SUCCEEDED(hr))
        return S_OK;
    wmi__mutex_lock(&fleet->lock);
    wmi__asker_unlink(self);
    fleet->starting--;
    wmi__mutex_unlock(&fleet->lock);
    wmi__job_leave(self->job);
    return hr;
}

HRESULT wmi__asker_start(wmi_fleet *fleet)
{
    static const wmi__job_kind kind = { "wmi_fleet_next", work, free_asker, false };
    wmi__asker *self = calloc(1, sizeof *self);
    HRESULT hr;

    if (self == NULL)
        return wmi__out_of_memory("wmi_fleet_next");
    self->fleet = fleet;
    self->until = WMI__NEVER;
    atomic_init(&self->operation, (size_t) "");
    atomic_fetch_add(&fleet->references, 1);
    hr = wmi__job_create(&kind, self, fleet->com_setup, NULL, &self->job);
    return FAILED(hr) ? hr : start(fleet, self);
}
