/* SPDX-License-Identifier: MIT */
/* The table of codes, and the thread's last error. */
#include "support/support.h"

#include <wmikit/com.h>

#include "error/error.h"
#include "error/error_codes.h"
#include "os/os.h"

/* tests/checks/codes.py holds the values against the headers; error_names.sh, those of wbemcli.h. */
static const struct row {
    HRESULT code;
    const char *constant; /* its public name, or its number */
    const char *name, *text, *hint, *retry;
} rows[] = {
#define ROW(code, name, text, hint, retry) { (HRESULT)(code), #code, #name, text, hint, #retry },
    WMI__ERROR_CODES(ROW)
#undef ROW
};

static void every_code_is_looked_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_string_equal(wmi_error_name(rows[i].code), rows[i].name);
        assert_string_equal(wmi_error_text(rows[i].code), rows[i].text);
        assert_true(rows[i].text[0] != '\0');
        assert_int_equal(wmi_error_is_retryable(rows[i].code), strcmp(rows[i].retry, "NEVER") != 0);
    }
}

/* The Windows headers, or the declarations in their place, have them too. */
static void constants_are_those_of_windows(void **state)
{
    (void)state;
#define SAME(own, windows) assert_hr((HRESULT)(windows), own)
    SAME(WMI_E_FAILED, WBEM_E_FAILED);
    SAME(WMI_E_ACCESS_DENIED, WBEM_E_ACCESS_DENIED);
    SAME(WMI_E_INVALID_QUERY, WBEM_E_INVALID_QUERY);
    SAME(WMI_E_PROVIDER_DISABLED, WBEM_E_PROVIDER_DISABLED);
    SAME(WMI_E_REGISTRATION_TOO_PRECISE, WBEMESS_E_REGISTRATION_TOO_PRECISE);
    SAME(WMI_E_POINTER, E_POINTER);
    SAME(WMI_E_INVALID_ARGUMENT, E_INVALIDARG);
    SAME(WMI_E_NO_MEMORY, E_OUTOFMEMORY);
    SAME(WMI_E_COM_ACCESS_DENIED, E_ACCESSDENIED);
    SAME(WMI_E_COM_UNEXPECTED, E_UNEXPECTED);
    SAME(WMI_E_CHANGED_MODE, RPC_E_CHANGED_MODE);
    SAME(WMI_E_DISCONNECTED, RPC_E_DISCONNECTED);
    SAME(WMI_E_CLASS_NOT_REGISTERED, REGDB_E_CLASSNOTREG);
    SAME(WMI_E_COM_NOT_INITIALIZED, CO_E_NOTINITIALIZED);
    SAME(WMI_E_OVERFLOW, DISP_E_OVERFLOW);
    SAME(WMI_E_NOT_ALL_ASSIGNED, HRESULT_FROM_WIN32(1300));
    SAME(WMI_E_NO_SUCH_PRIVILEGE, HRESULT_FROM_WIN32(1313));
    SAME(WMI_E_CLIENT_PRIVILEGE_NOT_HELD, HRESULT_FROM_WIN32(1314));
    SAME(WMI_E_LOGON_FAILURE, HRESULT_FROM_WIN32(1326));
    SAME(WMI_E_SERVER_UNAVAILABLE, HRESULT_FROM_WIN32(1722));
    SAME(WMI_E_CALL_FAILED, HRESULT_FROM_WIN32(1726));
#undef SAME
}

static const struct named_case {
    const char *name;
    uint32_t code;
    bool retryable, reconnect;
} named[] = {
    { "CO_E_SERVER_STOPPING", 0x80080008, true, true },
    { "EPT_S_NOT_REGISTERED", 0x800706D9, false, false },
    { "OR_INVALID_OXID", 0x80070776, false, false },
    { "RPC_S_UNKNOWN_IF", 0x800706B5, false, false },
    { "ERROR_TIMEOUT", 0x800705B4, true, false },
    { "RPC_E_DISCONNECTED", 0x80010108, true, true },
    { "RPC_E_INVALID_OBJECT", 0x80010114, true, true },
    { "RPC_S_SERVER_UNAVAILABLE", 0x800706BA, true, true },
    { "RPC_S_CALL_FAILED", 0x800706BE, true, true },
    { "WBEM_E_SHUTTING_DOWN", 0x80041033, true, true },
    { "WBEM_E_FATAL_TRANSPORT_ERROR", 0x80041086, true, true },
    { "WBEM_E_SERVER_TOO_BUSY", 0x80041045, true, false },
    { "WBEM_E_TIMED_OUT", 0x80041069, true, false },
    { "WBEM_E_ACCESS_DENIED", 0x80041003, false, false },
    { "ERROR_LOGON_FAILURE", 0x8007052E, false, false },
};

static void a_code_says_whether_to_try_again(void **state)
{
    const struct named_case *row = *state;
    HRESULT code = (HRESULT)row->code;

    assert_string_equal(wmi_error_name(code), row->name);
    assert_hr(code, wmi__com_failed(code, "test", "a call"));
    assert_int_equal(wmi_last_error()->retryable, row->retryable);
    assert_int_equal(wmi_last_error()->reconnect, row->reconnect);
    assert_int_equal(wmi_error_is_retryable(code), row->retryable);
    assert_true(wmi_last_error()->retryable || !wmi_last_error()->reconnect);
    assert_true(row->reconnect || strstr(wmi_last_error()->hint, "onnect again") == NULL);
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
             !error->retryable && !error->reconnect;
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
    const struct CMUnitTest plain[] = {
        cmocka_unit_test(every_code_is_looked_up),
        cmocka_unit_test(constants_are_those_of_windows),
        cmocka_unit_test(an_unknown_code_has_no_name_but_a_text),
        cmocka_unit_test(what_may_pass_by_itself_is_retryable),
        cmocka_unit_test(each_thread_has_a_last_error_of_its_own),
        cmocka_unit_test(success_and_closing_leave_the_last_error_alone),
        cmocka_unit_test(a_message_may_be_empty),
        cmocka_unit_test(a_long_message_is_cut_between_characters),
    };
    struct CMUnitTest tests[COUNT_OF(plain) + COUNT_OF(named)];

    memcpy(tests, plain, sizeof plain);
    for (size_t i = 0; i < COUNT_OF(named); i++)
        tests[COUNT_OF(plain) + i] = (struct CMUnitTest){ named[i].name, a_code_says_whether_to_try_again,
                                                          NULL, NULL, (void *)(uintptr_t)&named[i] };
    return cmocka_run_group_tests(tests, NULL, NULL) == 0 ? 0 : 1;
}
