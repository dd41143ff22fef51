/* SPDX-License-Identifier: MIT */
/* The IWbemLocator that connects: the caller's, the process's cached one, or a new one. */
#ifndef WMIKIT_SRC_COM_LOCATOR_H
#define WMIKIT_SRC_COM_LOCATOR_H

#include <wmikit/cancel.h>
#include <wmikit/com.h>

/*
 * A reference to a locator. A new one is cached when the caller is in the MTA that the library keeps
 * (WMI_COM_AUTO): there it is good for every thread of the MTA, for as long as the library keeps that.
 * Sets the thread's last error on failure.
 */
HRESULT wmi__locator_get(wmi_com_setup setup, IWbemLocator **locator);

/* Gives up the cached one. The mock does it, when it takes the system's place and when it leaves that. */
WMI_API void wmi__locator_forget(void);

#endif
