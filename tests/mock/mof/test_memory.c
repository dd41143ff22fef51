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
        cmocka_unit_test(copies_records),
    };

    return cmocka_run_group_tests(tests, NULL, NULL) == 0 ? 0 : 1;
}
