/* SPDX-License-Identifier: MIT */
/* Names of classes and properties, whose case does not matter, and the SELECT list of a query, which chooses some. */
#ifndef TOOL_NAMES_H
#define TOOL_NAMES_H

#include <stdbool.h>
#include <stddef.h>

char name_lower(char character);

bool names_equal(const char *a, const char *b);

/* Up to the end of both texts, or of `length`. */
bool names_match(const char *a, const char *b, size_t length);

/* Whether the pattern matches the whole name: `*` and `%` match anything, `?` one character. */
bool name_matches(const char *name, const char *pattern);

/* The part of an object path that names its class, and the part before it: server and namespace. */
size_t class_path_length(const char *path);

/* Which columns the user asked for, in which order. */
typedef struct selection {
    char **names; /* as the user spells them, none twice; later as the objects do */
    size_t count; /* 0: each object's own properties, in its own order */
} selection;

/* Adds a name, unless it is there already. False when there is no memory. */
bool selection_add(selection *chosen, const char *name);

bool selection_has(const selection *chosen, const char *name);

/*
 * Reads the list of `SELECT a, b FROM …`. Whatever else a query may be (`*`, ASSOCIATORS OF, a function, nonsense)
 * selects nothing: WMI checks it. False when there is no memory.
 */
bool selection_parse(selection *chosen, const char *wql);

/* The FROM after a SELECT list or `*`; NULL for any other query. */
const char *selection_end(const char *wql);

/* Spells the names as an object does, whose own property names are given; system properties in capitals. */
bool selection_spell(selection *chosen, char *const *names, size_t count);

void selection_free(selection *gone);

#endif
