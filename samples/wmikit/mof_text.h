/* SPDX-License-Identifier: MIT */
/* Objects in MOF, as the mock reads it, and mofcomp. */
#ifndef TOOL_MOF_TEXT_H
#define TOOL_MOF_TEXT_H

#include "row.h"
#include "text.h"

/*
 * Appends `instance of …` with the properties of a row that are not the system's. What is NULL is left out where the
 * class's definition (NULL: not known) has no other default.
 */
outcome mof_append_instance(text *into, const property_row *row, IWbemClassObject *definition);

/*
 * Appends a class for an object whose WMI does not give its class: what the object has, without superclass,
 * qualifiers and methods, but with the keys that the object's path tells. A value that its type does not allow makes
 * the property a string.
 */
outcome mof_append_own_class(text *into, const property_row *row);

#endif
