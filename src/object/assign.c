/* SPDX-License-Identifier: MIT */
#include "object/assign.h"

#include "base/bstr.h"
#include "error/error.h"
#include "object/property.h"
#include "value/convert.h"
#include "value/variant.h"

#include <wmikit/object.h>

/* An array fits an array only, whatever its elements are. */
static bool is_possible(const wmi_value *value, wmi_type type, bool is_array)
{
    return value->is_null || (value->is_array == is_array && wmi__type_converts(value->type, type));
}

static HRESULT refuse_type(const wmi__assignment *self, wmi_type type, bool is_array)
{
    return wmi__refuse((HRESULT)WBEM_E_TYPE_MISMATCH, self->operation, "%s %s is a %s%s; cannot assign %s%s",
                       self->role, self->property, wmi__type_name(type), is_array ? " array" : "",
                       wmi__type_name(self->value->type), self->value->is_array ? " array" : "");
}

/* The types fit, but the value does not. */
static HRESULT refuse_value(const wmi__assignment *self, HRESULT hr, wmi_type type)
{
    char text[WMI__SCALAR_TEXT_SIZE];

    if (hr == E_OUTOFMEMORY)
        return wmi__out_of_memory(self->operation);
    if (hr != DISP_E_OVERFLOW)
        return wmi__refuse(hr, self->operation, "%s %s: the %s cannot be written as a %s", self->role,
                           self->property, wmi__type_name(self->value->type), wmi__type_name(type));
    if (!wmi__scalar_text(self->value, text))
        return wmi__refuse(hr, self->operation, "%s %s: an element of the %s array does not fit a %s",
                           self->role, self->property, wmi__type_name(self->value->type),
                           wmi__type_name(type));
    return wmi__refuse(hr, self->operation, "%s %s: %s does not fit a %s", self->role, self->property, text,
                       wmi__type_name(type));
}

static HRESULT convert(const wmi__assignment *self, CIMTYPE cim_type, VARIANT *variant)
{
    wmi_type type = (wmi_type)(cim_type & ~CIM_FLAG_ARRAY);
    bool is_array = (cim_type & CIM_FLAG_ARRAY) != 0;
    HRESULT hr;

    if (!is_possible(self->value, type, is_array))
        return refuse_type(self, type, is_array);
    hr = wmi__value_to_variant_as(self->value, type, variant);
    return FAILED(hr) ? refuse_value(self, hr, type) : S_OK;
}

static HRESULT put(const wmi__assignment *self, VARIANT *variant)
{
    wmi__name name;
    HRESULT hr = wmi__name_begin(&name, self->property);

    if (FAILED(hr)) {
        wmi__out_of_memory(self->operation); /* the name was checked when its type was read */
        goto cleanup;
    }
    hr = IWbemClassObject_Put(self->object, name.text, 0, variant, 0);
    if (FAILED(hr))
        wmi__com_failed(hr, "IWbemClassObject::Put", "%s %s", self->role, self->property);

cleanup:
    wmi__name_end(&name);
    return hr;
}

HRESULT wmi__assign(const wmi__assignment *self)
{
    const wmi__reading reading = { self->object, self->property, self->operation };
    CIMTYPE type = CIM_EMPTY;
    VARIANT variant;
    HRESULT hr = wmi__reading_variant(&reading, &variant, &type);

    if (FAILED(hr)) {
        wmi__error_hint((HRESULT)WBEM_E_NOT_FOUND, "Check the property's spelling against the class.");
        return hr;
    }
    VariantClear(&variant);
    VariantInit(&variant);
    hr = convert(self, type, &variant);
    if (SUCCEEDED(hr))
        hr = put(self, &variant);
    VariantClear(&variant);
    return hr;
}

HRESULT wmi_set_value(IWbemClassObject *object, const char *property, wmi_value value)
{
    const wmi__assignment self = { object, property, &value, "wmi_set_value", "property" };

    if (object == NULL)
        return wmi__refuse_null(self.operation, "object");
    if (property == NULL)
        return wmi__refuse_null(self.operation, "property");
    return wmi__assign(&self);
}
