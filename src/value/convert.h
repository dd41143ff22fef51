/* SPDX-License-Identifier: MIT */
/* Lossless conversion between CIM types; the rules are in wmikit/object.h. */
#ifndef WMIKIT_SRC_VALUE_CONVERT_H
#define WMIKIT_SRC_VALUE_CONVERT_H

#include <wmikit/com.h>
#include <wmikit/value.h>

/* Whether some values of one type convert to the other. */
bool wmi__type_converts(wmi_type from, wmi_type to);

/*
 * Converts a scalar that is not NULL, of a convertible type; the result borrows what it borrows. A text used as a
 * datetime stays a text, which is how WMI passes both. DISP_E_OVERFLOW when it does not fit the type;
 * WBEM_E_TYPE_MISMATCH when the text is not valid for the type. Sets no last error.
 */
HRESULT wmi__scalar_as(const wmi_value *value, wmi_type type, wmi_value *converted);

#endif
