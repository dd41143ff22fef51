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
    return wmi_mock__copy_span(text, strlen(text));
}

char *wmi_mock__copy_span(const char *text, size_t length)
{
    char *copy = malloc(length + 1);

    if (copy == NULL)
        return NULL;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}
