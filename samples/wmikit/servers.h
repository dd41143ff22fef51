/* SPDX-License-Identifier: MIT */
/* The computers that --servers and --servers-file name: in that order, each once. */
#ifndef TOOL_SERVERS_H
#define TOOL_SERVERS_H

#include "options.h"
#include "outcome.h"

typedef struct server_list {
    char **names;
    size_t count;
    size_t capacity;
} server_list;

/* Tells the user what is wrong, if anything. Free the list in every case. */
outcome servers_read(server_list *into, const tool_options *options);
void servers_free(server_list *gone);

#endif
