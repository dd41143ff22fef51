/* SPDX-License-Identifier: MIT */
#ifndef WMIKIT_SRC_OFF_WINDOWS_VARTYPE_H
#define WMIKIT_SRC_OFF_WINDOWS_VARTYPE_H

#include <wmikit/com.h>

/* The bytes of one value of a type without VT_ARRAY and VT_BYREF; 0 when no VARIANT or SAFEARRAY holds it. */
size_t wmi__vartype_size(VARTYPE vt);

/* Whether the type is valid for a VARIANT. */
bool wmi__vartype_is_valid(VARTYPE vt);

/* A BSTR with the same bytes, NULL for NULL. false: no memory. */
bool wmi__bstr_duplicate(BSTR from, BSTR *to);

#endif
