/* SPDX-License-Identifier: MIT */
/* How wide the columns of a table are, and how a cell fills its column. */
#ifndef TOOL_LAYOUT_H
#define TOOL_LAYOUT_H

#include "text.h"

/* What a column would like: all in terminal columns. */
typedef struct column_need {
    size_t header;  /* its name */
    size_t widest;  /* its widest cell */
    bool is_number; /* numbers stand at the right and are never cut: a cut number is a wrong number */
} column_need;

#define LAYOUT_UNLIMITED ((size_t)0) /* as `available`: nothing is cut */
#define LAYOUT_GAP       ((size_t)2) /* between two columns */

/*
 * Chooses the widths: what each column needs where that fits into the terminal; else the widest text columns
 * give way first, down to a few characters each. False when that is not enough either.
 */
bool layout_widths(const column_need *needs, size_t count, size_t available, size_t *widths);

/* Appends a text as shown, cut to the width with an ellipsis or filled up to it. */
void layout_append_cell(text *into, const char *string, size_t width, bool is_number);

#endif
