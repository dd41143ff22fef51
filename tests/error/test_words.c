/* SPDX-License-Identifier: MIT */
/* What a provider says of a failure, in the message: at once, for this failure alone, and still there for the program. */
#include "support/connect_world.h"

#include "error/error.h"
#include "error/error_info.h"
#include "mock/core/core.h"
#include "mock/object/object.h"

#include <string.h>

#define CODE    ((HRESULT)WBEM_E_PROVIDER_FAILURE)
#define MEANING "the provider failed"

/* Whether another call's words, about the very same code, are there just before the one that fails. */
static bool stale;

static void leave_words_behind(void)
{
    if (stale)
        wmi_mock__extended_status_set(world, "Other", NULL, "something else", "Other", CODE);
}

static HRESULT connect_fails(bool by_worker)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;

    options.timeout_ms = by_worker ? 600000 : 0;
    leave_words_behind();
    return wmi_connect(&options, &connection);
}

static wmi_connection *connect(void)
{
    wmi_connection *connection = NULL;

    assert_ok(wmi_connect(NULL, &connection));
    return connection;
}

static HRESULT query_fails(bool by_worker)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_connection *connection = connect();
    wmi_cursor *cursor = NULL;
    HRESULT hr;

    options.timeout_ms = by_worker ? 600000 : 0;
    leave_words_behind();
    hr = wmi_query(connection, WORLD_QUERY, &options, &cursor);
    wmi_disconnect(connection);
    return hr;
}

static HRESULT next_fails(bool by_worker)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_connection *connection = connect();
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row = NULL;
    HRESULT hr;

    options.timeout_ms = by_worker ? 600000 : 0;
    assert_ok(wmi_query(connection, WORLD_QUERY, &options, &cursor));
    leave_words_behind();
    hr = wmi_cursor_next(cursor, &row);
    wmi_cursor_close(cursor);
    wmi_disconnect(connection);
    return hr;
}

static const struct place {
    const char *name, *operation;
    HRESULT (*make_it_fail)(bool by_worker);
    bool by_worker;
} places[] = {
    { "ConnectServer", "IWbemLocator::ConnectServer", connect_fails, false },
    { "ConnectServer on a worker", "IWbemLocator::ConnectServer", connect_fails, true },
    { "ExecQuery", "IWbemServices::ExecQuery", query_fails, false },
    { "ExecQuery on a worker", "IWbemServices::ExecQuery", query_fails, true },
    { "Next", "IEnumWbemClassObject::Next", next_fails, false },
    { "Next with a deadline", "IEnumWbemClassObject::Next", next_fails, true },
};

static void assert_message(const char *end)
{
    const char *message = wmi_last_error()->message;
    size_t length = strlen(message);

    if (length < strlen(end) || strcmp(message + length - strlen(end), end) != 0)
        fail_msg("\"%s\" does not end in \"%s\"", message, end);
}

static void forget(void)
{
    SetErrorInfo(0, NULL);
}

static void the_provider_is_quoted(void **state)
{
    const struct place *place = *state;
    IErrorInfo *info = NULL;

    stale = false;
    assert_ok(wmi_mock_fail(world, place->operation, 1, CODE));
    assert_ok(wmi_mock_explain(world, place->operation, "CIMWin32", "the disk of \xC3\x84 is\r\nasleep\r\n"));
    assert_hr(CODE, place->make_it_fail(place->by_worker));
    assert_string_equal(wmi_last_error()->operation, place->operation);
    assert_message(MEANING "; CIMWin32 says: the disk of \xC3\x84 is  asleep");

    assert_ok(GetErrorInfo(0, &info));
    IErrorInfo_Release(info);
}

static void a_silent_provider_is_not_quoted(void **state)
{
    const struct place *place = *state;

    stale = true;
    assert_ok(wmi_mock_fail(world, place->operation, 1, CODE));
    assert_hr(CODE, place->make_it_fail(place->by_worker));
    assert_message(": " MEANING);
    forget();
}

static void words_about_another_failure_are_not_quoted(void **state)
{
    char message[256] = "it failed";

    (void)state;
    wmi_mock__extended_status_set(world, "ExecQuery", NULL, "something else", "Other", E_ACCESSDENIED);
    wmi__error_info_append(CODE, false, message, sizeof message);
    assert_string_equal(message, "it failed");
    wmi__error_info_append(E_ACCESSDENIED, false, message, sizeof message);
    assert_string_equal(message, "it failed; Other says: something else");
    forget();
}

/* Something else was left behind for GetErrorInfo: an object of WMI, but none that tells of a failure. */
static void another_object_says_nothing(void **state)
{
    wmi_connection *connection = NULL;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row = NULL;
    char message[256] = "it failed";

    (void)state;
    assert_ok(wmi_connect(NULL, &connection));
    assert_ok(wmi_query(connection, WORLD_QUERY, NULL, &cursor));
    assert_ok(wmi_cursor_next(cursor, &row));
    assert_ok(SetErrorInfo(0, (IErrorInfo *)(void *)row));
    wmi__error_info_append(CODE, false, message, sizeof message);
    assert_string_equal(message, "it failed");
    forget();
    wmi_cursor_close(cursor);
    wmi_disconnect(connection);
}

/* Rows that came with it are read first, and other calls are made meanwhile. */
static void the_words_wait_behind_the_rows(void **state)
{
    wmi_query_options how = WMI_QUERY_OPTIONS_INIT;
    wmi_connection *connection = connect();
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row = NULL;

    (void)state;
    assert_ok(wmi_mock_fail(world, "IEnumWbemClassObject::Next", 2, CODE));
    assert_ok(wmi_mock_explain(world, NULL, NULL, "no more"));
    assert_ok(wmi_query(connection, WORLD_QUERY, &how, &cursor));
    assert_ok(wmi_cursor_next(cursor, &row));
    for (int i = 0; i < 2; i++) {
        assert_hr(CODE, wmi_cursor_next(cursor, &row));
        assert_message(MEANING "; the provider says: no more");
        forget();
    }
    wmi_cursor_close(cursor);
    wmi_disconnect(connection);
}

static const struct words_case {
    const char *name, *parameter, *description, *provider, *end;
} words[] = {
    { "nothing at all", NULL, NULL, NULL, "SELECT a" },
    { "a provider's name alone", NULL, NULL, "CIMWin32", "SELECT a" },
    { "what the message says already", "SELECT a", NULL, "WinMgmt", "SELECT a" },
    { "a parameter", "Row.Id=1", NULL, "WinMgmt", "SELECT a; WinMgmt says: Row.Id=1" },
    { "a description", NULL, "broken", "P", "SELECT a; P says: broken" },
    { "both", "Row.Id=1", "broken", "P", "SELECT a; P says: broken, of Row.Id=1" },
    { "blanks only", NULL, "\r\n", "P", "SELECT a" },
    { "nobody's", NULL, "broken", NULL, "SELECT a; the provider says: broken" },
};

static void words_are_put_together(void **state)
{
    const struct words_case *row = *state;
    char message[256] = "SELECT a";

    wmi_mock__extended_status_set(world, "ExecQuery", row->parameter, row->description, row->provider, CODE);
    wmi__error_info_append(CODE, false, message, sizeof message);
    assert_string_equal(message, row->end);
    forget();
}

static void long_words_are_cut(void **state)
{
    char description[5000];
    size_t length;

    (void)state;
    memset(description, 'a', sizeof description - 1);
    description[sizeof description - 1] = '\0';
    wmi_mock__extended_status_set(world, "ExecQuery", NULL, description, "P", CODE);
    assert_hr(CODE, wmi__wmi_failed(CODE, "IWbemServices::ExecQuery", "'%s'", "q"));
    length = strlen(wmi_last_error()->message);
    assert_true(length > 1000 && length < 4096);
    forget();
}

int main(void)
{
    struct CMUnitTest tests[2 * COUNT_OF(places) + COUNT_OF(words) + 4];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(places); i++) {
        tests[count++] = WORLD_ROW(the_provider_is_quoted, places[i]);
        tests[count++] = WORLD_ROW(a_silent_provider_is_not_quoted, places[i]);
    }
    for (size_t i = 0; i < COUNT_OF(words); i++)
        tests[count++] = WORLD_ROW(words_are_put_together, words[i]);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(words_about_another_failure_are_not_quoted);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(another_object_says_nothing);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(the_words_wait_behind_the_rows);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(long_words_are_cut);
    return cmocka_run_group_tests_name("error_words", tests, NULL, NULL) == 0 ? 0 : 1;
}
