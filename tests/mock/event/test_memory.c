/* SPDX-License-Identifier: MIT */
/*
 * Subscriptions when memory runs out: the n-th allocation fails, for n = 1, 2, 3, … until none does. Each time the call
 * says so, or the subscription ends with E_OUTOFMEMORY, and nothing is left.
 */
#include "support/event_world.h"
#include "support/faults.h"

typedef struct scene {
    wmi_mock *mock;
    IWbemServices *services;
    BSTR language, query;
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
    if (FAILED(hr))
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

static const struct memory_case {
    const char *name;
    const OLECHAR *query;
} cases[] = {
    { "an extrinsic event fails cleanly", u"SELECT Text FROM Test_Event WHERE Text = 'a' OR Number > 5" },
    { "polling fails cleanly",
      u"SELECT * FROM __InstanceOperationEvent WITHIN 1000 WHERE TargetInstance ISA 'Test_Loose'" },
    { "any event fails cleanly", u"SELECT * FROM __Event WITHIN 1000" },
    { "a group fails cleanly",
      u"SELECT * FROM Test_Event GROUP WITHIN 1000 BY Text, Number HAVING NumberOfEvents > 0" },
};

static void it_fails_cleanly(void **state)
{
    const struct memory_case *row = *state;
    scene self = { event_world_create(), NULL, SysAllocString(u"WQL"), SysAllocString(row->query) };

    wmi_mock_keep_journal(self.mock, false);
    self.services = world_open(self.mock, u"root\\cimv2");
    assert_ok(subscribe_and_read(&self));
    assert_true(faults_sweep(subscribe_and_read, &self) >= 20);
    IWbemServices_Release(self.services);
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
