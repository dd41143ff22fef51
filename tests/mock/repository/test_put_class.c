/* SPDX-License-Identifier: MIT */
/* IWbemServices::PutClass and DeleteClass, and the classes that clients make. */
#include "support/mock_calls.h"

#include <stdlib.h>

#define SAFE  WBEM_FLAG_UPDATE_SAFE_MODE
#define FORCE WBEM_FLAG_UPDATE_FORCE_MODE

static HRESULT put(const house *self, IWbemClassObject *object, LONG flags)
{
    return IWbemServices_PutClass(self->services, object, flags, NULL, NULL);
}

static void name_class(IWbemClassObject *object, const OLECHAR *name)
{
    assert_ok(house_set_text(object, u"__CLASS", name));
}

static void add_property(IWbemClassObject *object, const OLECHAR *name, CIMTYPE type)
{
    VARIANT null;

    VariantInit(&null);
    V_VT(&null) = VT_NULL;
    assert_ok(IWbemClassObject_Put(object, name, 0, &null, type));
}

static HRESULT put_qualifier(IWbemQualifierSet *set, const OLECHAR *name, bool on, LONG flavor)
{
    VARIANT value;

    VariantInit(&value);
    V_VT(&value) = VT_BOOL;
    V_BOOL(&value) = on ? VARIANT_TRUE : VARIANT_FALSE;
    return IWbemQualifierSet_Put(set, name, &value, flavor);
}

static void qualify(IWbemClassObject *object, const OLECHAR *name, LONG flavor)
{
    IWbemQualifierSet *set = NULL;

    assert_ok(IWbemClassObject_GetQualifierSet(object, &set));
    assert_ok(put_qualifier(set, name, true, flavor));
    IWbemQualifierSet_Release(set);
}

static void make_key(IWbemClassObject *object, const OLECHAR *property)
{
    IWbemQualifierSet *set = NULL;

    assert_ok(IWbemClassObject_GetPropertyQualifierSet(object, property, &set));
    assert_ok(put_qualifier(set, u"key", true, WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS));
    IWbemQualifierSet_Release(set);
}

static IWbemClassObject *derive(const house *self, const OLECHAR *superclass, const OLECHAR *name)
{
    IWbemClassObject *parent = house_get(self, superclass);
    IWbemClassObject *derived = NULL;

    assert_ok(IWbemClassObject_SpawnDerivedClass(parent, 0, &derived));
    IWbemClassObject_Release(parent);
    name_class(derived, name);
    return derived;
}

static bool has(const house *self, const OLECHAR *path)
{
    IWbemClassObject *object = NULL;
    HRESULT hr = world_get(self->services, path, &object);

    if (SUCCEEDED(hr))
        IWbemClassObject_Release(object);
    else
        assert_hr(WBEM_E_NOT_FOUND, hr);
    return SUCCEEDED(hr);
}

/* --- Creating ---------------------------------------------------------------------------------------------------- */

static void a_class_is_made_from_nothing(void **state)
{
    const house *self = *state;
    IWbemClassObject *made = house_get(self, u"");
    IWbemClassObject *instance = NULL;

    assert_hr(WBEM_E_INCOMPLETE_CLASS, put(self, made, 0));
    name_class(made, u"Window");
    add_property(made, u"Id", CIM_STRING);
    add_property(made, u"Panes", CIM_UINT32);
    make_key(made, u"Id");
    assert_ok(put(self, made, WBEM_FLAG_CREATE_ONLY));
    assert_hr(WBEM_E_ALREADY_EXISTS, put(self, made, WBEM_FLAG_CREATE_ONLY));
    IWbemClassObject_Release(made);
    assert_string_equal(house_stored(self, u"Window", "__DYNASTY"), "Window");
    made = house_get(self, u"Window");
    assert_ok(IWbemClassObject_SpawnInstance(made, 0, &instance));
    assert_ok(house_set_text(instance, u"Id", u"attic"));
    assert_ok(IWbemServices_PutInstance(self->services, instance, 0, NULL, NULL));
    assert_true(has(self, u"Window.Id=\"attic\""));
    IWbemClassObject_Release(instance);
    IWbemClassObject_Release(made);
}

static void a_subclass_is_made(void **state)
{
    const house *self = *state;
    IWbemClassObject *made = derive(self, u"Door", u"Hatch");

    add_property(made, u"Ladder", CIM_BOOLEAN);
    assert_ok(put(self, made, 0));
    IWbemClassObject_Release(made);
    made = house_get(self, u"Hatch");
    assert_ok(IWbemClassObject_InheritsFrom(made, u"Thing"));
    assert_string_equal(house_text(made, "__SUPERCLASS"), "Door");
    assert_ok(wmi_mock_on_method(self->mock, "Hatch", "Turn", NULL, NULL));
    IWbemClassObject_Release(made);
}

static const struct name_case {
    const char *name;
    const OLECHAR *class_name;
    const OLECHAR *superclass; /* NULL: none */
    LONG flags;
    HRESULT code;
} names[] = {
    { "name: new", u"Window", NULL, 0, S_OK },
    { "name: new, but to be updated", u"Window", NULL, WBEM_FLAG_UPDATE_ONLY, (HRESULT)WBEM_E_NOT_FOUND },
    { "name: there, but to be created", u"Loose", NULL, WBEM_FLAG_CREATE_ONLY,
      (HRESULT)WBEM_E_ALREADY_EXISTS },
    { "name: in another case", u"LOOSE", NULL, WBEM_FLAG_CREATE_ONLY, (HRESULT)WBEM_E_ALREADY_EXISTS },
    { "name: there, to be updated", u"Loose", NULL, WBEM_FLAG_UPDATE_ONLY, S_OK },
    { "name: the system's", u"__Window", NULL, 0, (HRESULT)WBEM_E_INVALID_OPERATION },
    { "name: a system class", u"__PARAMETERS", NULL, 0, (HRESULT)WBEM_E_INVALID_OPERATION },
    { "name: below itself", u"Door", u"Gate", 0, (HRESULT)WBEM_E_CIRCULAR_REFERENCE },
    { "name: below another than before", u"Gate", u"Thing", 0, (HRESULT)WBEM_E_INVALID_SUPERCLASS },
    { "flags: both", u"Window", NULL, 3, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "flags: both modes", u"Window", NULL, SAFE | FORCE, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "flags: none of these", u"Window", NULL, 0x100, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "flags: a provider's", u"Window", NULL, WBEM_FLAG_ADVISORY, S_OK },
};

static void names_are_judged(void **state)
{
    const struct name_case *row = *state;
    house *self = house_open();
    IWbemClassObject *made = row->superclass != NULL ? derive(self, row->superclass, row->class_name)
                                                     : house_get(self, NULL);

    if (row->superclass == NULL)
        name_class(made, row->class_name);
    assert_hr(row->code, put(self, made, row->flags));
    IWbemClassObject_Release(made);
    house_close(self);
}

static void what_is_no_class_is_refused(void **state)
{
    const house *self = *state;
    IWbemClassObject *object = house_get(self, u"Settings=@");
    IWbemCallResult *result = (IWbemCallResult *)(void *)&result;

    assert_hr(WBEM_E_INVALID_OBJECT, put(self, object, 0));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemServices_PutClass(self->services, NULL, 0, NULL, &result));
    assert_null(result);
    IWbemClassObject_Release(object);
}

/* --- Updating ------------------------------------------------------------------------------------------------------ */

typedef void change_function(IWbemClassObject *object);

static void no_change(IWbemClassObject *object)
{
    (void)object;
}

static void describe(IWbemClassObject *object)
{
    qualify(object, u"Described", WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS);
}

static void widen_it(IWbemClassObject *object)
{
    add_property(object, u"Depth", CIM_UINT32);
}

static void clash(IWbemClassObject *object)
{
    add_property(object, u"Barred", CIM_STRING);
}

static void make_abstract(IWbemClassObject *object)
{
    qualify(object, u"abstract", 0);
}

static void change_default(IWbemClassObject *object)
{
    assert_ok(house_set_number(object, u"Width", 100));
}

/* Door has the subclass Gate and instances, Gate has instances alone, Thing has both below it. */
static const struct update_case {
    const char *name;
    const OLECHAR *class_name;
    change_function *change;
    bool emptied; /* the instances are deleted before */
    LONG flags;
    HRESULT code;
    size_t left; /* things */
} updates[] = {
    { "update: nothing", u"Door", no_change, false, 0, S_OK, 3 },
    { "update: a description", u"Door", describe, false, 0, S_OK, 3 },
    { "update: a description far up", u"Thing", describe, false, 0, S_OK, 3 },
    { "update: a property", u"Door", widen_it, false, 0, (HRESULT)WBEM_E_CLASS_HAS_CHILDREN, 3 },
    { "update: a property, instances alone", u"Gate", widen_it, false, 0, (HRESULT)WBEM_E_CLASS_HAS_INSTANCES,
      3 },
    { "update: a default", u"Gate", change_default, false, 0, (HRESULT)WBEM_E_CLASS_HAS_INSTANCES, 3 },
    { "update: abstract", u"Gate", make_abstract, false, 0, (HRESULT)WBEM_E_CLASS_HAS_INSTANCES, 3 },
    { "update: a property, no instances", u"Gate", widen_it, true, 0, S_OK, 0 },
    { "update: a property, children alone", u"Door", widen_it, true, 0, (HRESULT)WBEM_E_CLASS_HAS_CHILDREN,
      0 },
    { "safe: a property, children alone", u"Door", widen_it, true, SAFE, S_OK, 0 },
    { "safe: a property", u"Door", widen_it, false, SAFE, (HRESULT)WBEM_E_CLASS_HAS_INSTANCES, 3 },
    { "safe: instances of a subclass", u"Thing", widen_it, false, SAFE, (HRESULT)WBEM_E_CLASS_HAS_INSTANCES,
      3 },
    { "safe: a subclass has it otherwise", u"Door", clash, true, SAFE, (HRESULT)WBEM_E_UPDATE_TYPE_MISMATCH,
      0 },
    { "force: a property", u"Door", widen_it, false, FORCE, S_OK, 0 },
    { "force: far down", u"Gate", widen_it, false, FORCE, S_OK, 2 },
    { "force: a subclass has it otherwise", u"Door", clash, false, FORCE,
      (HRESULT)WBEM_E_UPDATE_TYPE_MISMATCH, 3 },
};

static void empty(const house *self)
{
    assert_ok(house_delete(self, u"Door.Id=\"front\"", 0, NULL));
    assert_ok(house_delete(self, u"Door.Id=\"back\"", 0, NULL));
    assert_ok(house_delete(self, u"Door.Id=\"garden\"", 0, NULL));
}

static void updates_are_judged(void **state)
{
    const struct update_case *row = *state;
    house *self = house_open();
    IWbemClassObject *object = house_get(self, row->class_name);

    if (row->emptied)
        empty(self);
    row->change(object);
    assert_hr(row->code, put(self, object, row->flags));
    assert_int_equal(world_count(self->services, u"SELECT * FROM Thing"), row->left);
    IWbemClassObject_Release(object);
    house_close(self);
}

static void a_change_reaches_subclasses_and_instances(void **state)
{
    const house *self = *state;
    IWbemClassObject *object = house_get(self, u"Door");
    IWbemClassObject *instance = NULL;
    IWbemQualifierSet *set = NULL;

    describe(object);
    assert_ok(put(self, object, 0));
    IWbemClassObject_Release(object);
    object = house_get(self, u"Gate");
    assert_ok(IWbemClassObject_GetQualifierSet(object, &set));
    assert_ok(IWbemQualifierSet_Get(set, u"Described", 0, NULL, NULL));
    IWbemQualifierSet_Release(set);
    instance = house_get(self, u"Gate.Id=\"garden\"");
    assert_string_equal(house_text(instance, "Barred"), "true");
    assert_string_equal(house_text(instance, "__DYNASTY"), "Thing");
    IWbemClassObject_Release(instance);
    IWbemClassObject_Release(object);
    assert_int_equal(world_count(self->services, u"SELECT * FROM Door WHERE Id = 'front'"), 1);
}

static void a_new_property_reaches_a_subclass(void **state)
{
    const house *self = *state;
    IWbemClassObject *object = house_get(self, u"Thing");

    empty(self);
    widen_it(object);
    assert_ok(put(self, object, SAFE));
    assert_string_equal(house_stored(self, u"Gate", "Depth"), "(null)");
    assert_string_equal(house_stored(self, u"Gate", "Width"), "80");
    IWbemClassObject_Release(object);
}

/* What a client holds is a copy of what was there when it got it. */
static void old_copies_stay_as_they_were(void **state)
{
    const house *self = *state;
    IWbemClassObject *old = house_get(self, u"Gate");
    IWbemClassObject *instance = house_get(self, u"Gate.Id=\"garden\"");
    IWbemClassObject *object = house_get(self, u"Gate");

    widen_it(object);
    assert_ok(put(self, object, FORCE));
    assert_string_equal(house_text(old, "Depth"), "(none)");
    assert_string_equal(house_text(instance, "Barred"), "true");
    assert_ok(IWbemServices_PutInstance(self->services, instance, WBEM_FLAG_CREATE_ONLY, NULL, NULL));
    assert_string_equal(house_stored(self, u"Gate.Id=\"garden\"", "Depth"), "(null)");
    IWbemClassObject_Release(object);
    IWbemClassObject_Release(instance);
    IWbemClassObject_Release(old);
}

static void a_class_of_another_namespace_is_fitted(void **state)
{
    const house *self = *state;
    house other = { self->mock, NULL };
    IWbemClassObject *made = NULL;

    assert_ok(wmi_mock_load(self->mock, "root\\other", "class Thing { [key] string Id; uint8 Extra; };"));
    other.services = world_open(self->mock, u"root\\other");
    made = derive(self, u"Door", u"Hatch");
    assert_hr(WBEM_E_INVALID_SUPERCLASS, put(&other, made, 0));
    IWbemClassObject_Release(made);
    made = derive(self, u"Thing", u"Hatch");
    assert_ok(put(&other, made, 0));
    assert_string_equal(house_stored(&other, u"Hatch", "Extra"), "(null)");
    assert_string_equal(house_stored(&other, u"Hatch", "Note"), "(none)");
    IWbemClassObject_Release(made);
    IWbemServices_Release(other.services);
}

/* --- Deleting ------------------------------------------------------------------------------------------------------- */

static const struct delete_case {
    const char *name;
    const OLECHAR *class_name;
    LONG flags;
    HRESULT code;
    size_t left; /* things */
} deletes[] = {
    { "delete: one that others derive from", u"Door", 0, S_OK, 0 },
    { "delete: one at the end", u"Gate", 0, S_OK, 2 },
    { "delete: in another case", u"gATE", 0, S_OK, 2 },
    { "delete: by a full path", u"\\\\.\\root\\cimv2:Gate", 0, S_OK, 2 },
    { "delete: one without instances", u"Loose", 0, S_OK, 3 },
    { "delete: a provider's flag", u"Gate", WBEM_FLAG_ADVISORY, S_OK, 2 },
    { "delete: one that is not there", u"Window", 0, (HRESULT)WBEM_E_INVALID_CLASS, 3 },
    { "delete: a system class", u"__PARAMETERS", 0, (HRESULT)WBEM_E_INVALID_OPERATION, 3 },
    { "delete: an instance", u"Door.Id=\"front\"", 0, (HRESULT)WBEM_E_INVALID_PARAMETER, 3 },
    { "delete: no path at all", u"root\\cimv2:", 0, (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 3 },
    { "delete: nothing", u"", 0, (HRESULT)WBEM_E_INVALID_PARAMETER, 3 },
    { "delete: NULL", NULL, 0, (HRESULT)WBEM_E_INVALID_PARAMETER, 3 },
    { "delete: a flag that is none", u"Gate", 1, (HRESULT)WBEM_E_INVALID_PARAMETER, 3 },
};

static void deletes_are_judged(void **state)
{
    const struct delete_case *row = *state;
    house *self = house_open();
    IWbemClassObject *held = house_get(self, u"Gate.Id=\"garden\"");

    assert_hr(row->code, house_delete_class(self, row->class_name, row->flags, NULL));
    assert_int_equal(world_count(self->services, u"SELECT * FROM Thing"), row->left);
    assert_string_equal(house_text(held, "Width"), "80");
    if (row->left == 0)
        assert_false(has(self, u"Gate"));
    IWbemClassObject_Release(held);
    house_close(self);
}

static void a_deleted_class_may_come_again(void **state)
{
    const house *self = *state;

    assert_ok(house_delete_class(self, u"Thing", 0, NULL));
    assert_ok(
        wmi_mock_load(self->mock, NULL, "class Thing { [key] uint32 Id; }; instance of Thing { Id = 7; };"));
    assert_true(has(self, u"Thing.Id=7"));
}

/* --- The journal ----------------------------------------------------------------------------------------------------- */

static void calls_are_written_down(void **state)
{
    const house *self = *state;
    IWbemClassObject *object = house_get(self, u"Gate");

    assert_ok(put(self, object, WBEM_FLAG_UPDATE_ONLY));
    assert_string_equal(house_last(self, "IWbemServices::PutClass")->arguments,
                        "pObject='Gate', lFlags=0x1, pCtx=NULL");
    assert_ok(house_delete_class(self, u"Gate", 0, NULL));
    assert_string_equal(house_last(self, "IWbemServices::DeleteClass")->arguments,
                        "strClass='Gate', lFlags=0x0, pCtx=NULL");
    assert_ok(wmi_mock_fail(self->mock, "IWbemServices::PutClass", 1, (HRESULT)WBEM_E_ACCESS_DENIED));
    assert_hr(WBEM_E_ACCESS_DENIED, put(self, object, 0));
    assert_false(has(self, u"Gate"));
    IWbemClassObject_Release(object);
}

int main(void)
{
    static const struct CMUnitTest plain[] = {
        HOUSE_TEST(a_class_is_made_from_nothing),
        HOUSE_TEST(a_subclass_is_made),
        HOUSE_TEST(what_is_no_class_is_refused),
        HOUSE_TEST(a_change_reaches_subclasses_and_instances),
        HOUSE_TEST(a_new_property_reaches_a_subclass),
        HOUSE_TEST(old_copies_stay_as_they_were),
        HOUSE_TEST(a_class_of_another_namespace_is_fitted),
        HOUSE_TEST(a_deleted_class_may_come_again),
        HOUSE_TEST(calls_are_written_down),
    };
    static struct CMUnitTest tests[80];
    size_t count = 0;

    WORLD_ADD(tests, count, plain);
    WORLD_ADD_ROWS(tests, count, names, names_are_judged);
    WORLD_ADD_ROWS(tests, count, updates, updates_are_judged);
    WORLD_ADD_ROWS(tests, count, deletes, deletes_are_judged);
    return _cmocka_run_group_tests("mock_put_class", tests, count, world_group_setup, world_group_teardown);
}
