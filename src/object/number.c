/* SPDX-License-Identifier: MIT */
#include "object/property.h"
#include "value/integer.h"
#include "value/variant.h"

#include <wmikit/object.h>

#include <float.h>

static bool is_between(wmi__integer number, uint64_t below, uint64_t above)
{
    return number.magnitude <= (number.negative ? below : above);
}

static wmi__integer from_signed(int64_t number)
{
    return (wmi__integer){ number < 0, number < 0 ? 0 - (uint64_t)number : (uint64_t)number };
}

/* The integer between -below and above, in two's complement. */
static HRESULT read_integer(const wmi__reading *self, uint64_t below, uint64_t above, const char *wanted,
                            uint64_t *bits)
{
    CIMTYPE type = CIM_EMPTY;
    wmi__integer number;
    wmi_value value;
    VARIANT variant;
    int64_t short_number;
    HRESULT hr = wmi__reading_variant(self, &variant, &type);

    if (FAILED(hr))
        return hr;
    if (wmi__variant_is_short_integer(&variant, type, &short_number) &&
        is_between(from_signed(short_number), below, above)) {
        wmi__variant_drop(&variant);
        *bits = (uint64_t)short_number;
        return WMI_OK;
    }
    hr = wmi__reading_convert(self, &variant, type, &value);
    if (hr != WMI_OK)
        return hr;
    if (!wmi__integer_of(&value, &number))
        hr = wmi__reading_mismatch(self, &value, "an integer");
    else if (!is_between(number, below, above))
        hr = wmi__reading_overflow(self, &value, wanted);
    else
        *bits = number.negative ? 0 - number.magnitude : number.magnitude;
    wmi_value_clear(&value);
    return hr;
}

HRESULT wmi_get_int32(IWbemClassObject *object, const char *property, int32_t *value)
{
    const wmi__reading from = { object, property, "wmi_get_int32" };
    uint64_t bits = 0;
    HRESULT hr = wmi__reading_begin(&from, value, sizeof *value);

    if (SUCCEEDED(hr))
        hr = read_integer(&from, (uint64_t)INT32_MAX + 1, INT32_MAX, "an int32_t", &bits);
    if (hr == WMI_OK)
        *value = (int32_t)(int64_t)bits;
    return hr;
}

HRESULT wmi_get_uint32(IWbemClassObject *object, const char *property, uint32_t *value)
{
    const wmi__reading from = { object, property, "wmi_get_uint32" };
    uint64_t bits = 0;
    HRESULT hr = wmi__reading_begin(&from, value, sizeof *value);

    if (SUCCEEDED(hr))
        hr = read_integer(&from, 0, UINT32_MAX, "a uint32_t", &bits);
    if (hr == WMI_OK)
        *value = (uint32_t)bits;
    return hr;
}

HRESULT wmi_get_int64(IWbemClassObject *object, const char *property, int64_t *value)
{
    const wmi__reading from = { object, property, "wmi_get_int64" };
    uint64_t bits = 0;
    HRESULT hr = wmi__reading_begin(&from, value, sizeof *value);

    if (SUCCEEDED(hr))
        hr = read_integer(&from, (uint64_t)INT64_MAX + 1, INT64_MAX, "an int64_t", &bits);
    if (hr == WMI_OK)
        *value = (int64_t)bits;
    return hr;
}

HRESULT wmi_get_uint64(IWbemClassObject *object, const char *property, uint64_t *value)
{
    const wmi__reading from = { object, property, "wmi_get_uint64" };
    uint64_t bits = 0;
    HRESULT hr = wmi__reading_begin(&from, value, sizeof *value);

    if (SUCCEEDED(hr))
        hr = read_integer(&from, 0, UINT64_MAX, "a uint64_t", &bits);
    if (hr == WMI_OK)
        *value = bits;
    return hr;
}

static double nearest(wmi__integer number)
{
    return number.negative ? -(double)number.magnitude : (double)number.magnitude;
}

static bool is_real(const wmi_value *value, double *number)
{
    if (value->is_array || (value->type != WMI_REAL32 && value->type != WMI_REAL64))
        return false;
    *number = value->type == WMI_REAL32 ? (double)value->real32 : value->real64;
    return true;
}

static HRESULT to_double(const wmi__reading *self, const wmi_value *value, double *result)
{
    wmi__integer number;

    if (is_real(value, result))
        return WMI_OK;
    if (!wmi__integer_of(value, &number))
        return wmi__reading_mismatch(self, value, "a number");
    if (!wmi__integer_fits_real(number, DBL_MANT_DIG))
        return wmi__reading_overflow(self, value, "a double");
    *result = nearest(number);
    return WMI_OK;
}

static HRESULT to_metric(const wmi__reading *self, const wmi_value *value, double *result)
{
    wmi__integer number;

    if (is_real(value, result))
        return WMI_OK;
    if (!value->is_array && value->type == WMI_BOOL)
        *result = value->boolean ? 1 : 0;
    else if (wmi__integer_of(value, &number))
        *result = nearest(number);
    else
        return wmi__reading_mismatch(self, value, "a number or a boolean");
    return WMI_OK;
}

static HRESULT read_double(const wmi__reading *self,
                           HRESULT (*convert)(const wmi__reading *self, const wmi_value *value,
                                              double *result),
                           double *value)
{
    wmi_value found;
    HRESULT hr = wmi__reading_begin(self, value, sizeof *value);

    if (SUCCEEDED(hr))
        hr = wmi__reading_value(self, &found);
    if (hr != WMI_OK)
        return hr;
    hr = convert(self, &found, value);
    wmi_value_clear(&found);
    return hr;
}

HRESULT wmi_get_double(IWbemClassObject *object, const char *property, double *value)
{
    const wmi__reading from = { object, property, "wmi_get_double" };

    return read_double(&from, to_double, value);
}

HRESULT wmi_get_metric(IWbemClassObject *object, const char *property, double *value)
{
    const wmi__reading from = { object, property, "wmi_get_metric" };

    return read_double(&from, to_metric, value);
}
