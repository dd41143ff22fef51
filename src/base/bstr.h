/* SPDX-License-Identifier: MIT */
/*
 * The one place between UTF-8, outside, and UTF-16, inside. These functions set no last error: the caller
 * knows which argument is at fault.
 */
#ifndef WMIKIT_SRC_BASE_BSTR_H
#define WMIKIT_SRC_BASE_BSTR_H

#include <wmikit/com.h>

#include <wmikit/base.h>

/* How many UTF-16 units the text becomes; WMI__NOT_UTF8 when it is not UTF-8 (RFC 3629, strictly). */
#define WMI__NOT_UTF8 SIZE_MAX
size_t wmi__utf16_length(const char *text);

/* Converts text that wmi__utf16_length accepted into exactly so many units; writes no NUL. */
void wmi__utf16_write(const char *text, OLECHAR *units);

/*
 * A BSTR of the text; NULL for NULL. WBEM_E_INVALID_PARAMETER when it is not UTF-8, E_OUTOFMEMORY.
 * The caller frees it with SysFreeString.
 */
HRESULT wmi__bstr_from_utf8(const char *text, BSTR *bstr);

/* How many bytes so many units become, without a NUL. A lone surrogate counts as U+FFFD. */
size_t wmi__utf8_length(const OLECHAR *units, size_t count);

/* Converts them into wmi__utf8_length bytes and a final NUL; returns where that NUL is. */
char *wmi__utf8_write(const OLECHAR *units, size_t count, char *text);

/*
 * The text of a BSTR, for free(); "" for NULL. WBEM_E_TYPE_MISMATCH when it has a NUL inside, E_OUTOFMEMORY.
 */
HRESULT wmi__utf8_from_bstr(BSTR bstr, char **text);

/* In units, 0 for NULL. Without NULs at the end, which Wine counts in some texts: a C string loses nothing by it. */
size_t wmi__bstr_length(BSTR bstr);

/* Whether a C string would cut it. */
bool wmi__has_nul(const OLECHAR *units, size_t count);

/*
 * A property's or parameter's name in UTF-16, on the stack when it is of an ordinary length. Begin returns
 * WBEM_E_INVALID_PARAMETER (not UTF-8, or empty) or E_OUTOFMEMORY; end is due in every case.
 */
#define WMI__NAME_UNITS 64
typedef struct wmi__name {
    const OLECHAR *text;
    OLECHAR *allocated;
    OLECHAR local[WMI__NAME_UNITS];
} wmi__name;
HRESULT wmi__name_begin(wmi__name *name, const char *text);
void wmi__name_end(wmi__name *name);

#endif
