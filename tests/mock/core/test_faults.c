/* SPDX-License-Identifier: MIT */
/* Faults on demand, delays, hangs and waking, the journal, counts, and loading. */
#include "os/os.h"
#include "support/mock_world.h"
#include "support/threads.h"

#define QUERY   "IWbemServices::ExecQuery"
#define NEXT    "IEnumWbemClassObject::Next"
#define CONNECT "IWbemLocator::ConnectServer"
#define BUSY    ((HRESULT)WBEM_E_SERVER_TOO_BUSY)

static const world_login cimv2 = { .resource = u"root\\cimv2" };

static HRESULT try_query(IWbemServices *services)
{
    IEnumWbemClassObject *rows = (IEnumWbemClassObject *)(void *)&rows;
    HRESULT hr = world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows);

    assert_int_equal(rows != NULL, hr == S_OK);
    if (rows != NULL)
        IEnumWbemClassObject_Release(rows);
    return hr;
}

/* --- Faults ------------------------------------------------------------------------------------------------------- */

static void the_nth_call_fails(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");

    assert_ok(try_query(services)); /* nth counts from now on */
    assert_ok(wmi_mock_fail(*state, QUERY, 2, BUSY));
    assert_ok(try_query(services));
    assert_hr(BUSY, try_query(services));
    assert_ok(try_query(services));
    assert_ok(wmi_mock_fail(*state, QUERY, 1, BUSY));
    assert_hr(BUSY, try_query(services));
    assert_ok(try_query(services));
    IWbemServices_Release(services);
}

static void every_call_fails_until_that_is_taken_back(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IWbemClassObject *object = NULL;

    assert_ok(wmi_mock_fail(*state, QUERY, 0, BUSY));
    for (int i = 0; i < 3; i++)
        assert_hr(BUSY, try_query(services));
    assert_ok(world_get(services, u"Test_Disk", &object)); /* another operation */
    IWbemClassObject_Release(object);
    assert_ok(wmi_mock_fail(*state, QUERY, 0, S_OK));
    assert_ok(try_query(services));
    IWbemServices_Release(services);
}

/* The nth of any: what the journal counts, objects' methods and blankets included. */
static HRESULT run_scenario(wmi_mock *mock)
{
    IWbemServices *services = NULL;
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *object = NULL;
    VARIANT value;
    ULONG got = 0;
    HRESULT hr = world_connect(mock, &cimv2, &services);

    VariantInit(&value);
    if (SUCCEEDED(hr))
        hr = world_secure(services, RPC_C_AUTHN_LEVEL_PKT_PRIVACY, NULL);
    if (SUCCEEDED(hr))
        hr = world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows);
    if (SUCCEEDED(hr))
        hr = world_secure(rows, RPC_C_AUTHN_LEVEL_PKT_PRIVACY, NULL);
    if (SUCCEEDED(hr))
        hr = IEnumWbemClassObject_Next(rows, FOREVER, 1, &object, &got);
    if (SUCCEEDED(hr))
        hr = IWbemClassObject_Get(object, u"Id", 0, &value, NULL, NULL);
    VariantClear(&value);
    if (object != NULL)
        IWbemClassObject_Release(object);
    if (rows != NULL)
        IEnumWbemClassObject_Release(rows);
    if (services != NULL)
        IWbemServices_Release(services);
    return hr;
}

static void any_call_can_fail(void **state)
{
    for (unsigned nth = 1; nth <= 6; nth++) {
        assert_ok(wmi_mock_fail(*state, NULL, nth, BUSY));
        assert_hr(BUSY, run_scenario(*state));
        assert_int_equal(wmi_mock_live_objects(*state), 0);
    }
    assert_ok(wmi_mock_fail(*state, NULL, 7, BUSY));
    assert_ok(run_scenario(*state));
    assert_hr(BUSY, run_scenario(*state)); /* its first call is the seventh */
    assert_ok(wmi_mock_fail(*state, NULL, 1, BUSY));
    assert_ok(wmi_mock_fail(*state, NULL, 0, S_OK));
    assert_ok(run_scenario(*state));
}

static void each_operation_can_fail(void **state)
{
    static const char *const operations[] = { CONNECT, "CoSetProxyBlanket", QUERY, NEXT,
                                              "IWbemClassObject::Get" };

    for (size_t i = 0; i < COUNT_OF(operations); i++) {
        assert_ok(wmi_mock_fail(*state, operations[i], 1, BUSY));
        assert_hr(BUSY, run_scenario(*state));
        assert_ok(run_scenario(*state));
    }
}

static void success_codes_work_too(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *rows = NULL;
    ULONG got;

    assert_ok(world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    assert_ok(wmi_mock_fail(*state, NEXT, 1, WBEM_S_TIMEDOUT));
    assert_hr(WBEM_S_TIMEDOUT, world_next(rows, FOREVER, 2, &got));
    assert_int_equal(got, 0);
    assert_ok(world_next(rows, FOREVER, 2, &got)); /* nothing was lost */
    assert_int_equal(got, 2);
    assert_ok(wmi_mock_fail(*state, NEXT, 0, WBEM_S_FALSE)); /* runs dry */
    assert_hr(WBEM_S_FALSE, world_next(rows, FOREVER, 2, &got));
    assert_int_equal(got, 0);
    IEnumWbemClassObject_Release(rows);
    IWbemServices_Release(services);
}

static void a_call_may_succeed_with_nothing(void **state)
{
    IWbemServices *services = (IWbemServices *)(void *)&services;
    IEnumWbemClassObject *rows = (IEnumWbemClassObject *)(void *)&rows;
    IWbemClassObject *object = (IWbemClassObject *)(void *)&object;
    ULONG got;

    assert_ok(wmi_mock_fail(*state, CONNECT, 1, WMI_MOCK_NULL_RESULT));
    assert_ok(world_connect(*state, &cimv2, &services));
    assert_null(services);
    services = world_open(*state, u"root\\cimv2");
    assert_ok(wmi_mock_fail(*state, QUERY, 1, WMI_MOCK_NULL_RESULT));
    assert_ok(world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    assert_null(rows);
    assert_ok(wmi_mock_fail(*state, "IWbemServices::GetObject", 1, WMI_MOCK_NULL_RESULT));
    assert_ok(world_get(services, u"Test_Disk", &object));
    assert_null(object);
    assert_ok(world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    assert_ok(wmi_mock_fail(*state, NEXT, 1, WMI_MOCK_NULL_RESULT));
    assert_ok(world_next(rows, FOREVER, 1, &got));
    assert_int_equal(got, 0);
    assert_hr(S_OK, wmi_mock_call_at(*state, wmi_mock_call_count(*state, NULL) - 1)->result);
    IEnumWbemClassObject_Release(rows);
    IWbemServices_Release(services);
}

/* --- Delays ----------------------------------------------------------------------------------------------------------- */

static void a_delay_is_waited_for(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    uint64_t begin = wmi__clock_ms();

    assert_ok(wmi_mock_delay(*state, QUERY, 30));
    assert_ok(wmi_mock_delay(*state, NULL, 60)); /* the longest counts */
    assert_ok(try_query(services));
    assert_true(wmi__clock_ms() - begin >= 60);
    assert_ok(wmi_mock_delay(*state, NULL, 0));
    assert_ok(wmi_mock_delay(*state, QUERY, 0));
    begin = wmi__clock_ms();
    assert_ok(try_query(services));
    assert_true(wmi__clock_ms() - begin < 30);
    IWbemServices_Release(services);
}

/* A thread that is in a call. */
typedef struct caller {
    wmi_mock *mock;
    IWbemServices *services;
    IEnumWbemClassObject *rows;
    HRESULT result;
    ULONG got;
} caller;

static void connect_on_thread(void *argument)
{
    caller *self = argument;

    self->result = world_connect(self->mock, &cimv2, &self->services);
}

static void query_on_thread(void *argument)
{
    caller *self = argument;

    self->result = world_query(self->services, ALL_DISKS, SEMISYNCHRONOUS, &self->rows);
}

static void next_on_thread(void *argument)
{
    caller *self = argument;
    IWbemClassObject *object = NULL;

    self->result = IEnumWbemClassObject_Next(self->rows, FOREVER, 1, &object, &self->got);
    if (object != NULL)
        IWbemClassObject_Release(object);
}

static void batch_on_thread(void *argument)
{
    caller *self = argument;
    IWbemClassObject *objects[3];

    self->result = IEnumWbemClassObject_Next(self->rows, FOREVER, 3, objects, &self->got);
}

static void pause_ms(wmi_mock *mock, uint32_t milliseconds)
{
    /* A mock that waits is a clock, too. */
    IWbemServices *services = NULL;

    wmi_mock_delay(mock, CONNECT, milliseconds);
    if (SUCCEEDED(world_connect(mock, &cimv2, &services)))
        IWbemServices_Release(services);
    wmi_mock_delay(mock, CONNECT, 0);
}

static void hanging_calls_are_woken(void **state)
{
    wmi_mock *clock = world_create();
    caller self = { .mock = *state };
    test_thread *thread;

    assert_ok(wmi_mock_delay(*state, NULL, WMI_MOCK_HANG));
    thread = test_thread_start(connect_on_thread, &self);
    pause_ms(clock, 30);
    assert_int_equal(wmi_mock_call_count(*state, CONNECT), 0); /* it has not come to its end */
    wmi_mock_wake(*state);
    test_thread_join(thread);
    assert_ok(self.result);

    assert_ok(wmi_mock_delay(*state, QUERY, WMI_MOCK_HANG));
    thread = test_thread_start(query_on_thread, &self);
    pause_ms(clock, 20);
    wmi_mock_wake(*state);
    test_thread_join(thread);
    assert_ok(self.result);

    assert_ok(wmi_mock_delay(*state, NEXT, WMI_MOCK_HANG));
    thread = test_thread_start(next_on_thread, &self);
    pause_ms(clock, 20);
    wmi_mock_wake(*state);
    test_thread_join(thread);
    assert_ok(self.result);
    assert_int_equal(self.got, 1);
    assert_int_equal(world_drain(self.rows), 2); /* no more hanging: the wake took it back */
    IWbemServices_Release(self.services);
    world_destroy(clock);
}

static void a_server_lost_while_a_row_is_waited_for(void **state)
{
    wmi_mock *clock = world_create();
    caller self = { .mock = *state, .services = world_open(*state, u"root\\cimv2") };
    test_thread *thread;

    assert_ok(world_query(self.services, ALL_DISKS, SEMISYNCHRONOUS, &self.rows));
    assert_ok(wmi_mock_delay(*state, NEXT, WMI_MOCK_HANG));
    thread = test_thread_start(next_on_thread, &self);
    pause_ms(clock, 20);
    assert_ok(wmi_mock_lose_host(*state, NULL, RPC_UNAVAILABLE));
    wmi_mock_wake(*state);
    test_thread_join(thread);
    assert_hr(RPC_UNAVAILABLE, self.result);
    assert_int_equal(self.got, 0);
    IEnumWbemClassObject_Release(self.rows);
    IWbemServices_Release(self.services);
    world_destroy(clock);
}

/* Rows that had come before the server went do not reach a client that is told of a failure. */
static void a_batch_that_fails_brings_nothing(void **state)
{
    wmi_mock *clock = world_create();
    caller self = { .mock = *state, .services = world_open(*state, u"root\\cimv2") };
    test_thread *thread;

    assert_ok(world_query(self.services, ALL_DISKS, SEMISYNCHRONOUS, &self.rows));
    assert_ok(wmi_mock_delay(*state, NEXT, 200));
    thread = test_thread_start(batch_on_thread, &self);
    pause_ms(clock, 300); /* the first row has come, the last has not */
    assert_ok(wmi_mock_lose_host(*state, NULL, RPC_UNAVAILABLE));
    test_thread_join(thread);
    assert_hr(RPC_UNAVAILABLE, self.result);
    assert_int_equal(self.got, 0);
    assert_int_equal(wmi_mock_live_objects(*state), 2);
    IEnumWbemClassObject_Release(self.rows);
    IWbemServices_Release(self.services);
    world_destroy(clock);
}

/* The caller of ConnectServer holds no object that would keep the mock alive meanwhile. */
static void destroying_wakes_what_hangs(void **state)
{
    wmi_mock *clock = world_create();
    wmi_mock *mock = world_create();
    caller self = { .mock = mock };
    test_thread *thread;

    (void)state;
    assert_ok(wmi_mock_fail(mock, CONNECT, 0, BUSY));
    assert_ok(wmi_mock_delay(mock, CONNECT, WMI_MOCK_HANG));
    thread = test_thread_start(connect_on_thread, &self);
    pause_ms(clock, 400); /* by then it has begun, on a busy machine too */
    assert_int_equal(wmi_mock_destroy(mock), 0);
    test_thread_join(thread);
    assert_hr(BUSY, self.result);
    world_destroy(clock);
}

static void objects_outlive_their_mock(void **state)
{
    wmi_mock *mock = world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *object = NULL;

    (void)state;
    assert_ok(world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    assert_ok(world_get(services, u"Test_Disk", &object));
    assert_int_equal(wmi_mock_live_objects(mock), 3);
    assert_int_equal(wmi_mock_destroy(mock), 3);
    IEnumWbemClassObject_Release(rows);
    IWbemClassObject_Release(object);
    IWbemServices_Release(services);
}

static const struct CMUnitTest single_tests[] = {
    WORLD_TEST(the_nth_call_fails),
    WORLD_TEST(every_call_fails_until_that_is_taken_back),
    WORLD_TEST(any_call_can_fail),
    WORLD_TEST(each_operation_can_fail),
    WORLD_TEST(success_codes_work_too),
    WORLD_TEST(a_call_may_succeed_with_nothing),
    WORLD_TEST(a_delay_is_waited_for),
    WORLD_TEST(hanging_calls_are_woken),
    WORLD_TEST(a_server_lost_while_a_row_is_waited_for),
    WORLD_TEST(a_batch_that_fails_brings_nothing),
    WORLD_TEST(destroying_wakes_what_hangs),
    WORLD_TEST(objects_outlive_their_mock),
};

int main(void)
{
    static struct CMUnitTest tests[64];
    size_t count = 0;

    WORLD_ADD(tests, count, single_tests);
    return _cmocka_run_group_tests("test_mock_faults", tests, count, world_group_setup, world_group_teardown);
}
