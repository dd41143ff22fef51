/* SPDX-License-Identifier: MIT */
/* How what held a password is given back. */
#ifndef WMIKIT_SRC_BASE_ERASE_H
#define WMIKIT_SRC_BASE_ERASE_H

#include <wmikit/com.h>

/* Erases memory in a way that no compiler leaves out. */
void wmi__erase(void *memory, size_t size);

/* Erases and frees a BSTR that held a password; NULL is allowed. */
void wmi__erase_bstr(BSTR text);

#endif
