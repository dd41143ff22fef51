/* SPDX-License-Identifier: MIT */
/* Conversion of integers between all CIM and C integer types. */
#ifndef WMIKIT_SRC_VALUE_INTEGER_H
#define WMIKIT_SRC_VALUE_INTEGER_H

#include <wmikit/value.h>

/* With a separate sign, so that every type fits. */
typedef struct wmi__integer {
    bool negative;
    uint64_t magnitude;
} wmi__integer;

/* A scalar of any integer type, char16 included; false for any other value. */
bool wmi__integer_of(const wmi_value *value, wmi__integer *integer);

/* Into the union's member for the type; false when it is out of the type's range, or the type is not an integer type. */
bool wmi__integer_store(wmi__integer integer, wmi_type type, wmi_value *value);

/* Whether a real with this number of binary digits holds it exactly. */
bool wmi__integer_fits_real(wmi__integer integer, int digits);

bool wmi__type_is_integer(wmi_type type); /* false for char16 */

#endif
