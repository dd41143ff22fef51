/* SPDX-License-Identifier: MIT */
/*
 * COM calls that may never return, made by a worker for a caller who does not wait for ever. Both hold the job; the
 * caller may leave at any moment, and then the worker ends it alone: a job owns all that it needs.
 */
#ifndef WMIKIT_SRC_COM_JOB_H
#define WMIKIT_SRC_COM_JOB_H

#include "com/cancel.h"
#include "com/crossing.h"
#include "com/worker.h"
#include "error/error.h"
#include "os/atomic.h"

typedef struct wmi__job wmi__job;

/* One kind of job. */
typedef struct wmi__job_kind {
    const char *operation;                     /* the COM call that it is about, for the last error */
    void (*run)(void *context, wmi__job *job); /* on the worker, in the multithreaded apartment */
    void (*free)(void *context); /* on the worker when the caller has left, else on the caller's thread */
    bool ends_something;         /* a Release: never refused for the calls that were abandoned before */
} wmi__job_kind;

struct wmi__job {
    wmi__task task;
    atomic_size_t references; /* the caller's and the worker's; when it is done, both are the caller's */
    const wmi__job_kind *kind;
    void *context;
    wmi_com_setup setup;
    char *server;        /* "" is this computer */
    wmi__token *token;   /* of the thread that made the job */
    wmi__signal *signal; /* to the caller */
    bool marshal;        /* that thread has a single-threaded apartment */

    /* Under the lock, with what the context shares between the two threads. */
    wmi__mutex lock;
    wmi__condition changed; /* to the worker */
    bool done;
    bool dismissed;   /* nobody wants the results any more */
    bool abandoned;   /* and nobody waits for its end */
    uintptr_t thread; /* the worker's, when one has begun; else 0 */
    uint64_t sent_at; /* when a worker got it, or sent its latest call; 0: none has it yet */
    HRESULT hr;       /* why it failed; S_OK: it did not */
    wmi__error_copy *error;
    wmi__crossing error_info;

    struct wmi__job *next; /* for who made it */

    /* Set before the start, by whom it needs. */
    bool is_fleets; /* of a function that a fleet runs: it counts for its server, not for the process */
    bool is_counted_elsewhere; /* never listed in abandoned.c, nor refused for what is */
    /* In place of `run`, when the worker could take on neither apartment nor identity: hr tells why. NULL: nothing. */
    void (*refused)(void *context, wmi__job *job);

    /* Under the lock of abandoned.c. */
    struct wmi__job *next_abandoned;
    bool is_listed;
    struct wmi__job *afterwards; /* what its worker does next, when it comes back */
};

/* --- The caller ----------------------------------------------------------------------------------------------- */

/*
 * A job that waits to be started; takes the context over in every case. It carries the thread's token, counts as a
 * user of COM until it is freed, and belongs to a server ("" or NULL: this computer). Sets the last error.
 */
HRESULT wmi__job_create(const wmi__job_kind *kind, void *context, wmi_com_setup setup, const char *server,
                        wmi__job **job);

/*
 * Hands it to a worker. E_OUTOFMEMORY; WBEM_E_QUOTA_VIOLATION when too many calls to its server were abandoned. Sets the
 * last error, but not for a job that ends something: what closes leaves the last error alone.
 */
HRESULT wmi__job_start(wmi__job *job);

/*
 * Waits for the end of a job that ends something, no longer than the limits allow; after a wait that was given up
 * already, only as long as a server takes that answers at once.
 */
void wmi__job_wait_for_end(wmi__job *job, wmi_cancel *cancel, uint32_t timeout_ms, bool given_up);

/*
 * Waits until the job is done or `is_ready` (NULL: never; called with the lock held) says so. S_OK; WBEM_E_TIMED_OUT,
 * WBEM_E_CALL_CANCELLED when the wait ended before: no last error is set, the job goes on, and may be waited for again.
 */
HRESULT wmi__job_wait(wmi__job *job, wmi_cancel *cancel, uint64_t limit_ms, bool (*is_ready)(void *context));

/* Lets a wait look again at what it waits for; from any thread. */
void wmi__job_wake(wmi__job *job);

/* Why it failed, with the worker's last error and IErrorInfo, which are this thread's then; S_OK when it did not. */
HRESULT wmi__job_report(wmi__job *job);

/* Tells the worker that nobody wants the results any more; the caller may still wait for its end. */
void wmi__job_dismiss(wmi__job *job);

/* Asks for the end of the call that the worker is in, where that is possible, without waiting for it. */
void wmi__job_interrupt(wmi__job *job);

/* The caller leaves. What was not done is abandoned; NULL is allowed. */
void wmi__job_leave(wmi__job *job);

/* --- The worker ------------------------------------------------------------------------------------------------ */

/* Keeps a failure, whose last error is the thread's now, for wmi__job_report. */
void wmi__job_fail(wmi__job *job, HRESULT hr);

/* Whether nobody wants the results any more. NULL stands for the caller's own thread, which does. */
bool wmi__job_is_dismissed(wmi__job *job);

/* A call is about to be sent; NULL is allowed. */
void wmi__job_sending(wmi__job *job);

#endif
