/* SPDX-License-Identifier: MIT */
/* Converts a wmi_value to the VARIANT of its CIM type; copies values. */
#ifndef WMIKIT_SRC_VALUE_VARIANT_H
#define WMIKIT_SRC_VALUE_VARIANT_H

#include <wmikit/com.h>
#include <wmikit/value.h>

/*
 * uint32 and uint16 as VT_I4, the 64-bit integers, datetimes and references as VT_BSTR, sint8 and char16 as
 * VT_I2, NULL as VT_NULL; arrays of these. WBEM_E_TYPE_MISMATCH for a value of unknown type, text that is
 * not UTF-8 or a datetime out of range; E_OUTOFMEMORY. Sets no last error. The caller clears the
 * variant; VT_EMPTY on failure.
 */
HRESULT wmi__value_to_variant(const wmi_value *value, VARIANT *variant);

/*
 * The same as another type: each element is converted, by the rules of convert.h. Also DISP_E_OVERFLOW, for what does
 * not fit. Whether the type's owner takes an array is for the caller to look at.
 */
HRESULT wmi__value_to_variant_as(const wmi_value *value, wmi_type type, VARIANT *variant);

/* The VARTYPE for a wmi_type; VT_EMPTY for an unknown type. */
VARTYPE wmi__type_vartype(wmi_type type);

/* The CIM type of a value of which only the VARTYPE is known; WMI_NULL when there is none. */
wmi_type wmi__type_of_vartype(VARTYPE vartype);

/* A copy that owns everything. E_OUTOFMEMORY, and a WMI_NULL then. */
HRESULT wmi__value_copy(const wmi_value *from, wmi_value *to);

/* As VariantClear, but without a call when there is nothing to free; the variant must not be used again. */
void wmi__variant_drop(VARIANT *variant);

/*
 * Reads the number in a variant with a 32-bit or short 64-bit integer, as most integers are. False for any other
 * variant, which may still be an integer.
 */
bool wmi__variant_is_short_integer(const VARIANT *variant, CIMTYPE type, int64_t *number);

#endif
