/* SPDX-License-Identifier: MIT */
#ifndef WMIKIT_SRC_OFF_WINDOWS_COM_APARTMENT_H
#define WMIKIT_SRC_OFF_WINDOWS_COM_APARTMENT_H

#include <wmikit/com.h>

/* The calling thread's apartment: its own, or the multithreaded one while that exists; 0 for none. No number
   is used twice. */
uint64_t wmi__com_apartment(void);

#endif
