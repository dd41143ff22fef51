/* SPDX-License-Identifier: MIT */
/*
 * COM's set-up, as a good guest: the library never calls CoInitializeEx on a thread of the caller's. It keeps
 * the process's multithreaded apartment (MTA) alive instead, which every thread without an apartment of its
 * own is in.
 */
#ifndef WMIKIT_SRC_COM_APARTMENT_H
#define WMIKIT_SRC_COM_APARTMENT_H

#include "com/thread_apartment.h"

#include <wmikit/cancel.h>

/*
 * Counts a user of COM, until wmi__apartment_leave. With WMI_COM_AUTO it also takes the one MTA usage that
 * the process keeps until wmi_shutdown, unless the thread has a single-threaded apartment and so needs none;
 * `by_worker`: a worker's results live in the MTA, so it is needed all the same.
 * On failure nothing is counted, and the thread's last error is set.
 */
HRESULT wmi__apartment_enter(wmi_com_setup setup, bool by_worker);

/* One more user, who keeps what an earlier one entered. */
void wmi__apartment_share(void);
void wmi__apartment_leave(void);

#endif
