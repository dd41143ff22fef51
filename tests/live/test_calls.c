/* SPDX-License-Identifier: MIT */
/* Methods, instances and schemas of real WMI. */
#include "support/support.h"

#include <wmikit/com.h>

#include <stdio.h>

#define KEY "Software\\wmikit-test"
#define USER_KEY \
    (INT32_MIN + 1) /* HKEY_CURRENT_USER; Wine's signatures have a sint32 in the place of Windows's uint32 */

static wmi_connection *cimv2;
static wmi_connection *registry;

static int open_connections(void **state)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;

    (void)state;
    options.namespace_path = "ROOT\\default";
    return WMI_SUCCEEDED(wmi_connect(NULL, &cimv2)) && WMI_SUCCEEDED(wmi_connect(&options, &registry)) ? 0
                                                                                                       : -1;
}

static int close_connections(void **state)
{
    (void)state;
    wmi_disconnect(registry);
    wmi_disconnect(cimv2);
    return wmi_shutdown() == S_OK ? 0 : -1;
}

static const wmi_call_options *patient(void)
{
    static wmi_call_options options = WMI_CALL_OPTIONS_INIT;

    options.timeout_ms = 600000;
    return &options;
}

/* Calls a method of the registry's, which takes the key and what comes behind. ReturnValue has to be `returned`. */
static IWbemClassObject *call_registry(const char *method, const wmi_argument *more, size_t count,
                                       const wmi_call_options *options, uint32_t returned)
{
    wmi_argument arguments[8] = { { "hDefKey", wmi_value_sint32(USER_KEY) },
                                  { "sSubKeyName", wmi_value_string(KEY) } };
    IWbemClassObject *results = NULL;
    uint32_t value = 12345;

    for (size_t i = 0; i < count; i++)
        arguments[2 + i] = more[i];
    assert_ok(wmi_call(registry, "StdRegProv", method, arguments, 2 + count, options, &results));
    assert_non_null(results);
    assert_ok(wmi_get_uint32(results, "ReturnValue", &value));
    assert_int_equal(value, returned);
    return results;
}

static void run_registry(const wmi_call_options *options)
{
    const wmi_argument written[] = { { "sValueName", wmi_value_string("Größe") },
                                     { "sValue", wmi_value_string("grün 中 😀") } };
    char **names = NULL;
    char *text = NULL;
    size_t count = 0;
    IWbemClassObject *results;

    wmi_object_release(call_registry("CreateKey", NULL, 0, options, 0));
    wmi_object_release(call_registry("SetStringValue", written, 2, options, 0));

    results = call_registry("GetStringValue", written, 1, options, 0);
    assert_ok(wmi_get_string(results, "sValue", &text));
    assert_string_equal(text, "grün 中 😀");
    wmi_free(text);
    wmi_object_release(results);

    results = call_registry("EnumValues", NULL, 0, options, 0);
    assert_ok(wmi_get_strings(results, "sNames", &names, &count));
    assert_int_equal(count, 1);
    assert_string_equal(names[0], "Größe");
    wmi_free(names);
    wmi_object_release(results);

    wmi_object_release(call_registry("DeleteKey", NULL, 0, options, 0));
    wmi_object_release(call_registry("EnumValues", NULL, 0, options, 2)); /* ERROR_FILE_NOT_FOUND */
}

static void the_registry_is_written_and_read(void **state)
{
    (void)state;
    run_registry(NULL);
}

static DWORD WINAPI get_class(void *name)
{
    IWbemClassObject *found = NULL;

    if (FAILED(CoInitializeEx(NULL, COINIT_MULTITHREADED)))
        return 1;
    if (SUCCEEDED(IWbemServices_GetObject(wmi_services(registry), name, 0, NULL, &found, NULL)))
        IWbemClassObject_Release(found);
    CoUninitialize();
    return 0;
}

/*
 * In Wine 10's WMI a thread that asks for a class waits, without end, until the objects of that class that other threads
 * got are released. A call under a deadline has each step done by a thread of its own, while it holds the class.
 */
static bool an_object_holds_its_class(void)
{
    BSTR name = SysAllocString(u"StdRegProv");
    IWbemClassObject *held = NULL;
    HANDLE thread;
    DWORD waited;

    assert_ok(IWbemServices_GetObject(wmi_services(registry), name, 0, NULL, &held, NULL));
    thread = CreateThread(NULL, 0, get_class, name, 0, NULL);
    assert_non_null(thread);
    waited = WaitForSingleObject(thread, 3000);
    IWbemClassObject_Release(held);
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    SysFreeString(name);
    return waited == WAIT_TIMEOUT;
}

static void the_same_under_a_deadline(void **state)
{
    (void)state;
    if (an_object_holds_its_class()) {
        print_message("skipped: this WMI lets a thread wait for a class of which another has an object\n");
        skip();
    }
    run_registry(patient());
}

static void a_process_is_created_and_has_an_owner(void **state)
{
    const wmi_argument arguments[] = { { "CommandLine", wmi_value_string("cmd.exe /c pause") } };
    wmi_argument key = { "Handle", wmi_value_string("") };
    IWbemClassObject *results = NULL;
    char *process = NULL;
    char *owner = NULL;
    char *path = NULL;
    uint32_t returned;

    (void)state;
    assert_ok(wmi_call(cimv2, "Win32_Process", "Create", arguments, 1, NULL, &results));
    assert_ok(wmi_get_uint32(results, "ReturnValue", &returned));
    assert_int_equal(returned, 0);
    assert_ok(wmi_get_string(results, "ProcessId", &process));
    wmi_object_release(results);

    key.value = wmi_value_string(process);
    assert_ok(wmi_path_create("Win32_Process", &key, 1, &path));
    assert_ok(wmi_call(cimv2, path, "GetOwner", NULL, 0, NULL, &results));
    assert_ok(wmi_get_string(results, "User", &owner));
    assert_true(strlen(owner) > 0);
    wmi_free(owner);
    wmi_object_release(results);
    wmi_free(path);
    wmi_free(process);
}

static const struct refused_case {
    const char *name, *class_name, *method;
    wmi_argument argument; /* a name of NULL: none */
    HRESULT code;
    const char *word;
} refused[] = {
    { "no such class", "Win32_Nothing", "Create", { 0 }, (HRESULT)WBEM_E_NOT_FOUND, "Win32_Nothing" },
    { "no such method", "StdRegProv", "Nothing", { 0 }, (HRESULT)0x8004102E, "Nothing" },
    { "no such parameter",
      "StdRegProv",
      "CreateKey",
      { "hDefkeys", { .type = WMI_UINT32 } },
      (HRESULT)WBEM_E_INVALID_METHOD_PARAMETERS,
      "hDefkeys" },
    { "which there are",
      "StdRegProv",
      "CreateKey",
      { "Key", { .type = WMI_UINT32 } },
      (HRESULT)WBEM_E_INVALID_METHOD_PARAMETERS,
      "hDefKey, sSubKeyName" },
    { "a text for a number",
      "StdRegProv",
      "CreateKey",
      { "hDefKey", { .type = WMI_STRING, .string = "HKCU" } },
      (HRESULT)WBEM_E_TYPE_MISMATCH,
      "hDefKey" },
    { "a number that does not fit",
      "StdRegProv",
      "CreateKey",
      { "hDefKey", { .type = WMI_SINT64, .sint64 = 4294967296 } },
      DISP_E_OVERFLOW,
      "4294967296" },
};

static void calls_are_refused(void **state)
{
    const struct refused_case *row = *state;
    bool is_default = strcmp(row->class_name, "StdRegProv") == 0;
    IWbemClassObject *results = (IWbemClassObject *)1;

    assert_hr(row->code, wmi_call(is_default ? registry : cimv2, row->class_name, row->method, &row->argument,
                                  row->argument.name != NULL, NULL, &results));
    assert_null(results);
    assert_last_error(row->code, row->word);
}

/* Wine's WMI has no call results, and fills the object at once. */
static void instances_are_found_with_a_deadline_and_without(void **state)
{
    const wmi_call_options *ways[] = { NULL, patient() };
    wmi_argument key = { "Handle", wmi_value_null(WMI_STRING) };
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row = NULL;
    char *handle = NULL;
    char *path = NULL;

    (void)state;
    assert_ok(wmi_instances(cimv2, "Win32_Process", NULL, &cursor));
    assert_ok(wmi_cursor_next(cursor, &row));
    assert_ok(wmi_get_string(row, "Handle", &handle));
    wmi_cursor_close(cursor);
    key.value = wmi_value_string(handle);
    assert_ok(wmi_path_create("Win32_Process", &key, 1, &path));
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        IWbemClassObject *object = NULL;
        char *again = NULL;

        assert_ok(wmi_find(cimv2, path, ways[i], &object));
        assert_ok(wmi_get_string(object, "Handle", &again));
        assert_string_equal(again, handle);
        wmi_free(again);
        wmi_object_release(object);
    }
    wmi_free(path);
    wmi_free(handle);
}

static void methods_show_their_parameters(void **state)
{
    IWbemClassObject *found = NULL;
    wmi_method_info *methods = NULL;
    size_t count = 0;
    bool seen = false;

    (void)state;
    assert_ok(wmi_find(registry, "StdRegProv", NULL, &found));
    assert_ok(wmi_class_methods(found, &methods, &count));
    for (size_t i = 0; i < count; i++) {
        if (strcmp(methods[i].name, "CreateKey") != 0)
            continue;
        seen = true;
        assert_int_equal(methods[i].return_type, WMI_UINT32);
        assert_int_equal(methods[i].parameter_count, 2);
        assert_string_equal(methods[i].parameters[0].name, "hDefKey");
        assert_true(methods[i].parameters[0].is_in && !methods[i].parameters[0].is_out);
    }
    assert_true(seen);
    wmi_free(methods);
    wmi_object_release(found);
}

/* Of qualifiers and origins Wine's WMI has little or nothing. */
static void properties_are_shown_without_qualifiers(void **state)
{
    IWbemClassObject *found = NULL;
    wmi_property_info *properties = NULL;
    wmi_argument *qualifiers = NULL;
    size_t count = 0;
    bool seen = false;

    (void)state;
    assert_ok(wmi_find(cimv2, "Win32_OperatingSystem", NULL, &found));
    assert_ok(wmi_class_properties(found, &properties, &count));
    for (size_t i = 0; i < count; i++)
        seen = seen ||
               (strcmp(properties[i].name, "LastBootUpTime") == 0 && properties[i].type == WMI_DATETIME);
    assert_true(seen);
    wmi_free(properties);
    assert_true(WMI_FAILED(wmi_qualifiers(found, NULL, &qualifiers, &count)));
    assert_null(qualifiers);
    wmi_object_release(found);
}

/* The code comes through, with a worker and without, and the last error names the call. */
static void what_wine_does_not_have_says_so(void **state)
{
    const wmi_call_options *ways[] = { NULL, patient() };
    IWbemClassObject *instance = NULL;
    wmi_cursor *cursor = NULL;

    (void)state;
    assert_true(WMI_FAILED(wmi_classes(cimv2, NULL, NULL, &cursor)));
    assert_string_equal(wmi_last_error()->operation, "IWbemServices::CreateClassEnum");
    assert_null(cursor);
    assert_ok(wmi_find(cimv2, "Win32_OperatingSystem", NULL, &instance));
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        assert_true(WMI_FAILED(wmi_delete(cimv2, "Win32_Process.Handle=\"0\"", ways[i])));
        assert_string_equal(wmi_last_error()->operation, "IWbemServices::DeleteInstance");
        assert_true(WMI_FAILED(wmi_put(cimv2, instance, WMI_PUT_UPDATE_ONLY, ways[i], NULL)));
        assert_string_equal(wmi_last_error()->operation, "IWbemServices::PutInstance");
    }
    wmi_object_release(instance);
}

int main(void)
{
    const struct CMUnitTest calls[] = {
        cmocka_unit_test(the_registry_is_written_and_read),
        cmocka_unit_test(the_same_under_a_deadline),
        cmocka_unit_test(a_process_is_created_and_has_an_owner),
        cmocka_unit_test(instances_are_found_with_a_deadline_and_without),
        cmocka_unit_test(methods_show_their_parameters),
        cmocka_unit_test(properties_are_shown_without_qualifiers),
        cmocka_unit_test(what_wine_does_not_have_says_so),
    };
    struct CMUnitTest tests[COUNT_OF(calls) + COUNT_OF(refused)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(calls); i++)
        tests[count++] = calls[i];
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        tests[count++] = (struct CMUnitTest){ refused[i].name, calls_are_refused, NULL, NULL,
                                              (void *)(uintptr_t)&refused[i] };
    return cmocka_run_group_tests_name("live_calls", tests, open_connections, close_connections) == 0 ? 0 : 1;
}
