/* SPDX-License-Identifier: MIT */
/* Objects and rows, printed in the format that the user chose. */
#ifndef TOOL_PRINTER_H
#define TOOL_PRINTER_H

#include "format.h"

typedef struct printer {
    output *out;
    const output_format *format;
    void *document;
    selection *chosen;
    const char *server; /* NULL: no column for it */
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

#endif
