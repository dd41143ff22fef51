/* SPDX-License-Identifier: MIT */
#include "base/bstr.h"

#include "os/compiler.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define REPLACEMENT 0xFFFDu
#define MOST_UNITS  (INT_MAX / sizeof(OLECHAR)) /* of a BSTR */

/* --- Plain text ---------------------------------------------------------------------------------------------- */

/* Most text is ASCII, where a unit is a byte: handled several at a time. */
#define EACH(unit)      ((uint64_t)(unit)*0x0001000100010001u)
#define IS_BEYOND_ASCII EACH(0xFF80)

/* The number of units before the first that is not ASCII. */
static size_t plain_units(const OLECHAR *units, size_t count)
{
    size_t i = 0;
    uint64_t four;

    for (; count - i >= 4; i += 4) {
        memcpy(&four, units + i, sizeof four);
        if ((four & IS_BEYOND_ASCII) != 0)
            break;
    }
    while (i < count && units[i] < 0x80)
        i++;
    return i;
}

/* The number of bytes before the first that is not ASCII. */
static size_t plain_bytes(const char *text, size_t size)
{
    size_t i = 0;
    uint64_t eight;

    for (; size - i >= 8; i += 8) {
        memcpy(&eight, text + i, sizeof eight);
        if ((eight & 0x8080808080808080u) != 0)
            break;
    }
    while (i < size && (unsigned char)text[i] < 0x80)
        i++;
    return i;
}

/* Widens up to the first byte that is not ASCII; returns how many. */
static inline size_t widen(const char *text, size_t size, OLECHAR *units)
{
    size_t i = 0;
    uint32_t bytes;
    uint64_t four;

    for (; size - i >= 4; i += 4) {
        memcpy(&bytes, text + i, sizeof bytes);
        if ((bytes & 0x80808080u) != 0)
            break;
        four = (bytes | (uint64_t)bytes << 16) & 0x0000FFFF0000FFFFu;
        four = (four | four << 8) & EACH(0xFF);
        memcpy(units + i, &four, sizeof four);
    }
    for (; i < size && (unsigned char)text[i] < 0x80; i++)
        units[i] = (OLECHAR)text[i];
    return i;
}

/* Narrows up to the first unit that is beyond ASCII, or below `least`, which is 0 or 1; returns how many. */
static inline size_t narrow(const OLECHAR *units, size_t count, OLECHAR least, char *text)
{
    size_t i = 0;
    uint32_t bytes;
    uint64_t four;

    for (; count - i >= 4; i += 4) {
        memcpy(&four, units + i, sizeof four);
        if (((four | (four - EACH(least))) & IS_BEYOND_ASCII) != 0)
            break;
        four |= four >> 8;
        bytes = (uint32_t)((four & 0xFFFF) | (four >> 16 & 0xFFFF0000u));
        memcpy(text + i, &bytes, sizeof bytes);
    }
    for (; i < count && units[i] < 0x80 && units[i] >= least; i++)
        text[i] = (char)units[i];
    return i;
}

/* --- From UTF-8 ------------------------------------------------------------------------------------------------ */

static bool is_continuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/*
 * Reads one character and advances *text, which is not at its end. False when the bytes are not UTF-8: stray
 * or missing continuations, overlong forms, surrogates, beyond U+10FFFF.
 */
static bool take_utf8(const unsigned char **text, uint32_t *character)
{
    static const uint32_t least[] = { 0, 0x80, 0x800, 0x10000 };
    const unsigned char *at = *text;
    unsigned char lead = *at++;
    unsigned more = lead < 0x80 ? 0 : lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    uint32_t value;

    if (lead >= 0x80 && (lead < 0xC2 || lead > 0xF4))
        return false;
    value = more == 0 ? lead : lead & (0x3Fu >> more);
    for (unsigned i = 0; i < more; i++, at++) {
        if (!is_continuation(*at))
            return false;
        value = value << 6 | (*at & 0x3Fu);
    }
    if (value < least[more] || (value >= 0xD800 && value <= 0xDFFF) || value > 0x10FFFF)
        return false;

    *text = at;
    *character = value;
    return true;
}

/* The units of text that ends with a NUL; WMI__NOT_UTF8. */
static size_t units_of(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t length = 0;
    uint32_t character;

    while (*at != '\0') {
        if (!take_utf8(&at, &character))
            return WMI__NOT_UTF8;
        length += character >= 0x10000 ? 2 : 1;
    }
    return length;
}

static void write_units(const char *text, OLECHAR *units)
{
    const unsigned char *at = (const unsigned char *)text;
    uint32_t character;

    while (*at != '\0' && take_utf8(&at, &character)) {
        if (character >= 0x10000) {
            character -= 0x10000;
            *units++ = (OLECHAR)(0xD800 + (character >> 10));
            *units++ = (OLECHAR)(0xDC00 + (character & 0x3FF));
        } else {
            *units++ = (OLECHAR)character;
        }
    }
}

size_t wmi__utf16_length(const char *text)
{
    size_t plain = plain_bytes(text, strlen(text));
    size_t rest = units_of(text + plain);

    return rest == WMI__NOT_UTF8 ? rest : plain + rest;
}

void wmi__utf16_write(const char *text, OLECHAR *units)
{
    size_t plain = widen(text, strlen(text), units);

    write_units(text + plain, units + plain);
}

static HRESULT bstr_from_any_utf8(const char *text, BSTR *bstr)
{
    size_t length = wmi__utf16_length(text);

    if (length == WMI__NOT_UTF8)
        return (HRESULT)WBEM_E_INVALID_PARAMETER;
    if (length > MOST_UNITS)
        return E_OUTOFMEMORY;
    *bstr = SysAllocStringLen(NULL, (UINT)length);
    if (*bstr == NULL)
        return E_OUTOFMEMORY;
    wmi__utf16_write(text, *bstr);
    return S_OK;
}

HRESULT wmi__bstr_from_utf8(const char *text, BSTR *bstr)
{
    size_t size = text == NULL ? 0 : strlen(text);

    *bstr = NULL;
    if (text == NULL)
        return S_OK;
    if (size > MOST_UNITS)
        return bstr_from_any_utf8(text, bstr);
    *bstr = SysAllocStringLen(NULL, (UINT)size);
    if (*bstr == NULL)
        return E_OUTOFMEMORY;
    if (widen(text, size, *bstr) == size)
        return S_OK;
    SysFreeString(*bstr);
    *bstr = NULL;
    return bstr_from_any_utf8(text, bstr);
}

/* --- To UTF-8 -------------------------------------------------------------------------------------------------- */

static uint32_t take_utf16(const OLECHAR **units, const OLECHAR *end)
{
    uint32_t unit = *(*units)++;

    if (unit < 0xD800 || unit > 0xDFFF)
        return unit;
    if (unit > 0xDBFF || *units == end || **units < 0xDC00 || **units > 0xDFFF)
        return REPLACEMENT;
    return 0x10000 + ((unit - 0xD800) << 10) + (*(*units)++ - 0xDC00u);
}

size_t wmi__utf8_length(const OLECHAR *units, size_t count)
{
    const OLECHAR *end = units + count;
    size_t length = plain_units(units, count);

    units += length;
    while (units < end) {
        uint32_t character = take_utf16(&units, end);

        length += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    }
    return length;
}

/* Beyond ASCII. */
static char *put_utf8(uint32_t character, char *text)
{
    if (character < 0x800) {
        *text++ = (char)(0xC0 | character >> 6);
    } else {
        if (character < 0x10000) {
            *text++ = (char)(0xE0 | character >> 12);
        } else {
            *text++ = (char)(0xF0 | character >> 18);
            *text++ = (char)(0x80 | (character >> 12 & 0x3F));
        }
        *text++ = (char)(0x80 | (character >> 6 & 0x3F));
    }
    *text++ = (char)(0x80 | (character & 0x3F));
    return text;
}

char *wmi__utf8_write(const OLECHAR *units, size_t count, char *text)
{
    const OLECHAR *end = units + count;
    size_t plain = narrow(units, count, 0, text);

    text += plain;
    units += plain;
    while (units < end) {
        if (*units < 0x80)
            *text++ = (char)*units++;
        else
            text = put_utf8(take_utf16(&units, end), text);
    }
    *text = '\0';
    return text;
}

bool wmi__utf8_from_ascii(const OLECHAR *units, char *text, size_t size)
{
    for (size_t i = 0; i < size && units[i] < 0x80; i++) {
        text[i] = (char)units[i];
        if (units[i] == 0)
            return true;
    }
    return false;
}

char *wmi__utf8_from_units(const OLECHAR *units, size_t count)
{
    char *text = malloc(wmi__utf8_length(units, count) + 1);

    if (text != NULL)
        wmi__utf8_write(units, count, text);
    return text;
}

size_t wmi__units_length(const OLECHAR *text)
{
    size_t length = 0;

    while (text != NULL && text[length] != 0)
        length++;
    return length;
}

bool wmi__has_nul(const OLECHAR *units, size_t count)
{
    size_t i = 0;
    uint64_t four;

    for (; count - i >= 4; i += 4) {
        memcpy(&four, units + i, sizeof four);
        if (((four - EACH(1)) & ~four & EACH(0x8000)) != 0)
            return true;
    }
    while (i < count && units[i] != 0)
        i++;
    return i < count;
}

static size_t without_nuls(const OLECHAR *text, size_t units)
{
    while (units > 0 && text[units - 1] == 0)
        units--;
    return units;
}

size_t wmi__bstr_length(BSTR bstr)
{
    return without_nuls(bstr, SysStringLen(bstr));
}

bool wmi__bstr_is_whole(BSTR bstr)
{
    return SysStringByteLen(bstr) % sizeof(OLECHAR) == 0;
}

bool wmi__bstr_is_text(BSTR bstr, size_t *units)
{
    UINT bytes = SysStringByteLen(bstr);

    *units = without_nuls(bstr, bytes / sizeof(OLECHAR));
    return bytes % sizeof(OLECHAR) == 0 && !wmi__has_nul(bstr, *units);
}

/*
 * Of text with characters beyond ASCII, or of a BSTR that is no text. `*text` is a block, which is given up on failure.
 * As other rare cases here, it is not in line, so that the frequent case does not save registers for it.
 */
WMI__NOINLINE static HRESULT utf8_from_any_bstr(BSTR bstr, char **text)
{
    HRESULT hr = (HRESULT)WBEM_E_TYPE_MISMATCH;
    char *longer = NULL;
    size_t units;

    if (wmi__bstr_is_text(bstr, &units)) {
        longer = realloc(*text, wmi__utf8_length(bstr, units) + 1);
        hr = longer == NULL ? E_OUTOFMEMORY : S_OK;
    }
    if (longer == NULL)
        free(*text);
    else
        wmi__utf8_write(bstr, units, longer);
    *text = longer;
    return hr;
}

HRESULT wmi__utf8_from_bstr(BSTR bstr, char **text)
{
    UINT bytes = SysStringByteLen(bstr);
    size_t units = bytes / sizeof(OLECHAR);

    *text = malloc(units + 1);
    if (*text == NULL)
        return E_OUTOFMEMORY;
    if (bytes % sizeof(OLECHAR) != 0 || narrow(bstr, units, 1, *text) < units)
        return utf8_from_any_bstr(bstr, text);
    (*text)[units] = '\0';
    return S_OK;
}

/* --- Names ------------------------------------------------------------------------------------------------------ */

WMI__NOINLINE static HRESULT begin_any_name(wmi__name *name, const char *text)
{
    OLECHAR *units = name->local;
    size_t length = wmi__utf16_length(text);

    if (length == WMI__NOT_UTF8 || length == 0)
        return (HRESULT)WBEM_E_INVALID_PARAMETER;
    if (length >= WMI__NAME_UNITS) {
        units = calloc(length + 1, sizeof *units);
        if (units == NULL)
            return E_OUTOFMEMORY;
        name->allocated = units;
    }
    wmi__utf16_write(text, units);
    units[length] = 0;
    name->text = units;
    return S_OK;
}

/* Nearly all names are short and ASCII. */
HRESULT wmi__name_begin(wmi__name *name, const char *text)
{
    size_t size = strlen(text);

    name->allocated = NULL;
    name->text = name->local;
    if (size == 0 || size >= WMI__NAME_UNITS || widen(text, size, name->local) < size)
        return begin_any_name(name, text);
    name->local[size] = 0;
    return S_OK;
}
