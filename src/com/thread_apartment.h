/* SPDX-License-Identifier: MIT */
/* Which apartment of COM's the calling thread is in. */
#ifndef WMIKIT_SRC_COM_THREAD_APARTMENT_H
#define WMIKIT_SRC_COM_THREAD_APARTMENT_H

#include <wmikit/com.h>

#include <stdbool.h>

typedef enum wmi__apartment {
    WMI__APARTMENT_NONE,
    WMI__APARTMENT_MTA,    /* explicitly, or because the thread has no apartment of its own */
    WMI__APARTMENT_OTHER,  /* a single-threaded one, or one that is bound to such a one */
    WMI__APARTMENT_UNKNOWN /* Windows Vista does not say */
} wmi__apartment;
wmi__apartment wmi__apartment_here(void);

bool wmi__apartment_is_mta(void);

/* Also where it may have one: on Vista pointers are marshalled once too often rather than once too seldom. */
bool wmi__apartment_is_single_threaded(void);

#endif
