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
    const char *operation = (const char *)atomic_load(&asker->operation);
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
                ended ? set_cancelled((const char *)atomic_load(&asker->operation), self->ended)
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

/* Closes on this thread what waits to be closed. While nothing is closed, what is ready is of a round. */
static void close_here(wmi_fleet *self)
{
    wmi__host *host;

    do {
        IWbemServices *services = NULL;

        wmi__mutex_lock(&self->lock);
        host = self->is_closing ? wmi__fleet_take_ready(self) : NULL;
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

    if (self->ended == S_OK && !self->is_closing)
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
    goes_on = self->active > 0 || self->finished != NULL || self->ready != NULL || self->pausing != NULL;
    self->is_watched = goes_on;
    self->watched_until = next_time(self);
    wmi__mutex_unlock(&self->lock);
    return goes_on;
}

static bool watch_once(wmi_fleet *self)
{
    wmi__asker *late;

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

    (void)job;
    wmi__cancel_listen(self->cancel, &listener);
    while (watch_once(self))
        wmi__signal_wait(self->watch, self->watched_until, false);
    wmi__cancel_ignore(self->cancel, &listener);
}

/* Without the apartment, or the identity, nothing is done. */
static void refused(void *context, wmi__job *job)
{
    wmi_fleet *self = context;

    wmi__mutex_lock(&self->lock);
    if (!self->is_closing)
        end_waiting(self, job->hr);
    self->is_watched = false;
    wmi__mutex_unlock(&self->lock);
    close_here(self);
}

static void free_watcher(void *context)
{
    wmi__fleet_release(context);
}

/* --- The program's thread ----------------------------------------------------------------------------------------- */

static HRESULT start_job(wmi_fleet *self)
{
    static const wmi__job_kind querying = { "wmi_fleet_query", watch, free_watcher, false };
    static const wmi__job_kind running = { "wmi_fleet_run", watch, free_watcher, false };
    HRESULT hr;

    atomic_fetch_add(&self->references, 1);
    hr = wmi__job_create(self->errand != NULL && self->errand->job != NULL ? &running : &querying, self,
                         self->com_setup, NULL, &self->watcher);
    if (FAILED(hr))
        return hr;
    self->watcher->is_counted_elsewhere = true;
    self->watcher->refused = refused;
    hr = wmi__job_start(self->watcher);
    if (FAILED(hr)) {
        wmi__job_leave(self->watcher);
        self->watcher = NULL;
    }
    return hr;
}

/* Wakes the watcher of an earlier round, which has yet to see the end of a worker, or starts one. */
static HRESULT start_watcher(wmi_fleet *self)
{
    bool watched;
    HRESULT hr;

    wmi__mutex_lock(&self->lock);
    watched = self->is_watched;
    self->is_watched = true;
    wmi__mutex_unlock(&self->lock);
    if (watched) {
        wmi__signal_set(self->watch);
        return S_OK;
    }
    if (self->watcher != NULL) {
        wmi__job_wait(self->watcher, NULL, WMI__NEVER, NULL); /* it has decided to end */
        wmi__job_leave(self->watcher);
        self->watcher = NULL;
    }
    hr = start_job(self);
    if (FAILED(hr)) {
        wmi__mutex_lock(&self->lock);
        self->is_watched = false;
        wmi__mutex_unlock(&self->lock);
    }
    return hr;
}

static void reset(wmi__host *host)
{
    host->attempts = 0;
    host->begun_at = 0;
    host->told = 0;
    host->elapsed_ms = 0;
}

HRESULT wmi__round_start(wmi_fleet *self, wmi__errand *errand)
{
    wmi__errand *before;
    HRESULT hr;

    wmi__mutex_lock(&self->lock);
    before = self->errand;
    self->errand = errand;
    self->total = self->host_count;
    self->told = 0;
    self->ended = S_OK;
    for (size_t i = 0; i < self->total; i++) {
        reset(self->hosts[i]);
        wmi__fleet_add_ready(self, self->hosts[i], false);
    }
    wmi__mutex_unlock(&self->lock);
    wmi__errand_release(before);
    if (self->total == 0)
        return S_OK;
    hr = start_watcher(self);
    if (FAILED(hr)) {
        wmi__mutex_lock(&self->lock);
        self->total = 0;
        while (wmi__fleet_take_ready(self) != NULL)
            ;
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

/* What was not read; the ends are their hosts'. */
static void drop_reports(wmi__batches *reports)
{
    wmi__batch *report;

    while ((report = wmi__batches_take(reports)) != NULL) {
        if (report->count > 0)
            wmi__batch_free(report);
    }
}

/* What waits to be closed takes the place of what waits to be asked. Whether there is anything to do. */
static bool begin_to_close(wmi_fleet *self)
{
    uint64_t until = wmi__clock_ms() + WMI__FLEET_CLOSE_MS;
    wmi__batches reports;
    bool busy;

    wmi__mutex_lock(&self->lock);
    self->is_closing = true;
    self->pausing = NULL;
    while (wmi__fleet_take_ready(self) != NULL)
        ;
    for (size_t i = 0; i < self->host_count; i++) {
        if (!self->hosts[i]->is_taken && self->hosts[i]->connection->services != NULL)
            wmi__fleet_add_ready(self, self->hosts[i], false);
    }
    for (wmi__asker *asker = self->askers; asker != NULL; asker = asker->next)
        hurry(asker, until);
    reports = self->reports;
    self->reports = (wmi__batches){ NULL, NULL };
    wmi__condition_broadcast(&self->room);
    busy = self->is_watched || self->ready != NULL;
    wmi__mutex_unlock(&self->lock);
    drop_reports(&reports);
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

/* The last error is the program's: freeing a fleet changes nothing of it. */
static HRESULT start_closing(wmi_fleet *self)
{
    wmi__error_copy last;
    HRESULT hr;

    wmi__error_save(&last);
    hr = start_watcher(self);
    if (FAILED(hr))
        wmi__error_restore(&last);
    return hr;
}

void wmi__round_close(wmi_fleet *self)
{
    if (begin_to_close(self) && FAILED(start_closing(self)))
        close_here(self);
    while (is_in_jobs(self))
        wmi__signal_wait(self->news, WMI__NEVER, wmi__apartment_is_single_threaded());
    if (self->watcher != NULL)
        wmi__job_wait(self->watcher, NULL, wmi__clock_ms() + WMI__FLEET_CLOSE_MS, NULL);
    wmi__job_leave(self->watcher);
    self->watcher = NULL;
}
