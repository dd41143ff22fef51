/* SPDX-License-Identifier: MIT */
#include "mock/core/names.h"

#include <stdlib.h>
#include <string.h>

bool wmi_mock__same_or_no_name(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : wmi__same_name(a, b);
}

char *wmi_mock__copy_text(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);

    if (copy != NULL)
        memcpy(copy, text, size);
    return copy;
}
