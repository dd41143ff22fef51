/* SPDX-License-Identifier: MIT */
/*
 * From objects to records. A plan holds the checked fields of the caller; a record_set grows by a record for each
 * object, and becomes one block at the end.
 */
#ifndef WMIKIT_SRC_QUERY_RECORD_H
#define WMIKIT_SRC_QUERY_RECORD_H

#include "base/pool.h"

#include <wmikit/com.h>
#include <wmikit/record.h>

typedef struct wmi__record_plan {
    const char *operation;
    const wmi_field *fields;
    size_t field_count;
    size_t record_size;
    const OLECHAR **names; /* of the fields' properties; one block */
} wmi__record_plan;

/* Checks the fields and converts their names; end the plan in every case. Sets the last error. */
HRESULT wmi__record_plan_begin(wmi__record_plan *plan);
void wmi__record_plan_end(wmi__record_plan *plan);

/* "SELECT a,b FROM class WHERE where", for free(). Sets the last error. */
HRESULT wmi__record_query(const wmi__record_plan *plan, const char *class_name, const char *where,
                          char **wql);

/*
 * Until the end, a pointer in a record or in an array of texts holds the offset of its target in `data`, plus one: pools
 * grow, and their contents are moved once, into the block.
 */
typedef struct wmi__record_set {
    const wmi__record_plan *plan;
    size_t count;
    bool numbered; /* messages contain the row number */
    wmi__pool records;
    wmi__pool data; /* texts and arrays */
} wmi__record_set;

/* Reads one more object. Sets the last error. */
HRESULT wmi__record_add(wmi__record_set *set, IWbemClassObject *object);

/* Reads a value that is not NULL into the field's member of a record of zeros. Sets the last error. */
HRESULT wmi__record_store(wmi__record_set *set, const wmi_field *field, const VARIANT *variant, CIMTYPE type,
                          char *record);

/* The records in one block, for free(); NULL when there is no memory. Drop the set in every case. */
void *wmi__record_set_finish(wmi__record_set *set);
void wmi__record_set_drop(wmi__record_set *set);

#endif
