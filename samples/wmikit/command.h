/* SPDX-License-Identifier: MIT */
/* A command of the tool: main.c has the table, and each command has its own file. */
#ifndef TOOL_COMMAND_H
#define TOOL_COMMAND_H

#include "options.h"
#include "output.h"

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

#endif
