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
    const OLECHAR **names; /* of the fields' properties; one block. NULL: the class lacks it */
} wmi__record_plan;

/* Whether an offset of a field is that of a member. */
static inline bool wmi__field_has(size_t offset)
{
    return offset < WMI_IF_ANY;
}

static inline bool wmi__field_is_array(const wmi_field *field)
{
    return wmi__field_has(field->count_offset);
}

static inline bool wmi__field_is_if_any(const wmi_field *field)
{
    return field->count_offset == WMI_IF_ANY || field->present_offset == WMI_IF_ANY;
}

/* Checks the fields and converts their names; end the plan in every case. Sets the last error. */
HRESULT wmi__record_plan_begin(wmi__record_plan *plan);
void wmi__record_plan_end(wmi__record_plan *plan);

/*
 * When a field is of WMI_IF_ANY, asks for the class, and notes which of these properties it lacks. The options' limit is
 * what remains of it afterwards. Sets the last error.
 */
HRESULT wmi__record_plan_fit(wmi__record_plan *plan, wmi_connection *connection, const char *class_name,
                             wmi_query_options *options);

/* Refuses a class that is no name, and a condition that is not UTF-8. Sets the last error. */
HRESULT wmi__record_check_query(const wmi__record_plan *plan, const char *class_name, const char *where);

/* "SELECT a,b FROM class WHERE where", for free(), after this check. Sets the last error. */
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

/*
 * Reads a value that is not NULL into the field's member of a record of zeros. WBEM_S_FALSE: it is a datetime whose text is
 * not valid, and the field optional. Sets the last error.
 */
HRESULT wmi__record_store(wmi__record_set *set, const wmi_field *field, const VARIANT *variant, CIMTYPE type,
                          char *record);

/* The records in one block, for free(); NULL when there is no memory. Drop the set in every case. */
void *wmi__record_set_finish(wmi__record_set *set);
void wmi__record_set_drop(wmi__record_set *set);

#endif
