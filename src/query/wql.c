/* SPDX-License-Identifier: MIT */
#include "base/bstr.h"
#include "error/error.h"
#include "query/cursor.h"

#include <wmikit/com.h>
#include <wmikit/query.h>

#include <stdlib.h>
#include <string.h>

/* In any case of ASCII, unlike strstr. */
static bool has_word(const char *text, const char *word)
{
    size_t length = strlen(word);

    for (; *text != '\0'; text++) {
        size_t same = 0;

        while (same < length && (text[same] | 0x20) == word[same])
            same++;
        if (same == length)
            return true;
    }
    return false;
}

HRESULT wmi__hint_at_events(HRESULT hr, const char *wql)
{
    if ((hr == (HRESULT)WBEM_E_INVALID_QUERY || hr == (HRESULT)WBEM_E_UNPARSABLE_QUERY) &&
        has_word(wql, "within"))
        wmi__error_hint(hr, "Use wmi_subscribe or wmi_watch for a query of events.");
    return hr;
}

/* --- Quoting ------------------------------------------------------------------------------------------------------ */

/* What a character of the text becomes, besides itself. */
typedef struct escapes {
    const char *escaped;   /* with a backslash before it, in a literal */
    const char *bracketed; /* in brackets, in a pattern */
} escapes;

static bool is_in(char c, const char *characters)
{
    return strchr(characters, c) != NULL;
}

/* Writes the NUL too. */
static void write_escaped(const escapes *rules, const char *text, char *at)
{
    for (; *text != '\0'; text++) {
        bool bracketed = is_in(*text, rules->bracketed);

        if (bracketed)
            *at++ = '[';
        if (is_in(*text, rules->escaped))
            *at++ = '\\';
        *at++ = *text;
        if (bracketed)
            *at++ = ']';
    }
    *at = '\0';
}

static size_t escaped_length(const escapes *rules, const char *text)
{
    size_t length = 0;

    for (; *text != '\0'; text++)
        length += is_in(*text, rules->bracketed) ? 3 : is_in(*text, rules->escaped) ? 2 : 1;
    return length;
}

static HRESULT check(const char *operation, const char *text, const char *result, char **made)
{
    if (made == NULL)
        return wmi__refuse_null(operation, result);
    *made = NULL;
    if (text == NULL)
        return wmi__refuse_null(operation, "text");
    if (wmi__utf16_length(text) == WMI__NOT_UTF8)
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, operation, "text is not UTF-8");
    return S_OK;
}

HRESULT wmi_wql_quote(const char *text, char **literal)
{
    static const escapes rules = { "\\'\"", "" };
    HRESULT hr = check("wmi_wql_quote", text, "literal", literal);
    size_t length;

    if (FAILED(hr))
        return hr;
    length = escaped_length(&rules, text);
    *literal = malloc(length + sizeof "''");
    if (*literal == NULL)
        return wmi__out_of_memory("wmi_wql_quote");
    **literal = '\'';
    write_escaped(&rules, text, *literal + 1);
    memcpy(*literal + 1 + length, "'", sizeof "'");
    return S_OK;
}

HRESULT wmi_wql_quote_like(const char *text, char **pattern)
{
    static const escapes rules = { "\\'\"", "%_[" };
    HRESULT hr = check("wmi_wql_quote_like", text, "pattern", pattern);

    if (FAILED(hr))
        return hr;
    *pattern = malloc(escaped_length(&rules, text) + 1);
    if (*pattern == NULL)
        return wmi__out_of_memory("wmi_wql_quote_like");
    write_escaped(&rules, text, *pattern);
    return S_OK;
}
