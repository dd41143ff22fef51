/* SPDX-License-Identifier: MIT */
/* IWbemContext of the mock, with a mock and without one. */
#include "mock/object/object.h"
#include "support/com_objects.h"
#include "support/mock_objects.h"

#include <stdio.h>

static world *the_world;

static int open_world(void **state)
{
    (void)state;
    the_world = space_open("class Thing { [key] string Name; }; instance of Thing { Name = \"x\"; };");
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    space_close(the_world);
    return 0;
}

static IWbemContext *create(void)
{
    IWbemContext *context = NULL;

    assert_hr(S_OK, wmi_mock__context_create(the_world->mock, &context));
    return context;
}

static HRESULT set_value(IWbemContext *context, const char *name, const char *rendered)
{
    VARIANT value = variant_of(rendered);
    HRESULT hr = IWbemContext_SetValue(context, W(name), 0, &value);

    VariantClear(&value);
    return hr;
}

static void assert_value(IWbemContext *context, const char *name, const char *expected)
{
    char text[RENDERED_SIZE];
    VARIANT value;
    HRESULT hr = IWbemContext_GetValue(context, W(name), 0, &value);

    if (hr == S_OK)
        render(&value, text);
    else
        sprintf(text, "%08lX", (unsigned long)(uint32_t)hr);
    assert_string_equal(text, expected);
}

static void assert_names(IWbemContext *context, const char *expected)
{
    SAFEARRAY *names = NULL;
    char text[RENDERED_SIZE];

    assert_hr(S_OK, IWbemContext_GetNames(context, 0, &names));
    assert_string_equal(join_names(names, text), expected);
}

static const char *const values[] = { "NULL",
                                      "I4 -1",
                                      "BSTR text",
                                      "BSTR ",
                                      "BOOL -1",
                                      "R8 0.5",
                                      "ARRAY I4 {1, 2}",
                                      "UI1 7",
                                      "ARRAY BSTR {a, b}" };

static void keeps_a_value(void **state)
{
    const char *rendered = *state;
    IWbemContext *context = create();

    assert_hr(S_OK, set_value(context, "__ProviderArchitecture", rendered));
    assert_value(context, "__providerARCHITECTURE", rendered);
    assert_int_equal(IWbemContext_Release(context), 0);
}

static void values_are_overwritten_and_deleted(void **state)
{
    IWbemContext *context = create();

    (void)state;
    assert_names(context, "");
    assert_hr(S_OK, set_value(context, "A", "I4 1"));
    assert_hr(S_OK, set_value(context, "B", "I4 2"));
    assert_hr(S_OK, set_value(context, "a", "BSTR one"));
    assert_names(context, "A B");
    assert_value(context, "A", "BSTR one");
    assert_hr(S_OK, IWbemContext_DeleteValue(context, W("a"), 0));
    assert_value(context, "A", "80041002");
    assert_hr(WBEM_E_NOT_FOUND, IWbemContext_DeleteValue(context, W("A"), 0));
    assert_names(context, "B");
    assert_hr(S_OK, IWbemContext_DeleteAll(context));
    assert_names(context, "");
    assert_hr(S_OK, IWbemContext_DeleteAll(context));
    IWbemContext_Release(context);
}

static void many_values_keep_their_order(void **state)
{
    IWbemContext *context = create();
    char name[16];
    char value[16];

    (void)state;
    for (int i = 0; i < 100; i++) {
        sprintf(name, "N%d", i);
        sprintf(value, "I4 %d", i);
        assert_hr(S_OK, set_value(context, name, value));
    }
    assert_value(context, "N0", "I4 0");
    assert_value(context, "n99", "I4 99");
    IWbemContext_Release(context);
}

static void enumeration_goes_through_all(void **state)
{
    IWbemContext *context = create();
    char text[RENDERED_SIZE];
    VARIANT value;
    BSTR name = NULL;

    (void)state;
    assert_hr(WBEM_E_UNEXPECTED, IWbemContext_Next(context, 0, &name, &value));
    assert_hr(S_OK, set_value(context, "A", "I4 1"));
    assert_hr(S_OK, set_value(context, "B", "BSTR two"));
    for (int round = 0; round < 2; round++) {
        assert_hr(S_OK, IWbemContext_BeginEnumeration(context, 0));
        assert_hr(S_OK, IWbemContext_Next(context, 0, &name, &value));
        assert_memory_equal(name, u"A", sizeof u"A");
        SysFreeString(name);
        assert_string_equal(render(&value, text), "I4 1");
        assert_hr(S_OK, IWbemContext_Next(context, 0, &name, &value));
        SysFreeString(name);
        assert_string_equal(render(&value, text), "BSTR two");
        assert_hr(WBEM_S_NO_MORE_DATA, IWbemContext_Next(context, 0, &name, &value));
        assert_null(name);
        assert_int_equal(V_VT(&value), VT_NULL);
    }
    assert_hr(S_OK, IWbemContext_EndEnumeration(context));
    assert_hr(WBEM_E_UNEXPECTED, IWbemContext_Next(context, 0, &name, &value));
    IWbemContext_Release(context);
}

static void deleting_while_enumerating_skips_nothing(void **state)
{
    IWbemContext *context = create();
    VARIANT value;
    BSTR name = NULL;

    (void)state;
    assert_hr(S_OK, set_value(context, "A", "I4 1"));
    assert_hr(S_OK, set_value(context, "B", "I4 2"));
    assert_hr(S_OK, IWbemContext_BeginEnumeration(context, 0));
    assert_hr(S_OK, IWbemContext_Next(context, 0, &name, &value));
    assert_hr(S_OK, IWbemContext_DeleteValue(context, name, 0));
    SysFreeString(name);
    assert_hr(S_OK, IWbemContext_Next(context, 0, &name, &value));
    assert_memory_equal(name, u"B", sizeof u"B");
    SysFreeString(name);
    IWbemContext_Release(context);
}

static void a_clone_is_on_its_own(void **state)
{
    IWbemContext *context = create();
    IWbemContext *clone = NULL;

    (void)state;
    assert_hr(S_OK, set_value(context, "A", "ARRAY BSTR {x}"));
    assert_hr(S_OK, IWbemContext_Clone(context, &clone));
    assert_hr(S_OK, set_value(context, "A", "I4 2"));
    assert_hr(S_OK, set_value(clone, "B", "I4 3"));
    assert_value(clone, "A", "ARRAY BSTR {x}");
    assert_names(context, "A");
    assert_int_equal(wmi_mock_live_objects(the_world->mock), 2);
    IWbemContext_Release(clone);
    IWbemContext_Release(context);
}

/* What the client does with its object afterwards, or with the one that it gets, is its own affair. */
static void objects_are_copied(void **state)
{
    IWbemContext *context = create();
    IWbemClassObject *object = space_instance(the_world, "Thing.Name=\"x\"");
    void *got = NULL;
    VARIANT value;

    (void)state;
    VariantInit(&value);
    V_VT(&value) = VT_UNKNOWN;
    V_UNKNOWN(&value) = (IUnknown *)object;
    assert_hr(S_OK, IWbemContext_SetValue(context, W("Object"), 0, &value));
    assert_hr(S_OK, put_text(object, "Name", "BSTR changed", 0));
    IWbemClassObject_Release(object);
    assert_int_equal(wmi_mock_call_count(the_world->mock, "IWbemClassObject::Clone"), 0);

    assert_hr(S_OK, IWbemContext_GetValue(context, W("Object"), 0, &value));
    assert_hr(S_OK, IUnknown_QueryInterface(V_UNKNOWN(&value), &IID_IWbemClassObject, &got));
    VariantClear(&value);
    assert_property((IWbemClassObject *)got, "__PATH", "BSTR \\\\TESTBOX\\ROOT\\CIMV2:Thing.Name=\"x\"");
    IWbemClassObject_Release((IWbemClassObject *)got);
    IWbemContext_Release(context);
}

static void wrong_arguments_are_refused(void **state)
{
    IWbemContext *context = create();
    SAFEARRAY *names = (SAFEARRAY *)(void *)context;
    VARIANT value;
    BSTR name = NULL;

    (void)state;
    memset(&value, 0x5A, sizeof value);
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemContext_Clone(context, NULL));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemContext_GetNames(context, 1, &names));
    assert_null(names);
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemContext_GetNames(context, 0, NULL));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemContext_BeginEnumeration(context, 1));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemContext_Next(context, 1, &name, &value));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemContext_Next(context, 0, NULL, &value));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemContext_Next(context, 0, &name, NULL));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemContext_GetValue(context, NULL, 0, &value));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemContext_GetValue(context, W("A"), 1, &value));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemContext_GetValue(context, W("A"), 0, NULL));
    assert_hr(WBEM_E_NOT_FOUND, IWbemContext_GetValue(context, W("A"), 0, &value));
    assert_int_equal(V_VT(&value), 0x5A5A);
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemContext_SetValue(context, NULL, 0, &value));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemContext_SetValue(context, W("A"), 0, NULL));
    V_VT(&value) = VT_NULL;
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemContext_SetValue(context, W("A"), 1, &value));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemContext_DeleteValue(context, NULL, 0));
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemContext_DeleteValue(context, W("A"), 1));
    IWbemContext_Release(context);
}

static void it_keeps_the_rules_of_identity(void **state)
{
    IWbemContext *context = create();
    void *unknown = NULL;
    void *marshal = NULL;
    void *again = NULL;

    (void)state;
    assert_hr(S_OK, IWbemContext_QueryInterface(context, &IID_IUnknown, &unknown));
    assert_hr(S_OK, IUnknown_QueryInterface((IUnknown *)unknown, &IID_IMarshal, &marshal));
    assert_hr(S_OK, IUnknown_QueryInterface((IUnknown *)marshal, &IID_IWbemContext, &again));
    assert_ptr_equal(again, context);
    IUnknown_Release((IUnknown *)again);
    IUnknown_Release((IUnknown *)marshal);
    IUnknown_Release((IUnknown *)unknown);
    again = context;
    assert_hr(E_NOINTERFACE, IWbemContext_QueryInterface(context, &IID_IWbemServices, &again));
    assert_null(again);
    assert_hr(E_POINTER, IWbemContext_QueryInterface(context, &IID_IUnknown, NULL));
    assert_int_equal(IWbemContext_Release(context), 0);
}

static void it_needs_no_mock(void **state)
{
    IWbemContext *context = NULL;
    IWbemContext *clone = NULL;

    (void)state;
    assert_hr(S_OK, wmi_mock__context_create(NULL, &context));
    assert_hr(S_OK, set_value(context, "A", "I4 1"));
    assert_hr(S_OK, IWbemContext_Clone(context, &clone));
    assert_value(clone, "a", "I4 1");
    assert_int_equal(wmi_mock_live_objects(the_world->mock), 0);
    assert_int_equal(IWbemContext_Release(clone), 0);
    assert_int_equal(IWbemContext_Release(context), 0);
}

static void every_call_passes_the_gate(void **state)
{
    IWbemContext *context = create();

    (void)state;
    assert_hr(S_OK, wmi_mock_fail(the_world->mock, "IWbemContext::SetValue", 1, E_OUTOFMEMORY));
    assert_hr(E_OUTOFMEMORY, set_value(context, "A", "I4 1"));
    assert_value(context, "A", "80041002");
    assert_hr(S_OK, set_value(context, "A", "I4 1"));
    assert_hr(S_OK, wmi_mock_fail(the_world->mock, "IWbemContext::SetValue", 0, S_OK));
    IWbemContext_Release(context);
}

/* Said to be one, but not given: kept as any other IUnknown. */
static void an_object_that_is_not_given_is_not_copied(void **state)
{
    IWbemContext *context = create();
    VARIANT value;
    probe object;

    (void)state;
    probe_init(&object);
    object.lies_about = &IID_IWbemClassObject;
    VariantInit(&value);
    V_VT(&value) = VT_UNKNOWN;
    V_UNKNOWN(&value) = &object.unknown;
    assert_hr(S_OK, IWbemContext_SetValue(context, W("Object"), 0, &value));
    assert_int_equal(probe_references(&object), 2);
    IWbemContext_Release(context);
    assert_int_equal(probe_references(&object), 1);
}

int main(void)
{
    const struct CMUnitTest single[] = {
        cmocka_unit_test(an_object_that_is_not_given_is_not_copied),
        cmocka_unit_test(values_are_overwritten_and_deleted),
        cmocka_unit_test(many_values_keep_their_order),
        cmocka_unit_test(enumeration_goes_through_all),
        cmocka_unit_test(deleting_while_enumerating_skips_nothing),
        cmocka_unit_test(a_clone_is_on_its_own),
        cmocka_unit_test(objects_are_copied),
        cmocka_unit_test(wrong_arguments_are_refused),
        cmocka_unit_test(it_keeps_the_rules_of_identity),
        cmocka_unit_test(it_needs_no_mock),
        cmocka_unit_test(every_call_passes_the_gate),
    };
    static struct CMUnitTest tests[COUNT_OF(values) + COUNT_OF(single)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(values); i++)
        tests[count++] = row_test("keeps %s", values[i], keeps_a_value, values[i]);
    for (size_t i = 0; i < COUNT_OF(single); i++)
        tests[count++] = single[i];
    return _cmocka_run_group_tests("mock_context", tests, count, open_world, close_world);
}
