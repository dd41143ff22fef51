/* SPDX-License-Identifier: MIT */
/*
 * The mock's data when memory runs out: the n-th allocation fails, for every n. Each time E_OUTOFMEMORY comes
 * out, nothing leaks (the sanitizer looks after that), and a repository is as it was before.
 */
#include "support/faults.h"
#include "support/mof_support.h"

#include <stdlib.h>

/* Everything that allocates on the way: all the kinds of values, inheritance, methods, aliases, namespaces. */
static const char everything[] =
    "[dynamic : ToInstance, Description(\"a\" \"b\") : ToSubclass, Values{\"x\",\"y\"}, Bits{1,2}, "
    "version(0.5)]\n"
    "class A as $A { [key, CIMTYPE(\"string\")] string K; uint32 N[4] = {1,2}; string S[] = {\"a\",\"b\"};\n"
    "  datetime When = \"20240101000000.000000+000\"; A ref Peer; object Any = instance of __PARAMETERS2 { "
    "};\n"
    "  [static : ToSubclass] uint32 M([in] string X = \"x\", [in, out] A ref Y, [out] uint8 Z[]); A Made(); "
    "};\n"
    "[association] class B : A { [MaxLen(5)] string k; uint64 Big = \"5\"; real64 R = 2.5; [q] uint32 M(); "
    "};\n"
    "instance of A as $a1 { K = \"one\"; S = {}; Peer = $A; };\n"
    "[q] instance of B { K = \"two\"; Peer = $a1; N = NULL; Any = instance of A { S = {\"z\"}; }; };\n"
    "#pragma namespace(\"\\\\\\\\.\\\\root\\\\far\\\\away\")\n"
    "[singleton] class C { object ref There[]; }; instance of C { There = { $a1, \"x\" }; };\n";
static const char before[] = "class __PARAMETERS2 { uint32 V; }; class Old { [key] uint32 K; };\n"
                             "instance of Old { K = 1; };";

/* What changes and deletes what is there. */
static const char changing[] =
    "instance of Old { [q(\"v\")] K = 1; }; instance of Old { K = 1; };\n"
    "[Description(\"new\")] class Old { [key] uint32 K; }; class New : Old { datetime W; Old ref R[]; };\n"
    "#pragma classflags(\"forceupdate\")\nclass Old { [key] uint32 K = 7; uint8 V; };\n"
    "instance of New as $a { K = 2; W = \"20180911124613.128***+060\"; R = { $b, \"x\", $c }; };\n"
    "instance of New as $b { K = 3; R = { $c }; }; instance of Old as $c { K = 4; [q, r(1)] V; };\n"
    "#pragma deleteinstance(\"Old.K=4\", fail)\n#pragma deleteclass(\"Gone\", nofail)\n"
    "instance of __Namespace { Name = \"Child\"; };\n#pragma namespace(\"root\\\\test\\\\child\")\n"
    "class X {}; class Y : X {}; instance of Y {};\n#pragma deleteclass(\"X\", fail)\n"
    "#pragma namespace(\"root\\\\subscription\")\n"
    "instance of LogFileEventConsumer { Name = \"l\"; Text = \"t\"; };\n"
    "#pragma namespace(\"root\\\\test\")\n#pragma deleteinstance(\"__Namespace.Name='child'\", fail)\n";

static HRESULT create(void *context)
{
    wmi_mock__repository *repository = wmi_mock__repository_create();

    (void)context;
    if (repository == NULL)
        return E_OUTOFMEMORY;
    wmi_mock__repository_free(repository);
    return S_OK;
}

static HRESULT load(void *context)
{
    wmi_mock__repository *repository = context;
    static size_t live; /* the objects of the last, successful load live on with the repository */
    wmi_mock__mof_error error;
    size_t namespaces = repository->namespace_count;
    size_t classes = mof_space(repository)->classes.count;
    HRESULT hr = wmi_mock__mof_read_with(repository, "root\\test", everything, mof_embed, &live, &error);

    if (FAILED(hr)) {
        assert_int_equal(repository->namespace_count, namespaces);
        assert_int_equal(mof_space(repository)->classes.count, classes);
        assert_int_equal(mof_space(repository)->record_count, 1);
        assert_int_equal(live, 0);
    }
    return hr;
}

/* As UTF-16, with its mark; the text is ASCII. */
static size_t widen(const char *text, char *bytes)
{
    size_t length = 0;

    bytes[length++] = '\xFF';
    bytes[length++] = '\xFE';
    for (; *text != '\0'; text++) {
        bytes[length++] = *text;
        bytes[length++] = '\0';
    }
    bytes[length] = '\0';
    return length;
}

/* A file that a text includes: the text `changing`. */
static HRESULT open_changing(void *context, const char *path, char **bytes, size_t *length)
{
    (void)context;
    assert_string_equal(path, "folder/changing.mof");
    *bytes = malloc(2 * sizeof changing + 1);
    if (*bytes == NULL)
        return E_OUTOFMEMORY;
    *length = widen(changing, *bytes);
    return S_OK;
}

static HRESULT change(void *context)
{
    static const char text[] = "#include \"changing.mof\"";
    const wmi_mock__mof_source source = { text, sizeof text - 1, "folder/x.mof", NULL, open_changing, NULL };
    wmi_mock__repository *repository = context;
    wmi_mock__mof_error error;
    HRESULT hr = wmi_mock__mof_read_source(repository, "root\\test", &source, &error);

    if (FAILED(hr)) {
        assert_hr(E_OUTOFMEMORY, hr);
        assert_int_equal(repository->namespace_count, 2);
        assert_int_equal(mof_space(repository)->record_count, 1);
        assert_int_equal(mof_class(repository, "Old")->property_count, 1);
        assert_null(wmi_mock__namespace_find_class(mof_space(repository), "New"));
        assert_null(mof_record(repository, "Old.K=1")->property_qualifiers);
    }
    return hr;
}

static HRESULT find(void *context)
{
    HRESULT why;

    if (wmi_mock__namespace_find_record(context, "Old.K=1", &why) == NULL)
        return why;
    if (wmi_mock__namespace_find_record(context, "Old=1", &why) == NULL)
        return why;
    return S_OK;
}

static HRESULT make(void *context)
{
    wmi_mock__namespace *made;

    return wmi_mock__repository_make(context, "root\\a\\b\\c", &made);
}

static HRESULT copy(void *context)
{
    wmi_mock__record *first = mof_first(context, "T");
    wmi_mock__record *copied = wmi_mock__record_copy(first);
    wmi_mock__record *fresh = wmi_mock__record_create(first->object_class);
    char *path = NULL;
    HRESULT hr = wmi_mock__record_relative_path(first, &path);

    if (copied == NULL || fresh == NULL)
        hr = E_OUTOFMEMORY;
    free(path);
    wmi_mock__record_release(copied);
    wmi_mock__record_release(fresh);
    return hr;
}

static void creates_a_repository(void **state)
{
    (void)state;
    assert_true(faults_sweep(create, NULL) > 100);
}

static void loads_a_text_or_leaves_no_trace(void **state)
{
    wmi_mock__repository *repository = mof_world(before);

    (void)state;
    assert_true(faults_sweep(load, repository) > 100);
    wmi_mock__repository_free(repository);
}

static void changes_all_or_nothing(void **state)
{
    wmi_mock__repository *repository = mof_world(before);

    (void)state;
    assert_true(faults_sweep(change, repository) > 500);
    assert_string_equal(mof_text(mof_value(mof_record(repository, "New.K=2"), "R")),
                        "reference[] {New.K=3,x,Old.K=4}");
    wmi_mock__repository_free(repository);
}

static void finds_an_instance(void **state)
{
    wmi_mock__repository *repository = mof_world(before);

    (void)state;
    assert_true(faults_sweep(find, mof_space(repository)) > 4);
    wmi_mock__repository_free(repository);
}

static void makes_namespaces(void **state)
{
    wmi_mock__repository *repository = mof_world(before);

    (void)state;
    assert_true(faults_sweep(make, repository) > 10);
    wmi_mock__repository_free(repository);
}

static void copies_records(void **state)
{
    wmi_mock__repository *repository = mof_world(
        "class T { [key] string K = \"a\"; string S[] = {\"x\"}; }; [q(\"v\")] instance of T {};");

    (void)state;
    assert_true(faults_sweep(copy, mof_space(repository)) > 5);
    wmi_mock__repository_free(repository);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(creates_a_repository), cmocka_unit_test(loads_a_text_or_leaves_no_trace),
        cmocka_unit_test(finds_an_instance),    cmocka_unit_test(makes_namespaces),
        cmocka_unit_test(copies_records),       cmocka_unit_test(changes_all_or_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL) == 0 ? 0 : 1;
}
