/* SPDX-License-Identifier: MIT */
/* The widths of the columns of a table, and the layout of a cell. */
#ifndef TOOL_LAYOUT_H
#define TOOL_LAYOUT_H

#include "text.h"

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
