/* SPDX-License-Identifier: MIT */
/* wmikit: WMI on the command line. */
#include "command.h"
#include "report.h"

#include <string.h>
#include <wmikit.h>

static const command *const commands[] = { &query_command, &diagnose_command };

enum {
    COMMAND_COUNT = sizeof(commands) / sizeof(commands[0])
};
enum {
    EXIT_DONE = 0,
    EXIT_FAILED = 1,
    EXIT_USAGE = 2
};

static const command *find_command(const char *name)
{
    size_t i;

    for (i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    }
    return NULL;
}

static void append_synopsis(text *into, const command *one)
{
    text_append_string(into, one->name);
    text_append_string(into, " [OPTION]... ");
    text_append_string(into, one->operand);
}

static void append_commands(text *into)
{
    size_t i;

    text_append_string(into, "\nCommands:\n");
    for (i = 0; i < COMMAND_COUNT; i++) {
        size_t start = into->length;

        text_append_string(into, "  ");
        text_append_string(into, commands[i]->name);
        text_append_string(into, " ");
        text_append_string(into, commands[i]->operand);
        if (into->length - start < 26)
            text_append_repeated(into, ' ', 26 - (into->length - start));
        text_append_string(into, commands[i]->summary);
        text_append_string(into, "\n");
    }
}

/* Of one command, or of all when that is NULL. */
static outcome print_help(const command *one, output *out)
{
    text help = TEXT_INIT;
    outcome result;

    text_append_string(&help, "Usage: wmikit ");
    if (one != NULL)
        append_synopsis(&help, one);
    else
        text_append_string(&help, "COMMAND [OPTION]... [ARGUMENT]");
    text_append_string(&help, "\n");
    if (one == NULL)
        append_commands(&help);
    text_append_string(&help, "\nOptions:\n");
    options_append_help(&help);
    if (one != NULL)
        one->append_help(&help);
    text_append_string(
        &help, "\nThe exit code is 0 when all went well, 1 when WMI or the output failed, 2 for a wrong\n"
               "command line.\n");
    result = output_text(out, &help) ? OUTCOME_DONE : OUTCOME_MEMORY;
    text_free(&help);
    return result;
}

static outcome run_command(const tool_options *options, output *out)
{
    const command *one = options->operand_count > 0 ? find_command(options->operands[0]) : NULL;

    if (options->operand_count > 0 && one == NULL)
        return report_usage("unknown command", options->operands[0]);
    if (options->version) {
        output_string(out, "wmikit ");
        output_string(out, wmi_version());
        output_string(out, "\n");
        return OUTCOME_DONE;
    }
    if (options->help)
        return print_help(one, out);
    if (one == NULL)
        return report_usage("a command is missing", NULL);
    if (options->operand_count < 2 && one->operand[0] != '[')
        return report_usage("an argument is missing", one->operand);
    if (options->operand_count > 2)
        return report_usage("one argument too many", options->operands[2]);
    return one->run(options, options->operand_count < 2 ? NULL : options->operands[1], out);
}

static int conclude(outcome result, output *out)
{
    output_flush(out);
    switch (result) {
    case OUTCOME_DONE: break;
    case OUTCOME_USAGE: return EXIT_USAGE;
    case OUTCOME_FAILED: return EXIT_FAILED;
    case OUTCOME_WMI: report_wmi_error(); return EXIT_FAILED;
    case OUTCOME_MEMORY: report_no_memory(); return EXIT_FAILED;
    }
    if (out->failed)
        report_unwritten(out);
    return out->failed ? EXIT_FAILED : EXIT_DONE;
}

int main(int argc, char **argv)
{
    static output out;
    tool_options options = { 0 };
    outcome result = OUTCOME_MEMORY;

    output_open(&out, CONSOLE_OUTPUT);
    if (console_start(&argc, &argv))
        result = options_parse(&options, argc, argv);
    if (result == OUTCOME_DONE)
        result = run_command(&options, &out);
    options_free(&options);
    return conclude(result, &out);
}
