/* SPDX-License-Identifier: MIT */
/*
 * The state of a fleet. The program's thread starts rounds and reads what they tell; a round has a watcher (round.c),
 * which starts the workers (asker.c) that take one host after the other, gives up those that are too late, and ends when
 * all is done: between rounds a fleet has no thread.
 */
#ifndef WMIKIT_SRC_FLEET_FLEET_H
#define WMIKIT_SRC_FLEET_FLEET_H

#include "com/turn.h"
#include "fleet/errand.h"
#include "fleet/host.h"

#define WMI__FLEET_CLOSE_MS 2000u /* how long the end of a connection may take when the fleet is freed */

struct wmi__asker;

struct wmi_fleet {
    atomic_size_t references; /* the program's, the watcher's, each worker's */

    /* As it was made. */
    uint32_t at_once, hung_limit, host_timeout_ms, retries, retry_ms, queue_limit;
    wmi_cancel *cancel;
    wmi__signal *watch; /* to the watcher */
    wmi__signal *news;  /* to the program */

    /* The program's thread alone; the hosts between rounds alone. */
    wmi__turn turn;
    wmi__job *watcher; /* of this round or an earlier one, or NULL */
    wmi_com_setup com_setup;
    wmi__batch *rows; /* that it is reading */
    IWbemClassObject *lent;
    wmi__error_copy *error;
    wmi_error bare_error; /* when there was no memory for one */
    wmi__host **hosts;
    size_t host_count;
    size_t capacity;

    wmi__mutex lock;
    wmi__condition room; /* in the queue, or nobody wants rows */

    /* Under the lock. */
    wmi__errand *errand;
    bool is_watched;    /* the watcher has not decided to end */
    bool is_closing;    /* freed: hosts wait to be closed, and nothing is told */
    HRESULT ended;      /* why the round was ended from outside; S_OK: it was not */
    size_t total, told; /* hosts of the round; how many of them were told to be done */
    wmi__host *ready;   /* they wait for a worker */
    wmi__host **last_ready;
    size_t ready_count;
    wmi__host *pausing;
    struct wmi__asker *askers; /* at work */
    size_t active, starting;   /* of them: all, those that have taken no host yet */
    size_t in_jobs;            /* in a function of the program's */
    size_t hung;               /* given up, and still in a call */
    struct wmi__asker *finished;
    wmi__batches reports;   /* rows, and the ends of hosts: what the program has not read */
    uint32_t rows_told;     /* in these, and in what the program is reading */
    uint64_t watched_until; /* when the watcher looks again by itself */
    uint32_t random;
};

void wmi__fleet_release(wmi_fleet *fleet);

/* --- Under the lock ---------------------------------------------------------------------------------------------- */

void wmi__fleet_add_ready(wmi_fleet *fleet, wmi__host *host, bool first);
wmi__host *wmi__fleet_take_ready(wmi_fleet *fleet); /* NULL: none waits */

/* Tells the end of a host, once; takes the error over. */
void wmi__fleet_end_host(wmi_fleet *fleet, wmi__host *host, HRESULT hr, wmi__error_copy *error);

/* For the program to read; the batch belongs to a host. */
void wmi__fleet_tell(wmi_fleet *fleet, wmi__batch *report);

/* Wakes the watcher when it would sleep beyond this time. */
void wmi__fleet_watch_by(wmi_fleet *fleet, uint64_t until);

#endif
