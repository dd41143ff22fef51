/* SPDX-License-Identifier: MIT */
#include "format.h"

#include <string.h>

const output_format *const formats[] = { &table_format, &list_format, &csv_format, &json_format, NULL };

const output_format *format_find(const char *name)
{
    size_t i;

    for (i = 0; formats[i] != NULL; i++) {
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    }
    return NULL;
}
