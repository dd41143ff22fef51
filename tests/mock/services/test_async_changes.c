/* SPDX-License-Identifier: MIT */
/*
 * The asynchronous methods of IWbemServices that write, and what all of the asynchronous methods share: the journal,
 * faults, blankets, paths of another namespace.
 */
#include "support/async_calls.h"
#include "support/mock_calls.h"

#define FRONT        u"Door.Id=\"front\""
#define ELSEWHERE    ((HRESULT)WBEM_E_INVALID_NAMESPACE)
#define CANCELLED    ((HRESULT)WBEM_E_CALL_CANCELLED)
#define OWNER_UPDATE 0x10000 /* WBEM_FLAG_OWNER_UPDATE, of wbemprov.h */

/* --- Calls ----------------------------------------------------------------------------------------------------- */

/* A new instance with this Id, or a new class with this name: by the method. */
static IWbemClassObject *make_object(const house *self, async_method method, const OLECHAR *name)
{
    IWbemClassObject *door = house_get(self, u"Door");
    IWbemClassObject *made = NULL;

    if (method == async_put_instance) {
        assert_ok(IWbemClassObject_SpawnInstance(door, 0, &made));
        assert_ok(house_set_text(made, u"Id", name));
    } else {
        assert_ok(IWbemClassObject_SpawnDerivedClass(door, 0, &made));
        assert_ok(house_set_text(made, u"__CLASS", name));
    }
    IWbemClassObject_Release(door);
    return made;
}

static bool takes_object(async_method method)
{
    return method == async_put_instance || method == async_put_class;
}

/* `name`: of what is put, or the path. The caller releases the object. */
static async_request request_of(const house *self, async_method method, const OLECHAR *name)
{
    async_request what = { self->services, NULL, name, u"Bare", 0, NULL };

    if (takes_object(method) && name != NULL)
        what.object = make_object(self, method, name);
    return what;
}

static HRESULT start(const house *self, async_method method, const OLECHAR *name, LONG flags, sink *to)
{
    async_request what = request_of(self, method, name);
    HRESULT hr;

    what.flags = flags;
    what.sink = &to->com;
    hr = method(&what);
    wmi_object_release(what.object);
    return hr;
}

/* --- Writing --------------------------------------------------------------------------------------------------- */

static const struct change_case {
    const char *name;
    async_method method;
    const OLECHAR *what;
    LONG flags;
    HRESULT code;
    const char *text;       /* strParam; NULL: none */
    const OLECHAR *affects; /* an object that is there afterwards if, and only if, it was put */
} changes[] = {
    { "an instance is put", async_put_instance, u"side", 0, S_OK, "Door.Id=\"side\"", u"Door.Id=\"side\"" },
    { "an instance is updated", async_put_instance, u"front", WBEM_FLAG_UPDATE_ONLY, S_OK,
      "Door.Id=\"front\"", FRONT },
    { "an instance is created", async_put_instance, u"side", WBEM_FLAG_CREATE_ONLY, S_OK, "Door.Id=\"side\"",
      u"Door.Id=\"side\"" },
    { "an instance is put, with status", async_put_instance, u"side", WBEM_FLAG_SEND_STATUS, S_OK,
      "Door.Id=\"side\"", u"Door.Id=\"side\"" },
    { "an instance that is there is not created", async_put_instance, u"front", WBEM_FLAG_CREATE_ONLY,
      (HRESULT)WBEM_E_ALREADY_EXISTS, NULL, FRONT },
    { "an instance that is not there is not updated", async_put_instance, u"side", WBEM_FLAG_UPDATE_ONLY,
      (HRESULT)WBEM_E_NOT_FOUND, NULL, NULL },
    { "a class is put (without a string: unknown on Windows)", async_put_class, u"Flap", 0, S_OK, NULL,
      u"Flap" },
    { "a class is put by its owner", async_put_class, u"Flap", OWNER_UPDATE, S_OK, NULL, u"Flap" },
    { "a class that is there is not created", async_put_class, u"Gate", WBEM_FLAG_CREATE_ONLY,
      (HRESULT)WBEM_E_ALREADY_EXISTS, NULL, u"Gate" },
    { "an instance is deleted", async_delete_instance, FRONT, 0, S_OK, NULL, NULL },
    { "an instance that is not there is not deleted", async_delete_instance, u"Door.Id=\"none\"", 0,
      (HRESULT)WBEM_E_NOT_FOUND, NULL, NULL },
    { "a class is deleted", async_delete_class, u"Gate", 0, S_OK, NULL, NULL },
    { "a class is deleted by its owner", async_delete_class, u"Gate", OWNER_UPDATE, S_OK, NULL, NULL },
    { "a class that is not there is not deleted", async_delete_class, u"None", 0,
      (HRESULT)WBEM_E_INVALID_CLASS, NULL, NULL },
};

static bool exists(const house *self, const OLECHAR *path)
{
    IWbemClassObject *object = NULL;
    HRESULT hr = world_get(self->services, path, &object);

    wmi_object_release(object);
    return SUCCEEDED(hr);
}

static void a_change_is_made(void **state)
{
    const struct change_case *row = *state;
    house *self = house_open();
    sink to;

    sink_open(&to);
    assert_ok(start(self, row->method, row->what, row->flags, &to));
    sink_wait(&to, 0, 1);
    assert_hr(row->code, to.code);
    assert_int_equal(to.indicated, 0);
    assert_int_equal(to.has_text, row->text != NULL);
    assert_string_equal(to.text, row->text == NULL ? "" : row->text);
    assert_int_equal(to.has_error, FAILED(row->code));
    if (row->affects != NULL)
        assert_true(exists(self, row->affects));
    if (!takes_object(row->method))
        assert_false(exists(self, row->what));
    house_close(self);
    sink_close(&to);
}

static const struct refused_case {
    const char *name;
    async_method method;
    const OLECHAR *what;
    LONG flags;
    HRESULT code;
} refused[] = {
    { "refused: no instance", async_put_instance, NULL, 0, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: no class to put", async_put_class, NULL, 0, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: no path", async_delete_instance, NULL, 0, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: an empty path", async_delete_instance, u"", 0, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: no class to delete", async_delete_class, u"", 0, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: both flags of an instance", async_put_instance, u"side",
      WBEM_FLAG_CREATE_ONLY | WBEM_FLAG_UPDATE_ONLY, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: both flags of a class", async_put_class, u"Flap",
      WBEM_FLAG_CREATE_ONLY | WBEM_FLAG_UPDATE_ONLY, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: to return immediately", async_put_instance, u"side", WBEM_FLAG_RETURN_IMMEDIATELY,
      (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: amended qualifiers of a deletion", async_delete_instance, FRONT,
      WBEM_FLAG_USE_AMENDED_QUALIFIERS, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: an owner of an instance", async_delete_instance, FRONT, OWNER_UPDATE,
      (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: amended qualifiers of a class's deletion", async_delete_class, u"Gate",
      WBEM_FLAG_USE_AMENDED_QUALIFIERS, (HRESULT)WBEM_E_INVALID_PARAMETER },
};

static void a_change_is_refused(void **state)
{
    const struct refused_case *row = *state;
    house *self = house_open();
    sink to;

    sink_open(&to);
    assert_hr(row->code, start(self, row->method, row->what, row->flags, &to));
    assert_true(exists(self, FRONT) && exists(self, u"Gate"));
    assert_false(exists(self, u"Door.Id=\"side\"") || exists(self, u"Flap"));
    house_close(self);
    sink_close_unused(&to);
}

static void the_wrong_kind_of_object_is_refused(void **state)
{
    house *self = *state;
    IWbemClassObject *of_class = house_get(self, u"Door");
    IWbemClassObject *instance = house_get(self, FRONT);
    sink to;

    sink_open(&to);
    assert_hr(WBEM_E_INVALID_OBJECT,
              IWbemServices_PutInstanceAsync(self->services, of_class, 0, NULL, &to.com));
    assert_hr(WBEM_E_INVALID_OBJECT, IWbemServices_PutClassAsync(self->services, instance, 0, NULL, &to.com));
    assert_int_equal(atomic_load(&to.references), 1);
    IWbemClassObject_Release(of_class);
    IWbemClassObject_Release(instance);
    sink_close_unused(&to);
}

/* --- What all methods share ------------------------------------------------------------------------------------ */

static const struct method_case {
    const char *operation;
    async_method method;
    const OLECHAR *what;
    const char *arguments; /* in the journal */
} methods[] = {
    { "IWbemServices::PutInstanceAsync", async_put_instance, u"side", "pInst='Door.Id=\"side\"', " },
    { "IWbemServices::PutClassAsync", async_put_class, u"Flap", "pObject='Flap', " },
    { "IWbemServices::DeleteInstanceAsync", async_delete_instance, FRONT,
      "strObjectPath='Door.Id=\"front\"', " },
    { "IWbemServices::DeleteClassAsync", async_delete_class, u"Gate", "strClass='Gate', " },
    { "IWbemServices::CreateClassEnumAsync", async_enumerate_classes, u"Thing", "strSuperclass='Thing', " },
    { "IWbemServices::GetObjectAsync", async_get_object, FRONT, "strObjectPath='Door.Id=\"front\"', " },
};

static void check_journal(const house *self, const struct method_case *row, HRESULT code)
{
    const wmi_mock_call *written = house_last(self, row->operation);

    assert_ptr_equal(strstr(written->arguments, row->arguments), written->arguments);
    assert_string_equal(written->arguments + strlen(row->arguments),
                        "lFlags=0x0, pCtx=NULL, pResponseHandler=given");
    assert_hr(code, written->result);
}

static void it_is_recorded_and_can_fail(void **state)
{
    const struct method_case *row = *state;
    house *self = house_open();
    async_request what = request_of(self, row->method, row->what);
    sink to;

    sink_open(&to);
    assert_hr(WBEM_E_INVALID_PARAMETER, row->method(&what));
    what.sink = &to.com;
    assert_ok(wmi_mock_fail(self->mock, row->operation, 1, E_FAIL));
    assert_hr(E_FAIL, row->method(&what));
    check_journal(self, row, E_FAIL);
    assert_ok(wmi_mock_lose_host(self->mock, NULL, RPC_UNAVAILABLE));
    assert_hr(RPC_UNAVAILABLE, row->method(&what));
    check_journal(self, row, RPC_UNAVAILABLE);
    wmi_object_release(what.object);
    house_close(self);
    sink_close_unused(&to);
}

/* A remote computer denies it to a proxy without a blanket, and allows it with one. */
static void the_blanket_counts(void **state)
{
    const struct method_case *row = *state;
    wmi_mock_host host = WMI_MOCK_HOST_INIT;
    house *self = house_open();
    IWbemServices *remote = NULL;
    async_request what = request_of(self, row->method, row->what);
    sink to;

    sink_open(&to);
    assert_ok(wmi_mock_add_host(self->mock, "FAR", &host));
    remote = world_open(self->mock, u"\\\\FAR\\root\\cimv2");
    what.services = remote;
    what.sink = &to.com;
    assert_hr(E_ACCESSDENIED, row->method(&what));
    assert_ok(world_secure(remote, RPC_C_AUTHN_LEVEL_PKT_PRIVACY, NULL));
    assert_ok(row->method(&what));
    sink_wait(&to, 0, 1);
    assert_ok(to.code);
    IWbemServices_Release(remote);
    wmi_object_release(what.object);
    house_close(self);
    sink_close(&to);
}

/* --- Other namespaces ------------------------------------------------------------------------------------------ */

static const struct foreign_case {
    const char *name;
    async_method method;
    const OLECHAR *what;
    HRESULT code;
} foreign[] = {
    { "GetObjectAsync of another namespace (code unknown on Windows)", async_get_object,
      u"root\\other:Door.Id=\"front\"", ELSEWHERE },
    { "GetObjectAsync of another computer (code unknown on Windows)", async_get_object,
      u"\\\\FAR\\root\\cimv2:Door.Id=\"front\"", ELSEWHERE },
    { "GetObjectAsync of this namespace", async_get_object, u"\\\\.\\root\\cimv2:Door.Id=\"front\"", S_OK },
    { "GetObjectAsync of no path", async_get_object, u"garbage here:Door",
      (HRESULT)WBEM_E_INVALID_OBJECT_PATH },
    { "ExecMethodAsync in another namespace (code unknown on Windows)", async_exec_method,
      u"root\\other:Door.Id=\"front\"", ELSEWHERE },
    { "DeleteInstanceAsync in another namespace (code unknown on Windows)", async_delete_instance,
      u"root\\other:Door.Id=\"front\"", ELSEWHERE },
    { "DeleteInstanceAsync in this namespace", async_delete_instance, u"root\\cimv2:Door.Id=\"front\"",
      S_OK },
    { "DeleteClassAsync in another namespace (code unknown on Windows)", async_delete_class,
      u"root\\other:Gate", ELSEWHERE },
    { "PutInstanceAsync from another namespace (code unknown on Windows)", async_put_instance, u"root\\other",
      ELSEWHERE },
};

/* An instance of the namespace root\other. */
static IWbemClassObject *other_door(const house *self)
{
    IWbemServices *other = world_open(self->mock, u"root\\other");
    IWbemClassObject *door = NULL;

    assert_ok(world_get(other, FRONT, &door));
    IWbemServices_Release(other);
    return door;
}

static void a_path_names_its_namespace(void **state)
{
    const struct foreign_case *row = *state;
    house *self = house_open();
    async_request what = { self->services, NULL, row->what, u"Bare", 0, NULL };
    sink to;

    assert_ok(wmi_mock_load(self->mock, "root\\other",
                            "class Door { [key] string Id; string Note; };\n"
                            "class Gate : Door {};\n"
                            "instance of Door { Id = \"front\"; Note = \"other\"; };\n"));
    sink_open(&to);
    what.sink = &to.com;
    if (row->method == async_put_instance)
        what.object = other_door(self);
    assert_ok(row->method(&what));
    sink_wait(&to, 0, 1);
    assert_hr(row->code, to.code);
    assert_int_equal(exists(self, FRONT), row->method != async_delete_instance || FAILED(row->code));
    assert_true(exists(self, u"Gate"));
    wmi_object_release(what.object);
    house_close(self);
    sink_close(&to);
}

static const struct locatable_case {
    const char *name;
    LONG flags;
    bool has_path;
} locatable[] = {
    { "rows have no path", 0, false },
    { "rows that can be located have one", WBEM_FLAG_ENSURE_LOCATABLE, true },
};

static void rows_can_be_located(void **state)
{
    const struct locatable_case *row = *state;
    house *self = house_open();
    IWbemClassObject *front = house_get(self, FRONT);
    sink to;

    sink_open(&to);
    assert_ok(start(self, async_exec_query, u"SELECT Note FROM Door WHERE Id = 'front'", row->flags, &to));
    sink_wait(&to, 1, 1);
    assert_string_equal(to.path, row->has_path ? house_text(front, "__PATH") : "");
    IWbemClassObject_Release(front);
    house_close(self);
    sink_close(&to);
}

/* --- What the last call says of a failure ---------------------------------------------------------------------- */

static const struct failure_case {
    const char *name;
    async_method method;
    const OLECHAR *what;
    HRESULT code;
    const char *operation;
    bool has_description;
} failures[] = {
    { "a failure is told: PutInstanceAsync", async_put_instance, u"front", (HRESULT)WBEM_E_ALREADY_EXISTS,
      "PutInstance", false },
    { "a failure is told: DeleteClassAsync", async_delete_class, u"None", (HRESULT)WBEM_E_INVALID_CLASS,
      "DeleteClass", false },
    { "a failure is told: GetObjectAsync", async_get_object, u"None", (HRESULT)WBEM_E_NOT_FOUND, "GetObject",
      false },
    { "a failure is told: CreateClassEnumAsync", async_enumerate_classes, u"None",
      (HRESULT)WBEM_E_INVALID_CLASS, "CreateClassEnum", false },
    { "a failure is told: ExecQueryAsync", async_exec_query, u"SELECT * FORM Door",
      (HRESULT)WBEM_E_INVALID_QUERY, "ExecQuery", true },
};

static void a_failure_is_told(void **state)
{
    const struct failure_case *row = *state;
    house *self = house_open();
    LONG flags = row->method == async_put_instance ? WBEM_FLAG_CREATE_ONLY : 0;
    IErrorInfo *info = NULL;
    sink to;

    sink_open(&to);
    SetErrorInfo(0, NULL);
    assert_ok(start(self, row->method, row->what, flags, &to));
    assert_int_equal(GetErrorInfo(0, &info), S_FALSE); /* the call itself has not failed */
    sink_wait(&to, 0, 1);
    assert_hr(row->code, to.code);
    assert_int_equal(to.has_error, true);
    assert_string_equal(to.operation, row->operation);
    assert_hr(row->code, (HRESULT)to.status_code);
    assert_int_equal(to.description[0] != '\0', row->has_description);
    house_close(self);
    sink_close(&to);
}

int main(void)
{
    static const struct CMUnitTest plain[] = {
        HOUSE_TEST(the_wrong_kind_of_object_is_refused),
    };
    static struct CMUnitTest tests[80];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, changes, a_change_is_made);
    WORLD_ADD_ROWS(tests, count, refused, a_change_is_refused);
    WORLD_ADD_ROWS(tests, count, methods, it_is_recorded_and_can_fail);
    WORLD_ADD_ROWS(tests, count, methods, the_blanket_counts);
    WORLD_ADD_ROWS(tests, count, foreign, a_path_names_its_namespace);
    WORLD_ADD_ROWS(tests, count, locatable, rows_can_be_located);
    WORLD_ADD_ROWS(tests, count, failures, a_failure_is_told);
    WORLD_ADD(tests, count, plain);
    return _cmocka_run_group_tests("mock_services_async_changes", tests, count, world_group_setup,
                                   world_group_teardown);
}
