/* SPDX-License-Identifier: MIT */
/* Shared declarations of the WQL parser. */
#ifndef WMIKIT_SRC_MOCK_WQL_PARSER_H
#define WMIKIT_SRC_MOCK_WQL_PARSER_H

#include "mock/wql/tree.h"
#include "os/compiler.h"

/* The current token, not consumed yet; on failure it is the position of the error. */
typedef struct wmi_mock__wql_parser {
    wmi_mock__wql_lexer lexer;
    wmi_mock__wql_token token;
    wmi_mock__wql *query;
    unsigned depth;
    bool is_event;        /* ExecNotificationQuery's language: WITHIN, GROUP, members on both sides */
    const char *expected; /* on failure: what would have been valid instead of the token; or NULL */
    const char *problem;  /* on failure, when `expected` is NULL: why the token is wrong */
} wmi_mock__wql_parser;

HRESULT wmi_mock__wql_advance(wmi_mock__wql_parser *self);

/* Both return WBEM_E_INVALID_QUERY, with the reason for the message. */
HRESULT wmi_mock__wql_expect(wmi_mock__wql_parser *self, const char *expected);
HRESULT wmi_mock__wql_refuse(wmi_mock__wql_parser *self, const char *problem);

/* Whether the token is this keyword, in any case. */
bool wmi_mock__wql_is_word(const wmi_mock__wql_parser *self, const char *word);

/* Whether the token can name a class or a property. */
bool wmi_mock__wql_is_name(const wmi_mock__wql_parser *self);

/* Skips a required token: WBEM_E_INVALID_QUERY when it is another one, which `expected` describes. */
HRESULT wmi_mock__wql_take_sign(wmi_mock__wql_parser *self, wmi_mock__wql_sign sign, const char *expected);
HRESULT wmi_mock__wql_take_word(wmi_mock__wql_parser *self, const char *word);
HRESULT wmi_mock__wql_take_member(wmi_mock__wql_parser *self, wmi_mock__wql_member *member,
                                  const char *expected);

/* Room for one more item, doubling at each power of two. NULL without memory; the items are unchanged. */
void *wmi_mock__wql_grow(void *items, size_t count, size_t size);

/* The condition after WHERE. Also WBEM_E_QUOTA_VIOLATION, E_OUTOFMEMORY. */
HRESULT wmi_mock__wql_parse_condition(wmi_mock__wql_parser *self, size_t *node);

/* What follows the class in an event query: WITHIN, WHERE, GROUP WITHIN, BY, HAVING; each may be missing. */
HRESULT wmi_mock__wql_parse_event_clauses(wmi_mock__wql_parser *self);

/* --- Messages ---------------------------------------------------------------------------------------------- */

/*
 * Fills an error: "at character 15: …", counted from 1. The text is cut between characters when it is too long; a format
 * as printf has it.
 */
WMI__PRINTF(4, 5)
void wmi_mock__wql_error_set(wmi_mock__wql_error *error, const char *query, size_t position,
                             const char *format, ...);

/* The same for the token at which a parser has stopped. */
void wmi_mock__wql_error_at_token(wmi_mock__wql_error *error, const wmi_mock__wql_parser *parser);

#endif
