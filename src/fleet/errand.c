/* SPDX-License-Identifier: MIT */
#include "fleet/errand.h"

#include "base/bstr.h"
#include "base/guids.h"
#include "com/apartment.h"
#include "error/error.h"

#include <stdlib.h>
#include <string.h>

static HRESULT check_text(const char *wql)
{
    BSTR text = NULL;
    HRESULT hr = wmi__bstr_from_utf8(wql, &text);

    SysFreeString(text);
    if (hr == (HRESULT)WBEM_E_INVALID_PARAMETER)
        return wmi__refuse(hr, "wmi_fleet_query", "wql is not UTF-8");
    return FAILED(hr) ? wmi__out_of_memory("wmi_fleet_query") : S_OK;
}

HRESULT wmi__errand_create(wmi_fleet_job *job, const char *wql, const wmi_query_options *options,
                           wmi__errand **errand)
{
    HRESULT hr = check_text(wql);
    wmi__errand *self;

    if (FAILED(hr))
        return hr;
    self = calloc(1, sizeof *self + strlen(wql) + 1);
    if (self == NULL)
        return wmi__out_of_memory("wmi_fleet_query");
    atomic_init(&self->references, 1);
    self->job = job;
    self->options = *options;
    self->marshal = wmi__apartment_is_single_threaded();
    memcpy(self->wql, wql, strlen(wql) + 1);
    hr = wmi__crossing_begin(&self->arriving, &wmi__IID_IWbemContext, options->context, self->marshal);
    if (FAILED(hr)) {
        wmi__errand_release(self);
        return wmi__com_failed(hr, "CoMarshalInterThreadInterfaceInStream", "options->context");
    }
    *errand = self;
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
    wmi__crossing_drop(&self->arriving, &wmi__IID_IWbemContext);
    if (self->context != NULL)
        IWbemContext_Release(self->context);
    free(self);
}

HRESULT wmi__errand_arrive(wmi__errand *self)
{
    void *context = NULL;
    HRESULT hr = wmi__crossing_end(&self->arriving, &wmi__IID_IWbemContext, &context);

    self->context = context;
    return FAILED(hr) ? wmi__com_failed(hr, "CoGetInterfaceAndReleaseStream", "options->context") : S_OK;
}
