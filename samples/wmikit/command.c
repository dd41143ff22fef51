/* SPDX-License-Identifier: MIT */
#include "command.h"

#include "report.h"

outcome job_outcome(HRESULT hr)
{
    return WMI_FAILED(hr) ? OUTCOME_WMI : OUTCOME_DONE;
}

outcome job_choose(job *self, const char *const *names)
{
    for (; *names != NULL; names++) {
        if (!selection_add(&self->chosen, *names))
            return OUTCOME_MEMORY;
    }
    return OUTCOME_DONE;
}

wmi_call_options job_call_options(const job *self)
{
    wmi_call_options how = WMI_CALL_OPTIONS_INIT;

    how.cancel = self->with.cancel;
    return how;
}

wmi_query_options job_query_options(const job *self)
{
    wmi_query_options how = WMI_QUERY_OPTIONS_INIT;

    how.cancel = self->with.cancel;
    return how;
}

outcome job_show_object(job *self)
{
    return self->object != NULL ? printer_object(&self->print, self->object) : OUTCOME_DONE;
}

outcome job_show_class(job *self)
{
    property_row row;
    outcome result = row_read(&row, self->object, NULL, 0);

    row.as_class = true;
    if (result == OUTCOME_DONE)
        result = printer_row(&self->print, &row);
    row_clear(&row);
    return result;
}

static outcome ask_and_show(job *self, output *out, outcome (*ask)(job *self), outcome (*show)(job *self))
{
    outcome result = ask(self);

    if (result == OUTCOME_DONE)
        result = printer_begin(&self->print, out, self->format, &self->with, &self->chosen);
    if (result == OUTCOME_DONE)
        result = printer_end(&self->print, show(self));
    wmi_free(self->string);
    wmi_object_release(self->object);
    wmi_cursor_close(self->cursor);
    selection_free(&self->chosen);
    return result;
}

outcome job_run(const tool_options *options, output *out, format_choice choice, outcome (*ask)(job *self),
                outcome (*show)(job *self))
{
    job self = { .options = options, .operands = options->operands };
    outcome result;

    self.format = format_find(options->format, choice);
    if (self.format == NULL)
        return report_usage("unknown format", options->format);
    result = session_open(&self.with, options, ONE_DEADLINE);
    if (result == OUTCOME_DONE)
        result = session_connect(&self.with);
    if (result == OUTCOME_DONE)
        result = ask_and_show(&self, out, ask, show);
    session_close(&self.with);
    return result;
}
