/* SPDX-License-Identifier: MIT */
/* One usage of the process's multithreaded apartment, which keeps that apartment alive. */
#ifndef WMIKIT_SRC_COM_MTA_H
#define WMIKIT_SRC_COM_MTA_H

#include <wmikit/com.h>

/* CO_MTA_USAGE_COOKIE is a pointer to it; headers for Windows Vista declare neither. */
struct CO_MTA_USAGE_COOKIE__;

/* Result of wmi__mta_hold: an MTA usage if the system supports it, else a thread in the apartment. */
typedef struct wmi__mta {
    struct CO_MTA_USAGE_COOKIE__ *usage;
    struct wmi__mta_keeper *keeper;
} wmi__mta;

/* E_OUTOFMEMORY, or what CoIncrementMTAUsage or CoInitializeEx returned; sets no last error. */
HRESULT wmi__mta_hold(wmi__mta *mta);
void wmi__mta_release(wmi__mta *mta); /* one that is all zero: does nothing */

#endif
