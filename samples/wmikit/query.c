/* SPDX-License-Identifier: MIT */
/* `wmikit query`: runs a WQL query and prints its rows. */
#include "command.h"
#include "fixture_query.h"
#include "job.h"
#include "many.h"

#include <stdlib.h>

static outcome start(job *self, const char *wql)
{
    wmi_query_options how = job_query_options(self);

    if (!selection_parse(&self->chosen, wql))
        return OUTCOME_MEMORY;
    return job_outcome(wmi_query(self->with.connection, wql, &how, &self->cursor));
}

static outcome ask(job *self)
{
    char *asked = NULL;
    outcome result;

    if (self->format != &mof_format)
        return start(self, self->operands[0]);
    result = fixture_query(&self->with, self->operands[0], &asked, &self->object);
    if (result == OUTCOME_DONE)
        result = start(self, asked);
    free(asked);
    return result;
}

/* The class is written first, if known: for an empty result it is the only output. */
static outcome show(job *self)
{
    outcome result = OUTCOME_DONE;

    if (self->object != NULL)
        result = job_show_class(self);
    return result == OUTCOME_DONE ? job_show_cursor(self) : result;
}

static outcome run(const tool_options *options, output *out)
{
    if (options_name_servers(options))
        return many_query(options, out, options->operands[0]);
    return job_run(options, out, FORMATS_OF_OBJECTS, ask, show);
}

static void append_help(text *into)
{
    formats_append_help(into, FORMATS_OF_OBJECTS);
    text_append_string(
        into,
        "\nThe columns are those of the SELECT list, in its order; with SELECT * they are all properties of\n"
        "the objects (one that only some objects have is a column too). table, and csv with SELECT *,\n"
        "print after the last row has arrived; list, value and json print each row when it arrives.\n"
        "\n"
        "NULL is printed as NULL in table and list, as an empty field in csv (an empty string is \"\"), as\n"
        "null in json. Embedded objects are JSON in every format, arrays in every one but value. Control\n"
        "characters are shown as symbols (\xE2\x90\x8A) in table and list. value is what scripts read that\n"
        "were written for wmic /value: nothing for NULL, TRUE and FALSE, {\"a\",\"b\"} for arrays.\n"
        "The cells of csv are data, as WMI has them; a spreadsheet may take one for a formula:\n"
        "--safe-csv writes an apostrophe before those.\n"
        "An empty result prints nothing; in json [], in csv the header if there is a SELECT list.\n");
    formats_append_mof_help(into);
    text_append_string(
        into, "A SELECT list is extended by the keys of the class; without keys it is replaced by *.\n");
    many_append_help(into);
}

const command query_command = {
    "query", "WQL", "run a WQL query and print its rows", append_help, run, 1, 1
};
