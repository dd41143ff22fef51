/* SPDX-License-Identifier: MIT */
/* IWbemClassObject::CompareTo. */
#include "mock/object/object.h"

#include "mock/repository/object_value.h"

#define KNOWN_FLAGS                                                                                   \
    (WBEM_FLAG_IGNORE_QUALIFIERS | WBEM_FLAG_IGNORE_OBJECT_SOURCE | WBEM_FLAG_IGNORE_DEFAULT_VALUES | \
     WBEM_FLAG_IGNORE_CLASS | WBEM_FLAG_IGNORE_CASE | WBEM_FLAG_IGNORE_FLAVOR)

static bool same_place(const wmi_mock__place *a, const wmi_mock__place *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return wmi__same_name(a->server, b->server) && wmi__same_name(a->namespace_path, b->namespace_path);
}

static bool same_qualifiers(const wmi_mock__qualifiers *a, const wmi_mock__qualifiers *b, LONG flags)
{
    bool same = a->count == b->count;

    if (flags & WBEM_FLAG_IGNORE_QUALIFIERS)
        return true;
    for (size_t i = 0; same && i < a->count; i++) {
        const wmi_mock__qualifier *one = &a->items[i];
        const wmi_mock__qualifier *other = wmi_mock__qualifiers_find(b, one->name);

        same = other != NULL &&
               wmi_mock__value_same(&one->value, &other->value, (flags & WBEM_FLAG_IGNORE_CASE) != 0) &&
               (one->flavor == other->flavor || flags & WBEM_FLAG_IGNORE_FLAVOR);
    }
    return same;
}

static bool same_property(const wmi_mock__property *a, const wmi_mock__property *b, LONG flags)
{
    if (a->type != b->type || a->is_array != b->is_array ||
        !wmi_mock__same_or_no_name(a->class_name, b->class_name))
        return false;
    if (!(flags & WBEM_FLAG_IGNORE_DEFAULT_VALUES) &&
        !wmi_mock__value_same(&a->value, &b->value, (flags & WBEM_FLAG_IGNORE_CASE) != 0))
        return false;
    return same_qualifiers(&a->qualifiers, &b->qualifiers, flags);
}

static bool same_properties(const wmi_mock__class *a, const wmi_mock__class *b, LONG flags)
{
    bool same = a->property_count == b->property_count;

    for (size_t i = 0; same && i < a->property_count; i++) {
        size_t at = wmi_mock__class_find_property(b, a->properties[i].name);

        same = at != SIZE_MAX && same_property(&a->properties[i], &b->properties[at], flags);
    }
    return same;
}

static bool same_signature(const wmi_mock__class *a, const wmi_mock__class *b, LONG flags)
{
    return a == NULL || b == NULL ? a == b : same_properties(a, b, flags);
}

static bool same_methods(const wmi_mock__class *a, const wmi_mock__class *b, LONG flags)
{
    bool same = a->method_count == b->method_count;

    for (size_t i = 0; same && i < a->method_count; i++) {
        const wmi_mock__method *one = &a->methods[i];
        const wmi_mock__method *other = wmi_mock__class_find_method(b, one->name);

        same = other != NULL && same_signature(one->in, other->in, flags) &&
               same_signature(one->out, other->out, flags) &&
               same_qualifiers(&one->qualifiers, &other->qualifiers, flags);
    }
    return same;
}

static bool same_class(const wmi_mock__class *a, const wmi_mock__class *b, LONG flags)
{
    if (a == b)
        return true;
    return wmi__same_name(a->name, b->name) &&
           wmi_mock__same_or_no_name(a->superclass == NULL ? NULL : a->superclass->name,
                                     b->superclass == NULL ? NULL : b->superclass->name) &&
           same_qualifiers(&a->qualifiers, &b->qualifiers, flags) && same_properties(a, b, flags) &&
           same_methods(a, b, flags);
}

static bool same_values(const wmi_mock__object *a, const wmi_mock__object *b, LONG flags)
{
    const wmi_mock__class *object_class = wmi_mock__object_class(a);

    for (size_t i = 0; i < object_class->property_count; i++) {
        const char *name = object_class->properties[i].name;
        size_t at = wmi_mock__object_property(b, name);

        if (wmi_mock__object_shows(a, i) != (at != SIZE_MAX))
            return false;
        if (at != SIZE_MAX && !wmi_mock__value_same(&a->record->values[i], &b->record->values[at],
                                                    (flags & WBEM_FLAG_IGNORE_CASE) != 0))
            return false;
        if (at != SIZE_MAX && !same_qualifiers(wmi_mock__record_qualifiers(a->record, i),
                                               wmi_mock__record_qualifiers(b->record, at), flags))
            return false;
    }
    return same_qualifiers(&a->record->qualifiers, &b->record->qualifiers, flags);
}

static bool same_objects(const wmi_mock__object *a, const wmi_mock__object *b, LONG flags)
{
    if ((a->record == NULL) != (b->record == NULL))
        return false;
    if (!(flags & WBEM_FLAG_IGNORE_OBJECT_SOURCE) && !same_place(a->place, b->place))
        return false;
    if (a->record == NULL || !(flags & WBEM_FLAG_IGNORE_CLASS)) {
        if (!same_class(wmi_mock__object_class(a), wmi_mock__object_class(b), flags))
            return false;
    }
    return a->record == NULL || same_values(a, b, flags);
}

/* The other object is copied first, so that no two locks are held at the same time. */
static HRESULT copy_other(IWbemClassObject *object, wmi_mock__object **copy)
{
    wmi_mock__object *ours = wmi_mock__object_find(object);
    HRESULT hr;

    *copy = NULL;
    if (ours == NULL)
        return (HRESULT)WBEM_E_INVALID_OBJECT;
    wmi__mutex_lock(&ours->base.lock);
    hr = wmi_mock__object_copy(ours, NULL, ours->place, copy);
    wmi__mutex_unlock(&ours->base.lock);
    IWbemClassObject_Release(&ours->com);
    return hr;
}

static HRESULT compare(wmi_mock__object *self, LONG flags, IWbemClassObject *with)
{
    wmi_mock__object *other;
    HRESULT hr = copy_other(with, &other);

    if (FAILED(hr))
        return hr;
    wmi__mutex_lock(&self->base.lock);
    hr = same_objects(self, other, flags) ? (HRESULT)WBEM_S_SAME : (HRESULT)WBEM_S_DIFFERENT;
    wmi__mutex_unlock(&self->base.lock);
    IWbemClassObject_Release(&other->com);
    return hr;
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_compare_to(IWbemClassObject *This, LONG lFlags,
                                                      IWbemClassObject *pCompareTo)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    wmi_mock__call call;
    HRESULT hr = pCompareTo == NULL || (lFlags & ~KNOWN_FLAGS) != 0 ? (HRESULT)WBEM_E_INVALID_PARAMETER
                                                                    : S_OK;

    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::CompareTo");
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    wmi_mock__enter_pointer(&call, "pCompareTo", pCompareTo);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr))
        hr = compare(self, lFlags, pCompareTo);
    return wmi_mock__leave(&call, hr);
}
