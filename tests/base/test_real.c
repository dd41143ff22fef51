/* SPDX-License-Identifier: MIT */
/* Real numbers as text: the fewest digits that read back, held against the C library's printf and strtod. */
#include "support/support.h"

#include "base/real.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* No sums, and no 0.1f: where reals are computed with more digits (32-bit x86), a constant keeps them all. */
static const struct real_case {
    const char *name;
    double number;
    bool single;
    const char *text;
} reals[] = {
    { "nothing", 0.0, false, "0" },
    { "nothing, from below", -0.0, false, "-0" },
    { "one", 1.0, false, "1" },
    { "a tenth", 0.1, false, "0.1" },
    { "a tenth, single", (double)0.1f, true, "0.1" },
    { "a tenth of single precision, as a double", 0x1.99999ap-4, false, "0.10000000149011612" },
    { "a third", 1.0 / 3, false, "0.3333333333333333" },
    { "just above 0.3", 0x1.3333333333334p-2, false, "0.30000000000000004" },
    { "below nothing", -12.5, false, "-12.5" },
    { "zeros behind the digits", 1500.0, false, "1500" },
    { "zeros before the digits", 0.000125, false, "0.000125" },
    { "too many zeros before", 0.0000125, false, "1.25e-05" },
    { "the most zeros behind", 100000000000000.0, false, "100000000000000" },
    { "too many zeros behind", 1000000000000000.0, false, "1e+15" },
    { "sixteen digits before the point", 1234567890123456.0, false, "1234567890123456" },
    { "seventeen digits before the point", 12345678901234568.0, false, "12345678901234568" },
    { "more than all digits before the point", 123456789012345680.0, false, "1.2345678901234568e+17" },
    { "the most zeros behind, single", 100000.0, true, "100000" },
    { "too many zeros behind, single", 1000000.0, true, "1e+06" },
    { "eight digits, single", 16777217.0, true, "16777216" },
    { "an exponent of three digits", 1e100, false, "1e+100" },
    { "between two decimal numbers, even one", 702239815098474.25, false, "702239815098474.2" },
    { "a power of two", 9007199254740992.0, false, "9007199254740992" },
    { "a power of two, shorter than its nearest", 7.1202363472230444e-307, false, "7.120236347223045e-307" },
    { "the largest", DBL_MAX, false, "1.7976931348623157e+308" },
    { "the largest, single", (double)FLT_MAX, true, "3.4028235e+38" },
    { "the smallest normal one", DBL_MIN, false, "2.2250738585072014e-308" },
    { "the smallest normal one, single", (double)FLT_MIN, true, "1.1754944e-38" },
    { "the smallest", 4.9406564584124654e-324, false, "5e-324" },
    { "the smallest, single", 1.4012984643248171e-45, true, "1e-45" },
    { "the longest text", -2.2250738585072014e-308, false, "-2.2250738585072014e-308" },
    { "infinity", HUGE_VAL, false, "inf" },
    { "infinity below", -HUGE_VAL, true, "-inf" },
};

static void a_real_is_written(void **state)
{
    const struct real_case *row = *state;
    char text[WMI__REAL_TEXT_SIZE];

    wmi__real_text(row->number, row->single, text);
    assert_string_equal(text, row->text);
}

static void what_is_no_number_says_so(void **state)
{
    char text[WMI__REAL_TEXT_SIZE];

    (void)state;
    wmi__real_text(HUGE_VAL - HUGE_VAL, false, text);
    assert_string_equal(text, "nan");
}

static uint64_t random_bits(void)
{
    static uint64_t state = 88172645463325252u;

    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static bool reads_back(const char *text, double number, bool single)
{
    return single ? strtof(text, NULL) == (float)number : strtod(text, NULL) == number;
}

/* What counts of a number: 12.50, 0.0125 and 1.25e+20 all have 125. */
static void significant_digits(const char *text, char *digits)
{
    size_t count = 0;

    for (; *text != '\0' && *text != 'e'; text++) {
        if (*text >= (count == 0 ? '1' : '0') && *text <= '9')
            digits[count++] = *text;
    }
    while (count > 0 && digits[count - 1] == '0')
        count--;
    digits[count] = '\0';
}

/* Printed with one digit more and one digit more, until it reads back. */
static void shortest_by_printf(double number, bool single, char *digits)
{
    char text[40];
    int precision = 0;

    do
        snprintf(text, sizeof text, "%.*e", precision, number);
    while (!reads_back(text, number, single) && ++precision < 17);
    significant_digits(text, digits);
}

/* At a power of two the nearest short number may lie beyond the bound below, while the next one above does not. */
static bool is_power_of_two(double number)
{
    int exponent;

    return fabs(frexp(number, &exponent)) == 0.5;
}

/*
 * Two texts are as near as each other: the even one is written. So does printf, but that of the universal C runtime before
 * Windows 10 version 2004, and Wine's, which write the one away from zero.
 */
static bool is_half_way_above(double number, const char *digits)
{
    char text[64];
    char more[64];
    size_t length = strlen(digits);

    snprintf(text, sizeof text, "%.*e", (int)length + 3, number);
    significant_digits(text, more);
    return strncmp(more, digits, length) == 0 && strcmp(more + length, "5") == 0;
}

static void compare(double number, bool single)
{
    char text[WMI__REAL_TEXT_SIZE];
    char digits[40];
    char expected[40];

    wmi__real_text(number, single, text);
    if (!reads_back(text, number, single))
        fail_msg("%s reads back as another number than %.17g", text, number);
    shortest_by_printf(number, single, expected);
    significant_digits(text, digits);
    if (strcmp(digits, expected) != 0 && !is_power_of_two(number) &&
        !(strlen(digits) == strlen(expected) && is_half_way_above(number, digits)))
        fail_msg("%s, where printf needs no more than %s", text, expected);
}

static void doubles_of_all_sizes_agree(void **state)
{
    (void)state;
    for (int i = 0; i < 20000; i++) {
        uint64_t bits = random_bits();
        double number;

        memcpy(&number, &bits, sizeof number);
        if (number - number == 0)
            compare(number, false);
    }
}

static void singles_of_all_sizes_agree(void **state)
{
    (void)state;
    for (int i = 0; i < 20000; i++) {
        uint32_t bits = (uint32_t)random_bits();
        float number;

        memcpy(&number, &bits, sizeof number);
        if (number - number == 0)
            compare((double)number, true);
    }
}

/* Up to nine digits, the point somewhere. */
static void numbers_as_people_write_them_agree(void **state)
{
    (void)state;
    for (int i = 0; i < 20000; i++) {
        uint64_t bits = random_bits();
        char text[40];

        snprintf(text, sizeof text, "%lue-%lu", (unsigned long)(bits % 1000000000),
                 (unsigned long)(bits >> 32) % 12);
        compare(strtod(text, NULL), false);
        compare((double)strtof(text, NULL), true);
    }
}

static void every_power_of_two_reads_back(void **state)
{
    (void)state;
    for (int exponent = -1074; exponent < 1024; exponent++)
        compare(ldexp(1, exponent), false);
    for (int exponent = -149; exponent < 128; exponent++)
        compare(ldexp(1, exponent), true);
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(reals) + 5];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(reals); i++)
        tests[count++] = (struct CMUnitTest){ reals[i].name, a_real_is_written, NULL, NULL,
                                              (void *)(uintptr_t)&reals[i] };
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(what_is_no_number_says_so);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(doubles_of_all_sizes_agree);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(singles_of_all_sizes_agree);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(numbers_as_people_write_them_agree);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(every_power_of_two_reads_back);
    return cmocka_run_group_tests_name("real", tests, NULL, NULL) == 0 ? 0 : 1;
}
