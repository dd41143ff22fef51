/* SPDX-License-Identifier: MIT */
/* What a fleet's workers have for the program, in the order in which it came: rows, and the ends of hosts. */
#ifndef WMIKIT_SRC_FLEET_REPORT_H
#define WMIKIT_SRC_FLEET_REPORT_H

#include "com/crossing.h"

#include <wmikit/com.h>

#include <stdint.h>

struct wmi__host;

/* A host's end, which is a part of the host, so that telling it needs no memory; or the head of rows. */
typedef struct wmi__report {
    struct wmi__report *next;
    struct wmi__host *host;
    bool has_rows;
} wmi__report;

/* Rows of one host, good in the program's apartment; one block, freed with wmi__rows_free. */
typedef struct wmi__rows {
    wmi__report report;
    uint32_t count;
    uint32_t taken;
    wmi__crossing rows[];
} wmi__rows;

/*
 * Takes the rows over in every case; `marshal` when the program has a single-threaded apartment. S_OK; E_OUTOFMEMORY or
 * what marshalling failed with, without a last error.
 */
HRESULT wmi__rows_make(struct wmi__host *host, IWbemClassObject **objects, uint32_t count, bool marshal,
                       wmi__rows **made);
void wmi__rows_free(wmi__rows *rows); /* with those that were not taken; NULL is allowed */

/* The queue; all under the lock of the fleet. */
typedef struct wmi__reports {
    wmi__report *first;
    wmi__report **last;
    uint32_t rows; /* in the queue, and with the program until it has read them */
} wmi__reports;
void wmi__reports_init(wmi__reports *self);
void wmi__reports_put(wmi__reports *self, wmi__report *report);
wmi__report *wmi__reports_take(wmi__reports *self); /* NULL: there is none */
void wmi__reports_drop(wmi__reports *self);

#endif
