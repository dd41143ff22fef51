/* SPDX-License-Identifier: MIT */
/*
 * A round of a fleet with everything that can fail failing once: the n-th COM call that the mock answers, the n-th call of
 * the COM runtime, the n-th allocation, on whichever thread. Each time every host is told to be done once, with that
 * failure or without, or the round does not begin; nothing is held.
 *
 * Native only; linked with --wrap of malloc, calloc, realloc (faults.h) and of the COM runtime (runtime_faults.h).
 */
#include "support/faults.h"
#include "support/fleet_world.h"
#include "support/runtime_faults.h"
#include "support/threads.h"

#include <stdio.h>

#define CODE  ((HRESULT)RPC_E_DISCONNECTED)
#define HOSTS 2

static HRESULT read_in_function(wmi_connection *connection, wmi_cancel *cancel, void *user_data)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    HRESULT hr;

    (void)user_data;
    options.cancel = cancel;
    hr = world_read_rows(connection, &options);
    return hr == WMI_END ? S_OK : hr;
}

/* What a round was made to do. */
static const struct sweep_case {
    const char *name;
    wmi_fleet_job *job;
    uint32_t retries;
    unsigned rounds;
    size_t calls;
    bool in_sta; /* with a context of its own */
} sweeps[] = {
    { "a query", NULL, 0, 1, 14, false },
    { "a query, twice", NULL, 0, 2, 24, false },
    { "a query that is tried again", NULL, 1, 1, 14, false },
    { "a query, in a single-threaded apartment", NULL, 0, 2, 24, true },
    { "a function", read_in_function, 0, 1, 14, false },
    { "a function, twice", read_in_function, 0, 2, 28, false },
};

/* S_OK when every host was answered; else the failure of one. E_ABORT when it is not told as it should be. */
static HRESULT read_round(wmi_fleet *fleet)
{
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    unsigned ends[HOSTS] = { 0 };
    HRESULT failure = S_OK;
    HRESULT hr;

    while ((hr = wmi_fleet_next(fleet, IN_TIME_MS, &result)) != WMI_END) {
        if (hr == WMI_QUIET)
            return E_ABORT;
        ends[result.host] += hr == WMI_OK && result.row == NULL;
        if (FAILED(hr)) /* of one row, which is lost */
            failure = hr;
        else if (result.error != NULL)
            failure = result.error->message[0] == 'h' ? result.error->code : E_ABORT;
    }
    for (size_t i = 0; i < HOSTS; i++) {
        if (ends[i] != 1)
            return E_ABORT;
    }
    return failure;
}

static HRESULT add_hosts(wmi_fleet *fleet, IWbemContext *context)
{
    static const char *const names[HOSTS] = { "h0", "h1" };
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    HRESULT hr = S_OK;

    options.user = "ada";
    options.password = "secret";
    options.context = context;
    for (size_t i = 0; i < HOSTS && SUCCEEDED(hr); i++) {
        options.server = names[i];
        hr = wmi_fleet_add(fleet, &options, NULL, NULL);
    }
    return hr;
}

static HRESULT use(const struct sweep_case *row, wmi_fleet *fleet, IWbemContext *context)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    HRESULT hr = add_hosts(fleet, context);

    options.context = context;
    for (unsigned round = 0; round < row->rounds && SUCCEEDED(hr); round++) {
        hr = row->job != NULL ? wmi_fleet_run(fleet, row->job)
                              : wmi_fleet_query(fleet, WORLD_QUERY, &options);
        if (SUCCEEDED(hr))
            hr = read_round(fleet);
    }
    return hr;
}

/* One run; it may be on another thread, where nothing is asserted. */
typedef struct run_here {
    const struct sweep_case *row;
    void (*arm)(size_t nth); /* on that thread: what starts it must not fail */
    size_t nth;
    HRESULT hr;
} run_here;

static void run_fleet(void *argument)
{
    run_here *self = argument;
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet *fleet = (wmi_fleet *)1;
    IWbemContext *context = NULL;

    options.retries = self->row->retries;
    options.retry_ms = 1;
    self->arm(self->nth);
    self->hr = self->row->in_sta ? wmi_context_create(NULL, 0, &context) : S_OK;
    if (SUCCEEDED(self->hr))
        self->hr = wmi_fleet_create(&options, &fleet);
    if (SUCCEEDED(self->hr)) {
        self->hr = use(self->row, fleet, context);
        wmi_fleet_free(fleet);
    } else if (fleet != NULL && context != NULL) {
        self->hr = E_ABORT;
    }
    wmi_context_release(context);
    SetErrorInfo(0, NULL);
}

static void run_in_sta(void *argument)
{
    run_here *self = argument;

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    run_fleet(self);
    CoUninitialize();
}

static HRESULT run(const struct sweep_case *row, void (*arm)(size_t nth), size_t nth)
{
    run_here self = { row, arm, nth, E_ABORT };

    if (row->in_sta)
        test_thread_run(run_in_sta, &self);
    else
        run_fleet(&self);
    return self.hr;
}

static int begin(void **state)
{
    if (world_begin(state) != 0)
        return -1;
    world_add("h0", "ada", NULL, "secret");
    world_add("h1", "ada", NULL, "secret");
    return 0;
}

static void fail_call(size_t nth)
{
    wmi_mock_fail(world, NULL, (unsigned)nth, CODE);
}

static void failing_calls(void **state)
{
    const struct sweep_case *row = *state;
    size_t ended = 0;

    for (unsigned nth = 1; nth <= row->calls; nth++) {
        HRESULT hr;

        hr = run(row, fail_call, nth);
        assert_ok(wmi_mock_fail(world, NULL, 0, S_OK));
        assert_true(hr == S_OK || hr == CODE);
        ended += hr == CODE;
    }
    assert_true(ended > 0 || row->retries > 0); /* what is tried again may succeed each time */
}

static void failing_runtime(void **state)
{
    const struct sweep_case *row = *state;
    size_t ended = 0;

    for (size_t nth = 1;; nth++) {
        HRESULT hr;
        HRESULT given;

        hr = run(row, runtime_faults_fail, nth);
        given = runtime_faults_end();
        if (given == S_OK) {
            assert_ok(hr);
            break;
        }
        assert_true(hr == S_OK || hr == given);
        ended += FAILED(hr);
    }
    assert_true(ended > 0);
}

static void failing_allocations(void **state)
{
    const struct sweep_case *row = *state;
    size_t ended = 0;

    for (size_t nth = 1;; nth++) {
        HRESULT hr;
        bool one_failed;

        hr = run(row, faults_fail_allocation, nth);
        one_failed = faults_end();
        if (!one_failed) {
            assert_ok(hr);
            break;
        }
        assert_true(hr == S_OK || hr == E_OUTOFMEMORY);
        ended += hr == E_OUTOFMEMORY;
    }
    assert_true(ended > 20);
}

int main(void)
{
    static const struct {
        const char *name;
        CMUnitTestFunction run;
    } aims[] = {
        { "calls", failing_calls },
        { "the runtime", failing_runtime },
        { "allocations", failing_allocations },
    };
    static char names[COUNT_OF(sweeps) * COUNT_OF(aims)][100];
    struct CMUnitTest tests[COUNT_OF(names)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(sweeps); i++) {
        for (size_t j = 0; j < COUNT_OF(aims); j++, count++) {
            snprintf(names[count], sizeof names[count], "%s: %s", sweeps[i].name, aims[j].name);
            tests[count] = (struct CMUnitTest){ names[count], aims[j].run, begin, world_end,
                                                (void *)(uintptr_t)&sweeps[i] };
        }
    }
    return cmocka_run_group_tests_name("fleet_sweep", tests, NULL, NULL) == 0 ? 0 : 1;
}
