/* SPDX-License-Identifier: MIT */
/*
 * Subscriptions when memory runs out: the n-th allocation fails, for n = 1, 2, 3, … until none does. Each time the call
 * says so, or the subscription ends with E_OUTOFMEMORY, and nothing is left.
 */
#include "support/event_world.h"
#include "support/faults.h"

#include <stdlib.h>

#define LONG_ENOUGH 2000000 /* to fill a queue */

typedef struct scene {
    wmi_mock *mock;
    IWbemServices *services;
    BSTR language, query, overflows;
    char *long_event;
} scene;

/* What Next says when all of the events that are due were read. */
static HRESULT read_all(IEnumWbemClassObject *events)
{
    HRESULT hr = S_OK;
    ULONG got = 0;

    while (hr == S_OK)
        hr = world_next(events, 0, 1, &got);
    return hr == WBEM_S_TIMEDOUT ? S_OK : hr;
}

static HRESULT subscribe_and_read(void *context)
{
    const scene *self = context;
    IEnumWbemClassObject *events = NULL;
    HRESULT hr = IWbemServices_ExecNotificationQuery(self->services, self->language, self->query,
                                                     SEMISYNCHRONOUS, NULL, &events);

    assert_int_equal(events != NULL, hr == S_OK);
    if (events == NULL)
        return hr;
    hr = wmi_mock_raise(self->mock, NULL, "instance of Test_Event { Text = \"a\"; };");
    if (SUCCEEDED(hr))
        hr = wmi_mock_load(self->mock, NULL, "instance of Test_Loose { Text = \"again\"; };");
    if (SUCCEEDED(hr))
        hr = wmi_mock_poll(self->mock);
    if (SUCCEEDED(hr))
        hr = read_all(events);
    IEnumWbemClassObject_Release(events);
    return hr;
}

/* A first event that fills the queue, another that is dropped, and who is told. */
static HRESULT overflow(void *context)
{
    const scene *self = context;
    IEnumWbemClassObject *told = NULL;
    HRESULT hr = IWbemServices_ExecNotificationQuery(self->services, self->language, self->overflows,
                                                     SEMISYNCHRONOUS, NULL, &told);
    IEnumWbemClassObject *slow = NULL;

    if (SUCCEEDED(hr))
        hr = IWbemServices_ExecNotificationQuery(self->services, self->language, self->query, SEMISYNCHRONOUS,
                                                 NULL, &slow);
    if (SUCCEEDED(hr))
        hr = wmi_mock_raise(self->mock, NULL, self->long_event);
    if (SUCCEEDED(hr))
        hr = wmi_mock_raise(self->mock, NULL, "instance of Test_Event { Text = \"b\"; };");
    if (SUCCEEDED(hr))
        hr = read_all(slow);
    if (SUCCEEDED(hr))
        hr = read_all(told);
    if (slow != NULL)
        IEnumWbemClassObject_Release(slow);
    if (told != NULL)
        IEnumWbemClassObject_Release(told);
    return hr;
}

static const struct memory_case {
    const char *name;
    const OLECHAR *query;
    HRESULT (*scenario)(void *context);
} cases[] = {
    { "an extrinsic event fails cleanly", u"SELECT Text FROM Test_Event WHERE Text = 'a' OR Number > 5",
      subscribe_and_read },
    { "polling fails cleanly",
      u"SELECT * FROM __InstanceOperationEvent WITHIN 1000 WHERE TargetInstance ISA 'Test_Loose'",
      subscribe_and_read },
    { "any event fails cleanly", u"SELECT * FROM __Event WITHIN 1000", subscribe_and_read },
    { "timers fail cleanly", u"SELECT * FROM __TimerEvent", subscribe_and_read },
    { "a full queue fails cleanly", u"SELECT * FROM Test_Event", overflow },
    { "a group fails cleanly",
      u"SELECT * FROM Test_Event GROUP WITHIN 1000 BY Text, Number HAVING NumberOfEvents > 0",
      subscribe_and_read },
};

static void it_fails_cleanly(void **state)
{
    const struct memory_case *row = *state;
    scene self = { event_world_create(),
                   NULL,
                   SysAllocString(u"WQL"),
                   SysAllocString(row->query),
                   SysAllocString(u"SELECT * FROM __EventQueueOverflowEvent"),
                   calloc(1, LONG_ENOUGH + 100) };
    OLECHAR user[] = u"ada";
    COAUTHIDENTITY identity = world_identity(user, NULL, NULL);

    assert_non_null(self.long_event);
    strcpy(self.long_event, "instance of Test_Event { Text = \"");
    memset(self.long_event + strlen(self.long_event), 'x', LONG_ENOUGH);
    strcat(self.long_event, "\"; };");
    wmi_mock_keep_journal(self.mock, false);
    assert_ok(wmi_mock_load(
        self.mock, NULL,
        "instance of __IntervalTimerInstruction { TimerId = \"i\"; IntervalBetweenEvents = 1000000; };"
        "instance of __AbsoluteTimerInstruction { TimerId = \"a\"; EventDateTime = "
        "\"20010101000000.000000+000\"; };"));
    self.services = world_open(self.mock, u"root\\cimv2");
    assert_ok(
        world_secure(self.services, RPC_C_AUTHN_LEVEL_PKT, &identity)); /* a subscription keeps its user */
    assert_ok(row->scenario(&self));
    assert_true(faults_sweep(row->scenario, &self) >= 20);
    IWbemServices_Release(self.services);
    free(self.long_event);
    SysFreeString(self.overflows);
    SysFreeString(self.language);
    SysFreeString(self.query);
    world_destroy(self.mock);
}

int main(void)
{
    static struct CMUnitTest tests[COUNT_OF(cases)];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, cases, it_fails_cleanly);
    return _cmocka_run_group_tests("mock_event_memory", tests, count, world_group_setup,
                                   world_group_teardown);
}
