/* SPDX-License-Identifier: MIT */
/* Reading and changing the qualifiers of an object, its properties and its methods. */
#include "mock/object/object.h"

#include "mock/repository/class_change.h"
#include "mock/repository/object_value.h"

#include "value/value.h"

#include <stdlib.h>
#include <string.h>

#define KNOWN_FLAVOR (WBEM_FLAVOR_MASK_PROPAGATION | WBEM_FLAVOR_MASK_PERMISSIONS | WBEM_FLAVOR_MASK_AMENDED)

/* --- What there is -------------------------------------------------------------------------------------------- */

/* An instance has its own, and those that its class propagates to instances. */
static HRESULT seen_on_object(const wmi_mock__object *self, wmi_mock__qualifiers *list)
{
    HRESULT hr;

    if (self->record == NULL)
        return wmi_mock__qualifiers_copy(&self->own_class->qualifiers, list);
    hr = wmi_mock__qualifiers_copy(&self->record->qualifiers, list);
    if (SUCCEEDED(hr))
        hr = wmi_mock__qualifiers_inherit(&self->record->object_class->qualifiers,
                                          WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE, list);
    return hr;
}

static HRESULT seen_on_property(const wmi_mock__object *self, const char *name, wmi_mock__qualifiers *list)
{
    size_t property = wmi_mock__object_property(self, name);
    const wmi_mock__qualifiers *declared;
    HRESULT hr;

    if (wmi_mock__system_find(name) != SIZE_MAX)
        return (HRESULT)WBEM_E_SYSTEM_PROPERTY;
    if (property == SIZE_MAX)
        return (HRESULT)WBEM_E_NOT_FOUND;
    declared = &wmi_mock__object_class(self)->properties[property].qualifiers;
    if (self->record == NULL)
        return wmi_mock__qualifiers_copy(declared, list);
    hr = wmi_mock__qualifiers_copy(wmi_mock__record_qualifiers(self->record, property), list);
    return FAILED(hr) ? hr
                      : wmi_mock__qualifiers_inherit(declared, WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE, list);
}

static HRESULT seen_on_method(const wmi_mock__object *self, const char *name, wmi_mock__qualifiers *list)
{
    const wmi_mock__method *method;

    if (self->record != NULL)
        return (HRESULT)WBEM_E_ILLEGAL_OPERATION;
    method = wmi_mock__class_find_method(self->own_class, name);
    return method == NULL ? (HRESULT)WBEM_E_NOT_FOUND : wmi_mock__qualifiers_copy(&method->qualifiers, list);
}

HRESULT wmi_mock__qualifiers_seen(const wmi_mock__object *self, const wmi_mock__qualified *owner,
                                  wmi_mock__qualifiers *list)
{
    HRESULT hr;

    *list = (wmi_mock__qualifiers){ 0 };
    switch (owner->kind) {
    case WMI_MOCK__QUALIFIED_PROPERTY: hr = seen_on_property(self, owner->name, list); break;
    case WMI_MOCK__QUALIFIED_METHOD: hr = seen_on_method(self, owner->name, list); break;
    default: hr = seen_on_object(self, list); break;
    }
    if (FAILED(hr))
        wmi_mock__qualifiers_clear(list);
    return hr;
}

/* --- Changes -------------------------------------------------------------------------------------------------- */

static wmi_mock__property *property_of(wmi_mock__class *object_class, const char *name)
{
    return &object_class->properties[wmi_mock__class_find_property(object_class, name)];
}

static wmi_mock__method *method_of(wmi_mock__class *object_class, const char *name)
{
    size_t i = 0;

    while (!wmi__same_name(object_class->methods[i].name, name))
        i++;
    return &object_class->methods[i];
}

/* The qualifiers of an existing owner, in a class that is being changed. */
static wmi_mock__qualifiers *qualifiers_of(wmi_mock__class *object_class, const wmi_mock__qualified *owner)
{
    switch (owner->kind) {
    case WMI_MOCK__QUALIFIED_PROPERTY: return &property_of(object_class, owner->name)->qualifiers;
    case WMI_MOCK__QUALIFIED_METHOD: return &method_of(object_class, owner->name)->qualifiers;
    default: return &object_class->qualifiers;
    }
}

/* Updates what a class derives from its qualifiers; a declaration with own qualifiers becomes local. */
static void settle(wmi_mock__class *object_class, const wmi_mock__qualified *owner)
{
    wmi_mock__property *property;

    switch (owner->kind) {
    case WMI_MOCK__QUALIFIED_PROPERTY:
        property = property_of(object_class, owner->name);
        property->is_key = wmi_mock__qualifiers_flag(&property->qualifiers, "key");
        property->is_local = true;
        break;
    case WMI_MOCK__QUALIFIED_METHOD: method_of(object_class, owner->name)->is_local = true; break;
    default: wmi_mock__class_apply_qualifiers(object_class); break;
    }
}

/* "ref:Class" or "object:Class" sets the class of a reference or an embedded object; the type does not change. */
static HRESULT put_cimtype(wmi_mock__property *property, const wmi_value *value)
{
    const char *kind = property->type == WMI_REFERENCE ? "ref" : wmi__type_name(property->type);
    size_t length = strlen(kind);
    char *named;

    if (value->type != WMI_STRING || value->is_array)
        return (HRESULT)WBEM_E_INVALID_QUALIFIER_TYPE;
    if (wmi__same_name(value->string, kind))
        return S_OK;
    if ((property->type != WMI_REFERENCE && property->type != WMI_OBJECT) ||
        strncmp(value->string, kind, length) != 0 || value->string[length] != ':')
        return (HRESULT)WBEM_E_TYPE_MISMATCH;
    named = wmi_mock__copy_text(value->string + length + 1);
    if (named == NULL)
        return E_OUTOFMEMORY;
    free(property->class_name);
    property->class_name = named;
    return S_OK;
}

static bool can_be_key(const wmi_mock__class *object_class, const wmi_mock__property *property)
{
    return !property->is_array && property->type != WMI_REAL32 && property->type != WMI_REAL64 &&
           property->type != WMI_OBJECT &&
           (property->is_key || object_class->superclass == NULL ||
            !wmi_mock__class_has_keys(object_class->superclass));
}

/* Applies a qualifier that affects the property itself. */
static HRESULT check_on_property(wmi_mock__class *object_class, const char *owner, const char *name,
                                 const wmi_value *value)
{
    wmi_mock__property *property = property_of(object_class, owner);

    if (wmi__same_name(name, "CIMTYPE"))
        return put_cimtype(property, value);
    if (wmi__same_name(name, "key") && !can_be_key(object_class, property))
        return (HRESULT)WBEM_E_CANNOT_BE_KEY;
    return S_OK;
}

/* Takes ownership of the value. */
static HRESULT put_on_class(wmi_mock__object *self, const wmi_mock__qualified *owner, const char *name,
                            wmi_value *value, LONG flavor)
{
    const wmi_mock__class_change none = { NULL, NULL, NULL };
    wmi_mock__class *changed = NULL;
    HRESULT hr = wmi_mock__class_copy(self->own_class, &none, &changed);

    if (SUCCEEDED(hr) && owner->kind == WMI_MOCK__QUALIFIED_PROPERTY)
        hr = check_on_property(changed, owner->name, name, value);
    if (FAILED(hr)) {
        wmi_value_clear(value);
    } else {
        hr = wmi_mock__qualifiers_set(qualifiers_of(changed, owner), name, value, flavor);
        settle(changed, owner);
    }
    return wmi_mock__object_end_change(self, changed, hr);
}

/* The list of an existing owner, in a record that is being changed. NULL when there is no memory. */
static wmi_mock__qualifiers *list_of(wmi_mock__record *record, const wmi_mock__qualified *owner)
{
    if (record == NULL || owner->kind == WMI_MOCK__QUALIFIED_OBJECT)
        return record == NULL ? NULL : &record->qualifiers;
    return wmi_mock__record_own_qualifiers(record,
                                           wmi_mock__class_find_property(record->object_class, owner->name));
}

/* Takes ownership of the value. */
static HRESULT put_on_instance(wmi_mock__object *self, const wmi_mock__qualified *owner, const char *name,
                               wmi_value *value, LONG flavor)
{
    wmi_mock__qualifiers *list = NULL;
    HRESULT hr = E_OUTOFMEMORY;

    if (wmi__same_name(name, "key"))
        hr = (HRESULT)WBEM_E_CANNOT_BE_KEY;
    else if (owner->kind == WMI_MOCK__QUALIFIED_PROPERTY && wmi__same_name(name, "CIMTYPE"))
        hr = (HRESULT)WBEM_E_OVERRIDE_NOT_ALLOWED;
    else
        list = list_of(wmi_mock__object_own_record(self), owner);
    if (list != NULL)
        return wmi_mock__qualifiers_set(list, name, value, flavor);
    wmi_value_clear(value);
    return hr;
}

/* Whether an inherited qualifier may not be overridden. */
static bool is_fixed(const wmi_mock__qualifiers *seen, const char *name, const wmi_value *value)
{
    const LONG fixed = WBEM_FLAVOR_ORIGIN_PROPAGATED | WBEM_FLAVOR_NOT_OVERRIDABLE;
    const wmi_mock__qualifier *found = wmi_mock__qualifiers_find(seen, name);

    return found != NULL && (found->flavor & fixed) == fixed &&
           !wmi_mock__value_same(&found->value, value, false);
}

/* An underscore at either end is reserved for the system. */
static bool is_name(const char *text)
{
    size_t length = strlen(text);

    return length > 0 && text[0] != '_' && text[length - 1] != '_';
}

/* The code for a name that is not allowed is unknown on Windows. */
static HRESULT check_put(const wmi_mock__object *self, const wmi_mock__qualified *owner, const char *name,
                         const wmi_value *value, LONG flavor)
{
    wmi_mock__qualifiers seen;
    HRESULT hr;

    if (!is_name(name) || (flavor & ~KNOWN_FLAVOR) != 0)
        return (HRESULT)WBEM_E_INVALID_PARAMETER;
    hr = wmi_mock__qualifiers_seen(self, owner, &seen);
    if (SUCCEEDED(hr) && is_fixed(&seen, name, value))
        hr = (HRESULT)WBEM_E_OVERRIDE_NOT_ALLOWED;
    wmi_mock__qualifiers_clear(&seen);
    return hr;
}

HRESULT wmi_mock__qualifiers_put(wmi_mock__object *self, const wmi_mock__qualified *owner, const char *name,
                                 wmi_value *value, LONG flavor)
{
    HRESULT hr = check_put(self, owner, name, value, flavor);

    if (FAILED(hr)) {
        wmi_value_clear(value);
        return hr;
    }
    return self->record != NULL ? put_on_instance(self, owner, name, value, flavor)
                                : put_on_class(self, owner, name, value, flavor);
}

/* --- Deleting ------------------------------------------------------------------------------------------------- */

static void take_out(wmi_mock__qualifiers *list, const char *name)
{
    size_t i = 0;

    while (!wmi__same_name(list->items[i].name, name))
        i++;
    free(list->items[i].name);
    wmi_value_clear(&list->items[i].value);
    for (; i + 1 < list->count; i++)
        list->items[i] = list->items[i + 1];
    list->count--;
}

/* The qualifiers that this owner inherits; NULL when there are none. */
static const wmi_mock__qualifiers *inherited_by(const wmi_mock__class *object_class,
                                                const wmi_mock__qualified *owner)
{
    const wmi_mock__class *superclass = object_class->superclass;
    const wmi_mock__method *method;
    size_t property;

    if (superclass == NULL)
        return NULL;
    switch (owner->kind) {
    case WMI_MOCK__QUALIFIED_PROPERTY:
        property = wmi_mock__class_find_property(superclass, owner->name);
        return property == SIZE_MAX ? NULL : &superclass->properties[property].qualifiers;
    case WMI_MOCK__QUALIFIED_METHOD:
        method = wmi_mock__class_find_method(superclass, owner->name);
        return method == NULL ? NULL : &method->qualifiers;
    default: return &superclass->qualifiers;
    }
}

/* Restores the inherited value of a deleted qualifier. */
static HRESULT inherit_again(const wmi_mock__qualifiers *from, LONG propagation, wmi_mock__qualifiers *to)
{
    size_t count = to->count;
    HRESULT hr = from == NULL ? S_OK : wmi_mock__qualifiers_inherit(from, propagation, to);

    if (FAILED(hr))
        return hr;
    return to->count > count ? (HRESULT)WBEM_S_RESET_TO_DEFAULT : S_OK;
}

static HRESULT delete_on_class(wmi_mock__object *self, const wmi_mock__qualified *owner, const char *name)
{
    const wmi_mock__class_change none = { NULL, NULL, NULL };
    wmi_mock__qualifiers *list;
    wmi_mock__class *changed;
    HRESULT hr = wmi_mock__class_copy(self->own_class, &none, &changed);

    if (FAILED(hr))
        return hr;
    list = qualifiers_of(changed, owner);
    take_out(list, name);
    hr = inherit_again(inherited_by(changed, owner), WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS, list);
    settle(changed, owner);
    return wmi_mock__object_end_change(self, changed, hr);
}

static HRESULT delete_on_instance(wmi_mock__object *self, const wmi_mock__qualified *owner, const char *name)
{
    wmi_mock__record *record = wmi_mock__object_own_record(self);
    wmi_mock__qualifiers *list = list_of(record, owner);
    const wmi_mock__qualifier *handed_down;

    if (list == NULL)
        return E_OUTOFMEMORY;
    take_out(list, name);
    handed_down = wmi_mock__qualifiers_find(qualifiers_of(record->object_class, owner), name);
    return handed_down != NULL && handed_down->flavor & WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE
               ? WBEM_S_RESET_TO_DEFAULT
               : S_OK;
}

static HRESULT check_delete(const wmi_mock__object *self, const wmi_mock__qualified *owner, const char *name)
{
    const wmi_mock__qualifier *found;
    wmi_mock__qualifiers seen;
    HRESULT hr = wmi_mock__qualifiers_seen(self, owner, &seen);

    if (FAILED(hr))
        return hr;
    found = wmi_mock__qualifiers_find(&seen, name);
    if (found == NULL)
        hr = (HRESULT)WBEM_E_NOT_FOUND;
    else if (owner->kind == WMI_MOCK__QUALIFIED_PROPERTY && wmi__same_name(name, "CIMTYPE"))
        hr = (HRESULT)WBEM_E_INVALID_OPERATION;
    else if (found->flavor & WBEM_FLAVOR_ORIGIN_PROPAGATED)
        hr = (HRESULT)WBEM_E_PROPAGATED_QUALIFIER;
    wmi_mock__qualifiers_clear(&seen);
    return hr;
}

HRESULT wmi_mock__qualifiers_delete(wmi_mock__object *self, const wmi_mock__qualified *owner,
                                    const char *name)
{
    HRESULT hr = check_delete(self, owner, name);

    if (FAILED(hr))
        return hr;
    return self->record != NULL ? delete_on_instance(self, owner, name) : delete_on_class(self, owner, name);
}
