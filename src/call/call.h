/* SPDX-License-Identifier: MIT */
/* Makes the calls that have one result: synchronously, or semisynchronously under a limit or cancel. */
#ifndef WMIKIT_SRC_CALL_CALL_H
#define WMIKIT_SRC_CALL_CALL_H

#include "call/request.h"

#include <wmikit/call.h>

/* The kinds of call; results[0] is an object, results[1] the call's result when it is semisynchronous. */
extern const wmi__request_kind wmi__put_instance;
extern const wmi__request_kind wmi__delete_instance;
extern const wmi__request_kind wmi__exec_method;

/* Copies the options (NULL: the defaults) and checks their size; sets the last error. */
HRESULT wmi__call_options_read(const wmi_call_options *given, const char *operation,
                               wmi_call_options *options);

/* Contains the options. The time limit starts now. */
wmi__request_order wmi__call_order(const char *operation, const wmi_call_options *options);

/*
 * Makes the call and waits for its results: the object and the text, each requested
 * if its pointer is not NULL. Either may stay NULL although the call succeeded. A missing text is not a failure:
 * the call has been executed.
 */
HRESULT wmi__call_make(const wmi__request_kind *kind, wmi_connection *connection,
                       const wmi__request_order *order, IWbemClassObject **object, BSTR *text);

/* IWbemServices::GetObject, which fails when it returns no object. The order's text is the path. */
HRESULT wmi__call_get_object(wmi_connection *connection, const wmi__request_order *order,
                             IWbemClassObject **object);

/* Refuses a path, or another text of this name, that is NULL, empty or not UTF-8. */
HRESULT wmi__path_check(const char *operation, const char *path);
HRESULT wmi__name_check(const char *operation, const char *argument, const char *text);

#endif
