/* SPDX-License-Identifier: MIT */
/* Many threads against one mock, for ThreadSanitizer and AddressSanitizer to watch. */
#include "support/mock_world.h"
#include "support/threads.h"

#include <stdatomic.h>
#include <stdio.h>

#define THREADS 32
#define ROUNDS  12

/* What the threads share, and what they count: they must not use cmocka's assertions. */
typedef struct crowd {
    wmi_mock *mock;
    test_event *start;
    atomic_int wrong;           /* answers that should not have been */
    atomic_int lost;            /* answers of a lost server */
    IEnumWbemClassObject *rows; /* of them all */
    atomic_size_t row_count;
} crowd;

/* Servers come and go meanwhile: then RPC_UNAVAILABLE is right, too. */
static void judge(crowd *self, HRESULT hr)
{
    if (hr == RPC_UNAVAILABLE)
        atomic_fetch_add(&self->lost, 1);
    else if (hr != S_OK && hr != WBEM_S_FALSE)
        atomic_fetch_add(&self->wrong, 1);
}

static void run_crowd(crowd *self, void (*body)(void *argument), void (*meanwhile)(crowd *self))
{
    test_thread *threads[THREADS];

    self->start = test_event_create();
    for (size_t i = 0; i < THREADS; i++)
        threads[i] = test_thread_start(body, self);
    test_event_set(self->start);
    if (meanwhile != NULL)
        meanwhile(self);
    for (size_t i = 0; i < THREADS; i++)
        test_thread_join(threads[i]);
    test_event_free(self->start);
}

static void read_rows(crowd *self, IEnumWbemClassObject *rows)
{
    HRESULT hr = S_OK;

    while (hr == S_OK) {
        IWbemClassObject *objects[2] = { NULL };
        ULONG got = 0;

        hr = IEnumWbemClassObject_Next(rows, FOREVER, 2, objects, &got);
        for (ULONG i = 0; i < got; i++) {
            VARIANT value;

            VariantInit(&value);
            judge(self, IWbemClassObject_Get(objects[i], u"__PATH", 0, &value, NULL, NULL));
            VariantClear(&value);
            IWbemClassObject_Release(objects[i]);
        }
    }
    judge(self, hr);
}

static void query_in_raw_com(crowd *self, IWbemServices *services)
{
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *object = NULL;
    HRESULT hr = world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows);

    if (SUCCEEDED(hr))
        hr = world_secure(rows, RPC_C_AUTHN_LEVEL_PKT_PRIVACY, NULL);
    judge(self, hr);
    if (rows != NULL) {
        read_rows(self, rows);
        IEnumWbemClassObject_Release(rows);
    }
    judge(self, world_get(services, u"Test_Disk.Id=\"C:\"", &object));
    if (object != NULL)
        IWbemClassObject_Release(object);
}

static void raw_com_body(void *argument)
{
    static const world_login login = { .resource = u"\\\\db\\root\\cimv2" };
    crowd *self = argument;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_event_wait(self->start);
    for (int i = 0; i < ROUNDS; i++) {
        IWbemServices *services = NULL;
        HRESULT hr = world_connect(self->mock, &login, &services);

        if (SUCCEEDED(hr))
            hr = world_secure(services, RPC_C_AUTHN_LEVEL_PKT_PRIVACY, NULL);
        judge(self, hr);
        if (services != NULL) {
            query_in_raw_com(self, services);
            IWbemServices_Release(services);
        }
    }
    CoUninitialize();
}

static void kit_body(void *argument)
{
    crowd *self = argument;
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;

    options.server = "db";
    test_event_wait(self->start);
    for (int i = 0; i < ROUNDS; i++) {
        wmi_connection *connection = NULL;
        wmi_cursor *cursor = NULL;
        IWbemClassObject *object = NULL;
        HRESULT hr = wmi_connect(&options, &connection);

        if (SUCCEEDED(hr))
            hr = wmi_query(connection, "SELECT * FROM Test_Disk", NULL, &cursor);
        while (hr == WMI_OK)
            hr = wmi_cursor_next(cursor, &object);
        judge(self, hr);
        wmi_cursor_close(cursor);
        wmi_disconnect(connection);
    }
}

static void mixed_body(void *argument)
{
    raw_com_body(argument);
    kit_body(argument);
}

/* What a test does with its mock while the threads run. */
static void add_and_lose_hosts(crowd *self)
{
    for (unsigned i = 0; i < 100; i++) {
        char name[32];

        snprintf(name, sizeof name, "host%u", i);
        judge(self, wmi_mock_add_host(self->mock, name, NULL));
        judge(self, wmi_mock_add_host(self->mock, "db", NULL));
        judge(self, wmi_mock_lose_host(self->mock, "db", i % 10 == 5 ? RPC_UNAVAILABLE : S_OK));
        judge(self, wmi_mock_load(self->mock, "root\\other", i == 0 ? "class A { [key] string K; };" : ""));
        wmi_mock_call_at(self->mock, i);
        wmi_mock_call_count(self->mock, NULL);
        wmi_mock_wake(self->mock);
    }
    judge(self, wmi_mock_lose_host(self->mock, "db", S_OK));
}

static void prepare(crowd *self, wmi_mock *mock)
{
    memset(self, 0, sizeof *self);
    self->mock = mock;
    atomic_init(&self->wrong, 0);
    atomic_init(&self->lost, 0);
    atomic_init(&self->row_count, 0);
    assert_ok(wmi_mock_add_host(mock, "db", NULL));
}

static void threads_in_raw_com(void **state)
{
    crowd self;

    prepare(&self, *state);
    run_crowd(&self, raw_com_body, NULL);
    assert_int_equal(self.wrong, 0);
    assert_int_equal(self.lost, 0);
    assert_int_equal(wmi_mock_call_count(*state, "IWbemLocator::ConnectServer"), THREADS * ROUNDS);
    assert_int_equal(wmi_mock_call_count(*state, "IWbemServices::ExecQuery"), THREADS * ROUNDS);
}

static void threads_with_wmikit(void **state)
{
    crowd self;

    prepare(&self, *state);
    assert_ok(wmi_mock_install(*state));
    run_crowd(&self, kit_body, NULL);
    wmi_mock_uninstall(*state);
    assert_ok(wmi_shutdown());
    assert_int_equal(self.wrong, 0);
    assert_int_equal(self.lost, 0);
    assert_int_equal(wmi_mock_call_count(*state, "IWbemLocator::ConnectServer"), THREADS * ROUNDS);
}

static void hosts_come_and_go_meanwhile(void **state)
{
    crowd self;

    prepare(&self, *state);
    assert_ok(wmi_mock_install(*state));
    run_crowd(&self, mixed_body, add_and_lose_hosts);
    wmi_mock_uninstall(*state);
    assert_ok(wmi_shutdown());
    assert_int_equal(self.wrong, 0);
}

/* --- One proxy for all ------------------------------------------------------------------------------------------ */

static void share_body(void *argument)
{
    crowd *self = argument;
    IWbemClassObject *object = NULL;
    ULONG got = 0;

    test_event_wait(self->start);
    while (IEnumWbemClassObject_Next(self->rows, FOREVER, 1, &object, &got) == S_OK) {
        IWbemClassObject_Release(object);
        atomic_fetch_add(&self->row_count, 1);
        judge(self, world_secure(self->rows, RPC_C_AUTHN_LEVEL_PKT_PRIVACY, NULL));
    }
}

/* Each row reaches one of them. */
static void threads_may_share_an_enumerator(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    char mof[64];
    crowd self;

    prepare(&self, *state);
    for (unsigned i = 0; i < 500; i++) {
        snprintf(mof, sizeof mof, "instance of Test_Disk { Id = \"%u\"; };", i);
        assert_ok(wmi_mock_load(*state, NULL, mof));
    }
    assert_ok(world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &self.rows));
    run_crowd(&self, share_body, NULL);
    assert_int_equal(self.wrong, 0);
    assert_int_equal(self.row_count, 503);
    IEnumWbemClassObject_Release(self.rows);
    IWbemServices_Release(services);
}

/* --- Releasing --------------------------------------------------------------------------------------------------- */

#define SHARED 200

/* Two threads have one reference each to every one of them. */
typedef struct shared {
    test_event *start;
    IWbemLocator *locators[SHARED];
    IWbemServices *services[SHARED];
} shared;

static void share_all(shared *self, wmi_mock *mock)
{
    static const world_login login = { .resource = u"root\\cimv2" };

    for (size_t i = 0; i < SHARED; i++) {
        assert_hr(S_OK, CoCreateInstance(&CLSID_WbemLocator, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator,
                                         (void **)&self->locators[i]));
        IWbemLocator_AddRef(self->locators[i]);
        assert_hr(S_OK, world_connect(mock, &login, &self->services[i]));
        IWbemServices_AddRef(self->services[i]);
    }
}

static void release_body(void *argument)
{
    shared *self = argument;

    test_event_wait(self->start);
    for (size_t i = 0; i < SHARED; i++) {
        IWbemLocator_Release(self->locators[i]);
        IWbemServices_Release(self->services[i]);
    }
}

/* Who is not the last no longer looks at the object: the other thread may have freed it. */
static void two_threads_may_release_one_object(void **state)
{
    test_thread *threads[2];
    shared self;

    assert_ok(wmi_mock_install(*state));
    share_all(&self, *state);
    self.start = test_event_create();
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        threads[i] = test_thread_start(release_body, &self);
    test_event_set(self.start);
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        test_thread_join(threads[i]);
    test_event_free(self.start);
    wmi_mock_uninstall(*state);
    assert_int_equal(wmi_mock_live_objects(*state), 0);
}

/* --- Hanging ------------------------------------------------------------------------------------------------------ */

static void wake_until_done(crowd *self)
{
    size_t expected = (size_t)THREADS * ROUNDS;

    while (wmi_mock_call_count(self->mock, "IWbemLocator::ConnectServer") < expected) {
        wmi_mock_wake(self->mock);
        wmi_mock_delay(self->mock, NULL, 1);
    }
    wmi_mock_wake(self->mock);
}

static void waking_reaches_them_all(void **state)
{
    crowd self;

    prepare(&self, *state);
    assert_ok(wmi_mock_delay(*state, NULL, WMI_MOCK_HANG));
    run_crowd(&self, raw_com_body, wake_until_done);
    assert_int_equal(self.wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(threads_in_raw_com),          WORLD_TEST(threads_with_wmikit),
        WORLD_TEST(hosts_come_and_go_meanwhile), WORLD_TEST(threads_may_share_an_enumerator),
        WORLD_TEST(waking_reaches_them_all),     WORLD_TEST(two_threads_may_release_one_object),
    };

    return cmocka_run_group_tests_name("test_mock_threads", tests, world_group_setup, world_group_teardown);
}
