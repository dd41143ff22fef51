/* SPDX-License-Identifier: MIT */
#include "mock/repository/integer.h"

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

/* At least one digit, up to the end of the text; all are checked before an overflow is reported. */
static wmi_mock__integer_result read_digits(const char *text, size_t length, unsigned base,
                                            uint64_t *magnitude)
{
    wmi_mock__integer_result result = length == 0 ? WMI_MOCK__INTEGER_NONE : WMI_MOCK__INTEGER_READ;
    uint64_t number = 0;

    for (size_t i = 0; i < length; i++) {
        unsigned digit = digit_of(text[i]);

        if (digit >= base)
            return WMI_MOCK__INTEGER_NONE;
        if (number > (UINT64_MAX - digit) / base)
            result = WMI_MOCK__INTEGER_TOO_LONG;
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

wmi_mock__integer_result wmi_mock__integer_read_decimal(const char *text, size_t length,
                                                        wmi__integer *integer)
{
    take_sign(&text, &length, integer);
    return read_digits(text, length, 10, &integer->magnitude);
}

wmi_mock__integer_result wmi_mock__integer_read_mof(const char *text, size_t length, wmi__integer *integer)
{
    take_sign(&text, &length, integer);
    if (length > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
        return read_digits(text + 2, length - 2, 16, &integer->magnitude);
    if (length > 1 && (text[length - 1] == 'b' || text[length - 1] == 'B'))
        return read_digits(text, length - 1, 2, &integer->magnitude);
    return read_digits(text, length, length > 1 && text[0] == '0' ? 8 : 10, &integer->magnitude);
}
