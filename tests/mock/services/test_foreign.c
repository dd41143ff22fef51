/* SPDX-License-Identifier: MIT */
/* Paths that name a namespace and a computer: a connection serves only the objects of its own. */
#include "support/mock_calls.h"

#include <stdio.h>

#define HERE      ((HRESULT)S_OK)
#define ELSEWHERE ((HRESULT)WBEM_E_INVALID_NAMESPACE)
#define NO_PATH   ((HRESULT)WBEM_E_INVALID_OBJECT_PATH)
#define OTHER     "root\\other"

/* What precedes the class. */
static const struct space_case {
    const char *name;
    const char *before; /* %s: the computer's name */
    HRESULT code;
} space_cases[] = {
    { "none", "", HERE },
    { "the namespace", "root\\cimv2:", HERE },
    { "the namespace, in another case", "ROOT\\CimV2:", HERE },
    { "the namespace, with a slash", "root/cimv2:", HERE },
    { "the namespace, with a backslash before it", "\\root\\cimv2:", HERE },
    { "this computer", "\\\\.\\root\\cimv2:", HERE },
    { "this computer, with slashes", "//./root/cimv2:", HERE },
    { "this computer, with both slashes", "\\\\.\\ROOT/cimv2:", HERE },
    { "localhost", "\\\\localhost\\root\\cimv2:", HERE },
    { "the computer's name", "\\\\%s\\root\\cimv2:", HERE },
    { "another namespace (code unknown on Windows)", "root\\other:", ELSEWHERE },
    { "another namespace of this computer (code unknown on Windows)", "\\\\.\\root\\other:", ELSEWHERE },
    { "the parent (code unknown on Windows)", "root:", ELSEWHERE },
    { "a child (code unknown on Windows)", "root\\cimv2\\below:", ELSEWHERE },
    { "without root (code unknown on Windows)", "cimv2:", ELSEWHERE },
    { "a namespace that does not exist (code unknown on Windows)", "root\\nowhere:", ELSEWHERE },
    { "the start of the name (code unknown on Windows)", "root\\cimv:", ELSEWHERE },
    { "another computer (code unknown on Windows)", "\\\\FAR\\root\\cimv2:", ELSEWHERE },
    { "a computer that does not exist (code unknown on Windows)", "\\\\NONE\\root\\cimv2:", ELSEWHERE },
    { "no namespace", ":", NO_PATH },
    { "no computer", "\\\\\\root\\cimv2:", NO_PATH },
    { "only a computer", "\\\\.:", NO_PATH },
    { "a computer and no namespace", "\\\\.\\:", NO_PATH },
    { "no colon", "\\\\.\\root\\cimv2\\", NO_PATH },
    { "words", "garbage here:", NO_PATH },
    { "a blank after the colon", "root\\cimv2: ", NO_PATH },
    { "a blank before the colon", "root\\cimv2 :", NO_PATH },
};

/* The same class and instances in another namespace, a child, and another computer. */
static house *open_street(void)
{
    static const wmi_mock_host host = WMI_MOCK_HOST_INIT;
    house *self = house_open();

    assert_ok(wmi_mock_load(self->mock, OTHER,
                            "class Door { [key] string Id; string Note; };\n"
                            "instance of Door { Id = \"front\"; Note = \"other\"; };\n"));
    assert_ok(wmi_mock_load(self->mock, "root\\cimv2\\below", ""));
    assert_ok(wmi_mock_add_host(self->mock, "FAR", &host));
    return self;
}

static IWbemServices *open_other(const house *self)
{
    return world_open(self->mock, u"root\\other");
}

/* The row's namespace and `relative`; freed by the caller. */
static BSTR full_path(const house *self, const struct space_case *row, const char *relative)
{
    IWbemClassObject *object = house_get(self, u"Door");
    char before[300];
    char path[400];
    OLECHAR wide[400];
    size_t length = 0;

    snprintf(before, sizeof before, row->before, house_text(object, "__SERVER"));
    snprintf(path, sizeof path, "%s%s", before, relative);
    for (; path[length] != '\0'; length++)
        wide[length] = (OLECHAR)path[length];
    wide[length] = 0;
    IWbemClassObject_Release(object);
    return SysAllocString(wide);
}

/* --- Each call -------------------------------------------------------------------------------------------------- */

/* Not an interface: to see that a call clears its out-pointer. */
static IWbemClassObject *untouched(void)
{
    static int value;

    return (IWbemClassObject *)(void *)&value;
}

static HRESULT get_now(const house *self, BSTR path)
{
    IWbemClassObject *object = untouched();
    HRESULT hr = IWbemServices_GetObject(self->services, path, 0, NULL, &object, NULL);

    assert_int_equal(object != NULL, hr == S_OK);
    if (object != NULL)
        IWbemClassObject_Release(object);
    return hr;
}

/* The status of a semisynchronous call, which itself succeeds. */
static HRESULT status_of(HRESULT hr, IWbemCallResult *const *result)
{
    LONG status = E_UNEXPECTED;

    assert_ok(hr);
    assert_ok(IWbemCallResult_GetCallStatus(*result, FOREVER, &status));
    IWbemCallResult_Release(*result);
    return status;
}

static HRESULT get_later(const house *self, BSTR path)
{
    IWbemCallResult *result = NULL;

    return status_of(IWbemServices_GetObject(self->services, path, LATER, NULL, NULL, &result), &result);
}

static HRESULT delete_now(const house *self, BSTR path)
{
    return IWbemServices_DeleteInstance(self->services, path, 0, NULL, NULL);
}

static HRESULT delete_later(const house *self, BSTR path)
{
    IWbemCallResult *result = NULL;

    return status_of(IWbemServices_DeleteInstance(self->services, path, LATER, NULL, &result), &result);
}

static HRESULT delete_class_now(const house *self, BSTR path)
{
    return IWbemServices_DeleteClass(self->services, path, 0, NULL, NULL);
}

static HRESULT delete_class_later(const house *self, BSTR path)
{
    IWbemCallResult *result = NULL;

    return status_of(IWbemServices_DeleteClass(self->services, path, LATER, NULL, &result), &result);
}

static HRESULT call_now(const house *self, BSTR path)
{
    const house_call call = { path, u"Ring", 0, NULL };

    return house_exec(self, &call, NULL, NULL);
}

static HRESULT call_later(const house *self, BSTR path)
{
    const house_call call = { path, u"Ring", LATER, NULL };
    IWbemCallResult *result = NULL;

    return status_of(house_exec(self, &call, NULL, &result), &result);
}

static HRESULT ring(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    (void)path;
    (void)in;
    (void)out;
    ++*(int *)user_data;
    return S_OK;
}

/* What a call did in the connection's namespace, and what its path names there. */
static const struct action {
    HRESULT (*now)(const house *self, BSTR path);
    HRESULT (*later)(const house *self, BSTR path);
    const char *relative;
    const OLECHAR *query; /* one row fewer after a successful call; NULL: changes nothing */
    int rings;
} actions[] = {
    { get_now, get_later, "Door", NULL, 0 },
    { get_now, get_later, "Door.Id=\"front\"", NULL, 0 },
    { get_now, get_later, "Settings=@", NULL, 0 },
    { delete_now, delete_later, "Door.Id=\"front\"", u"SELECT * FROM Door", 0 },
    { delete_class_now, delete_class_later, "Loose", u"SELECT * FROM meta_class WHERE __CLASS = 'Loose'", 0 },
    { call_now, call_later, "Door.Id=\"front\"", NULL, 1 },
};

static void act(const struct space_case *row, const struct action *action, bool later)
{
    house *self = open_street();
    IWbemServices *other = open_other(self);
    BSTR path = full_path(self, row, action->relative);
    size_t before = action->query == NULL ? 0 : world_count(self->services, action->query);
    size_t gone = action->query != NULL && row->code == S_OK ? 1 : 0;
    int rings = 0;

    assert_ok(wmi_mock_on_method(self->mock, "Door", "Ring", ring, &rings));
    assert_hr(row->code, (later ? action->later : action->now)(self, path));
    if (action->query != NULL)
        assert_int_equal(world_count(self->services, action->query), before - gone);
    assert_int_equal(rings, row->code == S_OK ? action->rings : 0);
    assert_int_equal(world_count(other, u"SELECT * FROM Door"), 1);
    SysFreeString(path);
    IWbemServices_Release(other);
    house_close(self);
}

static void paths_are_judged(void **state)
{
    for (size_t i = 0; i < COUNT_OF(actions); i++) {
        act(*state, &actions[i], false);
        act(*state, &actions[i], true);
    }
}

/* --- Objects that are put ----------------------------------------------------------------------------------------- */

static const struct put_case {
    const char *name;
    const OLECHAR *resource; /* where the instance is from */
    const OLECHAR *query;    /* how it is got; NULL: spawned from the class */
    HRESULT code;
} put_cases[] = {
    { "put: from the same namespace", u"root\\cimv2", u"SELECT * FROM Door WHERE Id = 'front'", HERE },
    { "put: in another spelling", u"\\\\.\\ROOT/CIMV2", u"SELECT * FROM Door WHERE Id = 'front'", HERE },
    { "put: from another namespace (unknown on Windows)", u"root\\other", u"SELECT * FROM Door", ELSEWHERE },
    { "put: from another computer (unknown on Windows)", u"\\\\FAR\\root\\cimv2",
      u"SELECT * FROM Door WHERE Id = 'front'", ELSEWHERE },
    { "put: from another namespace, without its path", u"root\\other", u"SELECT Id, Note FROM Door", HERE },
    { "put: new, of another namespace's class", u"root\\other", NULL, HERE },
};

static IWbemClassObject *bring(const house *self, const struct put_case *row)
{
    IWbemServices *from = world_open(self->mock, row->resource);
    IWbemClassObject *object = NULL;

    assert_ok(world_secure(from, RPC_C_AUTHN_LEVEL_PKT_PRIVACY, NULL));
    if (row->query != NULL) {
        IEnumWbemClassObject *rows = NULL;
        ULONG got;

        assert_ok(world_query(from, row->query, SYNCHRONOUS, &rows));
        assert_ok(world_secure(rows, RPC_C_AUTHN_LEVEL_PKT_PRIVACY, NULL));
        assert_ok(IEnumWbemClassObject_Next(rows, FOREVER, 1, &object, &got));
        IEnumWbemClassObject_Release(rows);
    } else {
        IWbemClassObject *object_class = NULL;

        assert_ok(world_get(from, u"Door", &object_class));
        assert_ok(IWbemClassObject_SpawnInstance(object_class, 0, &object));
        assert_ok(house_set_text(object, u"Id", u"front"));
        IWbemClassObject_Release(object_class);
    }
    IWbemServices_Release(from);
    return object;
}

static void objects_from_elsewhere(void **state)
{
    const struct put_case *row = *state;
    house *self = open_street();
    IWbemClassObject *object = bring(self, row);
    IWbemCallResult *result = NULL;

    assert_ok(house_set_text(object, u"Note", u"new"));
    assert_hr(row->code, IWbemServices_PutInstance(self->services, object, 0, NULL, NULL));
    assert_string_equal(house_stored(self, u"Door.Id=\"front\"", "Note"), row->code == S_OK ? "new" : "oak");
    assert_hr(row->code,
              status_of(IWbemServices_PutInstance(self->services, object, LATER, NULL, &result), &result));
    IWbemClassObject_Release(object);
    house_close(self);
}

/* --- Another computer ------------------------------------------------------------------------------------------------ */

static const struct far_case {
    const char *name;
    const OLECHAR *path;
    HRESULT code;
} far_cases[] = {
    { "far: relative", u"Door", HERE },
    { "far: its name", u"\\\\FAR\\root\\cimv2:Door", HERE },
    { "far: its name in another case", u"//far/root/cimv2:Door", HERE },
    { "far: itself", u"\\\\.\\root\\cimv2:Door", HERE },
    { "far: the client (code unknown on Windows)", u"\\\\localhost\\root\\cimv2:Door", ELSEWHERE },
    { "far: another namespace (code unknown on Windows)", u"\\\\FAR\\root\\other:Door", ELSEWHERE },
};

static void a_far_computer_reads_paths_itself(void **state)
{
    const struct far_case *row = *state;
    house *self = open_street();
    IWbemServices *remote = world_open(self->mock, u"\\\\FAR\\root\\cimv2");
    IWbemClassObject *object = NULL;

    assert_ok(world_secure(remote, RPC_C_AUTHN_LEVEL_PKT_PRIVACY, NULL));
    assert_hr(row->code, world_get(remote, row->path, &object));
    if (object != NULL)
        IWbemClassObject_Release(object);
    IWbemServices_Release(remote);
    house_close(self);
}

/* --- White space ----------------------------------------------------------------------------------------------------- */

static const struct blank_case {
    const char *name;
    const OLECHAR *path;
    HRESULT code;
} blank_cases[] = {
    { "blank: after the class", u"Base = \"a\"", NO_PATH },
    { "blank: before the class", u" Base.K=1", NO_PATH },
    { "blank: before a class alone", u" Door", NO_PATH },
    { "blank: after a class alone", u"Door ", NO_PATH },
    { "blank: within a class", u"Do or", NO_PATH },
    { "blank: before the point", u"Door .Id=\"front\"", NO_PATH },
    { "blank: after the point", u"Door. Id=\"front\"", NO_PATH },
    { "blank: after the key", u"Door.Id =\"front\"", NO_PATH },
    { "blank: before the value", u"Door.Id= \"front\"", NO_PATH },
    { "blank: at the end", u"Door.Id=\"front\" ", NO_PATH },
    { "blank: before the singleton's sign", u"Settings= @", NO_PATH },
    { "blank: a tabulator", u"Door\t.Id=\"front\"", NO_PATH },
    { "blank: a line's end", u"Door.Id=\"front\"\n", NO_PATH },
    { "blank: in the value", u"Door.Id=\"a b\"", (HRESULT)WBEM_E_NOT_FOUND },
    { "blank: in the value, after a quote in it", u"Door.Id=\"a\\\" b\"", (HRESULT)WBEM_E_NOT_FOUND },
    { "blank: in single quotes", u"Door.Id='a b'", (HRESULT)WBEM_E_NOT_FOUND },
    { "blank: after a backslash at the value's end", u"Door.Id=\"a\\\\\" ", NO_PATH },
};

static void blanks_are_refused(void **state)
{
    const struct blank_case *row = *state;
    house *self = house_open();
    BSTR path = SysAllocString(row->path);

    assert_hr(row->code, get_now(self, path));
    if (row->code == NO_PATH) {
        assert_hr(row->code, delete_class_now(self, path));
        assert_hr(row->code, call_now(self, path));
    }
    SysFreeString(path);
    house_close(self);
}

int main(void)
{
    static struct CMUnitTest tests[100];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, space_cases, paths_are_judged);
    WORLD_ADD_ROWS(tests, count, put_cases, objects_from_elsewhere);
    WORLD_ADD_ROWS(tests, count, far_cases, a_far_computer_reads_paths_itself);
    WORLD_ADD_ROWS(tests, count, blank_cases, blanks_are_refused);
    return _cmocka_run_group_tests("test_mock_foreign", tests, count, world_group_setup,
                                   world_group_teardown);
}
