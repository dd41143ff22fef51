/* SPDX-License-Identifier: MIT */
/* What queries and enumerations have in common: one text in, a cursor out. */
#ifndef WMIKIT_SRC_QUERY_QUERY_H
#define WMIKIT_SRC_QUERY_QUERY_H

#include "base/guids.h"
#include "call/request.h"

#include <wmikit/query.h>

/* One kind of enumeration. */
typedef struct wmi__enumeration {
    const char *operation; /* ours */
    const char *argument;  /* our name of the text */
    const wmi__request_kind *kind;
} wmi__enumeration;

/* A request's kind for a COM call that gives an enumerator. */
#define WMI__ENUMERATOR_REQUEST(operation, call)                                                           \
    {                                                                                                      \
        { operation, wmi__request_run, wmi__request_free, { &wmi__IID_IEnumWbemClassObject, NULL } }, call \
    }
extern const wmi__request_kind wmi__exec_query;

/* Checks and clears what every enumeration is given; NULL for the text is refused. */
HRESULT wmi__enumeration_check(const wmi__enumeration *self, const wmi_connection *connection,
                               const char *text, wmi_cursor **cursor);

/* Behind these checks: starts the enumeration. */
HRESULT wmi__enumerate(const wmi__enumeration *self, wmi_connection *connection, const char *text,
                       const wmi_query_options *options, wmi_cursor **cursor);

#endif
