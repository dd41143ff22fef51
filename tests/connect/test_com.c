/* SPDX-License-Identifier: MIT */
/*
 * COM, as a good guest: what apartments there are before, during and after a connection, and which system functions
 * may be missing. Linked with --wrap=wmi__find_function, and off Windows with --wrap of the runtime's set-up.
 */
#include "os/functions.h"
#include "os/os.h"
#include "support/com_objects.h"
#include "support/connect_world.h"
#include "support/memory.h"
#include "support/threads.h"

#include <stdatomic.h>

#define NO_COM       ((HRESULT)CO_E_NOTINITIALIZED)
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

static int begin(void **state)
{
    memset(missing, 0, sizeof missing);
    atomic_store(&touched, 0);
    atomic_store(&marshalled, 0);
    return world_begin_apart(state);
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

/* A worker whose result was taken may be about to leave it. */
static void assert_mta_ends(void)
{
    for (unsigned i = 0; is_mta_alive() && i < 1500; i++)
        world_sleep(10);
    assert_false(is_mta_alive());
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
    if (row->keeps_mta)
        assert_true(is_mta_alive());
    else
        assert_mta_ends();
    self = send_guest(row->guest); /* once more, in what is kept */
    assert_visited(&self);
    assert_ok(wmi_shutdown());
    assert_mta_ends();
    self = send_guest(row->guest); /* and all anew */
    assert_visited(&self);
    assert_ok(wmi_shutdown());
    assert_mta_ends();
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

static size_t threads_at_first;

static void do_nothing(void *argument)
{
    (void)argument;
}

/* The first thread that is started may start others that stay: ThreadSanitizer's. */
static void count_threads_at_first(void)
{
    test_thread_run(do_nothing, NULL);
    world_sleep(100);
    threads_at_first = memory_threads();
}

/* A thread that has ended is still counted for a moment. */
static void assert_threads_become(size_t count)
{
    for (unsigned i = 0; i < 1000 && memory_threads() != count; i++)
        world_sleep(10);
    assert_int_equal(memory_threads(), count);
}

/* The thread that stands in for CoIncrementMTAUsage lives as long as the apartment is needed. */
static void a_keeper_holds_the_mta(void **state)
{
    guest self;

    (void)state;
    missing[0] = "CoIncrementMTAUsage";
    self = send_guest((guest){ 0 });
    assert_visited(&self);
    assert_true(is_mta_alive());
    if (threads_at_first > 0)
        assert_threads_become(threads_at_first + 1);
    assert_ok(wmi_shutdown());
    assert_threads_become(threads_at_first);
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

/* A worker of a caller who sets COM up works in the MTA that he keeps; its own would end with it. */
static void a_deadline_needs_an_mta_that_the_caller_keeps(void **state)
{
    static const guest visitor = { .initialize = true,
                                   .mode = COINIT_APARTMENTTHREADED,
                                   .setup = WMI_COM_CALLER,
                                   .timeout_ms = LONG_TIME_MS };
    guest self = send_guest(visitor);
    CO_MTA_USAGE_COOKIE usage;

    (void)state;
    assert_hr(CO_E_NOTINITIALIZED, self.connected);
    assert_ok(test_increment_mta_usage(&usage));
    self = send_guest(visitor);
    assert_visited(&self);
    assert_ok(test_decrement_mta_usage(usage));
}

#define REFUSED 6

static HRESULT subscribe(wmi_connection *connection)
{
    wmi_subscription *subscription = NULL;
    HRESULT hr = wmi_subscribe(connection, "SELECT * FROM __InstanceCreationEvent", NULL, &subscription);

    wmi_subscription_close(subscription);
    return hr;
}

static HRESULT query(wmi_connection *connection, uint32_t timeout_ms, uint32_t read_ahead)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_cursor *cursor = NULL;
    HRESULT hr;

    options.timeout_ms = timeout_ms;
    options.read_ahead = read_ahead;
    hr = wmi_query(connection, WORLD_QUERY, &options, &cursor);
    wmi_cursor_close(cursor);
    return hr;
}

/* Connected without a limit; then each call that a worker would make. */
static void call_with_workers(void *argument)
{
    HRESULT *codes = argument;
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_call_options limited = WMI_CALL_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    IWbemClassObject *object = NULL;

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    options.com_setup = WMI_COM_CALLER;
    options.locator = wmi_mock_locator(world);
    limited.timeout_ms = LONG_TIME_MS;
    wmi_connect(&options, &connection);
    codes[0] = query(connection, LONG_TIME_MS, 0);
    codes[1] = query(connection, 0, 1);
    codes[2] = subscribe(connection);
    codes[3] = wmi_find(connection, "__SystemClass", &limited, &object);
    codes[4] = wmi_delete(connection, "__SystemClass", &limited);
    codes[5] = wmi_call(connection, "__SystemClass", "Do", NULL, 0, &limited, &object);
    wmi_disconnect(connection);
    CoUninitialize();
}

static void a_worker_needs_an_mta_that_the_caller_keeps(void **state)
{
    HRESULT codes[REFUSED] = { S_OK };

    (void)state;
    test_thread_run(call_with_workers, codes);
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        assert_hr(CO_E_NOTINITIALIZED, codes[i]);
}

int main(void)
{
    const struct CMUnitTest single[] = {
        TEST(where_the_caller_set_up_nothing_it_says_so),
        TEST(without_apartment_types_pointers_are_marshalled),
        TEST(a_keeper_holds_the_mta),
        TEST(the_process_keeps_its_own_security),
        TEST(a_deadline_needs_an_mta_that_the_caller_keeps),
        TEST(a_worker_needs_an_mta_that_the_caller_keeps),
    };
    struct CMUnitTest tests[COUNT_OF(guests) + COUNT_OF(single)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(guests); i++)
        tests[count++] = (struct CMUnitTest){ guests[i].name, leaves_com_as_it_is, begin, world_end,
                                              (void *)(uintptr_t)&guests[i] };
    memcpy(tests + count, single, sizeof single);
    count_threads_at_first();
    return cmocka_run_group_tests_name("connect_com", tests, NULL, NULL) == 0 ? 0 : 1;
}
