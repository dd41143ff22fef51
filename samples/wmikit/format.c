/* SPDX-License-Identifier: MIT */
#include "format.h"

#include <string.h>

/* The default first. */
static const output_format *const formats[] = { &table_format, &list_format, &csv_format, &json_format,
                                                &mof_format };

static size_t count_of(format_choice choice)
{
    size_t count = sizeof(formats) / sizeof(formats[0]);

    return choice == FORMATS_OF_OBJECTS ? count : count - 1;
}

const output_format *format_find(const char *name, format_choice choice)
{
    size_t i;

    if (name == NULL)
        return formats[0];
    for (i = 0; i < count_of(choice); i++) {
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    }
    return NULL;
}

void formats_append_help(text *into, format_choice choice)
{
    size_t i;

    text_append_string(into, "\nFormats:\n");
    for (i = 0; i < count_of(choice); i++) {
        text_append_string(into, "  ");
        text_append_string(into, formats[i]->name);
        text_append_repeated(into, ' ', 24 - strlen(formats[i]->name));
        text_append_string(into, formats[i]->summary);
        text_append_string(into, "\n");
    }
}
