/* SPDX-License-Identifier: MIT */
/* The mock answers as the tables say that Windows does. */
#include "mock/windows_answers.h"
#include "mock/windows_world.h"
#include "support/mock_world.h"

#include <stdlib.h>
#include <string.h>

static wmi_mock *mock;
static respondent asked;
static const answers *const tables[] = { &answers_of_services, &answers_of_objects, &answers_of_the_mock };

static int set_up(void **state)
{
    if (world_group_setup(state) != 0)
        return -1;
    assert_ok(windows_world(&mock));
    assert_ok(wmi_mock_install(mock));
    assert_ok(respondent_open(wmi_mock_locator(mock), &asked));
    return 0;
}

static int tear_down(void **state)
{
    respondent_close(&asked);
    wmi_mock_uninstall(mock);
    world_destroy(mock);
    return world_group_teardown(state);
}

static void is_answered_as_on_windows(void **state)
{
    const answer *row = *state;
    size_t held = wmi_mock_live_objects(mock);
    char found[FOUND_SIZE];
    HRESULT code;
    bool is_right = answer_judge(&asked, row, false, &code, found) == AS_WINDOWS;

    if (!is_right)
        fail_msg("0x%08lX \"%s\", not 0x%08lX \"%s\"", (unsigned long)(uint32_t)code, found,
                 (unsigned long)(uint32_t)row->code, row->text != NULL ? row->text : "");
    assert_int_equal(wmi_mock_live_objects(mock), held);
}

/* What wmikit-check promises: nothing is put or deleted, and no method is found. */
static void asking_changes_nothing(void **state)
{
    static const char *const changes[] = {
        "IWbemServices::PutInstance",
        "IWbemServices::PutClass",
        "IWbemServices::DeleteInstance",
        "IWbemServices::DeleteClass",
    };
    wmi_mock *fresh = NULL;
    respondent whom;

    (void)state;
    assert_ok(windows_world(&fresh));
    assert_ok(respondent_open(wmi_mock_locator(fresh), &whom));
    for (size_t t = 0; t < 2; t++) {
        char found[FOUND_SIZE] = "";

        for (size_t i = 0; i < tables[t]->count; i++)
            tables[t]->rows[i].ask(&whom, &tables[t]->rows[i], found);
    }
    for (size_t i = 0; i < COUNT_OF(changes); i++)
        assert_int_equal(wmi_mock_call_count(fresh, changes[i]), 0);
    for (size_t i = 0; wmi_mock_call_at(fresh, i) != NULL; i++) {
        const wmi_mock_call *call = wmi_mock_call_at(fresh, i);

        assert_true(strcmp(call->operation, "IWbemServices::ExecMethod") != 0 || FAILED(call->result));
    }
    respondent_close(&whom);
    world_destroy(fresh);
}

/* A deviation is one of a row that there is. */
static void deviations_have_rows(void **state)
{
    (void)state;
    for (size_t d = 0; d < deviations_of_wine_count; d++) {
        size_t rows = 0;

        for (size_t t = 0; t < COUNT_OF(tables); t++) {
            for (size_t i = 0; i < tables[t]->count; i++)
                rows += strcmp(tables[t]->rows[i].name, deviations_of_wine[d].row) == 0;
        }
        if (rows != 1)
            fail_msg("%u rows are named \"%s\"", (unsigned)rows, deviations_of_wine[d].row);
    }
}

/* What the tables are: with a source and a name of its own each, and as many as were promised. */
static void rows_are_whole(void **state)
{
    size_t count = 0;

    (void)state;
    for (size_t t = 0; t < COUNT_OF(tables); t++) {
        count += tables[t]->count;
        for (size_t i = 0; i < tables[t]->count; i++) {
            const answer *row = &tables[t]->rows[i];

            assert_true(row->source != NULL && row->source[0] != '\0');
            assert_non_null(row->ask);
            for (size_t k = 0; k < i; k++)
                assert_string_not_equal(row->name, tables[t]->rows[k].name);
        }
    }
    assert_true(count >= 150);
}

int main(void)
{
    static struct CMUnitTest tests[512];
    size_t count = 0;

    for (size_t t = 0; t < COUNT_OF(tables); t++)
        world_add_rows(tests, COUNT_OF(tests), &count, tables[t]->rows, tables[t]->count, sizeof(answer),
                       is_answered_as_on_windows);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(rows_are_whole);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(deviations_have_rows);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(asking_changes_nothing);
    return _cmocka_run_group_tests("test_mock_windows_answers", tests, count, set_up, tear_down);
}
