/* SPDX-License-Identifier: MIT */
/*
 * Every state in which a host can be × what ends it: the fleet's cancel, the deadline of that cancel, wmi_fleet_free, the
 * host's own deadline. Each time all hosts are told to be done once, or nothing more is told; it ends in time, and
 * nothing is held afterwards. The clock is looked at for upper bounds alone, generous ones.
 */
#include "support/fleet_world.h"
#include "support/threads.h"

#include <stdatomic.h>
#include <stdio.h>

#define HOSTS    6
#define SOON_MS  150
#define LIMIT_MS 400
#define LONG_MS  5000         /* for hosts that are to be answered in time */
#define NO_CODE  ((HRESULT)1) /* a failure does not come, whatever else */

typedef enum ending {
    BY_CANCEL,
    BY_CANCELS_DEADLINE,
    BY_FREE,
    BY_DEADLINE
} ending;

static atomic_uint jobs_begun, jobs_ended;

static HRESULT wait_on_cancel(wmi_connection *connection, wmi_cancel *cancel, void *user_data)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    HRESULT hr;

    (void)user_data;
    atomic_fetch_add(&jobs_begun, 1);
    options.cancel = cancel;
    hr = world_read_rows(connection, &options);
    atomic_fetch_add(&jobs_ended, 1);
    return hr == WMI_END ? S_OK : hr;
}

/* --- States --------------------------------------------------------------------------------------------------------- */

static void be_waiting(wmi_fleet_options *options)
{
    options->at_once = 1;
    assert_ok(wmi_mock_delay(world, CONNECT, 1000)); /* together longer than the limit of one */
}

static void hang_in_connect(wmi_fleet_options *options)
{
    (void)options;
    assert_ok(wmi_mock_delay(world, CONNECT, WMI_MOCK_FREEZE));
}

static void hang_in_query(wmi_fleet_options *options)
{
    (void)options;
    assert_ok(wmi_mock_delay(world, EXEC_QUERY, WMI_MOCK_FREEZE));
}

static void hang_in_next(wmi_fleet_options *options)
{
    (void)options;
    assert_ok(wmi_mock_delay(world, NEXT, WMI_MOCK_FREEZE));
}

/* The call returns each second. */
static void wait_for_rows(wmi_fleet_options *options)
{
    (void)options;
    assert_ok(wmi_mock_delay(world, NEXT, WMI_MOCK_HANG));
}

static void hang_in_release(wmi_fleet_options *options)
{
    (void)options;
    assert_ok(wmi_mock_delay(world, "IEnumWbemClassObject::Release", WMI_MOCK_FREEZE));
}

static void fill_queue(wmi_fleet_options *options)
{
    options->queue_limit = 1;
}

static void be_pausing(wmi_fleet_options *options)
{
    options->retries = 100;
    options->retry_ms = 30000;
    assert_ok(wmi_mock_fail(world, CONNECT, 0, GONE));
}

static void be_done(wmi_fleet_options *options)
{
    (void)options;
}

static const struct state_case {
    const char *name;
    void (*prepare)(wmi_fleet_options *options);
    wmi_fleet_job *job;
    HRESULT cancelled; /* of all hosts; NO_CODE: of some, the others are answered */
    HRESULT late;      /* at the host's deadline; */
} states[] = {
    { "waiting for a thread", be_waiting, NULL, NO_CODE, S_OK },
    { "in ConnectServer", hang_in_connect, NULL, CANCELLED, TIMED_OUT },
    { "in ExecQuery", hang_in_query, NULL, CANCELLED, TIMED_OUT },
    { "in Next, frozen", hang_in_next, NULL, CANCELLED, TIMED_OUT },
    { "in Next, without rows", wait_for_rows, NULL, CANCELLED, TIMED_OUT },
    { "in the release of the enumerator", hang_in_release, NULL, S_OK, S_OK },
    { "at the full queue", fill_queue, NULL, NO_CODE, S_OK },
    { "in a pause", be_pausing, NULL, CANCELLED, GONE },
    { "done", be_done, NULL, S_OK, S_OK },
    { "in a function that waits", wait_for_rows, wait_on_cancel, CANCELLED, TIMED_OUT },
    { "in a function whose call is frozen", hang_in_query, wait_on_cancel, CANCELLED, TIMED_OUT },
    { "in ConnectServer, before a function", hang_in_connect, wait_on_cancel, CANCELLED, TIMED_OUT },
};

/* --- The table ------------------------------------------------------------------------------------------------------ */

static void assert_told(const struct state_case *row, ending by)
{
    HRESULT expected = by == BY_DEADLINE ? row->late : row->cancelled;

    if (by == BY_CANCELS_DEADLINE && expected == CANCELLED)
        expected = TIMED_OUT;
    for (size_t i = 0; i < HOSTS; i++) {
        bool may_be = outcomes[i].code == S_OK ||
                      outcomes[i].code == (by == BY_CANCEL ? CANCELLED : TIMED_OUT);

        if (expected != NO_CODE)
            assert_hr(expected, outcomes[i].code);
        else
            assert_true(may_be);
        if (outcomes[i].code == S_OK && row->job == NULL)
            assert_int_equal(outcomes[i].rows, WORLD_ROWS);
    }
}

static void start(wmi_fleet *fleet, const struct state_case *row)
{
    memset(outcomes, 0, sizeof outcomes);
    if (row->job != NULL)
        assert_ok(wmi_fleet_run(fleet, row->job));
    else
        assert_ok(wmi_fleet_query(fleet, WORLD_QUERY, NULL));
    /* All rows of a host take two calls. */
    for (unsigned i = 0;
         row->cancelled == S_OK && i < 1000 && wmi_mock_call_count(world, NEXT) < (size_t)2 * HOSTS; i++)
        world_sleep(10);
    world_sleep(SOON_MS);
}

static void end_round(wmi_fleet *fleet, const struct state_case *row, ending by, wmi_cancel *cancel)
{
    if (by == BY_CANCEL)
        wmi_cancel_trigger(cancel);
    else if (by == BY_CANCELS_DEADLINE)
        wmi_cancel_after(cancel, 0);
    if (by != BY_FREE) {
        fleet_read(fleet, HOSTS);
        assert_told(row, by);
    }
    wmi_fleet_free(fleet);
}

static void ends_in_time(const struct state_case *row, ending by)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet *fleet;
    uint64_t began;

    atomic_store(&jobs_begun, 0);
    atomic_store(&jobs_ended, 0);
    options.host_timeout_ms = WMI_FOREVER;
    if (by == BY_DEADLINE)
        options.host_timeout_ms = row->late == TIMED_OUT ? LIMIT_MS : LONG_MS;
    if (by == BY_CANCEL || by == BY_CANCELS_DEADLINE)
        assert_ok(wmi_cancel_create(&options.cancel));
    row->prepare(&options);
    fleet = fleet_of(HOSTS, &options);
    start(fleet, row);
    began = world_clock_ms();
    end_round(fleet, row, by, options.cancel);
    assert_in_range(world_clock_ms() - began, 0, IN_TIME_MS);
    assert_int_equal(atomic_load(&jobs_begun), atomic_load(&jobs_ended));
    wmi_cancel_free(options.cancel);
}

static void by_cancel(void **state)
{
    ends_in_time(*state, BY_CANCEL);
}

static void by_cancels_deadline(void **state)
{
    ends_in_time(*state, BY_CANCELS_DEADLINE);
}

static void by_free(void **state)
{
    ends_in_time(*state, BY_FREE);
}

static void by_deadline(void **state)
{
    ends_in_time(*state, BY_DEADLINE);
}

/* --- What is hung already ---------------------------------------------------------------------------------------------- */

/* The second round: no thread goes there while the first one's call has not returned. */
static wmi_fleet *hung_fleet(wmi_cancel *cancel)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet *fleet;

    options.host_timeout_ms = LIMIT_MS;
    options.cancel = cancel;
    assert_ok(wmi_mock_delay(world, CONNECT, WMI_MOCK_FREEZE));
    fleet = fleet_of(HOSTS, &options);
    fleet_round(fleet, HOSTS);
    for (size_t i = 0; i < HOSTS; i++)
        assert_hr(TIMED_OUT, outcomes[i].code);
    return fleet;
}

static void a_hung_host_is_told_again_at_once(void **state)
{
    wmi_fleet *fleet = hung_fleet(NULL);
    size_t begun = wmi_mock_call_count(world, NULL);

    (void)state;
    fleet_round(fleet, HOSTS);
    for (size_t i = 0; i < HOSTS; i++) {
        assert_hr(TIMED_OUT, outcomes[i].code);
        assert_int_equal(outcomes[i].attempts, 0);
    }
    assert_int_equal(wmi_mock_call_count(world, NULL), begun);
    wmi_fleet_free(fleet); /* does not wait for them */
}

static void a_fleet_with_hung_hosts_is_freed_at_once(void **state)
{
    wmi_fleet *fleet = hung_fleet(NULL);
    uint64_t began = world_clock_ms();

    (void)state;
    wmi_fleet_free(fleet);
    assert_in_range(world_clock_ms() - began, 0, 1500);
    assert_hr(E_UNEXPECTED, wmi_shutdown()); /* they have not returned */
}

static void the_cancel_ends_the_next_round_before_it_begins(void **state)
{
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    wmi_cancel *cancel = NULL;
    wmi_fleet *fleet;

    (void)state;
    assert_ok(wmi_cancel_create(&cancel));
    fleet = hung_fleet(cancel);
    wmi_cancel_trigger(cancel);
    assert_hr(CANCELLED, wmi_fleet_query(fleet, WORLD_QUERY, NULL));
    assert_hr(CANCELLED, wmi_fleet_run(fleet, wait_on_cancel));
    assert_hr(WMI_END, wmi_fleet_next(fleet, WMI_FOREVER, &result));
    wmi_cancel_free(cancel);
    wmi_fleet_free(fleet);
}

/* --- The end of connections --------------------------------------------------------------------------------------------- */

static void idle_connections_that_hang_hold_free_for_two_seconds(void **state)
{
    wmi_fleet *fleet = fleet_of(HOSTS, NULL);
    uint64_t began;

    (void)state;
    fleet_round(fleet, HOSTS);
    assert_ok(wmi_mock_delay(world, "IWbemServices::Release", WMI_MOCK_FREEZE));
    began = world_clock_ms();
    wmi_fleet_free(fleet);
    assert_in_range(world_clock_ms() - began, 1500, 8000);
    assert_hr(E_UNEXPECTED, wmi_shutdown());
}

/* More than there are threads: the library goes on alone. */
static void many_connections_that_hang_end_later(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet *fleet;
    uint64_t began;

    (void)state;
    options.at_once = 2;
    fleet = fleet_of(HOSTS, &options);
    fleet_round(fleet, HOSTS);
    assert_ok(wmi_mock_delay(world, "IWbemServices::Release", WMI_MOCK_FREEZE));
    began = world_clock_ms();
    wmi_fleet_free(fleet);
    assert_in_range(world_clock_ms() - began, 0, 4000);
}

static void healthy_connections_have_ended_after_free(void **state)
{
    wmi_fleet *fleet = fleet_of(200, NULL);

    (void)state;
    fleet_round(fleet, 200);
    wmi_fleet_free(fleet);
    assert_int_equal(wmi_mock_live_objects(world), 1); /* the locator that the library keeps */
    assert_ok(wmi_shutdown());
    assert_int_equal(wmi_mock_live_objects(world), 0);
}

int main(void)
{
    static const struct CMUnitTest plain[] = {
        WORLD_TEST(a_hung_host_is_told_again_at_once),
        WORLD_TEST(a_fleet_with_hung_hosts_is_freed_at_once),
        WORLD_TEST(the_cancel_ends_the_next_round_before_it_begins),
        WORLD_TEST(idle_connections_that_hang_hold_free_for_two_seconds),
        WORLD_TEST(many_connections_that_hang_end_later),
        WORLD_TEST(healthy_connections_have_ended_after_free),
    };
    static const struct {
        const char *name;
        CMUnitTestFunction run;
    } endings[] = {
        { "the cancel", by_cancel },
        { "the cancel's deadline", by_cancels_deadline },
        { "wmi_fleet_free", by_free },
        { "the deadline", by_deadline },
    };
    static char names[COUNT_OF(states) * COUNT_OF(endings)][100];
    struct CMUnitTest tests[COUNT_OF(names) + COUNT_OF(plain)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(states); i++) {
        for (size_t j = 0; j < COUNT_OF(endings); j++, count++) {
            snprintf(names[count], sizeof names[count], "%s: %s", states[i].name, endings[j].name);
            tests[count] = (struct CMUnitTest){ names[count], endings[j].run, world_begin, world_end,
                                                (void *)(uintptr_t)&states[i] };
        }
    }
    memcpy(tests + count, plain, sizeof plain);
    return cmocka_run_group_tests_name("fleet_ends", tests, NULL, NULL) == 0 ? 0 : 1;
}
