/* SPDX-License-Identifier: MIT */
/*
 * The output formats, which format_table.c, format_data.c and format_mof.c implement, and the printer of objects and rows
 * in the one that the user chose.
 */
#ifndef TOOL_FORMAT_H
#define TOOL_FORMAT_H

#include "names.h"
#include "output.h"
#include "row.h"
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

/* --- The printer -------------------------------------------------------------------------------------------------- */

#define SERVER_COLUMN "Server"

typedef struct printer {
    output *out;
    const output_format *format;
    void *document;
    selection *chosen;
    const char *server; /* NULL: no column for it; else it stands before the others */
    bool has_rows;
} printer;

/* `chosen` is owned by the caller and outlives the printer. After a failure do not call end. */
outcome printer_begin(printer *self, output *out, const output_format *format, session *with,
                      selection *chosen);

/* The chosen properties of an object, all of its own when none was chosen. */
outcome printer_object(printer *self, IWbemClassObject *object);

/* Prints a row that is not an object; its names should be the chosen ones. */
outcome printer_row(printer *self, const property_row *row);

/* All rows of a cursor. */
outcome printer_cursor(printer *self, wmi_cursor *cursor);

/* Writes what is left; `result` is what happened so far, and what is returned when it is a failure. */
outcome printer_end(printer *self, outcome result);

/*
 * The columns of the rows of a printer that has a server, when the user chose some: SERVER_COLUMN first; none for none.
 * False when there is no memory.
 */
bool printer_server_columns(selection *columns, const selection *chosen);

#endif
