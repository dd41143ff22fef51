/* SPDX-License-Identifier: MIT */
/* `wmikit put`, `wmikit delete` and `wmikit call`: change instances. */
#include "argument.h"
#include "command.h"
#include "many.h"
#include "names.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

/* --- put ---------------------------------------------------------------------------------------------------------- */

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

static outcome ask_put(job *self)
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

static outcome show_put(job *self)
{
    wmi_value path = wmi_value_string(self->string);
    property_row row = { NULL, false, 1, self->chosen.names, NULL, &path, NULL };

    return printer_row(&self->print, &row);
}

static outcome run_put(const tool_options *options, output *out)
{
    if (options->create_only + options->update_only + options->partial > 1)
        return report_usage("only one of --create, --update and --partial", NULL);
    return job_run(options, out, FORMATS_OF_ROWS, ask_put, show_put);
}

static void append_put_help(text *into)
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
    "put",     "CLASS-or-PATH [NAME=VALUE]...", "create or update an instance", append_put_help, run_put, 1,
    ANY_NUMBER
};

/* --- delete ------------------------------------------------------------------------------------------------------- */

static outcome ask_delete(job *self)
{
    wmi_call_options how = job_call_options(self);

    return job_outcome(wmi_delete(self->with.connection, self->operands[0], &how));
}

static outcome run_delete(const tool_options *options, output *out)
{
    return job_run(options, out, FORMATS_OF_ROWS, ask_delete, job_show_object);
}

static void append_delete_help(text *into)
{
    text_append_string(
        into,
        "\nPATH is the path of an instance, 'Win32_Share.Name=\"old\"'. It is deleted without a question,\n"
        "and nothing is printed on success.\n");
}

const command delete_command = {
    "delete", "PATH", "delete an instance", append_delete_help, run_delete, 1, 1
};

/* --- call --------------------------------------------------------------------------------------------------------- */

/* The class that the path names has the signature, also where the instance does not tell it. */
static outcome find_class(const job *self, IWbemClassObject **found)
{
    wmi_call_options how = job_call_options(self);
    text path = TEXT_INIT;
    outcome result = OUTCOME_MEMORY;

    text_append(&path, self->operands[0], class_path_length(self->operands[0]));
    if (!path.failed)
        result = job_outcome(wmi_find(self->with.connection, path.data, &how, found));
    text_free(&path);
    return result;
}

/* The in-parameters as types for arguments; freed by the caller. */
static argument_type *parameter_types(const wmi_method_info *method, size_t *count)
{
    argument_type *types = calloc(method->parameter_count + 1, sizeof(*types));
    size_t i;

    *count = 0;
    for (i = 0; types != NULL && i < method->parameter_count; i++) {
        const wmi_parameter_info *one = &method->parameters[i];

        if (one->is_in)
            types[(*count)++] = (argument_type){ one->name, one->type, one->is_array };
    }
    return types;
}

static outcome call(job *self, const wmi_method_info *method)
{
    wmi_call_options how = job_call_options(self);
    argument_list arguments = ARGUMENTS_INIT;
    outcome result = OUTCOME_MEMORY;
    size_t count;
    argument_type *types = parameter_types(method, &count);

    arguments.refusal = self->refusal;
    if (types != NULL)
        result = arguments_read(&arguments, self->operands + 2, self->options->operand_count - 2, types,
                                count, method->name, "parameter");
    if (result == OUTCOME_DONE)
        result = job_outcome(wmi_call(self->with.connection, self->operands[0], method->name, arguments.items,
                                      arguments.count, &how, &self->object));
    arguments_free(&arguments);
    free(types);
    return result;
}

static const wmi_method_info *find_method(const wmi_method_info *methods, size_t count, const char *name)
{
    size_t i;

    for (i = 0; i < count; i++) {
        if (names_equal(methods[i].name, name))
            return &methods[i];
    }
    return NULL;
}

static outcome ask_call(job *self)
{
    IWbemClassObject *object = NULL;
    wmi_method_info *methods = NULL;
    const wmi_method_info *method;
    size_t count = 0;
    outcome result = find_class(self, &object);

    if (result == OUTCOME_DONE)
        result = job_outcome(wmi_class_methods(object, &methods, &count));
    if (result == OUTCOME_DONE) {
        method = find_method(methods, count, self->operands[1]);
        result = method != NULL
                     ? call(self, method)
                     : argument_refuse(self->refusal, "the class has no such method", self->operands[1]);
    }
    wmi_free(methods);
    wmi_object_release(object);
    return result;
}

static outcome run_call(const tool_options *options, output *out)
{
    if (options_name_servers(options))
        return many_run(&(many_task){ .ask = ask_call }, options, out);
    return job_run(options, out, FORMATS_OF_ROWS, ask_call, job_show_object);
}

static void append_call_help(text *into)
{
    formats_append_help(into, FORMATS_OF_ROWS);
    text_append_string(
        into, "\nPATH is the name of a class for a static method, else the path of an instance:\n"
              "  wmikit call Win32_Process Create CommandLine=notepad.exe\n"
              "  wmikit call 'Win32_Process.Handle=\"4711\"' Terminate Reason=1\n"
              "The out-parameters and ReturnValue are printed. The exit code is 0 when the method was\n"
              "executed, whatever its ReturnValue.\n");
    arguments_append_help(into);
    many_append_help(into);
}

const command call_command = {
    "call", "PATH METHOD [NAME=VALUE]...", "call a method", append_call_help, run_call, 2, ANY_NUMBER
};
