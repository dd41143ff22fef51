/* SPDX-License-Identifier: MIT */
/* `wmikit query`: runs a WQL query and prints its rows. */
#include "command.h"
#include "format.h"
#include "report.h"
#include "session.h"

#include <string.h>
#include <wmikit.h>

/* Before the first row is read, the user's SELECT list takes the spelling that the objects have. */
static outcome spell(selection *chosen, IWbemClassObject *object)
{
    char **names = NULL;
    size_t count;
    bool complete;

    if (WMI_FAILED(wmi_property_names(object, &names, &count)))
        return OUTCOME_WMI;
    complete = selection_spell(chosen, names, count);
    wmi_free(names);
    return complete ? OUTCOME_DONE : OUTCOME_MEMORY;
}

static outcome print_object(const output_format *format, void *document, IWbemClassObject *object,
                            selection *chosen)
{
    property_row row;
    outcome result = row_read(&row, object, chosen->names, chosen->count);

    if (result == OUTCOME_DONE)
        result = format->row(document, &row);
    row_clear(&row);
    return result;
}

static outcome print_rows(wmi_cursor *cursor, const output_format *format, void *document, selection *chosen,
                          output *out)
{
    outcome result = OUTCOME_DONE;
    bool is_first = true;

    while (result == OUTCOME_DONE && !out->failed) {
        IWbemClassObject *object;
        HRESULT hr = wmi_cursor_next(cursor, &object);

        if (WMI_FAILED(hr))
            return OUTCOME_WMI;
        if (hr == WMI_END)
            break;
        if (is_first && chosen->count > 0)
            result = spell(chosen, object);
        is_first = false;
        if (result == OUTCOME_DONE)
            result = print_object(format, document, object, chosen);
        output_pause(out);
    }
    return result;
}

static outcome print_cursor(wmi_cursor *cursor, const output_format *format, selection *chosen, output *out)
{
    void *document = format->begin(out, chosen);
    outcome result;
    outcome ended;

    if (document == NULL)
        return OUTCOME_MEMORY;
    result = print_rows(cursor, format, document, chosen, out);
    ended = format->end(document);
    return result != OUTCOME_DONE ? result : ended;
}

static outcome query(session *with, const char *wql, const output_format *format, output *out)
{
    wmi_query_options how = WMI_QUERY_OPTIONS_INIT;
    wmi_cursor *cursor = NULL;
    selection chosen = { NULL, 0 };
    outcome result = OUTCOME_MEMORY;

    how.cancel = with->cancel;
    if (WMI_FAILED(wmi_query(with->connection, wql, &how, &cursor)))
        return OUTCOME_WMI;
    if (selection_parse(&chosen, wql))
        result = print_cursor(cursor, format, &chosen, out);
    selection_free(&chosen);
    wmi_cursor_close(cursor);
    return result;
}

static outcome run(const tool_options *options, const char *wql, output *out)
{
    const output_format *format = options->format != NULL ? format_find(options->format) : formats[0];
    session with;
    outcome result;

    if (format == NULL)
        return report_usage("unknown format", options->format);
    result = session_open(&with, options);
    if (result == OUTCOME_DONE)
        result = session_connect(&with);
    if (result == OUTCOME_DONE)
        result = query(&with, wql, format, out);
    session_close(&with);
    return result;
}

static void append_help(text *into)
{
    size_t i;

    text_append_string(into, "\nFormats:\n");
    for (i = 0; formats[i] != NULL; i++) {
        text_append_string(into, "  ");
        text_append_string(into, formats[i]->name);
        text_append_repeated(into, ' ', 24 - strlen(formats[i]->name));
        text_append_string(into, formats[i]->summary);
        text_append_string(into, "\n");
    }
    text_append_string(
        into,
        "\nThe columns are those of the SELECT list, in its order; after SELECT * they are the objects'\n"
        "own, and a property that only some objects have makes a column for all. table and, after\n"
        "SELECT *, csv print when all rows are there; list and json print each row as it comes.\n"
        "\n"
        "NULL is NULL in table and list, an empty field in csv (an empty string is \"\") and null in\n"
        "json. Arrays and embedded objects are JSON in every format. Control characters are shown as\n"
        "pictures (\xE2\x90\x8A) in table and list. An empty result prints nothing, [] in json, and the\n"
        "header in csv when the SELECT list names it.\n");
}

const command query_command = { "query", "WQL", "run a WQL query and print its rows", append_help, run };
