/* SPDX-License-Identifier: MIT */
#include "argument.h"

#include "names.h"
#include "report.h"
#include "scalar.h"
#include "type_name.h"

#include <stdlib.h>
#include <string.h>

/* The state of reading the arguments. */
typedef struct reading {
    argument_list *into;
    const argument_type *types;
    size_t type_count;
    const char *owner;
    const char *kind;
} reading;

/* --- Messages ----------------------------------------------------------------------------------------------------- */

outcome argument_refuse(text *instead, const char *what, const char *culprit)
{
    if (instead == NULL)
        return report_usage(what, culprit);
    text_append_string(instead, what);
    text_append_string(instead, culprit != NULL ? ": " : "");
    text_append_string(instead, culprit != NULL ? culprit : "");
    return OUTCOME_USAGE;
}

static outcome say(const reading *self, text *what, const char *culprit)
{
    outcome result = OUTCOME_MEMORY;

    if (!what->failed)
        result = argument_refuse(self->into->refusal, what->data, culprit);
    text_free(what);
    return result;
}

static outcome refuse_name(const reading *self, const char *string, size_t length)
{
    text what = TEXT_INIT;

    text_append_string(&what, self->owner);
    text_append_string(&what, " has no ");
    text_append_string(&what, self->kind);
    text_append_string(&what, " '");
    text_append(&what, string, length);
    text_append_string(&what, "'");
    return say(self, &what, string);
}

static outcome refuse_value(const reading *self, const argument_type *type, const char *value)
{
    text what = TEXT_INIT;

    text_append_string(&what, type->name);
    if (type->type == WMI_OBJECT) {
        text_append_string(&what, " is an embedded object, which cannot be given on a command line");
        return say(self, &what, NULL);
    }
    text_append_string(&what, " takes ");
    type_append_described(&what, type->type, type->is_array);
    text_append_string(&what, "; this value is not valid");
    return say(self, &what, value);
}

static outcome refuse_twice(const reading *self, const argument_type *type, const char *string)
{
    text what = TEXT_INIT;

    text_append_string(&what, type->name);
    text_append_string(&what, " is given twice");
    return say(self, &what, string);
}

/* --- Values ------------------------------------------------------------------------------------------------------- */

static const argument_type *find_type(const reading *self, const char *name, size_t length)
{
    size_t i;

    for (i = 0; i < self->type_count; i++) {
        if (strlen(self->types[i].name) == length && names_match(self->types[i].name, name, length))
            return &self->types[i];
    }
    return NULL;
}

static size_t find_item(const argument_list *in, const char *name)
{
    size_t i = 0;

    /* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): what is counted has a name */
    while (i < in->count && strcmp(in->items[i].name, name) != 0)
        i++;
    return i;
}

/* All members of the union begin at its address: an element of any type is copied by its size. */
static outcome append_element(argument_list *into, size_t index, const wmi_value *element)
{
    wmi_value *array = &into->items[index].value;
    size_t size = scalar_size(element->type);
    char *memory = realloc(into->memory[index], (array->count + 1) * size);

    if (memory == NULL)
        return OUTCOME_MEMORY;
    into->memory[index] = memory;
    memcpy(memory + array->count * size, &element->boolean, size);
    memcpy(&array->booleans, &memory, sizeof(memory));
    array->count++;
    return OUTCOME_DONE;
}

static outcome add_value(const reading *self, const argument_type *type, const char *string, bool is_new)
{
    size_t index = find_item(self->into, type->name);
    wmi_value scalar;

    if (!scalar_read(string, type->type, &scalar))
        return refuse_value(self, type, string);
    if (!type->is_array) {
        self->into->items[index].value = scalar;
        return OUTCOME_DONE;
    }
    if (is_new)
        self->into->items[index].value = (wmi_value){ .type = type->type, .is_array = true };
    return append_element(self->into, index, &scalar);
}

/* `NAME[]`: its memory is there, so that it is no NULL. */
static outcome make_empty(const reading *self, const argument_type *type, const char *string)
{
    size_t index = find_item(self->into, type->name);
    wmi_value *array = &self->into->items[index].value;

    if (!type->is_array || scalar_size(type->type) == 0)
        return refuse_value(self, type, string);
    self->into->memory[index] = calloc(1, sizeof(wmi_value));
    *array = (wmi_value){ .type = type->type, .is_array = true };
    memcpy(&array->booleans, &self->into->memory[index], sizeof(void *));
    return self->into->memory[index] != NULL ? OUTCOME_DONE : OUTCOME_MEMORY;
}

/* Only an array has a count, once it has an element. */
static bool may_go_on(const argument_list *in, size_t index, const char *mark)
{
    return index == in->count || (*mark == '=' && in->items[index].value.count > 0);
}

static outcome read_one(const reading *self, const char *string)
{
    size_t length = strcspn(string, "=[");
    const char *mark = string + length;
    const argument_type *type = find_type(self, string, length);
    size_t index;
    bool is_new;

    if (type == NULL)
        return refuse_name(self, string, length);
    index = find_item(self->into, type->name);
    if (!may_go_on(self->into, index, mark))
        return refuse_twice(self, type, string);
    is_new = index == self->into->count;
    if (is_new)
        self->into->items[self->into->count++] = (wmi_argument){ type->name, wmi_value_null(type->type) };
    if (*mark == '=')
        return add_value(self, type, mark + 1, is_new);
    if (*mark == '\0')
        return OUTCOME_DONE;
    return strcmp(mark, "[]") == 0 ? make_empty(self, type, string) : refuse_value(self, type, string);
}

outcome arguments_read(argument_list *into, char *const *texts, size_t count, const argument_type *types,
                       size_t type_count, const char *owner, const char *kind)
{
    const reading self = { into, types, type_count, owner, kind };
    outcome result = OUTCOME_DONE;
    size_t i;

    *into = (argument_list){ .refusal = into->refusal };
    into->items = calloc(count + 1, sizeof(*into->items));
    into->memory = calloc(count + 1, sizeof(*into->memory));
    if (into->items == NULL || into->memory == NULL)
        return OUTCOME_MEMORY;
    for (i = 0; i < count && result == OUTCOME_DONE; i++)
        result = read_one(&self, texts[i]);
    return result;
}

void arguments_free(argument_list *gone)
{
    size_t i;

    for (i = 0; i < gone->count; i++)
        free(gone->memory[i]);
    free(gone->memory);
    free(gone->items);
    *gone = (argument_list)ARGUMENTS_INIT;
}

void arguments_append_help(text *into)
{
    text_append_string(
        into,
        "\n"
        "The type of VALUE in NAME=VALUE is that of the property or parameter: text is taken unchanged;\n"
        "numbers are decimal, or hexadecimal as a bit pattern (0x80000002); booleans are true or false;\n"
        "datetimes are in WMI's format (20240229123015.500000+060). NAME alone is NULL. For an array,\n"
        "repeat NAME=VALUE for each element; NAME[] is an empty array. Objects cannot be given.\n");
}
