/* SPDX-License-Identifier: MIT */
/* What the mock does not do: it says so, writes the call down, and clears what would go out. */
#include "support/mock_world.h"

#define IN_VAIN ((HRESULT)WBEM_E_NOT_SUPPORTED)

static void no_sink_is_lent(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IWbemObjectSink *sink = (void *)&services;
    const wmi_mock_call *written;

    assert_hr(IN_VAIN, IWbemServices_QueryObjectSink(services, 0, &sink));
    assert_null(sink);
    written = wmi_mock_call_at(*state, wmi_mock_call_count(*state, NULL) - 1);
    assert_string_equal(written->operation, "IWbemServices::QueryObjectSink");
    assert_string_equal(written->arguments, "lFlags=0x0");
    assert_hr(IN_VAIN, written->result);
    IWbemServices_Release(services);
}

static void rows_come_to_no_sink(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *rows = NULL;
    const wmi_mock_call *written;

    assert_ok(world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    assert_hr(IN_VAIN, IEnumWbemClassObject_NextAsync(rows, 3, NULL));
    written = wmi_mock_call_at(*state, wmi_mock_call_count(*state, NULL) - 1);
    assert_string_equal(written->operation, "IEnumWbemClassObject::NextAsync");
    assert_string_equal(written->arguments, "uCount=0x3");
    assert_hr(IN_VAIN, written->result);
    assert_int_equal(world_drain(rows), 3); /* none is lost */
    IWbemServices_Release(services);
}

static void a_fault_comes_before_the_refusal(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IWbemObjectSink *sink = NULL;

    assert_ok(wmi_mock_fail(*state, "IWbemServices::QueryObjectSink", 1, RPC_UNAVAILABLE));
    assert_hr(RPC_UNAVAILABLE, IWbemServices_QueryObjectSink(services, 0, &sink));
    assert_hr(IN_VAIN, IWbemServices_QueryObjectSink(services, 0, &sink));
    IWbemServices_Release(services);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(no_sink_is_lent),
        WORLD_TEST(rows_come_to_no_sink),
        WORLD_TEST(a_fault_comes_before_the_refusal),
    };

    return cmocka_run_group_tests_name("mock_refused", tests, world_group_setup, world_group_teardown) == 0
               ? 0
               : 1;
}
