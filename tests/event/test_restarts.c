/* SPDX-License-Identifier: MIT */
/*
 * The WMI service restarts, or its computer is lost, in each state of a subscription: what wmi_subscription_next tells then,
 * with retry_ms and without.
 */
#include "support/calls_world.h"
#include "support/threads.h"

#include <stdio.h>
#include <string.h>

#define SUBSCRIBE  "IWbemServices::ExecNotificationQuery"
#define NEXT       "IEnumWbemClassObject::Next"
#define CONNECT    "IWbemLocator::ConnectServer"
#define ALARMS     "SELECT * FROM Alarm"
#define CANCELLED  ((HRESULT)WBEM_E_CALL_CANCELLED)
#define GONE       HRESULT_FROM_WIN32(RPC_S_SERVER_UNAVAILABLE)
#define IN_TIME_MS 15000u
#define AFTERWARDS 99u /* the number of the event after a gap */

static int begin(void **state)
{
    if (calls_begin(state) != 0)
        return -1;
    assert_ok(wmi_mock_load(world, NULL, "class Alarm : __ExtrinsicEvent { uint32 Number; };"));
    return 0;
}

static void raise_alarm(unsigned number)
{
    char mof[80];

    snprintf(mof, sizeof mof, "instance of Alarm { Number = %u; };", number);
    assert_ok(wmi_mock_raise(world, NULL, mof));
}

/* --- What next tells ------------------------------------------------------------------------------------------------ */

static unsigned number_of(IWbemClassObject *event)
{
    uint32_t number = 0;

    assert_ok(wmi_get_uint32(event, "Number", &number));
    return number;
}

/* A failure comes again, at once. */
static const char *end_of(wmi_subscription *subscription, HRESULT hr)
{
    IWbemClassObject *event = (IWbemClassObject *)1;

    assert_hr(hr, wmi_subscription_next(subscription, WMI_FOREVER, &event));
    assert_null(event);
    assert_hr(hr, wmi_last_error()->code);
    return wmi_error_name(hr);
}

/* "1 2 LOST GAP 99": until the event after the gap, or a failure by its name. Good until the next call. */
static const char *read_story(wmi_subscription *subscription)
{
    static char story[200];
    bool ended = false;

    for (story[0] = '\0'; !ended;) {
        size_t used = strlen(story);
        char *end = story + used;
        IWbemClassObject *event = (IWbemClassObject *)1;
        HRESULT hr = wmi_subscription_next(subscription, IN_TIME_MS, &event);

        assert_int_equal(event != NULL, hr == WMI_OK);
        ended = WMI_FAILED(hr) || hr == WMI_QUIET || (hr == WMI_OK && number_of(event) == AFTERWARDS);
        if (hr == WMI_OK)
            snprintf(end, sizeof story - used, "%u ", number_of(event));
        else if (WMI_FAILED(hr))
            snprintf(end, sizeof story - used, "%s ", end_of(subscription, hr));
        else
            snprintf(end, sizeof story - used, "%s ",
                     hr == WMI_LOST  ? "LOST"
                     : hr == WMI_GAP ? "GAP"
                                     : "QUIET");
        if (hr == WMI_GAP)
            raise_alarm(AFTERWARDS);
    }
    story[strlen(story) - 1] = '\0';
    return story;
}

/* --- The states ----------------------------------------------------------------------------------------------------- */

typedef struct scene {
    wmi_subscription *subscription;
    wmi_cancel *cancel;
    bool loses; /* the computer is lost, and comes back; else its service restarts */
} scene;

static void strike(const scene *self)
{
    assert_ok(self->loses ? wmi_mock_lose_host(world, NULL, GONE) : wmi_mock_restart(world, NULL));
}

static void come_back(const scene *self)
{
    if (self->loses)
        assert_ok(wmi_mock_lose_host(world, NULL, S_OK));
}

static void assert_lost(const scene *self)
{
    IWbemClassObject *event;

    assert_hr(WMI_LOST, wmi_subscription_next(self->subscription, IN_TIME_MS, &event));
    assert_hr(GONE, wmi_subscription_error(self->subscription)->code);
}

static void strike_soon(void *context)
{
    world_sleep(50);
    wmi_mock_restart(world, NULL);
    wmi_mock_wake(world);
    (void)context;
}

static const char *while_waiting(scene *self)
{
    test_thread *thread = test_thread_start(strike_soon, self);
    const char *story = read_story(self->subscription);

    test_thread_join(thread);
    return story;
}

static void queue_three(void)
{
    size_t before = wmi_mock_live_objects(world);

    for (unsigned i = 1; i <= 3; i++)
        raise_alarm(i);
    for (unsigned waits = 0; wmi_mock_live_objects(world) < before + 3 && waits < 3000; waits++)
        world_sleep(1);
}

/* The events that the worker has are kept, and come before the loss. */
static const char *with_events_queued(scene *self)
{
    const char *story;

    queue_three();
    strike(self);
    story = read_story(self->subscription);
    come_back(self); /* not before: a loss that nobody has noticed is none */
    return story;
}

static const char *away_for_a_while(scene *self)
{
    strike(self);
    assert_lost(self);
    world_sleep(20); /* a few attempts */
    come_back(self);
    return read_story(self->subscription);
}

static const char *again_while(scene *self, const char *operation)
{
    assert_ok(wmi_mock_delay(world, operation, WMI_MOCK_HANG));
    strike(self);
    assert_lost(self);
    come_back(self);
    world_sleep(30); /* it has called */
    assert_ok(wmi_mock_restart(world, NULL));
    assert_ok(wmi_mock_delay(world, operation, 0));
    wmi_mock_wake(world);
    return read_story(self->subscription);
}

static const char *again_while_connecting(scene *self)
{
    return again_while(self, CONNECT);
}

static const char *again_while_subscribing(scene *self)
{
    return again_while(self, SUBSCRIBE);
}

/* The pause is long enough. */
static const char *again_in_the_pause(scene *self)
{
    strike(self);
    assert_lost(self);
    come_back(self);
    assert_ok(wmi_mock_restart(world, NULL));
    return read_story(self->subscription);
}

static const char *after_a_cancel(scene *self)
{
    wmi_cancel_trigger(self->cancel);
    strike(self);
    come_back(self);
    return read_story(self->subscription);
}

static const char *cancelled_in_the_pause(scene *self)
{
    strike(self);
    assert_lost(self);
    come_back(self);
    wmi_cancel_trigger(self->cancel);
    return read_story(self->subscription);
}

/* Nothing is left that could be lost; the next one is a new one. */
static const char *after_the_close(scene *self)
{
    size_t calls;

    wmi_subscription_close(self->subscription);
    self->subscription = NULL;
    strike(self);
    come_back(self);
    calls = wmi_mock_call_count(world, NULL);
    world_sleep(20);
    assert_int_equal(wmi_mock_call_count(world, NULL), calls);
    return "";
}

static const struct state_case {
    const char *name;
    const char *(*happens)(scene *self);
    bool loses;
    uint32_t retry_ms;
    const char *story;
} states[] = {
    { "a restart while next waits", while_waiting, false, 0, "RPC_S_SERVER_UNAVAILABLE" },
    { "a restart while next waits, retried", while_waiting, false, 1, "LOST GAP 99" },
    { "a restart with events queued", with_events_queued, false, 0, "1 2 3 RPC_S_SERVER_UNAVAILABLE" },
    { "a restart with events queued, retried", with_events_queued, false, 1, "1 2 3 LOST GAP 99" },
    { "a loss with events queued", with_events_queued, true, 0, "1 2 3 RPC_S_SERVER_UNAVAILABLE" },
    { "a computer that is away for a while, retried", away_for_a_while, true, 1, "GAP 99" },
    { "a restart while it connects again", again_while_connecting, false, 1, "GAP 99" },
    { "a restart while it subscribes again", again_while_subscribing, false, 1, "GAP 99" },
    { "a restart after a loss, while it connects again", again_while_connecting, true, 1, "GAP 99" },
    { "a restart in the pause", again_in_the_pause, false, 200, "GAP 99" },
    { "a restart after a cancel", after_a_cancel, false, 0, "WBEM_E_CALL_CANCELLED" },
    { "a restart after a cancel, retried", after_a_cancel, false, 1, "WBEM_E_CALL_CANCELLED" },
    { "a loss after a cancel, retried", after_a_cancel, true, 1, "WBEM_E_CALL_CANCELLED" },
    { "a cancel in the pause", cancelled_in_the_pause, false, 60000, "WBEM_E_CALL_CANCELLED" },
    { "a restart after the close", after_the_close, false, 0, "" },
    { "a restart after the close, retried", after_the_close, false, 1, "" },
};

static void a_state(void **state)
{
    const struct state_case *row = *state;
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;
    scene self = { NULL, NULL, row->loses };

    assert_ok(wmi_cancel_create(&self.cancel));
    options.cancel = self.cancel;
    options.retry_ms = row->retry_ms;
    assert_ok(wmi_subscribe(link_here, ALARMS, &options, &self.subscription));
    assert_string_equal(row->happens(&self), row->story);
    wmi_subscription_close(self.subscription);
    wmi_cancel_free(self.cancel);
}

/* Only what was subscribed already is made again. */
static void a_restart_while_subscribing(void **state)
{
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;

    (void)state;
    for (options.retry_ms = 0; options.retry_ms < 2; options.retry_ms++) {
        wmi_subscription *subscription = (wmi_subscription *)1;
        test_thread *thread;

        wmi_disconnect(link_here);
        assert_ok(wmi_connect(NULL, &link_here));
        assert_ok(wmi_mock_delay(world, SUBSCRIBE, WMI_MOCK_HANG));
        thread = test_thread_start(strike_soon, NULL);
        assert_hr(GONE, wmi_subscribe(link_here, ALARMS, &options, &subscription));
        assert_null(subscription);
        test_thread_join(thread);
        assert_ok(wmi_mock_delay(world, SUBSCRIBE, 0));
    }
}

/* --- Codes ---------------------------------------------------------------------------------------------------------- */

static const struct code_case {
    const char *name;
    const char *operation; /* that fails from now on */
    HRESULT code;
    const char *story;
} codes[] = {
    { "unavailable", NEXT, GONE, "LOST GAP 99" },
    { "disconnected", NEXT, (HRESULT)RPC_E_DISCONNECTED, "LOST GAP 99" },
    { "shutting down", NEXT, (HRESULT)WBEM_E_SHUTTING_DOWN, "LOST GAP 99" },
    { "the network failed", NEXT, (HRESULT)WBEM_E_TRANSPORT_FAILURE, "LOST GAP 99" },
    { "cancelled by the server", NEXT, CANCELLED, "LOST GAP 99" },
    { "cancelled by COM, unasked", NEXT, (HRESULT)RPC_E_CALL_CANCELED, "LOST GAP 99" },
    { "access denied to next", NEXT, (HRESULT)WBEM_E_ACCESS_DENIED, "WBEM_E_ACCESS_DENIED" },
    { "a failure that stays", NEXT, (HRESULT)WBEM_E_FAILED, "WBEM_E_FAILED" },
    { "access denied when it connects again", CONNECT, E_ACCESSDENIED, "LOST E_ACCESSDENIED" },
    { "WMI denies access when it connects again", CONNECT, (HRESULT)WBEM_E_ACCESS_DENIED,
      "LOST WBEM_E_ACCESS_DENIED" },
    { "a wrong password when it connects again", CONNECT, HRESULT_FROM_WIN32(ERROR_LOGON_FAILURE),
      "LOST ERROR_LOGON_FAILURE" },
    { "no such namespace any more", CONNECT, (HRESULT)WBEM_E_INVALID_NAMESPACE,
      "LOST WBEM_E_INVALID_NAMESPACE" },
    { "access denied when it subscribes again", SUBSCRIBE, (HRESULT)WBEM_E_ACCESS_DENIED,
      "LOST WBEM_E_ACCESS_DENIED" },
    { "no such class any more", SUBSCRIBE, (HRESULT)WBEM_E_INVALID_CLASS, "LOST WBEM_E_INVALID_CLASS" },
};

/* What Next fails with, it fails with once; what making it again fails with, always, and nobody asks twice. */
static void a_code(void **state)
{
    const struct code_case *row = *state;
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;
    wmi_subscription *subscription = NULL;
    bool is_next = strcmp(row->operation, NEXT) == 0;
    size_t calls;

    options.retry_ms = 1;
    if (is_next)
        assert_ok(wmi_mock_fail(world, NEXT, 1, row->code));
    assert_ok(wmi_subscribe(link_here, ALARMS, &options, &subscription));
    calls = wmi_mock_call_count(world, row->operation);
    if (!is_next) {
        assert_ok(wmi_mock_fail(world, row->operation, 0, row->code));
        assert_ok(wmi_mock_restart(world, NULL));
    }
    assert_string_equal(read_story(subscription), row->story);
    assert_hr(is_next || strstr(row->story, "GAP") == NULL ? row->code : S_OK,
              wmi_subscription_error(subscription)->code);
    if (!is_next) {
        world_sleep(20);
        assert_int_equal(wmi_mock_call_count(world, row->operation), calls + 1);
        assert_ok(wmi_mock_fail(world, row->operation, 0, S_OK));
    }
    wmi_subscription_close(subscription);
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(states) + COUNT_OF(codes) + 1];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(states); i++)
        tests[count++] = (struct CMUnitTest){ states[i].name, a_state, begin, calls_end,
                                              (void *)(uintptr_t)&states[i] };
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        tests[count++] = (struct CMUnitTest){ codes[i].name, a_code, begin, calls_end,
                                              (void *)(uintptr_t)&codes[i] };
    tests[count++] = (struct CMUnitTest)cmocka_unit_test_setup_teardown(a_restart_while_subscribing, begin,
                                                                        calls_end);
    return cmocka_run_group_tests_name("event_restarts", tests, NULL, NULL) == 0 ? 0 : 1;
}
