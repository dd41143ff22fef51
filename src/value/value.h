/* SPDX-License-Identifier: MIT */
/*
 * From COM's VARIANT to a wmi_value: by the CIM type, since a VARIANT's own type says too little (uint32 and
 * uint16 come as VT_I4, the 64-bit integers and datetimes as text).
 */
#ifndef WMIKIT_SRC_VALUE_VALUE_H
#define WMIKIT_SRC_VALUE_VALUE_H

#include <wmikit/com.h>
#include <wmikit/value.h>

/* NULL of any kind; also an array without SAFEARRAY, which Wine's methods return on failure. */
bool wmi__variant_is_null(const VARIANT *variant);

/*
 * Reads a variant of the given CIM type. Arrays and strings are one block, in `owned`.
 *
 * WBEM_E_TYPE_MISMATCH when the variant does not hold what the CIM type says, its array's elements are not of the
 * variant's type, a text has a NUL inside or an odd number of bytes, or a datetime is not valid; E_OUTOFMEMORY. Sets
 * no last error; the value is cleared on failure.
 */
HRESULT wmi__value_from_variant(const VARIANT *variant, CIMTYPE cim_type, wmi_value *value);

/* "uint32", "string", …; "unknown type" for any other number. */
const char *wmi__type_name(wmi_type type);

/* The size of an array element; 0 for text and for an unknown type. */
size_t wmi__type_size(wmi_type type);

/* Room for any scalar that wmi__scalar_text writes. */
#define WMI__SCALAR_TEXT_SIZE 40

/* Writes a number, boolean, char16 or datetime as text; false for any other type, and for arrays and NULL. */
bool wmi__scalar_text(const wmi_value *value, char text[WMI__SCALAR_TEXT_SIZE]);

/* One element of an array, as a scalar that borrows. */
wmi_value wmi__value_element(const wmi_value *array, size_t index);

/*
 * A list of texts in one block: the pointers, a NULL after the last, the characters. `length` gives an
 * element's bytes without its NUL, `write` puts them and the NUL down and returns where that NUL is.
 */
typedef struct wmi__text_source {
    const void *from;
    size_t (*length)(const void *from, size_t index);
    char *(*write)(const void *from, size_t index, char *text);
} wmi__text_source;
char **wmi__text_list(const wmi__text_source *source, size_t count);

#endif
