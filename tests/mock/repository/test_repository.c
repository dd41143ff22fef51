/* SPDX-License-Identifier: MIT */
/* The mock's data: namespaces, classes and what they inherit, instances, their keys and their paths. */
#include "support/mof_support.h"

#include "mock/repository/index.h"

#include <stdio.h>
#include <stdlib.h>

/* --- Paths that name an instance, or none -------------------------------------------------------------------- */

static const char world[] =
    "class One { [key] string Id; uint32 Mark; };\n"
    "class Two { [key] string Name; [key] uint32 Number; uint32 Mark; };\n"
    "class Long { [key] uint64 Id; uint32 Mark; };\n"
    "class Small { [key] sint8 Id; uint32 Mark; };\n"
    "class Flag { [key] boolean Id; uint32 Mark; };\n"
    "class Letter { [key] char16 Id; uint32 Mark; };\n"
    "class When { [key] datetime Id; uint32 Mark; };\n"
    "class Link { [key] One ref From; [key] One ref To; uint32 Mark; };\n"
    "class Sub : One { uint32 Extra; };\n"
    "class SubSub : Sub { };\n"
    "class Plain { uint32 Mark; };\n"
    "[abstract] class Base {};\n"
    "[singleton] class Only : Base { uint32 Mark; };\n"
    "[singleton] class Empty {};\n"
    "instance of One { Id = \"a\"; Mark = 1; };\n"
    "instance of One { Id = \"C:\\\\dir \\\"x\\\", 'y'=z.\"; Mark = 2; };\n"
    "instance of One { Id = \"\"; Mark = 3; };\n"
    "instance of One { Id = \"42\"; Mark = 4; };\n"
    "instance of One { Id = \"\xC3\x84\"; Mark = 5; };\n"
    "instance of Two { Name = \"n\"; Number = 7; Mark = 6; };\n"
    "instance of Two { Name = \"n\"; Number = 8; Mark = 7; };\n"
    "instance of Long { Id = 18446744073709551615; Mark = 8; };\n"
    "instance of Small { Id = -5; Mark = 9; };\n"
    "instance of Flag { Id = TRUE; Mark = 10; };\n"
    "instance of Flag { Id = FALSE; Mark = 11; };\n"
    "instance of Letter { Id = 'x'; Mark = 12; };\n"
    "instance of Letter { Id = '\\xD83D'; Mark = 13; };\n"
    "instance of When { Id = \"20240101000000.000000+000\"; Mark = 14; };\n"
    "instance of Link { From = \"One.Id=\\\"a\\\"\"; To = \"One.Id=\\\"42\\\"\"; Mark = 15; };\n"
    "instance of SubSub { Id = \"deep\"; Mark = 16; };\n"
    "instance of Sub { Id = \"a\"; Mark = 17; };\n"
    "instance of Plain { Mark = 18; };\n"
    "instance of Only { Mark = 19; };\n";

static const struct path_case {
    const char *name, *path;
    HRESULT why;
    uint32_t mark;
    const char *written; /* the path that the instance has itself */
} paths[] = {
    { "one key", "One.Id=\"a\"", S_OK, 1, "One.Id=\"a\"" },
    { "one key, in single quotes", "One.Id='a'", S_OK, 1, "One.Id=\"a\"" },
    { "names in any case", "ONE.iD=\"A\"", S_OK, 1, "One.Id=\"a\"" },
    { "a key without its name", "One=\"a\"", S_OK, 1, "One.Id=\"a\"" },
    { "escapes", "One.Id=\"C:\\\\dir \\\"x\\\", 'y'=z.\"", S_OK, 2,
      "One.Id=\"C:\\\\dir \\\"x\\\", 'y'=z.\"" },
    { "escapes in single quotes", "One.Id='c:\\\\DIR \"x\", \\'y\\'=z.'", S_OK, 2,
      "One.Id=\"C:\\\\dir \\\"x\\\", 'y'=z.\"" },
    { "an empty key", "One.Id=\"\"", S_OK, 3, "One.Id=\"\"" },
    { "a number for a text", "One.Id=42", S_OK, 4, "One.Id=\"42\"" },
    { "a key beyond ASCII", "One.Id=\"\xC3\x84\"", S_OK, 5, "One.Id=\"\xC3\x84\"" },
    { "two keys", "Two.Name=\"n\",Number=7", S_OK, 6, "Two.Name=\"n\",Number=7" },
    { "two keys, the other way round", "Two.Number=8,Name=\"N\"", S_OK, 7, "Two.Name=\"n\",Number=8" },
    { "a text for a number", "Two.Name=\"n\",Number=\"007\"", S_OK, 6, "Two.Name=\"n\",Number=7" },
    { "uint64", "Long.Id=18446744073709551615", S_OK, 8, "Long.Id=18446744073709551615" },
    { "negative", "Small.Id=-5", S_OK, 9, "Small.Id=-5" },
    { "TRUE", "Flag.Id=true", S_OK, 10, "Flag.Id=TRUE" },
    { "FALSE", "Flag.Id=FALSE", S_OK, 11, "Flag.Id=FALSE" },
    { "TRUE as a number", "Flag.Id=1", S_OK, 10, "Flag.Id=TRUE" },
    { "char16", "Letter.Id=120", S_OK, 12, "Letter.Id=120" },
    { "char16, half a pair", "Letter.Id=55357", S_OK, 13, "Letter.Id=55357" },
    { "datetime", "When.Id=\"20240101000000.000000+000\"", S_OK, 14,
      "When.Id=\"20240101000000.000000+000\"" },
    { "references", "Link.To=\"One.Id=\\\"42\\\"\",From=\"one.Id=\\\"a\\\"\"", S_OK, 15,
      "Link.From=\"One.Id=\\\"a\\\"\",To=\"One.Id=\\\"42\\\"\"" },
    { "through a superclass", "One.Id=\"deep\"", S_OK, 16, "SubSub.Id=\"deep\"" },
    { "the class itself before its subclasses", "Sub.Id=\"a\"", S_OK, 17, "Sub.Id=\"a\"" },
    { "a singleton", "Only=@", S_OK, 19, "Only=@" },
    { "a singleton in any case", "only=@", S_OK, 19, "Only=@" },

    { "not there", "One.Id=\"b\"", (HRESULT)WBEM_E_NOT_FOUND, 0, NULL },
    { "not in the subclass", "SubSub.Id=\"42\"", (HRESULT)WBEM_E_NOT_FOUND, 0, NULL },
    { "another case beyond ASCII", "One.Id=\"\xC3\xA4\"", (HRESULT)WBEM_E_NOT_FOUND, 0, NULL },
    { "a singleton that is not there", "Empty=@", (HRESULT)WBEM_E_NOT_FOUND, 0, NULL },
    { "a class", "One", (HRESULT)WBEM_E_NOT_FOUND, 0, NULL },
    { "no class", "Nope.Id=1", (HRESULT)WBEM_E_INVALID_CLASS, 0, NULL },
    { "no class without keys", "Nope", (HRESULT)WBEM_E_INVALID_CLASS, 0, NULL },
    { "nothing", "", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "no class's name", ".Id=1", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "a point and nothing", "One.", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "an equals sign and nothing", "One=", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "a key without a value", "One.Id", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "a key with half a value", "One.Id=", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "a value without a key", "One.=\"a\"", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "an open quote", "One.Id=\"a", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "a backslash at the end", "One.Id=\"a\\", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "more behind the quote", "One.Id=\"a\"b", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "a comma at the end", "One.Id=\"a\",", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "an unknown key", "One.Name=\"a\"", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "a property that is no key", "One.Mark=1", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "a key too many", "One.Id=\"a\",Mark=1", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "a key missing", "Two.Name=\"n\"", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "a key twice", "Two.Name=\"n\",name=\"n\"", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "one value for two keys", "Two=\"n\"", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "a text that is no number", "Long.Id=\"x\"", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "a number out of range", "Small.Id=128", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "a number of more than 64 bits", "Long.Id=18446744073709551616", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0,
      NULL },
    { "no boolean", "Flag.Id=2", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "no datetime", "When.Id=\"yesterday\"", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "keys of a class without keys", "Plain.Mark=18", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "an at sign for what is no singleton", "One=@", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "keys of a singleton", "Only.Mark=19", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
    { "a namespace in front", "root\\test:One.Id=\"a\"", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 0, NULL },
};

static void follows_path(void **state)
{
    const struct path_case *row = *state;
    wmi_mock__repository *repository = mof_world(world);
    HRESULT why = E_FAIL;
    wmi_mock__record *found = wmi_mock__namespace_find_record(mof_space(repository), row->path, &why);
    char *written = NULL;

    assert_hr(row->why, why);
    assert_int_equal(found != NULL, row->written != NULL);
    if (found != NULL) {
        assert_int_equal(mof_value(found, "Mark")->uint32, row->mark);
        assert_hr(S_OK, wmi_mock__record_relative_path(found, &written));
        assert_string_equal(written, row->written);
        assert_ptr_equal(wmi_mock__namespace_find_record(mof_space(repository), written, &why), found);
    }
    free(written);
    wmi_mock__repository_free(repository);
}

static void has_no_path_without_keys(void **state)
{
    wmi_mock__repository *repository = mof_world("class P { uint32 V; }; instance of P {};");
    char *path = (char *)1;

    (void)state;
    assert_hr(S_OK, wmi_mock__record_relative_path(mof_first(mof_space(repository), "P"), &path));
    assert_null(path);
    wmi_mock__repository_free(repository);
}

static const struct split_case {
    const char *name, *path, *server, *space, *relative;
} splits[] = {
    { "split: relative", "T.K=1", "", "", "T.K=1" },
    { "split: full", "\\\\db1\\root\\cimv2:T.K=1", "db1", "root\\cimv2", "T.K=1" },
    { "split: slashes", "//./root/cimv2:T", ".", "root/cimv2", "T" },
    { "split: an address", "\\\\2001:db8::1\\root:T=@", "2001:db8::1", "root", "T=@" },
    { "split: a namespace alone", "root\\cimv2:T", "", "root\\cimv2", "T" },
    { "split: a colon in a key", "T.K=\"C:\"", "", "", "T.K=\"C:\"" },
    { "split: both", "root:T.K='a:b'", "", "root", "T.K='a:b'" },
    { "split: nothing", "", NULL, NULL, NULL },
    { "split: nothing behind the namespace", "root\\cimv2:", NULL, NULL, NULL },
    { "split: no namespace", ":T", NULL, NULL, NULL },
    { "split: no server", "\\\\\\root:T", NULL, NULL, NULL },
    { "split: a server alone", "\\\\db1:T", NULL, NULL, NULL },
    { "split: no class", "\\\\db1\\root", NULL, NULL, NULL },
};

static void splits_path(void **state)
{
    const struct split_case *row = *state;
    wmi_mock__object_path parts;

    assert_int_equal(wmi_mock__object_path_split(row->path, &parts), row->server != NULL);
    if (row->server == NULL)
        return;
    assert_int_equal(parts.server_length, strlen(row->server));
    assert_memory_equal(parts.server, row->server, parts.server_length);
    assert_int_equal(parts.space_length, strlen(row->space));
    assert_memory_equal(parts.space, row->space, parts.space_length);
    assert_string_equal(parts.relative, row->relative);
}

/* --- Inheritance -------------------------------------------------------------------------------------------- */

static const char family[] = "[Description(\"base\") : ToSubclass, version(1), abstract] class Base {\n"
                             "  [key, read : ToSubclass, write] string Id;\n"
                             "  [MaxLen(5) : ToSubclass ToInstance, hidden] string Name = \"none\";\n"
                             "  uint32 Count = 1;\n"
                             "  Base ref Peer;\n"
                             "  [deprecated : ToSubclass, local] uint32 Start([in] string How);\n"
                             "  uint32 Stop();\n"
                             "};\n"
                             "class Middle : Base { uint8 Own[] = {1,2}; uint32 count = 2; };\n"
                             "class Last : Middle {\n"
                             "  [MaxLen(9)] string Name; Middle ref Peer; uint32 Start([in] uint32 Speed); "
                             "boolean Late; uint32 Count;\n"
                             "};\n";

static void inherits_in_order(void **state)
{
    static const struct {
        const char *name, *origin, *text;
        bool is_local;
    } expected[] = {
        { "Id", "Base", "string NULL", false },      { "Name", "Base", "string none", true },
        { "Count", "Base", "uint32 2", true },       { "Peer", "Base", "reference NULL", true },
        { "Own", "Middle", "uint8[] {1,2}", false }, { "Late", "Last", "boolean NULL", true },
    };
    wmi_mock__repository *repository = mof_world(family);
    const wmi_mock__class *last = mof_class(repository, "last");

    (void)state;
    assert_int_equal(last->property_count, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_string_equal(last->properties[i].name, expected[i].name);
        assert_string_equal(last->properties[i].origin, expected[i].origin);
        assert_string_equal(mof_text(&last->properties[i].value), expected[i].text);
        assert_int_equal(last->properties[i].is_local, expected[i].is_local);
    }
    assert_true(last->properties[0].is_key);
    assert_string_equal(last->properties[3].class_name, "Middle");
    assert_string_equal(mof_property(mof_class(repository, "Base"), "Peer")->class_name, "Base");
    assert_true(wmi_mock__class_is_a(last, "BASE"));
    assert_false(wmi_mock__class_is_a(mof_class(repository, "Base"), "Last"));
    wmi_mock__repository_free(repository);
}

static void takes_a_default_back_with_null(void **state)
{
    wmi_mock__repository *repository = mof_world(
        "class A { uint32 V = 5; }; class B : A { uint32 V = NULL; };\n"
        "class C : A { uint32 V = 6; }; class D : A { uint32 V; };");

    (void)state;
    assert_string_equal(mof_text(&mof_property(mof_class(repository, "B"), "V")->value), "uint32 NULL");
    assert_string_equal(mof_text(&mof_property(mof_class(repository, "C"), "V")->value), "uint32 6");
    assert_string_equal(mof_text(&mof_property(mof_class(repository, "D"), "V")->value), "uint32 5");
    wmi_mock__repository_free(repository);
}

static LONG flavor_of(const wmi_mock__qualifiers *qualifiers, const char *name)
{
    const wmi_mock__qualifier *found = wmi_mock__qualifiers_find(qualifiers, name);

    return found == NULL ? -1 : found->flavor;
}

static void hands_qualifiers_down(void **state)
{
    wmi_mock__repository *repository = mof_world(family);
    const wmi_mock__class *middle = mof_class(repository, "Middle");
    const wmi_mock__class *last = mof_class(repository, "Last");

    (void)state;
    assert_int_equal(flavor_of(&middle->qualifiers, "Description"), 0x22);
    assert_int_equal(flavor_of(&middle->qualifiers, "version"), -1);
    assert_int_equal(flavor_of(&middle->qualifiers, "abstract"), -1);
    assert_int_equal(flavor_of(&middle->properties[0].qualifiers, "key"), 0x33);
    assert_int_equal(flavor_of(&middle->properties[0].qualifiers, "read"), 0x22);
    assert_int_equal(flavor_of(&middle->properties[0].qualifiers, "write"), -1);
    assert_int_equal(flavor_of(&middle->properties[0].qualifiers, "CIMTYPE"), 0x23);
    assert_int_equal(flavor_of(&middle->properties[1].qualifiers, "MaxLen"), 0x23);
    assert_int_equal(flavor_of(&middle->properties[1].qualifiers, "hidden"), -1);
    assert_int_equal(flavor_of(&last->properties[1].qualifiers, "MaxLen"), 0);
    assert_int_equal(wmi_mock__qualifiers_find(&last->properties[1].qualifiers, "MaxLen")->value.sint32, 9);
    assert_true(mof_class(repository, "Base")->is_abstract);
    assert_false(middle->is_abstract);
    wmi_mock__repository_free(repository);
}

static void inherits_methods(void **state)
{
    wmi_mock__repository *repository = mof_world(family);
    const wmi_mock__method *start = wmi_mock__class_find_method(mof_class(repository, "Last"), "start");
    const wmi_mock__method *stop = wmi_mock__class_find_method(mof_class(repository, "Last"), "Stop");

    (void)state;
    assert_string_equal(start->origin, "Base");
    assert_true(start->is_local);
    assert_int_equal(start->in->property_count, 1);
    assert_string_equal(start->in->properties[0].name, "Speed");
    assert_int_equal(flavor_of(&start->qualifiers, "deprecated"), 0x22);
    assert_int_equal(flavor_of(&start->qualifiers, "local"), -1);
    assert_false(stop->is_local);
    assert_null(stop->in);
    assert_ptr_equal(stop->out, wmi_mock__class_find_method(mof_class(repository, "Base"), "Stop")->out);
    wmi_mock__repository_free(repository);
}

static void hands_down_what_a_class_is(void **state)
{
    wmi_mock__repository *repository = mof_world(
        "[association] class A {}; class B : A {}; [singleton] class S {}; class T : S {}; instance of T "
        "{};\n"
        "instance of S {}; [abstract : ToSubclass] class U {}; class V : U {}; instance of V {};");

    (void)state;
    assert_true(mof_class(repository, "B")->is_association);
    assert_true(mof_class(repository, "T")->is_singleton);
    assert_string_equal(mof_record(repository, "T=@")->object_class->name, "T");
    assert_string_equal(mof_record(repository, "S=@")->object_class->name, "S");
    wmi_mock__repository_free(repository);
}

/* --- Namespaces --------------------------------------------------------------------------------------------- */

static void makes_namespaces_with_their_parents(void **state)
{
    wmi_mock__repository *repository = wmi_mock__repository_create();
    wmi_mock__namespace *made = NULL;
    wmi_mock__namespace *again = NULL;
    wmi_mock__namespace *parent;
    HRESULT why;

    (void)state;
    assert_hr(S_OK, wmi_mock__repository_make(repository, "ROOT/Microsoft\\Windows/Storage", &made));
    assert_int_equal(repository->namespace_count, 4);
    assert_string_equal(made->path, "ROOT\\Microsoft\\Windows\\Storage");
    assert_hr(S_OK, wmi_mock__repository_make(repository, "root\\microsoft\\windows\\storage", &again));
    assert_ptr_equal(made, again);
    assert_ptr_equal(wmi_mock__repository_find(repository, "Root/Microsoft/WINDOWS/storage"), made);
    parent = wmi_mock__repository_find(repository, "root\\microsoft\\windows");
    assert_non_null(wmi_mock__namespace_find_record(parent, "__NAMESPACE.Name=\"storage\"", &why));
    assert_non_null(
        wmi_mock__namespace_find_record(repository->namespaces[0], "__namespace='Microsoft'", &why));
    assert_null(wmi_mock__repository_find(repository, "root\\nope"));
    assert_null(wmi_mock__repository_find(repository, "root\\microsoft\\"));
    assert_null(wmi_mock__repository_find(repository, ""));
    wmi_mock__repository_free(repository);
}

static void bounds_the_length_of_a_path(void **state)
{
    wmi_mock__repository *repository = wmi_mock__repository_create();
    wmi_mock__namespace *made;
    char path[2001];

    (void)state;
    memcpy(path, "root", 4);
    for (size_t i = 4; i < sizeof path - 1; i++)
        path[i] = i % 2 == 0 ? '\\' : 'a';
    path[sizeof path - 1] = '\0';
    assert_hr(WBEM_E_INVALID_NAMESPACE, wmi_mock__repository_make(repository, path, &made));
    assert_null(made);
    assert_null(wmi_mock__repository_find(repository, path));
    wmi_mock__repository_free(repository);
}

static const char *const system_classes[] = {
    "__SystemClass",
    "__PARAMETERS",
    "__NAMESPACE",
    "__NotifyStatus",
    "__ExtendedStatus",
    "__Provider",
    "__Win32Provider",
    "__EventFilter",
    "__EventConsumer",
    "__FilterToConsumerBinding",
    "__Event",
    "__ExtrinsicEvent",
    "__TimerEvent",
    "__InstanceCreationEvent",
    "__IntervalTimerInstruction",
    "__Trustee",
    "__SystemSecurity",
};

static void has_the_system_classes_everywhere(void **state)
{
    wmi_mock__repository *repository = mof_world("");

    (void)state;
    for (size_t i = 0; i < COUNT_OF(system_classes); i++)
        assert_ptr_equal(mof_class(repository, system_classes[i]),
                         wmi_mock__namespace_find_class(repository->namespaces[0], system_classes[i]));
    assert_true(mof_class(repository, "__SystemClass")->is_abstract);
    assert_true(mof_class(repository, "__NotifyStatus")->is_abstract);
    assert_true(wmi_mock__class_is_a(mof_class(repository, "__InstanceCreationEvent"), "__Event"));
    wmi_mock__repository_free(repository);
}

/* --- Records ------------------------------------------------------------------------------------------------ */

static void copies_records_deeply(void **state)
{
    wmi_mock__repository *repository = mof_world(
        "class T { [key] string K; string S[]; };\n"
        "[q(\"v\")] instance of T { K = \"a\"; S = {\"x\",\"y\"}; };");
    wmi_mock__record *copy = wmi_mock__record_copy(mof_record(repository, "T.K=\"a\""));

    (void)state;
    wmi_mock__repository_free(repository);
    assert_non_null(copy);
    assert_string_equal(copy->object_class->name, "T");
    assert_string_equal(mof_text(mof_value(copy, "S")), "string[] {x,y}");
    assert_string_equal(wmi_mock__qualifiers_find(&copy->qualifiers, "Q")->value.string, "v");
    assert_ptr_equal(wmi_mock__record_share(copy), copy);
    wmi_mock__record_release(copy);
    wmi_mock__record_release(copy);
}

static void removes_and_replaces_records(void **state)
{
    wmi_mock__repository *repository = mof_world(
        "class T { [key] uint32 K; uint32 V = 1; };\n"
        "instance of T { K = 1; }; instance of T { K = 2; }; instance of T { K = 3; };");
    wmi_mock__namespace *space = mof_space(repository);
    wmi_mock__record *changed = wmi_mock__record_copy(mof_record(repository, "T.K=2"));
    HRESULT why;

    (void)state;
    assert_non_null(changed);
    changed->values[1].uint32 = 9;
    assert_hr(WBEM_E_ALREADY_EXISTS, wmi_mock__namespace_add_record(space, wmi_mock__record_share(changed)));
    assert_hr(S_OK, wmi_mock__namespace_replace_record(space, mof_record(repository, "T.K=2"), changed));
    assert_int_equal(mof_value(mof_record(repository, "T.K=2"), "V")->uint32, 9);
    assert_hr(S_OK, wmi_mock__namespace_remove_record(space, mof_record(repository, "T.K=1")));
    assert_null(wmi_mock__namespace_find_record(space, "T.K=1", &why));
    assert_int_equal(space->record_count, 2);
    assert_ptr_equal(mof_first(space, "T"), changed);
    assert_int_equal(mof_value(mof_record(repository, "T.K=3"), "V")->uint32, 1);
    mof_load(repository, "instance of T { K = 1; };");
    wmi_mock__repository_free(repository);
}

/* --- The index ---------------------------------------------------------------------------------------------- */

static bool same_item(const void *item, const void *wanted)
{
    return item == wanted;
}

/* Few hashes for many items, put in and taken out at random, beside a plain list. */
static void finds_whatever_is_in_the_index(void **state)
{
    static char items[300];
    static bool there[COUNT_OF(items)];
    wmi_mock__index index = { 0 };
    uint32_t random = 1;

    (void)state;
    for (unsigned step = 0; step < 20000; step++) {
        size_t at = (random = random * 1664525u + 1013904223u) >> 16;

        at %= COUNT_OF(items);
        if (there[at]) {
            wmi_mock__index_remove(&index, at % 37, &items[at]);
        } else {
            assert_true(wmi_mock__index_reserve(&index));
            wmi_mock__index_add(&index, at % 37, &items[at]);
        }
        there[at] = !there[at];
        at = (at * 7 + step) % COUNT_OF(items);
        assert_ptr_equal(wmi_mock__index_find(&index, at % 37, same_item, &items[at]),
                         there[at] ? &items[at] : NULL);
    }
    wmi_mock__index_clear(&index);
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(has_no_path_without_keys),
        cmocka_unit_test(inherits_in_order),
        cmocka_unit_test(takes_a_default_back_with_null),
        cmocka_unit_test(hands_qualifiers_down),
        cmocka_unit_test(inherits_methods),
        cmocka_unit_test(hands_down_what_a_class_is),
        cmocka_unit_test(makes_namespaces_with_their_parents),
        cmocka_unit_test(bounds_the_length_of_a_path),
        cmocka_unit_test(has_the_system_classes_everywhere),
        cmocka_unit_test(copies_records_deeply),
        cmocka_unit_test(removes_and_replaces_records),
        cmocka_unit_test(finds_whatever_is_in_the_index),
    };
    static struct CMUnitTest tests[COUNT_OF(paths) + COUNT_OF(splits) + COUNT_OF(others)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(paths); i++)
        tests[count++] = ROW_TEST(&paths[i], follows_path);
    for (size_t i = 0; i < COUNT_OF(splits); i++)
        tests[count++] = ROW_TEST(&splits[i], splits_path);
    memcpy(tests + count, others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, NULL) == 0 ? 0 : 1;
}
