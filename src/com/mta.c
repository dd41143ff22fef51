/* SPDX-License-Identifier: MIT */
#include "com/mta.h"
#include "os/functions.h"

#include "os/os.h"

#include <stdlib.h>

/* Windows 8 and later; the library supports older systems, so they are looked up at run time. */
typedef HRESULT(STDAPICALLTYPE *increment_function)(struct CO_MTA_USAGE_COOKIE__ **usage);
typedef HRESULT(STDAPICALLTYPE *decrement_function)(struct CO_MTA_USAGE_COOKIE__ *usage);
WMI__LOOKED_UP(CoIncrementMTAUsage, increment_function);
WMI__LOOKED_UP(CoDecrementMTAUsage, decrement_function);

/* A thread that stays in the apartment until it is told to end. */
typedef struct wmi__mta_keeper {
    wmi__thread *thread;
    wmi__mutex lock;
    wmi__condition changed;
    bool answered;
    bool dismissed;
    HRESULT result;
} keeper;

static void sit_in_mta(void *argument)
{
    keeper *self = argument;
    HRESULT hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);

    wmi__mutex_lock(&self->lock);
    self->result = hr;
    self->answered = true;
    wmi__condition_broadcast(&self->changed);
    while (SUCCEEDED(hr) && !self->dismissed)
        wmi__condition_wait(&self->changed, &self->lock);
    wmi__mutex_unlock(&self->lock);

    if (SUCCEEDED(hr))
        CoUninitialize();
}

static HRESULT wait_for_answer(keeper *self)
{
    HRESULT hr;

    wmi__mutex_lock(&self->lock);
    while (!self->answered)
        wmi__condition_wait(&self->changed, &self->lock);
    hr = self->result;
    wmi__mutex_unlock(&self->lock);
    return hr;
}

static void end_keeper(keeper *self)
{
    if (self->thread != NULL) {
        wmi__mutex_lock(&self->lock);
        self->dismissed = true;
        wmi__condition_broadcast(&self->changed);
        wmi__mutex_unlock(&self->lock);
        wmi__thread_join(self->thread);
    }
    wmi__condition_destroy(&self->changed);
    wmi__mutex_destroy(&self->lock);
    free(self);
}

static HRESULT start_keeper(keeper **out)
{
    keeper *self = calloc(1, sizeof *self);
    HRESULT hr;

    if (self == NULL)
        return E_OUTOFMEMORY;
    wmi__mutex_init(&self->lock);
    wmi__condition_init(&self->changed);

    self->thread = wmi__thread_start(sit_in_mta, self);
    if (self->thread == NULL) {
        end_keeper(self);
        return E_OUTOFMEMORY;
    }
    hr = wait_for_answer(self);
    if (FAILED(hr)) {
        end_keeper(self);
        return hr;
    }
    *out = self;
    return S_OK;
}

HRESULT wmi__mta_hold(wmi__mta *mta)
{
    increment_function increment = (increment_function)wmi__find_function("ole32.dll", "CoIncrementMTAUsage");

    *mta = (wmi__mta){ 0 };
    return increment == NULL ? start_keeper(&mta->keeper) : increment(&mta->usage);
}

void wmi__mta_release(wmi__mta *mta)
{
    decrement_function decrement;

    if (mta->keeper != NULL) {
        end_keeper(mta->keeper);
    } else if (mta->usage != NULL) {
        decrement = (decrement_function)wmi__find_function("ole32.dll", "CoDecrementMTAUsage");
        decrement(mta->usage);
    }
    *mta = (wmi__mta){ 0 };
}
