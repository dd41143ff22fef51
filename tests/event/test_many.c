/* SPDX-License-Identifier: MIT */
/* Many subscriptions at once, and many events through one. */
#include "support/calls_world.h"
#include "support/memory.h"
#include "support/threads.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#define ALARMS     "SELECT * FROM Alarm"
#define CANCELLED  ((HRESULT)WBEM_E_CALL_CANCELLED)
#define IN_TIME_MS 60000u

static int begin(void **state)
{
    if (calls_begin(state) != 0)
        return -1;
    wmi_mock_keep_journal(world, false);
    assert_ok(wmi_mock_load(world, NULL,
                            "class Alarm : __ExtrinsicEvent { uint32 Number; };\n"
                            "class Disk { [key] uint32 Id; };\n"));
    return 0;
}

#define EVENT_TEST(function) cmocka_unit_test_setup_teardown(function, begin, calls_end)

/* --- 64 subscriptions ----------------------------------------------------------------------------------------------- */

#define CONNECTIONS 4
#define THREADS     8
#define AT_ONCE     64
#define EVENTS      20u /* before the restart, and after it */

/* What one subscription has told. A watcher is used by one thread. */
typedef struct watcher {
    wmi_subscription *subscription;
    bool watches;    /* the disks, by polling; else the alarms */
    unsigned events; /* of them every one in its order, until the restart */
    unsigned misplaced, lost, gaps;
    HRESULT end;
} watcher;

typedef struct crowd {
    wmi_connection *connections[CONNECTIONS];
    watcher watchers[AT_ONCE];
    wmi_cancel *cancel; /* of all of them */
    atomic_uint next;   /* the thread that begins next */
    atomic_uint ready;  /* those that have seen all events before the restart … */
    atomic_uint back;   /* … and those that have found the gap */
} crowd;

static void take(watcher *self, HRESULT hr, IWbemClassObject *event)
{
    uint32_t number = 0;

    self->lost += hr == WMI_LOST;
    self->gaps += hr == WMI_GAP;
    if (hr != WMI_OK)
        return;
    if (!self->watches && (wmi_get_uint32(event, "Number", &number) != WMI_OK || number != self->events))
        self->misplaced += self->gaps == 0;
    self->events++;
}

/* Without a wait, since the thread has others. Whether something has come. */
static bool look(crowd *all, watcher *self)
{
    IWbemClassObject *event;
    unsigned events = self->events;
    unsigned gaps = self->gaps;
    HRESULT hr;

    if (self->end != S_OK)
        return false;
    hr = wmi_subscription_next(self->subscription, 0, &event);
    if (WMI_FAILED(hr))
        self->end = hr;
    take(self, hr, event);
    if (events < EVENTS && self->events == EVENTS)
        atomic_fetch_add(&all->ready, 1);
    if (gaps == 0 && self->gaps == 1)
        atomic_fetch_add(&all->back, 1);
    return hr != WMI_QUIET;
}

static void subscribe(crowd *all, size_t index)
{
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;
    watcher *self = &all->watchers[index];
    wmi_connection *connection = all->connections[index % CONNECTIONS];

    options.cancel = all->cancel;
    options.retry_ms = 1;
    options.queue_limit = 1 + (uint32_t)index % 7;
    self->watches = index % 4 == 3;
    self->end = self->watches
                    ? wmi_watch(connection, "Disk", WMI_CREATED, 1000, NULL, &options, &self->subscription)
                    : wmi_subscribe(connection, ALARMS, &options, &self->subscription);
}

/* Subscribes, reads until the cancel, and closes; each thread has some of the watchers. */
static void watch_some(void *context)
{
    crowd *all = context;
    size_t first = atomic_fetch_add(&all->next, 1);
    bool goes_on = true;

    for (size_t i = first; i < AT_ONCE; i += THREADS)
        subscribe(all, i);
    atomic_fetch_add(&all->ready, AT_ONCE / THREADS);
    while (goes_on) {
        bool found = false;

        goes_on = false;
        for (size_t i = first; i < AT_ONCE; i += THREADS) {
            found = look(all, &all->watchers[i]) || found;
            goes_on = goes_on || all->watchers[i].end == S_OK;
        }
        if (!found)
            world_sleep(1);
    }
    for (size_t i = first; i < AT_ONCE; i += THREADS)
        wmi_subscription_close(all->watchers[i].subscription);
}

/* False when that does not come. */
static bool comes(const atomic_uint *count, unsigned value)
{
    for (unsigned i = 0; atomic_load(count) < value && i < IN_TIME_MS / 2; i++)
        world_sleep(2);
    return atomic_load(count) == value;
}

/* An alarm and a disk for each number. */
static void raise_events(unsigned first, unsigned count)
{
    char mof[80];

    for (unsigned i = first; i < first + count; i++) {
        snprintf(mof, sizeof mof, "instance of Alarm { Number = %u; };", i);
        assert_ok(wmi_mock_raise(world, NULL, mof));
        snprintf(mof, sizeof mof, "instance of Disk { Id = %u; };", i);
        assert_ok(wmi_mock_load(world, NULL, mof));
        assert_ok(wmi_mock_poll(world));
    }
}

static void end_crowd(crowd *all, test_thread **threads)
{
    wmi_cancel_trigger(all->cancel);
    for (size_t i = 0; i < THREADS; i++)
        test_thread_join(threads[i]);
    wmi_cancel_free(all->cancel);
    for (size_t i = 0; i < CONNECTIONS; i++)
        wmi_disconnect(all->connections[i]);
}

static void assert_each_saw_all(const crowd *all)
{
    for (size_t i = 0; i < AT_ONCE; i++) {
        const watcher *self = &all->watchers[i];

        assert_hr(CANCELLED, self->end);
        assert_true(self->events >= EVENTS);
        assert_int_equal(self->misplaced, 0);
        assert_int_equal(self->lost, 1);
        assert_int_equal(self->gaps, 1);
    }
}

static void sixty_four_survive_a_restart_and_end_at_once(void **state)
{
    static crowd all;
    test_thread *threads[THREADS];
    bool saw_all, are_back;

    (void)state;
    memset(&all, 0, sizeof all);
    assert_ok(wmi_cancel_create(&all.cancel));
    for (size_t i = 0; i < CONNECTIONS; i++)
        assert_ok(wmi_connect(NULL, &all.connections[i]));
    for (size_t i = 0; i < THREADS; i++)
        threads[i] = test_thread_start(watch_some, &all);
    if (comes(&all.ready, AT_ONCE))
        raise_events(0, EVENTS);
    saw_all = comes(&all.ready, 2 * AT_ONCE);
    assert_ok(wmi_mock_restart(world, NULL));
    are_back = comes(&all.back, AT_ONCE);
    raise_events(EVENTS, EVENTS); /* meanwhile all are cancelled */
    end_crowd(&all, threads);
    assert_true(saw_all);
    assert_true(are_back);
    assert_each_saw_all(&all);
}

/* --- A million events ----------------------------------------------------------------------------------------------- */

/* Sanitizers, Wine and an emulator are slow. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(_WIN32) || defined(__i386__)
#define MANY 20000u
#else
#define MANY 1000000u
#endif
#define PORTION 500u /* in one text */

/* Raises a portion, whose numbers follow on those before it. */
static void raise_portion(unsigned first)
{
    static char mof[PORTION * 48];
    size_t used = 0;

    for (unsigned i = first; i < first + PORTION; i++)
        used += (size_t)snprintf(mof + used, sizeof mof - used, "instance of Alarm { Number = %u; };\n", i);
    assert_ok(wmi_mock_raise(world, NULL, mof));
}

static void assert_next_portion(wmi_subscription *subscription, unsigned first)
{
    for (unsigned i = first; i < first + PORTION; i++) {
        IWbemClassObject *event = NULL;
        uint32_t number = 0;

        assert_hr(WMI_OK, wmi_subscription_next(subscription, IN_TIME_MS, &event));
        assert_ok(wmi_get_uint32(event, "Number", &number));
        assert_int_equal(number, i);
    }
}

static uint64_t time_to_read(wmi_subscription *subscription, unsigned first)
{
    uint64_t start = world_clock_ms();

    assert_next_portion(subscription, first);
    return world_clock_ms() - start;
}

/* Memory is measured when all that was raised has been read; the first portions fill what is kept for reuse. */
static void a_million_events_keep_their_order_and_no_memory(void **state)
{
    wmi_subscription *subscription = NULL;
    size_t before = 0;
    size_t objects = 0;
    uint64_t reading_ms = 0;

    (void)state;
    assert_ok(wmi_subscribe(link_here, ALARMS, NULL, &subscription));
    for (unsigned i = 0; i < MANY; i += PORTION) {
        raise_portion(i);
        reading_ms += time_to_read(subscription, i);
        if (i == 10 * PORTION) {
            objects = wmi_mock_live_objects(world);
            before = memory_in_use();
        }
    }
    assert_int_equal(wmi_mock_live_objects(world), objects);
    assert_in_range(memory_in_use(), 0, before + 4096);
    print_message("%u events, %.2f us each\n", MANY, (double)reading_ms * 1000 / MANY);
    wmi_subscription_close(subscription);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        EVENT_TEST(sixty_four_survive_a_restart_and_end_at_once),
        EVENT_TEST(a_million_events_keep_their_order_and_no_memory),
    };

    return cmocka_run_group_tests_name("event_many", tests, NULL, NULL) == 0 ? 0 : 1;
}
