/* SPDX-License-Identifier: MIT */
/*
 * The formats for people. list: `Name = value`, a line for each property, an empty line between two objects; nothing is
 * ever cut. table, as wide as the terminal: all rows are collected, since any of them may have the widest cell; of events,
 * the columns grow instead.
 */
#include "format.h"
#include "grid.h"
#include "text_width.h"

#include <stdlib.h>
#include <string.h>

/* Of every format here. */
typedef struct table_document {
    output *out;
    grid rows; /* of a table all; else one at a time */
    bool has_rows;
    column_need *needs; /* these three of a table of events */
    size_t *widths;
    bool as_list; /* the columns did not fit */
} table_document;

static void *begin(output *out, const selection *chosen, session *with)
{
    table_document *document = calloc(1, sizeof(*document));

    (void)chosen;
    (void)with;
    if (document != NULL)
        document->out = out;
    return document;
}

static outcome end(void *opaque)
{
    table_document *document = opaque;

    grid_clear(&document->rows);
    free(document->widths);
    free(document->needs);
    free(document);
    return OUTCOME_DONE;
}

/* --- list --------------------------------------------------------------------------------------------------------- */

static size_t widest_name(const grid *from, size_t row)
{
    size_t widest = 0;
    size_t i;

    for (i = 0; i < from->column_count; i++) {
        size_t width = text_width(from->names[i]);

        if (grid_at(from, row, i)->kind != CELL_ABSENT && width > widest)
            widest = width;
    }
    return widest;
}

static void append_object(text *into, const grid *from, size_t row)
{
    size_t widest = widest_name(from, row);
    size_t i;

    for (i = 0; i < from->column_count; i++) {
        const grid_cell *cell = grid_at(from, row, i);
        const char *value = cell_shown(cell);

        if (cell->kind == CELL_ABSENT)
            continue;
        text_append_shown(into, from->names[i], strlen(from->names[i]));
        text_append_repeated(into, ' ', widest - text_width(from->names[i]));
        text_append_string(into, *value != '\0' ? " = " : " =");
        text_append_shown(into, value, strlen(value));
        text_append(into, "\n", 1);
    }
}

/* Writes the rows of a grid; also of a table whose columns do not fit. */
static outcome write_list(output *out, const grid *from, bool is_first)
{
    text object = TEXT_INIT;
    bool complete = true;
    size_t i;

    for (i = 0; i < from->row_count && complete; i++) {
        if (i > 0 || !is_first)
            text_append(&object, "\n", 1);
        append_object(&object, from, i);
        complete = output_text(out, &object);
    }
    text_free(&object);
    return complete ? OUTCOME_DONE : OUTCOME_MEMORY;
}

static outcome add_to_list(void *opaque, const property_row *row)
{
    table_document *document = opaque;
    outcome result = grid_add(&document->rows, row);

    if (result == OUTCOME_DONE)
        result = write_list(document->out, &document->rows, !document->has_rows);
    document->has_rows = document->has_rows || result == OUTCOME_DONE;
    grid_clear(&document->rows);
    return result;
}

const output_format list_format = { "list", "a `Name = value` line for each property", begin, add_to_list,
                                    end };

/* --- table -------------------------------------------------------------------------------------------------------- */

static column_need measure(const grid *from, size_t column)
{
    column_need need = { text_width(from->names[column]), 0, false };
    bool has_text = false;
    size_t i;

    for (i = 0; i < from->row_count; i++) {
        const grid_cell *cell = grid_at(from, i, column);
        size_t width = text_width(cell_shown(cell));

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
        append_cell(into, shape, i, cell_shown(grid_at(shape->rows, row, i)));
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
        result = write_list(out, rows, true);

cleanup:
    free(widths);
    free(needs);
    return result;
}

static outcome add_row(void *opaque, const property_row *row)
{
    table_document *document = opaque;

    return grid_add(&document->rows, row);
}

static outcome end_table(void *opaque)
{
    table_document *document = opaque;
    outcome result = OUTCOME_DONE;

    if (document->rows.row_count > 0 && document->rows.column_count > 0)
        result = write_table(document->out, &document->rows);
    end(document);
    return result;
}

const output_format table_format = { "table", "a table as wide as the terminal; as `list` when it cannot be",
                                     begin, add_row, end_table };

/* --- A table of events -------------------------------------------------------------------------------------------- */

/* Room for what the next rows have: fewer of them leave the columns of the header. */
#define ROOM ((size_t)8)

static void widen(column_need *need, const grid *rows, size_t column)
{
    column_need more = measure(rows, column);

    need->header = more.header;
    need->is_number = need->is_number || more.is_number;
    if (need->widest < ROOM)
        need->widest = ROOM;
    if (need->widest < more.widest)
        need->widest = more.widest;
}

static outcome write_line(table_document *document)
{
    const table_shape shape = { &document->rows, document->needs, document->widths };
    text line = TEXT_INIT;
    bool complete;

    if (!document->has_rows)
        append_head(&line, &shape);
    append_line(&line, &shape, 0);
    complete = output_text(document->out, &line);
    text_free(&line);
    return complete ? OUTCOME_DONE : OUTCOME_MEMORY;
}

static outcome write_row(table_document *document)
{
    const grid *rows = &document->rows;
    outcome result;
    size_t i;

    for (i = 0; i < rows->column_count; i++)
        widen(&document->needs[i], rows, i);
    if (!layout_widths(document->needs, rows->column_count, document->out->width, document->widths))
        document->as_list = true;
    if (document->as_list)
        result = write_list(document->out, rows, !document->has_rows);
    else
        result = write_line(document);
    document->has_rows = true;
    return result;
}

static outcome add_to_stream(void *opaque, const property_row *row)
{
    table_document *document = opaque;
    outcome result = grid_add(&document->rows, row);

    if (result == OUTCOME_DONE && document->needs == NULL) {
        document->needs = calloc(row->count + 1, sizeof(*document->needs));
        document->widths = calloc(row->count + 1, sizeof(*document->widths));
    }
    if (document->needs == NULL || document->widths == NULL)
        result = OUTCOME_MEMORY;
    if (result == OUTCOME_DONE)
        result = write_row(document);
    grid_drop_rows(&document->rows);
    return result;
}

const output_format table_stream_format = {
    "table", "a line for each event; as `list` when the terminal is too narrow", begin, add_to_stream, end
};
