/* SPDX-License-Identifier: MIT */
/* Event queries when memory runs out: the n-th allocation fails, for n = 1, 2, 3, … until none does. */
#include "support/faults.h"
#include "support/wql_world.h"

static wql_world world;

static const struct memory_case {
    const char *name, *text;
} cases[] = {
    { "a list", "SELECT A, B, C, D, E FROM __InstanceCreationEvent" },
    { "a condition",
      "SELECT * FROM __InstanceCreationEvent WITHIN 1 WHERE TargetInstance ISA 'x' AND (TargetInstance.a = "
      "TIME_CREATED OR TIME_CREATED > 1)" },
    { "groups", "SELECT * FROM __InstanceCreationEvent GROUP WITHIN 1 BY TIME_CREATED, TargetInstance.a, "
                "TargetInstance.b HAVING NumberOfEvents > 1 AND NumberOfEvents < 5" },
};

static HRESULT use(void *context)
{
    const struct memory_case *row = context;
    wmi_mock__wql_error error;
    wmi_mock__wql *query = NULL;
    HRESULT hr = wmi_mock__wql_parse_event(row->text, &query, &error);

    assert_int_equal(query != NULL, hr == S_OK);
    if (SUCCEEDED(hr))
        hr = wmi_mock__wql_bind(query, world.space, &error);
    assert_int_equal(error.message[0], 0); /* nothing is wrong with the query */
    wmi_mock__wql_free(query);
    return hr;
}

static void fails_cleanly(void **state)
{
    assert_true(faults_sweep(use, *state) >= 4);
}

static int set_up(void **state)
{
    (void)state;
    wql_world_make(&world);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    wql_world_free(&world);
    return 0;
}

int main(void)
{
    static struct CMUnitTest tests[COUNT_OF(cases)];
    size_t test_count = 0;

    WQL_ADD_ROWS(tests, test_count, cases, fails_cleanly);
    return cmocka_run_group_tests(tests, set_up, tear_down) == 0 ? 0 : 1;
}
