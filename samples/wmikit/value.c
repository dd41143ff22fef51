/* SPDX-License-Identifier: MIT */
/*
 * `Name=value`, as `wmic … /value` printed it and scripts read it: nothing after the sign for NULL, TRUE and FALSE,
 * arrays in braces ({"a","b"}, {1,2}). A value is one line, whatever it contains, and an empty line is between objects.
 */
#include "format.h"
#include "row.h"

#include <stdlib.h>
#include <string.h>

typedef struct value_document {
    output *out;
    bool has_rows;
} value_document;

static void *begin(output *out, const selection *chosen, session *with)
{
    value_document *document = calloc(1, sizeof(*document));

    (void)chosen;
    (void)with;
    if (document != NULL)
        document->out = out;
    return document;
}

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

static outcome write_row(void *opaque, const property_row *row)
{
    value_document *document = opaque;
    text object = TEXT_INIT;
    outcome result = OUTCOME_DONE;
    size_t i;

    if (document->has_rows)
        text_append_string(&object, "\n");
    for (i = 0; i < row->count && result == OUTCOME_DONE; i++)
        result = append_property(&object, row->names[i], &row->values[i]);
    if (result == OUTCOME_DONE && !output_text(document->out, &object))
        result = OUTCOME_MEMORY;
    document->has_rows = document->has_rows || result == OUTCOME_DONE;
    text_free(&object);
    return result;
}

static outcome end(void *opaque)
{
    free(opaque);
    return OUTCOME_DONE;
}

const output_format value_format = { "value", "a `Name=value` line for each property, as wmic /value has it",
                                     begin, write_row, end };
