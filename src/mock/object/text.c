/* SPDX-License-Identifier: MIT */
/* IWbemClassObject::GetObjectText: an object as MOF that the mock's reader loads back. */
#include "mock/object/mof_text.h"

#include "mock/repository/object_value.h"

#include "base/bstr.h"

#include <stdlib.h>

/* What an instance has from its class needs no saying. */
static bool is_written(const wmi__object *object, size_t property)
{
    const wmi__property *declared = &object->record->object_class->properties[property];
    const wmi_value *value = &object->record->values[property];

    return wmi__object_shows(object, property) && !(value->is_null && declared->value.is_null);
}

void wmi__mof_put_instance(wmi__mof_text *text, const wmi__object *object, unsigned depth)
{
    const wmi__record *record = object->record;

    wmi__mof_put_tabs(text, depth);
    wmi__mof_put_qualifiers(text, &record->qualifiers, NULL);
    wmi__mof_put(text, "instance of ");
    wmi__mof_put(text, record->object_class->name);
    wmi__mof_put(text, "\n");
    wmi__mof_put_tabs(text, depth);
    wmi__mof_put(text, "{\n");
    for (size_t i = 0; i < record->object_class->property_count; i++) {
        if (!is_written(object, i))
            continue;
        wmi__mof_put_tabs(text, depth + 1);
        wmi__mof_put(text, record->object_class->properties[i].name);
        wmi__mof_put(text, " = ");
        wmi__mof_put_value(text, &record->values[i], depth + 1);
        wmi__mof_put(text, ";\n");
    }
    wmi__mof_put_tabs(text, depth);
    wmi__mof_put(text, "}");
}

static void put_property(wmi__mof_text *text, const wmi__class *object_class, const wmi__property *property)
{
    size_t inherited = object_class->superclass == NULL
                           ? SIZE_MAX
                           : wmi__class_find_property(object_class->superclass, property->name);
    bool takes_default_back = inherited != SIZE_MAX &&
                              !object_class->superclass->properties[inherited].value.is_null;

    wmi__mof_put(text, "\t");
    wmi__mof_put_qualifiers(text, &property->qualifiers, NULL);
    wmi__mof_put_declaration(text, property);
    if (!property->value.is_null || takes_default_back) {
        wmi__mof_put(text, " = ");
        wmi__mof_put_value(text, &property->value, 1);
    }
    wmi__mof_put(text, ";\n");
}

void wmi__mof_put_class(wmi__mof_text *text, const wmi__class *object_class)
{
    wmi__mof_put_qualifiers(text, &object_class->qualifiers, NULL);
    wmi__mof_put(text, "class ");
    wmi__mof_put(text, object_class->name);
    if (object_class->superclass != NULL) {
        wmi__mof_put(text, " : ");
        wmi__mof_put(text, object_class->superclass->name);
    }
    wmi__mof_put(text, "\n{\n");
    for (size_t i = 0; i < object_class->property_count; i++) {
        if (object_class->properties[i].is_local)
            put_property(text, object_class, &object_class->properties[i]);
    }
    for (size_t i = 0; i < object_class->method_count; i++) {
        if (object_class->methods[i].is_local)
            wmi__mof_put_method(text, &object_class->methods[i]);
    }
    wmi__mof_put(text, "}");
}

/* Windows begins it with an empty line too. */
static HRESULT write_text(const wmi__object *self, LONG flags, BSTR *bstr)
{
    wmi__mof_text text = { NULL, 0, 0, false, false, flags };
    HRESULT hr = E_OUTOFMEMORY;

    wmi__mof_put(&text, "\n");
    if (self->record != NULL)
        wmi__mof_put_instance(&text, self, 0);
    else
        wmi__mof_put_class(&text, self->own_class);
    wmi__mof_put(&text, ";\n");
    if (!text.is_short)
        hr = wmi__bstr_from_utf8(text.data, bstr);
    free(text.data);
    return hr;
}

HRESULT STDMETHODCALLTYPE wmi__object_get_object_text(IWbemClassObject *This, LONG lFlags,
                                                      BSTR *pstrObjectText)
{
    wmi__object *self = wmi__object_of(This);
    bool is_valid = pstrObjectText != NULL && (lFlags & ~WBEM_FLAG_NO_FLAVORS) == 0;
    HRESULT hr = is_valid ? S_OK : (HRESULT)WBEM_E_INVALID_PARAMETER;
    wmi__call call;

    if (pstrObjectText != NULL)
        *pstrObjectText = NULL;
    wmi__enter(&call, self->base.mock, "IWbemClassObject::GetObjectText");
    wmi__enter_number(&call, "lFlags", lFlags);
    if (wmi__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = write_text(self, lFlags, pstrObjectText);
        wmi__mutex_unlock(&self->base.lock);
    }
    return wmi__leave(&call, hr);
}
