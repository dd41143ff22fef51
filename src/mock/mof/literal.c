/* SPDX-License-Identifier: MIT */
/* Strings, characters and numbers in MOF. */
#include "mock/mof/lexer.h"

#include "base/bstr.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static HRESULT syntax_error(wmi_mock__mof_lexer *lexer, wmi_mock__mof_place place, const char *what)
{
    return wmi_mock__mof_fail(lexer, (HRESULT)WBEM_E_INVALID_SYNTAX, place, "%s", what);
}

/* --- Escapes ----------------------------------------------------------------------------------------------- */

static unsigned hexadecimal(char c)
{
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0');
    if (c >= 'a' && c <= 'f')
        return (unsigned)(c - 'a') + 10;
    return c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10 : 16;
}

/* The one to four digits after \x: a UTF-16 unit. */
static HRESULT read_hexadecimal(wmi_mock__mof_lexer *lexer, wmi_mock__mof_place start, OLECHAR *unit)
{
    unsigned value = 0;
    unsigned count = 0;

    while (count < 4 && hexadecimal(*lexer->at) < 16) {
        value = value * 16 + hexadecimal(*lexer->at);
        wmi_mock__mof_step(lexer);
        count++;
    }
    *unit = (OLECHAR)value;
    return count > 0 ? S_OK : syntax_error(lexer, start, "'\\x' without a hexadecimal digit");
}

/* The escape at the current backslash. */
static HRESULT read_escape(wmi_mock__mof_lexer *lexer, OLECHAR *unit)
{
    static const char letters[] = "btnfr\"'\\";
    static const char meanings[] = "\b\t\n\f\r\"'\\";
    wmi_mock__mof_place start = lexer->here;
    const char *letter;
    char c;

    wmi_mock__mof_step(lexer);
    c = *lexer->at;
    letter = c == '\0' ? NULL : strchr(letters, c);
    if (c == 'x' || c == 'X') {
        wmi_mock__mof_step(lexer);
        return read_hexadecimal(lexer, start, unit);
    }
    if (letter == NULL)
        return syntax_error(lexer, start, "an unknown escape sequence");
    wmi_mock__mof_step(lexer);
    *unit = (OLECHAR)meanings[letter - letters];
    return S_OK;
}

/* --- Texts ------------------------------------------------------------------------------------------------- */

static bool is_high_surrogate(OLECHAR unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low_surrogate(OLECHAR unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* One escape, or two that form a surrogate pair. */
static HRESULT add_escape(wmi_mock__mof_lexer *lexer)
{
    wmi_mock__mof_place start = lexer->here;
    OLECHAR units[2] = { 0 };
    size_t count = 1;
    char bytes[5];
    HRESULT hr = read_escape(lexer, &units[0]);

    if (SUCCEEDED(hr) && is_high_surrogate(units[0]) && *lexer->at == '\\') {
        hr = read_escape(lexer, &units[1]);
        count = 2;
    }
    if (FAILED(hr))
        return hr;
    if (units[0] == 0)
        return syntax_error(lexer, start, "a string cannot contain the character 0");
    if (is_low_surrogate(units[0]) ||
        (is_high_surrogate(units[0]) && (count == 1 || !is_low_surrogate(units[1]))))
        return syntax_error(lexer, start, "a lone surrogate is not a character");
    wmi__utf8_write(units, count, bytes);
    return wmi_mock__mof_add_text(lexer, bytes, strlen(bytes));
}

static HRESULT read_literal(wmi_mock__mof_lexer *lexer)
{
    wmi_mock__mof_place start = lexer->here;
    HRESULT hr = S_OK;

    wmi_mock__mof_step(lexer);
    while (SUCCEEDED(hr) && *lexer->at != '"') {
        const char *from = lexer->at;

        if (*from == '\0' || *from == '\n' || *from == '\r')
            return syntax_error(lexer, start, "the string is not closed on its line");
        if (*from == '\\') {
            hr = add_escape(lexer);
            continue;
        }
        while (strchr("\"\\\r\n", *lexer->at) == NULL)
            wmi_mock__mof_step(lexer);
        hr = wmi_mock__mof_add_text(lexer, from, (size_t)(lexer->at - from));
    }
    if (SUCCEEDED(hr))
        wmi_mock__mof_step(lexer);
    return hr;
}

HRESULT wmi_mock__mof_read_string(wmi_mock__mof_lexer *lexer)
{
    HRESULT hr;

    lexer->token.kind = WMI_MOCK__MOF_STRING;
    hr = wmi_mock__mof_add_text(lexer, "", 0);
    while (SUCCEEDED(hr) && *lexer->at == '"') {
        hr = read_literal(lexer);
        if (SUCCEEDED(hr))
            hr = wmi_mock__mof_skip_blanks(lexer);
    }
    return hr;
}

/* --- Characters -------------------------------------------------------------------------------------------- */

/* An ordinary character. */
static HRESULT read_plain_character(wmi_mock__mof_lexer *lexer, OLECHAR *unit)
{
    char bytes[8] = { 0 };
    size_t count = 0;
    OLECHAR units[2];

    do {
        bytes[count++] = *lexer->at;
        wmi_mock__mof_step(lexer);
    } while (((unsigned char)*lexer->at & 0xC0) == 0x80);
    if (wmi__utf16_length(bytes) != 1)
        return syntax_error(lexer, lexer->token.place, "the character does not fit a char16");
    wmi__utf16_write(bytes, units);
    *unit = units[0];
    return S_OK;
}

HRESULT wmi_mock__mof_read_character(wmi_mock__mof_lexer *lexer)
{
    OLECHAR unit = 0;
    HRESULT hr;

    lexer->token.kind = WMI_MOCK__MOF_CHARACTER;
    wmi_mock__mof_step(lexer);
    if (*lexer->at == '\'' || *lexer->at == '\0' || *lexer->at == '\n' || *lexer->at == '\r')
        return syntax_error(lexer, lexer->token.place, "a character literal without a character");
    hr = *lexer->at == '\\' ? read_escape(lexer, &unit) : read_plain_character(lexer, &unit);
    if (FAILED(hr))
        return hr;
    if (*lexer->at != '\'')
        return syntax_error(lexer, lexer->token.place, "the character is not closed");
    wmi_mock__mof_step(lexer);
    lexer->token.character = unit;
    return S_OK;
}

/* --- Numbers ----------------------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t count_digits(const char *text, size_t length)
{
    size_t count = 0;

    while (count < length && is_digit(text[count]))
        count++;
    return count;
}

/* Digits with an optional point and exponent. *point is the position of the point. */
static bool is_real(const char *text, size_t length, size_t *point)
{
    size_t at = length > 0 && (*text == '-' || *text == '+') ? 1 : 0;
    size_t digits = count_digits(text + at, length - at);

    at += digits;
    *point = at;
    if (at < length && text[at] == '.') {
        size_t decimals = count_digits(text + at + 1, length - at - 1);

        digits += decimals;
        at += decimals + 1;
    }
    if (digits > 0 && at < length && (text[at] == 'e' || text[at] == 'E')) {
        at += at + 1 < length && (text[at + 1] == '-' || text[at + 1] == '+') ? 2 : 1;
        digits = count_digits(text + at, length - at);
        at += digits;
    }
    return digits > 0 && at == length;
}

/* strtod expects the decimal point of the program's locale, which may have several bytes. */
static HRESULT convert_real(wmi_mock__mof_lexer *lexer, const char *text, size_t length, size_t point)
{
    char sample[32];
    size_t sample_length;
    HRESULT hr;

    snprintf(sample, sizeof sample, "%.1f", 1.5);
    sample_length = strlen(sample);
    hr = wmi_mock__mof_add_text(lexer, text, point);
    if (SUCCEEDED(hr) && point < length && text[point] == '.') {
        hr = wmi_mock__mof_add_text(lexer, sample + 1, sample_length - 2);
        point++;
    }
    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_add_text(lexer, text + point, length - point);
    if (SUCCEEDED(hr))
        lexer->token.real = strtod(lexer->text, NULL);
    return hr;
}

static HRESULT store_real(wmi_mock__mof_lexer *lexer, const char *text, size_t length)
{
    size_t point;
    HRESULT hr;

    lexer->token.kind = WMI_MOCK__MOF_REAL;
    if (!is_real(text, length, &point))
        return wmi_mock__mof_fail(lexer, (HRESULT)WBEM_E_INVALID_SYNTAX, lexer->token.place,
                                  "'%.*s' is not a number", (int)(length < 60 ? length : 60), text);
    hr = convert_real(lexer, text, length, point);
    if (SUCCEEDED(hr) && (lexer->token.real > DBL_MAX || lexer->token.real < -DBL_MAX))
        hr = wmi_mock__mof_fail(lexer, (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE, lexer->token.place,
                                "'%.*s' is too large for a real64", (int)(length < 60 ? length : 60), text);
    return hr;
}

static bool goes_on(const char *start, const char *at)
{
    bool is_hexadecimal = start[0] == '0' && (start[1] == 'x' || start[1] == 'X');

    if (*at == '-' || *at == '+')
        return !is_hexadecimal && (at[-1] == 'e' || at[-1] == 'E');
    return is_digit(*at) || *at == '.' || *at == '_' || (*at >= 'a' && *at <= 'z') ||
           (*at >= 'A' && *at <= 'Z');
}

HRESULT wmi_mock__mof_read_number(wmi_mock__mof_lexer *lexer)
{
    const char *start = lexer->at;
    const char *digits = *start == '-' || *start == '+' ? start + 1 : start;
    size_t length;

    while (lexer->at <= digits || goes_on(digits, lexer->at))
        wmi_mock__mof_step(lexer);
    length = (size_t)(lexer->at - start);
    lexer->token.kind = WMI_MOCK__MOF_INTEGER;
    switch (wmi_mock__integer_read_mof(start, length, &lexer->token.integer)) {
    case WMI_MOCK__INTEGER_READ: return S_OK;
    case WMI_MOCK__INTEGER_TOO_LONG:
        return wmi_mock__mof_fail(lexer, (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE, lexer->token.place,
                                  "'%.*s' does not fit 64 bits", (int)(length < 60 ? length : 60), start);
    default: return store_real(lexer, start, length);
    }
}
