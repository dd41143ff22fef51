/* SPDX-License-Identifier: MIT */
/* From a wmi_value to the VARIANT that WMI passes for its CIM type, and copies of values. */
#ifndef WMIKIT_SRC_VALUE_VARIANT_H
#define WMIKIT_SRC_VALUE_VARIANT_H

#include <wmikit/com.h>
#include <wmikit/value.h>

/*
 * uint32 and uint16 as VT_I4, the 64-bit integers, datetimes and references as VT_BSTR, sint8 and char16 as
 * VT_I2, NULL as VT_NULL; arrays of these. WBEM_E_TYPE_MISMATCH for a value whose type is none, text that is
 * not UTF-8 or a datetime out of range; E_OUTOFMEMORY. Sets no last error. The variant is the caller's to
 * clear; VT_EMPTY on failure.
 */
HRESULT wmi__value_to_variant(const wmi_value *value, VARIANT *variant);

/*
 * The same as another type: each element is converted, by the rules of convert.h. Also DISP_E_OVERFLOW, for what does
 * not fit. Whether the type's owner takes an array is for the caller to look at.
 */
HRESULT wmi__value_to_variant_as(const wmi_value *value, wmi_type type, VARIANT *variant);

/* What a wmi_type's values travel as; VT_EMPTY for a type that is none. */
VARTYPE wmi__type_vartype(wmi_type type);

/* The CIM type of a value of which only the VARTYPE is known; WMI_NULL when there is none. */
wmi_type wmi__type_of_vartype(VARTYPE vartype);

/* A copy that owns everything. E_OUTOFMEMORY, and a WMI_NULL then. */
HRESULT wmi__value_copy(const wmi_value *from, wmi_value *to);

/* As VariantClear, but without a call where there is nothing to give back; the variant is not to be looked at again. */
void wmi__variant_drop(VARIANT *variant);

/*
 * The number in a variant that has one of 32 bits, or of 64 that is short: what most integers are. False for any other,
 * which may be an integer, too, or none.
 */
bool wmi__variant_is_short_integer(const VARIANT *variant, CIMTYPE type, int64_t *number);

#endif
