/* SPDX-License-Identifier: MIT */
#ifndef WMIKIT_SRC_OFF_WINDOWS_COM_APARTMENT_H
#define WMIKIT_SRC_OFF_WINDOWS_COM_APARTMENT_H

#include <wmikit/com.h>

#include <stdbool.h>

/* The calling thread's apartment: its own, or the multithreaded one while that exists; 0 for none. No number
   is used twice. */
uint64_t wmi__com_apartment(void);

/*
 * What CoInitializeSecurity was given; false, and nothing, when it was not called. Found by wmi__find_function as
 * "wmi__com_security".
 */
bool wmi__com_security(DWORD *authn_level, DWORD *impersonation);

#endif
