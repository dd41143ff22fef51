/* SPDX-License-Identifier: MIT */
/* Queries, enumerations and objects by path, in raw COM, with the codes that Windows gives. */
#include "mock_world.h"
#include "os/os.h"

#define INVALID ((HRESULT)WBEM_E_INVALID_PARAMETER)
#define NEXT    "IEnumWbemClassObject::Next"

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

/* --- When errors come ------------------------------------------------------------------------------------------- */

static const struct query_case {
    const char *name;
    const OLECHAR *wql;
    HRESULT code;
} bad_queries[] = {
    { "no such class", u"SELECT * FROM Nothing", (HRESULT)WBEM_E_INVALID_CLASS },
    { "no such property", u"SELECT Nothing FROM Test_Disk", (HRESULT)WBEM_E_INVALID_QUERY },
    { "no such property in WHERE", u"SELECT * FROM Test_Disk WHERE Nothing = 1",
      (HRESULT)WBEM_E_INVALID_QUERY },
    { "syntax", u"SELECT * FORM Test_Disk", (HRESULT)WBEM_E_INVALID_QUERY },
    { "cut", u"SELECT * FROM Test_Disk WHERE", (HRESULT)WBEM_E_INVALID_QUERY },
};

static void synchronous_errors_come_at_once(void **state)
{
    const struct query_case *row = *state;
    wmi_mock *mock = world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    IEnumWbemClassObject *rows = (IEnumWbemClassObject *)(void *)&rows;

    assert_hr(row->code, world_query(services, row->wql, SYNCHRONOUS, &rows));
    assert_null(rows);
    IWbemServices_Release(services);
    world_destroy(mock);
}

static void semisynchronous_errors_come_from_next(void **state)
{
    const struct query_case *row = *state;
    wmi_mock *mock = world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    IEnumWbemClassObject *rows = start(services, row->wql, SEMISYNCHRONOUS);
    ULONG got;

    assert_hr(row->code, world_next(rows, FOREVER, 1, &got));
    assert_int_equal(got, 0);
    IEnumWbemClassObject_Release(rows);
    IWbemServices_Release(services);
    world_destroy(mock);
}

static const struct argument_case {
    const char *name;
    const OLECHAR *language, *wql;
    LONG flags;
    bool has_result;
    HRESULT code;
} argument_cases[] = {
    { "good", u"WQL", ALL_DISKS, 0, true, S_OK },
    { "language: small letters", u"wql", ALL_DISKS, 0, true, S_OK },
    { "language: another", u"SQL", ALL_DISKS, 0, true, (HRESULT)WBEM_E_INVALID_QUERY_TYPE },
    { "language: another, semisynchronous", u"SQL", ALL_DISKS, SEMISYNCHRONOUS, true,
      (HRESULT)WBEM_E_INVALID_QUERY_TYPE },
    { "language: none", NULL, ALL_DISKS, 0, true, INVALID },
    { "language: empty", u"", ALL_DISKS, 0, true, INVALID },
    { "query: none", u"WQL", NULL, 0, true, INVALID },
    { "query: empty", u"WQL", u"", 0, true, INVALID },
    { "flags: unknown", u"WQL", ALL_DISKS, 0x40000000, true, INVALID },
    { "flags: ensure locatable", u"WQL", ALL_DISKS, WBEM_FLAG_ENSURE_LOCATABLE, true, S_OK },
    { "flags: direct read", u"WQL", ALL_DISKS, WBEM_FLAG_DIRECT_READ, true, S_OK },
    { "result: none", u"WQL", ALL_DISKS, 0, false, INVALID },
};

static void arguments_are_judged(void **state)
{
    const struct argument_case *row = *state;
    wmi_mock *mock = world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    BSTR language = SysAllocString(row->language);
    BSTR wql = SysAllocString(row->wql);
    IEnumWbemClassObject *rows = NULL;

    assert_hr(row->code, IWbemServices_ExecQuery(services, language, wql, row->flags, NULL,
                                                 row->has_result ? &rows : NULL));
    assert_int_equal(rows != NULL, row->code == S_OK);
    if (rows != NULL)
        IEnumWbemClassObject_Release(rows);
    SysFreeString(wql);
    SysFreeString(language);
    IWbemServices_Release(services);
    world_destroy(mock);
}

/* --- Next ------------------------------------------------------------------------------------------------------- */

static void batches_and_the_partial_last_one(void **state)
{
    IWbemServices *services = open_cimv2(state);
    IEnumWbemClassObject *rows = start(services, ALL_DISKS, SEMISYNCHRONOUS);
    ULONG got;

    assert_ok(world_next(rows, FOREVER, 2, &got));
    assert_int_equal(got, 2);
    assert_hr(WBEM_S_FALSE, world_next(rows, FOREVER, 2, &got));
    assert_int_equal(got, 1);
    assert_hr(WBEM_S_FALSE, world_next(rows, FOREVER, 2, &got));
    assert_int_equal(got, 0);
    IEnumWbemClassObject_Release(rows);

    rows = start(services, ALL_DISKS, SYNCHRONOUS);
    assert_ok(world_next(rows, WBEM_NO_WAIT, 3, &got)); /* all, and the end is not known yet */
    assert_int_equal(got, 3);
    assert_hr(WBEM_S_FALSE, world_next(rows, WBEM_NO_WAIT, 1, &got));
    IEnumWbemClassObject_Release(rows);
    IWbemServices_Release(services);
}

static void no_instances_is_no_error(void **state)
{
    IWbemServices *services = open_cimv2(state);

    assert_int_equal(world_count(services, u"SELECT * FROM Test_Disk WHERE Size = 1"), 0);
    assert_int_equal(world_count(services, u"SELECT * FROM Test_Device"), 4);
    assert_int_equal(world_count(services, u"SELECT * FROM Test_Ssd"), 1);
    IWbemServices_Release(services);
}

static void next_refuses_bad_arguments(void **state)
{
    IWbemServices *services = open_cimv2(state);
    IEnumWbemClassObject *rows = start(services, ALL_DISKS, SEMISYNCHRONOUS);
    IWbemClassObject *object = NULL;
    ULONG got = 99;

    assert_hr(INVALID, IEnumWbemClassObject_Next(rows, FOREVER, 1, NULL, &got));
    assert_int_equal(got, 0);
    assert_hr(INVALID, IEnumWbemClassObject_Next(rows, FOREVER, 1, &object, NULL));
    assert_hr(INVALID, IEnumWbemClassObject_Next(rows, FOREVER, 0, &object, &got));
    assert_hr(INVALID, IEnumWbemClassObject_Next(rows, -2, 1, &object, &got));
    assert_hr(INVALID, IEnumWbemClassObject_Skip(rows, -2, 1));
    assert_int_equal(world_drain(rows), 3);
    IWbemServices_Release(services);
}

static void a_timeout_with_no_row(void **state)
{
    IWbemServices *services = open_cimv2(state);
    IEnumWbemClassObject *rows = start(services, ALL_DISKS, SEMISYNCHRONOUS);
    uint64_t begin = wmi__clock_ms();
    ULONG got;

    assert_ok(wmi_mock_delay(*state, NEXT, WMI_MOCK_HANG));
    assert_hr(WBEM_S_TIMEDOUT, world_next(rows, 40, 2, &got));
    assert_int_equal(got, 0);
    assert_true(wmi__clock_ms() - begin >= 40);
    assert_hr(WBEM_S_TIMEDOUT, world_next(rows, WBEM_NO_WAIT, 2, &got));
    assert_int_equal(got, 0);
    assert_ok(wmi_mock_delay(*state, NEXT, 0));
    assert_int_equal(world_drain(rows), 3);
    IWbemServices_Release(services);
}

/* Each row takes its time: what has come until the limit is delivered, and the rest later. */
static void a_timeout_with_some_rows(void **state)
{
    IWbemServices *services = open_cimv2(state);
    IEnumWbemClassObject *rows = start(services, ALL_DISKS, SEMISYNCHRONOUS);
    ULONG got;

    assert_ok(wmi_mock_delay(*state, NEXT, 300));
    assert_hr(WBEM_S_TIMEDOUT, world_next(rows, 450, 3, &got));
    assert_int_equal(got, 1);
    assert_ok(wmi_mock_delay(*state, NEXT, 1));
    assert_int_equal(world_drain(rows), 2);
    IWbemServices_Release(services);
}

/* The time that a row was waited for in vain counts for the next call. */
static void waiting_again_is_waiting_on(void **state)
{
    IWbemServices *services = open_cimv2(state);
    IEnumWbemClassObject *rows = start(services, ALL_DISKS, SEMISYNCHRONOUS);
    uint64_t begin = wmi__clock_ms();
    HRESULT hr = WBEM_S_TIMEDOUT;
    ULONG got = 0;

    assert_ok(wmi_mock_delay(*state, NEXT, 100));
    while (hr == WBEM_S_TIMEDOUT)
        hr = world_next(rows, 20, 1, &got);
    assert_ok(hr);
    assert_int_equal(got, 1);
    assert_true(wmi__clock_ms() - begin >= 100);
    IEnumWbemClassObject_Release(rows);
    IWbemServices_Release(services);
}

/* That there is nothing is told no sooner than a row would have come, but only once. */
static void an_empty_answer_is_waited_for(void **state)
{
    IWbemServices *services = open_cimv2(state);
    IEnumWbemClassObject *rows = start(services, u"SELECT * FROM Test_Disk WHERE Size = 1", SEMISYNCHRONOUS);
    ULONG got;

    assert_ok(wmi_mock_delay(*state, NEXT, WMI_MOCK_HANG));
    assert_hr(WBEM_S_TIMEDOUT, world_next(rows, 10, 1, &got));
    assert_ok(wmi_mock_delay(*state, NEXT, 20));
    assert_hr(WBEM_S_FALSE, world_next(rows, 5000, 1, &got));
    assert_hr(WBEM_S_FALSE, world_next(rows, WBEM_NO_WAIT, 1, &got));
    IEnumWbemClassObject_Release(rows);
    IWbemServices_Release(services);
}

/* --- Reset, Clone, Skip ------------------------------------------------------------------------------------------- */

static void reset_begins_again(void **state)
{
    IWbemServices *services = open_cimv2(state);
    IEnumWbemClassObject *rows = start(services, ALL_DISKS, WBEM_FLAG_RETURN_IMMEDIATELY);
    ULONG got;

    assert_ok(world_next(rows, FOREVER, 2, &got));
    assert_ok(IEnumWbemClassObject_Reset(rows));
    assert_int_equal(world_drain(rows), 3);
    IWbemServices_Release(services);
}

static void a_clone_goes_its_own_way(void **state)
{
    IWbemServices *services = open_cimv2(state);
    IEnumWbemClassObject *rows = start(services, ALL_DISKS, SYNCHRONOUS);
    IEnumWbemClassObject *clone = NULL;
    ULONG got;

    assert_ok(world_next(rows, FOREVER, 1, &got));
    assert_hr(INVALID, IEnumWbemClassObject_Clone(rows, NULL));
    assert_ok(IEnumWbemClassObject_Clone(rows, &clone));
    assert_int_equal(world_drain(rows), 2);
    assert_int_equal(world_drain(clone), 2);
    IWbemServices_Release(services);
}

static void skip_leaves_rows_out(void **state)
{
    IWbemServices *services = open_cimv2(state);
    IEnumWbemClassObject *rows = start(services, ALL_DISKS, SYNCHRONOUS);
    ULONG got;

    assert_ok(IEnumWbemClassObject_Skip(rows, FOREVER, 2));
    assert_ok(world_next(rows, FOREVER, 1, &got));
    assert_ok(IEnumWbemClassObject_Reset(rows));
    assert_ok(IEnumWbemClassObject_Skip(rows, FOREVER, 3));
    assert_hr(WBEM_S_FALSE, IEnumWbemClassObject_Skip(rows, FOREVER, 1));
    assert_ok(IEnumWbemClassObject_Reset(rows));
    assert_hr(WBEM_S_FALSE, IEnumWbemClassObject_Skip(rows, FOREVER, 4));
    IEnumWbemClassObject_Release(rows);
    IWbemServices_Release(services);
}

static void forward_only_enumerators_do_not_go_back(void **state)
{
    IWbemServices *services = open_cimv2(state);
    IEnumWbemClassObject *rows = start(services, ALL_DISKS, SEMISYNCHRONOUS);
    IEnumWbemClassObject *clone = (IEnumWbemClassObject *)(void *)&clone;

    assert_hr(WBEM_E_INVALID_OPERATION, IEnumWbemClassObject_Reset(rows));
    assert_hr(WBEM_E_INVALID_OPERATION, IEnumWbemClassObject_Clone(rows, &clone));
    assert_null(clone);
    assert_ok(IEnumWbemClassObject_Skip(rows, FOREVER, 1));
    assert_int_equal(world_drain(rows), 2);
    IWbemServices_Release(services);
}

/* --- Instances and classes ------------------------------------------------------------------------------------------ */

static const struct enum_case {
    const char *name;
    bool of_classes;
    const OLECHAR *class_name;
    LONG flags;
    size_t count; /* SIZE_MAX: at least 8, the system's among them */
    HRESULT code;
} enum_cases[] = {
    { "instances: deep", false, u"Test_Device", WBEM_FLAG_DEEP, 4, S_OK },
    { "instances: shallow", false, u"Test_Device", WBEM_FLAG_SHALLOW, 1, S_OK },
    { "instances: shallow, in the middle", false, u"test_disk", WBEM_FLAG_SHALLOW, 2, S_OK },
    { "instances: semisynchronous", false, u"Test_Disk", SEMISYNCHRONOUS, 3, S_OK },
    { "instances: no such class", false, u"Nothing", 0, 0, (HRESULT)WBEM_E_INVALID_CLASS },
    { "instances: no class", false, NULL, 0, 0, INVALID },
    { "instances: empty class", false, u"", 0, 0, INVALID },
    { "instances: unknown flags", false, u"Test_Disk", 0x40000000, 0, INVALID },
    { "classes: below one, deep", true, u"Test_Device", WBEM_FLAG_DEEP, 2, S_OK },
    { "classes: below one, shallow", true, u"Test_Device", WBEM_FLAG_SHALLOW, 1, S_OK },
    { "classes: below the last", true, u"Test_Ssd", 0, 0, S_OK },
    { "classes: all", true, u"", WBEM_FLAG_DEEP, SIZE_MAX, S_OK },
    { "classes: all, NULL", true, NULL, WBEM_FLAG_DEEP, SIZE_MAX, S_OK },
    { "classes: no such class", true, u"Nothing", 0, 0, (HRESULT)WBEM_E_INVALID_CLASS },
};

static void enumerations_by_class(void **state)
{
    const struct enum_case *row = *state;
    wmi_mock *mock = world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    BSTR name = SysAllocString(row->class_name);
    IEnumWbemClassObject *rows = NULL;
    HRESULT hr = row->of_classes ? IWbemServices_CreateClassEnum(services, name, row->flags, NULL, &rows)
                                 : IWbemServices_CreateInstanceEnum(services, name, row->flags, NULL, &rows);

    SysFreeString(name);
    assert_hr(row->code, hr);
    if (SUCCEEDED(hr)) {
        size_t count = world_drain(rows);

        if (row->count == SIZE_MAX)
            assert_true(count >= 8);
        else
            assert_int_equal(count, row->count);
    } else {
        assert_null(rows);
    }
    IWbemServices_Release(services);
    world_destroy(mock);
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
    { "empty", u"", INVALID, NULL },
    { "none", NULL, INVALID, NULL },
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

/* --- What a row shows --------------------------------------------------------------------------------------------------- */

static IWbemClassObject *first_of(IWbemServices *services, const OLECHAR *wql)
{
    IEnumWbemClassObject *rows = start(services, wql, SEMISYNCHRONOUS);
    IWbemClassObject *object = NULL;
    ULONG got = 0;

    assert_ok(IEnumWbemClassObject_Next(rows, FOREVER, 1, &object, &got));
    IEnumWbemClassObject_Release(rows);
    return object;
}

static HRESULT get(IWbemClassObject *object, const OLECHAR *name, VARTYPE *type)
{
    VARIANT value;
    HRESULT hr;

    VariantInit(&value);
    hr = IWbemClassObject_Get(object, name, 0, &value, NULL, NULL);
    *type = V_VT(&value);
    VariantClear(&value);
    return hr;
}

static void a_row_has_what_was_selected(void **state)
{
    IWbemServices *services = open_cimv2(state);
    IWbemClassObject *object = first_of(services, u"SELECT Name, size FROM Test_Disk WHERE Id = 'C:'");
    VARTYPE type;

    assert_ok(get(object, u"NAME", &type));
    assert_int_equal(type, VT_BSTR);
    assert_string_equal(world_text(object, u"Size"), "500");
    assert_hr(WBEM_E_NOT_FOUND, get(object, u"Id", &type));
    assert_hr(WBEM_E_NOT_FOUND, get(object, u"Load", &type));
    assert_string_equal(world_text(object, u"__CLASS"), "Test_Disk");
    assert_ok(get(object, u"__PATH", &type));
    assert_int_equal(type, VT_NULL); /* the keys were not selected */
    IWbemClassObject_Release(object);
    IWbemServices_Release(services);
}

static void a_whole_row_has_its_system_properties(void **state)
{
    IWbemServices *services = open_cimv2(state);
    IWbemClassObject *object = first_of(services, u"SELECT * FROM Test_Disk WHERE Id = 'E:'");
    VARTYPE type;

    assert_string_equal(world_text(object, u"__CLASS"), "Test_Ssd");
    assert_string_equal(world_text(object, u"__SUPERCLASS"), "Test_Disk");
    assert_string_equal(world_text(object, u"__DYNASTY"), "Test_Device");
    assert_string_equal(world_text(object, u"__RELPATH"), "Test_Ssd.Id=\"E:\"");
    assert_string_equal(world_text(object, u"__NAMESPACE"), "ROOT\\CIMV2");
    assert_non_null(strstr(world_text(object, u"__PATH"), "\\ROOT\\CIMV2:Test_Ssd.Id=\"E:\""));
    assert_ok(get(object, u"Trim", &type));
    assert_int_equal(type, VT_BOOL);
    assert_ok(get(object, u"Name", &type));
    assert_int_equal(type, VT_NULL);
    IWbemClassObject_Release(object);
    IWbemServices_Release(services);
}

/* The class of each row decides, not the one that the query names. */
static void rows_of_subclasses_are_projected_too(void **state)
{
    IWbemServices *services = open_cimv2(state);
    IEnumWbemClassObject *rows = start(services, u"SELECT Id FROM Test_Device", SEMISYNCHRONOUS);
    IWbemClassObject *objects[4] = { NULL };
    ULONG got = 0;
    VARTYPE type;

    assert_ok(IEnumWbemClassObject_Next(rows, FOREVER, 4, objects, &got));
    assert_int_equal(got, 4);
    for (size_t i = 0; i < got; i++) {
        assert_ok(get(objects[i], u"Id", &type));
        assert_hr(WBEM_E_NOT_FOUND, get(objects[i], u"Name", &type));
        assert_hr(WBEM_E_NOT_FOUND, get(objects[i], u"Trim", &type));
        IWbemClassObject_Release(objects[i]);
    }
    IEnumWbemClassObject_Release(rows);
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
    WORLD_TEST(batches_and_the_partial_last_one),
    WORLD_TEST(no_instances_is_no_error),
    WORLD_TEST(next_refuses_bad_arguments),
    WORLD_TEST(a_timeout_with_no_row),
    WORLD_TEST(a_timeout_with_some_rows),
    WORLD_TEST(waiting_again_is_waiting_on),
    WORLD_TEST(an_empty_answer_is_waited_for),
    WORLD_TEST(reset_begins_again),
    WORLD_TEST(a_clone_goes_its_own_way),
    WORLD_TEST(skip_leaves_rows_out),
    WORLD_TEST(forward_only_enumerators_do_not_go_back),
    WORLD_TEST(an_objects_own_path_finds_it_again),
    WORLD_TEST(get_object_judges_its_arguments),
    WORLD_TEST(a_namespace_is_an_instance_of_its_parent),
    WORLD_TEST(a_row_has_what_was_selected),
    WORLD_TEST(a_whole_row_has_its_system_properties),
    WORLD_TEST(rows_of_subclasses_are_projected_too),
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
    WORLD_ADD_ROWS(tests, count, bad_queries, synchronous_errors_come_at_once);
    WORLD_ADD_ROWS(tests, count, bad_queries, semisynchronous_errors_come_from_next);
    WORLD_ADD_ROWS(tests, count, argument_cases, arguments_are_judged);
    WORLD_ADD_ROWS(tests, count, enum_cases, enumerations_by_class);
    WORLD_ADD_ROWS(tests, count, path_cases, objects_are_found_by_path);
    WORLD_ADD_ROWS(tests, count, space_cases, namespaces_open_below_others);
    return _cmocka_run_group_tests("test_mock_enumerate", tests, count, world_group_setup,
                                   world_group_teardown);
}
