/* SPDX-License-Identifier: MIT */
/* The tokens of a WQL text. */
#ifndef WMIKIT_SRC_MOCK_WQL_LEXER_H
#define WMIKIT_SRC_MOCK_WQL_LEXER_H

#include <wmikit/com.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum wmi_mock__wql_sign {
    WMI_MOCK__WQL_END,
    WMI_MOCK__WQL_NAME,    /* keywords are names: their position decides */
    WMI_MOCK__WQL_STRING,  /* without its quotes, its escapes undone */
    WMI_MOCK__WQL_INTEGER, /* as written */
    WMI_MOCK__WQL_REAL,    /* as written */
    WMI_MOCK__WQL_PATH,    /* the text between braces, without surrounding white space */
    WMI_MOCK__WQL_STAR,
    WMI_MOCK__WQL_COMMA,
    WMI_MOCK__WQL_DOT,
    WMI_MOCK__WQL_OPEN,
    WMI_MOCK__WQL_CLOSE,
    WMI_MOCK__WQL_EQUAL,
    WMI_MOCK__WQL_NOT_EQUAL,
    WMI_MOCK__WQL_LESS,
    WMI_MOCK__WQL_LESS_OR_EQUAL,
    WMI_MOCK__WQL_GREATER,
    WMI_MOCK__WQL_GREATER_OR_EQUAL
} wmi_mock__wql_sign;

typedef struct wmi_mock__wql_token {
    wmi_mock__wql_sign sign;
    const char *text; /* of a name, a literal or a path, in the lexer's block; else "" */
    size_t position;  /* in bytes, from the text's beginning */
} wmi_mock__wql_token;

typedef struct wmi_mock__wql_lexer {
    const char *text;
    const char *at;
    char *free;          /* position for the next token's text */
    const char *problem; /* why no valid token follows, when it does not */
} wmi_mock__wql_lexer;

/*
 * The size of the block for the tokens' texts: each is at most its source and a NUL. They follow each other in it, in
 * the order in which they were read.
 */
size_t wmi_mock__wql_lexer_block_size(const char *text);

void wmi_mock__wql_lexer_start(wmi_mock__wql_lexer *lexer, const char *text, char *block);

/* WBEM_E_INVALID_QUERY when no valid token follows; token->position and the problem are set in this case too. */
HRESULT wmi_mock__wql_lexer_next(wmi_mock__wql_lexer *lexer, wmi_mock__wql_token *token);

/* Reads a whole text as a decimal integer, with a separate sign. False when it is not one, or exceeds 64 bits. */
bool wmi_mock__wql_read_integer(const char *text, bool *negative, uint64_t *magnitude);

/* Reads a whole text as a number, in any locale. False when it is not a number, or is infinite. */
bool wmi_mock__wql_read_real(const char *text, double *real);

#endif
