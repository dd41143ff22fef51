/* SPDX-License-Identifier: MIT */
#include "integer.h"

static unsigned digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0');
    if (c >= 'a' && c <= 'f')
        return (unsigned)(c - 'a') + 10;
    if (c >= 'A' && c <= 'F')
        return (unsigned)(c - 'A') + 10;
    return 99;
}

/* Digits to the end of the text, one at least; all of them are looked at before they are called too long. */
static wmi__integer_result read_digits(const char *text, size_t length, unsigned base, uint64_t *magnitude)
{
    wmi__integer_result result = length == 0 ? WMI__INTEGER_NONE : WMI__INTEGER_READ;
    uint64_t number = 0;

    for (size_t i = 0; i < length; i++) {
        unsigned digit = digit_of(text[i]);

        if (digit >= base)
            return WMI__INTEGER_NONE;
        if (number > (UINT64_MAX - digit) / base)
            result = WMI__INTEGER_TOO_LONG;
        number = number * base + digit;
    }
    *magnitude = number;
    return result;
}

static void take_sign(const char **text, size_t *length, wmi__integer *integer)
{
    *integer = (wmi__integer){ false, 0 };
    if (*length > 0 && (**text == '-' || **text == '+')) {
        integer->negative = **text == '-';
        (*text)++;
        (*length)--;
    }
}

wmi__integer_result wmi__integer_read_decimal(const char *text, size_t length, wmi__integer *integer)
{
    take_sign(&text, &length, integer);
    return read_digits(text, length, 10, &integer->magnitude);
}

wmi__integer_result wmi__integer_read_mof(const char *text, size_t length, wmi__integer *integer)
{
    take_sign(&text, &length, integer);
    if (length > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
        return read_digits(text + 2, length - 2, 16, &integer->magnitude);
    if (length > 1 && (text[length - 1] == 'b' || text[length - 1] == 'B'))
        return read_digits(text, length - 1, 2, &integer->magnitude);
    return read_digits(text, length, length > 1 && text[0] == '0' ? 8 : 10, &integer->magnitude);
}

static bool in_range(wmi__integer integer, uint64_t below, uint64_t above)
{
    return integer.magnitude <= (integer.negative ? below : above);
}

/* The lowest and the highest number of each type, as magnitudes. */
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
