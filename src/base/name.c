/* SPDX-License-Identifier: MIT */
#include "base/name.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool begins_name(char c)
{
    return (lower(c) >= 'a' && lower(c) <= 'z') || c == '_' || (unsigned char)c >= 0x80;
}

size_t wmi__name_length(const char *text)
{
    size_t length = 0;

    while (begins_name(text[length]) || (length > 0 && text[length] >= '0' && text[length] <= '9'))
        length++;
    return length;
}

bool wmi__is_name(const char *text)
{
    size_t length = wmi__name_length(text);

    return length > 0 && text[length] == '\0';
}

bool wmi__same_name(const char *a, const char *b)
{
    while (*a != '\0' && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return lower(*a) == lower(*b);
}
