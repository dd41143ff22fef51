/* SPDX-License-Identifier: MIT */
/* The mock's IWbemClassObject: identity, system properties, names, changes, offspring. */
#include "mock/object/object.h"
#include "mock/repository/embedded.h"
#include "mock/repository/model.h"
#include "support/mock_objects.h"

#include <stdio.h>

static const char schema[] =
    "[abstract] class CIM_Top { [key: ToInstance ToSubclass DisableOverride] string Name; uint32 Size = 5;\n"
    "  [read: ToInstance ToSubclass] string Note; };\n"
    "class CIM_Middle : CIM_Top { string Kind = \"middle\"; };\n"
    "class Win32_Thing : CIM_Middle {\n"
    "  [read: ToInstance, Units(\"Bytes\")] uint32 Size = 7; CIM_Top ref Owner; [write] sint32 Count; };\n"
    "class Pair { [key] string A; [key] uint32 B; };\n"
    "class Keyless { string Text; };\n"
    "[singleton] class Only { string Text; };\n"
    "instance of Win32_Thing { Name = \"a\\\"b\\\\c\"; Count = 3; };\n"
    "instance of Win32_Thing { Name = \"plain\"; };\n"
    "instance of Pair { A = \"x\"; B = 2; };\n"
    "instance of Keyless { Text = \"t\"; };\n"
    "instance of Only { Text = \"t\"; };\n";

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

static IWbemClassObject *thing(void)
{
    return space_instance(the_world, "Win32_Thing.Name=\"plain\"");
}

/* --- Identity -------------------------------------------------------------------------------------------------- */

static void query_interface_keeps_the_rules(void **state)
{
    IWbemClassObject *object = thing();
    void *unknown = NULL;
    void *again = NULL;
    void *marshal = NULL;
    void *back = NULL;

    (void)state;
    assert_hr(S_OK, IWbemClassObject_QueryInterface(object, &IID_IUnknown, &unknown));
    assert_hr(S_OK, IWbemClassObject_QueryInterface(object, &IID_IMarshal, &marshal));
    assert_hr(S_OK, IUnknown_QueryInterface((IUnknown *)marshal, &IID_IUnknown, &again));
    assert_ptr_equal(unknown, again);
    assert_hr(S_OK, IUnknown_QueryInterface((IUnknown *)marshal, &IID_IWbemClassObject, &back));
    assert_ptr_equal(back, object);
    IUnknown_Release((IUnknown *)back);
    IUnknown_Release((IUnknown *)again);
    IUnknown_Release((IUnknown *)marshal);
    IUnknown_Release((IUnknown *)unknown);
    assert_int_equal(IWbemClassObject_Release(object), 0);
}

static void a_failed_query_clears_its_out_pointer(void **state)
{
    IWbemClassObject *object = thing();
    void *out = object;

    (void)state;
    assert_hr(E_NOINTERFACE, IWbemClassObject_QueryInterface(object, &IID_IWbemServices, &out));
    assert_null(out);
    out = object;
    assert_hr(E_NOINTERFACE, IWbemClassObject_QueryInterface(object, &IID_IErrorInfo, &out));
    assert_null(out);
    assert_hr(E_POINTER, IWbemClassObject_QueryInterface(object, &IID_IUnknown, NULL));
    assert_int_equal(IWbemClassObject_Release(object), 0);
}

static void its_content_is_found(void **state)
{
    IWbemClassObject *instance = thing();
    IWbemClassObject *class_object = space_class(the_world, "Pair");
    wmi_mock__object_content content = wmi_mock__object_content_of(instance);

    (void)state;
    assert_non_null(content.record);
    assert_null(content.object_class);
    content = wmi_mock__object_content_of(class_object);
    assert_null(content.record);
    assert_string_equal(content.object_class->name, "Pair");
    content = wmi_mock__object_content_of(NULL);
    assert_true(content.record == NULL && content.object_class == NULL);
    assert_int_equal(IWbemClassObject_Release(instance), 0);
    assert_int_equal(IWbemClassObject_Release(class_object), 0);
}

/* --- System properties ------------------------------------------------------------------------------------------ */

/* Of an instance by its path, or of a class by its name. */
static const struct system_case {
    const char *object;
    const char *property;
    const char *expected;
} systems[] = {
    { "Win32_Thing.Name=\"plain\"", "__GENUS", "I4 2" },
    { "Win32_Thing.Name=\"plain\"", "__CLASS", "BSTR Win32_Thing" },
    { "Win32_Thing.Name=\"plain\"", "__SUPERCLASS", "BSTR CIM_Middle" },
    { "Win32_Thing.Name=\"plain\"", "__DYNASTY", "BSTR CIM_Top" },
    { "Win32_Thing.Name=\"plain\"", "__RELPATH", "BSTR Win32_Thing.Name=\"plain\"" },
    { "Win32_Thing.Name=\"plain\"", "__PROPERTY_COUNT", "I4 6" },
    { "Win32_Thing.Name=\"plain\"", "__DERIVATION", "ARRAY BSTR {CIM_Middle, CIM_Top}" },
    { "Win32_Thing.Name=\"plain\"", "__SERVER", "BSTR TESTBOX" },
    { "Win32_Thing.Name=\"plain\"", "__NAMESPACE", "BSTR ROOT\\CIMV2" },
    { "Win32_Thing.Name=\"plain\"", "__path", "BSTR \\\\TESTBOX\\ROOT\\CIMV2:Win32_Thing.Name=\"plain\"" },
    { "Win32_Thing.Name=\"a\\\"b\\\\c\"", "__RELPATH", "BSTR Win32_Thing.Name=\"a\\\"b\\\\c\"" },
    { "Pair.A=\"x\",B=2", "__RELPATH", "BSTR Pair.A=\"x\",B=2" },
    { "Pair.A=\"x\",B=2", "__SUPERCLASS", "NULL" },
    { "Pair.A=\"x\",B=2", "__DERIVATION", "ARRAY BSTR {}" },
    { "Pair.A=\"x\",B=2", "__DYNASTY", "BSTR Pair" },
    { "Only=@", "__RELPATH", "BSTR Only=@" },
    { "Only=@", "__NOSUCH", "80041002" },
    { "Win32_Thing", "__GENUS", "I4 1" },
    { "Win32_Thing", "__CLASS", "BSTR Win32_Thing" },
    { "Win32_Thing", "__RELPATH", "BSTR Win32_Thing" },
    { "Win32_Thing", "__PATH", "BSTR \\\\TESTBOX\\ROOT\\CIMV2:Win32_Thing" },
    { "Win32_Thing", "__DERIVATION", "ARRAY BSTR {CIM_Middle, CIM_Top}" },
    { "Win32_Thing", "__PROPERTY_COUNT", "I4 6" },
    { "Keyless", "__SUPERCLASS", "NULL" },
};

static void system_property(void **state)
{
    const struct system_case *row = *state;
    bool is_path = strpbrk(row->object, ".=") != NULL;
    IWbemClassObject *object = is_path ? space_instance(the_world, row->object)
                                       : space_class(the_world, row->object);
    LONG flavor = -1;

    assert_property(object, row->property, row->expected);
    if (strcmp(row->property, "__NOSUCH") != 0) {
        assert_hr(S_OK, IWbemClassObject_Get(object, W(row->property), 0, NULL, NULL, &flavor));
        assert_int_equal(flavor, WBEM_FLAVOR_ORIGIN_SYSTEM);
    }
    IWbemClassObject_Release(object);
}

static void without_a_place_there_is_no_path(void **state)
{
    IWbemClassObject *class_object = space_class(the_world, "Win32_Thing");
    IWbemClassObject *spawned = NULL;

    (void)state;
    assert_hr(S_OK, IWbemClassObject_SpawnInstance(class_object, 0, &spawned));
    assert_property(spawned, "__RELPATH", "NULL");
    assert_hr(S_OK, put_text(spawned, "Name", "BSTR new", 0));
    assert_property(spawned, "__RELPATH", "BSTR Win32_Thing.Name=\"new\"");
    assert_property(spawned, "__PATH", "NULL");
    assert_property(spawned, "__SERVER", "NULL");
    assert_property(spawned, "__NAMESPACE", "NULL");
    assert_property(spawned, "__SUPERCLASS", "BSTR CIM_Middle");
    assert_property(spawned, "Size", "I4 7");
    assert_property(spawned, "Kind", "BSTR middle");
    IWbemClassObject_Release(spawned);
    IWbemClassObject_Release(class_object);
}

/* --- Rows of queries --------------------------------------------------------------------------------------------- */

static const struct select_case {
    const char *name;
    const char *list[3];
    const char *path;
    const char *relative_path;
    const char *superclass;
    const char *names;
} selects[] = {
    { "a property", { "Size" }, "NULL", "NULL", "NULL", "Size" },
    { "the key", { "Name", "count" }, "NULL", "BSTR Win32_Thing.Name=\"plain\"", "NULL", "Name Count" },
    { "__PATH",
      { "__PATH" },
      "BSTR \\\\TESTBOX\\ROOT\\CIMV2:Win32_Thing.Name=\"plain\"",
      "BSTR Win32_Thing.Name=\"plain\"",
      "NULL",
      "Name" },
    { "__RELPATH", { "__RELPATH", "Size" }, "NULL", "BSTR Win32_Thing.Name=\"plain\"", "NULL", "Name Size" },
    { "__SUPERCLASS", { "__SUPERCLASS", "Size" }, "NULL", "NULL", "BSTR CIM_Middle", "Size" },
    { "everything",
      { NULL },
      "BSTR \\\\TESTBOX\\ROOT\\CIMV2:Win32_Thing.Name=\"plain\"",
      "BSTR Win32_Thing.Name=\"plain\"",
      "BSTR CIM_Middle",
      "Name Size Note Kind Owner Count" },
};

static void select_list(void **state)
{
    const struct select_case *row = *state;
    HRESULT why = S_OK;
    wmi_mock__record *record = wmi_mock__namespace_find_record(the_world->space, "Win32_Thing.Name=\"plain\"",
                                                               &why);
    wmi_mock__selection *selection = NULL;
    IWbemClassObject *object = NULL;
    SAFEARRAY *names = NULL;
    char text[RENDERED_SIZE];
    size_t count = 0;

    while (count < COUNT_OF(row->list) && row->list[count] != NULL)
        count++;
    assert_hr(S_OK, wmi_mock__object_select(the_world->mock, the_world->place, record, row->list, count,
                                            &selection, &object));
    wmi_mock__selection_release(selection);
    assert_property(object, "__CLASS", "BSTR Win32_Thing");
    assert_property(object, "__PATH", row->path);
    assert_property(object, "__RELPATH", row->relative_path);
    assert_property(object, "__SUPERCLASS", row->superclass);
    assert_hr(S_OK, IWbemClassObject_GetNames(object, NULL, WBEM_FLAG_NONSYSTEM_ONLY, NULL, &names));
    assert_string_equal(join_names(names, text), row->names);
    if (count > 0) {
        assert_property(object, "Owner", "80041002");
        assert_hr(WBEM_E_NOT_FOUND, put_text(object, "Owner", "BSTR x", 0));
    }
    IWbemClassObject_Release(object);
}

/* --- Names --------------------------------------------------------------------------------------------------------- */

#define SYSTEM_NAMES                                                                                       \
    "__GENUS __CLASS __SUPERCLASS __DYNASTY __RELPATH __PROPERTY_COUNT __DERIVATION __SERVER __NAMESPACE " \
    "__PATH"

static const struct names_case {
    const char *name;
    bool of_class;
    LONG flags;
    const char *qualifier;
    const char *value;
    const char *expected; /* or the code */
} names_cases[] = {
    { "always", false, WBEM_FLAG_ALWAYS, NULL, NULL, SYSTEM_NAMES " Name Size Note Kind Owner Count" },
    { "nonsystem", false, WBEM_FLAG_NONSYSTEM_ONLY, NULL, NULL, "Name Size Note Kind Owner Count" },
    { "system", false, WBEM_FLAG_SYSTEM_ONLY, NULL, NULL, SYSTEM_NAMES },
    { "keys", false, WBEM_FLAG_KEYS_ONLY, NULL, NULL, "Name" },
    { "keys without system ones", true, WBEM_FLAG_KEYS_ONLY | WBEM_FLAG_NONSYSTEM_ONLY, NULL, NULL, "Name" },
    { "references", false, WBEM_FLAG_REFS_ONLY, NULL, NULL, "Owner" },
    { "local", true, WBEM_FLAG_LOCAL_ONLY, NULL, NULL, "Owner Count" },
    { "local of an instance", false, WBEM_FLAG_LOCAL_ONLY, NULL, NULL, "Owner Count" },
    { "propagated", true, WBEM_FLAG_PROPAGATED_ONLY, NULL, NULL, "Name Size Note Kind" },
    { "propagated keys", true, WBEM_FLAG_PROPAGATED_ONLY | WBEM_FLAG_KEYS_ONLY, NULL, NULL, "Name" },
    { "overrides", true, WBEM_FLAG_CLASS_OVERRIDES_ONLY, NULL, NULL, "Size" },
    { "local and overrides", true, WBEM_FLAG_CLASS_LOCAL_AND_OVERRIDES, NULL, NULL, "Size Owner Count" },
    { "with a qualifier", true, WBEM_FLAG_ONLY_IF_TRUE, "READ", NULL, "Size Note" },
    { "with a qualifier, on an instance", false, WBEM_FLAG_ONLY_IF_TRUE, "read", NULL, "Size Note" },
    { "without a qualifier", true, WBEM_FLAG_ONLY_IF_FALSE | WBEM_FLAG_NONSYSTEM_ONLY, "read", NULL,
      "Name Kind Owner Count" },
    { "system ones have no qualifier", true, WBEM_FLAG_ONLY_IF_FALSE, "CIMTYPE", NULL, SYSTEM_NAMES },
    { "with a value", true, WBEM_FLAG_ONLY_IF_IDENTICAL, "CIMTYPE", "BSTR uint32", "Size" },
    { "with another value", true, WBEM_FLAG_ONLY_IF_IDENTICAL, "Units", "BSTR Bits", "" },
    { "with a value of another type", true, WBEM_FLAG_ONLY_IF_IDENTICAL, "Units", "I4 1", "" },
    { "no qualifier given", true, WBEM_FLAG_ONLY_IF_TRUE, NULL, NULL, "80041008" },
    { "no value given", true, WBEM_FLAG_ONLY_IF_IDENTICAL, "Units", NULL, "80041008" },
    { "keys and references", false, WBEM_FLAG_KEYS_ONLY | WBEM_FLAG_REFS_ONLY, NULL, NULL, "80041008" },
    { "the mask of origins (names unknown on Windows)", false, WBEM_FLAG_ALWAYS | WBEM_MASK_CONDITION_ORIGIN,
      NULL, NULL, "Name Size Note Kind Owner Count" },
    { "two origins", false, 0x50, NULL, NULL, "80041008" },
    { "overrides of an instance", false, WBEM_FLAG_CLASS_OVERRIDES_ONLY, NULL, NULL, "80041008" },
    { "both kinds of overrides", true, WBEM_MASK_CLASS_CONDITION, NULL, NULL, "80041008" },
    { "an unknown flag", false, 0x1000, NULL, NULL, "80041008" },
};

static void get_names(void **state)
{
    const struct names_case *row = *state;
    IWbemClassObject *object = row->of_class ? space_class(the_world, "Win32_Thing") : thing();
    SAFEARRAY *names = (SAFEARRAY *)(void *)object;
    char text[RENDERED_SIZE];
    VARIANT value = variant_of(row->value == NULL ? "NULL" : row->value);
    HRESULT hr = IWbemClassObject_GetNames(object, row->qualifier == NULL ? NULL : W(row->qualifier),
                                           row->flags, row->value == NULL ? NULL : &value, &names);

    VariantClear(&value);
    if (FAILED(hr))
        assert_null(names);
    if (FAILED(hr))
        sprintf(text, "%08lX", (unsigned long)(uint32_t)hr);
    else
        join_names(names, text);
    assert_string_equal(text, row->expected);
    IWbemClassObject_Release(object);
}

static void get_names_needs_a_place_for_them(void **state)
{
    IWbemClassObject *object = thing();

    (void)state;
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_GetNames(object, NULL, 0, NULL, NULL));
    IWbemClassObject_Release(object);
}

/* --- Enumeration ----------------------------------------------------------------------------------------------------- */

static void enumeration_gives_names_values_and_flavors(void **state)
{
    static const struct expected {
        const char *name;
        const char *value;
        LONG flavor;
    } expected[] = {
        { "Name", "BSTR plain", WBEM_FLAVOR_ORIGIN_LOCAL },
        { "Size", "I4 7", WBEM_FLAVOR_ORIGIN_PROPAGATED },
        { "Note", "NULL", WBEM_FLAVOR_ORIGIN_PROPAGATED },
        { "Kind", "BSTR middle", WBEM_FLAVOR_ORIGIN_PROPAGATED },
        { "Owner", "NULL", WBEM_FLAVOR_ORIGIN_PROPAGATED },
        { "Count", "NULL", WBEM_FLAVOR_ORIGIN_PROPAGATED },
    };
    IWbemClassObject *object = thing();
    char text[RENDERED_SIZE];
    BSTR name = NULL;
    VARIANT value;
    CIMTYPE type;
    LONG flavor;

    (void)state;
    assert_hr(WBEM_E_UNEXPECTED, IWbemClassObject_Next(object, 0, &name, &value, &type, &flavor));
    assert_hr(S_OK, IWbemClassObject_BeginEnumeration(object, WBEM_FLAG_NONSYSTEM_ONLY));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_hr(S_OK, IWbemClassObject_Next(object, 0, &name, &value, &type, &flavor));
        assert_memory_equal(name, W(expected[i].name), SysStringByteLen(name));
        assert_string_equal(render(&value, text), expected[i].value);
        assert_int_equal(flavor, expected[i].flavor);
        SysFreeString(name);
    }
    assert_hr(WBEM_S_NO_MORE_DATA, IWbemClassObject_Next(object, 0, &name, &value, &type, &flavor));
    assert_null(name);
    assert_hr(WBEM_S_NO_MORE_DATA, IWbemClassObject_Next(object, 0, NULL, NULL, NULL, NULL));
    assert_hr(S_OK, IWbemClassObject_BeginEnumeration(object, WBEM_FLAG_KEYS_ONLY));
    assert_hr(S_OK, IWbemClassObject_Next(object, 0, NULL, NULL, NULL, NULL));
    assert_hr(WBEM_S_NO_MORE_DATA, IWbemClassObject_Next(object, 0, NULL, NULL, NULL, NULL));
    assert_hr(S_OK, IWbemClassObject_EndEnumeration(object));
    assert_hr(WBEM_E_UNEXPECTED, IWbemClassObject_Next(object, 0, NULL, NULL, NULL, NULL));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_BeginEnumeration(object, 0x50));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_BeginEnumeration(object, WBEM_FLAG_ONLY_IF_TRUE));
    IWbemClassObject_Release(object);
}

static void enumeration_counts_system_properties(void **state)
{
    IWbemClassObject *object = space_class(the_world, "Keyless");
    int count = 0;

    (void)state;
    assert_hr(S_OK, IWbemClassObject_BeginEnumeration(object, 0));
    while (IWbemClassObject_Next(object, 0, NULL, NULL, NULL, NULL) == S_OK)
        count++;
    assert_int_equal(count, 11);
    assert_hr(S_OK, IWbemClassObject_BeginEnumeration(object, WBEM_FLAG_SYSTEM_ONLY));
    for (count = 0; IWbemClassObject_Next(object, 0, NULL, NULL, NULL, NULL) == S_OK;)
        count++;
    assert_int_equal(count, 10);
    IWbemClassObject_Release(object);
}

/* --- By value ---------------------------------------------------------------------------------------------------------- */

static void a_change_stays_with_its_object(void **state)
{
    IWbemClassObject *one = thing();
    IWbemClassObject *other = thing();
    IWbemClassObject *clone = NULL;

    (void)state;
    assert_hr(S_OK, put_text(one, "Kind", "BSTR mine", 0));
    assert_hr(S_OK, IWbemClassObject_Clone(one, &clone));
    assert_hr(S_OK, put_text(clone, "Kind", "BSTR clone", 0));
    assert_property(one, "Kind", "BSTR mine");
    assert_property(clone, "Kind", "BSTR clone");
    assert_property(other, "Kind", "BSTR middle");
    assert_property(clone, "__PATH", "BSTR \\\\TESTBOX\\ROOT\\CIMV2:Win32_Thing.Name=\"plain\"");
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_Clone(one, NULL));
    IWbemClassObject_Release(clone);
    IWbemClassObject_Release(other);
    IWbemClassObject_Release(one);
}

static void deleting_a_value_resets_it(void **state)
{
    IWbemClassObject *object = thing();

    (void)state;
    assert_hr(S_OK, put_text(object, "Size", "I4 99", 0));
    assert_hr(WBEM_S_RESET_TO_DEFAULT, IWbemClassObject_Delete(object, W("size")));
    assert_property(object, "Size", "I4 7");
    assert_hr(WBEM_E_SYSTEM_PROPERTY, IWbemClassObject_Delete(object, W("__CLASS")));
    assert_hr(WBEM_E_NOT_FOUND, IWbemClassObject_Delete(object, W("Nothing")));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_Delete(object, NULL));
    IWbemClassObject_Release(object);
}

static void origins_are_told(void **state)
{
    IWbemClassObject *object = thing();
    BSTR name = NULL;

    (void)state;
    assert_hr(S_OK, IWbemClassObject_GetPropertyOrigin(object, W("size"), &name));
    assert_memory_equal(name, u"CIM_Top", sizeof u"CIM_Top");
    SysFreeString(name);
    assert_hr(S_OK, IWbemClassObject_GetPropertyOrigin(object, W("__PATH"), &name));
    assert_memory_equal(name, u"___SYSTEM", sizeof u"___SYSTEM");
    SysFreeString(name);
    assert_hr(WBEM_E_NOT_FOUND, IWbemClassObject_GetPropertyOrigin(object, W("Nothing"), &name));
    assert_null(name);
    assert_hr(S_OK, IWbemClassObject_InheritsFrom(object, W("cim_top")));
    assert_hr(S_OK, IWbemClassObject_InheritsFrom(object, W("Win32_Thing")));
    assert_hr(WBEM_S_FALSE, IWbemClassObject_InheritsFrom(object, W("Pair")));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_InheritsFrom(object, NULL));
    IWbemClassObject_Release(object);
}

/* --- The journal and faults ----------------------------------------------------------------------------------------- */

static void every_call_passes_the_gate(void **state)
{
    IWbemClassObject *object = thing();
    VARIANT value;

    (void)state;
    assert_hr(S_OK,
              wmi_mock_fail(the_world->mock, "IWbemClassObject::Get", 1, (HRESULT)WBEM_E_TRANSPORT_FAILURE));
    memset(&value, 0x5A, sizeof value);
    assert_hr(WBEM_E_TRANSPORT_FAILURE, IWbemClassObject_Get(object, W("Name"), 0, &value, NULL, NULL));
    assert_int_equal(V_VT(&value), 0x5A5A);
    assert_property(object, "Name", "BSTR plain");
    assert_hr(S_OK, wmi_mock_fail(the_world->mock, "IWbemClassObject::Get", 0, S_OK));
    assert_true(wmi_mock_call_count(the_world->mock, "IWbemClassObject::Get") >= 2);
    IWbemClassObject_Release(object);
}

int main(void)
{
    const struct CMUnitTest single[] = {
        cmocka_unit_test(query_interface_keeps_the_rules),
        cmocka_unit_test(a_failed_query_clears_its_out_pointer),
        cmocka_unit_test(its_content_is_found),
        cmocka_unit_test(without_a_place_there_is_no_path),
        cmocka_unit_test(get_names_needs_a_place_for_them),
        cmocka_unit_test(enumeration_gives_names_values_and_flavors),
        cmocka_unit_test(enumeration_counts_system_properties),
        cmocka_unit_test(a_change_stays_with_its_object),
        cmocka_unit_test(deleting_a_value_resets_it),
        cmocka_unit_test(origins_are_told),
        cmocka_unit_test(every_call_passes_the_gate),
    };
    static struct CMUnitTest
        tests[COUNT_OF(systems) + COUNT_OF(selects) + COUNT_OF(names_cases) + COUNT_OF(single)];
    size_t count = 0;
    char name[96];

    for (size_t i = 0; i < COUNT_OF(systems); i++) {
        snprintf(name, sizeof name, "%s of %s", systems[i].property, systems[i].object);
        tests[count++] = row_test("%s", name, system_property, &systems[i]);
    }
    for (size_t i = 0; i < COUNT_OF(selects); i++)
        tests[count++] = row_test("SELECT %s", selects[i].name, select_list, &selects[i]);
    for (size_t i = 0; i < COUNT_OF(names_cases); i++)
        tests[count++] = row_test("names: %s", names_cases[i].name, get_names, &names_cases[i]);
    for (size_t i = 0; i < COUNT_OF(single); i++)
        tests[count++] = single[i];
    return _cmocka_run_group_tests("mock_object", tests, count, open_world, close_world);
}
