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
} wmi__request_call;

/* One kind of call. Its work's run and free are wmi__request_run and wmi__request_free. */
typedef struct wmi__request_kind {
    wmi__work work;
    HRESULT (*call)(const wmi__request_call *given, void **results);
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
    wmi_cancel *cancel;
    uint64_t limit_ms;
} wmi__request_order;

/*
 * Makes the call, on a worker when something can end the wait. The results are good in the caller's apartment, and
 * have no blanket yet; all are NULL on failure, and may be after success. S_OK; what the call returned;
 * WBEM_E_TIMED_OUT, WBEM_E_CALL_CANCELLED; WBEM_E_INVALID_PARAMETER for text that is not UTF-8; E_OUTOFMEMORY.
 */
HRESULT wmi__request_make(const wmi__request_kind *kind, const wmi_connection *connection,
                          const wmi__request_order *order, void **results);

HRESULT wmi__request_run(void *request, void **results);
void wmi__request_free(void *request);

#endif
