/* SPDX-License-Identifier: MIT */
#include "mock/mof/source.h"

#include "base/bstr.h"

#include <stdlib.h>
#include <string.h>

static HRESULT syntax_error(wmi_mock__mof_lexer *lexer, const char *what)
{
    return wmi_mock__mof_fail(lexer, (HRESULT)WBEM_E_INVALID_SYNTAX, lexer->here, "%s", what);
}

static bool starts_with(const char *bytes, size_t length, const char *mark, size_t size)
{
    return length >= size && memcmp(bytes, mark, size) == 0;
}

/* --- UTF-8 ------------------------------------------------------------------------------------------------- */

/* Whether *at is a valid character, and its number of bytes. */
static bool is_utf8(const char *at, size_t *length)
{
    char character[5] = { 0 };

    *length = wmi_mock__mof_character_size((unsigned char)*at);
    for (size_t i = 0; i < *length && at[i] != '\0'; i++)
        character[i] = at[i];
    return wmi__utf16_length(character) != WMI__NOT_UTF8;
}

/* Steps to the first character that is not valid: a NUL, or what is not UTF-8. */
static HRESULT check_utf8(wmi_mock__mof_lexer *lexer, size_t length)
{
    const char *start = lexer->at;
    const char *end = start + length;
    size_t size;

    if (wmi__utf16_length(start) != WMI__NOT_UTF8 && strlen(start) == length)
        return S_OK;
    while (lexer->at < end && *lexer->at != '\0' && is_utf8(lexer->at, &size)) {
        for (size_t i = 0; i < size; i++)
            wmi_mock__mof_step(lexer);
    }
    if (*lexer->at == '\0')
        return syntax_error(lexer, "the text contains a NUL character");
    return wmi_mock__mof_fail(lexer, (HRESULT)WBEM_E_INVALID_SYNTAX, lexer->here,
                              "the byte 0x%02X is not UTF-8", (unsigned)(unsigned char)*lexer->at);
}

/* --- UTF-16 ------------------------------------------------------------------------------------------------ */

/* The units in this computer's byte order; the caller frees them. NULL when there is no memory. */
static OLECHAR *read_units(const unsigned char *bytes, size_t count, bool big_endian)
{
    OLECHAR *units = calloc(count + 1, sizeof *units);

    for (size_t i = 0; units != NULL && i < count; i++) {
        unsigned high = bytes[2 * i + (big_endian ? 0 : 1)];
        unsigned low = bytes[2 * i + (big_endian ? 1 : 0)];

        units[i] = (OLECHAR)(high << 8 | low);
    }
    return units;
}

/* The index of the first unit that is not part of a character; the count when there is none. */
static size_t first_lone_surrogate(const OLECHAR *units, size_t count)
{
    size_t at = 0;

    while (at < count) {
        bool pair = units[at] >= 0xD800 && units[at] <= 0xDBFF && at + 1 < count && units[at + 1] >= 0xDC00 &&
                    units[at + 1] <= 0xDFFF;

        if (!pair && units[at] >= 0xD800 && units[at] <= 0xDFFF)
            return at;
        at += pair ? 2 : 1;
    }
    return count;
}

/* Steps over the converted text, which ends before what is not valid. */
static HRESULT fail_after(wmi_mock__mof_lexer *lexer, const char *what)
{
    while (*lexer->at != '\0')
        wmi_mock__mof_step(lexer);
    return syntax_error(lexer, what);
}

static HRESULT convert(wmi_mock__mof_lexer *lexer, const OLECHAR *units, size_t count)
{
    size_t valid = first_lone_surrogate(units, count);
    size_t length = wmi__utf8_length(units, valid);

    lexer->decoded = malloc(length + 1);
    if (lexer->decoded == NULL)
        return wmi_mock__mof_no_memory(lexer);
    wmi__utf8_write(units, valid, lexer->decoded);
    lexer->at = lexer->decoded;
    if (strlen(lexer->decoded) < length)
        return fail_after(lexer, "the text contains a NUL character");
    return valid == count ? S_OK : fail_after(lexer, "a lone surrogate is not a character");
}

static HRESULT read_utf16(wmi_mock__mof_lexer *lexer, const char *bytes, size_t length, bool big_endian)
{
    OLECHAR *units;
    HRESULT hr;

    units = read_units((const unsigned char *)bytes, length / 2, big_endian);
    if (units == NULL)
        return wmi_mock__mof_no_memory(lexer);
    hr = convert(lexer, units, length / 2);
    free(units);
    return SUCCEEDED(hr) && length % 2 != 0 ? fail_after(lexer, "the UTF-16 text ends in half a character")
                                            : hr;
}

/* --- Marks ------------------------------------------------------------------------------------------------- */

/*
 * The first character of any MOF text is ASCII: one byte of two is 0. A text that was given as a pointer ends there,
 * after one letter, which is no MOF either.
 */
static bool looks_like_utf16(const wmi_mock__mof_lexer *lexer, const char *bytes, size_t length)
{
    if (lexer->is_text)
        return length == 1 && (bytes[0] >= 'A' || strchr("#/", bytes[0]) != NULL);
    return length >= 2 && (bytes[0] == '\0') != (bytes[1] == '\0');
}

HRESULT wmi_mock__mof_decode(wmi_mock__mof_lexer *lexer, const char *bytes, size_t length)
{
    lexer->at = bytes;
    if (starts_with(bytes, length, "\xFF\xFE\0\0", 4) || starts_with(bytes, length, "\0\0\xFE\xFF", 4))
        return syntax_error(lexer, "the text is UTF-32, which is not read: save it as UTF-8 or UTF-16");
    if (starts_with(bytes, length, "\xFF\xFE", 2) || starts_with(bytes, length, "\xFE\xFF", 2)) {
        if (lexer->is_text)
            return syntax_error(lexer, "the text is UTF-16, which is read only from files: give it in UTF-8");
        return read_utf16(lexer, bytes + 2, length - 2, bytes[0] == '\xFE');
    }
    if (looks_like_utf16(lexer, bytes, length))
        return syntax_error(lexer,
                            "the text looks like UTF-16 without a byte order mark: save it with one, or "
                            "as UTF-8");
    if (starts_with(bytes, length, "\xEF\xBB\xBF", 3)) {
        lexer->at += 3;
        length -= 3;
    }
    return check_utf8(lexer, length);
}
