/* SPDX-License-Identifier: MIT */
/* Queries and cursors on real WMI. */
#include "support/support.h"

#include <wmikit/com.h>

static int open_connection(void **state)
{
    return WMI_SUCCEEDED(wmi_connect(NULL, (wmi_connection **)state)) ? 0 : -1;
}

static int close_connection(void **state)
{
    wmi_disconnect(*state);
    return WMI_SUCCEEDED(wmi_shutdown()) ? 0 : -1;
}

/* In Wine __PARAMETERS is a fixed table, of a length that differs from version to version: so raw COM counts it. */
static size_t count_parameters(wmi_connection *connection)
{
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(u"SELECT * FROM __PARAMETERS");
    IEnumWbemClassObject *enumerator = NULL;
    IWbemClassObject *object = NULL;
    ULONG returned = 0;
    size_t rows = 0;

    assert_ok(IWbemServices_ExecQuery(wmi_services(connection), language, query, WBEM_FLAG_FORWARD_ONLY, NULL,
                                      &enumerator));
    for (; IEnumWbemClassObject_Next(enumerator, (LONG)WBEM_INFINITE, 1, &object, &returned) == S_OK; rows++)
        IWbemClassObject_Release(object);
    IEnumWbemClassObject_Release(enumerator);
    SysFreeString(query);
    SysFreeString(language);
    assert_true(rows > 10); /* more than a batch of the tests below */
    return rows;
}

static size_t count_rows(wmi_cursor *cursor)
{
    IWbemClassObject *row;
    size_t rows = 0;
    HRESULT hr;

    while ((hr = wmi_cursor_next(cursor, &row)) == WMI_OK) {
        assert_non_null(row);
        rows++;
    }
    assert_hr(WMI_END, hr);
    assert_null(row);
    return rows;
}

static void every_row_comes_once_whatever_the_batch(void **state)
{
    const size_t rows = count_parameters(*state);
    const uint32_t all = (uint32_t)rows;
    const uint32_t sizes[] = { 0, 1, 2, 3, all - 1, all, all + 1, 2 * all, 1000, UINT32_MAX };
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_cursor *cursor = NULL;

    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        options.batch_size = sizes[i];
        assert_ok(wmi_query(*state, "SELECT * FROM __PARAMETERS", &options, &cursor));
        assert_int_equal(count_rows(cursor), rows);
        assert_int_equal(count_rows(cursor), 0); /* the end stays the end */
        wmi_cursor_close(cursor);
    }
}

static void the_order_is_that_of_raw_com(void **state)
{
    wmi_connection *connection = *state;
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(u"SELECT * FROM __PARAMETERS");
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *row = NULL;
    wmi_cursor *cursor = NULL;

    assert_ok(IWbemServices_ExecQuery(wmi_services(connection), language, query, WBEM_FLAG_FORWARD_ONLY, NULL,
                                      &rows));
    assert_ok(wmi_query(connection, "SELECT * FROM __PARAMETERS", NULL, &cursor));
    while (wmi_cursor_next(cursor, &row) == WMI_OK) {
        IWbemClassObject *raw_row = NULL;
        ULONG returned = 0;
        VARIANT raw;
        BSTR name = NULL;

        assert_ok(IEnumWbemClassObject_Next(rows, (LONG)WBEM_INFINITE, 1, &raw_row, &returned));
        assert_ok(IWbemClassObject_Get(raw_row, u"Parameter", 0, &raw, NULL, NULL));
        assert_ok(wmi_get_bstr(row, "Parameter", &name));
        assert_int_equal(wcscmp(name, V_BSTR(&raw)), 0);
        wmi_bstr_free(name);
        VariantClear(&raw);
        IWbemClassObject_Release(raw_row);
    }
    wmi_cursor_close(cursor);
    IEnumWbemClassObject_Release(rows);
    SysFreeString(query);
    SysFreeString(language);
}

static void a_row_may_be_kept(void **state)
{
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row = NULL;
    char *caption = NULL;

    assert_ok(wmi_query(*state, "SELECT * FROM Win32_OperatingSystem", NULL, &cursor));
    assert_ok(wmi_cursor_next(cursor, &row));
    IWbemClassObject_AddRef(row);
    wmi_cursor_close(cursor);
    assert_ok(wmi_get_string(row, "Caption", &caption));
    wmi_free(caption);
    wmi_object_release(row);
}

static void a_cursor_may_be_closed_early(void **state)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row = NULL;

    for (int rows = 0; rows < 6; rows++) {
        options.batch_size = 4;
        assert_ok(wmi_query(*state, "SELECT * FROM __PARAMETERS", &options, &cursor));
        for (int i = 0; i < rows; i++)
            assert_ok(wmi_cursor_next(cursor, &row));
        wmi_cursor_close(cursor);
    }
}

static void a_class_without_instances_is_no_error(void **state)
{
    wmi_cursor *cursor = NULL;

    assert_ok(wmi_query(*state, "SELECT * FROM Win32_Process WHERE Name = 'nobody.exe'", NULL, &cursor));
    assert_int_equal(count_rows(cursor), 0);
    wmi_cursor_close(cursor);
}

static void text_goes_in_as_utf8(void **state)
{
    wmi_cursor *cursor = NULL;

    assert_ok(wmi_query(*state, "SELECT * FROM Win32_Process WHERE Name = 'gr\xC3\xBC\xC3\x9F.exe'", NULL,
                        &cursor));
    assert_int_equal(count_rows(cursor), 0);
    wmi_cursor_close(cursor);
}

static void instances_are_enumerated(void **state)
{
    wmi_cursor *cursor = NULL;

    assert_ok(wmi_instances(*state, "Win32_OperatingSystem", NULL, &cursor));
    assert_int_equal(count_rows(cursor), 1);
    wmi_cursor_close(cursor);
    assert_ok(wmi_instances(*state, "__PARAMETERS", NULL, &cursor));
    assert_int_equal(count_rows(cursor), count_parameters(*state));
    wmi_cursor_close(cursor);
}

static const struct malformed_case {
    const char *name, *query;
    HRESULT code;
} malformed[] = {
    { "empty query", "", (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "no WQL at all", "SELEKT * FROM Win32_Process", (HRESULT)WBEM_E_INVALID_QUERY },
    { "no class", "SELECT * FROM", (HRESULT)WBEM_E_INVALID_QUERY },
    { "an unbalanced quote", "SELECT * FROM Win32_Process WHERE Name = 'x", (HRESULT)WBEM_E_INVALID_QUERY },
    { "an unbalanced parenthesis", "SELECT * FROM Win32_Process WHERE (Name = 'x'",
      (HRESULT)WBEM_E_INVALID_QUERY },
};

static wmi_connection *shared;

static void malformed_wql_is_named(void **state)
{
    const struct malformed_case *row = *state;
    wmi_cursor *cursor = (wmi_cursor *)1;

    assert_hr(row->code, wmi_query(shared, row->query, NULL, &cursor));
    assert_null(cursor);
    assert_last_error(row->code, row->query);
    assert_string_equal(wmi_last_error()->operation, "IWbemServices::ExecQuery");
}

static void bad_arguments_are_refused(void **state)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_cursor *cursor = (wmi_cursor *)1;
    IWbemClassObject *row = (IWbemClassObject *)1;

    assert_hr(E_POINTER, wmi_query(*state, "SELECT * FROM x", NULL, NULL));
    assert_last_error(E_POINTER, "cursor");
    assert_hr(E_POINTER, wmi_query(NULL, "SELECT * FROM x", NULL, &cursor));
    assert_last_error(E_POINTER, "connection");
    assert_null(cursor);
    assert_hr(E_POINTER, wmi_query(*state, NULL, NULL, &cursor));
    assert_last_error(E_POINTER, "wql");
    assert_hr(E_POINTER, wmi_instances(*state, NULL, NULL, &cursor));
    assert_last_error(E_POINTER, "class_name");
    assert_hr(WBEM_E_INVALID_PARAMETER, wmi_query(*state, "SELECT \xFF", NULL, &cursor));
    assert_last_error(WBEM_E_INVALID_PARAMETER, "wql");
    options.size = 1;
    assert_hr(E_INVALIDARG, wmi_query(*state, "SELECT * FROM x", &options, &cursor));
    assert_last_error(E_INVALIDARG, "size");
    assert_hr(E_POINTER, wmi_cursor_next(NULL, &row));
    assert_null(row);
    options.size = sizeof options;
    assert_ok(wmi_query(*state, "SELECT * FROM __PARAMETERS", &options, &cursor));
    assert_hr(E_POINTER, wmi_cursor_next(cursor, NULL));
    assert_last_error(E_POINTER, "object");
    wmi_cursor_close(cursor);
}

static int share_connection(void **state)
{
    (void)state;
    return WMI_SUCCEEDED(wmi_connect(NULL, &shared)) ? 0 : -1;
}

static int unshare_connection(void **state)
{
    (void)state;
    wmi_disconnect(shared);
    return WMI_SUCCEEDED(wmi_shutdown()) ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_comes_once_whatever_the_batch),
        cmocka_unit_test(the_order_is_that_of_raw_com),
        cmocka_unit_test(a_row_may_be_kept),
        cmocka_unit_test(a_cursor_may_be_closed_early),
        cmocka_unit_test(a_class_without_instances_is_no_error),
        cmocka_unit_test(text_goes_in_as_utf8),
        cmocka_unit_test(instances_are_enumerated),
        cmocka_unit_test(bad_arguments_are_refused),
    };
    struct CMUnitTest errors[COUNT_OF(malformed)];
    int failed = cmocka_run_group_tests_name("queries", tests, open_connection, close_connection);

    for (size_t i = 0; i < COUNT_OF(malformed); i++)
        errors[i] = (struct CMUnitTest){ malformed[i].name, malformed_wql_is_named, NULL, NULL,
                                         (void *)(uintptr_t)&malformed[i] };
    failed += cmocka_run_group_tests_name("malformed WQL", errors, share_connection, unshare_connection);
    return failed == 0 ? 0 : 1;
}
