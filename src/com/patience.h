/* SPDX-License-Identifier: MIT */
/*
 * Asking a server again and again for what is not there yet. A worker asks in slices, between which it sees that nobody
 * waits any more; a server that does not use the time that it is given is not asked without a pause.
 */
#ifndef WMIKIT_SRC_COM_PATIENCE_H
#define WMIKIT_SRC_COM_PATIENCE_H

#include "com/job.h"

/* Zeroed at the beginning. */
typedef struct wmi__patience {
    uint64_t asked_at;
    uint32_t pause_ms;
} wmi__patience;

/* How long the next call may take, as COM's timeouts say it; WBEM_INFINITE on the caller's own thread (job NULL). */
int32_t wmi__patience_slice(wmi__patience *self, wmi__job *job);

/* The call has answered WBEM_S_TIMEDOUT and nothing else: pauses when it did so too early. */
void wmi__patience_wait(wmi__patience *self);

/* The call has given something. */
void wmi__patience_rest(wmi__patience *self);

/*
 * The pause before an attempt, a quarter more or less, so that many who wait for a server do not come back at one moment.
 * *pause_ms becomes that before the attempt after it: twice as long, up to a minute.
 */
uint32_t wmi__patience_pause(uint32_t *random, uint32_t *pause_ms);

#endif
