/* SPDX-License-Identifier: MIT */
/*
 * The display of text in a terminal: its width in columns, replacements for characters that would move the cursor,
 * start an escape sequence or reverse the reading direction, and the columns of a table.
 */
#ifndef TOOL_TEXT_WIDTH_H
#define TOOL_TEXT_WIDTH_H

#include "text.h"

/* The code point itself; for a control character its picture (newline: U+240A) or U+FFFD. */
uint32_t shown_code_point(uint32_t code_point);

/*
 * The columns of one code point as shown: 2 for East Asian wide ones and most emoji, 0 for combining marks, else 1.
 * An emoji joined from several counts as each of them does: terminals differ there, and most do so too.
 */
size_t code_point_width(uint32_t code_point);

/* The columns of a text as shown. */
size_t text_width(const char *string);

/*
 * How many bytes of a text fit into so many columns, combining marks with the character that they belong to.
 * `width` receives how many columns those bytes take: one less at times, since a wide character takes two.
 */
size_t text_fit(const char *string, size_t columns, size_t *width);

/* Appends a text with every character as shown. */
void text_append_shown(text *into, const char *bytes, size_t length);

/* The requirements of a column, in terminal columns. */
typedef struct column_need {
    size_t header;  /* its name */
    size_t widest;  /* its widest cell */
    bool is_number; /* numbers are right-aligned and never truncated, since that would change them */
} column_need;

#define LAYOUT_UNLIMITED ((size_t)0) /* as `available`: nothing is cut */
#define LAYOUT_GAP       ((size_t)2) /* between two columns */

/*
 * Chooses the widths: those required if they fit into the terminal; else the widest text columns
 * are reduced first, down to a few characters each. False when that is not enough.
 */
bool layout_widths(const column_need *needs, size_t count, size_t available, size_t *widths);

/* Appends a text as shown, truncated with an ellipsis or padded to the width. */
void layout_append_cell(text *into, const char *string, size_t width, bool is_number);

#endif
