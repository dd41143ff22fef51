/* SPDX-License-Identifier: MIT */
/* wmikit: WMI on the command line. */
#include "command.h"
#include "report.h"

#include <string.h>
#include <wmikit.h>

static const command *const commands[] = {
    &query_command, &classes_command, &describe_command, &get_command,    &associators_command,
    &watch_command, &call_command,    &put_command,      &delete_command, &diagnose_command,
};

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
    text_append_string(into, one->operands);
}

static void append_commands(text *into)
{
    enum {
        COLUMN = 36
    };
    size_t i;

    text_append_string(into, "\nCommands:\n");
    for (i = 0; i < COMMAND_COUNT; i++) {
        size_t start = into->length;

        text_append_string(into, "  ");
        text_append_string(into, commands[i]->name);
        text_append_string(into, " ");
        text_append_string(into, commands[i]->operands);
        if (into->length - start < COLUMN)
            text_append_repeated(into, ' ', COLUMN - (into->length - start));
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
    options_append_help(&help, one != NULL ? one->name : NULL);
    if (one != NULL)
        one->append_help(&help);
    text_append_string(
        &help,
        "\nThe exit code is 0 on success, 1 when WMI or the output failed, 2 when the command line is\n"
        "not valid.\n");
    result = output_text(out, &help) ? OUTCOME_DONE : OUTCOME_MEMORY;
    text_free(&help);
    return result;
}

static outcome check_operands(const command *one, const tool_options *options)
{
    if (options->operand_count < one->fewest)
        return report_usage("an argument is missing", one->operands);
    if (options->operand_count > one->most)
        return report_usage("one argument too many", options->operands[one->most]);
    return options_check(options);
}

static outcome run_command(const tool_options *options, output *out)
{
    const command *one = options->command != NULL ? find_command(options->command) : NULL;
    outcome result;

    if (options->command != NULL && one == NULL)
        return report_usage("unknown command", options->command);
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
    result = check_operands(one, options);
    return result == OUTCOME_DONE ? one->run(options, out) : result;
}

/* A command that was told what failed (diagnose) has printed all that it has to say. */
static int conclude(outcome result, output *out)
{
    output_close(out, result == OUTCOME_DONE || result == OUTCOME_FAILED);
    switch (result) {
    case OUTCOME_DONE: break;
    case OUTCOME_USAGE: return EXIT_USAGE;
    case OUTCOME_FAILED: break;
    case OUTCOME_WMI: report_error(wmi_last_error()); return EXIT_FAILED;
    case OUTCOME_MEMORY: report_no_memory(); return EXIT_FAILED;
    }
    if (out->failed)
        report_unwritten(out);
    return out->failed || result == OUTCOME_FAILED ? EXIT_FAILED : EXIT_DONE;
}

int main(int argc, char **argv)
{
    static output out;
    tool_options options = { 0 };
    outcome result = OUTCOME_MEMORY;

    output_open(&out, CONSOLE_OUTPUT);
    if (console_start(&argc, &argv))
        result = options_parse(&options, argc, argv);
    if (result == OUTCOME_DONE && options.output_file != NULL && !output_to_file(&out, options.output_file))
        result = OUTCOME_FAILED;
    if (result == OUTCOME_DONE)
        result = run_command(&options, &out);
    options_free(&options);
    return conclude(result, &out);
}
