/* SPDX-License-Identifier: MIT */
/* `wmikit classes`: the classes of a namespace. */
#include "command.h"
#include "job.h"
#include "names.h"

static outcome ask(job *self)
{
    static const char *const columns[] = { "Class", "Superclass", NULL };
    wmi_query_options how = job_query_options(self);
    outcome result = job_choose(self, columns);

    if (result != OUTCOME_DONE)
        return result;
    return job_outcome(wmi_classes(self->with.connection, NULL, &how, &self->cursor));
}

static outcome show_class(job *self, IWbemClassObject *object, const char *name)
{
    char *superclass = NULL;
    wmi_value values[2] = { wmi_value_string(name) };
    property_row row = { object, true, 2, self->chosen.names, NULL, values, NULL };
    outcome result;

    if (WMI_FAILED(wmi_get_string(object, "__SUPERCLASS", &superclass)))
        return OUTCOME_WMI;
    values[1] = wmi_value_string(superclass);
    result = printer_row(&self->print, &row);
    wmi_free(superclass);
    return result;
}

static outcome show_if_wanted(job *self, IWbemClassObject *object)
{
    const char *pattern = self->options->operand_count > 0 ? self->operands[0] : "*";
    outcome result = OUTCOME_DONE;
    char *name = NULL;

    if (wmi_get_string(object, "__CLASS", &name) != WMI_OK)
        return OUTCOME_WMI;
    if (name_matches(name, pattern))
        result = show_class(self, object, name);
    wmi_free(name);
    return result;
}

static outcome show(job *self)
{
    outcome result = OUTCOME_DONE;

    while (result == OUTCOME_DONE && !self->print.out->failed) {
        IWbemClassObject *object;
        HRESULT hr = wmi_cursor_next(self->cursor, &object);

        if (hr != WMI_OK)
            return job_outcome(hr);
        result = show_if_wanted(self, object);
    }
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
        into, "\nIn PATTERN, * and % match any characters and ? matches one; case does not matter:\n"
              "`wmikit classes 'win32_*disk*'`. Without PATTERN, all classes of the namespace are listed.\n");
    formats_append_mof_help(into);
}

const command classes_command = {
    "classes", "[PATTERN]", "list the classes of a namespace", append_help, run, 0, 1
};
