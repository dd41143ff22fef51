/* SPDX-License-Identifier: MIT */
/* `wmikit diagnose`: tests a connection step by step, from the name look-up to the first query. */
#include "command.h"
#include "machine.h"
#include "many.h"
#include "report.h"
#include "text_width.h"

#include <stdio.h>
#include <string.h>
#include <wmikit/com.h>

#define FIRST_QUERY "SELECT Name FROM __NAMESPACE"

typedef struct diagnosis {
    session with;
    IWbemLocator *locator;
    bool owes_uninitialize;
    wmi_error failure;
    char answer[300]; /* the server's address, or the reason why there is none */
    text note;        /* details of a stage */
} diagnosis;

/* The computer that is asked; "" for this one. A path may name it, too. */
static void server_name(const wmi_connect_options *how, text *name)
{
    const char *path = how->namespace_path != NULL ? how->namespace_path : "";

    if (how->server != NULL && how->server[0] != '\0')
        text_append_string(name, how->server);
    else if (strspn(path, "\\/") >= 2)
        text_append(name, path + 2, strcspn(path + 2, "\\/"));
    if (name->length == 1 && name->data[0] == '.')
        text_reset(name);
}

/* --- The stages: what each does; false after a failure, which it leaves in `failure` --------------------------- */

static bool fail(diagnosis *self, HRESULT code, const char *operation, const char *message, const char *hint)
{
    self->failure = (wmi_error){ code, wmi_error_name(code), operation, message, hint, false, false };
    return false;
}

static bool fail_by_library(diagnosis *self)
{
    self->failure = *wmi_last_error();
    return false;
}

static bool find_server(diagnosis *self)
{
    text name = TEXT_INIT;
    bool found = true;

    server_name(&self->with.how, &name);
    if (name.length == 0) {
        text_append_string(&self->note, "this computer");
    } else if (self->with.mock != NULL) {
        text_append_string(&self->note, "not looked up: the mock has its own computers");
    } else {
        found = machine_resolve(name.data, self->answer, sizeof(self->answer));
        text_append_shown(&self->note, name.data, name.length);
        text_append_string(&self->note, found ? " is " : ": ");
        text_append_shown(&self->note, self->answer, strlen(self->answer));
    }
    text_free(&name);
    if (!found)
        return fail(self, HRESULT_FROM_WIN32(11001 /* WSAHOST_NOT_FOUND */), "GetAddrInfo", self->answer,
                    "Check the spelling of the server's name; try its full DNS name, or its address.");
    return true;
}

static bool set_up_com(diagnosis *self)
{
    HRESULT hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);

    self->owes_uninitialize = SUCCEEDED(hr);
    if (FAILED(hr))
        return fail(self, hr, "CoInitializeEx", wmi_error_text(hr),
                    "Close programs, or start Windows again.");
    text_append_string(&self->note, "multithreaded apartment");
    return true;
}

static bool create_locator(diagnosis *self)
{
    HRESULT hr = CoCreateInstance(&CLSID_WbemLocator, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator,
                                  (void **)&self->locator);

    if (FAILED(hr))
        return fail(self, hr, "CoCreateInstance", wmi_error_text(hr),
                    "Register WMI's client, wbemprox.dll; without Windows, use --mock.");
    text_append_string(&self->note, self->with.mock != NULL ? "the mock's" : "WbemLocator");
    self->with.how.locator = self->locator;
    self->with.how.com_setup = WMI_COM_CALLER;
    return true;
}

/* wmi_connect sets the blanket too; when it is that which fails, the next stage says so. */
static bool connect_server(diagnosis *self)
{
    const char *space = self->with.how.namespace_path;
    const char *user = self->with.how.user;

    space = space != NULL ? space : "ROOT\\CIMV2";
    user = user != NULL ? user : "the current user";
    text_append_shown(&self->note, space, strlen(space));
    text_append_string(&self->note, " as ");
    text_append_shown(&self->note, user, strlen(user));
    if (session_connect(&self->with) == OUTCOME_DONE)
        return true;
    fail_by_library(self);
    return strcmp(self->failure.operation, "CoSetProxyBlanket") == 0;
}

static bool set_blanket(diagnosis *self)
{
    const wmi_connection *connection = self->with.connection;

    if (connection == NULL)
        return false;
    if (WMI_FAILED(wmi_secure_proxy(connection, (IUnknown *)wmi_services(connection))))
        return fail_by_library(self);
    return true;
}

/* The last stage: asks for one row. */
static HRESULT query(const session *with)
{
    wmi_query_options how = WMI_QUERY_OPTIONS_INIT;
    IWbemClassObject *row;
    wmi_cursor *cursor = NULL;
    HRESULT hr;

    how.cancel = with->cancel;
    hr = wmi_query(with->connection, FIRST_QUERY, &how, &cursor);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_cursor_next(cursor, &row);
    wmi_cursor_close(cursor);
    return hr;
}

static bool ask(diagnosis *self)
{
    text_append_string(&self->note, FIRST_QUERY);
    return WMI_FAILED(query(&self->with)) ? fail_by_library(self) : true;
}

/* --- The walk ------------------------------------------------------------------------------------------------ */

static const struct stage {
    const char *name;
    bool (*run)(diagnosis *self);
} stages[] = {
    { "name", find_server },       { "COM", set_up_com },      { "locator", create_locator },
    { "connect", connect_server }, { "blanket", set_blanket }, { "query", ask },
};

enum {
    STAGE_COUNT = sizeof(stages) / sizeof(stages[0])
};

/* `connect  FAILED     12.34 ms  \\db1\ROOT\CIMV2` */
static outcome print_stage(const char *name, bool passed, uint64_t microseconds, text *note, output *out)
{
    char start[80];
    text line = TEXT_INIT;
    bool complete;

    snprintf(start, sizeof(start), "%-8s %-6s %6lu.%02lu ms", name, passed ? "ok" : "FAILED",
             (unsigned long)(microseconds / 1000), (unsigned long)(microseconds / 10 % 100));
    text_append_string(&line, start);
    if (note->length > 0) {
        text_append_string(&line, "  ");
        text_append(&line, note->data, note->length);
    }
    text_append_string(&line, "\n");
    complete = !note->failed && output_text(out, &line);
    text_reset(note);
    text_free(&line);
    output_pause(out);
    return complete ? OUTCOME_DONE : OUTCOME_MEMORY;
}

static outcome walk(diagnosis *self, output *out)
{
    outcome result = OUTCOME_DONE;
    bool passed = true;
    size_t i;

    for (i = 0; i < STAGE_COUNT && passed && result == OUTCOME_DONE; i++) {
        uint64_t begin = machine_clock_us();

        passed = stages[i].run(self);
        result = print_stage(stages[i].name, passed, machine_clock_us() - begin, &self->note, out);
    }
    if (result != OUTCOME_DONE || passed)
        return result;
    output_flush(out); /* in the order in which it is to be read */
    report_error(&self->failure);
    return OUTCOME_FAILED;
}

/* --- Several servers ---------------------------------------------------------------------------------------------- */

static char *const columns[] = { "Result", "Stage", "Milliseconds" };

enum {
    COLUMN_COUNT = sizeof(columns) / sizeof(columns[0])
};

static outcome ask_server(job *self)
{
    return job_outcome(query(&self->with));
}

/* By the call that failed; the library's own checks are those of connecting. */
static const char *stage_of(const wmi_error *error)
{
    static const struct {
        const char *operation, *stage;
    } calls[] = {
        { "CoInitializeEx", "COM" },
        { "CoCreateInstance", "locator" },
        { "IWbemLocator::ConnectServer", "connect" },
        { "wmi_connect", "connect" },
        { "CoSetProxyBlanket", "blanket" },
    };
    size_t i;

    for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
        if (strcmp(error->operation, calls[i].operation) == 0)
            return calls[i].stage;
    }
    return "query";
}

static outcome show_server(printer *print, const wmi_error *error, uint32_t elapsed_ms)
{
    wmi_value values[COLUMN_COUNT];
    property_row row = ROW_INIT;

    values[0] = wmi_value_string(error == NULL ? "ok" : "FAILED");
    values[1] = wmi_value_string(error == NULL ? "query" : stage_of(error));
    values[2] = wmi_value_uint32(elapsed_ms);
    row.names = columns;
    row.values = values;
    row.count = COLUMN_COUNT;
    return printer_row(print, &row);
}

/* A row for each: whether all stages passed, or which one failed. */
static outcome run_servers(const tool_options *options, output *out)
{
    static const many_task task = { NULL, ask_server, show_server, columns, COLUMN_COUNT };

    return many_run(&task, options, out);
}

/* --- The command -------------------------------------------------------------------------------------------------- */

static outcome run(const tool_options *given, output *out)
{
    const char *server = given->operand_count > 0 ? given->operands[0] : NULL;
    diagnosis self = { 0 };
    tool_options options = *given;
    outcome result;

    if (server != NULL && (options.server != NULL || options_name_servers(given)))
        return report_usage("the server is named twice", server);
    if (options_name_servers(given))
        return run_servers(given, out);
    if (server != NULL)
        options.server = server;
    result = session_open(&self.with, &options, ONE_DEADLINE);
    if (result == OUTCOME_DONE)
        result = walk(&self, out);
    wmi_disconnect(self.with.connection);
    self.with.connection = NULL;
    if (self.locator != NULL)
        IWbemLocator_Release(self.locator);
    session_close(&self.with);
    text_free(&self.note);
    if (self.owes_uninitialize)
        CoUninitialize();
    return result;
}

static void append_help(text *into)
{
    text_append_string(
        into, "\nThe stages; each requires the one before:\n"
              "  name      look-up of the server's address; not limited by --timeout\n"
              "  COM       CoInitializeEx\n"
              "  locator   CoCreateInstance of WMI's locator\n"
              "  connect   IWbemLocator::ConnectServer\n"
              "  blanket   CoSetProxyBlanket: user and authentication level of every call\n"
              "  query     " FIRST_QUERY "\n"
              "\n"
              "Each line shows whether a stage passed, and its duration. The run ends at the first failure;\n"
              "its reason and the usual remedy are printed on standard error.\n"
              "\n"
              "With --servers: a row for each, whether all stages passed, else which one failed; in any\n"
              "--format. The name is looked up as a part of connecting.\n");
}

const command diagnose_command = {
    "diagnose", "[SERVER]", "find out why a connection fails", append_help, run, 0, 1
};
