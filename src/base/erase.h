/* SPDX-License-Identifier: MIT */
/* Erasing memory that held a password. */
#ifndef WMIKIT_SRC_BASE_ERASE_H
#define WMIKIT_SRC_BASE_ERASE_H

#include <wmikit/com.h>

/* Erases memory; the compiler cannot optimise this away. */
void wmi__erase(void *memory, size_t size);

/* Erases and frees a BSTR that held a password; NULL is allowed. */
void wmi__erase_bstr(BSTR text);

#endif
