/* SPDX-License-Identifier: MIT */
/*
 * A COM call that may never return, and a caller who does not wait for ever: the call is made by a worker, a
 * thread in the multithreaded apartment, and abandoned when the time runs out or somebody cancels. An
 * abandoned worker owns all that it needs, finishes some day, and gives everything back.
 */
#ifndef WMIKIT_SRC_WORK_H
#define WMIKIT_SRC_WORK_H

#include "cancel.h"

#include <wmikit/com.h>

/* One kind of call. */
typedef struct wmi__work {
    const char *operation; /* the COM call, for the last error when the wait ends */
    const IID *result_iid;
    HRESULT (*run)(void *context, void **result); /* sets the last error of its thread on failure */
    void (*free)(void *context);                  /* on whichever thread is the last that needs it */
} wmi__work;

/*
 * Runs it on a worker, which takes over the context in every case, and waits: as long as the cancel (or NULL)
 * and limit_ms allow. The worker carries the caller's thread token, and holds the library's use of COM until it
 * ends. The result is good in the caller's apartment. `what` is for the last error.
 *
 * S_OK; what `run` returned, its last error handed over; WBEM_E_TIMED_OUT, WBEM_E_CALL_CANCELLED; E_OUTOFMEMORY.
 */
HRESULT wmi__work_run(const wmi__work *work, void *context, wmi_com_setup setup, wmi_cancel *cancel,
                      uint64_t limit_ms, const char *what, void **result);

#endif
