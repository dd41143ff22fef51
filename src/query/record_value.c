/* SPDX-License-Identifier: MIT */
/* From a VARIANT to a member of a record; text is copied only once. */
#include "base/bstr.h"
#include "error/error.h"
#include "query/record.h"
#include "value/convert.h"
#include "value/value.h"
#include "value/variant.h"

#include <stdio.h>
#include <string.h>

#define DESCRIPTION_SIZE  200
#define DESCRIPTION_UNITS 48 /* of a text; the rest is truncated */

static bool is_text(wmi_type type)
{
    return type == WMI_STRING || type == WMI_REFERENCE;
}

/* --- What does not fit ------------------------------------------------------------------------------------ */

static HRESULT refuse(const wmi__record_set *set, const wmi_field *field, HRESULT hr, const char *description)
{
    char row[32] = "";

    if (hr == E_OUTOFMEMORY)
        return wmi__out_of_memory(set->plan->operation);
    if (set->numbered)
        snprintf(row, sizeof row, " of row %lu", (unsigned long)set->count);
    return wmi__refuse(hr, set->plan->operation, "property %s%s is %s, which a %s %s cannot hold",
                       field->property, row, description, wmi__type_name(field->type),
                       wmi__field_is_array(field) ? "array" : "field");
}

static void describe_text(BSTR text, char description[DESCRIPTION_SIZE])
{
    size_t units = wmi__bstr_length(text);
    size_t shown = units < DESCRIPTION_UNITS ? units : DESCRIPTION_UNITS;
    char *at = description;

    if (!wmi__bstr_is_whole(text)) {
        strcpy(description, "a text of an odd number of bytes");
        return;
    }
    if (wmi__has_nul(text, units)) {
        strcpy(description, "a text that contains a NUL");
        return;
    }
    *at++ = '\'';
    at = wmi__utf8_write(text, shown, at);
    strcpy(at, shown < units ? "...'" : "'");
}

static void describe(const VARIANT *variant, CIMTYPE type, char description[DESCRIPTION_SIZE])
{
    wmi_type element = (wmi_type)(type & ~CIM_FLAG_ARRAY);
    bool is_object = element == WMI_OBJECT;
    wmi_value value = { 0 };

    if (!(type & CIM_FLAG_ARRAY) && !is_object && !is_text(element) &&
        SUCCEEDED(wmi__value_from_variant(variant, type, &value)) && wmi__scalar_text(&value, description))
        return;
    if (V_VT(variant) == VT_BSTR)
        describe_text(V_BSTR(variant), description);
    else
        snprintf(description, DESCRIPTION_SIZE, type & CIM_FLAG_ARRAY ? "a %s array" : "a %s",
                 wmi__type_name(element));
}

static HRESULT refuse_variant(const wmi__record_set *set, const wmi_field *field, HRESULT hr,
                              const VARIANT *variant, CIMTYPE type)
{
    char description[DESCRIPTION_SIZE];

    describe(variant, type, description);
    return refuse(set, field, hr, description);
}

static HRESULT refuse_element(const wmi__record_set *set, const wmi_field *field, HRESULT hr,
                              const wmi_value *array, size_t index)
{
    wmi_value element = wmi__value_element(array, index);
    char text[WMI__SCALAR_TEXT_SIZE] = "";
    char description[DESCRIPTION_SIZE];

    wmi__scalar_text(&element, text);
    snprintf(description, sizeof description, "a %s array that contains %s", wmi__type_name(array->type),
             text);
    return refuse(set, field, hr, description);
}

/* --- Texts -------------------------------------------------------------------------------------------------- */

/* Stores an offset in a pointer of a record or an array. */
static void point(char *pointer, size_t at)
{
    uintptr_t place = (uintptr_t)at + 1;

    memcpy(pointer, &place, sizeof place);
}

static HRESULT put_text(wmi__record_set *set, const char *text, char *pointer)
{
    size_t size = strlen(text) + 1;
    size_t at;
    char *copy = wmi__pool_take(&set->data, size, 1, &at);

    if (copy == NULL)
        return E_OUTOFMEMORY;
    memcpy(copy, text, size);
    point(pointer, at);
    return S_OK;
}

#define SHORT_UNITS   256u
#define BYTES_OF_UNIT 3u /* at most, of UTF-8 */

/* Short text gets room for its longest possible UTF-8, so that it is scanned only once. */
static HRESULT put_bstr(wmi__record_set *set, BSTR text, char *pointer)
{
    size_t units;
    size_t size;
    size_t at;
    char *copy;
    char *end;

    if (!wmi__bstr_is_text(text, &units))
        return (HRESULT)WBEM_E_TYPE_MISMATCH;
    size = (units <= SHORT_UNITS ? BYTES_OF_UNIT * units : wmi__utf8_length(text, units)) + 1;
    copy = wmi__pool_take(&set->data, size, 1, &at);
    if (copy == NULL)
        return E_OUTOFMEMORY;
    end = wmi__utf8_write(text, units, copy);
    wmi__pool_give_back(&set->data, (size_t)(copy + size - (end + 1)));
    point(pointer, at);
    return S_OK;
}

/* Whether values of the type are converted to text for the field; a datetime is already text in WMI. */
static bool has_text(wmi_type type, const wmi_field *field)
{
    return is_text(type) || (field->type == WMI_STRING && type != WMI_OBJECT);
}

static HRESULT put_scalar_text(wmi__record_set *set, const wmi_value *value, char *pointer)
{
    char text[WMI__SCALAR_TEXT_SIZE];

    if (is_text(value->type))
        return put_text(set, value->string, pointer);
    return wmi__scalar_text(value, text) ? put_text(set, text, pointer) : (HRESULT)WBEM_E_TYPE_MISMATCH;
}

static HRESULT store_text(wmi__record_set *set, const wmi_field *field, const VARIANT *variant, wmi_type type,
                          char *pointer)
{
    wmi_value value;
    HRESULT hr;

    if (!has_text(type, field))
        return (HRESULT)WBEM_E_TYPE_MISMATCH;
    if (is_text(type) || type == WMI_DATETIME)
        return V_VT(variant) == VT_BSTR ? put_bstr(set, V_BSTR(variant), pointer)
                                        : (HRESULT)WBEM_E_TYPE_MISMATCH;
    hr = wmi__value_from_variant(variant, (CIMTYPE)type, &value);
    return FAILED(hr) ? hr : put_scalar_text(set, &value, pointer);
}

/* --- Numbers, booleans, datetimes --------------------------------------------------------------------------- */

static bool converts(wmi_type type, const wmi_field *field)
{
    if (is_text(field->type))
        return has_text(type, field);
    return !is_text(type) && wmi__type_converts(type, field->type);
}

static bool store_short_integer(const wmi_field *field, const VARIANT *variant, wmi_type type, char *member)
{
    bool is_same_64 = type == field->type && type == WMI_UINT64;
    int64_t number;

    if (!wmi__variant_is_short_integer(variant, (CIMTYPE)type, &number))
        return false;
    if (field->type == WMI_SINT64 || is_same_64)
        memcpy(member, &number, sizeof number);
    else if (field->type == type) /* 32 bits */
        memcpy(member, &V_I4(variant), sizeof V_I4(variant));
    else
        return false;
    return true;
}

/* Values of types that convert to it own no memory. */
static HRESULT store_scalar(const wmi_field *field, const VARIANT *variant, wmi_type type, char *member)
{
    wmi_value value;
    wmi_value converted;
    HRESULT hr;

    if (store_short_integer(field, variant, type, member))
        return S_OK;
    if (!converts(type, field))
        return (HRESULT)WBEM_E_TYPE_MISMATCH;
    hr = wmi__value_from_variant(variant, (CIMTYPE)type, &value);
    if (SUCCEEDED(hr))
        hr = wmi__scalar_as(&value, field->type, &converted);
    if (SUCCEEDED(hr))
        memcpy(member, &converted.boolean, field->size);
    return hr;
}

/* --- Arrays --------------------------------------------------------------------------------------------------- */

static HRESULT put_element(wmi__record_set *set, const wmi_field *field, const wmi_value *array, size_t index,
                           char *at)
{
    wmi_value element = wmi__value_element(array, index);
    wmi_value converted;
    HRESULT hr;

    if (is_text(field->type))
        return put_scalar_text(set, &element, at);
    hr = wmi__scalar_as(&element, field->type, &converted);
    if (SUCCEEDED(hr))
        memcpy(at, &converted.boolean, wmi__type_size(field->type));
    return hr;
}

/* A NULL follows the last text, as in wmi_get_strings. */
static HRESULT put_elements(wmi__record_set *set, const wmi_field *field, const wmi_value *array,
                            char *record)
{
    size_t size = is_text(field->type) ? sizeof(char *) : wmi__type_size(field->type);
    char *elements;
    size_t at;

    if (array->count >= PTRDIFF_MAX / size)
        return wmi__out_of_memory(set->plan->operation);
    elements = wmi__pool_take(&set->data, (array->count + 1) * size, sizeof(uint64_t), &at);
    if (elements == NULL)
        return wmi__out_of_memory(set->plan->operation);
    for (size_t i = 0; i < array->count; i++) {
        HRESULT hr = put_element(set, field, array, i, elements + i * size);

        if (FAILED(hr))
            return refuse_element(set, field, hr, array, i);
    }
    memset(elements + array->count * size, 0, size);
    memcpy(record + field->count_offset, &array->count, sizeof array->count);
    point(record + field->offset, at);
    return S_OK;
}

static HRESULT store_array(wmi__record_set *set, const wmi_field *field, const VARIANT *variant, CIMTYPE type,
                           char *record)
{
    bool as_text = is_text(field->type) && (type & ~CIM_FLAG_ARRAY) == CIM_DATETIME;
    wmi_value array;
    HRESULT hr;

    if (!(type & CIM_FLAG_ARRAY) || !converts((wmi_type)(type & ~CIM_FLAG_ARRAY), field))
        return refuse_variant(set, field, (HRESULT)WBEM_E_TYPE_MISMATCH, variant, type);
    hr = wmi__value_from_variant(variant, as_text ? CIM_STRING | CIM_FLAG_ARRAY : type, &array);
    if (FAILED(hr))
        return refuse_variant(set, field, hr, variant, type);
    hr = put_elements(set, field, &array, record);
    wmi_value_clear(&array);
    return hr;
}

/* Its text is not valid, since it was not read. */
static bool may_be_absent(const wmi_field *field, HRESULT hr, const VARIANT *variant, CIMTYPE type)
{
    return hr == (HRESULT)WBEM_E_TYPE_MISMATCH && field->type == WMI_DATETIME && type == CIM_DATETIME &&
           V_VT(variant) == VT_BSTR && wmi__field_has(field->present_offset);
}

static HRESULT refuse_scalar(const wmi__record_set *set, const wmi_field *field, HRESULT hr,
                             const VARIANT *variant, CIMTYPE type)
{
    refuse_variant(set, field, hr, variant, type);
    if (hr == (HRESULT)WBEM_E_TYPE_MISMATCH && field->type == WMI_DATETIME && type == CIM_DATETIME)
        wmi__error_hint(hr, "Let the field be optional, or read it as WMI_STRING.");
    return hr;
}

HRESULT wmi__record_store(wmi__record_set *set, const wmi_field *field, const VARIANT *variant, CIMTYPE type,
                          char *record)
{
    char *member = record + field->offset;
    HRESULT hr;

    if (wmi__field_is_array(field))
        return store_array(set, field, variant, type, record);
    if (type & CIM_FLAG_ARRAY)
        hr = (HRESULT)WBEM_E_TYPE_MISMATCH;
    else if (is_text(field->type))
        hr = store_text(set, field, variant, (wmi_type)type, member);
    else
        hr = store_scalar(field, variant, (wmi_type)type, member);
    if (may_be_absent(field, hr, variant, type))
        return WBEM_S_FALSE;
    return FAILED(hr) ? refuse_scalar(set, field, hr, variant, type) : S_OK;
}
