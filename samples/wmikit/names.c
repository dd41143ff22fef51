/* SPDX-License-Identifier: MIT */
#include "names.h"

#include "text.h"

#include <string.h>

char name_lower(char character)
{
    return character >= 'A' && character <= 'Z' ? (char)(character - 'A' + 'a') : character;
}

bool names_match(const char *a, const char *b, size_t length)
{
    size_t i;

    for (i = 0; i < length; i++) {
        if (name_lower(a[i]) != name_lower(b[i]))
            return false;
        if (a[i] == '\0')
            break;
    }
    return true;
}

bool names_equal(const char *a, const char *b)
{
    return names_match(a, b, SIZE_MAX);
}

static size_t character_length(const char *at)
{
    uint32_t code_point;

    return utf8_decode(at, strlen(at), &code_point);
}

/* Backtracking only to the last star is sufficient. */
bool name_matches(const char *name, const char *pattern)
{
    const char *star = NULL;
    const char *taken = NULL;

    while (*name != '\0') {
        if (*pattern == '*' || *pattern == '%') {
            star = ++pattern;
            taken = name;
        } else if (*pattern == '?') {
            pattern++;
            name += character_length(name);
        } else if (name_lower(*pattern) == name_lower(*name)) {
            pattern++;
            name++;
        } else if (star != NULL) {
            pattern = star;
            name = taken += character_length(taken);
        } else {
            return false;
        }
    }
    return pattern[strspn(pattern, "*%")] == '\0';
}

size_t class_path_length(const char *path)
{
    size_t start = strcspn(path, "=\"'");

    while (start > 0 && path[start - 1] != ':')
        start--;
    return start + strcspn(path + start, ".=");
}
