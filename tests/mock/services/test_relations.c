/* SPDX-License-Identifier: MIT */
/* ASSOCIATORS OF, REFERENCES OF, and queries for classes and by embedded objects. */
#include "support/mock_world.h"

#include <stdio.h>
#include <stdlib.h>

/*
 * A runs on X, twice, and is next to B; B runs on Y. A knows somebody who is not there, and a class. The names of
 * the roles differ, so that each word of a WHERE clause leaves something out.
 */
static const char mof[] =
    "class Node { [key] string Id; uint32 Load; };\n"
    "[Heavy] class Host : Node { uint32 Cores; };\n"
    "class Job : Node { };\n"
    "class Part { [key] uint32 A; [key] string B; };\n"
    "[association] class Link { [key] Node ref Source; [key] Node ref Target; };\n"
    "[association, Fast] class RunsOn : Link { string Since; };\n"
    "[association] class NextTo { [key] Job ref Left; [key] Job ref Right; };\n"
    "[association] class Owns { [key] Node ref Owner; [key] Part ref Owned; };\n"
    "class Pretender { [key] Node ref Source; [key] Node ref Target; };\n"
    "class Box { [key] string Id; Node Content; object Any; };\n"
    "instance of Job { Id = \"A\"; Load = 1; }; instance of Job { Id = \"B\"; }; instance of Job { Id = "
    "\"C\"; };\n"
    "instance of Host { Id = \"X\"; Cores = 4; };\n"
    "[Marked] instance of Host { Id = \"Y\"; };\n"
    "instance of Part { A = 7; B = \"x\"; };\n"
    "instance of Link { Source = \"Job.Id=\\\"A\\\"\"; Target = \"Host.Id=\\\"X\\\"\"; };\n"
    "instance of RunsOn { Source = \"\\\\\\\\.\\\\ROOT\\\\cimv2:job='a'\"; Target = \"Node.Id=\\\"X\\\"\"; "
    "Since = "
    "\"s\"; };\n"
    "[Marked] instance of RunsOn { Source = \"Job.Id=\\\"B\\\"\"; Target = \"//box/root/CIMV2:Host='Y'\"; "
    "};\n"
    "instance of NextTo { Left = \"Job.Id=\\\"A\\\"\"; Right = \"Job.Id=\\\"B\\\"\"; };\n"
    "instance of NextTo { Left = \"Job.Id=\\\"A\\\"\"; Right = \"Job.Id=\\\"gone\\\"\"; };\n"
    "instance of NextTo { Left = \"Job.Id=\\\"A\\\"\"; Right = \"root\\\\other:Job.Id=\\\"C\\\"\"; };\n"
    "instance of NextTo { Left = \"Job.Id=\\\"A\\\"\"; Right = \"Job\"; };\n"
    "instance of Owns { Owner = \"Job.Id=\\\"A\\\"\"; Owned = \"Part.b='X',a=007\"; };\n"
    "instance of Pretender { Source = \"Job.Id=\\\"A\\\"\"; Target = \"Host.Id=\\\"Y\\\"\"; };\n"
    "instance of Box { Id = \"job\"; Content = instance of Job { Id = \"in\"; }; };\n"
    "instance of Box { Id = \"host\"; Content = instance of Host { Id = \"in\"; };\n"
    "                  Any = instance of Part { A = 1; B = \"b\"; }; };\n"
    "instance of Box { Id = \"empty\"; };\n";

static wmi_mock *nodes_create(void)
{
    wmi_mock *mock = NULL;

    assert_ok(wmi_mock_create(&mock));
    assert_ok(wmi_mock_load(mock, NULL, mof));
    return mock;
}

static int compare(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* What an answer consists of: relative paths, or classes' names, in order, "A; B"; or the code of its failure. */
static const char *answer(IWbemServices *services, const char *wql)
{
    char paths[16][96];
    static char joined[sizeof paths + 2 * COUNT_OF(paths)];
    OLECHAR wide[256];
    size_t count = 0;
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *row = NULL;
    ULONG got = 0;
    HRESULT hr;

    for (size_t i = 0; i <= strlen(wql); i++)
        wide[i] = (OLECHAR)(unsigned char)wql[i];
    assert_ok(world_query(services, wide, SEMISYNCHRONOUS, &rows));
    while ((hr = IEnumWbemClassObject_Next(rows, FOREVER, 1, &row, &got)) == S_OK) {
        assert_true(count < COUNT_OF(paths));
        snprintf(paths[count++], sizeof paths[0], "%s", world_text(row, u"__RELPATH"));
        IWbemClassObject_Release(row);
    }
    IEnumWbemClassObject_Release(rows);
    qsort(paths, count, sizeof paths[0], compare);
    joined[0] = '\0';
    for (size_t i = 0; i < count; i++)
        snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "%s%.95s", i == 0 ? "" : "; ",
                 paths[i]);
    if (FAILED(hr))
        snprintf(joined, sizeof joined, "%08lX", (unsigned long)(uint32_t)hr);
    return joined;
}

#define NOT_FOUND     "80041002"
#define INVALID_CLASS "80041010"
#define INVALID_QUERY "80041017"
#define INVALID_PATH  "8004103A"
#define JOB_B         "Job.Id=\"B\""
#define HOST_X        "Host.Id=\"X\""
#define HOST_Y        "Host.Id=\"Y\""
#define PART          "Part.A=7,B=\"x\""
#define OF_A          "ASSOCIATORS OF {Job.Id='A'}"
#define REFS_A        "REFERENCES OF {Job.Id='A'}"
#define LINK_AX       "Link.Source=\"Job.Id=\\\"A\\\"\",Target=\"Host.Id=\\\"X\\\"\""
#define RUNS_AX       "RunsOn.Source=\"\\\\\\\\.\\\\ROOT\\\\cimv2:job='a'\",Target=\"Node.Id=\\\"X\\\"\""
#define RUNS_BY       "RunsOn.Source=\"Job.Id=\\\"B\\\"\",Target=\"//box/root/CIMV2:Host='Y'\""

static const struct answer_case {
    const char *name;
    const char *wql;
    const char *answer;
} cases[] = {
    { "associators: all", OF_A, HOST_X "; " HOST_X "; " JOB_B "; " PART },
    { "associators: from the other end", "ASSOCIATORS OF {Host.Id='X'}", "Job.Id=\"A\"; Job.Id=\"A\"" },
    { "associators: by a superclass's path", "ASSOCIATORS OF {Node.Id='y'}", JOB_B },
    { "associators: by a full path", "ASSOCIATORS OF {\\\\.\\root\\cimv2:Host.Id=\"Y\"}", JOB_B },
    { "associators: of two keys", "ASSOCIATORS OF {Part.B='x',A=7}", "Job.Id=\"A\"" },
    { "associators: none", "ASSOCIATORS OF {Job.Id='C'}", "" },
    { "AssocClass", OF_A " WHERE AssocClass = RunsOn", HOST_X },
    { "AssocClass: subclasses too", OF_A " WHERE AssocClass = link", HOST_X "; " HOST_X },
    { "AssocClass: no association", OF_A " WHERE AssocClass = Pretender", "" },
    { "AssocClass: not there", OF_A " WHERE AssocClass = Nothing", INVALID_CLASS },
    { "ResultClass", OF_A " WHERE ResultClass = Job", JOB_B },
    { "ResultClass: subclasses too", OF_A " WHERE ResultClass = node", HOST_X "; " HOST_X "; " JOB_B },
    { "ResultClass: not there", OF_A " WHERE ResultClass = Nothing", INVALID_CLASS },
    { "Role", OF_A " WHERE Role = source", HOST_X "; " HOST_X },
    { "Role: not of A", OF_A " WHERE Role = Right", "" },
    { "Role: of B", "ASSOCIATORS OF {Job.Id='B'} WHERE Role = Right", "Job.Id=\"A\"" },
    { "ResultRole", OF_A " WHERE ResultRole = Right", JOB_B },
    { "ResultRole: none", OF_A " WHERE ResultRole = Source", "" },
    { "RequiredQualifier: of the class", OF_A " WHERE RequiredQualifier = heavy", HOST_X "; " HOST_X },
    { "RequiredQualifier: of the instance", "ASSOCIATORS OF {Job.Id='B'} WHERE RequiredQualifier = Marked",
      HOST_Y },
    { "RequiredAssocQualifier: of the class", OF_A " WHERE RequiredAssocQualifier = Fast", HOST_X },
    { "RequiredAssocQualifier: of the instance",
      "ASSOCIATORS OF {Job.Id='B'} WHERE RequiredAssocQualifier = Marked", HOST_Y },
    { "several words",
      OF_A " WHERE AssocClass = Link ResultClass = Host Role = Source ResultRole = Target KeysOnly",
      HOST_X "; " HOST_X },
    { "ClassDefsOnly", OF_A " WHERE ClassDefsOnly", "Host; Job; Part" },
    { "ClassDefsOnly: of some", OF_A " WHERE ClassDefsOnly AssocClass = Link", "Host" },
    { "SchemaOnly", "ASSOCIATORS OF {Job} WHERE SchemaOnly", "Job; Node; Part" },
    { "SchemaOnly: by a superclass's reference", "ASSOCIATORS OF {Host} WHERE SchemaOnly", "Node; Part" },
    { "SchemaOnly: with a role", "ASSOCIATORS OF {Host} WHERE SchemaOnly Role = Owner", "Part" },
    { "SchemaOnly: with a result role", "ASSOCIATORS OF {Job} WHERE SchemaOnly ResultRole = Left", "Job" },
    { "SchemaOnly: of an instance", OF_A " WHERE SchemaOnly", INVALID_QUERY },
    { "source: not there", "ASSOCIATORS OF {Job.Id='D'}", NOT_FOUND },
    { "source: a class that is not there", "ASSOCIATORS OF {Nothing}", NOT_FOUND },
    { "source: an instance of no class", "ASSOCIATORS OF {Nothing.Id='A'}", INVALID_CLASS },
    { "source: in another namespace", "ASSOCIATORS OF {root\\other:Job.Id='A'}", NOT_FOUND },
    { "source: a key that is none", "ASSOCIATORS OF {Job.Name='A'}", INVALID_PATH },
    { "source: no path", "ASSOCIATORS OF {root\\cimv2:}", INVALID_PATH },
    { "source: a class", "ASSOCIATORS OF {Job}", "Job.Id=\"A\"" },

    { "references: of Y", "REFERENCES OF {Host.Id='Y'}", RUNS_BY },
    { "references: ResultClass", REFS_A " WHERE ResultClass = RunsOn", RUNS_AX },
    { "references: ResultClass, subclasses too", REFS_A " WHERE ResultClass = Link", LINK_AX "; " RUNS_AX },
    { "references: ResultClass not there", REFS_A " WHERE ResultClass = Nothing", INVALID_CLASS },
    { "references: Role", "REFERENCES OF {Job.Id='B'} WHERE Role = Source", RUNS_BY },
    { "references: Role, none", "REFERENCES OF {Job.Id='B'} WHERE Role = Target", "" },
    { "references: RequiredQualifier", REFS_A " WHERE RequiredQualifier = Fast", RUNS_AX },
    { "references: RequiredQualifier of the instance",
      "REFERENCES OF {Job.Id='B'} WHERE RequiredQualifier = Marked", RUNS_BY },
    { "references: ClassDefsOnly", REFS_A " WHERE ClassDefsOnly", "Link; NextTo; Owns; RunsOn" },
    { "references: KeysOnly", "REFERENCES OF {Host.Id='Y'} WHERE KeysOnly", RUNS_BY },
    { "references: SchemaOnly", "REFERENCES OF {Host} WHERE SchemaOnly", "Link; Owns; RunsOn" },
    { "references: SchemaOnly with a role", "REFERENCES OF {Job} WHERE SchemaOnly Role = Right", "NextTo" },
    { "references: not there", "REFERENCES OF {Job.Id='D'}", NOT_FOUND },

    { "schema: one class", "SELECT * FROM meta_class WHERE __CLASS = 'host'", "Host" },
    { "schema: a class and its subclasses", "SELECT * FROM meta_class WHERE __this ISA 'Node'",
      "Host; Job; Node" },
    { "schema: by superclass", "SELECT * FROM meta_class WHERE __SUPERCLASS = 'Node'", "Host; Job" },
    { "schema: none", "SELECT * FROM meta_class WHERE __CLASS = 'Nothing'", "" },

    { "embedded: a class", "SELECT * FROM Box WHERE Content ISA 'Job'", "Box.Id=\"job\"" },
    { "embedded: a superclass", "SELECT * FROM Box WHERE Content ISA 'node'",
      "Box.Id=\"host\"; Box.Id=\"job\"" },
    { "embedded: of any class", "SELECT * FROM Box WHERE Any ISA 'Part'", "Box.Id=\"host\"" },
    { "embedded: none", "SELECT * FROM Box WHERE NOT Content ISA 'Node'", "Box.Id=\"empty\"" },
    { "embedded: no such class", "SELECT * FROM Box WHERE Content ISA 'Nothing'", "" },
    { "embedded: a string", "SELECT * FROM Box WHERE Id ISA 'Node'", INVALID_QUERY },
    { "embedded: no property", "SELECT * FROM Box WHERE Nothing ISA 'Node'", INVALID_QUERY },
    { "embedded: IS NULL", "SELECT * FROM Box WHERE Content IS NULL", "Box.Id=\"empty\"" },
};

static void queries_are_answered(void **state)
{
    const struct answer_case *row = *state;
    wmi_mock *mock = nodes_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");

    assert_string_equal(answer(services, row->wql), row->answer);
    IWbemServices_Release(services);
    world_destroy(mock);
}

static IWbemClassObject *first_of(IWbemServices *services, const OLECHAR *wql)
{
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *row = NULL;
    ULONG got = 0;

    assert_ok(world_query(services, wql, SEMISYNCHRONOUS, &rows));
    assert_ok(IEnumWbemClassObject_Next(rows, FOREVER, 1, &row, &got));
    IEnumWbemClassObject_Release(rows);
    return row;
}

static void keys_only_brings_keys_alone(void **state)
{
    wmi_mock *mock = nodes_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    IWbemClassObject *row = first_of(services, u"ASSOCIATORS OF {Host.Id='X'} WHERE KeysOnly");
    VARIANT value;

    (void)state;
    assert_string_equal(world_text(row, u"Id"), "A");
    assert_string_not_equal(world_text(row, u"__PATH"), "");
    assert_hr(WBEM_E_NOT_FOUND, IWbemClassObject_Get(row, u"Load", 0, &value, NULL, NULL));
    IWbemClassObject_Release(row);
    row = first_of(services, u"ASSOCIATORS OF {Host.Id='X'}");
    assert_ok(IWbemClassObject_Get(row, u"Load", 0, &value, NULL, NULL));
    assert_int_equal(V_I4(&value), 1);
    IWbemClassObject_Release(row);
    IWbemServices_Release(services);
    world_destroy(mock);
}

/* Without RETURN_IMMEDIATELY the failure comes from ExecQuery itself. */
static void a_synchronous_query_fails_at_once(void **state)
{
    wmi_mock *mock = nodes_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    IEnumWbemClassObject *rows = (IEnumWbemClassObject *)(void *)&rows;

    (void)state;
    assert_hr(WBEM_E_NOT_FOUND, world_query(services, u"REFERENCES OF {Job.Id='D'}", SYNCHRONOUS, &rows));
    assert_null(rows);
    IWbemServices_Release(services);
    world_destroy(mock);
}

int main(void)
{
    static const struct CMUnitTest plain[] = {
        cmocka_unit_test(keys_only_brings_keys_alone),
        cmocka_unit_test(a_synchronous_query_fails_at_once),
    };
    static struct CMUnitTest tests[96];
    size_t count = 0;

    WORLD_ADD(tests, count, plain);
    WORLD_ADD_ROWS(tests, count, cases, queries_are_answered);
    return _cmocka_run_group_tests("mock_relations", tests, count, world_group_setup, world_group_teardown);
}
