/* SPDX-License-Identifier: MIT */
/* samples/raw_disks.c, a program in raw COM that knows nothing of the mock, against the mock. */
#include "support/mock_world.h"

int list_disks(void); /* of samples/raw_disks.c */

static const char disks[] =
    "class Win32_LogicalDisk { [key] string DeviceID; uint64 Size; };\n"
    "instance of Win32_LogicalDisk { DeviceID = \"C:\"; Size = 18446744073709551615; };\n"
    "instance of Win32_LogicalDisk { DeviceID = \"D:\"; Size = 1000; };\n"
    "instance of Win32_LogicalDisk { DeviceID = \"E:\"; };\n";

static int setup(void **state)
{
    wmi_mock *mock = NULL;

    assert_ok(wmi_mock_create(&mock));
    assert_ok(wmi_mock_load(mock, NULL, disks));
    assert_ok(wmi_mock_install(mock));
    *state = mock;
    return 0;
}

static void it_lists_the_disks_of_a_mof_text(void **state)
{
    assert_int_equal(list_disks(), 3);
    assert_int_equal(wmi_mock_call_count(*state, "IWbemServices::ExecQuery"), 1);
    assert_int_equal(wmi_mock_live_objects(*state), 0);
}

/* Whatever fails, the program reports it and leaves nothing behind. */
static void it_leaves_nothing_behind_when_calls_fail(void **state)
{
    unsigned failures = 0;

    for (unsigned nth = 1; nth < 100; nth++) {
        int count;

        assert_ok(wmi_mock_fail(*state, NULL, nth, RPC_UNAVAILABLE));
        count = list_disks();
        assert_int_equal(wmi_mock_live_objects(*state), 0);
        assert_in_range(count + 1, 0, 4);
        failures += count < 0;
    }
    assert_int_equal(failures, 9); /* creating, connecting, two blankets, the query, four times Next */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_lists_the_disks_of_a_mof_text, setup, world_teardown),
        cmocka_unit_test_setup_teardown(it_leaves_nothing_behind_when_calls_fail, setup, world_teardown),
    };

    return cmocka_run_group_tests_name("test_raw_disks", tests, NULL, NULL);
}
