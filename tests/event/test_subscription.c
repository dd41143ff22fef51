/* SPDX-License-Identifier: MIT */
/*
 * Subscriptions: what wmi_subscription_next tells, in which order, and how a subscription survives a loss. The clock is
 * looked at for upper bounds alone, generous ones.
 */
#include "support/calls_world.h"
#include "support/own_locator.h"
#include "support/threads.h"

#include <stdio.h>
#include <string.h>

#define SUBSCRIBE  "IWbemServices::ExecNotificationQuery"
#define NEXT       "IEnumWbemClassObject::Next"
#define CONNECT    "IWbemLocator::ConnectServer"
#define ALARMS     "SELECT * FROM Alarm"
#define CANCELLED  ((HRESULT)WBEM_E_CALL_CANCELLED)
#define TIMED_OUT  ((HRESULT)WBEM_E_TIMED_OUT)
#define GONE       HRESULT_FROM_WIN32(RPC_S_SERVER_UNAVAILABLE)
#define IN_TIME_MS 15000u

static const char event_classes[] = "class Alarm : __ExtrinsicEvent { uint32 Number; };\n"
                                    "class Disk { [key] string Id; uint32 Free; };\n"
                                    "instance of Disk { Id = \"C:\"; Free = 10; };\n";

static int begin(void **state)
{
    if (calls_begin(state) != 0)
        return -1;
    assert_ok(wmi_mock_load(world, NULL, event_classes));
    return 0;
}

#define EVENT_TEST(function) cmocka_unit_test_setup_teardown(function, begin, calls_end)

static void raise_alarm(unsigned number)
{
    char mof[80];

    snprintf(mof, sizeof mof, "instance of Alarm { Number = %u; };", number);
    assert_ok(wmi_mock_raise(world, NULL, mof));
}

static wmi_subscription *subscribe(const wmi_subscribe_options *options)
{
    wmi_subscription *subscription = NULL;

    assert_ok(wmi_subscribe(link_here, ALARMS, options, &subscription));
    assert_non_null(subscription);
    return subscription;
}

static void assert_next(wmi_subscription *subscription, unsigned number)
{
    IWbemClassObject *event = NULL;
    uint32_t found = 0;

    assert_hr(WMI_OK, wmi_subscription_next(subscription, IN_TIME_MS, &event));
    assert_non_null(event);
    assert_ok(wmi_get_uint32(event, "Number", &found));
    assert_int_equal(found, number);
}

static void assert_result(HRESULT expected, wmi_subscription *subscription, uint32_t timeout_ms)
{
    IWbemClassObject *event = (IWbemClassObject *)1;

    assert_hr(expected, wmi_subscription_next(subscription, timeout_ms, &event));
    assert_null(event);
}

/* --- Events ------------------------------------------------------------------------------------------------------- */

static void events_keep_their_order(void **state)
{
    wmi_subscription *subscription = subscribe(NULL);

    (void)state;
    for (unsigned i = 0; i < 500; i++)
        raise_alarm(i);
    for (unsigned i = 0; i < 500; i++)
        assert_next(subscription, i);
    assert_result(WMI_QUIET, subscription, 0);
    wmi_subscription_close(subscription);
}

static void no_event_is_quiet(void **state)
{
    wmi_subscription *subscription = subscribe(NULL);
    HRESULT before;

    (void)state;
    wmi_get_int32(NULL, NULL, NULL); /* sets a last error */
    before = wmi_last_error()->code;
    assert_result(WMI_QUIET, subscription, 0);
    assert_result(WMI_QUIET, subscription, 50);
    assert_hr(before, wmi_last_error()->code);
    assert_hr(S_OK, wmi_subscription_error(subscription)->code);
    raise_alarm(3);
    assert_next(subscription, 3);
    wmi_subscription_close(subscription);
}

/* A connection's services end its subscriptions when they are released; the library holds them. */
static void it_outlives_its_connection(void **state)
{
    wmi_connection *connection = NULL;
    wmi_subscription *subscription = NULL;

    (void)state;
    assert_ok(wmi_connect(NULL, &connection));
    assert_ok(wmi_subscribe(connection, ALARMS, NULL, &subscription));
    wmi_disconnect(connection);
    raise_alarm(1);
    assert_next(subscription, 1);
    wmi_disconnect(link_here); /* the last connection */
    link_here = NULL;
    assert_hr(E_UNEXPECTED, wmi_shutdown());
    wmi_subscription_close(subscription);
}

/* What the queue does not take stays with WMI. */
static void a_slow_program_fills_no_queue_of_ours(void **state)
{
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;
    wmi_subscription *subscription;
    size_t before;

    (void)state;
    options.queue_limit = 2;
    subscription = subscribe(&options);
    before = wmi_mock_live_objects(world);
    for (unsigned i = 0; i < 100; i++)
        raise_alarm(i);
    world_sleep(300); /* in which the worker would take more */
    assert_in_range(wmi_mock_live_objects(world) - before, 0, 3);
    for (unsigned i = 0; i < 100; i++)
        assert_next(subscription, i);
    wmi_subscription_close(subscription);
}

static void an_idle_subscription_calls_once_a_second(void **state)
{
    wmi_subscription *subscription = subscribe(NULL);
    uint64_t start = world_clock_ms();
    size_t before = wmi_mock_call_count(world, NEXT);

    (void)state;
    assert_result(WMI_QUIET, subscription, 2500);
    assert_in_range(wmi_mock_call_count(world, NEXT) - before, 1, (world_clock_ms() - start) / 1000 + 2);
    wmi_subscription_close(subscription);
}

/* --- Ends --------------------------------------------------------------------------------------------------------- */

static void cancel_soon(void *cancel)
{
    world_sleep(100);
    wmi_cancel_trigger(cancel);
    wmi_cancel_free(cancel);
}

static void a_cancel_ends_the_wait(void **state)
{
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;
    wmi_subscription *subscription;
    test_thread *thread;
    uint64_t start;

    (void)state;
    assert_ok(wmi_cancel_create(&options.cancel));
    subscription = subscribe(&options);
    start = world_clock_ms();
    thread = test_thread_start(cancel_soon, options.cancel);
    assert_result(CANCELLED, subscription, WMI_FOREVER);
    assert_in_range(world_clock_ms() - start, 0, IN_TIME_MS);
    test_thread_join(thread);
    raise_alarm(1);
    assert_result(CANCELLED, subscription, 0); /* whether or not an event is there */
    wmi_subscription_close(subscription);
}

static void the_deadline_of_a_cancel_times_out(void **state)
{
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;
    wmi_subscription *subscription;

    (void)state;
    assert_ok(wmi_cancel_create(&options.cancel));
    subscription = subscribe(&options);
    wmi_cancel_after(options.cancel, 50);
    wmi_cancel_free(options.cancel);
    assert_result(TIMED_OUT, subscription, WMI_FOREVER);
    wmi_subscription_close(subscription);
}

static void a_refusal_comes_from_subscribing(void **state)
{
    wmi_subscription *subscription = (wmi_subscription *)1;

    (void)state;
    assert_hr((HRESULT)WBEM_E_UNPARSABLE_QUERY, wmi_subscribe(link_here, "42", NULL, &subscription));
    assert_null(subscription);
    assert_string_equal(wmi_last_error()->operation, SUBSCRIBE);
    assert_non_null(strstr(wmi_last_error()->message, "42"));
}

static const struct hint_case {
    const char *name;
    HRESULT code;
    const char *hint; /* a part of it */
} hints[] = {
    { "WITHIN is missing", (HRESULT)WBEMESS_E_REGISTRATION_TOO_PRECISE, "WITHIN" },
    { "too broad", (HRESULT)WBEMESS_E_REGISTRATION_TOO_BROAD, "every property" },
    { "a trace", (HRESULT)WBEM_E_ACCESS_DENIED, "administrator" },
    { "the security log", (HRESULT)WBEM_E_PRIVILEGE_NOT_HELD, "enable" },
    { "the registry", (HRESULT)WBEM_E_INVALID_CLASS, "ROOT\\DEFAULT" },
    { "data", (HRESULT)WBEM_E_NOT_EVENT_CLASS, "wmi_query" },
    { "data that is no query", (HRESULT)WBEM_E_UNPARSABLE_QUERY, "wmi_query" },
    { "data, not valid", (HRESULT)WBEM_E_INVALID_QUERY, "wmi_query" },
};

static void a_refusal_has_a_hint(void **state)
{
    const struct hint_case *row = *state;
    wmi_subscription *subscription = NULL;

    wmi_mock_fail(world, SUBSCRIBE, 1, row->code);
    assert_hr(row->code, wmi_subscribe(link_here, ALARMS, NULL, &subscription));
    assert_non_null(strstr(wmi_last_error()->hint, row->hint));
}

static void an_event_query_that_is_read_as_data_has_a_hint(void **state)
{
    static const char within[] =
        "SELECT * FROM __InstanceCreationEvent Within 5 WHERE TargetInstance ISA 'Disk'";
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;
    HRESULT hr;

    (void)state;
    for (int limited = 0; limited < 2; limited++) {
        options.timeout_ms = limited ? 600000 : 0;
        hr = wmi_query(link_here, within, &options, &cursor);
        if (SUCCEEDED(hr))
            hr = wmi_cursor_next(cursor, &row);
        assert_hr((HRESULT)WBEM_E_INVALID_QUERY, hr);
        assert_non_null(strstr(wmi_last_error()->hint, "wmi_subscribe"));
        wmi_cursor_close(cursor);
    }
}

static void a_server_that_hangs_is_left(void **state)
{
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;
    wmi_subscription *subscription = (wmi_subscription *)1;

    (void)state;
    options.timeout_ms = 100;
    wmi_mock_delay(world, SUBSCRIBE, WMI_MOCK_FREEZE);
    assert_hr(TIMED_OUT, wmi_subscribe(link_here, ALARMS, &options, &subscription));
    assert_null(subscription);
    wmi_mock_delay(world, SUBSCRIBE, 0);
    wmi_mock_wake(world);
}

/* --- Losses ------------------------------------------------------------------------------------------------------- */

static void a_loss_is_final_and_comes_again(void **state)
{
    wmi_subscription *subscription = subscribe(NULL);

    (void)state;
    raise_alarm(1);
    assert_next(subscription, 1);
    assert_ok(wmi_mock_restart(world, NULL));
    for (unsigned i = 0; i < 3; i++) {
        assert_result(GONE, subscription, IN_TIME_MS);
        assert_string_equal(wmi_last_error()->operation, NEXT);
        assert_hr(GONE, wmi_subscription_error(subscription)->code);
    }
    wmi_subscription_close(subscription);
}

/* The server that was lost does not answer the releases either. */
static void a_loss_is_told_before_what_hangs_is_released(void **state)
{
    wmi_subscription *subscription = subscribe(NULL);
    uint64_t start;

    (void)state;
    assert_ok(wmi_mock_delay(world, "IEnumWbemClassObject::Release", WMI_MOCK_FREEZE));
    assert_ok(wmi_mock_restart(world, NULL));
    assert_result(GONE, subscription, IN_TIME_MS);
    start = world_clock_ms();
    wmi_subscription_close(subscription);
    assert_in_range(world_clock_ms() - start, 0, IN_TIME_MS);
    wmi_mock_delay(world, "IEnumWbemClassObject::Release", 0);
    wmi_mock_wake(world);
}

static void a_loss_keeps_the_providers_words(void **state)
{
    wmi_subscription *subscription;

    (void)state;
    assert_ok(wmi_mock_explain(world, NEXT, "EventProvider", "the provider has had enough"));
    wmi_mock_fail(world, NEXT, 1, (HRESULT)WBEM_E_FAILED);
    subscription = subscribe(NULL);
    for (unsigned i = 0; i < 2; i++) {
        assert_result((HRESULT)WBEM_E_FAILED, subscription, IN_TIME_MS);
        assert_non_null(strstr(wmi_last_error()->message, "had enough"));
    }
    wmi_subscription_close(subscription);
}

static wmi_subscription *subscribe_again_after(uint32_t retry_ms)
{
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;

    options.retry_ms = retry_ms;
    return subscribe(&options);
}

static void a_restart_is_survived(void **state)
{
    wmi_subscription *subscription = subscribe_again_after(1);

    (void)state;
    for (unsigned round = 0; round < 5; round++) {
        raise_alarm(round);
        raise_alarm(round + 100);
        assert_next(subscription, round);
        assert_next(subscription, round + 100);
        assert_ok(wmi_mock_restart(world, NULL));
        assert_result(WMI_LOST, subscription, IN_TIME_MS);
        assert_hr(GONE, wmi_subscription_error(subscription)->code);
        assert_non_null(strstr(wmi_subscription_error(subscription)->message, ALARMS));
        assert_result(WMI_GAP, subscription, IN_TIME_MS);
    }
    raise_alarm(7);
    assert_next(subscription, 7);
    wmi_subscription_close(subscription);
}

/* The server cancels the call by itself: a loss like any other. */
static void a_cancel_of_the_servers_is_a_loss(void **state)
{
    wmi_subscription *subscription;

    (void)state;
    wmi_mock_fail(world, NEXT, 1, CANCELLED);
    subscription = subscribe_again_after(1);
    assert_result(WMI_LOST, subscription, IN_TIME_MS);
    assert_result(WMI_GAP, subscription, IN_TIME_MS);
    wmi_subscription_close(subscription);
}

static void refused_access_is_not_tried_again(void **state)
{
    wmi_subscription *subscription = subscribe_again_after(1);
    size_t connects;

    (void)state;
    wmi_mock_fail(world, CONNECT, 0, E_ACCESSDENIED);
    connects = wmi_mock_call_count(world, CONNECT);
    assert_ok(wmi_mock_restart(world, NULL));
    assert_result(WMI_LOST, subscription, IN_TIME_MS);
    assert_result(E_ACCESSDENIED, subscription, IN_TIME_MS);
    assert_result(E_ACCESSDENIED, subscription, IN_TIME_MS);
    assert_int_equal(wmi_mock_call_count(world, CONNECT) - connects, 1);
    wmi_mock_fail(world, CONNECT, 0, S_OK);
    wmi_subscription_close(subscription);
}

static void a_server_that_stays_away_is_tried_again(void **state)
{
    wmi_subscription *subscription = subscribe_again_after(1);

    (void)state;
    for (unsigned i = 1; i <= 4; i++)
        wmi_mock_fail(world, CONNECT, i, GONE);
    assert_ok(wmi_mock_restart(world, NULL));
    assert_result(WMI_LOST, subscription, IN_TIME_MS);
    assert_result(WMI_GAP, subscription, IN_TIME_MS);
    raise_alarm(9);
    assert_next(subscription, 9);
    wmi_subscription_close(subscription);
}

static void it_is_closed_while_it_is_made_again(void **state)
{
    wmi_subscription *subscription = subscribe_again_after(60000);
    uint64_t start;

    (void)state;
    assert_ok(wmi_mock_restart(world, NULL));
    assert_result(WMI_LOST, subscription, IN_TIME_MS);
    assert_result(WMI_QUIET, subscription, 50);
    start = world_clock_ms();
    wmi_subscription_close(subscription);
    assert_in_range(world_clock_ms() - start, 0, IN_TIME_MS);
}

/* With the password that the connection was made with. */
static void it_is_made_again_as_the_same_user(void **state)
{
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;
    wmi_connection *connection = calls_connect("db1");
    wmi_subscription *subscription = NULL;

    (void)state;
    options.retry_ms = 1;
    assert_ok(wmi_subscribe(
        connection, "SELECT * FROM __InstanceCreationEvent WITHIN 1000 WHERE TargetInstance ISA 'Disk'",
        &options, &subscription));
    wmi_disconnect(connection);
    assert_ok(wmi_mock_restart(world, "db1"));
    assert_result(WMI_LOST, subscription, IN_TIME_MS);
    assert_result(WMI_GAP, subscription, IN_TIME_MS);
    wmi_subscription_close(subscription);
}

/* --- Refusals ------------------------------------------------------------------------------------------------------ */

static void arguments_are_checked(void **state)
{
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;
    wmi_subscription *subscription = (wmi_subscription *)1;
    IWbemClassObject *event = (IWbemClassObject *)1;

    (void)state;
    assert_hr(E_POINTER, wmi_subscribe(link_here, ALARMS, NULL, NULL));
    assert_hr(E_POINTER, wmi_subscribe(NULL, ALARMS, NULL, &subscription));
    assert_null(subscription);
    assert_hr(E_POINTER, wmi_subscribe(link_here, NULL, NULL, &subscription));
    assert_hr((HRESULT)WBEM_E_INVALID_PARAMETER, wmi_subscribe(link_here, "\xff", NULL, &subscription));
    options.size--;
    assert_hr(E_INVALIDARG, wmi_subscribe(link_here, ALARMS, &options, &subscription));
    options.size++;
    options.flags = WBEM_FLAG_SHALLOW;
    assert_hr(E_INVALIDARG, wmi_subscribe(link_here, ALARMS, &options, &subscription));
    assert_non_null(strstr(wmi_last_error()->message, "flags"));
    assert_hr(E_POINTER, wmi_subscription_next(NULL, 0, &event));
    assert_null(event);
    assert_hr(S_OK, wmi_subscription_error(NULL)->code);
    wmi_subscription_close(NULL);
}

int main(void)
{
    static const struct CMUnitTest plain[] = {
        EVENT_TEST(events_keep_their_order),
        EVENT_TEST(no_event_is_quiet),
        EVENT_TEST(it_outlives_its_connection),
        EVENT_TEST(a_slow_program_fills_no_queue_of_ours),
        EVENT_TEST(an_idle_subscription_calls_once_a_second),
        EVENT_TEST(a_cancel_ends_the_wait),
        EVENT_TEST(the_deadline_of_a_cancel_times_out),
        EVENT_TEST(a_refusal_comes_from_subscribing),
        EVENT_TEST(an_event_query_that_is_read_as_data_has_a_hint),
        EVENT_TEST(a_server_that_hangs_is_left),
        EVENT_TEST(a_loss_is_final_and_comes_again),
        EVENT_TEST(a_loss_is_told_before_what_hangs_is_released),
        EVENT_TEST(a_loss_keeps_the_providers_words),
        EVENT_TEST(a_restart_is_survived),
        EVENT_TEST(a_cancel_of_the_servers_is_a_loss),
        EVENT_TEST(refused_access_is_not_tried_again),
        EVENT_TEST(a_server_that_stays_away_is_tried_again),
        EVENT_TEST(it_is_closed_while_it_is_made_again),
        EVENT_TEST(it_is_made_again_as_the_same_user),
        EVENT_TEST(arguments_are_checked),
    };
    struct CMUnitTest tests[COUNT_OF(plain) + COUNT_OF(hints)];

    memcpy(tests, plain, sizeof plain);
    for (size_t i = 0; i < COUNT_OF(hints); i++)
        tests[COUNT_OF(plain) + i] = (struct CMUnitTest){ hints[i].name, a_refusal_has_a_hint, begin,
                                                          calls_end, (void *)(uintptr_t)&hints[i] };
    return cmocka_run_group_tests_name("event_subscription", tests, NULL, NULL) == 0 ? 0 : 1;
}
