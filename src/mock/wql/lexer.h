/* SPDX-License-Identifier: MIT */
/* The words and signs of a WQL text. */
#ifndef WMIKIT_SRC_MOCK_WQL_LEXER_H
#define WMIKIT_SRC_MOCK_WQL_LEXER_H

#include <wmikit/com.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum wmi_mock__wql_sign {
    WMI_MOCK__WQL_END,
    WMI_MOCK__WQL_NAME,    /* keywords are names: which one is a keyword depends on where it stands */
    WMI_MOCK__WQL_STRING,  /* without its quotes, its escapes undone */
    WMI_MOCK__WQL_INTEGER, /* as written */
    WMI_MOCK__WQL_REAL,    /* as written */
    WMI_MOCK__WQL_PATH,    /* what stands between braces, as written but for the white space around it */
    WMI_MOCK__WQL_STAR,
    WMI_MOCK__WQL_COMMA,
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
    char *free; /* where the next token's text goes */
} wmi_mock__wql_lexer;

/* How large the block for the tokens' texts has to be: none is longer than its source and a NUL. */
size_t wmi_mock__wql_lexer_block_size(const char *text);

void wmi_mock__wql_lexer_start(wmi_mock__wql_lexer *lexer, const char *text, char *block);

/* WBEM_E_INVALID_QUERY when what follows is no token; token->position says where, even then. */
HRESULT wmi_mock__wql_lexer_next(wmi_mock__wql_lexer *lexer, wmi_mock__wql_token *token);

/* The decimal integer that a whole text is, with its sign apart. False when it is none, or is beyond 64 bits. */
bool wmi_mock__wql_read_integer(const char *text, bool *negative, uint64_t *magnitude);

/* The number that a whole text is, whatever the process's locale. False when it is none, or is infinite. */
bool wmi_mock__wql_read_real(const char *text, double *real);

#endif
