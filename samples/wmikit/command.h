/* SPDX-License-Identifier: MIT */
/* What a command is: main.c has the table of them, and each has a file of its own. */
#ifndef TOOL_COMMAND_H
#define TOOL_COMMAND_H

#include "options.h"
#include "output.h"

typedef struct command {
    const char *name;
    const char *operand; /* what the command works on; "[…]" when it may be left out */
    const char *summary;
    void (*append_help)(text *into); /* what `wmikit NAME --help` says beyond the options */

    /* `operand` is NULL when it was left out. */
    outcome (*run)(const tool_options *options, const char *operand, output *out);
} command;

extern const command query_command, diagnose_command;

#endif
