/* SPDX-License-Identifier: MIT */
#include "options.h"

#include "report.h"

#include <string.h>

static const struct option_rule {
    const char *name;
    char letter;
    const char *value; /* what its value is called; NULL for a switch */
    size_t offset;     /* of a const char * in tool_options, or of a bool */
    const char *help;
} rules[] = {
    { "namespace", 'n', "NS", offsetof(tool_options, namespace_path),
      "the namespace to ask; ROOT\\CIMV2 by default" },
    { "format", 'f', "FORMAT", offsetof(tool_options, format),
      "how to print: table (the default), list, csv, json" },
    { "help", 'h', NULL, offsetof(tool_options, help), "print this help, or that of a command" },
    { "version", 'V', NULL, offsetof(tool_options, version), "print the version" },
};

enum {
    RULE_COUNT = sizeof(rules) / sizeof(rules[0])
};

/* `--name`, `--name=value` or `-n`; `value` receives what stands behind the equals sign, or NULL. */
static const struct option_rule *find_rule(const char *argument, const char **value)
{
    const char *name = argument + 2;
    size_t length = strcspn(name, "=");
    size_t i;

    *value = NULL;
    if (argument[1] != '-') {
        for (i = 0; i < RULE_COUNT; i++) {
            if (argument[1] == rules[i].letter && argument[2] == '\0')
                return &rules[i];
        }
        return NULL;
    }
    for (i = 0; i < RULE_COUNT; i++) {
        if (strlen(rules[i].name) == length && strncmp(rules[i].name, name, length) == 0) {
            *value = name[length] == '=' ? name + length + 1 : NULL;
            return &rules[i];
        }
    }
    return NULL;
}

static outcome set(tool_options *options, const struct option_rule *rule, const char *argument,
                   const char *value)
{
    char *field = (char *)options + rule->offset;
    bool on = true;

    if (rule->value == NULL && value != NULL)
        return report_usage("this option takes no value", argument);
    if (rule->value != NULL && value == NULL)
        return report_usage("a value is missing after the option", argument);
    if (rule->value != NULL)
        memcpy(field, &value, sizeof(value));
    else
        memcpy(field, &on, sizeof(on));
    return OUTCOME_DONE;
}

/* Reads the option at `*at`, and moves on when its value is the next argument. */
static outcome parse_option(tool_options *options, char **arguments, int count, int *at)
{
    const char *argument = arguments[*at];
    const char *value;
    const struct option_rule *rule = find_rule(argument, &value);

    if (rule == NULL)
        return report_usage("unknown option", argument);
    if (rule->value != NULL && value == NULL && *at + 1 < count)
        value = arguments[++*at];
    return set(options, rule, argument, value);
}

outcome options_parse(tool_options *options, int count, char **arguments)
{
    outcome result = OUTCOME_DONE;
    bool only_operands = false;
    int i;

    *options = (tool_options){ .operands = arguments };
    for (i = 1; i < count && result == OUTCOME_DONE; i++) {
        if (!only_operands && strcmp(arguments[i], "--") == 0)
            only_operands = true;
        else if (!only_operands && arguments[i][0] == '-' && arguments[i][1] != '\0')
            result = parse_option(options, arguments, count, &i);
        else
            options->operands[options->operand_count++] = arguments[i];
    }
    return result;
}

void options_append_help(text *into)
{
    enum {
        COLUMN = 26
    };
    size_t i;

    for (i = 0; i < RULE_COUNT; i++) {
        size_t start = into->length;

        text_append_string(into, "  -");
        text_append(into, &rules[i].letter, 1);
        text_append_string(into, ", --");
        text_append_string(into, rules[i].name);
        if (rules[i].value != NULL) {
            text_append_string(into, " ");
            text_append_string(into, rules[i].value);
        }
        if (into->length - start < COLUMN)
            text_append_repeated(into, ' ', COLUMN - (into->length - start));
        text_append_string(into, rules[i].help);
        text_append_string(into, "\n");
    }
}
