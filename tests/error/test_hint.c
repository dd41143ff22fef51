/* SPDX-License-Identifier: MIT */
/* Hints are for what the program does: reading, writing, calling, querying; the same code has several. */
#include "support/calls_world.h"

#include "os/os.h"

#include <string.h>

#define MACHINE "Machine.Id=\"m1\""

/* --- What fails ------------------------------------------------------------------------------------------------------- */

static HRESULT call(const char *path, const char *method, const char *name, wmi_value value)
{
    const wmi_argument argument = { name, value };
    IWbemClassObject *results = NULL;
    HRESULT hr = wmi_call(link_here, path, method, &argument, name == NULL ? 0 : 1, NULL, &results);

    wmi_object_release(results);
    return hr;
}

static HRESULT call_on_the_class(void)
{
    return call("Machine", "Ring", NULL, wmi_value_null(WMI_NULL));
}

static HRESULT call_a_missing_instance(void)
{
    return call("Machine.Id=\"nope\"", "Ring", NULL, wmi_value_null(WMI_NULL));
}

static HRESULT call_without_handler(void)
{
    return call(MACHINE, "Idle", NULL, wmi_value_null(WMI_NULL));
}

static HRESULT call_what_is_not_implemented(void)
{
    return call(MACHINE, "Bare", NULL, wmi_value_null(WMI_NULL));
}

static HRESULT call_with_another_type(void)
{
    return call(MACHINE, "Paint", "Colour", wmi_value_bool(true));
}

static HRESULT call_with_a_large_value(void)
{
    return call(MACHINE, "Add", "B", wmi_value_sint32(70000));
}

static HRESULT set(const char *property, wmi_value value)
{
    IWbemClassObject *machine = calls_find(MACHINE);
    HRESULT hr = wmi_set_value(machine, property, value);

    wmi_object_release(machine);
    return hr;
}

static HRESULT set_another_type(void)
{
    return set("Note", wmi_value_bool(true));
}

static HRESULT set_a_large_value(void)
{
    return set("Speed", wmi_value_sint64(-1));
}

static HRESULT set_what_is_missing(void)
{
    return set("Nope", wmi_value_bool(true));
}

static HRESULT get_another_type(void)
{
    IWbemClassObject *machine = calls_find(MACHINE);
    uint32_t value;
    HRESULT hr = wmi_get_uint32(machine, "Note", &value);

    wmi_object_release(machine);
    return hr;
}

static HRESULT get_a_large_value(void)
{
    IWbemClassObject *thing = NULL;
    uint32_t value;
    HRESULT hr;

    assert_ok(wmi_new(link_here, "Thing", &thing));
    assert_ok(wmi_set_value(thing, "S64", wmi_value_sint64(-1)));
    hr = wmi_get_uint32(thing, "S64", &value);
    wmi_object_release(thing);
    return hr;
}

static HRESULT get_what_is_missing(void)
{
    IWbemClassObject *machine = calls_find(MACHINE);
    uint32_t value;
    HRESULT hr = wmi_get_uint32(machine, "Nope", &value);

    wmi_object_release(machine);
    return hr;
}

static HRESULT put(const char *class_name, const char *key, wmi_put_mode mode)
{
    IWbemClassObject *made = NULL;
    HRESULT hr;

    assert_ok(wmi_new(link_here, class_name, &made));
    if (key != NULL)
        assert_ok(wmi_set_value(made, "Id", wmi_value_string(key)));
    hr = wmi_put(link_here, made, mode, NULL, NULL);
    wmi_object_release(made);
    return hr;
}

static HRESULT put_without_a_key(void)
{
    return put("Machine", NULL, WMI_PUT_CREATE_OR_UPDATE);
}

static HRESULT put_without_six_keys(void)
{
    return put("Mixed", NULL, WMI_PUT_CREATE_OR_UPDATE);
}

static HRESULT update_what_is_missing(void)
{
    return put("Machine", "nope", WMI_PUT_UPDATE_ONLY);
}

static HRESULT create_what_exists(void)
{
    return put("Machine", "m1", WMI_PUT_CREATE_ONLY);
}

static HRESULT find_what_is_missing(void)
{
    IWbemClassObject *object = NULL;

    return wmi_find(link_here, "Machine.Id=\"nope\"", NULL, &object);
}

static HRESULT make_a_path_with_a_real(void)
{
    const wmi_argument key = { "Id", wmi_value_real64(1.5) };
    char *path = NULL;

    return wmi_path_create("Machine", &key, 1, &path);
}

static HRESULT query_a_missing_property(void)
{
    IWbemClassObject *row = NULL;
    wmi_cursor *cursor = NULL;
    HRESULT hr = wmi_query(link_here, "SELECT Id, Nope FROM Machine", NULL, &cursor);

    if (WMI_SUCCEEDED(hr))
        hr = wmi_cursor_next(cursor, &row);
    wmi_cursor_close(cursor);
    return hr;
}

static HRESULT query_for_a_privilege(void)
{
    IWbemClassObject *row = NULL;
    wmi_cursor *cursor = NULL;
    HRESULT hr;

    assert_ok(wmi_mock_fail(world, "IEnumWbemClassObject::Next", 1, WMI_E_ACCESS_DENIED));
    hr = wmi_query(link_here, "SELECT Id FROM Machine", NULL, &cursor);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_cursor_next(cursor, &row);
    wmi_cursor_close(cursor);
    return hr;
}

typedef struct machine {
    bool note;
    uint16_t speed;
} machine;

static HRESULT read_field(const char *property, wmi_type type, size_t offset, size_t size)
{
    const wmi_field field = { property, type, offset, size, WMI_NO_OFFSET, WMI_NO_OFFSET };
    IWbemClassObject *object = calls_find(MACHINE);
    void *record = NULL;
    HRESULT hr = wmi_set_value(object, "Speed", wmi_value_uint32(70000));

    if (WMI_SUCCEEDED(hr))
        hr = wmi_read_record(object, &field, 1, sizeof(machine), &record);
    wmi_free(record);
    wmi_object_release(object);
    return hr;
}

static HRESULT read_another_type(void)
{
    return read_field("Note", WMI_BOOL, offsetof(machine, note), sizeof(bool));
}

static HRESULT read_a_large_value(void)
{
    return read_field("Speed", WMI_UINT16, offsetof(machine, speed), sizeof(uint16_t));
}

static HRESULT read_what_is_missing(void)
{
    return read_field("Nope", WMI_UINT16, offsetof(machine, speed), sizeof(uint16_t));
}

static HRESULT pass_options_of_another_size(void)
{
    wmi_call_options options = WMI_CALL_OPTIONS_INIT;
    IWbemClassObject *object = NULL;

    options.size = 3;
    return wmi_find(link_here, MACHINE, &options, &object);
}

static HRESULT connect_with_options_of_another_size(void)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;

    options.size = 3;
    return wmi_connect(&options, &connection);
}

/* Of the class itself when both are NULL. */
static HRESULT read_qualifiers(const char *property, const char *method)
{
    IWbemClassObject *object = NULL;
    wmi_argument *qualifiers = NULL;
    size_t count;
    HRESULT hr;

    assert_ok(wmi_find(link_here, "Machine", NULL, &object));
    hr = method != NULL ? wmi_method_qualifiers(object, method, &qualifiers, &count)
                        : wmi_qualifiers(object, property, &qualifiers, &count);
    wmi_free(qualifiers);
    wmi_object_release(object);
    return hr;
}

static HRESULT read_qualifiers_that_are_missing(void)
{
    assert_ok(wmi_mock_fail(world, "IWbemClassObject::GetQualifierSet", 1, WMI_E_NOT_FOUND));
    return read_qualifiers(NULL, NULL);
}

static HRESULT read_qualifiers_of_a_missing_property(void)
{
    return read_qualifiers("Nope", NULL);
}

static HRESULT read_qualifiers_of_a_missing_method(void)
{
    return read_qualifiers(NULL, "Nope");
}

/* The others of subscriptions are in tests/event/test_subscription.c. */
static HRESULT subscribe_to_a_missing_property(void)
{
    wmi_subscription *subscription = NULL;
    HRESULT hr = wmi_subscribe(link_here, "SELECT * FROM __TimerEvent WHERE Nope = 1", NULL, &subscription);

    wmi_subscription_close(subscription);
    return hr;
}

/* --- What is said ----------------------------------------------------------------------------------------------------- */

static const struct hint_case {
    const char *name;
    HRESULT (*make_it_fail)(void);
    HRESULT code;
    const char *hint;    /* a part of it */
    const char *message; /* a part of it */
} cases[] = {
    { "a method of an instance, called on its class", call_on_the_class, WMI_E_INVALID_METHOD_PARAMETERS,
      "path of an instance", "Ring of Machine" },
    { "a method of an instance that is missing", call_a_missing_instance, WMI_E_NOT_FOUND,
      "values of the keys", "Ring of" },
    { "a method without a handler", call_without_handler, WMI_E_PROVIDER_NOT_CAPABLE, "wmi_mock_on_method",
      "Idle" },
    { "a method that is not implemented", call_what_is_not_implemented, WMI_E_METHOD_NOT_IMPLEMENTED,
      "wmi_mock_on_method", "Bare" },
    { "an argument of another type", call_with_another_type, WMI_E_TYPE_MISMATCH, "parameter's type",
      "Colour" },
    { "an argument that is too large", call_with_a_large_value, WMI_E_OVERFLOW, "parameter's type", "70000" },
    { "setting another type", set_another_type, WMI_E_TYPE_MISMATCH, "Assign a value", "Note" },
    { "setting a value that does not fit", set_a_large_value, WMI_E_OVERFLOW, "Assign a value", "Speed" },
    { "setting what is missing", set_what_is_missing, WMI_E_NOT_FOUND, "against the class", "Nope" },
    { "getting another type", get_another_type, WMI_E_TYPE_MISMATCH, "wmi_get_string", "Note" },
    { "getting a value that does not fit", get_a_large_value, WMI_E_OVERFLOW, "getter of a wider type",
      "S64" },
    { "getting what is missing", get_what_is_missing, WMI_E_NOT_FOUND, "the query selects it", "Nope" },
    { "reading another type into a field", read_another_type, WMI_E_TYPE_MISMATCH, "Give the field", "Note" },
    { "reading a value that does not fit a field", read_a_large_value, WMI_E_OVERFLOW, "a wider type",
      "Speed" },
    { "reading what is missing into a field", read_what_is_missing, WMI_E_NOT_FOUND, "WMI_FIELD_IF_ANY",
      "Nope" },
    { "writing without a key", put_without_a_key, WMI_E_ILLEGAL_NULL, "Set the keys", "; key Id is NULL" },
    { "writing without any of several keys", put_without_six_keys, WMI_E_ILLEGAL_NULL, "Set the keys",
      "; key Text is NULL; key Number is NULL" },
    { "updating what is missing", update_what_is_missing, WMI_E_NOT_FOUND, "WMI_PUT_CREATE_OR_UPDATE",
      "nope" },
    { "creating what exists", create_what_exists, WMI_E_ALREADY_EXISTS, "WMI_PUT_CREATE_OR_UPDATE", "m1" },
    { "finding what is missing", find_what_is_missing, WMI_E_NOT_FOUND, "values of the keys", "nope" },
    { "a path with a real number", make_a_path_with_a_real, WMI_E_TYPE_MISMATCH, "A key is", "Id" },
    { "selecting what is missing", query_a_missing_property, WMI_E_INVALID_QUERY, "this version of Windows",
      "Nope" },
    { "a query that is denied", query_for_a_privilege, WMI_E_ACCESS_DENIED, "wmi_enable_privilege",
      "Machine" },
    { "qualifiers that are missing", read_qualifiers_that_are_missing, WMI_E_NOT_FOUND,
      "Check the spelling and the namespace", "" },
    { "qualifiers of a property that is missing", read_qualifiers_of_a_missing_property, WMI_E_NOT_FOUND,
      "Check the spelling and the namespace", "Nope" },
    { "qualifiers of a method that is missing", read_qualifiers_of_a_missing_method, WMI_E_NOT_FOUND,
      "Check the spelling and the namespace", "Nope" },
    { "subscribing to a property that is missing", subscribe_to_a_missing_property, WMI_E_INVALID_QUERY,
      "wmi_query is for queries of data", "Nope" },
    { "options of another size", pass_options_of_another_size, WMI_E_INVALID_ARGUMENT, "INIT macro",
      "options->size is 3, which is unknown to this library: start from WMI_CALL_OPTIONS_INIT" },
    { "options of another size, in wmi_connect", connect_with_options_of_another_size, WMI_E_INVALID_ARGUMENT,
      "INIT macro",
      "options->size is 3, which is unknown to this library: start from WMI_CONNECT_OPTIONS_INIT" },
};

static void the_hint_is_for_what_is_done(void **state)
{
    const struct hint_case *row = *state;

    assert_hr(row->code, row->make_it_fail());
    assert_hr(row->code, wmi_last_error()->code);
    if (strstr(wmi_last_error()->hint, row->hint) == NULL)
        fail_msg("the hint is \"%s\"", wmi_last_error()->hint);
    if (strstr(wmi_last_error()->message, row->message) == NULL)
        fail_msg("the message is \"%s\"", wmi_last_error()->message);
}

/* Another refusal has another reason than its keys. */
static void only_what_may_mean_keys_names_them(void **state)
{
    (void)state;
    assert_ok(wmi_mock_fail(world, "IWbemServices::PutInstance", 1, WMI_E_ACCESS_DENIED));
    assert_hr(WMI_E_ACCESS_DENIED, put_without_a_key());
    assert_null(strstr(wmi_last_error()->message, "key"));
}

/* What it asks to name the keys may fail: nothing is added then. */
static void a_key_that_cannot_be_read_is_not_named(void **state)
{
    static const char *const operations[] = { "IWbemClassObject::GetNames", "IWbemClassObject::Get" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(operations); i++) {
        IWbemClassObject *made = NULL;

        assert_ok(wmi_new(link_here, "Machine", &made));
        assert_ok(wmi_mock_fail(world, operations[i], 0, WMI_E_FAILED));
        assert_hr(WMI_E_ILLEGAL_NULL, wmi_put(link_here, made, WMI_PUT_CREATE_OR_UPDATE, NULL, NULL));
        assert_hr(WMI_E_ILLEGAL_NULL, wmi_last_error()->code);
        assert_null(strstr(wmi_last_error()->message, "; key"));
        assert_ok(wmi_mock_fail(world, operations[i], 0, S_OK));
        wmi_object_release(made);
    }
}

static void a_class_that_is_not_registered_off_windows_needs_a_mock(void **state)
{
    (void)state;
    wmi_error_set(WMI_E_CLASS_NOT_REGISTERED, "CoCreateInstance", "CLSID_WbemLocator");
    assert_int_equal(strstr(wmi_last_error()->hint, "wmi_mock_install") == NULL, wmi__is_windows);
    if (wmi__is_windows)
        return;
    wmi_disconnect(link_here);
    link_here = NULL;
    assert_ok(wmi_shutdown());
    wmi_mock_uninstall(world);
    assert_hr(WMI_E_CLASS_NOT_REGISTERED, wmi_connect(NULL, &link_here));
    assert_non_null(strstr(wmi_last_error()->hint, "wmi_mock_install"));
}

int main(void)
{
    const struct CMUnitTest plain[] = {
        CALLS_TEST(only_what_may_mean_keys_names_them),
        CALLS_TEST(a_key_that_cannot_be_read_is_not_named),
        CALLS_TEST(a_class_that_is_not_registered_off_windows_needs_a_mock),
    };
    struct CMUnitTest tests[COUNT_OF(plain) + COUNT_OF(cases)];
    size_t count = COUNT_OF(plain);

    memcpy(tests, plain, sizeof plain);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        tests[count++] = CALLS_ROW(the_hint_is_for_what_is_done, cases[i]);
    return cmocka_run_group_tests_name("error_hint", tests, NULL, NULL) == 0 ? 0 : 1;
}
