/* SPDX-License-Identifier: MIT */
/* Shared declarations of the WQL parser. */
#ifndef WMIKIT_SRC_MOCK_WQL_PARSER_H
#define WMIKIT_SRC_MOCK_WQL_PARSER_H

#include "mock/wql/tree.h"

/* The current token, not consumed yet; on failure it is the position of the error. */
typedef struct wmi_mock__wql_parser {
    wmi_mock__wql_lexer lexer;
    wmi_mock__wql_token token;
    wmi_mock__wql *query;
    unsigned depth;
} wmi_mock__wql_parser;

HRESULT wmi_mock__wql_advance(wmi_mock__wql_parser *self);

/* Whether the token is this keyword, in any case. */
bool wmi_mock__wql_is_word(const wmi_mock__wql_parser *self, const char *word);

/* Whether the token can name a class or a property. */
bool wmi_mock__wql_is_name(const wmi_mock__wql_parser *self);

/* Skips a required token: WBEM_E_INVALID_QUERY when it is another one. */
HRESULT wmi_mock__wql_take_sign(wmi_mock__wql_parser *self, wmi_mock__wql_sign sign);
HRESULT wmi_mock__wql_take_word(wmi_mock__wql_parser *self, const char *word);
HRESULT wmi_mock__wql_take_name(wmi_mock__wql_parser *self, const char **name);

/* Room for one more item, doubling at each power of two. NULL without memory; the items are unchanged. */
void *wmi_mock__wql_grow(void *items, size_t count, size_t size);

/* The condition after WHERE. Also WBEM_E_QUOTA_VIOLATION, E_OUTOFMEMORY. */
HRESULT wmi_mock__wql_parse_condition(wmi_mock__wql_parser *self, size_t *node);

#endif
