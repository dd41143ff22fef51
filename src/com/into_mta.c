/* SPDX-License-Identifier: MIT */
#include "com/into_mta.h"

#include "com/apartment.h"
#include "com/job.h"

/* The caller waits until it is done, so it is the caller's. */
typedef struct journey {
    const char *argument;
    wmi__crossing crossing;
    void *arrived;
} journey;

static void arrive(void *context, wmi__job *job)
{
    journey *self = context;
    HRESULT hr = wmi__crossing_end(&self->crossing, &self->arrived);

    if (FAILED(hr))
        wmi__job_fail(job, wmi__com_failed(hr, "CoGetInterfaceAndReleaseStream", "%s", self->argument));
}

static void drop(void *context)
{
    journey *self = context;

    wmi__crossing_drop(&self->crossing);
}

static HRESULT send(journey *self, wmi_com_setup setup)
{
    static const wmi__job_kind kind = { "CoGetInterfaceAndReleaseStream", arrive, drop, false };
    wmi__job *job = NULL;
    HRESULT hr = wmi__job_create(&kind, self, setup, NULL, &job);

    if (FAILED(hr))
        return hr;
    job->is_counted_elsewhere = true; /* it is not given up */
    hr = wmi__job_start(job);
    if (SUCCEEDED(hr)) {
        wmi__job_wait(job, NULL, WMI__NEVER, NULL);
        hr = wmi__job_report(job);
    }
    wmi__job_leave(job);
    return hr;
}

HRESULT wmi__into_mta(wmi_com_setup setup, REFIID iid, void *pointer, const char *argument, void **arrived)
{
    journey self = { .argument = argument };
    bool marshal = wmi__apartment_is_single_threaded();
    HRESULT hr = wmi__crossing_begin(&self.crossing, iid, pointer, marshal);

    *arrived = NULL;
    if (FAILED(hr))
        return wmi__com_failed(hr, "CoMarshalInterThreadInterfaceInStream", "%s", argument);
    if (!marshal || pointer == NULL)
        return wmi__crossing_end(&self.crossing, arrived);
    hr = send(&self, setup);
    *arrived = self.arrived;
    return hr;
}
