/* SPDX-License-Identifier: MIT */
/* wmi_error_set: what a raw COM call of the program returned, explained as the library explains its own. */
#include "support/connect_world.h"

#include "error/error.h"
#include "error/error_info.h"
#include "mock/core/core.h"
#include "mock/object/object.h"
#include "os/os.h"

#define CODE      WMI_E_PROVIDER_FAILURE
#define MEANING   "the provider failed"
#define OPERATION "IWbemServices::PutClass"
#define EURO      "\xE2\x82\xAC"

static const struct message_case {
    const char *name;
    HRESULT code;
    const char *operation, *about, *message;
} messages[] = {
    { "all of it", CODE, OPERATION, "class A", "class A: " MEANING },
    { "about NULL", CODE, OPERATION, NULL, MEANING },
    { "about is empty", CODE, OPERATION, "", MEANING },
    { "about is not a format", CODE, OPERATION, "100 %s %n", "100 %s %n: " MEANING },
    { "no operation", CODE, NULL, "class A", "class A: " MEANING },
    { "neither", CODE, NULL, NULL, MEANING },
    { "an unknown code", (HRESULT)0x8123BEEF, OPERATION, "class A",
      "class A: the code is not known to this library" },
    { "a function that is not COM's", WMI_E_LOGON_FAILURE, "LogonUser", "ada",
      "ada: the user name or password is wrong" },
};

static void a_failure_is_explained(void **state)
{
    const struct message_case *row = *state;
    const wmi_error *error;

    SetErrorInfo(0, NULL);
    assert_hr(row->code, wmi_error_set(row->code, row->operation, row->about));
    error = wmi_last_error();
    assert_hr(row->code, error->code);
    assert_string_equal(error->name, wmi_error_name(row->code));
    assert_string_equal(error->operation, row->operation != NULL ? row->operation : "");
    assert_string_equal(error->message, row->message);
    assert_int_equal(error->retryable, wmi_error_is_retryable(row->code));
}

static void a_success_changes_nothing(void **state)
{
    static const HRESULT successes[] = { WMI_OK, WMI_END, WMI_QUIET, 0x7FFFFFFF };

    (void)state;
    assert_hr(WMI_E_POINTER, wmi_connect(NULL, NULL));
    for (size_t i = 0; i < COUNT_OF(successes); i++)
        assert_hr(successes[i], wmi_error_set(successes[i], OPERATION, "class A"));
    assert_last_error(WMI_E_POINTER, "connection");
    assert_string_equal(wmi_last_error()->operation, "wmi_connect");
}

static void both_texts_are_copied(void **state)
{
    char operation[] = OPERATION;
    char about[] = "class A";

    (void)state;
    wmi_error_set(CODE, operation, about);
    memset(operation, 'x', sizeof operation - 1);
    memset(about, 'x', sizeof about - 1);
    assert_string_equal(wmi_last_error()->operation, OPERATION);
    assert_string_equal(wmi_last_error()->message, "class A: " MEANING);
}

static void the_texts_may_be_those_of_the_last_error(void **state)
{
    (void)state;
    wmi_error_set(CODE, "first", "second");
    wmi_error_set(WMI_E_FAILED, wmi_last_error()->message, wmi_last_error()->operation);
    assert_string_equal(wmi_last_error()->operation, "second: " MEANING);
    assert_string_equal(wmi_last_error()->message, "first: the call failed for an unspecified reason");
}

static void long_texts_are_cut_between_characters(void **state)
{
    char text[6001] = "";
    const wmi_error *error;
    size_t length;

    (void)state;
    for (size_t i = 0; i + 3 < sizeof text; i += 3)
        memcpy(text + i, EURO, 4);
    wmi_error_set(CODE, text, text);
    error = wmi_last_error();
    assert_int_equal(strlen(error->operation) % 3, 0);
    assert_true(strlen(error->operation) > 100 && strlen(error->message) > 1000);
    assert_memory_equal(error->operation, text, strlen(error->operation));
    length = strcspn(error->message, ":");
    assert_int_equal(length % 3, 0);
    assert_memory_equal(error->message, text, length);
}

static void the_hint_is_that_of_the_operation(void **state)
{
    (void)state;
    wmi_error_set(WMI_E_TYPE_MISMATCH, "IWbemClassObject::Put", "property Name");
    assert_non_null(strstr(wmi_last_error()->hint, "Assign"));
    wmi_error_set(WMI_E_TYPE_MISMATCH, "something else", "property Name");
    assert_string_not_equal(wmi_last_error()->hint, "");
    assert_null(strstr(wmi_last_error()->hint, "Assign"));
}

/* --- The provider's words ----------------------------------------------------------------------------------------- */

static void the_provider_is_quoted(void **state)
{
    IErrorInfo *info = NULL;

    (void)state;
    wmi_mock__extended_status_set(world, "PutClass", NULL, "the disk is asleep", "CIMWin32", CODE);
    assert_hr(CODE, wmi_error_set(CODE, OPERATION, "class A"));
    assert_string_equal(wmi_last_error()->message, "class A: " MEANING "; CIMWin32 says: the disk is asleep");
    assert_ok(GetErrorInfo(0, &info)); /* the program may want to read it too */
    IErrorInfo_Release(info);
}

static void words_about_another_code_are_not_quoted(void **state)
{
    (void)state;
    wmi_mock__extended_status_set(world, "PutClass", NULL, "something else", "Other",
                                  WMI_E_COM_ACCESS_DENIED);
    wmi_error_set(CODE, OPERATION, "class A");
    assert_string_equal(wmi_last_error()->message, "class A: " MEANING);
    SetErrorInfo(0, NULL);
}

/* No word of a code: the object is WMI's, but may be of any call. */
static void an_object_without_a_status_code_is_not_quoted(void **state)
{
    wmi_connection *connection = NULL;
    IWbemClassObject *row = NULL;
    char message[256] = "it failed";

    (void)state;
    assert_ok(wmi_mock_load(world, NULL,
                            "class Words { [key] string Description; string ProviderName = \"P\"; };\n"
                            "instance of Words { Description = \"loose words\"; };"));
    assert_ok(wmi_connect(NULL, &connection));
    assert_ok(wmi_find(connection, "Words.Description=\"loose words\"", NULL, &row));
    assert_ok(SetErrorInfo(0, (IErrorInfo *)(void *)row));
    wmi_error_set(CODE, OPERATION, "class A");
    assert_string_equal(wmi_last_error()->message, "class A: " MEANING);

    /* In the library's own calls nothing older can be there. */
    wmi__error_info_append(CODE, false, message, sizeof message);
    assert_string_equal(message, "it failed; P says: loose words");
    SetErrorInfo(0, NULL);
    wmi_object_release(row);
    wmi_disconnect(connection);
}

/* --- To another thread ------------------------------------------------------------------------------------------------ */

static void set_and_save(void *copy)
{
    wmi_error_set(WMI_E_DISCONNECTED, "an operation of the program", "the worker");
    wmi__error_save(copy);
}

static void assert_told(const wmi_error *error)
{
    assert_hr(WMI_E_DISCONNECTED, error->code);
    assert_string_equal(error->operation, "an operation of the program");
    assert_string_equal(error->message, "the worker: the object is disconnected from its server");
    assert_true(error->retryable && error->reconnect);
}

static void a_copy_goes_to_another_thread(void **state)
{
    wmi__error_copy copy;
    wmi__error_copy assigned;
    wmi__thread *thread = wmi__thread_start(set_and_save, &copy);

    (void)state;
    assert_non_null(thread);
    wmi__thread_join(thread); /* frees its record */
    assert_told(&copy.error);
    wmi__error_assign(&assigned, &copy);
    memset(&copy, 'x', sizeof copy);
    assert_told(&assigned.error);
    wmi__error_restore(&assigned);
    memset(&assigned, 'x', sizeof assigned);
    assert_told(wmi_last_error());
}

int main(void)
{
    const struct CMUnitTest plain[] = {
        cmocka_unit_test(a_success_changes_nothing),
        cmocka_unit_test(both_texts_are_copied),
        cmocka_unit_test(the_texts_may_be_those_of_the_last_error),
        cmocka_unit_test(long_texts_are_cut_between_characters),
        cmocka_unit_test(the_hint_is_that_of_the_operation),
        cmocka_unit_test(a_copy_goes_to_another_thread),
        WORLD_TEST(the_provider_is_quoted),
        WORLD_TEST(words_about_another_code_are_not_quoted),
        WORLD_TEST(an_object_without_a_status_code_is_not_quoted),
    };
    struct CMUnitTest tests[COUNT_OF(plain) + COUNT_OF(messages)];
    size_t count = COUNT_OF(plain);

    memcpy(tests, plain, sizeof plain);
    for (size_t i = 0; i < COUNT_OF(messages); i++)
        tests[count++] = WORLD_ROW(a_failure_is_explained, messages[i]);
    return cmocka_run_group_tests_name("error_set", tests, NULL, NULL) == 0 ? 0 : 1;
}
