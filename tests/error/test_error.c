/* SPDX-License-Identifier: MIT */
/* The table of codes, and the thread's last error. */
#include "support/support.h"

#include <wmikit/com.h>

#include "error/error.h"
#include "os/os.h"

static void every_code_of_wbemcli_has_its_name(void **state)
{
    static const struct {
        uint32_t code;
        const char *name;
    } codes[] = {
#define CODE(name) { (uint32_t)(name), #name }
        CODE(WBEM_S_FALSE),
        CODE(WBEM_S_TIMEDOUT),
        CODE(WBEM_S_SOURCE_NOT_AVAILABLE),
        CODE(WBEM_E_FAILED),
        CODE(WBEM_E_ACCESS_DENIED),
        CODE(WBEM_E_INVALID_QUERY),
        CODE(WBEM_E_LOCAL_CREDENTIALS),
        CODE(WBEM_E_PROVIDER_DISABLED),
        CODE(E_POINTER),
        CODE(E_INVALIDARG),
        CODE(E_OUTOFMEMORY),
        CODE(E_ACCESSDENIED),
        CODE(E_UNEXPECTED),
        CODE(RPC_E_CHANGED_MODE),
        CODE(RPC_E_TOO_LATE),
        CODE(RPC_E_DISCONNECTED),
        CODE(RPC_E_WRONG_THREAD),
        CODE(CO_E_NOTINITIALIZED),
        CODE(CO_E_SERVER_EXEC_FAILURE),
        CODE(REGDB_E_CLASSNOTREG),
        CODE(DISP_E_OVERFLOW),
#undef CODE
        { 0x8007052E, "ERROR_LOGON_FAILURE" },
        { 0x800706BA, "RPC_S_SERVER_UNAVAILABLE" },
        { 0x800706BE, "RPC_S_CALL_FAILED" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        assert_string_equal(wmi_error_name((HRESULT)codes[i].code), codes[i].name);
        assert_true(wmi_error_text((HRESULT)codes[i].code)[0] != '\0');
    }
}

static void an_unknown_code_has_no_name_but_a_text(void **state)
{
    (void)state;
    assert_string_equal(wmi_error_name((HRESULT)0x8123BEEF), "");
    assert_true(wmi_error_text((HRESULT)0x8123BEEF)[0] != '\0');
    assert_false(wmi_error_is_retryable((HRESULT)0x8123BEEF));
}

static void what_may_pass_by_itself_is_retryable(void **state)
{
    static const uint32_t retryable[] = { 0x80041015, 0x80041033, 0x80041045,
                                          0x800706BA, 0x80010108, 0x80041069 };
    static const uint32_t final[] = { 0,          1,          0x80041002, 0x80041003, 0x80041008,
                                      0x8004100E, 0x80041017, 0x80041064, 0x80070005 };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(retryable); i++)
        assert_true(wmi_error_is_retryable((HRESULT)retryable[i]));
    for (size_t i = 0; i < COUNT_OF(final); i++)
        assert_false(wmi_error_is_retryable((HRESULT) final[i]));
}

static void look_at_a_fresh_thread(void *argument)
{
    const wmi_error *error = wmi_last_error();
    bool *fresh = argument;

    *fresh = error != NULL && error->code == WMI_OK && error->name[0] == '\0' &&
             error->operation[0] == '\0' && error->message[0] == '\0' && error->hint[0] == '\0' &&
             !error->retryable;
    wmi_connect(NULL, NULL); /* leaves a record behind, which the thread's end frees */
}

static void each_thread_has_a_last_error_of_its_own(void **state)
{
    bool fresh = false;
    wmi__thread *thread;

    (void)state;
    assert_hr(E_POINTER, wmi_connect(NULL, NULL));
    assert_last_error(E_POINTER, "connection");
    assert_string_equal(wmi_last_error()->operation, "wmi_connect");
    assert_string_equal(wmi_last_error()->name, "E_POINTER");

    thread = wmi__thread_start(look_at_a_fresh_thread, &fresh);
    assert_non_null(thread);
    wmi__thread_join(thread);
    assert_true(fresh);
}

static void success_and_closing_leave_the_last_error_alone(void **state)
{
    char *literal = NULL;

    (void)state;
    assert_hr(E_POINTER, wmi_connect(NULL, NULL));
    assert_ok(wmi_wql_quote("x", &literal));
    wmi_free(literal);
    wmi_free(NULL);
    wmi_disconnect(NULL);
    wmi_cursor_close(NULL);
    wmi_object_release(NULL);
    wmi_bstr_free(NULL);
    wmi_value_clear(NULL);
    assert_last_error(E_POINTER, "connection");
}

static void a_long_message_is_cut_between_characters(void **state)
{
    char text[6001] = "";
    const char *message;

    (void)state;
    for (size_t shift = 0; shift < 3; shift++) {
        memset(text, 'x', shift);
        for (size_t i = shift; i + 3 < sizeof text; i += 3)
            memcpy(text + i, "\xE2\x82\xAC", 4); /* a euro sign */
        wmi__refuse(E_FAIL, "test", "%s", text);
        message = wmi_last_error()->message;
        assert_true(strlen(message) > 1000);
        assert_memory_equal(message, text, strlen(message));
        assert_int_equal((strlen(message) - shift) % 3, 0);
    }
}

static void a_message_may_be_empty(void **state)
{
    (void)state;
    assert_hr(E_FAIL, wmi__refuse(E_FAIL, "test", "%s", ""));
    assert_string_equal(wmi_last_error()->message, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_of_wbemcli_has_its_name),
        cmocka_unit_test(an_unknown_code_has_no_name_but_a_text),
        cmocka_unit_test(what_may_pass_by_itself_is_retryable),
        cmocka_unit_test(each_thread_has_a_last_error_of_its_own),
        cmocka_unit_test(success_and_closing_leave_the_last_error_alone),
        cmocka_unit_test(a_message_may_be_empty),
        cmocka_unit_test(a_long_message_is_cut_between_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL) == 0 ? 0 : 1;
}
