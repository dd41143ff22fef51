/* SPDX-License-Identifier: MIT */
#include "value/datetime.h"

#include "error/error.h"

#include <wmikit/com.h>
#include <wmikit/value.h>

#include <string.h>

#define TEXT_LENGTH 25
#define MAX_OFFSET  840 /* minutes: UTC+14 */

/* Reads a number of digits, or the same number of asterisks. False when it is neither. */
static bool read_field(const char *text, size_t digits, int32_t *field)
{
    int32_t number = 0;

    if (strspn(text, "*") >= digits) {
        *field = WMI_DATETIME_UNSPECIFIED;
        return true;
    }
    for (size_t i = 0; i < digits; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        number = number * 10 + (text[i] - '0');
    }
    *field = number;
    return true;
}

/* Trailing asterisks among the six digits mean a lower resolution of the clock. */
static bool read_microseconds(const char *text, int32_t *field)
{
    char digits[6];
    bool asterisks = false;

    if (text[0] == '*')
        return read_field(text, sizeof digits, field);
    for (size_t i = 0; i < sizeof digits; i++) {
        if (text[i] == '*')
            asterisks = true;
        else if (asterisks)
            return false;
        digits[i] = asterisks ? '0' : text[i];
    }
    return read_field(digits, sizeof digits, field);
}

static bool in_range(int32_t field, int32_t least, int32_t most)
{
    return field == WMI_DATETIME_UNSPECIFIED || (field >= least && field <= most);
}

static bool time_is_valid(const wmi_datetime *value)
{
    return in_range(value->hour, 0, 23) && in_range(value->minute, 0, 59) && in_range(value->second, 0, 59) &&
           in_range(value->microsecond, 0, 999999);
}

static int32_t days_in(int32_t year, int32_t month)
{
    static const int32_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = year == WMI_DATETIME_UNSPECIFIED || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));

    if (month == WMI_DATETIME_UNSPECIFIED)
        return 31;
    return month == 2 && leap ? 29 : days[month - 1];
}

bool wmi__datetime_is_valid(const wmi_datetime *value)
{
    if (!time_is_valid(value))
        return false;
    if (value->is_interval)
        return in_range(value->days, 0, 99999999);
    return in_range(value->year, 0, 9999) && in_range(value->month, 1, 12) &&
           in_range(value->day, 1, days_in(value->year, value->month)) &&
           (value->offset_minutes == WMI_DATETIME_NO_OFFSET ||
            (value->offset_minutes >= -MAX_OFFSET && value->offset_minutes <= MAX_OFFSET));
}

static bool read_time(const char *text, wmi_datetime *value)
{
    return read_field(text, 2, &value->hour) && read_field(text + 2, 2, &value->minute) &&
           read_field(text + 4, 2, &value->second) && text[6] == '.' &&
           read_microseconds(text + 7, &value->microsecond);
}

static bool read_offset(const char *text, wmi_datetime *value)
{
    int32_t minutes;

    if (!read_field(text + 1, 3, &minutes))
        return false;
    value->offset_minutes = minutes == WMI_DATETIME_UNSPECIFIED ? WMI_DATETIME_NO_OFFSET
                            : text[0] == '-'                    ? -minutes
                                                                : minutes;
    return true;
}

static bool parse(const char *text, wmi_datetime *value)
{
    if (strlen(text) != TEXT_LENGTH || !read_time(text + 8, value))
        return false;
    if (text[21] == ':') {
        value->is_interval = true;
        return memcmp(text + 22, "000", 3) == 0 && read_field(text, 8, &value->days) &&
               wmi__datetime_is_valid(value);
    }
    return (text[21] == '+' || text[21] == '-') && read_field(text, 4, &value->year) &&
           read_field(text + 4, 2, &value->month) && read_field(text + 6, 2, &value->day) &&
           read_offset(text + 21, value) && wmi__datetime_is_valid(value);
}

bool wmi__datetime_read(const char *text, wmi_datetime *value)
{
    memset(value, 0, sizeof *value);
    if (parse(text, value))
        return true;
    memset(value, 0, sizeof *value);
    return false;
}

HRESULT wmi_datetime_parse(const char *text, wmi_datetime *value)
{
    if (value == NULL)
        return wmi__refuse_null("wmi_datetime_parse", "value");
    memset(value, 0, sizeof *value);
    if (text == NULL)
        return wmi__refuse_null("wmi_datetime_parse", "text");
    if (!wmi__datetime_read(text, value))
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, "wmi_datetime_parse",
                           "'%.40s' is not a valid CIM datetime or interval", text);
    return S_OK;
}

static char *write_field(int32_t field, size_t digits, char *text)
{
    if (field == WMI_DATETIME_UNSPECIFIED) {
        memset(text, '*', digits);
        return text + digits;
    }
    for (size_t i = digits; i > 0; i--, field /= 10)
        text[i - 1] = (char)('0' + field % 10);
    return text + digits;
}

static char *write_offset(int32_t minutes, char *text)
{
    bool none = minutes == WMI_DATETIME_NO_OFFSET;

    *text++ = !none && minutes < 0 ? '-' : '+';
    return write_field(none ? WMI_DATETIME_UNSPECIFIED : minutes < 0 ? -minutes : minutes, 3, text);
}

HRESULT wmi_datetime_format(const wmi_datetime *value, char text[26])
{
    char *at = text;

    if (text == NULL)
        return wmi__refuse_null("wmi_datetime_format", "text");
    text[0] = '\0';
    if (value == NULL)
        return wmi__refuse_null("wmi_datetime_format", "value");
    if (!wmi__datetime_is_valid(value))
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, "wmi_datetime_format",
                           "a field of the datetime is out of range");

    if (value->is_interval) {
        at = write_field(value->days, 8, at);
    } else {
        at = write_field(value->year, 4, at);
        at = write_field(value->month, 2, at);
        at = write_field(value->day, 2, at);
    }
    at = write_field(value->hour, 2, at);
    at = write_field(value->minute, 2, at);
    at = write_field(value->second, 2, at);
    *at++ = '.';
    at = write_field(value->microsecond, 6, at);
    if (value->is_interval)
        memcpy(at, ":000", 5);
    else
        *write_offset(value->offset_minutes, at) = '\0';
    return S_OK;
}
