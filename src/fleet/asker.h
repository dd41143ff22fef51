/* SPDX-License-Identifier: MIT */
/* A worker of a fleet: takes hosts, one after the other, and does the round's errand there. */
#ifndef WMIKIT_SRC_FLEET_ASKER_H
#define WMIKIT_SRC_FLEET_ASKER_H

#include "fleet/fleet.h"

#define WMI__ASKER_LITTER 4

/* The context of its job. */
typedef struct wmi__asker {
    struct wmi__asker *next; /* of those at work, or those that have finished */
    wmi_fleet *fleet;
    wmi__job *job;

    /* Under the lock of the fleet. */
    bool has_started;
    bool is_left; /* nobody waits for it any more: it tells nothing, and takes no further host */
    bool waits_for_room;
    wmi__host *host;    /* NULL: none, or what is left of it is being released */
    uint64_t until;     /* when it is left */
    wmi_cancel *cancel; /* of the program's function that it is in, which is waited for; else NULL */

    /* Its own. */
    atomic_size_t operation; /* const char *: the COM call that it is in */
    bool has_told;           /* rows of this host */
    bool closes;             /* the host's connection, and nothing else */
    wmi__errand *errand;
    IUnknown *litter[WMI__ASKER_LITTER]; /* to be released when the host is done: that may take its time */
    size_t litter_count;
} wmi__asker;

/* Its job, at work in the fleet; the watcher starts it. Sets the last error. */
HRESULT wmi__asker_start(wmi_fleet *fleet);

/* Takes a reference over that is released when the host is done. */
void wmi__asker_release_later(wmi__asker *asker, void *unknown);

/* Takes it out of those at work; the lock is held. */
void wmi__asker_unlink(wmi__asker *asker);

#endif
