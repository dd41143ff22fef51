/* SPDX-License-Identifier: MIT */
/* The watcher of a fleet: see fleet.h. */
#ifndef WMIKIT_SRC_FLEET_ROUND_H
#define WMIKIT_SRC_FLEET_ROUND_H

#include "fleet/fleet.h"

/* Starts a round on all hosts; takes the errand over. Sets the last error; on failure there is no round. */
HRESULT wmi__round_start(wmi_fleet *fleet, wmi__errand *errand);

/*
 * Ends all, and the connections too. Waits until no function of the program's runs, and some time for the servers; what
 * hangs goes on without the program, and ends alone.
 */
void wmi__round_close(wmi_fleet *fleet);

#endif
