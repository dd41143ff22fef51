/* SPDX-License-Identifier: MIT */
/* Arrays of names as COM gives them: of properties, of qualifiers. */
#ifndef WMIKIT_SRC_OBJECT_NAMES_H
#define WMIKIT_SRC_OBJECT_NAMES_H

#include <wmikit/com.h>

/*
 * What a call returned, and the names that it gave: those are to be given to SafeArrayDestroy, and NULL on failure.
 * WBEM_E_TYPE_MISMATCH when they are no names: no array of BSTRs, one without data, a name that is NULL or no text.
 * Sets the last error.
 */
HRESULT wmi__names_given(HRESULT hr, const char *call, const char *what, SAFEARRAY **names);

/* The same for the object's own properties. */
HRESULT wmi__property_name_array(IWbemClassObject *object, SAFEARRAY **names);

/* The same in UTF-8, in one block for free(). Leaves the results as they were on failure. */
HRESULT wmi__property_name_list(IWbemClassObject *object, const char *operation, char ***names,
                                size_t *count);

#endif
