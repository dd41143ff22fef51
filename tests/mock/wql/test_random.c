/* SPDX-License-Identifier: MIT */
/*
 * WQL in the mock: random conditions and patterns against small evaluators that work otherwise, random texts that
 * need only be survived, and every allocation failing once.
 */
#include "support/wql_world.h"

#include <stdio.h>
#include <stdlib.h>

static wql_world world;

/* --- Allocations that fail --------------------------------------------------------------------------------- */

/* The program is linked with --wrap for these three. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);

static unsigned until_failure; /* 0: none fails */

static bool fails(void)
{
    return until_failure != 0 && --until_failure == 0;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return fails() ? NULL : __real_realloc(block, size);
}

/* --- Random numbers ---------------------------------------------------------------------------------------- */

static uint32_t random_state;

/* The same ones on every system. */
static uint32_t below(uint32_t limit)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)(random_state >> 8) * limit) >> 24);
}

/* --- Conditions -------------------------------------------------------------------------------------------- */

#define VARIABLES  4
#define CONDITIONS 20000

static const char *const variables[VARIABLES] = { "A", "B", "C", "D" };

/* A condition that is written and judged at once, from left to right, by the grammar itself. */
typedef struct writing {
    char text[8192];
    size_t length;
    const wmi_value *values;
} writing;

static void put(writing *self, const char *text)
{
    size_t length = strlen(text);

    assert_true(self->length + length < sizeof self->text);
    memcpy(self->text + self->length, text, length + 1);
    self->length += length;
}

static bool judge(const char *sign, int64_t left, int64_t right)
{
    switch (sign[0]) {
    case '=': return left == right;
    case '!': return left != right;
    case '<': return sign[1] == '=' ? left <= right : sign[1] == '>' ? left != right : left < right;
    default: return sign[1] == '=' ? left >= right : left > right;
    }
}

static bool write_comparison(writing *self)
{
    static const char *const signs[] = { "=", "!=", "<>", "<", "<=", ">", ">=" };
    uint32_t which = below(VARIABLES);
    int32_t number = (int32_t)below(5) - 2;
    const char *sign = signs[below(COUNT_OF(signs))];
    bool is_null = self->values[which].is_null;
    char text[64];

    if (below(2) == 0) {
        snprintf(text, sizeof text, "%s %s %d", variables[which], sign, (int)number);
        put(self, text);
        return !is_null && judge(sign, self->values[which].sint32, number);
    }
    snprintf(text, sizeof text, "%d%s%s", (int)number, sign, variables[which]);
    put(self, text);
    return !is_null && judge(sign, number, self->values[which].sint32);
}

static bool write_test(writing *self)
{
    uint32_t which = below(VARIABLES);
    bool asks_for_value = below(2) == 0;

    if (below(6) != 0)
        return write_comparison(self);
    put(self, variables[which]);
    put(self, asks_for_value ? " IS NOT NULL" : " IS NULL");
    return self->values[which].is_null != asks_for_value;
}

static bool write_or(writing *self, unsigned depth);

static bool write_operand(writing *self, unsigned depth)
{
    bool result;

    if (below(4) == 0) {
        put(self, "NOT ");
        return !write_operand(self, depth);
    }
    if (depth == 0 || below(3) != 0)
        return write_test(self);
    put(self, "(");
    result = write_or(self, depth - 1);
    put(self, ")");
    return result;
}

static bool write_and(writing *self, unsigned depth)
{
    bool result = write_operand(self, depth);

    while (below(3) == 0) {
        put(self, below(2) == 0 ? " AND " : " and ");
        result = write_operand(self, depth) && result;
    }
    return result;
}

static bool write_or(writing *self, unsigned depth)
{
    bool result = write_and(self, depth);

    while (below(3) == 0) {
        put(self, below(2) == 0 ? " OR " : " Or ");
        result = write_and(self, depth) || result;
    }
    return result;
}

static void agrees_with_another_evaluator(void **state)
{
    wmi_mock__record *record = wql_world_add(&world, "Variables", WMI_SINT32, variables, VARIABLES);
    size_t matching = 0;

    (void)state;
    random_state = 1;
    for (size_t i = 0; i < CONDITIONS; i++) {
        static writing condition;
        wmi_mock__wql *query = NULL;
        bool expected;

        for (size_t j = 0; j < VARIABLES; j++)
            record->values[j] =
                (wmi_value){ .type = WMI_SINT32, .is_null = below(4) == 0, .sint32 = (int32_t)below(5) - 2 };
        condition.values = record->values;
        condition.length = 0;
        put(&condition, "SELECT * FROM Variables WHERE ");
        expected = write_or(&condition, 4);
        assert_hr(S_OK, wql_world_query(&world, condition.text, &query));
        if (wql_matches(query, record) != expected)
            fail_msg("condition %lu should be %d: %s", (unsigned long)i, expected, condition.text);
        matching += expected;
        wmi_mock__wql_free(query);
    }
    assert_in_range(matching, CONDITIONS / 4, CONDITIONS * 3 / 4);
}

/* --- Patterns ---------------------------------------------------------------------------------------------- */

#define PATTERNS 100000

/* Tries everything. The alphabet is a and b, the sets are those of write_pattern. */
static bool is_like(const char *text, const char *pattern)
{
    if (*pattern == '\0')
        return *text == '\0';
    if (*pattern == '%')
        return is_like(text, pattern + 1) || (*text != '\0' && is_like(text + 1, pattern));
    if (*text == '\0')
        return false;
    if (*pattern == '_' || strncmp(pattern, "[ab]", 4) == 0)
        return is_like(text + 1, pattern + (*pattern == '_' ? 1 : 4));
    if (strncmp(pattern, "[^a]", 4) == 0)
        return *text != 'a' && is_like(text + 1, pattern + 4);
    return *text == *pattern && is_like(text + 1, pattern + 1);
}

static void write_pattern(char *pattern, size_t elements)
{
    static const char *const choices[] = { "a", "b", "a", "b", "_", "%", "%", "[ab]", "[^a]" };

    *pattern = '\0';
    for (; elements > 0; elements--)
        pattern = strcat(pattern, choices[below(COUNT_OF(choices))]);
}

static void agrees_with_another_matcher(void **state)
{
    static const char *const names[] = { "Text" };
    wmi_mock__record *record = wql_world_add(&world, "Texts", WMI_STRING, names, 1);
    char text[16], pattern[64], query_text[128];
    size_t matching = 0;

    (void)state;
    random_state = 2;
    record->values[0] = (wmi_value){ .type = WMI_STRING, .string = text };
    for (size_t i = 0; i < PATTERNS; i++) {
        size_t length = below(10);
        wmi_mock__wql *query = NULL;
        bool expected;

        for (size_t j = 0; j < length; j++)
            text[j] = below(2) == 0 ? 'a' : 'b';
        text[length] = '\0';
        write_pattern(pattern, below(8));
        snprintf(query_text, sizeof query_text, "SELECT * FROM Texts WHERE Text LIKE '%s'", pattern);
        assert_hr(S_OK, wql_world_query(&world, query_text, &query));
        expected = is_like(text, pattern);
        if (wql_matches(query, record) != expected)
            fail_msg("'%s' LIKE '%s' should be %d", text, pattern, expected);
        matching += expected;
        wmi_mock__wql_free(query);
    }
    assert_in_range(matching, PATTERNS / 10, PATTERNS * 9 / 10);
}

/* The text and the pattern that a matcher going back to every % does not finish in a lifetime. */
static void does_not_go_back_for_ever(void **state)
{
    static const char *const names[] = { "Text" };
    static char text[20001], query_text[2048];
    wmi_mock__record *record = wql_world_add(&world, "Long", WMI_STRING, names, 1);

    (void)state;
    memset(text, 'a', sizeof text - 1);
    record->values[0] = (wmi_value){ .type = WMI_STRING, .string = text };
    strcpy(query_text, "SELECT * FROM Long WHERE Text LIKE '");
    for (size_t i = 0; i < 200; i++)
        strcat(query_text, "%a[^b]_");
    strcat(query_text, "b'");
    assert_int_equal(wql_world_count(&world, query_text), 0);
}

/* --- Random texts ------------------------------------------------------------------------------------------ */

#define TEXTS 200000

static const char *const words[] = {
    "SELECT",
    "*",
    "FROM",
    "Thing",
    "WHERE",
    "Name",
    "U8",
    "Text",
    "When",
    "Yes",
    "R32",
    "=",
    "<>",
    "<",
    ">=",
    "!=",
    "AND",
    "OR",
    "NOT",
    "(",
    ")",
    "LIKE",
    "ISA",
    "IS",
    "NULL",
    "WITHIN",
    "GROUP",
    "BY",
    "HAVING",
    "NumberOfEvents",
    ".",
    "Inner.x",
    "TargetInstance.Name",
    "TIME_CREATED",
    "TRUE",
    "'%a[b-]_'",
    "\"x\\\\\"",
    "5",
    "-1",
    "1.5e3",
    "__CLASS",
    "__this",
    "__RELPATH",
    ",",
    "meta_class",
    "ASSOCIATORS",
    "REFERENCES",
    "OF",
    "{Thing='a'}",
    "Role",
    "KeysOnly",
    "'",
    "\"",
    "{",
    "\\",
    "[",
    "\xC3",
    "'\xC3\xA4'",
    "'2004-01-02'",
    ";",
};

/* Words and signs in any order: what comes of them has to be one of the codes, and nothing may break. */
static void survives_any_text(void **state)
{
    /* Often enough a query that could be one. */
    static const char *const heads[] = { "", "SELECT * FROM Thing WHERE ", "SELECT * FROM meta_class WHERE ",
                                         "ASSOCIATORS OF {a} WHERE ",
                                         "SELECT * FROM __InstanceCreationEvent WITHIN 1 WHERE " };
    size_t understood = 0;
    size_t events = 0;

    (void)state;
    random_state = 3;
    for (size_t i = 0; i < TEXTS; i++) {
        char text[512];
        wmi_mock__wql *query = NULL;
        wmi_mock__wql_error error = { 0 };

        strcpy(text, heads[below(COUNT_OF(heads))]);
        for (size_t j = below(12); j > 0; j--) {
            strcat(text, words[below(COUNT_OF(words))]);
            strcat(text, below(4) == 0 ? "" : " ");
        }
        if (SUCCEEDED(wmi_mock__wql_parse(text, &query, &error))) {
            wql_bind(query, world.space);
            wql_matches(query, world.full);
            wql_matches(query, world.empty);
            wmi_mock__wql_matches_class(query, world.full->object_class);
            understood++;
        }
        assert_in_range(error.position, 0, strlen(text));
        wmi_mock__wql_free(query);
        if (SUCCEEDED(wmi_mock__wql_parse_event(text, &query, &error))) {
            wmi_mock__wql_bind(query, world.space, &error);
            wql_matches(query, world.full);
            wmi_mock__wql_having(query, 1);
            events++;
        }
        wmi_mock__wql_free(query);
    }
    assert_in_range(understood, TEXTS / 2000, TEXTS);
    assert_in_range(events, TEXTS / 2000, TEXTS);
}

/* --- Every allocation fails once --------------------------------------------------------------------------- */

static const struct sweep_case {
    const char *name, *text;
} sweeps[] = {
    { "a list and a condition fail",
      "SELECT Name, U8, __PATH, Text, Yes FROM Thing WHERE NOT (U8 = 200 AND Name LIKE 'x%') OR S8 < 1 AND "
      "(When > '2004-01-01' OR Text IS NULL OR Yes = TRUE)" },
    { "a condition on a path fails",
      "SELECT * FROM Thing WHERE __RELPATH LIKE '%full%' OR NOT __RELPATH = 'x'" },
    { "a condition on embedded objects fails",
      "SELECT Inner.x FROM Thing WHERE NOT Inner.a.b = 5 AND Inner.c IS NULL" },
    { "a schema query fails", "SELECT * FROM meta_class WHERE __this ISA 'Thing'" },
    { "a relation fails", "ASSOCIATORS OF {Thing} WHERE Role = a" },
};

/* All that is done with a query, which is S_OK or the first code that is not. */
static HRESULT use(const char *text)
{
    wmi_mock__wql *query = NULL;
    bool matches = false;
    HRESULT hr = wql_parse(text, &query);

    if (SUCCEEDED(hr) && wmi_mock__wql_relation_of(query) == NULL)
        hr = wql_bind(query, world.space);
    if (SUCCEEDED(hr))
        hr = wmi_mock__wql_match(query, world.full, &matches);
    if (SUCCEEDED(hr) && wmi_mock__wql_kind_of(query) == WMI_MOCK__WQL_SELECT)
        assert_true(matches);
    if (FAILED(hr))
        assert_false(matches);
    wmi_mock__wql_free(query);
    return hr;
}

static void fails_cleanly(void **state)
{
    const struct sweep_case *row = *state;
    unsigned failures = 0;
    HRESULT hr;

    assert_hr(S_OK, use(row->text));
    do {
        until_failure = failures + 1;
        hr = use(row->text);
        if (hr != E_OUTOFMEMORY)
            break;
        failures++;
    } while (failures < 1000);
    assert_int_not_equal(until_failure, 0); /* none of them was left */
    until_failure = 0;
    assert_hr(S_OK, hr);
    assert_in_range(failures, 2, 100);
}

static void does_not_match_without_memory(void **state)
{
    wmi_mock__wql *query = NULL;

    (void)state;
    assert_hr(S_OK, wql_world_query(&world, "SELECT * FROM Thing WHERE NOT __RELPATH = 'x'", &query));
    until_failure = 1;
    assert_false(wql_matches(query, world.full));
    until_failure = 0;
    assert_true(wql_matches(query, world.full));
    wmi_mock__wql_free(query);
}

static void matches_without_memory(void **state)
{
    wmi_mock__wql *query = NULL;

    (void)state;
    assert_hr(S_OK,
              wql_world_query(&world,
                              "SELECT * FROM Thing WHERE __CLASS ISA 'Thing' AND U8 > 1 AND R32 > 0 AND "
                              "Text LIKE '%road%' AND When > '2004-01-01' AND Name = 'full'",
                              &query));
    until_failure = 1;
    assert_true(wql_matches(query, world.full));
    assert_int_equal(until_failure, 1); /* nothing was asked for */
    until_failure = 0;
    wmi_mock__wql_free(query);
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
    static struct CMUnitTest tests[COUNT_OF(sweeps) + 6];
    size_t test_count = 0;

    WQL_ADD_ROWS(tests, test_count, sweeps, fails_cleanly);
    tests[test_count++] = (struct CMUnitTest)cmocka_unit_test(does_not_match_without_memory);
    tests[test_count++] = (struct CMUnitTest)cmocka_unit_test(matches_without_memory);
    tests[test_count++] = (struct CMUnitTest)cmocka_unit_test(agrees_with_another_evaluator);
    tests[test_count++] = (struct CMUnitTest)cmocka_unit_test(agrees_with_another_matcher);
    tests[test_count++] = (struct CMUnitTest)cmocka_unit_test(does_not_go_back_for_ever);
    tests[test_count++] = (struct CMUnitTest)cmocka_unit_test(survives_any_text);
    return cmocka_run_group_tests(tests, set_up, tear_down) == 0 ? 0 : 1;
}
