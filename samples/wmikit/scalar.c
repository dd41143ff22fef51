/* SPDX-License-Identifier: MIT */
#include "scalar.h"

#include "names.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

size_t scalar_size(wmi_type type)
{
    switch (type) {
    case WMI_BOOL: return sizeof(bool);
    case WMI_SINT8:
    case WMI_UINT8: return 1;
    case WMI_SINT16:
    case WMI_UINT16:
    case WMI_CHAR16: return 2;
    case WMI_SINT32:
    case WMI_UINT32: return 4;
    case WMI_SINT64:
    case WMI_UINT64: return 8;
    case WMI_REAL32: return sizeof(float);
    case WMI_REAL64: return sizeof(double);
    case WMI_STRING:
    case WMI_REFERENCE: return sizeof(const char *);
    case WMI_DATETIME: return sizeof(wmi_datetime);
    case WMI_OBJECT:
    case WMI_NULL: break;
    }
    return 0;
}

/* --- Integers ----------------------------------------------------------------------------------------------------- */

static int digit_of(char character)
{
    char small = name_lower(character);

    if (small >= '0' && small <= '9')
        return small - '0';
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : 16;
}

static bool read_digits(const char *digits, unsigned base, uint64_t *number)
{
    *number = 0;
    if (*digits == '\0')
        return false;
    for (; *digits != '\0'; digits++) {
        unsigned digit = (unsigned)digit_of(*digits);

        if (digit >= base || *number > (UINT64_MAX - digit) / base)
            return false;
        *number = *number * base + digit;
    }
    return true;
}

/* The sign's bit and those above it, which a negative number has all. */
static uint64_t high_bits(size_t size)
{
    return UINT64_MAX << (size * 8 - 1);
}

/* As bits: hexadecimal digits give the bit pattern, the sign bit included. */
static bool read_hexadecimal(const char *string, size_t size, uint64_t *bits)
{
    return read_digits(string + 2, 16, bits) && (size == 8 || *bits >> (size * 8) == 0);
}

static bool read_decimal(const char *string, size_t size, bool is_signed, uint64_t *bits)
{
    bool is_negative = *string == '-';

    if (!read_digits(string + is_negative, 10, bits))
        return false;
    if (!is_signed)
        return !is_negative && (size == 8 || *bits >> (size * 8) == 0);
    if (*bits > ~high_bits(size) + is_negative)
        return false;
    *bits = is_negative ? 0 - *bits : *bits;
    return true;
}

static bool is_signed_type(wmi_type type)
{
    return type == WMI_SINT8 || type == WMI_SINT16 || type == WMI_SINT32 || type == WMI_SINT64;
}

static bool read_integer(const char *string, wmi_type type, wmi_value *value)
{
    size_t size = scalar_size(type);
    uint64_t bits;
    bool is_read = string[0] == '0' && name_lower(string[1]) == 'x'
                       ? read_hexadecimal(string, size, &bits)
                       : read_decimal(string, size, is_signed_type(type), &bits);

    if (!is_read)
        return false;
    switch (size) {
    case 1: value->uint8 = (uint8_t)bits; break;
    case 2: value->uint16 = (uint16_t)bits; break;
    case 4: value->uint32 = (uint32_t)bits; break;
    default: value->uint64 = bits; break;
    }
    return true;
}

/* --- The rest ----------------------------------------------------------------------------------------------------- */

/* Digits, a point, an exponent: no blanks, and none of the words that strtod knows. */
static bool read_real(const char *string, wmi_type type, wmi_value *value)
{
    char *end;
    double number;

    if (*string == '\0' || string[strspn(string, "+-.0123456789eE")] != '\0')
        return false;
    number = strtod(string, &end);
    if (*end != '\0' || number - number != 0) /* too large: infinite */
        return false;
    if (type == WMI_REAL64)
        value->real64 = number;
    else
        value->real32 = strtof(string, NULL);
    return type == WMI_REAL64 || value->real32 - value->real32 == 0;
}

static bool read_boolean(const char *string, wmi_value *value)
{
    value->boolean = names_equal(string, "true");
    return value->boolean || names_equal(string, "false");
}

/* One character, which UTF-16 has in one unit. */
static bool read_character(const char *string, wmi_value *value)
{
    uint32_t code_point;
    size_t size = utf8_decode(string, strlen(string), &code_point);

    value->char16 = (uint16_t)code_point;
    return size > 0 && string[size] == '\0' && code_point <= UINT16_MAX;
}

bool scalar_read(const char *string, wmi_type type, wmi_value *value)
{
    *value = (wmi_value){ .type = type };
    switch (type) {
    case WMI_STRING:
    case WMI_REFERENCE: value->string = string; return true;
    case WMI_BOOL: return read_boolean(string, value);
    case WMI_CHAR16: return read_character(string, value);
    case WMI_DATETIME: return WMI_SUCCEEDED(wmi_datetime_parse(string, &value->datetime));
    case WMI_REAL32:
    case WMI_REAL64: return read_real(string, type, value);
    case WMI_OBJECT:
    case WMI_NULL: return false;
    default: return read_integer(string, type, value);
    }
}
