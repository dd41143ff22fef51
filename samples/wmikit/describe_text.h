/* SPDX-License-Identifier: MIT */
/* Types, signatures and qualifiers in a line each. */
#ifndef TOOL_DESCRIBE_TEXT_H
#define TOOL_DESCRIBE_TEXT_H

#include "text.h"

#include <wmikit.h>

/* "uint8[]", "Win32_Directory ref" */
void describe_property(text *into, const wmi_property_info *from);

/* "uint32 (string CommandLine, out uint32 ProcessId)" */
void describe_method(text *into, const wmi_method_info *from);

/*
 * "read, MaxLen(256)": those not shown elsewhere. Empty if the WMI has no qualifiers (Wine): its classes are
 * described without.
 */
void describe_object_qualifiers(text *into, IWbemClassObject *object);
void describe_property_qualifiers(text *into, IWbemClassObject *object, const char *property);
void describe_method_qualifiers(text *into, IWbemClassObject *object, const char *method);

#endif
