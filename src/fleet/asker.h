/* SPDX-License-Identifier: MIT */
/* A worker of a fleet: takes hosts, one after the other, and does the round's errand there. */
#ifndef WMIKIT_SRC_FLEET_ASKER_H
#define WMIKIT_SRC_FLEET_ASKER_H

#include "fleet/fleet.h"

#define WMI__ASKER_LITTER 4 /* the rows and services of two connections */

/* The worker's own. */
typedef struct wmi__asker {
    wmi_fleet *fleet;
    wmi__job *job;
    wmi__host *host;                 /* that it has now */
    wmi__errand *errand;             /* to be done there; NULL: its connection is closed */
    bool has_told;                   /* rows of this host */
    void *litter[WMI__ASKER_LITTER]; /* to be released later: that may take its time */
    size_t litter_count;
} wmi__asker;

/* Starts one, which takes the hosts that wait. For the program's thread; sets the last error. */
HRESULT wmi__asker_start(wmi_fleet *fleet);

/* The COM call that it is in from here on, for messages. */
void wmi__asker_calls(const wmi__asker *asker, const char *operation);

/* Takes a reference over that is released when the host is settled. */
void wmi__asker_release_later(wmi__asker *asker, void *unknown);

#endif
