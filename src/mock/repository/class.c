/* SPDX-License-Identifier: MIT */
#include "mock/repository/model.h"

#include "value/value.h"
#include "value/variant.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Properties and methods -------------------------------------------------------------------------------- */

void wmi_mock__property_clear(wmi_mock__property *property)
{
    free(property->name);
    free(property->class_name);
    wmi_value_clear(&property->value);
    wmi_mock__qualifiers_clear(&property->qualifiers);
    *property = (wmi_mock__property){ 0 };
}

void wmi_mock__method_clear(wmi_mock__method *method)
{
    free(method->name);
    wmi_mock__class_release(method->in);
    wmi_mock__class_release(method->out);
    wmi_mock__qualifiers_clear(&method->qualifiers);
    *method = (wmi_mock__method){ 0 };
}

/* All except the qualifiers. After a failure the result can be cleared. */
static HRESULT copy_declaration(const wmi_mock__property *from, wmi_mock__property *to)
{
    HRESULT hr;

    *to = *from;
    to->qualifiers = (wmi_mock__qualifiers){ 0 };
    to->name = wmi_mock__copy_text(from->name);
    to->class_name = from->class_name == NULL ? NULL : wmi_mock__copy_text(from->class_name);
    hr = wmi__value_copy(&from->value, &to->value);
    if (to->name == NULL || (from->class_name != NULL && to->class_name == NULL))
        hr = E_OUTOFMEMORY;
    return hr;
}

HRESULT wmi_mock__property_copy(const wmi_mock__property *from, wmi_mock__property *to)
{
    HRESULT hr = copy_declaration(from, to);

    if (SUCCEEDED(hr))
        hr = wmi_mock__qualifiers_copy(&from->qualifiers, &to->qualifiers);
    if (FAILED(hr))
        wmi_mock__property_clear(to);
    return hr;
}

/* --- Creation and inheritance ------------------------------------------------------------------------------ */

static HRESULT inherit_property(const wmi_mock__property *from, wmi_mock__property *to)
{
    HRESULT hr = copy_declaration(from, to);

    to->is_local = false;
    if (SUCCEEDED(hr))
        hr = wmi_mock__qualifiers_inherit(&from->qualifiers, WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS,
                                          &to->qualifiers);
    return hr;
}

static HRESULT inherit_method(const wmi_mock__method *from, wmi_mock__method *to)
{
    *to = (wmi_mock__method){ .origin = from->origin };
    to->in = wmi_mock__class_share(from->in);
    to->out = wmi_mock__class_share(from->out);
    to->name = wmi_mock__copy_text(from->name);
    if (to->name == NULL)
        return E_OUTOFMEMORY;
    return wmi_mock__qualifiers_inherit(&from->qualifiers, WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS,
                                        &to->qualifiers);
}

/* The counts include a partly initialised element, so that releasing the class clears it. */
static HRESULT inherit(wmi_mock__class *self, const wmi_mock__class *superclass)
{
    HRESULT hr;

    self->properties = wmi_mock__array_create(superclass->property_count, sizeof *self->properties);
    self->methods = wmi_mock__array_create(superclass->method_count, sizeof *self->methods);
    if (self->properties == NULL || self->methods == NULL)
        return E_OUTOFMEMORY;
    hr = wmi_mock__qualifiers_inherit(&superclass->qualifiers, WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS,
                                      &self->qualifiers);
    while (SUCCEEDED(hr) && self->property_count < superclass->property_count) {
        size_t index = self->property_count++;

        hr = inherit_property(&superclass->properties[index], &self->properties[index]);
    }
    while (SUCCEEDED(hr) && self->method_count < superclass->method_count) {
        size_t index = self->method_count++;

        hr = inherit_method(&superclass->methods[index], &self->methods[index]);
    }
    return hr;
}

wmi_mock__class *wmi_mock__class_create(const char *name, wmi_mock__class *superclass)
{
    wmi_mock__class *created = calloc(1, sizeof *created);

    if (created == NULL)
        return NULL;
    atomic_init(&created->references, 1);
    created->superclass = wmi_mock__class_share(superclass);
    created->name = wmi_mock__copy_text(name);
    if (created->name == NULL || (superclass != NULL && FAILED(inherit(created, superclass)))) {
        wmi_mock__class_release(created);
        return NULL;
    }
    wmi_mock__class_apply_qualifiers(created);
    return created;
}

wmi_mock__class *wmi_mock__class_share(wmi_mock__class *shared)
{
    if (shared != NULL)
        atomic_fetch_add(&shared->references, 1);
    return shared;
}

static void destroy(wmi_mock__class *self)
{
    for (size_t i = 0; i < self->property_count; i++)
        wmi_mock__property_clear(&self->properties[i]);
    for (size_t i = 0; i < self->method_count; i++)
        wmi_mock__method_clear(&self->methods[i]);
    wmi_mock__qualifiers_clear(&self->qualifiers);
    free(self->properties);
    free(self->methods);
    free(self->name);
    free(self);
}

/* A loop over the superclasses: deep inheritance must not use the stack. */
void wmi_mock__class_release(wmi_mock__class *released)
{
    while (released != NULL && atomic_fetch_sub(&released->references, 1) == 1) {
        wmi_mock__class *superclass = released->superclass;

        destroy(released);
        released = superclass;
    }
}

/* `abstract` applies to one class only, the others to all derived classes. */
void wmi_mock__class_apply_qualifiers(wmi_mock__class *object_class)
{
    const wmi_mock__qualifier *abstract = wmi_mock__qualifiers_find(&object_class->qualifiers, "abstract");
    const wmi_mock__class *superclass = object_class->superclass;

    object_class->is_abstract = abstract != NULL && (abstract->flavor & WBEM_FLAVOR_ORIGIN_PROPAGATED) == 0 &&
                                wmi_mock__qualifiers_flag(&object_class->qualifiers, "abstract");
    object_class->is_singleton = wmi_mock__qualifiers_flag(&object_class->qualifiers, "singleton") ||
                                 (superclass != NULL && superclass->is_singleton);
    object_class->is_association = wmi_mock__qualifiers_flag(&object_class->qualifiers, "association") ||
                                   (superclass != NULL && superclass->is_association);
}

/* --- Looking up -------------------------------------------------------------------------------------------- */

static bool may_be_same(char a, char b)
{
    return ((a ^ b) & ~('a' - 'A')) == 0;
}

/* Called by every Get: most names differ in the length or the first letter. */
size_t wmi_mock__class_find_property(const wmi_mock__class *object_class, const char *name)
{
    size_t length = strlen(name);

    for (size_t i = 0; i < object_class->property_count; i++) {
        const wmi_mock__property *each = &object_class->properties[i];

        if (each->name_length == length && may_be_same(each->name[0], name[0]) &&
            wmi__same_name(each->name, name))
            return i;
    }
    return SIZE_MAX;
}

static size_t find_method(const wmi_mock__class *object_class, const char *name)
{
    for (size_t i = 0; i < object_class->method_count; i++) {
        if (wmi__same_name(object_class->methods[i].name, name))
            return i;
    }
    return SIZE_MAX;
}

const wmi_mock__method *wmi_mock__class_find_method(const wmi_mock__class *object_class, const char *name)
{
    size_t index = find_method(object_class, name);

    return index == SIZE_MAX ? NULL : &object_class->methods[index];
}

bool wmi_mock__class_is_a(const wmi_mock__class *object_class, const char *name)
{
    for (; object_class != NULL; object_class = object_class->superclass) {
        if (wmi__same_name(object_class->name, name))
            return true;
    }
    return false;
}

bool wmi_mock__class_has_keys(const wmi_mock__class *object_class)
{
    for (size_t i = 0; i < object_class->property_count; i++) {
        if (object_class->properties[i].is_key)
            return true;
    }
    return false;
}

/* A valid class name in MOF. */
static bool is_identifier(const char *text)
{
    bool is_valid = *text != '\0' && (*text < '0' || *text > '9');

    for (; is_valid && *text != '\0'; text++)
        is_valid = *text == '_' || (unsigned char)*text >= 0x80 || (*text >= '0' && *text <= '9') ||
                   (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z');
    return is_valid;
}

const char *wmi_mock__cimtype_class(wmi_type type, const wmi_mock__qualifiers *qualifiers)
{
    const char *kind = type == WMI_OBJECT ? "object" : type == WMI_REFERENCE ? "ref" : "";
    const wmi_mock__qualifier *cimtype = wmi_mock__qualifiers_find(qualifiers, "CIMTYPE");
    const wmi_value *value = cimtype == NULL ? NULL : &cimtype->value;
    char given[8] = "";
    size_t length;

    if (kind[0] == '\0' || value == NULL || value->type != WMI_STRING || value->is_null || value->is_array)
        return NULL;
    length = strcspn(value->string, ":");
    if (length >= sizeof given || value->string[length] == '\0' || !is_identifier(value->string + length + 1))
        return NULL;
    memcpy(given, value->string, length);
    return wmi__same_name(given, kind) ? value->string + length + 1 : NULL;
}

/* --- Declaring --------------------------------------------------------------------------------------------- */

/* A class named only by an explicit CIMTYPE: [CIMTYPE("ref:CIM_Process")] object ref Process. */
static HRESULT take_class_name(wmi_mock__property *property)
{
    const char *name = property->class_name == NULL
                           ? wmi_mock__cimtype_class(property->type, &property->qualifiers)
                           : NULL;

    if (name == NULL)
        return S_OK;
    property->class_name = wmi_mock__copy_text(name);
    return property->class_name == NULL ? E_OUTOFMEMORY : S_OK;
}

/* "uint32", "ref:CIM_Process", "object:Win32_Thing": the value of the qualifier CIMTYPE. */
static HRESULT set_cimtype(wmi_mock__property *property)
{
    const char *kind = property->type == WMI_REFERENCE ? "ref" : wmi__type_name(property->type);
    const char *named = property->class_name;
    size_t size = strlen(kind) + (named == NULL ? 0 : strlen(named)) + 2;
    char *text = malloc(size);
    wmi_value value = { .type = WMI_STRING, .owned = text, .string = text };

    if (text == NULL)
        return E_OUTOFMEMORY;
    snprintf(text, size, "%s%s%s", kind, named == NULL ? "" : ":", named == NULL ? "" : named);
    return wmi_mock__qualifiers_set(&property->qualifiers, "CIMTYPE", &value,
                                    WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE |
                                        WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS);
}

static HRESULT check_key(const wmi_mock__class *object_class, const wmi_mock__property *property,
                         const wmi_mock__property *inherited)
{
    bool of_no_use = property->is_array || property->type == WMI_OBJECT || property->type == WMI_REAL32 ||
                     property->type == WMI_REAL64;

    if (!wmi_mock__qualifiers_flag(&property->qualifiers, "key") || (inherited != NULL && inherited->is_key))
        return S_OK;
    if (of_no_use || (object_class->superclass != NULL && wmi_mock__class_has_keys(object_class->superclass)))
        return (HRESULT)WBEM_E_CANNOT_BE_KEY;
    return S_OK;
}

static HRESULT check_property(const wmi_mock__class *object_class, const wmi_mock__property *property,
                              const wmi_mock__property *inherited)
{
    if (inherited == NULL && object_class->property_count >= WMI_MOCK__MAX_PROPERTIES)
        return (HRESULT)WBEM_E_TOO_MANY_PROPERTIES;
    if (inherited != NULL && inherited->is_local)
        return (HRESULT)WBEM_E_ALREADY_EXISTS;
    if (inherited != NULL && (inherited->type != property->type || inherited->is_array != property->is_array))
        return (HRESULT)WBEM_E_UPDATE_TYPE_MISMATCH;
    return check_key(object_class, property, inherited);
}

/* The spelling of the name in the first class is kept. */
static HRESULT override_property(wmi_mock__property *inherited, wmi_mock__property *property)
{
    HRESULT hr = wmi_mock__qualifiers_override(&inherited->qualifiers, &property->qualifiers);

    if (FAILED(hr))
        return hr;
    if (property->value.type != WMI_NULL) {
        wmi_value_clear(&inherited->value);
        inherited->value = property->value;
        property->value = (wmi_value){ 0 };
    }
    free(inherited->class_name);
    inherited->class_name = property->class_name;
    property->class_name = NULL;
    inherited->is_key = inherited->is_key || wmi_mock__qualifiers_flag(&inherited->qualifiers, "key");
    inherited->is_local = true;
    return S_OK;
}

static HRESULT append_property(wmi_mock__class *object_class, wmi_mock__property *property)
{
    wmi_mock__property *properties = wmi_mock__array_grown(object_class->properties,
                                                           object_class->property_count, sizeof *properties);

    if (properties == NULL)
        return E_OUTOFMEMORY;
    object_class->properties = properties;
    if (property->value.type == WMI_NULL) {
        property->value = (wmi_value){ 0 };
        property->value.type = property->type;
        property->value.is_array = property->is_array;
        property->value.is_null = true;
    }
    property->name_length = strlen(property->name);
    property->origin = object_class->name;
    property->is_key = wmi_mock__qualifiers_flag(&property->qualifiers, "key");
    property->is_local = true;
    properties[object_class->property_count++] = *property;
    *property = (wmi_mock__property){ 0 };
    return S_OK;
}

HRESULT wmi_mock__class_add_property(wmi_mock__class *object_class, wmi_mock__property *property)
{
    size_t index = wmi_mock__class_find_property(object_class, property->name);
    wmi_mock__property *inherited = index == SIZE_MAX ? NULL : &object_class->properties[index];
    HRESULT hr = check_property(object_class, property, inherited);

    if (SUCCEEDED(hr))
        hr = take_class_name(property);
    if (SUCCEEDED(hr))
        hr = set_cimtype(property);
    if (SUCCEEDED(hr))
        hr = inherited == NULL ? append_property(object_class, property)
                               : override_property(inherited, property);
    wmi_mock__property_clear(property);
    return hr;
}

static HRESULT override_method(wmi_mock__method *inherited, wmi_mock__method *method)
{
    wmi_mock__class *in = inherited->in;
    wmi_mock__class *out = inherited->out;
    HRESULT hr = wmi_mock__qualifiers_override(&inherited->qualifiers, &method->qualifiers);

    if (FAILED(hr))
        return hr;
    inherited->in = method->in;
    inherited->out = method->out;
    inherited->is_local = true;
    method->in = in;
    method->out = out;
    return S_OK;
}

static HRESULT append_method(wmi_mock__class *object_class, wmi_mock__method *method)
{
    wmi_mock__method *methods = wmi_mock__array_grown(object_class->methods, object_class->method_count,
                                                      sizeof *methods);

    if (methods == NULL)
        return E_OUTOFMEMORY;
    object_class->methods = methods;
    method->origin = object_class->name;
    method->is_local = true;
    methods[object_class->method_count++] = *method;
    *method = (wmi_mock__method){ 0 };
    return S_OK;
}

HRESULT wmi_mock__class_add_method(wmi_mock__class *object_class, wmi_mock__method *method)
{
    size_t index = find_method(object_class, method->name);
    HRESULT hr;

    if (index == SIZE_MAX)
        hr = object_class->method_count >= WMI_MOCK__MAX_PROPERTIES ? (HRESULT)WBEM_E_TOO_MANY_PROPERTIES
                                                                    : append_method(object_class, method);
    else if (object_class->methods[index].is_local)
        hr = (HRESULT)WBEM_E_ALREADY_EXISTS;
    else
        hr = override_method(&object_class->methods[index], method);
    wmi_mock__method_clear(method);
    return hr;
}
