/* SPDX-License-Identifier: MIT */
/* CIM datetimes and intervals, read and written. */
#include "support/support.h"

#include <wmikit/com.h>

#define NONE   WMI_DATETIME_UNSPECIFIED
#define NO_UTC WMI_DATETIME_NO_OFFSET

static const struct good_case {
    const char *name, *text;
    wmi_datetime value;
} good[] = {
    { "a timestamp", "20261122134512.123456+060", { false, 0, 2026, 11, 22, 13, 45, 12, 123456, 60 } },
    { "west of UTC", "19991231235959.999999-480", { false, 0, 1999, 12, 31, 23, 59, 59, 999999, -480 } },
    { "the farthest east", "16010101000000.000000+840", { false, 0, 1601, 1, 1, 0, 0, 0, 0, 840 } },
    { "no offset", "20000229120000.000000+***", { false, 0, 2000, 2, 29, 12, 0, 0, 0, NO_UTC } },
    { "only a date", "20050101******.******+***", { false, 0, 2005, 1, 1, NONE, NONE, NONE, NONE, NO_UTC } },
    { "only a time", "********150000.000000-300", { false, 0, NONE, NONE, NONE, 15, 0, 0, 0, -300 } },
    { "every year's leap day", "****0229000000.000000+000", { false, 0, NONE, 2, 29, 0, 0, 0, 0, 0 } },
    { "an interval", "00000003020405.000006:000", { true, 3, 0, 0, 0, 2, 4, 5, 6, 0 } },
    { "the longest interval",
      "99999999235959.999999:000",
      { true, 99999999, 0, 0, 0, 23, 59, 59, 999999, 0 } },
    { "an interval without days", "********010000.000000:000", { true, NONE, 0, 0, 0, 1, 0, 0, 0, 0 } },
};

static void assert_same(const wmi_datetime *a, const wmi_datetime *b)
{
    assert_int_equal(a->is_interval, b->is_interval);
    assert_int_equal(a->days, b->days);
    assert_int_equal(a->year, b->year);
    assert_int_equal(a->month, b->month);
    assert_int_equal(a->day, b->day);
    assert_int_equal(a->hour, b->hour);
    assert_int_equal(a->minute, b->minute);
    assert_int_equal(a->second, b->second);
    assert_int_equal(a->microsecond, b->microsecond);
    assert_int_equal(a->offset_minutes, b->offset_minutes);
}

static void reads_and_writes_back(void **state)
{
    const struct good_case *row = *state;
    wmi_datetime value;
    char text[26];

    assert_ok(wmi_datetime_parse(row->text, &value));
    assert_same(&value, &row->value);
    assert_ok(wmi_datetime_format(&value, text));
    assert_string_equal(text, row->text);
}

static const struct bad_case {
    const char *name, *text;
} bad[] = {
    { "empty", "" },
    { "too short", "20261122134512.123456+06" },
    { "too long", "20261122134512.123456+0600" },
    { "a letter", "2026112213451x.123456+060" },
    { "a letter in the offset", "20261122134512.123456+0x0" },
    { "no point", "20261122134512,123456+060" },
    { "no sign", "20261122134512.123456 060" },
    { "half a field", "20261122134*12.123456+060" },
    { "digits behind asterisks", "20261122134512.12**56+060" },
    { "month 0", "20260022134512.123456+060" },
    { "month 13", "20261322134512.123456+060" },
    { "day 0", "20261100134512.123456+060" },
    { "31 November", "20261131134512.123456+060" },
    { "29 February 2025", "20250229134512.123456+060" },
    { "29 February 1900", "19000229134512.123456+060" },
    { "hour 24", "20261122244512.123456+060" },
    { "minute 60", "20261122136012.123456+060" },
    { "second 60", "20261122134560.123456+060" },
    { "offset beyond 840", "20261122134512.123456+841" },
    { "an interval with an offset", "00000003020405.000006:060" },
    { "a sign in a field", "+2261122134512.123456+060" },
    { "a space in a field", " 2261122134512.123456+060" },
};

static void refuses_malformed_text(void **state)
{
    static const wmi_datetime zero;
    const struct bad_case *row = *state;
    wmi_datetime value = { true, 1, 1, 1, 1, 1, 1, 1, 1, 1 };

    assert_hr(WBEM_E_INVALID_PARAMETER, wmi_datetime_parse(row->text, &value));
    assert_same(&value, &zero);
    assert_last_error(WBEM_E_INVALID_PARAMETER, row->text);
}

static void a_coarse_clock_reads_as_zeros(void **state)
{
    wmi_datetime value;

    (void)state;
    assert_ok(wmi_datetime_parse("20261122134512.123***+060", &value));
    assert_int_equal(value.microsecond, 123000);
}

static void refuses_fields_out_of_range(void **state)
{
    wmi_datetime value = good[0].value;
    char text[26];

    (void)state;
    value.month = 13;
    assert_hr(WBEM_E_INVALID_PARAMETER, wmi_datetime_format(&value, text));
    assert_string_equal(text, "");
    value = good[0].value;
    value.offset_minutes = -841;
    assert_hr(WBEM_E_INVALID_PARAMETER, wmi_datetime_format(&value, text));
    value = good[7].value;
    value.days = 100000000;
    assert_hr(WBEM_E_INVALID_PARAMETER, wmi_datetime_format(&value, text));
    value.days = INT32_MIN;
    assert_hr(WBEM_E_INVALID_PARAMETER, wmi_datetime_format(&value, text));
}

static void refuses_null(void **state)
{
    wmi_datetime value = { 0 };
    char text[26];

    (void)state;
    assert_hr(E_POINTER, wmi_datetime_parse(NULL, &value));
    assert_hr(E_POINTER, wmi_datetime_parse("", NULL));
    assert_hr(E_POINTER, wmi_datetime_format(NULL, text));
    assert_hr(E_POINTER, wmi_datetime_format(&value, NULL));
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(good) + COUNT_OF(bad) + 3];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(good); i++)
        tests[count++] = (struct CMUnitTest){ good[i].name, reads_and_writes_back, NULL, NULL,
                                              (void *)(uintptr_t)&good[i] };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        tests[count++] = (struct CMUnitTest){ bad[i].name, refuses_malformed_text, NULL, NULL,
                                              (void *)(uintptr_t)&bad[i] };
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(a_coarse_clock_reads_as_zeros);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(refuses_fields_out_of_range);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(refuses_null);
    return cmocka_run_group_tests(tests, NULL, NULL) == 0 ? 0 : 1;
}
