/* SPDX-License-Identifier: MIT */
#include "report.h"

#include "hint.h"
#include "text_width.h"

#include <string.h>

#define PROGRAM "wmikit: "

/* A message may quote text of a user or a server: control characters must not reach the terminal. */
static void append_shown(text *into, const char *string)
{
    text_append_shown(into, string, strlen(string));
}

static void say(text *message)
{
    if (message->failed)
        report_no_memory();
    else
        console_write(CONSOLE_ERRORS, message->data, message->length);
    text_free(message);
}

outcome report_usage(const char *what, const char *culprit)
{
    text message = TEXT_INIT;

    text_append_string(&message, PROGRAM);
    text_append_string(&message, what);
    if (culprit != NULL) {
        text_append_string(&message, ": ");
        append_shown(&message, culprit);
    }
    text_append_string(&message, "\ntry wmikit --help\n");
    say(&message);
    return OUTCOME_USAGE;
}

static void append_code(text *into, HRESULT code)
{
    static const char digits[] = "0123456789ABCDEF";
    int shift;

    text_append_string(into, "0x");
    for (shift = 28; shift >= 0; shift -= 4)
        text_append(into, &digits[(uint32_t)code >> shift & 0xF], 1);
}

static void append_line(text *into, const char *before, const char *line)
{
    if (line[0] == '\0')
        return;
    text_append_string(into, before);
    append_shown(into, line);
    text_append_string(into, "\n");
}

static void append_error(text *into, const wmi_error *error)
{
    append_shown(into, error->operation);
    text_append_string(into, ": ");
    append_code(into, error->code);
    append_line(into, " ", error->name[0] != '\0' ? error->name : "(unknown code)");
    append_line(into, "  ", error->message);
}

void report_error(const wmi_error *error)
{
    text message = TEXT_INIT;

    text_append_string(&message, PROGRAM);
    append_error(&message, error);
    append_line(&message, "  hint: ", hint_at_prompt(error));
    say(&message);
}

/* Messages of a fleet begin with the server's name already; those of the library before it do not. */
static void append_named(text *into, const char *server, const char *message)
{
    size_t length = strlen(server);

    if (strncmp(message, server, length) != 0 || message[length] != ':') {
        append_shown(into, server);
        text_append_string(into, ": ");
    }
    append_shown(into, message);
}

/* `wmikit: db1: the reason (IWbemLocator::ConnectServer: 0x80070005 E_ACCESSDENIED)` */
void report_server(const char *server, const wmi_error *error)
{
    text message = TEXT_INIT;

    text_append_string(&message, PROGRAM);
    append_named(&message, server, error->message);
    text_append_string(&message, " (");
    append_shown(&message, error->operation);
    text_append_string(&message, ": ");
    append_code(&message, error->code);
    text_append_string(&message, error->name[0] != '\0' ? " " : "");
    append_shown(&message, error->name);
    text_append_string(&message, ")\n");
    say(&message);
}

void report_server_refusal(const char *server, const text *why)
{
    text message = TEXT_INIT;

    text_append_string(&message, PROGRAM);
    append_shown(&message, server);
    text_append_string(&message, ": ");
    text_append_shown(&message, why->data, why->length);
    text_append_string(&message, "\n");
    message.failed = message.failed || why->failed;
    say(&message);
}

void report_notice(const char *what, const wmi_error *why)
{
    text message = TEXT_INIT;

    text_append_string(&message, PROGRAM);
    text_append_string(&message, what);
    text_append_string(&message, "\n");
    if (why != NULL) {
        text_append_string(&message, "  ");
        append_error(&message, why);
    }
    say(&message);
}

void report_wmi_error(void)
{
    report_error(wmi_last_error());
}

void report_no_memory(void)
{
    static const char message[] = PROGRAM "there is not enough memory\n";

    console_write(CONSOLE_ERRORS, message, sizeof(message) - 1);
}

void report_unwritten(const output *out)
{
    text message = TEXT_INIT;

    text_append_string(&message, PROGRAM "cannot write to ");
    append_shown(&message, out->file_name != NULL ? out->file_name : "standard output");
    if (out->reason[0] != '\0') {
        text_append_string(&message, ": ");
        append_shown(&message, out->reason);
    }
    text_append_string(&message, "\n");
    say(&message);
}
