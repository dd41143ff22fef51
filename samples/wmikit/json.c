/* SPDX-License-Identifier: MIT */
/* JSON (RFC 8259): an array of objects, one a line, written as they come; of events the objects alone. */
#include "format.h"
#include "row.h"

#include <stdlib.h>

typedef struct json_document {
    output *out;
    bool has_rows;
} json_document;

static void *begin(output *out, const selection *chosen, session *with)
{
    json_document *document = calloc(1, sizeof(*document));

    (void)chosen;
    (void)with;
    if (document != NULL)
        document->out = out;
    return document;
}

static outcome write_row(void *opaque, const property_row *row)
{
    json_document *document = opaque;
    text line = TEXT_INIT;
    outcome result;

    text_append_string(&line, document->has_rows ? ",\n  " : "[\n  ");
    result = row_append_json(&line, row);
    if (result == OUTCOME_DONE && !output_text(document->out, &line))
        result = OUTCOME_MEMORY;
    if (result == OUTCOME_DONE)
        document->has_rows = true;
    text_free(&line);
    return result;
}

static outcome end(void *opaque)
{
    json_document *document = opaque;

    output_string(document->out, document->has_rows ? "\n]\n" : "[]\n");
    free(document);
    return OUTCOME_DONE;
}

const output_format json_format = { "json", "an array of objects (RFC 8259), row by row", begin, write_row,
                                    end };

/* --- Events ------------------------------------------------------------------------------------------------------- */

static outcome write_line(void *opaque, const property_row *row)
{
    json_document *document = opaque;
    text line = TEXT_INIT;
    outcome result = row_append_json(&line, row);

    text_append(&line, "\n", 1);
    if (result == OUTCOME_DONE && !output_text(document->out, &line))
        result = OUTCOME_MEMORY;
    text_free(&line);
    return result;
}

static outcome end_lines(void *opaque)
{
    free(opaque);
    return OUTCOME_DONE;
}

const output_format json_lines_format = { "json", "an object (RFC 8259) on a line for each event", begin,
                                          write_line, end_lines };
