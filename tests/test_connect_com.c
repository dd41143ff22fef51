/* SPDX-License-Identifier: MIT */
/*
 * COM, as a good guest: what apartments there are before, during and after a connection, and which system functions
 * may be missing. Linked with --wrap=wmi__find_function, and off Windows with --wrap of the runtime's set-up.
 */
#include "connect_world.h"
#include "memory.h"
#include "os/os.h"
#include "own_locator.h"
#include "threads.h"

#include <stdatomic.h>

#define NO_COM       ((HRESULT)CO_E_NOTINITIALIZED)
#define CREATE       "CoCreateInstance"
#define LONG_TIME_MS 600000

/* --- Systems that have less ----------------------------------------------------------------------------------- */

wmi__function __real_wmi__find_function(const char *library, const char *name);
wmi__function __wrap_wmi__find_function(const char *library, const char *name);

static const char *missing[2]; /* names of functions */

wmi__function __wrap_wmi__find_function(const char *library, const char *name)
{
    for (size_t i = 0; i < COUNT_OF(missing); i++) {
        if (missing[i] != NULL && strcmp(missing[i], name) == 0)
            return NULL;
    }
    return __real_wmi__find_function(library, name);
}

/* --- What the library does to COM ------------------------------------------------------------------------------ */

static atomic_uint marshalled;

#ifndef _WIN32
HRESULT __real_CoInitializeEx(LPVOID reserved, DWORD mode);
HRESULT __wrap_CoInitializeEx(LPVOID reserved, DWORD mode);
void __real_CoUninitialize(void);
void __wrap_CoUninitialize(void);
HRESULT __real_CoMarshalInterThreadInterfaceInStream(REFIID iid, IUnknown *object, IStream **stream);
HRESULT __wrap_CoMarshalInterThreadInterfaceInStream(REFIID iid, IUnknown *object, IStream **stream);

/* While a thread watches itself, nobody may set COM up there. */
static _Thread_local bool watched;
static atomic_uint touched;

HRESULT __wrap_CoInitializeEx(LPVOID reserved, DWORD mode)
{
    atomic_fetch_add(&touched, watched);
    return __real_CoInitializeEx(reserved, mode);
}

void __wrap_CoUninitialize(void)
{
    atomic_fetch_add(&touched, watched);
    __real_CoUninitialize();
}

HRESULT __wrap_CoMarshalInterThreadInterfaceInStream(REFIID iid, IUnknown *object, IStream **stream)
{
    atomic_fetch_add(&marshalled, 1);
    return __real_CoMarshalInterThreadInterfaceInStream(iid, object, stream);
}

static void watch(bool on)
{
    watched = on;
}
#else
static atomic_uint touched;

static void watch(bool on)
{
    (void)on;
}
#endif

/* Each test finds COM as it is at a program's start: the mock is there, but not installed. */
static int begin(void **state)
{
    (void)state;
    memset(missing, 0, sizeof missing);
    atomic_store(&touched, 0);
    atomic_store(&marshalled, 0);
    assert_ok(wmi_shutdown());
    assert_ok(world_begin(state));
    wmi_mock_uninstall(world);
    return 0;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, world_end)

/* --- Guests ------------------------------------------------------------------------------------------------------ */

/* A thread that was set up in some way: it connects, reads, closes, and says what COM is before and after. */
typedef struct guest {
    bool initialize;
    DWORD mode;
    wmi_com_setup setup;
    uint32_t timeout_ms;
    bool no_locator; /* of its own */
    HRESULT connected, read, before, after;
    APTTYPE type_before, type_after;
    APTTYPEQUALIFIER qualifier_after;
} guest;

static void visit(void *argument)
{
    guest *self = argument;
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    APTTYPEQUALIFIER qualifier;

    if (self->initialize)
        CoInitializeEx(NULL, self->mode);
    self->before = CoGetApartmentType(&self->type_before, &qualifier);
    options.com_setup = self->setup;
    options.timeout_ms = self->timeout_ms;
    options.locator = self->no_locator ? NULL : wmi_mock_locator(world);
    watch(true);
    self->connected = wmi_connect(&options, &connection);
    if (connection != NULL) {
        self->read = world_read_rows(connection, NULL);
        wmi_disconnect(connection);
    }
    watch(false);
    self->after = CoGetApartmentType(&self->type_after, &self->qualifier_after);
    if (self->initialize)
        CoUninitialize();
}

static guest send_guest(guest self)
{
    test_thread_run(visit, &self);
    return self;
}

/* Whether a thread that did nothing for it is in a multithreaded apartment. */
static bool is_mta_alive(void)
{
    guest self = send_guest((guest){ .setup = WMI_COM_CALLER, .no_locator = true });

    return self.before == S_OK;
}

static void assert_visited(const guest *self)
{
    assert_ok(self->connected);
    assert_hr(WMI_END, self->read);
    assert_int_equal(atomic_load(&touched), 0);
}

static const struct guest_case {
    const char *name;
    guest guest;
    const char *missing[2];
    HRESULT before;
    APTTYPE type; /* afterwards */
    bool keeps_mta;
} guests[] = {
    { "a thread without COM", { 0 }, { NULL }, NO_COM, APTTYPE_MTA, true },
    { "a thread in the MTA",
      { .initialize = true, .mode = COINIT_MULTITHREADED },
      { NULL },
      S_OK,
      APTTYPE_MTA,
      true },
    { "a thread in an STA",
      { .initialize = true, .mode = COINIT_APARTMENTTHREADED },
      { NULL },
      S_OK,
      APTTYPE_MAINSTA,
      false },
    { "without COM, with a deadline", { .timeout_ms = LONG_TIME_MS }, { NULL }, NO_COM, APTTYPE_MTA, true },
    { "in the MTA, with a deadline",
      { .initialize = true, .mode = COINIT_MULTITHREADED, .timeout_ms = LONG_TIME_MS },
      { NULL },
      S_OK,
      APTTYPE_MTA,
      true },
    { "in an STA, with a deadline",
      { .initialize = true, .mode = COINIT_APARTMENTTHREADED, .timeout_ms = LONG_TIME_MS },
      { NULL },
      S_OK,
      APTTYPE_MAINSTA,
      true },
    { "in the MTA, set up by the caller",
      { .initialize = true, .mode = COINIT_MULTITHREADED, .setup = WMI_COM_CALLER },
      { NULL },
      S_OK,
      APTTYPE_MTA,
      false },
    { "in an STA, set up by the caller",
      { .initialize = true, .mode = COINIT_APARTMENTTHREADED, .setup = WMI_COM_CALLER },
      { NULL },
      S_OK,
      APTTYPE_MAINSTA,
      false },
    { "in an STA, set up by the caller, with a deadline",
      { .initialize = true,
        .mode = COINIT_APARTMENTTHREADED,
        .setup = WMI_COM_CALLER,
        .timeout_ms = LONG_TIME_MS },
      { NULL },
      S_OK,
      APTTYPE_MAINSTA,
      false },
    { "Windows 7 without COM", { 0 }, { "CoIncrementMTAUsage" }, NO_COM, APTTYPE_MTA, true },
    { "Windows 7 in the MTA",
      { .initialize = true, .mode = COINIT_MULTITHREADED },
      { "CoIncrementMTAUsage" },
      S_OK,
      APTTYPE_MTA,
      true },
    { "Windows 7 in an STA",
      { .initialize = true, .mode = COINIT_APARTMENTTHREADED },
      { "CoIncrementMTAUsage" },
      S_OK,
      APTTYPE_MAINSTA,
      false },
    { "Windows 7 in an STA, with a deadline",
      { .initialize = true, .mode = COINIT_APARTMENTTHREADED, .timeout_ms = LONG_TIME_MS },
      { "CoIncrementMTAUsage" },
      S_OK,
      APTTYPE_MAINSTA,
      true },
    { "Vista without COM",
      { 0 },
      { "CoIncrementMTAUsage", "CoGetApartmentType" },
      NO_COM,
      APTTYPE_MTA,
      true },
    { "Vista without COM, with a deadline",
      { .timeout_ms = LONG_TIME_MS },
      { "CoIncrementMTAUsage", "CoGetApartmentType" },
      NO_COM,
      APTTYPE_MTA,
      true },
    { "Vista in the MTA, with a deadline",
      { .initialize = true, .mode = COINIT_MULTITHREADED, .timeout_ms = LONG_TIME_MS },
      { "CoIncrementMTAUsage", "CoGetApartmentType" },
      S_OK,
      APTTYPE_MTA,
      true },
    { "Vista in an STA",
      { .initialize = true, .mode = COINIT_APARTMENTTHREADED },
      { "CoIncrementMTAUsage", "CoGetApartmentType" },
      S_OK,
      APTTYPE_MAINSTA,
      true },
    { "Vista in an STA, with a deadline",
      { .initialize = true, .mode = COINIT_APARTMENTTHREADED, .timeout_ms = LONG_TIME_MS },
      { "CoIncrementMTAUsage", "CoGetApartmentType" },
      S_OK,
      APTTYPE_MAINSTA,
      true },
};

/* COM is as it was found, on the thread at once, in the process from wmi_shutdown on. */
static void leaves_com_as_it_is(void **state)
{
    const struct guest_case *row = *state;
    guest self;

    memcpy(missing, row->missing, sizeof missing);
    self = send_guest(row->guest);
    assert_visited(&self);
    assert_hr(row->before, self.before);
    if (row->keeps_mta || row->guest.initialize) {
        assert_ok(self.after);
        assert_int_equal(self.type_after, row->type);
    } else {
        assert_hr(NO_COM, self.after);
    }
    assert_int_equal(is_mta_alive(), row->keeps_mta);
    self = send_guest(row->guest); /* once more, in what is kept */
    assert_visited(&self);
    assert_ok(wmi_shutdown());
    assert_false(is_mta_alive());
    self = send_guest(row->guest); /* and all anew */
    assert_visited(&self);
    assert_ok(wmi_shutdown());
    assert_false(is_mta_alive());
}

static void where_the_caller_set_up_nothing_it_says_so(void **state)
{
    guest self;

    (void)state;
    self = send_guest((guest){ .setup = WMI_COM_CALLER, .no_locator = true });
    assert_hr(NO_COM, self.connected);
    assert_hr(NO_COM, self.after);
    self = send_guest((guest){ .setup = WMI_COM_CALLER, .no_locator = true, .timeout_ms = LONG_TIME_MS });
    assert_hr(NO_COM, self.connected);
    assert_hr(NO_COM, self.after);
    assert_ok(wmi_shutdown());
}

/* What Windows Vista does not tell is taken as an STA: the pointers cross as they must. */
static void without_apartment_types_pointers_are_marshalled(void **state)
{
    guest self;

    (void)state;
    missing[0] = "CoGetApartmentType";
    self = send_guest(
        (guest){ .initialize = true, .mode = COINIT_APARTMENTTHREADED, .timeout_ms = LONG_TIME_MS });
    assert_visited(&self);
    if (memory_threads() > 0) /* where marshalling is counted */
        assert_true(atomic_load(&marshalled) >= 2);
}

/* The thread that stands in for CoIncrementMTAUsage lives as long as the apartment is needed. */
static void a_keeper_holds_the_mta(void **state)
{
    size_t threads = memory_threads();
    guest self;

    (void)state;
    missing[0] = "CoIncrementMTAUsage";
    self = send_guest((guest){ 0 });
    assert_visited(&self);
    assert_true(is_mta_alive());
    if (threads > 0)
        assert_int_equal(memory_threads(), threads + 1);
    assert_ok(wmi_shutdown());
    assert_int_equal(memory_threads(), threads);
    assert_false(is_mta_alive());
}

static void the_process_keeps_its_own_security(void **state)
{
    wmi_connection *connection = NULL;

    (void)state;
    assert_ok(wmi_mock_install(world));
    world_add("db1", "ada", NULL, "secret");
    assert_ok(wmi_connect(
        &(wmi_connect_options){
            .size = sizeof(wmi_connect_options), .server = "db1", .user = "ada", .password = "secret" },
        &connection));
    assert_hr(WMI_END, world_read_rows(connection, NULL));
    wmi_disconnect(connection);
    /* It works once in a process: RPC_E_TOO_LATE would say that the library did it. */
    assert_ok(CoInitializeSecurity(NULL, -1, NULL, NULL, RPC_C_AUTHN_LEVEL_DEFAULT,
                                   RPC_C_IMP_LEVEL_IMPERSONATE, NULL, EOAC_NONE, NULL));
}

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
    assert_ok(wmi_mock_install(world));
    options.com_setup = WMI_COM_CALLER;
    for (unsigned i = 0; i < 2; i++) {
        wmi_connection *connection = NULL;

        assert_ok(wmi_connect(&options, &connection));
        wmi_disconnect(connection);
    }
    assert_int_equal(wmi_mock_call_count(world, CREATE), 2);
    assert_int_equal(wmi_mock_live_objects(world), 0);
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

/* They have the same interface; here the mock stands in for them. */
static void a_locator_of_another_class_works(void **state)
{
    const struct class_case *row = *state;
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    DWORD registration = 0;
    void *factory = NULL;
    void *locator = NULL;

    assert_ok(wmi_mock_install(world));
    world_add("db1", "ada", "CORP", "secret");
    assert_ok(CoGetClassObject(&CLSID_WbemLocator, CLSCTX_INPROC_SERVER, NULL, &IID_IClassFactory, &factory));
    assert_ok(
        CoRegisterClassObject(row->clsid, factory, CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE, &registration));
    assert_ok(CoCreateInstance(row->clsid, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator, &locator));
    options.locator = locator;
    options.server = "db1";
    options.user = "CORP\\ada";
    options.password = "secret";
    assert_ok(wmi_connect(&options, &connection));
    IWbemLocator_Release((IWbemLocator *)locator);
    assert_hr(WMI_END, world_read_rows(connection, NULL));
    wmi_disconnect(connection);
    assert_ok(CoRevokeClassObject(registration));
    IClassFactory_Release((IClassFactory *)factory);
}

int main(void)
{
    const struct CMUnitTest single[] = {
        TEST(where_the_caller_set_up_nothing_it_says_so),
        TEST(without_apartment_types_pointers_are_marshalled),
        TEST(a_keeper_holds_the_mta),
        TEST(the_process_keeps_its_own_security),
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
    struct CMUnitTest tests[COUNT_OF(guests) + COUNT_OF(classes) + COUNT_OF(single)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(guests); i++)
        tests[count++] = (struct CMUnitTest){ guests[i].name, leaves_com_as_it_is, begin, world_end,
                                              (void *)(uintptr_t)&guests[i] };
    for (size_t i = 0; i < COUNT_OF(classes); i++)
        tests[count++] = (struct CMUnitTest){ classes[i].name, a_locator_of_another_class_works, begin,
                                              world_end, (void *)(uintptr_t)&classes[i] };
    memcpy(tests + count, single, sizeof single);
    return cmocka_run_group_tests_name("connect_com", tests, NULL, NULL) == 0 ? 0 : 1;
}
