/* SPDX-License-Identifier: MIT */
/* What polling reads: the instances of the classes that ISA names, in a namespace with many others. Counted, not timed. */
#include "support/event_world.h"

#include "mock/repository/model.h"

#include <stdio.h>
#include <stdlib.h>

#define FEW   ((size_t)10)
#define MANY  2000
#define OTHER 1 /* __SystemSecurity=@ */

static size_t shares; /* each instance that is read is shared once */

wmi_mock__record *__real_wmi_mock__record_share(wmi_mock__record *record);
wmi_mock__record *__wrap_wmi_mock__record_share(wmi_mock__record *record);

wmi_mock__record *__wrap_wmi_mock__record_share(wmi_mock__record *record)
{
    shares++;
    return __real_wmi_mock__record_share(record);
}

/* Few of Few, as many of its subclass Fewer, many of Many. */
static wmi_mock *open_world(void)
{
    wmi_mock *mock = NULL;
    char mof[256];

    assert_ok(wmi_mock_create(&mock));
    assert_ok(wmi_mock_load(mock, NULL,
                            "class Base { [key] uint32 Id; uint32 Load; };\n"
                            "class Few : Base {};\n"
                            "class Fewer : Few {};\n"
                            "class Many : Base {};\n"));
    for (unsigned i = 0; i < MANY; i++) {
        snprintf(mof, sizeof mof, "instance of Many { Id = %u; };", i);
        assert_ok(wmi_mock_load(mock, NULL, mof));
        if (i >= FEW)
            continue;
        snprintf(mof, sizeof mof, "instance of Few { Id = %u; }; instance of Fewer { Id = %u; };", 10000 + i,
                 20000 + i);
        assert_ok(wmi_mock_load(mock, NULL, mof));
    }
    return mock;
}

#define FROM u"SELECT * FROM __InstanceOperationEvent WITHIN 1000 WHERE "

static const struct poll_case {
    const char *name;
    const OLECHAR *query;
    size_t reads;
    const char *events; /* of a change of one of each class */
} polls[] = {
    { "a class and its subclass", FROM u"TargetInstance ISA 'Few'", 2 * FEW, "Few; Fewer" },
    { "a class in another case", FROM u"targetinstance isa 'FEW'", 2 * FEW, "Few; Fewer" },
    { "a subclass", FROM u"TargetInstance ISA 'Fewer'", FEW, "Fewer" },
    { "a class, and more", FROM u"TargetInstance ISA 'Few' AND TargetInstance.Load = 7", 2 * FEW,
      "Few; Fewer" },
    { "more, and a class", FROM u"TargetInstance.Load = 7 AND TargetInstance ISA 'Fewer'", FEW, "Fewer" },
    { "one class or another", FROM u"TargetInstance ISA 'Fewer' OR TargetInstance ISA 'Many'", FEW + MANY,
      "Fewer; Many" },
    { "a class or a value", FROM u"TargetInstance ISA 'Fewer' OR TargetInstance.Load = 7",
      2 * FEW + MANY + OTHER, "Few; Fewer; Many" },
    { "not a class", FROM u"NOT TargetInstance ISA 'Many'", 2 * FEW + OTHER, "Few; Fewer" },
    { "a class but not its subclass", FROM u"TargetInstance ISA 'Few' AND NOT TargetInstance ISA 'Fewer'",
      FEW, "Few" },
    { "a class that does not exist", FROM u"TargetInstance ISA 'None'", 0, "" },
    { "two classes at once", FROM u"TargetInstance ISA 'Few' AND TargetInstance ISA 'Many'", 0, "" },
    { "no class", FROM u"TargetInstance.Load = 7", 2 * FEW + MANY + OTHER, "Few; Fewer; Many" },
    { "the superclass", FROM u"TargetInstance ISA 'Base'", 2 * FEW + MANY, "Few; Fewer; Many" },
    { "namespaces alone", u"SELECT * FROM __NamespaceOperationEvent WITHIN 1000", 0, "" },
};

/* Which classes the events are about. */
static const char *targets(IEnumWbemClassObject *events)
{
    static char text[256];
    const char *list = event_list(events);

    text[0] = '\0';
    for (const char *at = list; (at = strstr(at, "Event ")) != NULL;) {
        size_t length = strcspn(at + 6, " ;");

        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%.*s", text[0] == '\0' ? "" : "; ",
                 (int)length, at + 6);
        at += 6 + length;
    }
    return text;
}

static void polling_reads(void **state)
{
    const struct poll_case *row = *state;
    wmi_mock *mock = open_world();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services, row->query);

    shares = 0;
    assert_ok(wmi_mock_poll(mock));
    assert_int_equal(shares, row->reads);
    assert_ok(wmi_mock_load(mock, NULL,
                            "instance of Few { Id = 10001; Load = 7; };"
                            "instance of Fewer { Id = 20001; Load = 7; };"
                            "instance of Many { Id = 1; Load = 7; };"));
    assert_ok(wmi_mock_poll(mock));
    assert_string_equal(targets(events), row->events);
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
    world_destroy(mock);
}

int main(void)
{
    static struct CMUnitTest tests[COUNT_OF(polls)];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, polls, polling_reads);
    return _cmocka_run_group_tests("mock_event_polls", tests, count, world_group_setup, world_group_teardown);
}
