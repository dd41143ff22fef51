/* SPDX-License-Identifier: MIT */
/* An object's properties, read: names and values in the order in which they are printed. */
#ifndef TOOL_ROW_H
#define TOOL_ROW_H

#include "outcome.h"

#include <wmikit.h>

typedef struct property_row {
    size_t count;
    char *const *names; /* the caller's list, or own_names */
    char **own_names;
    wmi_value *values;
    char **own_strings; /* those of values that the library could not read by their type, else NULL */
} property_row;

#define ROW_INIT                  \
    {                             \
        0, NULL, NULL, NULL, NULL \
    }

/*
 * Reads the properties that `names` lists, or all of its own when that is NULL. The list must outlive the row,
 * which is the caller's, to be cleared also after a failure.
 */
outcome row_read(property_row *into, IWbemClassObject *object, char *const *names, size_t count);
void row_clear(property_row *gone);

#endif
