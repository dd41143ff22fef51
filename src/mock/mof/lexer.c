/* SPDX-License-Identifier: MIT */
#include "mock/mof/lexer.h"

#include "mock/mof/source.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Errors ------------------------------------------------------------------------------------------------ */

size_t wmi_mock__mof_character_size(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
}

/* Names are truncated for messages: an incomplete character or a control character becomes '?'. */
static void repair(char *message)
{
    char *at = message;

    while (*at != '\0') {
        size_t length = wmi_mock__mof_character_size((unsigned char)*at);
        size_t have = 1;

        while (have < length && ((unsigned char)at[have] & 0xC0) == 0x80)
            have++;
        if (have < length || (unsigned char)*at < ' ' || *at == 0x7F || ((unsigned char)*at & 0xC0) == 0x80) {
            *at = '?';
            have = 1;
        }
        at += have;
    }
}

HRESULT wmi_mock__mof_fail(wmi_mock__mof_lexer *lexer, HRESULT code, wmi_mock__mof_place place,
                           const char *format, ...)
{
    wmi_mock__mof_error *error = lexer->error;
    va_list arguments;

    if (error == NULL)
        return code;
    error->line = place.line;
    error->column = place.column;
    snprintf(error->file, sizeof error->file, "%s", lexer->file == NULL ? "" : lexer->file);
    va_start(arguments, format);
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    repair(error->message);
    return code;
}

HRESULT wmi_mock__mof_no_memory(wmi_mock__mof_lexer *lexer)
{
    return wmi_mock__mof_fail(lexer, E_OUTOFMEMORY, lexer->token.place,
                              "there is not enough memory for the text");
}

static HRESULT syntax_error(wmi_mock__mof_lexer *lexer, const char *what)
{
    return wmi_mock__mof_fail(lexer, (HRESULT)WBEM_E_INVALID_SYNTAX, lexer->token.place, "%s", what);
}

/* --- Steps ------------------------------------------------------------------------------------------------- */

void wmi_mock__mof_step(wmi_mock__mof_lexer *lexer)
{
    unsigned char byte = (unsigned char)*lexer->at++;

    if (byte == '\n') {
        lexer->here.line++;
        lexer->here.column = 1;
    } else if ((byte & 0xC0) != 0x80) {
        lexer->here.column++;
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static HRESULT skip_comment(wmi_mock__mof_lexer *lexer)
{
    wmi_mock__mof_place start = lexer->here;
    bool is_line = lexer->at[1] == '/';

    wmi_mock__mof_step(lexer);
    wmi_mock__mof_step(lexer);
    while (*lexer->at != '\0') {
        if (is_line ? *lexer->at == '\n' : lexer->at[0] == '*' && lexer->at[1] == '/')
            break;
        wmi_mock__mof_step(lexer);
    }
    if (is_line)
        return S_OK;
    if (*lexer->at == '\0')
        return wmi_mock__mof_fail(lexer, (HRESULT)WBEM_E_INVALID_SYNTAX, start, "the comment is not closed");
    wmi_mock__mof_step(lexer);
    wmi_mock__mof_step(lexer);
    return S_OK;
}

HRESULT wmi_mock__mof_skip_blanks(wmi_mock__mof_lexer *lexer)
{
    HRESULT hr = S_OK;

    while (SUCCEEDED(hr)) {
        if (is_blank(*lexer->at))
            wmi_mock__mof_step(lexer);
        else if (lexer->at[0] == '/' && (lexer->at[1] == '/' || lexer->at[1] == '*'))
            hr = skip_comment(lexer);
        else
            break;
    }
    return hr;
}

HRESULT wmi_mock__mof_add_text(wmi_mock__mof_lexer *lexer, const char *bytes, size_t count)
{
    size_t capacity = lexer->text_capacity == 0 ? 64 : lexer->text_capacity;
    char *text = lexer->text;

    while (capacity - lexer->text_length <= count)
        capacity *= 2;
    if (capacity != lexer->text_capacity) {
        text = realloc(lexer->text, capacity);
        if (text == NULL)
            return wmi_mock__mof_no_memory(lexer);
        lexer->text = text;
        lexer->text_capacity = capacity;
    }
    if (count > 0)
        memcpy(text + lexer->text_length, bytes, count);
    lexer->text_length += count;
    text[lexer->text_length] = '\0';
    return S_OK;
}

/* --- Tokens ------------------------------------------------------------------------------------------------ */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Names may have letters of any language. */
static bool starts_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool starts_number(const char *at)
{
    if (*at == '-' || *at == '+')
        at++;
    return is_digit(at[0]) || (at[0] == '.' && is_digit(at[1]));
}

static HRESULT read_word(wmi_mock__mof_lexer *lexer)
{
    const char *start = lexer->at;

    while (starts_word(*lexer->at) || is_digit(*lexer->at))
        wmi_mock__mof_step(lexer);
    return wmi_mock__mof_add_text(lexer, start, (size_t)(lexer->at - start));
}

static HRESULT read_alias(wmi_mock__mof_lexer *lexer)
{
    lexer->token.kind = WMI_MOCK__MOF_ALIAS;
    wmi_mock__mof_step(lexer);
    if (!starts_word(*lexer->at))
        return syntax_error(lexer, "'$' without the name of an alias");
    return read_word(lexer);
}

static HRESULT read_symbol(wmi_mock__mof_lexer *lexer)
{
    char c = *lexer->at;

    lexer->token.kind = WMI_MOCK__MOF_SYMBOL;
    lexer->token.symbol = c;
    if (strchr("{}[]()=:;,#", c) == NULL)
        return wmi_mock__mof_fail(lexer, (HRESULT)WBEM_E_INVALID_SYNTAX, lexer->token.place,
                                  "the character '%c' has no meaning in MOF", c);
    wmi_mock__mof_step(lexer);
    return S_OK;
}

/* Ctrl-Z (0x1A), with which old editors and `copy a+b` end a text, if nothing but blanks and more of it follow. */
static bool is_at_end(const wmi_mock__mof_lexer *lexer)
{
    const char *at = lexer->at;

    while (*at == '\x1A' || (at > lexer->at && is_blank(*at)))
        at++;
    return *at == '\0';
}

static HRESULT read_token(wmi_mock__mof_lexer *lexer)
{
    char c = *lexer->at;

    if ((c == '\0' || c == '\x1A') && is_at_end(lexer)) {
        lexer->token.kind = WMI_MOCK__MOF_END;
        return S_OK;
    }
    if (starts_word(c)) {
        lexer->token.kind = WMI_MOCK__MOF_WORD;
        return read_word(lexer);
    }
    if (c == '$')
        return read_alias(lexer);
    if (c == '"')
        return wmi_mock__mof_read_string(lexer);
    if (c == '\'')
        return wmi_mock__mof_read_character(lexer);
    if (starts_number(lexer->at))
        return wmi_mock__mof_read_number(lexer);
    return read_symbol(lexer);
}

HRESULT wmi_mock__mof_lexer_next(wmi_mock__mof_lexer *lexer)
{
    HRESULT hr = wmi_mock__mof_skip_blanks(lexer);

    if (FAILED(hr))
        return hr;
    lexer->token = (wmi_mock__mof_token){ .place = lexer->here, .start = lexer->at };
    lexer->text_length = 0;
    hr = read_token(lexer);
    lexer->token.length = (size_t)(lexer->at - lexer->token.start);
    return hr;
}

HRESULT wmi_mock__mof_lexer_begin(wmi_mock__mof_lexer *lexer, const wmi_mock__mof_input *input,
                                  wmi_mock__mof_error *error)
{
    HRESULT hr;

    *lexer = (wmi_mock__mof_lexer){
        .file = input->file, .is_text = input->is_text, .here = { 1, 1 }, .error = error
    };
    lexer->token.place = lexer->here;
    hr = wmi_mock__mof_decode(lexer, input->bytes, input->length);
    return FAILED(hr) ? hr : wmi_mock__mof_lexer_next(lexer);
}

void wmi_mock__mof_lexer_end(wmi_mock__mof_lexer *lexer)
{
    free(lexer->text);
    free(lexer->decoded);
    lexer->text = NULL;
    lexer->decoded = NULL;
}
