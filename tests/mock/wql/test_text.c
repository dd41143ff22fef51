/* SPDX-License-Identifier: MIT */
/* WQL in the mock: patterns, and the formats of datetimes. */
#include "support/wql_world.h"

#include <stdio.h>

static wql_world world;

static void check(const char *where, wql_outcome expected)
{
    wql_world_check(&world, where, expected);
}

/* --- LIKE -------------------------------------------------------------------------------------------------- */

/* The text is in Name of an instance of its own. */
static const struct like_case {
    const char *name, *text, *pattern;
    wql_outcome expected;
} likes[] = {
    { "itself", "abc", "abc", MATCH },
    { "itself in another case", "aBc", "AbC", MATCH },
    { "more", "abcd", "abc", NONE },
    { "less", "ab", "abc", NONE },
    { "% and nothing", "", "%", MATCH },
    { "% and something", "abc", "%", MATCH },
    { "nothing and nothing", "", "", MATCH },
    { "something and nothing", "a", "", NONE },
    { "nothing and _", "", "_", NONE },
    { "a beginning", "abc", "ab%", MATCH },
    { "an end", "abc", "%bc", MATCH },
    { "a middle", "abc", "%b%", MATCH },
    { "no such middle", "abc", "%d%", NONE },
    { "beginning and end", "abc", "a%c", MATCH },
    { "beginning and end, nothing between", "ac", "a%c", MATCH },
    { "the end twice", "abcbc", "a%bc", MATCH },
    { "several %", "abcabd", "%a%b%d", MATCH },
    { "%%", "abc", "a%%c", MATCH },
    { "_ in the middle", "abc", "a_c", MATCH },
    { "_ is one", "abbc", "a_c", NONE },
    { "_ is not none", "ac", "a_c", NONE },
    { "_%", "a", "_%", MATCH },
    { "%_ behind the end", "ab", "ab%_", NONE },
    { "a set", "abc", "a[xbz]c", MATCH },
    { "not in a set", "abc", "a[xyz]c", NONE },
    { "a range", "abc", "a[a-f]c", MATCH },
    { "a range in another case", "aBc", "a[A-F]c", MATCH },
    { "a range of the other case", "aBc", "a[a-f]c", MATCH },
    { "outside a range", "azc", "a[a-f]c", NONE },
    { "a range the wrong way round", "abc", "a[f-a]c", NONE },
    { "two ranges", "a7c", "a[a-f0-9]c", MATCH },
    { "everything but a set", "abc", "a[^xyz]c", MATCH },
    { "everything but that", "abc", "a[^abc]c", NONE },
    { "everything but a range", "abc", "a[^a-f]c", NONE },
    { "everything but, and nothing", "ac", "a[^x]c", NONE },
    { "a ^ that is not first", "a^c", "a[x^]c", MATCH },
    { "a - at the end", "a-c", "a[x-]c", MATCH },
    { "a - at the beginning", "a-c", "a[-x]c", MATCH },
    { "an escaped underscore", "a_c", "a[_]c", MATCH },
    { "an escaped underscore is no other", "abc", "a[_]c", NONE },
    { "an escaped percent", "100%", "%[%]", MATCH },
    { "an escaped bracket", "a[c", "a[[]c", MATCH },
    { "a closing bracket", "a]c", "a]c", MATCH },
    { "a double underscore", "x__y", "%[_][_]%", MATCH },
    { "a backslash", "C:\\Temp", "%\\\\%", MATCH },
    { "no escape by a backslash", "100%", "100\\\\%", NONE },
    { "a letter of two bytes", "\xC3\xA4", "_", MATCH },
    { "a letter of two bytes in another case", "\xC3\xA4", "\xC3\x84", MATCH },
    { "a letter of three bytes", "\xE2\x82\xAC", "_", MATCH },
    { "a character of four bytes", "\xF0\x9F\x98\x80", "_", MATCH },
    { "a letter whose other case is far away", "\xC3\xBF", "\xC5\xB8", MATCH },
    { "two characters", "\xC3\xA4\xE2\x82\xAC", "__", MATCH },
    { "a set beyond ASCII", "\xC3\xA4", "[\xC3\xA0-\xC3\xBC]", MATCH },
    { "Cyrillic", "\xD0\xAF\xD0\xB1", "\xD1\x8F%", MATCH },
    { "Greek with accents", "\xCE\x86\xCF\x8E", "\xCE\xAC\xCE\x8F", MATCH },
    { "Turkish i keeps its dot", "I", "\xC4\xB1", NONE },
    { "an open bracket", "a", "[a", REFUSED },
    { "an open bracket behind %", "a", "%[", REFUSED },
    { "an empty set", "a", "[]", REFUSED },
    { "everything but nothing", "a", "[^]", REFUSED },
    { "much to go back to",
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      "%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%b", NONE },
};

static void matches_pattern(void **state)
{
    const struct like_case *row = *state;
    const wmi_value before = world.full->values[0];
    char where[512];

    world.full->values[0].string = row->text;
    snprintf(where, sizeof where, "Name LIKE '%s'", row->pattern);
    check(where, row->expected);
    snprintf(where, sizeof where, "NOT Name LIKE \"%s\"", row->pattern);
    check(where, row->expected == REFUSED ? REFUSED : row->expected == MATCH ? NONE : MATCH);
    world.full->values[0] = before;
}

static const struct condition_case {
    const char *name, *where;
    wql_outcome expected;
} like_rules[] = {
    { "LIKE of a reference", "Path LIKE 'Thing.%'", MATCH },
    { "LIKE of a number", "U8 LIKE '2%'", REFUSED },
    { "LIKE of a boolean", "Yes LIKE 'T%'", REFUSED },
    { "LIKE of a datetime", "When LIKE '2004%'", REFUSED },
    { "LIKE of a character", "Letter LIKE 'm'", REFUSED },
    { "LIKE a number", "Name LIKE 5", REFUSED },
    { "LIKE a property", "Name LIKE Text", REFUSED },
    { "the pattern first", "'f%' LIKE Name", REFUSED },
    { "NOT LIKE", "Name NOT LIKE 'f%'", REFUSED },
};

/* --- Datetimes --------------------------------------------------------------------------------------------- */

/* When is 2004-02-29 11:30:15.5 UTC. */
static const struct condition_case datetimes[] = {
    { "an offset of asterisks is no moment", "When = '20040229113015.500000+***'", NONE },
    { "an offset of asterisks is another character", "When = '20040229123015.500000+***'", NONE },
    { "an offset of asterisks and <>", "When <> '20040229123015.500000+***'", MATCH },
    { "an asterisk comes before a digit", "When > '20040229******.******+***'", MATCH },
    { "a digit before the asterisks decides", "When > '2004022911****.******+000'", MATCH },
    { "equal until the asterisks", "When < '2004022912****.******+000'", NONE },
    { "asterisks are no wildcards", "When = '********123015.500000+060'", NONE },
    { "across the end of a month", "When < '20040301000000.000000+000'", MATCH },
    { "into the day before", "When < '20040301000000.000000+720'", MATCH },
    { "year 0", "When > '00000101000000.000000+000'", MATCH },
    { "year 9999", "When < '99991231235959.999999-840'", MATCH },
    { "an interval is not less", "When < '00000002030000.000000:000'", NONE },
    { "an interval is not more", "When >= '00000002030000.000000:000'", NONE },
    { "an interval is something else", "When <> '00000002030000.000000:000'", MATCH },
    { "a timestamp is no interval", "Lasts = '20040229113015.500000+000'", NONE },
    { "the longest interval", "Lasts < '99999999235959.999999:000'", MATCH },
    { "a number", "When = 2004", REFUSED },
    { "TRUE", "When = TRUE", REFUSED },
    { "nothing", "When = ''", REFUSED },
    { "a 30th of February", "When = '20040230113015.500000+000'", REFUSED },
    { "too short", "When = '20040229113015.500000+00'", REFUSED },
    { "yyyy-mm-dd", "When > '2004-02-29'", MATCH },
    { "yyyy-mm-dd, the next day", "When < '2004-03-01'", MATCH },
    { "yyyy/m/d", "When > '2004/2/29'", MATCH },
    { "yyyy.mm.dd", "When > '2004.02.29'", MATCH },
    { "mixed separators", "When > '2004-02/29'", REFUSED },
    { "mm/dd/yyyy", "When > '02/29/2004'", MATCH },
    { "m-d-yyyy", "When < '3-1-2004'", MATCH },
    { "dd/mm/yyyy", "When > '29/02/2004'", REFUSED },
    { "a year of two digits", "When > '02/29/04'", REFUSED },
    { "yyyymmdd", "When > '20040229'", MATCH },
    { "yyyymmdd that is none", "When > '20040230'", REFUSED },
    { "yyyymm", "When > '200402'", REFUSED },
    { "month, day, year", "When > 'February 29, 2004'", MATCH },
    { "mon day year", "When > 'feb 29 2004'", MATCH },
    { "no such month", "When > 'Febr 29 2004'", REFUSED },
    { "a month without its day is its first", "When > 'February 2004'", MATCH },
    { "a month without its day, not before", "When < 'February 2004'", NONE },
    { "mon, yyyy", "When > 'Feb, 2004'", MATCH },
    { "mon yyyy dd", "When < 'Feb 2004 28'", NONE },
    { "dd yyyy mon", "When > '29 2004 February'", MATCH },
    { "yyyy mon dd", "When > '2004 Feb 29'", MATCH },
    { "yyyy mon", "When > '2004 Feb'", MATCH },
    { "yyyy dd mon", "When > '2004 29 Feb'", MATCH },
    { "yyyy mon and a clock", "When > '2004 Feb 29 11:30'", MATCH },
    { "mon yyyy and a clock", "When > 'Feb 2004 11:30'", MATCH },
    { "two months", "When > 'Feb Mar 2004'", REFUSED },
    { "two years", "When > 'Feb 2004 2005'", REFUSED },
    { "milliseconds", "When = '2004-02-29 11:30:15:500'", MATCH },
    { "another millisecond", "When < '2004-02-29 11:30:15:501'", MATCH },
    { "milliseconds of one digit", "When > '2004-02-29 11:30:15:5'", MATCH },
    { "milliseconds and AM", "When = '2004-02-29 11:30:15:500 AM'", MATCH },
    { "milliseconds of four digits", "When > '2004-02-29 11:30:15:5000'", REFUSED },
    { "no digits of milliseconds", "When > '2004-02-29 11:30:15:'", REFUSED },
    { "day month year", "When > '29 February 2004'", MATCH },
    { "day mon, year", "When < '1 MAR, 2004'", MATCH },
    { "an hour and minutes", "When > '2004-02-29 11:30'", MATCH },
    { "with seconds", "When < '2004-02-29 11:30:16'", MATCH },
    { "AM", "When > '2004-02-29 11:30 AM'", MATCH },
    { "PM", "When < '2004-02-29 11:30PM'", MATCH },
    { "an hour PM", "When < '2004-02-29 1 pm'", MATCH },
    { "noon", "When < '2004-02-29 12 PM'", MATCH },
    { "midnight", "When > '2004-02-29 12:00 AM'", MATCH },
    { "a day without its month", "When > '29 Febr 2004'", REFUSED },
    { "no hour", "When > '2004-02-29 noon'", REFUSED },
    { "a minute of one digit", "When > '2004-02-29 11:3'", REFUSED },
    { "a second of one digit", "When > '2004-02-29 11:30:1'", REFUSED },
    { "13 PM", "When > '2004-02-29 13 PM'", REFUSED },
    { "an hour alone", "When > '2004-02-29 11'", REFUSED },
    { "an hour 24", "When > '2004-02-29 24:00'", REFUSED },
    { "a minute 60", "When > '2004-02-29 11:60'", REFUSED },
    { "something behind it", "When > '2004-02-29 11:30 UTC'", REFUSED },
    { "a time without a date", "When > '11:30'", REFUSED },
};

static void decides(void **state)
{
    const struct condition_case *row = *state;

    check(row->where, row->expected);
}

/* A date without year and offset, as it may be stored. */
static void compares_relative_dates_as_text(void **state)
{
    const size_t index = wmi_mock__class_find_property(world.full->object_class, "When");
    const wmi_value before = world.full->values[index];

    (void)state;
    world.full->values[index].datetime.year = WMI_DATETIME_UNSPECIFIED;
    world.full->values[index].datetime.offset_minutes = WMI_DATETIME_NO_OFFSET;
    check("When = '****0229123015.500000+***'", MATCH);
    check("When = '20040229123015.500000+***'", NONE);
    check("When = '****0229113015.500000+000'", NONE);
    check("When < '****0301000000.000000+***'", MATCH);
    check("When < '2004-01-01'", MATCH); /* '*' comes before '2' */
    world.full->values[index] = before;
}

/* --- The program ------------------------------------------------------------------------------------------- */

static int set_up(void **state)
{
    (void)state;
    wql_world_make(&world);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    wql_world_free(&world);
    return 0;
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(likes) + COUNT_OF(like_rules) + COUNT_OF(datetimes) + 1];
    size_t test_count = 0;

    WQL_ADD_ROWS(tests, test_count, likes, matches_pattern);
    WQL_ADD_ROWS(tests, test_count, like_rules, decides);
    WQL_ADD_ROWS(tests, test_count, datetimes, decides);
    tests[test_count++] = (struct CMUnitTest)cmocka_unit_test(compares_relative_dates_as_text);
    return cmocka_run_group_tests(tests, set_up, tear_down) == 0 ? 0 : 1;
}
