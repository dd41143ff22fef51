/* SPDX-License-Identifier: MIT */
#include "fleet/errand.h"

#include "base/bstr.h"
#include "base/guids.h"
#include "com/apartment.h"
#include "com/into_mta.h"
#include "error/error.h"

#include <wmikit/context.h>

#include <stdlib.h>
#include <string.h>

HRESULT wmi__errand_create(const char *operation, wmi_fleet_job *job, const char *wql,
                           const wmi_query_options *options, wmi_com_setup setup, wmi__errand **errand)
{
    size_t size = strlen(wql) + 1;
    wmi__errand *self;
    void *context = NULL;
    HRESULT hr;

    if (wmi__utf16_length(wql) == WMI__NOT_UTF8)
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, operation, "wql is not UTF-8");
    self = calloc(1, sizeof *self + size);
    if (self == NULL)
        return wmi__out_of_memory(operation);
    atomic_init(&self->references, 1);
    self->job = job;
    self->options = *options;
    self->marshal = wmi__apartment_is_single_threaded();
    memcpy(self->wql, wql, size);
    hr = wmi__into_mta(setup, &wmi__IID_IWbemContext, options->context, "options->context", &context);
    self->options.context = context;
    if (SUCCEEDED(hr) && !wmi__token_capture(&self->token))
        hr = wmi__out_of_memory(operation);
    if (SUCCEEDED(hr))
        *errand = self;
    else
        wmi__errand_release(self);
    return hr;
}

wmi__errand *wmi__errand_share(wmi__errand *self)
{
    atomic_fetch_add(&self->references, 1);
    return self;
}

void wmi__errand_release(wmi__errand *self)
{
    if (self == NULL || atomic_fetch_sub(&self->references, 1) > 1)
        return;
    wmi_context_release(self->options.context);
    wmi__token_free(self->token);
    free(self);
}

/* The job of a worker has the token of the thread that happened to start it. */
HRESULT wmi__errand_impersonate(const wmi__errand *self)
{
    wmi__token_leave();
    if (wmi__token_assume(self->token))
        return S_OK;
    return wmi__refuse(E_ACCESSDENIED, "SetThreadToken", "the worker thread cannot impersonate the caller");
}
