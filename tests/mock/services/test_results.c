/* SPDX-License-Identifier: MIT */
/* Semisynchronous calls, and the call results that tell how they ended. */
#include "support/mock_calls.h"

#include <stdio.h>
#include <stdlib.h>

#define GET_STATUS  "IWbemCallResult::GetCallStatus"
#define GET_OBJECT  "IWbemCallResult::GetResultObject"
#define NO_SUCH     ((HRESULT)WBEM_E_NOT_FOUND)
#define NOT_OF_THIS ((HRESULT)WBEM_E_INVALID_OPERATION)

static HRESULT ring(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    const HRESULT *code = user_data;

    (void)path;
    (void)in;
    if (out != NULL)
        assert_ok(house_set_number(out, u"ReturnValue", 5));
    return code == NULL ? S_OK : *code;
}

/* --- Calls of each kind --------------------------------------------------------------------------------------- */

/* What a call gives at once, beside what it returns. */
typedef struct given {
    IWbemClassObject *object;
    IWbemServices *services;
    IWbemCallResult *result;
} given;

typedef HRESULT call_function(const house *self, LONG flags, bool works, given *got);

static HRESULT call_get(const house *self, LONG flags, bool works, given *got)
{
    BSTR path = SysAllocString(works ? u"Door.Id=\"front\"" : u"Door.Id=\"side\"");
    HRESULT hr = IWbemServices_GetObject(self->services, path, flags, NULL, &got->object, &got->result);

    SysFreeString(path);
    return hr;
}

static HRESULT call_method(const house *self, LONG flags, bool works, given *got)
{
    const house_call call = { works ? u"Door.Id=\"front\"" : u"Door.Id=\"side\"", u"Idle", flags, NULL };

    assert_ok(wmi_mock_on_method(self->mock, "Door", "Idle", ring, NULL));
    return house_exec(self, &call, &got->object, &got->result);
}

static HRESULT call_open(const house *self, LONG flags, bool works, given *got)
{
    BSTR name = SysAllocString(works ? u"below" : u"nowhere");
    HRESULT hr;

    assert_ok(wmi_mock_load(self->mock, "root\\cimv2\\below", ""));
    hr = IWbemServices_OpenNamespace(self->services, name, flags, NULL, &got->services, &got->result);
    SysFreeString(name);
    return hr;
}

static HRESULT call_put(const house *self, LONG flags, bool works, given *got)
{
    IWbemClassObject *door = house_get(self, u"Door.Id=\"front\"");
    HRESULT hr;

    if (!works)
        assert_ok(house_set_text(door, u"Id", u"side"));
    hr = IWbemServices_PutInstance(self->services, door, flags | WBEM_FLAG_UPDATE_ONLY, NULL, &got->result);
    IWbemClassObject_Release(door);
    return hr;
}

static HRESULT call_put_class(const house *self, LONG flags, bool works, given *got)
{
    IWbemClassObject *loose = house_get(self, works ? u"Loose" : u"Door");
    HRESULT hr = IWbemServices_PutClass(self->services, loose, flags | (works ? 0 : WBEM_FLAG_CREATE_ONLY),
                                        NULL, &got->result);

    IWbemClassObject_Release(loose);
    return hr;
}

static HRESULT call_delete(const house *self, LONG flags, bool works, given *got)
{
    return house_delete(self, works ? u"Door.Id=\"front\"" : u"Door.Id=\"side\"", flags, &got->result);
}

static HRESULT call_delete_class(const house *self, LONG flags, bool works, given *got)
{
    return house_delete_class(self, works ? u"Loose" : u"Window", flags, &got->result);
}

typedef enum kind {
    NOTHING,
    OBJECT,
    STRING,
    SERVICES
} kind;

static const struct kind_case {
    const char *name;
    call_function *call;
    kind kind;
    HRESULT failure;
} kinds[] = {
    { "GetObject", call_get, OBJECT, NO_SUCH },
    { "ExecMethod", call_method, OBJECT, NO_SUCH },
    { "OpenNamespace", call_open, SERVICES, (HRESULT)WBEM_E_INVALID_NAMESPACE },
    { "PutInstance", call_put, STRING, NO_SUCH },
    { "PutClass", call_put_class, NOTHING, (HRESULT)WBEM_E_ALREADY_EXISTS },
    { "DeleteInstance", call_delete, NOTHING, NO_SUCH },
    { "DeleteClass", call_delete_class, NOTHING, (HRESULT)WBEM_E_INVALID_CLASS },
};

static HRESULT status_of(IWbemCallResult *result)
{
    LONG status = 0x55;

    assert_ok(IWbemCallResult_GetCallStatus(result, FOREVER, &status));
    return status;
}

/* Asks a call result for all that there could be: only what this call results in is there. */
static void check_result(IWbemCallResult *result, kind wanted, HRESULT failure)
{
    IWbemClassObject *object = (IWbemClassObject *)(void *)&object;
    IWbemServices *services = (IWbemServices *)(void *)&services;
    BSTR text = (BSTR)(void *)&text;

    assert_hr(failure != S_OK    ? failure
              : wanted == OBJECT ? S_OK
                                 : NOT_OF_THIS,
              IWbemCallResult_GetResultObject(result, 0, &object));
    assert_hr(failure != S_OK    ? failure
              : wanted == STRING ? S_OK
                                 : NOT_OF_THIS,
              IWbemCallResult_GetResultString(result, 0, &text));
    assert_hr(failure != S_OK      ? failure
              : wanted == SERVICES ? S_OK
                                   : NOT_OF_THIS,
              IWbemCallResult_GetResultServices(result, 0, &services));
    assert_int_equal(object != NULL, failure == S_OK && wanted == OBJECT);
    assert_int_equal(text != NULL, failure == S_OK && wanted == STRING);
    assert_int_equal(services != NULL, failure == S_OK && wanted == SERVICES);
    if (object != NULL)
        IWbemClassObject_Release(object);
    if (services != NULL)
        IWbemServices_Release(services);
    SysFreeString(text);
    assert_hr(failure, status_of(result));
}

static void release_now(const given *got)
{
    if (got->object != NULL)
        IWbemClassObject_Release(got->object);
    if (got->services != NULL)
        IWbemServices_Release(got->services);
    if (got->result != NULL)
        IWbemCallResult_Release(got->result);
}

static void answers_come_later(void **state)
{
    const struct kind_case *row = *state;
    house *self = house_open();
    given got = { (void *)&got, (void *)&got, NULL };

    assert_ok(row->call(self, LATER, true, &got));
    assert_non_null(got.result);
    assert_true(row->kind != OBJECT || got.object == NULL);
    assert_true(row->kind != SERVICES || got.services == NULL);
    check_result(got.result, row->kind, S_OK);
    IWbemCallResult_Release(got.result);
    house_close(self);
}

static void failures_come_later(void **state)
{
    const struct kind_case *row = *state;
    house *self = house_open();
    given got = { 0 };

    assert_ok(row->call(self, LATER, false, &got));
    check_result(got.result, row->kind, row->failure);
    release_now(&got);
    house_close(self);
}

/* Without the flag the answer is there at once, and a call result that was asked for tells it as well. */
static void answers_come_at_once(void **state)
{
    const struct kind_case *row = *state;
    house *self = house_open();
    given got = { 0 };

    assert_ok(row->call(self, 0, true, &got));
    assert_int_equal(got.object != NULL, row->kind == OBJECT);
    assert_int_equal(got.services != NULL, row->kind == SERVICES);
    check_result(got.result, row->kind, S_OK);
    release_now(&got);
    house_close(self);
}

static void failures_come_at_once(void **state)
{
    const struct kind_case *row = *state;
    house *self = house_open();
    given got = { NULL, NULL, (void *)&got };

    assert_hr(row->failure, row->call(self, 0, false, &got));
    assert_null(got.object);
    assert_null(got.services);
    assert_null(got.result);
    house_close(self);
}

/* --- Time -------------------------------------------------------------------------------------------------------- */

static IWbemCallResult *begin_ring(const house *self, HRESULT *code)
{
    const house_call call = { u"Door.Id=\"front\"", u"Idle", LATER, NULL };
    IWbemCallResult *result = NULL;

    assert_ok(wmi_mock_on_method(self->mock, "Door", "Idle", ring, code));
    assert_ok(house_exec(self, &call, NULL, &result));
    return result;
}

static void a_call_that_takes_its_time_times_out(void **state)
{
    const house *self = *state;
    IWbemCallResult *result = begin_ring(self, NULL);
    LONG status = 0x55;
    unsigned waits = 0;
    HRESULT hr;

    assert_ok(wmi_mock_delay(self->mock, GET_STATUS, 60));
    assert_hr(WBEM_S_TIMEDOUT, IWbemCallResult_GetCallStatus(result, 0, &status));
    do {
        hr = IWbemCallResult_GetCallStatus(result, 20, &status);
        waits++;
    } while (hr == (HRESULT)WBEM_S_TIMEDOUT && waits < 50);
    assert_ok(hr);
    assert_int_equal(status, S_OK);
    assert_in_range(waits, 2, 6);
    /* It is there now, and stays. */
    assert_ok(IWbemCallResult_GetCallStatus(result, 0, &status));
    IWbemCallResult_Release(result);
}

static void a_call_that_never_ends_is_woken(void **state)
{
    const house *self = *state;
    IWbemCallResult *result = begin_ring(self, NULL);
    IWbemClassObject *object = NULL;

    assert_ok(wmi_mock_delay(self->mock, GET_OBJECT, WMI_MOCK_HANG));
    assert_hr(WBEM_S_TIMEDOUT, IWbemCallResult_GetResultObject(result, 1, &object));
    assert_hr(WBEM_S_TIMEDOUT, IWbemCallResult_GetResultObject(result, 0, &object));
    assert_null(object);
    wmi_mock_wake(self->mock);
    assert_ok(IWbemCallResult_GetResultObject(result, 0, &object));
    assert_string_equal(house_text(object, "ReturnValue"), "5");
    IWbemClassObject_Release(object);
    IWbemCallResult_Release(result);
}

static void every_question_waits(void **state)
{
    const house *self = *state;
    IWbemCallResult *result = begin_ring(self, NULL);
    IWbemClassObject *object = NULL;
    IWbemServices *services = NULL;
    BSTR text = NULL;

    assert_ok(wmi_mock_delay(self->mock, NULL, WMI_MOCK_HANG));
    assert_hr(WBEM_S_TIMEDOUT, IWbemCallResult_GetResultObject(result, 0, &object));
    assert_hr(WBEM_S_TIMEDOUT, IWbemCallResult_GetResultString(result, 0, &text));
    assert_hr(WBEM_S_TIMEDOUT, IWbemCallResult_GetResultServices(result, 0, &services));
    wmi_mock_wake(self->mock);
    IWbemCallResult_Release(result);
}

/* --- The proxy ----------------------------------------------------------------------------------------------------- */

static void a_call_result_is_a_proxy(void **state)
{
    const house *self = *state;
    IWbemCallResult *result = begin_ring(self, NULL);
    IUnknown *copy = NULL;
    LONG status = 0x55;
    void *other = &other;

    assert_ok(world_secure(result, RPC_C_AUTHN_LEVEL_PKT_PRIVACY, NULL));
    assert_hr(S_OK, status_of(result));
    assert_string_equal(house_last(self, GET_STATUS)->blanket, "authn=6 imp=3 caps=0x0 user=(current)");
    assert_string_equal(house_last(self, GET_STATUS)->arguments, "lTimeout=0xFFFFFFFF");
    assert_ok(CoCopyProxy((IUnknown *)result, &copy));
    assert_ok(IWbemCallResult_GetCallStatus((IWbemCallResult *)copy, 0, &status));
    assert_int_equal(status, S_OK);
    assert_hr(E_NOINTERFACE, IWbemCallResult_QueryInterface(result, &IID_IWbemServices, &other));
    assert_null(other);
    IUnknown_Release(copy);
    IWbemCallResult_Release(result);
}

static void another_computers_call_result_needs_a_blanket(void **state)
{
    wmi_mock *mock = ((house *)*state)->mock;
    const world_login login = { .resource = u"\\\\far\\root\\cimv2" };
    house remote = { mock, NULL };
    IWbemCallResult *result = NULL;
    LONG status = 0x55;

    assert_ok(wmi_mock_add_host(mock, "far", NULL));
    assert_ok(world_connect(mock, &login, &remote.services));
    assert_ok(world_secure(remote.services, RPC_C_AUTHN_LEVEL_PKT_PRIVACY, NULL));
    result = begin_ring(&remote, NULL);
    assert_hr(E_ACCESSDENIED, IWbemCallResult_GetCallStatus(result, FOREVER, &status));
    assert_ok(world_secure(result, RPC_C_AUTHN_LEVEL_PKT_PRIVACY, NULL));
    assert_ok(IWbemCallResult_GetCallStatus(result, FOREVER, &status));
    assert_ok(wmi_mock_lose_host(mock, "far", RPC_UNAVAILABLE));
    assert_hr(RPC_UNAVAILABLE, IWbemCallResult_GetCallStatus(result, FOREVER, &status));
    IWbemCallResult_Release(result);
    IWbemServices_Release(remote.services);
}

static void arguments_are_judged(void **state)
{
    const house *self = *state;
    IWbemCallResult *result = begin_ring(self, NULL);
    LONG status = 0x55;

    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemCallResult_GetCallStatus(result, 0, NULL));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemCallResult_GetResultObject(result, 0, NULL));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemCallResult_GetResultString(result, 0, NULL));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemCallResult_GetResultServices(result, 0, NULL));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemCallResult_GetCallStatus(result, -2, &status));
    IWbemCallResult_Release(result);
}

static void faults_strike_the_questions(void **state)
{
    const house *self = *state;
    IWbemCallResult *result = begin_ring(self, NULL);
    IWbemClassObject *object = (IWbemClassObject *)(void *)&object;

    assert_ok(wmi_mock_fail(self->mock, GET_OBJECT, 1, (HRESULT)WBEM_E_TRANSPORT_FAILURE));
    assert_hr(WBEM_E_TRANSPORT_FAILURE, IWbemCallResult_GetResultObject(result, 0, &object));
    assert_null(object);
    assert_ok(IWbemCallResult_GetResultObject(result, 0, &object));
    IWbemClassObject_Release(object);
    IWbemCallResult_Release(result);
}

/* Each question gives an object of its own. */
static void objects_are_copies(void **state)
{
    const house *self = *state;
    IWbemCallResult *result = begin_ring(self, NULL);
    IWbemClassObject *one = NULL;
    IWbemClassObject *other = NULL;

    assert_ok(IWbemCallResult_GetResultObject(result, 0, &one));
    assert_ok(house_set_number(one, u"ReturnValue", 6));
    assert_ok(IWbemCallResult_GetResultObject(result, 0, &other));
    assert_string_equal(house_text(other, "ReturnValue"), "5");
    IWbemClassObject_Release(one);
    IWbemClassObject_Release(other);
    IWbemCallResult_Release(result);
}

static void a_handlers_failure_is_the_status(void **state)
{
    const house *self = *state;
    HRESULT code = (HRESULT)WBEM_E_ACCESS_DENIED;
    IWbemCallResult *result = begin_ring(self, &code);

    check_result(result, OBJECT, code);
    IWbemCallResult_Release(result);
}

/* Nobody has to look. */
static void a_result_may_be_left_out(void **state)
{
    const house *self = *state;
    IWbemClassObject *door = house_get(self, u"Door.Id=\"front\"");

    assert_ok(house_set_text(door, u"Note", u"ash"));
    assert_ok(IWbemServices_PutInstance(self->services, door, LATER, NULL, NULL));
    assert_string_equal(house_stored(self, u"Door.Id=\"front\"", "Note"), "ash");
    IWbemClassObject_Release(door);
    assert_ok(house_delete(self, u"Door.Id=\"front\"", LATER, NULL));
    assert_hr(NO_SUCH, world_get(self->services, u"Door.Id=\"front\"", &door));
}

int main(void)
{
    static const struct CMUnitTest plain[] = {
        HOUSE_TEST(a_call_that_takes_its_time_times_out),
        HOUSE_TEST(a_call_that_never_ends_is_woken),
        HOUSE_TEST(every_question_waits),
        HOUSE_TEST(a_call_result_is_a_proxy),
        HOUSE_TEST(another_computers_call_result_needs_a_blanket),
        HOUSE_TEST(arguments_are_judged),
        HOUSE_TEST(faults_strike_the_questions),
        HOUSE_TEST(objects_are_copies),
        HOUSE_TEST(a_handlers_failure_is_the_status),
        HOUSE_TEST(a_result_may_be_left_out),
    };
    static struct CMUnitTest tests[64];
    size_t count = 0;

    WORLD_ADD(tests, count, plain);
    WORLD_ADD_ROWS(tests, count, kinds, answers_come_later);
    WORLD_ADD_ROWS(tests, count, kinds, failures_come_later);
    WORLD_ADD_ROWS(tests, count, kinds, answers_come_at_once);
    WORLD_ADD_ROWS(tests, count, kinds, failures_come_at_once);
    return _cmocka_run_group_tests("mock_results", tests, count, world_group_setup, world_group_teardown);
}
