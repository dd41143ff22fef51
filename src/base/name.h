/* SPDX-License-Identifier: MIT */
#ifndef WMIKIT_SRC_BASE_NAME_H
#define WMIKIT_SRC_BASE_NAME_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The length of the name at the text's start: letters, digits, underscores and whatever is not ASCII, no digit first. 0 when
 * there is none.
 */
size_t wmi__name_length(const char *text);

/* Whether the whole text is one name. */
bool wmi__is_name(const char *text);

/* The small letter of an ASCII letter. */
static inline char wmi__lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* As WMI compares names: ASCII in any case. */
bool wmi__same_name(const char *a, const char *b);

#endif
