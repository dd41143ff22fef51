/* SPDX-License-Identifier: MIT */
/* GetObjectText: what it writes, and that the mock's reader makes the same object of it. */
#include "support/mock_objects.h"

#include "base/bstr.h"
#include "mock/object/object.h"
#include "mock/repository/extent.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char base[] =
    "[abstract, Description(\"the \\\"top\\\"\")] class Top { [key] string Name; uint32 Size = 5; };\n"
    "class Embedded { string Text; Embedded Inner; };\n";

static const char full_class[] =
    "[dynamic: ToInstance, provider(\"X\"), Revision(3), Weights{1.5, 2.0}, Words{\"a\", \"b\\\\c\"}]\n"
    "class Full : Top {\n"
    "  [read, MaxLen(64): ToSubclass] string Texts[] = {\"x\", \"\", \"y\\n\"};\n"
    "  [override(\"Size\")] uint32 Size = 7;\n"
    "  sint64 Big = -9223372036854775808; uint64 Huge = 18446744073709551615; real32 Real = 0.1; real64 "
    "Reals[];\n"
    "  boolean Flag = TRUE; datetime When = \"20240229120000.000000-300\"; char16 Letter = '\\'';\n"
    "  char16 Letters[] = {'a', '\\xD800'}; Top ref Owner = \"Top.Name=\\\"q\\\"\"; object ref Any; object "
    "Thing;\n"
    "  Embedded Part; Embedded Parts[]; sint8 Tiny = -128; uint8 Bytes[] = {0, 255}; uint16 Port; sint16 "
    "Delta;\n"
    "  [static, Privileges{\"SeBackup\"}] uint32 Go([in] string Where[], [in, out, Units(\"m/s\")] uint32 "
    "Speed,\n"
    "     [out] Embedded Found, [in, optional] Top ref From, boolean Plain);\n"
    "  void Nothing();\n"
    "};\n";

static const char full_instance[] =
    "[Description(\"one\")] instance of Full { Name = \"n\\\"\\\\\\t\\x01\\x7F\xC3\xA4\"; Size = NULL; Texts "
    "= {};\n"
    "  Big = 1; Real = 3; Reals = {1e300, -0.0, 0.1}; Flag = FALSE; When = \"00000001000000.000000:000\";\n"
    "  Letter = '\\x0000'; Part = instance of Embedded { Text = \"p\"; Inner = instance of Embedded {}; };\n"
    "  Parts = {instance of Embedded { Text = \"1\"; }, instance of Embedded {}}; Thing = instance of "
    "Embedded {};\n"
    "  [Provider(\"p\"), Context(\"c\")] Owner = \"Top.Name='x'\"; Port = 65535; [Provider(\"q\")] Delta; "
    "};\n";

static char *text_of(IWbemClassObject *object, LONG flags)
{
    BSTR bstr = NULL;
    char *text;

    assert_hr(S_OK, IWbemClassObject_GetObjectText(object, flags, &bstr));
    text = malloc((size_t)SysStringLen(bstr) * 3 + 1);
    assert_non_null(text);
    wmi__utf8_write(bstr, SysStringLen(bstr), text);
    SysFreeString(bstr);
    return text;
}

static world *load_full(const char *class_text, const char *instance_text)
{
    world *made = space_open(base);

    space_load(made, class_text);
    space_load(made, instance_text);
    return made;
}

/* Everything but the flavors of what no MOF says. */
static void assert_same(IWbemClassObject *one, IWbemClassObject *other)
{
    assert_hr(WBEM_S_SAME, IWbemClassObject_CompareTo(one, 0, other));
}

static wmi_mock__record *full_record(const world *self)
{
    return wmi_mock__namespace_find_extent(self->space, "Full")->records.last->item;
}

static void what_is_written_loads_back(void **state)
{
    world *first = load_full(full_class, full_instance);
    wmi_mock__record *record = full_record(first);
    IWbemClassObject *class_object = space_class(first, "Full");
    IWbemClassObject *instance = NULL;
    IWbemClassObject *again;
    IWbemClassObject *again_instance = NULL;
    char *class_text = text_of(class_object, 0);
    char *instance_text;
    world *second;

    (void)state;
    assert_hr(S_OK, wmi_mock__object_create(first->mock, first->place, record, &instance));
    instance_text = text_of(instance, 0);
    second = load_full(class_text, instance_text);
    again = space_class(second, "Full");
    record = full_record(second);
    assert_hr(S_OK, wmi_mock__object_create(second->mock, second->place, record, &again_instance));
    assert_same(class_object, again);
    assert_same(instance, again_instance);
    free(class_text);
    class_text = text_of(again_instance, 0);
    assert_string_equal(class_text, instance_text);
    free(class_text);
    free(instance_text);
    IWbemClassObject_Release(again_instance);
    IWbemClassObject_Release(again);
    IWbemClassObject_Release(instance);
    IWbemClassObject_Release(class_object);
    space_close(second);
    space_close(first);
}

static const struct text_case {
    const char *name;
    const char *mof;
    const char *object; /* a class, or an instance's path */
    LONG flags;
    const char *text;
} texts[] = {
    { "an empty class", "class A {};", "A", 0, "\nclass A\n{\n};\n" },
    { "a subclass", "class A {}; class B : A { string S = \"x\"; };", "B", 0,
      "\nclass B : A\n{\n\tstring S = \"x\";\n};\n" },
    { "flavors", "[a: ToInstance, b(1): ToSubclass DisableOverride] class A {};", "A", 0,
      "\n[a: ToInstance, b(1): ToSubclass DisableOverride] class A\n{\n};\n" },
    { "no flavors", "[a: ToInstance, b(1): ToSubclass DisableOverride] class A {};", "A",
      WBEM_FLAG_NO_FLAVORS, "\n[a, b(1)] class A\n{\n};\n" },
    { "a key that stays", "class A { [key: ToInstance] string K; [key: Restricted] string L; };", "A", 0,
      "\nclass A\n{\n\t[key: ToInstance] string K;\n\t[key: Restricted] string L;\n};\n" },
    { "inherited things are left out", "[a: ToSubclass] class A { string S; void M(); }; class B : A {};",
      "B", 0, "\nclass B : A\n{\n};\n" },
    { "a method", "class A { sint32 M([out] uint8 B[], [in] string S = \"d\"); };", "A", 0,
      "\nclass A\n{\n\tsint32 M([out] uint8 B[], [in] string S = \"d\");\n};\n" },
    { "an instance", "class A { [key] string K; uint64 N; string Z; }; instance of A { K = \"k\"; N = 5; };",
      "A.K=\"k\"", 0, "\ninstance of A\n{\n\tK = \"k\";\n\tN = \"5\";\n};\n" },
    { "a default taken away",
      "class A { [key] string K; sint32 N = 1; }; instance of A { K = \"k\"; N = NULL; };", "A.K=\"k\"", 0,
      "\ninstance of A\n{\n\tK = \"k\";\n\tN = NULL;\n};\n" },
    { "an embedded instance",
      "class E { boolean B; }; class A { [key] uint8 K; E P; }; instance of A { K = 1; P = instance of E { B "
      "= TRUE; "
      "}; };",
      "A.K=1", 0,
      "\ninstance of A\n{\n\tK = 1;\n\tP = \n\t\tinstance of E\n\t\t{\n\t\t\tB = TRUE;\n\t\t};\n};\n" },
    { "a real without decimals", "class A { [key] uint8 K; real64 R; }; instance of A { K = 1; R = 2; };",
      "A.K=1", 0, "\ninstance of A\n{\n\tK = 1;\n\tR = 2.0;\n};\n" },
};

static void is_written_so(void **state)
{
    const struct text_case *row = *state;
    world *one = space_open(row->mof);
    bool is_path = strchr(row->object, '=') != NULL;
    IWbemClassObject *object = is_path ? space_instance(one, row->object) : space_class(one, row->object);
    char *text = text_of(object, row->flags);

    assert_string_equal(text, row->text);
    free(text);
    IWbemClassObject_Release(object);
    space_close(one);
}

static void wrong_arguments_are_refused(void **state)
{
    world *one = space_open("class A {};");
    IWbemClassObject *object = space_class(one, "A");
    BSTR text = (BSTR)(void *)object;

    (void)state;
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_GetObjectText(object, 2, &text));
    assert_null(text);
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemClassObject_GetObjectText(object, 0, NULL));
    IWbemClassObject_Release(object);
    space_close(one);
}

static void what_cannot_be_written_is_escaped_or_null(void **state)
{
    world *one = load_full(full_class, full_instance);
    IWbemClassObject *object = space_class(one, "Full");
    IWbemClassObject *instance = NULL;
    char *text;

    (void)state;
    assert_hr(S_OK, IWbemClassObject_SpawnInstance(object, 0, &instance));
    assert_ok(wmi_set_value(instance, "Name", wmi_value_string("\r\b\f")));
    assert_ok(wmi_set_value(instance, "Real", wmi_value_real32(INFINITY)));
    text = text_of(instance, 0);
    assert_non_null(strstr(text, "Name = \"\\r\\b\\f\";"));
    assert_non_null(strstr(text, "Real = NULL;"));
    free(text);
    IWbemClassObject_Release(instance);
    IWbemClassObject_Release(object);
    space_close(one);
}

int main(void)
{
    static struct CMUnitTest tests[COUNT_OF(texts) + 3];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(texts); i++)
        tests[count++] = row_test("text of %s", texts[i].name, is_written_so, &texts[i]);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(what_is_written_loads_back);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(what_cannot_be_written_is_escaped_or_null);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(wrong_arguments_are_refused);
    return _cmocka_run_group_tests("mock_text", tests, count, NULL, NULL);
}
