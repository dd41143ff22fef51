/* SPDX-License-Identifier: MIT */
#include "server_row.h"

#include "names.h"

#include <stdlib.h>
#include <string.h>

/* A property of that name gets one that no property can have: WMI has no names that begin with one underscore. */
static char *column_of(char *name)
{
    static char other[] = "_" SERVER_COLUMN;

    return names_equal(name, SERVER_COLUMN) ? other : name;
}

outcome server_row_make(server_row *into, const property_row *from, const char *server)
{
    static char first[] = SERVER_COLUMN;
    char **names = calloc(from->count + 1, sizeof(*names));
    wmi_value *values = calloc(from->count + 1, sizeof(*values));
    size_t i;

    *into = (server_row){ .shown = { .object = from->object, .count = from->count + 1, .values = values },
                          .names = names };
    into->shown.names = names;
    if (names == NULL || values == NULL)
        return OUTCOME_MEMORY;
    names[0] = first;
    values[0] = wmi_value_string(server);
    for (i = 0; i < from->count; i++) {
        names[i + 1] = column_of(from->names[i]);
        values[i + 1] = from->values[i];
    }
    return OUTCOME_DONE;
}

void server_row_clear(server_row *gone)
{
    free(gone->shown.values);
    free(gone->names);
    *gone = (server_row){ .names = NULL };
}

bool server_columns(selection *columns, const selection *chosen)
{
    bool complete = chosen->count == 0 || selection_add(columns, SERVER_COLUMN);
    size_t i;

    for (i = 0; i < chosen->count && complete; i++)
        complete = selection_add(columns, column_of(chosen->names[i]));
    return complete;
}
