/* SPDX-License-Identifier: MIT */
/*
 * Texts that meet what exists: the same class or instance again, the pragmas that govern it, namespaces, and aliases
 * that are used before they are defined. As mofcomp does it, by the rules of PutClass and PutInstance.
 */
#include "support/mof_support.h"

#include "mock/repository/extent.h"

#include <stdio.h>
#include <stdlib.h>

#define IN_TEST    "root\\test"
#define HAS(value) S_OK, 0, 0, value

/* A text after another: it succeeds, and then a property of an instance has a value; or it is refused at a place. */
static const struct update_case {
    const char *name, *first, *second;
    HRESULT code;
    unsigned line, column;
    const char *word; /* of the message; or the instance's value, see mof_text; NULL: there is none */
    const char *path, *property; /* NULL: look at nothing */
} updates[] = {
    /* --- Instances --- */
    { "an instance again: updated",
      "class T { [key] uint32 K; string V; }; instance of T { K = 1; V = \"a\"; };",
      "instance of T { K = 1; V = \"b\"; };", HAS("string b"), "T.K=1", "V" },
    { "an instance again: what is not given gets the class's default",
      "class T { [key] uint32 K; string V = \"default\"; }; instance of T { K = 1; V = \"a\"; };",
      "instance of T { K = 1; };", HAS("string default"), "T.K=1", "V" },
    { "an instance again, in the same text", "class T { [key] string K; uint32 V; };",
      "instance of T { K = \"a\"; V = 1; }; instance of T { K = \"A\"; V = 2; };", HAS("uint32 2"),
      "T.K=\"a\"", "V" },
    { "a singleton again", "[singleton] class T { uint32 V; }; instance of T { V = 1; };",
      "instance of T { V = 2; };", HAS("uint32 2"), "T=@", "V" },
    { "createonly, and the instance exists", "class T { [key] uint32 K; }; instance of T { K = 1; };",
      "#pragma instanceflags(\"createonly\")\n  instance of T { K = 1; };", (HRESULT)WBEM_E_ALREADY_EXISTS, 2,
      15, "already exists", NULL, NULL },
    { "createonly, and it does not", "class T { [key] uint32 K; };",
      "#pragma instanceflags(\"createonly\")\n  instance of T { K = 1; };", HAS("uint32 1"), "T.K=1", "K" },
    { "updateonly, and the instance exists",
      "class T { [key] uint32 K; uint8 V; }; instance of T { K = 1; };",
      "#pragma instanceflags(\"UpdateOnly\")\n  instance of T { K = 1; V = 7; };", HAS("uint8 7"), "T.K=1",
      "V" },
    { "updateonly, and it does not", "class T { [key] uint32 K; };",
      "#pragma instanceflags(\"updateonly\")\n  instance of T { K = 1; };", (HRESULT)WBEM_E_NOT_FOUND, 2, 15,
      "updated", NULL, NULL },
    { "instance flags of later instances: the last pragma's",
      "class T { [key] uint32 K; uint8 V; }; instance of T { K = 1; };",
      "#pragma instanceflags(\"createonly\")\n#pragma instanceflags(\"updateonly\")\ninstance of T { K = 1; "
      "V = 7; };",
      HAS("uint8 7"), "T.K=1", "V" },
    /* --- Classes --- */
    { "the same class again, with subclasses and instances",
      "class T { [key] uint32 K; }; class U : T {}; instance of U { K = 1; };",
      "class T { [key] uint32 K; }; class U : T {};", HAS("uint32 1"), "U.K=1", "K" },
    { "only a description is new: instances stay",
      "class T { [key] uint32 K; }; class U : T {}; instance of U { K = 1; };",
      "[Description(\"new\") : ToSubclass] class T { [key] uint32 K; };", HAS("uint32 1"), "U.K=1", "K" },
    { "a new property, and nothing else is there", "class T { [key] uint32 K; };",
      "class T { [key] uint32 K; uint8 V = 3; }; instance of T { K = 1; };", HAS("uint8 3"), "T.K=1", "V" },
    { "a new property, and the class has instances", "class T { [key] uint32 K; }; instance of T { K = 1; };",
      "\nclass T { [key] uint32 K; uint8 V; };", (HRESULT)WBEM_E_CLASS_HAS_INSTANCES, 2, 7, "instances", NULL,
      NULL },
    { "a new property, and the class has subclasses", "class T { [key] uint32 K; }; class U : T {};",
      "\nclass T { [key] uint32 K; uint8 V; };", (HRESULT)WBEM_E_CLASS_HAS_CHILDREN, 2, 7, "subclasses", NULL,
      NULL },
    { "safeupdate: subclasses get the new property", "class T { [key] uint32 K; }; class U : T {};",
      "#pragma classflags(\"safeupdate\")\nclass T { [key] uint32 K; uint8 V = 4; }; instance of U { K = 1; "
      "};",
      HAS("uint8 4"), "U.K=1", "V" },
    { "safeupdate with instances", "class T { [key] uint32 K; }; instance of T { K = 1; };",
      "#pragma classflags(\"safeupdate\")\nclass T { [key] uint32 K; uint8 V = 4; };",
      (HRESULT)WBEM_E_CLASS_HAS_INSTANCES, 2, 7, "instances", NULL, NULL },
    { "forceupdate: instances are deleted", "class T { [key] uint32 K; }; instance of T { K = 1; };",
      "#pragma classflags(\"forceupdate\")\nclass T { [key] uint32 K; uint8 V = 4; };", HAS(NULL), "T.K=1",
      "V" },
    { "createonly, and the class exists", "class T { [key] uint32 K; };",
      "#pragma classflags(\"createonly\")\nclass T { [key] uint32 K; };", (HRESULT)WBEM_E_ALREADY_EXISTS, 2,
      7, "'T'", NULL, NULL },
    { "updateonly, and the class does not exist", "class T { [key] uint32 K; };",
      "#pragma classflags(\"updateonly\")\nclass U { [key] uint32 K; };", (HRESULT)WBEM_E_NOT_FOUND, 2, 7,
      "'U'", NULL, NULL },
    { "two flags in one string", "class T { [key] uint32 K; }; class U : T {};",
      "#pragma classflags(\"updateonly, safeupdate\")\nclass T { [key] uint32 K; uint8 V = 4; };\n"
      "instance of U { K = 1; };",
      HAS("uint8 4"), "U.K=1", "V" },
    { "two flags in two strings", "class T { [key] uint32 K; }; class U : T {};",
      "#pragma classflags(\"updateonly\", \"forceupdate\")\nclass T { [key] uint32 K; uint8 V = 4; };\n"
      "instance of U { K = 1; };",
      HAS("uint8 4"), "U.K=1", "V" },
    { "no flags: the default again", "class T { [key] uint32 K; };",
      "#pragma classflags(\"createonly\")\n#pragma classflags(\"\")\nclass T { [key] uint32 K; uint8 V = 4; "
      "};\n"
      "instance of T { K = 1; };",
      HAS("uint8 4"), "T.K=1", "V" },
    { "flags as a number", "class T { [key] uint32 K; }; instance of T { K = 1; };",
      "#pragma classflags(64)\nclass T { [key] uint32 K; uint8 V = 4; }; instance of T { K = 1; };",
      HAS("uint8 4"), "T.K=1", "V" },
    { "a number with other bits", "", "#pragma classflags(0x80)", (HRESULT)WBEM_E_INVALID_PARAMETER, 1, 20,
      "0x80", NULL, NULL },
    { "a number with a class's bits, for instances", "", "#pragma instanceflags(64)",
      (HRESULT)WBEM_E_INVALID_PARAMETER, 1, 23, "64", NULL, NULL },
    { "a number that contradicts itself", "", "#pragma classflags(3)", (HRESULT)WBEM_E_INVALID_PARAMETER, 1,
      20, "contradict", NULL, NULL },
    { "an unknown flag", "", "#pragma classflags(\"always\")", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 20,
      "'always'", NULL, NULL },
    { "an unknown flag for instances", "", "#pragma instanceflags(\"forceupdate\")",
      (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 23, "instances", NULL, NULL },
    { "flags that contradict", "", "#pragma classflags(\"createonly\",\n \"updateonly\")",
      (HRESULT)WBEM_E_INVALID_PARAMETER, 2, 2, "contradicts", NULL, NULL },
    { "modes that contradict", "", "#pragma classflags(\"safeupdate forceupdate\")",
      (HRESULT)WBEM_E_INVALID_PARAMETER, 1, 20, "contradicts", NULL, NULL },
    { "a flag without quotes", "", "#pragma classflags(createonly)", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 20,
      "quotes", NULL, NULL },
    { "another superclass", "class A {}; class B {}; class T : A {};", "class T : B {};",
      (HRESULT)WBEM_E_INVALID_SUPERCLASS, 1, 7, "another superclass", NULL, NULL },
    { "a subclass of itself", "class T { [key] uint32 K; }; class U : T {};", "class T : U {};",
      (HRESULT)WBEM_E_CIRCULAR_REFERENCE, 1, 7, "'T'", NULL, NULL },
    /* --- Deleting --- */
    { "deleteclass, and the class again with another shape",
      "class T { [key] uint32 K; }; class U : T {}; instance of U { K = 1; };",
      "#pragma deleteclass(\"t\", nofail)\nclass T { [key] uint8 K; }; instance of T { K = 1; };",
      HAS("uint8 1"), "T.K=1", "K" },
    { "deleteclass of what is not there, nofail", "class T { [key] uint32 K; };",
      "#pragma deleteclass(\"Nope\", NOFAIL) instance of T { K = 1; };", HAS("uint32 1"), "T.K=1", "K" },
    { "deleteclass of what is not there, fail", "", "#pragma deleteclass(\n\"Nope\", fail)",
      (HRESULT)WBEM_E_INVALID_CLASS, 2, 1, "'Nope'", NULL, NULL },
    { "deleteclass without a flag: fail (unknown on Windows)", "", "#pragma deleteclass(\"Nope\")",
      (HRESULT)WBEM_E_INVALID_CLASS, 1, 21, "'Nope'", NULL, NULL },
    { "deleteclass with another word", "class T {};", "#pragma deleteclass(\"T\", maybe)",
      (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 26, "nofail", NULL, NULL },
    { "deleteclass of a system class", "", "#pragma deleteclass(\"__Event\", nofail)",
      (HRESULT)WBEM_E_INVALID_OPERATION, 1, 21, "system", NULL, NULL },
    { "deleteinstance", "class T { [key] uint32 K; }; instance of T { K = 1; };",
      "#pragma deleteinstance(\"T.K=1\", fail)", HAS(NULL), "T.K=1", "K" },
    { "deleteinstance of what is not there, nofail", "class T { [key] uint32 K; };",
      "#pragma deleteinstance(\"T.K=1\", nofail) #pragma deleteinstance(\"Nope.K=1\", nofail)", HAS(NULL),
      "T.K=1", "K" },
    { "deleteinstance of what is not there, fail", "class T { [key] uint32 K; };",
      "#pragma deleteinstance(\"T.K=1\", fail)", (HRESULT)WBEM_E_NOT_FOUND, 1, 24, "T.K=1", NULL, NULL },
    { "deleteinstance by no path", "class T { [key] uint32 K; };", "#pragma deleteinstance(\"T.K\", nofail)",
      (HRESULT)WBEM_E_INVALID_OBJECT_PATH, 1, 24, "T.K", NULL, NULL },
    /* --- Qualifiers of an instance's property --- */
    { "a property with qualifiers and no value keeps its default",
      "class T { [key] uint32 K; string V = \"d\"; };",
      "instance of T { K = 1; [Provider(\"p\"), PropertyContext(\"c\")] V; };", HAS("string d"), "T.K=1",
      "V" },
    { "a property with qualifiers and a value", "class T { [key] uint32 K; string V = \"d\"; };",
      "instance of T { K = 1; [Provider(\"p\")] V = \"x\"; };", HAS("string x"), "T.K=1", "V" },
    { "a property with an empty list of qualifiers", "class T { [key] uint32 K; };",
      "instance of T { [] K; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 18, "qualifier", NULL, NULL },
    /* --- Aliases --- */
    { "an alias used before it is defined", "class T { [key] uint32 K; T ref V; };",
      "instance of T { K = 1; V = $b; }; instance of T as $b { K = 2; };", HAS("reference T.K=2"), "T.K=1",
      "V" },
    { "an alias in a key, used before it is defined",
      "class T { [key] uint32 K; }; class L { [key] T ref V; };",
      "instance of L { V = $b; }; instance of T as $b { K = 2; };", HAS("reference T.K=2"), "L.V=\"T.K=2\"",
      "V" },
    { "aliases in a chain, backwards", "class T { [key] string K; T ref V; };",
      "instance of T { K = \"a\"; V = $b; }; instance of T as $b { K = \"b\"; V = $c; };\n"
      "instance of T as $c { K = \"c\"; };",
      HAS("reference T.K=\"c\""), "T.K=\"b\"", "V" },
    { "some elements of an array, used before they are defined", "class T { [key] uint32 K; T ref V[]; };",
      "instance of T as $a { K = 1; }; instance of T { K = 2; V = { $a, $c, \"x\", $b }; };\n"
      "instance of T as $b { K = 3; }; instance of T as $c { K = 4; };",
      HAS("reference[] {T.K=1,T.K=4,x,T.K=3}"), "T.K=2", "V" },
    { "an alias of another namespace, defined later", "class T { [key] uint32 K; object ref V; };",
      "instance of T { K = 1; V = $b; };\n#pragma namespace(\"root\\\\test\\\\far\")\n"
      "class F { [key] uint32 K; }; instance of F as $b { K = 2; };",
      HAS("reference \\\\.\\root\\test\\far:F.K=2"), "T.K=1", "V" },
    { "two instances that name each other (unknown on Windows)", "class T { [key] uint32 K; T ref V; };",
      "instance of T as $a { K = 1; V = $b; };\ninstance of T as $b { K = 2; V = $a; };",
      (HRESULT)WBEM_E_CIRCULAR_REFERENCE, 2, 34, "$a", NULL, NULL },
    { "a cycle of three", "class T { [key] T ref V; };",
      "instance of T as $a { V = $b; };\ninstance of T as $b { V = $c; };\n instance of T as $c { V = $a; };",
      (HRESULT)WBEM_E_CIRCULAR_REFERENCE, 3, 28, "$a", NULL, NULL },
    { "an alias that is never defined", "class T { [key] uint32 K; T ref V; };",
      "instance of T { K = 1;\n V = $Nope; };", (HRESULT)WBEM_E_NOT_FOUND, 2, 6, "$Nope", NULL, NULL },
    { "an alias, defined later, of what has no path",
      "class T { [key] uint32 K; object ref V; }; class F {};",
      "instance of T { K = 1;\n V = $b; }; instance of F as $b {};", (HRESULT)WBEM_E_NO_KEY, 2, 6, "$b", NULL,
      NULL },
    { "the alias of an instance that waits, twice", "class T { [key] uint32 K; T ref V; };",
      "instance of T as $a { K = 1; V = $b; }; instance of T as $A { K = 2; };",
      (HRESULT)WBEM_E_ALREADY_EXISTS, 1, 58, "$A", NULL, NULL },
    { "an instance that waits, and exists", "class T { [key] uint32 K; T ref V; };",
      "#pragma instanceflags(\"createonly\")\ninstance of T { K = 1; V = $b; };\ninstance of T as $b { K = "
      "1; };",
      (HRESULT)WBEM_E_ALREADY_EXISTS, 2, 13, "'T'", NULL, NULL },
    { "an instance that waits, and its class is deleted", "class T { [key] uint32 K; object ref V; };",
      "instance of T { K = 1; V = $b; };\n#pragma deleteclass(\"T\", fail)\nclass U as $b {};",
      (HRESULT)WBEM_E_INVALID_CLASS, 1, 13, "'T'", NULL, NULL },
    { "a class's default by an alias that is defined later", "class T { [key] uint32 K; };",
      "class U { T ref V = $b; };\ninstance of T as $b { K = 1; };", (HRESULT)WBEM_E_NOT_FOUND, 1, 21,
      "class", NULL, NULL },
};

static void updates_or_refuses(void **state)
{
    const struct update_case *row = *state;
    wmi_mock__repository *repository = mof_world(row->first);
    wmi_mock__mof_error error;
    HRESULT hr = wmi_mock__mof_read(repository, IN_TEST, row->second, &error);
    const wmi_mock__record *found;
    HRESULT why;

    if (hr != row->code || error.line != row->line || error.column != row->column ||
        (FAILED(hr) && strstr(error.message, row->word) == NULL)) {
        print_error("is 0x%08lX at %u:%u, '%s'\n", (unsigned long)(uint32_t)hr, error.line, error.column,
                    error.message);
        fail();
    }
    if (row->path != NULL) {
        found = wmi_mock__namespace_find_record(mof_space(repository), row->path, &why);
        assert_int_equal(found != NULL, row->word != NULL);
        if (found != NULL)
            assert_string_equal(mof_text(mof_value(found, row->property)), row->word);
    }
    wmi_mock__repository_free(repository);
}

/* What a refused text has changed, replaced and deleted before its error is as it was. */
static void undoes_updates(void **state)
{
    wmi_mock__repository *repository = mof_world(
        "class T { [key] uint32 K; uint8 V; }; class U : T {}; class X {};\n"
        "instance of T { K = 1; V = 1; }; instance of U { K = 2; V = 2; }; instance of T { K = 3; V = 3; };");
    const wmi_mock__namespace *space = mof_space(repository);
    const wmi_mock__class *before = mof_class(repository, "U");
    size_t classes = space->classes.count;
    wmi_mock__record_list list;

    (void)state;
    assert_hr(
        WBEM_E_INVALID_CLASS,
        wmi_mock__mof_read(repository, IN_TEST,
                           "instance of T { K = 1; V = 9; }; #pragma deleteinstance(\"T.K=3\", fail)\n"
                           "[Description(\"x\")] class T { [key] uint32 K; uint8 V; };\n"
                           "#pragma deleteclass(\"X\", fail) class Y {}; instance of Y {};\n"
                           "#pragma classflags(\"forceupdate\") class U : T { uint8 W; };\n"
                           "#pragma deleteclass(\"T\", fail) class T {}; instance of T {};\n"
                           "#pragma namespace(\"root\\\\test\\\\below\") class C {}; instance of Nope {};",
                           NULL));
    assert_int_equal(space->classes.count, classes);
    assert_int_equal(space->record_count, 3);
    assert_ptr_equal(mof_class(repository, "U"), before);
    assert_non_null(wmi_mock__namespace_find_class(space, "X"));
    assert_null(wmi_mock__namespace_find_class(space, "Y"));
    assert_null(wmi_mock__repository_find(repository, "root\\test\\below"));
    assert_int_equal(mof_value(mof_record(repository, "T.K=1"), "V")->uint8, 1);
    assert_int_equal(mof_value(mof_record(repository, "T.K=2"), "V")->uint8, 2);
    assert_int_equal(mof_value(mof_record(repository, "T.K=3"), "V")->uint8, 3);
    assert_hr(S_OK, wmi_mock__extent_list(wmi_mock__namespace_find_extent(space, "T"), true, &list));
    assert_int_equal(list.count, 3);
    for (size_t i = 0; i < list.count; i++)
        assert_int_equal(list.records[i]->values[0].uint32, i + 1);
    free(list.records);
    wmi_mock__repository_free(repository);
}

/* --- Qualifiers of an instance's property ------------------------------------------------------------------- */

static void sets_qualifiers_of_an_instances_property(void **state)
{
    wmi_mock__repository *repository = mof_world(
        "class T { [key] uint32 K; string V; };\n"
        "instance of T { K = 1; [Provider(\"p\"), PropertyContext(\"c\")] V; };");
    const wmi_mock__record *record = mof_record(repository, "T.K=1");
    const wmi_mock__qualifier *found;

    (void)state;
    assert_non_null(record->property_qualifiers);
    found = wmi_mock__qualifiers_find(&record->property_qualifiers[1], "propertycontext");
    assert_non_null(found);
    assert_string_equal(mof_text(&found->value), "string c");
    assert_int_equal(record->property_qualifiers[0].count, 0);
    wmi_mock__repository_free(repository);
}

/* --- Namespaces --------------------------------------------------------------------------------------------- */

static const struct child_case {
    const char *name, *mof, *path;
    HRESULT code;
    unsigned column;
} children[] = {
    { "instance of __Namespace", "instance of __Namespace { Name = \"A\"; };", "root\\test\\A", S_OK, 0 },
    { "in capitals", "INSTANCE OF __NAMESPACE { NAME = \"A\"; };", "root\\test\\a", S_OK, 0 },
    { "nested",
      "instance of __namespace { Name = \"A\"; };\n#pragma namespace(\"root\\\\test\\\\A\")\n"
      "instance of __Namespace { Name = \"B\"; };\n#pragma "
      "namespace(\"\\\\\\\\.\\\\root\\\\test\\\\a\\\\b\")\n"
      "class T {}; instance of T {};",
      "root\\test\\a\\b", S_OK, 0 },
    { "in root", "#pragma namespace(\"root\")\ninstance of __Namespace { Name = \"A\"; };", "root\\A", S_OK,
      0 },
    { "that exists", "instance of __Namespace { Name = \"A\"; }; instance of __Namespace { Name = \"a\"; };",
      "root\\test\\A", S_OK, 0 },
    { "with an alias", "instance of __Namespace as $n { Name = \"A\"; }; class T { object ref V = $n; };",
      "root\\test\\A", S_OK, 0 },
    { "that exists, createonly",
      "instance of __Namespace { Name = \"A\"; }; #pragma instanceflags(\"createonly\")\n"
      "instance of __Namespace { Name = \"a\"; };",
      NULL, (HRESULT)WBEM_E_ALREADY_EXISTS, 13 },
    { "without a name", "instance of __Namespace {};", NULL, (HRESULT)WBEM_E_ILLEGAL_NULL, 13 },
    { "with a path for a name", "instance of __Namespace { Name = \"a\\\\b\"; };", NULL,
      (HRESULT)WBEM_E_INVALID_NAMESPACE, 13 },
    { "with an empty name", "instance of __Namespace { Name = \"\"; };", NULL,
      (HRESULT)WBEM_E_INVALID_NAMESPACE, 13 },
};

static void makes_a_namespace(void **state)
{
    const struct child_case *row = *state;
    wmi_mock__repository *repository = mof_world("");
    wmi_mock__mof_error error;

    assert_hr(row->code, wmi_mock__mof_read(repository, IN_TEST, row->mof, &error));
    assert_int_equal(error.column, row->column);
    if (row->path != NULL)
        assert_non_null(wmi_mock__repository_find(repository, row->path));
    else
        assert_int_equal(repository->namespace_count, 2);
    wmi_mock__repository_free(repository);
}

static void deletes_a_namespace(void **state)
{
    static const char mof[] =
        "instance of __Namespace { Name = \"A\"; };\n#pragma namespace(\"root\\\\test\\\\a\")\n"
        "instance of __Namespace { Name = \"B\"; }; class T {};\n#pragma namespace(\"root\\\\test\")\n"
        "instance of __Namespace { Name = \"AB\"; };";
    wmi_mock__repository *repository = mof_world(mof);

    (void)state;
    assert_hr(WBEM_E_INVALID_CLASS,
              wmi_mock__mof_read(
                  repository, IN_TEST,
                  "#pragma deleteinstance(\"__Namespace.Name='A'\", fail) instance of Nope {};", NULL));
    assert_non_null(wmi_mock__repository_find(repository, "root\\test\\a\\b"));
    mof_load(repository, "#pragma deleteinstance(\"__Namespace.Name='a'\", fail)\n"
                         "#pragma deleteinstance(\"__Namespace.Name='a'\", nofail)");
    assert_null(wmi_mock__repository_find(repository, "root\\test\\a"));
    assert_null(wmi_mock__repository_find(repository, "root\\test\\a\\b"));
    assert_non_null(wmi_mock__repository_find(repository, "root\\test\\ab"));
    mof_load(repository, mof);
    assert_non_null(wmi_mock__repository_find(repository, "root\\test\\a\\b"));
    wmi_mock__repository_free(repository);
}

static void names_a_namespace_once(void **state)
{
    wmi_mock__repository *repository = mof_world(
        "instance of __Namespace { Name = \"A\"; };\n#pragma namespace(\"root\\\\test\\\\a\")\n"
        "#pragma namespace(\"root\\\\test\")\ninstance of __Namespace { Name = \"A\"; };");

    (void)state;
    assert_int_equal(mof_space(repository)->record_count, 1);
    mof_record(repository, "__NAMESPACE.Name=\"a\"");
    wmi_mock__repository_free(repository);
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(undoes_updates),
        cmocka_unit_test(sets_qualifiers_of_an_instances_property),
        cmocka_unit_test(names_a_namespace_once),
        cmocka_unit_test(deletes_a_namespace),
    };
    static struct CMUnitTest tests[COUNT_OF(updates) + COUNT_OF(children) + COUNT_OF(others)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(updates); i++)
        tests[count++] = ROW_TEST(&updates[i], updates_or_refuses);
    for (size_t i = 0; i < COUNT_OF(children); i++)
        tests[count++] = ROW_TEST(&children[i], makes_a_namespace);
    memcpy(tests + count, others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, NULL) == 0 ? 0 : 1;
}
