/* SPDX-License-Identifier: MIT */
/* Arrays that came from COM, and are not believed before they are looked at. */
#ifndef WMIKIT_SRC_VALUE_ARRAY_H
#define WMIKIT_SRC_VALUE_ARRAY_H

#include <wmikit/com.h>

#include <stdbool.h>
#include <stddef.h>

/*
 * Locks an array of one dimension whose elements are of the given type, by what the array itself says: an integer
 * may have another sign, an IUnknown may be an IDispatch. WBEM_E_TYPE_MISMATCH for any other array, one without
 * data and NULL; or what SafeArrayLock returns. After S_OK, SafeArrayUnlock is due.
 */
HRESULT wmi__array_lock(SAFEARRAY *array, VARTYPE vartype, size_t *count);

/* Whether all elements of a locked array of BSTRs are texts (see wmi__bstr_is_text); a NULL is the empty one. */
bool wmi__array_has_texts(const SAFEARRAY *array);

/* Whether it is an array of texts, none of them NULL: WBEM_E_TYPE_MISMATCH, or what SafeArrayLock returns. */
HRESULT wmi__array_check_names(SAFEARRAY *array);

#endif
