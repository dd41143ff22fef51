/* SPDX-License-Identifier: MIT */
/* One call on a connection's services, with everything it needs: a worker can make it after the caller has returned. */
#ifndef WMIKIT_SRC_CALL_REQUEST_H
#define WMIKIT_SRC_CALL_REQUEST_H

#include "com/work.h"
#include "connect/connection.h"

/* The arguments of the COM call, valid in the apartment where it is made. */
typedef struct wmi__request_call {
    IWbemServices *services;
    IWbemContext *context;    /* or NULL */
    IWbemClassObject *object; /* the order's, or NULL */
    BSTR text;
    BSTR method; /* or NULL */
    LONG flags;
    bool wants_object;
    bool wants_text;
    const char *what;
    const wmi__blanket *blanket;
    wmi__job *job; /* NULL on the caller's own thread */
} wmi__request_call;

/* One kind of call. Its work's run and free are wmi__request_run and wmi__request_free. */
typedef struct wmi__request_kind {
    wmi__work work;

    /* Makes the call: answers[0] is its object or enumerator, answers[1] a call result. */
    HRESULT (*call)(const wmi__request_call *given, void **answers);

    /*
     * Takes the answers over, and makes of them what the work gives; sets the last error. NULL: answers[0] is that.
     */
    HRESULT(*complete)
    (const struct wmi__request_kind *kind, const wmi__request_call *given, void **answers, void **results);
} wmi__request_kind;

/* The parameters of a request. Everything is borrowed. */
typedef struct wmi__request_order {
    const char *operation; /* the API function */
    const char *argument;  /* the API's name of the text */
    const char *text;      /* a query, a class, a path; or NULL */
    const char *method;    /* a method's name, or NULL */
    const char *what;      /* for messages, in quotes */
    IWbemClassObject *object;
    IWbemContext *context; /* NULL: the connection's */
    LONG flags;
    bool wants_object; /* of a call result */
    bool wants_text;
    wmi_cancel *cancel;
    uint64_t limit_ms;
} wmi__request_order;

/*
 * Makes the call, by a job when something can end the wait. The results are good in the caller's apartment; all are
 * NULL on failure, and may be after success. S_OK; what the call returned; WBEM_E_TIMED_OUT, WBEM_E_CALL_CANCELLED;
 * WBEM_E_QUOTA_VIOLATION; WBEM_E_INVALID_PARAMETER for text that is not UTF-8; E_OUTOFMEMORY.
 */
HRESULT wmi__request_make(const wmi__request_kind *kind, wmi_connection *connection,
                          const wmi__request_order *order, void **results);

/* The context of the kind's work, for a job (by_worker) or for this thread; free it with wmi__request_free. */
HRESULT wmi__request_create(const wmi__request_kind *kind, wmi_connection *connection,
                            const wmi__request_order *order, bool by_worker, void **request);

HRESULT wmi__request_run(void *request, wmi__job *job, void **results);
void wmi__request_free(void *request); /* NULL is allowed */

#endif
