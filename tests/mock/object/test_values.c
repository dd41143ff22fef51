/* SPDX-License-Identifier: MIT */
/* Values in and out of the mock's objects: every CIM type, scalar and array, NULL and not, Get and Put. */
#include "support/mock_objects.h"

#include <stdio.h>
#include <stdlib.h>

static const char classes[] =
    "class T_Embedded { string Text = \"inside\"; };\n"
    "class T_All { [key] string Id;\n"
    " sint8 sint8Value; sint8 sint8List[]; uint8 uint8Value; uint8 uint8List[];\n"
    " sint16 sint16Value; sint16 sint16List[]; uint16 uint16Value; uint16 uint16List[];\n"
    " sint32 sint32Value; sint32 sint32List[]; uint32 uint32Value; uint32 uint32List[];\n"
    " sint64 sint64Value; sint64 sint64List[]; uint64 uint64Value; uint64 uint64List[];\n"
    " real32 real32Value; real32 real32List[]; real64 real64Value; real64 real64List[];\n"
    " boolean booleanValue; boolean booleanList[]; string stringValue; string stringList[];\n"
    " datetime datetimeValue; datetime datetimeList[]; object ref referenceValue; object ref "
    "referenceList[];\n"
    " char16 char16Value; char16 char16List[]; object objectValue; object objectList[];\n"
    "};\n"
    "instance of T_All { Id = \"null\"; };\n"
    "instance of T_All { Id = \"empty\"; sint32List = {}; stringList = {}; stringValue = \"\"; };\n";

/* What MOF says, and what it travels as. */
static const struct type_case {
    const char *name;
    CIMTYPE type;
    const char *mof;
    const char *rendered;
    const char *mof_list;
    const char *rendered_list;
} types[] = {
    { "sint8", CIM_SINT8, "-128", "I2 -128", "{-128, 127}", "ARRAY I2 {-128, 127}" },
    { "uint8", CIM_UINT8, "255", "UI1 255", "{0, 255}", "ARRAY UI1 {0, 255}" },
    { "sint16", CIM_SINT16, "-32768", "I2 -32768", "{-32768, 32767}", "ARRAY I2 {-32768, 32767}" },
    { "uint16", CIM_UINT16, "65535", "I4 65535", "{0, 65535}", "ARRAY I4 {0, 65535}" },
    { "sint32", CIM_SINT32, "-2147483648", "I4 -2147483648", "{7, -7}", "ARRAY I4 {7, -7}" },
    { "uint32", CIM_UINT32, "4294967295", "I4 -1", "{2147483648, 1}", "ARRAY I4 {-2147483648, 1}" },
    { "sint64", CIM_SINT64, "-9223372036854775808", "BSTR -9223372036854775808", "{1, -1}",
      "ARRAY BSTR {1, -1}" },
    { "uint64", CIM_UINT64, "18446744073709551615", "BSTR 18446744073709551615", "{0, 18446744073709551615}",
      "ARRAY BSTR {0, 18446744073709551615}" },
    { "real32", CIM_REAL32, "1.5", "R4 1.5", "{0.25, -2.0}", "ARRAY R4 {0.25, -2}" },
    { "real64", CIM_REAL64, "1e300", "R8 1.0000000000000001e+300", "{0.5}", "ARRAY R8 {0.5}" },
    { "boolean", CIM_BOOLEAN, "TRUE", "BOOL -1", "{FALSE, TRUE}", "ARRAY BOOL {0, -1}" },
    { "string", CIM_STRING, "\"Gr\xC3\xBC\xC3\x9F \\\"x\\\"\"", "BSTR Gr\xC3\xBC\xC3\x9F \"x\"",
      "{\"a\", \"b\"}", "ARRAY BSTR {a, b}" },
    { "datetime", CIM_DATETIME, "\"20240229235959.123456+060\"", "BSTR 20240229235959.123456+060",
      "{\"00000001020304.000005:000\"}", "ARRAY BSTR {00000001020304.000005:000}" },
    { "reference", CIM_REFERENCE, "\"T_All.Id='x'\"", "BSTR T_All.Id='x'", "{\"T_All.Id='y'\"}",
      "ARRAY BSTR {T_All.Id='y'}" },
    { "char16", CIM_CHAR16, "'A'", "I2 65", "{'\\xFFFF', 'z'}", "ARRAY I2 {-1, 122}" },
    { "object", CIM_OBJECT, "instance of T_Embedded {}", "OBJECT T_Embedded",
      "{instance of T_Embedded {}, instance of T_Embedded {}}", "ARRAY OBJECT {T_Embedded, T_Embedded}" },
};

static world *the_world;

static int open_world(void **state)
{
    char mof[2048];

    (void)state;
    the_world = space_open(classes);
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        snprintf(mof, sizeof mof, "instance of T_All { Id = \"%s\"; %sValue = %s; %sList = %s; };",
                 types[i].name, types[i].name, types[i].mof, types[i].name, types[i].mof_list);
        space_load(the_world, mof);
    }
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    space_close(the_world);
    return 0;
}

static IWbemClassObject *instance(const char *id)
{
    char path[64];

    snprintf(path, sizeof path, "T_All.Id=\"%s\"", id);
    return space_instance(the_world, path);
}

/* --- Every type ----------------------------------------------------------------------------------------------- */

static void check_get(const char *id, const char *name, const char *suffix, const char *rendered,
                      CIMTYPE type)
{
    IWbemClassObject *object = instance(id);
    char property[64];
    char text[RENDERED_SIZE];
    CIMTYPE found = CIM_EMPTY;
    LONG flavor = -1;
    VARIANT value;

    snprintf(property, sizeof property, "%s%s", name, suffix);
    assert_hr(S_OK, IWbemClassObject_Get(object, W(property), 0, &value, &found, &flavor));
    assert_string_equal(render(&value, text), rendered);
    assert_int_equal(found, type);
    assert_int_equal(flavor, strcmp(rendered, "NULL") == 0 ? WBEM_FLAVOR_ORIGIN_PROPAGATED
                                                           : WBEM_FLAVOR_ORIGIN_LOCAL);
    IWbemClassObject_Release(object);
}

static void get_scalar(void **state)
{
    const struct type_case *row = *state;

    check_get(row->name, row->name, "Value", row->rendered, row->type);
}

static void get_array(void **state)
{
    const struct type_case *row = *state;

    check_get(row->name, row->name, "List", row->rendered_list, row->type | CIM_FLAG_ARRAY);
}

static void get_null(void **state)
{
    const struct type_case *row = *state;

    check_get("null", row->name, "Value", "NULL", row->type);
}

static void get_null_array(void **state)
{
    const struct type_case *row = *state;

    check_get("null", row->name, "List", "NULL", row->type | CIM_FLAG_ARRAY);
}

/* What one object gives, another takes, and gives again. */
static void check_put(const struct type_case *row, const char *suffix, const char *rendered)
{
    IWbemClassObject *from = instance(row->name);
    IWbemClassObject *to = instance("null");
    char property[64];
    VARIANT value;

    snprintf(property, sizeof property, "%s%s", row->name, suffix);
    assert_hr(S_OK, IWbemClassObject_Get(from, W(property), 0, &value, NULL, NULL));
    assert_hr(S_OK, IWbemClassObject_Put(to, W(property), 0, &value, 0));
    VariantClear(&value);
    assert_property(to, property, rendered);
    assert_hr(S_OK, put_text(to, property, "NULL", 0));
    assert_property(to, property, "NULL");
    assert_hr(S_OK, IWbemClassObject_Put(to, W(property), 0, NULL, 0));
    IWbemClassObject_Release(to);
    IWbemClassObject_Release(from);
    check_get("null", row->name, suffix, "NULL", suffix[0] == 'L' ? row->type | CIM_FLAG_ARRAY : row->type);
}

static void put_scalar(void **state)
{
    const struct type_case *row = *state;

    check_put(row, "Value", row->rendered);
}

static void put_array(void **state)
{
    const struct type_case *row = *state;

    check_put(row, "List", row->rendered_list);
}

static const struct each {
    const char *what;
    CMUnitTestFunction function;
} each[] = {
    { "get", get_scalar },    { "get array", get_array },
    { "get NULL", get_null }, { "get NULL array", get_null_array },
    { "put", put_scalar },    { "put array", put_array },
};

/* --- What Put converts ------------------------------------------------------------------------------------------ */

static const struct put_case {
    const char *property;
    const char *given;
    const char *expected; /* what Get gives then; or the code */
} put_cases[] = {
    { "sint8Value", "I4 127", "I2 127" },
    { "sint8Value", "I2 128", "80041005" },
    { "sint8Value", "I2 -129", "80041005" },
    { "sint8Value", "I1 -5", "I2 -5" },
    { "sint8Value", "BSTR 12", "I2 12" },
    { "uint8Value", "I4 255", "UI1 255" },
    { "uint8Value", "I4 256", "80041005" },
    { "uint8Value", "I4 -1", "80041005" },
    { "sint16Value", "I4 -32768", "I2 -32768" },
    { "sint16Value", "I4 32768", "80041005" },
    { "uint16Value", "I4 65535", "I4 65535" },
    { "uint16Value", "I4 65536", "80041005" },
    { "uint16Value", "I4 -1", "80041005" },
    { "uint16Value", "I2 7", "I4 7" },
    { "sint32Value", "I2 -3", "I4 -3" },
    { "sint32Value", "BSTR 77", "I4 77" },
    { "sint32Value", "BSTR seven", "80041005" },
    { "sint32Value", "R8 2.0", "I4 2" },
    { "sint32Value", "I8 4294967296", "80041005" },
    { "sint32Value", "ARRAY I4 {1}", "80041005" },
    { "sint32Value", "EMPTY", "80041005" },
    { "uint32Value", "I4 -1", "I4 -1" },
    { "uint32Value", "I2 1", "80041005" },
    { "uint32Value", "R8 4294967295", "I4 -1" },
    { "uint32Value", "R8 4294967296", "80041005" },
    { "uint32Value", "UI4 4294967295", "I4 -1" },
    { "uint32Value", "BSTR 3000000000", "I4 -1294967296" },
    { "uint32Value", "BSTR -1", "80041005" },
    { "sint64Value", "BSTR -5", "BSTR -5" },
    { "sint64Value", "I4 -5", "BSTR -5" },
    { "sint64Value", "BSTR 9223372036854775808", "80041005" },
    { "sint64Value", "BSTR 0x10", "80041005" },
    { "sint64Value", "BSTR 1.5", "80041005" },
    { "uint64Value", "BSTR 1033", "BSTR 1033" },
    { "uint64Value", "I4 -5", "80041005" },
    { "uint64Value", "BSTR 18446744073709551616", "80041005" },
    { "uint64Value", "BSTR ", "80041005" },
    { "real32Value", "R8 0.5", "R4 0.5" },
    { "real32Value", "R8 1e39", "80041005" },
    { "real64Value", "I4 3", "R8 3" },
    { "booleanValue", "I4 5", "BOOL -1" },
    { "booleanValue", "I4 0", "BOOL 0" },
    { "booleanValue", "BSTR perhaps", "80041005" },
    { "stringValue", "I4 12", "BSTR 12" },
    { "stringValue", "BSTR ", "BSTR " },
    { "stringValue", "ARRAY BSTR {a}", "80041005" },
    { "datetimeValue", "BSTR 20240101000000.000000+000", "BSTR 20240101000000.000000+000" },
    { "datetimeValue", "BSTR 20180911124613.128***-000", "BSTR 20180911124613.128***-000" },
    { "datetimeValue", "BSTR 00000000000000.000000+000", "BSTR 00000000000000.000000+000" },
    { "datetimeList", "ARRAY BSTR {20240101000000.000000+***, 20180911124613.128***:000}",
      "ARRAY BSTR {20240101000000.000000+***, 20180911124613.128***:000}" },
    { "datetimeValue", "BSTR today", "80041005" },
    { "referenceValue", "BSTR X.Y=1", "BSTR X.Y=1" },
    { "char16Value", "I2 -1", "I2 -1" },
    { "objectValue", "BSTR x", "80041005" },
    { "objectValue", "I4 0", "80041005" },
    { "sint32List", "ARRAY I4 {}", "ARRAY I4 {}" },
    { "sint32List", "ARRAY I2 {1, 2}", "ARRAY I4 {1, 2}" },
    { "sint32List", "ARRAY VARIANT {3, 4}", "ARRAY I4 {3, 4}" },
    { "sint32List", "ARRAY BSTR {5}", "ARRAY I4 {5}" },
    { "sint32List", "I4 1", "80041005" },
    { "stringList", "ARRAY VARIANT {}", "ARRAY BSTR {}" },
    { "stringList", "ARRAY I4 {5}", "ARRAY BSTR {5}" },
    { "uint32List", "ARRAY R8 {1.0}", "80041005" },
    { "uint32List", "ARRAY I4 {-1}", "ARRAY I4 {-1}" },
    { "uint8List", "ARRAY I4 {1, 256}", "80041005" },
    { "datetimeList", "ARRAY BSTR {never}", "80041005" },
    { "NoSuch", "I4 1", "80041002" },
    { "__PATH", "BSTR x", "8004101E" },
    { "__CLASS", "BSTR x", "8004101E" },
};

static void put_converts(void **state)
{
    const struct put_case *row = *state;
    IWbemClassObject *object = instance("null");
    char text[RENDERED_SIZE];
    HRESULT hr = put_text(object, row->property, row->given, 0);

    if (hr == S_OK)
        get_text(object, row->property, text);
    else
        sprintf(text, "%08lX", (unsigned long)(uint32_t)hr);
    assert_string_equal(text, row->expected);
    if (hr != S_OK && strncmp(row->property, "__", 2) != 0 && strcmp(row->property, "NoSuch") != 0)
        assert_property(object, row->property, "NULL");
    IWbemClassObject_Release(object);
}

/* --- Single cases ------------------------------------------------------------------------------------------------- */

static void empty_is_not_null(void **state)
{
    IWbemClassObject *object = instance("empty");

    (void)state;
    assert_property(object, "stringValue", "BSTR ");
    assert_property(object, "stringList", "ARRAY BSTR {}");
    assert_property(object, "sint32List", "ARRAY I4 {}");
    IWbemClassObject_Release(object);
}

/* The type that is said may be the property's; any other is refused. */
static void the_type_may_be_said(void **state)
{
    IWbemClassObject *object = instance("null");

    (void)state;
    assert_hr(S_OK, put_text(object, "uint64Value", "BSTR 1033", CIM_UINT64));
    assert_hr(WBEM_E_TYPE_MISMATCH, put_text(object, "uint64Value", "BSTR 1", CIM_STRING));
    assert_hr(WBEM_E_TYPE_MISMATCH, put_text(object, "sint32List", "ARRAY I4 {1}", CIM_SINT32));
    assert_property(object, "uint64Value", "BSTR 1033");
    IWbemClassObject_Release(object);
}

static void a_failed_get_leaves_the_value_alone(void **state)
{
    IWbemClassObject *object = instance("null");
    CIMTYPE type = 77;
    LONG flavor = 78;
    VARIANT value;

    (void)state;
    memset(&value, 0x5A, sizeof value);
    assert_hr(WBEM_E_NOT_FOUND, IWbemClassObject_Get(object, W("Nothing"), 0, &value, &type, &flavor));
    assert_int_equal(V_VT(&value), 0x5A5A);
    assert_int_equal(type, 77);
    assert_int_equal(flavor, 78);
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_Get(object, NULL, 0, &value, NULL, NULL));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_Get(object, W("Id"), 1, &value, NULL, NULL));
    assert_int_equal(V_VT(&value), 0x5A5A);
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_Put(object, NULL, 0, NULL, 0));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_Put(object, W("Id"), 1, NULL, 0));
    IWbemClassObject_Release(object);
}

static void every_out_pointer_may_be_left_out(void **state)
{
    IWbemClassObject *object = instance("string");

    (void)state;
    assert_hr(S_OK, IWbemClassObject_Get(object, W("STRINGVALUE"), 0, NULL, NULL, NULL));
    assert_hr(S_OK, IWbemClassObject_Get(object, W("__path"), 0, NULL, NULL, NULL));
    IWbemClassObject_Release(object);
}

static IWbemClassObject *get_object(IWbemClassObject *from, const char *name)
{
    void *object = NULL;
    VARIANT value;

    assert_hr(S_OK, IWbemClassObject_Get(from, W(name), 0, &value, NULL, NULL));
    assert_int_equal(V_VT(&value), VT_UNKNOWN);
    assert_hr(S_OK, IUnknown_QueryInterface(V_UNKNOWN(&value), &IID_IWbemClassObject, &object));
    VariantClear(&value);
    return object;
}

/* A VARIANT has more room than what it is said to be: it would be read over the end of one. */
static void a_client_says_what_its_array_is(void **state)
{
    const struct {
        VARTYPE real, said;
        HRESULT code;
    } rows[] = {
        { VT_I4, VT_I4, S_OK },
        { VT_VARIANT, VT_I4, (HRESULT)WBEM_E_TYPE_MISMATCH },
        { VT_BSTR, VT_I4, (HRESULT)WBEM_E_TYPE_MISMATCH },
        { VT_UI1, VT_I4, (HRESULT)WBEM_E_TYPE_MISMATCH },
    };
    IWbemClassObject *object = instance("null");

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        VARIANT value;

        VariantInit(&value);
        V_VT(&value) = (VARTYPE)(VT_ARRAY | rows[i].said);
        V_ARRAY(&value) = SafeArrayCreateVector(rows[i].real, 0, 2);
        assert_hr(rows[i].code, IWbemClassObject_Put(object, W("sint32List"), 0, &value, 0));
        assert_property(object, "sint32List", "ARRAY I4 {0, 0}");
        assert_int_equal(V_ARRAY(&value)->cLocks, 0);
        SafeArrayDestroy(V_ARRAY(&value));
    }
    IWbemClassObject_Release(object);
}

static HRESULT put_object(IWbemClassObject *to, const char *name, IWbemClassObject *object)
{
    VARIANT value;

    VariantInit(&value);
    V_VT(&value) = VT_UNKNOWN;
    V_UNKNOWN(&value) = (IUnknown *)object;
    return IWbemClassObject_Put(to, W(name), 0, &value, 0);
}

/* What a client gets out of an object, or put into one, it may change without changing that. */
static void embedded_objects_travel_by_value(void **state)
{
    IWbemClassObject *object = instance("object");
    IWbemClassObject *inner = get_object(object, "objectValue");
    IWbemClassObject *again;

    (void)state;
    assert_hr(S_OK, put_text(inner, "Text", "BSTR changed", 0));
    again = get_object(object, "objectValue");
    assert_property(again, "Text", "BSTR inside");
    IWbemClassObject_Release(again);

    assert_hr(S_OK, put_object(object, "objectValue", inner));
    assert_hr(S_OK, put_text(inner, "Text", "BSTR later", 0));
    again = get_object(object, "objectValue");
    assert_property(again, "Text", "BSTR changed");
    IWbemClassObject_Release(again);
    IWbemClassObject_Release(inner);
    assert_int_equal(wmi_mock_live_objects(the_world->mock), 1);
    IWbemClassObject_Release(object);
}

/* It is copied as it is then. */
static void an_object_may_be_put_into_itself(void **state)
{
    IWbemClassObject *object = instance("object");
    IWbemClassObject *inner = get_object(object, "objectValue");
    IWbemClassObject *again;
    VARIANT list;
    LONG first = 0;

    (void)state;
    assert_hr(S_OK, put_object(object, "objectValue", object));
    again = get_object(object, "objectValue");
    IWbemClassObject_Release(inner);
    inner = get_object(again, "objectValue");
    assert_property(inner, "Text", "BSTR inside");
    IWbemClassObject_Release(again);
    IWbemClassObject_Release(inner);

    VariantInit(&list);
    V_VT(&list) = VT_ARRAY | VT_UNKNOWN;
    V_ARRAY(&list) = SafeArrayCreateVector(VT_UNKNOWN, 0, 1);
    assert_hr(S_OK, SafeArrayPutElement(V_ARRAY(&list), &first, object));
    assert_hr(S_OK, IWbemClassObject_Put(object, W("objectList"), 0, &list, 0));
    VariantClear(&list);
    IWbemClassObject_Release(object);
}

int main(void)
{
    static struct CMUnitTest tests[COUNT_OF(types) * COUNT_OF(each) + COUNT_OF(put_cases) + 8];
    const struct CMUnitTest single[] = {
        cmocka_unit_test(empty_is_not_null),
        cmocka_unit_test(the_type_may_be_said),
        cmocka_unit_test(a_failed_get_leaves_the_value_alone),
        cmocka_unit_test(every_out_pointer_may_be_left_out),
        cmocka_unit_test(a_client_says_what_its_array_is),
        cmocka_unit_test(embedded_objects_travel_by_value),
        cmocka_unit_test(an_object_may_be_put_into_itself),
    };
    size_t count = 0;
    char name[96];

    for (size_t i = 0; i < COUNT_OF(types) * COUNT_OF(each); i++) {
        const struct type_case *row = &types[i / COUNT_OF(each)];
        const struct each *one = &each[i % COUNT_OF(each)];

        snprintf(name, sizeof name, "%s: %s", row->name, one->what);
        tests[count++] = row_test("%s", name, one->function, row);
    }
    for (size_t i = 0; i < COUNT_OF(put_cases); i++) {
        snprintf(name, sizeof name, "%s takes %s: %s", put_cases[i].property, put_cases[i].given,
                 put_cases[i].expected);
        tests[count++] = row_test("%s", name, put_converts, &put_cases[i]);
    }
    for (size_t i = 0; i < COUNT_OF(single); i++)
        tests[count++] = single[i];
    return _cmocka_run_group_tests("mock_values", tests, count, open_world, close_world);
}
