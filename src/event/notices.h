/* SPDX-License-Identifier: MIT */
/* The bounded queue between the worker that receives events and the program, under the lock of the worker's job. */
#ifndef WMIKIT_SRC_EVENT_NOTICES_H
#define WMIKIT_SRC_EVENT_NOTICES_H

#include "com/job.h"

#include <wmikit/com.h>

/* What the worker tells: an event (WMI_OK), WMI_LOST with its reason, WMI_GAP. One block, freed with wmi__notice_free. */
typedef struct wmi__notice {
    struct wmi__notice *next;
    HRESULT hr;
    wmi__crossing event;
    wmi__error_copy *reason; /* or NULL */
} wmi__notice;
void wmi__notice_free(wmi__notice *notice); /* NULL is allowed */

typedef struct wmi__notices {
    wmi__notice *first;
    wmi__notice **last;
    uint32_t queued;
    uint32_t limit;
    uint32_t awaited; /* room that the worker waits for; 0: it does not */
} wmi__notices;
void wmi__notices_init(wmi__notices *self, uint32_t limit);
void wmi__notices_free(wmi__notices *self);

/*
 * The worker waits until there is room for so many, or half of the queue is empty, and gets how much room there is; false
 * when nobody reads any more.
 */
bool wmi__notices_wait_for_room(wmi__notices *self, wmi__job *job, uint32_t wanted, uint32_t *room);

/* Takes the event over in every case. S_OK; E_OUTOFMEMORY, what marshalling failed with: no last error is set. */
HRESULT wmi__notices_put_event(wmi__notices *self, wmi__job *job, IWbemClassObject *event);

/* WMI_LOST, whose reason is this thread's last error; WMI_GAP. S_OK; E_OUTOFMEMORY with a last error. */
HRESULT wmi__notices_put_news(wmi__notices *self, wmi__job *job, HRESULT news);

/* For the program: the next one; NULL when none is there. */
wmi__notice *wmi__notices_take(wmi__notices *self, wmi__job *job);

#endif
