/* SPDX-License-Identifier: MIT */
#include "mock/wql/lexer.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#define INVALID_QUERY ((HRESULT)WBEM_E_INVALID_QUERY)

#define WHITE_SPACE " \t\r\n\v\f"
#define DIGITS      "0123456789"

/* Maximum length; a longer literal cannot be the value of a property. */
#define MAX_NUMBER_LENGTH 100
#define MAX_EXPONENT      9999

size_t wmi_mock__wql_lexer_block_size(const char *text)
{
    return 2 * strlen(text) + 1;
}

void wmi_mock__wql_lexer_start(wmi_mock__wql_lexer *lexer, const char *text, char *block)
{
    lexer->text = text;
    lexer->at = text;
    lexer->free = block;
    lexer->problem = NULL;
}

static HRESULT refuse(wmi_mock__wql_lexer *lexer, const char *problem)
{
    lexer->problem = problem;
    return INVALID_QUERY;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A name may contain any non-ASCII character, as in WMI. */
static bool starts_name(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool continues_name(char c)
{
    return starts_name(c) || is_digit(c);
}

static HRESULT take_span(wmi_mock__wql_lexer *lexer, size_t length, wmi_mock__wql_token *token)
{
    memcpy(lexer->free, lexer->at, length);
    lexer->free[length] = '\0';
    token->text = lexer->free;
    lexer->free += length + 1;
    lexer->at += length;
    return S_OK;
}

static HRESULT read_name(wmi_mock__wql_lexer *lexer, wmi_mock__wql_token *token)
{
    size_t length = 0;

    while (continues_name(lexer->at[length]))
        length++;
    token->sign = WMI_MOCK__WQL_NAME;
    return take_span(lexer, length, token);
}

/* No other escapes: like WMI, "C:\temp" is an error. */
static bool is_escapable(char c)
{
    return c == '\\' || c == '"' || c == '\'';
}

static HRESULT read_string(wmi_mock__wql_lexer *lexer, wmi_mock__wql_token *token)
{
    const char *at = lexer->at + 1;
    char quote = *lexer->at;
    char *to = lexer->free;

    for (; *at != quote; at++) {
        if (*at == '\\' && !is_escapable(*++at) && *at != '\0')
            return refuse(lexer, "a backslash in this string escapes nothing; write two for one");
        if (*at == '\0')
            return refuse(lexer, "this string has no closing quote");
        *to++ = *at;
    }
    *to++ = '\0';
    token->sign = WMI_MOCK__WQL_STRING;
    token->text = lexer->free;
    lexer->free = to;
    lexer->at = at + 1;
    return S_OK;
}

/* The end of a key's quoted value, after its closing quote; NULL when it is not closed. */
static const char *skip_quoted(const char *at)
{
    char quote = *at++;

    for (; *at != quote; at++) {
        if (*at == '\\')
            at++;
        if (*at == '\0')
            return NULL;
    }
    return at + 1;
}

static HRESULT read_path(wmi_mock__wql_lexer *lexer, wmi_mock__wql_token *token)
{
    const char *start = lexer->at + 1 + strspn(lexer->at + 1, WHITE_SPACE);
    const char *end = start;
    size_t length;

    while (end != NULL && *end != '}' && *end != '\0')
        end = *end == '"' || *end == '\'' ? skip_quoted(end) : end + 1;
    if (end == NULL || *end == '\0')
        return refuse(lexer, "this path has no closing brace");
    length = (size_t)(end - start);
    while (length > 0 && strchr(WHITE_SPACE, start[length - 1]) != NULL)
        length--;
    if (length == 0)
        return refuse(lexer, "there is no path between the braces");

    token->sign = WMI_MOCK__WQL_PATH;
    lexer->at = start;
    take_span(lexer, length, token);
    lexer->at = end + 1;
    return S_OK;
}

/* The length of the number at the beginning of a text; 0 when there is none. A point needs digits on both sides. */
static size_t number_length(const char *text, bool *is_real)
{
    const char *at = text + (*text == '-' || *text == '+');
    size_t digits = strspn(at, DIGITS);

    *is_real = false;
    if (digits == 0)
        return 0;
    at += digits;
    if (*at == '.') {
        digits = strspn(at + 1, DIGITS);
        if (digits == 0)
            return 0;
        at += digits + 1;
        *is_real = true;
    }
    if (*at == 'e' || *at == 'E') {
        at += 1 + (at[1] == '-' || at[1] == '+');
        digits = strspn(at, DIGITS);
        if (digits == 0)
            return 0;
        at += digits;
        *is_real = true;
    }
    return (size_t)(at - text);
}

static HRESULT read_number(wmi_mock__wql_lexer *lexer, wmi_mock__wql_token *token)
{
    bool is_real;
    size_t length = number_length(lexer->at, &is_real);

    if (length == 0 || length > MAX_NUMBER_LENGTH || continues_name(lexer->at[length]))
        return refuse(lexer, "this is not a number that WQL knows");
    token->sign = is_real ? WMI_MOCK__WQL_REAL : WMI_MOCK__WQL_INTEGER;
    return take_span(lexer, length, token);
}

static HRESULT read_sign(wmi_mock__wql_lexer *lexer, wmi_mock__wql_token *token)
{
    static const struct {
        char text[3];
        wmi_mock__wql_sign sign;
    } signs[] = {
        /* the longer ones first */
        { "<=", WMI_MOCK__WQL_LESS_OR_EQUAL }, { ">=", WMI_MOCK__WQL_GREATER_OR_EQUAL },
        { "<>", WMI_MOCK__WQL_NOT_EQUAL },     { "!=", WMI_MOCK__WQL_NOT_EQUAL },
        { "=", WMI_MOCK__WQL_EQUAL },          { "<", WMI_MOCK__WQL_LESS },
        { ">", WMI_MOCK__WQL_GREATER },        { "*", WMI_MOCK__WQL_STAR },
        { ",", WMI_MOCK__WQL_COMMA },          { "(", WMI_MOCK__WQL_OPEN },
        { ")", WMI_MOCK__WQL_CLOSE },          { ".", WMI_MOCK__WQL_DOT },
    };

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        size_t length = strlen(signs[i].text);

        if (strncmp(lexer->at, signs[i].text, length) == 0) {
            token->sign = signs[i].sign;
            lexer->at += length;
            return S_OK;
        }
    }
    return refuse(lexer, "this character has no meaning in WQL");
}

HRESULT wmi_mock__wql_lexer_next(wmi_mock__wql_lexer *lexer, wmi_mock__wql_token *token)
{
    char first;

    lexer->at += strspn(lexer->at, WHITE_SPACE);
    token->sign = WMI_MOCK__WQL_END;
    token->text = "";
    token->position = (size_t)(lexer->at - lexer->text);
    first = *lexer->at;
    if (first == '\0')
        return S_OK;
    if (starts_name(first))
        return read_name(lexer, token);
    if (first == '"' || first == '\'')
        return read_string(lexer, token);
    if (is_digit(first) || first == '-' || first == '+')
        return read_number(lexer, token);
    if (first == '{')
        return read_path(lexer, token);
    return read_sign(lexer, token);
}

bool wmi_mock__wql_read_integer(const char *text, bool *negative, uint64_t *magnitude)
{
    uint64_t number = 0;

    *negative = *text == '-';
    if (*text == '-' || *text == '+')
        text++;
    if (*text == '\0' || text[strspn(text, DIGITS)] != '\0')
        return false;
    for (; *text != '\0'; text++) {
        uint64_t digit = (uint64_t)(*text - '0');

        if (number > (UINT64_MAX - digit) / 10)
            return false;
        number = number * 10 + digit;
    }
    *magnitude = number;
    *negative = *negative && number != 0;
    return true;
}

/* The exponent, limited to a value that moves any 100 digits out of a double's range. */
static int read_exponent(const char *text)
{
    bool negative = *text == '-';
    int exponent = 0;

    for (text += *text == '-' || *text == '+'; *text != '\0' && exponent < MAX_EXPONENT; text++)
        exponent = exponent * 10 + (*text - '0');
    return negative ? -exponent : exponent;
}

/* "-12.5e3" as "-125" and 2: without a decimal point, which depends on the locale. */
static int split_number(const char *text, char *digits)
{
    int exponent = 0;
    bool fraction = false;

    for (; *text != '\0' && *text != 'e' && *text != 'E'; text++) {
        if (*text == '.') {
            fraction = true;
            continue;
        }
        *digits++ = *text;
        exponent -= fraction;
    }
    *digits = '\0';
    return *text == '\0' ? exponent : exponent + read_exponent(text + 1);
}

static char *write_exponent(int exponent, char *at)
{
    char digits[sizeof "-10099"] = "";
    size_t count = 0;

    *at++ = 'e';
    if (exponent < 0)
        *at++ = '-';
    for (exponent = exponent < 0 ? -exponent : exponent; exponent > 0 || count == 0; exponent /= 10)
        digits[count++] = (char)('0' + exponent % 10);
    while (count > 0)
        *at++ = digits[--count];
    *at = '\0';
    return at;
}

bool wmi_mock__wql_read_real(const char *text, double *real)
{
    char plain[MAX_NUMBER_LENGTH + sizeof "e-10099"];
    bool has_point;
    size_t length = number_length(text, &has_point);
    int exponent;

    if (length == 0 || length > MAX_NUMBER_LENGTH || text[length] != '\0')
        return false;
    exponent = split_number(text, plain);
    write_exponent(exponent, plain + strlen(plain));
    *real = strtod(plain, NULL);
    return *real >= -DBL_MAX && *real <= DBL_MAX;
}
