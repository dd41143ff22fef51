/* SPDX-License-Identifier: MIT */
/* Instances: found, followed, made, written and deleted. */
#include "support/calls_world.h"

#define M1 "Machine.Id=\"m1\""

static const wmi_call_options *patient(void)
{
    static wmi_call_options options = WMI_CALL_OPTIONS_INIT;

    options.timeout_ms = 600000;
    return &options;
}

/* --- Finding ---------------------------------------------------------------------------------------------------------- */

static const struct find_case {
    const char *name, *path;
    HRESULT code;
    const char *word;
} finds[] = {
    { "an instance", M1, S_OK, NULL },
    { "a full path", "\\\\.\\ROOT\\CIMV2:" M1, S_OK, NULL },
    { "a class", "Machine", S_OK, NULL },
    { "a full path with slashes, in another case", "//./root/cimv2:" M1, S_OK, NULL },
    { "a singleton", "Settings=@", S_OK, NULL },
    { "another namespace (code unknown on Windows)", "\\\\.\\root\\other:" M1,
      (HRESULT)WBEM_E_INVALID_NAMESPACE, "root\\other" },
    { "another computer (code unknown on Windows)", "\\\\other\\ROOT\\CIMV2:" M1,
      (HRESULT)WBEM_E_INVALID_NAMESPACE, "other" },
    { "words before the colon", "garbage here:" M1, (HRESULT)WBEM_E_INVALID_OBJECT_PATH, "garbage" },
    { "a blank in the path", "Machine = \"m1\"", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, "Machine = " },
    { "no such instance", "Machine.Id=\"m9\"", (HRESULT)WBEM_E_NOT_FOUND, "Machine.Id=\"m9\"" },
    { "no such class", "Nothing", (HRESULT)WBEM_E_NOT_FOUND, "Nothing" },
    { "no path at all", "Machine.Id=", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, "Machine.Id=" },
    { "an empty path", "", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, "empty" },
    { "not UTF-8", "\xFF", (HRESULT)WBEM_E_INVALID_PARAMETER, "path is not UTF-8" },
    { "NULL", NULL, E_POINTER, "path" },
};

static void paths_are_followed(void **state)
{
    const struct find_case *row = *state;
    const wmi_call_options *ways[] = { NULL, patient() };

    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        IWbemClassObject *object = (IWbemClassObject *)1;

        assert_hr(row->code, wmi_find(link_here, row->path, ways[i], &object));
        assert_int_equal(object != NULL, row->code == S_OK);
        wmi_object_release(object);
        if (row->code != S_OK)
            assert_last_error(row->code, row->word);
    }
}

static void references_lead_on(void **state)
{
    IWbemClassObject *machine = calls_find(M1);
    IWbemClassObject *part = NULL;
    char *path = NULL;

    (void)state;
    assert_ok(wmi_get_string(machine, "Main", &path));
    assert_ok(wmi_find(link_here, path, NULL, &part));
    assert_string_equal(calls_text(part, "Weight"), "9");
    wmi_free(path);
    wmi_object_release(part);
    wmi_object_release(machine);
}

static void embedded_objects_are_not_followed(void **state)
{
    IWbemClassObject *engine = calls_find("Engine.Id=\"e1\"");
    IWbemClassObject *part = calls_find("Part.Id=\"p2\"");
    IWbemClassObject *inside = NULL;

    (void)state;
    assert_ok(wmi_set_value(part, "Weight", wmi_value_uint32(3)));
    assert_ok(wmi_set_value(engine, "Inside", wmi_value_object(part)));
    assert_ok(wmi_put(link_here, engine, WMI_PUT_UPDATE_ONLY, NULL, NULL));
    wmi_object_release(engine);
    engine = calls_find("Engine.Id=\"e1\"");
    assert_ok(wmi_get_object(engine, "Inside", &inside));
    assert_string_equal(calls_text(inside, "Weight"), "3");
    assert_string_equal(calls_stored("Part.Id=\"p2\"", "Weight"), "9");
    wmi_object_release(inside);
    wmi_object_release(part);
    wmi_object_release(engine);
}

/* --- Making and writing ------------------------------------------------------------------------------------------------- */

static IWbemClassObject *new_machine(const char *id)
{
    IWbemClassObject *instance = NULL;

    assert_ok(wmi_new(link_here, "Machine", &instance));
    assert_ok(wmi_set_value(instance, "Id", wmi_value_string(id)));
    return instance;
}

static void new_instances_have_the_defaults(void **state)
{
    IWbemClassObject *instance = NULL;

    (void)state;
    assert_ok(wmi_new(link_here, "machine", &instance));
    assert_string_equal(calls_text(instance, "Speed"), "5");
    assert_string_equal(calls_text(instance, "Id"), "(null)");
    wmi_object_release(instance);
}

static const struct new_case {
    const char *name, *class_name;
    HRESULT code;
    const char *word;
} news[] = {
    { "of no such class", "Nothing", (HRESULT)WBEM_E_NOT_FOUND, "Nothing" },
    { "of an empty class", "", (HRESULT)WBEM_E_INVALID_PARAMETER, "class_name is empty" },
    { "of a class that is not UTF-8", "\xFF", (HRESULT)WBEM_E_INVALID_PARAMETER, "class_name" },
    { "of NULL", NULL, E_POINTER, "class_name" },
};

static void what_cannot_be_made_is_refused(void **state)
{
    const struct new_case *row = *state;
    IWbemClassObject *instance = (IWbemClassObject *)1;

    assert_hr(row->code, wmi_new(link_here, row->class_name, &instance));
    assert_null(instance);
    assert_last_error(row->code, row->word);
}

static const struct put_case {
    const char *name, *id;
    wmi_put_mode mode;
    HRESULT code;
} puts_[] = {
    { "create or update: create", "m9", WMI_PUT_CREATE_OR_UPDATE, S_OK },
    { "create or update: update", "m1", WMI_PUT_CREATE_OR_UPDATE, S_OK },
    { "update: there", "m1", WMI_PUT_UPDATE_ONLY, S_OK },
    { "update: not there", "m9", WMI_PUT_UPDATE_ONLY, (HRESULT)WBEM_E_NOT_FOUND },
    { "create: not there", "m9", WMI_PUT_CREATE_ONLY, S_OK },
    { "create: there", "m1", WMI_PUT_CREATE_ONLY, (HRESULT)WBEM_E_ALREADY_EXISTS },
    { "partial: there", "m1", WMI_PUT_PARTIAL, S_OK },
    { "partial: not there", "m9", WMI_PUT_PARTIAL, (HRESULT)WBEM_E_NOT_FOUND },
    { "without a key", NULL, WMI_PUT_CREATE_OR_UPDATE, (HRESULT)WBEM_E_ILLEGAL_NULL },
    { "no such mode", "m1", (wmi_put_mode)3, (HRESULT)WBEM_E_INVALID_PARAMETER },
};

static void modes_say_what_is_written(void **state)
{
    const struct put_case *row = *state;
    const wmi_call_options *ways[] = { NULL, patient() };

    for (size_t i = 0; i < 2 * COUNT_OF(ways); i++) {
        IWbemClassObject *instance = new_machine(row->id);
        bool wants_path = i >= COUNT_OF(ways);
        char *path = (char *)1;

        assert_hr(row->code, wmi_put(link_here, instance, row->mode, ways[i % 2], wants_path ? &path : NULL));
        wmi_object_release(instance);
        if (wants_path && row->code == S_OK) {
            assert_string_equal(calls_stored(path, "Id"), row->id);
            wmi_free(path);
        } else if (wants_path) {
            assert_null(path);
        }
        if (FAILED(row->code))
            assert_last_error(row->code, row->mode == 3 ? "mode" : "Machine");
        if (row->code == S_OK && strcmp(row->id, "m9") == 0)
            assert_ok(wmi_delete(link_here, "Machine.Id=\"m9\"", NULL));
    }
}

/* What is NULL in the instance stays as it is; without PARTIAL it becomes NULL. */
static void a_partial_put_leaves_the_rest(void **state)
{
    IWbemClassObject *instance = NULL;
    wmi_argument own[] = { { "MyValue", wmi_value_string("x") } };
    wmi_call_options options = WMI_CALL_OPTIONS_INIT;

    (void)state;
    instance = new_machine("m1");
    assert_ok(wmi_set_value(instance, "Speed", wmi_value_uint32(77)));
    assert_ok(wmi_context_create(own, 1, &options.context));
    assert_ok(wmi_put(link_here, instance, WMI_PUT_PARTIAL, &options, NULL));
    assert_string_equal(calls_stored(M1, "Note"), "old");
    assert_string_equal(calls_stored(M1, "Speed"), "77");

    /* the caller's context is as it was */
    assert_ok(wmi_set_value(instance, "Speed", wmi_value_uint32(78)));
    assert_ok(wmi_put(link_here, instance, WMI_PUT_UPDATE_ONLY, &options, NULL));
    assert_string_equal(calls_stored(M1, "Note"), "(null)");
    assert_string_equal(calls_stored(M1, "Speed"), "78");
    wmi_context_release(options.context);
    wmi_object_release(instance);
}

/* The connection's context goes along in a copy. */
static void a_partial_put_keeps_the_connections_context(void **state)
{
    const wmi_argument own[] = { { "__PUT_EXT_STRICT_NULLS", wmi_value_bool(false) } };
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    IWbemClassObject *instance = new_machine("m1");
    wmi_connection *connection = NULL;

    (void)state;
    assert_ok(wmi_context_create(own, 1, &options.context));
    assert_ok(wmi_connect(&options, &connection));
    wmi_context_release(options.context);
    assert_ok(wmi_put(connection, instance, WMI_PUT_PARTIAL, NULL, NULL));
    assert_string_equal(calls_stored(M1, "Note"), "old");
    wmi_object_release(instance);
    wmi_disconnect(connection);
}

static void the_instance_stays_as_it_is(void **state)
{
    IWbemClassObject *instance = calls_find(M1);
    char *path = NULL;

    (void)state;
    assert_ok(wmi_set_value(instance, "Note", wmi_value_string("new")));
    assert_ok(wmi_put(link_here, instance, WMI_PUT_CREATE_OR_UPDATE, patient(), &path));
    assert_string_equal(calls_text(instance, "Note"), "new");
    assert_string_equal(calls_stored(M1, "Note"), "new");
    wmi_free(path);
    wmi_object_release(instance);
}

/* Without a word of the provider's, the instance's own path is told; and the put has worked. */
static void a_path_that_cannot_be_had_is_no_failure(void **state)
{
    static const HRESULT codes[] = { (HRESULT)WBEM_E_INVALID_OPERATION, (HRESULT)0x800706BA,
                                     WMI_MOCK_NULL_RESULT };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        IWbemClassObject *instance = calls_find(M1);
        char *path = NULL;

        assert_ok(wmi_mock_fail(world, "IWbemCallResult::GetResultString", 0, codes[i]));
        assert_ok(wmi_put(link_here, instance, WMI_PUT_UPDATE_ONLY, NULL, &path));
        assert_non_null(path);
        assert_string_equal(calls_stored(path, "Id"), "m1");
        wmi_free(path);
        wmi_object_release(instance);
    }
}

static void services_without_call_results_put_all_the_same(void **state)
{
    IWbemClassObject *instance = new_machine("m9");
    char *path = NULL;

    (void)state;
    assert_ok(wmi_mock_fail(world, "IWbemServices::PutInstance", 1, WMI_MOCK_NULL_RESULT));
    assert_ok(wmi_put(link_here, instance, WMI_PUT_CREATE_ONLY, NULL, &path));
    assert_string_equal(path, "Machine.Id=\"m9\""); /* a new instance has no server */
    wmi_free(path);
    wmi_object_release(instance);
}

static void an_instance_without_a_key_has_no_path(void **state)
{
    IWbemClassObject *instance = NULL;
    char *path = (char *)1;

    (void)state;
    assert_ok(wmi_new(link_here, "Loose", &instance));
    assert_ok(wmi_mock_fail(world, "IWbemServices::PutInstance", 1, WMI_MOCK_NULL_RESULT));
    assert_ok(wmi_put(link_here, instance, WMI_PUT_CREATE_OR_UPDATE, NULL, &path));
    assert_null(path);
    wmi_object_release(instance);
}

/* --- Deleting ----------------------------------------------------------------------------------------------------------- */

static const struct delete_case {
    const char *name, *path;
    HRESULT code;
    const char *word;
} deletes[] = {
    { "an instance", M1, S_OK, NULL },
    { "no such instance", "Machine.Id=\"m9\"", (HRESULT)WBEM_E_NOT_FOUND, "m9" },
    { "in another namespace (code unknown on Windows)", "root\\other:" M1, (HRESULT)WBEM_E_INVALID_NAMESPACE,
      "root\\other" },
    { "an empty path", "", (HRESULT)WBEM_E_INVALID_OBJECT_PATH, "empty" },
    { "not UTF-8", "\xFF", (HRESULT)WBEM_E_INVALID_PARAMETER, "path" },
    { "NULL", NULL, E_POINTER, "path" },
};

static void instances_are_deleted(void **state)
{
    const struct delete_case *row = *state;
    IWbemClassObject *object = NULL;

    assert_hr(row->code, wmi_delete(link_here, row->path, NULL));
    if (row->code != S_OK) {
        assert_last_error(row->code, row->word);
        assert_hr(row->code, wmi_delete(link_here, row->path, patient()));
        return;
    }
    assert_hr(WBEM_E_NOT_FOUND, wmi_find(link_here, row->path, NULL, &object));
    assert_hr(WBEM_E_NOT_FOUND, wmi_delete(link_here, row->path, patient()));
}

static void null_arguments_are_refused(void **state)
{
    IWbemClassObject *object = (IWbemClassObject *)1;
    char *path = (char *)1;

    (void)state;
    assert_hr(E_POINTER, wmi_find(NULL, M1, NULL, &object));
    assert_last_error(E_POINTER, "connection");
    assert_null(object);
    assert_hr(E_POINTER, wmi_find(link_here, M1, NULL, NULL));
    assert_last_error(E_POINTER, "object");
    object = (IWbemClassObject *)1;
    assert_hr(E_POINTER, wmi_new(NULL, "Machine", &object));
    assert_null(object);
    assert_hr(E_POINTER, wmi_new(link_here, "Machine", NULL));
    assert_last_error(E_POINTER, "instance");
    assert_hr(E_POINTER, wmi_put(NULL, (IWbemClassObject *)1, WMI_PUT_UPDATE_ONLY, NULL, &path));
    assert_null(path);
    path = (char *)1;
    assert_hr(E_POINTER, wmi_put(link_here, NULL, WMI_PUT_UPDATE_ONLY, NULL, &path));
    assert_last_error(E_POINTER, "instance");
    assert_null(path);
    assert_hr(E_POINTER, wmi_delete(NULL, M1, NULL));
    assert_last_error(E_POINTER, "connection");
}

int main(void)
{
    const struct CMUnitTest others[] = {
        CALLS_TEST(references_lead_on),
        CALLS_TEST(embedded_objects_are_not_followed),
        CALLS_TEST(new_instances_have_the_defaults),
        CALLS_TEST(a_partial_put_leaves_the_rest),
        CALLS_TEST(a_partial_put_keeps_the_connections_context),
        CALLS_TEST(the_instance_stays_as_it_is),
        CALLS_TEST(a_path_that_cannot_be_had_is_no_failure),
        CALLS_TEST(services_without_call_results_put_all_the_same),
        CALLS_TEST(an_instance_without_a_key_has_no_path),
        CALLS_TEST(null_arguments_are_refused),
    };
    struct CMUnitTest
        tests[COUNT_OF(finds) + COUNT_OF(news) + COUNT_OF(puts_) + COUNT_OF(deletes) + COUNT_OF(others)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(finds); i++)
        tests[count++] = CALLS_ROW(paths_are_followed, finds[i]);
    for (size_t i = 0; i < COUNT_OF(news); i++)
        tests[count++] = CALLS_ROW(what_cannot_be_made_is_refused, news[i]);
    for (size_t i = 0; i < COUNT_OF(puts_); i++)
        tests[count++] = CALLS_ROW(modes_say_what_is_written, puts_[i]);
    for (size_t i = 0; i < COUNT_OF(deletes); i++)
        tests[count++] = CALLS_ROW(instances_are_deleted, deletes[i]);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        tests[count++] = others[i];
    return cmocka_run_group_tests_name("instance", tests, NULL, NULL) == 0 ? 0 : 1;
}
