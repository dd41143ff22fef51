/* SPDX-License-Identifier: MIT */
/* A command of the tool, of which main.c has the table, and the job that most commands are: connect, request, print. */
#ifndef TOOL_COMMAND_H
#define TOOL_COMMAND_H

#include "format.h"
#include "options.h"

#include <stdint.h>

#define ANY_NUMBER SIZE_MAX

typedef struct command {
    const char *name;
    const char *operands; /* what the command works on; "[…]" when it may be left out */
    const char *summary;
    void (*append_help)(text *into); /* what `wmikit NAME --help` says beyond the options */
    outcome (*run)(const tool_options *options, output *out);
    size_t fewest; /* operands */
    size_t most;   /* or ANY_NUMBER */
} command;

extern const command query_command, classes_command, describe_command, get_command, associators_command,
    watch_command, call_command, put_command, delete_command, diagnose_command;

/* --- The common structure of commands ----------------------------------------------------------------------------- */

typedef struct job {
    const tool_options *options;
    char *const *operands;
    session with;
    const output_format *format;
    text *refusal; /* NULL, or takes what is wrong with the operands: then the user is not told */

    /* The answer: what asking leaves behind, to be closed and released by job_run. */
    selection chosen;         /* the columns; none: all that the objects have */
    wmi_cursor *cursor;       /* or NULL */
    IWbemClassObject *object; /* or NULL */
    char *string;             /* or NULL; the library's */
    printer print;
} job;

/* Connects by the options and makes the request. Nothing is printed before this succeeds. */
outcome job_run(const tool_options *options, output *out, format_choice choice, outcome (*ask)(job *self),
                outcome (*show)(job *self));

/* The columns, when the command chooses them: names, the last one NULL. */
outcome job_choose(job *self, const char *const *names);

/* Options of the request, with the remaining time. */
wmi_call_options job_call_options(const job *self);
wmi_query_options job_query_options(const job *self);

/* Prints the object, if there is one. */
outcome job_show_object(job *self);

/* The object in MOF as a class, whether it is one, or Wine's instance that stands for it. */
outcome job_show_class(job *self);

/* Converts a WMI result to an outcome of the tool. */
outcome job_outcome(HRESULT hr);

#endif
