/* SPDX-License-Identifier: MIT */
#include "mof_text.h"

#include "names.h"

#include <string.h>

/* --- Literals --------------------------------------------------------------------------------------------------- */

static void append_escape(text *into, unsigned unit)
{
    static const char digits[] = "0123456789ABCDEF";
    static const char named[] = "\b\t\n\f\r\"\\";
    static const char letters[] = "btnfr\"\\";
    const char *found = unit > 0 && unit < 0x80 ? strchr(named, (int)unit) : NULL;
    char escape[6] = { '\\', 'x' };
    size_t i;

    if (found != NULL) {
        escape[1] = letters[found - named];
        text_append(into, escape, 2);
        return;
    }
    for (i = 0; i < 4; i++)
        escape[2 + i] = digits[unit >> (12 - 4 * i) & 0xF];
    text_append(into, escape, 6);
}

static void append_quoted(text *into, const char *string)
{
    text_append(into, "\"", 1);
    for (; *string != '\0'; string++) {
        unsigned char byte = (unsigned char)*string;

        if (byte < 0x20 || byte == 0x7F || byte == '"' || byte == '\\')
            append_escape(into, byte);
        else
            text_append(into, string, 1);
    }
    text_append(into, "\"", 1);
}

static void append_char16(text *into, uint16_t unit)
{
    char plain = (char)unit;

    text_append(into, "'", 1);
    if (unit >= 0x20 && unit < 0x7F && unit != '\'' && unit != '\\')
        text_append(into, &plain, 1);
    else
        append_escape(into, unit);
    text_append(into, "'", 1);
}

/* Infinities and NaN have no literal. */
static outcome append_number(text *into, const wmi_value *value)
{
    bool is_long = value->type == WMI_SINT64 || value->type == WMI_UINT64;
    bool is_real = value->type == WMI_REAL32 || value->type == WMI_REAL64;
    size_t start = into->length;
    outcome result;

    if (is_long)
        text_append(into, "\"", 1); /* many a compiler of MOF stops at 32 bits */
    result = value_append_json(into, value);
    if (is_long)
        text_append(into, "\"", 1);
    if (is_real && !into->failed && strpbrk(into->data + start, ".en") == NULL)
        text_append_string(into, ".0");
    return result;
}

static outcome append_embedded(text *into, IWbemClassObject *object);

static outcome append_scalar(text *into, const wmi_value *value)
{
    char datetime[26];

    if (value->is_null) {
        text_append_string(into, "NULL");
        return OUTCOME_DONE;
    }
    switch (value->type) {
    case WMI_STRING:
    case WMI_REFERENCE: append_quoted(into, value->string); break;
    case WMI_BOOL: text_append_string(into, value->boolean ? "TRUE" : "FALSE"); break;
    case WMI_CHAR16: append_char16(into, value->char16); break;
    case WMI_OBJECT: return append_embedded(into, value->object);
    case WMI_DATETIME:
        wmi_datetime_format(&value->datetime, datetime);
        append_quoted(into, datetime);
        break;
    default: return append_number(into, value);
    }
    return OUTCOME_DONE;
}

static outcome append_value(text *into, const wmi_value *value)
{
    outcome result = OUTCOME_DONE;
    size_t i;

    if (!value->is_array || value->is_null)
        return append_scalar(into, value);
    text_append(into, "{", 1);
    for (i = 0; i < value->count && result == OUTCOME_DONE; i++) {
        wmi_value element = value_element(value, i);

        if (i > 0)
            text_append(into, ", ", 2);
        result = append_scalar(into, &element);
    }
    text_append(into, "}", 1);
    return result;
}

/* --- Instances -------------------------------------------------------------------------------------------------- */

static outcome append_class_name(text *into, IWbemClassObject *object)
{
    char *name = NULL;

    if (WMI_FAILED(wmi_get_string(object, "__CLASS", &name)))
        return OUTCOME_WMI;
    text_append_string(into, name != NULL ? name : "");
    wmi_free(name);
    return OUTCOME_DONE;
}

static bool is_system(const char *name)
{
    return strncmp(name, "__", 2) == 0;
}

/* An instance that does not mention a property has the class's default. */
static bool is_the_default(const wmi_value *value, IWbemClassObject *definition, const char *name)
{
    wmi_value by_default = wmi_value_null(WMI_NULL);
    bool is_same = value->is_null && definition != NULL &&
                   wmi_get_value(definition, name, &by_default) == WMI_END;

    wmi_value_clear(&by_default);
    return is_same;
}

static outcome append_assignment(text *into, const char *name, const wmi_value *value)
{
    outcome result;

    text_append_string(into, name);
    text_append_string(into, " = ");
    result = append_value(into, value);
    text_append_string(into, ";");
    return result;
}

static outcome append_instance(text *into, const property_row *row, IWbemClassObject *definition,
                               const char *between)
{
    outcome result;
    size_t i;

    text_append_string(into, "instance of ");
    result = append_class_name(into, row->object);
    text_append_string(into, " {");
    for (i = 0; i < row->count && result == OUTCOME_DONE; i++) {
        if (is_system(row->names[i]) || is_the_default(&row->values[i], definition, row->names[i]))
            continue;
        text_append_string(into, between);
        result = append_assignment(into, row->names[i], &row->values[i]);
    }
    return result;
}

/* In one line. */
static outcome append_embedded(text *into, IWbemClassObject *object)
{
    property_row row = ROW_INIT;
    outcome result = row_read(&row, object, NULL, 0);

    if (result == OUTCOME_DONE)
        result = append_instance(into, &row, NULL, " ");
    text_append_string(into, " }");
    row_clear(&row);
    return result;
}

outcome mof_append_instance(text *into, const property_row *row, IWbemClassObject *definition)
{
    outcome result = append_instance(into, row, definition, "\n\t");

    text_append_string(into, "\n};\n\n");
    return result;
}

/* --- Classes ------------------------------------------------------------------------------------------------------ */

/* The path's key of that name, whatever the case: `Class.Name="…",Other=5`. */
static bool is_key(const char *path, const char *name)
{
    size_t length = strlen(name);
    bool in_quotes = false;
    bool at_name = false;

    for (; *path != '\0'; path++) {
        if (at_name && !in_quotes && names_match(path, name, length) && path[length] == '=')
            return true;
        if (in_quotes && *path == '\\' && path[1] != '\0')
            path++;
        else if (*path == '"')
            in_quotes = !in_quotes;
        at_name = *path == '.' || *path == ',';
    }
    return false;
}

static const wmi_property_info *find_info(const wmi_property_info *list, size_t count, const char *name)
{
    size_t i;

    for (i = 0; i < count; i++) {
        if (strcmp(list[i].name, name) == 0)
            return &list[i];
    }
    return NULL;
}

static void append_property(text *into, const wmi_property_info *info, bool is_key_there, bool is_malformed)
{
    text_append_string(into, is_key_there ? "\t[key] " : "\t");
    type_append_name(into, is_malformed ? WMI_STRING : info->type, info->class_name);
    text_append_string(into, " ");
    text_append_string(into, info->name);
    text_append_string(into, info->is_array && !is_malformed ? "[];\n" : ";\n");
}

static void append_properties(text *into, const property_row *row, const wmi_property_info *list,
                              size_t count, const char *path)
{
    size_t i;

    for (i = 0; i < row->count; i++) {
        const wmi_property_info *info = find_info(list, count, row->names[i]);

        if (info != NULL)
            append_property(into, info, is_key(path, info->name), row->own_strings[i] != NULL);
    }
}

outcome mof_append_own_class(text *into, const property_row *row)
{
    wmi_property_info *list = NULL;
    text path = TEXT_INIT;
    outcome result;
    size_t count;

    if (WMI_FAILED(wmi_class_properties(row->object, &list, &count)))
        return OUTCOME_WMI;
    row_append_relative_path(&path, row);
    text_append_string(into, "class ");
    result = append_class_name(into, row->object);
    text_append_string(into, " {\n");
    text_append(&path, "", 0);
    if (path.failed)
        result = OUTCOME_MEMORY;
    else
        append_properties(into, row, list, count, path.data);
    text_append_string(into, "};\n\n");
    text_free(&path);
    wmi_free(list);
    return result;
}
