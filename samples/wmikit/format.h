/* SPDX-License-Identifier: MIT */
/* An output format: implemented by table.c, list.c, value.c, csv.c, json.c and mof.c. */
#ifndef TOOL_FORMAT_H
#define TOOL_FORMAT_H

#include "grid.h"
#include "names.h"
#include "output.h"
#include "session.h"

typedef struct output_format {
    const char *name;
    const char *summary; /* for --help */

    /* Starts a document; NULL when there is no memory. `out`, `chosen` and the connected session outlive it. */
    void *(*begin)(output *out, const selection *chosen, session *with);
    outcome (*row)(void *document, const property_row *row);

    /* Completes the output, also after a failure, so that it is well-formed. Frees the document. */
    outcome (*end)(void *document);
} output_format;

extern const output_format table_format, list_format, value_format, csv_format, json_format, mof_format;

/* Of rows that come one by one, without an end. The first row has every column of the table. */
extern const output_format table_stream_format, json_lines_format;

/* The formats of a command: those for any rows, or also mof, which needs WMI objects, or those for events. */
typedef enum format_choice {
    FORMATS_OF_ROWS,
    FORMATS_OF_OBJECTS,
    FORMATS_OF_EVENTS
} format_choice;

/* The default for NULL; NULL for an unknown name. */
const output_format *format_find(const char *name, format_choice choice);

/* A line for each of them. */
void formats_append_help(text *into, format_choice choice);
void formats_append_mof_help(text *into);

/* Writes the rows of a grid for list_format; also for table_format when its columns do not fit. */
outcome list_write(output *out, const grid *from, bool is_first);

#endif
