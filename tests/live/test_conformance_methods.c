/* SPDX-License-Identifier: MIT */
/*
 * ExecMethod on Wine's registry provider and on the mock, whose handlers say what Wine's registry holds. Both
 * answers are written down as text, and have to be the same. What Wine does otherwise than Windows is not asked: a
 * class that is missing, call results, in-parameters that do not fit, and properties that there are none.
 */
#include "support/mock_world.h"

#include <stdio.h>
#include <stdlib.h>

static const char mof[] =
    "[dynamic] class StdRegProv {\n"
    "  [implemented, static] uint32 CreateKey([in] uint32 hDefKey = 2147483650, [in] string sSubKeyName);\n"
    "  [implemented, static] uint32 DeleteKey([in] uint32 hDefKey = 2147483650, [in] string sSubKeyName);\n"
    "  [implemented, static] uint32 EnumKey([in] uint32 hDefKey = 2147483650, [in] string sSubKeyName,\n"
    "    [out] string sNames[]);\n"
    "  [implemented, static] uint32 GetStringValue([in] uint32 hDefKey = 2147483650, [in] string "
    "sSubKeyName,\n"
    "    [in] string sValueName, [out] string sValue);\n"
    "  [implemented, static] uint32 SetStringValue([in] uint32 hDefKey = 2147483650, [in] string "
    "sSubKeyName,\n"
    "    [in] string sValueName, [in] string sValue);\n"
    "};\n";

#define HKEY_CURRENT ((LONG)-0x7FFFFFFF) /* HKEY_CURRENT_USER, 0x80000001 */
#define SUB_KEY      u"Software\\wmikit test"

static wmi_mock *mock;
static IWbemServices *of_wine;
static IWbemServices *of_mock;

/* --- The handlers ------------------------------------------------------------------------------------------------- */

static HRESULT put_number(IWbemClassObject *object, const OLECHAR *name, LONG number)
{
    VARIANT value;

    VariantInit(&value);
    V_VT(&value) = VT_I4;
    V_I4(&value) = number;
    return IWbemClassObject_Put(object, name, 0, &value, 0);
}

static HRESULT put_text(IWbemClassObject *object, const OLECHAR *name, const OLECHAR *text)
{
    VARIANT value;
    HRESULT hr;

    VariantInit(&value);
    V_VT(&value) = VT_BSTR;
    V_BSTR(&value) = SysAllocString(text);
    hr = IWbemClassObject_Put(object, name, 0, &value, 0);
    VariantClear(&value);
    return hr;
}

static HRESULT succeed(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    (void)path;
    (void)in;
    (void)user_data;
    return put_number(out, u"ReturnValue", 0);
}

/* There is one value, "v"; Windows and Wine give ERROR_FILE_NOT_FOUND for another. */
static HRESULT get_string(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    bool is_there = strcmp(world_text(in, u"sValueName"), "v") == 0;

    (void)path;
    (void)user_data;
    if (is_there)
        assert_ok(put_text(out, u"sValue", u"some text"));
    return put_number(out, u"ReturnValue", is_there ? 0 : 2);
}

/* --- Calls -------------------------------------------------------------------------------------------------------- */

static HRESULT call(IWbemServices *services, const OLECHAR *method, IWbemClassObject *in,
                    IWbemClassObject **out)
{
    BSTR path = SysAllocString(u"StdRegProv");
    BSTR name = SysAllocString(method);
    HRESULT hr = IWbemServices_ExecMethod(services, path, name, 0, NULL, in, out, NULL);

    SysFreeString(name);
    SysFreeString(path);
    return hr;
}

/* The in-parameters of a method, for the test's key and a value. */
static IWbemClassObject *parameters(IWbemServices *services, const OLECHAR *method, const OLECHAR *value_name)
{
    IWbemClassObject *object_class = NULL;
    IWbemClassObject *signature = NULL;
    IWbemClassObject *in = NULL;

    assert_ok(world_get(services, u"StdRegProv", &object_class));
    assert_ok(IWbemClassObject_GetMethod(object_class, method, 0, &signature, NULL));
    assert_ok(IWbemClassObject_SpawnInstance(signature, 0, &in));
    assert_ok(put_number(in, u"hDefKey", HKEY_CURRENT));
    assert_ok(put_text(in, u"sSubKeyName", SUB_KEY));
    if (value_name != NULL)
        assert_ok(put_text(in, u"sValueName", value_name));
    IWbemClassObject_Release(signature);
    IWbemClassObject_Release(object_class);
    return in;
}

static void tell(IWbemClassObject *object, const OLECHAR *name, char *answer, size_t size)
{
    size_t used = strlen(answer);
    CIMTYPE type = 0;
    VARIANT value;
    HRESULT hr;

    VariantInit(&value);
    hr = IWbemClassObject_Get(object, name, 0, &value, &type, NULL);
    snprintf(answer + used, size - used, " %lX:%ld:%u:%ld", (unsigned long)(ULONG)hr, (long)type,
             V_VT(&value), V_VT(&value) == VT_I4 ? (long)V_I4(&value) : 0L);
    VariantClear(&value);
    used = strlen(answer);
    snprintf(answer + used, size - used, ":%s", world_text(object, name));
}

static void ask(IWbemServices *services, const OLECHAR *method, const OLECHAR *value_name, char *answer,
                size_t size)
{
    IWbemClassObject *in = parameters(services, method, value_name);
    IWbemClassObject *out = NULL;
    HRESULT hr;

    if (value_name != NULL && method[0] == u'S')
        assert_ok(put_text(in, u"sValue", u"some text"));
    hr = call(services, method, in, &out);
    snprintf(answer, size, "%lX %s", (unsigned long)(ULONG)hr, out == NULL ? "none" : "out");
    if (out != NULL) {
        tell(out, u"ReturnValue", answer, size);
        /* Of a value that is not there Wine gives an empty BSTR, and no NULL. */
        if (method[0] == u'G' && value_name[0] == u'v')
            tell(out, u"sValue", answer, size);
        IWbemClassObject_Release(out);
    }
    IWbemClassObject_Release(in);
}

/* In this order: a later one needs what an earlier one did to Wine's registry. */
static const struct method_case {
    const char *name;
    const OLECHAR *method;
    const OLECHAR *value_name;
} methods[] = {
    { "method: CreateKey", u"CreateKey", NULL },
    { "method: SetStringValue", u"SetStringValue", u"v" },
    { "method: GetStringValue", u"GetStringValue", u"v" },
    { "method: GetStringValue of nothing", u"GetStringValue", u"nothing" },
    { "method: DeleteKey", u"DeleteKey", NULL },
};

static void both_answer_the_same(void **state)
{
    const struct method_case *row = *state;
    char wines[512];
    char mocks[512];

    ask(of_wine, row->method, row->value_name, wines, sizeof wines);
    ask(of_mock, row->method, row->value_name, mocks, sizeof mocks);
    assert_string_equal(mocks, wines);
}

static void both_refuse_an_unknown_method(void **state)
{
    IWbemClassObject *out = NULL;
    HRESULT hr = call(of_wine, u"CreateKeys", NULL, &out);

    (void)state;
    assert_hr(WBEM_E_INVALID_METHOD, hr);
    assert_hr(hr, call(of_mock, u"CreateKeys", NULL, &out));
}

static IWbemServices *connect_to(IWbemLocator *locator)
{
    BSTR resource = SysAllocString(u"root\\default");
    IWbemServices *services = NULL;

    assert_ok(IWbemLocator_ConnectServer(locator, resource, NULL, NULL, NULL, 0, NULL, NULL, &services));
    SysFreeString(resource);
    return services;
}

static int set_up(void **state)
{
    IWbemLocator *locator = NULL;

    world_group_setup(state);
    assert_ok(CoCreateInstance(&CLSID_WbemLocator, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator,
                               (void **)&locator));
    of_wine = connect_to(locator);
    IWbemLocator_Release(locator);
    assert_ok(wmi_mock_create(&mock));
    assert_ok(wmi_mock_load(mock, "ROOT\\DEFAULT", mof));
    assert_ok(wmi_mock_on_method(mock, "StdRegProv", "CreateKey", succeed, NULL));
    assert_ok(wmi_mock_on_method(mock, "StdRegProv", "DeleteKey", succeed, NULL));
    assert_ok(wmi_mock_on_method(mock, "StdRegProv", "SetStringValue", succeed, NULL));
    assert_ok(wmi_mock_on_method(mock, "StdRegProv", "GetStringValue", get_string, NULL));
    of_mock = connect_to(wmi_mock_locator(mock));
    return 0;
}

static int tear_down(void **state)
{
    if (of_mock == NULL)
        return -1; /* the set-up failed */
    IWbemServices_Release(of_wine);
    IWbemServices_Release(of_mock);
    world_destroy(mock);
    return world_group_teardown(state);
}

int main(void)
{
    static const struct CMUnitTest plain[] = { cmocka_unit_test(both_refuse_an_unknown_method) };
    static struct CMUnitTest tests[COUNT_OF(methods) + COUNT_OF(plain)];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, methods, both_answer_the_same);
    WORLD_ADD(tests, count, plain);
    return _cmocka_run_group_tests("test_conformance_methods", tests, count, set_up, tear_down);
}
