/* SPDX-License-Identifier: MIT */
/* How long calls wait: an operation's delay and a computer's, hangs and freezes, and the limits of the calls. */
#include "os/os.h"
#include "support/mock_world.h"
#include "support/threads.h"

#include <stdio.h>

#define NEXT     "IEnumWbemClassObject::Next"
#define HANG     WMI_MOCK_HANG
#define FREEZE   WMI_MOCK_FREEZE
#define DELAY    40
#define SHORT    10 /* a limit that is over before DELAY is */
#define PAUSE    40 /* so long is a call watched that hangs */
#define AT_ONCE  10000
#define NOT_THIS ((HRESULT)WBEM_E_INVALID_OPERATION)

/* --- Calls on threads ------------------------------------------------------------------------------------------ */

typedef struct caller caller;
typedef HRESULT call_function(caller *self);

/* A client of this computer, and the call that it makes on a thread. */
struct caller {
    wmi_mock *mock;
    IWbemServices *services;
    IEnumWbemClassObject *rows;
    IWbemCallResult *result;

    call_function *call;
    LONG limit;
    HRESULT code;
    uint64_t took_ms;
    test_thread *thread;
    test_event *done;
};

static HRESULT call_next(caller *self)
{
    ULONG got;

    return world_next(self->rows, self->limit, 1, &got);
}

static HRESULT call_status(caller *self)
{
    LONG status;

    return IWbemCallResult_GetCallStatus(self->result, self->limit, &status);
}

static HRESULT call_result_object(caller *self)
{
    IWbemClassObject *object = NULL;
    HRESULT hr = IWbemCallResult_GetResultObject(self->result, self->limit, &object);

    if (object != NULL)
        IWbemClassObject_Release(object);
    return hr;
}

static HRESULT call_result_string(caller *self)
{
    BSTR text = NULL;

    return IWbemCallResult_GetResultString(self->result, self->limit, &text);
}

static HRESULT call_result_services(caller *self)
{
    IWbemServices *services = NULL;

    return IWbemCallResult_GetResultServices(self->result, self->limit, &services);
}

static HRESULT call_connect(caller *self)
{
    static const world_login cimv2 = { .resource = u"root\\cimv2" };
    IWbemServices *services = NULL;
    HRESULT hr = world_connect(self->mock, &cimv2, &services);

    if (services != NULL) {
        wmi_mock_wake(self->mock); /* what it got is released without a delay */
        IWbemServices_Release(services);
    }
    return hr;
}

static HRESULT call_get(caller *self)
{
    IWbemClassObject *object = NULL;
    HRESULT hr = world_get(self->services, u"Test_Disk", &object);

    if (object != NULL)
        IWbemClassObject_Release(object);
    return hr;
}

static HRESULT call_query(caller *self)
{
    IEnumWbemClassObject *rows = NULL;
    HRESULT hr = world_query(self->services, ALL_DISKS, SEMISYNCHRONOUS, &rows);

    if (rows != NULL) {
        wmi_mock_wake(self->mock);
        IEnumWbemClassObject_Release(rows);
    }
    return hr;
}

static HRESULT call_reset(caller *self)
{
    return IEnumWbemClassObject_Reset(self->rows);
}

static HRESULT call_skip(caller *self)
{
    return IEnumWbemClassObject_Skip(self->rows, self->limit, 1);
}

static void call_on_thread(void *argument)
{
    caller *self = argument;
    uint64_t begin = wmi__clock_ms();

    self->code = self->call(self);
    self->took_ms = wmi__clock_ms() - begin;
    test_event_set(self->done);
}

static void caller_open(caller *self, wmi_mock *mock)
{
    BSTR path = SysAllocString(u"Test_Disk");

    *self = (caller){ .mock = mock, .services = world_open(mock, u"root\\cimv2"), .limit = FOREVER };
    assert_ok(world_query(self->services, ALL_DISKS, WBEM_FLAG_RETURN_IMMEDIATELY, &self->rows));
    assert_ok(IWbemServices_GetObject(self->services, path, WBEM_FLAG_RETURN_IMMEDIATELY, NULL, NULL,
                                      &self->result));
    SysFreeString(path);
}

static void caller_close(caller *self)
{
    wmi_mock_wake(self->mock);
    IWbemCallResult_Release(self->result);
    IEnumWbemClassObject_Release(self->rows);
    IWbemServices_Release(self->services);
}

static void caller_start(caller *self, call_function *call)
{
    self->call = call;
    self->done = test_event_create();
    self->thread = test_thread_start(call_on_thread, self);
}

/* Whether the call returns within a time. */
static bool caller_returns(const caller *self, uint32_t milliseconds)
{
    return test_event_wait_for(self->done, milliseconds);
}

static HRESULT caller_join(caller *self)
{
    test_thread_join(self->thread);
    test_event_free(self->done);
    return self->code;
}

/* Makes a call that hangs until the mock is woken; what it then returns. */
static HRESULT hanging_call(caller *self, call_function *call)
{
    bool has_hung;

    caller_start(self, call);
    has_hung = !caller_returns(self, PAUSE);
    wmi_mock_wake(self->mock);
    assert_true(caller_returns(self, AT_ONCE));
    caller_join(self);
    assert_true(has_hung);
    return self->code;
}

/* --- Each operation, each delay, each limit ---------------------------------------------------------------------- */

static const struct operation {
    const char *name;
    call_function *call;
    bool has_limit;
    HRESULT code; /* once it is carried out */
} operations[] = {
    { NEXT, call_next, true, S_OK },
    { "IWbemCallResult::GetCallStatus", call_status, true, S_OK },
    { "IWbemCallResult::GetResultObject", call_result_object, true, S_OK },
    { "IWbemCallResult::GetResultString", call_result_string, true, NOT_THIS },
    { "IWbemCallResult::GetResultServices", call_result_services, true, NOT_THIS },
    { "IWbemLocator::ConnectServer", call_connect, false, S_OK },
    { "IWbemServices::GetObject", call_get, false, S_OK },
    { "IWbemServices::ExecQuery", call_query, false, S_OK },
    { "IEnumWbemClassObject::Reset", call_reset, false, S_OK },
    { "IEnumWbemClassObject::Skip", call_skip, false, S_OK },
};

typedef enum ending {
    COMES,     /* after the delay */
    TIMES_OUT, /* after the limit */
    HANGS,     /* until wmi_mock_wake */
} ending;

static const struct wait_case {
    const char *name;
    uint32_t delay;
    LONG limit;
    ending of_operation; /* when the delay is the operation's, and the limit means something to it */
    ending of_host;      /* when the delay is the computer's, or the operation has no limit */
} waits[] = {
    { "delay, no wait", DELAY, WBEM_NO_WAIT, TIMES_OUT, COMES },
    { "delay, limit", DELAY, SHORT, TIMES_OUT, COMES },
    { "delay, no limit", DELAY, FOREVER, COMES, COMES },
    { "hang, no wait", HANG, WBEM_NO_WAIT, TIMES_OUT, HANGS },
    { "hang, limit", HANG, SHORT, TIMES_OUT, HANGS },
    { "hang, no limit", HANG, FOREVER, HANGS, HANGS },
    { "freeze, no wait", FREEZE, WBEM_NO_WAIT, HANGS, HANGS },
    { "freeze, limit", FREEZE, SHORT, HANGS, HANGS },
    { "freeze, no limit", FREEZE, FOREVER, HANGS, HANGS },
};

static void set_host_delay(wmi_mock *mock, uint32_t milliseconds)
{
    wmi_mock_host host = WMI_MOCK_HOST_INIT;

    host.connect_delay_ms = milliseconds;
    host.call_delay_ms = milliseconds;
    assert_ok(wmi_mock_add_host(mock, NULL, &host));
}

typedef struct row {
    const char *name; /* text */
    const struct operation *operation;
    const struct wait_case *wait;
    bool of_host;
    char text[96];
} row;

static void calls_wait(void **state)
{
    const row *self = *state;
    const struct wait_case *wait = self->wait;
    bool has_limit = !self->of_host && self->operation->has_limit;
    ending wanted = has_limit ? wait->of_operation : wait->of_host;
    wmi_mock *mock = world_create();
    caller client;

    caller_open(&client, mock);
    client.limit = wait->limit;
    if (self->of_host)
        set_host_delay(mock, wait->delay);
    else
        assert_ok(wmi_mock_delay(mock, self->operation->name, wait->delay));
    if (wanted == HANGS) {
        assert_hr(self->operation->code, hanging_call(&client, self->operation->call));
    } else {
        caller_start(&client, self->operation->call);
        if (!caller_returns(&client, AT_ONCE))
            wmi_mock_wake(mock);
        assert_hr(wanted == COMES ? self->operation->code : (HRESULT)WBEM_S_TIMEDOUT, caller_join(&client));
        assert_true(client.took_ms >= (uint64_t)(wanted == COMES ? DELAY : wait->limit));
        assert_true(client.took_ms < AT_ONCE);
    }
    caller_close(&client);
    world_destroy(mock);
}

static size_t make_rows(row *rows)
{
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(operations); i++) {
        for (size_t j = 0; j < COUNT_OF(waits); j++) {
            if (!operations[i].has_limit && waits[j].limit != FOREVER)
                continue;
            for (int of_host = 0; of_host < 2; of_host++) {
                row *made = &rows[count++];

                snprintf(made->text, sizeof made->text, "%s: %s%s", operations[i].name,
                         of_host ? "computer's " : "", waits[j].name);
                made->name = made->text;
                made->operation = &operations[i];
                made->wait = &waits[j];
                made->of_host = of_host == 1;
            }
        }
    }
    return count;
}

/* --- Which delay counts ------------------------------------------------------------------------------------------- */

/* A computer that is frozen does not look at limits, whatever else is set. */
static void a_freeze_is_the_longest_delay(void **state)
{
    caller client;

    caller_open(&client, *state);
    client.limit = SHORT;
    assert_ok(wmi_mock_delay(*state, NULL, FREEZE));
    assert_ok(wmi_mock_delay(*state, NEXT, HANG));
    assert_ok(hanging_call(&client, call_next));
    assert_ok(wmi_mock_delay(*state, NEXT, FREEZE));
    assert_ok(wmi_mock_delay(*state, NULL, HANG));
    assert_ok(hanging_call(&client, call_next));
    assert_ok(wmi_mock_delay(*state, NEXT, FREEZE));
    set_host_delay(*state, 1);
    assert_ok(hanging_call(&client, call_next));
    caller_close(&client);
}

static HRESULT call_next_wrongly(caller *self)
{
    return IEnumWbemClassObject_Next(self->rows, self->limit, 1, NULL, NULL);
}

/* Also where there is nothing to be waited for. */
static void a_frozen_computer_answers_nothing(void **state)
{
    caller client;
    ULONG got;

    caller_open(&client, *state);
    client.limit = WBEM_NO_WAIT;
    assert_ok(wmi_mock_delay(*state, NEXT, FREEZE));
    assert_hr(WBEM_E_INVALID_PARAMETER, hanging_call(&client, call_next_wrongly));
    assert_hr(WBEM_S_FALSE, world_next(client.rows, FOREVER, 4, &got));
    assert_ok(wmi_mock_delay(*state, NEXT, HANG));
    assert_hr(WBEM_S_FALSE, world_next(client.rows, WBEM_NO_WAIT, 1, &got));
    assert_ok(wmi_mock_delay(*state, NEXT, FREEZE));
    assert_hr(WBEM_S_FALSE, hanging_call(&client, call_next));
    caller_close(&client);
}

static HRESULT call_next_3(caller *self)
{
    ULONG got;

    return world_next(self->rows, self->limit, 3, &got);
}

/* In the middle of a call: the row that comes next is not waited for as long as the limit, but until the wake. */
static void a_computer_freezes_during_a_call(void **state)
{
    caller client;
    bool has_returned;

    caller_open(&client, *state);
    client.limit = 400;
    assert_ok(wmi_mock_delay(*state, NEXT, 150));
    caller_start(&client, call_next_3);
    assert_false(caller_returns(&client, 50));
    assert_ok(wmi_mock_delay(*state, NEXT, FREEZE));
    has_returned = caller_returns(&client, 600);
    wmi_mock_wake(*state);
    assert_ok(caller_join(&client));
    assert_false(has_returned);
    caller_close(&client);
}

/* --- Waking --------------------------------------------------------------------------------------------------------- */

static void a_wake_is_not_kept_for_later(void **state)
{
    static const uint32_t delays[] = { HANG, FREEZE };
    caller client;

    caller_open(&client, *state);
    for (size_t i = 0; i < COUNT_OF(delays); i++) {
        wmi_mock_wake(*state);
        wmi_mock_wake(*state);
        assert_ok(wmi_mock_delay(*state, "IWbemServices::GetObject", delays[i]));
        assert_ok(hanging_call(&client, call_get));
        assert_ok(wmi_mock_delay(*state, NEXT, delays[i]));
        assert_ok(hanging_call(&client, call_next));
        set_host_delay(*state, delays[i]);
        assert_ok(hanging_call(&client, call_reset));
        set_host_delay(*state, delays[i]);
        assert_ok(hanging_call(&client, call_connect));
    }
    caller_close(&client);
}

/* The wake ends the wait, even if the delay is set anew before the call looks again. */
static void a_woken_row_comes(void **state)
{
    caller client;

    caller_open(&client, *state);
    client.limit = AT_ONCE;
    assert_ok(wmi_mock_delay(*state, NEXT, HANG));
    caller_start(&client, call_next);
    assert_false(caller_returns(&client, PAUSE));
    wmi_mock_wake(*state);
    assert_ok(wmi_mock_delay(*state, NEXT, HANG));
    assert_ok(caller_join(&client));
    assert_true(client.took_ms < AT_ONCE);
    caller_close(&client);
}

static void a_computers_delay_changes_for_its_proxies(void **state)
{
    caller client;

    caller_open(&client, *state);
    set_host_delay(*state, FREEZE);
    assert_ok(hanging_call(&client, call_get));
    set_host_delay(*state, DELAY);
    caller_start(&client, call_get);
    assert_ok(caller_join(&client));
    assert_true(client.took_ms >= DELAY);
    set_host_delay(*state, HANG);
    assert_ok(hanging_call(&client, call_next));
    set_host_delay(*state, HANG);
    set_host_delay(*state, 0);
    caller_start(&client, call_next);
    assert_true(caller_returns(&client, AT_ONCE));
    assert_ok(caller_join(&client));
    caller_close(&client);
}

/* The caller of ConnectServer holds no object that would keep the mock alive meanwhile. */
static void destroying_wakes_what_is_frozen(void **state)
{
    caller client = { .mock = world_create(), .limit = FOREVER };

    (void)state;
    assert_ok(wmi_mock_fail(client.mock, "IWbemLocator::ConnectServer", 0, (HRESULT)WBEM_E_SERVER_TOO_BUSY));
    assert_ok(wmi_mock_delay(client.mock, NULL, FREEZE));
    caller_start(&client, call_connect);
    assert_false(caller_returns(&client, PAUSE));
    assert_int_equal(wmi_mock_destroy(client.mock), 0);
    assert_hr(WBEM_E_SERVER_TOO_BUSY, caller_join(&client));
}

static const struct CMUnitTest single_tests[] = {
    WORLD_TEST(a_freeze_is_the_longest_delay),
    WORLD_TEST(a_frozen_computer_answers_nothing),
    WORLD_TEST(a_computer_freezes_during_a_call),
    WORLD_TEST(a_wake_is_not_kept_for_later),
    WORLD_TEST(a_woken_row_comes),
    WORLD_TEST(a_computers_delay_changes_for_its_proxies),
    WORLD_TEST(destroying_wakes_what_is_frozen),
};

int main(void)
{
    static struct CMUnitTest tests[256];
    static row rows[2 * COUNT_OF(operations) * COUNT_OF(waits)];
    size_t count = 0;

    WORLD_ADD(tests, count, single_tests);
    world_add_rows(tests, COUNT_OF(tests), &count, rows, make_rows(rows), sizeof rows[0], calls_wait);
    return _cmocka_run_group_tests("test_mock_delays", tests, count, world_group_setup, world_group_teardown);
}
