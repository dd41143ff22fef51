/* SPDX-License-Identifier: MIT */
/* The message of a refused query: what is wrong, at which character. */
#include "mock/wql/parser.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Longer tokens are cut in messages. */
#define MAX_TOKEN 40

static bool continues_character(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* The number of the character that begins there, from 1. */
static size_t column_of(const char *text, size_t position)
{
    size_t column = 1;

    for (size_t i = 0; i < position; i++)
        column += !continues_character(text[i]);
    return column;
}

/* The greatest length up to `most` that does not end within a character. */
static size_t whole_characters(const char *text, size_t length, size_t most)
{
    if (length <= most)
        return length;
    while (most > 0 && continues_character(text[most]))
        most--;
    return most;
}

void wmi_mock__wql_error_set(wmi_mock__wql_error *error, const char *query, size_t position,
                             const char *format, ...)
{
    char text[2 * sizeof error->message];
    va_list arguments;
    int used;

    error->position = position;
    used = snprintf(text, sizeof text, "at character %lu: ", (unsigned long)column_of(query, position));
    va_start(arguments, format);
    vsnprintf(text + used, sizeof text - (size_t)used, format, arguments);
    va_end(arguments);
    used = (int)whole_characters(text, strlen(text), sizeof error->message - 1);
    memcpy(error->message, text, (size_t)used);
    error->message[used] = '\0';
}

void wmi_mock__wql_error_at_token(wmi_mock__wql_error *error, const wmi_mock__wql_parser *parser)
{
    const char *query = parser->query->text;
    size_t position = parser->token.position;
    size_t length = (size_t)(parser->lexer.at - query) - position;
    size_t shown = whole_characters(query + position, length, MAX_TOKEN);

    if (parser->lexer.problem != NULL)
        wmi_mock__wql_error_set(error, query, position, "%s", parser->lexer.problem);
    else if (parser->expected == NULL)
        wmi_mock__wql_error_set(error, query, position, "%s", parser->problem == NULL ? "" : parser->problem);
    else if (parser->token.sign == WMI_MOCK__WQL_END)
        wmi_mock__wql_error_set(error, query, position, "found the end, expected %s", parser->expected);
    else
        wmi_mock__wql_error_set(error, query, position, "found %.*s%s, expected %s", (int)shown,
                                query + position, shown < length ? "..." : "", parser->expected);
}
