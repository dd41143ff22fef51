/* SPDX-License-Identifier: MIT */
#include "com/work.h"

#include "error/error.h"

#include <stdlib.h>

const IID wmi__work_text = { 0 };

/* The context of the job: the work, and what it gave. */
typedef struct assignment {
    wmi__job_kind kind;
    const wmi__work *work;
    void *context;
    wmi__crossing results[WMI__WORK_RESULTS];
    BSTR texts[WMI__WORK_RESULTS];
} assignment;

static bool has_result(const wmi__work *work, size_t index)
{
    return index < WMI__WORK_RESULTS && work->result_iids[index] != NULL;
}

static bool is_text(const wmi__work *work, size_t index)
{
    return work->result_iids[index] == &wmi__work_text;
}

static void release_result(const wmi__work *work, size_t index, void *result)
{
    if (is_text(work, index))
        SysFreeString(result);
    else if (result != NULL)
        IUnknown_Release((IUnknown *)result);
}

static void assignment_free(void *context)
{
    assignment *self = context;

    for (size_t i = 0; has_result(self->work, i); i++) {
        SysFreeString(self->texts[i]);
        wmi__crossing_drop(&self->results[i]);
    }
    self->work->free(self->context);
    free(self);
}

/* --- The worker ------------------------------------------------------------------------------------------------ */

/* Takes the reference over. */
static HRESULT keep_result(assignment *self, size_t index, void *result, bool marshal)
{
    if (is_text(self->work, index)) {
        self->texts[index] = result;
        return S_OK;
    }
    return wmi__crossing_give(&self->results[index], self->work->result_iids[index], result, marshal);
}

static void run_assignment(void *context, wmi__job *job)
{
    assignment *self = context;
    void *results[WMI__WORK_RESULTS] = { NULL };
    HRESULT hr = self->work->run(self->context, job, results);

    if (FAILED(hr)) {
        wmi__job_fail(job, hr);
        return;
    }
    for (size_t i = 0; has_result(self->work, i); i++) {
        HRESULT kept = keep_result(self, i, results[i], job->marshal && !self->work->stays_in_mta);

        if (FAILED(kept))
            hr = kept;
    }
    if (FAILED(hr))
        wmi__job_fail(job, wmi__com_failed(hr, "CoMarshalInterThreadInterfaceInStream", "the result"));
}

/* --- The caller ------------------------------------------------------------------------------------------------- */

static HRESULT collect(wmi__job *job, assignment *self, void **results)
{
    const wmi__work *work = self->work;
    HRESULT hr = wmi__job_report(job);

    if (FAILED(hr))
        return hr;
    for (size_t i = 0; has_result(work, i) && SUCCEEDED(hr); i++) {
        results[i] = self->texts[i];
        self->texts[i] = NULL;
        if (!is_text(work, i))
            hr = wmi__crossing_end(&self->results[i], &results[i]);
    }
    if (SUCCEEDED(hr))
        return S_OK;
    for (size_t i = 0; has_result(work, i); i++) {
        release_result(work, i, results[i]);
        results[i] = NULL;
    }
    return wmi__com_failed(hr, "CoGetInterfaceAndReleaseStream", "the result");
}

static HRESULT wait_ended(const char *operation, const wmi__terms *terms, HRESULT hr)
{
    if (terms->given_up != NULL)
        atomic_store(terms->given_up, true);
    return wmi__com_failed(hr, operation, "'%s'", terms->what);
}

static HRESULT run_job(assignment *self, const wmi__terms *terms, void **results)
{
    wmi__job *job = NULL;
    HRESULT hr = wmi__job_create(&self->kind, self, terms->setup, terms->server, &job);

    if (FAILED(hr))
        return hr;
    job->is_fleets = terms->is_fleets;
    hr = wmi__job_start(job);
    if (SUCCEEDED(hr)) {
        hr = wmi__job_wait(job, terms->cancel, terms->limit_ms, NULL);
        hr = FAILED(hr) ? wait_ended(self->work->operation, terms, hr) : collect(job, self, results);
    }
    wmi__job_leave(job);
    return hr;
}

static HRESULT run_apart(const wmi__work *work, void *context, const wmi__terms *terms, void **results)
{
    assignment *self = calloc(1, sizeof *self);

    if (self == NULL) {
        work->free(context);
        return wmi__out_of_memory(work->operation);
    }
    self->kind = (wmi__job_kind){ work->operation, run_assignment, assignment_free, false };
    self->work = work;
    self->context = context;
    return run_job(self, terms, results);
}

HRESULT wmi__work_run(const wmi__work *work, void *context, const wmi__terms *terms, void **results)
{
    HRESULT hr = wmi__cancel_check(terms->cancel, terms->limit_ms, NULL);

    for (size_t i = 0; has_result(work, i); i++)
        results[i] = NULL;
    if (FAILED(hr)) {
        work->free(context);
        return wmi__com_failed(hr, work->operation, "'%s'", terms->what);
    }
    if (wmi__wait_is_limited(terms->cancel, terms->limit_ms))
        return run_apart(work, context, terms, results);
    hr = work->run(context, NULL, results);
    work->free(context);
    return hr;
}

HRESULT wmi__work_open(wmi__job *job, const wmi__terms *terms, bool (*is_open)(void *context))
{
    HRESULT hr;

    job->is_fleets = terms->is_fleets;
    hr = wmi__job_start(job);
    if (FAILED(hr))
        return hr;
    hr = wmi__job_wait(job, terms->cancel, terms->limit_ms, is_open);
    if (FAILED(hr))
        return wait_ended(job->kind->operation, terms, hr);
    return is_open(job->context) ? S_OK : wmi__job_report(job);
}
