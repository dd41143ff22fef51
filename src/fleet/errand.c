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

static HRESULT check_text(const char *operation, const char *wql)
{
    BSTR text = NULL;
    HRESULT hr = wmi__bstr_from_utf8(wql, &text);

    SysFreeString(text);
    if (hr == (HRESULT)WBEM_E_INVALID_PARAMETER)
        return wmi__refuse(hr, operation, "wql is not UTF-8");
    return FAILED(hr) ? wmi__out_of_memory(operation) : S_OK;
}

HRESULT wmi__errand_create(const char *operation, wmi_fleet_job *job, const char *wql,
                           const wmi_query_options *options, wmi_com_setup setup, wmi__errand **errand)
{
    size_t size = strlen(wql) + 1;
    void *context = NULL;
    HRESULT hr = check_text(operation, wql);

    if (SUCCEEDED(hr))
        hr = wmi__into_mta(setup, &wmi__IID_IWbemContext, options->context, "options->context", &context);
    if (FAILED(hr))
        return hr;
    *errand = calloc(1, sizeof **errand + size);
    if (*errand == NULL) {
        wmi_context_release(context);
        return wmi__out_of_memory(operation);
    }
    atomic_init(&(*errand)->references, 1);
    (*errand)->job = job;
    (*errand)->options = *options;
    (*errand)->options.context = context;
    (*errand)->marshal = wmi__apartment_is_single_threaded();
    memcpy((*errand)->wql, wql, size);
    return S_OK;
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
    free(self);
}
