/* SPDX-License-Identifier: MIT */
/* `wmikit put`: writes an instance. */
#include "argument.h"
#include "command.h"
#include "job.h"
#include "names.h"
#include "report.h"

#include <stdlib.h>

static wmi_put_mode mode_of(const tool_options *options)
{
    if (options->partial)
        return WMI_PUT_PARTIAL;
    if (options->create_only)
        return WMI_PUT_CREATE_ONLY;
    return options->update_only ? WMI_PUT_UPDATE_ONLY : WMI_PUT_CREATE_OR_UPDATE;
}

/* A path with keys names an instance to change, any other the class of a new instance. */
static outcome open_instance(const job *self, IWbemClassObject **instance)
{
    const char *path = self->operands[0];
    wmi_call_options how = job_call_options(self);

    if (path[class_path_length(path)] == '\0')
        return job_outcome(wmi_new(self->with.connection, path, instance));
    return job_outcome(wmi_find(self->with.connection, path, &how, instance));
}

static outcome set_values(IWbemClassObject *instance, const argument_list *from)
{
    outcome result = OUTCOME_DONE;
    size_t i;

    for (i = 0; i < from->count && result == OUTCOME_DONE; i++)
        result = job_outcome(wmi_set_value(instance, from->items[i].name, from->items[i].value));
    return result;
}

static outcome fill(const job *self, IWbemClassObject *instance)
{
    argument_list arguments = ARGUMENTS_INIT;
    wmi_property_info *list = NULL;
    argument_type *types = NULL;
    outcome result;
    size_t count = 0;
    size_t i;

    if (WMI_FAILED(wmi_class_properties(instance, &list, &count)))
        return OUTCOME_WMI;
    types = calloc(count + 1, sizeof(*types));
    result = types != NULL ? OUTCOME_DONE : OUTCOME_MEMORY;
    for (i = 0; i < count && result == OUTCOME_DONE; i++)
        types[i] = (argument_type){ list[i].name, list[i].type, list[i].is_array };
    if (result == OUTCOME_DONE)
        result = arguments_read(&arguments, self->operands + 1, self->options->operand_count - 1, types,
                                count, self->operands[0], "property");
    if (result == OUTCOME_DONE)
        result = set_values(instance, &arguments);
    arguments_free(&arguments);
    free(types);
    wmi_free(list);
    return result;
}

static outcome ask(job *self)
{
    static const char *const columns[] = { "Path", NULL };
    wmi_call_options how = job_call_options(self);
    IWbemClassObject *instance = NULL;
    outcome result = job_choose(self, columns);

    if (result == OUTCOME_DONE)
        result = open_instance(self, &instance);
    if (result == OUTCOME_DONE)
        result = fill(self, instance);
    if (result == OUTCOME_DONE)
        result = job_outcome(
            wmi_put(self->with.connection, instance, mode_of(self->options), &how, &self->string));
    wmi_object_release(instance);
    return result;
}

static outcome show(job *self)
{
    wmi_value path = wmi_value_string(self->string);
    property_row row = { NULL, false, 1, self->chosen.names, NULL, &path, NULL };

    return printer_row(&self->print, &row);
}

static outcome run(const tool_options *options, output *out)
{
    if (options->create_only + options->update_only + options->partial > 1)
        return report_usage("only one of --create, --update and --partial", NULL);
    return job_run(options, out, FORMATS_OF_ROWS, ask, show);
}

static void append_help(text *into)
{
    formats_append_help(into, FORMATS_OF_ROWS);
    text_append_string(
        into,
        "\nWith a class: writes a new instance with the given values, and the defaults of the class for\n"
        "all others; replaces an instance with the same keys. With the path of an instance: reads,\n"
        "changes and writes that instance. The path of the written instance is printed.\n");
    arguments_append_help(into);
}

const command put_command = {
    "put", "CLASS-or-PATH [NAME=VALUE]...", "create or update an instance", append_help, run, 1, ANY_NUMBER
};
