/* SPDX-License-Identifier: MIT */
/*
 * What all single calls have in common: options, deadlines, cancels, apartments, contexts, and the security of the
 * call results that they wait for. The clock is looked at only for upper bounds, generous ones.
 */
#include "calls_world.h"
#include "threads.h"

#define TIMED_OUT    ((HRESULT)WBEM_E_TIMED_OUT)
#define CANCELLED    ((HRESULT)WBEM_E_CALL_CANCELLED)
#define IN_TIME_MS   10000
#define LONG_TIME_MS 600000
#define M1           "Machine.Id=\"m1\""

/* --- The calls -------------------------------------------------------------------------------------------------------- */

/* Whether everything that should have been cleared was: it is told even where nothing may be asserted. */
static HRESULT call(wmi_connection *connection, const wmi_call_options *options, bool *cleared)
{
    const wmi_argument arguments[] = { { "A", wmi_value_uint32(1) } };
    IWbemClassObject *results = (IWbemClassObject *)1;
    HRESULT hr = wmi_call(connection, M1, "Add", arguments, 1, options, &results);

    *cleared = WMI_SUCCEEDED(hr) ? results != NULL : results == NULL;
    wmi_object_release(results);
    return hr;
}

static HRESULT call_without_results(wmi_connection *connection, const wmi_call_options *options,
                                    bool *cleared)
{
    *cleared = true;
    return wmi_call(connection, M1, "Ring", NULL, 0, options, NULL);
}

static HRESULT find(wmi_connection *connection, const wmi_call_options *options, bool *cleared)
{
    IWbemClassObject *object = (IWbemClassObject *)1;
    HRESULT hr = wmi_find(connection, M1, options, &object);

    *cleared = WMI_SUCCEEDED(hr) ? object != NULL : object == NULL;
    wmi_object_release(object);
    return hr;
}

static HRESULT put_as(wmi_connection *connection, wmi_put_mode mode, const wmi_call_options *options,
                      char **path)
{
    IWbemClassObject *instance = NULL;
    HRESULT hr = wmi_new(connection, "Machine", &instance);

    if (WMI_SUCCEEDED(hr))
        hr = wmi_set_value(instance, "Id", wmi_value_string("m1"));
    if (WMI_SUCCEEDED(hr))
        hr = wmi_put(connection, instance, mode, options, path);
    wmi_object_release(instance);
    return hr;
}

static HRESULT put(wmi_connection *connection, const wmi_call_options *options, bool *cleared)
{
    *cleared = true;
    return put_as(connection, WMI_PUT_UPDATE_ONLY, options, NULL);
}

static HRESULT put_with_path(wmi_connection *connection, const wmi_call_options *options, bool *cleared)
{
    char *path = (char *)1;
    HRESULT hr = put_as(connection, WMI_PUT_PARTIAL, options, &path);

    *cleared = WMI_SUCCEEDED(hr) ? path != NULL : path == NULL;
    wmi_free(path);
    return hr;
}

static HRESULT delete_it(wmi_connection *connection, const wmi_call_options *options, bool *cleared)
{
    HRESULT hr = put_as(connection, WMI_PUT_CREATE_OR_UPDATE, NULL, NULL);

    *cleared = true;
    return WMI_FAILED(hr) ? hr : wmi_delete(connection, M1, options);
}

static const struct action {
    const char *name;
    HRESULT (*run)(wmi_connection *connection, const wmi_call_options *options, bool *cleared);
    const char *operation; /* COM's */
    const char *words[2];  /* that its failures have to say */
    bool gets_before;      /* an object is got before, by the same COM call or another, without options */
} actions[] = {
    { "wmi_call", call, "IWbemServices::ExecMethod", { "Add", M1 }, false },
    { "wmi_call without results", call_without_results, "IWbemServices::ExecMethod", { "Ring", M1 }, false },
    { "wmi_find", find, "IWbemServices::GetObject", { M1, M1 }, false },
    { "wmi_put", put, "IWbemServices::PutInstance", { M1, M1 }, true },
    { "wmi_put with a path", put_with_path, "IWbemServices::PutInstance", { M1, M1 }, true },
    { "wmi_delete", delete_it, "IWbemServices::DeleteInstance", { M1, M1 }, true },
};

static wmi_call_options options_with(uint32_t timeout_ms, wmi_cancel *cancel)
{
    wmi_call_options options = WMI_CALL_OPTIONS_INIT;

    options.timeout_ms = timeout_ms;
    options.cancel = cancel;
    return options;
}

static wmi_cancel *new_cancel(void)
{
    wmi_cancel *cancel = NULL;

    assert_ok(wmi_cancel_create(&cancel));
    return cancel;
}

/* It ends with this code, in time, clears what it should, and says what it was. */
static void assert_ends(const struct action *action, const wmi_call_options *options, HRESULT code)
{
    uint64_t start = world_clock_ms();
    bool cleared = false;

    assert_hr(code, action->run(link_here, options, &cleared));
    assert_true(world_clock_ms() - start < IN_TIME_MS);
    assert_true(cleared);
    assert_string_equal(wmi_last_error()->operation, action->operation);
    assert_last_error(code, action->words[0]);
    assert_last_error(code, action->words[1]);
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
    bool wants_path = action->run == put_with_path;
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
    if (action->run != put_with_path)
        assert_non_null(strstr(last_call(action->operation)->arguments, "pCtx=NULL"));
    assert_ok(wmi_context_create(values, 1, &options.context));
    assert_ok(action->run(link_here, &options, &cleared));
    assert_null(strstr(last_call(action->operation)->arguments, "pCtx=NULL"));
    options.timeout_ms = LONG_TIME_MS;
    assert_ok(put_as(link_here, WMI_PUT_CREATE_OR_UPDATE, NULL, NULL));
    assert_ok(action->run(link_here, &options, &cleared));
    assert_null(strstr(last_call(action->operation)->arguments, "pCtx=NULL"));

    connect.context = options.context;
    assert_ok(wmi_connect(&connect, &connection));
    wmi_context_release(options.context);
    assert_ok(put_as(link_here, WMI_PUT_CREATE_OR_UPDATE, NULL, NULL));
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
            assert_ends(action, &options, TIMED_OUT);
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
    assert_hr(TIMED_OUT, call(link_here, &options, &cleared));
    assert_true(cleared);
    assert_string_equal(wmi_last_error()->operation, "IWbemServices::GetObject");
    assert_last_error(TIMED_OUT, "Machine");
    wmi_mock_wake(world);
    assert_ok(wmi_mock_delay(world, "IWbemServices::ExecMethod", WMI_MOCK_HANG));
    options.timeout_ms = 300; /* the class has to come in it */
    assert_hr(TIMED_OUT, call(link_here, &options, &cleared));
    assert_string_equal(wmi_last_error()->operation, "IWbemServices::ExecMethod");
    assert_last_error(TIMED_OUT, "Add of " M1);
}

static void a_trigger_before_prevents_the_call(void **state)
{
    const struct action *action = *state;
    wmi_call_options options = options_with(LONG_TIME_MS, new_cancel());
    size_t calls;
    bool cleared = false;

    assert_ok(put_as(link_here, WMI_PUT_CREATE_OR_UPDATE, NULL, NULL));
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

        assert_ok(put_as(link_here, WMI_PUT_CREATE_OR_UPDATE, NULL, NULL));
        assert_ok(wmi_mock_delay(world, slow_call(action, in_result), WMI_MOCK_HANG));
        thread = test_thread_start(meddle, options.cancel);
        if (is_of_method(action) && in_result)
            assert_hangs_in_class(action, &options, CANCELLED);
        else
            assert_ends(action, &options, CANCELLED);
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

    assert_ok(put_as(link_here, WMI_PUT_CREATE_OR_UPDATE, NULL, NULL));
    held = wmi_mock_live_objects(world);
    assert_ok(wmi_mock_delay(world, "IWbemCallResult::GetCallStatus", WMI_MOCK_HANG));
    assert_hr(TIMED_OUT, action->run(link_here, &options, &cleared));
    SetErrorInfo(0, NULL);
    assert_int_equal(wmi_mock_live_objects(world), held);
    wmi_mock_wake(world);
    assert_ok(put_as(link_here, WMI_PUT_CREATE_OR_UPDATE, NULL, NULL));
    assert_ok(action->run(link_here, NULL, &cleared));
}

/* --- Failures ------------------------------------------------------------------------------------------------------------ */

static void codes_come_through(void **state)
{
    static const HRESULT codes[] = { (HRESULT)WBEM_E_ACCESS_DENIED, (HRESULT)0x800706BA,
                                     (HRESULT)0x8007ABCD };
    const struct action *action = *state;
    wmi_call_options limited = options_with(LONG_TIME_MS, NULL);
    unsigned nth = action->run == find ? 1 : 0;

    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        assert_ok(wmi_mock_fail(world, action->operation, nth, codes[i]));
        assert_ends(action, NULL, codes[i]);
        assert_ok(wmi_mock_fail(world, action->operation, nth, codes[i]));
        assert_ends(action, &limited, codes[i]);
        assert_ok(wmi_mock_fail(world, action->operation, 0, S_OK));
    }
}

/* What the call result itself says, and what it says of the call. */
static void call_results_may_fail(void **state)
{
    wmi_call_options limited = options_with(LONG_TIME_MS, NULL);
    IWbemClassObject *object = (IWbemClassObject *)1;

    (void)state;
    assert_hr(WBEM_E_NOT_FOUND, wmi_find(link_here, "Machine.Id=\"m9\"", &limited, &object));
    assert_null(object);
    assert_string_equal(wmi_last_error()->operation, "IWbemServices::GetObject");
    assert_last_error(WBEM_E_NOT_FOUND, "m9");
    assert_ok(wmi_mock_fail(world, "IWbemCallResult::GetCallStatus", 1, (HRESULT)0x800706BA));
    assert_hr(0x800706BA, wmi_find(link_here, M1, &limited, &object));
    assert_string_equal(wmi_last_error()->operation, "IWbemCallResult::GetCallStatus");
    assert_ok(wmi_mock_fail(world, "IWbemCallResult::GetResultObject", 1, (HRESULT)0x800706BE));
    assert_hr(0x800706BE, wmi_find(link_here, M1, &limited, &object));
    assert_string_equal(wmi_last_error()->operation, "IWbemCallResult::GetResultObject");
    assert_null(object);
}

/* S_OK, and no object: of an instance that is no success, of a method it may be. */
static void nothing_may_come_back(void **state)
{
    wmi_call_options limited = options_with(LONG_TIME_MS, NULL);
    IWbemClassObject *object = (IWbemClassObject *)1;

    (void)state;
    assert_ok(wmi_mock_fail(world, "IWbemServices::GetObject", 1, WMI_MOCK_NULL_RESULT));
    assert_hr(E_UNEXPECTED, wmi_find(link_here, M1, NULL, &object));
    assert_null(object);
    assert_ok(wmi_mock_fail(world, "IWbemServices::GetObject", 1, WMI_MOCK_NULL_RESULT));
    assert_hr(E_UNEXPECTED, wmi_find(link_here, M1, &limited, &object));
    assert_ok(wmi_mock_fail(world, "IWbemCallResult::GetResultObject", 1, WMI_MOCK_NULL_RESULT));
    assert_hr(E_UNEXPECTED, wmi_find(link_here, M1, &limited, &object));
    assert_last_error(E_UNEXPECTED, "no object");
    assert_ok(wmi_mock_fail(world, "IWbemClassObject::SpawnInstance", 1, WMI_MOCK_NULL_RESULT));
    assert_hr(E_UNEXPECTED, wmi_new(link_here, "Machine", &object));
    assert_null(object);
    assert_ok(wmi_mock_fail(world, "IWbemClassObject::SpawnInstance", 1, WMI_MOCK_NULL_RESULT));
    assert_hr(E_UNEXPECTED, wmi_call(link_here, M1, "Add", NULL, 0, NULL, &object));
    object = (IWbemClassObject *)1;
    assert_ok(wmi_mock_fail(world, "IWbemServices::ExecMethod", 1, WMI_MOCK_NULL_RESULT));
    assert_ok(wmi_call(link_here, M1, "Add", NULL, 0, &limited, &object));
    assert_null(object);
}

/* --- Apartments ------------------------------------------------------------------------------------------------------------ */

typedef struct sta_run {
    const struct action *action;
    bool limited;
    HRESULT code;
    bool cleared;
} sta_run;

static void run_in_sta(void *argument)
{
    sta_run *self = argument;
    wmi_call_options options = options_with(self->limited ? LONG_TIME_MS : 0, NULL);
    wmi_connect_options connect = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    connect.locator = wmi_mock_locator(world);
    self->code = wmi_connect(&connect, &connection);
    if (WMI_SUCCEEDED(self->code))
        self->code = self->action->run(connection, &options, &self->cleared);
    wmi_disconnect(connection);
    CoUninitialize();
}

static void single_threaded_apartments_call_too(void **state)
{
    for (int limited = 0; limited < 2; limited++) {
        sta_run self = { *state, limited != 0, E_FAIL, false };

        assert_ok(put_as(link_here, WMI_PUT_CREATE_OR_UPDATE, NULL, NULL));
        test_thread_run(run_in_sta, &self);
        assert_hr(S_OK, self.code);
        assert_true(self.cleared);
    }
}

/* --- Security -------------------------------------------------------------------------------------------------------------- */

/* A call result is a proxy: without credentials of its own, the computer would refuse its calls. */
static void call_results_have_the_blanket(void **state)
{
    const struct action *action = *state;
    wmi_call_options limited = options_with(LONG_TIME_MS, NULL);
    wmi_connection *connection = calls_connect("db1");
    const wmi_mock_call *one;
    size_t asked = 0;
    bool cleared;

    assert_ok(action->run(connection, &limited, &cleared));
    for (size_t i = 0; (one = wmi_mock_call_at(world, i)) != NULL; i++) {
        if (strncmp(one->operation, "IWbemCallResult::", strlen("IWbemCallResult::")) != 0)
            continue;
        asked++;
        assert_string_equal(one->blanket, "authn=6 imp=3 caps=0x0 user=ada");
        assert_hr(S_OK, one->result);
    }
    assert_true(asked > 0);
    wmi_disconnect(connection);
}

/* Its IUnknown has one too: the connection sets two, and each call result two more. */
static void the_results_unknown_has_it_too(void **state)
{
    wmi_call_options limited = options_with(LONG_TIME_MS, NULL);
    wmi_connection *connection = calls_connect("db1");
    size_t before = wmi_mock_call_count(world, "CoSetProxyBlanket");
    bool cleared;

    (void)state;
    assert_ok(find(connection, &limited, &cleared));
    assert_int_equal(wmi_mock_call_count(world, "CoSetProxyBlanket"), before + 2);
    wmi_disconnect(connection);
}

static void a_blanket_that_fails_fails_the_call(void **state)
{
    wmi_call_options limited = options_with(LONG_TIME_MS, NULL);
    wmi_connection *connection = calls_connect("db1");
    bool cleared = false;

    (void)state;
    assert_ok(wmi_mock_fail(world, "CoSetProxyBlanket", 1, (HRESULT)0x80070005));
    assert_hr(0x80070005, find(connection, &limited, &cleared));
    assert_true(cleared);
    assert_string_equal(wmi_last_error()->operation, "CoSetProxyBlanket");
    wmi_disconnect(connection);
}

/* --- Success says nothing --------------------------------------------------------------------------------------------------- */

static void success_leaves_the_last_error(void **state)
{
    const struct action *action = *state;
    wmi_call_options limited = options_with(LONG_TIME_MS, NULL);
    bool cleared;

    assert_hr(E_POINTER, wmi_find(NULL, NULL, NULL, (IWbemClassObject *[]){ NULL }));
    assert_ok(action->run(link_here, NULL, &cleared));
    assert_ok(put_as(link_here, WMI_PUT_CREATE_OR_UPDATE, NULL, NULL));
    assert_ok(action->run(link_here, &limited, &cleared));
    assert_last_error(E_POINTER, "connection");
}

int main(void)
{
    static const struct {
        CMUnitTestFunction test;
    } of_each[] = {
        { unknown_sizes_are_refused },
        { a_plain_call_is_synchronous },
        { a_limited_call_is_semisynchronous },
        { contexts_go_along },
        { slow_servers_time_out },
        { a_trigger_before_prevents_the_call },
        { a_trigger_ends_the_wait },
        { nothing_is_held_behind_the_end },
        { codes_come_through },
        { single_threaded_apartments_call_too },
        { call_results_have_the_blanket },
        { success_leaves_the_last_error },
    };
    const struct CMUnitTest others[] = {
        CALLS_TEST(the_whole_call_has_one_deadline),
        CALLS_TEST(call_results_may_fail),
        CALLS_TEST(nothing_may_come_back),
        CALLS_TEST(the_results_unknown_has_it_too),
        CALLS_TEST(a_blanket_that_fails_fails_the_call),
    };
    struct CMUnitTest tests[COUNT_OF(actions) * COUNT_OF(of_each) + COUNT_OF(others)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(of_each); i++) {
        for (size_t j = 0; j < COUNT_OF(actions); j++)
            tests[count++] = CALLS_ROW(of_each[i].test, actions[j]);
    }
    for (size_t i = 0; i < COUNT_OF(others); i++)
        tests[count++] = others[i];
    return cmocka_run_group_tests_name("call", tests, NULL, NULL) == 0 ? 0 : 1;
}
