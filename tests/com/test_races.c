/* SPDX-License-Identifier: MIT */
/*
 * A cancel that comes while a call completes: another thread triggers the handle, and frees it, at every moment that
 * the header allows. Either end is right; nothing else is, and nothing is held afterwards.
 */
#include "os/os.h"
#include "support/calls_world.h"
#include "support/own_locator.h"
#include "support/races.h"
#include "support/threads.h"

#include <stdatomic.h>

#define METHOD_ROUNDS  (RACE_ROUNDS / 20)
#define CURSOR_ROUNDS  (RACE_ROUNDS / 20 * 3)
#define CONNECT_ROUNDS (RACE_ROUNDS / 20 * 16)

#define CANCELLED ((HRESULT)WBEM_E_CALL_CANCELLED)
#define TIMED_OUT ((HRESULT)WBEM_E_TIMED_OUT)

/* One race after the other, between the thread of the test and one that cancels. */
typedef struct race {
    unsigned rounds;
    wmi_cancel *cancel;    /* whose end the other thread owns */
    atomic_uint given;     /* how many handles the other thread was given … */
    atomic_uint entered;   /* … in which call a server is: it may free the handle from here on … */
    atomic_uint over;      /* … whose caller has its result … */
    atomic_uint returned;  /* … which server has returned … */
    atomic_uint cancelled; /* … and which it has triggered and freed */
    uint32_t random[2];    /* of each thread */
    unsigned ended, done;  /* by the cancel; by the call */
} race;

static void cancel_each(void *argument)
{
    race *self = argument;

    for (unsigned i = 1; i <= self->rounds; i++) {
        race_wait(&self->given, i);
        race_wait(&self->entered, i);
        if (RACE_OTHER_WINS(i))
            race_wait(&self->over, i);
        race_pause(&self->random[1]);
        if (i % 2 == 0)
            wmi_cancel_trigger(self->cancel);
        else
            wmi_cancel_after(self->cancel, 0);
        wmi_cancel_free(self->cancel);
        atomic_store(&self->cancelled, i);
    }
}

/* In the call, on whatever thread. */
static void serve(race *self)
{
    static uint32_t random = 7; /* one call at a time */
    unsigned round = atomic_fetch_add(&self->entered, 1) + 1;

    if (RACE_CANCEL_WINS(round)) {
        race_wait(&self->cancelled, round);
        wmi__sleep(20); /* the caller is to see it before the result */
    }
    race_pause(&random);
    atomic_fetch_add(&self->returned, 1);
}

static wmi_cancel *begin_round(race *self)
{
    wmi_cancel *cancel = NULL;

    assert_ok(wmi_cancel_create(&cancel));
    self->cancel = cancel;
    return cancel;
}

static void count_end(race *self, HRESULT hr, unsigned round)
{
    atomic_store(&self->over, round);
    if (hr == (round % 2 == 0 ? CANCELLED : TIMED_OUT))
        self->ended++;
    else if (WMI_SUCCEEDED(hr))
        self->done++;
    else
        assert_ok(hr);
    race_wait(&self->returned, round);
    race_wait(&self->cancelled, round);
}

static void assert_both_ends_came(const race *self)
{
    assert_int_equal(self->ended + self->done, self->rounds);
    assert_true(self->ended > 0);
    assert_true(self->done > 0);
}

/* --- A method ---------------------------------------------------------------------------------------------------- */

static HRESULT serve_method(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    (void)path;
    (void)in;
    (void)out;
    serve(user_data);
    return S_OK;
}

static void a_method_and_a_cancel(void **state)
{
    wmi_call_options options = WMI_CALL_OPTIONS_INIT;
    race self = { .rounds = METHOD_ROUNDS, .random = { 1, 2 } };
    test_thread *canceller;

    (void)state;
    assert_ok(wmi_mock_on_method(world, "Machine", "Ring", serve_method, &self));
    canceller = test_thread_start(cancel_each, &self);
    for (unsigned i = 1; i <= self.rounds; i++) {
        IWbemClassObject *results = NULL;

        options.cancel = begin_round(&self);
        atomic_store(&self.given, i);
        count_end(&self, wmi_call(link_here, "Machine.Id=\"m1\"", "Ring", NULL, 0, &options, &results), i);
        wmi_object_release(results);
    }
    test_thread_join(canceller);
    assert_both_ends_came(&self);
}

/* --- A connect, to a locator of the test's ----------------------------------------------------------------------- */

typedef struct slow_locator {
    own_locator own;
    IWbemLocatorVtbl vtable;
    const IWbemLocatorVtbl *quick;
    race *race;
} slow_locator;

static HRESULT STDMETHODCALLTYPE slow_ConnectServer(IWbemLocator *locator, const BSTR resource,
                                                    const BSTR user, const BSTR password, const BSTR locale,
                                                    LONG flags, const BSTR authority, IWbemContext *context,
                                                    IWbemServices **services)
{
    slow_locator *self = (slow_locator *)(void *)locator;
    HRESULT hr = self->quick->ConnectServer(locator, resource, user, password, locale, flags, authority,
                                            context, services);

    serve(self->race); /* last: the next round begins when this one has returned */
    return hr;
}

static void slow_locator_init(slow_locator *self, race *of)
{
    own_locator_init(&self->own);
    self->quick = self->own.locator.lpVtbl;
    self->vtable = *self->quick;
    self->vtable.ConnectServer = slow_ConnectServer;
    self->own.locator.lpVtbl = &self->vtable;
    self->race = of;
}

static void a_connect_and_a_cancel(void **state)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    race self = { .rounds = CONNECT_ROUNDS, .random = { 3, 4 } };
    test_thread *canceller;
    slow_locator locator;

    (void)state;
    slow_locator_init(&locator, &self);
    options.locator = &locator.own.locator;
    canceller = test_thread_start(cancel_each, &self);
    for (unsigned i = 1; i <= self.rounds; i++) {
        wmi_connection *connection = NULL;

        options.cancel = begin_round(&self);
        atomic_store(&self.given, i);
        count_end(&self, wmi_connect(&options, &connection), i);
        wmi_disconnect(connection); /* under a handle that its owner has freed */
    }
    test_thread_join(canceller);
    assert_both_ends_came(&self);
    world_assert_shut_down();
    assert_int_equal(atomic_load(&locator.own.references), 0);
}

/* --- A cursor ---------------------------------------------------------------------------------------------------- */

static void a_cursor_and_a_cancel(void **state)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    race self = { .rounds = CURSOR_ROUNDS, .random = { 5, 6 } };
    test_thread *canceller;

    (void)state;
    canceller = test_thread_start(cancel_each, &self);
    for (unsigned i = 1; i <= self.rounds; i++) {
        wmi_cursor *cursor = NULL;
        IWbemClassObject *row;
        HRESULT hr;

        options.cancel = begin_round(&self);
        assert_ok(wmi_query(link_here, "SELECT Id FROM Part", &options, &cursor));
        atomic_store(&self.entered, i);
        atomic_store(&self.returned, i);
        atomic_store(&self.given, i); /* the cursor has its own reference */
        if (RACE_CANCEL_WINS(i))
            race_wait(&self.cancelled, i);
        do {
            hr = wmi_cursor_next(cursor, &row);
            race_pause(&self.random[0]);
        } while (hr == WMI_OK);
        if (i % 4 == 1)
            race_wait(&self.cancelled, i);
        wmi_cursor_close(cursor);
        count_end(&self, hr == WMI_END ? S_OK : hr, i);
    }
    test_thread_join(canceller);
    assert_both_ends_came(&self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CALLS_TEST(a_method_and_a_cancel),
        WORLD_TEST(a_connect_and_a_cancel),
        CALLS_TEST(a_cursor_and_a_cancel),
    };

    return cmocka_run_group_tests_name("com_races", tests, NULL, NULL) == 0 ? 0 : 1;
}
