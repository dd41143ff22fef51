/* SPDX-License-Identifier: MIT */
/* Functions of the program that a fleet runs on every host: wmi_fleet_run. */
#include "support/fleet_world.h"

#include <stdatomic.h>

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
    if ((uintptr_t)user_data == 3) /* with a text of that thread */
        return wmi_error_set(E_ABORT, "IThing::Do", NULL);
    return (uintptr_t)user_data == 1 ? E_FAIL : wmi_get_int32(NULL, NULL, NULL);
}

static void a_function_fails_with_its_last_error_or_without(void **state)
{
    wmi_fleet *fleet = fleet_of(3, NULL);

    (void)state;
    memset(outcomes, 0, sizeof outcomes);
    assert_ok(wmi_fleet_run(fleet, fail_plainly));
    fleet_read(fleet, 3);
    fleet_assert_failed(0, E_FAIL);
    fleet_assert_failed(1, E_POINTER);
    fleet_assert_failed(2, E_ABORT);
    assert_string_equal(outcomes[1].operation, "wmi_get_int32");
    assert_string_equal(outcomes[2].operation, "IThing::Do");
    wmi_fleet_free(fleet);
}

static HRESULT lose_the_first(wmi_connection *connection, wmi_cancel *cancel, void *user_data)
{
    (void)connection;
    (void)cancel;
    return (uintptr_t)user_data == 1 ? wmi_error_set(GONE, "IThing::Do", NULL) : S_OK;
}

/* The lost connection's Release hangs, and holds the only thread: for two seconds, not for the host's whole time. */
static void a_release_that_hangs_after_a_function_is_given_up(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet *fleet;

    (void)state;
    options.at_once = 1;
    options.host_timeout_ms = WMI_FOREVER;
    fleet = fleet_of(2, &options);
    assert_ok(wmi_mock_delay(world, "IWbemServices::Release", WMI_MOCK_FREEZE));
    memset(outcomes, 0, sizeof outcomes);
    assert_ok(wmi_fleet_run(fleet, lose_the_first));
    fleet_read(fleet, 2);
    fleet_assert_failed(0, GONE);
    assert_hr(S_OK, outcomes[1].code);
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
    options.host_timeout_ms = 2000;
    fleet = fleet_of(3, &options);
    atomic_store(&job_calls, 0);
    assert_ok(wmi_mock_delay(world, NEXT, WMI_MOCK_HANG));
    memset(outcomes, 0, sizeof outcomes);
    assert_ok(wmi_fleet_run(fleet, wait_on_cancel));
    fleet_read(fleet, 3);
    assert_int_equal(atomic_load(&job_calls), 3003); /* each has returned */
    for (size_t i = 0; i < 3; i++) {
        fleet_assert_failed(i, TIMED_OUT);
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

/* More than the process may have; the healthy hosts are asked all the same, and other calls are not refused. */
static void calls_of_functions_that_hang_cost_the_others_nothing(void **state)
{
    wmi_connect_options healthy = WMI_CONNECT_OPTIONS_INIT;
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    wmi_mock_host slow = fleet_host();
    wmi_fleet *fleet;

    (void)state;
    wmi_abandoned_limit(3);
    options.host_timeout_ms = 2000;
    slow.call_delay_ms = WMI_MOCK_HANG;
    fleet = fleet_of(0, &options);
    for (size_t i = 0; i < 20; i++)
        fleet_add(fleet, i, i < 10 ? &slow : NULL);
    for (unsigned round = 0; round < 2; round++) {
        memset(outcomes, 0, sizeof outcomes);
        assert_ok(wmi_fleet_run(fleet, count_rows));
        fleet_read(fleet, 20);
        for (size_t i = 0; i < 20; i++)
            assert_hr(i < 10 ? TIMED_OUT : S_OK, outcomes[i].code);
        world_sleep(2200); /* a call that was given up counts when it is two seconds old */
    }
    assert_int_equal(wmi_abandoned(), 0);
    healthy.timeout_ms = 60000;
    assert_ok(wmi_connect(&healthy, &connection));
    wmi_disconnect(connection);
    wmi_mock_wake(world);
    wmi_fleet_free(fleet);
    wmi_abandoned_limit(0);
}

#ifdef _WIN32
#include <windows.h>

static atomic_uint impersonating;

static HRESULT count_identity(wmi_connection *connection, wmi_cancel *cancel, void *user_data)
{
    HANDLE token = NULL;

    (void)connection;
    (void)cancel;
    (void)user_data;
    if (OpenThreadToken(GetCurrentThread(), TOKEN_QUERY, TRUE, &token)) {
        CloseHandle(token);
        atomic_fetch_add(&impersonating, 1);
    }
    return S_OK;
}

static unsigned count_identities(wmi_fleet *fleet)
{
    atomic_store(&impersonating, 0);
    memset(outcomes, 0, sizeof outcomes);
    assert_ok(wmi_fleet_run(fleet, count_identity));
    fleet_read(fleet, 8);
    return atomic_load(&impersonating);
}

/* Also on threads that are left from the round before. */
static void a_function_has_the_identity_that_the_round_was_started_with(void **state)
{
    wmi_fleet *fleet = fleet_of(8, NULL);

    (void)state;
    assert_non_null(LoadLibraryA("advapi32.dll"));
    for (unsigned i = 0; i < 25; i++) {
        assert_int_equal(count_identities(fleet), 0);
        assert_true(ImpersonateSelf(SecurityImpersonation));
        assert_int_equal(count_identities(fleet), 8);
        assert_true(RevertToSelf());
    }
    assert_int_equal(count_identities(fleet), 0);
    wmi_fleet_free(fleet);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(a_function_runs_on_every_host),
        WORLD_TEST(a_function_gets_a_connection_that_lives),
        WORLD_TEST(a_function_fails_with_its_last_error_or_without),
        WORLD_TEST(a_release_that_hangs_after_a_function_is_given_up),
        WORLD_TEST(a_function_has_the_hosts_deadline),
        WORLD_TEST(a_function_is_waited_for_by_free),
        WORLD_TEST(calls_of_functions_that_hang_cost_the_others_nothing),
#ifdef _WIN32
        WORLD_TEST(a_function_has_the_identity_that_the_round_was_started_with),
#endif
    };

    return cmocka_run_group_tests_name("fleet_jobs", tests, NULL, NULL) == 0 ? 0 : 1;
}
