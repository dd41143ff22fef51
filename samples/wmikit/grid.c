/* SPDX-License-Identifier: MIT */
#include "grid.h"

#include <stdlib.h>
#include <string.h>

static bool add_column(grid *into, const char *name)
{
    char **names = realloc(into->names, (into->column_count + 1) * sizeof(*names));

    if (names == NULL)
        return false;
    into->names = names;
    names[into->column_count] = string_copy(name, strlen(name));
    if (names[into->column_count] == NULL)
        return false;
    into->column_count++;
    return true;
}

/* Most rows have the columns of the row before: a name is looked for at its own place first. */
static size_t find_column(const grid *in, const char *name, size_t guess)
{
    size_t column = 0;

    if (guess < in->column_count && strcmp(in->names[guess], name) == 0)
        return guess;
    while (column < in->column_count && strcmp(in->names[column], name) != 0)
        column++;
    return column;
}

static bool add_columns(grid *into, const property_row *from)
{
    size_t i;

    for (i = 0; i < from->count; i++) {
        if (find_column(into, from->names[i], i) == into->column_count && !add_column(into, from->names[i]))
            return false;
    }
    return true;
}

static grid_row *add_row(grid *into)
{
    size_t capacity = into->row_capacity > 0 ? into->row_capacity * 2 : 16;
    grid_row *rows = into->rows;
    grid_cell *cells = calloc(into->column_count + 1, sizeof(*cells));

    if (cells == NULL)
        return NULL;
    if (into->row_count == into->row_capacity) {
        rows = realloc(into->rows, capacity * sizeof(*rows));
        if (rows == NULL) {
            free(cells);
            return NULL;
        }
        into->rows = rows;
        into->row_capacity = capacity;
    }
    rows[into->row_count] = (grid_row){ cells, into->column_count };
    return &rows[into->row_count++]; /* cppcheck-suppress memleak ; the row has the cells */
}

static outcome fill_cell(grid_cell *into, const wmi_value *value)
{
    text plain = TEXT_INIT;
    outcome result;

    into->kind = value->type == WMI_NULL ? CELL_EMPTY : CELL_NULL;
    if (value->is_null)
        return OUTCOME_DONE;
    result = value_append_plain(&plain, value);
    into->text = text_take(&plain);
    if (into->text == NULL)
        return OUTCOME_MEMORY;
    into->kind = value_is_number(value) ? CELL_NUMBER : CELL_TEXT;
    return result;
}

static void free_row(grid_row *gone)
{
    size_t i;

    for (i = 0; i < gone->count; i++)
        free(gone->cells[i].text);
    free(gone->cells);
}

outcome grid_add(grid *into, const property_row *from)
{
    outcome result = OUTCOME_DONE;
    grid_row *added;
    size_t i;

    if (!add_columns(into, from))
        return OUTCOME_MEMORY;
    added = add_row(into);
    if (added == NULL)
        return OUTCOME_MEMORY;
    for (i = 0; i < from->count && result == OUTCOME_DONE; i++)
        result = fill_cell(&added->cells[find_column(into, from->names[i], i)], &from->values[i]);
    if (result != OUTCOME_DONE)
        free_row(&into->rows[--into->row_count]); /* remove the incomplete row */
    return result;
}

const grid_cell *grid_at(const grid *from, size_t row, size_t column)
{
    static const grid_cell absent = { CELL_ABSENT, NULL };

    return column < from->rows[row].count ? &from->rows[row].cells[column] : &absent;
}

const char *cell_shown(const grid_cell *cell)
{
    if (cell->kind == CELL_NULL)
        return "NULL";
    return cell->text != NULL ? cell->text : "";
}

void grid_drop_rows(grid *from)
{
    while (from->row_count > 0)
        free_row(&from->rows[--from->row_count]);
}

void grid_clear(grid *gone)
{
    size_t i;

    grid_drop_rows(gone);
    free(gone->rows);
    for (i = 0; i < gone->column_count; i++)
        free(gone->names[i]);
    free(gone->names);
    memset(gone, 0, sizeof(*gone));
}
