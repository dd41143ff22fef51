/* SPDX-License-Identifier: MIT */
/*
 * Subscribing, reading, renewing and closing, with everything that can fail failing once: the n-th COM call that the mock
 * answers, the n-th call of the COM runtime, the n-th allocation, on whichever thread, for n = 1, 2, 3, … until the scenario
 * passes. Each time it ends with that failure, or survives it; what should have been given is NULL, and nothing is held.
 *
 * Native only; linked with --wrap (runtime_faults.h, faults.h).
 */
#include "support/calls_world.h"
#include "support/faults.h"
#include "support/runtime_faults.h"
#include "support/threads.h"

#define CODE    ((HRESULT)RPC_E_DISCONNECTED)
#define LONG_MS 600000u

static const struct scenario {
    const char *name;
    uint32_t retry_ms;
    bool watches, has_limits, in_sta;
    bool closes_at_once;          /* while the worker begins to wait */
    size_t mock, runtime, memory; /* faults that strike at least */
} scenarios[] = {
    { "a subscription", 0, false, false, false, false, 3, 3, 25 },
    { "a watch", 0, true, false, false, false, 3, 3, 25 },
    { "with a limit and a cancel", 0, false, true, false, false, 3, 3, 25 },
    { "in an STA", 0, false, false, true, false, 3, 6, 25 },
    { "made again", 1, false, false, false, false, 8, 6, 40 },
    { "a watch that is made again, with a limit and a cancel", 1, true, true, false, false, 8, 6, 40 },
    { "made again, in an STA", 1, false, true, true, false, 8, 12, 40 },
    { "closed at once", 0, false, false, false, true, 2, 3, 10 },
    { "closed at once, in an STA", 1, false, true, true, true, 2, 6, 15 },
};

/* Where a fault is to strike: in the mock's answers, in the runtime, or in an allocation. */
typedef enum aim {
    AT_MOCK,
    AT_RUNTIME,
    AT_MEMORY
} aim;

/* One run of a scenario; it may be on another thread, where nothing is asserted. */
typedef struct run {
    const struct scenario *scenario;
    aim aim;
    size_t nth;
    HRESULT connected;
    HRESULT code;       /* S_OK when all came */
    HRESULT last_error; /* of the thread, after a failure */
    HRESULT expected;   /* of the fault that struck */
    bool struck, cleared;
} run;

static void arm(const run *self)
{
    if (self->aim == AT_MOCK)
        wmi_mock_fail(world, NULL, (unsigned)self->nth, CODE);
    else if (self->aim == AT_RUNTIME)
        runtime_faults_fail(self->nth);
    else
        faults_fail_allocation(self->nth);
}

static void disarm(run *self, size_t calls_before)
{
    HRESULT of_runtime = runtime_faults_end();

    self->struck = faults_end();
    self->expected = E_OUTOFMEMORY;
    if (self->aim == AT_MOCK) {
        wmi_mock_fail(world, NULL, 0, S_OK);
        self->struck = wmi_mock_call_count(world, NULL) - calls_before >= self->nth;
        self->expected = CODE;
    } else if (self->aim == AT_RUNTIME) {
        self->struck = of_runtime != S_OK;
        self->expected = of_runtime;
    }
}

/* --- What runs ------------------------------------------------------------------------------------------------------ */

static HRESULT raise_one(const run *self)
{
    return wmi_mock_raise(
        world, NULL,
        self->scenario->watches
            ? "instance of __InstanceCreationEvent { TargetInstance = instance of Disk { Id = 1; }; };"
            : "instance of Alarm { Number = 1; };");
}

/* S_OK with an event, or the failure that has ended the subscription. Events are raised until one comes. */
static HRESULT read_one(run *self, wmi_subscription *subscription)
{
    HRESULT hr = WMI_QUIET;

    for (unsigned i = 0; i < 500 && hr != WMI_OK && SUCCEEDED(hr); i++) {
        IWbemClassObject *event = (IWbemClassObject *)1;

        hr = raise_one(self);
        if (FAILED(hr))
            return hr; /* the mock's own failure, not the subscription's */
        hr = wmi_subscription_next(subscription, 100, &event);
        self->cleared = self->cleared && (event != NULL) == (hr == WMI_OK);
    }
    return hr;
}

static HRESULT read_and_renew(run *self, wmi_subscription *subscription)
{
    HRESULT hr = read_one(self, subscription);

    if (FAILED(hr) || self->scenario->retry_ms == 0)
        return hr;
    wmi_mock_restart(world, NULL);
    return read_one(self, subscription);
}

static HRESULT subscribe_and_read(run *self, wmi_connection *connection, wmi_cancel *cancel)
{
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;
    wmi_subscription *subscription = (wmi_subscription *)1;
    HRESULT hr;

    options.retry_ms = self->scenario->retry_ms;
    options.timeout_ms = self->scenario->has_limits ? LONG_MS : 0;
    options.cancel = self->scenario->has_limits ? cancel : NULL;
    hr = self->scenario->watches
             ? wmi_watch(connection, "Disk", WMI_CREATED, 1000, NULL, &options, &subscription)
             : wmi_subscribe(connection, "SELECT * FROM Alarm", &options, &subscription);
    self->cleared = FAILED(hr) == (subscription == NULL);
    if (SUCCEEDED(hr) && !self->scenario->closes_at_once)
        hr = read_and_renew(self, subscription);
    wmi_subscription_close(subscription);
    return hr;
}

static void run_here(void *argument)
{
    run *self = argument;
    wmi_connection *connection = NULL;
    wmi_cancel *cancel = NULL;

    if (self->scenario->in_sta)
        CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    self->connected = wmi_cancel_create(&cancel);
    if (SUCCEEDED(self->connected))
        self->connected = wmi_connect(NULL, &connection);
    if (SUCCEEDED(self->connected)) {
        size_t calls = wmi_mock_call_count(world, NULL);

        arm(self);
        self->code = subscribe_and_read(self, connection, cancel);
        disarm(self, calls);
        self->last_error = wmi_last_error()->code;
    }
    wmi_disconnect(connection);
    wmi_cancel_free(cancel);
    SetErrorInfo(0, NULL);
    if (self->scenario->in_sta)
        CoUninitialize();
}

/* --- The sweep ------------------------------------------------------------------------------------------------------ */

static void assert_run(const run *self)
{
    if (self->code != S_OK && (!self->struck || self->code != self->expected))
        print_error("fault %zu (%s): 0x%08lX\n", self->nth, self->struck ? "struck" : "did not strike",
                    (unsigned long)(uint32_t)self->code);
    assert_ok(self->connected);
    assert_true(self->cleared);
    assert_hr(self->struck && self->code != S_OK ? self->expected : S_OK, self->code);
    if (FAILED(self->code))
        assert_hr(self->code, self->last_error);
}

/* The workers of abandoned calls may still be ending. */
static void assert_nothing_is_held(size_t before)
{
    for (unsigned i = 0; wmi_mock_live_objects(world) > before && i < 5000; i++)
        world_sleep(1);
    assert_int_equal(wmi_mock_live_objects(world), before);
}

/* How many faults struck. How many calls there are depends on when the worker looks: so one miss is not the end. */
static size_t sweep(const struct scenario *scenario, aim where)
{
    size_t before = wmi_mock_live_objects(world);
    size_t ended = 0;
    size_t struck = 0;
    size_t misses = 0;

    for (size_t nth = 1; misses < 3; nth++) {
        run self = { .scenario = scenario, .aim = where, .nth = nth };

        if (scenario->in_sta)
            test_thread_run(run_here, &self);
        else
            run_here(&self);
        assert_run(&self);
        assert_nothing_is_held(before);
        ended += FAILED(self.code);
        struck += self.struck;
        misses += !self.struck;
    }
    assert_true(ended > 0);
    return struck;
}

static void survives_or_ends(void **state)
{
    const struct scenario *row = *state;

    assert_true(sweep(row, AT_MOCK) >= row->mock);
    assert_true(sweep(row, AT_RUNTIME) >= row->runtime);
    assert_true(sweep(row, AT_MEMORY) >= row->memory);
}

static int begin(void **state)
{
    if (calls_begin(state) != 0)
        return -1;
    assert_ok(wmi_mock_load(world, NULL,
                            "class Alarm : __ExtrinsicEvent { uint32 Number; };\n"
                            "class Disk { [key] uint32 Id; };\n"));
    return 0;
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(scenarios)];

    for (size_t i = 0; i < COUNT_OF(scenarios); i++)
        tests[i] = (struct CMUnitTest){ scenarios[i].name, survives_or_ends, begin, calls_end,
                                        (void *)(uintptr_t)&scenarios[i] };
    return cmocka_run_group_tests_name("event_sweep", tests, NULL, NULL) == 0 ? 0 : 1;
}
