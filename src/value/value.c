/* SPDX-License-Identifier: MIT */
#include "value/value.h"

#include "base/bstr.h"
#include "base/guids.h"
#include "base/real.h"
#include "value/array.h"
#include "value/datetime.h"

#include <stdlib.h>
#include <string.h>

static const struct type_entry {
    wmi_type type;
    size_t size; /* of an element; 0: text, which is built differently */
    const char *name;
} types[] = {
    { WMI_SINT16, sizeof(int16_t), "sint16" },
    { WMI_SINT32, sizeof(int32_t), "sint32" },
    { WMI_REAL32, sizeof(float), "real32" },
    { WMI_REAL64, sizeof(double), "real64" },
    { WMI_STRING, 0, "string" },
    { WMI_BOOL, sizeof(bool), "boolean" },
    { WMI_OBJECT, sizeof(IWbemClassObject *), "object" },
    { WMI_SINT8, sizeof(int8_t), "sint8" },
    { WMI_UINT8, sizeof(uint8_t), "uint8" },
    { WMI_UINT16, sizeof(uint16_t), "uint16" },
    { WMI_UINT32, sizeof(uint32_t), "uint32" },
    { WMI_SINT64, sizeof(int64_t), "sint64" },
    { WMI_UINT64, sizeof(uint64_t), "uint64" },
    { WMI_DATETIME, sizeof(wmi_datetime), "datetime" },
    { WMI_REFERENCE, 0, "reference" },
    { WMI_CHAR16, sizeof(uint16_t), "char16" },
};

static const struct type_entry *find_type(wmi_type type)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (types[i].type == type)
            return &types[i];
    }
    return NULL;
}

const char *wmi__type_name(wmi_type type)
{
    const struct type_entry *entry = find_type(type);

    return entry == NULL ? "unknown type" : entry->name;
}

size_t wmi__type_size(wmi_type type)
{
    const struct type_entry *entry = find_type(type);

    return entry == NULL ? 0 : entry->size;
}

void wmi_value_clear(wmi_value *value)
{
    if (value == NULL)
        return;
    if (value->owned != NULL && value->type == WMI_OBJECT) {
        IWbemClassObject *const *objects = value->owned;

        for (size_t i = 0; i < (value->is_array ? value->count : 1); i++)
            wmi_object_release(objects[i]);
    }
    free(value->owned);
    *value = (wmi_value){ 0 };
    value->is_null = true;
}

/* A 64-bit decimal number in WMI's format, with a separate sign. */
static bool read_decimal(const OLECHAR *text, bool *negative, uint64_t *magnitude)
{
    uint64_t number = 0;

    if (text == NULL)
        return false;
    *negative = *text == u'-';
    if (*negative)
        text++;
    if (*text == 0)
        return false;
    for (; *text != 0; text++) {
        unsigned digit = (unsigned)*text - u'0';

        if (digit > 9 || number > (UINT64_MAX - digit) / 10)
            return false;
        number = number * 10 + digit;
    }
    *magnitude = number;
    return true;
}

static bool read_uint64(const OLECHAR *text, uint64_t *value)
{
    bool negative;

    return read_decimal(text, &negative, value) && (!negative || *value == 0);
}

static bool read_sint64(const OLECHAR *text, int64_t *value)
{
    uint64_t magnitude;
    bool negative;

    if (!read_decimal(text, &negative, &magnitude) || magnitude > (uint64_t)INT64_MAX + (negative ? 1 : 0))
        return false;
    *value = negative ? (int64_t)(0 - magnitude) : (int64_t)magnitude;
    return true;
}

/* Any integer that a VARIANT holds as a number, with its sign. */
static bool read_integer(VARTYPE vartype, const void *data, int64_t *value)
{
    switch (vartype) {
    case VT_I1: *value = *(const int8_t *)data; return true;
    case VT_UI1: *value = *(const unsigned char *)data; return true;
    case VT_I2: *value = *(const int16_t *)data; return true;
    case VT_UI2: *value = *(const uint16_t *)data; return true;
    case VT_I4:
    case VT_INT: *value = *(const int32_t *)data; return true;
    case VT_UI4:
    case VT_UINT: *value = *(const uint32_t *)data; return true;
    case VT_I8: *value = *(const int64_t *)data; return true;
    default: return false;
    }
}

/*
 * The CIM type says how many bits count: a VT_I4 that stands for a uint32 may be negative, and Wine's arrays of
 * uint16 have random bits in their upper halves.
 */
static bool set_integer(wmi_type type, int64_t number, wmi_value *value)
{
    switch (type) {
    case WMI_SINT8: value->sint8 = (int8_t)number; return true;
    case WMI_UINT8: value->uint8 = (uint8_t)number; return true;
    case WMI_SINT16: value->sint16 = (int16_t)number; return true;
    case WMI_UINT16: value->uint16 = (uint16_t)number; return true;
    case WMI_CHAR16: value->char16 = (uint16_t)number; return true;
    case WMI_SINT32: value->sint32 = (int32_t)number; return true;
    case WMI_UINT32: value->uint32 = (uint32_t)number; return true;
    case WMI_SINT64: value->sint64 = number; return true;
    case WMI_UINT64: value->uint64 = (uint64_t)number; return true;
    default: return false;
    }
}

static bool read_datetime(const OLECHAR *text, wmi_datetime *value)
{
    char utf8[32];
    size_t length = 0;

    while (text != NULL && text[length] != 0 && length < sizeof utf8 - 1) {
        utf8[length] = text[length] < 0x80 ? (char)text[length] : '?';
        length++;
    }
    utf8[length] = '\0';
    return wmi__datetime_read(utf8, value);
}

static bool read_real(VARTYPE vartype, const void *data, wmi_type type, wmi_value *value)
{
    double number;

    if (vartype == VT_R4)
        number = *(const float *)data;
    else if (vartype == VT_R8)
        number = *(const double *)data;
    else
        return false;
    if (type == WMI_REAL32)
        value->real32 = (float)number;
    else
        value->real64 = number;
    return true;
}

/* The value holds its own reference to the object; `owned` tells wmi_value_clear to release it. */
static bool read_object(VARTYPE vartype, const void *data, wmi_value *value)
{
    IUnknown *unknown = vartype == VT_UNKNOWN ? *(IUnknown *const *)data : NULL;
    void *object = NULL;

    if (unknown == NULL || FAILED(IUnknown_QueryInterface(unknown, &wmi__IID_IWbemClassObject, &object)))
        return false;
    value->object = object;
    return object != NULL;
}

/* The types that WMI passes as text. */
static bool read_from_text(BSTR text, wmi_type type, wmi_value *value)
{
    size_t units;

    if (!wmi__bstr_is_text(text, &units))
        return false;
    switch (type) {
    case WMI_UINT64: return read_uint64(text, &value->uint64);
    case WMI_SINT64: return read_sint64(text, &value->sint64);
    case WMI_DATETIME: return read_datetime(text, &value->datetime);
    default: return false;
    }
}

/* Copies one element at data into the union. Any type except text. */
static bool read_scalar(VARTYPE vartype, const void *data, wmi_type type, wmi_value *value)
{
    int64_t number;

    if (type == WMI_BOOL && vartype == VT_BOOL) {
        value->boolean = *(const VARIANT_BOOL *)data != VARIANT_FALSE;
        return true;
    }
    if (type == WMI_REAL32 || type == WMI_REAL64)
        return read_real(vartype, data, type, value);
    if (type == WMI_OBJECT)
        return read_object(vartype, data, value);
    if (vartype == VT_BSTR)
        return read_from_text(*(const BSTR *)data, type, value);
    return read_integer(vartype, data, &number) && set_integer(type, number, value);
}

wmi_value wmi__value_element(const wmi_value *array, size_t index)
{
    size_t size = wmi__type_size(array->type);
    wmi_value element = { 0 };

    element.type = array->type;
    if (size == 0)
        element.string = array->strings[index];
    else
        memcpy(&element.boolean, (const char *)(const void *)array->booleans + index * size, size);
    return element;
}

static size_t bstr_bytes(const void *from, size_t index)
{
    BSTR text = ((const BSTR *)from)[index];

    return wmi__utf8_length(text, wmi__bstr_length(text));
}

static char *bstr_write(const void *from, size_t index, char *at)
{
    BSTR text = ((const BSTR *)from)[index];

    return wmi__utf8_write(text, wmi__bstr_length(text), at);
}

char **wmi__text_list(const wmi__text_source *source, size_t count)
{
    size_t size = (count + 1) * sizeof(char *);
    char **list;
    char *at;

    for (size_t i = 0; i < count; i++)
        size += source->length(source->from, i) + 1;
    list = malloc(size);
    if (list == NULL)
        return NULL;

    at = (char *)(list + count + 1);
    for (size_t i = 0; i < count; i++) {
        list[i] = at;
        at = source->write(source->from, i, at) + 1;
    }
    list[count] = NULL;
    return list;
}

static HRESULT read_text(const BSTR *text, wmi_value *value)
{
    char *utf8;
    HRESULT hr = wmi__utf8_from_bstr(*text, &utf8);

    value->owned = utf8;
    value->string = utf8;
    return hr;
}

static HRESULT read_texts(const SAFEARRAY *array, size_t count, wmi_value *value)
{
    const wmi__text_source source = { array->pvData, bstr_bytes, bstr_write };
    char **list;

    if (!wmi__array_has_texts(array))
        return (HRESULT)WBEM_E_TYPE_MISMATCH;
    list = wmi__text_list(&source, count);
    if (list == NULL)
        return E_OUTOFMEMORY;
    value->owned = list;
    value->strings = (const char *const *)list;
    value->count = count;
    return S_OK;
}

/* Elements of equal size in one block. */
static HRESULT read_elements(const SAFEARRAY *array, VARTYPE vartype, size_t size, size_t count,
                             wmi_value *value)
{
    const char *data = array->pvData;
    char *block = calloc(count + 1, size);
    wmi_value element = { 0 };

    if (block == NULL)
        return E_OUTOFMEMORY;
    value->owned = block;
    for (size_t i = 0; i < count; i++) {
        if (!read_scalar(vartype, data + i * array->cbElements, value->type, &element))
            return (HRESULT)WBEM_E_TYPE_MISMATCH;
        memcpy(block + i * size, &element.boolean, size);
        value->count = i + 1;
    }
    value->booleans = value->owned;
    return S_OK;
}

static HRESULT read_array(const VARIANT *variant, wmi_value *value)
{
    VARTYPE vartype = (VARTYPE)(V_VT(variant) & ~VT_ARRAY);
    SAFEARRAY *array = V_ARRAY(variant);
    size_t size = wmi__type_size(value->type);
    size_t count;
    HRESULT hr;

    if (!(V_VT(variant) & VT_ARRAY) || (size == 0 && vartype != VT_BSTR))
        return (HRESULT)WBEM_E_TYPE_MISMATCH;
    hr = wmi__array_lock(array, vartype, &count);
    if (FAILED(hr))
        return hr;
    hr = size == 0 ? read_texts(array, count, value) : read_elements(array, vartype, size, count, value);
    SafeArrayUnlock(array);
    return hr;
}

static HRESULT read_one(const VARIANT *variant, wmi_value *value)
{
    const void *data = &V_UNION(variant, bVal);

    if (wmi__type_size(value->type) == 0)
        return V_VT(variant) == VT_BSTR ? read_text(data, value) : (HRESULT)WBEM_E_TYPE_MISMATCH;
    if (!read_scalar(V_VT(variant), data, value->type, value))
        return (HRESULT)WBEM_E_TYPE_MISMATCH;
    if (value->type == WMI_OBJECT) {
        IWbemClassObject **block = malloc(sizeof(IWbemClassObject *));

        if (block == NULL) {
            wmi_object_release(value->object);
            return E_OUTOFMEMORY;
        }
        *block = value->object;
        value->owned = block;
    }
    return S_OK;
}

bool wmi__variant_is_null(const VARIANT *variant)
{
    VARTYPE vartype = V_VT(variant);

    return vartype == VT_NULL || vartype == VT_EMPTY ||
           ((vartype & VT_ARRAY) != 0 && V_ARRAY(variant) == NULL);
}

HRESULT wmi__value_from_variant(const VARIANT *variant, CIMTYPE cim_type, wmi_value *value)
{
    HRESULT hr;

    *value = (wmi_value){ 0 };
    value->type = (wmi_type)(cim_type & ~CIM_FLAG_ARRAY);
    value->is_array = (cim_type & CIM_FLAG_ARRAY) != 0;
    if (wmi__variant_is_null(variant)) {
        value->is_null = true;
        return S_OK;
    }
    if (find_type(value->type) == NULL)
        hr = (HRESULT)WBEM_E_TYPE_MISMATCH;
    else
        hr = value->is_array ? read_array(variant, value) : read_one(variant, value);
    if (FAILED(hr))
        wmi_value_clear(value);
    return hr;
}

static void write_unsigned(uint64_t number, bool negative, char *text)
{
    char digits[20];
    size_t count = 0;

    do {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    if (negative)
        *text++ = '-';
    while (count > 0)
        *text++ = digits[--count];
    *text = '\0';
}

static void write_signed(int64_t number, char *text)
{
    write_unsigned(number < 0 ? 0 - (uint64_t)number : (uint64_t)number, number < 0, text);
}

bool wmi__scalar_text(const wmi_value *value, char text[WMI__SCALAR_TEXT_SIZE])
{
    if (value->is_null || value->is_array)
        return false;
    switch (value->type) {
    case WMI_BOOL: strcpy(text, value->boolean ? "true" : "false"); return true;
    case WMI_SINT8: write_signed(value->sint8, text); return true;
    case WMI_SINT16: write_signed(value->sint16, text); return true;
    case WMI_SINT32: write_signed(value->sint32, text); return true;
    case WMI_SINT64: write_signed(value->sint64, text); return true;
    case WMI_UINT8: write_unsigned(value->uint8, false, text); return true;
    case WMI_UINT16: write_unsigned(value->uint16, false, text); return true;
    case WMI_UINT32: write_unsigned(value->uint32, false, text); return true;
    case WMI_UINT64: write_unsigned(value->uint64, false, text); return true;
    case WMI_REAL32: wmi__real_text((double)value->real32, true, text); return true;
    case WMI_REAL64: wmi__real_text(value->real64, false, text); return true;
    case WMI_CHAR16: wmi__utf8_write(&value->char16, 1, text); return true;
    case WMI_DATETIME: return SUCCEEDED(wmi_datetime_format(&value->datetime, text));
    default: return false;
    }
}
