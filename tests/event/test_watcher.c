/* SPDX-License-Identifier: MIT */
/*
 * What a subscription is to be worth: a watcher of fifteen lines survives a restart of WMI, reports the gap, and ends at once
 * when it is told to. Nothing here waits for an interval: it takes milliseconds.
 */
#include "support/calls_world.h"
#include "support/threads.h"

#include <stdatomic.h>

#define SUBSCRIBE  "IWbemServices::ExecNotificationQuery"
#define IN_TIME_MS 15000u

/* Less than the second for which the worker waits in Next: that call is cancelled, which Wine cannot do. */
#ifdef _WIN32
#define AT_ONCE_MS IN_TIME_MS
#else
#define AT_ONCE_MS 900u
#endif

typedef struct watch {
    wmi_connection *connection;
    wmi_cancel *cancel;
    atomic_uint created, lost, gaps; /* what was told */
    HRESULT end;
} watch;

static void tell(watch *self, HRESULT hr, IWbemClassObject *event)
{
    if (hr == WMI_OK && wmi_event_kind(event) == WMI_CREATED)
        atomic_fetch_add(&self->created, 1);
    atomic_fetch_add(&self->lost, hr == WMI_LOST);
    atomic_fetch_add(&self->gaps, hr == WMI_GAP);
}

static HRESULT watch_disks(watch *self)
{
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;
    wmi_subscription *subscription = NULL;
    IWbemClassObject *event;
    HRESULT hr;

    options.retry_ms = 1;
    options.cancel = self->cancel;
    hr = wmi_watch(self->connection, "Disk", WMI_CREATED, 1000, NULL, &options, &subscription);
    while (WMI_SUCCEEDED(hr) && WMI_SUCCEEDED(hr = wmi_subscription_next(subscription, WMI_FOREVER, &event)))
        tell(self, hr, event);
    wmi_subscription_close(subscription);
    return hr;
}

static void run(void *context)
{
    watch *self = context;

    self->end = watch_disks(self);
}

/* --- Whether that is so --------------------------------------------------------------------------------------------- */

static int begin(void **state)
{
    if (calls_begin(state) != 0)
        return -1;
    assert_ok(wmi_mock_load(world, NULL, "class Disk { [key] string Id; };"));
    return 0;
}

static void assert_comes(const atomic_uint *count, unsigned value)
{
    for (unsigned i = 0; atomic_load(count) < value && i < IN_TIME_MS; i++)
        world_sleep(1);
    assert_int_equal(atomic_load(count), value);
}

static void assert_is_subscribed(void)
{
    for (unsigned i = 0; wmi_mock_call_count(world, SUBSCRIBE) == 0 && i < IN_TIME_MS; i++)
        world_sleep(1);
    assert_int_equal(wmi_mock_call_count(world, SUBSCRIBE), 1);
}

static void a_watcher_of_fifteen_lines(void **state)
{
    watch self = { .connection = link_here };
    uint64_t start = world_clock_ms();
    test_thread *thread;
    uint64_t told_to_end;

    (void)state;
    assert_ok(wmi_cancel_create(&self.cancel));
    thread = test_thread_start(run, &self);
    assert_is_subscribed();
    assert_ok(wmi_mock_load(world, NULL, "instance of Disk { Id = \"C:\"; };"));
    assert_ok(wmi_mock_poll(world));
    assert_comes(&self.created, 1);

    assert_ok(wmi_mock_restart(world, NULL));
    assert_comes(&self.gaps, 1);
    assert_int_equal(atomic_load(&self.lost), 1);
    assert_ok(wmi_mock_load(world, NULL, "instance of Disk { Id = \"D:\"; };"));
    assert_ok(wmi_mock_poll(world));
    assert_comes(&self.created, 2);

    told_to_end = world_clock_ms();
    wmi_cancel_trigger(self.cancel);
    test_thread_join(thread);
    assert_in_range(world_clock_ms() - told_to_end, 0, AT_ONCE_MS);
    assert_hr((HRESULT)WBEM_E_CALL_CANCELLED, self.end);
    wmi_cancel_free(self.cancel);
    print_message("in %u ms\n", (unsigned)(world_clock_ms() - start));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_watcher_of_fifteen_lines, begin, calls_end),
    };

    return cmocka_run_group_tests_name("event_watcher", tests, NULL, NULL) == 0 ? 0 : 1;
}
