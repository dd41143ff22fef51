/* SPDX-License-Identifier: MIT */
/* Rows that a worker has fetched at once, on their way to the program. */
#ifndef WMIKIT_SRC_QUERY_BATCH_H
#define WMIKIT_SRC_QUERY_BATCH_H

#include "com/crossing.h"

#include <wmikit/com.h>

#include <stdint.h>

/* Good in the program's apartment; one block, freed with wmi__batch_free. */
typedef struct wmi__batch {
    struct wmi__batch *next;
    void *owner;         /* for who makes it, or NULL */
    uint32_t elapsed_ms; /* for who makes it */
    uint32_t count;
    uint32_t taken; /* how many rows were taken in their order, by wmi__batch_take */
    wmi__crossing rows[];
} wmi__batch;

/*
 * Takes the objects over in every case; `marshal` when the program has a single-threaded apartment. S_OK; E_OUTOFMEMORY or
 * what marshalling failed with, without a last error.
 */
HRESULT wmi__batch_make(IWbemClassObject **objects, uint32_t count, bool marshal, wmi__batch **batch);

/* The next row, which there must be, with its reference: S_OK, or what a marshalled row failed with, and NULL. */
HRESULT wmi__batch_take(wmi__batch *batch, IWbemClassObject **row);

void wmi__batch_free(wmi__batch *batch); /* with the rows that were not taken; NULL is allowed */

/* Batches on their way, in their order. All zero: none. */
typedef struct wmi__batches {
    wmi__batch *first;
    wmi__batch *last;
} wmi__batches;
void wmi__batches_put(wmi__batches *batches, wmi__batch *batch);
wmi__batch *wmi__batches_take(wmi__batches *batches); /* NULL: there is none */

#endif
