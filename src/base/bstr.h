/* SPDX-License-Identifier: MIT */
/*
 * Conversion between UTF-8 (API) and UTF-16 (COM). These functions set no last error: the caller
 * knows which argument is wrong.
 */
#ifndef WMIKIT_SRC_BASE_BSTR_H
#define WMIKIT_SRC_BASE_BSTR_H

#include <wmikit/com.h>

#include <wmikit/base.h>

#include <stdlib.h>

/* The length of the text in UTF-16 units; WMI__NOT_UTF8 when it is not UTF-8 (RFC 3629, strictly). */
#define WMI__NOT_UTF8 SIZE_MAX
size_t wmi__utf16_length(const char *text);

/* Converts text that wmi__utf16_length accepted into exactly that many units; writes no NUL. */
void wmi__utf16_write(const char *text, OLECHAR *units);

/*
 * A BSTR of the text; NULL for NULL. WBEM_E_INVALID_PARAMETER when it is not UTF-8, E_OUTOFMEMORY.
 * The caller frees it with SysFreeString.
 */
HRESULT wmi__bstr_from_utf8(const char *text, BSTR *bstr);

/* The number of UTF-8 bytes for these units, without a NUL. A lone surrogate counts as U+FFFD. */
size_t wmi__utf8_length(const OLECHAR *units, size_t count);

/* Copies ASCII up to the final NUL, in one pass. False for other text, or for too much: then `text` has a part of it. */
bool wmi__utf8_from_ascii(const OLECHAR *units, char *text, size_t size);

/* Converts them into wmi__utf8_length bytes and a final NUL; returns where that NUL is. */
char *wmi__utf8_write(const OLECHAR *units, size_t count, char *text);

/* The text of these units, for free(); NULL without memory. */
char *wmi__utf8_from_units(const OLECHAR *units, size_t count);

/*
 * The text of a BSTR, for free(); "" for NULL. WBEM_E_TYPE_MISMATCH when it is no text, E_OUTOFMEMORY.
 */
HRESULT wmi__utf8_from_bstr(BSTR bstr, char **text);

/* In units, up to the NUL; 0 for NULL. */
size_t wmi__units_length(const OLECHAR *text);

/* In units, 0 for NULL. Without trailing NULs, which Wine counts in some texts. */
size_t wmi__bstr_length(BSTR bstr);

/* Whether its bytes are whole units. In an odd number of bytes, a search for the NUL reads past the end. */
bool wmi__bstr_is_whole(BSTR bstr);

/* Whether it is whole and contains no NUL except at its end. `units`: as wmi__bstr_length. NULL is the empty text. */
bool wmi__bstr_is_text(BSTR bstr, size_t *units);

/* Whether it contains a NUL before its end. */
bool wmi__has_nul(const OLECHAR *units, size_t count);

/*
 * A property's or parameter's name in UTF-16, on the stack when it is short enough. Begin returns
 * WBEM_E_INVALID_PARAMETER (not UTF-8, or empty) or E_OUTOFMEMORY; call end in every case.
 */
#define WMI__NAME_UNITS 64
typedef struct wmi__name {
    const OLECHAR *text;
    OLECHAR *allocated;
    OLECHAR local[WMI__NAME_UNITS];
} wmi__name;
HRESULT wmi__name_begin(wmi__name *name, const char *text);
static inline void wmi__name_end(wmi__name *name)
{
    if (name->allocated != NULL)
        free(name->allocated);
}

#endif
