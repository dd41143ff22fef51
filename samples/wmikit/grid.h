/* SPDX-License-Identifier: MIT */
/* Rows as cells of text under columns, for the formats that need to see more than one value at a time. */
#ifndef TOOL_GRID_H
#define TOOL_GRID_H

#include "row.h"

/*
 * CELL_ABSENT: this object has no such property; CELL_NULL: it has, without a value; CELL_EMPTY: a value would make no
 * sense in this row (a NULL without a type).
 */
typedef enum cell_kind {
    CELL_ABSENT,
    CELL_NULL,
    CELL_EMPTY,
    CELL_TEXT,
    CELL_NUMBER
} cell_kind;

typedef struct grid_cell {
    cell_kind kind;
    char *text; /* NULL for CELL_ABSENT, CELL_NULL and CELL_EMPTY */
} grid_cell;

typedef struct grid_row {
    grid_cell *cells;
    size_t count;
} grid_row;

typedef struct grid {
    char **names;
    size_t column_count;
    grid_row *rows;
    size_t row_count;
    size_t row_capacity;
} grid;

/* As in a table or list: "NULL", or "" for a cell that is absent or empty. */
const char *cell_shown(const grid_cell *cell);

/* Adds a row; a property that no row before it had becomes a new column at the end. */
outcome grid_add(grid *into, const property_row *from);

/* A row added early has fewer cells than there are columns by now: those are CELL_ABSENT. */
const grid_cell *grid_at(const grid *from, size_t row, size_t column);

/* Forgets the rows and keeps the columns. */
void grid_drop_rows(grid *from);
void grid_clear(grid *gone);

#endif
