/* SPDX-License-Identifier: MIT */
/* The IWbemLocator that connects: the process's cached one, or a new one. */
#ifndef WMIKIT_SRC_COM_LOCATOR_H
#define WMIKIT_SRC_COM_LOCATOR_H

#include <wmikit/cancel.h>
#include <wmikit/com.h>

/*
 * A reference to a locator. A new one is cached when the caller is in the MTA that the library keeps
 * (WMI_COM_AUTO): there it is valid for every thread of the MTA, as long as the library keeps the MTA.
 * Sets the thread's last error on failure.
 */
HRESULT wmi__locator_get(wmi_com_setup setup, IWbemLocator **locator);

/* Releases the cached locator. */
void wmi__locator_forget(void);

/*
 * From now on new locators come from this factory, in every apartment, in place of CoCreateInstance; NULL: no longer.
 * Releases the cached locator. The mock calls it when it is installed and uninstalled.
 */
WMI_API void wmi__locator_install(IClassFactory *factory);

#endif
