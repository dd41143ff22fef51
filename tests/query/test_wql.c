/* SPDX-License-Identifier: MIT */
/* wmi_wql_quote: any text becomes a literal that WQL reads back as that text. */
#include "support/support.h"

#include <wmikit/com.h>

static const struct quote_case {
    const char *name, *text, *literal;
} quotes[] = {
    { "nothing", "", "''" },
    { "plain", "abc", "'abc'" },
    { "apostrophe", "It's", "'It\\'s'" },
    { "double quote", "say \"x\"", "'say \\\"x\\\"'" },
    { "backslash", "C:\\dir\\", "'C:\\\\dir\\\\'" },
    { "two, four and three bytes", "\xC3\xA4\xF0\x9F\x98\x80\xE2\x82\xAC",
      "'\xC3\xA4\xF0\x9F\x98\x80\xE2\x82\xAC'" },
    { "an attempt to break out", "x' OR '1'='1", "'x\\' OR \\'1\\'=\\'1'" },
};

static void quotes_text(void **state)
{
    const struct quote_case *row = *state;
    char *literal = NULL;

    assert_ok(wmi_wql_quote(row->text, &literal));
    assert_string_equal(literal, row->literal);
    wmi_free(literal);
}

static const struct utf8_case {
    const char *name, *text;
} not_utf8[] = {
    { "a continuation alone", "\x80" },
    { "a lead alone", "\xC3" },
    { "a lead and ASCII", "\xC3(" },
    { "overlong slash", "\xC0\xAF" },
    { "overlong in three bytes", "\xE0\x80\xAF" },
    { "overlong in four bytes", "\xF0\x80\x80\xAF" },
    { "a surrogate", "\xED\xA0\x80" },
    { "beyond U+10FFFF", "\xF4\x90\x80\x80" },
    { "five bytes", "\xF8\x88\x80\x80\x80" },
    { "cut after two of three", "\xE2\x82" },
    { "Latin-1", "caf\xE9" },
};

static void refuses_what_is_not_utf8(void **state)
{
    const struct utf8_case *row = *state;
    char *literal = (char *)1;

    assert_hr(WBEM_E_INVALID_PARAMETER, wmi_wql_quote(row->text, &literal));
    assert_null(literal);
    assert_last_error(WBEM_E_INVALID_PARAMETER, "text");
}

static void refuses_null(void **state)
{
    char *literal = (char *)1;

    (void)state;
    assert_hr(E_POINTER, wmi_wql_quote("x", NULL));
    assert_last_error(E_POINTER, "literal");
    assert_hr(E_POINTER, wmi_wql_quote(NULL, &literal));
    assert_last_error(E_POINTER, "text");
    assert_null(literal);
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(quotes) + COUNT_OF(not_utf8) + 1];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(quotes); i++)
        tests[count++] = (struct CMUnitTest){ quotes[i].name, quotes_text, NULL, NULL,
                                              (void *)(uintptr_t)&quotes[i] };
    for (size_t i = 0; i < COUNT_OF(not_utf8); i++)
        tests[count++] = (struct CMUnitTest){ not_utf8[i].name, refuses_what_is_not_utf8, NULL, NULL,
                                              (void *)(uintptr_t)&not_utf8[i] };
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(refuses_null);
    return cmocka_run_group_tests(tests, NULL, NULL) == 0 ? 0 : 1;
}
