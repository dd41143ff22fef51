/* SPDX-License-Identifier: MIT */
/* Shared code of the getters: reads a property, and reports what cannot be converted. */
#ifndef WMIKIT_SRC_OBJECT_PROPERTY_H
#define WMIKIT_SRC_OBJECT_PROPERTY_H

#include "value/value.h"

#include <wmikit/com.h>

#include <string.h>

/* One property of one object, and the function that reads it: for messages. */
typedef struct wmi__reading {
    IWbemClassObject *object;
    const char *property;
    const char *operation;
} wmi__reading;

/* Clears the getter's result and checks its arguments: E_POINTER. In line, since every value that is read passes here. */
HRESULT wmi__reading_refused(const wmi__reading *self, void *out, size_t size);
static inline HRESULT wmi__reading_begin(const wmi__reading *self, void *out, size_t size)
{
    if (out == NULL || self->object == NULL || self->property == NULL)
        return wmi__reading_refused(self, out, size);
    memset(out, 0, size);
    return S_OK;
}

/* IWbemClassObject::Get; clear or drop the variant on success. */
HRESULT wmi__reading_variant(const wmi__reading *self, VARIANT *variant, CIMTYPE *type);

/* Converts and clears the variant: WMI_OK, WMI_END for NULL, or a failure. Clear the value after WMI_OK. */
HRESULT wmi__reading_convert(const wmi__reading *self, VARIANT *variant, CIMTYPE type, wmi_value *value);

/* Both in one. */
HRESULT wmi__reading_value(const wmi__reading *self, wmi_value *value);

/* "property X: its value cannot be read as a string". */
HRESULT wmi__reading_failed(const wmi__reading *self, HRESULT hr, CIMTYPE type);

/* WBEM_E_TYPE_MISMATCH: "property X is a string, not an integer". */
HRESULT wmi__reading_mismatch(const wmi__reading *self, const wmi_value *value, const char *wanted);

/* DISP_E_OVERFLOW: "property X is 4294967296, which an int32_t cannot hold". */
HRESULT wmi__reading_overflow(const wmi__reading *self, const wmi_value *value, const char *wanted);

#endif
