/* SPDX-License-Identifier: MIT */
#include "printer.h"

#include "server_row.h"

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

static outcome write_row_of_server(const printer *self, const property_row *row)
{
    server_row one;
    outcome result = server_row_make(&one, row, self->server);

    if (result == OUTCOME_DONE)
        result = self->format->row(self->document, &one.shown);
    server_row_clear(&one);
    return result;
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
