/* SPDX-License-Identifier: MIT */
/* An object's properties, read: names and values in the order in which they are printed. */
#ifndef TOOL_ROW_H
#define TOOL_ROW_H

#include "outcome.h"
#include "text.h"

#include <wmikit.h>

typedef struct property_row {
    IWbemClassObject *object; /* borrowed; whom the row tells of */
    bool as_class;            /* of its class: Wine's WMI gives an instance for a class */
    size_t count;
    char *const *names; /* the caller's list, or own_names */
    char **own_names;
    wmi_value *values;
    /* Those of values that the library could not read by their type, else NULL; or no list. */
    char **own_strings;
} property_row;

#define ROW_INIT                               \
    {                                          \
        NULL, false, 0, NULL, NULL, NULL, NULL \
    }

/*
 * Reads the properties that `names` lists, or all of its own when that is NULL. The list must outlive the row,
 * which the caller clears, also after a failure.
 */
outcome row_read(property_row *into, IWbemClassObject *object, char *const *names, size_t count);

/* Likewise, with NULL for a property that the object lacks. */
outcome row_read_if_any(property_row *into, IWbemClassObject *object, char *const *names, size_t count);

/* Whether an object is a class, and no instance. */
bool object_is_class(IWbemClassObject *object);

/* The path of the row's object within its namespace; nothing when it has none, or does not tell. */
void row_append_relative_path(text *into, const property_row *row);
void row_clear(property_row *gone);

#endif
