/* SPDX-License-Identifier: MIT */
#include "value/variant.h"

#include "base/bstr.h"
#include "value/convert.h"
#include "value/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

VARTYPE wmi__type_vartype(wmi_type type)
{
    switch (type) {
    case WMI_SINT8:
    case WMI_SINT16:
    case WMI_CHAR16: return VT_I2;
    case WMI_UINT8: return VT_UI1;
    case WMI_UINT16:
    case WMI_SINT32:
    case WMI_UINT32: return VT_I4;
    case WMI_REAL32: return VT_R4;
    case WMI_REAL64: return VT_R8;
    case WMI_BOOL: return VT_BOOL;
    case WMI_OBJECT: return VT_UNKNOWN;
    case WMI_SINT64:
    case WMI_UINT64:
    case WMI_STRING:
    case WMI_DATETIME:
    case WMI_REFERENCE: return VT_BSTR;
    default: return VT_EMPTY;
    }
}

wmi_type wmi__type_of_vartype(VARTYPE vartype)
{
    switch (vartype) {
    case VT_I2: return WMI_SINT16;
    case VT_I4: return WMI_SINT32;
    case VT_R4: return WMI_REAL32;
    case VT_R8: return WMI_REAL64;
    case VT_BSTR: return WMI_STRING;
    case VT_BOOL: return WMI_BOOL;
    case VT_UI1: return WMI_UINT8;
    case VT_UNKNOWN: return WMI_OBJECT;
    default: return WMI_NULL;
    }
}

/* The text for a VT_BSTR; NULL when the value has no text form. */
static const char *text_of(const wmi_value *value, char buffer[WMI__SCALAR_TEXT_SIZE])
{
    if (value->type == WMI_STRING || value->type == WMI_REFERENCE)
        return value->string;
    return wmi__scalar_text(value, buffer) ? buffer : NULL;
}

static HRESULT write_bstr(const wmi_value *value, VARIANT *variant)
{
    char buffer[WMI__SCALAR_TEXT_SIZE];
    const char *text = text_of(value, buffer);
    HRESULT hr = text == NULL ? (HRESULT)WBEM_E_TYPE_MISMATCH : wmi__bstr_from_utf8(text, &V_BSTR(variant));

    return hr == (HRESULT)WBEM_E_INVALID_PARAMETER ? (HRESULT)WBEM_E_TYPE_MISMATCH : hr;
}

/* A scalar that is not NULL into the variant's union; its type is set by the caller. */
static HRESULT write_scalar(const wmi_value *value, VARIANT *variant)
{
    switch (value->type) {
    case WMI_SINT8: V_I2(variant) = value->sint8; return S_OK;
    case WMI_SINT16: V_I2(variant) = value->sint16; return S_OK;
    case WMI_CHAR16: V_I2(variant) = (SHORT)value->char16; return S_OK;
    case WMI_UINT8: V_UI1(variant) = value->uint8; return S_OK;
    case WMI_UINT16: V_I4(variant) = value->uint16; return S_OK;
    case WMI_SINT32: V_I4(variant) = value->sint32; return S_OK;
    case WMI_UINT32: V_I4(variant) = (LONG)value->uint32; return S_OK;
    case WMI_REAL32: V_R4(variant) = value->real32; return S_OK;
    case WMI_REAL64: V_R8(variant) = value->real64; return S_OK;
    case WMI_BOOL: V_BOOL(variant) = value->boolean ? VARIANT_TRUE : VARIANT_FALSE; return S_OK;
    case WMI_OBJECT:
        if (value->object == NULL)
            return (HRESULT)WBEM_E_TYPE_MISMATCH;
        IWbemClassObject_AddRef(value->object);
        V_UNKNOWN(variant) = (IUnknown *)value->object;
        return S_OK;
    default: return write_bstr(value, variant);
    }
}

static HRESULT write_converted(const wmi_value *value, wmi_type type, VARIANT *variant)
{
    wmi_value converted;
    HRESULT hr;

    if (value->type == type)
        return write_scalar(value, variant);
    hr = wmi__scalar_as(value, type, &converted);
    return FAILED(hr) ? hr : write_scalar(&converted, variant);
}

/* Elements are written directly into the array's memory, which then owns what they own. */
static HRESULT write_elements(const wmi_value *value, wmi_type type, SAFEARRAY *array)
{
    char *data = array->pvData;

    for (size_t i = 0; i < value->count; i++) {
        wmi_value element = wmi__value_element(value, i);
        VARIANT variant;
        HRESULT hr;

        VariantInit(&variant);
        hr = write_converted(&element, type, &variant);
        if (FAILED(hr))
            return hr;
        memcpy(data + i * array->cbElements, &V_UNION(&variant, bVal), array->cbElements);
    }
    return S_OK;
}

static HRESULT write_array(const wmi_value *value, wmi_type type, VARIANT *variant)
{
    SAFEARRAY *array;
    HRESULT hr;

    if (value->count > INT32_MAX)
        return E_OUTOFMEMORY;
    array = SafeArrayCreateVector(wmi__type_vartype(type), 0, (ULONG)value->count);
    if (array == NULL)
        return E_OUTOFMEMORY;
    hr = write_elements(value, type, array);
    if (FAILED(hr)) {
        SafeArrayDestroy(array);
        return hr;
    }
    V_ARRAY(variant) = array;
    return S_OK;
}

HRESULT wmi__value_to_variant_as(const wmi_value *value, wmi_type type, VARIANT *variant)
{
    VARTYPE vartype = wmi__type_vartype(type);
    HRESULT hr;

    VariantInit(variant);
    if (value->is_null) {
        V_VT(variant) = VT_NULL;
        return S_OK;
    }
    if (vartype == VT_EMPTY || !wmi__type_converts(value->type, type))
        return (HRESULT)WBEM_E_TYPE_MISMATCH;
    hr = value->is_array ? write_array(value, type, variant) : write_converted(value, type, variant);
    if (SUCCEEDED(hr))
        V_VT(variant) = (VARTYPE)(value->is_array ? VT_ARRAY | vartype : vartype);
    return hr;
}

HRESULT wmi__value_to_variant(const wmi_value *value, VARIANT *variant)
{
    return wmi__value_to_variant_as(value, value->type, variant);
}

static size_t text_bytes(const void *from, size_t index)
{
    return strlen(((const char *const *)from)[index]);
}

static char *text_write(const void *from, size_t index, char *at)
{
    const char *text = ((const char *const *)from)[index];
    size_t length = strlen(text);

    memcpy(at, text, length + 1);
    return at + length;
}

static HRESULT copy_text(const wmi_value *from, wmi_value *to)
{
    const wmi__text_source source = { from->strings, text_bytes, text_write };
    size_t length;

    if (from->is_array) {
        to->owned = wmi__text_list(&source, from->count);
        to->strings = to->owned;
        return to->owned == NULL ? E_OUTOFMEMORY : S_OK;
    }
    length = strlen(from->string);
    to->owned = malloc(length + 1);
    if (to->owned == NULL)
        return E_OUTOFMEMORY;
    memcpy(to->owned, from->string, length + 1);
    to->string = to->owned;
    return S_OK;
}

/* A scalar object is owned through a block of one pointer, an array through its elements: see value.c. */
static HRESULT copy_block(const wmi_value *from, const void *data, size_t size, wmi_value *to)
{
    void *block = malloc(size + 1);

    if (block == NULL)
        return E_OUTOFMEMORY;
    memcpy(block, data, size);
    to->owned = block;
    if (from->is_array)
        to->booleans = block;
    for (size_t i = 0; from->type == WMI_OBJECT && i < size / sizeof(IWbemClassObject *); i++)
        IWbemClassObject_AddRef(((IWbemClassObject **)block)[i]);
    return S_OK;
}

HRESULT wmi__value_copy(const wmi_value *from, wmi_value *to)
{
    bool is_text = from->type == WMI_STRING || from->type == WMI_REFERENCE;
    HRESULT hr = S_OK;

    *to = *from;
    to->owned = NULL;
    if (from->is_null)
        return S_OK;
    if (is_text)
        hr = copy_text(from, to);
    else if (from->is_array)
        hr = copy_block(from, from->booleans, from->count * wmi__type_size(from->type), to);
    else if (from->type == WMI_OBJECT)
        hr = copy_block(from, &from->object, sizeof from->object, to);
    if (FAILED(hr)) {
        to->owned = NULL;
        wmi_value_clear(to);
    }
    return hr;
}

void wmi__variant_drop(VARIANT *variant)
{
    VARTYPE vartype = V_VT(variant);

    if (vartype == VT_BSTR)
        SysFreeString(V_BSTR(variant));
    else if (vartype > VT_R8 && vartype != VT_BOOL && vartype != VT_UI1)
        VariantClear(variant);
}

#define SAFE_DIGITS 18u /* any number with no more digits fits an int64_t */

static bool read_digits(BSTR text, int64_t *number)
{
    UINT bytes = SysStringByteLen(text);
    UINT length = bytes / (UINT)sizeof(OLECHAR);
    int64_t value = 0;

    if (length == 0 || length > SAFE_DIGITS || bytes % sizeof(OLECHAR) != 0)
        return false;
    for (UINT i = 0; i < length; i++) {
        if (text[i] < u'0' || text[i] > u'9')
            return false;
        value = value * 10 + (text[i] - u'0');
    }
    *number = value;
    return true;
}

bool wmi__variant_is_short_integer(const VARIANT *variant, CIMTYPE type, int64_t *number)
{
    if (V_VT(variant) == VT_BSTR)
        return (type == CIM_UINT64 || type == CIM_SINT64) && read_digits(V_BSTR(variant), number);
    if (V_VT(variant) != VT_I4 || (type != CIM_UINT32 && type != CIM_SINT32))
        return false;
    *number = type == CIM_UINT32 ? (int64_t)(uint32_t)V_I4(variant) : (int64_t)V_I4(variant);
    return true;
}
