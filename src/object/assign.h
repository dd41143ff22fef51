/* SPDX-License-Identifier: MIT */
/* Assigns a value to a property of an object: converted to its CIM type, or refused. */
#ifndef WMIKIT_SRC_OBJECT_ASSIGN_H
#define WMIKIT_SRC_OBJECT_ASSIGN_H

#include <wmikit/com.h>
#include <wmikit/value.h>

typedef struct wmi__assignment {
    IWbemClassObject *object;
    const char *property;
    const wmi_value *value;
    const char *operation;
    const char *role; /* for messages: "property" or "parameter" */
} wmi__assignment;

/* Returns as wmi_set_value. Sets the last error. */
HRESULT wmi__assign(const wmi__assignment *self);

#endif
