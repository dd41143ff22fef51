/* SPDX-License-Identifier: MIT */
/* MOF text as tokens, one at a time, each with its place. */
#ifndef WMIKIT_SRC_MOCK_MOF_LEXER_H
#define WMIKIT_SRC_MOCK_MOF_LEXER_H

#include "mock/mof/mof.h"
#include "mock/repository/integer.h"
#include "os/compiler.h"

typedef enum wmi_mock__mof_kind {
    WMI_MOCK__MOF_END,
    WMI_MOCK__MOF_WORD,   /* a name or a keyword, in the lexer's text */
    WMI_MOCK__MOF_ALIAS,  /* $Name: the name without its dollar, in the lexer's text */
    WMI_MOCK__MOF_STRING, /* adjacent literals joined, their escapes undone, in the lexer's text */
    WMI_MOCK__MOF_CHARACTER,
    WMI_MOCK__MOF_INTEGER,
    WMI_MOCK__MOF_REAL,
    WMI_MOCK__MOF_SYMBOL /* one of {}[]()=:;,# */
} wmi_mock__mof_kind;

typedef struct wmi_mock__mof_place {
    unsigned line;
    unsigned column;
} wmi_mock__mof_place;

typedef struct wmi_mock__mof_token {
    wmi_mock__mof_kind kind;
    wmi_mock__mof_place place;
    const char *start; /* position in the source text */
    size_t length;
    char symbol;
    uint16_t character;
    wmi__integer integer;
    double real;
} wmi_mock__mof_token;

typedef struct wmi_mock__mof_lexer {
    const char *at;
    const char *file; /* what is being read, for errors; NULL: the text itself */
    char *decoded;    /* the whole text, if it had to be converted; or NULL */
    bool is_text;     /* given as a pointer; else the contents of a file */
    wmi_mock__mof_place here;
    wmi_mock__mof_token token; /* the current token */
    char *text;                /* the token's, until the next one is read */
    size_t text_length;
    size_t text_capacity;
    wmi_mock__mof_error *error; /* or NULL */
} wmi_mock__mof_lexer;

/* A text with a NUL after its length. */
typedef struct wmi_mock__mof_input {
    const char *bytes;
    size_t length;
    const char *file; /* for errors; NULL: the text itself */
    bool is_text;     /* given as a pointer; else the contents of a file */
} wmi_mock__mof_input;

/* Decodes the text, and reads the first token. End the lexer in every case. */
HRESULT wmi_mock__mof_lexer_begin(wmi_mock__mof_lexer *lexer, const wmi_mock__mof_input *input,
                                  wmi_mock__mof_error *error);
HRESULT wmi_mock__mof_lexer_next(wmi_mock__mof_lexer *lexer);
void wmi_mock__mof_lexer_end(wmi_mock__mof_lexer *lexer);

/* Reports the error: one sentence that names the cause. Returns code. */
WMI__PRINTF(4, 5)
HRESULT wmi_mock__mof_fail(wmi_mock__mof_lexer *lexer, HRESULT code, wmi_mock__mof_place place,
                           const char *format, ...);
HRESULT wmi_mock__mof_no_memory(wmi_mock__mof_lexer *lexer);

/* --- Between the lexer's files ----------------------------------------------------------------------------- */

/* The number of bytes of the UTF-8 character that begins with this byte. */
size_t wmi_mock__mof_character_size(unsigned char lead);

/* Advances by one byte. */
void wmi_mock__mof_step(wmi_mock__mof_lexer *lexer);

/* Blanks and comments. */
HRESULT wmi_mock__mof_skip_blanks(wmi_mock__mof_lexer *lexer);

/* Appends to the token's text, which always ends with a NUL. E_OUTOFMEMORY. */
HRESULT wmi_mock__mof_add_text(wmi_mock__mof_lexer *lexer, const char *bytes, size_t count);

/* The literals at the current position. */
HRESULT wmi_mock__mof_read_string(wmi_mock__mof_lexer *lexer);
HRESULT wmi_mock__mof_read_character(wmi_mock__mof_lexer *lexer);
HRESULT wmi_mock__mof_read_number(wmi_mock__mof_lexer *lexer);

#endif
