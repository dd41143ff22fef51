/* SPDX-License-Identifier: MIT */
/* `wmikit associators`: the objects associated with an instance. */
#include "command.h"
#include "job.h"

static outcome ask(job *self)
{
    wmi_query_options how = job_query_options(self);

    return job_outcome(
        wmi_associators(self->with.connection, self->operands[0], self->options->where, &how, &self->cursor));
}

/* Records the associations too: without them, a mock would find nothing. */
static outcome record_associations(job *self)
{
    wmi_query_options how = job_query_options(self);
    wmi_cursor *associations = NULL;
    outcome result = job_outcome(
        wmi_references(self->with.connection, self->operands[0], NULL, &how, &associations));

    if (result == OUTCOME_DONE)
        result = printer_cursor(&self->print, associations);
    wmi_cursor_close(associations);
    return result;
}

static outcome record_source(job *self)
{
    wmi_call_options how = job_call_options(self);
    outcome result = job_outcome(wmi_find(self->with.connection, self->operands[0], &how, &self->object));

    return result == OUTCOME_DONE ? job_show_object(self) : result;
}

static outcome show(job *self)
{
    outcome result = OUTCOME_DONE;

    if (self->format == &mof_format)
        result = record_source(self);
    if (result == OUTCOME_DONE)
        result = job_show_cursor(self);
    if (result == OUTCOME_DONE && self->format == &mof_format)
        result = record_associations(self);
    return result;
}

static outcome run(const tool_options *options, output *out)
{
    return job_run(options, out, FORMATS_OF_OBJECTS, ask, show);
}

static void append_help(text *into)
{
    formats_append_help(into, FORMATS_OF_OBJECTS);
    text_append_string(
        into,
        "\nPATH is the path of an instance, 'Win32_LogicalDisk.DeviceID=\"C:\"'. --where is the condition\n"
        "after ASSOCIATORS OF {PATH} WHERE: ResultClass, AssocClass, Role, ResultRole, ClassDefsOnly, "
        "\xE2\x80\xA6\n");
    formats_append_mof_help(into);
    text_append_string(into, "The output includes the instance itself and its associations.\n");
}

const command associators_command = {
    "associators", "PATH", "print the objects associated with an instance", append_help, run, 1, 1
};
