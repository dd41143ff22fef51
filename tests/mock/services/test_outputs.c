/* SPDX-License-Identifier: MIT */
/* What calls do with the caller's pointers; and where objects say that they come from. */
#include "support/mock_calls.h"

#define DOORS u"SELECT * FROM Door"

/* Not an interface: to see whether a call touches a pointer. */
static IWbemClassObject *untouched(void)
{
    static int value;

    return (IWbemClassObject *)(void *)&value;
}

static IEnumWbemClassObject *start(const house *self, const OLECHAR *wql)
{
    IEnumWbemClassObject *rows = NULL;

    assert_ok(world_query(self->services, wql, SEMISYNCHRONOUS, &rows));
    return rows;
}

/* --- Next ------------------------------------------------------------------------------------------------------- */

static void next_of_no_rows(void **state)
{
    const house *self = *state;
    IEnumWbemClassObject *rows = start(self, DOORS);
    IWbemClassObject *object = untouched();
    ULONG got = 2;

    assert_ok(IEnumWbemClassObject_Next(rows, FOREVER, 0, &object, &got));
    assert_int_equal(got, 0);
    assert_ptr_equal(object, untouched());
    assert_int_equal(world_drain(rows), 3);
    rows = start(self, u"SELECT * FROM Loose");
    assert_hr(WBEM_S_FALSE, world_next(rows, FOREVER, 1, &got));
    assert_ok(IEnumWbemClassObject_Next(rows, FOREVER, 0, &object, &got)); /* at the end too */
    assert_int_equal(got, 0);
    IEnumWbemClassObject_Release(rows);
}

static void next_with_bad_arguments(void **state)
{
    IEnumWbemClassObject *rows = start(*state, DOORS);
    IWbemClassObject *object = untouched();
    ULONG got = 2;

    assert_hr(WBEM_E_INVALID_PARAMETER, IEnumWbemClassObject_Next(rows, FOREVER, 1, NULL, &got));
    assert_hr(WBEM_E_INVALID_PARAMETER, IEnumWbemClassObject_Next(rows, -2, 1, &object, &got));
    assert_hr(WBEM_E_INVALID_PARAMETER, IEnumWbemClassObject_Next(rows, FOREVER, 1, &object, NULL));
    assert_int_equal(got, 2);
    assert_ptr_equal(object, untouched());
    IEnumWbemClassObject_Release(rows);
}

static void check_failed_next(IEnumWbemClassObject *rows, HRESULT code)
{
    IWbemClassObject *objects[2] = { untouched(), untouched() };
    ULONG got = 2;

    assert_hr(code, IEnumWbemClassObject_Next(rows, FOREVER, 2, objects, &got));
    assert_int_equal(got, 0);
    assert_ptr_equal(objects[0], untouched());
    assert_ptr_equal(objects[1], untouched());
    IEnumWbemClassObject_Release(rows);
}

static void next_of_a_bad_query(void **state)
{
    check_failed_next(start(*state, u"SELECT * FROM Nothing"), (HRESULT)WBEM_E_INVALID_CLASS);
    check_failed_next(start(*state, u"SELECT FROM"), (HRESULT)WBEM_E_INVALID_QUERY);
}

static void next_of_a_lost_server(void **state)
{
    const house *self = *state;
    IEnumWbemClassObject *rows = start(self, DOORS);

    assert_ok(wmi_mock_fail(self->mock, "IEnumWbemClassObject::Next", 1, RPC_UNAVAILABLE));
    check_failed_next(rows, RPC_UNAVAILABLE);
}

/* What a call did not bring is NULL. */
static void next_at_the_end(void **state)
{
    IEnumWbemClassObject *rows = start(*state, DOORS);
    IWbemClassObject *objects[40];
    ULONG got = 0;

    for (size_t i = 0; i < COUNT_OF(objects); i++)
        objects[i] = untouched();
    assert_hr(WBEM_S_FALSE, IEnumWbemClassObject_Next(rows, FOREVER, COUNT_OF(objects), objects, &got));
    assert_int_equal(got, 3);
    for (size_t i = 0; i < COUNT_OF(objects); i++) {
        assert_int_equal(objects[i] != NULL, i < 3);
        if (objects[i] != NULL)
            IWbemClassObject_Release(objects[i]);
    }
    IEnumWbemClassObject_Release(rows);
}

/* --- SpawnInstance, SpawnDerivedClass ------------------------------------------------------------------------------ */

static void spawning_that_fails(void **state)
{
    const house *self = *state;
    IWbemClassObject *door = house_get(self, u"Door");
    IWbemClassObject *front = house_get(self, u"Door.Id=\"front\"");
    IWbemClassObject *made = untouched();

    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_SpawnInstance(door, 1, &made));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_SpawnDerivedClass(door, 1, &made));
    assert_hr(WBEM_E_INVALID_OPERATION, IWbemClassObject_SpawnDerivedClass(front, 0, &made));
    assert_ok(wmi_mock_fail(self->mock, "IWbemClassObject::SpawnInstance", 1, E_OUTOFMEMORY));
    assert_hr(E_OUTOFMEMORY, IWbemClassObject_SpawnInstance(door, 0, &made));
    assert_ptr_equal(made, untouched());
    IWbemClassObject_Release(front);
    IWbemClassObject_Release(door);
}

/* --- GetObject: NULL on every error -------------------------------------------------------------------------------- */

static const struct get_case {
    const char *name;
    const OLECHAR *path;
    LONG flags;
    HRESULT fault; /* of GetObject; S_OK: none */
    HRESULT code;
} get_cases[] = {
    { "get: no such instance", u"Door.Id=\"none\"", 0, S_OK, (HRESULT)WBEM_E_NOT_FOUND },
    { "get: no path", u"Door.Id=", 0, S_OK, (HRESULT)WBEM_E_INVALID_OBJECT_PATH },
    { "get: another namespace", u"root\\other:Door", 0, S_OK, (HRESULT)WBEM_E_INVALID_NAMESPACE },
    { "get: no result for a later call", u"Door", LATER, S_OK, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "get: a fault", u"Door", 0, RPC_UNAVAILABLE, RPC_UNAVAILABLE },
};

static void get_object_clears(void **state)
{
    const struct get_case *row = *state;
    house *self = house_open();
    IWbemClassObject *object = untouched();
    BSTR path = SysAllocString(row->path);

    if (row->fault != S_OK)
        assert_ok(wmi_mock_fail(self->mock, "IWbemServices::GetObject", 1, row->fault));
    assert_hr(row->code, IWbemServices_GetObject(self->services, path, row->flags, NULL, &object, NULL));
    assert_null(object);
    SysFreeString(path);
    house_close(self);
}

/* --- WBEM_FLAG_ENSURE_LOCATABLE ---------------------------------------------------------------------------------------- */

static const struct locatable_case {
    const char *name;
    const OLECHAR *wql;
    LONG flags;
    const char *relative; /* __RELPATH */
    bool has_path;        /* __PATH and __SERVER */
} locatable_cases[] = {
    { "locatable: no", u"SELECT Note FROM Door WHERE Id = 'front'", 0, "", false },
    { "locatable: yes", u"SELECT Note FROM Door WHERE Id = 'front'", WBEM_FLAG_ENSURE_LOCATABLE,
      "Door.Id=\"front\"", true },
    { "locatable: of a subclass", u"SELECT Note FROM Door WHERE Id = 'garden'", WBEM_FLAG_ENSURE_LOCATABLE,
      "Gate.Id=\"garden\"", true },
    { "locatable: the key selected", u"SELECT Id FROM Door WHERE Id = 'front'", WBEM_FLAG_ENSURE_LOCATABLE,
      "Door.Id=\"front\"", true },
    { "locatable: __PATH selected", u"SELECT __PATH FROM Door WHERE Id = 'front'", WBEM_FLAG_ENSURE_LOCATABLE,
      "Door.Id=\"front\"", true },
    { "locatable: everything", u"SELECT * FROM Door WHERE Id = 'front'", WBEM_FLAG_ENSURE_LOCATABLE,
      "Door.Id=\"front\"", true },
    { "locatable: a singleton", u"SELECT Volume FROM Settings", WBEM_FLAG_ENSURE_LOCATABLE, "Settings=@",
      true },
};

static void rows_are_located(void **state)
{
    const struct locatable_case *row = *state;
    house *self = house_open();
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *object = NULL;
    ULONG got = 0;

    assert_ok(world_query(self->services, row->wql, SEMISYNCHRONOUS | row->flags, &rows));
    assert_ok(IEnumWbemClassObject_Next(rows, FOREVER, 1, &object, &got));
    assert_string_equal(world_text(object, u"__RELPATH"), row->relative);
    assert_int_equal(world_text(object, u"__PATH")[0] != '\0', row->has_path);
    assert_int_equal(world_text(object, u"__SERVER")[0] != '\0', row->has_path);
    IWbemClassObject_Release(object);
    IEnumWbemClassObject_Release(rows);
    house_close(self);
}

/* --- __NAMESPACE and __PATH ---------------------------------------------------------------------------------------------- */

static const struct spelling_case {
    const char *name;
    const OLECHAR *resource;
    const OLECHAR *child; /* opened from there; NULL: none */
    const char *shown;
} spelling_cases[] = {
    { "spelling: small", u"root\\cimv2", NULL, "root\\cimv2" },
    { "spelling: capitals", u"ROOT\\CIMV2", NULL, "ROOT\\CIMV2" },
    { "spelling: both", u"Root\\cimV2", NULL, "Root\\cimV2" },
    { "spelling: slashes (unknown on Windows)", u"root/CIMV2", NULL, "root\\CIMV2" },
    { "spelling: with this computer", u"\\\\.\\rOOt\\cimv2", NULL, "rOOt\\cimv2" },
    { "spelling: with slashes", u"//localhost/root/cimv2", NULL, "root\\cimv2" },
    { "spelling: of a child", u"Root", u"cimV2", "Root\\cimV2" },
};

static void check_spelling(IWbemServices *services, const char *shown)
{
    IWbemClassObject *object = NULL;
    const char *path;

    assert_ok(world_get(services, u"Door.Id=\"front\"", &object));
    assert_string_equal(world_text(object, u"__NAMESPACE"), shown);
    path = world_text(object, u"__PATH");
    assert_non_null(strstr(path, shown));
    assert_string_equal(strstr(path, shown) + strlen(shown), ":Door.Id=\"front\"");
    IWbemClassObject_Release(object);
}

static void namespaces_are_shown_as_written(void **state)
{
    const struct spelling_case *row = *state;
    house *self = house_open();
    IWbemServices *services = world_open(self->mock, row->resource);
    IUnknown *copy = NULL;

    if (row->child != NULL) {
        IWbemServices *parent = services;
        BSTR child = SysAllocString(row->child);

        assert_ok(IWbemServices_OpenNamespace(parent, child, 0, NULL, &services, NULL));
        SysFreeString(child);
        IWbemServices_Release(parent);
    }
    check_spelling(services, row->shown);
    assert_ok(CoCopyProxy((IUnknown *)services, &copy));
    check_spelling((IWbemServices *)(void *)copy, row->shown);
    IUnknown_Release(copy);
    IWbemServices_Release(services);
    house_close(self);
}

static const struct CMUnitTest single_tests[] = {
    HOUSE_TEST(next_of_no_rows),       HOUSE_TEST(next_with_bad_arguments), HOUSE_TEST(next_of_a_bad_query),
    HOUSE_TEST(next_of_a_lost_server), HOUSE_TEST(next_at_the_end),         HOUSE_TEST(spawning_that_fails),
};

int main(void)
{
    static struct CMUnitTest tests[60];
    size_t count = 0;

    WORLD_ADD(tests, count, single_tests);
    WORLD_ADD_ROWS(tests, count, get_cases, get_object_clears);
    WORLD_ADD_ROWS(tests, count, locatable_cases, rows_are_located);
    WORLD_ADD_ROWS(tests, count, spelling_cases, namespaces_are_shown_as_written);
    return _cmocka_run_group_tests("test_mock_outputs", tests, count, world_group_setup,
                                   world_group_teardown);
}
