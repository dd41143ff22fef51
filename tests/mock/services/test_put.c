/* SPDX-License-Identifier: MIT */
/* IWbemServices::PutInstance and DeleteInstance. */
#include "support/mock_calls.h"

#include <stdlib.h>

#define FRONT u"Door.Id=\"front\""

static HRESULT put(const house *self, IWbemClassObject *object, LONG flags, IWbemContext *context)
{
    return IWbemServices_PutInstance(self->services, object, flags, context, NULL);
}

static IWbemClassObject *spawn(const house *self, const OLECHAR *class_name)
{
    IWbemClassObject *object_class = house_get(self, class_name);
    IWbemClassObject *made = NULL;

    assert_ok(IWbemClassObject_SpawnInstance(object_class, 0, &made));
    IWbemClassObject_Release(object_class);
    return made;
}

/* --- Creating and updating -------------------------------------------------------------------------------------- */

static const struct put_case {
    const char *name;
    const OLECHAR *class_name;
    const OLECHAR *id; /* NULL: none */
    LONG flags;
    HRESULT code;
} put_cases[] = {
    { "put: a new one", u"Door", u"side", WBEM_FLAG_CREATE_OR_UPDATE, S_OK },
    { "put: one that is there", u"Door", u"front", WBEM_FLAG_CREATE_OR_UPDATE, S_OK },
    { "put: of a subclass", u"Gate", u"side", 0, S_OK },
    { "create: a new one", u"Door", u"side", WBEM_FLAG_CREATE_ONLY, S_OK },
    { "create: one that is there", u"Door", u"front", WBEM_FLAG_CREATE_ONLY, (HRESULT)WBEM_E_ALREADY_EXISTS },
    { "create: in another case", u"Door", u"FRONT", WBEM_FLAG_CREATE_ONLY, (HRESULT)WBEM_E_ALREADY_EXISTS },
    { "update: one that is there", u"Door", u"front", WBEM_FLAG_UPDATE_ONLY, S_OK },
    { "update: a new one", u"Door", u"side", WBEM_FLAG_UPDATE_ONLY, (HRESULT)WBEM_E_NOT_FOUND },
    { "put: without its key", u"Door", NULL, 0, (HRESULT)WBEM_E_ILLEGAL_NULL },
    { "update: without its key", u"Door", NULL, WBEM_FLAG_UPDATE_ONLY, (HRESULT)WBEM_E_ILLEGAL_NULL },
    { "put: of an abstract class", u"Thing", u"side", 0, (HRESULT)WBEM_E_INVALID_CLASS },
    { "put: NULL where that is not allowed", u"Strict", u"x", 0, (HRESULT)WBEM_E_ILLEGAL_NULL },
    { "put: both flags", u"Door", u"side", 3, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "put: a flag that is none", u"Door", u"side", 0x40, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "put: amended qualifiers", u"Door", u"side", WBEM_FLAG_USE_AMENDED_QUALIFIERS, S_OK },
};

static void puts_are_judged(void **state)
{
    const struct put_case *row = *state;
    house *self = house_open();
    IWbemClassObject *object = spawn(self, row->class_name);
    size_t before = world_count(self->services, u"SELECT * FROM Thing");
    bool is_new = row->code == S_OK && row->id[0] == u's';

    if (row->id != NULL)
        assert_ok(house_set_text(object, u"Id", row->id));
    assert_hr(row->code, put(self, object, row->flags, NULL));
    assert_int_equal(world_count(self->services, u"SELECT * FROM Thing"), before + (is_new ? 1 : 0));
    IWbemClassObject_Release(object);
    house_close(self);
}

static void an_update_replaces_everything(void **state)
{
    const house *self = *state;
    IWbemClassObject *object = spawn(self, u"Door");
    VARIANT text;

    assert_ok(house_set_text(object, u"Id", u"front"));
    assert_ok(house_set_number(object, u"Width", 90));
    assert_ok(put(self, object, 0, NULL));
    IWbemClassObject_Release(object);
    object = house_get(self, FRONT);
    assert_string_equal(house_text(object, "Width"), "90");
    assert_string_equal(house_text(object, "Note"), "(null)");
    assert_ok(IWbemClassObject_Get(object, u"Tags", 0, &text, NULL, NULL));
    assert_int_equal(V_VT(&text), VT_NULL);
    IWbemClassObject_Release(object);
}

static void what_was_put_is_a_copy(void **state)
{
    const house *self = *state;
    IWbemClassObject *object = house_get(self, FRONT);
    IWbemClassObject *before = house_get(self, FRONT);

    assert_ok(house_set_text(object, u"Note", u"ash"));
    assert_ok(put(self, object, 0, NULL));
    assert_ok(house_set_text(object, u"Note", u"elm"));
    assert_string_equal(house_stored(self, FRONT, "Note"), "ash");
    assert_string_equal(house_text(before, "Note"), "oak");
    IWbemClassObject_Release(object);
    IWbemClassObject_Release(before);
}

static void a_singleton_is_put_and_deleted(void **state)
{
    const house *self = *state;
    IWbemClassObject *object = spawn(self, u"Settings");

    assert_ok(house_set_number(object, u"Volume", 9));
    assert_hr(WBEM_E_ALREADY_EXISTS, put(self, object, WBEM_FLAG_CREATE_ONLY, NULL));
    assert_ok(put(self, object, 0, NULL));
    assert_string_equal(house_stored(self, u"Settings=@", "Volume"), "9");
    assert_ok(house_delete(self, u"Settings=@", 0, NULL));
    assert_ok(put(self, object, WBEM_FLAG_CREATE_ONLY, NULL));
    IWbemClassObject_Release(object);
}

static void one_without_a_path_is_always_new(void **state)
{
    const house *self = *state;
    IWbemClassObject *object = spawn(self, u"Loose");

    assert_ok(put(self, object, 0, NULL));
    assert_ok(put(self, object, 0, NULL));
    assert_int_equal(world_count(self->services, u"SELECT * FROM Loose"), 2);
    assert_hr(WBEM_E_NOT_FOUND, put(self, object, WBEM_FLAG_UPDATE_ONLY, NULL));
    IWbemClassObject_Release(object);
}

static void the_result_is_the_path(void **state)
{
    const house *self = *state;
    IWbemClassObject *object = spawn(self, u"Door");
    IWbemCallResult *result = NULL;
    IWbemClassObject *again = NULL;
    BSTR path = NULL;

    assert_ok(house_set_text(object, u"Id", u"a \"quoted\" \\ one"));
    assert_ok(IWbemServices_PutInstance(self->services, object, LATER, NULL, &result));
    assert_ok(IWbemCallResult_GetResultString(result, FOREVER, &path));
    assert_ok(world_get(self->services, path, &again));
    assert_string_equal(world_text(again, u"__RELPATH"), "Door.Id=\"a \\\"quoted\\\" \\\\ one\"");
    SysFreeString(path);
    IWbemCallResult_Release(result);
    IWbemClassObject_Release(again);
    IWbemClassObject_Release(object);
}

static void what_is_no_instance_is_refused(void **state)
{
    const house *self = *state;
    IWbemClassObject *object_class = house_get(self, u"Door");
    IWbemCallResult *result = (IWbemCallResult *)(void *)&result;

    assert_hr(WBEM_E_INVALID_OBJECT, put(self, object_class, 0, NULL));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemServices_PutInstance(self->services, NULL, 0, NULL, &result));
    assert_null(result);
    IWbemClassObject_Release(object_class);
}

/* The class may be gone, or another, since the client got it. */
static void an_instance_of_an_old_class_is_fitted(void **state)
{
    const house *self = *state;
    IWbemClassObject *object = spawn(self, u"Strict");

    assert_ok(house_set_text(object, u"Id", u"x"));
    assert_ok(house_set_text(object, u"Must", u"be"));
    assert_ok(house_delete_class(self, u"Strict", 0, NULL));
    assert_hr(WBEM_E_INVALID_CLASS, put(self, object, 0, NULL));
    assert_ok(
        wmi_mock_load(self->mock, NULL, "class Strict { uint32 More; string Must; [key] string Id; };"));
    assert_ok(put(self, object, 0, NULL));
    assert_string_equal(house_stored(self, u"Strict.Id=\"x\"", "Must"), "be");
    assert_ok(house_delete_class(self, u"Strict", 0, NULL));
    assert_ok(wmi_mock_load(self->mock, NULL, "class Strict { uint32 Must; [key] string Id; };"));
    assert_hr(WBEM_E_INVALID_OBJECT, put(self, object, 0, NULL));
    IWbemClassObject_Release(object);
}

static void a_namespace_is_made_and_deleted(void **state)
{
    const house *self = *state;
    const world_login login = { .resource = u"root\\cimv2\\cellar" };
    IWbemClassObject *object = spawn(self, u"__NAMESPACE");
    IWbemServices *opened = NULL;
    IWbemServices *again = NULL;

    assert_ok(house_set_text(object, u"Name", u"cellar"));
    assert_ok(put(self, object, WBEM_FLAG_CREATE_ONLY, NULL));
    assert_hr(WBEM_E_ALREADY_EXISTS, put(self, object, WBEM_FLAG_CREATE_ONLY, NULL));
    opened = world_open(self->mock, u"root\\cimv2\\cellar");
    assert_ok(house_set_text(object, u"Name", u"a\\b"));
    assert_hr(WBEM_E_INVALID_NAMESPACE, put(self, object, 0, NULL));
    assert_ok(house_delete(self, u"__NAMESPACE.Name=\"cellar\"", 0, NULL));
    assert_hr(WBEM_E_NOT_FOUND, house_delete(self, u"__NAMESPACE.Name=\"cellar\"", 0, NULL));
    assert_hr(WBEM_E_INVALID_NAMESPACE, world_connect(self->mock, &login, &again));
    assert_int_equal(world_count(opened, u"SELECT * FROM __NAMESPACE"), 0); /* open, it lives on */
    IWbemServices_Release(opened);
    IWbemClassObject_Release(object);
}

/* What a SELECT list left out is not written. */
static void a_row_writes_what_it_shows(void **state)
{
    const house *self = *state;
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *row = NULL;
    ULONG got = 0;

    assert_ok(world_query(self->services, u"SELECT Id, Width FROM Door WHERE Id = 'front'", SEMISYNCHRONOUS,
                          &rows));
    assert_ok(IEnumWbemClassObject_Next(rows, FOREVER, 1, &row, &got));
    assert_ok(house_set_number(row, u"Width", 91));
    assert_ok(put(self, row, 0, NULL));
    assert_string_equal(house_stored(self, FRONT, "Width"), "91");
    assert_string_equal(house_stored(self, FRONT, "Note"), "oak");
    IWbemClassObject_Release(row);
    IEnumWbemClassObject_Release(rows);
}

/* --- Partial updates ---------------------------------------------------------------------------------------------- */

static void set(IWbemContext *context, const OLECHAR *name, VARTYPE type, LONG number)
{
    VARIANT value;

    VariantInit(&value);
    V_VT(&value) = type;
    if (type == VT_BOOL)
        V_BOOL(&value) = number != 0 ? VARIANT_TRUE : VARIANT_FALSE;
    else
        V_I4(&value) = number;
    assert_ok(IWbemContext_SetValue(context, name, 0, &value));
}

static void set_names(IWbemContext *context, const OLECHAR *const *names, size_t count)
{
    VARIANT value;

    VariantInit(&value);
    V_VT(&value) = VT_ARRAY | VT_BSTR;
    V_ARRAY(&value) = SafeArrayCreateVector(VT_BSTR, 0, (ULONG)count);
    for (LONG i = 0; i < (LONG)count; i++) {
        BSTR name = SysAllocString(names[i]);

        assert_ok(SafeArrayPutElement(V_ARRAY(&value), &i, name));
        SysFreeString(name);
    }
    assert_ok(IWbemContext_SetValue(context, u"__PUT_EXT_PROPERTIES", 0, &value));
    VariantClear(&value);
}

typedef enum setting {
    ABSENT,
    NO,
    YES,
    WRONG
} setting;

static void set_flag(IWbemContext *context, const OLECHAR *name, setting what)
{
    if (what != ABSENT)
        set(context, name, what == WRONG ? VT_I4 : VT_BOOL, what == YES);
}

/* The front door's Width becomes 70, its Note and Height NULL, as far as they are written. */
static const struct part_case {
    const char *name;
    setting extensions, strict_nulls;
    const OLECHAR *names[3];
    HRESULT code;
    const char *width, *note, *height;
} parts[] = {
    { "part: no extensions", ABSENT, ABSENT, { NULL }, S_OK, "70", "(null)", "(null)" },
    { "part: extensions, but FALSE", NO, ABSENT, { u"Width" }, S_OK, "70", "(null)", "(null)" },
    { "part: all that is no NULL", YES, ABSENT, { NULL }, S_OK, "70", "oak", "200" },
    { "part: NULLs too", YES, YES, { NULL }, S_OK, "70", "(null)", "(null)" },
    { "part: one property", YES, NO, { u"Width" }, S_OK, "70", "oak", "200" },
    { "part: one property in another case", YES, NO, { u"wIDTH" }, S_OK, "70", "oak", "200" },
    { "part: one that is NULL", YES, NO, { u"Note" }, S_OK, "80", "oak", "200" },
    { "part: one that is NULL, strictly", YES, YES, { u"Note" }, S_OK, "80", "(null)", "200" },
    { "part: two, strictly", YES, YES, { u"Note", u"Width" }, S_OK, "70", "(null)", "200" },
    { "part: a property that is none",
      YES,
      NO,
      { u"Depth" },
      (HRESULT)WBEM_E_INVALID_PARAMETER,
      "80",
      "oak",
      "200" },
    { "part: extensions that are no boolean",
      WRONG,
      NO,
      { NULL },
      (HRESULT)WBEM_E_INVALID_PARAMETER,
      "80",
      "oak",
      "200" },
    { "part: strictness that is no boolean",
      YES,
      WRONG,
      { NULL },
      (HRESULT)WBEM_E_INVALID_PARAMETER,
      "80",
      "oak",
      "200" },
};

static void parts_are_written(void **state)
{
    const struct part_case *row = *state;
    house *self = house_open();
    IWbemClassObject *object = house_get(self, FRONT);
    IWbemContext *context = NULL;
    size_t count = 0;

    assert_ok(CoCreateInstance(&CLSID_WbemContext, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemContext,
                               (void **)&context));
    set_flag(context, u"__PUT_EXTENSIONS", row->extensions);
    set_flag(context, u"__PUT_EXT_STRICT_NULLS", row->strict_nulls);
    set_flag(context, u"__PUT_EXT_CLIENT_REQUEST", row->extensions);
    while (row->names[count] != NULL)
        count++;
    if (count > 0)
        set_names(context, row->names, count);
    assert_ok(house_set_number(object, u"Width", 70));
    assert_ok(house_set_null(object, u"Note"));
    assert_ok(house_set_null(object, u"Height"));
    assert_hr(row->code, put(self, object, 0, context));
    assert_string_equal(house_stored(self, FRONT, "Width"), row->width);
    assert_string_equal(house_stored(self, FRONT, "Note"), row->note);
    assert_string_equal(house_stored(self, FRONT, "Height"), row->height);
    IWbemContext_Release(context);
    IWbemClassObject_Release(object);
    house_close(self);
}

static void a_list_that_is_none_is_refused(void **state)
{
    const house *self = *state;
    IWbemClassObject *object = house_get(self, FRONT);
    IWbemContext *context = NULL;

    assert_ok(CoCreateInstance(&CLSID_WbemContext, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemContext,
                               (void **)&context));
    set(context, u"__PUT_EXTENSIONS", VT_BOOL, 1);
    set(context, u"__PUT_EXT_PROPERTIES", VT_I4, 1);
    assert_hr(WBEM_E_INVALID_PARAMETER, put(self, object, 0, context));
    IWbemContext_Release(context);
    IWbemClassObject_Release(object);
}

/* --- Qualifiers ------------------------------------------------------------------------------------------------------ */

static HRESULT painted(const house *self)
{
    IWbemClassObject *object = house_get(self, u"Door.Id=\"back\"");
    IWbemQualifierSet *set_of = NULL;
    HRESULT hr;

    assert_ok(IWbemClassObject_GetQualifierSet(object, &set_of));
    hr = IWbemQualifierSet_Get(set_of, u"Painted", 0, NULL, NULL);
    IWbemQualifierSet_Release(set_of);
    IWbemClassObject_Release(object);
    return hr;
}

static void an_instances_qualifiers_go_with_it(void **state)
{
    const house *self = *state;
    IWbemClassObject *object = house_get(self, u"Door.Id=\"back\"");

    assert_ok(put(self, object, 0, NULL));
    assert_ok(painted(self));
    IWbemClassObject_Release(object);
    object = spawn(self, u"Door");
    assert_ok(house_set_text(object, u"Id", u"back"));
    assert_ok(put(self, object, 0, NULL));
    assert_hr(WBEM_E_NOT_FOUND, painted(self));
    IWbemClassObject_Release(object);
}

/* --- Deleting ---------------------------------------------------------------------------------------------------------- */

static const struct delete_case {
    const char *name;
    const OLECHAR *path;
    LONG flags;
    HRESULT code;
} deletes[] = {
    { "delete: an instance", FRONT, 0, S_OK },
    { "delete: by its superclass's name", u"Door.Id=\"garden\"", 0, S_OK },
    { "delete: in another case", u"DOOR.ID=\"Front\"", 0, S_OK },
    { "delete: by a full path", u"\\\\.\\root\\cimv2:Door.Id=\"front\"", 0, S_OK },
    { "delete: one that is not there", u"Door.Id=\"side\"", 0, (HRESULT)WBEM_E_NOT_FOUND },
    { "delete: of no class", u"Window.Id=\"x\"", 0, (HRESULT)WBEM_E_INVALID_CLASS },
    { "delete: a class", u"Door", 0, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "delete: no path at all", u"Door.Id=", 0, (HRESULT)WBEM_E_INVALID_OBJECT_PATH },
    { "delete: nothing", u"", 0, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "delete: NULL", NULL, 0, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "delete: a flag that is none", FRONT, 1, (HRESULT)WBEM_E_INVALID_PARAMETER },
};

static void deletes_are_judged(void **state)
{
    const struct delete_case *row = *state;
    house *self = house_open();
    IWbemClassObject *held = house_get(self, FRONT);

    assert_hr(row->code, house_delete(self, row->path, row->flags, NULL));
    assert_int_equal(world_count(self->services, u"SELECT * FROM Thing"), row->code == S_OK ? 2 : 3);
    assert_string_equal(house_text(held, "Note"), "oak");
    IWbemClassObject_Release(held);
    house_close(self);
}

/* --- The journal --------------------------------------------------------------------------------------------------------- */

static void puts_are_written_down(void **state)
{
    const house *self = *state;
    IWbemClassObject *object = house_get(self, FRONT);

    assert_ok(put(self, object, WBEM_FLAG_UPDATE_ONLY, NULL));
    assert_string_equal(house_last(self, "IWbemServices::PutInstance")->arguments,
                        "pInst='Door.Id=\"front\"', lFlags=0x1, pCtx=NULL");
    assert_hr(WBEM_E_INVALID_PARAMETER, put(self, NULL, 0, NULL));
    assert_string_equal(house_last(self, "IWbemServices::PutInstance")->arguments,
                        "pInst=NULL, lFlags=0x0, pCtx=NULL");
    assert_ok(house_delete(self, FRONT, 0, NULL));
    assert_string_equal(house_last(self, "IWbemServices::DeleteInstance")->arguments,
                        "strObjectPath='Door.Id=\"front\"', lFlags=0x0, pCtx=NULL");
    IWbemClassObject_Release(object);
}

static void a_fault_keeps_everything_as_it_was(void **state)
{
    const house *self = *state;
    IWbemClassObject *object = house_get(self, FRONT);

    assert_ok(house_set_text(object, u"Note", u"ash"));
    assert_ok(wmi_mock_fail(self->mock, "IWbemServices::PutInstance", 1, (HRESULT)WBEM_E_ACCESS_DENIED));
    assert_ok(wmi_mock_fail(self->mock, "IWbemServices::DeleteInstance", 1, (HRESULT)WBEM_E_SERVER_TOO_BUSY));
    assert_hr(WBEM_E_ACCESS_DENIED, put(self, object, 0, NULL));
    assert_hr(WBEM_E_SERVER_TOO_BUSY, house_delete(self, FRONT, 0, NULL));
    assert_string_equal(house_stored(self, FRONT, "Note"), "oak");
    IWbemClassObject_Release(object);
}

int main(void)
{
    static const struct CMUnitTest plain[] = {
        HOUSE_TEST(an_update_replaces_everything),
        HOUSE_TEST(what_was_put_is_a_copy),
        HOUSE_TEST(a_singleton_is_put_and_deleted),
        HOUSE_TEST(one_without_a_path_is_always_new),
        HOUSE_TEST(the_result_is_the_path),
        HOUSE_TEST(what_is_no_instance_is_refused),
        HOUSE_TEST(an_instance_of_an_old_class_is_fitted),
        HOUSE_TEST(a_namespace_is_made_and_deleted),
        HOUSE_TEST(a_row_writes_what_it_shows),
        HOUSE_TEST(a_list_that_is_none_is_refused),
        HOUSE_TEST(an_instances_qualifiers_go_with_it),
        HOUSE_TEST(puts_are_written_down),
        HOUSE_TEST(a_fault_keeps_everything_as_it_was),
    };
    static struct CMUnitTest tests[64];
    size_t count = 0;

    WORLD_ADD(tests, count, plain);
    WORLD_ADD_ROWS(tests, count, put_cases, puts_are_judged);
    WORLD_ADD_ROWS(tests, count, parts, parts_are_written);
    WORLD_ADD_ROWS(tests, count, deletes, deletes_are_judged);
    return _cmocka_run_group_tests("mock_put", tests, count, world_group_setup, world_group_teardown);
}
