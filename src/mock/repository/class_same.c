/* SPDX-License-Identifier: MIT */
/* Whether two declarations of a class are the same. */
#include "mock/repository/class_update.h"

#include "mock/repository/object_value.h"

static bool same_property(const wmi_mock__property *a, const wmi_mock__property *b)
{
    return wmi__same_name(a->name, b->name) && a->type == b->type && a->is_array == b->is_array &&
           a->is_key == b->is_key && wmi_mock__same_or_no_name(a->class_name, b->class_name) &&
           wmi_mock__value_same(&a->value, &b->value, false);
}

static bool same_properties(const wmi_mock__class *a, const wmi_mock__class *b)
{
    bool same = a == b || (a != NULL && b != NULL && a->property_count == b->property_count);

    for (size_t i = 0; same && a != b && i < a->property_count; i++)
        same = same_property(&a->properties[i], &b->properties[i]);
    return same;
}

static bool same_methods(const wmi_mock__class *a, const wmi_mock__class *b)
{
    bool same = a->method_count == b->method_count;

    for (size_t i = 0; same && i < a->method_count; i++)
        same = wmi__same_name(a->methods[i].name, b->methods[i].name) &&
               same_properties(a->methods[i].in, b->methods[i].in) &&
               same_properties(a->methods[i].out, b->methods[i].out);
    return same;
}

bool wmi_mock__class_same_shape(const wmi_mock__class *a, const wmi_mock__class *b)
{
    return same_properties(a, b) && same_methods(a, b) && a->is_abstract == b->is_abstract &&
           a->is_singleton == b->is_singleton && a->is_association == b->is_association;
}

/* --- Qualifiers ------------------------------------------------------------------------------------------------- */

/* In any order. */
static bool same_qualifiers(const wmi_mock__qualifiers *a, const wmi_mock__qualifiers *b)
{
    bool same = a->count == b->count;

    for (size_t i = 0; same && i < a->count; i++) {
        const wmi_mock__qualifier *other = wmi_mock__qualifiers_find(b, a->items[i].name);

        same = other != NULL && other->flavor == a->items[i].flavor &&
               wmi_mock__value_same(&a->items[i].value, &other->value, false);
    }
    return same;
}

static bool same_on_properties(const wmi_mock__class *a, const wmi_mock__class *b)
{
    bool same = true;

    for (size_t i = 0; same && a != b && i < a->property_count; i++)
        same = a->properties[i].is_local == b->properties[i].is_local &&
               same_qualifiers(&a->properties[i].qualifiers, &b->properties[i].qualifiers);
    return same;
}

static bool same_on_methods(const wmi_mock__class *a, const wmi_mock__class *b)
{
    bool same = true;

    for (size_t i = 0; same && i < a->method_count; i++)
        same = a->methods[i].is_local == b->methods[i].is_local &&
               same_qualifiers(&a->methods[i].qualifiers, &b->methods[i].qualifiers) &&
               same_on_properties(a->methods[i].in, b->methods[i].in) &&
               same_on_properties(a->methods[i].out, b->methods[i].out);
    return same;
}

bool wmi_mock__class_same(const wmi_mock__class *a, const wmi_mock__class *b)
{
    return wmi_mock__class_same_shape(a, b) && same_qualifiers(&a->qualifiers, &b->qualifiers) &&
           same_on_properties(a, b) && same_on_methods(a, b);
}
