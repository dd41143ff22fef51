/* SPDX-License-Identifier: MIT */
/* Objects and namespaces by path, and what is common to all the mock's objects. */
#include "support/mock_world.h"

#define INVALID ((HRESULT)WBEM_E_INVALID_PARAMETER)

/* Services for a test, and the enumerator of a query: to be released. */
static IWbemServices *open_cimv2(void **state)
{
    return world_open(*state, u"root\\cimv2");
}

static IEnumWbemClassObject *start(IWbemServices *services, const OLECHAR *wql, LONG flags)
{
    IEnumWbemClassObject *rows = NULL;

    assert_ok(world_query(services, wql, flags, &rows));
    assert_non_null(rows);
    return rows;
}

/* --- Objects by path -------------------------------------------------------------------------------------------------- */

static const struct path_case {
    const char *name;
    const OLECHAR *path;
    HRESULT code;
    const char *relative; /* __RELPATH of what is found */
} path_cases[] = {
    { "class", u"Test_Disk", S_OK, "Test_Disk" },
    { "class: any case", u"TEST_DISK", S_OK, "Test_Disk" },
    { "class: with namespace", u"root\\cimv2:Test_Disk", S_OK, "Test_Disk" },
    { "class: full", u"\\\\.\\root\\cimv2:Test_Disk", S_OK, "Test_Disk" },
    { "class: full, slashes", u"//./root/cimv2:Test_Disk", S_OK, "Test_Disk" },
    { "instance", u"Test_Disk.Id=\"C:\"", S_OK, "Test_Disk.Id=\"C:\"" },
    { "instance: any case", u"test_disk.ID=\"c:\"", S_OK, "Test_Disk.Id=\"C:\"" },
    { "instance: key's name left out", u"Test_Disk=\"D:\"", S_OK, "Test_Disk.Id=\"D:\"" },
    { "instance: full", u"\\\\.\\root\\cimv2:Test_Disk.Id=\"C:\"", S_OK, "Test_Disk.Id=\"C:\"" },
    { "instance: single quotes", u"Test_Disk.Id='C:'", S_OK, "Test_Disk.Id=\"C:\"" },
    { "instance: singleton", u"Test_Single=@", S_OK, "Test_Single=@" },
    { "instance: escapes", u"Odd.Id=\"a\\\\b\\\"c\"", S_OK, "Odd.Id=\"a\\\\b\\\"c\"" },
    { "instance: colon in the key", u"Odd.Id=\"x:y\"", S_OK, "Odd.Id=\"x:y\"" },
    { "instance: not there", u"Test_Disk.Id=\"Z:\"", (HRESULT)WBEM_E_NOT_FOUND, NULL },
    { "class: not there", u"Nothing", (HRESULT)WBEM_E_NOT_FOUND, NULL },
    { "class of an instance not there", u"Nothing.Id=\"C:\"", (HRESULT)WBEM_E_INVALID_CLASS, NULL },
    { "key: another name", u"Test_Disk.Name=\"C:\"", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, NULL },
    { "key: not closed", u"Test_Disk.Id=\"C:", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, NULL },
    { "key: no value", u"Test_Disk.Id=", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, NULL },
    { "namespace: nothing behind", u"root\\cimv2:", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, NULL },
    { "empty: a class that is none yet", u"", S_OK, "" },
    { "none: likewise", NULL, S_OK, "" },
};

static void objects_are_found_by_path(void **state)
{
    const struct path_case *row = *state;
    wmi_mock *mock = world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    IWbemClassObject *object = (IWbemClassObject *)(void *)&object;

    assert_ok(wmi_mock_load(mock, NULL,
                            "class Odd { [key] string Id; };\n"
                            "instance of Odd { Id = \"a\\\\b\\\"c\"; };\n"
                            "instance of Odd { Id = \"x:y\"; };"));
    assert_hr(row->code, world_get(services, row->path, &object));
    assert_int_equal(object != NULL, row->code == S_OK);
    if (object != NULL) {
        assert_string_equal(world_text(object, u"__RELPATH"), row->relative);
        IWbemClassObject_Release(object);
    }
    IWbemServices_Release(services);
    world_destroy(mock);
}

static void an_objects_own_path_finds_it_again(void **state)
{
    IWbemServices *services = open_cimv2(state);
    IWbemClassObject *object = NULL;
    IWbemClassObject *again = NULL;
    VARIANT path;

    assert_ok(world_get(services, u"Test_Ssd.Id=\"E:\"", &object));
    assert_ok(IWbemClassObject_Get(object, u"__PATH", 0, &path, NULL, NULL));
    assert_ok(world_get(services, V_BSTR(&path), &again));
    assert_string_equal(world_text(again, u"Id"), "E:");
    VariantClear(&path);
    IWbemClassObject_Release(again);
    IWbemClassObject_Release(object);
    IWbemServices_Release(services);
}

static void get_object_judges_its_arguments(void **state)
{
    IWbemServices *services = open_cimv2(state);
    IWbemClassObject *object = NULL;
    BSTR path = SysAllocString(u"Test_Disk");

    assert_hr(INVALID, IWbemServices_GetObject(services, path, 0, NULL, NULL, NULL));
    assert_hr(INVALID,
              IWbemServices_GetObject(services, path, WBEM_FLAG_RETURN_IMMEDIATELY, NULL, &object, NULL));
    assert_null(object);
    SysFreeString(path);
    IWbemServices_Release(services);
}

static const struct space_case {
    const char *name;
    const OLECHAR *path;
    LONG flags;
    HRESULT code;
} space_cases[] = {
    { "namespace: child", u"cimv2", 0, S_OK },
    { "namespace: any case", u"CIMv2", 0, S_OK },
    { "namespace: grandchild", u"deep\\er", 0, S_OK },
    { "namespace: grandchild, slash", u"deep/er", 0, S_OK },
    { "namespace: not there", u"nowhere", 0, (HRESULT)WBEM_E_INVALID_NAMESPACE },
    { "namespace: empty", u"", 0, INVALID },
    { "namespace: none", NULL, 0, INVALID },
    { "namespace: flags", u"cimv2", 0x40, INVALID },
};

static void namespaces_open_below_others(void **state)
{
    const struct space_case *row = *state;
    wmi_mock *mock = world_create();
    IWbemServices *services;
    IWbemServices *opened = NULL;
    BSTR path = SysAllocString(row->path);

    assert_ok(wmi_mock_load(mock, "root\\deep\\er", ""));
    services = world_open(mock, u"root");
    assert_hr(row->code, IWbemServices_OpenNamespace(services, path, row->flags, NULL, &opened, NULL));
    assert_int_equal(opened != NULL, row->code == S_OK);
    if (opened != NULL)
        IWbemServices_Release(opened);
    SysFreeString(path);
    IWbemServices_Release(services);
    world_destroy(mock);
}

static void a_namespace_is_an_instance_of_its_parent(void **state)
{
    IWbemServices *services = world_open(*state, u"root");
    IWbemServices *opened = NULL;
    BSTR child = SysAllocString(u"cimv2");

    assert_int_equal(world_count(services, u"SELECT * FROM __NAMESPACE WHERE Name = 'cimv2'"), 1);
    assert_ok(IWbemServices_OpenNamespace(services, child, 0, NULL, &opened, NULL));
    assert_int_equal(world_count(opened, ALL_DISKS), 3);
    IWbemServices_Release(opened);
    SysFreeString(child);
    IWbemServices_Release(services);
}

/* --- QueryInterface ------------------------------------------------------------------------------------------------------ */

/* The rules of COM for an object and one of its interfaces. */
static void check_interfaces(void *object, const IID *iid, bool is_proxy)
{
    IUnknown *face = object;
    IUnknown *first = NULL;
    IUnknown *second = NULL;
    void *same = NULL;
    void *cleared = &cleared;

    assert_ok(IUnknown_QueryInterface(face, &IID_IUnknown, (void **)&first));
    assert_ok(IUnknown_QueryInterface(face, iid, &same));
    assert_ptr_equal(same, object);
    assert_ok(IUnknown_QueryInterface((IUnknown *)same, &IID_IUnknown, (void **)&second));
    assert_ptr_equal(first, second);
    assert_int_equal((void *)first != object, is_proxy);
    IUnknown_Release(second);
    second = same;
    IUnknown_Release(second);
    assert_ok(IUnknown_QueryInterface(first, iid, &same));
    assert_ptr_equal(same, object);
    second = same;
    IUnknown_Release(second);

    assert_hr(E_NOINTERFACE, IUnknown_QueryInterface(face, &IID_IClassFactory, &cleared));
    assert_null(cleared);
    assert_hr(E_POINTER, IUnknown_QueryInterface(face, &IID_IUnknown, NULL));
    cleared = &cleared;
    assert_hr(is_proxy ? S_OK : E_NOINTERFACE, IUnknown_QueryInterface(face, &IID_IClientSecurity, &cleared));
    second = cleared;
    if (second != NULL)
        IUnknown_Release(second);
    assert_int_equal(IUnknown_AddRef(first), 3);
    assert_int_equal(IUnknown_Release(face), 2);
    assert_int_equal(IUnknown_Release(first), 1);
}

static void objects_keep_the_rules_of_com(void **state)
{
    IWbemServices *services = open_cimv2(state);
    IEnumWbemClassObject *rows = start(services, ALL_DISKS, SEMISYNCHRONOUS);
    IWbemClassObject *instance = NULL;
    IWbemClassObject *object_class = NULL;

    assert_ok(world_get(services, u"Test_Disk.Id=\"C:\"", &instance));
    assert_ok(world_get(services, u"Test_Disk", &object_class));
    check_interfaces(services, &IID_IWbemServices, true);
    check_interfaces(rows, &IID_IEnumWbemClassObject, true);
    check_interfaces(instance, &IID_IWbemClassObject, false);
    check_interfaces(object_class, &IID_IWbemClassObject, false);
    IWbemClassObject_Release(object_class);
    IWbemClassObject_Release(instance);
    IEnumWbemClassObject_Release(rows);
    IWbemServices_Release(services);
}

static void the_locator_keeps_the_rules_of_com(void **state)
{
    IWbemLocator *locator = wmi_mock_locator(*state);

    IWbemLocator_AddRef(locator);
    check_interfaces(locator, &IID_IWbemLocator, false);
    assert_int_equal(wmi_mock_live_objects(*state), 1);
    IWbemLocator_Release(locator);
    assert_int_equal(wmi_mock_live_objects(*state), 0);
}

/* --- Extended status ------------------------------------------------------------------------------------------------------ */

/* Reads what a failure left behind, which is then gone. */
static void check_status(const char *operation, const char *parameter, HRESULT code)
{
    IErrorInfo *info = NULL;
    IWbemClassObject *status = NULL;
    VARIANT value;

    assert_ok(GetErrorInfo(0, &info));
    assert_ok(IErrorInfo_QueryInterface(info, &IID_IWbemClassObject, (void **)&status));
    assert_string_equal(world_text(status, u"__CLASS"), "__ExtendedStatus");
    assert_string_equal(world_text(status, u"Operation"), operation);
    assert_string_equal(world_text(status, u"ParameterInfo"), parameter);
    assert_string_equal(world_text(status, u"ProviderName"), "WinMgmt");
    assert_ok(IWbemClassObject_Get(status, u"StatusCode", 0, &value, NULL, NULL));
    assert_int_equal(V_VT(&value), VT_I4);
    assert_int_equal(V_I4(&value), code);
    IWbemClassObject_Release(status);
    IErrorInfo_Release(info);
    assert_hr(S_FALSE, GetErrorInfo(0, &info));
}

static void failures_leave_an_extended_status(void **state)
{
    IWbemServices *services = open_cimv2(state);
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *object = NULL;
    BSTR name = SysAllocString(u"Nothing");
    ULONG got;

    SetErrorInfo(0, NULL);
    assert_hr(WBEM_E_INVALID_CLASS, world_query(services, u"SELECT * FROM Nothing", SYNCHRONOUS, &rows));
    check_status("ExecQuery", "SELECT * FROM Nothing", (HRESULT)WBEM_E_INVALID_CLASS);
    assert_hr(WBEM_E_INVALID_CLASS, IWbemServices_CreateInstanceEnum(services, name, 0, NULL, &rows));
    check_status("CreateInstanceEnum", "Nothing", (HRESULT)WBEM_E_INVALID_CLASS);
    assert_hr(WBEM_E_NOT_FOUND, world_get(services, name, &object));
    check_status("GetObject", "Nothing", (HRESULT)WBEM_E_NOT_FOUND);
    rows = start(services, u"SELECT FROM", SEMISYNCHRONOUS);
    assert_hr(WBEM_E_INVALID_QUERY, world_next(rows, FOREVER, 1, &got));
    check_status("ExecQuery", "SELECT FROM", (HRESULT)WBEM_E_INVALID_QUERY);
    IEnumWbemClassObject_Release(rows);
    SysFreeString(name);
    IWbemServices_Release(services);
}

/* --- Contexts --------------------------------------------------------------------------------------------------------------- */

static void contexts_are_taken(void **state)
{
    wmi_mock *mock = *state;
    IWbemServices *services = open_cimv2(state);
    BSTR language = SysAllocString(u"WQL");
    BSTR wql = SysAllocString(ALL_DISKS);
    BSTR path = SysAllocString(u"Test_Disk");
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *object = NULL;
    IWbemContext *context = NULL;
    size_t calls = wmi_mock_call_count(mock, NULL);

    /* What a context holds is for providers; the mock has none, and so any object will do. */
    context = (IWbemContext *)(void *)wmi_mock_locator(mock);
    assert_ok(IWbemServices_ExecQuery(services, language, wql, 0, context, &rows));
    assert_non_null(strstr(wmi_mock_call_at(mock, calls)->arguments, "pCtx=given"));
    assert_ok(IWbemServices_GetObject(services, path, 0, context, &object, NULL));
    assert_int_equal(world_drain(rows), 3);
    IWbemClassObject_Release(object);
    SysFreeString(path);
    SysFreeString(wql);
    SysFreeString(language);
    IWbemServices_Release(services);
}

static const struct CMUnitTest single_tests[] = {
    WORLD_TEST(an_objects_own_path_finds_it_again),
    WORLD_TEST(get_object_judges_its_arguments),
    WORLD_TEST(a_namespace_is_an_instance_of_its_parent),
    WORLD_TEST(objects_keep_the_rules_of_com),
    WORLD_TEST(the_locator_keeps_the_rules_of_com),
    WORLD_TEST(failures_leave_an_extended_status),
    WORLD_TEST(contexts_are_taken),
};

int main(void)
{
    static struct CMUnitTest tests[160];
    size_t count = 0;

    WORLD_ADD(tests, count, single_tests);
    WORLD_ADD_ROWS(tests, count, path_cases, objects_are_found_by_path);
    WORLD_ADD_ROWS(tests, count, space_cases, namespaces_open_below_others);
    return _cmocka_run_group_tests("test_mock_paths", tests, count, world_group_setup, world_group_teardown);
}
