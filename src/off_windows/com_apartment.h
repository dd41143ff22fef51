/* SPDX-License-Identifier: MIT */
#ifndef WMIKIT_COM_APARTMENT_H
#define WMIKIT_COM_APARTMENT_H

#include "wmikit/com.h"

/* The apartment that the calling thread is in: its own, or the multithreaded one while that exists; 0 for none.
   A number is never used again. */
uint64_t wmi__com_apartment(void);

#endif
