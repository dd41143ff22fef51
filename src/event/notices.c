/* SPDX-License-Identifier: MIT */
#include "event/notices.h"

#include "base/guids.h"

#include <wmikit/event.h>

#include <stdlib.h>

void wmi__notice_free(wmi__notice *notice)
{
    if (notice == NULL)
        return;
    wmi__crossing_drop(&notice->event);
    free(notice->reason);
    free(notice);
}

void wmi__notices_init(wmi__notices *self, uint32_t limit)
{
    self->first = NULL;
    self->last = &self->first;
    self->queued = 0;
    self->limit = limit;
    self->awaited = 0;
}

void wmi__notices_free(wmi__notices *self)
{
    while (self->first != NULL) {
        wmi__notice *notice = self->first;

        self->first = notice->next;
        wmi__notice_free(notice);
    }
}

/* --- The worker --------------------------------------------------------------------------------------------------- */

bool wmi__notices_wait_for_room(wmi__notices *self, wmi__job *job, uint32_t wanted, uint32_t *room)
{
    uint32_t half = self->limit - self->limit / 2;
    bool go_on;

    wmi__mutex_lock(&job->lock);
    self->awaited = wanted < half ? wanted : half;
    while (!job->dismissed && self->limit - self->queued < self->awaited)
        wmi__condition_wait(&job->changed, &job->lock);
    self->awaited = 0;
    go_on = !job->dismissed;
    *room = go_on ? self->limit - self->queued : 0;
    wmi__mutex_unlock(&job->lock);
    return go_on;
}

static void put(wmi__notices *self, wmi__job *job, wmi__notice *notice)
{
    wmi__mutex_lock(&job->lock);
    *self->last = notice;
    self->last = &notice->next;
    self->queued++;
    wmi__mutex_unlock(&job->lock);
    wmi__job_wake(job);
}

HRESULT wmi__notices_put_event(wmi__notices *self, wmi__job *job, IWbemClassObject *event)
{
    wmi__notice *notice = calloc(1, sizeof *notice);
    HRESULT hr;

    if (notice == NULL) {
        IWbemClassObject_Release(event);
        return E_OUTOFMEMORY;
    }
    hr = wmi__crossing_give(&notice->event, &wmi__IID_IWbemClassObject, event, job->marshal);
    if (SUCCEEDED(hr))
        put(self, job, notice);
    else
        wmi__notice_free(notice);
    return hr;
}

HRESULT wmi__notices_put_news(wmi__notices *self, wmi__job *job, HRESULT news)
{
    wmi__notice *notice = calloc(1, sizeof *notice);

    if (notice != NULL && news == WMI_LOST)
        notice->reason = malloc(sizeof *notice->reason);
    if (notice == NULL || (news == WMI_LOST && notice->reason == NULL)) {
        wmi__notice_free(notice);
        return wmi__out_of_memory("IEnumWbemClassObject::Next");
    }
    notice->hr = news;
    if (notice->reason != NULL)
        wmi__error_save(notice->reason);
    put(self, job, notice);
    return S_OK;
}

/* --- The program -------------------------------------------------------------------------------------------------- */

wmi__notice *wmi__notices_take(wmi__notices *self, wmi__job *job)
{
    wmi__notice *notice;

    wmi__mutex_lock(&job->lock);
    notice = self->first;
    if (notice != NULL) {
        self->first = notice->next;
        if (self->first == NULL)
            self->last = &self->first;
        self->queued--;
        if (self->awaited != 0 && self->limit - self->queued >= self->awaited)
            wmi__condition_broadcast(&job->changed);
    }
    wmi__mutex_unlock(&job->lock);
    return notice;
}
