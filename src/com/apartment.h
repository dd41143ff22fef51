/* SPDX-License-Identifier: MIT */
/*
 * COM initialisation: the library never calls CoInitializeEx on a thread of the caller. Instead it keeps
 * the process's multithreaded apartment (MTA) alive, which every thread that has not entered an apartment
 * belongs to.
 */
#ifndef WMIKIT_SRC_COM_APARTMENT_H
#define WMIKIT_SRC_COM_APARTMENT_H

#include "com/thread_apartment.h"

#include <wmikit/cancel.h>

/*
 * Counts a user of COM, until wmi__apartment_leave. With WMI_COM_AUTO it also takes the one MTA usage that
 * the process keeps until wmi_shutdown, unless the thread has a single-threaded apartment and so needs none;
 * `by_worker`: a worker's results live in the MTA, so it is needed in this case too.
 * On failure nothing is counted, and the thread's last error is set.
 */
HRESULT wmi__apartment_enter(wmi_com_setup setup, bool by_worker);

/* Counts one more user, when an earlier one has entered. */
void wmi__apartment_share(void);
void wmi__apartment_leave(void);

/* Whether the library keeps the MTA now. The mock asks, to tell its own MTA usage from that of the program. */
WMI_API bool wmi__apartment_keeps_mta(void);

#endif
