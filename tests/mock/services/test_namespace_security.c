/* SPDX-License-Identifier: MIT */
/* __SystemSecurity=@: who may use a namespace, by the methods that learn.microsoft.com documents. */
#include "support/mock_world.h"

#define SECURITY u"__SystemSecurity=@"

static const struct space_case {
    const char *name;
    const OLECHAR *path;
} space_cases[] = {
    { "root", u"root" },
    { "root\\cimv2", u"root\\cimv2" },
    { "a namespace that was loaded", u"root\\deep\\er" },
    { "a server's", u"\\\\db\\root\\cimv2" },
};

static wmi_mock *create(void)
{
    wmi_mock_host host = WMI_MOCK_HOST_INIT;
    wmi_mock *mock = world_create();

    host.authn_level = WMI_AUTHN_NONE;
    assert_ok(wmi_mock_load(mock, "root\\deep\\er", ""));
    assert_ok(wmi_mock_add_host(mock, "db", &host));
    assert_ok(wmi_mock_add_host(mock, NULL, NULL));
    return mock;
}

static IWbemServices *open_secured(wmi_mock *mock, const OLECHAR *path)
{
    IWbemServices *services = world_open(mock, path);

    assert_ok(world_secure(services, RPC_C_AUTHN_LEVEL_PKT_PRIVACY, NULL));
    return services;
}

/* The out-parameters, to be released; NULL on failure. */
static HRESULT call(IWbemServices *services, const OLECHAR *name, IWbemClassObject *in,
                    IWbemClassObject **out)
{
    BSTR path = SysAllocString(SECURITY);
    BSTR method = SysAllocString(name);
    HRESULT hr = IWbemServices_ExecMethod(services, path, method, 0, NULL, in, out, NULL);

    SysFreeString(method);
    SysFreeString(path);
    return hr;
}

static void assert_number(IWbemClassObject *out, const OLECHAR *name, LONG expected)
{
    VARIANT value;

    VariantInit(&value);
    assert_ok(IWbemClassObject_Get(out, name, 0, &value, NULL, NULL));
    assert_int_equal(V_VT(&value), VT_I4);
    assert_int_equal(V_I4(&value), expected);
}

/* The bytes of SD; how many there are. */
static size_t get_sd(IWbemServices *services, unsigned char *bytes, size_t size)
{
    IWbemClassObject *out = NULL;
    VARIANT value;
    LONG last = -1;

    VariantInit(&value);
    assert_ok(call(services, u"GetSD", NULL, &out));
    assert_number(out, u"ReturnValue", 0);
    assert_ok(IWbemClassObject_Get(out, u"SD", 0, &value, NULL, NULL));
    assert_int_equal(V_VT(&value), VT_ARRAY | VT_UI1);
    assert_ok(SafeArrayGetUBound(V_ARRAY(&value), 1, &last));
    assert_true((size_t)last + 1 <= size);
    memcpy(bytes, V_ARRAY(&value)->pvData, (size_t)last + 1);
    VariantClear(&value);
    IWbemClassObject_Release(out);
    return (size_t)last + 1;
}

/* The in-parameters of SetSD. */
static IWbemClassObject *make_in(IWbemServices *services, const unsigned char *bytes, size_t size)
{
    IWbemClassObject *security = NULL, *signature = NULL, *in = NULL;
    VARIANT value;

    assert_ok(world_get(services, u"__SystemSecurity", &security));
    assert_ok(IWbemClassObject_GetMethod(security, u"SetSD", 0, &signature, NULL));
    assert_ok(IWbemClassObject_SpawnInstance(signature, 0, &in));
    V_VT(&value) = VT_ARRAY | VT_UI1;
    V_ARRAY(&value) = SafeArrayCreateVector(VT_UI1, 0, (ULONG)size);
    assert_non_null(V_ARRAY(&value));
    memcpy(V_ARRAY(&value)->pvData, bytes, size);
    assert_ok(IWbemClassObject_Put(in, u"SD", 0, &value, 0));
    VariantClear(&value);
    IWbemClassObject_Release(signature);
    IWbemClassObject_Release(security);
    return in;
}

static HRESULT set_sd(IWbemServices *services, const unsigned char *bytes, size_t size)
{
    IWbemClassObject *in = make_in(services, bytes, size);
    IWbemClassObject *out = NULL;
    HRESULT hr = call(services, u"SetSD", in, &out);

    if (out != NULL) {
        assert_number(out, u"ReturnValue", 0);
        IWbemClassObject_Release(out);
    }
    IWbemClassObject_Release(in);
    return hr;
}

static void each_namespace_has_one(void **state)
{
    const struct space_case *row = *state;
    wmi_mock *mock = create();
    IWbemServices *services = open_secured(mock, row->path);
    IWbemClassObject *security = NULL;
    unsigned char bytes[256];
    size_t size;

    assert_ok(world_get(services, SECURITY, &security));
    assert_string_equal(world_text(security, u"__RELPATH"), "__SystemSecurity=@");
    IWbemClassObject_Release(security);
    size = get_sd(services, bytes, sizeof bytes);
    assert_true(size > 20);
    assert_int_equal(bytes[0], 1);                            /* its revision */
    assert_int_equal(bytes[2] | bytes[3] << 8, 0x8004);       /* self-relative, with a DACL */
    assert_int_equal(bytes[16] + 52, size);                   /* where the DACL begins */
    assert_int_equal(bytes[bytes[16] + 2], size - bytes[16]); /* its size */
    IWbemServices_Release(services);
    world_destroy(mock);
}

static void what_is_set_is_returned(void **state)
{
    static const unsigned char none[20] = { 1, 0, 0, 0x80 };
    IWbemServices *services[2] = { world_open(*state, u"root\\cimv2"), world_open(*state, u"root") };
    unsigned char before[256], after[256];
    size_t size = get_sd(services[1], before, sizeof before);

    assert_ok(set_sd(services[0], none, sizeof none));
    assert_int_equal(get_sd(services[0], after, sizeof after), sizeof none);
    assert_memory_equal(after, none, sizeof none);
    assert_ok(set_sd(services[0], before, size)); /* and again */
    assert_int_equal(get_sd(services[0], after, sizeof after), size);
    assert_ok(set_sd(services[0], none, sizeof none));
    assert_int_equal(get_sd(services[1], after, sizeof after), size); /* of the other namespace */
    assert_memory_equal(after, before, size);
    IWbemServices_Release(services[0]);
    IWbemServices_Release(services[1]);
}

static const struct bad_case {
    const char *name;
    unsigned char bytes[20];
    size_t size;
    HRESULT code;
} bad_cases[] = {
    { "a short one", { 1, 0, 0, 0x80 }, 19, (HRESULT)WBEM_E_INVALID_OBJECT },
    { "another revision", { 2, 0, 0, 0x80 }, 20, (HRESULT)WBEM_E_INVALID_OBJECT },
    { "one with pointers", { 1, 0, 0, 0 }, 20, (HRESULT)WBEM_E_INVALID_OBJECT },
};

static void what_is_no_descriptor_is_refused(void **state)
{
    const struct bad_case *row = *state;
    wmi_mock *mock = world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");

    assert_hr(row->code, set_sd(services, row->bytes, row->size));
    IWbemServices_Release(services);
    world_destroy(mock);
}

static void the_caller_has_all_rights(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IWbemClassObject *out = NULL;

    assert_ok(call(services, u"GetCallerAccessRights", NULL, &out));
    assert_number(out, u"rights", 0x6003F);
    assert_number(out, u"ReturnValue", 0);
    IWbemClassObject_Release(out);
    IWbemServices_Release(services);
}

static HRESULT refuse(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    (void)path, (void)in, (void)out, (void)user_data;
    return (HRESULT)WBEM_E_ACCESS_DENIED;
}

/* A handler of the test comes before the mock's. */
static void a_handler_replaces_a_method(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IWbemClassObject *out = NULL;

    assert_hr(WBEM_E_METHOD_NOT_IMPLEMENTED, call(services, u"GetSecurityDescriptor", NULL, &out));
    assert_ok(wmi_mock_on_method(*state, "__SystemSecurity", "GetSD", refuse, NULL));
    assert_hr(WBEM_E_ACCESS_DENIED, call(services, u"GetSD", NULL, &out));
    assert_hr(WBEM_E_INVALID_PARAMETER, call(services, u"SetSD", NULL, &out));
    IWbemServices_Release(services);
}

static const struct CMUnitTest single_tests[] = {
    WORLD_TEST(what_is_set_is_returned),
    WORLD_TEST(the_caller_has_all_rights),
    WORLD_TEST(a_handler_replaces_a_method),
};

int main(void)
{
    static struct CMUnitTest tests[16];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, space_cases, each_namespace_has_one);
    WORLD_ADD(tests, count, single_tests);
    WORLD_ADD_ROWS(tests, count, bad_cases, what_is_no_descriptor_is_refused);
    return _cmocka_run_group_tests("test_mock_namespace_security", tests, count, world_group_setup,
                                   world_group_teardown);
}
