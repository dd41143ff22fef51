/* SPDX-License-Identifier: MIT */
/* `wmikit call`: calls a method and prints its results. */
#include "argument.h"
#include "command.h"
#include "job.h"
#include "many.h"
#include "names.h"

#include <stdlib.h>
#include <string.h>

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

static outcome ask(job *self)
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

static outcome run(const tool_options *options, output *out)
{
    if (options_name_servers(options))
        return many_ask(options, out, ask);
    return job_run(options, out, FORMATS_OF_ROWS, ask, job_show_object);
}

static void append_help(text *into)
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

const command call_command = { "call",    "PATH METHOD [NAME=VALUE]...", "call a method", append_help, run, 2,
                               ANY_NUMBER };
