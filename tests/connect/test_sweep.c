/* SPDX-License-Identifier: MIT */
/*
 * Connect, query, read and close, with everything that can fail failing once: for n = 1, 2, 3, … the n-th COM call
 * that the mock answers, the n-th call of the COM runtime, the n-th allocation, until the scenario passes. Each time
 * the code comes out unchanged, what should have been given out is NULL, nothing is held, and the next connect works.
 *
 * Native only; linked with --wrap (runtime_faults.h, faults.h).
 */
#include "support/connect_world.h"
#include "support/faults.h"
#include "support/memory.h"
#include "support/runtime_faults.h"
#include "support/threads.h"

/* --- The scenarios -------------------------------------------------------------------------------------------------- */

static const struct scenario {
    const char *name;
    bool credentials, deadline, context, own_locator, in_sta;
} scenarios[] = {
    { "this computer", false, false, false, false, false },
    { "with credentials", true, false, false, false, false },
    { "with a context", true, false, true, false, false },
    { "with a deadline", true, true, false, false, false },
    { "with a deadline and a context", true, true, true, false, false },
    { "with a deadline and a locator", true, true, false, true, false },
    { "in an STA", true, false, false, true, true },
    { "in an STA with a deadline", true, true, false, false, true },
    { "in an STA with all there is", true, true, true, true, true },
};

/* Where a fault is to strike: in the mock's answers, in the runtime, or in an allocation. */
typedef enum aim {
    NOWHERE,
    AT_MOCK,
    AT_RUNTIME,
    AT_MEMORY
} aim;

/* One run of a scenario; it may be on another thread, where nothing is asserted. */
typedef struct run {
    const struct scenario *scenario;
    IWbemContext *context;
    aim aim;
    size_t nth;
    HRESULT code;       /* S_OK when all rows came */
    HRESULT last_error; /* of the thread, behind a failure */
    HRESULT expected;   /* of the fault that struck */
    bool struck, cleared;
    int rows; /* that came */
} run;

static void arm(run *self)
{
    if (self->aim == AT_MOCK)
        wmi_mock_fail(world, NULL, (unsigned)self->nth, (HRESULT)RPC_E_DISCONNECTED);
    else if (self->aim == AT_RUNTIME)
        runtime_faults_fail(self->nth);
    else if (self->aim == AT_MEMORY)
        faults_fail_allocation(self->nth);
}

static void disarm(run *self, size_t calls_before)
{
    HRESULT of_runtime = runtime_faults_end();

    self->struck = faults_end() && self->aim == AT_MEMORY;
    self->expected = E_OUTOFMEMORY;
    if (self->aim == AT_MOCK) {
        wmi_mock_fail(world, NULL, 0, S_OK);
        self->struck = wmi_mock_call_count(world, NULL) - calls_before >= self->nth;
        self->expected = (HRESULT)RPC_E_DISCONNECTED;
    } else if (self->aim == AT_RUNTIME) {
        self->expected = of_runtime;
        self->struck = of_runtime != S_OK;
    }
}

static HRESULT read_rows(run *self, wmi_connection *connection)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_cursor *cursor = (wmi_cursor *)1;
    IWbemClassObject *row = NULL;
    HRESULT hr;

    options.timeout_ms = self->scenario->deadline ? 600000 : 0;
    options.batch_size = 2;
    hr = wmi_query(connection, WORLD_QUERY, &options, &cursor);
    if (FAILED(hr)) {
        self->cleared = cursor == NULL;
        return hr;
    }
    self->rows = -1;
    while (hr == WMI_OK) {
        self->rows++;
        hr = wmi_cursor_next(cursor, &row);
    }
    self->cleared = row == NULL;
    wmi_cursor_close(cursor);
    return hr == WMI_END ? S_OK : hr;
}

static HRESULT connect_and_read(run *self)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = (wmi_connection *)1;
    HRESULT hr;

    options.server = "db1";
    if (self->scenario->credentials) {
        options.user = "CORP\\ada";
        options.password = "secret";
        options.authority = "Kerberos:host/db1";
        options.locale = "MS_409";
    }
    options.timeout_ms = self->scenario->deadline ? 600000 : 0;
    options.context = self->context;
    options.locator = self->scenario->own_locator ? wmi_mock_locator(world) : NULL;
    hr = wmi_connect(&options, &connection);
    if (FAILED(hr)) {
        self->cleared = connection == NULL;
        return hr;
    }
    hr = read_rows(self, connection);
    wmi_disconnect(connection);
    return hr;
}

static void run_here(void *argument)
{
    run *self = argument;
    size_t calls = wmi_mock_call_count(world, NULL);

    wmi_last_error();
    if (self->scenario->in_sta)
        CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    arm(self);
    self->code = connect_and_read(self);
    disarm(self, calls);
    self->last_error = wmi_last_error()->code;
    if (self->scenario->in_sta)
        CoUninitialize();
}

static run run_scenario(const struct scenario *scenario, IWbemContext *context, aim where, size_t nth)
{
    run self = { .scenario = scenario, .context = context, .aim = where, .nth = nth };

    if (scenario->in_sta)
        test_thread_run(run_here, &self);
    else
        run_here(&self);
    return self;
}

/* --- The sweep --------------------------------------------------------------------------------------------------------- */

static void assert_nothing_is_held(size_t held_before)
{
    SetErrorInfo(0, NULL); /* what a failure has left behind for GetErrorInfo */
    assert_ok(wmi_shutdown());
    assert_int_equal(wmi_mock_live_objects(world), held_before);
}

static void assert_run(const run *self)
{
    bool read_all = self->code == S_OK && self->rows == WORLD_ROWS;
    bool while_closing = self->struck && self->scenario->deadline && read_all; /* which has no result */
    HRESULT code = self->struck && !while_closing ? self->expected : S_OK;

    if (self->code != code || !self->cleared || (self->struck && self->last_error != code))
        print_error("fault %zu (%s): 0x%08lX instead of 0x%08lX, last error 0x%08lX, %s\n", self->nth,
                    self->struck ? "struck" : "did not strike", (unsigned long)(uint32_t)self->code,
                    (unsigned long)(uint32_t)code, (unsigned long)(uint32_t)self->last_error,
                    self->cleared ? "outputs cleared" : "outputs left");
    assert_true(self->cleared);
    assert_hr(code, self->code);
    if (self->struck && !while_closing)
        assert_hr(code, self->last_error);
}

/* How many faults there were. Threads come and go with memory of the system's: there, the sanitizer looks. */
static size_t sweep_once(const struct scenario *scenario, IWbemContext *context, aim where, size_t *growths)
{
    bool no_threads = !scenario->deadline && !scenario->in_sta;
    size_t held = wmi_mock_live_objects(world);
    size_t used = 0;
    run faulty;
    run healthy;

    for (size_t nth = 1;; nth++) {
        faulty = run_scenario(scenario, context, where, nth);
        assert_run(&faulty);
        assert_nothing_is_held(held);
        healthy = run_scenario(scenario, context, NOWHERE, 0);
        assert_run(&healthy);
        assert_nothing_is_held(held);
        *growths += no_threads && nth > 1 && memory_in_use() != used;
        used = memory_in_use();
        if (!faulty.struck)
            return nth - 1;
    }
}

/* What is made once and kept may be made in the middle of a sweep: a second one finds it there. */
static size_t sweep(const struct scenario *scenario, IWbemContext *context, aim where)
{
    size_t growths = 0;
    size_t count = sweep_once(scenario, context, where, &growths);

    if (growths > 0) {
        growths = 0;
        assert_int_equal(sweep_once(scenario, context, where, &growths), count);
        assert_int_equal(growths, 0);
    }
    return count;
}

static size_t fault_points;

static void everything_may_fail_once(void **state)
{
    const struct scenario *scenario = *state;
    const wmi_argument values[] = { { "__ProviderArchitecture", wmi_value_sint32(64) } };
    size_t at_mock, at_runtime, at_memory;
    IWbemContext *context = NULL;
    wmi_mock_host host = WMI_MOCK_HOST_INIT;

    world_add("db1", NULL, NULL, NULL);
    host.user = "ada";
    host.password = "secret";
    assert_ok(wmi_mock_add_host(world, "db1", &host));
    wmi_mock_keep_journal(world, false); /* it is silent when it has no memory */
    if (scenario->context)
        assert_ok(wmi_context_create(values, COUNT_OF(values), &context));
    for (size_t nth = 0; nth < 8; nth++) /* what is kept for each thread is made, that of failures too */
        run_scenario(scenario, context, AT_MOCK, nth + 1);
    run_scenario(scenario, context, AT_MEMORY, 20);
    SetErrorInfo(0, NULL);
    assert_ok(wmi_shutdown());

    at_mock = sweep(scenario, context, AT_MOCK);
    at_runtime = sweep(scenario, context, AT_RUNTIME);
    at_memory = sweep(scenario, context, AT_MEMORY);
    wmi_context_release(context);
    fault_points += at_mock + at_runtime + at_memory;
    print_message("             %s: %zu faults at the mock's calls, %zu at the runtime's, %zu allocations\n",
                  scenario->name, at_mock, at_runtime, at_memory);
    assert_true(at_mock >= 8);
    assert_true(at_runtime >= 4);
    assert_true(at_memory >= 10);
}

/* --- A call that succeeds and gives nothing ------------------------------------------------------------------------- */

static const struct null_case {
    const char *name;
    unsigned nth;
} nulls[] = {
    { "CoCreateInstance", 1 },           { "IWbemLocator::ConnectServer", 1 },
    { "IWbemServices::ExecQuery", 1 },   { "IEnumWbemClassObject::Next", 1 },
    { "IEnumWbemClassObject::Next", 2 },
};

static void nothing_is_no_success(void **state)
{
    static const struct scenario ways[] = { { .name = "without" }, { .name = "with", .deadline = true } };
    const struct null_case *row = *state;

    world_add("db1", NULL, NULL, NULL);
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        run seen;

        wmi_mock_fail(world, row->name, row->nth, WMI_MOCK_NULL_RESULT);
        seen = run_scenario(&ways[i], NULL, NOWHERE, 0);
        assert_hr(E_UNEXPECTED, seen.code);
        assert_hr(E_UNEXPECTED, seen.last_error);
        assert_true(seen.cleared);
        assert_nothing_is_held(0);
    }
}

static void there_were_so_many(void **state)
{
    (void)state;
    print_message("             %zu fault points\n", fault_points);
    assert_true(fault_points > 300);
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(scenarios) + COUNT_OF(nulls) + 1];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(scenarios); i++)
        tests[count++] = WORLD_ROW(everything_may_fail_once, scenarios[i]);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(there_were_so_many);
    for (size_t i = 0; i < COUNT_OF(nulls); i++)
        tests[count++] = WORLD_ROW(nothing_is_no_success, nulls[i]);
    return cmocka_run_group_tests_name("connect_sweep", tests, NULL, NULL) == 0 ? 0 : 1;
}
