/* SPDX-License-Identifier: MIT */
/**
 * @file
 * What all calls that are answered once have in common: wmi_call, wmi_find, wmi_put, wmi_delete.
 */
#ifndef WMIKIT_CALL_H
#define WMIKIT_CALL_H

#include "connect.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * How to call. Start from WMI_CALL_OPTIONS_INIT.
 *
 * Without a timeout and a cancel, the call is synchronous and made on the caller's thread. With one of them, it is
 * semisynchronous and made on a thread of the library's, and whatever the server does the function returns in time:
 * with WBEM_E_TIMED_OUT or WBEM_E_CALL_CANCELLED. What the server was asked to do may then be done all the same.
 */
typedef struct wmi_call_options {
    size_t size;         /**< sizeof(wmi_call_options) */
    uint32_t timeout_ms; /**< the most that the function waits, for all that it asks; 0: no limit */
    uint32_t flags; /**< WBEM_FLAG_… for the call; WBEM_FLAG_RETURN_IMMEDIATELY is the library's to add */
    IWbemContext *context; /**< NULL: the connection's */
    wmi_cancel *cancel;    /**< NULL, or what ends the wait from outside */
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
