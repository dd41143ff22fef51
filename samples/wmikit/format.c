/* SPDX-License-Identifier: MIT */
#include "format.h"

#include <stdlib.h>
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

/* --- Rows of one of several servers ------------------------------------------------------------------------------- */

/* A property of that name gets one that no property can have: WMI has no names that begin with one underscore. */
static char *column_of(char *name)
{
    static char other[] = "_" SERVER_COLUMN;

    return names_equal(name, SERVER_COLUMN) ? other : name;
}

bool printer_server_columns(selection *columns, const selection *chosen)
{
    bool complete = chosen->count == 0 || selection_add(columns, SERVER_COLUMN);
    size_t i;

    for (i = 0; i < chosen->count && complete; i++)
        complete = selection_add(columns, column_of(chosen->names[i]));
    return complete;
}

/* Its names and values are those of the row. */
static outcome write_row_of_server(const printer *self, const property_row *row)
{
    static char first[] = SERVER_COLUMN;
    char **names = calloc(row->count + 1, sizeof(*names));
    wmi_value *values = calloc(row->count + 1, sizeof(*values));
    const property_row shown = { row->object, false, row->count + 1, names, NULL, values, NULL };
    outcome result = OUTCOME_MEMORY;
    size_t i;

    if (names == NULL || values == NULL)
        goto cleanup;
    names[0] = first;
    values[0] = wmi_value_string(self->server);
    for (i = 0; i < row->count; i++) {
        names[i + 1] = column_of(row->names[i]);
        values[i + 1] = row->values[i];
    }
    result = self->format->row(self->document, &shown);

cleanup:
    free(values);
    free(names);
    return result;
}

/* --- The printer -------------------------------------------------------------------------------------------------- */

outcome printer_begin(printer *self, output *out, const output_format *format, session *with,
                      selection *chosen)
{
    *self = (printer){ out, format, NULL, chosen, NULL, false };
    self->document = format->begin(out, chosen, with);
    return self->document != NULL ? OUTCOME_DONE : OUTCOME_MEMORY;
}

/* Before the first row is read, the user's list takes the spelling that the objects have. */
static outcome spell(selection *chosen, IWbemClassObject *object)
{
    char **names = NULL;
    size_t count;
    bool complete;

    if (WMI_FAILED(wmi_property_names(object, &names, &count)))
        return OUTCOME_WMI;
    complete = selection_spell(chosen, names, count);
    wmi_free(names);
    return complete ? OUTCOME_DONE : OUTCOME_MEMORY;
}

outcome printer_row(printer *self, const property_row *row)
{
    outcome result = self->server != NULL ? write_row_of_server(self, row)
                                          : self->format->row(self->document, row);

    self->has_rows = true;
    output_pause(self->out);
    return result;
}

outcome printer_object(printer *self, IWbemClassObject *object)
{
    property_row row = ROW_INIT;
    outcome result = OUTCOME_DONE;

    if (!self->has_rows && self->chosen->count > 0)
        result = spell(self->chosen, object);
    if (result == OUTCOME_DONE)
        result = row_read(&row, object, self->chosen->names, self->chosen->count);
    if (result == OUTCOME_DONE)
        result = printer_row(self, &row);
    row_clear(&row);
    return result;
}

outcome printer_cursor(printer *self, wmi_cursor *cursor)
{
    outcome result = OUTCOME_DONE;

    while (result == OUTCOME_DONE && !self->out->failed) {
        IWbemClassObject *object;
        HRESULT hr = wmi_cursor_next(cursor, &object);

        if (WMI_FAILED(hr))
            return OUTCOME_WMI;
        if (hr == WMI_END)
            break;
        result = printer_object(self, object);
    }
    return result;
}

outcome printer_end(printer *self, outcome result)
{
    outcome ended = self->format->end(self->document);

    return result != OUTCOME_DONE ? result : ended;
}
