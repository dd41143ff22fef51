/* SPDX-License-Identifier: MIT */
/* `Name = value`, a line for each property, an empty line between two objects; nothing is ever cut. */
#include "format.h"
#include "grid.h"
#include "text_width.h"

#include <stdlib.h>
#include <string.h>

typedef struct list_document {
    output *out;
    grid rows; /* one at a time */
    bool has_rows;
} list_document;

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

outcome list_write(output *out, const grid *from, bool is_first)
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

static void *begin(output *out, const selection *chosen, session *with)
{
    list_document *document = calloc(1, sizeof(*document));

    (void)chosen;
    (void)with;
    if (document != NULL)
        document->out = out;
    return document;
}

static outcome write_row(void *opaque, const property_row *row)
{
    list_document *document = opaque;
    outcome result = grid_add(&document->rows, row);

    if (result == OUTCOME_DONE)
        result = list_write(document->out, &document->rows, !document->has_rows);
    document->has_rows = document->has_rows || result == OUTCOME_DONE;
    grid_clear(&document->rows);
    return result;
}

static outcome end(void *opaque)
{
    free(opaque);
    return OUTCOME_DONE;
}

const output_format list_format = { "list", "a `Name = value` line for each property", begin, write_row,
                                    end };
