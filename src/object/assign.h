/* SPDX-License-Identifier: MIT */
/* How a value is written into an object: as its property's CIM type, or refused. */
#ifndef WMIKIT_SRC_OBJECT_ASSIGN_H
#define WMIKIT_SRC_OBJECT_ASSIGN_H

#include <wmikit/com.h>
#include <wmikit/value.h>

typedef struct wmi__assignment {
    IWbemClassObject *object;
    const char *property;
    const wmi_value *value;
    const char *operation;
    const char *role; /* what messages call it: a "property", a "parameter" */
} wmi__assignment;

/* What wmi_set_value returns. Sets the last error. */
HRESULT wmi__assign(const wmi__assignment *self);

#endif
