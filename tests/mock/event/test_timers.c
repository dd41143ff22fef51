/* SPDX-License-Identifier: MIT */
/* Timer instructions on the mock: __IntervalTimerInstruction and __AbsoluteTimerInstruction. */
#include "support/event_world.h"

#include <wmikit.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define IN_TIME_MS 15000 /* for what comes at once */

#define ALL_TIMERS u"SELECT * FROM __TimerEvent"

static void load(wmi_mock *mock, const char *mof)
{
    assert_ok(wmi_mock_load(mock, NULL, mof));
}

/* An absolute timer so many seconds from now. */
static void load_absolute(wmi_mock *mock, const char *id, int seconds, const char *rest)
{
    char text[26];
    char mof[256];
    wmi_datetime moment;

    assert_ok(wmi_datetime_from_unix(((int64_t)time(NULL) + seconds) * 1000000, &moment));
    assert_ok(wmi_datetime_format(&moment, text));
    snprintf(mof, sizeof mof,
             "instance of __AbsoluteTimerInstruction { TimerId = \"%s\"; EventDateTime = \"%s\"; %s };", id,
             text, rest);
    load(mock, mof);
}

/* --- Intervals ------------------------------------------------------------------------------------------------- */

static void a_timer_fires(void **state)
{
    wmi_mock *mock = *state;
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    IEnumWbemClassObject *events;

    load(mock,
         "instance of __IntervalTimerInstruction { TimerId = \"slow\"; IntervalBetweenEvents = 1000000; };"
         "instance of __IntervalTimerInstruction { TimerId = \"other\"; IntervalBetweenEvents = 1000000; };");
    events = event_open(services, u"SELECT * FROM __TimerEvent WHERE TimerId = 'slow'");
    assert_string_equal(event_texts(events, "TimerId"), "");
    assert_ok(wmi_mock_poll(mock));
    assert_string_equal(event_texts(events, "TimerId"), "slow");
    assert_ok(wmi_mock_poll(mock));
    assert_string_equal(event_texts(events, "NumFirings"), "1");
    event_delete(services, u"__IntervalTimerInstruction.TimerId=\"slow\"");
    assert_ok(wmi_mock_poll(mock));
    assert_string_equal(event_texts(events, "TimerId"), "");
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

static void a_timer_fires_in_time(void **state)
{
    wmi_mock *mock = *state;
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    IEnumWbemClassObject *events;
    ULONG got = 0;

    load(mock,
         "instance of __IntervalTimerInstruction { TimerId = \"quick\"; IntervalBetweenEvents = 15; };");
    events = event_open(services, ALL_TIMERS);
    assert_ok(world_next(events, IN_TIME_MS, 1, &got));
    assert_ok(world_next(events, IN_TIME_MS, 1, &got));
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

static const struct missed_case {
    const char *name;
    const char *skip;
    bool counts; /* what was missed */
} missed[] = {
    { "missed firings are counted", "", true },
    { "missed firings are skipped", "SkipIfPassed = TRUE;", false },
};

static void firings_are_missed(void **state)
{
    const struct missed_case *row = *state;
    wmi_mock *mock = event_world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    IEnumWbemClassObject *events;
    const char *firings;
    char mof[256];

    snprintf(mof, sizeof mof,
             "instance of __IntervalTimerInstruction { TimerId = \"t\"; IntervalBetweenEvents = 5; %s };",
             row->skip);
    load(mock, mof);
    events = event_open(services, ALL_TIMERS);
    wmi__sleep(40); /* nobody asks meanwhile */
    firings = event_texts(events, "NumFirings");
    if (row->counts)
        assert_true(strtoul(firings, NULL, 10) >= 2);
    else
        assert_int_equal(strtoul(firings, NULL, 10), 1);
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
    world_destroy(mock);
}

/* --- Moments --------------------------------------------------------------------------------------------------- */

static const struct moment_case {
    const char *name;
    int seconds; /* from now */
    const char *rest;
    const char *at_once, *by_poll; /* the events */
} moments[] = {
    { "a moment to come", 1000, "", "", "t" },
    { "a moment to come, with SkipIfPassed", 1000, "SkipIfPassed = TRUE;", "", "t" },
    { "a moment that has passed", -1000, "", "t", "" },
    { "a moment that has passed, with SkipIfPassed", -1000, "SkipIfPassed = TRUE;", "", "" },
};

static void a_moment_comes_once(void **state)
{
    const struct moment_case *row = *state;
    wmi_mock *mock = event_world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    IEnumWbemClassObject *events;

    load_absolute(mock, "t", row->seconds, row->rest);
    events = event_open(services, ALL_TIMERS);
    assert_string_equal(event_texts(events, "TimerId"), row->at_once);
    assert_ok(wmi_mock_poll(mock));
    assert_string_equal(event_texts(events, "TimerId"), row->by_poll);
    assert_ok(wmi_mock_poll(mock));
    assert_string_equal(event_texts(events, "TimerId"), "");
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
    world_destroy(mock);
}

static void a_moment_is_waited_for(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services, ALL_TIMERS);
    ULONG got = 0;

    load_absolute(*state, "soon", 1, ""); /* after the subscription */
    assert_ok(world_next(events, IN_TIME_MS, 1, &got));
    assert_hr(WBEM_S_TIMEDOUT, world_next(events, 0, 1, &got));
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

/* An instruction that is put again is a new one. */
static void a_moment_is_put_off(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events;

    load_absolute(*state, "t", -1000, "");
    events = event_open(services, ALL_TIMERS);
    assert_string_equal(event_texts(events, "TimerId"), "t");
    load_absolute(*state, "t", 1000, "");
    assert_string_equal(event_texts(events, "TimerId"), "");
    assert_ok(wmi_mock_poll(*state));
    assert_string_equal(event_texts(events, "TimerId"), "t");
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

static const struct never_case {
    const char *name;
    const char *mof;
} nevers[] = {
    { "no moment never comes", "instance of __AbsoluteTimerInstruction { TimerId = \"t\"; };" },
    { "a moment with asterisks never comes", "instance of __AbsoluteTimerInstruction { TimerId = \"t\"; "
                                             "EventDateTime = \"2031****000000.000000+000\"; "
                                             "};" },
    { "an interval is no moment", "instance of __AbsoluteTimerInstruction { TimerId = \"t\"; EventDateTime = "
                                  "\"00000001000000.000000:000\"; "
                                  "};" },
    { "another instruction has no time",
      "class Test_Timer : __TimerInstruction {}; instance of Test_Timer { TimerId = \"t\"; };" },
};

static void it_never_fires(void **state)
{
    const struct never_case *row = *state;
    wmi_mock *mock = event_world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    IEnumWbemClassObject *events;

    load(mock, row->mof);
    events = event_open(services, ALL_TIMERS);
    assert_ok(wmi_mock_poll(mock));
    assert_string_equal(event_texts(events, "TimerId"), "");
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
    world_destroy(mock);
}

int main(void)
{
    static const struct CMUnitTest plain[] = {
        EVENT_TEST(a_timer_fires),
        EVENT_TEST(a_timer_fires_in_time),
        EVENT_TEST(a_moment_is_waited_for),
        EVENT_TEST(a_moment_is_put_off),
    };
    static struct CMUnitTest tests[COUNT_OF(plain) + COUNT_OF(missed) + COUNT_OF(moments) + COUNT_OF(nevers)];
    size_t count = 0;

    WORLD_ADD(tests, count, plain);
    WORLD_ADD_ROWS(tests, count, missed, firings_are_missed);
    WORLD_ADD_ROWS(tests, count, moments, a_moment_comes_once);
    WORLD_ADD_ROWS(tests, count, nevers, it_never_fires);
    return _cmocka_run_group_tests("mock_event_timers", tests, count, world_group_setup,
                                   world_group_teardown);
}
