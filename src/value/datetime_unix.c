/* SPDX-License-Identifier: MIT */
/* Timestamps as microseconds since 1970. */
#include "value/datetime.h"

#include "error/error.h"

#include <wmikit/com.h>

#include <string.h>

#define SECOND ((int64_t)1000000)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

/* The first year of Windows' FILETIME, and the last with four digits. */
#define FIRST_YEAR 1601
#define LAST_YEAR  9999

/*
 * Years are counted from March, so that a leap day is a year's last: then the days before a month follow from its
 * number alone, 153 days for each five months.
 */
static int64_t days_before_month(int64_t month)
{
    return (153 * month + 2) / 5;
}

/* Days before a year that begins in March, from the year 0. */
static int64_t days_before_year(int64_t year)
{
    return 365 * year + year / 4 - year / 100 + year / 400;
}

static int64_t day_number(int64_t year, int64_t month, int64_t day)
{
    bool is_next_year = month > 2;
    int64_t march_year = is_next_year ? year : year - 1;
    int64_t march_month = is_next_year ? month - 3 : month + 9;

    return days_before_year(march_year) + days_before_month(march_month) + day - 1;
}

#define EPOCH day_number(1970, 1, 1)

static HRESULT check(const wmi_datetime *value)
{
    static const char operation[] = "wmi_datetime_to_unix";
    const char *missing = value->year == WMI_DATETIME_UNSPECIFIED           ? "year"
                          : value->month == WMI_DATETIME_UNSPECIFIED        ? "month"
                          : value->day == WMI_DATETIME_UNSPECIFIED          ? "day"
                          : value->hour == WMI_DATETIME_UNSPECIFIED         ? "hour"
                          : value->minute == WMI_DATETIME_UNSPECIFIED       ? "minute"
                          : value->second == WMI_DATETIME_UNSPECIFIED       ? "second"
                          : value->offset_minutes == WMI_DATETIME_NO_OFFSET ? "offset from UTC"
                                                                            : NULL;

    if (value->is_interval)
        return wmi__refuse((HRESULT)WBEM_E_TYPE_MISMATCH, operation,
                           "the value is an interval, not a timestamp");
    if (!wmi__datetime_is_valid(value))
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, operation,
                           "a field of the datetime is out of range");
    if (missing != NULL)
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, operation, "the datetime's %s is not specified",
                           missing);
    if (value->year < FIRST_YEAR)
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, operation, "the year %d is before %d",
                           (int)value->year, FIRST_YEAR);
    return S_OK;
}

HRESULT wmi_datetime_to_unix(const wmi_datetime *value, int64_t *microseconds)
{
    HRESULT hr;

    if (microseconds == NULL)
        return wmi__refuse_null("wmi_datetime_to_unix", "microseconds");
    *microseconds = 0;
    if (value == NULL)
        return wmi__refuse_null("wmi_datetime_to_unix", "value");
    hr = check(value);
    if (FAILED(hr))
        return hr;
    *microseconds = (day_number(value->year, value->month, value->day) - EPOCH) * DAY + value->hour * HOUR +
                    (value->minute - value->offset_minutes) * MINUTE + value->second * SECOND +
                    (value->microsecond == WMI_DATETIME_UNSPECIFIED ? 0 : value->microsecond);
    return S_OK;
}

/* The estimate is never too small, and at most one too large. */
static void set_date(int64_t number, wmi_datetime *value)
{
    int64_t year = number * 400 / days_before_year(400) + 1;
    int64_t month;

    while (days_before_year(year) > number)
        year--;
    number -= days_before_year(year);
    month = (5 * number + 2) / 153;
    value->day = (int32_t)(number - days_before_month(month) + 1);
    value->month = (int32_t)(month < 10 ? month + 3 : month - 9);
    value->year = (int32_t)(month < 10 ? year : year + 1);
}

HRESULT wmi_datetime_from_unix(int64_t microseconds, wmi_datetime *value)
{
    int64_t days = microseconds / DAY;
    int64_t rest = microseconds % DAY;

    if (value == NULL)
        return wmi__refuse_null("wmi_datetime_from_unix", "value");
    memset(value, 0, sizeof *value);
    if (rest < 0) {
        rest += DAY;
        days--;
    }
    days += EPOCH;
    if (days < day_number(FIRST_YEAR, 1, 1) || days > day_number(LAST_YEAR, 12, 31))
        return wmi__refuse(DISP_E_OVERFLOW, "wmi_datetime_from_unix",
                           "%lld microseconds are not in the years %d to %d", (long long)microseconds,
                           FIRST_YEAR, LAST_YEAR);
    set_date(days, value);
    value->hour = (int32_t)(rest / HOUR);
    value->minute = (int32_t)(rest / MINUTE % 60);
    value->second = (int32_t)(rest / SECOND % 60);
    value->microsecond = (int32_t)(rest % SECOND);
    return S_OK;
}
