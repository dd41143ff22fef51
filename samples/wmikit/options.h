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
    const char *where; /* of associators */
    bool create_only;  /* these three of put */
    bool update_only;
    bool partial;
    bool password_stdin;
    bool help;
    bool version;
    const char *command; /* NULL: none was given */
    char **operands;     /* what it works on; a part of main's arguments */
    size_t operand_count;
} tool_options;

/* Every text points into the arguments, whose order changes. Tells the user what is wrong, if anything. */
outcome options_parse(tool_options *options, int count, char **arguments);
void options_free(tool_options *gone);

/* Refuses the options that belong to another command. */
outcome options_check(const tool_options *options);

/* A line for each option that every command has, and that `command` has by itself; for --help. */
void options_append_help(text *into, const char *command);

#endif
