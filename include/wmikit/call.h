/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Options of the calls that return one result: wmi_call, wmi_find, wmi_put, wmi_delete.
 */
#ifndef WMIKIT_CALL_H
#define WMIKIT_CALL_H

#include "connect.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Options of a call. Start from WMI_CALL_OPTIONS_INIT.
 *
 * Without timeout and cancel, the call is synchronous, on the caller's thread. With either, it is semisynchronous, on
 * a worker thread of the library, and the function returns in time even if the server does not answer: with
 * WBEM_E_TIMED_OUT or WBEM_E_CALL_CANCELLED. The server may still complete the request afterwards. When too many calls
 * have been abandoned in this way, the next one is refused with WBEM_E_QUOTA_VIOLATION: see wmi_abandoned.
 *
 * The caller may free the cancel as soon as the function has returned. A thread that triggers it may free it right
 * after wmi_cancel_trigger, without waiting for the function to return.
 */
typedef struct wmi_call_options {
    /** sizeof(wmi_call_options) */
    size_t size;
    /** Limit in milliseconds for the whole function, all its COM calls included; 0: no limit. */
    uint32_t timeout_ms;
    /** WBEM_FLAG_… for the call; the library adds WBEM_FLAG_RETURN_IMMEDIATELY itself. */
    uint32_t flags;
    /** NULL: the context of the connection. */
    IWbemContext *context;
    /** NULL, or a handle that can cancel the call. */
    wmi_cancel *cancel;
} wmi_call_options;

/** Defaults for every field of a wmi_call_options. */
#define WMI_CALL_OPTIONS_INIT                      \
    {                                              \
        sizeof(wmi_call_options), 0, 0, NULL, NULL \
    }

#ifdef __cplusplus
}
#endif

#endif
