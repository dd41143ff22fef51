/* SPDX-License-Identifier: MIT */
/*
 * A cancel, an event and the close of a subscription that come together, at every moment that the header allows: another
 * thread triggers the handle, or raises the event, while the subscription is made, waits, is read or is closed. Either end
 * is right; nothing else is, and nothing is held afterwards.
 */
#include "os/os.h"
#include "support/calls_world.h"
#include "support/races.h"
#include "support/threads.h"

#include <stdatomic.h>
#include <stdlib.h>

#define CANCEL_ROUNDS (RACE_ROUNDS / 2)
#define CLOSE_ROUNDS  (RACE_ROUNDS / 2)

#define ALARMS    "SELECT * FROM Alarm"
#define CANCELLED ((HRESULT)WBEM_E_CALL_CANCELLED)
#define TIMED_OUT ((HRESULT)WBEM_E_TIMED_OUT)

/* One round after the other, between the thread of the test, which subscribes, and another one. */
typedef struct race {
    unsigned rounds;
    wmi_cancel *cancels[2]; /* of this round and the one before; the other thread owns them */
    atomic_uint given;      /* how many rounds have begun … */
    atomic_uint subscribed; /* … whose wmi_subscribe has returned: the handle may be freed from here on … */
    atomic_uint over;       /* … whose subscription is closed … */
    atomic_uint met;        /* … and which the other thread has ended */
    uint32_t random[2];     /* of each thread */
    unsigned ended, done;   /* by the cancel; by an event */
} race;

static HRESULT raise_alarm(unsigned number)
{
    return wmi_mock_raise(world, NULL,
                          number == 1 ? "instance of Alarm { Number = 1; };"
                                      : "instance of Alarm { Number = 2; };");
}

/* Wine cannot cancel the worker's call, which then waits for an event, up to a second. */
#ifdef _WIN32
#define CLOSE_NEEDS_AN_EVENT true
#else
#define CLOSE_NEEDS_AN_EVENT false
#endif

static void assert_nothing_is_held(void)
{
    wmi_disconnect(link_here);
    link_here = NULL;
    world_assert_shut_down();
}

static int begin(void **state)
{
    if (calls_begin(state) != 0)
        return -1;
    wmi_mock_keep_journal(world, false);
    assert_ok(wmi_mock_load(world, NULL, "class Alarm : __ExtrinsicEvent { uint32 Number; };"));
    return 0;
}

/* --- A cancel ------------------------------------------------------------------------------------------------------ */

/* In every other pair of rounds while wmi_subscribe may be running, else later. */
static void cancel_each(void *argument)
{
    race *self = argument;

    for (unsigned i = 1; i <= self->rounds; i++) {
        wmi_cancel *cancel;

        race_wait(&self->given, i);
        cancel = self->cancels[i % 2];
        if (i % 4 > 1)
            race_wait(&self->subscribed, i);
        if (RACE_OTHER_WINS(i))
            race_wait(&self->over, i);
        if (!RACE_CANCEL_WINS(i))
            race_pause(&self->random[1]);
        if (i % 2 == 0)
            wmi_cancel_trigger(cancel);
        else
            wmi_cancel_after(cancel, 0);
        race_wait(&self->subscribed, i);
        wmi_cancel_free(cancel);
        atomic_store(&self->met, i);
        while (CLOSE_NEEDS_AN_EVENT && atomic_load(&self->over) < i) {
            if (FAILED(raise_alarm(1)))
                abort();
            wmi__sleep(1);
        }
    }
}

/* Until the event, or the cancel. An event comes in every third round, and where it must. */
static HRESULT read_to_the_end(race *self, wmi_subscription *subscription, unsigned round)
{
    IWbemClassObject *event;
    HRESULT hr;

    if (RACE_CANCEL_WINS(round))
        race_wait(&self->met, round);
    if (round % 3 == 0 || RACE_OTHER_WINS(round))
        assert_ok(raise_alarm(1));
    race_pause(&self->random[0]);
    do
        hr = wmi_subscription_next(subscription, round % 5 == 0 ? 0 : WMI_FOREVER, &event);
    while (hr == WMI_QUIET);
    return hr;
}

static void count_end(race *self, HRESULT hr, unsigned round)
{
    atomic_store(&self->over, round);
    if (hr == (round % 2 == 0 ? CANCELLED : TIMED_OUT))
        self->ended++;
    else if (hr == WMI_OK)
        self->done++;
    else
        assert_ok(hr);
    race_wait(&self->met, round - 1);
}

static void a_subscription_and_a_cancel(void **state)
{
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;
    race self = { .rounds = CANCEL_ROUNDS, .random = { 1, 2 } };
    test_thread *canceller;

    (void)state;
    canceller = test_thread_start(cancel_each, &self);
    for (unsigned i = 1; i <= self.rounds; i++) {
        wmi_subscription *subscription = NULL;
        HRESULT hr;

        assert_ok(wmi_cancel_create(&options.cancel));
        self.cancels[i % 2] = options.cancel;
        atomic_store(&self.given, i);
        hr = wmi_subscribe(link_here, ALARMS, &options, &subscription);
        atomic_store(&self.subscribed, i);
        if (hr == S_OK)
            hr = read_to_the_end(&self, subscription, i);
        wmi_subscription_close(subscription);
        count_end(&self, hr, i);
    }
    test_thread_join(canceller);
    assert_int_equal(self.ended + self.done, self.rounds);
    assert_true(self.ended > 0);
    assert_true(self.done > 0);
    assert_nothing_is_held();
}

/* --- A close ------------------------------------------------------------------------------------------------------- */

/* Without an order between the threads: events meet each moment of a subscription. */
static void raise_again_and_again(void *argument)
{
    race *self = argument;

    for (unsigned i = 0; atomic_load(&self->over) < self->rounds; i++) {
        if (FAILED(raise_alarm(i % 8 == 0 ? 2 : 1)))
            abort();
        race_pause(&self->random[1]);
        wmi__sleep(0);
    }
}

/* Closed right after next has returned, with an event or without. */
static void a_subscription_and_its_close(void **state)
{
    race self = { .rounds = CLOSE_ROUNDS, .random = { 3, 4 } };
    test_thread *raiser;

    (void)state;
    raiser = test_thread_start(raise_again_and_again, &self);
    for (unsigned i = 1; i <= self.rounds; i++) {
        wmi_subscription *subscription = NULL;
        IWbemClassObject *event;
        HRESULT hr;

        assert_ok(wmi_subscribe(link_here, RACE_CANCEL_WINS(i) ? ALARMS " WHERE Number = 2" : ALARMS, NULL,
                                &subscription));
        race_pause(&self.random[0]);
        hr = wmi_subscription_next(subscription, RACE_OTHER_WINS(i) ? WMI_FOREVER : 0, &event);
        wmi_subscription_close(subscription);
        assert_true(hr == WMI_OK || hr == WMI_QUIET);
        self.done += hr == WMI_OK;
        self.ended += hr == WMI_QUIET;
        atomic_store(&self.over, i);
    }
    test_thread_join(raiser);
    assert_true(self.ended > 0);
    assert_true(self.done > 0);
    assert_nothing_is_held();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_subscription_and_a_cancel, begin, calls_end),
        cmocka_unit_test_setup_teardown(a_subscription_and_its_close, begin, calls_end),
    };

    return cmocka_run_group_tests_name("event_races", tests, NULL, NULL) == 0 ? 0 : 1;
}
