/* SPDX-License-Identifier: MIT */
/*
 * Very many results: each host of each round is told to be done exactly once, whatever fails, at random. The numbers are
 * smaller where ThreadSanitizer or Wine makes all slow.
 */
#include "support/fleet_world.h"
#include "support/memory.h"
#include "support/threads.h"

#include <stdio.h>

#define HOSTS 1000u

#if defined(__SANITIZE_THREAD__) || defined(_WIN32)
#define ROUNDS 10u
#else
#define ROUNDS 100u
#endif

static uint32_t seed;

static uint32_t chance(uint32_t of)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % of;
}

/* A tenth of the hosts has another state in each round. */
static void change_hosts(void)
{
    static const HRESULT codes[] = {
        S_OK, S_OK, GONE, E_ACCESSDENIED, (HRESULT)WBEM_E_SERVER_TOO_BUSY, RPC_E_DISCONNECTED
    };

    for (unsigned i = 0; i < HOSTS / 10; i++) {
        char name[16];

        snprintf(name, sizeof name, "h%lu", (unsigned long)chance(HOSTS));
        assert_ok(wmi_mock_lose_host(world, name, codes[chance(COUNT_OF(codes))]));
        if (chance(10) == 0)
            assert_ok(wmi_mock_restart(world, name));
    }
}

static void count_outcomes(size_t *answered, size_t *failed)
{
    for (size_t i = 0; i < HOSTS; i++) {
        bool is_answered = outcomes[i].code == S_OK;

        *answered += is_answered;
        *failed += !is_answered;
        if (is_answered)
            assert_int_equal(outcomes[i].rows, WORLD_ROWS);
    }
}

static void each_result_of_many_comes_once(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    size_t answered = 0;
    size_t failed = 0;
    wmi_fleet *fleet;

    (void)state;
    seed = 20261128;
    wmi_mock_keep_journal(world, false);
    options.at_once = 64;
    options.retries = 1;
    options.retry_ms = 1;
    options.queue_limit = 100;
    fleet = fleet_of(HOSTS, &options);
    for (unsigned round = 0; round < ROUNDS; round++) {
        change_hosts();
        assert_ok(wmi_mock_fail(world, round % 2 ? NEXT : EXEC_QUERY, 1 + chance(HOSTS), GONE));
        fleet_round(fleet, HOSTS);
        count_outcomes(&answered, &failed);
    }
    assert_int_equal(answered + failed, (size_t)HOSTS * ROUNDS);
    assert_true(failed > HOSTS && answered > HOSTS);
    wmi_fleet_free(fleet);
}

/* Rounds that are cancelled anywhere, from another thread. */
static void cancel_then(void *argument)
{
    world_sleep(chance(20));
    wmi_cancel_trigger(argument);
    wmi_cancel_free(argument);
}

static void a_round_that_is_cancelled_anywhere_is_whole(void **state)
{
    (void)state;
    seed = 4711;
    wmi_mock_keep_journal(world, false);
    for (unsigned i = 0; i < 40; i++) {
        wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
        test_thread *thread;
        wmi_fleet *fleet;

        options.at_once = 1 + chance(64);
        options.queue_limit = 1 + chance(20);
        assert_ok(wmi_cancel_create(&options.cancel));
        fleet = fleet_of(100, &options);
        thread = test_thread_start(cancel_then, options.cancel);
        memset(outcomes, 0, sizeof outcomes);
        if (wmi_fleet_query(fleet, WORLD_QUERY, NULL) == S_OK)
            fleet_read(fleet, 100);
        test_thread_join(thread);
        wmi_fleet_free(fleet);
    }
}

static void a_fleet_is_freed_anywhere(void **state)
{
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;

    (void)state;
    seed = 815;
    wmi_mock_keep_journal(world, false);
    for (unsigned i = 0; i < 60; i++) {
        wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
        wmi_fleet *fleet;

        options.at_once = 1 + chance(64);
        options.queue_limit = 1 + chance(20);
        options.retries = 1;
        options.retry_ms = 1;
        fleet = fleet_of(100, &options);
        assert_ok(wmi_mock_lose_host(world, "h7", i % 2 ? GONE : S_OK));
        assert_ok(wmi_fleet_query(fleet, WORLD_QUERY, NULL));
        for (uint32_t left = chance(300); left > 0; left--)
            assert_ok(wmi_fleet_next(fleet, IN_TIME_MS, &result));
        wmi_fleet_free(fleet);
    }
}

/* Deadlines at the very moment of the answer. */
static void a_deadline_and_an_answer_may_race(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    size_t late = 0;
    wmi_fleet *fleet;

    (void)state;
    wmi_mock_keep_journal(world, false);
    options.at_once = 64;
    options.host_timeout_ms = 10;
    fleet = fleet_of(200, &options);
    assert_ok(wmi_mock_delay(world, EXEC_QUERY, 9));
    for (unsigned round = 0; round < 30; round++) {
        fleet_round(fleet, 200);
        for (size_t i = 0; i < 200; i++) {
            assert_true(outcomes[i].code == S_OK || outcomes[i].code == TIMED_OUT);
            late += outcomes[i].code == TIMED_OUT;
        }
    }
    print_message("    %lu of 6000 were late\n", (unsigned long)late);
    wmi_fleet_free(fleet);
}

static void between_rounds_there_is_no_thread(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    size_t before;
    wmi_fleet *fleet;

    (void)state;
    options.at_once = 64;
    fleet = fleet_of(200, &options);
    fleet_round(fleet, 200);
    assert_hr(E_UNEXPECTED, wmi_shutdown()); /* it has connections; but the idle workers end */
    before = memory_threads();
    for (unsigned round = 0; round < 5; round++) {
        fleet_round(fleet, 200);
        for (unsigned i = 0; i < 500 && memory_threads() > before; i++) {
            assert_hr(E_UNEXPECTED, wmi_shutdown()); /* again, for workers that were not idle yet */
            world_sleep(10);
        }
        assert_in_range(memory_threads(), 0, before);
    }
    wmi_fleet_free(fleet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(each_result_of_many_comes_once),
        WORLD_TEST(a_round_that_is_cancelled_anywhere_is_whole),
        WORLD_TEST(a_fleet_is_freed_anywhere),
        WORLD_TEST(a_deadline_and_an_answer_may_race),
        WORLD_TEST(between_rounds_there_is_no_thread),
    };

    return cmocka_run_group_tests_name("fleet_many", tests, NULL, NULL) == 0 ? 0 : 1;
}
