/* SPDX-License-Identifier: MIT */
/* MOF text as tokens, one at a time, each with its place. */
#ifndef WMIKIT_SRC_MOCK_MOF_LEXER_H
#define WMIKIT_SRC_MOCK_MOF_LEXER_H

#include "mock/repository/integer.h"
#include "mock/repository/model.h"

typedef enum wmi__mof_kind {
    WMI__MOF_END,
    WMI__MOF_WORD,   /* a name or a keyword, in the lexer's text */
    WMI__MOF_ALIAS,  /* $Name: the name without its dollar, in the lexer's text */
    WMI__MOF_STRING, /* adjacent literals joined, their escapes undone, in the lexer's text */
    WMI__MOF_CHARACTER,
    WMI__MOF_INTEGER,
    WMI__MOF_REAL,
    WMI__MOF_SYMBOL /* one of {}[]()=:;,# */
} wmi__mof_kind;

typedef struct wmi__mof_place {
    unsigned line;
    unsigned column;
} wmi__mof_place;

typedef struct wmi__mof_token {
    wmi__mof_kind kind;
    wmi__mof_place place;
    const char *start; /* as the text has it */
    size_t length;
    char symbol;
    uint16_t character;
    wmi__integer integer;
    double real;
} wmi__mof_token;

typedef struct wmi__mof_lexer {
    const char *at;
    wmi__mof_place here;
    wmi__mof_token token; /* the one to be looked at */
    char *text;           /* the token's, until the next one is read */
    size_t text_length;
    size_t text_capacity;
    wmi__mof_error *error; /* or NULL */
} wmi__mof_lexer;

/* Checks that the text is UTF-8, and reads the first token. The lexer is to be ended in every case. */
HRESULT wmi__mof_lexer_begin(wmi__mof_lexer *lexer, const char *mof, wmi__mof_error *error);
HRESULT wmi__mof_lexer_next(wmi__mof_lexer *lexer);
void wmi__mof_lexer_end(wmi__mof_lexer *lexer);

/* Tells the error: one sentence that names the culprit. Returns code. */
HRESULT wmi__mof_fail(wmi__mof_lexer *lexer, HRESULT code, wmi__mof_place place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
HRESULT wmi__mof_no_memory(wmi__mof_lexer *lexer);

/* --- Between the lexer's files ----------------------------------------------------------------------------- */

/* Takes one byte off the text. */
void wmi__mof_step(wmi__mof_lexer *lexer);

/* Blanks and comments. */
HRESULT wmi__mof_skip_blanks(wmi__mof_lexer *lexer);

/* Adds to the token's text, which stays closed by a NUL. E_OUTOFMEMORY. */
HRESULT wmi__mof_add_text(wmi__mof_lexer *lexer, const char *bytes, size_t count);

/* The literals that begin where the lexer stands. */
HRESULT wmi__mof_read_string(wmi__mof_lexer *lexer);
HRESULT wmi__mof_read_character(wmi__mof_lexer *lexer);
HRESULT wmi__mof_read_number(wmi__mof_lexer *lexer);

#endif
