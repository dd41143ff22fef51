/* SPDX-License-Identifier: MIT */
/* The constructors of wmi_value; the values borrow. */
#include "value/value.h"

static wmi_value scalar(wmi_type type, bool is_null)
{
    wmi_value value = { 0 };

    value.type = type;
    value.is_null = is_null;
    return value;
}

static wmi_value array(wmi_type type, const void *values, size_t count)
{
    wmi_value value = { 0 };

    value.type = type;
    value.is_array = true;
    value.is_null = values == NULL;
    value.count = values == NULL ? 0 : count;
    return value;
}

wmi_value wmi_value_null(wmi_type type)
{
    return scalar(type, true);
}

wmi_value wmi_value_bool(bool value)
{
    wmi_value result = scalar(WMI_BOOL, false);

    result.boolean = value;
    return result;
}

wmi_value wmi_value_sint8(int8_t value)
{
    wmi_value result = scalar(WMI_SINT8, false);

    result.sint8 = value;
    return result;
}

wmi_value wmi_value_uint8(uint8_t value)
{
    wmi_value result = scalar(WMI_UINT8, false);

    result.uint8 = value;
    return result;
}

wmi_value wmi_value_sint16(int16_t value)
{
    wmi_value result = scalar(WMI_SINT16, false);

    result.sint16 = value;
    return result;
}

wmi_value wmi_value_uint16(uint16_t value)
{
    wmi_value result = scalar(WMI_UINT16, false);

    result.uint16 = value;
    return result;
}

wmi_value wmi_value_char16(uint16_t value)
{
    wmi_value result = scalar(WMI_CHAR16, false);

    result.char16 = value;
    return result;
}

wmi_value wmi_value_sint32(int32_t value)
{
    wmi_value result = scalar(WMI_SINT32, false);

    result.sint32 = value;
    return result;
}

wmi_value wmi_value_uint32(uint32_t value)
{
    wmi_value result = scalar(WMI_UINT32, false);

    result.uint32 = value;
    return result;
}

wmi_value wmi_value_sint64(int64_t value)
{
    wmi_value result = scalar(WMI_SINT64, false);

    result.sint64 = value;
    return result;
}

wmi_value wmi_value_uint64(uint64_t value)
{
    wmi_value result = scalar(WMI_UINT64, false);

    result.uint64 = value;
    return result;
}

wmi_value wmi_value_real32(float value)
{
    wmi_value result = scalar(WMI_REAL32, false);

    result.real32 = value;
    return result;
}

wmi_value wmi_value_real64(double value)
{
    wmi_value result = scalar(WMI_REAL64, false);

    result.real64 = value;
    return result;
}

wmi_value wmi_value_string(const char *value)
{
    wmi_value result = scalar(WMI_STRING, value == NULL);

    result.string = value;
    return result;
}

wmi_value wmi_value_reference(const char *value)
{
    wmi_value result = scalar(WMI_REFERENCE, value == NULL);

    result.string = value;
    return result;
}

wmi_value wmi_value_datetime(wmi_datetime value)
{
    wmi_value result = scalar(WMI_DATETIME, false);

    result.datetime = value;
    return result;
}

wmi_value wmi_value_object(IWbemClassObject *value)
{
    wmi_value result = scalar(WMI_OBJECT, value == NULL);

    result.object = value;
    return result;
}

wmi_value wmi_value_bool_array(const bool *values, size_t count)
{
    wmi_value result = array(WMI_BOOL, (const void *)values, count);

    result.booleans = values;
    return result;
}

wmi_value wmi_value_sint8_array(const int8_t *values, size_t count)
{
    wmi_value result = array(WMI_SINT8, (const void *)values, count);

    result.sint8s = values;
    return result;
}

wmi_value wmi_value_uint8_array(const uint8_t *values, size_t count)
{
    wmi_value result = array(WMI_UINT8, (const void *)values, count);

    result.uint8s = values;
    return result;
}

wmi_value wmi_value_sint16_array(const int16_t *values, size_t count)
{
    wmi_value result = array(WMI_SINT16, (const void *)values, count);

    result.sint16s = values;
    return result;
}

wmi_value wmi_value_uint16_array(const uint16_t *values, size_t count)
{
    wmi_value result = array(WMI_UINT16, (const void *)values, count);

    result.uint16s = values;
    return result;
}

wmi_value wmi_value_char16_array(const uint16_t *values, size_t count)
{
    wmi_value result = array(WMI_CHAR16, (const void *)values, count);

    result.char16s = values;
    return result;
}

wmi_value wmi_value_sint32_array(const int32_t *values, size_t count)
{
    wmi_value result = array(WMI_SINT32, (const void *)values, count);

    result.sint32s = values;
    return result;
}

wmi_value wmi_value_uint32_array(const uint32_t *values, size_t count)
{
    wmi_value result = array(WMI_UINT32, (const void *)values, count);

    result.uint32s = values;
    return result;
}

wmi_value wmi_value_sint64_array(const int64_t *values, size_t count)
{
    wmi_value result = array(WMI_SINT64, (const void *)values, count);

    result.sint64s = values;
    return result;
}

wmi_value wmi_value_uint64_array(const uint64_t *values, size_t count)
{
    wmi_value result = array(WMI_UINT64, (const void *)values, count);

    result.uint64s = values;
    return result;
}

wmi_value wmi_value_real32_array(const float *values, size_t count)
{
    wmi_value result = array(WMI_REAL32, (const void *)values, count);

    result.real32s = values;
    return result;
}

wmi_value wmi_value_real64_array(const double *values, size_t count)
{
    wmi_value result = array(WMI_REAL64, (const void *)values, count);

    result.real64s = values;
    return result;
}

wmi_value wmi_value_string_array(const char *const *values, size_t count)
{
    wmi_value result = array(WMI_STRING, (const void *)values, count);

    result.strings = values;
    return result;
}

wmi_value wmi_value_reference_array(const char *const *values, size_t count)
{
    wmi_value result = array(WMI_REFERENCE, (const void *)values, count);

    result.strings = values;
    return result;
}

wmi_value wmi_value_datetime_array(const wmi_datetime *values, size_t count)
{
    wmi_value result = array(WMI_DATETIME, (const void *)values, count);

    result.datetimes = values;
    return result;
}

wmi_value wmi_value_object_array(IWbemClassObject *const *values, size_t count)
{
    wmi_value result = array(WMI_OBJECT, (const void *)values, count);

    result.objects = values;
    return result;
}

static bool is_pointer(wmi_type type)
{
    return type == WMI_STRING || type == WMI_REFERENCE || type == WMI_OBJECT;
}

wmi_value wmi_value_at(const wmi_value *array, size_t index)
{
    wmi_value element;

    if (array == NULL)
        return wmi_value_null(WMI_NULL);
    if (array->is_null || !array->is_array || index >= array->count ||
        (wmi__type_size(array->type) == 0 && !is_pointer(array->type)))
        return wmi_value_null(array->type);
    element = wmi__value_element(array, index);
    return is_pointer(element.type) && element.string == NULL ? wmi_value_null(element.type) : element;
}
