/* SPDX-License-Identifier: MIT */
#include "work.h"

#include "apartment.h"
#include "crossing.h"
#include "error.h"
#include "os/os.h"

#include <stdatomic.h>
#include <stdlib.h>

/* Shared by the caller and the worker; the last one frees it. */
typedef struct job {
    atomic_size_t references;
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
    wmi__crossing result;
    wmi__error_copy error;
    IErrorInfo *error_info;
} job;

static void job_release(job *self)
{
    if (atomic_fetch_sub(&self->references, 1) > 1)
        return;
    wmi__crossing_drop(&self->result, self->work->result_iid);
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

static job *job_create(const wmi__work *work, void *context)
{
    job *self = calloc(1, sizeof *self);

    if (self == NULL) {
        work->free(context);
        return NULL;
    }
    atomic_init(&self->references, 1);
    self->work = work;
    self->context = context;
    self->marshal = wmi__apartment_is_single_threaded();
    wmi__mutex_init(&self->lock);
    wmi__apartment_share();
    self->signal = wmi__signal_create();
    if (self->signal == NULL || !wmi__token_capture(&self->token)) {
        job_release(self);
        return NULL;
    }
    return self;
}

/* --- The worker ------------------------------------------------------------------------------------------------ */

static HRESULT call(job *self)
{
    void *result = NULL;
    HRESULT hr;

    if (!wmi__token_assume(self->token))
        return wmi__refuse(E_ACCESSDENIED, "SetThreadToken", "the thread's identity cannot be taken along");
    hr = self->work->run(self->context, &result);
    if (FAILED(hr))
        return hr;
    hr = wmi__crossing_begin(&self->result, self->work->result_iid, result, self->marshal);
    IUnknown_Release((IUnknown *)result);
    return FAILED(hr) ? wmi__com_failed(hr, "CoMarshalInterThreadInterfaceInStream", "the result") : hr;
}

/* Where the caller has gone, what was got is given back here, in the apartment that it came to. */
static void hand_over(job *self, HRESULT hr)
{
    bool abandoned;

    if (FAILED(hr)) {
        wmi__error_save(&self->error);
        GetErrorInfo(0, &self->error_info);
    }
    self->hr = hr;
    wmi__mutex_lock(&self->lock);
    self->done = true;
    abandoned = self->abandoned;
    wmi__mutex_unlock(&self->lock);
    if (abandoned)
        wmi__crossing_drop(&self->result, self->work->result_iid);
    else
        wmi__signal_set(self->signal);
}

static void work_in_mta(void *argument)
{
    job *self = argument;
    HRESULT entered = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    HRESULT hr = entered;

    if (SUCCEEDED(entered))
        hr = call(self);
    else
        wmi__com_failed(entered, "CoInitializeEx", "the multithreaded apartment");
    hand_over(self, hr);
    job_release(self);
    if (SUCCEEDED(entered))
        CoUninitialize();
}

/* --- The caller ------------------------------------------------------------------------------------------------- */

/* Leaves the job to the worker, unless that has just finished. */
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

/* S_OK when the job is done; else why the wait ended before it was. */
static HRESULT wait(job *self, wmi_cancel *cancel, uint64_t limit_ms)
{
    wmi__listener listener = { NULL, self->signal };
    uint64_t until = WMI__NEVER;
    HRESULT hr = S_OK;

    wmi__cancel_share(cancel); /* who triggers it may give it back at once */
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

static HRESULT collect(job *self, void **result)
{
    HRESULT hr;

    if (FAILED(self->hr)) {
        wmi__error_restore(&self->error);
        if (self->error_info != NULL)
            SetErrorInfo(0, self->error_info);
        return self->hr;
    }
    hr = wmi__crossing_end(&self->result, self->work->result_iid, result);
    return FAILED(hr) ? wmi__com_failed(hr, "CoGetInterfaceAndReleaseStream", "the result") : S_OK;
}

static HRESULT no_worker(const wmi__work *work)
{
    return wmi__refuse(E_OUTOFMEMORY, work->operation, "no thread could be started to wait for the server");
}

HRESULT wmi__work_run(const wmi__work *work, void *context, wmi_cancel *cancel, uint64_t limit_ms,
                      const char *what, void **result)
{
    job *self = job_create(work, context);
    HRESULT hr;

    *result = NULL;
    if (self == NULL)
        return no_worker(work);
    atomic_fetch_add(&self->references, 1);
    if (!wmi__thread_start_detached(work_in_mta, self)) {
        job_release(self);
        hr = no_worker(work);
    } else {
        hr = wait(self, cancel, limit_ms);
        hr = FAILED(hr) ? wmi__com_failed(hr, work->operation, "'%s'", what) : collect(self, result);
    }
    job_release(self);
    return hr;
}
