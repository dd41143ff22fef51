/* SPDX-License-Identifier: MIT */
/* A client as they are written, unchanged, on the mock: see wild_client.c. */
#include "mock/wild_client.h"
#include "support/mock_world.h"

static const char system_mof[] =
    "class Win32_OperatingSystem { [key] string Name; string Caption; };\n"
    "instance of Win32_OperatingSystem { Name = \"mock\"; Caption = \"Mock Windows\"; };\n";
static const char services_mof[] =
    "class Win32_Service { [key] string Name; string State; };\n"
    "instance of Win32_Service { Name = \"Dhcp\"; State = \"Running\"; };\n"
    "instance of Win32_Service { Name = \"Spooler\"; State = \"Stopped\"; };\n"
    "instance of Win32_Service { Name = \"Winmgmt\"; State = \"Running\"; };\n";

static int set_up(void **state)
{
    wmi_mock_host host = WMI_MOCK_HOST_INIT;
    wmi_mock *mock = NULL;

    assert_ok(wmi_mock_create(&mock));
    assert_ok(wmi_mock_load(mock, NULL, system_mof));
    host.user = "ada";
    host.domain = "CORP";
    host.password = "secret";
    assert_ok(wmi_mock_add_host(mock, "db1", &host));
    assert_ok(wmi_mock_load(mock, "\\\\db1\\root\\cimv2", services_mof));
    assert_ok(wmi_mock_install(mock));
    *state = mock;
    return 0;
}

static bool is_mock_windows(const OLECHAR *caption)
{
    static const OLECHAR expected[] = u"Mock Windows";

    return memcmp(caption, expected, sizeof expected) == 0;
}

static void it_runs_on_the_mock(void **state)
{
    wild_report report = { 0 };

    wild_client(&report);
    assert_ok(report.of_window);
    assert_hr(WBEM_S_FALSE, report.of_worker);
    assert_true(is_mock_windows(report.caption));
    assert_int_equal(report.running, 2);
    assert_int_equal(wmi_mock_call_count(*state, "CoCreateInstance"), 2);
    assert_int_equal(wmi_mock_call_count(*state, "IWbemLocator::ConnectServer"), 2);
    assert_int_equal(wmi_mock_live_objects(*state), 0);
}

/* Its COM ends with it: the next run begins as the first. */
static void it_runs_twice(void **state)
{
    wild_report report = { 0 };

    it_runs_on_the_mock(state);
    wild_client(&report);
    assert_ok(report.of_window);
    assert_hr(WBEM_S_FALSE, report.of_worker);
}

/* One call after the other fails: the client reports it, and leaks nothing. */
static void it_survives_every_failure(void **state)
{
    size_t failures = 0;

    for (unsigned nth = 1; nth <= 30; nth++) {
        wild_report report = { 0 };

        assert_ok(wmi_mock_fail(*state, NULL, nth, RPC_UNAVAILABLE));
        wild_client(&report);
        failures += report.of_window == RPC_UNAVAILABLE || report.of_worker == RPC_UNAVAILABLE;
        assert_int_equal(wmi_mock_live_objects(*state), 0);
    }
    assert_in_range(failures, 10, 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_runs_on_the_mock, set_up, world_teardown),
        cmocka_unit_test_setup_teardown(it_runs_twice, set_up, world_teardown),
        cmocka_unit_test_setup_teardown(it_survives_every_failure, set_up, world_teardown),
    };

    return cmocka_run_group_tests_name("test_mock_wild", tests, NULL, NULL);
}
