/* SPDX-License-Identifier: MIT */
/* IWbemClassObject::GetObjectText: an object as MOF that the mock's reader loads back. */
#include "mock/object/mof_text.h"

#include "mock/repository/object_value.h"

#include "base/bstr.h"

#include <stdlib.h>

/* Values that an instance has from its class are omitted, if it has no qualifiers for them. */
static bool is_written(const wmi_mock__object *object, size_t property)
{
    const wmi_mock__property *declared = &object->record->object_class->properties[property];
    const wmi_value *value = &object->record->values[property];

    return wmi_mock__object_shows(object, property) &&
           (!(value->is_null && declared->value.is_null) ||
            wmi_mock__record_qualifiers(object->record, property)->count > 0);
}

static void put_assignment(wmi_mock__mof_text *text, const wmi_mock__record *record, size_t property,
                           unsigned depth)
{
    wmi_mock__mof_put_tabs(text, depth);
    wmi_mock__mof_put_qualifiers(text, wmi_mock__record_qualifiers(record, property), NULL);
    wmi_mock__mof_put(text, record->object_class->properties[property].name);
    wmi_mock__mof_put(text, " = ");
    wmi_mock__mof_put_value(text, &record->values[property], depth);
    wmi_mock__mof_put(text, ";\n");
}

void wmi_mock__mof_put_instance(wmi_mock__mof_text *text, const wmi_mock__object *object, unsigned depth)
{
    const wmi_mock__record *record = object->record;

    wmi_mock__mof_put_tabs(text, depth);
    wmi_mock__mof_put_qualifiers(text, &record->qualifiers, NULL);
    wmi_mock__mof_put(text, "instance of ");
    wmi_mock__mof_put(text, record->object_class->name);
    wmi_mock__mof_put(text, "\n");
    wmi_mock__mof_put_tabs(text, depth);
    wmi_mock__mof_put(text, "{\n");
    for (size_t i = 0; i < record->object_class->property_count; i++) {
        if (is_written(object, i))
            put_assignment(text, record, i, depth + 1);
    }
    wmi_mock__mof_put_tabs(text, depth);
    wmi_mock__mof_put(text, "}");
}

static void put_property(wmi_mock__mof_text *text, const wmi_mock__class *object_class,
                         const wmi_mock__property *property)
{
    size_t inherited = object_class->superclass == NULL
                           ? SIZE_MAX
                           : wmi_mock__class_find_property(object_class->superclass, property->name);
    bool takes_default_back = inherited != SIZE_MAX &&
                              !object_class->superclass->properties[inherited].value.is_null;

    wmi_mock__mof_put(text, "\t");
    wmi_mock__mof_put_qualifiers(text, &property->qualifiers, NULL);
    wmi_mock__mof_put_declaration(text, property);
    if (!property->value.is_null || takes_default_back) {
        wmi_mock__mof_put(text, " = ");
        wmi_mock__mof_put_value(text, &property->value, 1);
    }
    wmi_mock__mof_put(text, ";\n");
}

static void put_class(wmi_mock__mof_text *text, const wmi_mock__class *object_class)
{
    wmi_mock__mof_put_qualifiers(text, &object_class->qualifiers, NULL);
    wmi_mock__mof_put(text, "class ");
    wmi_mock__mof_put(text, object_class->name);
    if (object_class->superclass != NULL) {
        wmi_mock__mof_put(text, " : ");
        wmi_mock__mof_put(text, object_class->superclass->name);
    }
    wmi_mock__mof_put(text, "\n{\n");
    for (size_t i = 0; i < object_class->property_count; i++) {
        if (object_class->properties[i].is_local)
            put_property(text, object_class, &object_class->properties[i]);
    }
    for (size_t i = 0; i < object_class->method_count; i++) {
        if (object_class->methods[i].is_local)
            wmi_mock__mof_put_method(text, &object_class->methods[i]);
    }
    wmi_mock__mof_put(text, "}");
}

/* Windows also begins it with an empty line. */
static HRESULT write_text(const wmi_mock__object *self, LONG flags, BSTR *bstr)
{
    wmi_mock__mof_text text = { NULL, 0, 0, false, false, flags };
    HRESULT hr = E_OUTOFMEMORY;

    wmi_mock__mof_put(&text, "\n");
    if (self->record != NULL)
        wmi_mock__mof_put_instance(&text, self, 0);
    else
        put_class(&text, self->own_class);
    wmi_mock__mof_put(&text, ";\n");
    if (!text.is_short)
        hr = wmi__bstr_from_utf8(text.data, bstr);
    free(text.data);
    return hr;
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_get_object_text(IWbemClassObject *This, LONG lFlags,
                                                           BSTR *pstrObjectText)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    bool is_valid = pstrObjectText != NULL && (lFlags & ~WBEM_FLAG_NO_FLAVORS) == 0;
    HRESULT hr = is_valid ? S_OK : (HRESULT)WBEM_E_INVALID_PARAMETER;
    wmi_mock__call call;

    if (pstrObjectText != NULL)
        *pstrObjectText = NULL;
    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::GetObjectText");
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = write_text(self, lFlags, pstrObjectText);
        wmi__mutex_unlock(&self->base.lock);
    }
    return wmi_mock__leave(&call, hr);
}
