/* SPDX-License-Identifier: MIT */
/* Event queries: what is read of them, what is refused, and which events a condition takes. */
#include "mock/wql/tree.h"
#include "support/wql_world.h"

#include <stdio.h>

#define UNPARSABLE ((HRESULT)WBEM_E_UNPARSABLE_QUERY)

static wql_world world;

/* --- Trees ------------------------------------------------------------------------------------------------- */

typedef struct writing {
    char text[1024];
    const wmi_mock__wql *query;
} writing;

static void put(writing *self, const char *text)
{
    size_t used = strlen(self->text);

    snprintf(self->text + used, sizeof self->text - used, "%s", text);
}

static void put_member(writing *self, const wmi_mock__wql_member *member)
{
    const char *name = member->name;

    for (size_t i = 0; i < member->parts; i++) {
        put(self, i == 0 ? "" : ".");
        put(self, name);
        name += strlen(name) + 1;
    }
}

static void put_test(writing *self, const wmi_mock__wql_node *test)
{
    static const char *const signs[] = { "=", "<>", "<", "<=", ">", ">=", "LIKE", "ISA", "NULL", "VALUE" };
    bool is_text = test->literal.kind == WMI_MOCK__WQL_TEXT_LITERAL;

    put(self, "(");
    put(self, signs[test->comparison]);
    put(self, " ");
    put_member(self, &test->member);
    if (test->other.parts != 0) {
        put(self, " ");
        put_member(self, &test->other);
    } else if (test->comparison < WMI_MOCK__WQL_IS_NULL) {
        put(self, is_text ? " '" : " ");
        put(self, test->literal.text);
        put(self, is_text ? "'" : "");
    }
    put(self, ")");
}

static void put_node(writing *self, size_t index)
{
    static const char *const words[] = { "(AND", "(OR", "(NOT" };
    const wmi_mock__wql_node *node = &self->query->nodes[index];

    if (node->kind == WMI_MOCK__WQL_TEST) {
        put_test(self, node);
        return;
    }
    put(self, words[node->kind]);
    for (size_t i = node->first; i != WMI_MOCK__WQL_NONE; i = self->query->nodes[i].next) {
        put(self, " ");
        put_node(self, i);
    }
    put(self, ")");
}

static void put_number(writing *self, const char *word, double number)
{
    char text[64];

    snprintf(text, sizeof text, " %s %.3f", word, number);
    put(self, text);
}

static void put_group(writing *self)
{
    const wmi_mock__wql_event_clauses *event = &self->query->event;

    put_number(self, "group", event->group_within);
    for (size_t i = 0; i < event->by_count; i++) {
        put(self, i == 0 ? " by " : ",");
        put_member(self, &event->by[i]);
    }
    if (event->having == WMI_MOCK__WQL_NONE)
        return;
    put(self, " having ");
    put_node(self, event->having);
}

static void put_query(writing *self)
{
    const wmi_mock__wql *query = self->query;

    for (size_t i = 0; i < query->property_count; i++) {
        put(self, query->properties[i]);
        put(self, " ");
    }
    put(self, "from ");
    put(self, query->class_name);
    if (query->event.has_within)
        put_number(self, "within", query->event.within);
    if (query->condition != WMI_MOCK__WQL_NONE) {
        put(self, " where ");
        put_node(self, query->condition);
    }
    if (query->event.is_grouped)
        put_group(self);
}

static const struct tree_case {
    const char *name, *text, *tree;
} trees[] = {
    { "an extrinsic event", "SELECT * FROM RegistryTreeChangeEvent", "from RegistryTreeChangeEvent" },
    { "WITHIN", "SELECT * FROM __InstanceCreationEvent WITHIN 10",
      "from __InstanceCreationEvent within 10.000" },
    { "WITHIN with decimals", "select * from E within 0.5", "from E within 0.500" },
    { "WITHIN and ISA",
      "SELECT * FROM __InstanceCreationEvent WITHIN 1 WHERE TargetInstance ISA 'Win32_Process'",
      "from __InstanceCreationEvent within 1.000 where (ISA TargetInstance 'Win32_Process')" },
    { "ISA with double quotes, in lower case",
      "select * from __instancecreationevent within 5 where targetinstance isa \"win32_process\" and "
      "targetinstance.name=\"a.exe\"",
      "from __instancecreationevent within 5.000 where (AND (ISA targetinstance 'win32_process') (= "
      "targetinstance.name 'a.exe'))" },
    { "two properties",
      "SELECT * FROM __InstanceModificationEvent WITHIN 2 WHERE PreviousInstance.State <> "
      "TargetInstance.State",
      "from __InstanceModificationEvent within 2.000 where (<> PreviousInstance.State "
      "TargetInstance.State)" },
    { "two properties and more", "SELECT * FROM E WHERE A.x = B.y AND NOT (A.x > 5 OR 'z' = B.y)",
      "from E where (AND (= A.x B.y) (NOT (OR (> A.x 5) (= B.y 'z'))))" },
    { "a list", "SELECT TargetInstance.Name, TIME_CREATED FROM E WITHIN 3",
      "TargetInstance TIME_CREATED from E within 3.000" },
    { "a long member", "SELECT * FROM E WHERE A.b.c.d IS NOT NULL", "from E where (VALUE A.b.c.d)" },
    { "a member named as a keyword", "SELECT * FROM E WHERE A.where = 1", "from E where (= A.where 1)" },
    { "GROUP", "SELECT * FROM EmailEvent GROUP WITHIN 300", "from EmailEvent group 300.000" },
    { "GROUP BY", "SELECT * FROM EmailEvent GROUP WITHIN 300 BY Sender",
      "from EmailEvent group 300.000 by Sender" },
    { "GROUP BY several", "SELECT * FROM E GROUP WITHIN 1 BY A, TargetInstance.SourceName, B",
      "from E group 1.000 by A,TargetInstance.SourceName,B" },
    { "GROUP HAVING", "SELECT * FROM E GROUP WITHIN 300 HAVING NumberOfEvents > 5",
      "from E group 300.000 having (> NumberOfEvents 5)" },
    { "all clauses",
      "SELECT * FROM E WITHIN 10 WHERE A.b = 1 OR C ISA D GROUP WITHIN 60 BY A.b, F HAVING NumberOfEvents >= "
      "3 AND "
      "NumberOfEvents < 9",
      "from E within 10.000 where (OR (= A.b 1) (ISA C 'D')) group 60.000 by A.b,F having (AND (>= "
      "NumberOfEvents 3) (< NumberOfEvents 9))" },
    { "clauses in any case", "SeLeCt * fRoM E wItHiN 1 WhErE a=1 gRoUp WiThIn 2 bY x HaViNg NumberOfEvents=1",
      "from E within 1.000 where (= a 1) group 2.000 by x having (= NumberOfEvents 1)" },
    { "properties named as clauses",
      "SELECT Group, By FROM E WHERE Within = 1 AND Having = Group GROUP WITHIN 1 BY By",
      "Group By from E where (AND (= Within 1) (= Having Group)) group 1.000 by By" },
    { "meta_class is any class", "SELECT * FROM meta_class WITHIN 1", "from meta_class within 1.000" },
};

static void reads_a_tree(void **state)
{
    const struct tree_case *row = *state;
    wmi_mock__wql_error error;
    wmi_mock__wql *query = NULL;
    writing self = { .text = "" };

    assert_hr(S_OK, wmi_mock__wql_parse_event(row->text, &query, &error));
    assert_int_equal(wmi_mock__wql_kind_of(query), WMI_MOCK__WQL_EVENT);
    self.query = query;
    put_query(&self);
    assert_string_equal(self.text, row->tree);
    wmi_mock__wql_free(query);
}

/* --- Refusals ---------------------------------------------------------------------------------------------- */

static const struct refused_case {
    const char *name, *text;
    HRESULT code;
    const char *message;
} refused[] = {
    { "no query at all", "42", UNPARSABLE, "at character 1: found 42, expected SELECT" },
    { "nothing", "", UNPARSABLE, "at character 1: found the end, expected SELECT" },
    { "a relation", "ASSOCIATORS OF {A.b=1}", UNPARSABLE,
      "at character 1: found ASSOCIATORS, expected SELECT" },
    { "no interval", "SELECT * FROM E WITHIN", UNPARSABLE,
      "at character 23: found the end, expected a number of seconds" },
    { "no interval before WHERE", "SELECT * FROM E WITHIN WHERE a = 1", UNPARSABLE,
      "at character 24: found WHERE, expected a number of seconds" },
    { "an interval in quotes", "SELECT * FROM E WITHIN '5'", UNPARSABLE,
      "at character 24: found '5', expected a number of seconds" },
    { "a negative interval", "SELECT * FROM E WITHIN -1", UNPARSABLE,
      "at character 24: found -1, expected a number of seconds" },
    { "an endless interval", "SELECT * FROM E WITHIN 1e999", UNPARSABLE,
      "at character 24: found 1e999, expected a number of seconds" },
    { "WITHIN after WHERE", "SELECT * FROM E WHERE a = 1 WITHIN 5", UNPARSABLE,
      "at character 29: found WITHIN, expected AND, OR, GROUP or the end of the query" },
    { "WITHIN twice", "SELECT * FROM E WITHIN 5 WITHIN 5", UNPARSABLE,
      "at character 26: found WITHIN, expected WHERE, GROUP or the end of the query" },
    { "another clause", "SELECT * FROM E ORDER BY a", UNPARSABLE,
      "at character 17: found ORDER, expected WITHIN, WHERE, GROUP or the end of the query" },
    { "no condition", "SELECT * FROM E WHERE", UNPARSABLE,
      "at character 22: found the end, expected a property or a constant" },
    { "GROUP without WITHIN", "SELECT * FROM E GROUP BY a", (HRESULT)WBEM_E_MISSING_GROUP_WITHIN,
      "at character 23: found BY, expected WITHIN" },
    { "GROUP alone", "SELECT * FROM E GROUP", (HRESULT)WBEM_E_MISSING_GROUP_WITHIN,
      "at character 22: found the end, expected WITHIN" },
    { "GROUP WITHIN with decimals", "SELECT * FROM E GROUP WITHIN 0.5", UNPARSABLE,
      "at character 30: found 0.5, expected a whole number of seconds" },
    { "GROUP WITHIN beyond 32 bits", "SELECT * FROM E GROUP WITHIN 4294967296", UNPARSABLE,
      "at character 30: found 4294967296, expected a whole number of seconds" },
    { "GROUP WITHIN below 0", "SELECT * FROM E GROUP WITHIN -1", UNPARSABLE,
      "at character 30: found -1, expected a whole number of seconds" },
    { "BY without a list", "SELECT * FROM E GROUP WITHIN 5 BY", (HRESULT)WBEM_E_MISSING_AGGREGATION_LIST,
      "at character 34: found the end, expected the name of a property" },
    { "a list that ends in a comma", "SELECT * FROM E GROUP WITHIN 5 BY a, HAVING b = 1", UNPARSABLE,
      "at character 45: found b, expected a comma, HAVING or the end of the query" },
    { "a list with a number", "SELECT * FROM E GROUP WITHIN 5 BY a, 5",
      (HRESULT)WBEM_E_MISSING_AGGREGATION_LIST, "at character 38: found 5, expected the name of a property" },
    { "HAVING without a condition", "SELECT * FROM E GROUP WITHIN 5 HAVING", UNPARSABLE,
      "at character 38: found the end, expected a property or a constant" },
    { "HAVING without GROUP", "SELECT * FROM E HAVING NumberOfEvents > 5", UNPARSABLE,
      "at character 17: found HAVING, expected WITHIN, WHERE, GROUP or the end of the query" },
    { "WHERE after GROUP", "SELECT * FROM E GROUP WITHIN 5 WHERE a = 1", UNPARSABLE,
      "at character 32: found WHERE, expected BY, HAVING or the end of the query" },
    { "two literals", "SELECT * FROM E WHERE 1 = 1", UNPARSABLE,
      "at character 27: found 1, expected a property" },
};

static void refuses(void **state)
{
    const struct refused_case *row = *state;
    wmi_mock__wql_error error;
    wmi_mock__wql *query = (wmi_mock__wql *)1;

    assert_hr(row->code, wmi_mock__wql_parse_event(row->text, &query, &error));
    assert_null(query);
    assert_string_equal(error.message, row->message);
}

static const struct unbound_case {
    const char *name, *text;
    HRESULT code;
} unbound[] = {
    { "binds: an intrinsic event", "SELECT * FROM __InstanceCreationEvent WITHIN 1", S_OK },
    { "binds: a property that is not there, in the list", "SELECT NoSuch FROM __InstanceCreationEvent",
      S_OK },
    { "binds: a member of any object",
      "SELECT * FROM __InstanceCreationEvent WHERE TargetInstance.Anything = 5", S_OK },
    { "binds: a namespace's event", "SELECT * FROM __NamespaceCreationEvent WHERE TargetNamespace.Name = 'x'",
      S_OK },
    { "binds: groups",
      "SELECT * FROM __InstanceCreationEvent GROUP WITHIN 1 BY TargetInstance.Name, TIME_CREATED HAVING "
      "NumberOfEvents > 1",
      S_OK },
    { "does not bind: no such class", "SELECT * FROM Nothing", (HRESULT)WBEM_E_INVALID_CLASS },
    { "does not bind: no event class", "SELECT * FROM Thing", (HRESULT)WBEM_E_NOT_EVENT_CLASS },
    { "does not bind: the aggregate event", "SELECT * FROM __AggregateEvent",
      (HRESULT)WBEM_E_NOT_EVENT_CLASS },
    { "does not bind: no such property", "SELECT * FROM __InstanceCreationEvent WHERE Name = 'x'",
      (HRESULT)WBEM_E_INVALID_QUERY },
    { "does not bind: no such property on the right",
      "SELECT * FROM __InstanceCreationEvent WHERE TIME_CREATED = Other", (HRESULT)WBEM_E_INVALID_QUERY },
    { "does not bind: PreviousInstance of a creation",
      "SELECT * FROM __InstanceCreationEvent WHERE PreviousInstance ISA 'Thing'",
      (HRESULT)WBEM_E_INVALID_QUERY },
    { "does not bind: groups by an object",
      "SELECT * FROM __InstanceCreationEvent GROUP WITHIN 1 BY TargetInstance",
      (HRESULT)WBEM_E_AGGREGATING_BY_OBJECT },
    { "does not bind: groups by a member of a number",
      "SELECT * FROM __InstanceCreationEvent GROUP WITHIN 1 BY TIME_CREATED.Name",
      (HRESULT)WBEM_E_PROPERTY_NOT_AN_OBJECT },
    { "does not bind: groups by nothing", "SELECT * FROM __InstanceCreationEvent GROUP WITHIN 1 BY Nothing",
      (HRESULT)WBEM_E_INVALID_QUERY },
    { "does not bind: HAVING of an event's property",
      "SELECT * FROM __InstanceCreationEvent GROUP WITHIN 1 HAVING TIME_CREATED > 1",
      (HRESULT)WBEM_E_INVALID_QUERY },
    { "does not bind: HAVING of a text",
      "SELECT * FROM __InstanceCreationEvent GROUP WITHIN 1 HAVING NumberOfEvents > 'x'",
      (HRESULT)WBEM_E_INVALID_QUERY },
    { "does not bind: HAVING of a class",
      "SELECT * FROM __InstanceCreationEvent GROUP WITHIN 1 HAVING NumberOfEvents ISA 'x'",
      (HRESULT)WBEM_E_INVALID_QUERY },
    { "does not bind: HAVING of two properties",
      "SELECT * FROM __InstanceCreationEvent GROUP WITHIN 1 HAVING NumberOfEvents = NumberOfEvents",
      (HRESULT)WBEM_E_INVALID_QUERY },
};

static void binds(void **state)
{
    const struct unbound_case *row = *state;
    wmi_mock__wql_error error;
    wmi_mock__wql *query = NULL;

    assert_hr(S_OK, wmi_mock__wql_parse_event(row->text, &query, &error));
    assert_hr(row->code, wmi_mock__wql_bind(query, world.space, &error));
    assert_int_equal(error.message[0] == '\0', row->code == S_OK);
    wmi_mock__wql_free(query);
}

/* --- Groups ------------------------------------------------------------------------------------------------ */

static const struct having_case {
    const char *name, *having;
    uint32_t events;
    bool takes;
} havings[] = {
    { "no HAVING", "", 0, true },
    { "enough events", " HAVING NumberOfEvents > 5", 6, true },
    { "too few events", " HAVING NumberOfEvents > 5", 5, false },
    { "a number of events between", " HAVING NumberOfEvents >= 2 AND NumberOfEvents <= 4", 3, true },
    { "the number on the left", " HAVING 5 < NumberOfEvents", 6, true },
    { "events and NULL", " HAVING NumberOfEvents IS NULL", 3, false },
};

static void has_enough_events(void **state)
{
    const struct having_case *row = *state;
    char text[256];
    wmi_mock__wql_error error;
    wmi_mock__wql *query = NULL;
    uint32_t seconds = 0;
    double within = 0;

    snprintf(text, sizeof text, "SELECT * FROM __InstanceCreationEvent WITHIN 2.5 GROUP WITHIN 7%s",
             row->having);
    assert_hr(S_OK, wmi_mock__wql_parse_event(text, &query, &error));
    assert_false(wmi_mock__wql_having(query, row->events)); /* not bound yet */
    assert_hr(S_OK, wmi_mock__wql_bind(query, world.space, &error));
    assert_int_equal(wmi_mock__wql_having(query, row->events), row->takes);
    assert_true(wmi_mock__wql_within(query, &within) && within == 2.5);
    assert_true(wmi_mock__wql_group_within(query, &seconds) && seconds == 7);
    wmi_mock__wql_free(query);
}

static void has_no_intervals(void **state)
{
    wmi_mock__wql_error error;
    wmi_mock__wql *query = NULL;
    uint32_t seconds = 0;
    double within = 0;

    (void)state;
    assert_hr(S_OK, wmi_mock__wql_parse_event("SELECT * FROM __InstanceCreationEvent", &query, &error));
    assert_false(wmi_mock__wql_within(query, &within));
    assert_false(wmi_mock__wql_group_within(query, &seconds));
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
    static struct CMUnitTest
        tests[COUNT_OF(trees) + COUNT_OF(refused) + COUNT_OF(unbound) + COUNT_OF(havings) + 1];
    size_t test_count = 0;

    WQL_ADD_ROWS(tests, test_count, trees, reads_a_tree);
    WQL_ADD_ROWS(tests, test_count, refused, refuses);
    WQL_ADD_ROWS(tests, test_count, unbound, binds);
    WQL_ADD_ROWS(tests, test_count, havings, has_enough_events);
    tests[test_count++] = (struct CMUnitTest)cmocka_unit_test(has_no_intervals);
    return cmocka_run_group_tests(tests, set_up, tear_down) == 0 ? 0 : 1;
}
