/* SPDX-License-Identifier: MIT */
/*
 * Calls, instances, values and classes, with everything that can fail failing once: for n = 1, 2, 3, … the n-th call
 * that the mock answers, the n-th call of the COM runtime, the n-th allocation, until the scenario passes. Each time
 * the code comes out unchanged, what should have been given out is NULL, and nothing is held.
 *
 * Native only; linked with --wrap (runtime_faults.h, faults.h).
 */
#include "support/calls_world.h"
#include "support/faults.h"
#include "support/runtime_faults.h"
#include "support/threads.h"

#define M1   "Machine.Id=\"m1\""
#define LOST ((HRESULT)RPC_E_DISCONNECTED)

/* --- What is done ----------------------------------------------------------------------------------------------------- */

/* Of one run: what it works on, made before anything fails, and whether it cleared what it should. */
typedef struct bench {
    wmi_connection *connection;
    const wmi_call_options *options;
    IWbemClassObject *instance;
    IWbemClassObject *object_class;
    bool cleared;
} bench;

static HRESULT call(bench *self)
{
    const wmi_argument arguments[] = { { "A", wmi_value_uint8(1) }, { "Sum", wmi_value_sint64(2) } };
    IWbemClassObject *results = (IWbemClassObject *)1;
    HRESULT hr = wmi_call(self->connection, M1, "Add", arguments, 2, self->options, &results);

    self->cleared = WMI_SUCCEEDED(hr) || results == NULL;
    if (WMI_SUCCEEDED(hr))
        wmi_object_release(results);
    return hr;
}

static HRESULT call_with_a_wrong_name(bench *self)
{
    const wmi_argument arguments[] = { { "Nothing", wmi_value_uint8(1) } };
    HRESULT hr = wmi_call(self->connection, M1, "Add", arguments, 1, self->options, NULL);

    self->cleared = true;
    return hr == (HRESULT)WBEM_E_INVALID_METHOD_PARAMETERS ? S_OK : hr;
}

static HRESULT find(bench *self)
{
    IWbemClassObject *object = (IWbemClassObject *)1;
    HRESULT hr = wmi_find(self->connection, M1, self->options, &object);

    self->cleared = WMI_SUCCEEDED(hr) || object == NULL;
    if (WMI_SUCCEEDED(hr))
        wmi_object_release(object);
    return hr;
}

static HRESULT make(bench *self)
{
    IWbemClassObject *instance = (IWbemClassObject *)1;
    HRESULT hr = wmi_new(self->connection, "Machine", &instance);

    self->cleared = WMI_SUCCEEDED(hr) || instance == NULL;
    if (WMI_SUCCEEDED(hr))
        wmi_object_release(instance);
    return hr;
}

static HRESULT put(bench *self)
{
    self->cleared = true;
    return wmi_put(self->connection, self->instance, WMI_PUT_UPDATE_ONLY, self->options, NULL);
}

static HRESULT put_with_path(bench *self)
{
    char *path = (char *)1;
    HRESULT hr = wmi_put(self->connection, self->instance, WMI_PUT_PARTIAL, self->options, &path);

    self->cleared = WMI_SUCCEEDED(hr) || path == NULL;
    if (WMI_SUCCEEDED(hr))
        wmi_free(path);
    return hr;
}

/* It is there again afterwards, whether or not it was deleted. */
static HRESULT delete_it(bench *self)
{
    self->cleared = true;
    return wmi_delete(self->connection, M1, self->options);
}

static HRESULT set(bench *self)
{
    static const char *const tags[] = { "a", "b" };
    static const int32_t numbers[] = { 1, 2 };
    HRESULT hr = wmi_set_value(self->instance, "Tags", wmi_value_string_array(tags, 2));

    self->cleared = true;
    if (WMI_SUCCEEDED(hr))
        hr = wmi_set_value(self->instance, "Note", wmi_value_string("x"));
    if (WMI_SUCCEEDED(hr))
        hr = wmi_set_value(self->instance, "Speed", wmi_value_uint64(5));
    if (WMI_SUCCEEDED(hr)) {
        hr = wmi_set_value(self->instance, "Tags", wmi_value_sint32_array(numbers, 2));
        hr = hr == (HRESULT)WBEM_E_TYPE_MISMATCH ? S_OK : hr;
    }
    return hr;
}

static HRESULT show_properties(bench *self)
{
    wmi_property_info *list = (wmi_property_info *)1;
    size_t count = 1;
    HRESULT hr = wmi_class_properties(self->object_class, &list, &count);

    self->cleared = WMI_SUCCEEDED(hr) || (list == NULL && count == 0);
    if (WMI_SUCCEEDED(hr))
        wmi_free(list);
    return hr;
}

static HRESULT show_methods(bench *self)
{
    wmi_method_info *list = (wmi_method_info *)1;
    size_t count = 1;
    HRESULT hr = wmi_class_methods(self->object_class, &list, &count);

    self->cleared = WMI_SUCCEEDED(hr) || (list == NULL && count == 0);
    if (WMI_SUCCEEDED(hr))
        wmi_free(list);
    return hr;
}

static HRESULT show_qualifiers(bench *self)
{
    wmi_argument *list = (wmi_argument *)1;
    size_t count = 1;
    HRESULT hr = wmi_method_qualifiers(self->object_class, "Add", &list, &count);

    self->cleared = WMI_SUCCEEDED(hr) || (list == NULL && count == 0);
    if (WMI_SUCCEEDED(hr))
        wmi_free(list);
    return hr;
}

static HRESULT show_text(bench *self)
{
    char *mof = (char *)1;
    HRESULT hr = wmi_object_text(self->object_class, &mof);

    self->cleared = WMI_SUCCEEDED(hr) || mof == NULL;
    if (WMI_SUCCEEDED(hr))
        wmi_free(mof);
    return hr;
}

static HRESULT follow(bench *self)
{
    wmi_cursor *cursor = (wmi_cursor *)1;
    IWbemClassObject *row;
    HRESULT hr = wmi_associators(self->connection, M1, "ResultClass = Part", NULL, &cursor);

    self->cleared = WMI_SUCCEEDED(hr) || cursor == NULL;
    if (WMI_FAILED(hr))
        return hr;
    while (hr == WMI_OK)
        hr = wmi_cursor_next(cursor, &row);
    wmi_cursor_close(cursor);
    return hr == WMI_END ? S_OK : hr;
}

static const struct scenario {
    const char *name;
    HRESULT (*run)(bench *self);
    bool limited, in_sta;
    const char *forgiven; /* calls that may fail: what they tell is had in another way, or not needed */
} scenarios[] = {
    { "call", call, false, false, "" },
    { "call with a deadline", call, true, false, "" },
    { "call in an STA with a deadline", call, true, true, "" },
    { "call with a wrong name", call_with_a_wrong_name, false, false, "" },
    { "find", find, false, false, "" },
    { "find with a deadline", find, true, false, "" },
    { "find in an STA", find, false, true, "" },
    { "find in an STA with a deadline", find, true, true, "" },
    { "new", make, false, false, "" },
    { "put", put, false, false, "IWbemClassObject::Get" },
    { "put with a deadline", put, true, false, "IWbemClassObject::Get" },
    { "put in an STA with a deadline", put, true, true, "IWbemClassObject::Get" },
    { "put with a path", put_with_path, false, false,
      "IWbemClassObject::Get IWbemCallResult::GetResultString" },
    { "put with a path and a deadline", put_with_path, true, false,
      "IWbemClassObject::Get IWbemCallResult::GetResultString" },
    { "delete", delete_it, false, false, "" },
    { "delete with a deadline", delete_it, true, false, "" },
    { "set", set, false, false, "" },
    { "properties", show_properties, false, false, "" },
    { "methods", show_methods, false, false, "IWbemClassObject::EndMethodEnumeration" },
    { "qualifiers", show_qualifiers, false, false, "" },
    { "text", show_text, false, false, "" },
    { "associators", follow, false, false, "" },
};

/* --- One run ------------------------------------------------------------------------------------------------------------ */

typedef enum aim {
    NOWHERE,
    AT_MOCK,
    AT_RUNTIME,
    AT_MEMORY
} aim;

/* It may be on another thread, where nothing is asserted. */
typedef struct run {
    const struct scenario *scenario;
    aim aim;
    size_t nth;
    HRESULT code, last_error;
    HRESULT expected;      /* of the fault that struck */
    const char *struck_at; /* the mock's call; "" for another; NULL: nothing struck */
    bool cleared;
} run;

static void arm(const run *self)
{
    if (self->aim == AT_MOCK)
        wmi_mock_fail(world, NULL, (unsigned)self->nth, LOST);
    else if (self->aim == AT_RUNTIME)
        runtime_faults_fail(self->nth);
    else if (self->aim == AT_MEMORY)
        faults_fail_allocation(self->nth);
}

/* How many calls the journal has. */
static size_t journal_length(void)
{
    size_t length = 0;

    while (wmi_mock_call_at(world, length) != NULL)
        length++;
    return length;
}

static void disarm(run *self, size_t calls_before)
{
    const wmi_mock_call *struck = wmi_mock_call_at(world, calls_before + self->nth - 1);
    HRESULT of_runtime = runtime_faults_end();
    bool of_memory = faults_end();

    if (self->aim == AT_MOCK) {
        wmi_mock_fail(world, NULL, 0, S_OK);
        self->expected = LOST;
        self->struck_at = struck == NULL ? NULL : struck->operation;
    } else if (self->aim == AT_RUNTIME) {
        self->expected = of_runtime;
        self->struck_at = of_runtime == S_OK ? NULL : "";
    } else if (self->aim == AT_MEMORY) {
        self->expected = E_OUTOFMEMORY;
        self->struck_at = of_memory ? "" : NULL;
    }
}

static HRESULT prepare(bench *self)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    HRESULT hr;

    options.server = "db1";
    options.user = "ada";
    options.password = "secret";
    options.locator = wmi_mock_locator(world);
    hr = wmi_connect(&options, &self->connection);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_find(self->connection, "Machine", NULL, &self->object_class);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_new(self->connection, "Machine", &self->instance);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_set_value(self->instance, "Id", wmi_value_string("m1"));
    if (WMI_SUCCEEDED(hr))
        hr = wmi_put(self->connection, self->instance, WMI_PUT_CREATE_OR_UPDATE, NULL, NULL);
    return hr;
}

static void run_here(void *argument)
{
    run *self = argument;
    wmi_call_options limited = WMI_CALL_OPTIONS_INIT;
    bench desk = { 0 };
    size_t calls;

    wmi_last_error();
    limited.timeout_ms = 600000;
    desk.options = self->scenario->limited ? &limited : NULL;
    if (self->scenario->in_sta)
        CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    self->code = prepare(&desk);
    if (WMI_SUCCEEDED(self->code)) {
        calls = journal_length();
        arm(self);
        self->code = self->scenario->run(&desk);
        disarm(self, calls);
        self->last_error = wmi_last_error()->code;
        self->cleared = desk.cleared;
    }
    wmi_object_release(desk.instance);
    wmi_object_release(desk.object_class);
    wmi_disconnect(desk.connection);
    if (self->scenario->in_sta)
        CoUninitialize();
}

static run run_scenario(const struct scenario *scenario, aim where, size_t nth)
{
    run self = { .scenario = scenario, .aim = where, .nth = nth };

    if (scenario->in_sta)
        test_thread_run(run_here, &self);
    else
        run_here(&self);
    return self;
}

/* --- The sweep ------------------------------------------------------------------------------------------------------------ */

static void assert_nothing_is_held(void)
{
    SetErrorInfo(0, NULL);
    assert_ok(wmi_shutdown());
    assert_int_equal(wmi_mock_live_objects(world), 0);
}

/*
 * It passed all the same: what a call of the mock's would have told is had in another way; or it was memory for the
 * words that the mock lays aside in case of a failure. Of those there are few.
 */
static bool is_forgiven(const run *self)
{
    if (self->code != S_OK || self->struck_at == NULL)
        return false;
    return self->struck_at[0] == '\0' || strstr(self->scenario->forgiven, self->struck_at) != NULL;
}

static void assert_run(const run *self)
{
    bool struck = self->struck_at != NULL && !is_forgiven(self);
    HRESULT code = struck ? self->expected : S_OK;

    if (self->code != code || !self->cleared || (struck && self->last_error != code))
        print_error("fault %zu (%s): 0x%08lX instead of 0x%08lX, last error 0x%08lX, %s\n", self->nth,
                    self->struck_at == NULL ? "did not strike" : self->struck_at,
                    (unsigned long)(uint32_t)self->code, (unsigned long)(uint32_t)code,
                    (unsigned long)(uint32_t)self->last_error,
                    self->cleared ? "outputs cleared" : "outputs left");
    assert_true(self->cleared);
    assert_hr(code, self->code);
    if (struck)
        assert_hr(code, self->last_error);
}

/* How many faults there were. */
static size_t sweep(const struct scenario *scenario, aim where)
{
    size_t most = scenario->forgiven[0] == '\0' ? 4 : 20;
    size_t forgiven = 0;

    for (size_t nth = 1;; nth++) {
        run faulty = run_scenario(scenario, where, nth);

        assert_run(&faulty);
        assert_nothing_is_held();
        forgiven += is_forgiven(&faulty);
        assert_true(forgiven <= most);
        if (faulty.struck_at == NULL)
            return nth - 1;
    }
}

static size_t fault_points;

static void everything_may_fail_once(void **state)
{
    const struct scenario *scenario = *state;
    size_t at_mock, at_runtime, at_memory;
    wmi_mock_host host = WMI_MOCK_HOST_INIT;
    run healthy;

    host.user = "ada";
    host.password = "secret";
    assert_ok(wmi_mock_add_host(world, "db1", &host));
    calls_load();
    healthy = run_scenario(scenario, NOWHERE, 0);
    assert_run(&healthy);
    wmi_mock_keep_journal(world, false);  /* it is silent when it has no memory */
    run_scenario(scenario, AT_MEMORY, 1); /* what is kept for each thread is made, that of failures too */
    wmi_mock_keep_journal(world, true);
    assert_nothing_is_held();

    at_mock = sweep(scenario, AT_MOCK);
    wmi_mock_keep_journal(world, false);
    at_runtime = sweep(scenario, AT_RUNTIME);
    at_memory = sweep(scenario, AT_MEMORY);
    fault_points += at_mock + at_runtime + at_memory;
    print_message("             %s: %zu faults at the mock's calls, %zu at the runtime's, %zu allocations\n",
                  scenario->name, at_mock, at_runtime, at_memory);
    assert_true(at_mock >= 1);
    assert_true(at_memory >= 1);
}

static void there_were_so_many(void **state)
{
    (void)state;
    print_message("             %zu fault points\n", fault_points);
    assert_true(fault_points > 700);
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(scenarios) + 1];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(scenarios); i++)
        tests[count++] = WORLD_ROW(everything_may_fail_once, scenarios[i]);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(there_were_so_many);
    return cmocka_run_group_tests_name("call_sweep", tests, NULL, NULL) == 0 ? 0 : 1;
}
