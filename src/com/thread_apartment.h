/* SPDX-License-Identifier: MIT */
/* The apartment of the calling thread. */
#ifndef WMIKIT_SRC_COM_THREAD_APARTMENT_H
#define WMIKIT_SRC_COM_THREAD_APARTMENT_H

#include <wmikit/com.h>

#include <stdbool.h>

typedef enum wmi__apartment {
    WMI__APARTMENT_NONE,
    WMI__APARTMENT_MTA,    /* explicitly, or because the thread has not entered an apartment */
    WMI__APARTMENT_OTHER,  /* a single-threaded one, or a neutral one on such a thread */
    WMI__APARTMENT_UNKNOWN /* Windows Vista cannot tell */
} wmi__apartment;
wmi__apartment wmi__apartment_here(void);

bool wmi__apartment_is_mta(void);

/* In the MTA without having entered it: only because something else keeps it. False if unknown. */
bool wmi__apartment_is_implicit(void);

/* Also true if unknown: on Vista a pointer is rather marshalled without need than not marshalled. */
bool wmi__apartment_is_single_threaded(void);

#endif
