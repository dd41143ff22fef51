/* SPDX-License-Identifier: MIT */
#include "fleet/round.h"

#include "com/apartment.h"
#include "fleet/asker.h"

#define NEXT "wmi_fleet_next"

/* --- Ends that come from outside; the lock is held ------------------------------------------------------------------ */

/* Of all hosts that no worker has. The last error tells why. */
static void end_waiting(wmi_fleet *self, HRESULT hr)
{
    wmi__host *host;

    while (self->pausing != NULL) {
        host = self->pausing;
        self->pausing = host->next;
        wmi__fleet_add_ready(self, host, true);
    }
    while ((host = wmi__fleet_take_ready(self)) != NULL)
        wmi__fleet_end_host(self, host, hr, wmi__host_error(host, hr));
}

/* Nobody waits for this worker any more; a host that it had has ended thus. */
static void give_up(wmi_fleet *self, wmi__asker *asker, HRESULT hr)
{
    wmi__asker_unlink(asker);
    asker->is_left = true;
    self->hung++;
    if (asker->host != NULL && !self->is_closing)
        wmi__fleet_end_host(self, asker->host, hr, wmi__host_error(asker->host, hr));
}

static HRESULT set_cancelled(const char *operation, HRESULT hr)
{
    return wmi__com_failed(hr, operation, "the fleet's cancel");
}

static HRESULT set_timed_out(const wmi_fleet *self, const wmi__asker *asker)
{
    const char *operation = atomic_load(&asker->operation);
    unsigned limit = self->host_timeout_ms;

    if (self->hung < self->hung_limit)
        return wmi__refuse((HRESULT)WBEM_E_TIMED_OUT, operation, "the host was not done within %u ms", limit);
    return wmi__refuse(
        (HRESULT)WBEM_E_TIMED_OUT, operation,
        "the host was not done within %u ms. %lu other calls hang, and hung_limit is %lu: until one "
        "returns, there is a thread less",
        limit, (unsigned long)self->hung, (unsigned long)self->hung_limit);
}

/* --- The steps of the watcher -------------------------------------------------------------------------------------- */

static void begin_round(wmi_fleet *self)
{
    wmi__errand *errand;
    HRESULT hr = S_OK;

    wmi__mutex_lock(&self->lock);
    errand = self->is_new ? self->errand : NULL;
    wmi__mutex_unlock(&self->lock);
    if (errand == NULL)
        return;
    hr = wmi__errand_arrive(errand); /* may wait for the program's apartment, so without the lock */
    wmi__mutex_lock(&self->lock);
    for (size_t i = 0; i < self->total && self->is_new; i++)
        wmi__fleet_add_ready(self, self->hosts[i], false);
    self->is_new = false;
    if (FAILED(hr))
        end_waiting(self, hr);
    wmi__mutex_unlock(&self->lock);
}

/* The functions of the program that are running see it by their own cancel. */
static void pass_on(wmi_fleet *self, HRESULT hr)
{
    for (wmi__asker *asker = self->askers; asker != NULL; asker = asker->next) {
        if (asker->cancel != NULL && hr == (HRESULT)WBEM_E_CALL_CANCELLED)
            wmi_cancel_trigger(asker->cancel);
        else if (asker->cancel != NULL)
            wmi_cancel_after(asker->cancel, 0);
    }
}

static void end_if_cancelled(wmi_fleet *self)
{
    HRESULT hr = wmi__cancel_check(self->cancel, WMI__NEVER, NULL);

    if (SUCCEEDED(hr))
        return;
    wmi__mutex_lock(&self->lock);
    if (self->ended == S_OK && !self->is_closing) {
        self->ended = hr;
        set_cancelled(NEXT, hr);
        end_waiting(self, hr);
        pass_on(self, hr);
    }
    wmi__mutex_unlock(&self->lock);
}

/* The next worker that is too late, or whose round was ended; NULL: none. */
static wmi__asker *take_late(wmi_fleet *self)
{
    uint64_t now = wmi__clock_ms();
    wmi__asker *asker;
    bool ended;

    wmi__mutex_lock(&self->lock);
    ended = self->ended != S_OK;
    for (asker = self->askers; asker != NULL; asker = asker->next) {
        bool is_late = now >= asker->until && !asker->waits_for_room;

        if (asker->cancel == NULL && (is_late || (ended && asker->host != NULL)))
            break;
    }
    if (asker != NULL)
        give_up(self, asker,
                ended ? set_cancelled(atomic_load(&asker->operation), self->ended)
                      : set_timed_out(self, asker));
    if (asker != NULL)
        wmi__condition_broadcast(&self->room);
    wmi__mutex_unlock(&self->lock);
    return asker;
}

static void resume_hosts(wmi_fleet *self)
{
    uint64_t now = wmi__clock_ms();
    wmi__host **link = &self->pausing;

    wmi__mutex_lock(&self->lock);
    while (*link != NULL) {
        wmi__host *host = *link;

        if (now < host->resume_at) {
            link = &host->next;
        } else {
            *link = host->next;
            wmi__fleet_add_ready(self, host, true);
        }
    }
    wmi__mutex_unlock(&self->lock);
}

/* Hung workers are replaced up to the limit; beyond it there are fewer. */
static bool wants_worker(wmi_fleet *self)
{
    size_t missing;
    bool wants;

    wmi__mutex_lock(&self->lock);
    missing = self->hung > self->hung_limit ? self->hung - self->hung_limit : 0;
    wants = self->ready_count > self->starting && self->active + missing < self->at_once;
    wmi__mutex_unlock(&self->lock);
    return wants;
}

/* Closes on this thread what waits to be closed. */
static void close_here(wmi_fleet *self)
{
    wmi__host *host;

    do {
        IWbemServices *services = NULL;

        wmi__mutex_lock(&self->lock);
        host = wmi__fleet_take_ready(self);
        if (host != NULL) {
            services = host->connection->services;
            host->connection->services = NULL;
        }
        wmi__mutex_unlock(&self->lock);
        if (services != NULL)
            IWbemServices_Release(services);
    } while (host != NULL);
}

/* Without memory for one, those that there are take all hosts. */
static void start_workers(wmi_fleet *self)
{
    HRESULT hr = S_OK;
    bool is_alone;

    while (SUCCEEDED(hr) && wants_worker(self))
        hr = wmi__asker_start(self);
    if (SUCCEEDED(hr))
        return;
    wmi__mutex_lock(&self->lock);
    is_alone = self->active == 0;
    if (is_alone && !self->is_closing)
        end_waiting(self, hr);
    wmi__mutex_unlock(&self->lock);
    if (is_alone)
        close_here(self);
}

static void join_workers(wmi_fleet *self)
{
    wmi__asker *finished;

    wmi__mutex_lock(&self->lock);
    finished = self->finished;
    self->finished = NULL;
    wmi__mutex_unlock(&self->lock);
    while (finished != NULL) {
        wmi__job *job = finished->job;

        finished = finished->next;
        wmi__job_wait(job, NULL, WMI__NEVER, NULL); /* it has nothing left to do */
        wmi__job_leave(job);
    }
}

static uint64_t next_time(wmi_fleet *self)
{
    uint64_t until = WMI__NEVER;

    if (self->ended == S_OK)
        wmi__cancel_check(self->cancel, WMI__NEVER, &until);
    for (const wmi__asker *asker = self->askers; asker != NULL; asker = asker->next) {
        if (asker->cancel == NULL && !asker->waits_for_room && asker->until < until)
            until = asker->until;
    }
    for (const wmi__host *host = self->pausing; host != NULL; host = host->next)
        until = host->resume_at < until ? host->resume_at : until;
    return until;
}

/* False when there is nothing left to do. */
static bool plan(wmi_fleet *self)
{
    bool goes_on;

    wmi__mutex_lock(&self->lock);
    goes_on = self->is_new || self->active > 0 || self->finished != NULL || self->ready != NULL ||
              self->pausing != NULL;
    self->is_watched = goes_on;
    self->watched_until = next_time(self);
    wmi__mutex_unlock(&self->lock);
    return goes_on;
}

static bool watch_once(wmi_fleet *self)
{
    wmi__asker *late;

    begin_round(self);
    end_if_cancelled(self);
    while ((late = take_late(self)) != NULL)
        wmi__job_leave(late->job);
    resume_hosts(self);
    start_workers(self);
    join_workers(self);
    return plan(self);
}

/* --- The watcher's job -------------------------------------------------------------------------------------------- */

static void watch(void *context, wmi__job *job)
{
    wmi_fleet *self = context;
    wmi__listener listener = { NULL, self->watch };

    wmi__mutex_lock(&self->lock);
    self->is_watched = true;
    wmi__mutex_unlock(&self->lock);
    atomic_store(&self->has_watcher, true);
    wmi__job_wake(job);
    wmi__cancel_listen(self->cancel, &listener);
    while (watch_once(self))
        wmi__signal_wait(self->watch, self->watched_until, false);
    wmi__cancel_ignore(self->cancel, &listener);
}

static void free_watcher(void *context)
{
    wmi__fleet_release(context);
}

static bool has_watcher(void *context)
{
    wmi_fleet *self = context;

    return atomic_load(&self->has_watcher);
}

/* --- The program's thread ----------------------------------------------------------------------------------------- */

static void join_watcher(wmi_fleet *self)
{
    if (self->watcher == NULL)
        return;
    wmi__job_wait(self->watcher, NULL, WMI__NEVER, NULL); /* it has decided to end */
    wmi__job_leave(self->watcher);
    self->watcher = NULL;
}

static HRESULT start_watcher(wmi_fleet *self)
{
    static const wmi__job_kind kind = { "wmi_fleet_query", watch, free_watcher, false };
    wmi__job *job = NULL;
    HRESULT hr;

    join_watcher(self);
    atomic_store(&self->has_watcher, false);
    atomic_fetch_add(&self->references, 1);
    hr = wmi__job_create(&kind, self, self->com_setup, NULL, &job);
    if (FAILED(hr))
        return hr;
    job->is_counted_elsewhere = true;
    hr = wmi__job_start(job);
    if (SUCCEEDED(hr)) {
        wmi__job_wait(job, NULL, WMI__NEVER, has_watcher);
        hr = has_watcher(self) ? S_OK : wmi__job_report(job);
    }
    if (FAILED(hr))
        wmi__job_leave(job);
    else
        self->watcher = job;
    return hr;
}

static void reset(wmi__host *host)
{
    host->is_done = false;
    host->attempts = 0;
    host->begun_at = 0;
    host->rows = 0;
    host->told = 0;
    host->elapsed_ms = 0;
}

/* Returns whether a watcher is there already: an earlier round's, which has yet to see the end of a worker. */
static bool set_up(wmi_fleet *self, wmi__errand *errand)
{
    bool watched;

    wmi__mutex_lock(&self->lock);
    wmi__errand_release(self->errand);
    self->errand = errand;
    self->total = self->host_count;
    self->done = 0;
    self->told = 0;
    self->ended = S_OK;
    for (size_t i = 0; i < self->total; i++)
        reset(self->hosts[i]);
    self->is_new = self->total > 0;
    watched = self->is_watched;
    wmi__mutex_unlock(&self->lock);
    return watched;
}

HRESULT wmi__round_start(wmi_fleet *self, wmi__errand *errand)
{
    bool watched = set_up(self, errand);
    HRESULT hr = S_OK;

    if (self->host_count == 0)
        return S_OK;
    if (watched)
        wmi__signal_set(self->watch);
    else
        hr = start_watcher(self);
    if (FAILED(hr)) {
        wmi__mutex_lock(&self->lock);
        self->total = 0;
        self->is_new = false;
        wmi__mutex_unlock(&self->lock);
    }
    return hr;
}

/* A worker in a function of the program's is told by its cancel; the others go on for a short time. */
static void hurry(wmi__asker *asker, uint64_t until)
{
    if (asker->cancel != NULL) {
        wmi_cancel_trigger(asker->cancel);
        return;
    }
    asker->until = asker->until < until ? asker->until : until;
    wmi__job_dismiss(asker->job);
    wmi__job_interrupt(asker->job);
}

/* Whether the watcher has anything to do. */
static bool begin_to_close(wmi_fleet *self)
{
    uint64_t until = wmi__clock_ms() + WMI__FLEET_CLOSE_MS;
    wmi__reports dropped;
    bool busy;

    wmi__mutex_lock(&self->lock);
    self->is_closing = true;
    self->is_new = false;
    self->pausing = NULL;
    while (wmi__fleet_take_ready(self) != NULL)
        ;
    for (size_t i = 0; i < self->host_count; i++) {
        if (!self->hosts[i]->is_taken && self->hosts[i]->connection->services != NULL)
            wmi__fleet_add_ready(self, self->hosts[i], false);
    }
    for (wmi__asker *asker = self->askers; asker != NULL; asker = asker->next)
        hurry(asker, until);
    dropped = self->reports;
    wmi__reports_init(&self->reports);
    wmi__condition_broadcast(&self->room);
    busy = self->is_watched || self->ready != NULL;
    wmi__mutex_unlock(&self->lock);
    wmi__reports_drop(&dropped);
    return busy;
}

static bool is_in_jobs(wmi_fleet *self)
{
    bool is_in;

    wmi__mutex_lock(&self->lock);
    is_in = self->in_jobs > 0;
    wmi__mutex_unlock(&self->lock);
    return is_in;
}

static bool is_watched(wmi_fleet *self)
{
    bool watched;

    wmi__mutex_lock(&self->lock);
    watched = self->is_watched;
    wmi__mutex_unlock(&self->lock);
    return watched;
}

void wmi__round_close(wmi_fleet *self)
{
    bool busy = begin_to_close(self);

    if (busy && is_watched(self))
        wmi__signal_set(self->watch);
    else if (busy && FAILED(start_watcher(self)))
        close_here(self);
    while (is_in_jobs(self))
        wmi__signal_wait(self->news, WMI__NEVER, wmi__apartment_is_single_threaded());
    if (self->watcher == NULL)
        return;
    wmi__job_wait(self->watcher, NULL, wmi__clock_ms() + WMI__FLEET_CLOSE_MS, NULL);
    wmi__job_leave(self->watcher);
    self->watcher = NULL;
}
