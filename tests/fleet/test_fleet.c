/* SPDX-License-Identifier: MIT */
/*
 * Fleets: what wmi_fleet_next tells of the hosts of a round, and how hosts are asked. The clock is looked at for upper
 * bounds alone, generous ones.
 */
#include "os/os.h"
#include "support/fleet_world.h"
#include "support/own_locator.h"
#include "support/threads.h"

#include <stdatomic.h>

/* --- Rounds --------------------------------------------------------------------------------------------------------- */

static void every_host_is_asked(void **state)
{
    wmi_fleet *fleet = fleet_of(100, NULL);

    (void)state;
    for (unsigned round = 0; round < 3; round++) {
        fleet_round(fleet, 100);
        for (size_t i = 0; i < 100; i++)
            fleet_assert_answered(i);
    }
    assert_int_equal(wmi_mock_call_count(world, CONNECT), 100); /* once, not once a round */
    wmi_fleet_free(fleet);
    assert_int_equal(wmi_mock_live_objects(world), 1); /* the locator that the library keeps */
}

static void a_fleet_without_hosts_is_done(void **state)
{
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    wmi_fleet *fleet = fleet_of(0, NULL);
    size_t done = 7;
    size_t total = 7;

    (void)state;
    assert_hr(WMI_END, wmi_fleet_next(fleet, WMI_FOREVER, &result));
    fleet_round(fleet, 0);
    wmi_fleet_free(fleet);
    wmi_fleet_progress(NULL, &done, &total);
    assert_int_equal(done + total, 0);
}

static void hosts_come_between_rounds(void **state)
{
    wmi_fleet *fleet = fleet_of(1, NULL);

    (void)state;
    for (size_t i = 1; i < 40; i++) {
        fleet_round(fleet, i);
        fleet_add(fleet, i, NULL);
    }
    wmi_fleet_free(fleet);
}

static void this_computer_may_be_one(void **state)
{
    wmi_fleet *fleet = fleet_of(0, NULL);
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    unsigned rows = 0;

    (void)state;
    assert_ok(wmi_fleet_add(fleet, NULL, NULL, NULL));
    assert_ok(wmi_fleet_query(fleet, WORLD_QUERY, NULL));
    while (wmi_fleet_next(fleet, WMI_FOREVER, &result) == WMI_OK)
        rows += result.row != NULL;
    assert_int_equal(rows, WORLD_ROWS);
    assert_ok(wmi_fleet_query(fleet, "SELECT * FROM Nowhere", NULL));
    assert_ok(wmi_fleet_next(fleet, WMI_FOREVER, &result));
    assert_non_null(strstr(result.error->message, "this computer"));
    assert_non_null(strstr(result.error->message, "Nowhere"));
    wmi_fleet_free(fleet);
}

static void no_result_is_quiet(void **state)
{
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    wmi_fleet *fleet = fleet_of(1, NULL);
    HRESULT before;

    (void)state;
    wmi_get_int32(NULL, NULL, NULL); /* sets a last error */
    before = wmi_last_error()->code;
    assert_ok(wmi_mock_delay(world, CONNECT, WMI_MOCK_HANG));
    assert_ok(wmi_fleet_query(fleet, WORLD_QUERY, NULL));
    result.row = (IWbemClassObject *)1;
    assert_hr(WMI_QUIET, wmi_fleet_next(fleet, 0, &result));
    assert_null(result.row);
    assert_hr(WMI_QUIET, wmi_fleet_next(fleet, 50, &result));
    assert_hr(before, wmi_last_error()->code);
    wmi_mock_wake(world);
    memset(outcomes, 0, sizeof outcomes);
    fleet_read(fleet, 1);
    fleet_assert_answered(0);
    assert_hr(before, wmi_last_error()->code);
    wmi_fleet_free(fleet);
}

/* By the one thread, without a call of the program's. */
static void hosts_are_asked_between_calls(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet *fleet;

    (void)state;
    options.at_once = 1;
    fleet = fleet_of(5, &options);
    memset(outcomes, 0, sizeof outcomes);
    assert_ok(wmi_fleet_query(fleet, WORLD_QUERY, NULL));
    for (unsigned i = 0; i < 1500 && wmi_mock_call_count(world, CONNECT) < 5; i++)
        world_sleep(10);
    assert_int_equal(wmi_mock_call_count(world, CONNECT), 5);
    fleet_read(fleet, 5);
    wmi_fleet_free(fleet);
}

/* As from a timer. The thread that hangs is replaced. */
static void a_call_that_does_not_wait_keeps_watch(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    wmi_mock_host dead = fleet_host();
    wmi_fleet *fleet;
    HRESULT hr = WMI_QUIET;

    (void)state;
    options.at_once = 1;
    options.host_timeout_ms = 2000;
    fleet = fleet_of(0, &options);
    dead.connect_delay_ms = WMI_MOCK_HANG;
    fleet_add(fleet, 0, &dead);
    fleet_add(fleet, 1, NULL);
    memset(outcomes, 0, sizeof outcomes);
    assert_ok(wmi_fleet_query(fleet, WORLD_QUERY, NULL));
    for (unsigned i = 0; i < 1500 && hr != WMI_END; i++) {
        hr = wmi_fleet_next(fleet, 0, &result);
        if (hr == WMI_OK)
            fleet_note(&result);
        else
            world_sleep(10);
    }
    assert_hr(WMI_END, hr);
    fleet_assert_failed(0, TIMED_OUT);
    fleet_assert_answered(1);
    wmi_fleet_free(fleet);
}

/* --- Hosts that fail ------------------------------------------------------------------------------------------------- */

static void a_failed_host_is_told_with_its_name(void **state)
{
    wmi_fleet *fleet = fleet_of(3, NULL);

    (void)state;
    assert_ok(wmi_mock_lose_host(world, "h1", GONE));
    fleet_round(fleet, 3);
    fleet_assert_answered(0);
    fleet_assert_failed(1, GONE);
    assert_string_equal(outcomes[1].operation, CONNECT);
    fleet_assert_answered(2);
    assert_ok(wmi_mock_lose_host(world, "h1", S_OK)); /* asked again in the next round */
    fleet_round(fleet, 3);
    fleet_assert_answered(1);
    wmi_fleet_free(fleet);
}

static void a_dead_host_costs_the_others_nothing(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_mock_host dead = fleet_host();
    wmi_fleet *fleet;
    uint64_t start;

    (void)state;
    options.at_once = 2;
    options.host_timeout_ms = 2000;
    fleet = fleet_of(0, &options);
    dead.connect_delay_ms = WMI_MOCK_HANG;
    for (size_t i = 0; i < 20; i++)
        fleet_add(fleet, i, i < 4 ? &dead : NULL);
    start = world_clock_ms();
    fleet_round(fleet, 20);
    assert_in_range(world_clock_ms() - start, options.host_timeout_ms, IN_TIME_MS);
    for (size_t i = 0; i < 4; i++)
        fleet_assert_failed(i, TIMED_OUT);
    for (size_t i = 4; i < 20; i++)
        fleet_assert_answered(i);
    assert_int_equal(wmi_abandoned(), 0);
    start = world_clock_ms();
    fleet_round(fleet, 20); /* they still hang: that is known at once */
    assert_in_range(world_clock_ms() - start, 0, 10000);
    for (size_t i = 0; i < 4; i++) {
        fleet_assert_failed(i, TIMED_OUT);
        assert_int_equal(outcomes[i].attempts, 0);
    }
    wmi_mock_wake(world);
    do { /* until the calls have returned */
        fleet_round(fleet, 20);
        world_sleep(10);
    } while (outcomes[0].code == TIMED_OUT || outcomes[1].code == TIMED_OUT ||
             outcomes[2].code == TIMED_OUT || outcomes[3].code == TIMED_OUT);
    for (size_t i = 0; i < 20; i++)
        fleet_assert_answered(i);
    wmi_fleet_free(fleet);
}

static void a_full_budget_of_hung_threads_is_told(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_mock_host dead = fleet_host();
    wmi_fleet *fleet;

    (void)state;
    options.at_once = 2;
    options.hung_limit = 1;
    options.host_timeout_ms = 1000;
    fleet = fleet_of(0, &options);
    dead.connect_delay_ms = WMI_MOCK_HANG;
    for (size_t i = 0; i < 10; i++)
        fleet_add(fleet, i, i < 2 ? &dead : NULL);
    fleet_round(fleet, 10);
    fleet_assert_failed(0, TIMED_OUT);
    fleet_assert_failed(1, TIMED_OUT);
    assert_true((strstr(outcomes[0].message, "hung_limit") != NULL) !=
                (strstr(outcomes[1].message, "hung_limit") != NULL));
    for (size_t i = 2; i < 10; i++)
        fleet_assert_answered(i);
    wmi_fleet_free(fleet);
}

/* Next after next, until the end of this host. */
static void read_until_end(wmi_fleet *fleet, size_t host)
{
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;

    while (outcomes[host].ends == 0) {
        assert_ok(wmi_fleet_next(fleet, IN_TIME_MS, &result));
        fleet_note(&result);
    }
}

/* No thread is left until one comes back. */
static void a_fleet_of_hung_threads_waits_for_one(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    wmi_mock_host dead = fleet_host();
    wmi_fleet *fleet;

    (void)state;
    options.at_once = 1;
    options.hung_limit = 1;
    options.host_timeout_ms = 1000;
    fleet = fleet_of(0, &options);
    dead.connect_delay_ms = WMI_MOCK_HANG;
    for (size_t i = 0; i < 4; i++)
        fleet_add(fleet, i, i < 2 ? &dead : NULL);
    memset(outcomes, 0, sizeof outcomes);
    assert_ok(wmi_fleet_query(fleet, WORLD_QUERY, NULL));
    read_until_end(fleet, 0);
    read_until_end(fleet, 1);
    assert_hr(WMI_QUIET, wmi_fleet_next(fleet, 500, &result));
    wmi_mock_wake(world);
    fleet_read(fleet, 4);
    fleet_assert_failed(0, TIMED_OUT);
    fleet_assert_failed(1, TIMED_OUT);
    fleet_assert_answered(2);
    fleet_assert_answered(3);
    wmi_fleet_free(fleet);
}

/* --- The queue ------------------------------------------------------------------------------------------------------- */

static void a_slow_program_slows_the_fleet(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    wmi_fleet *fleet;
    size_t before;

    (void)state;
    options.queue_limit = 3;
    options.at_once = 4;
    options.host_timeout_ms = 1500; /* the wait for room is longer, and does not count */
    fleet = fleet_of(20, &options);
    memset(outcomes, 0, sizeof outcomes);
    before = wmi_mock_live_objects(world);
    assert_ok(wmi_fleet_query(fleet, WORLD_QUERY, NULL));
    world_sleep(2500);
    /* The queue, and of each thread a batch in its hand, services, an enumerator and the locator. */
    assert_in_range(wmi_mock_live_objects(world) - before, 1, 3 + 4 * (3 + 3));
    for (unsigned i = 0; i < 8; i++) {
        assert_ok(wmi_fleet_next(fleet, IN_TIME_MS, &result));
        fleet_note(&result);
        world_sleep(100);
    }
    fleet_read(fleet, 20);
    for (size_t i = 0; i < 20; i++)
        fleet_assert_answered(i);
    wmi_fleet_free(fleet);
}

/* Of a host that takes 300 ms, by a program that reads 1,500 ms later. */
static void a_result_has_the_time_when_its_host_gave_it(void **state)
{
    wmi_mock_host slow = fleet_host();
    wmi_fleet *fleet = fleet_of(0, NULL);
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    uint64_t begin;
    unsigned results = 0;

    (void)state;
    slow.connect_delay_ms = 300;
    fleet_add(fleet, 0, &slow);
    begin = wmi__clock_ms();
    assert_ok(wmi_fleet_query(fleet, WORLD_QUERY, NULL));
    while (wmi_mock_call_count(world, NEXT) == 0 && wmi__clock_ms() < begin + IN_TIME_MS)
        world_sleep(1);
    world_sleep(1500);
    for (; wmi_fleet_next(fleet, IN_TIME_MS, &result) == WMI_OK; results++) {
        assert_true(result.elapsed_ms >= 300);
        assert_true(begin + result.elapsed_ms + 500 <= wmi__clock_ms());
    }
    assert_int_equal(results, WORLD_ROWS + 1);
    wmi_fleet_free(fleet);
}

static void a_row_may_be_kept(void **state)
{
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    wmi_fleet *fleet = fleet_of(1, NULL);
    IWbemClassObject *row;
    uint32_t id = 0;

    (void)state;
    assert_ok(wmi_fleet_query(fleet, WORLD_QUERY, NULL));
    assert_ok(wmi_fleet_next(fleet, WMI_FOREVER, &result));
    row = result.row;
    IWbemClassObject_AddRef(row);
    wmi_fleet_free(fleet);
    assert_ok(wmi_get_uint32(row, "Id", &id));
    wmi_object_release(row);
}

/* --- Apartments ------------------------------------------------------------------------------------------------------ */

static void in_an_apartment(void *argument)
{
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    unsigned *found = argument;
    wmi_fleet *fleet = NULL;

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    options.server = "h0";
    if (WMI_SUCCEEDED(wmi_fleet_create(NULL, &fleet)) &&
        WMI_SUCCEEDED(wmi_fleet_add(fleet, &options, NULL, NULL)) &&
        WMI_SUCCEEDED(wmi_fleet_query(fleet, WORLD_QUERY, NULL))) {
        while (wmi_fleet_next(fleet, WMI_FOREVER, &result) == WMI_OK) {
            uint32_t id = 0;

            if (result.row != NULL && wmi_get_uint32(result.row, "Id", &id) == WMI_OK)
                ++*found;
            else if (result.row == NULL && result.error == NULL)
                *found += 100;
        }
    }
    wmi_fleet_free(fleet);
    CoUninitialize();
}

static void a_single_threaded_apartment_reads_a_fleet(void **state)
{
    unsigned found = 0;

    (void)state;
    world_add("h0", NULL, NULL, NULL);
    test_thread_run(in_an_apartment, &found);
    assert_int_equal(found, 100 + WORLD_ROWS);
}

static void a_locator_of_the_programs_is_used(void **state)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_fleet *fleet = fleet_of(0, NULL);
    own_locator own;

    (void)state;
    own_locator_init(&own);
    options.locator = &own.locator;
    options.server = "h0";
    assert_ok(wmi_fleet_add(fleet, &options, (void *)(uintptr_t)1, NULL));
    fleet_round(fleet, 1);
    assert_hr(S_OK, outcomes[0].code);
    assert_int_equal(atomic_load(&own.connects), 1);
    assert_int_equal(own.called_in, APTTYPE_MTA);
    wmi_fleet_free(fleet);
    assert_int_equal(atomic_load(&own.references), 0);
}

static void add_own_locator(void *argument)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_fleet *fleet = NULL;

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    options.locator = argument;
    options.server = "h0";
    if (WMI_SUCCEEDED(wmi_fleet_create(NULL, &fleet)))
        wmi_fleet_add(fleet, &options, NULL, NULL);
    wmi_fleet_free(fleet);
    CoUninitialize();
}

/* What was brought there for the workers, though no round was begun. */
static void a_locator_is_released_in_the_multithreaded_apartment(void **state)
{
    own_locator own;

    (void)state;
    own_locator_init(&own);
    test_thread_run(add_own_locator, &own.locator);
    assert_int_equal(atomic_load(&own.references), 0);
    assert_int_equal(own.ended_in, APTTYPE_MTA);
}

/* --- One call at a time ---------------------------------------------------------------------------------------------- */

typedef struct waiting {
    wmi_fleet *fleet;
    HRESULT hr;
} waiting;

static void wait_for_result(void *argument)
{
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    waiting *self = argument;

    self->hr = wmi_fleet_next(self->fleet, WMI_FOREVER, &result);
}

/* As from a window procedure, by another thread. */
static void a_second_call_is_refused_and_free_is_put_off(void **state)
{
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    waiting self = { fleet_of(2, NULL), S_OK };
    test_thread *thread;
    size_t done = 7;

    (void)state;
    assert_ok(wmi_mock_delay(world, EXEC_QUERY, WMI_MOCK_HANG));
    assert_ok(wmi_fleet_query(self.fleet, WORLD_QUERY, NULL));
    thread = test_thread_start(wait_for_result, &self);
    world_sleep(300);
    assert_hr(E_UNEXPECTED, wmi_fleet_next(self.fleet, 0, &result));
    assert_last_error(E_UNEXPECTED, "another call");
    assert_hr(E_UNEXPECTED, wmi_fleet_add(self.fleet, NULL, NULL, NULL));
    assert_hr(E_UNEXPECTED, wmi_fleet_query(self.fleet, WORLD_QUERY, NULL));
    wmi_fleet_progress(self.fleet, &done, NULL);
    assert_int_equal(done, 0);
    wmi_fleet_free(self.fleet);
    test_thread_join(thread);
    assert_hr(CANCELLED, self.hr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(every_host_is_asked),
        WORLD_TEST(a_fleet_without_hosts_is_done),
        WORLD_TEST(hosts_come_between_rounds),
        WORLD_TEST(this_computer_may_be_one),
        WORLD_TEST(no_result_is_quiet),
        WORLD_TEST(hosts_are_asked_between_calls),
        WORLD_TEST(a_call_that_does_not_wait_keeps_watch),
        WORLD_TEST(a_failed_host_is_told_with_its_name),
        WORLD_TEST(a_dead_host_costs_the_others_nothing),
        WORLD_TEST(a_full_budget_of_hung_threads_is_told),
        WORLD_TEST(a_fleet_of_hung_threads_waits_for_one),
        WORLD_TEST(a_slow_program_slows_the_fleet),
        WORLD_TEST(a_result_has_the_time_when_its_host_gave_it),
        WORLD_TEST(a_row_may_be_kept),
        WORLD_TEST(a_single_threaded_apartment_reads_a_fleet),
        WORLD_TEST(a_locator_of_the_programs_is_used),
        WORLD_TEST(a_locator_is_released_in_the_multithreaded_apartment),
        WORLD_TEST(a_second_call_is_refused_and_free_is_put_off),
    };

    return cmocka_run_group_tests_name("fleet", tests, NULL, NULL) == 0 ? 0 : 1;
}
