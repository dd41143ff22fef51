/* SPDX-License-Identifier: MIT */
#include "report.h"

#include "text_width.h"

#include <string.h>

/* --- Hints -------------------------------------------------------------------------------------------------------- */

#define DESCRIBE "wmikit describe CLASS shows what there is."

static const struct {
    HRESULT code;
    const char *part; /* of the library's hint, where the code has several; NULL: any */
    const char *hint;
} hints[] = {
    { WMI_E_ACCESS_DENIED, NULL,
      "Run elevated, or give the user rights on the namespace (wmimgmt.msc, Security). Some classes also "
      "need a "
      "privilege: --privilege SeSecurityPrivilege." },
    { WMI_E_PRIVILEGE_NOT_HELD, NULL, "Enable it with --privilege NAME, at an elevated prompt." },
    { WMI_E_CLIENT_PRIVILEGE_NOT_HELD, NULL, "Enable it with --privilege NAME, at an elevated prompt." },
    { WMI_E_INVALID_QUERY, "wmi_subscribe", "wmikit watch is for queries of events." },
    { WMI_E_UNPARSABLE_QUERY, "wmi_subscribe", "wmikit watch is for queries of events." },
    { WMI_E_INVALID_QUERY, "wmi_query", "Check the query's syntax. wmikit query is for queries of data." },
    { WMI_E_UNPARSABLE_QUERY, "wmi_query", "Check the query's syntax. wmikit query is for queries of data." },
    { WMI_E_INVALID_QUERY, NULL,
      "Check the query's syntax; in text, write \\' and \\\\. A property that is selected may not exist in "
      "this "
      "version of Windows: " DESCRIBE },
    { WMI_E_UNPARSABLE_QUERY, NULL, "Check the query's syntax; in text, write \\' and \\\\." },
    { WMI_E_NOT_EVENT_CLASS, NULL, "Name a class of events; wmikit query is for queries of data." },
    { WMI_E_NOT_FOUND, "WMI_PUT", "There is no such instance; without --update it is created." },
    { WMI_E_NOT_FOUND, NULL, "Check the property's spelling: " DESCRIBE },
    { WMI_E_ALREADY_EXISTS, NULL, "Without --create the instance is updated." },
    { WMI_E_ILLEGAL_NULL, NULL, "Give every key a value: " DESCRIBE },
    { WMI_E_TYPE_MISMATCH, NULL, "Give a value of the right type: " DESCRIBE },
    { WMI_E_OVERFLOW, NULL, "Give a value that fits the type: " DESCRIBE },
    { WMI_E_PROVIDER_NOT_CAPABLE, NULL,
      "The provider does not carry the method out; the mock of this tool carries out none." },
    { WMI_E_METHOD_NOT_IMPLEMENTED, NULL,
      "The provider does not carry the method out; the mock of this tool carries out none." },
    { WMI_E_CLASS_NOT_REGISTERED, NULL, "There is no WMI on this system: use --mock FILE.mof." },
    { WMI_E_COM_NOT_INITIALIZED, NULL, "" },
    { WMI_E_CHANGED_MODE, NULL, "" },
    { WMI_E_ENCRYPTED_CONNECTION_REQUIRED, NULL,
      "Ask from another computer, with --server: such calls are encrypted." },
};

/* Functions and macros, fields of structs, and words for programs. */
static bool names_the_library(const char *hint)
{
    static const char *const words[] = { "wmi_",      "WMI_",   "wmikit", "authn_level",
                                         "com_setup", "getter", "struct", "CoInitialize" };
    size_t i;

    for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strstr(hint, words[i]) != NULL)
            return true;
    }
    return false;
}

const char *hint_at_prompt(const wmi_error *error)
{
    size_t i;

    if (!names_the_library(error->hint))
        return error->hint;
    for (i = 0; i < sizeof(hints) / sizeof(hints[0]); i++) {
        if (hints[i].code == error->code &&
            (hints[i].part == NULL || strstr(error->hint, hints[i].part) != NULL))
            return hints[i].hint;
    }
    return "";
}

/* --- Messages ----------------------------------------------------------------------------------------------------- */

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
