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

static bool needs_escape(char c)
{
    return c == '\\' || c == '\'' || c == '"';
}

HRESULT wmi_wql_quote(const char *text, char **literal)
{
    size_t length = 0;
    char *at;

    if (literal == NULL)
        return wmi__refuse_null("wmi_wql_quote", "literal");
    *literal = NULL;
    if (text == NULL)
        return wmi__refuse_null("wmi_wql_quote", "text");
    if (wmi__utf16_length(text) == WMI__NOT_UTF8)
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, "wmi_wql_quote", "text is not UTF-8");

    for (const char *c = text; *c != '\0'; c++)
        length += needs_escape(*c) ? 2 : 1;
    at = malloc(length + sizeof "''");
    if (at == NULL)
        return wmi__out_of_memory("wmi_wql_quote");

    *literal = at;
    *at++ = '\'';
    for (; *text != '\0'; text++) {
        if (needs_escape(*text))
            *at++ = '\\';
        *at++ = *text;
    }
    memcpy(at, "'", sizeof "'");
    return S_OK;
}
