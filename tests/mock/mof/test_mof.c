/* SPDX-License-Identifier: MIT */
/* What the mock's MOF reader understands: every construct, and every kind of value. */
#include "support/mof_support.h"

#include "value/value.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

/* --- Values: as an instance's, and as a default -------------------------------------------------------------- */

static const struct value_case {
    const char *name, *declared, *literal, *text;
} values[] = {
    { "sint8, lowest", "sint8 V", "-128", "sint8 -128" },
    { "sint8, highest", "sint8 V", "+127", "sint8 127" },
    { "uint8, highest", "uint8 V", "255", "uint8 255" },
    { "sint16, lowest", "sint16 V", "-32768", "sint16 -32768" },
    { "sint16, highest", "sint16 V", "32767", "sint16 32767" },
    { "uint16, highest", "uint16 V", "65535", "uint16 65535" },
    { "sint32, lowest", "sint32 V", "-2147483648", "sint32 -2147483648" },
    { "sint32, highest", "sint32 V", "2147483647", "sint32 2147483647" },
    { "uint32, highest", "uint32 V", "4294967295", "uint32 4294967295" },
    { "sint64, lowest", "sint64 V", "-9223372036854775808", "sint64 -9223372036854775808" },
    { "sint64, highest", "sint64 V", "9223372036854775807", "sint64 9223372036854775807" },
    { "uint64, highest", "uint64 V", "18446744073709551615", "uint64 18446744073709551615" },
    { "uint64 as text", "uint64 V", "\"18446744073709551615\"", "uint64 18446744073709551615" },
    { "sint64 as text", "sint64 V", "\"-007\"", "sint64 -7" },
    { "minus nothing", "uint32 V", "-0", "uint32 0" },
    { "hexadecimal", "uint64 V", "0xFFFFffffFFFFFFFF", "uint64 18446744073709551615" },
    { "hexadecimal, negative", "sint32 V", "-0X7f", "sint32 -127" },
    { "octal", "uint16 V", "0777", "uint16 511" },
    { "binary", "uint8 V", "101b", "uint8 5" },
    { "binary, capital", "uint8 V", "0B", "uint8 0" },
    { "real64", "real64 V", "-1.5e+3", "real64 -1500.0" },
    { "real64, exact", "real64 V", "0.1", "real64 0.1" },
    { "real64, large", "real64 V", "1.7976931348623157E308", "real64 1.79769313486232e+308" },
    { "real64 without digits before the point", "real64 V", ".25", "real64 0.25" },
    { "real64 without a point", "real64 V", "25e-2", "real64 0.25" },
    { "real64 from an integer", "real64 V", "-3", "real64 -3.0" },
    { "real32", "real32 V", "3.25", "real32 3.25" },
    { "boolean, true", "boolean V", "TRUE", "boolean true" },
    { "boolean, false, in any case", "boolean V", "fAlse", "boolean false" },
    { "char16", "char16 V", "'x'", "char16 120" },
    { "char16, escaped", "char16 V", "'\\''", "char16 39" },
    { "char16, hexadecimal", "char16 V", "'\\x20AC'", "char16 8364" },
    { "char16, half a pair", "char16 V", "'\\xD83D'", "char16 55357" },
    { "char16, nothing", "char16 V", "'\\x0'", "char16 0" },
    { "char16 beyond ASCII", "char16 V", "'\xE2\x82\xAC'", "char16 8364" },
    { "char16 as a number", "char16 V", "65", "char16 65" },
    { "datetime", "datetime V", "\"20240229235959.123456+120\"", "datetime 20240229235959.123456+120" },
    { "datetime, interval", "datetime V", "\"00000001020304.000005:000\"",
      "datetime 00000001020304.000005:000" },
    { "datetime, unspecified", "datetime V", "\"2024**********.******+***\"",
      "datetime 2024**********.******+***" },
    { "datetime, offset -000", "datetime V", "\"20240229235959.123456-000\"",
      "string 20240229235959.123456-000" },
    { "datetime, offset -***", "datetime V", "\"20240229235959.123456-***\"",
      "string 20240229235959.123456-***" },
    { "datetime, offset ***", "datetime V", "\"20240229235959.123456+***\"",
      "datetime 20240229235959.123456+***" },
    { "datetime, all asterisks", "datetime V", "\"**************.******+***\"",
      "datetime **************.******+***" },
    { "datetime, all zeros", "datetime V", "\"00000000000000.000000+000\"",
      "string 00000000000000.000000+000" },
    { "datetime, milliseconds", "datetime V", "\"20180911124613.128***+060\"",
      "string 20180911124613.128***+060" },
    { "datetime, part of the year", "datetime V", "\"20**0911124613.128000+060\"",
      "string 20**0911124613.128000+060" },
    { "interval, milliseconds", "datetime V", "\"20180911124613.128***:000\"",
      "string 20180911124613.128***:000" },
    { "interval, offset ***", "datetime V", "\"00000001000000.000000:***\"",
      "string 00000001000000.000000:***" },
    { "interval, all asterisks", "datetime V", "\"**************.******:000\"",
      "datetime **************.******:000" },
    { "datetimes, one of them kept as a text", "datetime V[]",
      "{\"00000001000000.000000:000\",\"20180911124613.128***:000\"}",
      "string[] {00000001000000.000000:000,20180911124613.128***:000}" },
    { "string", "string V", "\"text\"", "string text" },
    { "string, empty", "string V", "\"\"", "string " },
    { "string, escapes", "string V", "\"\\b\\t\\n\\f\\r\\\"\\'\\\\\"", "string \b\t\n\f\r\"'\\" },
    { "string, hexadecimal", "string V", "\"\\x41\\x20ACz\"", "string A\xE2\x82\xACz" },
    { "string, a pair", "string V", "\"\\xD83D\\xDE00\"", "string \xF0\x9F\x98\x80" },
    { "string, four digits at most", "string V", "\"\\x00412\"", "string A2" },
    { "string, UTF-8", "string V", "\"\xC3\xA4\xF0\x9F\x98\x80\"", "string \xC3\xA4\xF0\x9F\x98\x80" },
    { "string, joined", "string V", "\"a\" \"b\"\n// comment\n\t\"c\" /* another */ \"\"", "string abc" },
    { "reference", "T ref V", "\"T.K=\\\"x\\\"\"", "reference T.K=\"x\"" },
    { "NULL", "uint32 V", "NULL", "uint32 NULL" },
    { "NULL in any case", "string V", "nUll", "string NULL" },
    { "NULL for an array", "string V[]", "NULL", "string[] NULL" },
    { "sint8 array", "sint8 V[]", "{-1,2}", "sint8[] {-1,2}" },
    { "uint8 array", "uint8 V[]", "{1}", "uint8[] {1}" },
    { "sint16 array", "sint16 V[]", "{1, -2, 3}", "sint16[] {1,-2,3}" },
    { "uint16 array, fixed", "uint16 V[4]", "{1,2}", "uint16[] {1,2}" },
    { "sint32 array", "sint32 V[]", "{1,2}", "sint32[] {1,2}" },
    { "uint32 array", "uint32 V[]", "{0x10,2}", "uint32[] {16,2}" },
    { "sint64 array", "sint64 V[]", "{\"1\",-2}", "sint64[] {1,-2}" },
    { "uint64 array", "uint64 V[]", "{18446744073709551615}", "uint64[] {18446744073709551615}" },
    { "real32 array", "real32 V[]", "{0.5}", "real32[] {0.5}" },
    { "real64 array", "real64 V[]", "{0.5,1e2}", "real64[] {0.5,100.0}" },
    { "boolean array", "boolean V[]", "{TRUE,false}", "boolean[] {true,false}" },
    { "char16 array", "char16 V[]", "{'a','b'}", "char16[] {97,98}" },
    { "string array", "string V[]", "{\"a\" \"b\", \"\", \"c\"}", "string[] {ab,,c}" },
    { "datetime array", "datetime V[]", "{\"00000001000000.000000:000\"}",
      "datetime[] {00000001000000.000000:000}" },
    { "reference array", "object ref V[]", "{\"a\",\"b\"}", "reference[] {a,b}" },
    { "empty array of numbers", "uint32 V[]", "{}", "uint32[] {}" },
    { "empty array of texts", "string V[]", "{ }", "string[] {}" },
};

/* The numbers of write_real may have a point or not: "1500" and "1500.0" are the same answer here. */
static void assert_shown(const wmi_value *value, const char *expected)
{
    char wanted[512];
    size_t length = (size_t)snprintf(wanted, sizeof wanted, "%s", expected);
    const char *shown = mof_text(value);
    char *tail;

    if (strcmp(shown, wanted) == 0)
        return;
    while ((tail = strstr(wanted, ".0")) != NULL && (tail[2] < '0' || tail[2] > '9')) {
        memmove(tail, tail + 2, length - (size_t)(tail - wanted) - 1);
        length -= 2;
    }
    if (strstr(wanted, "e+308") != NULL) /* how many digits that needs is not the reader's business */
        assert_memory_equal(shown, "real64 1.797693134862315", 24);
    else
        assert_string_equal(shown, wanted);
}

static void reads_value(void **state)
{
    const struct value_case *row = *state;
    wmi_mock__repository *repository;
    char mof[1024];

    snprintf(mof, sizeof mof,
             "class T { [key] string K; %s; }; class D { [key] string K; %s = %s; };\n"
             "instance of T { K = \"k\"; V = %s; }; instance of D { K = \"k\"; };",
             row->declared, row->declared, row->literal, row->literal);
    repository = mof_world(mof);
    assert_shown(mof_value(mof_record(repository, "T.K=\"k\""), "V"), row->text);
    assert_shown(&mof_property(mof_class(repository, "D"), "V")->value, row->text);
    assert_shown(mof_value(mof_record(repository, "D.K=\"k\""), "V"), row->text);
    wmi_mock__repository_free(repository);
}

/* A decimal comma, should the system have such a locale, is no part of MOF. */
static void reads_reals_in_any_locale(void **state)
{
    static const char *const locales[] = { "de_DE.UTF-8", "de_DE", "fr_FR.UTF-8", "German_Germany.1252",
                                           "ps_AF" };
    wmi_mock__repository *repository;
    size_t tried = 0;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(locales); i++) {
        if (setlocale(LC_ALL, locales[i]) == NULL)
            continue;
        repository = mof_world("class T { real64 V = 2.5e-1; };");
        assert_true(mof_property(mof_class(repository, "T"), "V")->value.real64 == 0.25);
        wmi_mock__repository_free(repository);
        tried++;
    }
    setlocale(LC_ALL, "C");
    if (tried == 0)
        skip();
}

/* --- Texts that are read, whatever they make ---------------------------------------------------------------- */

static const struct text_case {
    const char *name, *mof;
} texts[] = {
    { "nothing", "" },
    { "blanks", " \t\r\n\f\v" },
    { "comments", "// one\n/* two\n * lines */ // at the end" },
    { "a comment that looks like two", "/* /* // */ class T {}; /**/" },
    { "a byte order mark", "\xEF\xBB\xBF"
                           "class T {};" },
    { "keywords in any case",
      "[ABSTRACT] CLASS T { STRING A; T REF B; }; Class U : t {}; INSTANCE OF u { a = Null; };" },
    { "names beyond ASCII", "class Stra\xC3\x9F"
                            "e { string \xC3\x84; };" },
    { "an empty class", "class T {};" },
    { "keywords as names", "class T { string Class; uint32 Instance; boolean Of; string Key; };" },
    { "pragmas that are not for us",
      "#pragma autorecover\n#pragma classflags(\"forceupdate\")\n#PRAGMA deleteclass(\"X\", NOFAIL)\n"
      "#pragma deleteinstance(\"X.Y=\\\"1\\\"\", NoFail) #pragma locale(\"en_US\")\nclass T {};" },
    { "qualifier declarations",
      "Qualifier Key : boolean = false, Scope(property, reference), Flavor(DisableOverride);\n"
      "qualifier Values : string[], scope(property);" },
    { "mofcomp's own style",
      "[dynamic: ToInstance, provider(\"CIMWin32\"): ToInstance, "
      "UUID(\"{8502C4DC-5FBB-11D2-AAC1-006008C78BC7}\")]\n"
      "class Win32_Thing\n{\n\t[key, read: ToSubClass, MappingStrings{\"Win32|a\", \"b\"}: ToSubClass]\n"
      "\tstring Name;\n\t[units(\"bytes\"): ToSubClass Amended ToInstance] uint64 Size = 5;\n};" },
    { "an array of object", "class T { object V[]; object:T W; T X; };" },
    { "an instance with qualifiers",
      "class T { [key] uint32 K; }; [dynamic, Locale(1033)] instance of T { [key, in] K = 1; };" },
    { "instances without keys",
      "class T { uint32 A; }; instance of T { A = 1; }; instance of T { A = 1; };" },
};

static void reads_text(void **state)
{
    const struct text_case *row = *state;

    wmi_mock__repository_free(mof_world(row->mof));
}

/* --- Qualifiers --------------------------------------------------------------------------------------------- */

static const struct qualifier_case {
    const char *name, *written, *qualifier, *text;
    LONG flavor;
} qualifiers[] = {
    { "without a value", "read", "read", "boolean true", 0 },
    { "false", "read(false)", "READ", "boolean false", 0 },
    { "a text, joined", "Description(\"a\" \"b\")", "description", "string ab", 0 },
    { "a number", "MaxLen(64)", "MaxLen", "sint32 64", 0 },
    { "a negative number", "Min(-1)", "Min", "sint32 -1", 0 },
    { "a long number", "Max(4294967296)", "Max", "sint64 4294967296", 0 },
    { "the longest number", "Max(18446744073709551615)", "Max", "uint64 18446744073709551615", 0 },
    { "a real", "Scale(0.5)", "Scale", "real64 0.5", 0 },
    { "NULL", "Description(NULL)", "Description", "string NULL", 0 },
    { "texts", "Values{\"a\",\"b\"}", "Values", "string[] {a,b}", 0 },
    { "texts in parentheses", "Values({\"a\"})", "Values", "string[] {a}", 0 },
    { "no texts", "Values{}", "Values", "string[] {}", 0 },
    { "numbers", "Bits{1,2}", "Bits", "sint32[] {1,2}", 0 },
    { "booleans", "Flags{true,false}", "Flags", "boolean[] {true,false}", 0 },
    { "ToInstance", "q : ToInstance", "q", "boolean true", 1 },
    { "ToSubclass", "q : tosubclass", "q", "boolean true", 2 },
    { "DisableOverride", "q : DisableOverride", "q", "boolean true", 0x10 },
    { "Amended", "q(\"x\") : Amended", "q", "string x", 0x80 },
    { "several", "q(\"x\") : ToInstance ToSubclass DisableOverride Amended", "q", "string x", 0x93 },
    { "taken back", "q : ToInstance ToSubclass DisableOverride Restricted NotToInstance EnableOverride", "q",
      "boolean true", 0 },
    { "key's own", "key", "key", "boolean true", 0x13 },
    { "key's, said otherwise", "key : ToSubclass", "key", "boolean true", 2 },
    { "after another", "read : ToSubclass, q(1) : ToInstance, write", "q", "sint32 1", 1 },
};

static void reads_qualifier(void **state)
{
    const struct qualifier_case *row = *state;
    const wmi_mock__qualifier *found;
    wmi_mock__repository *repository;
    char mof[512];

    snprintf(mof, sizeof mof, "class T { [%s] string V; };", row->written);
    repository = mof_world(mof);
    found = wmi_mock__qualifiers_find(&mof_property(mof_class(repository, "T"), "V")->qualifiers,
                                      row->qualifier);
    assert_non_null(found);
    assert_string_equal(mof_text(&found->value), row->text);
    assert_int_equal(found->flavor, row->flavor);
    wmi_mock__repository_free(repository);
}

static const struct cimtype_case {
    const char *name, *declared, *cimtype;
} cimtypes[] = {
    { "CIMTYPE of a number", "uint16 V[]", "uint16" },
    { "CIMTYPE of a reference", "CIM_Thing ref V", "ref:CIM_Thing" },
    { "CIMTYPE of a reference to whatever", "object ref V", "ref" },
    { "CIMTYPE of an object", "object V", "object" },
    { "CIMTYPE of an object of a class", "object:CIM_Thing V", "object:CIM_Thing" },
    { "CIMTYPE of a class", "CIM_Thing V", "object:CIM_Thing" },
    { "CIMTYPE that names the class", "[CIMTYPE(\"ref:CIM_Thing\")] object ref V", "ref:CIM_Thing" },
    { "CIMTYPE of an object that names the class", "[CIMTYPE(\"OBJECT:CIM_Thing\")] object V",
      "object:CIM_Thing" },
    { "CIMTYPE of another kind", "[CIMTYPE(\"ref:CIM_Thing\")] object V", "object" },
    { "CIMTYPE of no name", "[CIMTYPE(\"ref:@\")] object ref V", "ref" },
    { "CIMTYPE of a number", "[CIMTYPE(\"ref:1a\")] object ref V", "ref" },
    { "CIMTYPE of a number's class", "[CIMTYPE(\":Nope\")] uint32 V", "uint32" },
    { "CIMTYPE without a class", "[CIMTYPE(\"object:\")] object V", "object" },
    { "CIMTYPE that is wrong", "[CIMTYPE(\"sint8\")] datetime V", "datetime" },
};

static void shows_cimtype(void **state)
{
    const struct cimtype_case *row = *state;
    const wmi_mock__qualifier *found;
    wmi_mock__repository *repository;
    char mof[128];

    snprintf(mof, sizeof mof, "class CIM_Thing {}; class T { %s; };", row->declared);
    repository = mof_world(mof);
    found = wmi_mock__qualifiers_find(&mof_property(mof_class(repository, "T"), "V")->qualifiers, "CIMTYPE");
    assert_non_null(found);
    assert_string_equal(found->value.string, row->cimtype);
    wmi_mock__repository_free(repository);
}

static void keeps_qualifiers_of_classes_and_instances(void **state)
{
    wmi_mock__repository *repository = mof_world(
        "[association, dynamic, provider(\"p\")] class T { [key] uint32 K; };\n"
        "[Locale(1033)] instance of T { K = 1; };");
    const wmi_mock__class *object_class = mof_class(repository, "T");

    (void)state;
    assert_true(object_class->is_association);
    assert_true(wmi_mock__qualifiers_flag(&object_class->qualifiers, "dynamic"));
    assert_non_null(wmi_mock__qualifiers_find(&object_class->qualifiers, "provider"));
    assert_non_null(wmi_mock__qualifiers_find(&mof_record(repository, "T.K=1")->qualifiers, "locale"));
    wmi_mock__repository_free(repository);
}

/* --- Methods ------------------------------------------------------------------------------------------------ */

static int32_t id_of(const wmi_mock__class *parameters, const char *name)
{
    const wmi_mock__qualifier *id = wmi_mock__qualifiers_find(&mof_property(parameters, name)->qualifiers,
                                                              "ID");

    assert_non_null(id);
    assert_int_equal(id->value.type, WMI_SINT32);
    return id->value.sint32;
}

static void reads_methods(void **state)
{
    wmi_mock__repository *repository = mof_world(
        "class T {\n"
        "  [static, Values{\"ok\"}] uint32 Create([in] string Line, [in, out] uint8 Data[] = {1},\n"
        "      [out] uint32 Id, [in] T Startup, sint32 Count = -1);\n"
        "  void Nothing();\n"
        "  [implemented] boolean Only([IN, ID(7)] T ref Which);\n"
        "};");
    const wmi_mock__class *object_class = mof_class(repository, "T");
    const wmi_mock__method *create = wmi_mock__class_find_method(object_class, "CREATE");
    const wmi_mock__method *nothing = wmi_mock__class_find_method(object_class, "Nothing");
    const wmi_mock__method *only = wmi_mock__class_find_method(object_class, "Only");

    (void)state;
    assert_non_null(create);
    assert_string_equal(create->origin, "T");
    assert_true(wmi_mock__qualifiers_flag(&create->qualifiers, "static"));
    assert_string_equal(create->in->name, "__PARAMETERS");
    assert_int_equal(create->in->property_count, 4);
    assert_int_equal(create->out->property_count, 3);
    assert_int_equal(id_of(create->in, "Line"), 0);
    assert_int_equal(id_of(create->in, "Data"), 1);
    assert_int_equal(id_of(create->out, "Data"), 1);
    assert_int_equal(id_of(create->out, "Id"), 2);
    assert_int_equal(id_of(create->in, "Count"), 4);
    assert_string_equal(mof_text(&mof_property(create->in, "Data")->value), "uint8[] {1}");
    assert_string_equal(mof_text(&mof_property(create->in, "Count")->value), "sint32 -1");
    assert_string_equal(mof_property(create->in, "Startup")->class_name, "T");
    assert_string_equal(create->out->properties[2].name, "ReturnValue");
    assert_int_equal(create->out->properties[2].type, WMI_UINT32);
    assert_true(wmi_mock__qualifiers_flag(&create->out->properties[2].qualifiers, "out"));
    assert_non_null(nothing);
    assert_null(nothing->in);
    assert_null(nothing->out);
    assert_int_equal(id_of(only->in, "Which"), 7);
    assert_int_equal(only->out->property_count, 1);
    wmi_mock__repository_free(repository);
}

/* --- Aliases, namespaces, embedded instances ---------------------------------------------------------------- */

static void resolves_aliases(void **state)
{
    wmi_mock__repository *repository = mof_world(
        "class F { [key] string Name; }; class B { [key] F ref Filter; object ref Other[]; };\n"
        "class C as $Class {};\n"
        "instance of F as $Filter { Name = \"a\\\\b\\\"\"; };\n"
        "instance of B { Filter = $FILTER; Other = { $Class, \"x\", $Filter }; };\n"
        "#pragma namespace(\"root\\\\other\")\n"
        "class D { object ref Far = $filter; };");
    wmi_mock__namespace *other = wmi_mock__repository_find(repository, "root/OTHER");
    const wmi_mock__record *binding = mof_first(mof_space(repository), "B");

    (void)state;
    assert_string_equal(mof_value(binding, "Filter")->string, "F.Name=\"a\\\\b\\\"\"");
    assert_string_equal(mof_text(mof_value(binding, "Other")), "reference[] {C,x,F.Name=\"a\\\\b\\\"\"}");
    assert_string_equal(mof_property(wmi_mock__namespace_find_class(other, "D"), "Far")->value.string,
                        "\\\\.\\root\\test:F.Name=\"a\\\\b\\\"\"");
    wmi_mock__repository_free(repository);
}

static const struct namespace_case {
    const char *name, *written, *path;
} namespaces[] = {
    { "local server", "\\\\\\\\.\\\\root\\\\x", "root\\x" },
    { "slashes", "//./root/x/y", "root\\x\\y" },
    { "named server", "\\\\\\\\db1\\\\ROOT\\\\x", "root\\x" },
    { "no server", "root\\\\x", "root\\x" },
    { "root itself", "\\\\\\\\.\\\\Root", "root" },
};

static void changes_namespace(void **state)
{
    const struct namespace_case *row = *state;
    wmi_mock__repository *repository;
    wmi_mock__namespace *space;
    char mof[128];

    snprintf(mof, sizeof mof, "class A {}; #pragma namespace(\"%s\") class B {};", row->written);
    repository = mof_world(mof);
    space = wmi_mock__repository_find(repository, row->path);
    assert_non_null(space);
    assert_non_null(wmi_mock__namespace_find_class(space, "B"));
    assert_null(wmi_mock__namespace_find_class(space, "A"));
    wmi_mock__repository_free(repository);
}

static void embeds_instances(void **state)
{
    static const char mof[] =
        "class P { uint32 X; P Next; }; class Q : P {};\n"
        "class T { [key] uint32 K; object Any; P Point = instance of P { X = 5; }; P Points[]; };\n"
        "instance of T { K = 1; Any = instance of T { Point = instance of Q { X = 6; Next = NULL; }; };\n"
        "  Points = { instance of P { X = 1; }, instance of Q { X = 2; } }; };\n";
    wmi_mock__repository *repository = wmi_mock__repository_create();
    wmi_mock__mof_error error;
    const wmi_mock__record *record;
    size_t live = 0;

    (void)state;
    assert_hr(S_OK, wmi_mock__mof_read_with(repository, "root\\test", mof, mof_embed, &live, &error));
    assert_int_equal(live, 5);
    record = mof_record(repository, "T.K=1");
    assert_int_equal(mof_value(mof_embedded(mof_value(record, "Point")->object), "X")->uint32, 5);
    assert_int_equal(mof_value(record, "Points")->count, 2);
    assert_int_equal(mof_value(mof_embedded(mof_value(record, "Points")->objects[1]), "X")->uint32, 2);
    record = mof_embedded(mof_value(record, "Any")->object);
    assert_true(mof_value(record, "K")->is_null);
    assert_string_equal(mof_embedded(mof_value(record, "Point")->object)->object_class->name, "Q");
    wmi_mock__repository_free(repository);
    assert_int_equal(live, 0);
}

/* --- Large texts -------------------------------------------------------------------------------------------- */

#define MANY 100000

static void reads_many_instances(void **state)
{
    static const char head[] = "class T { [key] string K; uint32 N; T ref Before; };\n";
    const size_t room = 128;
    char *mof = malloc(sizeof head + MANY * room);
    wmi_mock__repository *repository;
    char *at;

    (void)state;
    assert_non_null(mof);
    at = mof + snprintf(mof, sizeof head, "%s", head);
    for (unsigned i = 0; i < MANY; i++)
        at += snprintf(at, room, "instance of T as $A%u { K = \"key %u\"; N = %u; Before = %s%u%s; };\n", i,
                       i, i, i == 0 ? "\"" : "$A", i == 0 ? 0 : i - 1, i == 0 ? "\"" : "");
    repository = mof_world(mof);
    assert_int_equal(mof_space(repository)->record_count, MANY);
    assert_int_equal(mof_value(mof_record(repository, "T.K=\"KEY 99999\""), "N")->uint32, 99999);
    assert_string_equal(mof_value(mof_record(repository, "T=\"key 7\""), "Before")->string, "T.K=\"key 6\"");
    wmi_mock__repository_free(repository);
    free(mof);
}

static size_t add_rows(struct CMUnitTest *tests)
{
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(values); i++)
        tests[count++] = ROW_TEST(&values[i], reads_value);
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        tests[count++] = ROW_TEST(&texts[i], reads_text);
    for (size_t i = 0; i < COUNT_OF(qualifiers); i++)
        tests[count++] = ROW_TEST(&qualifiers[i], reads_qualifier);
    for (size_t i = 0; i < COUNT_OF(cimtypes); i++)
        tests[count++] = ROW_TEST(&cimtypes[i], shows_cimtype);
    for (size_t i = 0; i < COUNT_OF(namespaces); i++)
        tests[count++] = ROW_TEST(&namespaces[i], changes_namespace);
    return count;
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(reads_reals_in_any_locale),
        cmocka_unit_test(keeps_qualifiers_of_classes_and_instances),
        cmocka_unit_test(reads_methods),
        cmocka_unit_test(resolves_aliases),
        cmocka_unit_test(embeds_instances),
        cmocka_unit_test(reads_many_instances),
    };
    static struct CMUnitTest tests[COUNT_OF(values) + COUNT_OF(texts) + COUNT_OF(qualifiers) +
                                   COUNT_OF(cimtypes) + COUNT_OF(namespaces) + COUNT_OF(others)];
    size_t count = add_rows(tests);

    memcpy(tests + count, others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, NULL) == 0 ? 0 : 1;
}
