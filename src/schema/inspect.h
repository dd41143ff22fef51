/* SPDX-License-Identifier: MIT */
/* What the inspections of classes have in common: lists of names, and what qualifiers say of properties. */
#ifndef WMIKIT_SRC_SCHEMA_INSPECT_H
#define WMIKIT_SRC_SCHEMA_INSPECT_H

#include "value/block.h"

#include <wmikit/com.h>

/* A property of a class, or a parameter in a signature. */
typedef struct wmi__described {
    wmi_type type;
    bool is_array;
    bool is_key;
    bool is_optional;
    long id;         /* of a parameter: its place; -1: not told */
    BSTR class_name; /* of a reference or an object, when told; the caller's to free */
} wmi__described;

/*
 * What the object and the property's qualifiers say. A WMI without qualifiers tells less: that is no failure.
 * Sets the last error.
 */
HRESULT wmi__describe(IWbemClassObject *object, BSTR property, const char *operation,
                      wmi__described *described);

/* Whether a boolean qualifier is there, and true. A set of NULL has none. */
HRESULT wmi__qualifier_is_true(IWbemQualifierSet *set, const OLECHAR *name, bool *result);

/* For what a WMI may not have: E_NOTIMPL becomes S_OK; sets the last error for all else. */
HRESULT wmi__unless_missing(HRESULT hr, const char *operation, BSTR of);

/* An array of BSTRs that COM gave, NULL for none. */
size_t wmi__name_count(const SAFEARRAY *names);
BSTR wmi__name_at(const SAFEARRAY *names, size_t index);

/* The object's own properties; to be given to SafeArrayDestroy. Sets the last error. */
HRESULT wmi__property_name_array(IWbemClassObject *object, SAFEARRAY **names);

/* The name of a piece in messages. */
#define WMI__UTF8_NAME 256
const char *wmi__short_name(BSTR name, char text[WMI__UTF8_NAME]);

/* Refuses and clears what an inspection is given; `argument` is our name of the list. */
HRESULT wmi__inspection_check(const char *operation, const void *object, const char *argument, void **list,
                              size_t *count);

/* Gives out what was built, unless it failed before, or fails for memory now. */
HRESULT wmi__inspection_end(const char *operation, HRESULT hr, wmi__block *block, size_t built, void **list,
                            size_t *count);

#endif
