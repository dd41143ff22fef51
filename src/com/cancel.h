/* SPDX-License-Identifier: MIT */
/* Ends of a wait from outside: a trigger or a deadline, and what one call may take at the most. */
#ifndef WMIKIT_SRC_COM_CANCEL_H
#define WMIKIT_SRC_COM_CANCEL_H

#include "os/os.h"

#include <wmikit/cancel.h>

/* NULL is allowed, and returned. */
wmi_cancel *wmi__cancel_share(wmi_cancel *cancel);

/*
 * S_OK while nothing ends the wait: else WBEM_E_CALL_CANCELLED when it was triggered, WBEM_E_TIMED_OUT when its
 * deadline, or limit_ms (WMI__NEVER: none), has come. NULL has neither trigger nor deadline. *until, when that is
 * not NULL, is what comes first.
 */
HRESULT wmi__cancel_check(wmi_cancel *cancel, uint64_t limit_ms, uint64_t *until);

/* Whether anything can end the wait; else it may be made as a plain call. */
bool wmi__wait_is_limited(const wmi_cancel *cancel, uint64_t limit_ms);

/*
 * How long one call that waits by itself may, as COM's timeouts say it: under a cancel not long, so that a trigger
 * is seen. `until` is wmi__cancel_check's.
 */
int32_t wmi__wait_slice(const wmi_cancel *cancel, uint64_t until);

/* In wmi__clock_ms: now and so many milliseconds; 0 stands for no limit. */
uint64_t wmi__limit_in(uint32_t milliseconds);

/* Whoever waits under a cancel listens to it: its signal is set when something about the cancel changes. */
typedef struct wmi__listener {
    struct wmi__listener *next;
    wmi__signal *signal;
} wmi__listener;
void wmi__cancel_listen(wmi_cancel *cancel, wmi__listener *listener);
void wmi__cancel_ignore(wmi_cancel *cancel, wmi__listener *listener);

#endif
