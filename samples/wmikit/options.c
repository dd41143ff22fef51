/* SPDX-License-Identifier: MIT */
#include "options.h"

#include "report.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum option_kind {
    SWITCH,
    TEXT,
    SECONDS,
    NUMBER,
    BITS,
    LIST,
    REFUSED
};

#define OF_SEVERAL "query get call diagnose"

static const struct option_rule {
    const char *name;
    char letter;       /* '\0': none */
    const char *value; /* what its value is called; NULL for a switch */
    enum option_kind kind;
    size_t offset;       /* in tool_options, of what the kind says */
    const char *help;    /* or why it is refused */
    const char *command; /* the commands that have it, with blanks between them; NULL: all */
} rules[] = {
    { "namespace", 'n', "NS", TEXT, offsetof(tool_options, namespace_path),
      "the namespace to ask; ROOT\\CIMV2 by default", NULL },
    { "server", 's', "NAME", TEXT, offsetof(tool_options, server),
      "the computer to ask, by name or address; this one by default", NULL },
    { "servers", '\0', "NAME,NAME", TEXT, offsetof(tool_options, servers),
      "several computers, at the same time", OF_SEVERAL },
    { "servers-file", '\0', "FILE", TEXT, offsetof(tool_options, servers_file),
      "likewise, those that FILE names, one a line; # begins a comment", OF_SEVERAL },
    { "at-once", '\0', "N", NUMBER, offsetof(tool_options, at_once),
      "of those, how many at the same time; 32 by default", OF_SEVERAL },
    { "user", 'u', "NAME", TEXT, offsetof(tool_options, user),
      "the user to log in as: DOMAIN\\user, user@domain; asks for the password", NULL },
    { "password-stdin", '\0', NULL, SWITCH, offsetof(tool_options, password_stdin),
      "read the password from standard input instead: one line, UTF-8", NULL },
    { "password", '\0', NULL, REFUSED, 0,
      "no password on the command line, where every process list shows it: --user NAME asks for it, and "
      "--password-stdin reads it",
      NULL },
    { "authority", '\0', "NAME", TEXT, offsetof(tool_options, authority),
      "Kerberos:PRINCIPAL or NTLMDOMAIN:DOMAIN", NULL },
    { "locale", '\0', "MS_xxx", TEXT, offsetof(tool_options, locale),
      "the language of the answers; MS_409 is American English", NULL },
    { "timeout", 't', "SECONDS", SECONDS, offsetof(tool_options, timeout_ms),
      "time limit for connecting and reading together; may be a fraction, 2.5", NULL },
    { "privilege", '\0', "NAME", LIST, offsetof(tool_options, privileges),
      "enable a privilege first: SeSecurityPrivilege; may be repeated", NULL },
    { "architecture", '\0', "BITS", BITS, offsetof(tool_options, architecture),
      "32 or 64: ask the provider of that architecture (__ProviderArchitecture)", NULL },
    { "mock", 'm', "FILE.mof", LIST, offsetof(tool_options, mocks),
      "use a mock WMI with the classes and instances in FILE; may be repeated", NULL },
    { "mock-server", '\0', "NAME", LIST, offsetof(tool_options, mock_servers),
      "with --mock: a computer that it has; NAME=hang does not answer", NULL },
    { "format", 'f', "FORMAT", TEXT, offsetof(tool_options, format),
      "table (default), list, value, csv, json; in some commands also mof", NULL },
    { "safe-csv", '\0', NULL, SWITCH, offsetof(tool_options, safe_csv),
      "csv for spreadsheets: an apostrophe before what would be a formula", NULL },
    { "output", 'o', "FILE", TEXT, offsetof(tool_options, output_file),
      "write to FILE, in UTF-8; it is there only when it is complete", NULL },
    { "where", 'w', "TEXT", TEXT, offsetof(tool_options, where),
      "condition after WHERE of ASSOCIATORS OF: \"ResultClass = Win32_Directory\"", "associators" },
    { "created", '\0', NULL, SWITCH, offsetof(tool_options, created), "print instances that are created",
      "watch" },
    { "deleted", '\0', NULL, SWITCH, offsetof(tool_options, deleted), "print instances that are deleted",
      "watch" },
    { "modified", '\0', NULL, SWITCH, offsetof(tool_options, modified),
      "print instances that are modified; without these options: all three", "watch" },
    { "within", '\0', "SECONDS", SECONDS, offsetof(tool_options, within_ms),
      "how often WMI looks at the instances; 2 by default", "watch" },
    { "where", 'w', "TEXT", TEXT, offsetof(tool_options, where),
      "condition of the event: \"TargetInstance.Name = 'cmd.exe'\"", "watch" },
    { "query", '\0', "WQL", TEXT, offsetof(tool_options, event_query), "an event query, instead of CLASS",
      "watch" },
    { "select", '\0', "NAMES", TEXT, offsetof(tool_options, select),
      "the properties to print: Name,ProcessId; all by default", "watch" },
    { "count", '\0', "N", NUMBER, offsetof(tool_options, count), "end after N events", "watch" },
    { "for", '\0', "SECONDS", SECONDS, offsetof(tool_options, for_ms), "end after that long", "watch" },
    { "then", '\0', "MOF", LIST, offsetof(tool_options, then),
      "with --mock: what happens while it is watched; may be repeated", "watch" },
    { "create", '\0', NULL, SWITCH, offsetof(tool_options, create_only),
      "create only: fail if the instance exists", "put" },
    { "update", '\0', NULL, SWITCH, offsetof(tool_options, update_only),
      "update only: fail if the instance does not exist", "put" },
    { "partial", '\0', NULL, SWITCH, offsetof(tool_options, partial),
      "update only the properties that are not NULL", "put" },
    { "help", 'h', NULL, SWITCH, offsetof(tool_options, help), "print this help, or the help of a command",
      NULL },
    { "version", 'V', NULL, SWITCH, offsetof(tool_options, version), "print the version", NULL },
};

enum {
    RULE_COUNT = sizeof(rules) / sizeof(rules[0])
};

/* `--name`, `--name=value` or `-n`; `value` receives the text after the equals sign, or NULL. */
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

/* `2`, `0.5`: as milliseconds. 0 when the text is not a time, or does not fit a uint32_t. */
static uint32_t milliseconds_of(const char *seconds)
{
    uint64_t result = 0;
    uint64_t digit_value = 100;

    for (; *seconds >= '0' && *seconds <= '9' && result <= UINT32_MAX; seconds++)
        result = result * 10 + (uint64_t)(*seconds - '0') * 1000;
    if (*seconds == '.') {
        for (seconds++; *seconds >= '0' && *seconds <= '9'; seconds++, digit_value /= 10)
            result += (uint64_t)(*seconds - '0') * digit_value;
    }
    return *seconds == '\0' && result <= UINT32_MAX ? (uint32_t)result : 0;
}

/* A decimal number; 0 when the text is not one, or does not fit. */
static uint32_t number_of(const char *digits)
{
    uint64_t result = 0;

    for (; *digits >= '0' && *digits <= '9' && result <= UINT32_MAX; digits++)
        result = result * 10 + (uint64_t)(*digits - '0');
    return *digits == '\0' && result <= UINT32_MAX ? (uint32_t)result : 0;
}

static uint32_t bits_of(const char *number)
{
    return strcmp(number, "32") == 0 ? 32 : strcmp(number, "64") == 0 ? 64 : 0;
}

/* Of 0, which stands for what is not a number: `what` is reported. */
static outcome store_number(char *field, uint32_t number, const char *what, const char *value)
{
    if (number == 0)
        return report_usage(what, value);
    memcpy(field, &number, sizeof(number));
    return OUTCOME_DONE;
}

static void add(option_list *list, const char *value)
{
    list->items[list->count++] = value;
}

static outcome store(tool_options *options, const struct option_rule *rule, const char *value)
{
    char *field = (char *)options + rule->offset;
    const char *number = value != NULL ? value : "";
    bool on = true;

    switch (rule->kind) {
    case SWITCH: memcpy(field, &on, sizeof(on)); break;
    case TEXT: memcpy(field, &value, sizeof(value)); break;
    case LIST: add((option_list *)(void *)field, value); break;
    case REFUSED: return report_usage(rule->help, NULL);
    case SECONDS: return store_number(field, milliseconds_of(number), "not a valid number of seconds", value);
    case NUMBER: return store_number(field, number_of(number), "not a number above 0", value);
    case BITS: return store_number(field, bits_of(number), "the architecture is neither 32 nor 64", value);
    }
    return OUTCOME_DONE;
}

static outcome set(tool_options *options, const struct option_rule *rule, const char *argument,
                   const char *value)
{
    if (rule->value == NULL && value != NULL && rule->kind != REFUSED)
        return report_usage("this option takes no value", argument);
    if (rule->value != NULL && value == NULL)
        return report_usage("a value is missing after the option", argument);
    return store(options, rule, value);
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

static option_list *list_of(tool_options *options, const struct option_rule *rule)
{
    return (option_list *)(void *)((char *)options + rule->offset);
}

/* Each may get every argument. */
static bool make_lists(tool_options *options, size_t room)
{
    bool complete = true;
    size_t i;

    for (i = 0; i < RULE_COUNT && complete; i++) {
        if (rules[i].kind != LIST)
            continue;
        list_of(options, &rules[i])->items = calloc(room, sizeof(char *));
        complete = list_of(options, &rules[i])->items != NULL;
    }
    return complete;
}

outcome options_parse(tool_options *options, int count, char **arguments)
{
    outcome result = OUTCOME_DONE;
    bool only_operands = false;
    int i;

    *options = (tool_options){ .operands = arguments };
    if (!make_lists(options, (size_t)count + 1))
        return OUTCOME_MEMORY;
    for (i = 1; i < count && result == OUTCOME_DONE; i++) {
        if (!only_operands && strcmp(arguments[i], "--") == 0)
            only_operands = true;
        else if (!only_operands && arguments[i][0] == '-' && arguments[i][1] != '\0')
            result = parse_option(options, arguments, count, &i);
        else if (options->command == NULL)
            options->command = arguments[i];
        else
            options->operands[options->operand_count++] = arguments[i];
    }
    return result;
}

static bool is_set(const tool_options *options, const struct option_rule *rule)
{
    const char *field = (const char *)options + rule->offset;
    const option_list *list = (const option_list *)(const void *)field;
    const char *value;
    uint32_t number;
    bool on;

    switch (rule->kind) {
    case SWITCH: memcpy(&on, field, sizeof(on)); return on;
    case TEXT: memcpy(&value, field, sizeof(value)); return value != NULL;
    case SECONDS:
    case BITS:
    case NUMBER: memcpy(&number, field, sizeof(number)); return number != 0;
    case LIST: return list->count > 0;
    case REFUSED: break;
    }
    return false;
}

static bool has_word(const char *words, const char *word)
{
    size_t length = strlen(word);

    while (*words != '\0') {
        size_t end = strcspn(words, " ");

        if (end == length && strncmp(words, word, length) == 0)
            return true;
        words += end + strspn(words + end, " ");
    }
    return false;
}

/* Commands may have options of one name, with a help of their own. */
static bool is_of(const struct option_rule *rule, const char *command)
{
    size_t i;

    for (i = 0; i < RULE_COUNT; i++) {
        if (strcmp(rules[i].name, rule->name) == 0 &&
            (rules[i].command == NULL || has_word(rules[i].command, command)))
            return true;
    }
    return false;
}

bool options_name_servers(const tool_options *options)
{
    return options->servers != NULL || options->servers_file != NULL;
}

static outcome check_servers(const tool_options *options)
{
    if (options_name_servers(options) && options->server != NULL)
        return report_usage("only one of --server and --servers or --servers-file", options->server);
    if (!options_name_servers(options) && options->at_once > 0)
        return report_usage("--at-once requires --servers or --servers-file", NULL);
    if (options->mock_servers.count > 0 && options->mocks.count == 0)
        return report_usage("--mock-server requires --mock", NULL);
    return OUTCOME_DONE;
}

outcome options_check(const tool_options *options)
{
    size_t i;

    for (i = 0; i < RULE_COUNT; i++) {
        if (!is_of(&rules[i], options->command) && is_set(options, &rules[i]))
            return report_usage("this option belongs to another command", rules[i].name);
    }
    if (options->safe_csv && (options->format == NULL || strcmp(options->format, "csv") != 0))
        return report_usage("--safe-csv requires --format csv", NULL);
    return check_servers(options);
}

void options_free(tool_options *gone)
{
    size_t i;

    for (i = 0; i < RULE_COUNT; i++) {
        if (rules[i].kind == LIST) {
            free(list_of(gone, &rules[i])->items);
            list_of(gone, &rules[i])->items = NULL;
        }
    }
}

static void append_names(text *into, const struct option_rule *rule)
{
    if (rule->letter != '\0') {
        text_append_string(into, "  -");
        text_append(into, &rule->letter, 1);
        text_append_string(into, ", --");
    } else {
        text_append_string(into, "      --");
    }
    text_append_string(into, rule->name);
    if (rule->value != NULL) {
        text_append_string(into, " ");
        text_append_string(into, rule->value);
    }
}

static bool is_shown(const struct option_rule *rule, const char *command)
{
    if (rule->kind == REFUSED)
        return false;
    return rule->command == NULL || (command != NULL && has_word(rule->command, command));
}

void options_append_help(text *into, const char *command)
{
    enum {
        COLUMN = 26
    };
    size_t i;

    for (i = 0; i < RULE_COUNT; i++) {
        size_t start = into->length;

        if (!is_shown(&rules[i], command))
            continue;
        append_names(into, &rules[i]);
        if (into->length - start < COLUMN)
            text_append_repeated(into, ' ', COLUMN - (into->length - start));
        text_append_string(into, rules[i].help);
        text_append_string(into, "\n");
    }
}
