/* SPDX-License-Identifier: MIT */
#include "value/convert.h"

#include "value/datetime.h"
#include "value/integer.h"

#include <float.h>
#include <math.h>

static bool is_integer(wmi_type type)
{
    return wmi__type_is_integer(type) || type == WMI_CHAR16;
}

static bool is_real(wmi_type type)
{
    return type == WMI_REAL32 || type == WMI_REAL64;
}

static bool is_text(wmi_type type)
{
    return type == WMI_STRING || type == WMI_REFERENCE;
}

bool wmi__type_converts(wmi_type from, wmi_type to)
{
    if (from == to)
        return true;
    if (is_integer(to))
        return is_integer(from);
    if (is_real(to))
        return is_integer(from) || is_real(from);
    if (is_text(to))
        return is_text(from);
    return to == WMI_DATETIME && from == WMI_STRING;
}

static HRESULT to_integer(wmi__integer number, wmi_type type, wmi_value *converted)
{
    if (!wmi__integer_store(number, type == WMI_CHAR16 ? WMI_UINT16 : type, converted))
        return DISP_E_OVERFLOW;
    if (type == WMI_CHAR16)
        converted->char16 = converted->uint16;
    return S_OK;
}

static bool fits_real32(double number)
{
    if (!(fabs(number) <= DBL_MAX))
        return true; /* infinity or NaN */
    return fabs(number) <= (double)FLT_MAX && (double)(float)number == number;
}

static HRESULT to_real(double number, wmi_type type, wmi_value *converted)
{
    if (type == WMI_REAL64) {
        converted->real64 = number;
        return S_OK;
    }
    if (!fits_real32(number))
        return DISP_E_OVERFLOW;
    converted->real32 = (float)number;
    return S_OK;
}

static HRESULT integer_to_real(wmi__integer number, wmi_type type, wmi_value *converted)
{
    if (!wmi__integer_fits_real(number, type == WMI_REAL32 ? FLT_MANT_DIG : DBL_MANT_DIG))
        return DISP_E_OVERFLOW;
    return to_real(number.negative ? -(double)number.magnitude : (double)number.magnitude, type, converted);
}

static HRESULT text_to_datetime(const wmi_value *value, wmi_value *converted)
{
    wmi_datetime datetime;

    *converted = *value;
    return value->string != NULL && wmi__datetime_read(value->string, &datetime)
               ? S_OK
               : (HRESULT)WBEM_E_TYPE_MISMATCH;
}

HRESULT wmi__scalar_as(const wmi_value *value, wmi_type type, wmi_value *converted)
{
    wmi__integer number;

    *converted = *value;
    if (value->type == type)
        return S_OK;
    if (type == WMI_DATETIME)
        return text_to_datetime(value, converted);
    converted->type = type;
    if (is_text(type))
        return S_OK;
    if (is_real(value->type))
        return to_real(value->type == WMI_REAL32 ? (double)value->real32 : value->real64, type, converted);
    if (!wmi__integer_of(value, &number))
        return (HRESULT)WBEM_E_TYPE_MISMATCH;
    return is_real(type) ? integer_to_real(number, type, converted) : to_integer(number, type, converted);
}
