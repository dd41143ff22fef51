/* SPDX-License-Identifier: MIT */
/*
 * The mock in the system's place. Without it there is no WMI off Windows (REGDB_E_CLASSNOTREG), and the system's
 * own on Windows and on Wine: whether it was the mock that answered, its journal tells.
 */
#include "support/mock_world.h"
#include "support/threads.h"

#define CREATE  "CoCreateInstance"
#define CONNECT "IWbemLocator::ConnectServer"

/* What a connection gets from the system when no mock is installed. */
#ifdef _WIN32
#define WITHOUT_MOCK S_OK
#else
#define WITHOUT_MOCK REGDB_E_CLASSNOTREG
#endif

static HRESULT create_locator(IWbemLocator **locator)
{
    return CoCreateInstance(&CLSID_WbemLocator, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator,
                            (void **)locator);
}

/* What a raw COM program does, up to the number of disks; on any thread. */
static HRESULT count_disks(size_t *count)
{
    const OLECHAR *path = u"ROOT\\CIMV2";
    IWbemLocator *locator = NULL;
    IWbemServices *services = NULL;
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *object = NULL;
    BSTR resource = SysAllocString(path);
    ULONG got = 0;
    HRESULT hr = create_locator(&locator);

    *count = 0;
    if (SUCCEEDED(hr))
        hr = IWbemLocator_ConnectServer(locator, resource, NULL, NULL, NULL, 0, NULL, NULL, &services);
    if (SUCCEEDED(hr))
        hr = world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows);
    while (SUCCEEDED(hr) && IEnumWbemClassObject_Next(rows, FOREVER, 1, &object, &got) == S_OK) {
        IWbemClassObject_Release(object);
        ++*count;
    }
    SysFreeString(resource);
    if (rows != NULL)
        IEnumWbemClassObject_Release(rows);
    if (services != NULL)
        IWbemServices_Release(services);
    if (locator != NULL)
        IWbemLocator_Release(locator);
    return hr;
}

static HRESULT connect_and_close(void)
{
    wmi_connection *connection = NULL;
    HRESULT hr = wmi_connect(NULL, &connection);

    wmi_disconnect(connection);
    return hr;
}

/* --- From which thread ---------------------------------------------------------------------------------------------- */

/* A thread with this apartment that installs, looks, and takes away again. */
typedef struct visitor {
    wmi_mock *mock;
    bool has_apartment, installs;
    HRESULT expected; /* of raw COM */
    DWORD apartment;
    HRESULT initialised, installed, found, connected;
    size_t count;
} visitor;

static void visit(void *argument)
{
    visitor *self = argument;

    if (self->has_apartment)
        self->initialised = CoInitializeEx(NULL, self->apartment);
    if (self->installs)
        self->installed = wmi_mock_install(self->mock);
    self->found = count_disks(&self->count);
    self->connected = connect_and_close();
    if (self->installs)
        wmi_mock_uninstall(self->mock);
    if (self->has_apartment)
        CoUninitialize();
}

static const struct apartment_case {
    const char *name;
    visitor visitor;
} apartment_cases[] = {
    { "from the MTA", { .has_apartment = true, .apartment = COINIT_MULTITHREADED } },
    { "from an STA", { .has_apartment = true, .apartment = COINIT_APARTMENTTHREADED } },
    { "from no apartment", { .has_apartment = false, .expected = CO_E_NOTINITIALIZED } },
};

static void installing_works_from_any_thread(void **state)
{
    const struct apartment_case *row = *state;
    wmi_mock *mock = world_create();
    visitor self = row->visitor;

    self.mock = mock;
    self.installs = true;
    test_thread_run(visit, &self);
    assert_ok(self.initialised);
    assert_ok(self.installed);
    assert_hr(self.expected, self.found);
    assert_int_equal(self.count, self.expected == S_OK ? 3 : 0);
    assert_ok(self.connected);
    wmi_shutdown();
    assert_int_equal(wmi_mock_call_count(mock, CONNECT), self.expected == S_OK ? 2 : 1);
    world_destroy(mock);
}

/* What an STA thread installed is found in the MTA too. */
typedef struct sta_host {
    wmi_mock *mock;
    test_event *installed, *leave;
    HRESULT result;
} sta_host;

static void install_in_sta(void *argument)
{
    sta_host *self = argument;

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    self->result = wmi_mock_install(self->mock);
    test_event_set(self->installed);
    test_event_wait(self->leave);
    wmi_mock_uninstall(self->mock);
    CoUninitialize();
}

static void an_sta_installs_for_the_mta_too(void **state)
{
    sta_host host = { *state, test_event_create(), test_event_create(), E_FAIL };
    visitor guest = { .mock = *state, .has_apartment = true, .apartment = COINIT_MULTITHREADED };
    test_thread *thread = test_thread_start(install_in_sta, &host);

    test_event_wait(host.installed);
    assert_ok(host.result);
    test_thread_run(visit, &guest);
    wmi_shutdown();
    test_event_set(host.leave);
    test_thread_join(thread);
    test_event_free(host.installed);
    test_event_free(host.leave);
    assert_ok(guest.found);
    assert_int_equal(guest.count, 3);
    assert_ok(guest.connected);
    assert_int_equal(wmi_mock_call_count(*state, CONNECT), 2);
}

static void com_may_be_set_up_before_or_after(void **state)
{
    size_t count;

    assert_ok(wmi_mock_install(*state)); /* no thread has an apartment yet */
    assert_hr(CO_E_NOTINITIALIZED, count_disks(&count));
    assert_ok(CoInitializeEx(NULL, COINIT_MULTITHREADED));
    assert_ok(count_disks(&count));
    assert_int_equal(count, 3);
    wmi_mock_uninstall(*state);

    assert_ok(wmi_mock_install(*state)); /* now this one has */
    assert_ok(count_disks(&count));
    assert_int_equal(count, 3);
    CoUninitialize();
    assert_hr(CO_E_NOTINITIALIZED, count_disks(&count));
    wmi_mock_uninstall(*state);
    assert_hr(CO_E_NOTINITIALIZED, count_disks(&count));
}

#define THREADS 8

static void every_thread_finds_it(void **state)
{
    visitor visitors[THREADS];
    test_thread *threads[THREADS];

    assert_ok(wmi_mock_install(*state));
    for (size_t i = 0; i < THREADS; i++) {
        visitors[i] = (visitor){
            .mock = *state,
            .has_apartment = true,
            .apartment = i % 2 == 0 ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED,
        };
        threads[i] = test_thread_start(visit, &visitors[i]);
    }
    for (size_t i = 0; i < THREADS; i++)
        test_thread_join(threads[i]);
    wmi_mock_uninstall(*state);
    wmi_shutdown();
    for (size_t i = 0; i < THREADS; i++) {
        assert_ok(visitors[i].found);
        assert_int_equal(visitors[i].count, 3);
        assert_ok(visitors[i].connected);
    }
    assert_int_equal(wmi_mock_call_count(*state, CONNECT), 2 * THREADS);
}

/* --- In and out ------------------------------------------------------------------------------------------------------------ */

static void only_one_can_be_installed(void **state)
{
    wmi_mock *other = world_create();

    assert_ok(wmi_mock_install(*state));
    assert_hr(E_UNEXPECTED, wmi_mock_install(*state));
    assert_hr(E_UNEXPECTED, wmi_mock_install(other));
    wmi_mock_uninstall(other); /* does nothing */
    assert_hr(E_UNEXPECTED, wmi_mock_install(other));
    wmi_mock_uninstall(*state);
    wmi_mock_uninstall(*state);
    assert_ok(wmi_mock_install(other));
    assert_ok(connect_and_close());
    wmi_mock_uninstall(other);
    assert_int_equal(wmi_mock_call_count(other, CONNECT), 1);
    assert_int_equal(wmi_mock_call_count(*state, CONNECT), 0);
    wmi_shutdown();
    world_destroy(other);
}

static void destroying_takes_it_out(void **state)
{
    wmi_mock *mock = world_create();

    (void)state;
    assert_ok(wmi_mock_install(mock));
    assert_ok(connect_and_close());
    assert_int_equal(wmi_mock_destroy(mock), 0); /* wmikit's cached locator is given up */
    assert_hr(WITHOUT_MOCK, connect_and_close());
    wmi_shutdown();
}

static void what_was_there_comes_back(void **state)
{
    assert_hr(WITHOUT_MOCK, connect_and_close());
    assert_ok(wmi_mock_install(*state));
    assert_ok(connect_and_close());
    assert_int_equal(wmi_mock_call_count(*state, CREATE), 1);
    assert_int_equal(wmi_mock_call_count(*state, CONNECT), 1);
    wmi_mock_uninstall(*state);
    assert_int_equal(wmi_mock_live_objects(*state), 0);
    assert_hr(WITHOUT_MOCK, connect_and_close());
    assert_int_equal(wmi_mock_call_count(*state, CONNECT), 1);
    assert_ok(wmi_mock_install(*state)); /* and once more */
    assert_ok(connect_and_close());
    assert_int_equal(wmi_mock_call_count(*state, CONNECT), 2);
    wmi_mock_uninstall(*state);
    wmi_shutdown();
}

/* A locator that somebody holds goes on working when the mock is no longer installed. */
static void a_locator_outlives_the_installation(void **state)
{
    IWbemLocator *locator = NULL;
    IWbemServices *services = NULL;
    BSTR resource = SysAllocString(u"root\\cimv2");

    assert_ok(CoInitializeEx(NULL, COINIT_MULTITHREADED));
    assert_ok(wmi_mock_install(*state));
    assert_ok(create_locator(&locator));
    assert_int_equal(wmi_mock_live_objects(*state), 1);
    wmi_mock_uninstall(*state);
    assert_ok(IWbemLocator_ConnectServer(locator, resource, NULL, NULL, NULL, 0, NULL, NULL, &services));
    IWbemServices_Release(services);
    IWbemLocator_Release(locator);
    SysFreeString(resource);
    CoUninitialize();
}

/* --- CoCreateInstance ------------------------------------------------------------------------------------------------------- */

static void creating_is_a_call_like_others(void **state)
{
    IWbemLocator *locator = NULL;
    IWbemLocator *other = NULL;
    void *out = &out;

    assert_ok(wmi_mock_install(*state));
    assert_ok(wmi_mock_fail(*state, CREATE, 1, E_OUTOFMEMORY));
    assert_hr(E_OUTOFMEMORY, connect_and_close());
    assert_string_equal(wmi_last_error()->operation, CREATE);
    assert_ok(create_locator(&locator));
    assert_ok(create_locator(&other));
    assert_ptr_not_equal(locator, other);
    IWbemLocator_Release(other);
    IWbemLocator_Release(locator);
    assert_string_equal(wmi_mock_call_at(*state, 0)->arguments, "rclsid=CLSID_WbemLocator");

    assert_hr(E_NOINTERFACE,
              CoCreateInstance(&CLSID_WbemLocator, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemServices, &out));
    assert_null(out);
    assert_ok(wmi_mock_fail(*state, CREATE, 1, WMI_MOCK_NULL_RESULT));
    assert_true(FAILED(connect_and_close()));
    wmi_mock_uninstall(*state);
    wmi_shutdown();
}

static const struct CMUnitTest single_tests[] = {
    WORLD_TEST(com_may_be_set_up_before_or_after), /* first: no thread has COM yet */
    WORLD_TEST(an_sta_installs_for_the_mta_too),   WORLD_TEST(every_thread_finds_it),
    WORLD_TEST(only_one_can_be_installed),         WORLD_TEST(destroying_takes_it_out),
    WORLD_TEST(what_was_there_comes_back),         WORLD_TEST(a_locator_outlives_the_installation),
    WORLD_TEST(creating_is_a_call_like_others),
};

int main(void)
{
    static struct CMUnitTest tests[32];
    size_t count = 0;

    WORLD_ADD(tests, count, single_tests);
    WORLD_ADD_ROWS(tests, count, apartment_cases, installing_works_from_any_thread);
    return _cmocka_run_group_tests("test_mock_install", tests, count, NULL, NULL);
}
