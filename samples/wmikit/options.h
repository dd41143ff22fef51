/* SPDX-License-Identifier: MIT */
/* The command line: options anywhere, what is left over in order. */
#ifndef TOOL_OPTIONS_H
#define TOOL_OPTIONS_H

#include "outcome.h"
#include "text.h"

typedef struct tool_options {
    const char *namespace_path; /* NULL: the library's default */
    const char *format;         /* NULL: the first one */
    bool help;
    bool version;
    char **operands; /* the command, then what it works on; a part of main's arguments */
    size_t operand_count;
} tool_options;

/* Everything read points into the arguments, whose order changes. Tells the user what is wrong, if anything. */
outcome options_parse(tool_options *options, int count, char **arguments);

/* A line for each option, for --help. */
void options_append_help(text *into);

#endif
