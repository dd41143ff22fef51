/* SPDX-License-Identifier: MIT */
/* What the tool says at a prompt in the place of the library's hints: no word for programs, and something where the
 * library says something. */
#include "support/support.h"

#include "../../samples/wmikit/report.h"

#include "error/error.h"
#include "error/error_codes.h"

static const HRESULT codes[] = {
#define CODE(code, name, text, hint, retry) (HRESULT)(code),
    WMI__ERROR_CODES(CODE)
#undef CODE
};

static const char *const operations[] = {
    "",
    "CoCreateInstance",
    "IEnumWbemClassObject::Next",
    "IWbemClassObject::Get",
    "IWbemClassObject::GetMethod",
    "IWbemClassObject::Put",
    "IWbemServices::DeleteInstance",
    "IWbemServices::ExecMethod",
    "IWbemServices::ExecQuery",
    "IWbemServices::GetObject",
    "IWbemServices::PutInstance",
    "wmi_call",
    "wmi_get_value",
    "wmi_path_create",
    "wmi_put",
    "wmi_set_value",
};

static void assert_no_program_is_meant(const char *hint)
{
    static const char *const words[] = { "wmi_",      "WMI_",    "wmikit.h", "authn_level",
                                         "com_setup", "options", "getter" };

    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (strstr(hint, words[i]) != NULL)
            fail_msg("\"%s\" names %s", hint, words[i]);
    }
}

static void no_hint_is_for_programs(void **state)
{
    size_t replaced = 0;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        for (size_t j = 0; j < COUNT_OF(operations) && codes[i] < 0; j++) {
            const char *hint;

            wmi__refuse(codes[i], operations[j], "test");
            hint = hint_at_prompt(wmi_last_error());
            assert_no_program_is_meant(hint);
            replaced += strcmp(hint, wmi_last_error()->hint) != 0;
        }
    }
    assert_true(replaced > 20);
}

/* These are the library's own mistakes, or those of the tool: nobody at a prompt can do anything. */
static bool may_be_silent(HRESULT code)
{
    return code == WMI_E_CHANGED_MODE || code == WMI_E_COM_NOT_INITIALIZED;
}

static void where_the_library_knows_a_remedy_the_tool_does(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        for (size_t j = 0; j < COUNT_OF(operations) && codes[i] < 0 && !may_be_silent(codes[i]); j++) {
            wmi__refuse(codes[i], operations[j], "test");
            if (wmi_last_error()->hint[0] != '\0' && hint_at_prompt(wmi_last_error())[0] == '\0')
                fail_msg("%s in %s: nothing in the place of \"%s\"", wmi_error_name(codes[i]), operations[j],
                         wmi_last_error()->hint);
        }
    }
}

static const struct hint_case {
    const char *name;
    HRESULT code;
    const char *given, *part;
} hints[] = {
    { "an event query that is read as data", WMI_E_INVALID_QUERY,
      "Use wmi_subscribe or wmi_watch for a query of events.", "wmikit watch" },
    { "a data query that is read as an event query", WMI_E_UNPARSABLE_QUERY,
      "Check the query's syntax. wmi_query is for queries of data.", "wmikit query" },
    { "a hint that names no function", WMI_E_INVALID_CLASS, "Check the spelling.", "Check the spelling." },
    { "a hint of no known code", WMI_E_FAILED, "Call wmi_connect again.", "" },
};

static void a_hint_is_chosen(void **state)
{
    const struct hint_case *row = *state;
    const wmi_error error = { row->code, "", "", "", row->given, false, false };

    if (row->part[0] == '\0')
        assert_string_equal(hint_at_prompt(&error), "");
    assert_non_null(strstr(hint_at_prompt(&error), row->part));
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(hints) + 2] = {
        cmocka_unit_test(no_hint_is_for_programs),
        cmocka_unit_test(where_the_library_knows_a_remedy_the_tool_does),
    };

    for (size_t i = 0; i < COUNT_OF(hints); i++)
        tests[2 + i] = (struct CMUnitTest){ hints[i].name, a_hint_is_chosen, NULL, NULL,
                                            (void *)(uintptr_t)&hints[i] };
    return cmocka_run_group_tests_name("tool_report", tests, NULL, NULL) == 0 ? 0 : 1;
}
