/* SPDX-License-Identifier: MIT */
#ifndef WMIKIT_SRC_OFF_WINDOWS_CLASS_TABLE_H
#define WMIKIT_SRC_OFF_WINDOWS_CLASS_TABLE_H

#include <wmikit/com.h>

/*
 * Registers a class object for all apartments, before and after they begin, and revokes it; from any thread. The mock
 * calls them. E_OUTOFMEMORY.
 */
WMI_API HRESULT wmi__class_offer(REFCLSID clsid, IUnknown *object, DWORD contexts, DWORD *registration);
WMI_API void wmi__class_withdraw(DWORD registration);

/* Revokes the class objects that are registered in an apartment. */
void wmi__class_table_drop(uint64_t apartment);

#endif
