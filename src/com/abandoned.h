/* SPDX-License-Identifier: MIT */
/*
 * Jobs that nobody waits for any more, and whose worker is still in a call. They are bounded, so that a server that
 * hangs costs a program that goes on asking it a few threads and no more.
 */
#ifndef WMIKIT_SRC_COM_ABANDONED_H
#define WMIKIT_SRC_COM_ABANDONED_H

#include "com/job.h"

/* Lists a job, unless it is listed, done or counted elsewhere, or no worker has it yet. */
void wmi__abandoned_add(wmi__job *job);

/* Takes it out when its worker is back. What was left for the worker to do afterwards; NULL: nothing. */
wmi__job *wmi__abandoned_remove(wmi__job *job);

/* S_OK, or WBEM_E_QUOTA_VIOLATION with its last error: one more call to this server may not be made. */
HRESULT wmi__abandoned_check(const wmi__job *job);

/*
 * Leaves a job to a worker that hangs in a call to the same server: it does it when it comes back, and no further
 * thread hangs. False when there is no such worker.
 */
bool wmi__abandoned_leave_behind(wmi__job *job);

#endif
