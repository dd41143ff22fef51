/* SPDX-License-Identifier: MIT */
/* The command line: options anywhere, what is left over in order. */
#ifndef TOOL_OPTIONS_H
#define TOOL_OPTIONS_H

#include "outcome.h"
#include "text.h"

/* The values of an option that may be repeated. */
typedef struct option_list {
    const char **items;
    size_t count;
} option_list;

typedef struct tool_options {
    const char *namespace_path; /* NULL: the library's default */
    const char *server;         /* NULL: this computer */
    const char *servers;        /* several, with commas between them */
    const char *servers_file;   /* their names, one a line */
    uint32_t at_once;           /* servers; 0: the default */
    const char *user;           /* NULL: the current one */
    const char *authority;
    const char *locale;
    const char *format;       /* NULL: the first one */
    const char *output_file;  /* NULL: standard output */
    uint32_t timeout_ms;      /* over all that a command does; 0: none */
    option_list mocks;        /* files of MOF text; none: the real WMI */
    option_list mock_servers; /* computers that the mock has */
    option_list privileges;
    uint32_t architecture; /* of the provider, in bits; 0: any */
    const char *where;     /* of associators and watch */
    bool create_only;      /* these three of put */
    bool update_only;
    bool partial;
    const char *event_query; /* these of watch */
    const char *select;      /* names with commas between them; NULL: all properties */
    option_list then;        /* MOF text that happens in the mock */
    uint32_t within_ms;      /* 0: the default */
    uint32_t for_ms;         /* 0: no limit; likewise count */
    uint32_t count;
    bool created;
    bool deleted;
    bool modified;
    bool password_stdin;
    bool safe_csv;
    bool help;
    bool version;
    const char *command; /* NULL: none was given */
    char **operands;     /* what it works on; a part of main's arguments */
    size_t operand_count;
} tool_options;

/* Every text points into the arguments, whose order changes. Tells the user what is wrong, if anything. */
outcome options_parse(tool_options *options, int count, char **arguments);
void options_free(tool_options *gone);

/* Whether they name several servers. */
bool options_name_servers(const tool_options *options);

/* Refuses the options that belong to another command. */
outcome options_check(const tool_options *options);

/* A line for each option that every command has, and that `command` has by itself; for --help. */
void options_append_help(text *into, const char *command);

#endif
