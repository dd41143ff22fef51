/* SPDX-License-Identifier: MIT */
#include "many.h"

#include "console.h"
#include "machine.h"
#include "report.h"
#include "servers.h"

#include <stdlib.h>
#include <wmikit/com.h>

#define REDRAW_MS 250u
#define PAUSE_US  100000u

/* --- How far the round is ----------------------------------------------------------------------------------------- */

/* A line on the terminal of standard error that tells how far the round is; nothing where that is no terminal. */
typedef struct progress {
    bool is_on; /* there is a terminal */
    uint64_t begin_us;
    uint64_t shown_us;
    size_t width; /* of the line that stands there; 0: none */
    size_t done;
    size_t total;
    size_t failed;
} progress;

static void begin_line(progress *self, size_t total)
{
    *self = (progress){ .is_on = console_is_terminal(CONSOLE_ERRORS), .total = total };
    self->begin_us = machine_clock_us();
}

/* `12 of 500 servers, 3 failed, 4 s` */
static void append_line(text *into, const progress *self, uint64_t now)
{
    text_append_unsigned(into, self->done);
    text_append_string(into, " of ");
    text_append_unsigned(into, self->total);
    text_append_string(into, " servers, ");
    text_append_unsigned(into, self->failed);
    text_append_string(into, " failed, ");
    text_append_unsigned(into, (now - self->begin_us) / 1000000);
    text_append_string(into, " s");
}

/* A few times a second. The counts never get shorter, so that nothing of an older line is left. */
static void show_line(progress *self)
{
    uint64_t now = machine_clock_us();
    text line = TEXT_INIT;

    if (!self->is_on || (self->width > 0 && now - self->shown_us < PAUSE_US))
        return;
    text_append_string(&line, "\r");
    append_line(&line, self, now);
    if (!line.failed && console_write(CONSOLE_ERRORS, line.data, line.length)) {
        self->width = line.length - 1;
        self->shown_us = now;
    }
    text_free(&line);
}

/* Removes the line, before something else is written there. */
static void hide_line(progress *self)
{
    text line = TEXT_INIT;

    if (self->width == 0)
        return;
    text_append_string(&line, "\r");
    text_append_repeated(&line, ' ', self->width);
    text_append_string(&line, "\r");
    if (!line.failed)
        console_write(CONSOLE_ERRORS, line.data, line.length);
    self->width = 0;
    text_free(&line);
}

/* --- The servers of a round --------------------------------------------------------------------------------------- */

struct many;

/* A server; the fleet's user_data. */
typedef struct many_host {
    const struct many *of;
    const char *name;
    bool has_failed;
    IWbemClassObject *object; /* of its job, or NULL; likewise the rest */
    text refusal;             /* why there was nothing to be asked */
    bool was_refused;
} many_host;

typedef struct many {
    const many_task *task;
    const tool_options *options; /* the time limit is the fleet's, for each server */
    session with;                /* what all servers have in common */
    server_list servers;
    many_host *hosts;
    wmi_fleet *fleet;
    selection chosen;
    selection columns; /* the chosen ones after the server */
    printer print;
    progress line;
} many;

/* --- Failures of one server --------------------------------------------------------------------------------------- */

static void fail(many *self, many_host *host, const wmi_error *error)
{
    host->has_failed = true;
    self->line.failed++;
    hide_line(&self->line);
    report_server(host->name, error);
}

/* Of a task that has a row for each server. */
static outcome show(many *self, const many_host *host, const wmi_error *error, uint32_t elapsed_ms)
{
    if (self->print.out->is_terminal)
        hide_line(&self->line);
    self->print.server = host->name;
    return self->task->show(&self->print, error, elapsed_ms);
}

static outcome fail_host(many *self, many_host *host, const wmi_error *error, uint32_t elapsed_ms)
{
    fail(self, host, error);
    return self->task->show != NULL ? show(self, host, error, elapsed_ms) : OUTCOME_DONE;
}

static void refuse(many *self, many_host *host)
{
    host->has_failed = true;
    self->line.failed++;
    hide_line(&self->line);
    report_server_refusal(host->name, &host->refusal);
}

/* --- On the fleet's threads --------------------------------------------------------------------------------------- */

static HRESULT ask_host(wmi_connection *connection, wmi_cancel *cancel, void *user_data)
{
    many_host *host = user_data;
    const tool_options *options = host->of->options;
    job one = { .options = options, .operands = options->operands, .refusal = &host->refusal };
    outcome result;

    one.with.connection = connection;
    one.with.cancel = cancel;
    result = host->of->task->ask(&one);
    host->object = one.object;
    host->was_refused = result == OUTCOME_USAGE;
    if (result == OUTCOME_WMI)
        return wmi_last_error()->code;
    return result == OUTCOME_MEMORY ? E_OUTOFMEMORY : S_OK;
}

/* --- Before the round --------------------------------------------------------------------------------------------- */

/* A server whose name or account is refused is not asked; the others are. */
static outcome add_host(many *self, many_host *host)
{
    wmi_connect_options how = self->with.how;

    how.server = host->name;
    if (WMI_SUCCEEDED(wmi_fleet_add(self->fleet, &how, host, NULL)))
        return OUTCOME_DONE;
    self->line.done++;
    return fail_host(self, host, wmi_last_error(), 0);
}

static outcome add_hosts(many *self)
{
    outcome result = OUTCOME_DONE;
    size_t i;

    self->hosts = calloc(self->servers.count + 1, sizeof(*self->hosts));
    if (self->hosts == NULL)
        return OUTCOME_MEMORY;
    for (i = 0; i < self->servers.count && result == OUTCOME_DONE; i++) {
        self->hosts[i].of = self;
        self->hosts[i].name = self->servers.names[i];
        result = add_host(self, &self->hosts[i]);
    }
    session_forget_password(&self->with);
    return result;
}

static outcome make_fleet(many *self)
{
    wmi_fleet_options how = WMI_FLEET_OPTIONS_INIT;

    how.at_once = self->options->at_once;
    how.host_timeout_ms = self->options->timeout_ms;
    return job_outcome(wmi_fleet_create(&how, &self->fleet));
}

static outcome open_many(many *self, const tool_options *options)
{
    outcome result = servers_read(&self->servers, options);

    if (result == OUTCOME_DONE)
        result = session_open(&self->with, options, NO_DEADLINE);
    begin_line(&self->line, self->servers.count);
    if (result == OUTCOME_DONE)
        result = make_fleet(self);
    return result;
}

/* --- The round ---------------------------------------------------------------------------------------------------- */

/* A method without results gives no object, and a row without columns. */
static outcome print(many *self, IWbemClassObject *object)
{
    property_row nothing = ROW_INIT;

    return object != NULL ? printer_object(&self->print, object) : printer_row(&self->print, &nothing);
}

/* What cannot be read of a server's object is a failure of that server. */
static outcome take_object(many *self, many_host *host, IWbemClassObject *object)
{
    outcome result;

    if (host->has_failed)
        return OUTCOME_DONE;
    if (self->print.out->is_terminal)
        hide_line(&self->line);
    self->print.server = host->name;
    result = print(self, object);
    if (result != OUTCOME_WMI)
        return result;
    fail(self, host, wmi_last_error());
    return OUTCOME_DONE;
}

static outcome take_answer(many *self, many_host *host)
{
    outcome result = take_object(self, host, host->object);

    wmi_object_release(host->object);
    host->object = NULL;
    return result;
}

static outcome take(many *self, const wmi_fleet_result *told)
{
    many_host *host = told->user_data;

    if (told->row != NULL)
        return take_object(self, host, told->row);
    self->line.done++;
    if (host->has_failed)
        return OUTCOME_DONE;
    if (told->error != NULL)
        return fail_host(self, host, told->error, told->elapsed_ms);
    if (host->was_refused) {
        refuse(self, host);
        return OUTCOME_DONE;
    }
    if (self->task->show != NULL)
        return show(self, host, NULL, told->elapsed_ms);
    return self->task->ask != NULL ? take_answer(self, host) : OUTCOME_DONE;
}

static outcome receive(many *self)
{
    uint32_t wait_ms = self->line.is_on ? REDRAW_MS : WMI_FOREVER;
    wmi_fleet_result told = WMI_FLEET_RESULT_INIT;
    outcome result = OUTCOME_DONE;
    HRESULT hr = WMI_OK;

    while (result == OUTCOME_DONE && hr != WMI_END && !self->print.out->failed) {
        show_line(&self->line);
        hr = wmi_fleet_next(self->fleet, wait_ms, &told);
        if (WMI_FAILED(hr))
            result = OUTCOME_WMI;
        else if (hr == WMI_OK)
            result = take(self, &told);
    }
    hide_line(&self->line);
    return result;
}

static void free_hosts(many *self)
{
    size_t i;

    for (i = 0; self->hosts != NULL && i < self->servers.count; i++) {
        wmi_object_release(self->hosts[i].object);
        text_free(&self->hosts[i].refusal);
    }
    free(self->hosts);
}

static void close_many(many *self)
{
    hide_line(&self->line);
    wmi_fleet_free(self->fleet);
    free_hosts(self);
    selection_free(&self->columns);
    selection_free(&self->chosen);
    servers_free(&self->servers);
    session_close(&self->with);
}

/* mof is of one computer: its classes may differ from another's. */
static outcome find_format(const tool_options *options, const output_format **found)
{
    *found = format_find(options->format, FORMATS_OF_ROWS);
    if (*found != NULL)
        return OUTCOME_DONE;
    return report_usage(format_find(options->format, FORMATS_OF_OBJECTS) != NULL
                            ? "this format is not for several servers"
                            : "unknown format",
                        options->format);
}

/* The user's columns, or the task's. */
static outcome choose(many *self)
{
    const many_task *task = self->task;
    size_t i;

    if (task->wql != NULL && !selection_parse(&self->chosen, task->wql))
        return OUTCOME_MEMORY;
    for (i = 0; i < task->column_count; i++) {
        if (!selection_add(&self->chosen, task->columns[i]))
            return OUTCOME_MEMORY;
    }
    return printer_server_columns(&self->columns, &self->chosen) ? OUTCOME_DONE : OUTCOME_MEMORY;
}

static outcome start(many *self)
{
    const char *wql = self->task->wql;

    return job_outcome(wql != NULL ? wmi_fleet_query(self->fleet, wql, NULL)
                                   : wmi_fleet_run(self->fleet, ask_host));
}

/* Rows are read by the chosen columns, and printed with one more. */
static outcome ask_and_print(many *self, output *out, const output_format *format)
{
    outcome result = printer_begin(&self->print, out, format, &self->with, &self->columns);

    if (result != OUTCOME_DONE)
        return result;
    self->print.chosen = &self->chosen;
    result = add_hosts(self);
    if (result == OUTCOME_DONE)
        result = start(self);
    if (result == OUTCOME_DONE)
        result = receive(self);
    return printer_end(&self->print, result);
}

outcome many_run(const many_task *task, const tool_options *options, output *out)
{
    const output_format *format;
    many self = { .task = task, .options = options };
    outcome result = find_format(options, &format);

    if (result == OUTCOME_DONE)
        result = open_many(&self, options);
    if (result == OUTCOME_DONE)
        result = choose(&self);
    if (result == OUTCOME_DONE)
        result = ask_and_print(&self, out, format);
    if (result == OUTCOME_DONE && self.line.failed > 0)
        result = OUTCOME_FAILED;
    close_many(&self);
    return result;
}

void many_append_help(text *into)
{
    text_append_string(
        into,
        "\n"
        "With --servers or --servers-file the first column is " SERVER_COLUMN
        "; a property of that name is _" SERVER_COLUMN ". A\n"
        "server that fails is told in a line on standard error, and what the others answer is printed; the\n"
        "exit code is then 1. A name that is given twice is asked once. --timeout limits each server by\n"
        "itself, to 60 seconds by default. mof is not possible.\n");
}
