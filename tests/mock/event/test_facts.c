/* SPDX-License-Identifier: MIT */
/* What Microsoft's pages and [MS-WMI] say about events, sentence by sentence, where no other test shows it. */
#include "support/event_world.h"

#include <wmikit.h>

#include <stdatomic.h>
#include <time.h>

#define IN_TIME_MS 15000 /* for what comes at once */

#define EVENTS u"SELECT * FROM Test_Event"
#define ONE    "instance of Test_Event { Text = \"a\"; };"

/* --- Subscribing ----------------------------------------------------------------------------------------------------- */

static HRESULT subscribe_with(IWbemServices *services, LONG flags)
{
    IEnumWbemClassObject *events = NULL;
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(EVENTS);
    HRESULT hr = IWbemServices_ExecNotificationQuery(services, language, query, flags, NULL, &events);

    SysFreeString(query);
    SysFreeString(language);
    if (events != NULL)
        IEnumWbemClassObject_Release(events);
    return hr;
}

/* [MS-WMI] 3.1.4.3.20 */
static void only_amended_qualifiers_may_be_added_to_the_two_flags(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");

    for (unsigned bit = 0; bit < 32; bit++) {
        LONG flag = (LONG)(1u << bit);
        bool is_allowed = (flag & (SEMISYNCHRONOUS | WBEM_FLAG_USE_AMENDED_QUALIFIERS)) != 0;

        assert_hr(is_allowed ? S_OK : (HRESULT)WBEM_E_INVALID_PARAMETER,
                  subscribe_with(services, SEMISYNCHRONOUS | flag));
    }
    IWbemServices_Release(services);
}

static void the_enumerator_is_a_proxy_that_needs_a_blanket(void **state)
{
    static OLECHAR ada[] = u"ada", corp[] = u"CORP", secret[] = u"secret";
    const world_login login = { u"\\\\db1\\root\\cimv2", u"CORP\\ada", u"secret", NULL, NULL, 0 };
    COAUTHIDENTITY identity = world_identity(ada, corp, secret);
    wmi_mock_host host = WMI_MOCK_HOST_INIT;
    IWbemServices *services = NULL;
    IEnumWbemClassObject *events;
    ULONG got = 0;

    host.user = "ada";
    host.domain = "CORP";
    host.password = "secret";
    assert_ok(wmi_mock_add_host(*state, "db1", &host));
    assert_ok(world_connect(*state, &login, &services));
    assert_ok(world_secure(services, RPC_C_AUTHN_LEVEL_PKT_PRIVACY, &identity));
    events = event_open(services, EVENTS);
    assert_hr(E_ACCESSDENIED, world_next(events, 0, 1, &got));
    assert_ok(world_secure(events, RPC_C_AUTHN_LEVEL_PKT_PRIVACY, &identity));
    assert_hr(WBEM_S_TIMEDOUT, world_next(events, 0, 1, &got));
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

typedef struct waiting {
    IEnumWbemClassObject *events;
    atomic_bool is_over;
    HRESULT hr;
    ULONG got;
} waiting;

static void ask_for_two(void *argument)
{
    IWbemClassObject *events[2] = { NULL, NULL };
    waiting *self = argument;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    self->hr = IEnumWbemClassObject_Next(self->events, IN_TIME_MS, 2, events, &self->got);
    atomic_store(&self->is_over, true);
    for (ULONG i = 0; i < self->got; i++)
        IWbemClassObject_Release(events[i]);
    CoUninitialize();
}

static void next_waits_for_all_that_it_is_asked_for(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    waiting self = { .events = event_open(services, EVENTS) };
    wmi__thread *thread = wmi__thread_start(ask_for_two, &self);

    assert_non_null(thread);
    assert_ok(wmi_mock_raise(*state, NULL, ONE));
    wmi__sleep(50);
    assert_false(atomic_load(&self.is_over));
    assert_ok(wmi_mock_raise(*state, NULL, ONE));
    wmi__thread_join(thread);
    assert_hr(S_OK, self.hr);
    assert_int_equal(self.got, 2);
    IEnumWbemClassObject_Release(self.events);
    IWbemServices_Release(services);
}

/* More than the quota, one after the other. */
static void releasing_the_enumerator_cancels_the_subscription(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");

    for (unsigned i = 0; i < 1100; i++)
        assert_ok(subscribe_with(services, SEMISYNCHRONOUS));
    IWbemServices_Release(services);
}

static void releasing_the_services_ends_all_that_was_made_through_them(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IWbemServices *others = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events[] = { event_open(services, EVENTS), event_open(services, ANY_CREATION) };
    IEnumWbemClassObject *kept = event_open(others, EVENTS);
    ULONG got = 0;

    IWbemServices_Release(services);
    for (size_t i = 0; i < COUNT_OF(events); i++) {
        assert_hr(WBEM_E_CALL_CANCELLED, world_next(events[i], 15000, 1, &got)); /* unknown on Windows */
        IEnumWbemClassObject_Release(events[i]);
    }
    assert_hr(WBEM_S_TIMEDOUT, world_next(kept, 0, 1, &got));
    IEnumWbemClassObject_Release(kept);
    IWbemServices_Release(others);
}

/* --- Queries --------------------------------------------------------------------------------------------------------- */

static const struct query_case {
    const char *name;
    const OLECHAR *query;
    HRESULT code;
} queries[] = {
    { "creations of instances need WITHIN", u"SELECT * FROM __InstanceCreationEvent",
      (HRESULT)WBEMESS_E_REGISTRATION_TOO_PRECISE },
    { "deletions of instances need WITHIN", u"SELECT * FROM __InstanceDeletionEvent",
      (HRESULT)WBEMESS_E_REGISTRATION_TOO_PRECISE },
    { "modifications of instances need WITHIN", u"SELECT * FROM __InstanceModificationEvent",
      (HRESULT)WBEMESS_E_REGISTRATION_TOO_PRECISE },
    { "operations on instances need WITHIN", u"SELECT * FROM __InstanceOperationEvent",
      (HRESULT)WBEMESS_E_REGISTRATION_TOO_PRECISE },
    { "creations of classes need WITHIN", u"SELECT * FROM __ClassCreationEvent",
      (HRESULT)WBEMESS_E_REGISTRATION_TOO_PRECISE },
    { "deletions of classes need WITHIN", u"SELECT * FROM __ClassDeletionEvent",
      (HRESULT)WBEMESS_E_REGISTRATION_TOO_PRECISE },
    { "modifications of classes need WITHIN", u"SELECT * FROM __ClassModificationEvent",
      (HRESULT)WBEMESS_E_REGISTRATION_TOO_PRECISE },
    { "operations on namespaces need WITHIN", u"SELECT * FROM __NamespaceOperationEvent",
      (HRESULT)WBEMESS_E_REGISTRATION_TOO_PRECISE },
    { "creations of namespaces need WITHIN", u"SELECT * FROM __NamespaceCreationEvent",
      (HRESULT)WBEMESS_E_REGISTRATION_TOO_PRECISE },
    { "a clock's modifications need no WITHIN",
      u"SELECT * FROM __InstanceModificationEvent WHERE TargetInstance ISA 'win32_localtime' AND "
      u"TargetInstance.Second = 0",
      S_OK },
    { "two clocks need no WITHIN",
      u"SELECT * FROM __InstanceModificationEvent WHERE TargetInstance ISA 'Win32_LocalTime' OR "
      u"TargetInstance ISA 'Win32_UTCTime'",
      S_OK },
    { "a clock among others needs WITHIN",
      u"SELECT * FROM __InstanceModificationEvent WHERE TargetInstance ISA 'Win32_LocalTime' OR "
      u"TargetInstance "
      u"ISA 'Test_Disk'",
      (HRESULT)WBEMESS_E_REGISTRATION_TOO_PRECISE },
    { "no clock needs WITHIN",
      u"SELECT * FROM __InstanceModificationEvent WHERE NOT TargetInstance ISA 'Win32_LocalTime'",
      (HRESULT)WBEMESS_E_REGISTRATION_TOO_PRECISE },
    { "timers need no WITHIN", u"SELECT * FROM __TimerEvent", S_OK },
    { "GROUP stands without WHERE", u"SELECT * FROM Test_Event GROUP WITHIN 5", S_OK },
    { "WITHIN has decimals", u"SELECT * FROM __InstanceCreationEvent WITHIN 0.25", S_OK },
    { "GROUP WITHIN has none", u"SELECT * FROM Test_Event GROUP WITHIN 0.25",
      (HRESULT)WBEM_E_UNPARSABLE_QUERY },
};

static void a_query(void **state)
{
    const struct query_case *row = *state;
    wmi_mock *mock = event_world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    IEnumWbemClassObject *events = NULL;

    assert_hr(row->code, event_subscribe(services, row->query, &events));
    if (events != NULL)
        IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
    world_destroy(mock);
}

static void a_clocks_events_are_raised(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events;

    assert_ok(wmi_mock_load(*state, NULL, "[singleton] class Win32_LocalTime { uint32 Second; };"));
    events = event_open(services, u"SELECT * FROM __InstanceModificationEvent WHERE TargetInstance ISA "
                                  u"'Win32_LocalTime' AND TargetInstance.Second = 0");
    for (unsigned i = 0; i < 2; i++)
        assert_ok(wmi_mock_raise(*state, NULL,
                                 i == 0
                                     ? "instance of __InstanceModificationEvent { TargetInstance = instance "
                                       "of Win32_LocalTime { Second = 7; }; };"
                                     : "instance of __InstanceModificationEvent { TargetInstance = instance "
                                       "of Win32_LocalTime { Second = 0; }; };"));
    assert_string_equal(event_list(events), "__InstanceModificationEvent Win32_LocalTime");
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

static void literals_are_read_in_any_case(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(
        services, u"SELECT * FROM Test_LoudEvent WHERE Loud = tRuE AND Number IS nUlL AND Text <> 'B'");

    assert_ok(wmi_mock_raise(*state, NULL,
                             "instance of Test_LoudEvent { Text = \"a\"; Loud = TRUE; };\n"
                             "instance of Test_LoudEvent { Text = \"b\"; Loud = TRUE; };\n"
                             "instance of Test_LoudEvent { Text = \"c\"; Loud = FALSE; };\n"
                             "instance of Test_LoudEvent { Text = \"d\"; Loud = TRUE; Number = 1; };\n"));
    assert_string_equal(event_texts(events, "Text"), "a");
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

static void a_condition_compares_both_objects(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(
        services,
        u"SELECT * FROM __InstanceModificationEvent WITHIN 1000 WHERE TargetInstance ISA 'Test_Disk' AND "
        u"PreviousInstance.Load <> TargetInstance.Load");

    event_put_disk(services, u"C:", 1); /* before, it was NULL */
    assert_ok(wmi_mock_poll(*state));
    assert_string_equal(event_list(events), "");
    event_put_disk(services, u"C:", 2);
    assert_ok(wmi_mock_poll(*state));
    assert_string_equal(event_list(events),
                        "__InstanceModificationEvent Test_Disk C: (before: Test_Disk C:)");
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

/* --- Events ---------------------------------------------------------------------------------------------------------- */

static IWbemClassObject *next_of(IEnumWbemClassObject *events)
{
    IWbemClassObject *event = NULL;
    ULONG got = 0;

    assert_ok(IEnumWbemClassObject_Next(events, IN_TIME_MS, 1, &event, &got));
    return event;
}

/* Asking for one of its properties. */
static void all_of_an_embedded_object_comes(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(
        services, u"SELECT TargetInstance.Id FROM __InstanceCreationEvent WITHIN 1000");
    IWbemClassObject *event;
    IWbemClassObject *disk = NULL;
    uint32_t load = 0;

    event_put_disk(services, u"X:", 41);
    assert_ok(wmi_mock_poll(*state));
    event = next_of(events);
    assert_hr(WMI_OK, wmi_get_object(event, "TargetInstance", &disk));
    assert_hr(WMI_OK, wmi_get_uint32(disk, "Load", &load));
    assert_int_equal(load, 41);
    IWbemClassObject_Release(disk);
    IWbemClassObject_Release(event);
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

static void a_modification_has_four_properties(void **state)
{
    static const char *const expected[] = { "PreviousInstance", "SECURITY_DESCRIPTOR", "TIME_CREATED",
                                            "TargetInstance" };
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services,
                                              u"SELECT * FROM __InstanceModificationEvent WITHIN 1000");
    IWbemClassObject *event;
    CIMTYPE type = 0;
    char **names = NULL;
    size_t count = 0;

    event_put_disk(services, u"C:", 1);
    assert_ok(wmi_mock_poll(*state));
    event = next_of(events);
    assert_ok(wmi_property_names(event, &names, &count));
    assert_int_equal(count, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        size_t found = 0;

        while (found < count && strcmp(names[found], expected[i]) != 0)
            found++;
        assert_true(found < count);
    }
    assert_ok(IWbemClassObject_Get(event, u"TIME_CREATED", 0, NULL, &type, NULL));
    assert_int_equal(type, CIM_UINT64);
    wmi_free(names);
    IWbemClassObject_Release(event);
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

/* 100 ns since 1601, UTC: between two looks at the system's clock, which has seconds. */
static void time_created_is_when_it_happened(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services, EVENTS);
    int64_t before = (int64_t)time(NULL);
    int64_t created = 0;
    IWbemClassObject *event;

    assert_ok(wmi_mock_raise(*state, NULL, ONE));
    event = next_of(events);
    assert_ok(wmi_event_time(event, &created));
    assert_true(created / 1000000 >= before && created / 1000000 <= (int64_t)time(NULL));
    IWbemClassObject_Release(event);
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

static void an_aggregate_is_no_event(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IWbemClassObject *aggregate = NULL;
    CIMTYPE type = 0;

    assert_ok(world_get(services, u"__AggregateEvent", &aggregate));
    assert_hr(S_OK, IWbemClassObject_InheritsFrom(aggregate, u"__IndicationRelated"));
    assert_hr(WBEM_S_FALSE, IWbemClassObject_InheritsFrom(aggregate, u"__Event"));
    assert_ok(IWbemClassObject_Get(aggregate, u"NumberOfEvents", 0, NULL, &type, NULL));
    assert_int_equal(type, CIM_UINT32);
    assert_ok(IWbemClassObject_Get(aggregate, u"Representative", 0, NULL, &type, NULL));
    assert_int_equal(type, CIM_OBJECT);
    IWbemClassObject_Release(aggregate);
    IWbemServices_Release(services);
}

/* Not from the subscription. */
static void the_interval_of_a_group_counts_from_its_first_event(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services, EVENTS u" GROUP WITHIN 1");
    uint64_t raised;
    IWbemClassObject *event;

    wmi__sleep(300);
    raised = wmi__clock_ms();
    assert_ok(wmi_mock_raise(*state, NULL, ONE));
    event = next_of(events);
    assert_true(wmi__clock_ms() - raised >= 1000);
    assert_string_equal(world_text(event, u"__CLASS"), "__AggregateEvent");
    IWbemClassObject_Release(event);
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

int main(void)
{
    static const struct CMUnitTest plain[] = {
        EVENT_TEST(only_amended_qualifiers_may_be_added_to_the_two_flags),
        EVENT_TEST(the_enumerator_is_a_proxy_that_needs_a_blanket),
        EVENT_TEST(next_waits_for_all_that_it_is_asked_for),
        EVENT_TEST(releasing_the_enumerator_cancels_the_subscription),
        EVENT_TEST(releasing_the_services_ends_all_that_was_made_through_them),
        EVENT_TEST(a_clocks_events_are_raised),
        EVENT_TEST(literals_are_read_in_any_case),
        EVENT_TEST(a_condition_compares_both_objects),
        EVENT_TEST(all_of_an_embedded_object_comes),
        EVENT_TEST(a_modification_has_four_properties),
        EVENT_TEST(time_created_is_when_it_happened),
        EVENT_TEST(an_aggregate_is_no_event),
        EVENT_TEST(the_interval_of_a_group_counts_from_its_first_event),
    };
    static struct CMUnitTest tests[40];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, queries, a_query);
    WORLD_ADD(tests, count, plain);
    return _cmocka_run_group_tests("mock_event_facts", tests, count, world_group_setup, world_group_teardown);
}
