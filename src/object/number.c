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

static HRESULT to_double(const wmi__reading *self, const wmi_value *value, double *result)
{
    wmi__integer number;

    if (!value->is_array && value->type == WMI_REAL64) {
        *result = value->real64;
    } else if (!value->is_array && value->type == WMI_REAL32) {
        *result = (double)value->real32;
    } else if (!wmi__integer_of(value, &number)) {
        return wmi__reading_mismatch(self, value, "a number");
    } else if (!wmi__integer_fits_real(number, DBL_MANT_DIG)) {
        return wmi__reading_overflow(self, value, "a double");
    } else {
        *result = number.negative ? -(double)number.magnitude : (double)number.magnitude;
    }
    return WMI_OK;
}

HRESULT wmi_get_double(IWbemClassObject *object, const char *property, double *value)
{
    const wmi__reading from = { object, property, "wmi_get_double" };
    wmi_value found;
    HRESULT hr = wmi__reading_begin(&from, value, sizeof *value);

    if (SUCCEEDED(hr))
        hr = wmi__reading_value(&from, &found);
    if (hr != WMI_OK)
        return hr;
    hr = to_double(&from, &found, value);
    wmi_value_clear(&found);
    return hr;
}
