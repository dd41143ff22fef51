/* SPDX-License-Identifier: MIT */
/*
 * The mock's objects when memory runs out: the n-th allocation of a scenario fails, for n = 1, 2, 3, … until it
 * succeeds. Each time the code says so and nothing is left behind. Linked with --wrap for malloc, calloc, realloc.
 */
#include "mock/object/object.h"
#include "mock/repository/embedded.h"
#include "support/mock_objects.h"

#include <stdio.h>
#include <stdlib.h>

static long countdown; /* 0: never */

static bool runs_out(void)
{
    return countdown > 0 && --countdown == 0;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);

void *__wrap_malloc(size_t size)
{
    return runs_out() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return runs_out() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return runs_out() ? NULL : __real_realloc(block, size);
}

static const char schema[] =
    "[Description(\"d\"): ToSubclass] class Base { [key] string Name; [Units(\"B\")] string List[] = {\"a\", "
    "\"b\"};\n"
    "  uint32 Go([in] string Where, [out] uint32 Speed); };\n"
    "class Inner { string Text = \"t\"; };\n"
    "[Own(1)] class Thing : Base { sint32 Count; Inner Part; Inner Parts[]; uint64 Huge = 1; };\n"
    "[Here(\"x\")] instance of Thing { Name = \"x\"; Part = instance of Inner {}; Parts = {instance of Inner "
    "{}}; };\n";

static world *the_world;
static IWbemClassObject *instance;
static IWbemClassObject *class_object;
static VARIANT texts;
static VARIANT number;
static VARIANT embedded;

static int open_world(void **state)
{
    (void)state;
    the_world = space_open(schema);
    texts = variant_of("ARRAY BSTR {one, two}");
    number = variant_of("I4 5");
    embedded = variant_of("NULL");
    V_VT(&embedded) = VT_UNKNOWN;
    V_UNKNOWN(&embedded) = (IUnknown *)space_class(the_world, "Inner");
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    VariantClear(&texts);
    VariantClear(&embedded);
    space_close(the_world);
    return 0;
}

/* --- Scenarios: one call each, which cleans up what it got -------------------------------------------------------- */

static HRESULT get_value(const OLECHAR *name)
{
    VARIANT value;
    HRESULT hr = IWbemClassObject_Get(instance, name, 0, &value, NULL, NULL);

    if (SUCCEEDED(hr))
        VariantClear(&value);
    return hr;
}

static HRESULT released(HRESULT hr, void *object)
{
    assert_true(SUCCEEDED(hr) == (object != NULL));
    if (object != NULL)
        IUnknown_Release((IUnknown *)object);
    return hr;
}

static HRESULT get_text_value(void)
{
    return get_value(u"Name");
}

static HRESULT get_list(void)
{
    return get_value(u"List");
}

static HRESULT get_object(void)
{
    return get_value(u"Part");
}

static HRESULT get_objects(void)
{
    return get_value(u"Parts");
}

static HRESULT get_path(void)
{
    return get_value(u"__PATH");
}

static HRESULT get_derivation(void)
{
    return get_value(u"__DERIVATION");
}

static HRESULT get_by_long_name(void)
{
    OLECHAR name[200];
    HRESULT hr;

    for (size_t i = 0; i < COUNT_OF(name) - 1; i++)
        name[i] = u'x';
    name[COUNT_OF(name) - 1] = 0;
    hr = get_value(name);
    return hr == (HRESULT)WBEM_E_NOT_FOUND ? S_OK : hr;
}

static HRESULT get_names(void)
{
    SAFEARRAY *names = NULL;
    HRESULT hr = IWbemClassObject_GetNames(class_object, u"Units", WBEM_FLAG_ONLY_IF_TRUE, NULL, &names);

    assert_true(SUCCEEDED(hr) == (names != NULL));
    if (names != NULL)
        SafeArrayDestroy(names);
    return hr;
}

static HRESULT enumerate(void)
{
    HRESULT hr = IWbemClassObject_BeginEnumeration(instance, 0);
    VARIANT value;
    BSTR name;

    while (hr == S_OK) {
        hr = IWbemClassObject_Next(instance, 0, &name, &value, NULL, NULL);
        if (hr == S_OK) {
            SysFreeString(name);
            VariantClear(&value);
        }
    }
    return hr == WBEM_S_NO_MORE_DATA ? S_OK : hr;
}

static HRESULT put_list(void)
{
    return IWbemClassObject_Put(instance, u"List", 0, &texts, 0);
}

static HRESULT put_object(void)
{
    return IWbemClassObject_Put(instance, u"Part", 0, &embedded, 0);
}

static HRESULT reset_value(void)
{
    return IWbemClassObject_Delete(instance, u"List");
}

static HRESULT put_new_property(void)
{
    return IWbemClassObject_Put(class_object, u"New", 0, &texts, 0);
}

static HRESULT put_default(void)
{
    return IWbemClassObject_Put(class_object, u"Count", 0, &number, 0);
}

static HRESULT delete_property(void)
{
    return IWbemClassObject_Delete(class_object, u"Count");
}

static HRESULT clone(void)
{
    IWbemClassObject *made = instance;
    HRESULT hr = IWbemClassObject_Clone(instance, &made);

    return released(hr, made);
}

/* A failure leaves the pointer as it was. */
static HRESULT spawned(HRESULT hr, IWbemClassObject *made)
{
    assert_true(SUCCEEDED(hr) == (made != instance));
    return released(hr, SUCCEEDED(hr) ? made : NULL);
}

static HRESULT spawn_instance(void)
{
    IWbemClassObject *made = instance;
    HRESULT hr = IWbemClassObject_SpawnInstance(class_object, 0, &made);

    return spawned(hr, made);
}

static HRESULT spawn_class(void)
{
    IWbemClassObject *made = instance;
    HRESULT hr = IWbemClassObject_SpawnDerivedClass(class_object, 0, &made);

    return spawned(hr, made);
}

static HRESULT compare(void)
{
    return IWbemClassObject_CompareTo(class_object, 0, class_object);
}

static HRESULT write_instance(void)
{
    BSTR text = NULL;
    HRESULT hr = IWbemClassObject_GetObjectText(instance, 0, &text);

    assert_true(SUCCEEDED(hr) == (text != NULL));
    SysFreeString(text);
    return hr;
}

static HRESULT write_class(void)
{
    BSTR text = NULL;
    HRESULT hr = IWbemClassObject_GetObjectText(class_object, 0, &text);

    SysFreeString(text);
    return hr;
}

static HRESULT get_method(void)
{
    IWbemClassObject *in = instance;
    IWbemClassObject *out = instance;
    HRESULT hr = IWbemClassObject_GetMethod(class_object, u"Go", 0, &in, &out);

    released(hr, in);
    return released(hr, out);
}

static HRESULT next_method(void)
{
    IWbemClassObject *in = instance;
    IWbemClassObject *out = instance;
    BSTR name = NULL;
    HRESULT hr = IWbemClassObject_BeginMethodEnumeration(class_object, 0);

    if (SUCCEEDED(hr))
        hr = IWbemClassObject_NextMethod(class_object, 0, &name, &in, &out);
    assert_true(SUCCEEDED(hr) == (name != NULL));
    SysFreeString(name);
    released(hr, in);
    return released(hr, out);
}

static HRESULT put_method(void)
{
    return IWbemClassObject_PutMethod(class_object, u"New", 0, NULL, NULL);
}

static HRESULT delete_method(void)
{
    HRESULT hr = IWbemClassObject_PutMethod(class_object, u"Go", 0, NULL, NULL);

    return hr == (HRESULT)WBEM_E_PROPAGATED_METHOD ? S_OK : hr;
}

static HRESULT origins(void)
{
    BSTR name = NULL;
    HRESULT hr = IWbemClassObject_GetPropertyOrigin(instance, u"Name", &name);

    SysFreeString(name);
    if (FAILED(hr))
        return hr;
    hr = IWbemClassObject_GetMethodOrigin(class_object, u"Go", &name);
    SysFreeString(name);
    return hr;
}

static HRESULT with_set(IWbemClassObject *object, HRESULT (*use)(IWbemQualifierSet *set))
{
    IWbemQualifierSet *set = NULL;
    HRESULT hr = IWbemClassObject_GetQualifierSet(object, &set);

    if (FAILED(hr))
        return released(hr, set);
    hr = use(set);
    IWbemQualifierSet_Release(set);
    return hr;
}

static HRESULT read_set(IWbemQualifierSet *set)
{
    SAFEARRAY *names = NULL;
    VARIANT value;
    BSTR name;
    HRESULT hr = IWbemQualifierSet_GetNames(set, 0, &names);

    if (names != NULL)
        SafeArrayDestroy(names);
    if (SUCCEEDED(hr))
        hr = IWbemQualifierSet_BeginEnumeration(set, 0);
    if (SUCCEEDED(hr))
        hr = IWbemQualifierSet_Next(set, 0, &name, &value, NULL);
    if (hr != S_OK)
        return hr;
    SysFreeString(name);
    VariantClear(&value);
    return S_OK;
}

static HRESULT change_set(IWbemQualifierSet *set)
{
    HRESULT hr = IWbemQualifierSet_Put(set, u"New", &texts, 0);

    return FAILED(hr) ? hr : IWbemQualifierSet_Delete(set, u"New");
}

static HRESULT read_class_set(void)
{
    return with_set(class_object, read_set);
}

static HRESULT read_instance_set(void)
{
    return with_set(instance, read_set);
}

static HRESULT change_class_set(void)
{
    return with_set(class_object, change_set);
}

static HRESULT change_instance_set(void)
{
    return with_set(instance, change_set);
}

static HRESULT use_context(void)
{
    IWbemContext *context = (IWbemContext *)(void *)instance;
    IWbemContext *copy = NULL;
    HRESULT hr = wmi_mock__context_create(the_world->mock, &context);

    if (FAILED(hr))
        return released(hr, context);
    hr = IWbemContext_SetValue(context, u"Texts", 0, &texts);
    if (SUCCEEDED(hr))
        hr = IWbemContext_SetValue(context, u"Object", 0, &embedded);
    if (SUCCEEDED(hr))
        hr = IWbemContext_Clone(context, &copy);
    IWbemContext_Release(context);
    return released(hr, copy);
}

static HRESULT select_row(void)
{
    static const char *const list[] = { "__PATH", "Count" };
    wmi_mock__object_content content = wmi_mock__object_content_of(instance);
    IWbemClassObject *made = instance;
    wmi_mock__selection *selection = NULL;
    HRESULT hr = wmi_mock__object_select(the_world->mock, the_world->place, content.record, list, 2,
                                         &selection, &made);

    wmi_mock__selection_release(selection);
    return released(hr, made);
}

/* It reports nothing: what is asked for afterwards is there, or not. */
static HRESULT leave_status(void)
{
    IErrorInfo *info = NULL;

    SetErrorInfo(0, NULL);
    wmi_mock__extended_status_set(the_world->mock, "a", "b", "c", "d", E_FAIL);
    if (GetErrorInfo(0, &info) != S_OK)
        return E_OUTOFMEMORY;
    IErrorInfo_Release(info);
    return S_OK;
}

static const struct scenario {
    const char *name;
    HRESULT (*run)(void);
} scenarios[] = {
    { "Get of a text", get_text_value },
    { "Get of an array", get_list },
    { "Get of an object", get_object },
    { "Get of objects", get_objects },
    { "Get of __PATH", get_path },
    { "Get of __DERIVATION", get_derivation },
    { "Get by a long name", get_by_long_name },
    { "GetNames by a qualifier", get_names },
    { "an enumeration", enumerate },
    { "Put of an array", put_list },
    { "Put of an object", put_object },
    { "Delete of a value", reset_value },
    { "Put of a new property", put_new_property },
    { "Put of a default", put_default },
    { "Delete of a property", delete_property },
    { "Clone", clone },
    { "SpawnInstance", spawn_instance },
    { "SpawnDerivedClass", spawn_class },
    { "CompareTo", compare },
    { "an instance's text", write_instance },
    { "a class's text", write_class },
    { "GetMethod", get_method },
    { "NextMethod", next_method },
    { "PutMethod", put_method },
    { "PutMethod of an inherited one", delete_method },
    { "origins", origins },
    { "a class's qualifiers", read_class_set },
    { "an instance's qualifiers", read_instance_set },
    { "a change of a class's qualifiers", change_class_set },
    { "a change of an instance's qualifiers", change_instance_set },
    { "a context", use_context },
    { "a row", select_row },
    { "an extended status", leave_status },
};

/* The journal of the mock does without what it cannot write down: a failure there fails no call. */
static void check_result(HRESULT hr, long *failures)
{
    if (SUCCEEDED(hr))
        return;
    assert_true(hr == E_OUTOFMEMORY || hr == (HRESULT)WBEM_E_OUT_OF_MEMORY);
    ++*failures;
}

static void sweep(void **state)
{
    const struct scenario *row = *state;
    bool was_enough = false;
    long failures = 0;

    for (long nth = 1; !was_enough; nth++) {
        HRESULT hr;

        instance = space_instance(the_world, "Thing.Name=\"x\"");
        class_object = space_class(the_world, "Thing");
        countdown = nth;
        hr = row->run();
        was_enough = countdown > 0;
        countdown = 0;
        check_result(hr, &failures);
        assert_true(SUCCEEDED(hr) || !was_enough);
        assert_int_equal(wmi_mock_live_objects(the_world->mock), 3);
        assert_int_equal(IWbemClassObject_Release(class_object), 0);
        assert_int_equal(IWbemClassObject_Release(instance), 0);
    }
    assert_true(failures > 0);
}

int main(void)
{
    static struct CMUnitTest tests[COUNT_OF(scenarios)];

    for (size_t i = 0; i < COUNT_OF(scenarios); i++)
        tests[i] = row_test("out of memory: %s", scenarios[i].name, sweep, &scenarios[i]);
    return _cmocka_run_group_tests("mock_memory", tests, COUNT_OF(scenarios), open_world, close_world);
}
