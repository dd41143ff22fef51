/* SPDX-License-Identifier: MIT */
/* Which COM calls a subscription makes, and what it makes of their refusals. */
#include "support/calls_world.h"

#include <stdio.h>
#include <string.h>

#define SUBSCRIBE  "IWbemServices::ExecNotificationQuery"
#define NEXT       "IEnumWbemClassObject::Next"
#define ALARMS     "SELECT * FROM Alarm"
#define IN_TIME_MS 15000u

static int begin(void **state)
{
    if (calls_begin(state) != 0)
        return -1;
    assert_ok(wmi_mock_load(world, NULL, "class Alarm : __ExtrinsicEvent { uint32 Number; };"));
    return 0;
}

#define EVENT_TEST(function) cmocka_unit_test_setup_teardown(function, begin, calls_end)

static void raise_alarms(unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        assert_ok(wmi_mock_raise(world, NULL, "instance of Alarm { Number = 1; };"));
}

static void read_alarms(wmi_subscription *subscription, unsigned count)
{
    IWbemClassObject *event;

    for (unsigned i = 0; i < count; i++)
        assert_hr(WMI_OK, wmi_subscription_next(subscription, IN_TIME_MS, &event));
}

/* --- Calls ----------------------------------------------------------------------------------------------------------- */

static const struct flags_case {
    const char *name;
    uint32_t flags;
    const char *sent;
} flags[] = {
    { "RETURN_IMMEDIATELY and FORWARD_ONLY are sent", 0, "lFlags=0x30" },
    { "amended qualifiers are asked for too", WBEM_FLAG_USE_AMENDED_QUALIFIERS, "lFlags=0x20030" },
};

static void both_flags_are_sent(void **state)
{
    const struct flags_case *row = *state;
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;
    wmi_subscription *subscription = NULL;

    options.flags = row->flags;
    assert_ok(wmi_subscribe(link_here, ALARMS, &options, &subscription));
    assert_non_null(strstr(world_call(SUBSCRIBE, 1)->arguments, row->sent));
    wmi_subscription_close(subscription);
}

/* Next waits for all that it is asked for: so the first call asks for one, the second for what else is there. */
static void one_event_is_waited_for_and_no_more(void **state)
{
    wmi_subscription *subscription = NULL;

    (void)state;
    assert_ok(wmi_mock_delay(world, NEXT, WMI_MOCK_FREEZE)); /* until all events are there */
    assert_ok(wmi_subscribe(link_here, ALARMS, NULL, &subscription));
    raise_alarms(5);
    assert_ok(wmi_mock_delay(world, NEXT, 0));
    wmi_mock_wake(world);
    read_alarms(subscription, 5);
    wmi_subscription_close(subscription);
    assert_string_equal(world_call(NEXT, 1)->arguments, "lTimeout=0x3E8, uCount=0x1");
    assert_string_equal(world_call(NEXT, 2)->arguments, "lTimeout=0x0, uCount=0x40");
    assert_hr(WBEM_S_TIMEDOUT, world_call(NEXT, 2)->result);
    assert_in_range(wmi_mock_call_count(world, NEXT), 2, 3);
}

/* Its queue is full most of the time: that is no reason to ask for each event by a call. */
static void a_slow_program_costs_few_calls(void **state)
{
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;
    wmi_subscription *subscription = NULL;
    size_t calls;

    (void)state;
    options.queue_limit = 128;
    assert_ok(wmi_mock_delay(world, NEXT, WMI_MOCK_FREEZE));
    assert_ok(wmi_subscribe(link_here, ALARMS, &options, &subscription));
    raise_alarms(641);
    assert_ok(wmi_mock_delay(world, NEXT, 0));
    wmi_mock_wake(world);
    for (unsigned i = 0; i < 641; i++) {
        read_alarms(subscription, 1);
        if (i % 4 == 0)
            world_sleep(1);
    }
    calls = wmi_mock_call_count(world, NEXT);
    assert_in_range(calls, 641 / 64, 641 / 64 + 12);
    wmi_subscription_close(subscription);
}

/* Each blanket is the connection's; without one the computer would refuse Next. */
static void the_enumerator_has_the_connections_blanket(void **state)
{
    wmi_connection *connection = calls_connect("db1");
    wmi_subscription *subscription = NULL;
    IWbemClassObject *event;

    (void)state;
    assert_ok(
        wmi_subscribe(connection, "SELECT * FROM __ClassOperationEvent WITHIN 1000", NULL, &subscription));
    assert_hr(WMI_QUIET, wmi_subscription_next(subscription, 50, &event));
    wmi_subscription_close(subscription);
    wmi_disconnect(connection);
}

/* --- Refusals -------------------------------------------------------------------------------------------------------- */

static const struct refusal_case {
    const char *name;
    HRESULT code;
} refusals[] = {
    { "a provider's own code", (HRESULT)0x80070002 },
    { "access denied", (HRESULT)WBEM_E_ACCESS_DENIED },
    { "a code of nobody's", (HRESULT)0x8ABCDEF0 },
};

/* At once, or from the first Next: the code is the provider's, and with retry_ms it is not tried again. */
static void a_refusal_is_passed_on(void **state)
{
    const struct refusal_case *row = *state;
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;

    for (options.retry_ms = 0; options.retry_ms < 2; options.retry_ms++) {
        wmi_subscription *subscription = (wmi_subscription *)1;
        IWbemClassObject *event;

        assert_ok(wmi_mock_fail(world, SUBSCRIBE, 1, row->code));
        assert_hr(row->code, wmi_subscribe(link_here, ALARMS, &options, &subscription));
        assert_null(subscription);
        assert_string_equal(wmi_last_error()->operation, SUBSCRIBE);

        assert_ok(wmi_mock_fail(world, NEXT, 1, row->code));
        assert_ok(wmi_subscribe(link_here, ALARMS, &options, &subscription));
        for (unsigned i = 0; i < 2; i++) {
            assert_hr(row->code, wmi_subscription_next(subscription, IN_TIME_MS, &event));
            assert_string_equal(wmi_last_error()->operation, NEXT);
        }
        wmi_subscription_close(subscription);
    }
    assert_int_equal(wmi_mock_call_count(world, SUBSCRIBE), 4);
}

/* SELECT NoSuch is no failure: the events have no such property, and no other. */
static void a_property_that_does_not_exist_is_no_failure(void **state)
{
    wmi_subscription *subscription = NULL;
    IWbemClassObject *event = NULL;
    char **names = NULL;
    size_t count = 7;

    (void)state;
    assert_ok(wmi_subscribe(link_here, "SELECT NoSuch FROM Alarm", NULL, &subscription));
    raise_alarms(1);
    assert_hr(WMI_OK, wmi_subscription_next(subscription, IN_TIME_MS, &event));
    assert_ok(wmi_property_names(event, &names, &count));
    assert_int_equal(count, 0);
    wmi_free(names);
    wmi_subscription_close(subscription);
}

int main(void)
{
    static const struct CMUnitTest plain[] = {
        EVENT_TEST(one_event_is_waited_for_and_no_more),
        EVENT_TEST(a_slow_program_costs_few_calls),
        EVENT_TEST(the_enumerator_has_the_connections_blanket),
        EVENT_TEST(a_property_that_does_not_exist_is_no_failure),
    };
    struct CMUnitTest tests[COUNT_OF(flags) + COUNT_OF(refusals) + COUNT_OF(plain)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(flags); i++)
        tests[count++] = (struct CMUnitTest){ flags[i].name, both_flags_are_sent, begin, calls_end,
                                              (void *)(uintptr_t)&flags[i] };
    for (size_t i = 0; i < COUNT_OF(refusals); i++)
        tests[count++] = (struct CMUnitTest){ refusals[i].name, a_refusal_is_passed_on, begin, calls_end,
                                              (void *)(uintptr_t)&refusals[i] };
    memcpy(tests + count, plain, sizeof plain);
    return cmocka_run_group_tests_name("event_calls", tests, NULL, NULL) == 0 ? 0 : 1;
}
