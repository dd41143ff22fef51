/* SPDX-License-Identifier: MIT */
/*
 * Classes of WMI whose objects live in the client: contexts, and the texts of codes. While the mock is installed they are
 * its own, on every system, and are counted.
 */
#include "support/mock_world.h"

#define UNKNOWN_CODE ((HRESULT)0x8004FFFF)

static void *create(const CLSID *clsid, const IID *iid)
{
    void *object = NULL;

    assert_ok(CoCreateInstance(clsid, NULL, CLSCTX_INPROC_SERVER, iid, &object));
    assert_non_null(object);
    return object;
}

static IWbemStatusCodeText *create_texts(void)
{
    return create(&CLSID_WbemStatusCodeText, &IID_IWbemStatusCodeText);
}

/* In ASCII; "" for NULL. */
static const char *ascii(BSTR text)
{
    static char copy[256];
    size_t i = 0;

    for (; text != NULL && text[i] != 0 && i + 1 < sizeof copy; i++)
        copy[i] = (char)text[i];
    copy[i] = '\0';
    return copy;
}

/* --- IWbemStatusCodeText ------------------------------------------------------------------------------------------- */

static const struct text_case {
    const char *name;
    HRESULT of;
    LONG flags;
    HRESULT code;
    bool ends_with_newline;
} text_cases[] = {
    { "of WMI", (HRESULT)WBEM_E_NOT_FOUND, 0, S_OK, true },
    { "without a new line", (HRESULT)WBEM_E_NOT_FOUND, WBEMSTATUS_FORMAT_NO_NEWLINE, S_OK, false },
    { "of Windows", RPC_UNAVAILABLE, WBEMSTATUS_FORMAT_NO_NEWLINE, S_OK, false },
    { "of COM", E_ACCESSDENIED, 0, S_OK, true },
    { "of no code that is known (unknown on Windows)", UNKNOWN_CODE, 0, S_OK, true },
    { "with unknown flags", (HRESULT)WBEM_E_NOT_FOUND, 2, (HRESULT)WBEM_E_INVALID_PARAMETER, false },
};

static void a_code_has_a_text(void **state)
{
    const struct text_case *row = *state;
    wmi_mock *mock = world_create();
    BSTR message = (BSTR)&message;
    IWbemStatusCodeText *texts;
    char expected[256] = "";

    assert_ok(wmi_mock_install(mock));
    texts = create_texts();
    assert_hr(row->code, IWbemStatusCodeText_GetErrorCodeText(texts, row->of, 0, row->flags, &message));
    if (row->code == S_OK) {
        strcpy(expected, wmi_error_text(row->of));
        strcat(expected, row->ends_with_newline ? "\r\n" : "");
        assert_true(strlen(expected) > 10);
    } else {
        assert_null(message);
    }
    assert_string_equal(ascii(message), expected);
    SysFreeString(message);
    IWbemStatusCodeText_Release(texts);
    wmi_mock_uninstall(mock);
    world_destroy(mock);
}

static const struct facility_case {
    const char *name;
    HRESULT of;
    const char *facility;
} facility_cases[] = {
    { "WMI is WBEM", (HRESULT)WBEM_E_NOT_FOUND, "WBEM" },
    { "0x0001 is RPC", RPC_E_DISCONNECTED, "RPC" },
    { "0x0009 is SSIPI (unknown on Windows)", (HRESULT)0x8009030C, "SSIPI" },
    { "all else is Windows (unknown on Windows)", E_ACCESSDENIED, "Windows" },
};

static void a_code_has_a_facility(void **state)
{
    const struct facility_case *row = *state;
    wmi_mock *mock = world_create();
    IWbemStatusCodeText *texts;
    BSTR message = NULL;

    assert_ok(wmi_mock_install(mock));
    texts = create_texts();
    assert_ok(
        IWbemStatusCodeText_GetFacilityCodeText(texts, row->of, 0, WBEMSTATUS_FORMAT_NO_NEWLINE, &message));
    assert_string_equal(ascii(message), row->facility);
    SysFreeString(message);
    IWbemStatusCodeText_Release(texts);
    wmi_mock_uninstall(mock);
    world_destroy(mock);
}

static void a_text_needs_a_place(void **state)
{
    IWbemStatusCodeText *texts;

    assert_ok(wmi_mock_install(*state));
    texts = create_texts();
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemStatusCodeText_GetErrorCodeText(texts, E_FAIL, 0, 0, NULL));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemStatusCodeText_GetFacilityCodeText(texts, E_FAIL, 0, 0, NULL));
    IWbemStatusCodeText_Release(texts);
    wmi_mock_uninstall(*state);
}

/* --- Counting -------------------------------------------------------------------------------------------------------- */

static const struct counted_case {
    const char *name;
    const CLSID *clsid;
    const IID *iid;
} counted_cases[] = {
    { "IWbemContext", &CLSID_WbemContext, &IID_IWbemContext },
    { "IWbemStatusCodeText", &CLSID_WbemStatusCodeText, &IID_IWbemStatusCodeText },
};

static void what_leaks_is_counted(void **state)
{
    const struct counted_case *row = *state;
    wmi_mock *mock = world_create();
    char *text = NULL;
    IUnknown *object;

    assert_ok(wmi_mock_install(mock));
    object = create(row->clsid, row->iid);
    assert_int_equal(wmi_mock_describe_live(mock, &text), 1);
    assert_memory_equal(text, row->name, strlen(row->name));
    wmi_free(text);
    IUnknown_Release(object);
    assert_int_equal(wmi_mock_live_objects(mock), 0);
    wmi_mock_uninstall(mock);
    world_destroy(mock);
}

static void they_exist_without_an_installed_mock(void **state)
{
    const struct counted_case *row = *state;
    wmi_mock *mock = world_create();
    IUnknown *object = create(row->clsid, row->iid);

    assert_int_equal(wmi_mock_live_objects(mock), 0);
    IUnknown_Release(object);
    world_destroy(mock);
}

static const struct CMUnitTest single_tests[] = {
    WORLD_TEST(a_text_needs_a_place),
};

int main(void)
{
    static struct CMUnitTest tests[32];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, text_cases, a_code_has_a_text);
    WORLD_ADD_ROWS(tests, count, facility_cases, a_code_has_a_facility);
    WORLD_ADD(tests, count, single_tests);
    WORLD_ADD_ROWS(tests, count, counted_cases, what_leaks_is_counted);
    WORLD_ADD_ROWS(tests, count, counted_cases, they_exist_without_an_installed_mock);
    return _cmocka_run_group_tests("test_mock_client_classes", tests, count, world_group_setup,
                                   world_group_teardown);
}
