/* SPDX-License-Identifier: MIT */
/*
 * COM calls with a limit: a worker, a thread in the multithreaded apartment, makes the call, and is abandoned when
 * the time runs out or the cancel is triggered. An abandoned worker owns everything that it needs, ends eventually,
 * and releases it all.
 */
#ifndef WMIKIT_SRC_COM_WORK_H
#define WMIKIT_SRC_COM_WORK_H

#include "com/cancel.h"

#include <wmikit/com.h>

/* The most pointers that a call gives. */
#define WMI__WORK_RESULTS 2

/* One kind of call. */
typedef struct wmi__work {
    const char *operation;                         /* the COM call, for the last error when the wait ends */
    HRESULT (*run)(void *context, void **results); /* sets the last error of its thread on failure */
    void (*free)(void *context);                   /* on whichever thread is the last that needs it */
    const IID *result_iids[WMI__WORK_RESULTS];     /* what it gives, or leaves NULL; NULL: no such result */
} wmi__work;

/*
 * Runs it, taking over the context in every case. When nothing can end the wait, on the caller's thread; else on a
 * worker, and waits as long as the cancel (or NULL) and limit_ms allow. The worker carries the caller's thread token,
 * and holds the library's use of COM until it ends. The results are good in the caller's apartment. `what` is for the
 * last error.
 *
 * S_OK; what `run` returned, its last error handed over; WBEM_E_TIMED_OUT, WBEM_E_CALL_CANCELLED; E_OUTOFMEMORY.
 */
HRESULT wmi__work_run(const wmi__work *work, void *context, wmi_com_setup setup, wmi_cancel *cancel,
                      uint64_t limit_ms, const char *what, void **results);

#endif
