/* SPDX-License-Identifier: MIT */
/* wmi_wql_quote_like: LIKE matches exactly the text of which the pattern was made, by the mock's WQL. */
#include "support/connect_world.h"

#include <stdio.h>
#include <stdlib.h>

static const struct pattern_case {
    const char *name, *text, *pattern;
} patterns[] = {
    { "nothing", "", "" },
    { "plain", "abc", "abc" },
    { "a percent sign", "100%", "100[%]" },
    { "an underscore", "a_b", "a[_]b" },
    { "an opening bracket", "a[b]", "a[[]b]" },
    { "a caret", "[^a]", "[[]^a]" },
    { "an apostrophe", "It's", "It\\'s" },
    { "a double quote", "say \"x\"", "say \\\"x\\\"" },
    { "backslashes", "C:\\dir\\", "C:\\\\dir\\\\" },
    { "beyond ASCII", "中😀%", "中😀[%]" },
    { "an attempt to break out", "x' OR '1'='1", "x\\' OR \\'1\\'=\\'1" },
};

static void a_pattern_is_made(void **state)
{
    const struct pattern_case *row = *state;
    char *pattern = NULL;

    assert_ok(wmi_wql_quote_like(row->text, &pattern));
    assert_string_equal(pattern, row->pattern);
    wmi_free(pattern);
}

static const struct refused_case {
    const char *name, *text;
    HRESULT code;
    const char *word;
} refused[] = {
    { "NULL", NULL, E_POINTER, "text" },
    { "not UTF-8", "caf\xE9", (HRESULT)WBEM_E_INVALID_PARAMETER, "UTF-8" },
    { "overlong", "\xC0\xA5", (HRESULT)WBEM_E_INVALID_PARAMETER, "UTF-8" },
    { "cut", "%\xE2\x82", (HRESULT)WBEM_E_INVALID_PARAMETER, "UTF-8" },
};

static void a_text_is_refused(void **state)
{
    const struct refused_case *row = *state;
    char *pattern = (char *)1;

    assert_hr(row->code, wmi_wql_quote_like(row->text, &pattern));
    assert_last_error(row->code, row->word);
    assert_string_equal(wmi_last_error()->operation, "wmi_wql_quote_like");
    assert_null(pattern);
}

static void a_missing_result_is_refused(void **state)
{
    (void)state;
    assert_hr(E_POINTER, wmi_wql_quote_like("x", NULL));
    assert_last_error(E_POINTER, "pattern");
}

/* --- By the mock's LIKE ------------------------------------------------------------------------------------------- */

#define LONGEST 64
static char texts[400][LONGEST];
static uint32_t text_count;

static wmi_connection *connection;

static int begin(void **state)
{
    if (world_begin(state) != 0)
        return -1;
    text_count = 0;
    assert_ok(wmi_mock_load(world, NULL, "class Name { [key] uint32 Id; string Text; };"));
    assert_ok(wmi_connect(NULL, &connection));
    return 0;
}

static int end(void **state)
{
    wmi_disconnect(connection);
    return world_end(state);
}

static void add(const char *text)
{
    IWbemClassObject *instance = NULL;

    assert_true(text_count < COUNT_OF(texts) && strlen(text) < LONGEST);
    strcpy(texts[text_count], text);
    assert_ok(wmi_new(connection, "Name", &instance));
    assert_ok(wmi_set_value(instance, "Id", wmi_value_uint32(text_count++)));
    assert_ok(wmi_set_value(instance, "Text", wmi_value_string(text)));
    assert_ok(wmi_put(connection, instance, WMI_PUT_CREATE_ONLY, NULL, NULL));
    wmi_object_release(instance);
}

static bool begins_with(const char *text, const char *what)
{
    for (; *what != '\0'; text++, what++) {
        char a = *text >= 'A' && *text <= 'Z' ? (char)(*text | 0x20) : *text;
        char b = *what >= 'A' && *what <= 'Z' ? (char)(*what | 0x20) : *what;

        if (a != b)
            return false;
    }
    return true;
}

static bool matches(const char *text, const char *what, bool inside)
{
    if (!inside)
        return strlen(text) == strlen(what) && begins_with(text, what);
    for (; !begins_with(text, what); text++) {
        if (*text == '\0')
            return false;
    }
    return true;
}

/* LIKE brings those that are the text, or those that contain it, and no others. */
static void assert_like(const char *what, bool inside)
{
    static const wmi_field id = { "Id", WMI_UINT32, 0, sizeof(uint32_t), WMI_NO_OFFSET, WMI_NO_OFFSET };
    bool found[COUNT_OF(texts)] = { false };
    char where[400];
    char *pattern = NULL;
    void *block = NULL;
    size_t count = 0;

    assert_ok(wmi_wql_quote_like(what, &pattern));
    snprintf(where, sizeof where, inside ? "Text LIKE '%%%s%%'" : "Text LIKE '%s'", pattern);
    assert_ok(wmi_select(connection, "Name", where, NULL, &id, 1, sizeof(uint32_t), &block, &count));
    for (size_t i = 0; i < count; i++)
        found[((const uint32_t *)block)[i]] = true;
    for (size_t i = 0; i < text_count; i++) {
        if (found[i] != matches(texts[i], what, inside))
            fail_msg("'%s' %s '%s'", texts[i], found[i] ? "is found by" : "is not found by", where);
    }
    wmi_free(block);
    wmi_free(pattern);
}

static void every_ascii_character_matches_itself(void **state)
{
    (void)state;
    for (char c = 1; c < 127; c++)
        add((char[]){ c, '\0' });
    for (char c = 1; c < 127; c++) {
        assert_like((char[]){ c, '\0' }, false);
        assert_like((char[]){ c, '\0' }, true);
    }
}

static void every_pair_of_signs_matches_itself(void **state)
{
    static const char signs[] = "%_[]^-\\'\"=a";

    (void)state;
    for (const char *a = signs; *a != '\0'; a++) {
        for (const char *b = signs; *b != '\0'; b++)
            add((char[]){ *a, *b, '\0' });
    }
    for (const char *a = signs; *a != '\0'; a++) {
        for (const char *b = signs; *b != '\0'; b++) {
            assert_like((char[]){ *a, *b, '\0' }, false);
            assert_like((char[]){ *a, *b, '\0' }, true);
        }
    }
}

static uint32_t seed = 2026;

static uint32_t random_below(uint32_t limit)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % limit;
}

static void make_text(char *text)
{
    static const char *const pieces[] = { "%", "_",  "[", "]", "^",  "-", "\\",
                                          "'", "\"", "a", "b", "中", "😀", " " };
    uint32_t count = random_below(12);

    *text = '\0';
    while (count-- > 0)
        strcat(text, pieces[random_below(COUNT_OF(pieces))]);
}

static void random_texts_match_themselves(void **state)
{
    char text[LONGEST];

    (void)state;
    for (int i = 0; i < 300; i++) {
        make_text(text);
        add(text);
    }
    for (int i = 0; i < 300; i++) {
        assert_like(texts[i], false);
        assert_like(texts[i], true);
        make_text(text);
        assert_like(text, i % 2 == 0);
    }
}

#define ROW(function, row) \
    ((struct CMUnitTest){ (row).name, function, NULL, NULL, (void *)(uintptr_t) & (row) })
#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(a_missing_result_is_refused),
        TEST(every_ascii_character_matches_itself),
        TEST(every_pair_of_signs_matches_itself),
        TEST(random_texts_match_themselves),
    };
    struct CMUnitTest tests[COUNT_OF(patterns) + COUNT_OF(refused) + COUNT_OF(others)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(patterns); i++)
        tests[count++] = ROW(a_pattern_is_made, patterns[i]);
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        tests[count++] = ROW(a_text_is_refused, refused[i]);
    memcpy(tests + count, others, sizeof others);
    return cmocka_run_group_tests_name("quote_like", tests, NULL, NULL) == 0 ? 0 : 1;
}
