/* SPDX-License-Identifier: MIT */
/* IWbemQualifierSet of the mock: of classes, instances, properties and methods. */
#include "support/mock_objects.h"

#include <stdio.h>

static const char schema[] =
    "[Description(\"top\"): ToSubclass, Version(2), dynamic: ToInstance, fixed(1): ToSubclass "
    "DisableOverride]\n"
    "class Top { [key] string Name; [read: ToSubclass, Units(\"B\"): ToInstance] uint32 Size;\n"
    "  [Values{\"a\", \"b\"}, Ratio(0.5)] real64 Rate; Top ref Owner; object Part; string List[]; };\n"
    "class Sub : Top { [Units(\"kB\"): ToInstance] uint32 Size; [static] uint32 Go([in] string Where); };\n"
    "[Local(\"here\")] instance of Top { Name = \"x\"; };\n";

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

/* "Top", "Top.Size", "Sub:Go", "@x" or "@x.Size" for the instance: the object, and a set of it. */
static HRESULT open_set(const char *what, IWbemClassObject **object, IWbemQualifierSet **set)
{
    char name[64];
    const char *property = strchr(what, '.');
    const char *method = strchr(what, ':');

    snprintf(name, sizeof name, "%.*s", (int)strcspn(what, ".:"), what);
    *set = NULL;
    *object = name[0] == '@' ? space_instance(the_world, "Top.Name=\"x\"") : space_class(the_world, name);
    if (property != NULL)
        return IWbemClassObject_GetPropertyQualifierSet(*object, W(property + 1), set);
    if (method != NULL)
        return IWbemClassObject_GetMethodQualifierSet(*object, W(method + 1), set);
    return IWbemClassObject_GetQualifierSet(*object, set);
}

static void close_set(IWbemClassObject *object, IWbemQualifierSet *set)
{
    if (set != NULL)
        IWbemQualifierSet_Release(set);
    IWbemClassObject_Release(object);
}

static const char *get_qualifier(IWbemQualifierSet *set, const char *name, char text[RENDERED_SIZE])
{
    LONG flavor = 0;
    VARIANT value;
    HRESULT hr = IWbemQualifierSet_Get(set, W(name), 0, &value, &flavor);
    char rendered[RENDERED_SIZE];

    if (hr != S_OK)
        snprintf(text, RENDERED_SIZE, "%08lX", (unsigned long)(uint32_t)hr);
    else
        snprintf(text, RENDERED_SIZE, "%.400s 0x%02lX", render(&value, rendered), (unsigned long)flavor);
    return text;
}

#define LOCAL_KEY "BOOL -1 0x13"

static const struct get_case {
    const char *owner;
    const char *name;
    const char *expected; /* value and flavor; or the code */
} lookups[] = {
    { "Top", "description", "BSTR top 0x02" },
    { "Top", "Version", "I4 2 0x00" },
    { "Top", "dynamic", "BOOL -1 0x01" },
    { "Top", "Nothing", "80041002" },
    { "Sub", "Description", "BSTR top 0x22" },
    { "Sub", "Version", "80041002" },
    { "Sub", "fixed", "I4 1 0x32" },
    { "Top.Name", "key", LOCAL_KEY },
    { "Top.Name", "CIMTYPE", "BSTR string 0x03" },
    { "Top.Owner", "CIMTYPE", "BSTR ref:Top 0x03" },
    { "Top.Part", "CIMTYPE", "BSTR object 0x03" },
    { "Top.List", "CIMTYPE", "BSTR string 0x03" },
    { "Top.Rate", "Values", "ARRAY BSTR {a, b} 0x00" },
    { "Top.Rate", "Ratio", "R8 0.5 0x00" },
    { "Sub.Size", "Units", "BSTR kB 0x01" },
    { "Sub.Size", "read", "BOOL -1 0x22" },
    { "Sub:Go", "static", "BOOL -1 0x00" },
    { "@x", "Local", "BSTR here 0x00" },
    { "@x", "dynamic", "BOOL -1 0x21" },
    { "@x", "Version", "80041002" },
    { "@x.Name", "key", "BOOL -1 0x33" },
    { "@x.Name", "CIMTYPE", "BSTR string 0x23" },
    { "@x.Size", "Units", "BSTR B 0x21" },
    { "@x.Size", "read", "80041002" },
};

static void get(void **state)
{
    const struct get_case *row = *state;
    IWbemClassObject *object;
    IWbemQualifierSet *set;
    char text[RENDERED_SIZE];

    assert_hr(S_OK, open_set(row->owner, &object, &set));
    assert_string_equal(get_qualifier(set, row->name, text), row->expected);
    close_set(object, set);
}

static const struct open_case {
    const char *owner;
    HRESULT code;
} opens[] = {
    { "Top.Nothing", (HRESULT)WBEM_E_NOT_FOUND },      { "Top.__PATH", (HRESULT)WBEM_E_SYSTEM_PROPERTY },
    { "@x.__CLASS", (HRESULT)WBEM_E_SYSTEM_PROPERTY }, { "Sub:Nothing", (HRESULT)WBEM_E_NOT_FOUND },
    { "@x:Go", (HRESULT)WBEM_E_ILLEGAL_OPERATION },    { "@x.Nothing", (HRESULT)WBEM_E_NOT_FOUND },
};

static void there_is_no_set(void **state)
{
    const struct open_case *row = *state;
    IWbemClassObject *object;
    IWbemQualifierSet *set;

    assert_hr(row->code, open_set(row->owner, &object, &set));
    assert_null(set);
    close_set(object, set);
}

static const struct names_case {
    const char *owner;
    LONG flags;
    const char *expected;
} names_cases[] = {
    { "Top", 0, "Description Version dynamic fixed" },
    { "Top", WBEM_FLAG_PROPAGATED_ONLY, "" },
    { "Sub", 0, "Description fixed" },
    { "Sub", WBEM_FLAG_LOCAL_ONLY, "" },
    { "Sub", WBEM_FLAG_PROPAGATED_ONLY, "Description fixed" },
    { "@x", WBEM_FLAG_LOCAL_ONLY, "Local" },
    { "@x", WBEM_FLAG_PROPAGATED_ONLY, "dynamic" },
};

static void get_names(void **state)
{
    const struct names_case *row = *state;
    SAFEARRAY *names = NULL;
    IWbemClassObject *object;
    IWbemQualifierSet *set;
    char text[RENDERED_SIZE];
    int count = 0;
    LONG flavor;
    VARIANT value;
    BSTR name;

    assert_hr(S_OK, open_set(row->owner, &object, &set));
    assert_hr(S_OK, IWbemQualifierSet_GetNames(set, row->flags, &names));
    assert_string_equal(join_names(names, text), row->expected);
    assert_hr(S_OK, IWbemQualifierSet_BeginEnumeration(set, row->flags));
    for (char *at = strtok(text, " "); at != NULL; at = strtok(NULL, " "), count++) {
        assert_hr(S_OK, IWbemQualifierSet_Next(set, 0, &name, &value, &flavor));
        assert_memory_equal(name, W(at), SysStringByteLen(name));
        SysFreeString(name);
        VariantClear(&value);
    }
    assert_hr(WBEM_S_NO_MORE_DATA, IWbemQualifierSet_Next(set, 0, &name, NULL, NULL));
    assert_null(name);
    assert_hr(S_OK, IWbemQualifierSet_EndEnumeration(set));
    assert_hr(WBEM_E_UNEXPECTED, IWbemQualifierSet_Next(set, 0, NULL, NULL, NULL));
    close_set(object, set);
}

static HRESULT put_qualifier(IWbemQualifierSet *set, const char *name, const char *rendered, LONG flavor)
{
    VARIANT value = variant_of(rendered);
    HRESULT hr = IWbemQualifierSet_Put(set, W(name), &value, flavor);

    VariantClear(&value);
    return hr;
}

static const struct put_case {
    const char *owner;
    const char *name;
    const char *value;
    LONG flavor;
    HRESULT code;
    const char *expected; /* what is there then */
} put_cases[] = {
    { "Top", "New", "I4 1", 3, S_OK, "I4 1 0x03" },
    { "Top", "version", "BSTR three", 0, S_OK, "BSTR three 0x00" },
    { "Top", "New", "ARRAY BSTR {a, b}", 0, S_OK, "ARRAY BSTR {a, b} 0x00" },
    { "Top", "New", "BOOL 0", 0, S_OK, "BOOL 0 0x00" },
    { "Top", "New", "R8 2.5", 0x10, S_OK, "R8 2.5 0x10" },
    { "Top", "New", "I2 1", 0, (HRESULT)WBEM_E_INVALID_QUALIFIER_TYPE, "80041002" },
    { "Top", "New", "NULL", 0, (HRESULT)WBEM_E_INVALID_QUALIFIER_TYPE, "80041002" },
    { "Top", "New", "I4 1", 0x20, (HRESULT)WBEM_E_INVALID_PARAMETER, "80041002" },
    { "Top", "", "I4 1", 0, (HRESULT)WBEM_E_INVALID_PARAMETER, "80041002" },
    { "Top", "_New", "I4 1", 0, (HRESULT)WBEM_E_INVALID_PARAMETER, "80041002" },
    { "Top", "New_", "I4 1", 0, (HRESULT)WBEM_E_INVALID_PARAMETER, "80041002" },
    { "Top", "_", "I4 1", 0, (HRESULT)WBEM_E_INVALID_PARAMETER, "80041002" },
    { "Top.Size", "__New", "I4 1", 0, (HRESULT)WBEM_E_INVALID_PARAMETER, "80041002" },
    { "@x", "New_", "I4 1", 0, (HRESULT)WBEM_E_INVALID_PARAMETER, "80041002" },
    { "Top", "New_One", "I4 1", 0, S_OK, "I4 1 0x00" },
    { "Sub", "Description", "BSTR sub", 2, S_OK, "BSTR sub 0x02" },
    { "Sub", "fixed", "I4 2", 0, (HRESULT)WBEM_E_OVERRIDE_NOT_ALLOWED, "I4 1 0x32" },
    { "Sub.Size", "Units", "BSTR MB", 1, S_OK, "BSTR MB 0x01" },
    { "Sub.Rate", "New", "I4 1", 0, S_OK, "I4 1 0x00" },
    { "Sub:Go", "New", "I4 1", 0, S_OK, "I4 1 0x00" },
    { "Top.Size", "key", "BOOL -1", 3, S_OK, "BOOL -1 0x03" },
    { "Top.Rate", "key", "BOOL -1", 3, (HRESULT)WBEM_E_CANNOT_BE_KEY, "80041002" },
    { "Top.List", "key", "BOOL -1", 3, (HRESULT)WBEM_E_CANNOT_BE_KEY, "80041002" },
    { "Sub.Size", "key", "BOOL -1", 3, (HRESULT)WBEM_E_CANNOT_BE_KEY, "80041002" },
    { "Top.Owner", "CIMTYPE", "BSTR ref:Sub", 3, S_OK, "BSTR ref:Sub 0x03" },
    { "Top.Part", "CIMTYPE", "BSTR object:Sub", 3, S_OK, "BSTR object:Sub 0x03" },
    { "Top.Size", "CIMTYPE", "BSTR uint32", 3, S_OK, "BSTR uint32 0x03" },
    { "Top.Size", "CIMTYPE", "BSTR sint8", 3, (HRESULT)WBEM_E_TYPE_MISMATCH, "BSTR uint32 0x03" },
    { "Top.Size", "CIMTYPE", "I4 3", 3, (HRESULT)WBEM_E_INVALID_QUALIFIER_TYPE, "BSTR uint32 0x03" },
    { "@x", "New", "I4 1", 0, S_OK, "I4 1 0x00" },
    { "@x.Size", "New", "I4 1", 0, S_OK, "I4 1 0x00" },
    { "@x.Size", "CIMTYPE", "BSTR sint8", 3, (HRESULT)WBEM_E_OVERRIDE_NOT_ALLOWED, "BSTR uint32 0x23" },
    { "@x.Size", "key", "BOOL 1", 0, (HRESULT)WBEM_E_CANNOT_BE_KEY, "80041002" },
    { "@x.Name", "key", "BOOL -1", 0x13, (HRESULT)WBEM_E_CANNOT_BE_KEY, "BOOL -1 0x33" },
};

/* The change is seen through every set of the object, and in no other object. */
static void put(void **state)
{
    const struct put_case *row = *state;
    IWbemClassObject *object;
    IWbemClassObject *untouched;
    IWbemQualifierSet *set;
    IWbemQualifierSet *other;
    char before[RENDERED_SIZE];
    char text[RENDERED_SIZE];

    assert_hr(S_OK, open_set(row->owner, &object, &set));
    assert_hr(S_OK, open_set(row->owner, &untouched, &other));
    get_qualifier(other, row->name, before);
    assert_hr(row->code, put_qualifier(set, row->name, row->value, row->flavor));
    assert_string_equal(get_qualifier(set, row->name, text), row->expected);
    assert_string_equal(get_qualifier(other, row->name, text), before);
    close_set(untouched, other);
    close_set(object, set);
}

static const struct delete_case {
    const char *owner;
    const char *put; /* first; or NULL */
    const char *name;
    HRESULT code;
    const char *expected;
} deletes[] = {
    { "Top", NULL, "VERSION", S_OK, "80041002" },
    { "Top", NULL, "Nothing", (HRESULT)WBEM_E_NOT_FOUND, "80041002" },
    { "Sub", NULL, "Description", (HRESULT)WBEM_E_PROPAGATED_QUALIFIER, "BSTR top 0x22" },
    { "Sub", "Description", "Description", WBEM_S_RESET_TO_DEFAULT, "BSTR top 0x22" },
    { "Sub.Size", NULL, "Units", S_OK, "80041002" },
    { "Sub.Size", "read", "read", WBEM_S_RESET_TO_DEFAULT, "BOOL -1 0x22" },
    { "Top.Size", NULL, "CIMTYPE", (HRESULT)WBEM_E_INVALID_OPERATION, "BSTR uint32 0x03" },
    { "Sub:Go", NULL, "static", S_OK, "80041002" },
    { "@x", NULL, "Local", S_OK, "80041002" },
    { "@x", NULL, "dynamic", (HRESULT)WBEM_E_PROPAGATED_QUALIFIER, "BOOL -1 0x21" },
    { "@x", "dynamic", "dynamic", WBEM_S_RESET_TO_DEFAULT, "BOOL -1 0x21" },
    { "@x.Name", NULL, "key", (HRESULT)WBEM_E_PROPAGATED_QUALIFIER, "BOOL -1 0x33" },
};

static void delete_one(void **state)
{
    const struct delete_case *row = *state;
    IWbemClassObject *object;
    IWbemQualifierSet *set;
    char text[RENDERED_SIZE];

    assert_hr(S_OK, open_set(row->owner, &object, &set));
    if (row->put != NULL)
        assert_hr(S_OK, put_qualifier(set, row->put, "I4 77", 0));
    assert_hr(row->code, IWbemQualifierSet_Delete(set, W(row->name)));
    assert_string_equal(get_qualifier(set, row->name, text), row->expected);
    close_set(object, set);
}

/* --- Single cases --------------------------------------------------------------------------------------------------- */

static void a_key_is_a_key_at_once(void **state)
{
    SAFEARRAY *names = NULL;
    IWbemClassObject *object;
    IWbemQualifierSet *set;
    char text[RENDERED_SIZE];

    (void)state;
    assert_hr(S_OK, open_set("Top.Size", &object, &set));
    assert_hr(S_OK, put_qualifier(set, "Key", "BOOL -1", 0x13));
    assert_hr(S_OK, IWbemClassObject_GetNames(object, NULL, WBEM_FLAG_KEYS_ONLY, NULL, &names));
    assert_string_equal(join_names(names, text), "Name Size");
    close_set(object, set);
}

static void a_set_outlives_what_it_is_of(void **state)
{
    IWbemClassObject *object;
    IWbemQualifierSet *set;
    char text[RENDERED_SIZE];
    void *out = NULL;

    (void)state;
    assert_hr(S_OK, open_set("Sub.Size", &object, &set));
    assert_hr(S_OK, IWbemClassObject_Delete(object, W("Size")) == WBEM_S_RESET_TO_DEFAULT ? S_OK : E_FAIL);
    IWbemClassObject_Release(object);
    assert_string_equal(get_qualifier(set, "Units", text), "80041002");
    assert_hr(S_OK, IWbemQualifierSet_QueryInterface(set, &IID_IMarshal, &out));
    IUnknown_Release((IUnknown *)out);
    out = set;
    assert_hr(E_NOINTERFACE, IWbemQualifierSet_QueryInterface(set, &IID_IWbemClassObject, &out));
    assert_null(out);
    assert_int_equal(wmi_mock_live_objects(the_world->mock), 2);
    assert_int_equal(IWbemQualifierSet_Release(set), 0);
}

static void wrong_arguments_are_refused(void **state)
{
    IWbemClassObject *object;
    IWbemQualifierSet *set;
    IWbemQualifierSet *none;
    SAFEARRAY *names = NULL;
    VARIANT value;

    (void)state;
    assert_hr(S_OK, open_set("Top", &object, &set));
    memset(&value, 0x5A, sizeof value);
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemQualifierSet_Get(set, NULL, 0, &value, NULL));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemQualifierSet_Get(set, W("Version"), 1, &value, NULL));
    assert_int_equal(V_VT(&value), 0x5A5A);
    assert_hr(S_OK, IWbemQualifierSet_Get(set, W("Version"), 0, NULL, NULL));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemQualifierSet_Put(set, W("New"), NULL, 0));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemQualifierSet_Delete(set, NULL));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemQualifierSet_GetNames(set, 0x30, &names));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemQualifierSet_GetNames(set, 0, NULL));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemQualifierSet_BeginEnumeration(set, 1));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemQualifierSet_Next(set, 1, NULL, NULL, NULL));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_GetQualifierSet(object, NULL));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_GetPropertyQualifierSet(object, NULL, &none));
    assert_null(none);
    close_set(object, set);
}

int main(void)
{
    const struct CMUnitTest single[] = {
        cmocka_unit_test(a_key_is_a_key_at_once),
        cmocka_unit_test(a_set_outlives_what_it_is_of),
        cmocka_unit_test(wrong_arguments_are_refused),
    };
    static struct CMUnitTest tests[COUNT_OF(lookups) + COUNT_OF(opens) + COUNT_OF(names_cases) +
                                   COUNT_OF(put_cases) + COUNT_OF(deletes) + COUNT_OF(single)];
    size_t count = 0;
    char name[96];

    for (size_t i = 0; i < COUNT_OF(lookups); i++) {
        snprintf(name, sizeof name, "%s of %s", lookups[i].name, lookups[i].owner);
        tests[count++] = row_test("get %s", name, get, &lookups[i]);
    }
    for (size_t i = 0; i < COUNT_OF(opens); i++)
        tests[count++] = row_test("no set of %s", opens[i].owner, there_is_no_set, &opens[i]);
    for (size_t i = 0; i < COUNT_OF(names_cases); i++) {
        snprintf(name, sizeof name, "%s, flags 0x%02lX", names_cases[i].owner,
                 (unsigned long)names_cases[i].flags);
        tests[count++] = row_test("names of %s", name, get_names, &names_cases[i]);
    }
    for (size_t i = 0; i < COUNT_OF(put_cases); i++) {
        snprintf(name, sizeof name, "%s of %s: %s", put_cases[i].name, put_cases[i].owner,
                 put_cases[i].value);
        tests[count++] = row_test("put %s", name, put, &put_cases[i]);
    }
    for (size_t i = 0; i < COUNT_OF(deletes); i++) {
        snprintf(name, sizeof name, "%s of %s%s", deletes[i].name, deletes[i].owner,
                 deletes[i].put == NULL ? "" : ", overridden");
        tests[count++] = row_test("delete %s", name, delete_one, &deletes[i]);
    }
    for (size_t i = 0; i < COUNT_OF(single); i++)
        tests[count++] = single[i];
    return _cmocka_run_group_tests("mock_qualifiers", tests, count, open_world, close_world);
}
