/* SPDX-License-Identifier: MIT */
/* A CIM value as text. */
#ifndef TOOL_VALUE_TEXT_H
#define TOOL_VALUE_TEXT_H

#include "row.h"
#include "text.h"

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

#endif
