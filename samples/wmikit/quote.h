/* SPDX-License-Identifier: MIT */
/* How a text is written where it must be read back exactly. */
#ifndef TOOL_QUOTE_H
#define TOOL_QUOTE_H

#include "text.h"

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
