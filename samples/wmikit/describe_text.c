/* SPDX-License-Identifier: MIT */
#include "describe_text.h"

#include "names.h"
#include "row.h"

static void append_type(text *into, wmi_type type, const char *class_name, bool is_array)
{
    type_append_name(into, type, class_name);
    text_append_string(into, is_array ? "[]" : "");
}

void describe_property(text *into, const wmi_property_info *from)
{
    append_type(into, from->type, from->class_name, from->is_array);
}

static void append_parameter(text *into, const wmi_parameter_info *one)
{
    if (one->is_out)
        text_append_string(into, one->is_in ? "in out " : "out ");
    if (one->is_optional)
        text_append_string(into, "optional ");
    append_type(into, one->type, one->class_name, one->is_array);
    text_append_string(into, " ");
    text_append_string(into, one->name);
}

void describe_method(text *into, const wmi_method_info *from)
{
    size_t i;

    type_append_name(into, from->return_type, NULL);
    text_append_string(into, " (");
    for (i = 0; i < from->parameter_count; i++) {
        text_append_string(into, i > 0 ? ", " : "");
        append_parameter(into, &from->parameters[i]);
    }
    text_append_string(into, ")");
}

/* --- Qualifiers --------------------------------------------------------------------------------------------------- */

static bool is_left_out(const char *name)
{
    static const char *const told_elsewhere[] = { "CIMTYPE",     "key",           "ID",
                                                  "in",          "out",           "optional",
                                                  "Description", "DisplayName",   "Locale",
                                                  "UUID",        "MappingStrings" };
    size_t i;

    for (i = 0; i < sizeof(told_elsewhere) / sizeof(told_elsewhere[0]); i++) {
        if (names_equal(name, told_elsewhere[i]))
            return true;
    }
    return false;
}

/* The value true is omitted. */
static void append_qualifier(text *into, const wmi_argument *one)
{
    const wmi_value *value = &one->value;

    text_append_string(into, into->length > 0 ? ", " : "");
    text_append_string(into, one->name);
    if (value->type == WMI_BOOL && !value->is_array && !value->is_null && value->boolean)
        return;
    text_append_string(into, "(");
    value_append_json(into, value);
    text_append_string(into, ")");
}

static void append_list(text *into, HRESULT hr, wmi_argument *list, size_t count)
{
    size_t i;

    if (WMI_FAILED(hr))
        return;
    text_append(into, "", 0);
    for (i = 0; i < count; i++) {
        if (!is_left_out(list[i].name))
            append_qualifier(into, &list[i]);
    }
    wmi_free(list);
}

void describe_object_qualifiers(text *into, IWbemClassObject *object)
{
    describe_property_qualifiers(into, object, NULL);
}

void describe_property_qualifiers(text *into, IWbemClassObject *object, const char *property)
{
    wmi_argument *list = NULL;
    size_t count = 0;
    HRESULT hr = wmi_qualifiers(object, property, &list, &count);

    append_list(into, hr, list, count);
}

void describe_method_qualifiers(text *into, IWbemClassObject *object, const char *method)
{
    wmi_argument *list = NULL;
    size_t count = 0;
    HRESULT hr = wmi_method_qualifiers(object, method, &list, &count);

    append_list(into, hr, list, count);
}
