/* SPDX-License-Identifier: MIT */
/*
 * Many connections, one after the other and side by side: which locator they come from and how long it is kept, which
 * threads may close them, and when the library may be shut down.
 */
#include "support/connect_world.h"
#include "support/own_locator.h"
#include "support/threads.h"

#define CREATE "CoCreateInstance"

#define TEST(function) cmocka_unit_test_setup_teardown(function, world_begin_apart, world_end)

/* --- Many connections -------------------------------------------------------------------------------------------- */

static void connect_and_read(void)
{
    wmi_connection *connection = NULL;

    assert_ok(wmi_connect(NULL, &connection));
    assert_hr(WMI_END, world_read_rows(connection, NULL));
    wmi_disconnect(connection);
}

static void the_locator_is_kept(void **state)
{
    (void)state;
    assert_ok(wmi_mock_install(world));
    for (unsigned i = 0; i < 100; i++)
        connect_and_read();
    assert_int_equal(wmi_mock_call_count(world, CREATE), 1);
    assert_ok(wmi_shutdown());
    assert_int_equal(wmi_mock_live_objects(world), 0);
    connect_and_read();
    assert_int_equal(wmi_mock_call_count(world, CREATE), 2);
}

static void a_hundred_connections_live_side_by_side(void **state)
{
    wmi_connection *connections[100];

    (void)state;
    assert_ok(wmi_mock_install(world));
    for (size_t i = 0; i < COUNT_OF(connections); i++)
        assert_ok(wmi_connect(NULL, &connections[i]));
    for (size_t i = COUNT_OF(connections); i > 0; i--)
        assert_hr(WMI_END, world_read_rows(connections[i - 1], NULL));
    for (size_t i = 0; i < COUNT_OF(connections); i++)
        wmi_disconnect(connections[i]);
    assert_int_equal(wmi_mock_call_count(world, CREATE), 1);
}

static void the_locator_of_a_failed_connect_is_kept_too(void **state)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;

    (void)state;
    assert_ok(wmi_mock_install(world));
    options.namespace_path = "ROOT\\NOPE";
    assert_hr(WBEM_E_INVALID_NAMESPACE, wmi_connect(&options, &connection));
    connect_and_read();
    assert_int_equal(wmi_mock_call_count(world, CREATE), 1);
}

static void a_locator_that_could_not_be_made_is_not_kept(void **state)
{
    wmi_connection *connection = NULL;

    (void)state;
    assert_ok(wmi_mock_install(world));
    wmi_mock_fail(world, CREATE, 1, REGDB_E_CLASSNOTREG);
    assert_hr(REGDB_E_CLASSNOTREG, wmi_connect(NULL, &connection));
    connect_and_read();
    assert_int_equal(wmi_mock_call_count(world, CREATE), 2);
}

static void an_injected_locator_bypasses_the_kept_one(void **state)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    own_locator own;

    (void)state;
    own_locator_init(&own);
    assert_ok(wmi_mock_install(world));
    connect_and_read();
    options.locator = &own.locator;
    assert_ok(wmi_connect(&options, &connection));
    assert_ptr_equal(wmi_services(connection), &own.services);
    wmi_disconnect(connection);
    assert_int_equal(own.connects, 1);
    assert_int_equal(own.references, 0);
    connect_and_read();
    assert_int_equal(wmi_mock_call_count(world, CREATE), 1);
}

static void a_caller_who_sets_up_gets_a_locator_each_time(void **state)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;

    (void)state;
    assert_ok(CoInitializeEx(NULL, COINIT_MULTITHREADED));
    assert_ok(wmi_mock_install(world));
    options.com_setup = WMI_COM_CALLER;
    for (unsigned i = 0; i < 2; i++) {
        wmi_connection *connection = NULL;

        assert_ok(wmi_connect(&options, &connection));
        wmi_disconnect(connection);
    }
    assert_int_equal(wmi_mock_call_count(world, CREATE), 2);
    assert_int_equal(wmi_mock_live_objects(world), 0);
    CoUninitialize();
}

/* On a thread of its own; what it found is asserted by the test. */
typedef struct sta_visit {
    HRESULT installed, connected[2];
    size_t created, live;
} sta_visit;

static void connect_twice_in_an_sta(void *argument)
{
    sta_visit *self = argument;

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    self->installed = wmi_mock_install(world);
    for (size_t i = 0; i < COUNT_OF(self->connected); i++) {
        wmi_connection *connection = NULL;

        self->connected[i] = wmi_connect(NULL, &connection);
        wmi_disconnect(connection);
    }
    self->created = wmi_mock_call_count(world, CREATE);
    self->live = wmi_mock_live_objects(world);
    wmi_mock_uninstall(world);
    CoUninitialize();
}

static void an_sta_makes_its_own_locators(void **state)
{
    sta_visit self = { 0 };

    (void)state;
    test_thread_run(connect_twice_in_an_sta, &self);
    assert_ok(self.installed);
    assert_ok(self.connected[0]);
    assert_ok(self.connected[1]);
    assert_int_equal(self.created, 2);
    assert_int_equal(self.live, 0);
}

/* --- Other threads ------------------------------------------------------------------------------------------------- */

static void close_connection(void *argument)
{
    wmi_disconnect(argument);
}

static void close_in_the_mta(void *argument)
{
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    wmi_disconnect(argument);
    CoUninitialize();
}

static void a_connection_closes_on_another_thread(void **state)
{
    void (*const ways[])(void *) = { close_connection, close_in_the_mta };

    (void)state;
    assert_ok(wmi_mock_install(world));
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        wmi_connection *connection = NULL;

        assert_ok(wmi_connect(NULL, &connection));
        test_thread_run(ways[i], connection);
        assert_ok(wmi_shutdown());
        assert_int_equal(wmi_mock_live_objects(world), 0);
    }
}

static void open_connection(void *argument)
{
    wmi_connection **connection = argument;

    wmi_connect(NULL, connection);
}

static void a_connection_outlives_the_thread_that_opened_it(void **state)
{
    wmi_connection *connection = NULL;

    (void)state;
    assert_ok(wmi_mock_install(world));
    test_thread_run(open_connection, &connection);
    assert_non_null(connection);
    assert_hr(WMI_END, world_read_rows(connection, NULL));
    wmi_disconnect(connection);
}

/* --- The end ---------------------------------------------------------------------------------------------------------- */

static void shutdown_is_refused_while_something_lives(void **state)
{
    wmi_connection *connection = NULL;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;

    (void)state;
    assert_ok(wmi_mock_install(world));
    assert_ok(wmi_connect(NULL, &connection));
    assert_hr(E_UNEXPECTED, wmi_shutdown());
    assert_string_equal(wmi_last_error()->operation, "wmi_shutdown");
    assert_ok(wmi_query(connection, WORLD_QUERY, NULL, &cursor));
    wmi_disconnect(connection);
    assert_hr(E_UNEXPECTED, wmi_shutdown());
    assert_ok(wmi_cursor_next(cursor, &row));
    wmi_cursor_close(cursor);
    assert_ok(wmi_shutdown());
    assert_ok(wmi_shutdown());
}

/* Of a mock that is taken away nothing is kept; the next one is found. */
static void the_kept_locator_goes_with_its_mock(void **state)
{
    wmi_connection *connection = NULL;
    wmi_mock *other = NULL;

    (void)state;
    assert_ok(wmi_mock_install(world));
    connect_and_read();
    wmi_mock_uninstall(world);
    assert_int_equal(wmi_mock_live_objects(world), 0);
    assert_ok(wmi_mock_create(&other));
    assert_ok(wmi_mock_load(other, NULL, ""));
    assert_ok(wmi_mock_install(other));
    assert_ok(wmi_connect(NULL, &connection));
    wmi_disconnect(connection);
    assert_int_equal(wmi_mock_call_count(other, CREATE), 1);
    assert_int_equal(wmi_mock_call_count(world, CREATE), 1);
    assert_int_equal(wmi_mock_destroy(other), 0);
}

/* --- Locators of the other classes ---------------------------------------------------------------------------------- */

static const struct class_case {
    const char *name;
    const CLSID *clsid;
} classes[] = {
    { "WbemAdministrativeLocator", &CLSID_WbemAdministrativeLocator },
    { "WbemAuthenticatedLocator", &CLSID_WbemAuthenticatedLocator },
    { "WbemUnauthenticatedLocator", &CLSID_WbemUnauthenticatedLocator },
};

/* They have the same interface. */
static void a_locator_of_another_class_works(void **state)
{
    const struct class_case *row = *state;
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    void *locator = NULL;

    assert_ok(CoInitializeEx(NULL, COINIT_MULTITHREADED));
    assert_ok(wmi_mock_install(world));
    world_add("db1", "ada", "CORP", "secret");
    assert_ok(CoCreateInstance(row->clsid, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator, &locator));
    options.locator = locator;
    options.server = "db1";
    options.user = "CORP\\ada";
    options.password = "secret";
    assert_ok(wmi_connect(&options, &connection));
    IWbemLocator_Release((IWbemLocator *)locator);
    assert_hr(WMI_END, world_read_rows(connection, NULL));
    wmi_disconnect(connection);
    CoUninitialize();
}

int main(void)
{
    const struct CMUnitTest single[] = {
        TEST(the_locator_is_kept),
        TEST(a_hundred_connections_live_side_by_side),
        TEST(the_locator_of_a_failed_connect_is_kept_too),
        TEST(a_locator_that_could_not_be_made_is_not_kept),
        TEST(an_injected_locator_bypasses_the_kept_one),
        TEST(a_caller_who_sets_up_gets_a_locator_each_time),
        TEST(an_sta_makes_its_own_locators),
        TEST(a_connection_closes_on_another_thread),
        TEST(a_connection_outlives_the_thread_that_opened_it),
        TEST(shutdown_is_refused_while_something_lives),
        TEST(the_kept_locator_goes_with_its_mock),
    };
    struct CMUnitTest tests[COUNT_OF(classes) + COUNT_OF(single)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(classes); i++)
        tests[count++] = (struct CMUnitTest){ classes[i].name, a_locator_of_another_class_works,
                                              world_begin_apart, world_end, (void *)(uintptr_t)&classes[i] };
    memcpy(tests + count, single, sizeof single);
    return cmocka_run_group_tests_name("connect_many", tests, NULL, NULL) == 0 ? 0 : 1;
}
