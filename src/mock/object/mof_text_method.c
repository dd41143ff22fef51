/* SPDX-License-Identifier: MIT */
/* A method as MOF: the parameters of its two signatures in one list, in the order of their IDs. */
#include "mock/object/mof_text.h"

#include <stdlib.h>

typedef struct parameter {
    const wmi_mock__property *declared;
    bool is_in;
    bool is_out;
    int32_t id;
    size_t order; /* for those without an ID */
} parameter;

static bool is_result(const wmi_mock__property *declared)
{
    return wmi__same_name(declared->name, "ReturnValue");
}

static int32_t id_of(const wmi_mock__property *declared)
{
    const wmi_mock__qualifier *id = wmi_mock__qualifiers_find(&declared->qualifiers, "ID");

    return id == NULL || id->value.type != WMI_SINT32 || id->value.is_null || id->value.is_array
               ? INT32_MAX
               : id->value.sint32;
}

static size_t collect_in(const wmi_mock__method *method, parameter *list)
{
    size_t count = 0;

    for (size_t i = 0; method->in != NULL && i < method->in->property_count; i++) {
        const wmi_mock__property *declared = &method->in->properties[i];
        bool is_out = method->out != NULL &&
                      wmi_mock__class_find_property(method->out, declared->name) != SIZE_MAX;

        list[count] = (parameter){ declared, true, is_out, id_of(declared), count };
        count++;
    }
    return count;
}

static size_t collect_out(const wmi_mock__method *method, parameter *list, size_t count)
{
    for (size_t i = 0; method->out != NULL && i < method->out->property_count; i++) {
        const wmi_mock__property *declared = &method->out->properties[i];

        if (is_result(declared) ||
            (method->in != NULL && wmi_mock__class_find_property(method->in, declared->name) != SIZE_MAX))
            continue;
        list[count] = (parameter){ declared, false, true, id_of(declared), count };
        count++;
    }
    return count;
}

static int compare(const void *a, const void *b)
{
    const parameter *one = a;
    const parameter *other = b;

    if (one->id != other->id)
        return one->id < other->id ? -1 : 1;
    return one->order < other->order ? -1 : one->order > other->order;
}

/* The keywords needed to read it into the same signatures, if its qualifiers do not express them. */
static const char *missing_direction(const parameter *one)
{
    bool says_in = wmi_mock__qualifiers_flag(&one->declared->qualifiers, "in");
    bool says_out = wmi_mock__qualifiers_flag(&one->declared->qualifiers, "out");

    if (!one->is_out)
        return NULL;
    if (one->is_in && !says_in)
        return says_out ? "in" : "in, out";
    return says_out ? NULL : "out";
}

static void put_parameter(wmi_mock__mof_text *text, const parameter *one)
{
    wmi_mock__mof_put_qualifiers(text, &one->declared->qualifiers, missing_direction(one));
    wmi_mock__mof_put_declaration(text, one->declared);
    if (!one->declared->value.is_null) {
        wmi_mock__mof_put(text, " = ");
        wmi_mock__mof_put_value(text, &one->declared->value, 1);
    }
}

/* "uint32 Create", by the type that ReturnValue has; void when there is none. */
static void put_result(wmi_mock__mof_text *text, const wmi_mock__method *method)
{
    size_t at = method->out == NULL ? SIZE_MAX : wmi_mock__class_find_property(method->out, "ReturnValue");
    wmi_mock__property result;

    if (at == SIZE_MAX) {
        wmi_mock__mof_put(text, "void ");
        wmi_mock__mof_put(text, method->name);
        return;
    }
    result = method->out->properties[at];
    result.name = method->name;
    wmi_mock__mof_put_declaration(text, &result);
}

void wmi_mock__mof_put_method(wmi_mock__mof_text *text, const wmi_mock__method *method)
{
    size_t room = (method->in == NULL ? 0 : method->in->property_count) +
                  (method->out == NULL ? 0 : method->out->property_count);
    parameter *list = malloc((room + 1) * sizeof *list);
    size_t count;

    if (list == NULL) {
        text->is_short = true;
        return;
    }
    count = collect_out(method, list, collect_in(method, list));
    qsort(list, count, sizeof *list, compare);
    wmi_mock__mof_put(text, "\t");
    wmi_mock__mof_put_qualifiers(text, &method->qualifiers, NULL);
    put_result(text, method);
    wmi_mock__mof_put(text, "(");
    for (size_t i = 0; i < count; i++) {
        wmi_mock__mof_put(text, i == 0 ? "" : ", ");
        put_parameter(text, &list[i]);
    }
    wmi_mock__mof_put(text, ");\n");
    free(list);
}
