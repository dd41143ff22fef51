/* SPDX-License-Identifier: MIT */
/* WQL in the mock: which instances a condition takes, and which conditions are refused. */
#include "support/wql_world.h"

#include <math.h>
#include <stdio.h>

static wql_world world;

static void check(const char *where, wql_outcome expected)
{
    wql_world_check(&world, where, expected);
}

/* --- Every operator with every type ------------------------------------------------------------------------ */

static const struct type_case {
    const char *property, *less, *equal, *greater; /* the literals, beside the value */
} types[] = {
    { "S8", "-6", "-5", "-4" },
    { "U8", "199", "200", "201" },
    { "S16", "-301", "-300", "-299" },
    { "U16", "39999", "40000", "40001" },
    { "S32", "-70001", "-70000", "-69999" },
    { "U32", "2999999999", "3000000000", "3000000001" },
    { "S64", "-5000000001", "-5000000000", "-4999999999" },
    { "U64", "9999999999999999999", "10000000000000000000", "10000000000000000001" },
    { "U64", "'9999999999999999999'", "'10000000000000000000'", "\"10000000000000000001\"" },
    { "U32", "'2999999999'", "'+3000000000'", "'3000000001'" },
    { "R32", "0.09", "0.1", "0.11" },
    { "R64", "-3e10", "-2.5E+10", "-2.4e10" },
    { "R64", "-25000000001", "-25000000000", "'-24999999999.5'" },
    { "Name", "'FULK'", "'Full'", "'Fulm'" },
    { "Path", "'thing.name=\\\"A\\\"'", "'THING.NAME=\\\"EMPTY\\\"'", "'thing.name=\\\"z\\\"'" },
    { "Letter", "108", "109", "110" },
    { "Letter", "'l'", "'m'", "'n'" },
    { "When", "'20040229113015.499999+000'", "'20040229113015.500000+000'", "'20040229123015.500001+060'" },
    { "When", "'20040229123015.500000+061'", "'20040229073015.500000-240'", "'20040229123015.500000+059'" },
    { "Lasts", "'00000002025959.999999:000'", "'00000002030000.000000:000'", "'00000002030000.000001:000'" },
};

static const struct operator_case {
    const char *sign;
    bool with_less, with_equal, with_greater; /* whether it holds with a literal that is less, … */
    const char *mirrored;
} operators[] = {
    { "=", false, true, false, "=" },  { "<>", true, false, true, "!=" }, { "!=", true, false, true, "<>" },
    { "<", false, false, true, ">" },  { "<=", false, true, true, ">=" }, { ">", true, false, false, "<" },
    { ">=", true, true, false, "<=" },
};

typedef struct pair {
    char name[48];
    const struct type_case *type;
    const struct operator_case *sign;
} pair;

static void check_both_sides(const pair *row, const char *literal, bool holds)
{
    char where[256];

    snprintf(where, sizeof where, "%s %s %s", row->type->property, row->sign->sign, literal);
    check(where, holds ? MATCH : NONE);
    snprintf(where, sizeof where, "%s%s%s", literal, row->sign->mirrored, row->type->property);
    check(where, holds ? MATCH : NONE);
}

static void compares(void **state)
{
    const pair *row = *state;

    check_both_sides(row, row->type->less, row->sign->with_less);
    check_both_sides(row, row->type->equal, row->sign->with_equal);
    check_both_sides(row, row->type->greater, row->sign->with_greater);
}

/* No operator holds for NULL; NOT of it does. */
static void compares_null(void **state)
{
    const pair *row = *state;
    const char *const literals[] = { row->type->less, row->type->equal, row->type->greater };
    char text[512];

    for (size_t i = 0; i < COUNT_OF(literals); i++) {
        snprintf(text, sizeof text, "SELECT * FROM Thing WHERE Name = 'empty' AND %s %s %s",
                 row->type->property, row->sign->sign, literals[i]);
        if (strcmp(row->type->property, "Name") == 0)
            continue; /* a key is never NULL */
        assert_int_equal(wql_world_count(&world, text), 0);
        snprintf(text, sizeof text, "SELECT * FROM Thing WHERE Name = 'empty' AND NOT %s %s %s",
                 row->type->property, row->sign->sign, literals[i]);
        assert_int_equal(wql_world_count(&world, text), 1);
    }
}

/* --- Single conditions ------------------------------------------------------------------------------------- */

static const struct condition_case {
    const char *name, *where;
    wql_outcome expected;
} conditions[] = {
    { "the least sint32", "S32Min = -2147483648", MATCH },
    { "below the least sint32", "S32Min > -2147483649", MATCH },
    { "2^31 in a uint32", "U32Half = 2147483648", MATCH },
    { "2^31 is no -2^31", "U32Half = -2147483648", NONE },
    { "2^32-1", "U32Max = 4294967295", MATCH },
    { "2^32-1 is not -1", "U32Max = -1", NONE },
    { "2^32 beyond a uint32", "U32Max < 4294967296", MATCH },
    { "300 beyond a uint8", "U8 < 300", MATCH },
    { "300 equals no uint8", "U8 = 300", NONE },
    { "-1 below a uint8", "U8 > -1", MATCH },
    { "the least sint64", "S64Min = -9223372036854775808", MATCH },
    { "below the least sint64", "S64Min > -9223372036854775809", MATCH },
    { "the greatest sint64", "S64Max = 9223372036854775807", MATCH },
    { "2^63 above a sint64", "S64Max < 9223372036854775808", MATCH },
    { "2^63", "U64Half = 9223372036854775808", MATCH },
    { "2^63 is not its neighbour", "U64Half > 9223372036854775807", MATCH },
    { "2^64-1", "U64Max = 18446744073709551615", MATCH },
    { "2^64-1 as a string", "U64Max = '18446744073709551615'", MATCH },
    { "2^64-2", "U64Max > 18446744073709551614", MATCH },
    { "2^64", "U64Max < 18446744073709551616", REFUSED },
    { "2^64 as a string", "U64Max < '18446744073709551616'", REFUSED },
    { "minus 2^64", "S64Min > -18446744073709551616", REFUSED },
    { "zero", "Zero = 0", MATCH },
    { "minus zero", "Zero = -0", MATCH },
    { "zero with a plus", "Zero = +0", MATCH },
    { "leading zeros", "U8 = 000000000000000000000000200", MATCH },
    { "a real for an integer", "U8 = 200.0", REFUSED },
    { "a real as a string for an integer", "U8 = '200.0'", REFUSED },
    { "an exponent for an integer", "U8 = 2e2", REFUSED },
    { "a word for an integer", "U8 = 'abc'", REFUSED },
    { "nothing for an integer", "U8 = ''", REFUSED },
    { "a sign for an integer", "U8 = '-'", REFUSED },
    { "a space in an integer", "U8 = ' 200'", REFUSED },
    { "TRUE for an integer", "U8 = TRUE", REFUSED },
    { "hexadecimal", "U8 = 0xC8", REFUSED },
    { "an integer for a real", "R64 < 0", MATCH },
    { "a word for a real", "R64 < 'abc'", REFUSED },
    { "TRUE for a real", "R64 < TRUE", REFUSED },
    { "infinity for a real", "R64 < 1e999", REFUSED },
    { "almost nothing for a real", "R64 < 1e-999", MATCH },
    { "beyond a real32", "R32 < 1e300", MATCH },
    { "a long real", "R32 = 0.1000000000000000000000000000000000000000000000000000", MATCH },
    { "TRUE", "Yes = TRUE", MATCH },
    { "true is not FALSE", "Yes = FALSE", NONE },
    { "false", "No = false", MATCH },
    { "<> FALSE", "Yes <> FALSE", MATCH },
    { "!= 1", "No != 1", MATCH },
    { "1", "Yes = 1", MATCH },
    { "-1", "Yes = -1", MATCH },
    { "0", "No = 0", MATCH },
    { "2", "Yes = 2", REFUSED },
    { "a boolean beyond all numbers", "Yes = 99999999999999999999", REFUSED },
    { "'True'", "Yes = 'True'", MATCH },
    { "\"FALSE\"", "No = \"FALSE\"", MATCH },
    { "'1'", "Yes = '1'", REFUSED },
    { "'yes'", "Yes = 'yes'", REFUSED },
    { "1.0", "Yes = 1.0", REFUSED },
    { "TRUE = Yes", "TRUE = Yes", MATCH },
    { "a boolean is not less", "Yes < TRUE", REFUSED },
    { "a boolean is not <=", "Yes <= TRUE", REFUSED },
    { "a boolean is not >=", "No >= 0", REFUSED },
    { "a boolean is not >", "Yes > FALSE", REFUSED },
    { "a boolean alone", "Yes", REFUSED },
    { "a number for a string is its text", "Digits = 9600", MATCH },
    { "a number orders with a string as text", "Digits >= 10000", MATCH },
    { "a number orders with a string as text, the other way", "Digits < 10000", NONE },
    { "a longer number with the same beginning", "Digits < 96000", MATCH },
    { "a decimal for a string", "Version = 10.0", MATCH },
    { "decimals order as text", "Version < 6.1", MATCH },
    { "a decimal is its text, not its value", "Version = 10.00", NONE },
    { "a sign is part of the text", "Digits = +9600", NONE },
    { "a number before a string", "10000 <= Digits", MATCH },
    { "a number for a string with letters", "Name = 5", NONE },
    { "LIKE and a number", "Digits LIKE 9600", REFUSED },
    { "TRUE for a string", "Name = TRUE", REFUSED },
    { "the empty string", "Blank = ''", MATCH },
    { "the empty string is no NULL", "Blank IS NULL", NONE },
    { "any string is above the empty one", "Blank < 'a'", MATCH },
    { "a prefix is less", "Name > 'ful'", MATCH },
    { "ASCII order is that of capitals", "Name < '_'", MATCH },
    { "escapes in single quotes", "Text = 'Middle \\\"of\\\" the \\'road\\' C:\\\\Temp'", MATCH },
    { "escapes in double quotes", "Text = \"Middle \\\"of\\\" the \\'road\\' C:\\\\Temp\"", MATCH },
    { "the other quote as it is", "Text = \"Middle \\\"of\\\" the 'road' C:\\\\Temp\"", MATCH },
    { "Latin, Greek, Cyrillic in another case",
      "Foreign = '\xC3\xA4PFEL \xCE\x9A\xCE\x91\xCE\x99 \xD1\x8F\xD0\x91\xD0\x9B\xD0\x9E\xD0\x9A\xD0\x98 "
      "\xF0\x9F\x98\x80'",
      MATCH },
    { "another letter", "Foreign = '\xC3\xA5pfel'", NONE },
    { "surrogates come before U+E000", "Foreign < '\xEF\xBF\xBD'", MATCH },
    { "a reference with the other quotes", "Path = 'thing.name=\"EMPTY\"'", MATCH },
    { "a number for a reference (unknown on Windows)", "Path = 5", NONE },
    { "a character in another case", "Letter = 'M'", NONE },
    { "two characters", "Letter = 'mm'", REFUSED },
    { "no character", "Letter = ''", REFUSED },
    { "a character of two units", "Letter = '\xF0\x9F\x98\x80'", REFUSED },
    { "a character beyond ASCII", "Letter < '\xC3\xA4'", MATCH },
    { "an array", "List = 1", REFUSED },
    { "an array without a value", "List IS NULL", MATCH },
    { "an array without a value, with NOT (contested)", "List IS NOT NULL", NONE },
    { "an array = NULL", "List = NULL", MATCH },
    { "an array and LIKE", "List LIKE '1'", REFUSED },
    { "an array and ISA", "List ISA 'Thing'", REFUSED },
    { "an array in an object", "List.Count = 1", REFUSED },
    { "an object and a literal", "Inner = 'x'", REFUSED },
    { "an object and NULL", "Inner IS NULL", MATCH },
    { "an object's property, where there is none", "Inner.Name = 'x'", NONE },
    { "an object's property IS NULL, where there is none", "Inner.Name IS NULL", MATCH },
    { "a property of a string", "Name.Length = 4", REFUSED },
    { "a property of a system property", "__CLASS.Name = 'x'", REFUSED },
    { "a dot and nothing", "Inner. = 'x'", REFUSED },
    { "an object's class, where there is none", "Inner ISA 'Thing'", NONE },
    { "no such property", "Nothing = 1", REFUSED },
    { "no such property and NULL", "Nothing IS NULL", REFUSED },
    { "a subclass's property", "Extra = 5", REFUSED },
    { "two properties", "S8 = S8", REFUSED },
    { "two literals", "1 = 1", REFUSED },
    { "a name in another case", "NAME = 'full'", MATCH },
    { "a keyword of other queries as a name", "Group = 7", MATCH },
};

static const struct condition_case nulls[] = {
    { "IS NULL of a value", "U8 IS NULL", NONE },
    { "IS NOT NULL of a value", "U8 IS NOT NULL", MATCH },
    { "= NULL of a value", "U8 = NULL", NONE },
    { "<> NULL of a value", "U8 <> NULL", MATCH },
    { "!= NULL of a value", "U8 != null", MATCH },
    { "NULL <>", "NULL <> U8", MATCH },
    { "NULL =", "NULL = U8", NONE },
    { "NOT IS NULL", "NOT U8 IS NULL", MATCH },
    { "< NULL", "U8 < NULL", REFUSED },
    { ">= NULL", "U8 >= NULL", REFUSED },
    { "NULL >", "NULL > U8", REFUSED },
    { "NULL = NULL", "NULL = NULL", REFUSED },
    { "IS a number", "U8 IS 5", REFUSED },
    { "IS NOT a string", "Name IS NOT 'x'", REFUSED },
    { "IS TRUE", "Yes IS TRUE", REFUSED },
    { "NULL IS", "NULL IS U8", REFUSED },
    { "LIKE NULL", "Name LIKE NULL", REFUSED },
};

static const struct condition_case logic[] = {
    { "AND before OR, at the end", "U8 = 200 OR U8 = 1 AND U8 = 2", MATCH },
    { "AND before OR, at the beginning", "U8 = 1 AND U8 = 2 OR U8 = 200", MATCH },
    { "parentheses before AND", "(U8 = 200 OR U8 = 1) AND U8 = 2", NONE },
    { "NOT before AND", "NOT U8 = 1 AND U8 = 200", MATCH },
    { "NOT before OR", "NOT U8 = 200 OR U8 = 200", MATCH },
    { "NOT of parentheses", "NOT (U8 = 200 OR U8 = 200)", NONE },
    { "NOT NOT", "NOT NOT U8 = 200", MATCH },
    { "keywords in any case", "not U8 = 1 aNd (U8 = 200 oR U8 = 1)", MATCH },
    { "no space but where it is needed", "(U8=200)AND(NOT(U8=1))", MATCH },
    { "any white space", "U8\t=\r\n200\vAND\fU8>1", MATCH },
    { "a long AND", "U8>1 AND U8>2 AND U8>3 AND U8>4 AND U8>5 AND U8>200", NONE },
    { "a long OR", "U8<1 OR U8<2 OR U8<3 OR U8<4 OR U8<5 OR U8=200", MATCH },
};

static const struct condition_case system_names[] = {
    { "__CLASS", "__CLASS = 'thing'", MATCH },
    { "__CLASS LIKE", "__Class LIKE 'th%'", MATCH },
    { "__CLASS of others", "__CLASS <> 'Thing'", NONE },
    { "__CLASS and a number", "__CLASS = 5", NONE },
    { "__SUPERCLASS", "__SUPERCLASS IS NULL", MATCH },
    { "__SUPERCLASS of a name", "__SUPERCLASS = 'Thing'", NONE },
    { "__DYNASTY", "__DYNASTY = 'Thing'", MATCH },
    { "__GENUS", "__GENUS = 2", MATCH },
    { "__GENUS of a class", "__GENUS = 1", NONE },
    { "__PROPERTY_COUNT", "__PROPERTY_COUNT > 25", MATCH },
    { "__RELPATH", "__RELPATH = 'thing.NAME=\\\"full\\\"'", MATCH },
    { "__RELPATH twice", "__RELPATH LIKE '%full%' AND __RELPATH IS NOT NULL", MATCH },
    { "__RELPATH of others", "__RELPATH = 'Thing.Name=\\\"empty\\\"'", NONE },
    { "__PATH without an origin", "__PATH IS NULL", MATCH },
    { "__SERVER without an origin", "__SERVER IS NULL", MATCH },
    { "__NAMESPACE without an origin", "__NAMESPACE IS NULL", MATCH },
    { "__PATH and a boolean", "__PATH = TRUE", REFUSED },
    { "__DERIVATION is an array", "__DERIVATION = 'Thing'", REFUSED },
    { "no such system property", "__NOTHING = 'x'", REFUSED },
    { "__CLASS ISA", "__CLASS ISA 'Thing'", MATCH },
    { "__this ISA, unquoted", "__this ISA thing", MATCH },
    { "ISA a subclass", "__THIS ISA \"Special\"", NONE },
    { "ISA no class", "__THIS ISA 'Nothing'", NONE },
    { "NOT ISA", "NOT __this ISA 'Special'", MATCH },
    { "ISA of a string", "Name ISA 'Thing'", REFUSED },
    { "ISA a number", "__CLASS ISA 5", REFUSED },
    { "__this with =", "__this = 'Thing'", REFUSED },
    { "__this and NULL", "__this IS NULL", REFUSED },
};

static void decides(void **state)
{
    const struct condition_case *row = *state;

    check(row->where, row->expected);
}

/* --- Classes and lists ------------------------------------------------------------------------------------- */

static const struct count_case {
    const char *name, *text;
    size_t count;
} counts[] = {
    { "all of a class and its subclasses", "SELECT * FROM Thing", 3 },
    { "all of a class, in another case", "select * from THING", 3 },
    { "of a subclass", "SELECT * FROM Special", 1 },
    { "of an unrelated class", "SELECT * FROM Loose", 1 },
    { "__CLASS leaves the subclasses out", "SELECT * FROM Thing WHERE __CLASS = 'Thing'", 2 },
    { "__CLASS ISA keeps them", "SELECT * FROM Thing WHERE __CLASS ISA 'Thing'", 3 },
    { "ISA the subclass", "SELECT * FROM Thing WHERE __this ISA 'Special'", 1 },
    { "__SUPERCLASS", "SELECT * FROM Thing WHERE __SUPERCLASS = 'thing'", 1 },
    { "__DYNASTY", "SELECT * FROM Special WHERE __DYNASTY = 'Thing'", 1 },
    { "a subclass's own property", "SELECT Extra FROM Special WHERE Extra = 5", 1 },
    { "an inherited one", "SELECT Name FROM Special WHERE Name = 'special' AND U8 IS NULL", 1 },
    { "a class without keys has no __RELPATH", "SELECT * FROM Loose WHERE __RELPATH IS NULL", 1 },
    { "NOT of a comparison with NULL", "SELECT * FROM Thing WHERE NOT U8 = 200", 2 },
    { "<> of a NULL", "SELECT * FROM Thing WHERE U8 <> 1", 1 },
    { "IS NULL", "SELECT * FROM Thing WHERE U8 IS NULL", 2 },
    { "= NULL", "SELECT * FROM Thing WHERE U8 = NULL", 2 },
    { "IS NOT NULL", "SELECT * FROM Thing WHERE U8 IS NOT NULL", 1 },
    { "LIKE of a NULL", "SELECT * FROM Thing WHERE Text LIKE '%'", 1 },
};

static void finds(void **state)
{
    const struct count_case *row = *state;

    assert_int_equal(wql_world_count(&world, row->text), row->count);
}

static void ignores_other_classes(void **state)
{
    wmi_mock__wql *query = NULL;

    (void)state;
    assert_hr(S_OK, wql_world_query(&world, "SELECT * FROM Special WHERE Extra = 5", &query));
    assert_false(wql_matches(query, world.loose));
    assert_false(wql_matches(query, world.full));
    assert_true(wql_matches(query, world.special));
    wmi_mock__wql_free(query);
}

static void nan_orders_with_nothing(void **state)
{
    const size_t index = wmi_mock__class_find_property(world.full->object_class, "R64");
    const wmi_value before = world.full->values[index];

    (void)state;
    world.full->values[index].real64 = (double)NAN;
    check("R64 = 0", NONE);
    check("R64 < 0", NONE);
    check("R64 >= 0", NONE);
    check("R64 <> 0", MATCH);
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

#define ALL_PAIRS (COUNT_OF(types) * COUNT_OF(operators))
#define ALL_ROWS \
    (COUNT_OF(conditions) + COUNT_OF(nulls) + COUNT_OF(logic) + COUNT_OF(system_names) + COUNT_OF(counts))

static pair pairs[ALL_PAIRS];
static struct CMUnitTest tests[2 * ALL_PAIRS + ALL_ROWS + 2];
static size_t test_count;

static void add_pairs(void)
{
    for (size_t i = 0; i < ALL_PAIRS; i++) {
        pair *row = &pairs[i];

        row->type = &types[i / COUNT_OF(operators)];
        row->sign = &operators[i % COUNT_OF(operators)];
        snprintf(row->name, sizeof row->name, "%s %s %.24s", row->type->property, row->sign->sign,
                 row->type->equal);
        tests[test_count++] = (struct CMUnitTest){ row->name, compares, NULL, NULL, row };
        tests[test_count++] = (struct CMUnitTest){ row->name, compares_null, NULL, NULL, row };
    }
}

int main(void)
{
    add_pairs();
    WQL_ADD_ROWS(tests, test_count, conditions, decides);
    WQL_ADD_ROWS(tests, test_count, nulls, decides);
    WQL_ADD_ROWS(tests, test_count, logic, decides);
    WQL_ADD_ROWS(tests, test_count, system_names, decides);

    WQL_ADD_ROWS(tests, test_count, counts, finds);
    tests[test_count++] = (struct CMUnitTest)cmocka_unit_test(ignores_other_classes);
    tests[test_count++] = (struct CMUnitTest)cmocka_unit_test(nan_orders_with_nothing);
    return cmocka_run_group_tests(tests, set_up, tear_down) == 0 ? 0 : 1;
}
