/* SPDX-License-Identifier: MIT */
/* `wmikit watch`: prints events as they come, until it is told to end. */
#include "command.h"
#include "console.h"
#include "event_row.h"
#include "machine.h"
#include "report.h"

#include <string.h>
#include <wmikit/com.h>

#define DEFAULT_WITHIN 2.0
#define RETRY_MS       1000u
#define RESTART        "restart"

/* Time without an event before the mock's next step; a restart would lose what has not been received. */
#define STEP_MS    100u
#define RESTART_MS 500u

typedef struct watch {
    const tool_options *options;
    const output_format *format;
    session with;
    wmi_subscription *subscription;
    selection wanted;  /* properties of the instances; none: all */
    selection columns; /* of the rows, when they are known */
    printer print;
    uint64_t end_us; /* 0: none */
    uint32_t shown;
    size_t steps; /* of the mock's, done */
    bool is_lost;
    bool told_of_more;
} watch;

/* --- The command line --------------------------------------------------------------------------------------------- */

static outcome check_query(const tool_options *options)
{
    if (options->operand_count > 0)
        return report_usage("only one of CLASS and --query", options->operands[0]);
    if (options->created || options->deleted || options->modified || options->within_ms != 0 ||
        options->where != NULL)
        return report_usage(
            "--created, --deleted, --modified, --within and --where go with CLASS; --query says all of it",
            NULL);
    return OUTCOME_DONE;
}

static outcome check(const tool_options *options)
{
    if (options->then.count > 0 && options->mocks.count == 0)
        return report_usage("--then requires --mock", NULL);
    if (options->event_query != NULL)
        return check_query(options);
    if (options->operand_count == 0)
        return report_usage("an argument is missing", "CLASS, or --query WQL");
    if (strpbrk(options->operands[0], " \t\r\n") != NULL)
        return report_usage("not the name of a class; an event query goes after --query",
                            options->operands[0]);
    return OUTCOME_DONE;
}

/* `Name,ProcessId`; `*` is everything. */
static outcome parse_select(selection *wanted, const char *names)
{
    text wql = TEXT_INIT;
    outcome result = OUTCOME_DONE;

    text_append_string(&wql, "SELECT ");
    text_append_string(&wql, names);
    text_append_string(&wql, " FROM");
    if (wql.failed || !selection_parse(wanted, wql.data))
        result = OUTCOME_MEMORY;
    else if (wanted->count == 0 && strcmp(names, "*") != 0)
        result = report_usage("not the names of properties, with commas between them", names);
    text_free(&wql);
    return result;
}

static bool has_header(const output_format *format)
{
    return format == &csv_format || format == &table_stream_format;
}

static outcome add_columns(selection *columns, char *const *names, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        if (!selection_add(columns, names[i]))
            return OUTCOME_MEMORY;
    }
    return OUTCOME_DONE;
}

/* csv has a header without events too. */
static outcome choose(watch *self)
{
    static char event_name[] = "Event";
    static char time_name[] = "Time";
    outcome result = OUTCOME_DONE;

    if (self->options->select != NULL)
        result = parse_select(&self->wanted, self->options->select);
    if (result == OUTCOME_DONE && self->wanted.count > 0)
        result = add_columns(&self->columns, (char *const[]){ event_name, time_name }, 2);
    if (result == OUTCOME_DONE)
        result = add_columns(&self->columns, self->wanted.names, self->wanted.count);
    return result;
}

/* --- Subscribing -------------------------------------------------------------------------------------------------- */

static void end_watch(void *cancel)
{
    wmi_cancel_trigger(cancel);
}

/* Watching takes as long as it takes: the time limit is one of each connecting and subscribing. */
static outcome connect_to(watch *self)
{
    outcome result = session_open(&self->with, self->options, NO_DEADLINE);

    if (result != OUTCOME_DONE)
        return result;
    if (WMI_FAILED(wmi_cancel_create(&self->with.cancel)) ||
        !console_catch_interrupt(end_watch, self->with.cancel))
        return OUTCOME_MEMORY;
    self->with.how.cancel = self->with.cancel;
    self->with.how.timeout_ms = self->options->timeout_ms;
    return session_connect(&self->with);
}

static outcome subscribe(watch *self)
{
    const tool_options *options = self->options;
    wmi_subscribe_options how = WMI_SUBSCRIBE_OPTIONS_INIT;
    double within = options->within_ms == 0 ? DEFAULT_WITHIN : options->within_ms / 1000.0;
    uint32_t kinds = (options->created ? WMI_CREATED : 0) | (options->deleted ? WMI_DELETED : 0) |
                     (options->modified ? WMI_MODIFIED : 0);
    HRESULT hr;

    how.timeout_ms = options->timeout_ms;
    how.retry_ms = RETRY_MS;
    how.cancel = self->with.cancel;
    if (options->event_query != NULL)
        hr = wmi_subscribe(self->with.connection, options->event_query, &how, &self->subscription);
    else
        hr = wmi_watch(self->with.connection, options->operands[0], kinds, within, options->where, &how,
                       &self->subscription);
    if (options->for_ms != 0)
        self->end_us = machine_clock_us() + (uint64_t)options->for_ms * 1000;
    return WMI_FAILED(hr) ? OUTCOME_WMI : OUTCOME_DONE;
}

/* --- The mock ----------------------------------------------------------------------------------------------------- */

/* The next step of --then: events are raised, other instances change the data, which is polled at once. */
static outcome do_step(watch *self)
{
    const char *step = self->options->then.items[self->steps++];
    const char *space = self->options->namespace_path;
    HRESULT hr;

    if (strcmp(step, RESTART) == 0)
        return WMI_FAILED(wmi_mock_restart(self->with.mock, NULL)) ? OUTCOME_WMI : OUTCOME_DONE;
    hr = wmi_mock_raise(self->with.mock, space, step);
    if (hr == (HRESULT)WBEM_E_NOT_EVENT_CLASS) {
        hr = wmi_mock_load(self->with.mock, space, step);
        if (WMI_SUCCEEDED(hr))
            hr = wmi_mock_poll(self->with.mock);
    }
    return WMI_FAILED(hr) ? OUTCOME_WMI : OUTCOME_DONE;
}

/* A step that comes while there is no subscription would be missed. */
static bool has_step(const watch *self)
{
    return !self->is_lost && self->steps < self->options->then.count;
}

/* --- Events ------------------------------------------------------------------------------------------------------- */

/* The first event decides on the columns, unless the user did. */
static outcome learn_columns(watch *self, const event_row *first)
{
    if (!selection_spell(&self->wanted, first->available, first->available_count))
        return OUTCOME_MEMORY;
    if (self->wanted.count > 0 || !has_header(self->format))
        return OUTCOME_DONE;
    return add_columns(&self->wanted, first->available, first->available_count);
}

/* An instance of a subclass may have properties that the header lacks. */
static void tell_of_more(watch *self, const event_row *row)
{
    size_t i;

    if (self->told_of_more || self->options->select != NULL || !has_header(self->format))
        return;
    for (i = 0; i < row->available_count && !self->told_of_more; i++)
        self->told_of_more = !selection_has(&self->wanted, row->available[i]);
    if (self->told_of_more)
        report_notice("an event has more properties than the header; list, value and json print them all",
                      NULL);
}

static outcome show_row(watch *self, event_row *row)
{
    const event_columns columns = { &self->wanted, self->shown == 0, self->format == &json_lines_format };
    outcome result = event_row_read(row, &columns);

    if (result == OUTCOME_DONE && self->columns.count == 0 && has_header(self->format))
        result = add_columns(&self->columns, row->shown.names, row->shown.count);
    return result == OUTCOME_DONE ? printer_row(&self->print, &row->shown) : result;
}

static outcome show(watch *self, IWbemClassObject *event)
{
    event_row row;
    outcome result = event_row_open(&row, event);

    if (result == OUTCOME_DONE && self->shown == 0)
        result = learn_columns(self, &row);
    if (result == OUTCOME_DONE) {
        tell_of_more(self, &row);
        result = show_row(self, &row);
    }
    event_row_clear(&row);
    output_flush(self->print.out);
    self->shown++;
    return result;
}

static outcome take(watch *self, HRESULT what, IWbemClassObject *event)
{
    if (what == WMI_OK)
        return show(self, event);
    if (what == WMI_LOST)
        report_notice("the subscription was lost, and is being made again",
                      wmi_subscription_error(self->subscription));
    if (what == WMI_GAP)
        report_notice("subscribed again; events since the loss are missing", NULL);
    if (what == WMI_LOST || what == WMI_GAP)
        self->is_lost = what == WMI_LOST;
    return what == WMI_QUIET && has_step(self) ? do_step(self) : OUTCOME_DONE;
}

static uint32_t time_to_step(const watch *self)
{
    if (!has_step(self))
        return WMI_FOREVER;
    return strcmp(self->options->then.items[self->steps], RESTART) == 0 ? RESTART_MS : STEP_MS;
}

static uint32_t time_to_wait(const watch *self)
{
    uint32_t most = time_to_step(self);
    uint64_t now = machine_clock_us();
    uint64_t left;

    if (self->end_us == 0)
        return most;
    left = self->end_us > now ? (self->end_us - now + 999) / 1000 : 0;
    return left < most ? (uint32_t)left : most;
}

static bool is_enough(const watch *self)
{
    const uint32_t count = self->options->count;

    return (count != 0 && self->shown == count) || (self->end_us != 0 && machine_clock_us() >= self->end_us);
}

static outcome receive(watch *self)
{
    outcome result = OUTCOME_DONE;

    while (result == OUTCOME_DONE && !self->print.out->failed && !is_enough(self)) {
        IWbemClassObject *event;
        HRESULT hr = wmi_subscription_next(self->subscription, time_to_wait(self), &event);

        result = WMI_FAILED(hr) ? OUTCOME_WMI : take(self, hr, event);
    }
    return result;
}

/* --- The command -------------------------------------------------------------------------------------------------- */

static outcome receive_and_print(watch *self, output *out)
{
    outcome result = printer_begin(&self->print, out, self->format, &self->with, &self->columns);

    return result == OUTCOME_DONE ? printer_end(&self->print, receive(self)) : result;
}

static outcome run_watch(watch *self, output *out)
{
    outcome result = connect_to(self);

    if (result == OUTCOME_DONE)
        result = subscribe(self);
    if (result == OUTCOME_DONE)
        result = receive_and_print(self, out);
    if (result == OUTCOME_WMI && console_was_interrupted()) {
        result = OUTCOME_DONE;
    } else if (result == OUTCOME_WMI && self->shown > 0) { /* what has come is kept, in a file too */
        report_error(wmi_last_error());
        result = OUTCOME_FAILED;
    }
    wmi_subscription_close(self->subscription);
    console_release_interrupt();
    session_close(&self->with);
    return result;
}

static outcome run(const tool_options *options, output *out)
{
    watch self = { .options = options };
    outcome result = check(options);

    if (result != OUTCOME_DONE)
        return result;
    self.format = format_find(options->format, FORMATS_OF_EVENTS);
    if (self.format == NULL)
        return report_usage("unknown format", options->format);
    result = choose(&self);
    if (result == OUTCOME_DONE)
        result = run_watch(&self, out);
    selection_free(&self.columns);
    selection_free(&self.wanted);
    return result;
}

static void append_help(text *into)
{
    formats_append_help(into, FORMATS_OF_EVENTS);
    text_append_string(
        into,
        "\nPrints each event when it comes, until Ctrl-C, --count or --for ends it: then the exit code is "
        "0.\n"
        "--timeout limits connecting and subscribing only.\n"
        "\n"
        "CLASS is the class of the instances to watch. WMI compares them at an interval (--within): what\n"
        "comes and goes in between is missed. --query takes any event query, such as\n"
        "\"SELECT * FROM Win32_VolumeChangeEvent\".\n"
        "\n"
        "The columns are Event (created, deleted, modified; else the event's class), Time (UTC), and the\n"
        "properties of the instance, or of an event that is not about an instance. json has also\n"
        "PreviousInstance, of modifications. table and csv keep the columns of the first event.\n"
        "\n"
        "When WMI restarts, the tool subscribes again and reports on standard error that events are\n"
        "missing.\n"
        "\n"
        "With --mock, each --then is MOF text, taken when no event has come for a moment. Instances of "
        "event\n"
        "classes are raised; other instances change the data, which is compared at once. The word restart\n"
        "restarts the mock's WMI.\n");
}

const command watch_command = {
    "watch", "CLASS | --query WQL", "print events as they come", append_help, run, 0, 1
};
