/* SPDX-License-Identifier: MIT */
/* `wmikit describe`: the definition of a class. */
#include "command.h"
#include "describe_text.h"
#include "job.h"

static const char *const columns[] = { "Kind", "Name", "Type", "Key", "Origin", "Qualifiers", NULL };

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

static outcome ask(job *self)
{
    wmi_call_options how = job_call_options(self);
    outcome result = self->format == &mof_format ? OUTCOME_DONE : job_choose(self, columns);

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
        describe_object_qualifiers(&made.qualifiers, self->object);
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
        describe_property(&made.type, &list[i]);
        describe_property_qualifiers(&made.qualifiers, self->object, list[i].name);
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
        describe_method(&made.type, &list[i]);
        describe_method_qualifiers(&made.qualifiers, self->object, list[i].name);
        result = finish(&made, self);
    }
    wmi_free(list);
    return result;
}

static outcome show(job *self)
{
    outcome result;

    if (self->format == &mof_format)
        return job_show_class(self);
    result = show_class(self);
    if (result == OUTCOME_DONE)
        result = show_properties(self);
    return result == OUTCOME_DONE ? show_methods(self) : result;
}

static outcome run(const tool_options *options, output *out)
{
    return job_run(options, out, FORMATS_OF_OBJECTS, ask, show);
}

static void append_help(text *into)
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

const command describe_command = { "describe", "CLASS", "print the definition of a class", append_help, run,
                                   1,          1 };
