/* SPDX-License-Identifier: MIT */
/* Shared code of queries and enumerations: they take one text and return a cursor. */
#ifndef WMIKIT_SRC_QUERY_QUERY_H
#define WMIKIT_SRC_QUERY_QUERY_H

#include "base/guids.h"
#include "call/request.h"

#include <wmikit/query.h>

/* The rows come while the call goes on. */
#define WMI__SEMISYNCHRONOUS ((LONG)(WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_FORWARD_ONLY))

/* One kind of enumeration. */
typedef struct wmi__enumeration {
    const char *operation; /* the API function */
    const char *argument;  /* the API's name of the text */
    const wmi__request_kind *kind;
    bool wants_all; /* nobody looks at a row before all are there, and the timeout is for all together */
} wmi__enumeration;

/* The kind of request for a COM call that returns an enumerator. */
#define WMI__ENUMERATOR_REQUEST(operation, call)                                                             \
    {                                                                                                        \
        { operation, wmi__request_run, wmi__request_free, { &wmi__IID_IEnumWbemClassObject, NULL }, false }, \
            call, NULL                                                                                       \
    }
extern const wmi__request_kind wmi__exec_query;

/* Checks the arguments of an enumeration and clears its result; a NULL text is refused. */
HRESULT wmi__enumeration_check(const wmi__enumeration *self, wmi_connection *connection, const char *text,
                               wmi_cursor **cursor);

/* Starts the enumeration, after these checks. */
HRESULT wmi__enumerate(const wmi__enumeration *self, wmi_connection *connection, const char *text,
                       const wmi_query_options *options, wmi_cursor **cursor);

#endif
