/* SPDX-License-Identifier: MIT */
/*
 * Workers, the threads that calls with a limit are made on: what they hand over, to which apartment, and that what is
 * abandoned to them is given back when the server answers at last. Linked with --wrap=wmi__thread_start_detached. The
 * clock is looked at only for upper bounds, generous ones.
 */
#include "support/deadline_world.h"
#include "support/memory.h"
#include "support/own_locator.h"
#include "support/threads.h"

/* --- What a worker hands over ---------------------------------------------------------------------------------- */

/* A failure reads the same with and without a worker. */
static const struct failure_case {
    const char *name, *path;
    const char *operation; /* that is made to fail; NULL: none */
    HRESULT code;
} failures[] = {
    { "an unknown namespace", "ROOT\\NOPE", NULL, (HRESULT)WBEM_E_INVALID_NAMESPACE },
    { "an unknown server", "\\\\nowhere\\root", NULL, HRESULT_FROM_WIN32(RPC_S_SERVER_UNAVAILABLE) },
    { "a class that is not registered", NULL, "CoCreateInstance", REGDB_E_CLASSNOTREG },
    { "a server that is too busy", NULL, CONNECT, (HRESULT)WBEM_E_SERVER_TOO_BUSY },
    { "a code without a name", NULL, CONNECT, (HRESULT)0x8765432E },
    { "a blanket", NULL, "CoSetProxyBlanket", E_ACCESSDENIED },
    { "no object", NULL, CONNECT, WMI_MOCK_NULL_RESULT },
};

typedef struct failure {
    HRESULT code;
    char name[64], operation[64], message[512], hint[512];
    bool retryable;
} failure;

static void fail_to_connect(const struct failure_case *row, uint32_t timeout_ms, failure *seen)
{
    wmi_connect_options options = options_for(NULL, timeout_ms, NULL);
    wmi_connection *connection = (wmi_connection *)1;

    memset(seen, 0, sizeof *seen);
    options.namespace_path = row->path;
    assert_ok(wmi_shutdown()); /* no locator is left over from before */
    if (row->operation != NULL)
        wmi_mock_fail(world, row->operation, 1, row->code);
    seen->code = wmi_connect(&options, &connection);
    assert_null(connection);
    strncpy(seen->name, wmi_last_error()->name, sizeof seen->name - 1);
    strncpy(seen->operation, wmi_last_error()->operation, sizeof seen->operation - 1);
    strncpy(seen->message, wmi_last_error()->message, sizeof seen->message - 1);
    strncpy(seen->hint, wmi_last_error()->hint, sizeof seen->hint - 1);
    seen->retryable = wmi_last_error()->retryable;
}

static void a_failure_is_handed_over(void **state)
{
    const struct failure_case *row = *state;
    failure without;
    failure with;

    fail_to_connect(row, 0, &without);
    fail_to_connect(row, LONG_TIME_MS, &with);
    assert_int_equal(atomic_load(&workers), 1);
    assert_hr(row->code == WMI_MOCK_NULL_RESULT ? E_UNEXPECTED : row->code, without.code);
    assert_hr(without.code, with.code);
    assert_string_equal(with.name, without.name);
    assert_string_equal(with.operation, without.operation);
    assert_string_equal(with.message, without.message);
    assert_string_equal(with.hint, without.hint);
    assert_int_equal(with.retryable, without.retryable);
}

static void an_error_object_is_handed_over(void **state)
{
    wmi_connect_options options = options_for("db1", LONG_TIME_MS, NULL);
    wmi_connection *connection = (wmi_connection *)1;
    IErrorInfo *info = NULL;
    own_locator own;

    (void)state;
    own_locator_init(&own);
    own.code = (HRESULT)WBEM_E_PROVIDER_FAILURE;
    options.locator = &own.locator;
    SetErrorInfo(0, NULL);
    assert_hr(WBEM_E_PROVIDER_FAILURE, wmi_connect(&options, &connection));
    assert_null(connection);
    assert_ok(GetErrorInfo(0, &info));
    assert_ptr_equal(info, &own.error_info);
    IErrorInfo_Release(info);
    assert_true(world_is_released());
    assert_int_equal(own.references, 0);
}

static void an_object_that_cannot_be_marshalled_is_used_as_it_is(void **state)
{
    wmi_connect_options options = options_for("db1", LONG_TIME_MS, NULL);
    wmi_connection *connection = NULL;
    own_locator own;

    (void)state;
    own_locator_init(&own);
    options.locator = &own.locator;
    options.user = "ada";
    assert_ok(wmi_connect(&options, &connection));
    assert_ptr_equal(wmi_services(connection), &own.services);
    assert_ok(own.com_result);
    assert_int_equal(own.called_in, APTTYPE_MTA);
    wmi_disconnect(connection);
    assert_true(world_is_released());
    assert_int_equal(own.references, 0);
}

/* --- Single-threaded apartments ------------------------------------------------------------------------------- */

/* What a thread with an apartment of its own did: no assertions there. */
typedef struct visitor {
    const char *server;
    uint32_t timeout_ms;
    IWbemLocator *locator;
    HRESULT entered, connected, read, read_in_time, blanket;
    APTTYPE before, after;
    bool same_code;
} visitor;

static void visit(void *argument)
{
    visitor *self = argument;
    wmi_connect_options options = options_for(self->server, self->timeout_ms, NULL);
    wmi_query_options query = WMI_QUERY_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    APTTYPEQUALIFIER qualifier;

    self->entered = CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    CoGetApartmentType(&self->before, &qualifier);
    options.locator = self->locator;
    if (strcmp(self->server, "db1") == 0) {
        options.user = "ada";
        options.password = "secret";
    }
    self->connected = wmi_connect(&options, &connection);
    self->same_code = wmi_last_error()->code == self->connected;
    if (connection != NULL) {
        query.timeout_ms = LONG_TIME_MS;
        self->read = world_read_rows(connection, NULL);
        self->read_in_time = world_read_rows(connection, &query);
        self->blanket = wmi_secure_proxy(connection, (IUnknown *)wmi_services(connection));
        wmi_disconnect(connection);
    }
    CoGetApartmentType(&self->after, &qualifier);
    CoUninitialize();
}

static void an_sta_gets_a_usable_pointer(void **state)
{
    visitor self = { .server = "db1", .timeout_ms = LONG_TIME_MS };

    (void)state;
    world_add("db1", "ada", NULL, "secret");
    test_thread_run(visit, &self);
    assert_ok(self.entered);
    assert_ok(self.connected);
    assert_hr(WMI_END, self.read);
    assert_hr(WMI_END, self.read_in_time);
    assert_ok(self.blanket);
    assert_int_equal(self.before, self.after);
    assert_int_not_equal(self.after, APTTYPE_MTA);
    assert_in_range(atomic_load(&workers), 1, 3); /* one may serve for all */
}

static void an_sta_with_its_own_locator(void **state)
{
    visitor self = { .server = "db1", .timeout_ms = LONG_TIME_MS, .locator = wmi_mock_locator(world) };

    (void)state;
    world_add("db1", "ada", NULL, "secret");
    test_thread_run(visit, &self);
    assert_ok(self.connected);
    assert_hr(WMI_END, self.read);
    assert_hr(WMI_END, self.read_in_time);
    assert_int_equal(wmi_mock_call_count(world, "CoCreateInstance"), 0);
}

static void an_sta_does_not_wait_for_the_dead(void **state)
{
    visitor self = { .server = "dead", .timeout_ms = 400 }; /* by then the call has been sent */
    uint64_t start = world_clock_ms();

    (void)state;
    world_add_dead("dead");
    test_thread_run(visit, &self);
    assert_hr(TIMED_OUT, self.connected);
    assert_true(self.same_code);
    assert_true(world_clock_ms() - start < IN_TIME_MS);
    assert_hr(E_UNEXPECTED, wmi_shutdown());
}

/* --- What is abandoned --------------------------------------------------------------------------------------------- */

static void shutdown_is_refused_while_a_call_is_abandoned(void **state)
{
    wmi_connect_options options = options_for("dead", 30, NULL);

    (void)state;
    world_add_dead("dead");
    assert_ends(&options, TIMED_OUT);
    assert_hr(E_UNEXPECTED, wmi_shutdown());
    assert_last_error(E_UNEXPECTED, "abandoned");
    wmi_mock_wake(world);
    assert_true(world_is_released());
    assert_ok(world_call(CONNECT, 1)->result); /* it came through in the end, and was given back */
    assert_ok(wmi_shutdown());
}

#define MOST_ABANDONED (64 + CALLERS) /* each caller may have seen one fewer than there are */
#define CALLERS        25
#define CALLS_EACH     40

typedef struct caller {
    unsigned timed_out, refused, late;
} caller;

static void call_the_dead(void *argument)
{
    wmi_connect_options options = options_for("dead", 20, NULL);
    caller *self = argument;

    options.user = "ada";
    options.password = "secret";
    for (unsigned i = 0; i < CALLS_EACH; i++) {
        wmi_connection *connection = NULL;
        uint64_t start = world_clock_ms();

        HRESULT hr = wmi_connect(&options, &connection);

        self->timed_out += hr == TIMED_OUT && connection == NULL;
        self->refused += hr == (HRESULT)WBEM_E_QUOTA_VIOLATION && connection == NULL;
        self->late += world_clock_ms() - start > IN_TIME_MS;
    }
}

/* How many calls were refused, since too many had been abandoned. */
static unsigned call_from_many_threads(void)
{
    caller callers[CALLERS] = { { 0 } };
    test_thread *threads[CALLERS];
    unsigned refused = 0;

    for (size_t i = 0; i < CALLERS; i++)
        threads[i] = test_thread_start(call_the_dead, &callers[i]);
    for (size_t i = 0; i < CALLERS; i++)
        test_thread_join(threads[i]);
    for (size_t i = 0; i < CALLERS; i++) {
        assert_int_equal(callers[i].timed_out + callers[i].refused, CALLS_EACH);
        assert_int_equal(callers[i].late, 0);
        refused += callers[i].refused;
    }
    return refused;
}

static void die_again(void)
{
    wmi_mock_host host = WMI_MOCK_HOST_INIT;

    host.connect_delay_ms = WMI_MOCK_HANG;
    assert_ok(wmi_mock_add_host(world, "dead", &host));
}

/* Of those that were counted before, some may have been ending. */
static void assert_threads_end(size_t count)
{
    for (unsigned i = 0; i < 1000 && memory_threads() > count; i++)
        world_sleep(10);
    assert_in_range(memory_threads(), 0, count);
}

/*
 * The first round fills what the system keeps, of threads for instance; that differs a little from round to round.
 * But were only the smallest block lost with each call, the second round would add more than this.
 */
#ifdef _WIN32
#define UNSTEADY ((size_t)CALLERS * CALLS_EACH / 2) /* blocks */
#else
#define UNSTEADY ((size_t)CALLERS * CALLS_EACH * 8) /* bytes */
#endif

static void abandoned_calls_are_bounded_and_reclaimed(void **state)
{
    size_t threads = memory_threads();
    size_t used[2];

    (void)state;
    wmi_mock_keep_journal(world, false);
    world_add("dead", "ada", NULL, "secret");
    for (size_t round = 0; round < COUNT_OF(used); round++) {
        die_again();
        assert_in_range(call_from_many_threads(), 1, CALLERS * CALLS_EACH);
        if (threads > 0)
            assert_in_range(memory_threads(), 0, threads + MOST_ABANDONED);
        wmi_mock_wake(world);
        assert_true(world_is_released());
        assert_ok(wmi_shutdown()); /* and no worker is kept */
        assert_threads_end(threads);
        used[round] = memory_in_use();
    }
    for (unsigned i = 0; i < 1000 && used[1] > used[0] + UNSTEADY; i++) {
        world_sleep(10); /* threads that are not counted may still be ending */
        used[1] = memory_in_use();
    }
    assert_in_range(used[1], 0, used[0] + UNSTEADY);
}

int main(void)
{
    const struct CMUnitTest single[] = {
        DEADLINE_TEST(an_error_object_is_handed_over),
        DEADLINE_TEST(an_object_that_cannot_be_marshalled_is_used_as_it_is),
        DEADLINE_TEST(an_sta_gets_a_usable_pointer),
        DEADLINE_TEST(an_sta_with_its_own_locator),
        DEADLINE_TEST(an_sta_does_not_wait_for_the_dead),
        DEADLINE_TEST(shutdown_is_refused_while_a_call_is_abandoned),
        DEADLINE_TEST(abandoned_calls_are_bounded_and_reclaimed),
    };
    struct CMUnitTest tests[COUNT_OF(failures) + COUNT_OF(single)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(failures); i++)
        tests[count++] = (struct CMUnitTest){ failures[i].name, a_failure_is_handed_over, deadline_begin,
                                              world_end, (void *)(uintptr_t)&failures[i] };
    memcpy(tests + count, single, sizeof single);
    return cmocka_run_group_tests_name("connect_worker", tests, NULL, NULL) == 0 ? 0 : 1;
}
