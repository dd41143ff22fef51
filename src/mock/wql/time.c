/* SPDX-License-Identifier: MIT */
#include "mock/wql/time.h"

#include "value/datetime.h"

#include <string.h>

#define SECONDS_A_MINUTE      60
#define SECONDS_AN_HOUR       3600
#define SECONDS_A_DAY         86400
#define MICROSECONDS_A_SECOND 1000000
#define DAYS_BEFORE_MARCH     60 /* of year 0, a leap year */
#define DAYS_IN_400_YEARS     146097
#define DIGITS                "0123456789"

/* --- Points in time ---------------------------------------------------------------------------------------- */

/* Days since the first of January of year 0. A year counted from March has its leap day at the end. */
static int64_t days_since_year_0(int64_t year, int64_t month, int64_t day)
{
    int64_t from_march = (month + 9) % 12;
    int64_t march_year = month < 3 ? year - 1 : year;
    int64_t shifted = march_year + 400; /* never negative */

    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (from_march * 153 + 2) / 5 + day -
           1 + DAYS_BEFORE_MARCH - DAYS_IN_400_YEARS;
}

/* An interval's length, or the time since the beginning of year 0 in UTC. */
static int64_t microseconds_of(const wmi_datetime *value)
{
    int64_t days = value->is_interval ? value->days
                                      : days_since_year_0(value->year, value->month, value->day);
    int64_t seconds = days * SECONDS_A_DAY + (int64_t)value->hour * SECONDS_AN_HOUR +
                      (int64_t)value->minute * SECONDS_A_MINUTE + value->second;

    seconds -= (int64_t)value->offset_minutes * SECONDS_A_MINUTE;
    return seconds * MICROSECONDS_A_SECOND + value->microsecond;
}

static bool is_relative(const wmi_datetime *value)
{
    const int32_t fields[] = { value->days, value->year,   value->month,  value->day,
                               value->hour, value->minute, value->second, value->microsecond };

    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (fields[i] == WMI_DATETIME_UNSPECIFIED)
            return true;
    }
    return value->offset_minutes == WMI_DATETIME_NO_OFFSET;
}

int wmi_mock__wql_compare_times(const wmi_datetime *a, const wmi_datetime *b)
{
    char text_a[26] = "";
    char text_b[26] = "";
    int64_t difference;

    if (is_relative(a) || is_relative(b)) {
        wmi_datetime_format(a, text_a);
        wmi_datetime_format(b, text_b);
        return strcmp(text_a, text_b);
    }
    difference = microseconds_of(a) - microseconds_of(b);
    return (difference > 0) - (difference < 0);
}

/* --- Formats ----------------------------------------------------------------------------------------------- */

static void skip_spaces(const char **at)
{
    *at += strspn(*at, " ");
}

/* A number with this many digits. */
static bool read_number(const char **at, size_t least, size_t most, int32_t *number)
{
    size_t digits = strspn(*at, DIGITS);

    if (digits < least || digits > most)
        return false;
    *number = 0;
    for (; digits > 0; digits--)
        *number = *number * 10 + (*(*at)++ - '0');
    return true;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool same_letters(const char *text, const char *lower, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (!is_letter(text[i]) || (text[i] | 0x20) != lower[i])
            return false;
    }
    return true;
}

/* A month's name, whole or its first three letters, in English and in any case. */
static bool read_month(const char **at, int32_t *month)
{
    static const char *const names[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"
    };
    size_t length = 0;

    while (is_letter((*at)[length]))
        length++;
    for (int32_t i = 0; i < 12; i++) {
        if ((length == 3 || length == strlen(names[i])) && same_letters(*at, names[i], length)) {
            *at += length;
            *month = i + 1;
            return true;
        }
    }
    return false;
}

/* A month's name, a year of four digits and perhaps a day, in any order, with spaces and a comma between them. */
static bool read_named(const char **at, wmi_datetime *value)
{
    bool has_month = false, has_year = false, has_day = false;
    const char *next = *at;

    value->day = 1;
    do {
        const char *start = next;
        size_t digits = strspn(start, DIGITS);

        if (!has_year && digits == 4)
            has_year = read_number(&next, 4, 4, &value->year);
        else if (!has_day && digits > 0 && start[digits] != ':')
            has_day = read_number(&next, 1, 2, &value->day);
        else if (!has_month)
            has_month = read_month(&next, &value->month);
        if (next == start)
            break;
        *at = next;
        next += *next == ',';
        skip_spaces(&next);
    } while (!(has_month && has_year && has_day));
    return has_month && has_year;
}

/* 1932-01-21 or 01/21/1932; both separators are the same. */
static bool read_separated(const char **at, wmi_datetime *value)
{
    bool year_first = strspn(*at, DIGITS) == 4;
    int32_t *const fields[] = { year_first ? &value->year : &value->month,
                                year_first ? &value->month : &value->day,
                                year_first ? &value->day : &value->year };
    char separator = (*at)[strspn(*at, DIGITS)];

    if (separator != '-' && separator != '/' && separator != '.')
        return false;
    for (size_t i = 0; i < 3; i++) {
        bool is_year = fields[i] == &value->year;

        if (i > 0 && *(*at)++ != separator)
            return false;
        if (!read_number(at, is_year ? 4 : 1, is_year ? 4 : 2, fields[i]))
            return false;
    }
    return true;
}

/* 19320121 */
static bool read_together(const char **at, wmi_datetime *value)
{
    int32_t number;

    if (!read_number(at, 8, 8, &number))
        return false;
    value->year = number / 10000;
    value->month = number / 100 % 100;
    value->day = number % 100;
    return true;
}

static bool read_date(const char **at, wmi_datetime *value)
{
    bool (*const formats[])(const char **, wmi_datetime *) = { read_separated, read_together, read_named };

    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        const char *end = *at;

        if (formats[i](&end, value)) {
            *at = end;
            return true;
        }
    }
    return false;
}

/* AM or PM after an hour from 1 to 12. False for another hour. */
static bool read_half(const char **at, wmi_datetime *value, bool *given)
{
    bool afternoon;

    skip_spaces(at);
    afternoon = same_letters(*at, "pm", 2);
    *given = afternoon || same_letters(*at, "am", 2);
    if (!*given)
        return true;
    if (value->hour < 1 || value->hour > 12)
        return false;
    value->hour = value->hour % 12 + (afternoon ? 12 : 0);
    *at += 2;
    return true;
}

/* :537 after the seconds, or nothing. */
static bool read_milliseconds(const char **at, wmi_datetime *value)
{
    if (**at != ':')
        return true;
    ++*at;
    if (!read_number(at, 1, 3, &value->microsecond))
        return false;
    value->microsecond *= 1000;
    return true;
}

static bool read_clock(const char **at, wmi_datetime *value)
{
    bool has_minutes, has_half;

    if (!read_number(at, 1, 2, &value->hour))
        return false;
    has_minutes = **at == ':';
    if (has_minutes) {
        (*at)++;
        if (!read_number(at, 2, 2, &value->minute))
            return false;
    }
    if (has_minutes && **at == ':') {
        (*at)++;
        if (!read_number(at, 2, 2, &value->second) || !read_milliseconds(at, value))
            return false;
    }
    return read_half(at, value, &has_half) && (has_minutes || has_half);
}

/* Checks that the date exists, with the CIM datetime reader. */
static bool exists(const wmi_datetime *value)
{
    const int32_t fields[] = { value->year / 100, value->year % 100, value->month, value->day,
                               value->hour,       value->minute,     value->second };
    char text[] = "yyyymmddHHMMSS.000000+000";
    wmi_datetime same;

    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (fields[i] > 99)
            return false;
        text[2 * i] = (char)('0' + fields[i] / 10);
        text[2 * i + 1] = (char)('0' + fields[i] % 10);
    }
    return wmi__datetime_read(text, &same);
}

bool wmi_mock__wql_read_time(const char *text, wmi_datetime *value)
{
    if (wmi__datetime_read(text, value))
        return true;
    skip_spaces(&text);
    if (!read_date(&text, value))
        return false;
    if (*text == ' ') {
        skip_spaces(&text);
        if (*text != '\0' && !read_clock(&text, value))
            return false;
        skip_spaces(&text);
    }
    return *text == '\0' && exists(value);
}
