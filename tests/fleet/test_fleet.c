/* SPDX-License-Identifier: MIT */
/*
 * Fleets: what wmi_fleet_next tells of the hosts of a round, and how hosts are asked. The clock is looked at for upper
 * bounds alone, generous ones.
 */
#include "support/fleet_world.h"
#include "support/own_locator.h"
#include "support/threads.h"

#include <stdatomic.h>
#include <stdio.h>

static void assert_answered(size_t host)
{
    assert_hr(S_OK, outcomes[host].code);
    assert_int_equal(outcomes[host].rows, WORLD_ROWS);
    assert_int_equal(outcomes[host].attempts, 1);
}

/* The host failed, and its message names it. */
static void assert_failed(size_t host, HRESULT code)
{
    char name[16];

    snprintf(name, sizeof name, "h%lu: ", (unsigned long)host);
    assert_hr(code, outcomes[host].code);
    assert_true(strncmp(outcomes[host].message, name, strlen(name)) == 0);
}

/* --- Rounds --------------------------------------------------------------------------------------------------------- */

static void every_host_is_asked(void **state)
{
    wmi_fleet *fleet = fleet_of(100, NULL);

    (void)state;
    for (unsigned round = 0; round < 3; round++) {
        fleet_round(fleet, 100);
        for (size_t i = 0; i < 100; i++)
            assert_answered(i);
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
    assert_answered(0);
    assert_hr(before, wmi_last_error()->code);
    wmi_fleet_free(fleet);
}

/* --- Hosts that fail ------------------------------------------------------------------------------------------------- */

static void a_failed_host_is_told_with_its_name(void **state)
{
    wmi_fleet *fleet = fleet_of(3, NULL);

    (void)state;
    assert_ok(wmi_mock_lose_host(world, "h1", GONE));
    fleet_round(fleet, 3);
    assert_answered(0);
    assert_failed(1, GONE);
    assert_string_equal(outcomes[1].operation, CONNECT);
    assert_answered(2);
    assert_ok(wmi_mock_lose_host(world, "h1", S_OK)); /* asked again in the next round */
    fleet_round(fleet, 3);
    assert_answered(1);
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
    options.host_timeout_ms = 300;
    fleet = fleet_of(0, &options);
    dead.connect_delay_ms = WMI_MOCK_HANG;
    for (size_t i = 0; i < 20; i++)
        fleet_add(fleet, i, i < 4 ? &dead : NULL);
    start = world_clock_ms();
    fleet_round(fleet, 20);
    assert_in_range(world_clock_ms() - start, 300, IN_TIME_MS);
    for (size_t i = 0; i < 4; i++)
        assert_failed(i, TIMED_OUT);
    for (size_t i = 4; i < 20; i++)
        assert_answered(i);
    assert_int_equal(wmi_abandoned(), 0);
    start = world_clock_ms();
    fleet_round(fleet, 20); /* they still hang: that is known at once */
    assert_in_range(world_clock_ms() - start, 0, 10000);
    for (size_t i = 0; i < 4; i++) {
        assert_failed(i, TIMED_OUT);
        assert_int_equal(outcomes[i].attempts, 0);
    }
    wmi_mock_wake(world);
    world_sleep(100);
    fleet_round(fleet, 20);
    for (size_t i = 0; i < 20; i++)
        assert_answered(i);
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
    options.host_timeout_ms = 200;
    fleet = fleet_of(0, &options);
    dead.connect_delay_ms = WMI_MOCK_HANG;
    for (size_t i = 0; i < 10; i++)
        fleet_add(fleet, i, i < 2 ? &dead : NULL);
    fleet_round(fleet, 10);
    assert_failed(0, TIMED_OUT);
    assert_failed(1, TIMED_OUT);
    assert_true((strstr(outcomes[0].message, "hung_limit") != NULL) !=
                (strstr(outcomes[1].message, "hung_limit") != NULL));
    for (size_t i = 2; i < 10; i++)
        assert_answered(i);
    wmi_fleet_free(fleet);
}

static void wake_soon(void *argument)
{
    (void)argument;
    world_sleep(600);
    wmi_mock_wake(world);
}

/* No thread is left until one comes back. */
static void a_fleet_of_hung_threads_waits_for_one(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_mock_host dead = fleet_host();
    test_thread *thread;
    wmi_fleet *fleet;

    (void)state;
    options.at_once = 1;
    options.hung_limit = 1;
    options.host_timeout_ms = 200;
    fleet = fleet_of(0, &options);
    dead.connect_delay_ms = WMI_MOCK_HANG;
    for (size_t i = 0; i < 4; i++)
        fleet_add(fleet, i, i < 2 ? &dead : NULL);
    thread = test_thread_start(wake_soon, NULL);
    fleet_round(fleet, 4);
    test_thread_join(thread);
    assert_failed(0, TIMED_OUT);
    assert_failed(1, TIMED_OUT);
    assert_answered(2);
    assert_answered(3);
    wmi_fleet_free(fleet);
}

/* --- Again ----------------------------------------------------------------------------------------------------------- */

static void a_retryable_failure_is_tried_again(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet *fleet;

    (void)state;
    options.retries = 3;
    options.retry_ms = 1;
    fleet = fleet_of(1, &options);
    assert_ok(wmi_mock_fail(world, CONNECT, 1, GONE));
    fleet_round(fleet, 1);
    assert_hr(S_OK, outcomes[0].code);
    assert_int_equal(outcomes[0].attempts, 2);
    assert_int_equal(outcomes[0].rows, WORLD_ROWS);
    wmi_fleet_free(fleet);
}

static void retries_are_counted(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet *fleet;

    (void)state;
    options.retries = 2;
    options.retry_ms = 1;
    fleet = fleet_of(1, &options);
    assert_ok(wmi_mock_lose_host(world, "h0", GONE));
    fleet_round(fleet, 1);
    assert_failed(0, GONE);
    assert_int_equal(outcomes[0].attempts, 3);
    assert_int_equal(wmi_mock_call_count(world, CONNECT), 3);
    wmi_fleet_free(fleet);
}

/* A pause that the deadline would end is not begun: the failure says more than a timeout. */
static void a_pause_longer_than_the_time_left_is_not_begun(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet *fleet;

    (void)state;
    options.retries = 5;
    options.retry_ms = 600000;
    options.host_timeout_ms = 60000;
    fleet = fleet_of(1, &options);
    assert_ok(wmi_mock_lose_host(world, "h0", GONE));
    fleet_round(fleet, 1);
    assert_failed(0, GONE);
    assert_int_equal(outcomes[0].attempts, 1);
    wmi_fleet_free(fleet);
}

/* One thread; the host in its pause does not hold it. */
static void a_pause_holds_no_thread(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    wmi_fleet *fleet;

    (void)state;
    options.at_once = 1;
    options.retries = 1;
    options.retry_ms = 3000;
    fleet = fleet_of(3, &options);
    assert_ok(wmi_mock_lose_host(world, "h0", GONE));
    assert_ok(wmi_fleet_query(fleet, WORLD_QUERY, NULL));
    for (unsigned ends = 0; ends < 2;) {
        assert_ok(wmi_fleet_next(fleet, IN_TIME_MS, &result));
        assert_int_not_equal(result.host, 0);
        ends += result.row == NULL;
    }
    assert_ok(wmi_mock_lose_host(world, "h0", S_OK));
    memset(outcomes, 0, sizeof outcomes);
    fleet_note((assert_ok(wmi_fleet_next(fleet, IN_TIME_MS, &result)), &result));
    assert_int_equal(result.host, 0);
    assert_int_equal(result.attempts, 2);
    wmi_fleet_free(fleet);
}

/* Rows that were told would be told again. */
static void a_host_that_gave_rows_is_not_asked_again(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet *fleet;

    (void)state;
    options.retries = 3;
    options.retry_ms = 1;
    fleet = fleet_of(1, &options);
    assert_ok(wmi_mock_fail(world, NEXT, 2, GONE));
    fleet_round(fleet, 1);
    assert_failed(0, GONE);
    assert_int_equal(outcomes[0].rows, 1);
    assert_int_equal(outcomes[0].attempts, 1);
    wmi_fleet_free(fleet);
}

static void a_connection_that_died_is_made_anew(void **state)
{
    wmi_fleet *fleet = fleet_of(2, NULL);

    (void)state;
    fleet_round(fleet, 2);
    assert_ok(wmi_mock_restart(world, "h0"));
    assert_ok(wmi_mock_restart(world, "h1"));
    fleet_round(fleet, 2);
    assert_answered(0);
    assert_answered(1);
    assert_int_equal(wmi_mock_call_count(world, CONNECT), 4);
    wmi_fleet_free(fleet);
}

/* --- Accounts ---------------------------------------------------------------------------------------------------------- */

static const struct refusal_case {
    const char *name;
    HRESULT code;
} refusals[] = {
    { "a refused log-on is not tried again: access denied by DCOM", E_ACCESSDENIED },
    { "a refused log-on is not tried again: access denied by WMI", (HRESULT)WBEM_E_ACCESS_DENIED },
    { "a refused log-on is not tried again: logon failure", (HRESULT)0x8007052E },
    { "a refused log-on is not tried again: the account is locked", (HRESULT)0x80070775 },
    { "a refused log-on is not tried again: the password has expired", (HRESULT)0x80070532 },
    { "a refused log-on is not tried again: the account is disabled", (HRESULT)0x80070533 },
    { "a refused log-on is not tried again: a bad password, by SSPI", (HRESULT)0x8009030C },
};

static void a_refused_log_on_is_not_tried_again(void **state)
{
    const struct refusal_case *row = *state;
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_mock_host host = fleet_host();
    wmi_fleet *fleet;

    options.retries = 10;
    options.retry_ms = 1;
    fleet = fleet_of(0, &options);
    host.connect_code = row->code;
    fleet_add(fleet, 0, &host);
    fleet_round(fleet, 1);
    assert_failed(0, row->code);
    assert_int_equal(outcomes[0].attempts, 1);
    assert_int_equal(wmi_mock_call_count(world, CONNECT), 1);
    wmi_fleet_free(fleet);
}

static void each_host_has_its_credentials(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_connect_options wrong = WMI_CONNECT_OPTIONS_INIT;
    wmi_mock_host host = fleet_host();
    char password[] = "secret-0";
    wmi_fleet *fleet;

    (void)state;
    options.retries = 10;
    options.retry_ms = 1;
    fleet = fleet_of(0, &options);
    host.user = "ada";
    host.password = password;
    for (size_t i = 0; i < 5; i++) {
        password[7] = (char)('0' + i);
        fleet_add(fleet, i, &host);
    }
    memset(password, 'x', sizeof password - 1); /* they were copied */
    world_add("h5", "ada", NULL, "right");
    wrong.server = "h5";
    wrong.user = "ada";
    wrong.password = "wrong";
    assert_ok(wmi_fleet_add(fleet, &wrong, (void *)(uintptr_t)6, NULL));
    fleet_round(fleet, 6);
    for (size_t i = 0; i < 5; i++)
        assert_answered(i);
    assert_failed(5, E_ACCESSDENIED);
    assert_int_equal(wmi_mock_call_count(world, CONNECT), 6);
    assert_null(strstr(outcomes[5].message, "wrong"));
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
    options.host_timeout_ms = 400; /* the wait for room is longer, and does not count */
    fleet = fleet_of(20, &options);
    memset(outcomes, 0, sizeof outcomes);
    before = wmi_mock_live_objects(world);
    assert_ok(wmi_fleet_query(fleet, WORLD_QUERY, NULL));
    world_sleep(1000);
    /* The queue, and of each thread a batch in its hand, services, an enumerator and the locator. */
    assert_in_range(wmi_mock_live_objects(world) - before, 1, 3 + 4 * (3 + 3));
    for (unsigned i = 0; i < 8; i++) {
        assert_ok(wmi_fleet_next(fleet, IN_TIME_MS, &result));
        fleet_note(&result);
        world_sleep(100);
    }
    fleet_read(fleet, 20);
    for (size_t i = 0; i < 20; i++)
        assert_answered(i);
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

/* --- Functions ------------------------------------------------------------------------------------------------------- */

static atomic_uint job_calls;

static HRESULT count_rows(wmi_connection *connection, wmi_cancel *cancel, void *user_data)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    HRESULT hr;

    (void)user_data;
    atomic_fetch_add(&job_calls, 1);
    options.cancel = cancel;
    hr = world_read_rows(connection, &options);
    return hr == WMI_END ? S_OK : hr;
}

static void a_function_runs_on_every_host(void **state)
{
    wmi_fleet *fleet = fleet_of(50, NULL);

    (void)state;
    atomic_store(&job_calls, 0);
    for (unsigned round = 0; round < 2; round++) {
        memset(outcomes, 0, sizeof outcomes);
        assert_ok(wmi_fleet_run(fleet, count_rows));
        fleet_read(fleet, 50);
        for (size_t i = 0; i < 50; i++) {
            assert_hr(S_OK, outcomes[i].code);
            assert_int_equal(outcomes[i].rows, 0);
        }
    }
    assert_int_equal(atomic_load(&job_calls), 100);
    assert_int_equal(wmi_mock_call_count(world, CONNECT), 50);
    wmi_fleet_free(fleet);
}

/* It is not called for nothing, and never twice. */
static void a_function_gets_a_connection_that_lives(void **state)
{
    wmi_fleet *fleet = fleet_of(1, NULL);

    (void)state;
    fleet_round(fleet, 1);
    assert_ok(wmi_mock_restart(world, "h0"));
    atomic_store(&job_calls, 0);
    memset(outcomes, 0, sizeof outcomes);
    assert_ok(wmi_fleet_run(fleet, count_rows));
    fleet_read(fleet, 1);
    assert_hr(S_OK, outcomes[0].code);
    assert_int_equal(outcomes[0].attempts, 1);
    assert_int_equal(atomic_load(&job_calls), 1);
    wmi_fleet_free(fleet);
}

static HRESULT fail_plainly(wmi_connection *connection, wmi_cancel *cancel, void *user_data)
{
    (void)connection;
    (void)cancel;
    return (uintptr_t)user_data == 1 ? E_FAIL : wmi_get_int32(NULL, NULL, NULL);
}

static void a_function_fails_with_its_last_error_or_without(void **state)
{
    wmi_fleet *fleet = fleet_of(2, NULL);

    (void)state;
    memset(outcomes, 0, sizeof outcomes);
    assert_ok(wmi_fleet_run(fleet, fail_plainly));
    fleet_read(fleet, 2);
    assert_failed(0, E_FAIL);
    assert_failed(1, E_POINTER);
    assert_string_equal(outcomes[1].operation, "wmi_get_int32");
    wmi_fleet_free(fleet);
}

static HRESULT wait_on_cancel(wmi_connection *connection, wmi_cancel *cancel, void *user_data)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;
    HRESULT hr;

    (void)user_data;
    atomic_fetch_add(&job_calls, 1);
    options.cancel = cancel;
    hr = wmi_query(connection, WORLD_QUERY, &options, &cursor);
    while (hr == WMI_OK)
        hr = wmi_cursor_next(cursor, &row);
    wmi_cursor_close(cursor);
    world_sleep(200); /* it is waited for, though its time is over */
    atomic_fetch_add(&job_calls, 1000);
    return hr == WMI_END ? S_OK : hr;
}

static void a_function_has_the_hosts_deadline(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet *fleet;

    (void)state;
    options.host_timeout_ms = 300;
    fleet = fleet_of(3, &options);
    atomic_store(&job_calls, 0);
    assert_ok(wmi_mock_delay(world, NEXT, WMI_MOCK_HANG));
    memset(outcomes, 0, sizeof outcomes);
    assert_ok(wmi_fleet_run(fleet, wait_on_cancel));
    fleet_read(fleet, 3);
    assert_int_equal(atomic_load(&job_calls), 3003); /* each has returned */
    for (size_t i = 0; i < 3; i++) {
        assert_failed(i, TIMED_OUT);
        assert_string_equal(outcomes[i].operation, NEXT);
    }
    wmi_mock_wake(world);
    wmi_fleet_free(fleet);
}

static void a_function_is_waited_for_by_free(void **state)
{
    wmi_fleet *fleet = fleet_of(3, NULL);

    (void)state;
    atomic_store(&job_calls, 0);
    assert_ok(wmi_mock_delay(world, NEXT, WMI_MOCK_HANG));
    assert_ok(wmi_fleet_run(fleet, wait_on_cancel));
    for (unsigned i = 0; i < 1000 && atomic_load(&job_calls) < 3; i++)
        world_sleep(10);
    wmi_fleet_free(fleet);
    assert_int_equal(atomic_load(&job_calls), 3003);
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

#define REFUSAL(row) WORLD_ROW(a_refused_log_on_is_not_tried_again, row)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(every_host_is_asked),
        WORLD_TEST(a_fleet_without_hosts_is_done),
        WORLD_TEST(hosts_come_between_rounds),
        WORLD_TEST(this_computer_may_be_one),
        WORLD_TEST(no_result_is_quiet),
        WORLD_TEST(a_failed_host_is_told_with_its_name),
        WORLD_TEST(a_dead_host_costs_the_others_nothing),
        WORLD_TEST(a_full_budget_of_hung_threads_is_told),
        WORLD_TEST(a_fleet_of_hung_threads_waits_for_one),
        WORLD_TEST(a_retryable_failure_is_tried_again),
        WORLD_TEST(retries_are_counted),
        WORLD_TEST(a_pause_longer_than_the_time_left_is_not_begun),
        WORLD_TEST(a_pause_holds_no_thread),
        WORLD_TEST(a_host_that_gave_rows_is_not_asked_again),
        WORLD_TEST(a_connection_that_died_is_made_anew),
        REFUSAL(refusals[0]),
        REFUSAL(refusals[1]),
        REFUSAL(refusals[2]),
        REFUSAL(refusals[3]),
        REFUSAL(refusals[4]),
        REFUSAL(refusals[5]),
        REFUSAL(refusals[6]),
        WORLD_TEST(each_host_has_its_credentials),
        WORLD_TEST(a_slow_program_slows_the_fleet),
        WORLD_TEST(a_row_may_be_kept),
        WORLD_TEST(a_function_runs_on_every_host),
        WORLD_TEST(a_function_gets_a_connection_that_lives),
        WORLD_TEST(a_function_fails_with_its_last_error_or_without),
        WORLD_TEST(a_function_has_the_hosts_deadline),
        WORLD_TEST(a_function_is_waited_for_by_free),
        WORLD_TEST(a_single_threaded_apartment_reads_a_fleet),
        WORLD_TEST(a_locator_of_the_programs_is_used),
    };

    return cmocka_run_group_tests_name("fleet", tests, NULL, NULL) == 0 ? 0 : 1;
}
