/* SPDX-License-Identifier: MIT */
#include "query/fetch.h"

#include "error/error_info.h"

HRESULT wmi__fetch_open(wmi__fetch *self, void *request, wmi__job *job, const wmi__blanket *blanket,
                        const char *operation, const char *what)
{
    void *results[WMI__WORK_RESULTS] = { NULL };
    HRESULT hr = wmi__request_run(request, job, results);

    if (FAILED(hr))
        return hr;
    self->rows = results[0];
    if (self->rows == NULL)
        return wmi__refuse(E_UNEXPECTED, operation, "'%s': the call gave no enumerator", what);
    return wmi__blanket_set(blanket, (IUnknown *)self->rows, what);
}

/* Servers have been seen to give NULL for a row: how many are left. */
static uint32_t leave_out_nulls(IWbemClassObject **batch, ULONG count)
{
    uint32_t kept = 0;

    for (ULONG i = 0; i < count; i++) {
        if (batch[i] != NULL)
            batch[kept++] = batch[i];
    }
    return kept;
}

static void fail(wmi__fetch *self, HRESULT hr)
{
    self->failure = hr;
    self->words = wmi__error_info_take();
}

/* What an answer means that gave `count` rows, of `returned` that it promised. */
static void judge(wmi__fetch *self, HRESULT hr, ULONG returned, uint32_t count)
{
    bool broken = count == 0 && (returned > 0 || (hr != WBEM_S_FALSE && hr != WBEM_S_TIMEDOUT));

    if (FAILED(hr))
        fail(self, hr);
    else if (broken)
        self->failure = E_UNEXPECTED;
    else if (hr == WBEM_S_FALSE)
        self->ended = true;
}

static uint32_t ask(wmi__fetch *self, wmi__job *job, IWbemClassObject **batch)
{
    bool waits = self->wants_all || !self->more_may_be_there;
    ULONG wanted = waits && !self->wants_all ? 1 : self->batch_limit;
    int32_t slice = wmi__patience_slice(&self->patience, job);
    ULONG returned = 0;
    uint32_t count;
    HRESULT hr;

    for (ULONG i = 0; i < wanted; i++)
        batch[i] = NULL;
    wmi__error_info_forget();
    hr = IEnumWbemClassObject_Next(self->rows, waits ? slice : WBEM_NO_WAIT, wanted, batch, &returned);
    count = leave_out_nulls(batch, returned < wanted ? returned : wanted);
    judge(self, hr, returned, count);
    self->more_may_be_there = count == wanted;
    if (count > 0)
        wmi__patience_rest(&self->patience);
    else if (waits && hr == WBEM_S_TIMEDOUT)
        wmi__patience_wait(&self->patience);
    return count;
}

uint32_t wmi__fetch_rows(wmi__fetch *self, wmi__job *job, IWbemClassObject **batch)
{
    uint32_t count = 0;

    while (count == 0 && !self->ended && self->failure == S_OK && !wmi__job_is_dismissed(job))
        count = ask(self, job, batch);
    return count;
}
