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

/* Whether the pattern matches the whole name: `*` and `%` match anything, `?` one character. */
bool name_matches(const char *name, const char *pattern);

/* The part of an object path that names its class, and the part before it: server and namespace. */
size_t class_path_length(const char *path);

#endif
