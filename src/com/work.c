/* SPDX-License-Identifier: MIT */
#include "com/work.h"

#include "com/apartment.h"
#include "com/crossing.h"
#include "error/error.h"
#include "os/os.h"

#include <stdlib.h>

/* Owned by the caller, unless the caller abandons it: then by the worker. */
typedef struct job {
    const wmi__work *work;
    void *context;
    wmi__token *token;
    wmi__signal *signal;
    bool marshal; /* the caller has a single-threaded apartment */

    wmi__mutex lock;
    bool done;
    bool abandoned;

    /* Written before `done`, read after it. */
    HRESULT hr;
    wmi__crossing results[WMI__WORK_RESULTS];
    wmi__error_copy error;
    IErrorInfo *error_info;
} job;

/* The number of results of its kind of work. */
static size_t result_count(const job *self)
{
    size_t count = 0;

    while (count < WMI__WORK_RESULTS && self->work->result_iids[count] != NULL)
        count++;
    return count;
}

static void drop_results(job *self)
{
    for (size_t i = 0; i < result_count(self); i++)
        wmi__crossing_drop(&self->results[i], self->work->result_iids[i]);
}

static void job_free(job *self)
{
    drop_results(self);
    if (self->error_info != NULL)
        IErrorInfo_Release(self->error_info);
    self->work->free(self->context);
    wmi__token_free(self->token);
    if (self->signal != NULL)
        wmi__signal_free(self->signal);
    wmi__mutex_destroy(&self->lock);
    free(self);
    wmi__apartment_leave();
}

/* The caller has entered the apartment for the job; the job leaves it when it ends. */
static job *job_create(const wmi__work *work, void *context)
{
    job *self = calloc(1, sizeof *self);

    if (self == NULL) {
        work->free(context);
        wmi__apartment_leave();
        return NULL;
    }
    self->work = work;
    self->context = context;
    self->marshal = wmi__apartment_is_single_threaded();
    wmi__mutex_init(&self->lock);
    self->signal = wmi__signal_create();
    if (self->signal == NULL || !wmi__token_capture(&self->token)) {
        job_free(self);
        return NULL;
    }
    return self;
}

/* --- The worker ------------------------------------------------------------------------------------------------ */

static HRESULT call(job *self)
{
    void *results[WMI__WORK_RESULTS] = { NULL };
    HRESULT hr;

    if (!wmi__token_assume(self->token))
        return wmi__refuse(E_ACCESSDENIED, "SetThreadToken",
                           "cannot impersonate the caller on the worker thread");
    hr = self->work->run(self->context, results);
    if (FAILED(hr))
        return hr;
    for (size_t i = 0; i < result_count(self); i++) {
        if (SUCCEEDED(hr))
            hr = wmi__crossing_begin(&self->results[i], self->work->result_iids[i], results[i],
                                     self->marshal);
        if (results[i] != NULL)
            IUnknown_Release((IUnknown *)results[i]);
    }
    return FAILED(hr) ? wmi__com_failed(hr, "CoMarshalInterThreadInterfaceInStream", "the result") : hr;
}

static void note_failure(job *self, HRESULT hr)
{
    self->hr = hr;
    if (SUCCEEDED(hr))
        return;
    wmi__error_save(&self->error);
    GetErrorInfo(0, &self->error_info);
}

/*
 * Returns the job to the caller, and does not use it afterwards; false when the caller has abandoned it. The signal is
 * set under the lock: only after that can the caller see that the job is done, and free it.
 */
static bool hand_over(job *self)
{
    bool taken;

    wmi__mutex_lock(&self->lock);
    taken = !self->abandoned;
    self->done = taken;
    if (taken)
        wmi__signal_set(self->signal);
    wmi__mutex_unlock(&self->lock);
    return taken;
}

static bool is_abandoned(job *self)
{
    bool abandoned;

    wmi__mutex_lock(&self->lock);
    abandoned = self->abandoned;
    wmi__mutex_unlock(&self->lock);
    return abandoned;
}

static void work_in_mta(void *argument)
{
    job *self = argument;
    HRESULT entered = CoInitializeEx(NULL, COINIT_MULTITHREADED);

    if (SUCCEEDED(entered))
        note_failure(self, call(self));
    else
        note_failure(self, wmi__com_failed(entered, "CoInitializeEx", "the multithreaded apartment"));

    /* Results of an abandoned job are released in the apartment that received them. */
    if (is_abandoned(self))
        drop_results(self);
    if (SUCCEEDED(entered))
        CoUninitialize();
    if (!hand_over(self))
        job_free(self);
}

/* --- The caller ------------------------------------------------------------------------------------------------- */

/* Leaves the job to the worker, unless it has just finished. */
static bool abandon(job *self)
{
    bool done;

    wmi__mutex_lock(&self->lock);
    done = self->done;
    self->abandoned = !done;
    wmi__mutex_unlock(&self->lock);
    return !done;
}

static bool is_done(job *self)
{
    bool done;

    wmi__mutex_lock(&self->lock);
    done = self->done;
    wmi__mutex_unlock(&self->lock);
    return done;
}

/* S_OK when the job is done; else the reason why the wait ended. */
static HRESULT wait(job *self, wmi_cancel *cancel, uint64_t limit_ms)
{
    wmi__listener listener = { NULL, self->signal };
    uint64_t until = WMI__NEVER;
    HRESULT hr = S_OK;

    wmi__cancel_share(cancel); /* the thread that triggers it may free it at once */
    wmi__cancel_listen(cancel, &listener);
    while (!is_done(self)) {
        hr = wmi__cancel_check(cancel, limit_ms, &until);
        if (FAILED(hr))
            break;
        wmi__signal_wait(self->signal, until, self->marshal);
    }
    wmi__cancel_ignore(cancel, &listener);
    wmi_cancel_free(cancel);
    return FAILED(hr) && abandon(self) ? hr : S_OK;
}

static HRESULT collect(job *self, void **results)
{
    HRESULT hr = S_OK;

    if (FAILED(self->hr)) {
        wmi__error_restore(&self->error);
        if (self->error_info != NULL)
            SetErrorInfo(0, self->error_info);
        return self->hr;
    }
    for (size_t i = 0; i < result_count(self) && SUCCEEDED(hr); i++)
        hr = wmi__crossing_end(&self->results[i], self->work->result_iids[i], &results[i]);
    if (SUCCEEDED(hr))
        return S_OK;
    wmi__com_failed(hr, "CoGetInterfaceAndReleaseStream", "the result");
    for (size_t i = 0; i < result_count(self); i++) {
        if (results[i] != NULL)
            IUnknown_Release((IUnknown *)results[i]);
        results[i] = NULL;
    }
    return hr;
}

static HRESULT no_worker(const wmi__work *work)
{
    return wmi__refuse(E_OUTOFMEMORY, work->operation, "cannot start a worker thread");
}

/* On a new worker thread. */
static HRESULT run_apart(const wmi__work *work, void *context, wmi_com_setup setup, wmi_cancel *cancel,
                         uint64_t limit_ms, const char *what, void **results)
{
    HRESULT hr = wmi__apartment_enter(setup, true);
    job *self;

    if (FAILED(hr)) {
        work->free(context);
        return hr;
    }
    self = job_create(work, context);
    if (self == NULL)
        return no_worker(work);
    if (!wmi__thread_start_detached(work_in_mta, self)) {
        job_free(self);
        return no_worker(work);
    }
    hr = wait(self, cancel, limit_ms);
    if (FAILED(hr))
        return wmi__com_failed(hr, work->operation, "'%s'", what);
    hr = collect(self, results);
    job_free(self);
    return hr;
}

HRESULT wmi__work_run(const wmi__work *work, void *context, wmi_com_setup setup, wmi_cancel *cancel,
                      uint64_t limit_ms, const char *what, void **results)
{
    HRESULT hr = wmi__cancel_check(cancel, limit_ms, NULL);

    for (size_t i = 0; i < WMI__WORK_RESULTS && work->result_iids[i] != NULL; i++)
        results[i] = NULL;
    if (FAILED(hr)) {
        work->free(context);
        return wmi__com_failed(hr, work->operation, "'%s'", what);
    }
    if (wmi__wait_is_limited(cancel, limit_ms))
        return run_apart(work, context, setup, cancel, limit_ms, what, results);
    hr = work->run(context, results);
    work->free(context);
    return hr;
}
