/* SPDX-License-Identifier: MIT */
/*
 * A text that grows, the few things that the tool does with UTF-8, and how a text is written where it must be read back
 * exactly. When memory runs out a text stays as it is and remembers that it failed: check for failure once at the end,
 * not at every step.
 */
#ifndef TOOL_TEXT_H
#define TOOL_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct text {
    char *data; /* ends in a NUL; NULL while nothing was appended */
    size_t length;
    size_t capacity;
    bool failed;
} text;

#define TEXT_INIT         \
    {                     \
        NULL, 0, 0, false \
    }
#define REPLACEMENT_CHARACTER ((uint32_t)0xFFFD)

void text_append(text *into, const char *bytes, size_t length);
void text_append_string(text *into, const char *string);
void text_append_repeated(text *into, char character, size_t count);
void text_append_code_point(text *into, uint32_t code_point);

/* UTF-16, up to the first NUL or `length` units; a lone surrogate becomes U+FFFD. */
void text_append_utf16(text *into, const uint16_t *units, size_t length);
void text_append_unsigned(text *into, uint64_t number);
void text_append_signed(text *into, int64_t number);

/* Empties a text but keeps its memory for what comes next. */
void text_reset(text *into);

/* The contents, freed by the caller, or ""; NULL when it failed. Afterwards the text is empty. */
char *text_take(text *from);
void text_free(text *gone);

/*
 * The first code point of some UTF-8, and how many bytes it takes: 0 at the end, and 1 with
 * REPLACEMENT_CHARACTER where the bytes are no UTF-8.
 */
size_t utf8_decode(const char *bytes, size_t length, uint32_t *code_point);

/* Writes a code point and returns how many bytes it takes. */
size_t utf8_encode(uint32_t code_point, char bytes[4]);

/* Some bytes as a string, freed by the caller; NULL when there is no memory. */
char *string_copy(const char *bytes, size_t length);

/*
 * A JSON string (RFC 8259), in its quotes. All control characters are escaped, those that JSON would allow
 * too, so that it may go to a terminal.
 */
void json_append_string(text *into, const char *string, size_t length);

/*
 * A CSV field (RFC 4180): in quotes when it is empty or has a comma, a quote, or a blank or line end that a
 * reader might drop. NULL is a field without anything, which readers that care tell from "".
 */
void csv_append_field(text *into, const char *string);

/*
 * The same for spreadsheets, which take some text for a formula: an apostrophe is written before it. Text that is a
 * number, such as "-5", stays as it is.
 */
void csv_append_safe_field(text *into, const char *string);

#endif
