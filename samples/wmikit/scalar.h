/* SPDX-License-Identifier: MIT */
/* A CIM value out of a text that a person wrote. */
#ifndef TOOL_SCALAR_H
#define TOOL_SCALAR_H

#include <wmikit.h>

/* False when the text is not a value of the type. A string value borrows the text. */
bool scalar_read(const char *string, wmi_type type, wmi_value *value);

/* What a value of the type takes in an array; 0 for the types that scalar_read never reads. */
size_t scalar_size(wmi_type type);

#endif
