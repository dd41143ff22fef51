/* SPDX-License-Identifier: MIT */
/* Names of classes and properties, whose case does not matter. */
#ifndef TOOL_NAMES_H
#define TOOL_NAMES_H

#include <stdbool.h>
#include <stddef.h>

char name_lower(char character);

bool names_equal(const char *a, const char *b);

/* Up to the end of both texts, or of `length`. */
bool names_match(const char *a, const char *b, size_t length);

/* Whether the pattern takes the whole name: `*` and `%` stand for anything, `?` for one character. */
bool name_matches(const char *name, const char *pattern);

/* How much of an object's path names its class, and what comes before: a server and a namespace. */
size_t class_path_length(const char *path);

#endif
