/* SPDX-License-Identifier: MIT */
/* Between UTF-8 and UTF-16: a character at each place of texts of each length, since plain text is taken in runs. */
#include "support/support.h"

#include "base/bstr.h"

#include <stdlib.h>

#define MOST_AROUND 20
#define MOST_UNITS  (MOST_AROUND + 2)
#define MOST_BYTES  (MOST_AROUND + 4)

static const struct character_case {
    const char *name;
    OLECHAR units[2];
    size_t unit_count;
    const char *utf8;
    bool comes_back; /* a lone surrogate does not */
} characters[] = {
    { "U+0001", { 1 }, 1, "\1", true },
    { "the last of ASCII", { 0x7F }, 1, "\x7F", true },
    { "the first that is none", { 0x80 }, 1, "\xC2\x80", true },
    { "U+00FF", { 0xFF }, 1, "\xC3\xBF", true },
    { "U+0100", { 0x100 }, 1, "\xC4\x80", true },
    { "the last of two bytes", { 0x7FF }, 1, "\xDF\xBF", true },
    { "the first of three bytes", { 0x800 }, 1, "\xE0\xA0\x80", true },
    { "U+8000", { 0x8000 }, 1, "\xE8\x80\x80", true },
    { "U+FFFF", { 0xFFFF }, 1, "\xEF\xBF\xBF", true },
    { "a pair", { 0xD83D, 0xDE00 }, 2, "\xF0\x9F\x98\x80", true },
    { "half a pair", { 0xD83D }, 1, "\xEF\xBF\xBD", false },
};

/* So many letters, with a text at one place among them. */
static size_t surround(const char *text, size_t before, size_t around, char *utf8)
{
    memset(utf8, 'x', around + strlen(text));
    memcpy(utf8 + before, text, strlen(text));
    utf8[around + strlen(text)] = '\0';
    return around + strlen(text);
}

static size_t surround_units(const OLECHAR *text, size_t count, size_t before, size_t around, OLECHAR *units)
{
    for (size_t i = 0; i < around + count; i++)
        units[i] = u'x';
    memcpy(units + before, text, count * sizeof *units);
    return around + count;
}

static void a_character_is_converted(void **state)
{
    const struct character_case *row = *state;
    char utf8[MOST_BYTES + 1];
    char written[MOST_BYTES + 1];
    OLECHAR units[MOST_UNITS];
    OLECHAR back[MOST_UNITS];

    for (size_t around = 0; around <= MOST_AROUND; around++) {
        for (size_t before = 0; before <= around; before++) {
            size_t bytes = surround(row->utf8, before, around, utf8);
            size_t count = surround_units(row->units, row->unit_count, before, around, units);

            assert_int_equal(wmi__utf8_length(units, count), bytes);
            assert_ptr_equal(wmi__utf8_write(units, count, written), written + bytes);
            assert_string_equal(written, utf8);
            assert_false(wmi__has_nul(units, count));
            if (!row->comes_back)
                continue;
            assert_int_equal(wmi__utf16_length(utf8), count);
            wmi__utf16_write(utf8, back);
            assert_memory_equal(back, units, count * sizeof *units);
        }
    }
}

static void a_text_of_its_own_is_made(void **state)
{
    const struct character_case *row = *state;
    char utf8[MOST_BYTES + 1];
    OLECHAR units[MOST_UNITS];

    for (size_t around = 0; around <= MOST_AROUND; around++) {
        for (size_t before = 0; before <= around; before++) {
            BSTR bstr = SysAllocStringLen(
                units, (UINT)surround_units(row->units, row->unit_count, before, around, units));
            char *text = NULL;

            surround(row->utf8, before, around, utf8);
            assert_ok(wmi__utf8_from_bstr(bstr, &text));
            assert_string_equal(text, utf8);
            free(text);
            text = wmi__utf8_from_units(bstr, wmi__units_length(bstr));
            assert_string_equal(text, utf8);
            free(text);
            SysFreeString(bstr);
        }
    }
    assert_int_equal(wmi__units_length(NULL), 0);
}

static void a_nul_is_found_wherever_it_is(void **state)
{
    OLECHAR units[MOST_UNITS];

    (void)state;
    for (size_t around = 0; around <= MOST_AROUND; around++) {
        for (size_t before = 0; before <= around; before++) {
            size_t count = surround_units(u"\0", 1, before, around, units);
            char *text = NULL;
            BSTR bstr = SysAllocStringLen(units, (UINT)count);

            assert_true(wmi__has_nul(units, count));
            /* At the end, it is none of the text's. */
            assert_hr(before == around ? S_OK : (HRESULT)WBEM_E_TYPE_MISMATCH,
                      wmi__utf8_from_bstr(bstr, &text));
            free(text);
            SysFreeString(bstr);
        }
    }
}

static void what_is_no_utf8_is_found_wherever_it_is(void **state)
{
    char utf8[MOST_BYTES + 1];

    (void)state;
    for (size_t around = 0; around <= MOST_AROUND; around++) {
        for (size_t before = 0; before <= around; before++) {
            surround("\xFF", before, around, utf8);
            assert_true(wmi__utf16_length(utf8) == WMI__NOT_UTF8);
            surround("\xC3", before, around, utf8);
            assert_true(wmi__utf16_length(utf8) == WMI__NOT_UTF8);
        }
    }
}

static void a_name_may_have_any_length(void **state)
{
    char text[(size_t)2 * WMI__NAME_UNITS + 8];

    (void)state;
    for (size_t length = 1; length <= (size_t)2 * WMI__NAME_UNITS; length++) {
        for (int plain = 0; plain < 2; plain++) {
            wmi__name name;

            memset(text, 'x', length);
            strcpy(text + length, plain ? "" : "\xC3\x9F");
            assert_ok(wmi__name_begin(&name, text));
            for (size_t i = 0; i < length; i++)
                assert_int_equal(name.text[i], 'x');
            assert_int_equal(name.text[length], plain ? 0 : 0xDF);
            assert_int_equal(name.text[length + (plain ? 0 : 1)], 0);
            wmi__name_end(&name);
        }
    }
}

#define ROW(function, row) \
    ((struct CMUnitTest){ (row).name, function, NULL, NULL, (void *)(uintptr_t) & (row) })

int main(void)
{
    struct CMUnitTest tests[2 * COUNT_OF(characters) + 3] = {
        cmocka_unit_test(a_nul_is_found_wherever_it_is),
        cmocka_unit_test(what_is_no_utf8_is_found_wherever_it_is),
        cmocka_unit_test(a_name_may_have_any_length),
    };
    size_t count = 3;

    for (size_t i = 0; i < COUNT_OF(characters); i++) {
        tests[count++] = ROW(a_character_is_converted, characters[i]);
        tests[count++] = ROW(a_text_of_its_own_is_made, characters[i]);
    }
    return cmocka_run_group_tests_name("bstr", tests, NULL, NULL) == 0 ? 0 : 1;
}
