/* SPDX-License-Identifier: MIT */
#include "fleet/round.h"

#include "com/apartment.h"
#include "fleet/asker.h"

/* --- Workers: they are started without the lock, since that takes its time -------------------------------------------- */

/* Frees the jobs of those that have ended. */
static void leave_ended(wmi_fleet *self)
{
    wmi__job **link = &self->jobs;

    while (*link != NULL) {
        wmi__job *job = *link;

        if (wmi__job_wait(job, NULL, 0, NULL) == S_OK) {
            *link = job->next;
            wmi__job_leave(job);
        } else {
            link = &job->next;
        }
    }
}

/* Whether one more is wanted, which is counted then. Hung ones are replaced up to the limit; beyond it there are fewer. */
static bool count_worker(wmi_fleet *self, uint64_t now)
{
    size_t missing;
    size_t waiting;
    bool wants;

    wmi__mutex_lock(&self->lock);
    missing = self->hung > self->hung_limit ? self->hung - self->hung_limit : 0;
    waiting = self->waiting;
    for (const wmi__host *host = self->pausing; host != NULL; host = host->next)
        waiting += now >= host->resume_at;
    wants = waiting > self->workers - self->asked_count && self->workers + missing < self->at_once;
    self->workers += wants;
    wmi__mutex_unlock(&self->lock);
    return wants;
}

/* Without memory for one, those that there are take all hosts: fails, with a last error, when there are none. */
static HRESULT start_workers(wmi_fleet *self, uint64_t now)
{
    wmi__error_copy last;
    bool is_alone;
    HRESULT hr;

    if (!count_worker(self, now))
        return S_OK;
    wmi__error_save(&last);
    leave_ended(self);
    do
        hr = wmi__asker_start(self);
    while (SUCCEEDED(hr) && count_worker(self, now));
    if (SUCCEEDED(hr))
        return S_OK;
    wmi__mutex_lock(&self->lock);
    is_alone = --self->workers == 0;
    wmi__mutex_unlock(&self->lock);
    if (is_alone)
        return hr;
    wmi__error_restore(&last);
    return S_OK;
}

/* --- Watching; the lock is held ------------------------------------------------------------------------------------- */

/* Of all hosts that no worker has. The last error tells why. */
static void end_waiting(wmi_fleet *self, HRESULT hr)
{
    wmi__host *host;

    while ((host = wmi__fleet_take_host(self, WMI__NEVER)) != NULL)
        wmi__fleet_end_host(self, host, hr);
}

/* The functions of the program that are running see it by their own cancel. */
static void pass_on(wmi_fleet *self, HRESULT hr)
{
    for (wmi__host *host = self->asked; host != NULL; host = host->next) {
        if (host->cancel != NULL && hr == (HRESULT)WBEM_E_CALL_CANCELLED)
            wmi_cancel_trigger(host->cancel);
        else if (host->cancel != NULL)
            wmi_cancel_after(host->cancel, 0);
    }
}

/* Whether it was, since this was called last. */
static bool end_if_cancelled(wmi_fleet *self)
{
    HRESULT hr = wmi__cancel_check(self->cancel, WMI__NEVER, NULL);

    if (SUCCEEDED(hr) || self->ended != S_OK)
        return false;
    self->ended = hr;
    wmi__com_failed(hr, "wmi_fleet_next", "the fleet's cancel");
    end_waiting(self, hr);
    pass_on(self, hr);
    return true;
}

static HRESULT set_timed_out(const wmi_fleet *self, const char *operation)
{
    HRESULT hr = wmi__refuse((HRESULT)WBEM_E_TIMED_OUT, operation, "the host was not done within %lu ms",
                             (unsigned long)self->host_timeout_ms);

    if (self->hung > self->hung_limit)
        wmi__error_add(
            hr, ". %lu other calls hang, and hung_limit is %lu: until one returns, there is a thread less",
            (unsigned long)self->hung - 1, (unsigned long)self->hung_limit);
    return hr;
}

/* Nobody waits for the worker any more that has this host. */
static void give_up(wmi_fleet *self, wmi__host *host)
{
    const char *operation = (const char *)atomic_load(&host->operation);
    wmi__job **link = &self->jobs;

    while (*link != host->job)
        link = &(*link)->next;
    *link = host->job->next;
    wmi__job_leave(host->job);
    host->is_left = true;
    self->workers--;
    self->hung++;
    if (host->is_settled)
        wmi__fleet_tell(self, host->end);
    else
        wmi__fleet_end_host(self, host,
                            self->ended != S_OK
                                ? wmi__com_failed(self->ended, operation, "the fleet's cancel")
                                : set_timed_out(self, operation));
}

/* Those that are too late, or whose round was ended; but functions are waited for. Whether there were any. */
static bool give_up_late(wmi_fleet *self, uint64_t now)
{
    wmi__host **link = &self->asked;
    size_t hung = self->hung;

    while (*link != NULL) {
        wmi__host *host = *link;
        bool is_late = now >= host->until && !host->waits_for_room;

        if (host->cancel == NULL && (is_late || self->ended != S_OK)) {
            *link = host->next;
            self->asked_count--;
            give_up(self, host);
            wmi__condition_broadcast(&self->room);
        } else {
            link = &host->next;
        }
    }
    return self->hung > hung;
}

/* After `now`: what is due before waits for a worker that has other hosts. */
static uint64_t next_time(const wmi_fleet *self, uint64_t now)
{
    uint64_t until = WMI__NEVER;

    if (self->ended == S_OK)
        wmi__cancel_check(self->cancel, WMI__NEVER, &until);
    for (const wmi__host *host = self->asked; host != NULL; host = host->next) {
        if (host->cancel == NULL && !host->waits_for_room && host->until < until)
            until = host->until;
    }
    for (const wmi__host *host = self->pausing; host != NULL; host = host->next) {
        if (host->resume_at > now && host->resume_at < until)
            until = host->resume_at;
    }
    return until;
}

/* --- Rounds --------------------------------------------------------------------------------------------------------- */

uint64_t wmi__round_watch(wmi_fleet *self)
{
    uint64_t now = wmi__clock_ms();
    wmi__error_copy last; /* what a host fails with is not the program's */
    bool cancelled;
    bool late;
    uint64_t until;
    HRESULT hr;

    wmi__error_save(&last);
    wmi__mutex_lock(&self->lock);
    cancelled = end_if_cancelled(self);
    late = give_up_late(self, now);
    wmi__mutex_unlock(&self->lock);
    hr = start_workers(self, now);
    wmi__mutex_lock(&self->lock);
    if (FAILED(hr))
        end_waiting(self, hr);
    until = next_time(self, now);
    self->watched_until = until;
    wmi__mutex_unlock(&self->lock);
    if (cancelled || late || FAILED(hr))
        wmi__error_restore(&last);
    return until;
}

static void reset(wmi__host *host)
{
    host->attempts = 0;
    host->begun_at = 0;
    host->told = 0;
}

HRESULT wmi__round_start(wmi_fleet *self, wmi__errand *errand)
{
    wmi__errand *before;
    bool is_begun;
    HRESULT hr;

    wmi__mutex_lock(&self->lock);
    before = self->errand;
    self->errand = errand;
    self->total = self->host_count;
    self->told = 0;
    self->ended = S_OK;
    wmi__fleet_begin_turns(self);
    for (wmi__host *host = self->hosts; host != NULL; host = host->following)
        reset(host);
    wmi__mutex_unlock(&self->lock);
    wmi__errand_release(before);
    hr = start_workers(self, wmi__clock_ms());
    if (SUCCEEDED(hr))
        return S_OK;
    wmi__mutex_lock(&self->lock);
    is_begun = self->waiting < self->total;
    if (is_begun) {
        end_waiting(self, hr);
    } else {
        self->total = 0;
        self->turn = NULL;
        self->waiting = 0;
    }
    wmi__mutex_unlock(&self->lock);
    return is_begun ? S_OK : hr;
}

/* --- The end -------------------------------------------------------------------------------------------------------- */

/* What was not read, when nothing more is told; the ends are their hosts'. */
static void drop_reports(wmi_fleet *self)
{
    wmi__batch *report;

    while ((report = wmi__batches_take(&self->reports)) != NULL) {
        if (report->count > 0)
            wmi__batch_free(report);
    }
}

/* A worker in a function of the program's is told by its cancel. */
static void hurry(const wmi__host *host)
{
    if (host->cancel != NULL) {
        wmi_cancel_trigger(host->cancel);
        return;
    }
    wmi__job_dismiss(host->job);
    wmi__job_interrupt(host->job);
}

/* From here on each host has its turn to be closed; without memory for a worker, they are closed where they are freed. */
static void begin_to_close(wmi_fleet *self)
{
    wmi__error_copy last; /* the program's */

    wmi__error_save(&last);
    wmi__mutex_lock(&self->lock);
    self->is_closing = true;
    wmi__fleet_begin_turns(self);
    while (self->turn != NULL && !wmi__host_is_open(self->turn)) /* without any that is, there is no worker */
        wmi__fleet_take_host(self, 0);
    for (const wmi__host *host = self->asked; host != NULL; host = host->next)
        hurry(host);
    wmi__condition_broadcast(&self->room);
    wmi__mutex_unlock(&self->lock);
    start_workers(self, wmi__clock_ms());
    wmi__error_restore(&last);
}

static bool is_in_function(wmi_fleet *self)
{
    bool is_in = false;

    wmi__mutex_lock(&self->lock);
    for (const wmi__host *host = self->asked; host != NULL; host = host->next)
        is_in = is_in || host->cancel != NULL;
    wmi__mutex_unlock(&self->lock);
    return is_in;
}

void wmi__round_close(wmi_fleet *self)
{
    uint64_t until;

    begin_to_close(self);
    drop_reports(self);
    while (is_in_function(self))
        wmi__signal_wait(self->news, WMI__NEVER, wmi__apartment_is_single_threaded());
    until = wmi__clock_ms() + WMI__FLEET_CLOSE_MS;
    while (self->jobs != NULL) {
        wmi__job *job = self->jobs;

        self->jobs = job->next;
        wmi__job_wait(job, NULL, until, NULL);
        wmi__job_leave(job);
    }
}
