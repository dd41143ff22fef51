/* SPDX-License-Identifier: MIT */
/*
 * Datetimes and the microseconds since 1970, against the system's own calendar: timegm and gmtime_r, on Windows
 * SystemTimeToFileTime and FileTimeToSystemTime.
 */
#include "support/support.h"

#include <wmikit/com.h>

#ifdef _WIN32
#include <windows.h>
#else
#include <time.h>
#endif

#define SECOND    ((int64_t)1000000)
#define EARLIEST  ((int64_t)-11644473600 * SECOND) /* 1601-01-01 */
#define LATEST    ((int64_t)253402300800 * SECOND - 1)
#define MISMATCH  ((HRESULT)WBEM_E_TYPE_MISMATCH)
#define INVALID   ((HRESULT)WBEM_E_INVALID_PARAMETER)
#define NO_VALUE  WMI_DATETIME_UNSPECIFIED
#define NO_OFFSET WMI_DATETIME_NO_OFFSET

/* --- The other calendar ------------------------------------------------------------------------------------------ */

#ifdef _WIN32
static int64_t system_seconds(const wmi_datetime *value)
{
    SYSTEMTIME fields = {
        (WORD)value->year,   (WORD)value->month,  (WORD)0, (WORD)value->day, (WORD)value->hour,
        (WORD)value->minute, (WORD)value->second, 0
    };
    FILETIME time;

    assert_true(SystemTimeToFileTime(&fields, &time));
    return ((int64_t)time.dwHighDateTime << 32 | time.dwLowDateTime) / 10000000 + EARLIEST / SECOND;
}

static wmi_datetime system_fields(int64_t seconds)
{
    uint64_t ticks = (uint64_t)(seconds - EARLIEST / SECOND) * 10000000;
    FILETIME time = { (DWORD)ticks, (DWORD)(ticks >> 32) };
    SYSTEMTIME fields;
    wmi_datetime value = { 0 };

    assert_true(FileTimeToSystemTime(&time, &fields));
    value.year = fields.wYear, value.month = fields.wMonth, value.day = fields.wDay;
    value.hour = fields.wHour, value.minute = fields.wMinute, value.second = fields.wSecond;
    return value;
}
#else
static int64_t system_seconds(const wmi_datetime *value)
{
    struct tm fields = { 0 };

    fields.tm_year = value->year - 1900, fields.tm_mon = value->month - 1, fields.tm_mday = value->day;
    fields.tm_hour = value->hour, fields.tm_min = value->minute, fields.tm_sec = value->second;
    return timegm(&fields);
}

static wmi_datetime system_fields(int64_t seconds)
{
    time_t time = (time_t)seconds;
    struct tm fields;
    wmi_datetime value = { 0 };

    assert_non_null(gmtime_r(&time, &fields));
    value.year = fields.tm_year + 1900, value.month = fields.tm_mon + 1, value.day = fields.tm_mday;
    value.hour = fields.tm_hour, value.minute = fields.tm_min, value.second = fields.tm_sec;
    return value;
}
#endif

static bool same(const wmi_datetime *a, const wmi_datetime *b)
{
    return a->is_interval == b->is_interval && a->days == b->days && a->year == b->year &&
           a->month == b->month && a->day == b->day && a->hour == b->hour && a->minute == b->minute &&
           a->second == b->second && a->microsecond == b->microsecond &&
           a->offset_minutes == b->offset_minutes;
}

static int64_t floor_seconds(int64_t microseconds)
{
    return microseconds / SECOND - (microseconds % SECOND < 0);
}

/* Both ways, in UTC and as a clock with this offset shows it. */
static void compare(int64_t microseconds, int32_t offset_minutes)
{
    int64_t seconds = floor_seconds(microseconds);
    wmi_datetime expected = system_fields(seconds);
    wmi_datetime value;
    int64_t again;

    assert_ok(wmi_datetime_from_unix(microseconds, &value));
    expected.microsecond = (int32_t)(microseconds - seconds * SECOND);
    assert_true(same(&value, &expected));
    assert_ok(wmi_datetime_to_unix(&value, &again));
    assert_true(again == microseconds);
    assert_true(system_seconds(&value) == seconds);

    value.offset_minutes = offset_minutes;
    assert_ok(wmi_datetime_to_unix(&value, &again));
    assert_true(again == microseconds - (int64_t)offset_minutes * 60 * SECOND);
}

static uint64_t random_number(void)
{
    static uint64_t state = 88172645463325252u;

    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static void a_million_moments_agree(void **state)
{
    (void)state;
    for (int i = 0; i < 1000000; i++) {
        int64_t moment = EARLIEST + (int64_t)(random_number() % (uint64_t)(LATEST - EARLIEST + 1));

        compare(moment, (int32_t)(random_number() % 1681) - 840);
    }
}

/* The last and the first microsecond around each midnight, for all the years there are. */
static void every_day_agrees(void **state)
{
    const int64_t day = 86400 * SECOND;

    (void)state;
    for (int64_t midnight = EARLIEST + day; midnight < LATEST; midnight += day) {
        wmi_datetime before;
        wmi_datetime after;
        wmi_datetime expected = system_fields(midnight / SECOND);

        assert_ok(wmi_datetime_from_unix(midnight - 1, &before));
        assert_ok(wmi_datetime_from_unix(midnight, &after));
        assert_true(same(&after, &expected));
        assert_true(before.hour == 23 && before.minute == 59 && before.second == 59);
        assert_int_equal(before.microsecond, 999999);
        assert_true(before.day == after.day - 1 || (after.day == 1 && before.day >= 28));
    }
}

/* --- Ends and refusals --------------------------------------------------------------------------------------------- */

static const struct moment_case {
    const char *name, *text;
    int64_t microseconds;
} moments[] = {
    { "the epoch", "19700101000000.000000+000", 0 },
    { "a microsecond before", "19691231235959.999999+000", -1 },
    { "east of UTC", "19700101010000.000000+060", 0 },
    { "west of UTC", "19691231160000.000000-480", 0 },
    { "an offset of half an hour", "19700101053000.000001+330", 1 },
    { "the farthest east", "19700101140000.000000+840", 0 },
    { "the beginning of Windows' time", "16010101000000.000000+000", EARLIEST },
    { "the end of it", "99991231235959.999999+000", LATEST },
    { "a leap day", "20000229120000.000000+000", (int64_t)951825600 * SECOND },
    { "behind 2038", "20380119031408.000000+000", (int64_t)2147483648 * SECOND },
    { "no microseconds", "20010909014640.******+000", (int64_t)1000000000 * SECOND },
    { "a coarse clock", "20010909014640.5*****+000", (int64_t)1000000000 * SECOND + 500000 },
    { "in UTC beyond the end", "99991231235959.999999-840", LATEST + (int64_t)840 * 60 * SECOND },
};

static void a_moment_is_known(void **state)
{
    const struct moment_case *row = *state;
    wmi_datetime value;
    int64_t microseconds = 5;

    assert_ok(wmi_datetime_parse(row->text, &value));
    assert_ok(wmi_datetime_to_unix(&value, &microseconds));
    assert_true(microseconds == row->microseconds);
    if (strcmp(row->text + 21, "+000") == 0 && strchr(row->text, '*') == NULL) {
        char text[26];

        assert_ok(wmi_datetime_from_unix(microseconds, &value));
        assert_ok(wmi_datetime_format(&value, text));
        assert_string_equal(text, row->text);
    }
}

static const struct refused_case {
    const char *name;
    wmi_datetime value;
    HRESULT code;
    const char *word;
} refused[] = {
    { "an interval", { true, 3, 0, 0, 0, 1, 2, 3, 4, 0 }, MISMATCH, "interval" },
    { "no offset", { false, 0, 2026, 11, 22, 1, 2, 3, 4, NO_OFFSET }, INVALID, "offset" },
    { "no year", { false, 0, NO_VALUE, 11, 22, 1, 2, 3, 4, 0 }, INVALID, "year" },
    { "no month", { false, 0, 2026, NO_VALUE, 22, 1, 2, 3, 4, 0 }, INVALID, "month" },
    { "no day", { false, 0, 2026, 11, NO_VALUE, 1, 2, 3, 4, 0 }, INVALID, "day" },
    { "no hour", { false, 0, 2026, 11, 22, NO_VALUE, 2, 3, 4, 0 }, INVALID, "hour" },
    { "no minute", { false, 0, 2026, 11, 22, 1, NO_VALUE, 3, 4, 0 }, INVALID, "minute" },
    { "no second", { false, 0, 2026, 11, 22, 1, 2, NO_VALUE, 4, 0 }, INVALID, "second" },
    { "30 February", { false, 0, 2024, 2, 30, 1, 2, 3, 4, 0 }, INVALID, "range" },
    { "29 February 2023", { false, 0, 2023, 2, 29, 1, 2, 3, 4, 0 }, INVALID, "range" },
    { "31 April", { false, 0, 2023, 4, 31, 1, 2, 3, 4, 0 }, INVALID, "range" },
    { "month 0", { false, 0, 2023, 0, 1, 1, 2, 3, 4, 0 }, INVALID, "range" },
    { "month 13", { false, 0, 2023, 13, 1, 1, 2, 3, 4, 0 }, INVALID, "range" },
    { "hour 24", { false, 0, 2023, 1, 1, 24, 0, 0, 0, 0 }, INVALID, "range" },
    { "second 60", { false, 0, 2023, 1, 1, 0, 0, 60, 0, 0 }, INVALID, "range" },
    { "a million microseconds", { false, 0, 2023, 1, 1, 0, 0, 0, 1000000, 0 }, INVALID, "range" },
    { "an offset beyond 840", { false, 0, 2023, 1, 1, 0, 0, 0, 0, 841 }, INVALID, "range" },
    { "the least number", { false, 0, INT32_MIN, 1, 1, 0, 0, 0, 0, 0 }, INVALID, "range" },
    { "year 1600", { false, 0, 1600, 12, 31, 23, 59, 59, 999999, 0 }, INVALID, "1600" },
    { "year 10000", { false, 0, 10000, 1, 1, 0, 0, 0, 0, 0 }, INVALID, "range" },
    { "nothing at all", { false, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, INVALID, "range" },
};

static void a_datetime_is_refused(void **state)
{
    const struct refused_case *row = *state;
    int64_t microseconds = 5;

    assert_hr(row->code, wmi_datetime_to_unix(&row->value, &microseconds));
    assert_last_error(row->code, row->word);
    assert_string_equal(wmi_last_error()->operation, "wmi_datetime_to_unix");
    assert_true(microseconds == 0);
}

static void other_years_are_refused(void **state)
{
    static const int64_t numbers[] = { EARLIEST - 1, LATEST + 1, INT64_MIN, INT64_MAX };
    static const wmi_datetime zero;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        wmi_datetime value = refused[0].value;

        assert_hr(DISP_E_OVERFLOW, wmi_datetime_from_unix(numbers[i], &value));
        assert_last_error(DISP_E_OVERFLOW, "1601");
        assert_true(same(&value, &zero));
    }
}

static void null_is_refused(void **state)
{
    wmi_datetime value = { 0 };
    int64_t microseconds = 5;

    (void)state;
    assert_hr(E_POINTER, wmi_datetime_to_unix(NULL, &microseconds));
    assert_last_error(E_POINTER, "value");
    assert_true(microseconds == 0);
    assert_hr(E_POINTER, wmi_datetime_to_unix(&value, NULL));
    assert_last_error(E_POINTER, "microseconds");
    assert_hr(E_POINTER, wmi_datetime_from_unix(0, NULL));
    assert_last_error(E_POINTER, "value");
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(moments) + COUNT_OF(refused) + 4];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(moments); i++)
        tests[count++] = (struct CMUnitTest){ moments[i].name, a_moment_is_known, NULL, NULL,
                                              (void *)(uintptr_t)&moments[i] };
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        tests[count++] = (struct CMUnitTest){ refused[i].name, a_datetime_is_refused, NULL, NULL,
                                              (void *)(uintptr_t)&refused[i] };
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(a_million_moments_agree);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(every_day_agrees);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(other_years_are_refused);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(null_is_refused);
    return cmocka_run_group_tests_name("datetime_unix", tests, NULL, NULL) == 0 ? 0 : 1;
}
