/* SPDX-License-Identifier: MIT */
/* Queries, enumerations and objects by path, in raw COM, with the codes that Windows gives. */
#include "os/os.h"
#include "support/mock_world.h"

#include <stdio.h>

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
    assert_int_equal(got, 99);
    assert_hr(INVALID, IEnumWbemClassObject_Next(rows, FOREVER, 1, &object, NULL));
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
    assert_ok(wmi_mock_delay(*state, NEXT, WMI_MOCK_HANG));
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
    assert_string_equal(world_text(object, u"__NAMESPACE"), "root\\cimv2");
    assert_non_null(strstr(world_text(object, u"__PATH"), "\\root\\cimv2:Test_Ssd.Id=\"E:\""));
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

/* More properties than the mock has room for without an allocation. */
static void a_wide_row_has_what_was_selected(void **state)
{
    char mof[1024] = "class Wide { ";
    IWbemServices *services;
    IEnumWbemClassObject *rows;
    IWbemClassObject *row = NULL;
    VARTYPE type;
    ULONG got;

    for (int i = 0; i < 70; i++)
        sprintf(mof + strlen(mof), "sint8 P%d; ", i);
    strcat(mof, "}; instance of Wide { P69 = 1; };");
    assert_ok(wmi_mock_load(*state, "root\\cimv2", mof));
    services = open_cimv2(state);
    rows = start(services, u"SELECT P1, P69 FROM Wide", SEMISYNCHRONOUS);
    assert_ok(IEnumWbemClassObject_Next(rows, FOREVER, 1, &row, &got));
    assert_ok(get(row, u"P69", &type));
    assert_ok(get(row, u"P1", &type));
    assert_hr(WBEM_E_NOT_FOUND, get(row, u"P68", &type));
    IWbemClassObject_Release(row);
    IEnumWbemClassObject_Release(rows);
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
    WORLD_TEST(a_row_has_what_was_selected),
    WORLD_TEST(a_whole_row_has_its_system_properties),
    WORLD_TEST(rows_of_subclasses_are_projected_too),
    WORLD_TEST(a_wide_row_has_what_was_selected),
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
    return _cmocka_run_group_tests("test_mock_enumerate", tests, count, world_group_setup,
                                   world_group_teardown);
}
