/* SPDX-License-Identifier: MIT */
/* Wine's WMI answers as the tables say that Windows does, or as they say that Wine does instead. */
#include "mock/windows_answers.h"
#include "support/mock_world.h"

static respondent asked;

static bool on_wine(void)
{
    return GetProcAddress(GetModuleHandleA("ntdll.dll"), "wine_get_version") != NULL;
}

static int set_up(void **state)
{
    IWbemLocator *locator = NULL;

    if (world_group_setup(state) != 0)
        return -1;
    assert_int_equal(CoCreateInstance(&CLSID_WbemLocator, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator,
                                      (void **)&locator),
                     S_OK);
    return FAILED(respondent_open(locator, &asked));
}

static int tear_down(void **state)
{
    respondent_close(&asked);
    IWbemLocator_Release(asked.locator);
    return world_group_teardown(state);
}

static void is_answered_as_expected(void **state)
{
    const answer *row = *state;
    char found[FOUND_SIZE];
    HRESULT code;

    if (answer_judge(&asked, row, on_wine(), &code, found) == DIFFERENT)
        fail_msg("0x%08lX \"%s\", not 0x%08lX \"%s\", nor a known deviation", (unsigned long)(uint32_t)code,
                 found, (unsigned long)(uint32_t)row->code, row->text != NULL ? row->text : "");
}

int main(void)
{
    static const answers *const tables[] = { &answers_of_services, &answers_of_objects };
    static struct CMUnitTest tests[512];
    size_t count = 0;

    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++)
        world_add_rows(tests, sizeof tests / sizeof tests[0], &count, tables[t]->rows, tables[t]->count,
                       sizeof(answer), is_answered_as_expected);
    return _cmocka_run_group_tests("test_live_windows_answers", tests, count, set_up, tear_down);
}
