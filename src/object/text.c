/* SPDX-License-Identifier: MIT */
#include "base/bstr.h"
#include "error/error.h"
#include "object/names.h"
#include "object/property.h"
#include "os/compiler.h"
#include "value/variant.h"

#include <wmikit/object.h>

#include <stdlib.h>
#include <string.h>

/* Any scalar except text. */
static HRESULT to_string(const wmi__reading *self, const wmi_value *value, char **result)
{
    char text[WMI__SCALAR_TEXT_SIZE];

    if (!wmi__scalar_text(value, text))
        return wmi__reading_mismatch(self, value, "a scalar that converts to text");
    *result = malloc(strlen(text) + 1);
    if (*result == NULL)
        return wmi__out_of_memory(self->operation);
    memcpy(*result, text, strlen(text) + 1);
    return WMI_OK;
}

static bool is_text_type(CIMTYPE type)
{
    return type == CIM_STRING || type == CIM_DATETIME || type == CIM_REFERENCE;
}

/* A datetime comes as the text that WMI wrote, whether or not that is a datetime. */
static CIMTYPE as_text(CIMTYPE type)
{
    return (type & ~CIM_FLAG_ARRAY) == CIM_DATETIME ? CIM_STRING | (type & CIM_FLAG_ARRAY) : type;
}

/* Text, the most frequent type, is converted directly from the VARIANT. */
static HRESULT take_text(const wmi__reading *self, VARIANT *variant, CIMTYPE type, char **value)
{
    HRESULT hr = wmi__utf8_from_bstr(V_BSTR(variant), value);

    wmi__variant_drop(variant);
    return FAILED(hr) ? wmi__reading_failed(self, hr, as_text(type)) : WMI_OK;
}

WMI__NOINLINE static HRESULT take_scalar(const wmi__reading *self, VARIANT *variant, CIMTYPE type,
                                         char **value)
{
    wmi_value found;
    HRESULT hr = wmi__reading_convert(self, variant, as_text(type), &found);

    if (hr != WMI_OK)
        return hr;
    hr = to_string(self, &found, value);
    wmi_value_clear(&found);
    return hr;
}

HRESULT wmi_get_string(IWbemClassObject *object, const char *property, char **value)
{
    const wmi__reading from = { object, property, "wmi_get_string" };
    CIMTYPE type = CIM_EMPTY;
    VARIANT variant;
    HRESULT hr = wmi__reading_begin(&from, value, sizeof *value);

    if (SUCCEEDED(hr))
        hr = wmi__reading_variant(&from, &variant, &type);
    if (FAILED(hr))
        return hr;
    return V_VT(&variant) == VT_BSTR && is_text_type(type) ? take_text(&from, &variant, type, value)
                                                           : take_scalar(&from, &variant, type, value);
}

HRESULT wmi_get_bstr(IWbemClassObject *object, const char *property, BSTR *value)
{
    const wmi__reading from = { object, property, "wmi_get_bstr" };
    CIMTYPE type = CIM_EMPTY;
    wmi_value found = { 0 };
    VARIANT variant;
    HRESULT hr = wmi__reading_begin(&from, value, sizeof *value);

    if (SUCCEEDED(hr))
        hr = wmi__reading_variant(&from, &variant, &type);
    if (FAILED(hr))
        return hr;
    if (wmi__variant_is_null(&variant))
        return WMI_END;
    if (V_VT(&variant) == VT_BSTR && is_text_type(type) && wmi__bstr_is_whole(V_BSTR(&variant))) {
        *value = V_BSTR(&variant); /* ownership moves to the caller */
        return WMI_OK;
    }
    VariantClear(&variant);
    if (is_text_type(type))
        return wmi__reading_failed(&from, (HRESULT)WBEM_E_TYPE_MISMATCH, type);
    found.type = (wmi_type)(type & ~CIM_FLAG_ARRAY);
    found.is_array = (type & CIM_FLAG_ARRAY) != 0;
    return wmi__reading_mismatch(&from, &found, "text");
}

/* Of an array of any type except text. */
static size_t element_bytes(const void *from, size_t index)
{
    char text[WMI__SCALAR_TEXT_SIZE];
    wmi_value element = wmi__value_element(from, index);

    wmi__scalar_text(&element, text);
    return strlen(text);
}

static char *element_write(const void *from, size_t index, char *at)
{
    char text[WMI__SCALAR_TEXT_SIZE];
    wmi_value element = wmi__value_element(from, index);
    size_t length;

    wmi__scalar_text(&element, text);
    length = strlen(text);
    memcpy(at, text, length + 1);
    return at + length;
}

/* An array of text is already the required block; its ownership moves to the caller. */
static HRESULT to_strings(const wmi__reading *self, wmi_value *value, char ***values)
{
    const wmi__text_source source = { value, element_bytes, element_write };

    if (!value->is_array || value->type == WMI_OBJECT)
        return wmi__reading_mismatch(self, value, "an array that converts to text");
    if (value->type == WMI_STRING || value->type == WMI_REFERENCE) {
        *values = value->owned;
        value->owned = NULL;
        return WMI_OK;
    }
    *values = wmi__text_list(&source, value->count);
    return *values == NULL ? wmi__out_of_memory(self->operation) : WMI_OK;
}

HRESULT wmi_get_strings(IWbemClassObject *object, const char *property, char ***values, size_t *count)
{
    const wmi__reading from = { object, property, "wmi_get_strings" };
    CIMTYPE type = CIM_EMPTY;
    wmi_value found;
    VARIANT variant;
    HRESULT hr = wmi__reading_begin(&from, values, sizeof *values);

    if (count != NULL)
        *count = 0;
    if (SUCCEEDED(hr) && count == NULL)
        return wmi__refuse_null(from.operation, "count");
    if (SUCCEEDED(hr))
        hr = wmi__reading_variant(&from, &variant, &type);
    if (SUCCEEDED(hr))
        hr = wmi__reading_convert(&from, &variant, as_text(type), &found);
    if (hr != WMI_OK)
        return hr;
    hr = to_strings(&from, &found, values);
    if (hr == WMI_OK)
        *count = found.count;
    wmi_value_clear(&found);
    return hr;
}

static HRESULT check_names(IWbemClassObject *object, char ***names, size_t *count)
{
    const char *null = names == NULL ? "names" : count == NULL ? "count" : object == NULL ? "object" : NULL;

    if (names != NULL)
        *names = NULL;
    if (count != NULL)
        *count = 0;
    return null == NULL ? S_OK : wmi__refuse_null("wmi_property_names", null);
}

HRESULT wmi_property_names(IWbemClassObject *object, char ***names, size_t *count)
{
    HRESULT hr = check_names(object, names, count);

    return FAILED(hr) ? hr : wmi__property_name_list(object, "wmi_property_names", names, count);
}
