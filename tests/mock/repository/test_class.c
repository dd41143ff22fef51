/* SPDX-License-Identifier: MIT */
/* Classes as the mock's IWbemClassObject: properties and methods put and deleted, subclasses, comparison. */
#include "support/mock_objects.h"

#include <stdio.h>

static const char schema[] =
    "class Base { [key] string Name; uint32 Size = 5;\n"
    "  [static] uint32 Reset([in] boolean Force, [out] string Report); void Inherited(); };\n"
    "class Derived : Base { uint32 Size = 7; sint32 Own = 1;\n"
    "  [implemented] sint32 Go([in] string Where, [in, out] uint32 Speed, [out] string Said[]); };\n"
    "instance of Derived { Name = \"x\"; };\n";

static world *the_world;

static int open_world(void **state)
{
    (void)state;
    the_world = space_open(schema);
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    space_close(the_world);
    return 0;
}

static IWbemClassObject *derived(void)
{
    return space_class(the_world, "Derived");
}

/* The property's CIM type as a number, or the failure's code. */
static HRESULT type_of(IWbemClassObject *object, const char *name)
{
    CIMTYPE type = CIM_EMPTY;
    HRESULT hr = IWbemClassObject_Get(object, W(name), 0, NULL, &type, NULL);

    return hr == S_OK ? type : hr;
}

/* --- Properties -------------------------------------------------------------------------------------------------- */

static const struct put_case {
    const char *name;
    const char *property;
    const char *value;
    CIMTYPE type;
    HRESULT code;
    const char *expected;
    CIMTYPE expected_type;
} put_cases[] = {
    { "a new number", "New", "I4 3", 0, S_OK, "I4 3", CIM_SINT32 },
    { "a new text", "New", "BSTR x", 0, S_OK, "BSTR x", CIM_STRING },
    { "a new array", "New", "ARRAY I4 {1}", 0, S_OK, "ARRAY I4 {1}", CIM_SINT32 | CIM_FLAG_ARRAY },
    { "a new one by its type", "New", "NULL", CIM_UINT64, S_OK, "NULL", CIM_UINT64 },
    { "a new one of a type with a value", "New", "BSTR 12", CIM_UINT64, S_OK, "BSTR 12", CIM_UINT64 },
    { "a new reference", "New", "NULL", CIM_REFERENCE, S_OK, "NULL", CIM_REFERENCE },
    { "a new array by its type", "New", "NULL", CIM_DATETIME | CIM_FLAG_ARRAY, S_OK, "NULL",
      CIM_DATETIME | CIM_FLAG_ARRAY },
    { "a new one without a type", "New", "NULL", 0, (HRESULT)WBEM_E_INVALID_PROPERTY_TYPE, NULL, 0 },
    { "a new one of no type", "New", "NULL", 77, (HRESULT)WBEM_E_INVALID_PROPERTY_TYPE, NULL, 0 },
    { "a new one of a type that does not fit", "New", "BSTR x", CIM_UINT32, (HRESULT)WBEM_E_TYPE_MISMATCH,
      NULL, 0 },
    { "another default", "Own", "I4 9", 0, S_OK, "I4 9", CIM_SINT32 },
    { "no default", "Own", "NULL", 0, S_OK, "NULL", CIM_SINT32 },
    { "another default for an inherited one", "Size", "I4 8", 0, S_OK, "I4 8", CIM_UINT32 },
    { "another type", "Own", "BSTR x", CIM_STRING, S_OK, "BSTR x", CIM_STRING },
    { "another type for an inherited one", "Size", "BSTR x", CIM_STRING, (HRESULT)WBEM_E_TYPE_MISMATCH,
      "I4 7", CIM_UINT32 },
    { "a value that does not fit", "Own", "BSTR x", 0, (HRESULT)WBEM_E_TYPE_MISMATCH, "I4 1", CIM_SINT32 },
    { "a name of the system's kind", "_New", "I4 1", 0, (HRESULT)WBEM_E_INVALID_PARAMETER, NULL, 0 },
    { "a name that ends so", "New_", "I4 1", 0, (HRESULT)WBEM_E_INVALID_PARAMETER, NULL, 0 },
    { "a name that is none", "1st", "I4 1", 0, (HRESULT)WBEM_E_INVALID_PARAMETER, NULL, 0 },
    { "an empty name", "", "I4 1", 0, (HRESULT)WBEM_E_INVALID_PARAMETER, NULL, 0 },
    { "a system property", "__PATH", "BSTR x", 0, (HRESULT)WBEM_E_ILLEGAL_OPERATION, NULL, 0 },
    { "the name of a class that is there", "__CLASS", "BSTR X", 0, (HRESULT)WBEM_E_ILLEGAL_OPERATION,
      "BSTR Derived", CIM_STRING },
};

static void put(void **state)
{
    const struct put_case *row = *state;
    IWbemClassObject *object = derived();
    IWbemClassObject *untouched = derived();

    assert_hr(row->code, put_text(object, row->property, row->value, row->type));
    if (row->expected != NULL) {
        assert_property(object, row->property, row->expected);
        assert_int_equal(type_of(object, row->property), row->expected_type);
    } else if (strncmp(row->property, "__", 2) != 0) {
        assert_hr(WBEM_E_NOT_FOUND, type_of(object, row->property));
    }
    assert_property(untouched, "Own", "I4 1");
    assert_property(untouched, "__PROPERTY_COUNT", "I4 3");
    IWbemClassObject_Release(untouched);
    IWbemClassObject_Release(object);
}

static LONG flavor_of(IWbemClassObject *object, const char *name)
{
    LONG flavor = -1;

    assert_hr(S_OK, IWbemClassObject_Get(object, W(name), 0, NULL, NULL, &flavor));
    return flavor;
}

static void flavors_tell_where_a_property_is_from(void **state)
{
    IWbemClassObject *object = derived();

    (void)state;
    assert_int_equal(flavor_of(object, "Name"), WBEM_FLAVOR_ORIGIN_PROPAGATED);
    assert_int_equal(flavor_of(object, "Size"), WBEM_FLAVOR_ORIGIN_PROPAGATED);
    assert_int_equal(flavor_of(object, "Own"), WBEM_FLAVOR_ORIGIN_LOCAL);
    IWbemClassObject_Release(object);
}

static void properties_are_deleted(void **state)
{
    IWbemClassObject *object = derived();

    (void)state;
    assert_hr(WBEM_E_PROPAGATED_PROPERTY, IWbemClassObject_Delete(object, W("Name")));
    assert_hr(WBEM_S_RESET_TO_DEFAULT, IWbemClassObject_Delete(object, W("Size")));
    assert_property(object, "Size", "I4 5");
    assert_hr(WBEM_E_PROPAGATED_PROPERTY, IWbemClassObject_Delete(object, W("Size")));
    assert_hr(S_OK, IWbemClassObject_Delete(object, W("OWN")));
    assert_property(object, "Own", "80041002");
    assert_hr(WBEM_E_NOT_FOUND, IWbemClassObject_Delete(object, W("Own")));
    assert_hr(WBEM_E_SYSTEM_PROPERTY, IWbemClassObject_Delete(object, W("__GENUS")));
    IWbemClassObject_Release(object);
}

/* --- Subclasses and instances -------------------------------------------------------------------------------------- */

static void a_subclass_gets_its_name(void **state)
{
    IWbemClassObject *object = derived();
    IWbemClassObject *spawned = NULL;
    IWbemClassObject *instance = NULL;

    (void)state;
    assert_hr(S_OK, IWbemClassObject_SpawnDerivedClass(object, 0, &spawned));
    assert_property(spawned, "__CLASS", "NULL");
    assert_property(spawned, "__PATH", "NULL");
    assert_property(spawned, "__RELPATH", "NULL");
    assert_property(spawned, "__SUPERCLASS", "BSTR Derived");
    assert_property(spawned, "__DYNASTY", "BSTR Base");
    assert_hr(WBEM_E_INCOMPLETE_CLASS, IWbemClassObject_SpawnInstance(spawned, 0, &instance));
    assert_null(instance);
    assert_hr(WBEM_E_INVALID_PARAMETER, put_text(spawned, "__CLASS", "BSTR ", 0));
    assert_hr(WBEM_E_INVALID_PARAMETER, put_text(spawned, "__CLASS", "BSTR a b", 0));
    assert_hr(WBEM_E_TYPE_MISMATCH, put_text(spawned, "__CLASS", "I4 1", 0));
    assert_hr(S_OK, put_text(spawned, "Extra", "R8 1.5", 0));
    assert_hr(S_OK, put_text(spawned, "__CLASS", "BSTR My_Class", 0));
    assert_hr(S_OK, put_text(spawned, "__CLASS", "BSTR Mine", 0));
    assert_property(spawned, "__CLASS", "BSTR Mine");
    assert_property(spawned, "Extra", "R8 1.5");
    assert_int_equal(flavor_of(spawned, "Extra"), WBEM_FLAVOR_ORIGIN_LOCAL);
    assert_int_equal(flavor_of(spawned, "Own"), WBEM_FLAVOR_ORIGIN_PROPAGATED);
    assert_hr(S_OK, IWbemClassObject_InheritsFrom(spawned, W("Base")));
    assert_hr(S_OK, IWbemClassObject_SpawnInstance(spawned, 0, &instance));
    assert_property(instance, "Extra", "R8 1.5");
    assert_property(instance, "__GENUS", "I4 2");
    IWbemClassObject_Release(instance);
    IWbemClassObject_Release(spawned);
    IWbemClassObject_Release(object);
}

static void spawning_has_its_limits(void **state)
{
    IWbemClassObject *object = derived();
    IWbemClassObject *instance = space_instance(the_world, "Derived.Name=\"x\"");
    IWbemClassObject *spawned = object;

    (void)state;
    assert_hr(WBEM_E_INVALID_OPERATION, IWbemClassObject_SpawnDerivedClass(instance, 0, &spawned));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_SpawnDerivedClass(object, 1, &spawned));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_SpawnInstance(object, 1, &spawned));
    assert_ptr_equal(spawned, object); /* left as it was */
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_SpawnInstance(object, 0, NULL));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_SpawnDerivedClass(object, 0, NULL));
    assert_hr(S_OK, IWbemClassObject_SpawnInstance(instance, 0, &spawned));
    assert_property(spawned, "Name", "NULL");
    IWbemClassObject_Release(spawned);
    IWbemClassObject_Release(instance);
    IWbemClassObject_Release(object);
}

/* --- Comparison ------------------------------------------------------------------------------------------------------- */

static const struct compare_case {
    const char *name;
    bool of_instances;
    const char *property; /* put into the second one; NULL: nothing */
    const char *value;
    LONG flags;
    HRESULT code;
} compares[] = {
    { "the same class", false, NULL, NULL, 0, WBEM_S_SAME },
    { "another default", false, "Own", "I4 2", 0, WBEM_S_DIFFERENT },
    { "another default, ignored", false, "Own", "I4 2", WBEM_FLAG_IGNORE_DEFAULT_VALUES, WBEM_S_SAME },
    { "a property more", false, "More", "I4 2", WBEM_FLAG_IGNORE_DEFAULT_VALUES, WBEM_S_DIFFERENT },
    { "the same class but for qualifiers", false, NULL, NULL, WBEM_FLAG_IGNORE_QUALIFIERS, WBEM_S_SAME },
    { "the same instance", true, NULL, NULL, 0, WBEM_S_SAME },
    { "the same instance but for qualifiers", true, NULL, NULL, WBEM_FLAG_IGNORE_QUALIFIERS, WBEM_S_SAME },
    { "another value", true, "Size", "I4 99", 0, WBEM_S_DIFFERENT },
    { "another value of one class", true, "Size", "I4 99", WBEM_FLAG_IGNORE_CLASS, WBEM_S_DIFFERENT },
    { "another case", true, "Name", "BSTR X", 0, WBEM_S_DIFFERENT },
    { "another case, ignored", true, "Name", "BSTR X", WBEM_FLAG_IGNORE_CASE, WBEM_S_SAME },
    { "an unknown flag", true, NULL, NULL, 0x40, (HRESULT)WBEM_E_INVALID_PARAMETER },
};

static void compare(void **state)
{
    const struct compare_case *row = *state;
    IWbemClassObject *pair[2];

    for (size_t i = 0; i < 2; i++)
        pair[i] = row->of_instances ? space_instance(the_world, "Derived.Name=\"x\"") : derived();
    if (row->property != NULL)
        assert_hr(S_OK, put_text(pair[1], row->property, row->value, 0));
    assert_hr(row->code, IWbemClassObject_CompareTo(pair[0], row->flags, pair[1]));
    assert_hr(row->code, IWbemClassObject_CompareTo(pair[1], row->flags, pair[0]));
    IWbemClassObject_Release(pair[0]);
    IWbemClassObject_Release(pair[1]);
}

static void comparison_counts_source_and_kind(void **state)
{
    IWbemClassObject *class_object = derived();
    IWbemClassObject *instance = space_instance(the_world, "Derived.Name=\"x\"");
    IWbemClassObject *spawned = NULL;

    (void)state;
    assert_hr(WBEM_S_DIFFERENT, IWbemClassObject_CompareTo(class_object, 0, instance));
    assert_hr(S_OK, IWbemClassObject_SpawnInstance(class_object, 0, &spawned));
    assert_hr(S_OK, put_text(spawned, "Name", "BSTR x", 0));
    assert_hr(WBEM_S_DIFFERENT, IWbemClassObject_CompareTo(instance, 0, spawned));
    assert_hr(WBEM_S_SAME, IWbemClassObject_CompareTo(instance, WBEM_FLAG_IGNORE_OBJECT_SOURCE, spawned));
    assert_hr(WBEM_S_SAME, IWbemClassObject_CompareTo(instance, 0, instance));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_CompareTo(instance, 0, NULL));
    IWbemClassObject_Release(spawned);
    IWbemClassObject_Release(instance);
    IWbemClassObject_Release(class_object);
}

/* --- Methods ------------------------------------------------------------------------------------------------------------ */

static void a_method_has_signatures(void **state)
{
    IWbemClassObject *object = derived();
    IWbemClassObject *in = NULL;
    IWbemClassObject *out = NULL;
    BSTR origin = NULL;

    (void)state;
    assert_hr(S_OK, IWbemClassObject_GetMethod(object, W("GO"), 0, &in, &out));
    assert_property(in, "__CLASS", "BSTR __PARAMETERS");
    assert_property(in, "__GENUS", "I4 1");
    assert_property(in, "__PATH", "NULL");
    assert_int_equal(type_of(in, "Where"), CIM_STRING);
    assert_int_equal(type_of(in, "Speed"), CIM_UINT32);
    assert_hr(WBEM_E_NOT_FOUND, type_of(in, "Said"));
    assert_int_equal(type_of(out, "Said"), CIM_STRING | CIM_FLAG_ARRAY);
    assert_int_equal(type_of(out, "Speed"), CIM_UINT32);
    assert_int_equal(type_of(out, "ReturnValue"), CIM_SINT32);
    IWbemClassObject_Release(in);
    IWbemClassObject_Release(out);
    assert_hr(S_OK, IWbemClassObject_GetMethod(object, W("Inherited"), 0, &in, &out));
    assert_null(in);
    assert_null(out);
    assert_hr(S_OK, IWbemClassObject_GetMethod(object, W("Go"), 0, NULL, NULL));
    assert_hr(S_OK, IWbemClassObject_GetMethodOrigin(object, W("reset"), &origin));
    assert_memory_equal(origin, u"Base", sizeof u"Base");
    SysFreeString(origin);
    IWbemClassObject_Release(object);
}

static void methods_are_missed(void **state)
{
    IWbemClassObject *object = derived();
    IWbemClassObject *instance = space_instance(the_world, "Derived.Name=\"x\"");
    IWbemClassObject *in = object;
    BSTR origin = NULL;

    (void)state;
    assert_hr(WBEM_E_NOT_FOUND, IWbemClassObject_GetMethod(object, W("Nothing"), 0, &in, NULL));
    assert_null(in);
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_GetMethod(object, NULL, 0, &in, NULL));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_GetMethod(object, W("Go"), 2, &in, NULL));
    assert_hr(WBEM_E_NOT_FOUND, IWbemClassObject_GetMethodOrigin(object, W("Nothing"), &origin));
    assert_hr(WBEM_E_ILLEGAL_OPERATION, IWbemClassObject_GetMethod(instance, W("Go"), 0, &in, NULL));
    assert_hr(WBEM_E_ILLEGAL_OPERATION, IWbemClassObject_GetMethodOrigin(instance, W("Go"), &origin));
    assert_hr(WBEM_E_ILLEGAL_OPERATION, IWbemClassObject_BeginMethodEnumeration(instance, 0));
    assert_hr(WBEM_E_ILLEGAL_OPERATION, IWbemClassObject_PutMethod(instance, W("Go"), 0, NULL, NULL));
    assert_hr(WBEM_E_ILLEGAL_OPERATION, IWbemClassObject_DeleteMethod(instance, W("Go")));
    IWbemClassObject_Release(instance);
    IWbemClassObject_Release(object);
}

static void count_methods(IWbemClassObject *object, LONG flags, int expected)
{
    IWbemClassObject *in = NULL;
    IWbemClassObject *out = NULL;
    BSTR name = NULL;
    int count = 0;

    assert_hr(S_OK, IWbemClassObject_BeginMethodEnumeration(object, flags));
    while (IWbemClassObject_NextMethod(object, 0, &name, &in, &out) == S_OK) {
        assert_non_null(name);
        SysFreeString(name);
        wmi_object_release(in);
        wmi_object_release(out);
        count++;
    }
    assert_int_equal(count, expected);
    assert_hr(WBEM_S_NO_MORE_DATA, IWbemClassObject_NextMethod(object, 0, NULL, NULL, NULL));
    assert_hr(S_OK, IWbemClassObject_EndMethodEnumeration(object));
    assert_hr(WBEM_E_UNEXPECTED, IWbemClassObject_NextMethod(object, 0, NULL, NULL, NULL));
}

static void methods_are_enumerated(void **state)
{
    IWbemClassObject *object = derived();

    (void)state;
    count_methods(object, 0, 3);
    count_methods(object, WBEM_FLAG_LOCAL_ONLY, 1);
    count_methods(object, WBEM_FLAG_PROPAGATED_ONLY, 2);
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_BeginMethodEnumeration(object, 1));
    IWbemClassObject_Release(object);
}

/* A signature with one parameter, of this ID (-1: none). */
static IWbemClassObject *signature(const char *parameter, int id)
{
    IWbemClassObject *made = space_class(the_world, "__PARAMETERS");
    IWbemQualifierSet *set = NULL;
    VARIANT value;

    assert_hr(S_OK, put_text(made, parameter, "NULL", CIM_STRING));
    if (id < 0)
        return made;
    VariantInit(&value);
    V_VT(&value) = VT_I4;
    V_I4(&value) = id;
    assert_hr(S_OK, IWbemClassObject_GetPropertyQualifierSet(made, W(parameter), &set));
    assert_hr(S_OK, IWbemQualifierSet_Put(set, W("ID"), &value, 0));
    IWbemQualifierSet_Release(set);
    return made;
}

static const struct method_case {
    const char *name;
    const char *method;
    const char *in; /* a parameter's name */
    int in_id;
    const char *out;
    int out_id;
    HRESULT code;
} methods[] = {
    { "without signatures", "New", NULL, 0, NULL, 0, S_OK },
    { "in", "New", "A", 0, NULL, 0, S_OK },
    { "in and out", "New", "A", 0, "B", 1, S_OK },
    { "both ways", "New", "A", 0, "A", 0, S_OK },
    { "a result", "New", "A", 0, "ReturnValue", -1, S_OK },
    { "no ID", "New", "A", -1, NULL, 0, (HRESULT)WBEM_E_MISSING_PARAMETER_ID },
    { "not from 0", "New", "A", 1, NULL, 0, (HRESULT)WBEM_E_NONCONSECUTIVE_PARAMETER_IDS },
    { "the same ID", "New", "A", 0, "B", 0, (HRESULT)WBEM_E_NONCONSECUTIVE_PARAMETER_IDS },
    { "both ways, not from 0", "New", "A", 1, "A", 1, (HRESULT)WBEM_E_NONCONSECUTIVE_PARAMETER_IDS },
    { "a result with an ID", "New", NULL, 0, "ReturnValue", 0, (HRESULT)WBEM_E_PARAMETER_ID_ON_RETVAL },
    { "both ways, otherwise", "New", "A", 0, "A", 1, (HRESULT)WBEM_E_INVALID_DUPLICATE_PARAMETER },
    { "inherited, otherwise", "Inherited", "A", 0, NULL, 0, (HRESULT)WBEM_E_PROPAGATED_METHOD },
    { "inherited, the same", "Inherited", NULL, 0, NULL, 0, S_OK },
    { "in the place of its own", "Go", "A", 0, NULL, 0, S_OK },
    { "a name of the system's kind", "_New", NULL, 0, NULL, 0, (HRESULT)WBEM_E_INVALID_PARAMETER },
};

static void put_method(void **state)
{
    const struct method_case *row = *state;
    IWbemClassObject *object = derived();
    IWbemClassObject *in = row->in == NULL ? NULL : signature(row->in, row->in_id);
    IWbemClassObject *out = row->out == NULL ? NULL : signature(row->out, row->out_id);
    IWbemClassObject *back = NULL;

    assert_hr(row->code, IWbemClassObject_PutMethod(object, W(row->method), 0, in, out));
    if (row->code == S_OK) {
        assert_hr(S_OK, IWbemClassObject_GetMethod(object, W(row->method), 0, &back, NULL));
        assert_true((back == NULL) == (row->in == NULL));
        if (back != NULL)
            assert_int_equal(type_of(back, row->in), CIM_STRING);
    }
    wmi_object_release(back);
    wmi_object_release(out);
    wmi_object_release(in);
    IWbemClassObject_Release(object);
}

static void methods_are_deleted(void **state)
{
    IWbemClassObject *object = derived();

    (void)state;
    assert_hr(S_OK, IWbemClassObject_DeleteMethod(object, W("go")));
    assert_hr(WBEM_E_NOT_FOUND, IWbemClassObject_DeleteMethod(object, W("Go")));
    assert_hr(WBEM_E_PROPAGATED_METHOD, IWbemClassObject_DeleteMethod(object, W("Reset")));
    assert_hr(S_OK, IWbemClassObject_PutMethod(object, W("Inherited"), 0, NULL, NULL));
    assert_hr(WBEM_S_RESET_TO_DEFAULT, IWbemClassObject_DeleteMethod(object, W("Inherited")));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_DeleteMethod(object, NULL));
    count_methods(object, 0, 2);
    IWbemClassObject_Release(object);
}

int main(void)
{
    const struct CMUnitTest single[] = {
        cmocka_unit_test(flavors_tell_where_a_property_is_from),
        cmocka_unit_test(properties_are_deleted),
        cmocka_unit_test(a_subclass_gets_its_name),
        cmocka_unit_test(spawning_has_its_limits),
        cmocka_unit_test(comparison_counts_source_and_kind),
        cmocka_unit_test(a_method_has_signatures),
        cmocka_unit_test(methods_are_missed),
        cmocka_unit_test(methods_are_enumerated),
        cmocka_unit_test(methods_are_deleted),
    };
    static struct CMUnitTest
        tests[COUNT_OF(put_cases) + COUNT_OF(compares) + COUNT_OF(methods) + COUNT_OF(single)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(put_cases); i++)
        tests[count++] = row_test("put %s", put_cases[i].name, put, &put_cases[i]);
    for (size_t i = 0; i < COUNT_OF(compares); i++)
        tests[count++] = row_test("compare %s", compares[i].name, compare, &compares[i]);
    for (size_t i = 0; i < COUNT_OF(methods); i++)
        tests[count++] = row_test("put a method %s", methods[i].name, put_method, &methods[i]);
    for (size_t i = 0; i < COUNT_OF(single); i++)
        tests[count++] = single[i];
    return _cmocka_run_group_tests("mock_class", tests, count, open_world, close_world);
}
