/* SPDX-License-Identifier: MIT */
/* wmi_watch: the query that it writes, what it refuses, and what the events tell. */
#include "support/calls_world.h"

#include <math.h>
#include <string.h>

#define SUBSCRIBE "IWbemServices::ExecNotificationQuery"
#define IN_TIME   15000u

static const char disks[] = "class Disk { [key] string Id; uint32 Free; };\n"
                            "instance of Disk { Id = \"C:\"; Free = 10; };\n";

static int begin(void **state)
{
    if (calls_begin(state) != 0)
        return -1;
    assert_ok(wmi_mock_load(world, NULL, disks));
    return 0;
}

#define EVENT_TEST(function) cmocka_unit_test_setup_teardown(function, begin, calls_end)

static const struct query_case {
    const char *name;
    uint32_t kinds;
    double within;
    const char *where;
    const char *wql;
} queries[] = {
    { "created", WMI_CREATED, 5, NULL,
      "SELECT * FROM __InstanceCreationEvent WITHIN 5 WHERE TargetInstance ISA 'Disk'" },
    { "deleted", WMI_DELETED, 0.5, NULL,
      "SELECT * FROM __InstanceDeletionEvent WITHIN 0.5 WHERE TargetInstance ISA 'Disk'" },
    { "modified, with a condition", WMI_MODIFIED, 1.25,
      "TargetInstance.Free < 5 OR PreviousInstance.Free < 5",
      "SELECT * FROM __InstanceModificationEvent WITHIN 1.25 WHERE TargetInstance ISA 'Disk' AND "
      "(TargetInstance.Free < 5 OR PreviousInstance.Free < 5)" },
    { "all", 0, 60, NULL,
      "SELECT * FROM __InstanceOperationEvent WITHIN 60 WHERE TargetInstance ISA 'Disk'" },
    { "all three, named", WMI_CREATED | WMI_DELETED | WMI_MODIFIED, 60, NULL,
      "SELECT * FROM __InstanceOperationEvent WITHIN 60 WHERE TargetInstance ISA 'Disk'" },
    { "two", WMI_CREATED | WMI_DELETED, 0.0000001, NULL,
      "SELECT * FROM __InstanceOperationEvent WITHIN 0.001 WHERE TargetInstance ISA 'Disk' AND "
      "(__CLASS = '__InstanceCreationEvent' OR __CLASS = '__InstanceDeletionEvent')" },
};

static void writes_its_query(void **state)
{
    const struct query_case *row = *state;
    wmi_subscription *subscription = NULL;

    assert_ok(wmi_watch(link_here, "Disk", row->kinds, row->within, row->where, NULL, &subscription));
    wmi_subscription_close(subscription);

    /* The journal shortens long texts, the message of a failure does not. */
    wmi_mock_fail(world, SUBSCRIBE, 1, (HRESULT)WBEM_E_FAILED);
    assert_hr((HRESULT)WBEM_E_FAILED,
              wmi_watch(link_here, "Disk", row->kinds, row->within, row->where, NULL, &subscription));
    assert_non_null(strstr(wmi_last_error()->message, row->wql));
}

static const struct refused_case {
    const char *name, *class_name;
    uint32_t kinds;
    double within;
    HRESULT code;
    const char *culprit;
} refused[] = {
    { "no class", "", 0, 1, (HRESULT)WBEM_E_INVALID_CLASS, "class_name" },
    { "a quote", "Disk' OR 'a", 0, 1, (HRESULT)WBEM_E_INVALID_CLASS, "Disk' OR 'a" },
    { "a digit first", "1Disk", 0, 1, (HRESULT)WBEM_E_INVALID_CLASS, "1Disk" },
    { "an unknown kind", "Disk", 8, 1, (HRESULT)WBEM_E_INVALID_PARAMETER, "kinds" },
    { "within 0", "Disk", 0, 0, (HRESULT)WBEM_E_INVALID_PARAMETER, "within_seconds" },
    { "within below 0", "Disk", 0, -1, (HRESULT)WBEM_E_INVALID_PARAMETER, "within_seconds" },
    { "within no number", "Disk", 0, NAN, (HRESULT)WBEM_E_INVALID_PARAMETER, "within_seconds" },
    { "within infinity", "Disk", 0, INFINITY, (HRESULT)WBEM_E_INVALID_PARAMETER, "within_seconds" },
};

static void is_refused(void **state)
{
    const struct refused_case *row = *state;
    wmi_subscription *subscription = (wmi_subscription *)1;
    size_t calls = wmi_mock_call_count(world, SUBSCRIBE);

    assert_hr(row->code,
              wmi_watch(link_here, row->class_name, row->kinds, row->within, NULL, NULL, &subscription));
    assert_null(subscription);
    assert_string_equal(wmi_last_error()->operation, "wmi_watch");
    assert_non_null(strstr(wmi_last_error()->message, row->culprit));
    assert_int_equal(wmi_mock_call_count(world, SUBSCRIBE), calls);
}

static void a_failure_shows_the_query(void **state)
{
    wmi_subscription *subscription = (wmi_subscription *)1;

    (void)state;
    assert_true(WMI_FAILED(wmi_watch(link_here, "Disk", WMI_CREATED, 2, "((", NULL, &subscription)));
    assert_null(subscription);
    assert_non_null(strstr(wmi_last_error()->message, "__InstanceCreationEvent WITHIN 2"));
}

static uint32_t kind_of_next(wmi_subscription *subscription, int64_t *time)
{
    IWbemClassObject *event = NULL;

    assert_hr(WMI_OK, wmi_subscription_next(subscription, IN_TIME, &event));
    assert_ok(wmi_event_time(event, time));
    return wmi_event_kind(event);
}

static void events_tell_what_happened_and_when(void **state)
{
    wmi_subscription *subscription = NULL;
    IWbemClassObject *disk = calls_find("Disk.Id=\"C:\"");
    int64_t first = 0;
    int64_t last = 0;

    (void)state;
    assert_ok(wmi_watch(link_here, "Disk", 0, 1000, NULL, NULL, &subscription));
    assert_ok(wmi_set_value(disk, "Free", wmi_value_uint32(4)));
    assert_ok(wmi_put(link_here, disk, WMI_PUT_UPDATE_ONLY, NULL, NULL));
    assert_ok(wmi_mock_poll(world));
    assert_int_equal(kind_of_next(subscription, &first), WMI_MODIFIED);
    assert_ok(wmi_mock_load(world, NULL, "instance of Disk { Id = \"D:\"; };"));
    assert_ok(wmi_mock_poll(world));
    assert_int_equal(kind_of_next(subscription, &last), WMI_CREATED);
    assert_ok(wmi_delete(link_here, "Disk.Id=\"D:\"", NULL));
    assert_ok(wmi_mock_poll(world));
    assert_int_equal(kind_of_next(subscription, &last), WMI_DELETED);
    assert_true(first > INT64_C(1600000000000000)); /* 2020 */
    assert_in_range(last - first, 0, INT64_C(3600000000));
    assert_int_equal(wmi_event_kind(disk), 0);
    assert_int_equal(wmi_event_kind(NULL), 0);
    assert_hr((HRESULT)WBEM_E_NOT_FOUND, wmi_event_time(disk, &first));
    assert_int_equal(first, 0);
    wmi_object_release(disk);
    wmi_subscription_close(subscription);
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(queries) + COUNT_OF(refused) + 2];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(queries); i++)
        tests[count++] = (struct CMUnitTest){ queries[i].name, writes_its_query, begin, calls_end,
                                              (void *)(uintptr_t)&queries[i] };
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        tests[count++] = (struct CMUnitTest){ refused[i].name, is_refused, begin, calls_end,
                                              (void *)(uintptr_t)&refused[i] };
    tests[count++] = (struct CMUnitTest)EVENT_TEST(a_failure_shows_the_query);
    tests[count++] = (struct CMUnitTest)EVENT_TEST(events_tell_what_happened_and_when);
    return cmocka_run_group_tests_name("event_watch", tests, NULL, NULL) == 0 ? 0 : 1;
}
