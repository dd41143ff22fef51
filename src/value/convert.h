/* SPDX-License-Identifier: MIT */
/* Values of one CIM type as another: only where nothing is lost. wmikit/object.h has the rules. */
#ifndef WMIKIT_SRC_VALUE_CONVERT_H
#define WMIKIT_SRC_VALUE_CONVERT_H

#include <wmikit/com.h>
#include <wmikit/value.h>

/* Whether some values of the one type are values of the other. */
bool wmi__type_converts(wmi_type from, wmi_type to);

/*
 * A scalar that is not NULL, of a type that converts; the result borrows what it borrows. A text that stands for a
 * datetime stays a text, which is how WMI passes both. DISP_E_OVERFLOW when it does not fit the type;
 * WBEM_E_TYPE_MISMATCH when the text is none that the type has. Sets no last error.
 */
HRESULT wmi__scalar_as(const wmi_value *value, wmi_type type, wmi_value *converted);

#endif
