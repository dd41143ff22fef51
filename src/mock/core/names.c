/* SPDX-License-Identifier: MIT */
#include "mock/core/names.h"

#include <stdlib.h>
#include <string.h>

static unsigned char folded(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

bool wmi_mock__same_name(const char *a, const char *b)
{
    if (strcmp(a, b) == 0)
        return true; /* most names are spelled as declared */
    while (*a != '\0' && folded(*a) == folded(*b)) {
        a++;
        b++;
    }
    return folded(*a) == folded(*b);
}

char *wmi_mock__copy_text(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);

    if (copy != NULL)
        memcpy(copy, text, size);
    return copy;
}
