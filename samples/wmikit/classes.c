/* SPDX-License-Identifier: MIT */
/* `wmikit classes` and `wmikit describe`: the classes of a namespace, and the definition of one. */
#include "command.h"
#include "names.h"

/* --- classes ------------------------------------------------------------------------------------------------------ */

static outcome ask_classes(job *self)
{
    static const char *const columns[] = { "Class", "Superclass", NULL };
    wmi_query_options how = job_query_options(self);
    outcome result = job_choose(self, columns);

    if (result != OUTCOME_DONE)
        return result;
    return job_outcome(wmi_classes(self->with.connection, NULL, &how, &self->cursor));
}

static outcome show_name(job *self, IWbemClassObject *object, const char *name)
{
    char *superclass = NULL;
    wmi_value values[2] = { wmi_value_string(name) };
    property_row row = { object, true, 2, self->chosen.names, NULL, values, NULL };
    outcome result;

    if (WMI_FAILED(wmi_get_string(object, "__SUPERCLASS", &superclass)))
        return OUTCOME_WMI;
    values[1] = wmi_value_string(superclass);
    result = printer_row(&self->print, &row);
    wmi_free(superclass);
    return result;
}

static outcome show_if_wanted(job *self, IWbemClassObject *object)
{
    const char *pattern = self->options->operand_count > 0 ? self->operands[0] : "*";
    outcome result = OUTCOME_DONE;
    char *name = NULL;

    if (wmi_get_string(object, "__CLASS", &name) != WMI_OK)
        return OUTCOME_WMI;
    if (name_matches(name, pattern))
        result = show_name(self, object, name);
    wmi_free(name);
    return result;
}

static outcome show_classes(job *self)
{
    outcome result = OUTCOME_DONE;

    while (result == OUTCOME_DONE && !self->print.out->failed) {
        IWbemClassObject *object;
        HRESULT hr = wmi_cursor_next(self->cursor, &object);

        if (hr != WMI_OK)
            return job_outcome(hr);
        result = show_if_wanted(self, object);
    }
    return result;
}

static outcome run_classes(const tool_options *options, output *out)
{
    return job_run(options, out, FORMATS_OF_OBJECTS, ask_classes, show_classes);
}

static void append_classes_help(text *into)
{
    formats_append_help(into, FORMATS_OF_OBJECTS);
    text_append_string(
        into, "\nIn PATTERN, * and % match any characters and ? matches one; case does not matter:\n"
              "`wmikit classes 'win32_*disk*'`. Without PATTERN, all classes of the namespace are listed.\n");
    formats_append_mof_help(into);
}

const command classes_command = {
    "classes", "[PATTERN]", "list the classes of a namespace", append_classes_help, run_classes, 0, 1
};

/* --- describe: types and signatures ------------------------------------------------------------------------------- */

/* "uint8[]", "Win32_Directory ref" */
static void append_type(text *into, wmi_type type, const char *class_name, bool is_array)
{
    type_append_name(into, type, class_name);
    text_append_string(into, is_array ? "[]" : "");
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

/* "uint32 (string CommandLine, out uint32 ProcessId)" */
static void append_signature(text *into, const wmi_method_info *from)
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

/* --- describe: qualifiers ----------------------------------------------------------------------------------------- */

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

/*
 * "read, MaxLen(256)": those not shown elsewhere. Empty if the WMI has no qualifiers (Wine): its classes are
 * described without.
 */
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

/* Of the class when `property` is NULL. */
static void append_qualifiers(text *into, IWbemClassObject *object, const char *property)
{
    wmi_argument *list = NULL;
    size_t count = 0;
    HRESULT hr = wmi_qualifiers(object, property, &list, &count);

    append_list(into, hr, list, count);
}

static void append_method_qualifiers(text *into, IWbemClassObject *object, const char *method)
{
    wmi_argument *list = NULL;
    size_t count = 0;
    HRESULT hr = wmi_method_qualifiers(object, method, &list, &count);

    append_list(into, hr, list, count);
}

/* --- describe ----------------------------------------------------------------------------------------------------- */

static const char *const member_columns[] = { "Kind", "Name", "Type", "Key", "Origin", "Qualifiers", NULL };

enum {
    KIND,
    NAME,
    TYPE,
    KEY,
    ORIGIN,
    QUALIFIERS,
    COLUMN_COUNT
};

/* A row that is being made: its texts are its own. */
typedef struct description {
    wmi_value values[COLUMN_COUNT];
    text type;
    text qualifiers;
} description;

static outcome ask_class(job *self)
{
    wmi_call_options how = job_call_options(self);
    outcome result = self->format == &mof_format ? OUTCOME_DONE : job_choose(self, member_columns);

    if (result != OUTCOME_DONE)
        return result;
    return job_outcome(wmi_find(self->with.connection, self->operands[0], &how, &self->object));
}

static void begin(description *made, const char *kind, const char *name, const char *origin)
{
    *made = (description){ .type = TEXT_INIT, .qualifiers = TEXT_INIT };
    made->values[KIND] = wmi_value_string(kind);
    made->values[NAME] = wmi_value_string(name);
    made->values[TYPE] = wmi_value_null(WMI_STRING);
    made->values[KEY] = wmi_value_null(WMI_NULL);
    made->values[ORIGIN] = wmi_value_string(origin);
}

/* Prints and frees it. */
static outcome finish(description *made, job *self)
{
    property_row row = { self->object, true, COLUMN_COUNT, self->chosen.names, NULL, made->values, NULL };
    outcome result = OUTCOME_MEMORY;

    if (!made->type.failed && !made->qualifiers.failed) {
        if (made->type.data != NULL)
            made->values[TYPE] = wmi_value_string(made->type.data);
        made->values[QUALIFIERS] = wmi_value_string(made->qualifiers.data);
        result = printer_row(&self->print, &row);
    }
    text_free(&made->type);
    text_free(&made->qualifiers);
    return result;
}

static outcome show_class(job *self)
{
    char *name = NULL;
    char *superclass = NULL;
    description made;
    outcome result = OUTCOME_WMI;

    if (WMI_SUCCEEDED(wmi_get_string(self->object, "__CLASS", &name))) {
        wmi_get_string(self->object, "__SUPERCLASS", &superclass); /* Wine's classes do not know of one */
        begin(&made, "class", name, NULL);
        made.values[TYPE] = made.values[ORIGIN] = wmi_value_null(WMI_NULL);
        if (superclass != NULL)
            text_append_string(&made.type, superclass);
        append_qualifiers(&made.qualifiers, self->object, NULL);
        result = finish(&made, self);
    }
    wmi_free(superclass);
    wmi_free(name);
    return result;
}

static outcome show_properties(job *self)
{
    wmi_property_info *list = NULL;
    outcome result = OUTCOME_DONE;
    description made;
    size_t count;
    size_t i;

    if (WMI_FAILED(wmi_class_properties(self->object, &list, &count)))
        return OUTCOME_WMI;
    for (i = 0; i < count && result == OUTCOME_DONE; i++) {
        begin(&made, "property", list[i].name, list[i].origin);
        made.values[KEY] = wmi_value_bool(list[i].is_key);
        append_type(&made.type, list[i].type, list[i].class_name, list[i].is_array);
        append_qualifiers(&made.qualifiers, self->object, list[i].name);
        result = finish(&made, self);
    }
    wmi_free(list);
    return result;
}

static outcome show_methods(job *self)
{
    wmi_method_info *list = NULL;
    outcome result = OUTCOME_DONE;
    description made;
    size_t count;
    size_t i;

    if (WMI_FAILED(wmi_class_methods(self->object, &list, &count)))
        return OUTCOME_WMI;
    for (i = 0; i < count && result == OUTCOME_DONE; i++) {
        begin(&made, "method", list[i].name, list[i].origin);
        append_signature(&made.type, &list[i]);
        append_method_qualifiers(&made.qualifiers, self->object, list[i].name);
        result = finish(&made, self);
    }
    wmi_free(list);
    return result;
}

static outcome show_description(job *self)
{
    outcome result;

    if (self->format == &mof_format)
        return job_show_class(self);
    result = show_class(self);
    if (result == OUTCOME_DONE)
        result = show_properties(self);
    return result == OUTCOME_DONE ? show_methods(self) : result;
}

static outcome run_describe(const tool_options *options, output *out)
{
    return job_run(options, out, FORMATS_OF_OBJECTS, ask_class, show_description);
}

static void append_describe_help(text *into)
{
    formats_append_help(into, FORMATS_OF_OBJECTS);
    text_append_string(
        into, "\n"
              "The first row is the class, with its superclass as Type; then follow its properties, and its\n"
              "methods, with their signature as Type. Origin is the class that introduced the property or\n"
              "method. Qualifiers that are shown in other columns or that are documentation are left out.\n"
              "Cells that do not apply are empty. NULL: WMI does not provide this information.\n");
    formats_append_mof_help(into);
}

const command describe_command = {
    "describe", "CLASS", "print the definition of a class", append_describe_help, run_describe, 1, 1
};
