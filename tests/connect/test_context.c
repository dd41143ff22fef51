/* SPDX-License-Identifier: MIT */
/* wmi_context_create, and where contexts go. */
#include "support/support.h"

#include <wmikit/com.h>
#include <wmikit/mock.h>

static void values_come_back_with_their_vartypes(void **state)
{
    const char *const list[] = { "a", "b" };
    const wmi_argument values[] = {
        { "__ProviderArchitecture", wmi_value_sint32(32) },
        { "__RequiredArchitecture", wmi_value_bool(true) },
        { "text", wmi_value_string("gr\xC3\xBC\xC3\x9F") },
        { "list", wmi_value_string_array(list, 2) },
    };
    IWbemContext *context = NULL;
    wmi_mock *mock = NULL;
    VARIANT variant;

    (void)state;
    assert_ok(wmi_mock_create(&mock));
    assert_ok(wmi_context_create(values, COUNT_OF(values), &context));
    assert_ok(IWbemContext_GetValue(context, u"__providerarchitecture", 0, &variant));
    assert_int_equal(V_VT(&variant), VT_I4);
    assert_int_equal(V_I4(&variant), 32);
    assert_ok(IWbemContext_GetValue(context, u"__RequiredArchitecture", 0, &variant));
    assert_int_equal(V_VT(&variant), VT_BOOL);
    assert_int_equal(V_BOOL(&variant), VARIANT_TRUE);
    assert_ok(IWbemContext_GetValue(context, u"text", 0, &variant));
    assert_int_equal(SysStringLen(V_BSTR(&variant)), 4);
    assert_memory_equal(V_BSTR(&variant), u"gr\u00FC\u00DF", 5 * sizeof(OLECHAR));
    VariantClear(&variant);
    assert_ok(IWbemContext_GetValue(context, u"list", 0, &variant));
    assert_int_equal(V_VT(&variant), VT_ARRAY | VT_BSTR);
    VariantClear(&variant);
    wmi_context_release(context);
    assert_int_equal(wmi_mock_destroy(mock), 0);
    assert_ok(wmi_shutdown());
}

static const struct refused_case {
    const char *name, *value_name, *text, *word;
    HRESULT code;
} refused[] = {
    { "a NULL name", NULL, "x", "name", (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "an empty name", "", "x", "name", (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "a name that is not UTF-8", "\xFF", "x", "name", (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "text that is not UTF-8", "culprit", "\xFF", "culprit", (HRESULT)WBEM_E_TYPE_MISMATCH },
};

static void refuses(void **state)
{
    const struct refused_case *row = *state;
    const wmi_argument values[] = {
        { "good", wmi_value_sint32(1) },
        { row->value_name, wmi_value_string(row->text) },
    };
    IWbemContext *context = (IWbemContext *)1;
    wmi_mock *mock = NULL;

    assert_ok(wmi_mock_create(&mock));
    assert_hr(row->code, wmi_context_create(values, COUNT_OF(values), &context));
    assert_null(context);
    assert_last_error(row->code, row->word);
    assert_int_equal(wmi_mock_destroy(mock), 0);
    assert_ok(wmi_shutdown());
}

static void refuses_null(void **state)
{
    IWbemContext *context = (IWbemContext *)1;

    (void)state;
    assert_hr(E_POINTER, wmi_context_create(NULL, 0, NULL));
    assert_last_error(E_POINTER, "context");
    assert_hr(E_POINTER, wmi_context_create(NULL, 1, &context));
    assert_last_error(E_POINTER, "values");
    assert_null(context);
    wmi_context_release(NULL);
}

static const wmi_mock_call *last_call(wmi_mock *mock, const char *operation)
{
    const wmi_mock_call *found = NULL;
    const wmi_mock_call *call;

    for (size_t i = 0; (call = wmi_mock_call_at(mock, i)) != NULL; i++) {
        if (strcmp(call->operation, operation) == 0)
            found = call;
    }
    assert_non_null(found);
    return found;
}

static void a_connections_context_goes_with_every_call(void **state)
{
    const wmi_argument architecture = { "__ProviderArchitecture", wmi_value_sint32(64) };
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_query_options query_options = WMI_QUERY_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    wmi_cursor *cursor = NULL;
    wmi_mock *mock = NULL;

    (void)state;
    assert_ok(wmi_mock_create(&mock));
    assert_ok(wmi_mock_load(mock, NULL, "class X { [key] string Id; };"));
    assert_ok(wmi_context_create(&architecture, 1, &options.context));
    options.locator = wmi_mock_locator(mock);
    assert_ok(wmi_connect(&options, &connection));
    wmi_context_release(options.context); /* the connection has a reference of its own */
    assert_non_null(strstr(last_call(mock, "IWbemLocator::ConnectServer")->arguments, "pCtx=given"));
    assert_ok(wmi_query(connection, "SELECT * FROM X", NULL, &cursor));
    assert_non_null(strstr(last_call(mock, "IWbemServices::ExecQuery")->arguments, "pCtx=given"));
    wmi_cursor_close(cursor);
    query_options.timeout_ms = 60000; /* a worker takes the context along */
    assert_ok(wmi_instances(connection, "X", &query_options, &cursor));
    assert_non_null(strstr(last_call(mock, "IWbemServices::CreateInstanceEnum")->arguments, "pCtx=given"));
    wmi_cursor_close(cursor);
    wmi_disconnect(connection);
    assert_int_equal(wmi_mock_destroy(mock), 0);
    assert_ok(wmi_shutdown());
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(refused) + 3];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(refused); i++)
        tests[count++] = (struct CMUnitTest){ refused[i].name, refuses, NULL, NULL,
                                              (void *)(uintptr_t)&refused[i] };
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(values_come_back_with_their_vartypes);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(refuses_null);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(a_connections_context_goes_with_every_call);
    return cmocka_run_group_tests(tests, NULL, NULL) == 0 ? 0 : 1;
}
