/* SPDX-License-Identifier: MIT */
/* Shared code of the functions that inspect classes: lists of names, and properties with their qualifiers. */
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
    long id;         /* ID of a parameter; -1: unknown */
    BSTR class_name; /* of a reference or an object, or NULL; freed by the caller */
} wmi__described;

/*
 * Reads the property and its qualifiers from the object. A WMI without qualifiers is not a failure.
 * Sets the last error.
 */
HRESULT wmi__describe(IWbemClassObject *object, BSTR property, const char *operation,
                      wmi__described *described);

/* Whether a boolean qualifier exists and is true. False for a NULL set. */
HRESULT wmi__qualifier_is_true(IWbemQualifierSet *set, const OLECHAR *name, bool *result);

/* For optional features of a WMI: E_NOTIMPL becomes S_OK; sets the last error for all other failures. */
HRESULT wmi__unless_missing(HRESULT hr, const char *operation, BSTR of);

/* An array of BSTRs from COM, or NULL. */
size_t wmi__name_count(const SAFEARRAY *names);
BSTR wmi__name_at(const SAFEARRAY *names, size_t index);

/*
 * Adds a text that a call for `of` returned, and sets the pointer at `at` to it; does nothing for NULL.
 * WBEM_E_TYPE_MISMATCH, with the last error set, when it is not a text.
 */
HRESULT wmi__point_to_text(wmi__block *block, size_t at, BSTR text, const char *call, BSTR of);

/* The name of a piece in messages. */
#define WMI__UTF8_NAME 256
const char *wmi__short_name(BSTR name, char text[WMI__UTF8_NAME]);

/* Checks the arguments of an inspection and clears its results; `argument` is the API's name of the list. */
HRESULT wmi__inspection_check(const char *operation, const void *object, const char *argument, void **list,
                              size_t *count);

/* Returns the result, unless it failed before, or memory is insufficient. */
HRESULT wmi__inspection_end(const char *operation, HRESULT hr, wmi__block *block, size_t built, void **list,
                            size_t *count);

#endif
