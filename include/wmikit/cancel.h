/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Cancellation of blocking calls, and who initialises COM and for how long.
 */
#ifndef WMIKIT_CANCEL_H
#define WMIKIT_CANCEL_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Lets another thread or a deadline cancel blocking calls. */
typedef struct wmi_cancel wmi_cancel;

/** Who initialises COM. */
typedef enum wmi_com_setup {
    /** The library makes sure that the process has a multithreaded apartment; it never changes the calling thread's. */
    WMI_COM_AUTO = 0,
    /** The caller has done it; the library makes no such call. */
    WMI_COM_CALLER = 1
} wmi_com_setup;

/**
 * Creates a handle. It can cancel every blocking function that was given it in its options; for a query or a
 * subscription also each wmi_cursor_next or wmi_subscription_next. One handle may be given to any number of functions.
 *
 * Does not block; callable from any thread.
 *
 * @param[out] cancel  owned by the caller; free with wmi_cancel_free. NULL on failure
 *
 * @return S_OK
 *         E_POINTER  cancel is NULL
 *         E_OUTOFMEMORY
 */
WMI_API HRESULT wmi_cancel_create(wmi_cancel **cancel);

/**
 * Ends all current and future waits under this handle with WBEM_E_CALL_CANCELLED. Cannot be undone.
 *
 * Does not block; callable from any thread, but not from a signal handler.
 *
 * @param cancel  the handle, or NULL
 */
WMI_API void wmi_cancel_trigger(wmi_cancel *cancel);

/**
 * Sets the deadline of the handle, after which every wait under it ends with WBEM_E_TIMED_OUT. So one deadline can
 * cover a connect, a query and all its rows. A later call replaces the deadline.
 *
 * Does not block; callable from any thread.
 *
 * @param cancel        the handle, or NULL
 * @param milliseconds  from now; 0: the deadline has passed at once
 */
WMI_API void wmi_cancel_after(wmi_cancel *cancel, uint32_t milliseconds);

/**
 * Frees the handle, at any time: every function that was given it, connections, cursors, subscriptions and fleets hold
 * their own references.
 *
 * Does not block; callable from any thread.
 *
 * @param cancel  the handle, or NULL
 */
WMI_API void wmi_cancel_free(wmi_cancel *cancel);

/**
 * How many calls are abandoned: a worker thread of the library is still in the call, nobody waits for it any more, and
 * it was sent at least two seconds ago.
 *
 * With four of them for one server, a further call to that server that has a timeout or a cancel is refused with
 * WBEM_E_QUOTA_VIOLATION; with as many in the process as wmi_abandoned_limit allows, every such call is. Calls of a
 * fleet are neither counted here nor refused by that limit: a fleet has its own, hung_limit.
 *
 * Does not block; callable from any thread.
 *
 * @return their number in this process
 */
WMI_API size_t wmi_abandoned(void);

/**
 * Sets how many abandoned calls the process may have before calls with a timeout or a cancel are refused.
 *
 * Does not block; callable from any thread.
 *
 * @param most  the number; 0: the default, 64
 */
WMI_API void wmi_abandoned_limit(uint32_t most);

/**
 * Releases what the library holds for the process: the cached locator and the multithreaded apartment that
 * WMI_COM_AUTO keeps. Not needed before the program ends; the next wmi_connect sets both up again.
 *
 * Does not block. Callable from any thread.
 *
 * @return S_OK; E_UNEXPECTED, and nothing is released, while a connection, a cursor, a subscription, a fleet with hosts
 *         or a call that was given up after a timeout or cancel still exists
 * @see    CoDecrementMTAUsage
 *         (learn.microsoft.com/windows/win32/api/combaseapi/nf-combaseapi-codecrementmtausage)
 */
WMI_API HRESULT wmi_shutdown(void);

#ifdef __cplusplus
}
#endif

#endif
