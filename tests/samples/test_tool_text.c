/* SPDX-License-Identifier: MIT */
/* The command-line tool's texts: UTF-8, widths, columns, quoting, the SELECT list. No WMI in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../samples/wmikit/names.h"
#include "../../samples/wmikit/text.h"
#include "../../samples/wmikit/text_width.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Compares what was written, and frees it. */
static void check_text(const char *name, text *written, const char *expected)
{
    char *string = text_take(written);
    bool is_equal = string != NULL && strcmp(string, expected) == 0;

    if (!is_equal)
        print_error("%s: \"%s\" instead of \"%s\"\n", name, string, expected);
    free(string);
    assert_true(is_equal);
}

static void utf8_survives_a_round_trip(void **state)
{
    static const uint32_t code_points[] = { 1,      0x7F,   0x80,   0x7FF,   0x800,
                                            0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(code_points); i++) {
        char bytes[4];
        uint32_t back;
        size_t size = utf8_encode(code_points[i], bytes);

        assert_int_equal(utf8_decode(bytes, size, &back), size);
        assert_int_equal(back, code_points[i]);
        assert_int_equal(utf8_decode(bytes, size - 1, &back), size > 1); /* cut short */
    }
}

static void bytes_that_are_no_utf8_become_replacement_characters(void **state)
{
    static const char *const bad[] = { "\x80",
                                       "\xC0\xAF",
                                       "\xC2",
                                       "\xE0\x80\x80",
                                       "\xED\xA0\x80",
                                       "\xF0\x80\x80\x80",
                                       "\xF4\x90\x80\x80",
                                       "\xF5\x80\x80\x80",
                                       "\xFF",
                                       "\xE2\x82" };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(bad); i++) {
        uint32_t code_point = 0;

        assert_int_equal(utf8_decode(bad[i], strlen(bad[i]), &code_point), 1);
        assert_int_equal(code_point, REPLACEMENT_CHARACTER);
    }
}

static void numbers_are_written_in_all_their_digits(void **state)
{
    text written = TEXT_INIT;

    (void)state;
    text_append_unsigned(&written, UINT64_MAX);
    text_append_string(&written, " ");
    text_append_signed(&written, INT64_MIN);
    text_append_string(&written, " ");
    text_append_signed(&written, INT64_MAX);
    text_append_string(&written, " ");
    text_append_unsigned(&written, 0);
    check_text("numbers", &written, "18446744073709551615 -9223372036854775808 9223372036854775807 0");
}

static void a_text_grows(void **state)
{
    text written = TEXT_INIT;
    char *string;
    size_t i;

    (void)state;
    for (i = 0; i < 1000; i++)
        text_append(&written, "0123456789", 10);
    text_append_repeated(&written, '-', 5000);
    string = text_take(&written);
    assert_int_equal(strlen(string), 15000);
    assert_memory_equal(string + 9990, "0123456789-----", 15);
    assert_null(written.data);
    free(string);
}

static void a_text_without_memory_fails_for_good(void **state)
{
    text written = TEXT_INIT;

    (void)state;
    text_append_string(&written, "begin");
    text_append_repeated(&written, ' ', SIZE_MAX - 2);
    text_append_string(&written, "end");
    assert_true(written.failed);
    assert_null(text_take(&written));
    assert_false(written.failed);
}

static const struct width_case {
    const char *name;
    const char *string;
    size_t width;
} widths[] = {
    { "empty", "", 0 },
    { "ascii", "Win32", 5 },
    { "latin", "Ger\xC3\xA4t", 5 },
    { "chinese", "\xE4\xB8\xAD\xE6\x96\x87", 4 },
    { "japanese, half width", "\xEF\xBD\xB1", 1 },
    { "full width A", "\xEF\xBC\xA1", 2 },
    { "korean syllable", "\xED\x95\x9C", 2 },
    { "korean in three jamo", "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", 2 },
    { "e and a combining acute", "e\xCC\x81", 1 },
    { "hebrew with a point", "\xD7\xA9\xD7\x81", 1 },
    { "zero width space and joiner", "a\xE2\x80\x8B\xE2\x80\x8Dz", 2 },
    { "byte order mark", "\xEF\xBB\xBF", 0 },
    { "emoji", "\xF0\x9F\x98\x80", 2 },
    { "emoji of the older block", "\xE2\x9C\x85", 2 },
    { "heart and variation selector", "\xE2\x9D\xA4\xEF\xB8\x8F", 1 },
    { "flag of two letters", "\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA", 2 },
    { "plane 2", "\xF0\xA0\x80\x80", 2 },
    { "box drawing", "\xE2\x94\x80", 1 },
    { "soft hyphen", "\xC2\xAD", 1 },
    { "newline as a picture", "\n", 1 },
    { "escape sequence as pictures", "\x1B[31m", 5 },
    /* NOLINTNEXTLINE(misc-misleading-bidirectional): the source itself has escapes */
    { "right-to-left override", "\xE2\x80\xAE", 1 },
    { "a byte that is no UTF-8", "a\xFFz", 3 },
};

static void widths_are_those_of_a_terminal(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(widths); i++) {
        if (text_width(widths[i].string) != widths[i].width)
            fail_msg("%s: %u columns", widths[i].name, (unsigned)text_width(widths[i].string));
    }
}

static void control_characters_are_shown_harmlessly(void **state)
{
    /* NOLINTNEXTLINE(misc-misleading-bidirectional): the source itself has escapes */
    static const char dangerous[] = "a\x1B]0;x\x07\r\n\t\x7F\xC2\x9B\xE2\x80\xAE\xE2\x80\xA8\xFFz";
    text written = TEXT_INIT;

    (void)state;
    text_append_shown(&written, dangerous, strlen(dangerous));
    check_text("shown", &written,
               "a\xE2\x90\x9B]0;x\xE2\x90\x87\xE2\x90\x8D\xE2\x90\x8A\xE2\x90\x89\xE2\x90\xA1"
               "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz");
}

static const struct cell_case {
    const char *name;
    const char *string;
    size_t width;
    bool is_number;
    const char *expected;
} cells[] = {
    { "left", "ab", 4, false, "ab  " },
    { "right", "42", 4, true, "  42" },
    { "a number that fills its column", "1234", 4, true, "1234" },
    { "exactly full", "abcd", 4, false, "abcd" },
    { "cut", "abcde", 4, false, "abc\xE2\x80\xA6" },
    { "cut to one", "abcde", 1, false, "\xE2\x80\xA6" },
    { "wide fits", "\xE4\xB8\xAD\xE6\x96\x87", 4, false, "\xE4\xB8\xAD\xE6\x96\x87" },
    { "wide cut leaves a blank", "\xE4\xB8\xAD\xE6\x96\x87\xE5\xAD\x97", 4, false,
      "\xE4\xB8\xAD\xE2\x80\xA6 " },
    { "combining mark stays", "xe\xCC\x81yz", 3, false, "xe\xCC\x81\xE2\x80\xA6" },
    { "combining mark at the end fits", "abe\xCC\x81", 3, false, "abe\xCC\x81" },
    { "control characters", "a\nb", 5, false,
      "a\xE2\x90\x8A"
      "b  " },
    { "empty", "", 3, false, "   " },
};

static void cells_fill_their_column(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(cells); i++) {
        text written = TEXT_INIT;

        layout_append_cell(&written, cells[i].string, cells[i].width, cells[i].is_number);
        check_text(cells[i].name, &written, cells[i].expected);
    }
}

enum {
    COLUMNS = 3
};

static const struct layout_case {
    const char *name;
    size_t available;
    bool fits;
    column_need needs[COLUMNS];
    size_t widths[COLUMNS];
} layouts[] = {
    { "no terminal",
      LAYOUT_UNLIMITED,
      true,
      { { 4, 900, false }, { 9, 5, true }, { 2, 0, false } },
      { 900, 9, 2 } },
    { "fits", 80, true, { { 4, 20, false }, { 9, 5, true }, { 2, 0, false } }, { 20, 9, 2 } },
    { "fits exactly", 35, true, { { 4, 20, false }, { 9, 5, true }, { 2, 0, false } }, { 20, 9, 2 } },
    { "the widest gives way",
      60,
      true,
      { { 4, 100, false }, { 4, 20, false }, { 4, 6, true } },
      { 30, 20, 6 } },
    { "two give way evenly",
      41,
      true,
      { { 4, 90, false }, { 4, 80, false }, { 4, 6, true } },
      { 16, 15, 6 } },
    { "a number is never cut",
      40,
      true,
      { { 4, 90, false }, { 4, 20, true }, { 4, 6, true } },
      { 10, 20, 6 } },
    { "a number's name is", 30, true, { { 4, 12, false }, { 30, 3, true }, { 4, 6, true } }, { 10, 10, 6 } },
    { "narrow columns stay", 30, true, { { 4, 3, false }, { 1, 90, false }, { 2, 2, true } }, { 4, 20, 2 } },
    { "too narrow for the text", 20, false, { { 4, 90, false }, { 4, 80, false }, { 4, 6, true } }, { 0 } },
    { "too narrow for a number", 30, false, { { 4, 4, false }, { 4, 20, true }, { 4, 6, true } }, { 0 } },
};

static void check_layout(const struct layout_case *expected)
{
    size_t got[COLUMNS] = { 0 };
    size_t i;

    if (layout_widths(expected->needs, COLUMNS, expected->available, got) != expected->fits)
        fail_msg("%s: fits, or not", expected->name);
    for (i = 0; expected->fits && i < COLUMNS; i++) {
        if (got[i] != expected->widths[i])
            fail_msg("%s: column %u is %u wide", expected->name, (unsigned)i, (unsigned)got[i]);
    }
}

static void columns_share_the_terminal(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(layouts); i++)
        check_layout(&layouts[i]);
    assert_true(layout_widths(NULL, 0, 10, NULL));
}

static const struct quote_case {
    const char *string;
    const char *json;
    const char *csv;
} quotes[] = {
    { "", "\"\"", "\"\"" },
    { "plain", "\"plain\"", "plain" },
    { "a \"b\"", "\"a \\\"b\\\"\"", "\"a \"\"b\"\"\"" },
    { "C:\\x", "\"C:\\\\x\"", "C:\\x" },
    { "a,b", "\"a,b\"", "\"a,b\"" },
    { "a;b/c", "\"a;b/c\"", "a;b/c" },
    { "a\r\nb", "\"a\\r\\nb\"", "\"a\r\nb\"" },
    { " a", "\" a\"", "\" a\"" },
    { "a ", "\"a \"", "\"a \"" },
    { "\b\t\f\x01\x1B\x7F", "\"\\b\\t\\f\\u0001\\u001b\\u007f\"", "\b\t\f\x01\x1B\x7F" },
    { "\xC2\x9B", "\"\\u009b\"", "\xC2\x9B" },
    { "\xC3\xA4\xE4\xB8\xAD\xF0\x9F\x98\x80", "\"\xC3\xA4\xE4\xB8\xAD\xF0\x9F\x98\x80\"",
      "\xC3\xA4\xE4\xB8\xAD\xF0\x9F\x98\x80" },
};

static void quoting_keeps_every_character(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(quotes); i++) {
        text json = TEXT_INIT;
        text csv = TEXT_INIT;

        json_append_string(&json, quotes[i].string, strlen(quotes[i].string));
        check_text("JSON", &json, quotes[i].json);
        csv_append_field(&csv, quotes[i].string);
        check_text("CSV", &csv, quotes[i].csv);
    }
}

static const struct formula_case {
    const char *string;
    const char *csv;
} formulas[] = {
    { "=1+1", "'=1+1" },
    { "+1+1", "'+1+1" },
    { "-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0" },
    { "@SUM(1,1)", "\"'@SUM(1,1)\"" },
    { "\t=1", "'\t=1" },
    { "\r=1", "\"'\r=1\"" },
    { "\n=1", "\"'\n=1\"" },
    { "=\"a\"", "\"'=\"\"a\"\"\"" },
    { "\xEF\xBC\x9D"
      "1",
      "'\xEF\xBC\x9D"
      "1" },
    { "\xEF\xBC\xA0x", "'\xEF\xBC\xA0x" },
    { "-", "'-" },
    { "+", "'+" },
    { "--5", "'--5" },
    { "-5-3", "'-5-3" },
    { "-5e", "'-5e" },
    { "-.5", "'-.5" },
    { "+49 30 1234", "'+49 30 1234" },
    /* Numbers stay numbers. */
    { "-5", "-5" },
    { "+5", "+5" },
    { "-9223372036854775808", "-9223372036854775808" },
    { "-1.5e-300", "-1.5e-300" },
    { "+2.E+7", "+2.E+7" },
    /* No formula begins so. */
    { "", "\"\"" },
    { "a=1", "a=1" },
    { "'=1", "'=1" },
    { "1+1", "1+1" },
    { "[\"=1\"]", "\"[\"\"=1\"\"]\"" },
    { "\xC3\xA4=", "\xC3\xA4=" },
};

static void formulas_are_defused_in_safe_csv(void **state)
{
    text nothing = TEXT_INIT;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(formulas); i++) {
        text csv = TEXT_INIT;

        csv_append_safe_field(&csv, formulas[i].string);
        check_text("safe CSV", &csv, formulas[i].csv);
    }
    csv_append_safe_field(&nothing, NULL);
    check_text("NULL", &nothing, "");
}

static void null_is_no_empty_string_in_csv(void **state)
{
    text csv = TEXT_INIT;

    (void)state;
    csv_append_field(&csv, NULL);
    check_text("NULL", &csv, "");
}

static void a_nul_survives_in_json(void **state)
{
    text json = TEXT_INIT;

    (void)state;
    json_append_string(&json, "a\0b", 3);
    check_text("NUL", &json, "\"a\\u0000b\"");
}

static const struct select_case {
    const char *wql;
    const char *names; /* each behind a blank */
} selects[] = {
    { "SELECT Name FROM Win32_Process", " Name" },
    { "select a,b , c\r\n\tfrom x", " a b c" },
    { "  SELECT __PATH, Name FROM x WHERE a = 'FROM b'", " __PATH Name" },
    { "SELECT Name, NAME, name FROM x", " Name" },
    { "SELECT Gr\xC3\xB6\xC3\x9F"
      "e FROM x",
      " Gr\xC3\xB6\xC3\x9F"
      "e" },
    { "SELECT FromDate, SelectA FROM x", " FromDate SelectA" },
    { "SELECT * FROM x", "" },
    { "SELECT a, * FROM x", "" },
    { "SELECT COUNT(*) FROM x", "" },
    { "SELECT a b FROM x", "" },
    { "SELECT a, FROM x", "" },
    { "SELECT a", "" },
    { "SELECTa FROM x", "" },
    { "ASSOCIATORS OF {a}", "" },
    { "", "" },
};

static void the_select_list_is_read(void **state)
{
    size_t i;
    size_t name;

    (void)state;
    for (i = 0; i < COUNT(selects); i++) {
        text got = TEXT_INIT;
        selection chosen;

        assert_true(selection_parse(&chosen, selects[i].wql));
        for (name = 0; name < chosen.count; name++) {
            text_append_string(&got, " ");
            text_append_string(&got, chosen.names[name]);
        }
        selection_free(&chosen);
        check_text(selects[i].wql, &got, selects[i].names);
    }
}

static void what_stands_behind_the_list_is_found(void **state)
{
    static const struct end_case {
        const char *wql;
        const char *end; /* NULL: none */
    } ends[] = {
        { "SELECT a, b FROM x WHERE y", "FROM x WHERE y" },
        { " select\t*\nfrom x", "from x" },
        { "SELECT from FROM x", "FROM x" },
        { "SELECT *", NULL },
        { "SELECT * x FROM y", NULL },
        { "SELECT *, a FROM y", NULL },
        { "SELECT FROM x", NULL },
        { "SELECT a,FROM x", NULL },
        { "ASSOCIATORS OF {a}", NULL },
        { "", NULL },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(ends); i++) {
        const char *end = selection_end(ends[i].wql);

        assert_string_equal(end != NULL ? end : "none", ends[i].end != NULL ? ends[i].end : "none");
    }
}

static void utf16_becomes_utf8(void **state)
{
    static const uint16_t units[] = {
        'a', 0xDF, 0x4E2D, 0xD83D, 0xDE00, 0xDE00, 0xD83D, 'b', 0xD83D, 0, 'c'
    };
    text written = TEXT_INIT;

    (void)state;
    text_append_utf16(&written, units, COUNT(units));
    check_text("all", &written,
               "a\xC3\x9F\xE4\xB8\xAD\xF0\x9F\x98\x80\xEF\xBF\xBD\xEF\xBF\xBD"
               "b\xEF\xBF\xBD");
    text_append_utf16(&written, units, 4);
    check_text("half a pair", &written, "a\xC3\x9F\xE4\xB8\xAD\xEF\xBF\xBD");
}

static void names_are_spelled_as_the_object_does(void **state)
{
    char first[] = "Name";
    char second[] = "ProcessId";
    char *names[] = { first, second };
    selection chosen;

    (void)state;
    assert_true(selection_parse(&chosen, "SELECT processID, __path, missing, NAME FROM x"));
    assert_true(selection_spell(&chosen, names, COUNT(names)));
    assert_int_equal(chosen.count, 4);
    assert_string_equal(chosen.names[0], "ProcessId");
    assert_string_equal(chosen.names[1], "__PATH");
    assert_string_equal(chosen.names[2], "missing");
    assert_string_equal(chosen.names[3], "Name");
    selection_free(&chosen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_survives_a_round_trip),
        cmocka_unit_test(bytes_that_are_no_utf8_become_replacement_characters),
        cmocka_unit_test(numbers_are_written_in_all_their_digits),
        cmocka_unit_test(a_text_grows),
        cmocka_unit_test(a_text_without_memory_fails_for_good),
        cmocka_unit_test(widths_are_those_of_a_terminal),
        cmocka_unit_test(control_characters_are_shown_harmlessly),
        cmocka_unit_test(cells_fill_their_column),
        cmocka_unit_test(columns_share_the_terminal),
        cmocka_unit_test(quoting_keeps_every_character),
        cmocka_unit_test(null_is_no_empty_string_in_csv),
        cmocka_unit_test(formulas_are_defused_in_safe_csv),
        cmocka_unit_test(a_nul_survives_in_json),
        cmocka_unit_test(the_select_list_is_read),
        cmocka_unit_test(what_stands_behind_the_list_is_found),
        cmocka_unit_test(utf16_becomes_utf8),
        cmocka_unit_test(names_are_spelled_as_the_object_does),
    };

    return cmocka_run_group_tests(tests, NULL, NULL) == 0 ? 0 : 1;
}
