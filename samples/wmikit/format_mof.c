/* SPDX-License-Identifier: MIT */
/*
 * MOF for --mock: records the result of a request as test data. Before each class come the classes that it depends on,
 * before each instance its class, each once.
 */
#include "format.h"
#include "mof_text.h"

#include <stdlib.h>
#include <string.h>
#include <wmikit/com.h>

/* A class that has been written, or that the mock has already. */
typedef struct known_class {
    char *name;
    IWbemClassObject *definition; /* NULL: WMI did not give it, and the tool wrote it */
} known_class;

typedef struct fixture {
    output *out;
    session *with;
    text written;
    known_class *classes;
    size_t class_count;
    char **paths; /* of the instances; instances without a path are not compared */
    size_t path_count;
    wmi_mock *empty; /* an empty mock, which has only the system classes */
    wmi_connection *to_empty;
} fixture;

static void free_fixture(fixture *gone)
{
    size_t i;

    for (i = 0; i < gone->class_count; i++) {
        wmi_object_release(gone->classes[i].definition);
        free(gone->classes[i].name);
    }
    for (i = 0; i < gone->path_count; i++)
        free(gone->paths[i]);
    free(gone->classes);
    free(gone->paths);
    wmi_disconnect(gone->to_empty);
    wmi_mock_destroy(gone->empty);
    text_free(&gone->written);
    free(gone);
}

/* --- Classes ------------------------------------------------------------------------------------------------------ */

static const known_class *find_known(const fixture *self, const char *name)
{
    size_t i;

    for (i = 0; i < self->class_count; i++) {
        if (names_equal(self->classes[i].name, name))
            return &self->classes[i];
    }
    return NULL;
}

/* Keeps a reference; the definition stays owned by the caller. */
static outcome remember(fixture *self, const char *name, IWbemClassObject *definition)
{
    known_class *classes = realloc(self->classes, (self->class_count + 1) * sizeof(*classes));

    if (classes == NULL)
        return OUTCOME_MEMORY;
    self->classes = classes;
    classes[self->class_count].name = string_copy(name, strlen(name));
    if (classes[self->class_count].name == NULL)
        return OUTCOME_MEMORY;
    if (definition != NULL)
        IWbemClassObject_AddRef(definition);
    classes[self->class_count++].definition = definition;
    return OUTCOME_DONE;
}

static outcome write_class(fixture *self, const char *name, IWbemClassObject *definition);

/* Writes a class with what it needs, unless it is there; `has` tells whether it is now. */
static outcome need_class(fixture *self, const char *name, bool *has)
{
    IWbemClassObject *definition = NULL;
    outcome result;

    *has = find_known(self, name) != NULL;
    if (*has)
        return OUTCOME_DONE;
    result = object_find_class(self->with->connection, self->with->cancel, name, &definition);
    *has = definition != NULL;
    if (*has)
        result = write_class(self, name, definition);
    wmi_object_release(definition);
    return result;
}

/* From the topmost superclass down. */
static outcome need_superclasses(fixture *self, IWbemClassObject *definition)
{
    char **names = NULL;
    size_t count = 0;
    outcome result = OUTCOME_DONE;
    bool has;

    if (WMI_FAILED(wmi_get_strings(definition, "__DERIVATION", &names, &count)))
        return OUTCOME_WMI;
    while (count > 0 && result == OUTCOME_DONE)
        result = need_class(self, names[--count], &has);
    wmi_free(names);
    return result;
}

static outcome need_embedded(fixture *self, wmi_type type, const char *class_name)
{
    bool has;

    return type == WMI_OBJECT && class_name != NULL ? need_class(self, class_name, &has) : OUTCOME_DONE;
}

static outcome need_properties_classes(fixture *self, IWbemClassObject *definition)
{
    wmi_property_info *list = NULL;
    outcome result = OUTCOME_DONE;
    size_t count;
    size_t i;

    if (WMI_FAILED(wmi_class_properties(definition, &list, &count)))
        return OUTCOME_WMI;
    for (i = 0; i < count && result == OUTCOME_DONE; i++)
        result = need_embedded(self, list[i].type, list[i].class_name);
    wmi_free(list);
    return result;
}

static outcome need_methods_classes(fixture *self, IWbemClassObject *definition)
{
    wmi_method_info *list = NULL;
    outcome result = OUTCOME_DONE;
    size_t count;
    size_t i;
    size_t k;

    if (WMI_FAILED(wmi_class_methods(definition, &list, &count)))
        return OUTCOME_WMI;
    for (i = 0; i < count; i++) {
        for (k = 0; k < list[i].parameter_count && result == OUTCOME_DONE; k++)
            result = need_embedded(self, list[i].parameters[k].type, list[i].parameters[k].class_name);
    }
    wmi_free(list);
    return result;
}

static outcome append_definition(fixture *self, IWbemClassObject *definition)
{
    char *mof = NULL;

    if (WMI_FAILED(wmi_object_text(definition, &mof)))
        return OUTCOME_WMI;
    text_append_string(&self->written, mof + strspn(mof, "\r\n"));
    text_append_string(&self->written, "\n");
    wmi_free(mof);
    return OUTCOME_DONE;
}

/* Known before it is written: a class may have itself inside. */
static outcome write_class(fixture *self, const char *name, IWbemClassObject *definition)
{
    IWbemClassObject *own = NULL;
    outcome result = remember(self, name, definition);

    if (result != OUTCOME_DONE || WMI_SUCCEEDED(wmi_find(self->to_empty, name, NULL, &own))) {
        wmi_object_release(own);
        return result;
    }
    result = need_superclasses(self, definition);
    if (result == OUTCOME_DONE)
        result = need_properties_classes(self, definition);
    if (result == OUTCOME_DONE)
        result = need_methods_classes(self, definition);
    return result == OUTCOME_DONE ? append_definition(self, definition) : result;
}

static outcome write_own_class(fixture *self, const char *name, const property_row *row)
{
    outcome result = remember(self, name, NULL);

    return result == OUTCOME_DONE ? mof_append_own_class(&self->written, row) : result;
}

static outcome need_class_of(fixture *self, const char *name, const property_row *row)
{
    outcome result;
    bool has;

    if (find_known(self, name) == NULL && object_is_class(row->object))
        return write_class(self, name, row->object);
    result = need_class(self, name, &has);
    return result == OUTCOME_DONE && !has ? write_own_class(self, name, row) : result;
}

static outcome add_class(fixture *self, const property_row *row)
{
    char *name = NULL;
    outcome result;

    if (wmi_get_string(row->object, "__CLASS", &name) != WMI_OK)
        return OUTCOME_WMI;
    result = need_class_of(self, name, row);
    wmi_free(name);
    return result;
}

/* --- Instances ---------------------------------------------------------------------------------------------------- */

/* Adds the path, unless it is there. An instance without a path is a new one. */
static outcome add_path(fixture *self, const property_row *row, bool *is_new)
{
    text path = TEXT_INIT;
    char **paths = realloc(self->paths, (self->path_count + 1) * sizeof(*paths));
    size_t i;

    *is_new = true;
    if (paths == NULL)
        return OUTCOME_MEMORY;
    self->paths = paths;
    row_append_relative_path(&path, row);
    for (i = 0; i < self->path_count && path.length > 0; i++) {
        if (names_equal(paths[i], path.data))
            *is_new = false;
    }
    if (path.length == 0 || !*is_new) {
        text_free(&path);
        return OUTCOME_DONE;
    }
    paths[self->path_count] = text_take(&path);
    if (paths[self->path_count] == NULL)
        return OUTCOME_MEMORY;
    self->path_count++;
    return OUTCOME_DONE;
}

static outcome need_classes_inside(fixture *self, const property_row *row);

static outcome need_class_inside(fixture *self, const wmi_value *value)
{
    property_row inside = ROW_INIT;
    outcome result;

    if (value->is_null)
        return OUTCOME_DONE;
    result = row_read(&inside, value->object, NULL, 0);
    if (result == OUTCOME_DONE)
        result = need_classes_inside(self, &inside);
    if (result == OUTCOME_DONE)
        result = add_class(self, &inside);
    row_clear(&inside);
    return result;
}

static outcome need_classes_inside(fixture *self, const property_row *row)
{
    outcome result = OUTCOME_DONE;
    size_t i;
    size_t k;

    for (i = 0; i < row->count && result == OUTCOME_DONE; i++) {
        const wmi_value *value = &row->values[i];

        if (value->type == WMI_OBJECT && !value->is_array)
            result = need_class_inside(self, value);
        for (k = 0; value->type == WMI_OBJECT && k < value->count && result == OUTCOME_DONE; k++) {
            wmi_value element = value_element(value, k);

            result = need_class_inside(self, &element);
        }
    }
    return result;
}

static outcome write_instance(fixture *self, const property_row *row)
{
    const known_class *known;
    char *name = NULL;
    outcome result;

    if (wmi_get_string(row->object, "__CLASS", &name) != WMI_OK)
        return OUTCOME_WMI;
    known = find_known(self, name);
    wmi_free(name);
    result = mof_append_instance(&self->written, row, known != NULL ? known->definition : NULL);
    return result;
}

/* --- The format --------------------------------------------------------------------------------------------------- */

static void *begin(output *out, const selection *chosen, session *with)
{
    wmi_connect_options how = WMI_CONNECT_OPTIONS_INIT;
    fixture *made = calloc(1, sizeof(*made));

    (void)chosen;
    if (made == NULL)
        return NULL;
    made->out = out;
    made->with = with;
    if (WMI_FAILED(wmi_mock_create(&made->empty)) || WMI_FAILED(wmi_mock_load(made->empty, NULL, "")))
        goto failed;
    how.locator = wmi_mock_locator(made->empty);
    if (WMI_SUCCEEDED(wmi_connect(&how, &made->to_empty)))
        return made;

failed:
    free_fixture(made);
    return NULL;
}

/*
 * Writes an object as a class when it is one or represents one (in Wine's WMI), else as an instance; the row
 * has the properties to record.
 */
static outcome add_row(void *opaque, const property_row *row)
{
    fixture *self = opaque;
    outcome result = add_class(self, row);
    bool is_new = false;

    if (result != OUTCOME_DONE || row->as_class || object_is_class(row->object))
        return result;
    result = need_classes_inside(self, row);
    if (result == OUTCOME_DONE)
        result = add_path(self, row, &is_new);
    return result == OUTCOME_DONE && is_new ? write_instance(self, row) : result;
}

/* Writes it, and loads it into a mock to check it. */
static outcome end(void *opaque)
{
    fixture *self = opaque;
    outcome result = OUTCOME_MEMORY;

    text_append(&self->written, "", 0);
    if (!self->written.failed) {
        output_write(self->out, self->written.data, self->written.length);
        result = WMI_FAILED(wmi_mock_load(self->empty, NULL, self->written.data)) ? OUTCOME_WMI
                                                                                  : OUTCOME_DONE;
    }
    free_fixture(self);
    return result;
}

const output_format mof_format = { "mof", "classes, then instances, as --mock reads them", begin, add_row,
                                   end };

void formats_append_mof_help(text *into)
{
    text_append_string(into,
                       "\n"
                       "mof is the format that --mock reads: it records a computer's answers as test data.\n"
                       "Every class is written with the classes that it depends on.\n"
                       "Infinite numbers and NaN become NULL.\n");
}
