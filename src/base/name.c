/* SPDX-License-Identifier: MIT */
#include "base/name.h"

#include <string.h>

static bool begins_name(char c)
{
    return (wmi__lower(c) >= 'a' && wmi__lower(c) <= 'z') || c == '_' || (unsigned char)c >= 0x80;
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
    if (strcmp(a, b) == 0)
        return true; /* most names are spelled as declared */
    while (*a != '\0' && wmi__lower(*a) == wmi__lower(*b)) {
        a++;
        b++;
    }
    return wmi__lower(*a) == wmi__lower(*b);
}
