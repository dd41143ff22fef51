/* SPDX-License-Identifier: MIT */
/* What most commands are: a connection, a question that is asked there, and the answer, printed. */
#ifndef TOOL_JOB_H
#define TOOL_JOB_H

#include "printer.h"

typedef struct job {
    const tool_options *options;
    char *const *operands;
    session with;
    const output_format *format;

    /* The answer: what asking leaves behind, to be closed and released by job_run. */
    selection chosen;         /* the columns; none: all that the objects have */
    wmi_cursor *cursor;       /* or NULL */
    IWbemClassObject *object; /* or NULL */
    char *string;             /* or NULL; the library's */
    printer print;
} job;

/* Connects as the options say, and asks. Nothing is printed before that went well. */
outcome job_run(const tool_options *options, output *out, format_choice choice, outcome (*ask)(job *self),
                outcome (*show)(job *self));

/* The columns, when the command chooses them: names, the last one NULL. */
outcome job_choose(job *self, const char *const *names);

/* How to ask: in what is left of the time. */
wmi_call_options job_call_options(const job *self);
wmi_query_options job_query_options(const job *self);

/* What most commands show: the rows of the cursor; the object, if there is one. */
outcome job_show_cursor(job *self);
outcome job_show_object(job *self);

/* The object in MOF as a class, whether it is one, or Wine's instance that stands for it. */
outcome job_show_class(job *self);

/* WMI's answer as the tool's. */
outcome job_outcome(HRESULT hr);

#endif
