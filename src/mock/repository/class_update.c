/* SPDX-License-Identifier: MIT */
#include "mock/repository/class_update.h"

#include "mock/repository/class_change.h"
#include "mock/repository/object_value.h"

#include <stdlib.h>
#include <string.h>

/* --- What is changed ------------------------------------------------------------------------------------------- */

static bool same_optional_name(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : wmi_mock__same_name(a, b);
}

static bool same_property(const wmi_mock__property *a, const wmi_mock__property *b)
{
    return wmi_mock__same_name(a->name, b->name) && a->type == b->type && a->is_array == b->is_array &&
           a->is_key == b->is_key && same_optional_name(a->class_name, b->class_name) &&
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
        same = wmi_mock__same_name(a->methods[i].name, b->methods[i].name) &&
               same_properties(a->methods[i].in, b->methods[i].in) &&
               same_properties(a->methods[i].out, b->methods[i].out);
    return same;
}

/* Whether only cosmetic parts differ, qualifiers such as Description. */
static bool is_cosmetic(const wmi_mock__class *a, const wmi_mock__class *b)
{
    return same_properties(a, b) && same_methods(a, b) && a->is_abstract == b->is_abstract &&
           a->is_singleton == b->is_singleton && a->is_association == b->is_association;
}

/* --- Who is concerned ------------------------------------------------------------------------------------------ */

static bool has_children(const wmi_mock__namespace *space, const wmi_mock__class *parent)
{
    for (size_t i = 0; i < space->class_count; i++) {
        if (space->classes[i]->superclass == parent)
            return true;
    }
    return false;
}

static bool has_instances(const wmi_mock__namespace *space, const char *name)
{
    for (size_t i = 0; i < space->record_count; i++) {
        if (wmi_mock__class_is_a(space->records[i]->object_class, name))
            return true;
    }
    return false;
}

/* Of the class and its subclasses. */
static void delete_instances(wmi_mock__namespace *space, const char *name)
{
    for (size_t i = space->record_count; i > 0; i--) {
        if (wmi_mock__class_is_a(space->records[i - 1]->object_class, name))
            wmi_mock__namespace_remove_record(space, space->records[i - 1]);
    }
}

static HRESULT check_update(const wmi_mock__namespace *space, const wmi_mock__class *old, LONG flags)
{
    const LONG modes = WBEM_FLAG_UPDATE_SAFE_MODE | WBEM_FLAG_UPDATE_FORCE_MODE;

    if ((flags & modes) == 0 && has_children(space, old))
        return (HRESULT)WBEM_E_CLASS_HAS_CHILDREN;
    if ((flags & WBEM_FLAG_UPDATE_FORCE_MODE) == 0 && has_instances(space, old->name))
        return (HRESULT)WBEM_E_CLASS_HAS_INSTANCES;
    return S_OK;
}

/* --- Replacing ------------------------------------------------------------------------------------------------- */

/* The replacement classes, created before anything is changed. */
typedef struct replacement {
    wmi_mock__class **classes; /* one per class of the namespace; NULL: not replaced */
    wmi_mock__record **records;
} replacement;

static void replacement_clear(replacement *self, const wmi_mock__namespace *space)
{
    for (size_t i = 0; self->classes != NULL && i < space->class_count; i++)
        wmi_mock__class_release(self->classes[i]);
    for (size_t i = 0; self->records != NULL && i < space->record_count; i++)
        wmi_mock__record_release(self->records[i]);
    free(self->classes);
    free(self->records);
}

static wmi_mock__class *successor_of(const replacement *self, const wmi_mock__namespace *space,
                                     const wmi_mock__class *old)
{
    for (size_t i = 0; old != NULL && i < space->class_count; i++) {
        if (space->classes[i] == old)
            return self->classes[i];
    }
    return NULL;
}

/* A superclass comes before its subclasses. */
static HRESULT replace_subclasses(replacement *self, const wmi_mock__namespace *space)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < space->class_count; i++) {
        wmi_mock__class *superclass = successor_of(self, space, space->classes[i]->superclass);

        if (superclass != NULL && self->classes[i] == NULL)
            hr = wmi_mock__class_rebase(space->classes[i], superclass, &self->classes[i]);
    }
    return hr;
}

/* Instances are kept only for cosmetic changes: the values stay where they are. */
static HRESULT replace_records(replacement *self, const wmi_mock__namespace *space)
{
    for (size_t i = 0; i < space->record_count; i++) {
        wmi_mock__class *successor = successor_of(self, space, space->records[i]->object_class);
        wmi_mock__record *copy;

        if (successor == NULL)
            continue;
        copy = wmi_mock__record_copy(space->records[i]);
        if (copy == NULL)
            return E_OUTOFMEMORY;
        wmi_mock__class_release(copy->object_class);
        copy->object_class = wmi_mock__class_share(successor);
        self->records[i] = copy;
    }
    return S_OK;
}

static void commit(replacement *self, wmi_mock__namespace *space)
{
    for (size_t i = 0; i < space->record_count; i++) {
        if (self->records[i] == NULL)
            continue;
        wmi_mock__namespace_replace_record(space, space->records[i], self->records[i]);
        self->records[i] = NULL;
    }
    for (size_t i = 0; i < space->class_count; i++) {
        wmi_mock__class *old = space->classes[i];

        if (self->classes[i] == NULL)
            continue;
        wmi_mock__index_replace(&space->class_index, wmi_mock__hash_name(WMI_MOCK__HASH_SEED, old->name), old,
                                self->classes[i]);
        space->classes[i] = self->classes[i];
        self->classes[i] = old; /* to be released */
    }
}

static HRESULT replace_class(wmi_mock__namespace *space, const wmi_mock__class *old, wmi_mock__class *made,
                             bool keeps_instances)
{
    replacement plan = { calloc(space->class_count + 1, sizeof(wmi_mock__class *)),
                         calloc(space->record_count + 1, sizeof(wmi_mock__record *)) };
    HRESULT hr = plan.classes == NULL || plan.records == NULL ? E_OUTOFMEMORY : S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < space->class_count; i++) {
        if (space->classes[i] == old)
            plan.classes[i] = wmi_mock__class_share(made);
    }
    if (SUCCEEDED(hr))
        hr = replace_subclasses(&plan, space);
    if (SUCCEEDED(hr))
        hr = keeps_instances ? replace_records(&plan, space) : S_OK;
    if (SUCCEEDED(hr) && !keeps_instances)
        delete_instances(space, old->name);
    if (SUCCEEDED(hr))
        commit(&plan, space);
    replacement_clear(&plan, space);
    return hr;
}

static HRESULT update_class(wmi_mock__namespace *space, wmi_mock__class *old, wmi_mock__class *made,
                            LONG flags)
{
    bool keeps_instances = is_cosmetic(old, made);
    HRESULT hr = S_OK;

    if (old == made)
        return S_OK;
    if (old->superclass != made->superclass)
        return wmi_mock__class_is_a(made->superclass, old->name) ? (HRESULT)WBEM_E_CIRCULAR_REFERENCE
                                                                 : (HRESULT)WBEM_E_INVALID_SUPERCLASS;
    if (!keeps_instances)
        hr = check_update(space, old, flags);
    if (SUCCEEDED(hr))
        hr = replace_class(space, old, made, keeps_instances);
    return hr;
}

/* --- Putting and deleting ---------------------------------------------------------------------------------------- */

static bool is_system_name(const char *name)
{
    return name[0] == '_' || name[strlen(name) - 1] == '_';
}

/* The class as it will be in the namespace: derived from the superclass in the namespace. */
static HRESULT settle(const wmi_mock__namespace *space, wmi_mock__class *put, wmi_mock__class **made)
{
    wmi_mock__class *superclass = NULL;

    *made = NULL;
    if (put->superclass != NULL) {
        superclass = wmi_mock__namespace_find_class(space, put->superclass->name);
        if (superclass == NULL)
            return (HRESULT)WBEM_E_INVALID_SUPERCLASS;
    }
    if (superclass != put->superclass)
        return wmi_mock__class_rebase(put, superclass, made);
    *made = wmi_mock__class_share(put);
    return S_OK;
}

HRESULT wmi_mock__namespace_put_class(wmi_mock__namespace *space, wmi_mock__class *put, LONG flags)
{
    wmi_mock__class *old = wmi_mock__namespace_find_class(space, put->name);
    wmi_mock__class *made = NULL;
    HRESULT hr;

    if (put->name[0] == '\0')
        return (HRESULT)WBEM_E_INCOMPLETE_CLASS;
    if (is_system_name(put->name))
        return (HRESULT)WBEM_E_INVALID_OPERATION;
    if (old == NULL && (flags & WBEM_FLAG_UPDATE_ONLY))
        return (HRESULT)WBEM_E_NOT_FOUND;
    if (old != NULL && (flags & WBEM_FLAG_CREATE_ONLY))
        return (HRESULT)WBEM_E_ALREADY_EXISTS;
    hr = settle(space, put, &made);
    if (SUCCEEDED(hr))
        hr = old == NULL ? wmi_mock__namespace_add_class(space, wmi_mock__class_share(made))
                         : update_class(space, old, made, flags);
    wmi_mock__class_release(made);
    return hr;
}

static void delete_classes(wmi_mock__namespace *space, const char *name)
{
    size_t kept = 0;

    for (size_t i = 0; i < space->class_count; i++) {
        wmi_mock__class *one = space->classes[i];

        if (!wmi_mock__class_is_a(one, name)) {
            space->classes[kept++] = one;
            continue;
        }
        wmi_mock__index_remove(&space->class_index, wmi_mock__hash_name(WMI_MOCK__HASH_SEED, one->name), one);
        wmi_mock__class_release(one);
    }
    space->class_count = kept;
}

HRESULT wmi_mock__namespace_delete_class(wmi_mock__namespace *space, const char *name)
{
    if (wmi_mock__namespace_find_class(space, name) == NULL)
        return (HRESULT)WBEM_E_INVALID_CLASS;
    if (is_system_name(name))
        return (HRESULT)WBEM_E_INVALID_OPERATION;
    delete_instances(space, name);
    delete_classes(space, name);
    return S_OK;
}
