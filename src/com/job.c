/* SPDX-License-Identifier: MIT */
#include "com/job.h"

#include "base/guids.h"
#include "com/abandoned.h"
#include "com/apartment.h"
#include "error/error_info.h"

#include <wmikit/com.h>

#include <stdlib.h>
#include <string.h>

/* Within this a worker ends what needs no answer of a server. */
#define AT_ONCE_MS 20

static void job_free(wmi__job *self)
{
    self->kind->free(self->context);
    wmi__crossing_drop(&self->error_info);
    free(self->error);
    wmi__token_free(self->token);
    if (self->signal != NULL)
        wmi__signal_free(self->signal);
    wmi__condition_destroy(&self->changed);
    wmi__mutex_destroy(&self->lock);
    free(self->server);
    free(self);
    wmi__apartment_leave();
}

static void release(wmi__job *self)
{
    if (atomic_fetch_sub(&self->references, 1) == 1)
        job_free(self);
}

/* --- The worker ------------------------------------------------------------------------------------------------- */

/* What the caller's own set-up keeps must be there already: an apartment of the worker's would end with the job. */
static HRESULT enter_mta(const wmi__job *self)
{
    HRESULT hr = CO_E_NOTINITIALIZED;

    if (self->setup == WMI_COM_AUTO || wmi__apartment_here() != WMI__APARTMENT_NONE)
        hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    return FAILED(hr) ? wmi__com_failed(hr, "CoInitializeEx", "the multithreaded apartment") : S_OK;
}

/* Whether the caller has left already. */
static bool begin(wmi__job *self)
{
    bool left;

    wmi__calls_allow_cancel(true);
    wmi__mutex_lock(&self->lock);
    self->thread = wmi__thread_id();
    self->sent_at = wmi__clock_ms();
    left = self->abandoned;
    wmi__mutex_unlock(&self->lock);
    return left;
}

/*
 * Whether the caller has left. If not, the job is the caller's alone from here on: what it holds of the process is
 * given up when the call that made it returns, and not a moment later.
 */
static bool finish(wmi__job *self)
{
    bool left;

    wmi__calls_allow_cancel(false);
    wmi__mutex_lock(&self->lock);
    self->done = true;
    left = self->abandoned;
    if (!left)
        wmi__signal_set(self->signal);
    wmi__mutex_unlock(&self->lock);
    return left;
}

static void refuse(wmi__job *self, HRESULT hr)
{
    wmi__job_fail(self, hr);
    if (self->refused != NULL)
        self->refused(self->context, self);
}

static void call(wmi__job *self, HRESULT entered)
{
    if (FAILED(entered) && !self->kind->ends_something) /* what must be released is released all the same */
        refuse(self, entered);
    else if (!wmi__token_assume(self->token))
        refuse(self, wmi__refuse(E_ACCESSDENIED, "SetThreadToken",
                                 "the worker thread cannot impersonate the caller"));
    else
        self->kind->run(self->context, self);
}

/* An abandoned job is freed in the apartment, and as the user, that it came to. Returns what is to be done next. */
static wmi__job *run(wmi__job *self)
{
    HRESULT entered = enter_mta(self);
    bool impersonates = self->token != NULL;
    wmi__job *afterwards = NULL;

    if (begin(self))
        wmi__abandoned_add(self); /* it was left behind, and nobody waits for it */
    call(self, entered);
    if (finish(self)) {
        afterwards = wmi__abandoned_remove(self);
        release(self);
    }
    if (impersonates)
        wmi__token_leave();
    if (SUCCEEDED(entered))
        CoUninitialize();
    return afterwards;
}

static wmi__job *join(wmi__job *first, wmi__job *rest)
{
    wmi__job **link = &first;

    while (*link != NULL)
        link = &(*link)->afterwards;
    *link = rest;
    return first;
}

/* Those that were left behind before this one are in its list; while it runs, more may come. */
static void run_task(wmi__task *task)
{
    wmi__job *job = (wmi__job *)(void *)task;

    while (job != NULL) {
        wmi__job *before = job->afterwards;

        job->afterwards = NULL;
        job = join(run(job), before);
    }
}

/* Without memory, or when it cannot be marshalled, the code alone is reported. */
void wmi__job_fail(wmi__job *self, HRESULT hr)
{
    IErrorInfo *words = wmi__error_info_take();

    self->hr = hr;
    self->error = malloc(sizeof *self->error);
    if (self->error != NULL)
        wmi__error_save(self->error);
    wmi__crossing_give(&self->error_info, &wmi__IID_IErrorInfo, words, self->marshal);
}

bool wmi__job_is_dismissed(wmi__job *self)
{
    bool dismissed;

    if (self == NULL)
        return false;
    wmi__mutex_lock(&self->lock);
    dismissed = self->dismissed;
    wmi__mutex_unlock(&self->lock);
    return dismissed;
}

void wmi__job_sending(wmi__job *self)
{
    if (self == NULL)
        return;
    wmi__mutex_lock(&self->lock);
    self->sent_at = wmi__clock_ms();
    wmi__mutex_unlock(&self->lock);
}

/* --- The caller ------------------------------------------------------------------------------------------------- */

static HRESULT no_thread(const wmi__job *self)
{
    return wmi__refuse(E_OUTOFMEMORY, self->kind->operation,
                       "no thread could be started to wait for the server");
}

static HRESULT fill(wmi__job *self, const char *server)
{
    const char *name = server == NULL ? "" : server;

    self->server = malloc(strlen(name) + 1);
    self->signal = wmi__signal_create();
    if (self->server == NULL || self->signal == NULL || !wmi__token_capture(&self->token))
        return no_thread(self);
    memcpy(self->server, name, strlen(name) + 1);
    return S_OK;
}

HRESULT wmi__job_create(const wmi__job_kind *kind, void *context, wmi_com_setup setup, const char *server,
                        wmi__job **job)
{
    HRESULT hr = wmi__apartment_enter(setup, true);
    wmi__job *self;

    if (FAILED(hr)) {
        kind->free(context);
        return hr;
    }
    self = calloc(1, sizeof *self);
    if (self == NULL) {
        hr = wmi__out_of_memory(kind->operation);
        kind->free(context);
        wmi__apartment_leave();
        return hr;
    }
    self->task.run = run_task;
    atomic_init(&self->references, 1);
    self->kind = kind;
    self->context = context;
    self->setup = setup;
    self->marshal = wmi__apartment_is_single_threaded();
    wmi__mutex_init(&self->lock);
    wmi__condition_init(&self->changed);
    hr = fill(self, server);
    if (FAILED(hr)) {
        release(self);
        return hr;
    }
    *job = self;
    return S_OK;
}

HRESULT wmi__job_start(wmi__job *self)
{
    bool is_free = self->kind->ends_something || self->is_counted_elsewhere;
    HRESULT hr = is_free ? S_OK : wmi__abandoned_check(self);

    if (FAILED(hr))
        return hr;
    atomic_fetch_add(&self->references, 1);
    if (self->kind->ends_something && wmi__abandoned_leave_behind(self))
        return S_OK;
    self->sent_at = wmi__clock_ms();
    if (wmi__worker_start(&self->task))
        return S_OK;
    atomic_fetch_sub(&self->references, 1);
    self->sent_at = 0;
    return self->kind->ends_something ? E_OUTOFMEMORY : no_thread(self);
}

/* Whether the wait is over. */
static bool is_over(wmi__job *self, bool (*is_ready)(void *context))
{
    bool over;

    wmi__mutex_lock(&self->lock);
    over = self->done || (is_ready != NULL && is_ready(self->context));
    wmi__mutex_unlock(&self->lock);
    return over;
}

HRESULT wmi__job_wait(wmi__job *self, wmi_cancel *cancel, uint64_t limit_ms, bool (*is_ready)(void *context))
{
    wmi__listener listener = { NULL, self->signal };
    bool dispatch = wmi__apartment_is_single_threaded();
    uint64_t until = WMI__NEVER;
    HRESULT hr = S_OK;

    if (is_over(self, is_ready))
        return S_OK;
    wmi__cancel_listen(cancel, &listener);
    while (!is_over(self, is_ready)) {
        hr = wmi__cancel_check(cancel, limit_ms, &until);
        if (FAILED(hr))
            break;
        wmi__signal_wait(self->signal, until, dispatch);
    }
    wmi__cancel_ignore(cancel, &listener);
    return hr;
}

void wmi__job_wait_for_end(wmi__job *self, wmi_cancel *cancel, uint32_t timeout_ms, bool given_up)
{
    uint64_t at_once = wmi__clock_ms() + AT_ONCE_MS;
    uint64_t limit = given_up ? at_once : wmi__limit_in(timeout_ms);

    if (limit < at_once)
        limit = at_once;
    if (given_up || FAILED(wmi__job_wait(self, cancel, limit, NULL)))
        wmi__job_wait(self, NULL, at_once, NULL);
}

void wmi__job_wake(wmi__job *self)
{
    wmi__signal_set(self->signal);
}

HRESULT wmi__job_report(wmi__job *self)
{
    void *words = NULL;

    if (SUCCEEDED(self->hr))
        return S_OK;
    if (self->error != NULL)
        wmi__error_restore(self->error);
    else
        wmi__com_failed(self->hr, self->kind->operation, "the call");
    if (SUCCEEDED(wmi__crossing_end(&self->error_info, &words)))
        wmi__error_info_put_back(words);
    return self->hr;
}

void wmi__job_dismiss(wmi__job *self)
{
    wmi__mutex_lock(&self->lock);
    self->dismissed = true;
    wmi__condition_broadcast(&self->changed);
    wmi__mutex_unlock(&self->lock);
}

void wmi__job_interrupt(wmi__job *self)
{
    wmi__mutex_lock(&self->lock);
    if (!self->done && self->thread != 0)
        wmi__calls_cancel(self->thread);
    wmi__mutex_unlock(&self->lock);
}

/* Whether it is not done; from now on nobody looks at it. */
static bool abandon(wmi__job *self)
{
    bool left;

    wmi__mutex_lock(&self->lock);
    left = !self->done;
    if (left) {
        self->abandoned = true;
        self->dismissed = true;
        wmi__condition_broadcast(&self->changed);
        if (self->thread != 0)
            wmi__calls_cancel(self->thread);
    }
    wmi__mutex_unlock(&self->lock);
    return left;
}

void wmi__job_leave(wmi__job *self)
{
    if (self == NULL)
        return;
    if (abandon(self)) {
        wmi__abandoned_add(self);
        release(self);
    } else {
        job_free(self);
    }
}
