/* SPDX-License-Identifier: MIT */
/* IWbemServices::ExecMethod, and what wmi_mock_on_method makes of it. */
#include "support/mock_calls.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define NO_INSTANCE ((HRESULT)WBEM_E_NOT_FOUND)

/* What a handler saw, and what it is to return. */
typedef struct seen {
    unsigned calls;
    char path[128];
    char in[128];
    bool had_in;
    bool had_out;
    HRESULT code;
} seen;

static HRESULT note(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    seen *self = user_data;

    self->calls++;
    snprintf(self->path, sizeof self->path, "%s", path);
    self->had_in = in != NULL;
    self->had_out = out != NULL;
    if (in != NULL)
        snprintf(self->in, sizeof self->in, "%s", house_text(in, "Way"));
    return self->code;
}

/* Adds Angle to Sum, and says the way. */
static HRESULT turn(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    int64_t sum = 0;
    uint32_t angle = 0;
    OLECHAR text[32] = { 0 };
    char digits[24];

    (void)path;
    (void)user_data;
    assert_ok(wmi_get_uint32(in, "Angle", &angle));
    assert_ok(wmi_get_int64(in, "Sum", &sum));
    snprintf(digits, sizeof digits, "%" PRId64, sum + angle);
    for (size_t i = 0; digits[i] != '\0'; i++)
        text[i] = (OLECHAR)digits[i];
    assert_ok(house_set_text(out, u"Sum", text));
    assert_ok(house_set_text(out, u"Said", u"creak"));
    return house_set_number(out, u"ReturnValue", 0);
}

static IWbemClassObject *turn_in(const house *self)
{
    IWbemClassObject *in = house_in(self, u"Door", u"Turn");

    assert_ok(house_set_text(in, u"Way", u"left"));
    assert_ok(house_set_number(in, u"Angle", 30));
    assert_ok(house_set_text(in, u"Sum", u"9000000000"));
    return in;
}

/* --- What a call gets ------------------------------------------------------------------------------------------- */

static void a_method_gets_and_gives_parameters(void **state)
{
    const house *self = *state;
    house_call call = { u"Door.Id=\"front\"", u"Turn", 0, turn_in(self) };
    IWbemClassObject *out = NULL;

    assert_ok(wmi_mock_on_method(self->mock, "Door", "Turn", turn, NULL));
    assert_ok(house_exec(self, &call, &out, NULL));
    assert_string_equal(house_text(out, "Sum"), "9000000030");
    assert_string_equal(house_text(out, "Said"), "creak");
    assert_string_equal(house_text(out, "ReturnValue"), "0");
    assert_string_equal(house_text(out, "__CLASS"), "__PARAMETERS");
    assert_string_equal(house_text(out, "__PATH"), "(null)");
    IWbemClassObject_Release(out);
    IWbemClassObject_Release(call.in);
}

static void names_are_compared_without_case(void **state)
{
    const house *self = *state;
    house_call call = { u"door.id=\"FRONT\"", u"tURN", 0, turn_in(self) };
    IWbemClassObject *out = NULL;

    assert_ok(wmi_mock_on_method(self->mock, "DOOR", "turn", turn, NULL));
    assert_ok(house_exec(self, &call, &out, NULL));
    IWbemClassObject_Release(out);
    IWbemClassObject_Release(call.in);
}

static void the_handler_sees_the_path_as_given(void **state)
{
    const house *self = *state;
    house_call call = { u"\\\\.\\root\\cimv2:Door.Id='front'", u"Turn", 0, turn_in(self) };
    seen saw = { 0 };

    assert_ok(wmi_mock_on_method(self->mock, "Door", "Turn", note, &saw));
    assert_ok(house_exec(self, &call, NULL, NULL));
    assert_string_equal(saw.path, "\\\\.\\root\\cimv2:Door.Id='front'");
    assert_string_equal(saw.in, "left");
    assert_true(saw.had_out);
    IWbemClassObject_Release(call.in);
}

static void in_parameters_may_be_left_out(void **state)
{
    const house *self = *state;
    const house_call call = { u"Door.Id=\"front\"", u"Turn", 0, NULL };
    seen saw = { .had_in = true };
    IWbemClassObject *out = NULL;

    assert_ok(wmi_mock_on_method(self->mock, "Door", "Turn", note, &saw));
    assert_ok(house_exec(self, &call, &out, NULL));
    assert_false(saw.had_in);
    assert_string_equal(house_text(out, "Said"), "(null)");
    IWbemClassObject_Release(out);
}

static void a_method_without_parameters_has_no_objects(void **state)
{
    const house *self = *state;
    const house_call call = { u"Door.Id=\"front\"", u"Ring", 0, NULL };
    IWbemClassObject *out = (IWbemClassObject *)(void *)&out;
    seen saw = { .had_in = true, .had_out = true };

    assert_ok(wmi_mock_on_method(self->mock, "Door", "Ring", note, &saw));
    assert_ok(house_exec(self, &call, &out, NULL));
    assert_null(out);
    assert_false(saw.had_in);
    assert_false(saw.had_out);
}

static HRESULT change_in(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    (void)path;
    (void)out;
    (void)user_data;
    return house_set_text(in, u"Way", u"changed");
}

static void a_handlers_changes_to_in_do_not_reach_the_client(void **state)
{
    const house *self = *state;
    house_call call = { u"Door.Id=\"front\"", u"Turn", 0, turn_in(self) };

    assert_ok(wmi_mock_on_method(self->mock, "Door", "Turn", change_in, NULL));
    assert_ok(house_exec(self, &call, NULL, NULL));
    assert_string_equal(house_text(call.in, "Way"), "left");
    IWbemClassObject_Release(call.in);
}

static void what_a_handler_does_with_its_objects_is_no_call(void **state)
{
    const house *self = *state;
    house_call call = { u"Door.Id=\"front\"", u"Turn", 0, turn_in(self) };
    size_t before;

    assert_ok(wmi_mock_on_method(self->mock, "Door", "Turn", turn, NULL));
    before = wmi_mock_call_count(self->mock, NULL);
    assert_ok(house_exec(self, &call, NULL, NULL));
    assert_int_equal(wmi_mock_call_count(self->mock, NULL), before + 1);
    IWbemClassObject_Release(call.in);
}

static HRESULT call_back(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    const house *self = user_data;

    (void)path;
    (void)in;
    (void)out;
    assert_string_equal(house_stored(self, u"Door.Id=\"back\"", "Note"), "pine");
    return wmi_mock_on_method(self->mock, "Door", "Ring", NULL, NULL);
}

static void a_handler_may_call_the_mock(void **state)
{
    house *self = *state;
    const house_call call = { u"Door.Id=\"front\"", u"Ring", 0, NULL };

    assert_ok(wmi_mock_on_method(self->mock, "Door", "Ring", call_back, self));
    assert_ok(house_exec(self, &call, NULL, NULL));
    assert_hr(WBEM_E_PROVIDER_NOT_CAPABLE, house_exec(self, &call, NULL, NULL));
}

/* --- Which handler ------------------------------------------------------------------------------------------------ */

static void a_subclass_inherits_the_handler(void **state)
{
    const house *self = *state;
    const house_call call = { u"Gate.Id=\"garden\"", u"Ring", 0, NULL };
    const house_call by_superclass = { u"Door.Id=\"garden\"", u"Ring", 0, NULL };
    seen of_door = { 0 };
    seen of_gate = { 0 };

    assert_ok(wmi_mock_on_method(self->mock, "Door", "Ring", note, &of_door));
    assert_ok(house_exec(self, &call, NULL, NULL));
    assert_int_equal(of_door.calls, 1);
    assert_ok(wmi_mock_on_method(self->mock, "Gate", "Ring", note, &of_gate));
    assert_ok(house_exec(self, &call, NULL, NULL));
    assert_ok(house_exec(self, &by_superclass, NULL, NULL));
    assert_int_equal(of_gate.calls, 2);
    assert_ok(wmi_mock_on_method(self->mock, "Gate", "Ring", NULL, NULL));
    assert_ok(house_exec(self, &call, NULL, NULL));
    assert_int_equal(of_door.calls, 2);
}

static void a_later_handler_replaces_an_earlier_one(void **state)
{
    const house *self = *state;
    const house_call call = { u"Door.Id=\"front\"", u"Bare", 0, NULL };
    seen first = { 0 };
    seen second = { .code = WBEM_S_FALSE };

    assert_ok(wmi_mock_on_method(self->mock, "Door", "Bare", note, &first));
    assert_ok(wmi_mock_on_method(self->mock, "Door", "Bare", note, &second));
    assert_hr(WBEM_S_FALSE, house_exec(self, &call, NULL, NULL));
    assert_int_equal(first.calls, 0);
    assert_int_equal(second.calls, 1);
    assert_ok(wmi_mock_on_method(self->mock, "Door", "Bare", NULL, NULL));
    assert_hr(WBEM_E_METHOD_NOT_IMPLEMENTED, house_exec(self, &call, NULL, NULL));
}

static void handlers_are_refused_for_what_is_not_there(void **state)
{
    const house *self = *state;

    assert_hr(WBEM_E_NOT_FOUND, wmi_mock_on_method(self->mock, "Window", "Ring", note, NULL));
    assert_last_error(WBEM_E_NOT_FOUND, "'Window'");
    assert_hr(WBEM_E_NOT_FOUND, wmi_mock_on_method(self->mock, "Door", "Sing", note, NULL));
    assert_last_error(WBEM_E_NOT_FOUND, "'Sing'");
    assert_hr(E_POINTER, wmi_mock_on_method(NULL, "Door", "Ring", note, NULL));
    assert_last_error(E_POINTER, "mock");
    assert_hr(E_POINTER, wmi_mock_on_method(self->mock, NULL, "Ring", note, NULL));
    assert_last_error(E_POINTER, "class_name");
    assert_hr(E_POINTER, wmi_mock_on_method(self->mock, "Door", NULL, note, NULL));
    assert_last_error(E_POINTER, "method");
}

/* --- What is refused ------------------------------------------------------------------------------------------------ */

static const struct call_case {
    const char *name;
    const OLECHAR *path;
    const OLECHAR *method;
    LONG flags;
    HRESULT code;
} calls[] = {
    { "call: an instance", u"Door.Id=\"front\"", u"Ring", 0, S_OK },
    { "call: a singleton", u"Settings=@", u"Reset", 0, S_OK },
    { "call: static, on the class", u"Door", u"Make", 0, S_OK },
    { "call: static, on a subclass", u"Gate", u"Make", 0, S_OK },
    { "call: static, on an instance", u"Door.Id=\"front\"", u"Make", 0, S_OK },
    { "call: no qualifier Implemented, but a handler", u"Door.Id=\"front\"", u"Bare", 0, S_OK },
    { "call: no such method", u"Door.Id=\"front\"", u"Sing", 0, (HRESULT)WBEM_E_INVALID_METHOD },
    { "call: no such method of the class", u"Door", u"Sing", 0, (HRESULT)WBEM_E_INVALID_METHOD },
    { "call: no such class", u"Window", u"Ring", 0, (HRESULT)WBEM_E_INVALID_CLASS },
    { "call: instance of no class", u"Window.Id=\"x\"", u"Ring", 0, (HRESULT)WBEM_E_INVALID_CLASS },
    { "call: no such instance", u"Door.Id=\"side\"", u"Ring", 0, NO_INSTANCE },
    { "call: static, no such instance", u"Door.Id=\"side\"", u"Make", 0, NO_INSTANCE },
    { "call: of an instance, on the class", u"Door", u"Ring", 0, (HRESULT)WBEM_E_INVALID_METHOD_PARAMETERS },
    { "call: no handler", u"Door.Id=\"front\"", u"Idle", 0, (HRESULT)WBEM_E_PROVIDER_NOT_CAPABLE },
    { "call: disabled", u"Door.Id=\"front\"", u"Shut", 0, (HRESULT)WBEM_E_METHOD_DISABLED },
    { "call: no path", NULL, u"Ring", 0, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "call: an empty path", u"", u"Ring", 0, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "call: no path at all", u"Door.Id=\"", u"Ring", 0, (HRESULT)WBEM_E_INVALID_OBJECT_PATH },
    { "call: no method", u"Door.Id=\"front\"", NULL, 0, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "call: an empty method", u"Door.Id=\"front\"", u"", 0, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "call: a flag that is none", u"Door.Id=\"front\"", u"Ring", 0x20, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "call: later, without a call result", u"Door.Id=\"front\"", u"Ring", LATER,
      (HRESULT)WBEM_E_INVALID_PARAMETER },
};

static void calls_are_judged(void **state)
{
    const struct call_case *row = *state;
    house *self = house_open();
    const house_call call = { row->path, row->method, row->flags, NULL };
    IWbemClassObject *out = (IWbemClassObject *)(void *)&out;
    seen saw = { 0 };

    assert_ok(wmi_mock_on_method(self->mock, "Door", "Ring", note, &saw));
    assert_ok(wmi_mock_on_method(self->mock, "Door", "Make", note, &saw));
    assert_ok(wmi_mock_on_method(self->mock, "Door", "Bare", note, &saw));
    assert_ok(wmi_mock_on_method(self->mock, "Door", "Shut", note, &saw));
    assert_ok(wmi_mock_on_method(self->mock, "Settings", "Reset", note, &saw));
    assert_hr(row->code, house_exec(self, &call, &out, NULL));
    assert_int_equal(saw.calls, row->code == S_OK ? 1 : 0);
    if (row->code == S_OK && out != NULL)
        IWbemClassObject_Release(out);
    else
        assert_null(out);
    house_close(self);
}

/* Which object is given as in-parameters of Door.Turn. */
typedef IWbemClassObject *given_function(const house *self);

static IWbemClassObject *the_class(const house *self)
{
    IWbemClassObject *object_class = house_get(self, u"Door");
    IWbemClassObject *signature = NULL;

    assert_ok(IWbemClassObject_GetMethod(object_class, u"Turn", 0, &signature, NULL));
    IWbemClassObject_Release(object_class);
    return signature;
}

static IWbemClassObject *anothers(const house *self)
{
    return house_in(self, u"Door", u"Paint");
}

static IWbemClassObject *an_instance(const house *self)
{
    return house_get(self, u"Door.Id=\"front\"");
}

static IWbemClassObject *out_parameters(const house *self)
{
    IWbemClassObject *object_class = house_get(self, u"Door");
    IWbemClassObject *signature = NULL;
    IWbemClassObject *out = NULL;

    assert_ok(IWbemClassObject_GetMethod(object_class, u"Turn", 0, NULL, &signature));
    assert_ok(IWbemClassObject_SpawnInstance(signature, 0, &out));
    IWbemClassObject_Release(signature);
    IWbemClassObject_Release(object_class);
    return out;
}

/* One that names Angle, but as a text. */
static IWbemClassObject *of_another_type(const house *self)
{
    IWbemClassObject *signature = the_class(self);
    IWbemClassObject *in = NULL;
    VARIANT text;

    VariantInit(&text);
    V_VT(&text) = VT_NULL;
    assert_ok(IWbemClassObject_Put(signature, u"Angle", 0, &text, CIM_STRING));
    assert_ok(IWbemClassObject_SpawnInstance(signature, 0, &in));
    IWbemClassObject_Release(signature);
    return in;
}

/* One that lacks Angle. */
static IWbemClassObject *of_fewer(const house *self)
{
    IWbemClassObject *signature = the_class(self);
    IWbemClassObject *in = NULL;

    assert_ok(IWbemClassObject_Delete(signature, u"Angle"));
    assert_ok(IWbemClassObject_SpawnInstance(signature, 0, &in));
    IWbemClassObject_Release(signature);
    return in;
}

static const struct given_case {
    const char *name;
    given_function *given;
    const OLECHAR *method;
    HRESULT code;
} given_cases[] = {
    { "in: as declared", turn_in, u"Turn", S_OK },
    { "in: fewer", of_fewer, u"Turn", S_OK },
    { "in: the class instead of an instance", the_class, u"Turn", (HRESULT)WBEM_E_INVALID_METHOD_PARAMETERS },
    { "in: those of another method", anothers, u"Turn", (HRESULT)WBEM_E_INVALID_METHOD_PARAMETERS },
    { "in: the out-parameters", out_parameters, u"Turn", (HRESULT)WBEM_E_INVALID_METHOD_PARAMETERS },
    { "in: another type", of_another_type, u"Turn", (HRESULT)WBEM_E_INVALID_METHOD_PARAMETERS },
    { "in: the instance itself", an_instance, u"Turn", (HRESULT)WBEM_E_INVALID_METHOD_PARAMETERS },
    { "in: of a method that has none", turn_in, u"Ring", (HRESULT)WBEM_E_INVALID_METHOD_PARAMETERS },
};

static void in_parameters_are_judged(void **state)
{
    const struct given_case *row = *state;
    house *self = house_open();
    house_call call = { u"Door.Id=\"front\"", row->method, 0, row->given(self) };
    IWbemClassObject *out = NULL;
    seen saw = { 0 };

    assert_ok(wmi_mock_on_method(self->mock, "Door", "Turn", note, &saw));
    assert_ok(wmi_mock_on_method(self->mock, "Door", "Ring", note, &saw));
    assert_hr(row->code, house_exec(self, &call, &out, NULL));
    assert_int_equal(out != NULL, row->code == S_OK);
    assert_int_equal(saw.calls, row->code == S_OK ? 1 : 0);
    wmi_object_release(out);
    wmi_object_release(call.in);
    house_close(self);
}

static const struct outcome_case {
    const char *name;
    HRESULT code;
} outcomes[] = {
    { "outcome: access denied", (HRESULT)WBEM_E_ACCESS_DENIED },
    { "outcome: not found", (HRESULT)WBEM_E_NOT_FOUND },
    { "outcome: provider failure", (HRESULT)WBEM_E_PROVIDER_FAILURE },
    { "outcome: out of memory", E_OUTOFMEMORY },
    { "outcome: a code of the handler's own", (HRESULT)0x80070005 },
};

static void a_handlers_failure_comes_out_unchanged(void **state)
{
    const struct outcome_case *row = *state;
    const house_call call = { u"Door.Id=\"front\"", u"Turn", 0, NULL };
    house *self = house_open();
    seen saw = { .code = row->code };
    IWbemClassObject *out = NULL;
    IWbemCallResult *result = NULL;

    assert_ok(wmi_mock_on_method(self->mock, "Door", "Turn", note, &saw));
    assert_hr(row->code, house_exec(self, &call, &out, &result));
    assert_null(out);
    assert_null(result);
    house_close(self);
}

/* --- The gate ------------------------------------------------------------------------------------------------------- */

static void a_call_is_written_down(void **state)
{
    const house *self = *state;
    house_call call = { u"Door.Id=\"front\"", u"Turn", 0, turn_in(self) };
    const wmi_mock_call *entry;

    assert_hr(WBEM_E_PROVIDER_NOT_CAPABLE, house_exec(self, &call, NULL, NULL));
    entry = house_last(self, "IWbemServices::ExecMethod");
    assert_string_equal(entry->arguments,
                        "strObjectPath='Door.Id=\"front\"', strMethodName='Turn', lFlags=0x0, "
                        "pCtx=NULL, pInParams=given");
    assert_string_equal(entry->blanket, "none");
    assert_hr(WBEM_E_PROVIDER_NOT_CAPABLE, entry->result);
    IWbemClassObject_Release(call.in);
}

static void a_fault_keeps_the_handler_from_running(void **state)
{
    const house *self = *state;
    const house_call call = { u"Door.Id=\"front\"", u"Ring", 0, NULL };
    seen saw = { 0 };

    assert_ok(wmi_mock_on_method(self->mock, "Door", "Ring", note, &saw));
    assert_ok(wmi_mock_fail(self->mock, "IWbemServices::ExecMethod", 2, (HRESULT)WBEM_E_SHUTTING_DOWN));
    assert_ok(house_exec(self, &call, NULL, NULL));
    assert_hr(WBEM_E_SHUTTING_DOWN, house_exec(self, &call, NULL, NULL));
    assert_ok(wmi_mock_lose_host(self->mock, NULL, RPC_UNAVAILABLE));
    assert_hr(RPC_UNAVAILABLE, house_exec(self, &call, NULL, NULL));
    assert_int_equal(saw.calls, 1);
}

int main(void)
{
    static const struct CMUnitTest plain[] = {
        HOUSE_TEST(a_method_gets_and_gives_parameters),
        HOUSE_TEST(names_are_compared_without_case),
        HOUSE_TEST(the_handler_sees_the_path_as_given),
        HOUSE_TEST(in_parameters_may_be_left_out),
        HOUSE_TEST(a_method_without_parameters_has_no_objects),
        HOUSE_TEST(a_handlers_changes_to_in_do_not_reach_the_client),
        HOUSE_TEST(what_a_handler_does_with_its_objects_is_no_call),
        HOUSE_TEST(a_handler_may_call_the_mock),
        HOUSE_TEST(a_subclass_inherits_the_handler),
        HOUSE_TEST(a_later_handler_replaces_an_earlier_one),
        HOUSE_TEST(handlers_are_refused_for_what_is_not_there),
        HOUSE_TEST(a_call_is_written_down),
        HOUSE_TEST(a_fault_keeps_the_handler_from_running),
    };
    static struct CMUnitTest tests[64];
    size_t count = 0;

    WORLD_ADD(tests, count, plain);
    WORLD_ADD_ROWS(tests, count, calls, calls_are_judged);
    WORLD_ADD_ROWS(tests, count, given_cases, in_parameters_are_judged);
    WORLD_ADD_ROWS(tests, count, outcomes, a_handlers_failure_comes_out_unchanged);
    return _cmocka_run_group_tests("mock_methods", tests, count, world_group_setup, world_group_teardown);
}
