/* SPDX-License-Identifier: MIT */
/*
 * What single calls come back with: the codes of their failures, the call results that they wait for, and what those
 * need of apartments and of security. The clock is looked at only for upper bounds, generous ones.
 */
#include "support/calls_actions.h"
#include "support/threads.h"

/* --- Failures ------------------------------------------------------------------------------------------------------------ */

static void codes_come_through(void **state)
{
    static const HRESULT codes[] = { (HRESULT)WBEM_E_ACCESS_DENIED, (HRESULT)0x800706BA,
                                     (HRESULT)0x8007ABCD };
    const struct action *action = *state;
    wmi_call_options limited = options_with(LONG_TIME_MS, NULL);
    unsigned nth = action->run == action_find ? 1 : 0;

    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        assert_ok(wmi_mock_fail(world, action->operation, nth, codes[i]));
        assert_call_ends(action, NULL, codes[i]);
        assert_ok(wmi_mock_fail(world, action->operation, nth, codes[i]));
        assert_call_ends(action, &limited, codes[i]);
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

        assert_ok(action_put_as(link_here, WMI_PUT_CREATE_OR_UPDATE, NULL, NULL));
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
    assert_ok(action_find(connection, &limited, &cleared));
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
    assert_hr(0x80070005, action_find(connection, &limited, &cleared));
    assert_true(cleared);
    assert_string_equal(wmi_last_error()->operation, "CoSetProxyBlanket");
    wmi_disconnect(connection);
}

int main(void)
{
    const CMUnitTestFunction of_each[] = {
        codes_come_through,
        single_threaded_apartments_call_too,
        call_results_have_the_blanket,
    };
    const struct CMUnitTest others[] = {
        CALLS_TEST(call_results_may_fail),
        CALLS_TEST(nothing_may_come_back),
        CALLS_TEST(the_results_unknown_has_it_too),
        CALLS_TEST(a_blanket_that_fails_fails_the_call),
    };
    struct CMUnitTest tests[ACTIONS * COUNT_OF(of_each) + COUNT_OF(others)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(of_each); i++)
        count = actions_add(tests, count, of_each[i]);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        tests[count++] = others[i];
    return cmocka_run_group_tests_name("call_results", tests, NULL, NULL) == 0 ? 0 : 1;
}
