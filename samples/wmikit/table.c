/* SPDX-License-Identifier: MIT */
/*
 * A table as wide as the terminal: all rows are collected, since any of them may have the widest cell. Of events, the
 * columns grow instead.
 */
#include "format.h"
#include "grid.h"
#include "text_width.h"

#include <stdlib.h>

typedef struct table_document {
    output *out;
    grid rows;
} table_document;

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

/* --- Events ------------------------------------------------------------------------------------------------------- */

typedef struct table_stream {
    output *out;
    grid rows; /* one at a time */
    column_need *needs;
    size_t *widths;
    bool has_rows;
    bool as_list; /* the columns did not fit */
} table_stream;

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

static outcome write_line(table_stream *stream)
{
    const table_shape shape = { &stream->rows, stream->needs, stream->widths };
    text line = TEXT_INIT;
    bool complete;

    if (!stream->has_rows)
        append_head(&line, &shape);
    append_line(&line, &shape, 0);
    complete = output_text(stream->out, &line);
    text_free(&line);
    return complete ? OUTCOME_DONE : OUTCOME_MEMORY;
}

static outcome write_row(table_stream *stream)
{
    const grid *rows = &stream->rows;
    outcome result;
    size_t i;

    for (i = 0; i < rows->column_count; i++)
        widen(&stream->needs[i], rows, i);
    if (!layout_widths(stream->needs, rows->column_count, stream->out->width, stream->widths))
        stream->as_list = true;
    if (stream->as_list)
        result = list_write(stream->out, rows, !stream->has_rows);
    else
        result = write_line(stream);
    stream->has_rows = true;
    return result;
}

static void *begin_stream(output *out, const selection *chosen, session *with)
{
    table_stream *stream = calloc(1, sizeof(*stream));

    (void)chosen;
    (void)with;
    if (stream != NULL)
        stream->out = out;
    return stream;
}

static outcome add_to_stream(void *opaque, const property_row *row)
{
    table_stream *stream = opaque;
    outcome result = grid_add(&stream->rows, row);

    if (result == OUTCOME_DONE && stream->needs == NULL) {
        stream->needs = calloc(row->count + 1, sizeof(*stream->needs));
        stream->widths = calloc(row->count + 1, sizeof(*stream->widths));
    }
    if (stream->needs == NULL || stream->widths == NULL)
        result = OUTCOME_MEMORY;
    if (result == OUTCOME_DONE)
        result = write_row(stream);
    grid_drop_rows(&stream->rows);
    return result;
}

static outcome end_stream(void *opaque)
{
    table_stream *stream = opaque;

    grid_clear(&stream->rows);
    free(stream->widths);
    free(stream->needs);
    free(stream);
    return OUTCOME_DONE;
}

const output_format table_stream_format = {
    "table", "a line for each event; as `list` when the terminal is too narrow", begin_stream, add_to_stream,
    end_stream
};
