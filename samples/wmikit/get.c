/* SPDX-License-Identifier: MIT */
/* `wmikit get`: one object by its path. */
#include "command.h"
#include "job.h"
#include "many.h"

static outcome ask(job *self)
{
    wmi_call_options how = job_call_options(self);

    return job_outcome(wmi_find(self->with.connection, self->operands[0], &how, &self->object));
}

static outcome run(const tool_options *options, output *out)
{
    if (options_name_servers(options))
        return many_ask(options, out, ask);
    return job_run(options, out, FORMATS_OF_OBJECTS, ask, job_show_object);
}

static void append_help(text *into)
{
    formats_append_help(into, FORMATS_OF_OBJECTS);
    text_append_string(
        into,
        "\nPATH is the path of an instance, 'Win32_LogicalDisk.DeviceID=\"C:\"'. For a class, the default\n"
        "values of its properties are printed; for more use `wmikit describe`.\n");
    formats_append_mof_help(into);
    many_append_help(into);
}

const command get_command = { "get", "PATH", "print an instance", append_help, run, 1, 1 };
