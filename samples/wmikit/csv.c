/* SPDX-License-Identifier: MIT */
/*
 * CSV (RFC 4180). The header comes first, so rows are held back while a later one may add a column: that is
 * after `SELECT *`, where the subclasses of a class differ. With a SELECT list rows are written as they come.
 */
#include "format.h"
#include "grid.h"

#include <stdlib.h>

typedef struct csv_document {
    output *out;
    const selection *chosen;
    grid rows;
    void (*append_field)(text *into, const char *string);
    bool has_header;
} csv_document;

static void *begin(output *out, const selection *chosen, session *with)
{
    csv_document *document = calloc(1, sizeof(*document));

    if (document != NULL) {
        document->out = out;
        document->chosen = chosen;
        document->append_field = with->options->safe_csv ? csv_append_safe_field : csv_append_field;
    }
    return document;
}

static bool write_header(const csv_document *document, char *const *names, size_t count)
{
    text line = TEXT_INIT;
    bool complete;
    size_t i;

    for (i = 0; i < count; i++) {
        if (i > 0)
            text_append(&line, ",", 1);
        document->append_field(&line, names[i]);
    }
    text_append(&line, "\r\n", 2);
    complete = output_text(document->out, &line);
    text_free(&line);
    return complete;
}

static bool write_record(const csv_document *document, size_t row)
{
    const grid *from = &document->rows;
    text line = TEXT_INIT;
    bool complete;
    size_t i;

    for (i = 0; i < from->column_count; i++) {
        if (i > 0)
            text_append(&line, ",", 1);
        document->append_field(&line, grid_at(from, row, i)->text);
    }
    text_append(&line, "\r\n", 2);
    complete = output_text(document->out, &line);
    text_free(&line);
    return complete;
}

static outcome write_rows(csv_document *document)
{
    const grid *rows = &document->rows;
    bool complete = true;
    size_t i;

    if (!document->has_header)
        complete = write_header(document, rows->names, rows->column_count);
    document->has_header = true;
    for (i = 0; i < rows->row_count && complete; i++)
        complete = write_record(document, i);
    grid_drop_rows(&document->rows);
    return complete ? OUTCOME_DONE : OUTCOME_MEMORY;
}

static outcome add_row(void *opaque, const property_row *row)
{
    csv_document *document = opaque;
    outcome result = grid_add(&document->rows, row);

    if (result == OUTCOME_DONE && document->chosen->count > 0)
        result = write_rows(document);
    return result;
}

static outcome end(void *opaque)
{
    csv_document *document = opaque;
    const selection *chosen = document->chosen;
    outcome result = OUTCOME_DONE;

    if (document->rows.row_count > 0)
        result = write_rows(document);
    else if (!document->has_header && chosen->count > 0 &&
             !write_header(document, chosen->names, chosen->count))
        result = OUTCOME_MEMORY;
    grid_clear(&document->rows);
    free(document);
    return result;
}

const output_format csv_format = {
    "csv", "comma-separated values (RFC 4180), in UTF-8; for spreadsheets: --safe-csv", begin, add_row, end
};
