/* SPDX-License-Identifier: MIT */
/*
 * What the mock does for a query in a large namespace, and for loading one, in steps that are counted and not timed:
 * instances that a query's condition looks at, and comparisons of names.
 */
#include "support/mock_world.h"

#include "mock/repository/model.h"
#include "mock/wql/wql.h"

#include <stdio.h>
#include <stdlib.h>

#define MANY 20000

static size_t looks;       /* at instances */
static size_t comparisons; /* of names, and hashes of them */

HRESULT __real_wmi_mock__wql_match(const wmi_mock__wql *query, const wmi_mock__record *record, bool *matches);
HRESULT __wrap_wmi_mock__wql_match(const wmi_mock__wql *query, const wmi_mock__record *record, bool *matches);
bool __real_wmi__same_name(const char *a, const char *b);
bool __wrap_wmi__same_name(const char *a, const char *b);
size_t __real_wmi_mock__hash_name(size_t hash, const char *text);
size_t __wrap_wmi_mock__hash_name(size_t hash, const char *text);

HRESULT __wrap_wmi_mock__wql_match(const wmi_mock__wql *query, const wmi_mock__record *record, bool *matches)
{
    looks++;
    return __real_wmi_mock__wql_match(query, record, matches);
}

bool __wrap_wmi__same_name(const char *a, const char *b)
{
    comparisons++;
    return __real_wmi__same_name(a, b);
}

size_t __wrap_wmi_mock__hash_name(size_t hash, const char *text)
{
    comparisons++;
    return __real_wmi_mock__hash_name(hash, text);
}

/* --- Texts ------------------------------------------------------------------------------------------------------ */

/* A MOF text of any length; the caller frees it. */
typedef struct text {
    char *at;
    size_t used;
    size_t room;
} text;

static void add(text *self, const char *format, size_t a, size_t b)
{
    if (self->room - self->used < 256) {
        self->room = self->room * 2 + 4096;
        self->at = realloc(self->at, self->room);
        assert_non_null(self->at);
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    self->used += (size_t)snprintf(self->at + self->used, 256, format, a, b);
#pragma GCC diagnostic pop
}

static text many_instances(size_t count)
{
    text self = { 0 };

    add(&self, "class Big { [key] uint32 Id; string Name; };\n", 0, 0);
    for (size_t i = 0; i < count; i++)
        add(&self, "instance of Big { Id = %zu; Name = \"n%zu\"; };\n", i, i);
    return self;
}

/* A tree: each class has two subclasses, and a property of its own. */
static text tree(size_t count)
{
    text self = { 0 };

    add(&self, "class C1 { [key] uint32 Id; };\n", 0, 0);
    for (size_t i = 2; i <= count; i++) {
        add(&self, "class C%zu : C%zu", i, i / 2);
        add(&self, " { uint32 P%zu; };\n", i, 0);
    }
    return self;
}

/* Each class derives from the one before. */
static text chain(size_t count)
{
    text self = { 0 };

    add(&self, "class C1 { [key] uint32 Id; };\n", 0, 0);
    for (size_t i = 2; i <= count; i++)
        add(&self, "class C%zu : C%zu {};\n", i, i - 1);
    return self;
}

static text forward_aliases(size_t count)
{
    text self = { 0 };

    add(&self, "class N { [key] uint32 Id; N ref Next; };\n", 0, 0);
    for (size_t i = 0; i + 1 < count; i++) {
        add(&self, "instance of N as $N%zu { Id = %zu;", i, i);
        add(&self, " Next = $N%zu; };\n", i + 1, 0);
    }
    add(&self, "instance of N as $N%zu { Id = %zu; };\n", count - 1, count - 1);
    return self;
}

/* --- Queries ---------------------------------------------------------------------------------------------------- */

static wmi_mock *large_mock(void)
{
    wmi_mock *mock = world_create();
    text self = many_instances(MANY);

    assert_hr(S_OK, wmi_mock_load(mock, "ROOT\\CIMV2", self.at));
    assert_hr(S_OK, wmi_mock_load(mock, "ROOT\\CIMV2",
                                  "class Small { [key] uint32 Id; }; class Smaller : Small {};\n"
                                  "instance of Small { Id = 1; }; instance of Smaller { Id = 2; };\n"
                                  "[association] class Link { [key] Small ref A; [key] Big ref B; };\n"
                                  "instance of Link { A = \"Small.Id=1\"; B = \"Big.Id=7\"; };"));
    free(self.at);
    return mock;
}

static const struct query_case {
    const char *name;
    const OLECHAR *wql;
    size_t rows, looks;
} queries[] = {
    { "a small class beside a large one: its own rows alone", u"SELECT * FROM Small", 2, 2 },
    { "its subclass alone", u"SELECT * FROM Smaller", 1, 1 },
    { "with a condition", u"SELECT * FROM Small WHERE Id = 2", 1, 2 },
    { "the large one: each row once", u"SELECT * FROM Big WHERE Id = 5", 1, MANY },
};

static void looks_at_its_own_rows(void **state)
{
    const struct query_case *row = *state;
    wmi_mock *mock = large_mock();
    IWbemServices *services = world_open(mock, u"ROOT\\CIMV2");

    looks = 0;
    assert_int_equal(world_count(services, row->wql), row->rows);
    assert_int_equal(looks, row->looks);
    IWbemServices_Release(services);
    world_destroy(mock);
}

/* Whatever the other rows are: paths, an enumeration and associators compare few names. */
static void does_little_beside_a_large_class(void **state)
{
    wmi_mock *mock = large_mock();
    IWbemServices *services = world_open(mock, u"ROOT\\CIMV2");
    IWbemClassObject *object = NULL;

    (void)state;
    comparisons = 0;
    assert_hr(S_OK, world_get(services, u"Small.Id=2", &object));
    IWbemClassObject_Release(object);
    assert_int_equal(world_count(services, u"ASSOCIATORS OF {Small.Id=1}"), 1);
    assert_int_equal(world_count(services, u"REFERENCES OF {Big.Id=7}"), 1);
    assert_int_equal(world_count(services, u"SELECT * FROM Small"), 2);
    assert_true(comparisons < 3000);
    IWbemServices_Release(services);
    world_destroy(mock);
}

/* --- Loading ------------------------------------------------------------------------------------------------------ */

static size_t steps_of_loading(text (*make)(size_t count), size_t count, bool again)
{
    wmi_mock *mock = world_create();
    text self = make(count);

    if (again)
        assert_hr(S_OK, wmi_mock_load(mock, "ROOT\\CIMV2", self.at));
    comparisons = 0;
    assert_hr(S_OK, wmi_mock_load(mock, "ROOT\\CIMV2", self.at));
    free(self.at);
    world_destroy(mock);
    return comparisons;
}

static const struct growth_case {
    const char *name;
    text (*make)(size_t count);
    size_t count;
    bool again;
} growths[] = {
    { "loading instances is linear", many_instances, 4000, false },
    { "loading the same instances again is linear", many_instances, 4000, true },
    { "loading a tree of 16,000 classes is linear", tree, 8000, false },
    { "loading the same tree again is linear", tree, 8000, true },
    { "loading a chain of classes is linear", chain, 1000, false },
    { "loading the same chain again is linear", chain, 1000, true },
    { "aliases that are used before they are defined are linear", forward_aliases, 4000, false },
};

/* Twice the text, at most 2.2 times the work. */
static void grows_with_the_text(void **state)
{
    const struct growth_case *row = *state;
    double one = (double)steps_of_loading(row->make, row->count, row->again);
    double two = (double)steps_of_loading(row->make, 2 * row->count, row->again);

    if (two > 2.2 * one)
        print_error("%.0f steps, then %.0f\n", one, two);
    assert_true(two <= 2.2 * one);
}

int main(void)
{
    static const struct CMUnitTest others[] = { cmocka_unit_test(does_little_beside_a_large_class) };
    static struct CMUnitTest tests[COUNT_OF(queries) + COUNT_OF(growths) + COUNT_OF(others)];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, queries, looks_at_its_own_rows);
    WORLD_ADD_ROWS(tests, count, growths, grows_with_the_text);
    WORLD_ADD(tests, count, others);
    return cmocka_run_group_tests(tests, world_group_setup, world_group_teardown) == 0 ? 0 : 1;
}
