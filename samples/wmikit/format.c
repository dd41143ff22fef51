/* SPDX-License-Identifier: MIT */
#include "format.h"

#include <string.h>

/* The default first. */
static const output_format *const of_rows[] = { &table_format, &list_format, &value_format, &csv_format,
                                                &json_format };
static const output_format *const of_objects[] = { &table_format, &list_format, &value_format,
                                                   &csv_format,   &json_format, &mof_format };
static const output_format *const of_events[] = { &table_stream_format, &list_format, &value_format,
                                                  &csv_format, &json_lines_format };

static const struct format_set {
    const output_format *const *formats;
    size_t count;
} sets[] = {
    [FORMATS_OF_ROWS] = { of_rows, sizeof(of_rows) / sizeof(of_rows[0]) },
    [FORMATS_OF_OBJECTS] = { of_objects, sizeof(of_objects) / sizeof(of_objects[0]) },
    [FORMATS_OF_EVENTS] = { of_events, sizeof(of_events) / sizeof(of_events[0]) },
};

const output_format *format_find(const char *name, format_choice choice)
{
    const struct format_set *set = &sets[choice];
    size_t i;

    if (name == NULL)
        return set->formats[0];
    for (i = 0; i < set->count; i++) {
        if (strcmp(set->formats[i]->name, name) == 0)
            return set->formats[i];
    }
    return NULL;
}

void formats_append_help(text *into, format_choice choice)
{
    const struct format_set *set = &sets[choice];
    size_t i;

    text_append_string(into, "\nFormats:\n");
    for (i = 0; i < set->count; i++) {
        text_append_string(into, "  ");
        text_append_string(into, set->formats[i]->name);
        text_append_repeated(into, ' ', 24 - strlen(set->formats[i]->name));
        text_append_string(into, set->formats[i]->summary);
        text_append_string(into, "\n");
    }
}
