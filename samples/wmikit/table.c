/* SPDX-License-Identifier: MIT */
/* A table as wide as the terminal: all rows are collected, since any of them may have the widest cell. */
#include "format.h"
#include "layout.h"
#include "text_width.h"

#include <stdlib.h>

typedef struct table_document {
    output *out;
    grid rows;
} table_document;

static const char *shown_text(const grid_cell *cell)
{
    if (cell->kind == CELL_ABSENT)
        return "";
    return cell->kind == CELL_NULL ? "NULL" : cell->text;
}

static column_need measure(const grid *from, size_t column)
{
    column_need need = { text_width(from->names[column]), 0, false };
    bool has_text = false;
    size_t i;

    for (i = 0; i < from->row_count; i++) {
        const grid_cell *cell = grid_at(from, i, column);
        size_t width = text_width(shown_text(cell));

        if (width > need.widest)
            need.widest = width;
        need.is_number = need.is_number || cell->kind == CELL_NUMBER;
        has_text = has_text || cell->kind == CELL_TEXT;
    }
    need.is_number = need.is_number && !has_text;
    return need;
}

typedef struct table_shape {
    const grid *rows;
    const column_need *needs;
    const size_t *widths;
} table_shape;

static void append_cell(text *into, const table_shape *shape, size_t column, const char *string)
{
    if (column > 0)
        text_append_repeated(into, ' ', LAYOUT_GAP);
    layout_append_cell(into, string, shape->widths[column], shape->needs[column].is_number);
}

/* Padding of the last column is omitted. */
static void end_line(text *into)
{
    while (into->length > 0 && into->data[into->length - 1] == ' ')
        into->length--;
    text_append(into, "\n", 1);
}

static void append_head(text *into, const table_shape *shape)
{
    size_t count = shape->rows->column_count;
    size_t i;

    for (i = 0; i < count; i++)
        append_cell(into, shape, i, shape->rows->names[i]);
    end_line(into);
    for (i = 0; i < count; i++) {
        text_append_repeated(into, ' ', i > 0 ? LAYOUT_GAP : 0);
        text_append_repeated(into, '-', shape->widths[i]);
    }
    end_line(into);
}

static void append_line(text *into, const table_shape *shape, size_t row)
{
    size_t i;

    for (i = 0; i < shape->rows->column_count; i++)
        append_cell(into, shape, i, shown_text(grid_at(shape->rows, row, i)));
    end_line(into);
}

static outcome write_lines(output *out, const table_shape *shape)
{
    text line = TEXT_INIT;
    bool complete;
    size_t i;

    append_head(&line, shape);
    complete = output_text(out, &line);
    for (i = 0; i < shape->rows->row_count && complete; i++) {
        append_line(&line, shape, i);
        complete = output_text(out, &line);
    }
    text_free(&line);
    return complete ? OUTCOME_DONE : OUTCOME_MEMORY;
}

static outcome write_table(output *out, const grid *rows)
{
    column_need *needs = calloc(rows->column_count + 1, sizeof(*needs));
    size_t *widths = calloc(rows->column_count + 1, sizeof(*widths));
    outcome result = OUTCOME_MEMORY;
    size_t i;

    if (needs == NULL || widths == NULL)
        goto cleanup;
    for (i = 0; i < rows->column_count; i++)
        needs[i] = measure(rows, i);
    if (layout_widths(needs, rows->column_count, out->width, widths))
        result = write_lines(out, &(table_shape){ rows, needs, widths });
    else
        result = list_write(out, rows, true);

cleanup:
    free(widths);
    free(needs);
    return result;
}

static void *begin(output *out, const selection *chosen, session *with)
{
    table_document *document = calloc(1, sizeof(*document));

    (void)chosen;
    (void)with;
    if (document != NULL)
        document->out = out;
    return document;
}

static outcome add_row(void *opaque, const property_row *row)
{
    table_document *document = opaque;

    return grid_add(&document->rows, row);
}

static outcome end(void *opaque)
{
    table_document *document = opaque;
    outcome result = OUTCOME_DONE;

    if (document->rows.row_count > 0 && document->rows.column_count > 0)
        result = write_table(document->out, &document->rows);
    grid_clear(&document->rows);
    free(document);
    return result;
}

const output_format table_format = { "table", "a table as wide as the terminal; as `list` when it cannot be",
                                     begin, add_row, end };
