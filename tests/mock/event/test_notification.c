/* SPDX-License-Identifier: MIT */
/* ExecNotificationQuery on the mock: what it refuses, and how its enumerator behaves. */
#include "support/event_world.h"

#include <wmikit.h>

/* --- Refusals ---------------------------------------------------------------------------------------------- */

#define UNPARSABLE ((HRESULT)WBEM_E_UNPARSABLE_QUERY)

static const struct refused_case {
    const char *name;
    const OLECHAR *language, *query;
    LONG flags;
    HRESULT code;
} refused[] = {
    { "no flags", u"WQL", ANY_CREATION, 0, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "RETURN_IMMEDIATELY alone", u"WQL", ANY_CREATION, WBEM_FLAG_RETURN_IMMEDIATELY,
      (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "FORWARD_ONLY alone", u"WQL", ANY_CREATION, WBEM_FLAG_FORWARD_ONLY, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "another flag", u"WQL", ANY_CREATION, SEMISYNCHRONOUS | WBEM_FLAG_DIRECT_READ,
      (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "no language", NULL, ANY_CREATION, SEMISYNCHRONOUS, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "another language", u"SQL", ANY_CREATION, SEMISYNCHRONOUS, (HRESULT)WBEM_E_INVALID_QUERY_TYPE },
    { "no query", u"WQL", NULL, SEMISYNCHRONOUS, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "an empty query", u"WQL", u"", SEMISYNCHRONOUS, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "a number", u"WQL", u"42", SEMISYNCHRONOUS, UNPARSABLE },
    { "a data query's class", u"WQL", u"SELECT * FROM Test_Disk WITHIN 1", SEMISYNCHRONOUS,
      (HRESULT)WBEM_E_NOT_EVENT_CLASS },
    { "no such class", u"WQL", u"SELECT * FROM Nothing WITHIN 1", SEMISYNCHRONOUS,
      (HRESULT)WBEM_E_INVALID_CLASS },
    { "an intrinsic event without WITHIN", u"WQL",
      u"SELECT * FROM __InstanceCreationEvent WHERE TargetInstance ISA 'Test_Disk'", SEMISYNCHRONOUS,
      (HRESULT)WBEMESS_E_REGISTRATION_TOO_PRECISE },
    { "a class event without WITHIN", u"WQL", u"SELECT * FROM __ClassOperationEvent", SEMISYNCHRONOUS,
      (HRESULT)WBEMESS_E_REGISTRATION_TOO_PRECISE },
    { "a registry event with an open property", u"WQL",
      u"SELECT * FROM RegistryValueChangeEvent WHERE Hive = 'HKEY_LOCAL_MACHINE' AND KeyPath = 'a'",
      SEMISYNCHRONOUS, (HRESULT)WBEMESS_E_REGISTRATION_TOO_BROAD },
    { "a registry event with an alternative", u"WQL",
      u"SELECT * FROM RegistryValueChangeEvent WHERE Hive = 'H' AND (KeyPath = 'a' OR ValueName = 'b')",
      SEMISYNCHRONOUS, (HRESULT)WBEMESS_E_REGISTRATION_TOO_BROAD },
    { "GROUP without WITHIN", u"WQL", u"SELECT * FROM Test_Event GROUP BY Text", SEMISYNCHRONOUS,
      (HRESULT)WBEM_E_MISSING_GROUP_WITHIN },
};

static void a_subscription_is_refused(void **state)
{
    const struct refused_case *row = *state;
    wmi_mock *mock = event_world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    BSTR language = row->language == NULL ? NULL : SysAllocString(row->language);
    BSTR query = row->query == NULL ? NULL : SysAllocString(row->query);
    IEnumWbemClassObject *events = (IEnumWbemClassObject *)(void *)&events;

    assert_hr(row->code,
              IWbemServices_ExecNotificationQuery(services, language, query, row->flags, NULL, &events));
    assert_null(events);
    assert_hr(WBEM_E_INVALID_PARAMETER,
              IWbemServices_ExecNotificationQuery(services, language, query, row->flags, NULL, NULL));
    SysFreeString(language);
    SysFreeString(query);
    IWbemServices_Release(services);
    world_destroy(mock);
}

static void a_refusal_tells_why(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = NULL;
    IErrorInfo *info = NULL;
    BSTR text = NULL;

    assert_hr(WBEM_E_UNPARSABLE_QUERY, event_subscribe(services, u"SELECT * FROM E WITHIN x", &events));
    assert_hr(S_OK, GetErrorInfo(0, &info));
    assert_ok(IErrorInfo_GetDescription(info, &text));
    assert_int_equal(SysStringLen(text), strlen("at character 24: found x, expected a number of seconds"));
    SysFreeString(text);
    IErrorInfo_Release(info);
    IWbemServices_Release(services);
}

/* --- Next -------------------------------------------------------------------------------------------------- */

static void next_says_timed_out_when_nothing_comes(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services, u"SELECT * FROM Test_Event");
    IWbemClassObject *event = (IWbemClassObject *)(void *)&event;
    IWbemClassObject *before = event;
    ULONG got = 7;

    assert_hr(WBEM_S_TIMEDOUT, IEnumWbemClassObject_Next(events, 0, 1, &event, &got));
    assert_int_equal(got, 0);
    assert_ptr_equal(event, before);
    assert_hr(WBEM_S_TIMEDOUT, IEnumWbemClassObject_Next(events, 20, 1, &event, &got));
    assert_hr(S_OK, IEnumWbemClassObject_Next(events, 0, 0, &event, &got));
    assert_hr(WBEM_E_INVALID_PARAMETER, IEnumWbemClassObject_Next(events, -2, 1, &event, &got));
    assert_hr(WBEM_E_INVALID_PARAMETER, IEnumWbemClassObject_Next(events, 0, 1, NULL, &got));
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

static void next_brings_fewer_with_timed_out(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services, u"SELECT * FROM Test_Event");
    ULONG got = 0;

    assert_ok(wmi_mock_raise(*state, NULL,
                             "instance of Test_Event { Text = \"a\"; };\n"
                             "instance of Test_Event { Text = \"b\"; };"));
    assert_hr(WBEM_S_TIMEDOUT, world_next(events, 0, 3, &got));
    assert_int_equal(got, 2);
    assert_hr(WBEM_S_TIMEDOUT, world_next(events, 0, 1, &got));
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

static void the_other_methods_change_nothing(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services, u"SELECT * FROM Test_Event");
    IEnumWbemClassObject *copy = (IEnumWbemClassObject *)(void *)&copy;

    assert_ok(wmi_mock_raise(*state, NULL, "instance of Test_Event { Text = \"a\"; };"));
    assert_ok(IEnumWbemClassObject_Reset(events));
    assert_hr(WBEM_E_INVALID_OPERATION, IEnumWbemClassObject_Clone(events, &copy));
    assert_null(copy);
    assert_hr(WBEM_E_INVALID_OPERATION, IEnumWbemClassObject_Skip(events, 0, 1)); /* unknown on Windows */
    assert_hr(WBEM_E_NOT_SUPPORTED, IEnumWbemClassObject_NextAsync(events, 1, NULL));
    assert_string_equal(event_texts(events, "Text"), "a");
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

/* --- Ends -------------------------------------------------------------------------------------------------- */

static void releasing_the_services_ends_it(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services, u"SELECT * FROM Test_Event");
    ULONG got = 0;

    IWbemServices_Release(services);
    assert_hr(WBEM_E_CALL_CANCELLED,
              world_next(events, FOREVER, 1, &got)); /* the code is unknown on Windows */
    IEnumWbemClassObject_Release(events);
}

static void another_reference_to_the_services_keeps_it(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services, u"SELECT * FROM Test_Event");
    ULONG got = 0;

    IWbemServices_AddRef(services);
    IWbemServices_Release(services);
    assert_hr(WBEM_S_TIMEDOUT, world_next(events, 0, 1, &got));
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

static void a_restart_loses_it(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services, u"SELECT * FROM Test_Event");
    IEnumWbemClassObject *rows = NULL;
    ULONG got = 0;

    assert_ok(wmi_mock_restart(*state, NULL));
    assert_hr(RPC_UNAVAILABLE, world_next(events, FOREVER, 1, &got));
    assert_hr(RPC_UNAVAILABLE, world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    assert_int_equal(wmi_mock_live_objects(*state), 2);
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
    services = world_open(*state, u"root\\cimv2");
    assert_int_equal(world_count(services, ALL_DISKS), 3);
    events = event_open(services, u"SELECT * FROM Test_Event");
    assert_hr(WBEM_S_TIMEDOUT, world_next(events, 0, 1, &got));
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
    assert_hr(WBEM_E_NOT_FOUND, wmi_mock_restart(*state, "nowhere"));
    assert_hr(E_POINTER, wmi_mock_restart(NULL, NULL));
}

static void a_lost_host_ends_next(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services, u"SELECT * FROM Test_Event");
    ULONG got = 0;

    assert_ok(wmi_mock_lose_host(*state, NULL, RPC_UNAVAILABLE));
    assert_hr(RPC_UNAVAILABLE, world_next(events, FOREVER, 1, &got));
    assert_ok(wmi_mock_lose_host(*state, NULL, S_OK));
    assert_hr(WBEM_S_TIMEDOUT, world_next(events, 0, 1, &got));
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

/* --- Waiting ----------------------------------------------------------------------------------------------- */

typedef struct waiting {
    IEnumWbemClassObject *events;
    HRESULT hr;
    ULONG got;
} waiting;

static void wait_on_a_thread(void *argument)
{
    waiting *self = argument;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    self->hr = world_next(self->events, FOREVER, 1, &self->got);
    CoUninitialize();
}

static const struct waking_case {
    const char *name;
    HRESULT code;
    ULONG got;
} wakings[] = {
    { "a waiting Next is woken: by an event", S_OK, 1 },
    { "a waiting Next is woken: by a restart", RPC_UNAVAILABLE, 0 },
    { "a waiting Next is woken: by a lost host", (HRESULT)0x80010108, 0 },
    { "a waiting Next is woken: by a change that polling finds", S_OK, 1 },
};

static void wake(wmi_mock *mock, IWbemServices *services, size_t how)
{
    switch (how) {
    case 0: assert_ok(wmi_mock_raise(mock, NULL, "instance of Test_Event { Text = \"a\"; };")); break;
    case 1: assert_ok(wmi_mock_restart(mock, NULL)); break;
    case 2: assert_ok(wmi_mock_lose_host(mock, NULL, (HRESULT)0x80010108)); break;
    default: event_put_disk(services, u"X:", 1); break;
    }
}

static void a_waiting_next_is_woken(void **state)
{
    const struct waking_case *row = *state;
    size_t how = (size_t)(row - wakings);
    wmi_mock *mock = event_world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    waiting self = { NULL, E_FAIL, 0 };
    wmi__thread *thread;

    self.events = event_open(services, how == 3 ? u"SELECT * FROM __InstanceCreationEvent WITHIN 0.02"
                                                : u"SELECT * FROM Test_Event");
    thread = wmi__thread_start(wait_on_a_thread, &self);
    assert_non_null(thread);
    wmi__sleep(30);
    wake(mock, services, how);
    wmi__thread_join(thread);
    assert_hr(row->code, self.hr);
    assert_int_equal(self.got, row->got);
    wmi_mock_lose_host(mock, NULL, S_OK);
    IEnumWbemClassObject_Release(self.events);
    IWbemServices_Release(services);
    world_destroy(mock);
}

/* --- As every other call ----------------------------------------------------------------------------------- */

static void the_journal_has_it(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services, u"SELECT * FROM Test_Event");
    ULONG got = 0;

    assert_int_equal(wmi_mock_call_count(*state, "IWbemServices::ExecNotificationQuery"), 1);
    assert_hr(WBEM_S_TIMEDOUT, world_next(events, 0, 1, &got));
    assert_int_equal(wmi_mock_call_count(*state, "IEnumWbemClassObject::Next"), 1);
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

static void faults_and_delays_apply(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services, u"SELECT * FROM Test_Event");
    IEnumWbemClassObject *none = NULL;
    ULONG got = 0;

    assert_ok(wmi_mock_fail(*state, "IWbemServices::ExecNotificationQuery", 1, E_FAIL));
    assert_hr(E_FAIL, event_subscribe(services, u"SELECT * FROM Test_Event", &none));
    assert_ok(wmi_mock_fail(*state, "IEnumWbemClassObject::Next", 1, E_FAIL));
    assert_ok(wmi_mock_raise(*state, NULL, "instance of Test_Event { Text = \"a\"; };"));
    assert_hr(E_FAIL, world_next(events, 0, 1, &got));
    assert_ok(wmi_mock_delay(*state, "IEnumWbemClassObject::Next", WMI_MOCK_HANG));
    assert_hr(WBEM_S_TIMEDOUT, world_next(events, 10, 1, &got));
    wmi_mock_wake(*state);
    assert_ok(world_next(events, FOREVER, 1, &got));
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

int main(void)
{
    static const struct CMUnitTest plain[] = {
        EVENT_TEST(a_refusal_tells_why),
        EVENT_TEST(next_says_timed_out_when_nothing_comes),
        EVENT_TEST(next_brings_fewer_with_timed_out),
        EVENT_TEST(the_other_methods_change_nothing),
        EVENT_TEST(releasing_the_services_ends_it),
        EVENT_TEST(another_reference_to_the_services_keeps_it),
        EVENT_TEST(a_restart_loses_it),
        EVENT_TEST(a_lost_host_ends_next),
        EVENT_TEST(the_journal_has_it),
        EVENT_TEST(faults_and_delays_apply),
    };
    static struct CMUnitTest tests[48];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, refused, a_subscription_is_refused);
    WORLD_ADD_ROWS(tests, count, wakings, a_waiting_next_is_woken);
    WORLD_ADD(tests, count, plain);
    return _cmocka_run_group_tests("mock_event_notification", tests, count, world_group_setup,
                                   world_group_teardown);
}
