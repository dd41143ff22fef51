/* SPDX-License-Identifier: MIT */
/* CIM types by their names in MOF. */
#ifndef TOOL_TYPE_NAME_H
#define TOOL_TYPE_NAME_H

#include "text.h"

#include <wmikit.h>

/* "uint32", "Win32_Directory ref", "Win32_ProcessStartup"; `class_name` may be NULL. */
void type_append_name(text *into, wmi_type type, const char *class_name);

/* "a uint32", "an array of string": for messages. */
void type_append_described(text *into, wmi_type type, bool is_array);

#endif
