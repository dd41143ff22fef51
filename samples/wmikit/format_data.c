/* SPDX-License-Identifier: MIT */
/*
 * The formats for programs. csv: RFC 4180. json: RFC 8259, an array of objects, one a line; of events the objects alone.
 * value: `Name=value`, as wmic has it.
 */
#include "format.h"
#include "grid.h"

#include <stdlib.h>
#include <string.h>

/* Of every format here. */
typedef struct data_document {
    output *out;
    bool has_rows; /* of csv: a header */
    grid rows;     /* these three of csv */
    const selection *chosen;
    void (*append_field)(text *into, const char *string);
} data_document;

static void *begin(output *out, const selection *chosen, session *with)
{
    data_document *document = calloc(1, sizeof(*document));

    if (document != NULL) {
        document->out = out;
        document->chosen = chosen;
        document->append_field = with->options->safe_csv ? csv_append_safe_field : csv_append_field;
    }
    return document;
}

static outcome end(void *opaque)
{
    free(opaque);
    return OUTCOME_DONE;
}

/* Writes and frees it, unless making it failed. */
static outcome write_out(const data_document *document, text *made, outcome result)
{
    if (result == OUTCOME_DONE && !output_text(document->out, made))
        result = OUTCOME_MEMORY;
    text_free(made);
    return result;
}

/* --- csv ---------------------------------------------------------------------------------------------------------- */

/*
 * The header comes first, so rows are held back while a later one may add a column: that is after `SELECT *`, where the
 * subclasses of a class differ. With a SELECT list rows are written as they come.
 */

/* The field of a column; those after the first follow a comma. */
static void append_column(const data_document *document, text *line, size_t column, const char *string)
{
    if (column > 0)
        text_append(line, ",", 1);
    document->append_field(line, string);
}

static outcome write_header(const data_document *document, char *const *names, size_t count)
{
    text line = TEXT_INIT;
    size_t i;

    for (i = 0; i < count; i++)
        append_column(document, &line, i, names[i]);
    text_append(&line, "\r\n", 2);
    return write_out(document, &line, OUTCOME_DONE);
}

static outcome write_record(const data_document *document, size_t row)
{
    const grid *from = &document->rows;
    text line = TEXT_INIT;
    size_t i;

    for (i = 0; i < from->column_count; i++)
        append_column(document, &line, i, grid_at(from, row, i)->text);
    text_append(&line, "\r\n", 2);
    return write_out(document, &line, OUTCOME_DONE);
}

static outcome write_rows(data_document *document)
{
    const grid *rows = &document->rows;
    outcome result = OUTCOME_DONE;
    size_t i;

    if (!document->has_rows)
        result = write_header(document, rows->names, rows->column_count);
    document->has_rows = true;
    for (i = 0; i < rows->row_count && result == OUTCOME_DONE; i++)
        result = write_record(document, i);
    grid_drop_rows(&document->rows);
    return result;
}

static outcome add_csv_row(void *opaque, const property_row *row)
{
    data_document *document = opaque;
    outcome result = grid_add(&document->rows, row);

    if (result == OUTCOME_DONE && document->chosen->count > 0)
        result = write_rows(document);
    return result;
}

static outcome end_csv(void *opaque)
{
    data_document *document = opaque;
    const selection *chosen = document->chosen;
    outcome result = OUTCOME_DONE;

    if (document->rows.row_count > 0)
        result = write_rows(document);
    else if (!document->has_rows && chosen->count > 0)
        result = write_header(document, chosen->names, chosen->count);
    grid_clear(&document->rows);
    free(document);
    return result;
}

const output_format csv_format = {
    "csv", "comma-separated values (RFC 4180), in UTF-8; for spreadsheets: --safe-csv", begin, add_csv_row,
    end_csv
};

/* --- json --------------------------------------------------------------------------------------------------------- */

static outcome write_json_row(void *opaque, const property_row *row)
{
    data_document *document = opaque;
    text line = TEXT_INIT;
    outcome result;

    text_append_string(&line, document->has_rows ? ",\n  " : "[\n  ");
    result = row_append_json(&line, row);
    result = write_out(document, &line, result);
    document->has_rows = document->has_rows || result == OUTCOME_DONE;
    return result;
}

static outcome end_json(void *opaque)
{
    data_document *document = opaque;

    output_string(document->out, document->has_rows ? "\n]\n" : "[]\n");
    free(document);
    return OUTCOME_DONE;
}

const output_format json_format = { "json", "an array of objects (RFC 8259), row by row", begin,
                                    write_json_row, end_json };

static outcome write_json_line(void *opaque, const property_row *row)
{
    text line = TEXT_INIT;
    outcome result = row_append_json(&line, row);

    text_append(&line, "\n", 1);
    return write_out(opaque, &line, result);
}

const output_format json_lines_format = { "json", "an object (RFC 8259) on a line for each event", begin,
                                          write_json_line, end };

/* --- value -------------------------------------------------------------------------------------------------------- */

/*
 * As `wmic … /value` printed it and scripts read it: nothing after the sign for NULL, TRUE and FALSE, arrays in braces
 * ({"a","b"}, {1,2}). A value is one line, whatever it contains, and an empty line is between objects.
 */

/* A line end inside would begin what reads like another property. */
static void append_on_one_line(text *into, const text *from)
{
    size_t i;

    for (i = 0; i < from->length; i++) {
        char byte = from->data[i];

        if (byte == '\n' || byte == '\r')
            text_append_code_point(into, 0x2400 + (uint32_t)byte);
        else
            text_append(into, &byte, 1);
    }
}

static bool is_quoted(const wmi_value *value)
{
    return value->type == WMI_STRING || value->type == WMI_REFERENCE || value->type == WMI_DATETIME ||
           value->type == WMI_CHAR16;
}

static outcome append_scalar(text *into, const wmi_value *value)
{
    text plain = TEXT_INIT;
    outcome result = OUTCOME_DONE;

    if (value->type == WMI_BOOL && !value->is_null)
        text_append_string(&plain, value->boolean ? "TRUE" : "FALSE");
    else
        result = value_append_plain(&plain, value);
    append_on_one_line(into, &plain);
    into->failed = into->failed || plain.failed;
    text_free(&plain);
    return result;
}

static outcome append_array(text *into, const wmi_value *array)
{
    const char *quote = is_quoted(array) ? "\"" : "";
    outcome result = OUTCOME_DONE;
    size_t i;

    text_append_string(into, "{");
    for (i = 0; i < array->count && result == OUTCOME_DONE; i++) {
        wmi_value element = value_element(array, i);

        text_append_string(into, i > 0 ? "," : "");
        text_append_string(into, quote);
        result = append_scalar(into, &element);
        text_append_string(into, quote);
    }
    text_append_string(into, "}");
    return result;
}

static outcome append_property(text *into, const char *name, const wmi_value *value)
{
    bool is_array = value->is_array && !value->is_null;
    outcome result;

    text_append_string(into, name);
    text_append_string(into, "=");
    result = is_array ? append_array(into, value) : append_scalar(into, value);
    text_append_string(into, "\n");
    return result;
}

static outcome write_value_row(void *opaque, const property_row *row)
{
    data_document *document = opaque;
    text object = TEXT_INIT;
    outcome result = OUTCOME_DONE;
    size_t i;

    if (document->has_rows)
        text_append_string(&object, "\n");
    for (i = 0; i < row->count && result == OUTCOME_DONE; i++)
        result = append_property(&object, row->names[i], &row->values[i]);
    result = write_out(document, &object, result);
    document->has_rows = document->has_rows || result == OUTCOME_DONE;
    return result;
}

const output_format value_format = { "value", "a `Name=value` line for each property, as wmic /value has it",
                                     begin, write_value_row, end };
