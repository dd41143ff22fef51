/* SPDX-License-Identifier: MIT */
#include "object/property.h"

#include "base/bstr.h"
#include "error/error.h"
#include "os/compiler.h"
#include "value/variant.h"

#include <wmikit/object.h>

#include <string.h>

HRESULT wmi__reading_refused(const wmi__reading *self, void *out, size_t size)
{
    if (out == NULL)
        return wmi__refuse_null(self->operation, "value");
    memset(out, 0, size);
    return wmi__refuse_null(self->operation, self->object == NULL ? "object" : "property");
}

WMI__NOINLINE static HRESULT name_refused(const wmi__reading *self, HRESULT hr)
{
    if (hr == E_OUTOFMEMORY)
        return wmi__out_of_memory(self->operation);
    return wmi__refuse(hr, self->operation,
                       self->property[0] == '\0' ? "property is empty" : "property is not UTF-8");
}

HRESULT wmi__reading_variant(const wmi__reading *self, VARIANT *variant, CIMTYPE *type)
{
    wmi__name name;
    HRESULT hr = wmi__name_begin(&name, self->property);

    V_VT(variant) = VT_EMPTY;
    if (FAILED(hr)) {
        hr = name_refused(self, hr);
        goto cleanup;
    }
    hr = IWbemClassObject_Get(self->object, name.text, 0, variant, type, NULL);
    if (FAILED(hr))
        wmi__com_failed(hr, "IWbemClassObject::Get", "property %s", self->property);

cleanup:
    wmi__name_end(&name);
    return hr;
}

HRESULT wmi__reading_failed(const wmi__reading *self, HRESULT hr, CIMTYPE type)
{
    const char *name = wmi__type_name((wmi_type)(type & ~CIM_FLAG_ARRAY));

    if (hr == E_OUTOFMEMORY)
        return wmi__out_of_memory(self->operation);
    return wmi__refuse(hr, self->operation, "property %s: its value cannot be read as a %s%s", self->property,
                       name, type & CIM_FLAG_ARRAY ? " array" : "");
}

HRESULT wmi__reading_convert(const wmi__reading *self, VARIANT *variant, CIMTYPE type, wmi_value *value)
{
    HRESULT hr = wmi__value_from_variant(variant, type, value);

    wmi__variant_drop(variant);
    if (FAILED(hr))
        return wmi__reading_failed(self, hr, type);
    return value->is_null ? WMI_END : WMI_OK;
}

HRESULT wmi__reading_value(const wmi__reading *self, wmi_value *value)
{
    CIMTYPE type = CIM_EMPTY;
    VARIANT variant;
    HRESULT hr = wmi__reading_variant(self, &variant, &type);

    return FAILED(hr) ? hr : wmi__reading_convert(self, &variant, type, value);
}

HRESULT wmi__reading_mismatch(const wmi__reading *self, const wmi_value *value, const char *wanted)
{
    return wmi__refuse((HRESULT)WBEM_E_TYPE_MISMATCH, self->operation, "property %s is a %s%s, not %s",
                       self->property, wmi__type_name(value->type), value->is_array ? " array" : "", wanted);
}

HRESULT wmi__reading_overflow(const wmi__reading *self, const wmi_value *value, const char *wanted)
{
    char text[WMI__SCALAR_TEXT_SIZE];

    if (!wmi__scalar_text(value, text))
        text[0] = '\0';
    return wmi__refuse(DISP_E_OVERFLOW, self->operation, "property %s is %s, which %s cannot hold",
                       self->property, text, wanted);
}

/* Begins, and reads a scalar of this very type: WMI_OK, and then it is in `found`; else what the getter returns. */
static HRESULT read_scalar(const wmi__reading *self, void *out, size_t size, wmi_type type,
                           const char *wanted, wmi_value *found)
{
    HRESULT hr = wmi__reading_begin(self, out, size);

    if (SUCCEEDED(hr))
        hr = wmi__reading_value(self, found);
    if (hr != WMI_OK || (found->type == type && !found->is_array))
        return hr;
    hr = wmi__reading_mismatch(self, found, wanted);
    wmi_value_clear(found);
    return hr;
}

HRESULT wmi_get_bool(IWbemClassObject *object, const char *property, bool *value)
{
    const wmi__reading from = { object, property, "wmi_get_bool" };
    wmi_value found;
    HRESULT hr = read_scalar(&from, value, sizeof *value, WMI_BOOL, "a boolean", &found);

    if (hr == WMI_OK)
        *value = found.boolean;
    return hr;
}

HRESULT wmi_get_datetime(IWbemClassObject *object, const char *property, wmi_datetime *value)
{
    const wmi__reading from = { object, property, "wmi_get_datetime" };
    wmi_value found;
    HRESULT hr = read_scalar(&from, value, sizeof *value, WMI_DATETIME, "a datetime", &found);

    if (hr == WMI_OK)
        *value = found.datetime;
    return hr;
}

HRESULT wmi_get_object(IWbemClassObject *object, const char *property, IWbemClassObject **value)
{
    const wmi__reading from = { object, property, "wmi_get_object" };
    wmi_value found;
    HRESULT hr = read_scalar(&from, value, sizeof *value, WMI_OBJECT, "an embedded object", &found);

    if (hr != WMI_OK)
        return hr;
    *value = found.object;
    IWbemClassObject_AddRef(found.object);
    wmi_value_clear(&found);
    return hr;
}

HRESULT wmi_get_value(IWbemClassObject *object, const char *property, wmi_value *value)
{
    const wmi__reading from = { object, property, "wmi_get_value" };
    HRESULT hr = wmi__reading_begin(&from, value, sizeof *value);

    if (SUCCEEDED(hr))
        hr = wmi__reading_value(&from, value);
    if (FAILED(hr) && value != NULL)
        value->is_null = true;
    return hr;
}
