/* SPDX-License-Identifier: MIT */
/* IWbemClassObject::Put and Delete. */
#include "mock/object/object.h"

#include "mock/repository/class_change.h"
#include "mock/repository/object_value.h"

#include "value/value.h"
#include "value/variant.h"

#include <string.h>

/* --- Names -------------------------------------------------------------------------------------------------- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* A valid name in MOF; an underscore at either end is reserved for the system. */
static bool is_name(const char *text)
{
    size_t length = strlen(text);

    if (length == 0 || !is_letter(text[0]) || text[length - 1] == '_')
        return false;
    for (size_t i = 0; i < length; i++) {
        if (!is_letter(text[i]) && text[i] != '_' && (text[i] < '0' || text[i] > '9'))
            return false;
    }
    return true;
}

/* Class names may begin with underscores, as those of the system do. */
static bool is_class_name(const char *text)
{
    while (*text == '_')
        text++;
    return is_name(text);
}

static HRESULT put_class_name(wmi_mock__object *self, const VARIANT *variant)
{
    wmi_mock__class_change change = { NULL, NULL, NULL };
    wmi_mock__class *changed;
    wmi_value value;
    HRESULT hr;

    if (!self->is_new)
        return (HRESULT)WBEM_E_ILLEGAL_OPERATION;
    if (variant == NULL || V_VT(variant) != VT_BSTR)
        return (HRESULT)WBEM_E_TYPE_MISMATCH;
    hr = wmi_mock__value_from_client(variant, WMI_STRING, false, &value);
    if (FAILED(hr))
        return hr;
    change.name = value.string;
    hr = is_class_name(value.string) ? wmi_mock__class_copy(self->own_class, &change, &changed)
                                     : (HRESULT)WBEM_E_INVALID_PARAMETER;
    if (SUCCEEDED(hr))
        wmi_mock__object_replace_class(self, changed);
    wmi_value_clear(&value);
    return hr;
}

/* --- Values ------------------------------------------------------------------------------------------------- */

static bool is_null(const VARIANT *variant)
{
    return variant == NULL || V_VT(variant) == VT_NULL;
}

/* The client may give no type, or the existing one. */
static bool agrees(CIMTYPE type, const wmi_mock__property *declared)
{
    return type == 0 || type == ((CIMTYPE)declared->type | (declared->is_array ? CIM_FLAG_ARRAY : 0));
}

static HRESULT put_instance(wmi_mock__object *self, const char *name, const VARIANT *variant, CIMTYPE type)
{
    size_t property = wmi_mock__object_property(self, name);
    const wmi_mock__property *declared;
    wmi_mock__record *record;
    wmi_value value;
    HRESULT hr;

    if (property == SIZE_MAX)
        return (HRESULT)WBEM_E_NOT_FOUND;
    declared = &self->record->object_class->properties[property];
    if (!agrees(type, declared))
        return (HRESULT)WBEM_E_TYPE_MISMATCH;
    hr = wmi_mock__value_from_client(variant, declared->type, declared->is_array, &value);
    if (FAILED(hr))
        return hr;
    record = wmi_mock__object_own_record(self);
    if (record == NULL) {
        wmi_value_clear(&value);
        return E_OUTOFMEMORY;
    }
    wmi_value_clear(&record->values[property]);
    record->values[property] = value;
    return S_OK;
}

/* --- Properties of classes ---------------------------------------------------------------------------------- */

/* A new default for a property whose declaration does not change. */
static HRESULT put_default(wmi_mock__object *self, size_t property, const VARIANT *variant)
{
    const wmi_mock__class_change none = { NULL, NULL, NULL };
    const wmi_mock__property *declared = &self->own_class->properties[property];
    wmi_mock__property *target;
    wmi_mock__class *changed;
    wmi_value value;
    HRESULT hr = wmi_mock__value_from_client(variant, declared->type, declared->is_array, &value);

    if (FAILED(hr))
        return hr;
    hr = wmi_mock__class_copy(self->own_class, &none, &changed);
    if (FAILED(hr)) {
        wmi_value_clear(&value);
        return hr;
    }
    target = &changed->properties[property];
    wmi_value_clear(&target->value);
    target->value = value;
    target->is_local = true;
    wmi_mock__object_replace_class(self, changed);
    return S_OK;
}

/* From the client's type, else from its value; WMI_NULL when that is not a type. */
static wmi_type type_of(const VARIANT *variant, CIMTYPE type, bool *is_array)
{
    wmi_type plain = (wmi_type)(type & ~CIM_FLAG_ARRAY);

    *is_array = (type & CIM_FLAG_ARRAY) != 0;
    if (type == 0 && !is_null(variant)) {
        *is_array = (V_VT(variant) & VT_ARRAY) != 0;
        plain = wmi__type_of_vartype((VARTYPE)(V_VT(variant) & ~VT_ARRAY));
    }
    return wmi__type_vartype(plain) == VT_EMPTY ? WMI_NULL : plain;
}

/* A new property, or a new type for a property of this class. */
static HRESULT put_new(wmi_mock__object *self, const char *name, const VARIANT *variant, CIMTYPE type)
{
    const wmi_mock__class_change change = { NULL, name, NULL };
    wmi_mock__property added = { 0 };
    wmi_mock__class *changed;
    HRESULT hr;

    added.type = type_of(variant, type, &added.is_array);
    if (added.type == WMI_NULL)
        return (HRESULT)WBEM_E_INVALID_PROPERTY_TYPE;
    hr = wmi_mock__value_from_client(variant, added.type, added.is_array, &added.value);
    if (FAILED(hr))
        return hr;
    added.name = wmi_mock__copy_text(name);
    hr = added.name == NULL ? E_OUTOFMEMORY : wmi_mock__class_copy(self->own_class, &change, &changed);
    if (FAILED(hr)) {
        wmi_mock__property_clear(&added);
        return hr;
    }
    hr = wmi_mock__class_add_property(changed, &added);
    return wmi_mock__object_end_change(self, changed, hr);
}

static HRESULT put_class(wmi_mock__object *self, const char *name, const VARIANT *variant, CIMTYPE type)
{
    size_t property = wmi_mock__class_find_property(self->own_class, name);
    const wmi_mock__property *declared;

    if (property == SIZE_MAX)
        return is_name(name) ? put_new(self, name, variant, type) : (HRESULT)WBEM_E_INVALID_PARAMETER;
    declared = &self->own_class->properties[property];
    if (agrees(type, declared))
        return put_default(self, property, variant);
    return declared->origin == self->own_class->name ? put_new(self, name, variant, type)
                                                     : (HRESULT)WBEM_E_TYPE_MISMATCH;
}

static HRESULT put(wmi_mock__object *self, const char *name, const VARIANT *variant, CIMTYPE type)
{
    if (wmi__same_name(name, "__CLASS") && self->record == NULL)
        return put_class_name(self, variant);
    if (wmi_mock__system_find(name) != SIZE_MAX)
        return (HRESULT)WBEM_E_ILLEGAL_OPERATION;
    return self->record != NULL ? put_instance(self, name, variant, type)
                                : put_class(self, name, variant, type);
}

/*
 * Objects are copied before this one's lock is taken: they may be this one itself, or one that another thread puts this one
 * into at the same time. What is no object, S_FALSE, is used as it is given.
 */
static HRESULT copy_objects(const VARIANT *given, VARIANT *own)
{
    VARTYPE vartype = given == NULL ? VT_EMPTY : V_VT(given);
    VARTYPE of_each = (VARTYPE)(vartype & ~VT_ARRAY);
    wmi_value value;
    HRESULT hr;

    VariantInit(own);
    if (of_each != VT_UNKNOWN && of_each != VT_DISPATCH)
        return S_FALSE;
    hr = wmi_mock__value_from_client(given, WMI_OBJECT, vartype != of_each, &value);
    if (FAILED(hr))
        return hr == E_OUTOFMEMORY ? hr : S_FALSE;
    hr = wmi__value_to_variant(&value, own);
    wmi_value_clear(&value);
    return hr;
}

static HRESULT put_locked(wmi_mock__object *self, const char *name, const VARIANT *given, CIMTYPE type)
{
    VARIANT own;
    HRESULT hr = copy_objects(given, &own);

    if (FAILED(hr))
        return hr;
    wmi__mutex_lock(&self->base.lock);
    hr = put(self, name, hr == S_OK ? &own : given, type);
    wmi__mutex_unlock(&self->base.lock);
    VariantClear(&own);
    return hr;
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_put(IWbemClassObject *This, LPCWSTR wszName, LONG lFlags,
                                               VARIANT *pVal, CIMTYPE Type)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    wmi_mock__utf8 name;
    wmi_mock__call call;
    HRESULT hr = wmi_mock__utf8_begin(&name, wszName);

    if (SUCCEEDED(hr) && lFlags != 0)
        hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::Put");
    wmi_mock__enter_text(&call, "wszName", wszName);
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    wmi_mock__enter_pointer(&call, "pVal", pVal);
    wmi_mock__enter_number(&call, "Type", Type);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr))
        hr = put_locked(self, name.text, pVal, Type);
    wmi_mock__utf8_end(&name);
    return wmi_mock__leave(&call, hr);
}

/* --- Delete --------------------------------------------------------------------------------------------------- */

/* An instance keeps all properties of its class: the value is reset to the default. */
static HRESULT reset_value(wmi_mock__object *self, size_t property)
{
    wmi_value value;
    wmi_mock__record *record;
    HRESULT hr = wmi__value_copy(&self->record->object_class->properties[property].value, &value);

    if (FAILED(hr))
        return hr;
    record = wmi_mock__object_own_record(self);
    if (record == NULL) {
        wmi_value_clear(&value);
        return E_OUTOFMEMORY;
    }
    wmi_value_clear(&record->values[property]);
    record->values[property] = value;
    return WBEM_S_RESET_TO_DEFAULT;
}

static HRESULT delete_property(wmi_mock__object *self, const char *name, const wmi_mock__property *declared)
{
    const wmi_mock__class_change change = { NULL, name, NULL };
    bool is_inherited = declared->origin != self->own_class->name;
    wmi_mock__class *changed;
    HRESULT hr;

    if (!declared->is_local)
        return (HRESULT)WBEM_E_PROPAGATED_PROPERTY;
    hr = wmi_mock__class_copy(self->own_class, &change, &changed);
    if (FAILED(hr))
        return hr;
    wmi_mock__object_replace_class(self, changed);
    return is_inherited ? WBEM_S_RESET_TO_DEFAULT : S_OK;
}

static HRESULT delete_by_name(wmi_mock__object *self, const char *name)
{
    size_t property = wmi_mock__object_property(self, name);

    if (wmi_mock__system_find(name) != SIZE_MAX)
        return (HRESULT)WBEM_E_SYSTEM_PROPERTY;
    if (property == SIZE_MAX)
        return (HRESULT)WBEM_E_NOT_FOUND;
    return self->record != NULL ? reset_value(self, property)
                                : delete_property(self, name, &self->own_class->properties[property]);
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_delete(IWbemClassObject *This, LPCWSTR wszName)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    wmi_mock__utf8 name;
    wmi_mock__call call;
    HRESULT hr = wmi_mock__utf8_begin(&name, wszName);

    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::Delete");
    wmi_mock__enter_text(&call, "wszName", wszName);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = delete_by_name(self, name.text);
        wmi__mutex_unlock(&self->base.lock);
    }
    wmi_mock__utf8_end(&name);
    return wmi_mock__leave(&call, hr);
}
