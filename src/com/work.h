/* SPDX-License-Identifier: MIT */
/*
 * One thing that a caller wants done and waits for. When nothing can end the wait it is done on the caller's thread;
 * else a job does it, and nothing of it that can reach a server happens anywhere but on the job's worker.
 */
#ifndef WMIKIT_SRC_COM_WORK_H
#define WMIKIT_SRC_COM_WORK_H

#include "com/job.h"

#include <wmikit/com.h>

/* The most that a kind of work gives. */
#define WMI__WORK_RESULTS 2

/* In the place of an IID: the result is a BSTR. */
extern const IID wmi__work_text;

/* One kind of work. */
typedef struct wmi__work {
    const char *operation; /* the COM call, for the last error when the wait ends */
    /* Sets the last error of its thread on failure. job: NULL on the caller's own thread. */
    HRESULT (*run)(void *context, wmi__job *job, void **results);
    void (*free)(void *context);               /* on whichever thread is the last that needs it */
    const IID *result_iids[WMI__WORK_RESULTS]; /* what it gives, or leaves NULL; NULL: no such result */
    bool stays_in_mta; /* a job's results are not marshalled to a caller in a single-threaded apartment */
} wmi__work;

/* For whom, and how long. All is lent. */
typedef struct wmi__terms {
    wmi_com_setup setup;
    const char *server; /* whose calls these are; "": this computer's */
    const char *what;   /* for messages, which put it in quotes */
    wmi_cancel *cancel;
    uint64_t limit_ms;
    bool is_fleets;        /* see job.h */
    atomic_bool *given_up; /* set when the wait ended before the work did; NULL: nobody wants to know */
} wmi__terms;

/*
 * Does it, taking over the context in every case. The results are good in the caller's apartment.
 *
 * S_OK; what `run` returned, with its last error and IErrorInfo; WBEM_E_TIMED_OUT, WBEM_E_CALL_CANCELLED;
 * WBEM_E_QUOTA_VIOLATION; E_OUTOFMEMORY.
 */
HRESULT wmi__work_run(const wmi__work *work, void *context, const wmi__terms *terms, void **results);

/*
 * Starts a job that goes on after it has begun, and waits for that within the terms: until `is_open` (called with the
 * job's lock held) says so. S_OK; why the job has ended instead; WBEM_E_TIMED_OUT, WBEM_E_CALL_CANCELLED;
 * WBEM_E_QUOTA_VIOLATION; E_OUTOFMEMORY. Sets the last error.
 */
HRESULT wmi__work_open(wmi__job *job, const wmi__terms *terms, bool (*is_open)(void *context));

#endif
