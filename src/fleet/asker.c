/* SPDX-License-Identifier: MIT */
#include "fleet/asker.h"

#include "com/patience.h"
#include "fleet/question.h"

/* --- Taking a host ------------------------------------------------------------------------------------------------ */

/* Whether there is something to do. Not while a call of an earlier round hangs: then this one is told to be done. */
static bool can_begin(wmi_fleet *fleet, wmi__host *host)
{
    if (fleet->is_closing)
        return wmi__host_is_open(host);
    if (host->job != NULL)
        wmi__fleet_end_host(fleet, host,
                            wmi__refuse((HRESULT)WBEM_E_TIMED_OUT, "wmi_fleet_next",
                                        "a call of an earlier round has not returned yet"));
    return host->job == NULL;
}

static void begin_errand(wmi__asker *self, wmi__host *host, uint64_t now)
{
    wmi_fleet *fleet = self->fleet;

    if (host->attempts++ == 0) {
        host->begun_at = now;
        host->left_ms = fleet->host_timeout_ms;
        host->pause_ms = fleet->retry_ms;
    }
    host->until = fleet->host_timeout_ms == WMI_FOREVER ? WMI__NEVER : now + host->left_ms;
    self->errand = wmi__errand_share(fleet->errand);
    wmi__fleet_watch_by(fleet, host->until);
}

static void begin_with(wmi__asker *self, wmi__host *host, uint64_t now)
{
    host->job = self->job;
    host->is_settled = false;
    host->resume_at = 0;
    host->next = self->fleet->asked;
    self->fleet->asked = host;
    self->fleet->asked_count++;
    self->has_told = false;
    self->host = host;
    if (!self->fleet->is_closing)
        begin_errand(self, host, now);
}

/* False: there is none, and the worker ends. One that could not be set up takes one host, which bears that. */
static bool take(wmi__asker *self)
{
    wmi_fleet *fleet = self->fleet;
    uint64_t now = wmi__clock_ms();
    bool is_spent = FAILED(self->job->hr) && self->host != NULL;
    wmi__host *host;

    wmi__mutex_lock(&fleet->lock);
    do
        host = is_spent ? NULL : wmi__fleet_take_host(fleet, now);
    while (host != NULL && !can_begin(fleet, host));
    if (host != NULL)
        begin_with(self, host, now);
    else
        fleet->workers--;
    wmi__mutex_unlock(&fleet->lock);
    if (host == NULL) /* the program's thread may have counted on this worker */
        wmi__signal_set(fleet->news);
    return host != NULL;
}

/* --- The errand --------------------------------------------------------------------------------------------------- */

void wmi__asker_calls(const wmi__asker *self, const char *operation)
{
    atomic_store(&self->host->operation, (size_t)operation);
}

void wmi__asker_release_later(wmi__asker *self, void *unknown)
{
    if (unknown != NULL)
        self->litter[self->litter_count++] = unknown;
}

static void drop_services(wmi__asker *self)
{
    wmi__asker_release_later(self, self->host->connection->services);
    self->host->connection->services = NULL;
}

static HRESULT ask_connected(wmi__asker *self)
{
    return self->errand->job != NULL ? wmi__question_run(self) : wmi__question_query(self);
}

/*
 * By the connection of an earlier round. False when that has died: a query tells that by itself; a function of the
 * program's is not called twice, so the server is asked before.
 */
static bool ask_kept(wmi__asker *self, HRESULT *hr)
{
    bool probes = self->errand->job != NULL;

    if (self->host->connection->services == NULL)
        return false;
    wmi__asker_calls(self, "IWbemServices::GetObject");
    *hr = probes ? wmi__host_probe(self->host, self->job) : wmi__question_query(self);
    if (!wmi__error_needs_reconnect(*hr) || self->has_told) {
        *hr = probes ? wmi__question_run(self) : *hr;
        return true;
    }
    drop_services(self);
    return false;
}

static HRESULT ask(wmi__asker *self)
{
    HRESULT hr = self->job->hr;

    if (SUCCEEDED(hr))
        hr = wmi__errand_impersonate(self->errand);
    if (FAILED(hr) || ask_kept(self, &hr))
        return hr;
    if (wmi__job_is_dismissed(self->job))
        return (HRESULT)WBEM_E_CALL_CANCELLED;
    wmi__asker_calls(self, "IWbemLocator::ConnectServer");
    hr = wmi__host_connect(self->host, self->job);
    if (SUCCEEDED(hr) && wmi__job_is_dismissed(self->job))
        hr = (HRESULT)WBEM_E_CALL_CANCELLED; /* the connection is kept for the next round */
    return FAILED(hr) ? hr : ask_connected(self);
}

/* --- Giving it back ----------------------------------------------------------------------------------------------- */

/* Sets when the host is asked again, if it is. Rows that were told would be told again: then it is not. */
static void plan_pause(const wmi__asker *self, wmi__host *host)
{
    wmi_fleet *fleet = self->fleet;
    uint64_t resume_at;

    if (!wmi_error_is_retryable(host->hr) || self->has_told || host->attempts > fleet->retries)
        return;
    resume_at = wmi__clock_ms() + wmi__patience_pause(&fleet->random, &host->pause_ms);
    if (resume_at >= host->until)
        return;
    host->resume_at = resume_at;
    host->left_ms = host->until - resume_at;
}

static void settle(wmi__asker *self, HRESULT hr)
{
    wmi_fleet *fleet = self->fleet;
    wmi__host *host = self->host;
    wmi_cancel *cancel;

    if (wmi__error_needs_reconnect(hr))
        drop_services(self);
    wmi__mutex_lock(&fleet->lock);
    if (!host->is_left) {
        wmi__host_settle(host, hr);
        if (FAILED(hr))
            plan_pause(self, host);
        host->until = wmi__clock_ms() + WMI__FLEET_CLOSE_MS;
        wmi__fleet_watch_by(fleet, host->until);
    }
    cancel = host->cancel;
    host->cancel = NULL;
    wmi__mutex_unlock(&fleet->lock);
    wmi_cancel_free(cancel);
    if (cancel != NULL) /* wmi_fleet_free may wait for the function */
        wmi__signal_set(fleet->news);
}

static void release_litter(wmi__asker *self)
{
    wmi__asker_calls(self, "IUnknown::Release");
    for (; self->litter_count > 0; self->litter_count--)
        IUnknown_Release((IUnknown *)self->litter[self->litter_count - 1]);
    wmi__errand_release(self->errand);
    self->errand = NULL;
    wmi__token_leave();
}

/* Its end is told, unless there is more to be done with it. */
static void end_or_resume(wmi_fleet *fleet, wmi__host *host)
{
    bool resumes = fleet->ended == S_OK && host->resume_at != 0;

    wmi__host_unlink(host, &fleet->asked);
    fleet->asked_count--;
    if (fleet->is_closing) {
        host->resume_at = 0;
        resumes = wmi__host_is_open(host); /* to be closed */
    }
    if (resumes) {
        host->next = fleet->pausing;
        fleet->pausing = host;
        wmi__fleet_watch_by(fleet, host->resume_at);
    } else if (!fleet->is_closing) {
        wmi__fleet_tell(fleet, host->end);
    }
}

/* False when nobody waited for the worker any more: then it ends. */
static bool give_back(wmi__asker *self)
{
    wmi_fleet *fleet = self->fleet;
    wmi__host *host = self->host;
    bool was_left;

    wmi__mutex_lock(&fleet->lock);
    was_left = host->is_left;
    host->is_left = false;
    host->job = NULL;
    if (was_left)
        fleet->hung--;
    else
        end_or_resume(fleet, host);
    wmi__mutex_unlock(&fleet->lock);
    if (was_left) /* there may be another worker instead */
        wmi__signal_set(fleet->news);
    return !was_left;
}

/* --- The job ------------------------------------------------------------------------------------------------------ */

/* In the workers' apartment, with the program's locator and context. */
static void close_host(wmi__host *host)
{
    wmi_disconnect(host->connection);
    host->connection = NULL;
}

/* Also when the worker could take on neither apartment nor identity; the job tells why. */
static void work(void *context, wmi__job *job)
{
    wmi__asker self = { .fleet = context, .job = job };
    bool goes_on = true;

    while (goes_on && take(&self)) {
        if (self.errand == NULL) {
            close_host(self.host);
        } else {
            settle(&self, ask(&self));
            release_litter(&self);
        }
        goes_on = give_back(&self);
    }
}

static void free_work(void *context)
{
    wmi__fleet_release(context);
}

HRESULT wmi__asker_start(wmi_fleet *fleet)
{
    static const wmi__job_kind kind = { "wmi_fleet_next", work, free_work, false };
    wmi__job *job = NULL;
    HRESULT hr;

    atomic_fetch_add(&fleet->references, 1);
    hr = wmi__job_create(&kind, fleet, fleet->com_setup, NULL, &job);
    if (FAILED(hr))
        return hr;
    job->is_counted_elsewhere = true;
    job->refused = work;
    hr = wmi__job_start(job);
    if (FAILED(hr)) {
        wmi__job_leave(job);
        return hr;
    }
    job->next = fleet->jobs;
    fleet->jobs = job;
    return S_OK;
}
