/* SPDX-License-Identifier: MIT */
/* Cancellation of a wait: by a trigger, a deadline, or the limit of one call. */
#ifndef WMIKIT_SRC_COM_CANCEL_H
#define WMIKIT_SRC_COM_CANCEL_H

#include "os/os.h"

#include <wmikit/cancel.h>

/* NULL is allowed, and returned. */
wmi_cancel *wmi__cancel_share(wmi_cancel *cancel);

/*
 * S_OK while nothing ends the wait; else WBEM_E_CALL_CANCELLED when it was triggered, WBEM_E_TIMED_OUT when its
 * deadline, or limit_ms (WMI__NEVER: none), has come. NULL has neither trigger nor deadline. *until, if
 * not NULL, gets the earlier of deadline and limit.
 */
HRESULT wmi__cancel_check(wmi_cancel *cancel, uint64_t limit_ms, uint64_t *until);

/* Whether anything can end the wait; if not, a plain call will do. */
bool wmi__wait_is_limited(const wmi_cancel *cancel, uint64_t limit_ms);

/* The time in wmi__clock_ms after so many milliseconds; 0 means no limit. */
uint64_t wmi__limit_in(uint32_t milliseconds);

/* A waiting thread registers a listener; its signal is set when the cancel is triggered or its deadline changes. */
typedef struct wmi__listener {
    struct wmi__listener *next;
    wmi__signal *signal;
} wmi__listener;
void wmi__cancel_listen(wmi_cancel *cancel, wmi__listener *listener);
void wmi__cancel_ignore(wmi_cancel *cancel, wmi__listener *listener);

#endif
