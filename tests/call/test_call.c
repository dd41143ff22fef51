/* SPDX-License-Identifier: MIT */
/*
 * What all single calls have in common: options, contexts, deadlines and cancels, and that success says nothing. What
 * they wait for is looked at in test_call_results.c. The clock is looked at only for upper bounds, generous ones.
 */
#include "support/calls_actions.h"
#include "support/threads.h"

#define TIMED_OUT ((HRESULT)WBEM_E_TIMED_OUT)
#define CANCELLED ((HRESULT)WBEM_E_CALL_CANCELLED)

static wmi_cancel *new_cancel(void)
{
    wmi_cancel *cancel = NULL;

    assert_ok(wmi_cancel_create(&cancel));
    return cancel;
}

/* --- Options ------------------------------------------------------------------------------------------------------------ */

static void unknown_sizes_are_refused(void **state)
{
    const struct action *action = *state;
    const size_t sizes[] = { 0, sizeof(wmi_call_options) - 1, sizeof(wmi_call_options) + 8 };

    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        wmi_call_options options = WMI_CALL_OPTIONS_INIT;
        bool cleared = false;

        options.size = sizes[i];
        assert_hr(E_INVALIDARG, action->run(link_here, &options, &cleared));
        assert_true(cleared);
        assert_last_error(E_INVALIDARG, "options->size");
        assert_last_error(E_INVALIDARG, "WMI_CALL_OPTIONS_INIT");
    }
    if (strcmp(action->operation, "IWbemServices::DeleteInstance") != 0)
        assert_int_equal(wmi_mock_call_count(world, action->operation), 0);
}

/* The last call of an operation in the journal. */
static const wmi_mock_call *last_call(const char *operation)
{
    return world_call(operation, wmi_mock_call_count(world, operation));
}

static void a_plain_call_is_synchronous(void **state)
{
    const struct action *action = *state;
    bool wants_path = action->run == action_put_with_path;
    bool cleared;

    assert_ok(action->run(link_here, NULL, &cleared));
    assert_int_equal(wmi_mock_call_count(world, "IWbemCallResult::GetCallStatus"), wants_path ? 1 : 0);
    assert_int_equal(strstr(last_call(action->operation)->arguments, "lFlags=0x1") != NULL &&
                         strstr(last_call(action->operation)->arguments, "lFlags=0x1,") == NULL,
                     wants_path);
}

static void a_limited_call_is_semisynchronous(void **state)
{
    const struct action *action = *state;
    wmi_call_options options = options_with(LONG_TIME_MS, NULL);
    bool cleared = false;

    assert_ok(action->run(link_here, &options, &cleared));
    assert_true(cleared);
    assert_true(wmi_mock_call_count(world, "IWbemCallResult::GetCallStatus") > 0);
    options = options_with(0, new_cancel());
    assert_ok(action->run(link_here, &options, &cleared));
    wmi_cancel_free(options.cancel);
}

/* NULL stands for the connection's. */
static void contexts_go_along(void **state)
{
    const wmi_argument values[] = { { "MyValue", wmi_value_sint32(1) } };
    const struct action *action = *state;
    wmi_connect_options connect = WMI_CONNECT_OPTIONS_INIT;
    wmi_call_options options = options_with(0, NULL);
    wmi_connection *connection = NULL;
    bool cleared;

    assert_ok(action->run(link_here, NULL, &cleared));
    if (action->run != action_put_with_path)
        assert_non_null(strstr(last_call(action->operation)->arguments, "pCtx=NULL"));
    assert_ok(wmi_context_create(values, 1, &options.context));
    assert_ok(action->run(link_here, &options, &cleared));
    assert_null(strstr(last_call(action->operation)->arguments, "pCtx=NULL"));
    options.timeout_ms = LONG_TIME_MS;
    assert_ok(action_put_as(link_here, WMI_PUT_CREATE_OR_UPDATE, NULL, NULL));
    assert_ok(action->run(link_here, &options, &cleared));
    assert_null(strstr(last_call(action->operation)->arguments, "pCtx=NULL"));

    connect.context = options.context;
    assert_ok(wmi_connect(&connect, &connection));
    wmi_context_release(options.context);
    assert_ok(action_put_as(link_here, WMI_PUT_CREATE_OR_UPDATE, NULL, NULL));
    assert_ok(action->run(connection, NULL, &cleared));
    assert_null(strstr(last_call(action->operation)->arguments, "pCtx=NULL"));
    wmi_disconnect(connection);
}

/* --- The wait ends -------------------------------------------------------------------------------------------------------- */

/* The server may be slow in taking the call, or in carrying it out. */
static const char *slow_call(const struct action *action, bool in_result)
{
    return in_result ? "IWbemCallResult::GetCallStatus" : action->operation;
}

static bool is_of_method(const struct action *action)
{
    return strcmp(action->operation, "IWbemServices::ExecMethod") == 0;
}

/* A method's class is asked for first, and its call result is as slow. */
static void assert_hangs_in_class(const struct action *action, const wmi_call_options *options, HRESULT code)
{
    bool cleared = false;

    assert_hr(code, action->run(link_here, options, &cleared));
    assert_true(cleared);
    assert_string_equal(wmi_last_error()->operation, "IWbemServices::GetObject");
}

static void slow_servers_time_out(void **state)
{
    const struct action *action = *state;
    wmi_call_options options = options_with(300, NULL); /* a method's class has to come in it */

    for (int in_result = 0; in_result < 2; in_result++) {
        assert_ok(wmi_mock_delay(world, slow_call(action, in_result), WMI_MOCK_HANG));
        if (is_of_method(action) && in_result)
            assert_hangs_in_class(action, &options, TIMED_OUT);
        else
            assert_call_ends(action, &options, TIMED_OUT);
        wmi_mock_wake(world);
    }
}

/* The class is asked for first, under the same deadline. */
static void the_whole_call_has_one_deadline(void **state)
{
    wmi_call_options options = options_with(30, NULL);
    bool cleared = false;

    (void)state;
    assert_ok(wmi_mock_delay(world, "IWbemServices::GetObject", WMI_MOCK_HANG));
    assert_hr(TIMED_OUT, action_call(link_here, &options, &cleared));
    assert_true(cleared);
    assert_string_equal(wmi_last_error()->operation, "IWbemServices::GetObject");
    assert_last_error(TIMED_OUT, "Machine");
    wmi_mock_wake(world);
    assert_ok(wmi_mock_delay(world, "IWbemServices::ExecMethod", WMI_MOCK_HANG));
    options.timeout_ms = 300; /* the class has to come in it */
    assert_hr(TIMED_OUT, action_call(link_here, &options, &cleared));
    assert_string_equal(wmi_last_error()->operation, "IWbemServices::ExecMethod");
    assert_last_error(TIMED_OUT, "Add of " M1);
}

static void a_trigger_before_prevents_the_call(void **state)
{
    const struct action *action = *state;
    wmi_call_options options = options_with(LONG_TIME_MS, new_cancel());
    size_t calls;
    bool cleared = false;

    assert_ok(action_put_as(link_here, WMI_PUT_CREATE_OR_UPDATE, NULL, NULL));
    calls = wmi_mock_call_count(world, action->operation);
    wmi_cancel_trigger(options.cancel);
    assert_hr(CANCELLED, action->run(link_here, &options, &cleared));
    assert_true(cleared);
    wmi_cancel_free(options.cancel);
    options.cancel = new_cancel();
    wmi_cancel_after(options.cancel, 0);
    assert_hr(TIMED_OUT, action->run(link_here, &options, &cleared));
    wmi_cancel_free(options.cancel);
    if (!action->gets_before)
        assert_int_equal(wmi_mock_call_count(world, action->operation), calls);
}

/* Triggers a cancel, and gives it back, when the call has probably been made. */
static void meddle(void *cancel)
{
    world_sleep(60);
    wmi_cancel_trigger(cancel);
    wmi_cancel_free(cancel);
}

static void a_trigger_ends_the_wait(void **state)
{
    const struct action *action = *state;

    for (int in_result = 0; in_result < 2; in_result++) {
        wmi_call_options options = options_with(0, new_cancel());
        test_thread *thread;

        assert_ok(action_put_as(link_here, WMI_PUT_CREATE_OR_UPDATE, NULL, NULL));
        assert_ok(wmi_mock_delay(world, slow_call(action, in_result), WMI_MOCK_HANG));
        thread = test_thread_start(meddle, options.cancel);
        if (is_of_method(action) && in_result)
            assert_hangs_in_class(action, &options, CANCELLED);
        else
            assert_call_ends(action, &options, CANCELLED);
        test_thread_join(thread);
        wmi_mock_wake(world);
    }
}

/* Giving the result back is what tells the server; the connection is as good as before. */
static void nothing_is_held_behind_the_end(void **state)
{
    const struct action *action = *state;
    wmi_call_options options = options_with(30, NULL);
    bool cleared;
    size_t held;

    assert_ok(action_put_as(link_here, WMI_PUT_CREATE_OR_UPDATE, NULL, NULL));
    held = wmi_mock_live_objects(world);
    assert_ok(wmi_mock_delay(world, "IWbemCallResult::GetCallStatus", WMI_MOCK_HANG));
    assert_hr(TIMED_OUT, action->run(link_here, &options, &cleared));
    SetErrorInfo(0, NULL);
    for (unsigned i = 0; i < 1000 && wmi_mock_live_objects(world) > held; i++)
        world_sleep(
            10); /* the worker releases the result when its question returns, after a second at the most */
    assert_int_equal(wmi_mock_live_objects(world), held);
    wmi_mock_wake(world);
    assert_ok(action_put_as(link_here, WMI_PUT_CREATE_OR_UPDATE, NULL, NULL));
    assert_ok(action->run(link_here, NULL, &cleared));
}

/* --- Success says nothing --------------------------------------------------------------------------------------------------- */

static void success_leaves_the_last_error(void **state)
{
    const struct action *action = *state;
    wmi_call_options limited = options_with(LONG_TIME_MS, NULL);
    bool cleared;

    assert_hr(E_POINTER, wmi_find(NULL, NULL, NULL, (IWbemClassObject *[]){ NULL }));
    assert_ok(action->run(link_here, NULL, &cleared));
    assert_ok(action_put_as(link_here, WMI_PUT_CREATE_OR_UPDATE, NULL, NULL));
    assert_ok(action->run(link_here, &limited, &cleared));
    assert_last_error(E_POINTER, "connection");
}

int main(void)
{
    const CMUnitTestFunction of_each[] = {
        unknown_sizes_are_refused, a_plain_call_is_synchronous,    a_limited_call_is_semisynchronous,
        contexts_go_along,         slow_servers_time_out,          a_trigger_before_prevents_the_call,
        a_trigger_ends_the_wait,   nothing_is_held_behind_the_end, success_leaves_the_last_error,
    };
    const struct CMUnitTest others[] = {
        CALLS_TEST(the_whole_call_has_one_deadline),
    };
    struct CMUnitTest tests[ACTIONS * COUNT_OF(of_each) + COUNT_OF(others)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(of_each); i++)
        count = actions_add(tests, count, of_each[i]);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        tests[count++] = others[i];
    return cmocka_run_group_tests_name("call", tests, NULL, NULL) == 0 ? 0 : 1;
}
