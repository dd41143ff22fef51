/* SPDX-License-Identifier: MIT */
/* How a round of a fleet begins, goes on and ends: for the program's thread. */
#ifndef WMIKIT_SRC_FLEET_ROUND_H
#define WMIKIT_SRC_FLEET_ROUND_H

#include "fleet/fleet.h"

/* Starts a round on all hosts; takes the errand over. Sets the last error; on failure there is no round. */
HRESULT wmi__round_start(wmi_fleet *fleet, wmi__errand *errand);

/*
 * Does what is due: starts workers for hosts whose turn it is, gives up those that are too late, and ends all when the
 * fleet is cancelled. Leaves the last error as it was. Returns when the next thing is due.
 */
uint64_t wmi__round_watch(wmi_fleet *fleet);

/*
 * Ends all, and the connections too. Waits until no function of the program's runs, and some time for the servers; what
 * hangs goes on without the program, and ends alone.
 */
void wmi__round_close(wmi_fleet *fleet);

#endif
