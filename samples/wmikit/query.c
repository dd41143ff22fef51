/* SPDX-License-Identifier: MIT */
/* `wmikit query`, `wmikit get` and `wmikit associators`: read and print instances. */
#include "command.h"
#include "many.h"

#include <stdlib.h>
#include <string.h>

/* --- query: what is asked for a fixture --------------------------------------------------------------------------- */

/* Errors of the class are reported by the query. */
static outcome find_class(session *with, const char *from, IWbemClassObject **found)
{
    static const char blanks[] = " \t\r\n";
    text name = TEXT_INIT;

    from += strlen("FROM");
    from += strspn(from, blanks);
    text_append(&name, from, strcspn(from, blanks));
    if (name.failed)
        return OUTCOME_MEMORY;
    object_find_class(with->connection, with->cancel, name.data, found);
    text_free(&name);
    return OUTCOME_DONE;
}

static outcome append_keys(text *into, IWbemClassObject *definition)
{
    wmi_property_info *list = NULL;
    size_t count = 0;
    size_t i;

    if (definition != NULL && WMI_FAILED(wmi_class_properties(definition, &list, &count)))
        return OUTCOME_WMI;
    for (i = 0; i < count; i++) {
        if (!list[i].is_key)
            continue;
        text_append_string(into, ", ");
        text_append_string(into, list[i].name);
    }
    wmi_free(list);
    return OUTCOME_DONE;
}

static outcome append_query(text *into, const char *wql, IWbemClassObject *definition)
{
    const char *from = selection_end(wql);
    text keys = TEXT_INIT;
    outcome result = append_keys(&keys, definition);

    if (keys.length > 0) {
        text_append(into, wql, (size_t)(from - wql));
        text_append(into, keys.data, keys.length);
    } else {
        text_append_string(into, "SELECT *");
    }
    text_append_string(into, " ");
    text_append_string(into, from);
    into->failed = into->failed || keys.failed;
    text_free(&keys);
    return result;
}

/*
 * The query to run for mof, whose rows are to become instances of a mock: a SELECT list gets the keys of its class,
 * which instances need; it becomes `*` when the class has none, since its subclasses may. The caller frees it.
 * `definition` receives the class, by which a mock can give an empty answer too; NULL where it is not known.
 */
static outcome recorded_query(session *with, const char *wql, char **asked, IWbemClassObject **definition)
{
    const char *from = selection_end(wql);
    selection chosen = { NULL, 0 };
    text query = TEXT_INIT;
    outcome result = OUTCOME_DONE;

    if (!selection_parse(&chosen, wql))
        return OUTCOME_MEMORY;
    if (from != NULL)
        result = find_class(with, from, definition);
    if (chosen.count == 0)
        text_append_string(&query, wql);
    else if (result == OUTCOME_DONE)
        result = append_query(&query, wql, *definition);
    *asked = text_take(&query);
    selection_free(&chosen);
    if (*asked == NULL)
        return OUTCOME_MEMORY;
    return result;
}

/* --- query -------------------------------------------------------------------------------------------------------- */

static outcome start(job *self, const char *wql)
{
    wmi_query_options how = job_query_options(self);

    if (!selection_parse(&self->chosen, wql))
        return OUTCOME_MEMORY;
    return job_outcome(wmi_query(self->with.connection, wql, &how, &self->cursor));
}

static outcome ask_query(job *self)
{
    char *asked = NULL;
    outcome result;

    if (self->format != &mof_format)
        return start(self, self->operands[0]);
    result = recorded_query(&self->with, self->operands[0], &asked, &self->object);
    if (result == OUTCOME_DONE)
        result = start(self, asked);
    free(asked);
    return result;
}

/* The class is written first, if known: for an empty result it is the only output. */
static outcome show_query(job *self)
{
    outcome result = OUTCOME_DONE;

    if (self->object != NULL)
        result = job_show_class(self);
    return result == OUTCOME_DONE ? printer_cursor(&self->print, self->cursor) : result;
}

static outcome run_query(const tool_options *options, output *out)
{
    if (options_name_servers(options))
        return many_run(&(many_task){ .wql = options->operands[0] }, options, out);
    return job_run(options, out, FORMATS_OF_OBJECTS, ask_query, show_query);
}

static void append_query_help(text *into)
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
    "query", "WQL", "run a WQL query and print its rows", append_query_help, run_query, 1, 1
};

/* --- get ---------------------------------------------------------------------------------------------------------- */

static outcome ask_get(job *self)
{
    wmi_call_options how = job_call_options(self);

    return job_outcome(wmi_find(self->with.connection, self->operands[0], &how, &self->object));
}

static outcome run_get(const tool_options *options, output *out)
{
    if (options_name_servers(options))
        return many_run(&(many_task){ .ask = ask_get }, options, out);
    return job_run(options, out, FORMATS_OF_OBJECTS, ask_get, job_show_object);
}

static void append_get_help(text *into)
{
    formats_append_help(into, FORMATS_OF_OBJECTS);
    text_append_string(
        into,
        "\nPATH is the path of an instance, 'Win32_LogicalDisk.DeviceID=\"C:\"'. For a class, the default\n"
        "values of its properties are printed; for more use `wmikit describe`.\n");
    formats_append_mof_help(into);
    many_append_help(into);
}

const command get_command = { "get", "PATH", "print an instance", append_get_help, run_get, 1, 1 };

/* --- associators -------------------------------------------------------------------------------------------------- */

static outcome ask_associators(job *self)
{
    wmi_query_options how = job_query_options(self);

    return job_outcome(
        wmi_associators(self->with.connection, self->operands[0], self->options->where, &how, &self->cursor));
}

/* Records the associations too: without them, a mock would find nothing. */
static outcome record_associations(job *self)
{
    wmi_query_options how = job_query_options(self);
    wmi_cursor *associations = NULL;
    outcome result = job_outcome(
        wmi_references(self->with.connection, self->operands[0], NULL, &how, &associations));

    if (result == OUTCOME_DONE)
        result = printer_cursor(&self->print, associations);
    wmi_cursor_close(associations);
    return result;
}

static outcome record_source(job *self)
{
    outcome result = ask_get(self);

    return result == OUTCOME_DONE ? job_show_object(self) : result;
}

static outcome show_associators(job *self)
{
    outcome result = OUTCOME_DONE;

    if (self->format == &mof_format)
        result = record_source(self);
    if (result == OUTCOME_DONE)
        result = printer_cursor(&self->print, self->cursor);
    if (result == OUTCOME_DONE && self->format == &mof_format)
        result = record_associations(self);
    return result;
}

static outcome run_associators(const tool_options *options, output *out)
{
    return job_run(options, out, FORMATS_OF_OBJECTS, ask_associators, show_associators);
}

static void append_associators_help(text *into)
{
    formats_append_help(into, FORMATS_OF_OBJECTS);
    text_append_string(
        into,
        "\nPATH is the path of an instance, 'Win32_LogicalDisk.DeviceID=\"C:\"'. --where is the condition\n"
        "after ASSOCIATORS OF {PATH} WHERE: ResultClass, AssocClass, Role, ResultRole, ClassDefsOnly, "
        "\xE2\x80\xA6\n");
    formats_append_mof_help(into);
    text_append_string(into, "The output includes the instance itself and its associations.\n");
}

const command associators_command = { "associators",
                                      "PATH",
                                      "print the objects associated with an instance",
                                      append_associators_help,
                                      run_associators,
                                      1,
                                      1 };
