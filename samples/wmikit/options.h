/* SPDX-License-Identifier: MIT */
/* The command line: options anywhere, what is left over in order. */
#ifndef TOOL_OPTIONS_H
#define TOOL_OPTIONS_H

#include "outcome.h"
#include "text.h"

typedef struct tool_options {
    const char *namespace_path; /* NULL: the library's default */
    const char *server;         /* NULL: this computer */
    const char *user;           /* NULL: the current one */
    const char *authority;
    const char *locale;
    const char *format;  /* NULL: the first one */
    uint32_t timeout_ms; /* over all that a command does; 0: none */
    const char **mocks;  /* files of MOF text; none: the real WMI */
    size_t mock_count;
    bool password_stdin;
    bool help;
    bool version;
    char **operands; /* the command, then what it works on; a part of main's arguments */
    size_t operand_count;
} tool_options;

/* Every text points into the arguments, whose order changes. Tells the user what is wrong, if anything. */
outcome options_parse(tool_options *options, int count, char **arguments);
void options_free(tool_options *gone);

/* A line for each option, for --help. */
void options_append_help(text *into);

#endif
