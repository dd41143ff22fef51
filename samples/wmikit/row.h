/* SPDX-License-Identifier: MIT */
/* An object's properties, read: names and values in the order in which they are printed; values and types as text. */
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

/* The class of a name; NULL, and no failure, when WMI does not give it. */
outcome object_find_class(wmi_connection *connection, wmi_cancel *cancel, const char *name,
                          IWbemClassObject **found);

/* The path of the row's object within its namespace; nothing when it has none, or does not tell. */
void row_append_relative_path(text *into, const property_row *row);
void row_clear(property_row *gone);

/* An element of an array, as a separate value that borrows. */
wmi_value value_element(const wmi_value *array, size_t index);

/*
 * As JSON, exactly: 64-bit integers in all their digits; infinities and NaN, which JSON has no word for, as
 * null; datetimes and references as strings. An embedded object, whose properties are read now, is an object.
 */
outcome value_append_json(text *into, const wmi_value *value);

/* A whole row as a JSON object. */
outcome row_append_json(text *into, const property_row *from);

/* In readable form: a scalar without quotes; arrays and embedded objects as JSON. Nothing for NULL. */
outcome value_append_plain(text *into, const wmi_value *value);

/* Whether it is one number. */
bool value_is_number(const wmi_value *value);

/* A type by its name in MOF: "uint32", "Win32_Directory ref", "Win32_ProcessStartup"; `class_name` may be NULL. */
void type_append_name(text *into, wmi_type type, const char *class_name);

/* "a uint32", "an array of string": for messages. */
void type_append_described(text *into, wmi_type type, bool is_array);

#endif
