/* SPDX-License-Identifier: MIT */
/* WQL in the mock: what is no query, and where it is wrong; the queries that are no SELECT of instances. */
#include "support/wql_world.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#define INVALID_QUERY   ((HRESULT)WBEM_E_INVALID_QUERY)
#define QUOTA_VIOLATION ((HRESULT)WBEM_E_QUOTA_VIOLATION)

static wql_world world;

/* --- What is refused --------------------------------------------------------------------------------------- */

/* The error is where `until`, the text's beginning, ends. */
static const struct refused_case {
    const char *name, *text, *until;
} refused[] = {
    { "nothing", "", "" },
    { "white space", " \t\r\n", " \t\r\n" },
    { "another verb", "DELETE FROM Thing", "" },
    { "a number", "5", "" },
    { "SELECT alone", "SELECT", "SELECT" },
    { "no list", "SELECT FROM Thing", "SELECT " },
    { "a list that ends in a comma", "SELECT a, FROM Thing", "SELECT a, " },
    { "a list that goes on with a text without an end", "SELECT a, 'b FROM Thing", "SELECT a, " },
    { "a list that begins with a comma", "SELECT , a FROM Thing", "SELECT " },
    { "a list without commas", "SELECT a b FROM Thing", "SELECT a " },
    { "* and a name", "SELECT *, a FROM Thing", "SELECT *" },
    { "a name and *", "SELECT a, * FROM Thing", "SELECT a, " },
    { "a string in the list", "SELECT 'a' FROM Thing", "SELECT " },
    { "a dot at the end of a name", "SELECT a. FROM Thing WHERE", "SELECT a. FROM " },
    { "a dot at the beginning of a name", "SELECT .a FROM Thing", "SELECT " },
    { "a number behind a dot", "SELECT * FROM Thing WHERE a.5 = 1", "SELECT * FROM Thing WHERE a." },
    { "a dotted class", "SELECT * FROM Thing.Part", "SELECT * FROM Thing" },
    { "COUNT(*)", "SELECT COUNT(*) FROM Thing", "SELECT COUNT" },
    { "DISTINCT", "SELECT DISTINCT a FROM Thing", "SELECT DISTINCT " },
    { "no FROM", "SELECT *", "SELECT *" },
    { "no class", "SELECT * FROM", "SELECT * FROM" },
    { "no class but WHERE", "SELECT * FROM WHERE a = 1", "SELECT * FROM " },
    { "a class in quotes", "SELECT * FROM 'Thing'", "SELECT * FROM " },
    { "two classes", "SELECT * FROM Thing, Loose", "SELECT * FROM Thing" },
    { "an alias", "SELECT * FROM Thing t", "SELECT * FROM Thing " },
    { "a namespace", "SELECT * FROM root\\test:Thing", "SELECT * FROM root" },
    { "a semicolon", "SELECT * FROM Thing;", "SELECT * FROM Thing" },
    { "WITHIN", "SELECT * FROM Thing WITHIN 5", "SELECT * FROM Thing " },
    { "WITHIN and WHERE", "SELECT * FROM Thing WITHIN 5 WHERE U8 = 1", "SELECT * FROM Thing " },
    { "GROUP", "SELECT * FROM Thing GROUP WITHIN 5", "SELECT * FROM Thing " },
    { "GROUP behind WHERE", "SELECT * FROM Thing WHERE U8 = 1 GROUP WITHIN 5",
      "SELECT * FROM Thing WHERE U8 = 1 " },
    { "HAVING", "SELECT * FROM Thing HAVING NumberOfEvents > 5", "SELECT * FROM Thing " },
    { "ORDER BY", "SELECT * FROM Thing ORDER BY Name", "SELECT * FROM Thing " },
    { "ORDER BY behind WHERE", "SELECT * FROM Thing WHERE U8 = 1 ORDER BY Name",
      "SELECT * FROM Thing WHERE U8 = 1 " },
    { "JOIN", "SELECT * FROM Thing INNER JOIN Loose ON U8 = Number", "SELECT * FROM Thing " },
    { "no condition", "SELECT * FROM Thing WHERE", "SELECT * FROM Thing WHERE" },
    { "WHERE twice", "SELECT * FROM Thing WHERE WHERE U8 = 1", "SELECT * FROM Thing WHERE " },
    { "no operator", "SELECT * FROM Thing WHERE U8", "SELECT * FROM Thing WHERE U8" },
    { "no literal", "SELECT * FROM Thing WHERE U8 =", "SELECT * FROM Thing WHERE U8 =" },
    { "no property", "SELECT * FROM Thing WHERE = 5", "SELECT * FROM Thing WHERE " },
    { "a literal alone", "SELECT * FROM Thing WHERE 5", "SELECT * FROM Thing WHERE 5" },
    { "TRUE alone", "SELECT * FROM Thing WHERE TRUE", "SELECT * FROM Thing WHERE TRUE" },
    { "two literals", "SELECT * FROM Thing WHERE 1 = 1", "SELECT * FROM Thing WHERE 1 = " },
    { "two properties", "SELECT * FROM Thing WHERE U8 = S8", "SELECT * FROM Thing WHERE U8 = " },
    { "arithmetic", "SELECT * FROM Thing WHERE U8 < (4 + 7 - 2)", "SELECT * FROM Thing WHERE U8 < " },
    { "a division", "SELECT * FROM Thing WHERE U8 = 8 / 7", "SELECT * FROM Thing WHERE U8 = 8 " },
    { "==", "SELECT * FROM Thing WHERE U8 == 1", "SELECT * FROM Thing WHERE U8 =" },
    { "=<", "SELECT * FROM Thing WHERE U8 =< 1", "SELECT * FROM Thing WHERE U8 =" },
    { "! alone", "SELECT * FROM Thing WHERE U8 ! 1", "SELECT * FROM Thing WHERE U8 " },
    { "&&", "SELECT * FROM Thing WHERE U8 = 1 && U8 = 2", "SELECT * FROM Thing WHERE U8 = 1 " },
    { "IN", "SELECT * FROM Thing WHERE U8 IN (1, 2)", "SELECT * FROM Thing WHERE U8 " },
    { "BETWEEN", "SELECT * FROM Thing WHERE U8 BETWEEN 1 AND 2", "SELECT * FROM Thing WHERE U8 " },
    { "AND alone", "SELECT * FROM Thing WHERE AND", "SELECT * FROM Thing WHERE " },
    { "nothing behind AND", "SELECT * FROM Thing WHERE U8 = 1 AND", "SELECT * FROM Thing WHERE U8 = 1 AND" },
    { "AND OR", "SELECT * FROM Thing WHERE U8 = 1 AND OR U8 = 2", "SELECT * FROM Thing WHERE U8 = 1 AND " },
    { "nothing behind NOT", "SELECT * FROM Thing WHERE NOT", "SELECT * FROM Thing WHERE NOT" },
    { "an open parenthesis", "SELECT * FROM Thing WHERE (U8 = 1", "SELECT * FROM Thing WHERE (U8 = 1" },
    { "a closed parenthesis", "SELECT * FROM Thing WHERE U8 = 1)", "SELECT * FROM Thing WHERE U8 = 1" },
    { "empty parentheses", "SELECT * FROM Thing WHERE ()", "SELECT * FROM Thing WHERE (" },
    { "a property in parentheses", "SELECT * FROM Thing WHERE (U8) = 1", "SELECT * FROM Thing WHERE (U8" },
    { "an open string", "SELECT * FROM Thing WHERE Name = 'x", "SELECT * FROM Thing WHERE Name = " },
    { "a string that ends in its escape", "SELECT * FROM Thing WHERE Name = 'x\\",
      "SELECT * FROM Thing WHERE Name = " },
    { "a string whose end is escaped", "SELECT * FROM Thing WHERE Name = 'x\\'",
      "SELECT * FROM Thing WHERE Name = " },
    { "a string in both quotes", "SELECT * FROM Thing WHERE Name = 'x\"",
      "SELECT * FROM Thing WHERE Name = " },
    { "a backslash that escapes nothing", "SELECT * FROM Thing WHERE Name = 'C:\\Temp'",
      "SELECT * FROM Thing WHERE Name = " },
    { "a number and letters", "SELECT * FROM Thing WHERE U8 = 5x", "SELECT * FROM Thing WHERE U8 = " },
    { "a point at the end", "SELECT * FROM Thing WHERE R64 = 5.", "SELECT * FROM Thing WHERE R64 = " },
    { "a point at the beginning", "SELECT * FROM Thing WHERE R64 = .5", "SELECT * FROM Thing WHERE R64 = " },
    { "an exponent without digits", "SELECT * FROM Thing WHERE R64 = 5e",
      "SELECT * FROM Thing WHERE R64 = " },
    { "a decimal comma", "SELECT * FROM Thing WHERE R64 = 0,5", "SELECT * FROM Thing WHERE R64 = 0" },
    { "a sign apart", "SELECT * FROM Thing WHERE S8 = - 5", "SELECT * FROM Thing WHERE S8 = " },
    { "two signs", "SELECT * FROM Thing WHERE S8 = --5", "SELECT * FROM Thing WHERE S8 = " },
    { "a comment", "SELECT * FROM Thing -- all", "SELECT * FROM Thing " },
    { "a name in brackets", "SELECT [Name] FROM Thing", "SELECT " },
    { "no UTF-8", "SELECT * FROM Thing WHERE Name = '\xE4'", "" },
    { "a control character", "SELECT * \x01 FROM Thing", "SELECT * " },
    { "ASSOCIATORS alone", "ASSOCIATORS", "ASSOCIATORS" },
    { "no path", "ASSOCIATORS OF", "ASSOCIATORS OF" },
    { "a path without braces", "ASSOCIATORS OF Thing", "ASSOCIATORS OF " },
    { "an open brace", "ASSOCIATORS OF {Thing", "ASSOCIATORS OF " },
    { "an open quote in braces", "ASSOCIATORS OF {Thing.Name='a}", "ASSOCIATORS OF " },
    { "an escape at the end of a path", "ASSOCIATORS OF {Thing.Name='a\\", "ASSOCIATORS OF " },
    { "an empty path", "ASSOCIATORS OF {  }", "ASSOCIATORS OF " },
    { "something behind a path", "ASSOCIATORS OF {Thing} Role = a", "ASSOCIATORS OF {Thing} " },
    { "no words behind WHERE", "ASSOCIATORS OF {Thing} WHERE", "ASSOCIATORS OF {Thing} WHERE" },
    { "another word", "ASSOCIATORS OF {Thing} WHERE Name = a", "ASSOCIATORS OF {Thing} WHERE " },
    { "a word without =", "ASSOCIATORS OF {Thing} WHERE Role a", "ASSOCIATORS OF {Thing} WHERE Role " },
    { "a word without a name", "ASSOCIATORS OF {Thing} WHERE Role =", "ASSOCIATORS OF {Thing} WHERE Role =" },
    { "a word with <>", "ASSOCIATORS OF {Thing} WHERE Role <> a", "ASSOCIATORS OF {Thing} WHERE Role " },
    { "a flag with =", "ASSOCIATORS OF {Thing} WHERE KeysOnly = a",
      "ASSOCIATORS OF {Thing} WHERE KeysOnly " },
    { "a word with a string", "ASSOCIATORS OF {Thing} WHERE Role = 'a'",
      "ASSOCIATORS OF {Thing} WHERE Role = " },
    { "AND between words", "ASSOCIATORS OF {Thing} WHERE Role = a AND KeysOnly",
      "ASSOCIATORS OF {Thing} WHERE Role = a " },
    { "commas between words", "ASSOCIATORS OF {Thing} WHERE Role = a, KeysOnly",
      "ASSOCIATORS OF {Thing} WHERE Role = a" },
    { "a word twice", "ASSOCIATORS OF {Thing} WHERE Role = a Role = b",
      "ASSOCIATORS OF {Thing} WHERE Role = a " },
    { "a flag twice", "ASSOCIATORS OF {Thing} WHERE KeysOnly KeysOnly",
      "ASSOCIATORS OF {Thing} WHERE KeysOnly " },
    { "ClassDefsOnly and ResultClass", "ASSOCIATORS OF {Thing} WHERE ClassDefsOnly ResultClass = a",
      "ASSOCIATORS OF {Thing} WHERE ClassDefsOnly ResultClass = a" },
    { "AssocClass of references", "REFERENCES OF {Thing} WHERE AssocClass = a",
      "REFERENCES OF {Thing} WHERE " },
    { "ResultRole of references", "REFERENCES OF {Thing} WHERE ResultRole = a",
      "REFERENCES OF {Thing} WHERE " },
    { "RequiredAssocQualifier of references", "REFERENCES OF {Thing} WHERE RequiredAssocQualifier = a",
      "REFERENCES OF {Thing} WHERE " },
};

static void refuses(void **state)
{
    const struct refused_case *row = *state;
    wmi_mock__wql *query = (wmi_mock__wql *)1;
    wmi_mock__wql_error error = { 0 };

    assert_hr(INVALID_QUERY, wmi_mock__wql_parse(row->text, &query, &error));
    assert_null(query);
    assert_int_equal(error.position, strlen(row->until));
    assert_hr(INVALID_QUERY, wql_parse(row->text, &query));
}

static const struct unbound_case {
    const char *name, *text, *until;
    HRESULT code;
} unbound[] = {
    { "no such class", "SELECT * FROM Nothing", "SELECT * FROM ", (HRESULT)WBEM_E_INVALID_CLASS },
    { "no such class before its properties", "SELECT a FROM Nothing WHERE b = 1", "SELECT a FROM ",
      (HRESULT)WBEM_E_INVALID_CLASS },
    { "no such property in the list", "SELECT Name, Nothing FROM Thing", "SELECT Name, ", INVALID_QUERY },
    { "no such system property in the list", "SELECT __NOTHING FROM Thing", "SELECT ", INVALID_QUERY },
    { "a subclass's property in the list", "SELECT Extra FROM Thing", "SELECT ", INVALID_QUERY },
    { "no such property in WHERE", "SELECT * FROM Thing WHERE U8 = 1 OR Nothing = 1",
      "SELECT * FROM Thing WHERE U8 = 1 OR ", INVALID_QUERY },
    { "no such property behind a literal", "SELECT * FROM Thing WHERE 1 = Nothing",
      "SELECT * FROM Thing WHERE 1 = ", INVALID_QUERY },
    { "a literal of another type", "SELECT * FROM Thing WHERE U8 = 'abc'",
      "SELECT * FROM Thing WHERE U8 = ", INVALID_QUERY },
    { "an operator of another type", "SELECT * FROM Thing WHERE Yes > FALSE", "SELECT * FROM Thing WHERE ",
      INVALID_QUERY },
    { "an instance's property in the list of a schema query", "SELECT Name FROM meta_class", "SELECT ",
      INVALID_QUERY },
    { "an instance's property of a class", "SELECT * FROM meta_class WHERE Name = 'Thing'",
      "SELECT * FROM meta_class WHERE ", INVALID_QUERY },
};

static void does_not_bind(void **state)
{
    const struct unbound_case *row = *state;
    wmi_mock__wql *query = NULL;
    wmi_mock__wql_error error = { 0 };

    assert_hr(S_OK, wql_parse(row->text, &query));
    assert_hr(row->code, wmi_mock__wql_bind(query, world.space, &error));
    assert_int_equal(error.position, strlen(row->until));
    assert_hr(row->code, wql_bind(query, world.space));
    assert_false(wql_matches(query, world.full));
    assert_false(wmi_mock__wql_matches_class(query, world.full->object_class));
    wmi_mock__wql_free(query);
}

/* --- What is read ------------------------------------------------------------------------------------------ */

static void reads_a_list(void **state)
{
    static const char *const expected[] = {
        "name", "U8", "__PATH", "__Relpath", "__DERIVATION", "Group", "U8"
    };
    const char *const *properties;
    wmi_mock__wql *query = NULL;
    size_t count = 0;

    (void)state;
    assert_hr(S_OK, wql_world_query(&world,
                                    "Select name,U8 , __PATH,__Relpath\n,__DERIVATION, Group, U8 From thing",
                                    &query));
    properties = wmi_mock__wql_properties(query, &count);
    assert_int_equal(count, COUNT_OF(expected));
    for (size_t i = 0; i < count; i++)
        assert_string_equal(properties[i], expected[i]);
    assert_string_equal(wmi_mock__wql_class(query), "thing");
    assert_int_equal(wmi_mock__wql_kind_of(query), WMI_MOCK__WQL_SELECT);
    assert_null(wmi_mock__wql_relation_of(query));
    wmi_mock__wql_free(query);
}

static void reads_a_star(void **state)
{
    wmi_mock__wql *query = NULL;
    size_t count = 1;

    (void)state;
    assert_hr(S_OK, wql_parse("SELECT*FROM Thing", &query));
    wmi_mock__wql_properties(query, &count);
    assert_int_equal(count, 0);
    assert_false(wql_matches(query, world.full)); /* not bound yet */
    wmi_mock__wql_free(query);
    wmi_mock__wql_free(NULL);
}

static void binds_again(void **state)
{
    wmi_mock__wql *query = NULL;
    wmi_mock__namespace nothing = { 0 };

    (void)state;
    assert_hr(S_OK, wql_world_query(&world, "SELECT * FROM Thing WHERE U8 = 200 AND Yes = -1", &query));
    assert_hr(S_OK, wql_bind(query, world.space));
    assert_true(wql_matches(query, world.full));
    assert_hr(WBEM_E_INVALID_CLASS, wql_bind(query, &nothing));
    assert_false(wql_matches(query, world.full));
    wmi_mock__wql_free(query);
}

static void assert_same_text(const char *actual, const char *expected)
{
    if (expected == NULL)
        assert_null(actual);
    else
        assert_string_equal(actual, expected);
}

static const struct relation_case {
    const char *name, *text;
    wmi_mock__wql_kind kind;
    wmi_mock__wql_relation relation;
} relations[] = {
    { "associators",
      "ASSOCIATORS OF {Thing.Name=\"full\"}",
      WMI_MOCK__WQL_ASSOCIATORS,
      { .path = "Thing.Name=\"full\"" } },
    { "references", "references of{Thing='full'}", WMI_MOCK__WQL_REFERENCES, { .path = "Thing='full'" } },
    { "white space around a path",
      "ASSOCIATORS OF { \tThing.Name='a b' }",
      WMI_MOCK__WQL_ASSOCIATORS,
      { .path = "Thing.Name='a b'" } },
    { "a brace in a key",
      "ASSOCIATORS OF {Thing.Name=\"a}b\\\"}\",Id='}'}",
      WMI_MOCK__WQL_ASSOCIATORS,
      { .path = "Thing.Name=\"a}b\\\"}\",Id='}'" } },
    { "every word of associators",
      "ASSOCIATORS OF {Thing} WHERE AssocClass=A RequiredAssocQualifier = B RequiredQualifier = C "
      "resultclass = D RESULTROLE = E Role = F KeysOnly SchemaOnly",
      WMI_MOCK__WQL_ASSOCIATORS,
      { "Thing", "A", "B", "C", "D", "E", "F", false, true, true } },
    { "every word of references",
      "REFERENCES OF {Thing} WHERE ClassDefsOnly Role=Role RequiredQualifier=B",
      WMI_MOCK__WQL_REFERENCES,
      { "Thing", NULL, NULL, "B", NULL, NULL, "Role", true, false, false } },
};

static void reads_relation(void **state)
{
    const struct relation_case *row = *state;
    const wmi_mock__wql_relation *relation;
    wmi_mock__wql *query = NULL;

    assert_hr(S_OK, wql_parse(row->text, &query));
    relation = wmi_mock__wql_relation_of(query);
    assert_non_null(relation);
    assert_int_equal(wmi_mock__wql_kind_of(query), row->kind);
    assert_string_equal(wmi_mock__wql_class(query), "");
    assert_string_equal(relation->path, row->relation.path);
    assert_same_text(relation->association_class, row->relation.association_class);
    assert_same_text(relation->required_association_qualifier, row->relation.required_association_qualifier);
    assert_same_text(relation->required_qualifier, row->relation.required_qualifier);
    assert_same_text(relation->result_class, row->relation.result_class);
    assert_same_text(relation->result_role, row->relation.result_role);
    assert_same_text(relation->role, row->relation.role);
    assert_int_equal(relation->class_definitions_only, row->relation.class_definitions_only);
    assert_int_equal(relation->keys_only, row->relation.keys_only);
    assert_int_equal(relation->schema_only, row->relation.schema_only);
    wmi_mock__wql_free(query);
}

/* Of Thing, Special and Loose. */
static const struct schema_case {
    const char *name, *text;
    bool thing, special, loose;
} schemas[] = {
    { "all classes", "SELECT * FROM meta_class", true, true, true },
    { "in another case", "select * from Meta_Class", true, true, true },
    { "__this ISA", "SELECT * FROM meta_class WHERE __this ISA \"Thing\"", true, true, false },
    { "__THIS ISA, unquoted", "SELECT * FROM META_CLASS WHERE __THIS ISA Special", false, true, false },
    { "NOT ISA", "SELECT * FROM meta_class WHERE NOT __this ISA 'Thing'", false, false, true },
    { "__CLASS", "SELECT * FROM meta_class WHERE __Class = 'thing'", true, false, false },
    { "__CLASS LIKE", "SELECT * FROM meta_class WHERE __CLASS LIKE '%o%'", false, false, true },
    { "NOT __CLASS <", "SELECT * FROM meta_class WHERE NOT __class < 'Special'", true, true, false },
    { "__SUPERCLASS", "SELECT * FROM meta_class WHERE __Superclass = 'Thing'", false, true, false },
    { "__SUPERCLASS IS NULL", "SELECT * FROM meta_class WHERE __Superclass Is Null", true, false, true },
    { "__DYNASTY", "SELECT * FROM meta_class WHERE __Dynasty = 'Thing'", true, true, false },
    { "__RELPATH", "SELECT * FROM meta_class WHERE __RELPATH = 'Loose'", false, false, true },
    { "__GENUS", "SELECT * FROM meta_class WHERE __GENUS = 1", true, true, true },
    { "__PROPERTY_COUNT", "SELECT * FROM meta_class WHERE __PROPERTY_COUNT = 1", false, false, true },
};

static void finds_classes(void **state)
{
    const struct schema_case *row = *state;
    wmi_mock__wql *query = NULL;

    assert_hr(S_OK, wql_world_query(&world, row->text, &query));
    assert_int_equal(wmi_mock__wql_kind_of(query), WMI_MOCK__WQL_SCHEMA);
    assert_int_equal(wmi_mock__wql_matches_class(query, world.full->object_class), row->thing);
    assert_int_equal(wmi_mock__wql_matches_class(query, world.special->object_class), row->special);
    assert_int_equal(wmi_mock__wql_matches_class(query, world.loose->object_class), row->loose);
    assert_false(wql_matches(query, world.full));
    wmi_mock__wql_free(query);
}

/* --- Limits ------------------------------------------------------------------------------------------------ */

static char *append(char *at, const char *text, size_t times)
{
    for (; times > 0; times--) {
        memcpy(at, text, strlen(text));
        at += strlen(text);
    }
    *at = '\0';
    return at;
}

static const struct depth_case {
    const char *name, *before, *after;
    size_t times;
    HRESULT code;
} depths[] = {
    { "200 parentheses", "(", ")", 200, S_OK },
    { "201 parentheses", "(", ")", 201, QUOTA_VIOLATION },
    { "8000 parentheses", "(", "", 8000, QUOTA_VIOLATION },
    { "200 NOTs", "NOT ", "", 200, S_OK },
    { "201 NOTs", "NOT ", "", 201, QUOTA_VIOLATION },
    { "100 of each", "NOT(", ")", 100, S_OK },
    { "1600 ORs are not deep", "U8 = 1 OR ", "", 1600, S_OK },
    { "1450 ANDs are not deep", "U8=200 AND ", "", 1450, S_OK },
};

static void nests(void **state)
{
    const struct depth_case *row = *state;
    char *text = malloc(WBEM_MAX_QUERY + 1);
    wmi_mock__wql *query = NULL;
    char *at;

    assert_non_null(text);
    at = append(text, "SELECT * FROM Thing WHERE ", 1);
    at = append(at, row->before, row->times);
    at = append(at, "U8 = 200", 1);
    append(at, row->after, row->times);
    assert_hr(row->code, wql_world_query(&world, text, &query));
    if (query != NULL)
        assert_true(wql_matches(query, world.full));
    wmi_mock__wql_free(query);
    free(text);
}

static const struct length_case {
    const char *name, *character;
    size_t units; /* of UTF-16 in a character */
    size_t length;
    HRESULT code;
} lengths[] = {
    { "16384 characters", "x", 1, WBEM_MAX_QUERY, S_OK },
    { "16385 characters", "x", 1, WBEM_MAX_QUERY + 1, QUOTA_VIOLATION },
    { "16384 characters of two bytes", "\xC3\xA4", 1, WBEM_MAX_QUERY, S_OK },
    { "8192 surrogate pairs", "\xF0\x9F\x98\x80", 2, WBEM_MAX_QUERY, S_OK },
    { "a megabyte", "x", 1, 1 << 20, QUOTA_VIOLATION },
};

static void is_long(void **state)
{
    static const char head[] = "SELECT * FROM Thing WHERE Name <> '";
    const struct length_case *row = *state;
    size_t rest = row->length - strlen(head) - 1;
    char *text = malloc(row->length * 4);
    wmi_mock__wql *query = NULL;
    char *at;

    assert_non_null(text);
    at = append(text, head, 1);
    at = append(at, row->character, rest / row->units);
    at = append(at, " ", rest % row->units);
    append(at, "'", 1);
    assert_hr(row->code, wql_world_query(&world, text, &query));
    wmi_mock__wql_free(query);
    free(text);
}

static const struct number_case {
    const char *name;
    size_t digits;
    HRESULT code;
} numbers[] = {
    { "a number of 100 digits", 100, S_OK },
    { "a number of 101 digits", 101, INVALID_QUERY },
};

static void is_a_long_number(void **state)
{
    const struct number_case *row = *state;
    char text[256];
    wmi_mock__wql *query = NULL;

    append(append(text, "SELECT * FROM Thing WHERE U8 = ", 1), "0", row->digits);
    assert_hr(row->code, wql_world_query(&world, text, &query));
    wmi_mock__wql_free(query);
}

/* Where there is such a locale; elsewhere the test shows little. */
static void ignores_the_locale(void **state)
{
    static const char *const with_comma[] = { "de_DE.UTF-8", "de_DE.utf8", "de_DE", "German_Germany.1252",
                                              "fr_FR.UTF-8" };
    bool found = false;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(with_comma) && !found; i++)
        found = setlocale(LC_ALL, with_comma[i]) != NULL;
    wql_world_check(&world, "R32 = 0.1", MATCH);
    wql_world_check(&world, "R64 = -2.5e10", MATCH);
    wql_world_check(&world, "R64 > -2.50000000000001e10", MATCH);
    setlocale(LC_ALL, "C");
    if (!found)
        print_message("(no locale with a decimal comma here)\n");
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
    static struct CMUnitTest tests[COUNT_OF(refused) + COUNT_OF(unbound) + COUNT_OF(relations) +
                                   COUNT_OF(schemas) + COUNT_OF(depths) + COUNT_OF(lengths) +
                                   COUNT_OF(numbers) + 4];
    size_t test_count = 0;

    WQL_ADD_ROWS(tests, test_count, refused, refuses);
    WQL_ADD_ROWS(tests, test_count, unbound, does_not_bind);
    WQL_ADD_ROWS(tests, test_count, relations, reads_relation);
    WQL_ADD_ROWS(tests, test_count, schemas, finds_classes);
    WQL_ADD_ROWS(tests, test_count, depths, nests);
    WQL_ADD_ROWS(tests, test_count, lengths, is_long);
    WQL_ADD_ROWS(tests, test_count, numbers, is_a_long_number);
    tests[test_count++] = (struct CMUnitTest)cmocka_unit_test(reads_a_list);
    tests[test_count++] = (struct CMUnitTest)cmocka_unit_test(reads_a_star);
    tests[test_count++] = (struct CMUnitTest)cmocka_unit_test(binds_again);
    tests[test_count++] = (struct CMUnitTest)cmocka_unit_test(ignores_the_locale);
    return cmocka_run_group_tests(tests, set_up, tear_down) == 0 ? 0 : 1;
}
