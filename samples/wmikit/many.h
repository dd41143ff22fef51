/* SPDX-License-Identifier: MIT */
/* A request to several servers at once (--servers): answers with a column `Server`, failures as a line each. */
#ifndef TOOL_MANY_H
#define TOOL_MANY_H

#include "command.h"

/* What is asked of each server, and what is printed of it. */
typedef struct many_task {
    const char *wql; /* a query, of which the rows are printed; else NULL */

    /*
     * What leaves its answer as an object. It runs on several threads at once, and uses of its job only the options,
     * the operands, the connection and the cancel.
     */
    outcome (*ask)(job *self);

    /* NULL: the object. Else it prints a row of each server, with the error that it failed with, or NULL. */
    outcome (*show)(printer *print, const wmi_error *error, uint32_t elapsed_ms);
    char *const *columns; /* of that row */
    size_t column_count;
} many_task;

outcome many_run(const many_task *task, const tool_options *options, output *out);

/* What --servers changes, for --help. */
void many_append_help(text *into);

#endif
