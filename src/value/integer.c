/* SPDX-License-Identifier: MIT */
#include "value/integer.h"

static wmi__integer from_signed(int64_t number)
{
    wmi__integer result = { number < 0, number < 0 ? 0 - (uint64_t)number : (uint64_t)number };

    return result;
}

static wmi__integer from_unsigned(uint64_t number)
{
    wmi__integer result = { false, number };

    return result;
}

bool wmi__integer_of(const wmi_value *value, wmi__integer *integer)
{
    if (value->is_array)
        return false;
    switch (value->type) {
    case WMI_SINT8: *integer = from_signed(value->sint8); return true;
    case WMI_SINT16: *integer = from_signed(value->sint16); return true;
    case WMI_SINT32: *integer = from_signed(value->sint32); return true;
    case WMI_SINT64: *integer = from_signed(value->sint64); return true;
    case WMI_UINT8: *integer = from_unsigned(value->uint8); return true;
    case WMI_UINT16: *integer = from_unsigned(value->uint16); return true;
    case WMI_CHAR16: *integer = from_unsigned(value->char16); return true;
    case WMI_UINT32: *integer = from_unsigned(value->uint32); return true;
    case WMI_UINT64: *integer = from_unsigned(value->uint64); return true;
    default: return false;
    }
}

bool wmi__integer_fits_real(wmi__integer integer, int digits)
{
    uint64_t largest = (uint64_t)1 << digits; /* every integer up to it is exact */
    uint64_t lowest_bit = integer.magnitude & (0 - integer.magnitude);

    return integer.magnitude <= largest || integer.magnitude / lowest_bit <= largest;
}

static bool in_range(wmi__integer integer, uint64_t below, uint64_t above)
{
    return integer.magnitude <= (integer.negative ? below : above);
}

/* The minimum and maximum of each type, as magnitudes. */
static const struct integer_type {
    wmi_type type;
    uint64_t below;
    uint64_t above;
} types[] = {
    { WMI_SINT8, (uint64_t)INT8_MAX + 1, INT8_MAX },
    { WMI_SINT16, (uint64_t)INT16_MAX + 1, INT16_MAX },
    { WMI_SINT32, (uint64_t)INT32_MAX + 1, INT32_MAX },
    { WMI_SINT64, (uint64_t)INT64_MAX + 1, INT64_MAX },
    { WMI_UINT8, 0, UINT8_MAX },
    { WMI_UINT16, 0, UINT16_MAX },
    { WMI_UINT32, 0, UINT32_MAX },
    { WMI_UINT64, 0, UINT64_MAX },
};

static const struct integer_type *find_type(wmi_type type)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (types[i].type == type)
            return &types[i];
    }
    return NULL;
}

bool wmi__type_is_integer(wmi_type type)
{
    return find_type(type) != NULL;
}

bool wmi__integer_store(wmi__integer integer, wmi_type type, wmi_value *value)
{
    const struct integer_type *range = find_type(type);
    uint64_t bits = integer.negative ? 0 - integer.magnitude : integer.magnitude;

    if (range == NULL || !in_range(integer, range->below, range->above))
        return false;
    switch (type) {
    case WMI_SINT8: value->sint8 = (int8_t)bits; return true;
    case WMI_SINT16: value->sint16 = (int16_t)bits; return true;
    case WMI_SINT32: value->sint32 = (int32_t)bits; return true;
    case WMI_SINT64: value->sint64 = (int64_t)bits; return true;
    case WMI_UINT8: value->uint8 = (uint8_t)bits; return true;
    case WMI_UINT16: value->uint16 = (uint16_t)bits; return true;
    case WMI_UINT32: value->uint32 = (uint32_t)bits; return true;
    default: value->uint64 = bits; return true;
    }
}
