/* SPDX-License-Identifier: MIT */
/* What an output format is: table.c, list.c, csv.c and json.c each are one. */
#ifndef TOOL_FORMAT_H
#define TOOL_FORMAT_H

#include "grid.h"
#include "output.h"
#include "selection.h"

typedef struct output_format {
    const char *name;
    const char *summary; /* for --help */

    /* Starts a document; NULL when there is no memory. `chosen` and `out` outlive it. */
    void *(*begin)(output *out, const selection *chosen);
    outcome (*row)(void *document, const property_row *row);

    /* Writes what is left, also after a failure, so that what stands there is well-formed. Frees the document. */
    outcome (*end)(void *document);
} output_format;

extern const output_format table_format, list_format, csv_format, json_format;

/* All of them, the default first; NULL ends the list. */
extern const output_format *const formats[];

/* NULL when there is none of that name. */
const output_format *format_find(const char *name);

/* How list_format writes the rows of a grid; table_format does the same when its columns do not fit. */
outcome list_write(output *out, const grid *from, bool is_first);

#endif
