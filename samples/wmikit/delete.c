/* SPDX-License-Identifier: MIT */
/* `wmikit delete`: deletes an instance. */
#include "command.h"
#include "job.h"

static outcome ask(job *self)
{
    wmi_call_options how = job_call_options(self);

    return job_outcome(wmi_delete(self->with.connection, self->operands[0], &how));
}

static outcome run(const tool_options *options, output *out)
{
    return job_run(options, out, FORMATS_OF_ROWS, ask, job_show_object);
}

static void append_help(text *into)
{
    text_append_string(
        into,
        "\nPATH is the path of an instance, 'Win32_Share.Name=\"old\"'. It is deleted without a question,\n"
        "and nothing is printed on success.\n");
}

const command delete_command = { "delete", "PATH", "delete an instance", append_help, run, 1, 1 };
