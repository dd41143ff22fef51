/* SPDX-License-Identifier: MIT */
/* `NAME=VALUE` on the command line, converted to the types of a signature or a class. */
#ifndef TOOL_ARGUMENT_H
#define TOOL_ARGUMENT_H

#include "outcome.h"
#include "text.h"

#include <wmikit.h>

/* The declared type of a name. */
typedef struct argument_type {
    const char *name;
    wmi_type type;
    bool is_array;
} argument_type;

typedef struct argument_list {
    wmi_argument *items; /* those of an array in one value */
    void **memory;       /* of the arrays; as many as items */
    size_t count;
    text *refusal; /* NULL, or takes what is wrong: then the user is not told */
} argument_list;

#define ARGUMENTS_INIT      \
    {                       \
        NULL, NULL, 0, NULL \
    }

/*
 * Reads the arguments. `owner` and `kind` are for messages: "Win32_Process::Create has no parameter 'x'". The list
 * borrows from the texts and the types; the caller frees it, also after a failure. Start from ARGUMENTS_INIT.
 */
outcome arguments_read(argument_list *into, char *const *texts, size_t count, const argument_type *types,
                       size_t type_count, const char *owner, const char *kind);
void arguments_free(argument_list *gone);

/* Tells the user what is wrong, and the culprit or NULL; or appends it to `instead`. Returns OUTCOME_USAGE. */
outcome argument_refuse(text *instead, const char *what, const char *culprit);

/* Their syntax, for --help. */
void arguments_append_help(text *into);

#endif
