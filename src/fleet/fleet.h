/* SPDX-License-Identifier: MIT */
/*
 * The state of a fleet. Its workers (asker.c) take one host after the other. All else is done by the program's thread,
 * while it is in wmi_fleet_next: it starts the workers, gives up those that are too late (round.c), and reads what they
 * tell. Between rounds a fleet has no thread.
 */
#ifndef WMIKIT_SRC_FLEET_FLEET_H
#define WMIKIT_SRC_FLEET_FLEET_H

#include "com/turn.h"
#include "fleet/errand.h"
#include "fleet/host.h"

#define WMI__FLEET_CLOSE_MS 2000u /* how long the end of a connection, or of its rows, may take */

struct wmi_fleet {
    atomic_size_t references; /* the program's, each worker's */

    /* As it was made. */
    uint32_t at_once, hung_limit, host_timeout_ms, retries, retry_ms, queue_limit;
    wmi_cancel *cancel;
    wmi__signal *news; /* to the program */

    /* The program's thread alone; the hosts between rounds alone. */
    wmi__turn call;
    wmi__job *jobs; /* of workers: at work, or done */
    wmi_com_setup com_setup;
    wmi__batch *report; /* that it is reading */
    IWbemClassObject *lent;
    wmi__error_copy *error;
    wmi_error bare_error; /* when there was no memory for one */
    wmi__host *hosts;     /* all, in their order */
    wmi__host **last_host;
    size_t host_count;

    wmi__mutex lock;
    wmi__condition room; /* in the queue, or nobody wants rows */

    /* Under the lock. */
    wmi__errand *errand;
    bool is_closing;    /* freed: hosts are closed instead of asked, and nothing is told */
    HRESULT ended;      /* why the round was ended from outside; S_OK: it was not */
    size_t total, told; /* hosts of the round; those of them that were told to be done */
    wmi__host *turn;    /* whose turn is next; NULL: all had theirs */
    size_t waiting;     /* for their turn */
    wmi__host *pausing; /* these have had theirs, and are asked again */
    wmi__host *asked;   /* a worker has each of them, and is waited for */
    size_t asked_count;
    size_t workers;         /* that have a host, or will look for one */
    size_t hung;            /* given up, and still in a call */
    wmi__batches reports;   /* rows, and the ends of hosts: what the program has not read */
    uint32_t rows_told;     /* in these, and in what the program is reading */
    uint64_t watched_until; /* when the program's thread looks again by itself */
    uint32_t random;
};

void wmi__fleet_release(wmi_fleet *fleet);

/* --- Under the lock ---------------------------------------------------------------------------------------------- */

/* Takes the next host whose pause is over, or whose turn it is; NULL: none. WMI__NEVER: every one that no worker has. */
wmi__host *wmi__fleet_take_host(wmi_fleet *fleet, uint64_t now);

/* Each host has its turn again. */
void wmi__fleet_begin_turns(wmi_fleet *fleet);

/* Tells that a host is done, and how: a failure is the last error of this thread. */
void wmi__fleet_end_host(wmi_fleet *fleet, wmi__host *host, HRESULT hr);

/* For the program to read; the batch belongs to a host. */
void wmi__fleet_tell(wmi_fleet *fleet, wmi__batch *report);

/* Wakes the program's thread when it would sleep beyond this time. */
void wmi__fleet_watch_by(wmi_fleet *fleet, uint64_t until);

#endif
