/* SPDX-License-Identifier: MIT */
#include "quote.h"

#include <string.h>

static bool is_control(uint32_t code_point)
{
    return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

static void append_escaped(text *into, uint32_t code_point)
{
    static const char hex[] = "0123456789abcdef";
    static const char named[] = "\b\t\n\f\r\"\\";
    static const char letters[] = "btnfr\"\\";
    const char *found = code_point > 0 && code_point < 0x80 ? strchr(named, (int)code_point) : NULL;
    char escape[6] = { '\\', 'u', '0', '0', hex[code_point >> 4 & 0xF], hex[code_point & 0xF] };

    if (found == NULL) {
        text_append(into, escape, 6);
        return;
    }
    escape[1] = letters[found - named];
    text_append(into, escape, 2);
}

void json_append_string(text *into, const char *string, size_t length)
{
    uint32_t code_point;
    size_t size;

    text_append(into, "\"", 1);
    for (; (size = utf8_decode(string, length, &code_point)) > 0; string += size, length -= size) {
        if (is_control(code_point) || code_point == '"' || code_point == '\\')
            append_escaped(into, code_point);
        else
            text_append_code_point(into, code_point);
    }
    text_append(into, "\"", 1);
}

static bool needs_quotes(const char *string)
{
    size_t length = strlen(string);

    return length == 0 || strpbrk(string, ",\"\r\n") != NULL || string[0] == ' ' || string[length - 1] == ' ';
}

static void append_quoted(text *into, const char *string)
{
    for (; *string != '\0'; string++) {
        if (*string == '"')
            text_append(into, "\"", 1);
        text_append(into, string, 1);
    }
}

static void append_field(text *into, const char *before, const char *string)
{
    const char *quote = needs_quotes(string) ? "\"" : "";

    text_append_string(into, quote);
    text_append_string(into, before);
    append_quoted(into, string);
    text_append_string(into, quote);
}

void csv_append_field(text *into, const char *string)
{
    if (string != NULL)
        append_field(into, "", string);
}

/* --- Formulas ----------------------------------------------------------------------------------------------------- */

static const char *skip_digits(const char *at)
{
    while (*at >= '0' && *at <= '9')
        at++;
    return at;
}

/* A sign, digits, a point, an exponent: evaluated, it is the number that it says. */
static bool is_number(const char *string)
{
    const char *digits = string + strspn(string, "+-");
    const char *end = skip_digits(digits);

    if (digits - string > 1 || end == digits)
        return false;
    if (*end == '.')
        end = skip_digits(end + 1);
    if (*end == 'e' || *end == 'E') {
        digits = end + 1 + (end[1] == '+' || end[1] == '-');
        end = skip_digits(digits);
        if (end == digits)
            return false;
    }
    return *end == '\0';
}

/* The signs that begin a formula, also as wide characters, and blanks that some programs drop before they look. */
static bool starts_formula(const char *string)
{
    static const char *const starts[] = { "=",
                                          "+",
                                          "-",
                                          "@",
                                          "\t",
                                          "\r",
                                          "\n",
                                          "\xEF\xBC\x9D", /* U+FF1D, as = */
                                          "\xEF\xBC\x8B",
                                          "\xEF\xBC\x8D",
                                          "\xEF\xBC\xA0" };
    size_t i;

    for (i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
        if (strncmp(string, starts[i], strlen(starts[i])) == 0)
            return !is_number(string);
    }
    return false;
}

void csv_append_safe_field(text *into, const char *string)
{
    if (string != NULL)
        append_field(into, starts_formula(string) ? "'" : "", string);
}
