/* SPDX-License-Identifier: MIT */
/* wmi_enable_privilege: what is refused, what there is, what is not held, and that it is enabled afterwards. */
#include "support/connect_world.h"

#include "os/os.h"

#ifdef _WIN32
#include <windows.h>
#endif

static const struct refused_case {
    const char *name, *privilege;
    HRESULT code;
    const char *operation, *message;
} refused[] = {
    { "NULL", NULL, WMI_E_POINTER, "wmi_enable_privilege", "name is NULL" },
    { "text that is not UTF-8", "Se\xFF", WMI_E_INVALID_PARAMETER, "wmi_enable_privilege", "not UTF-8" },
    { "an empty name", "", WMI_E_NO_SUCH_PRIVILEGE, "LookupPrivilegeValue", "''" },
    { "a name that Windows lacks", "SeNopePrivilege", WMI_E_NO_SUCH_PRIVILEGE, "LookupPrivilegeValue",
      "SeNopePrivilege" },
    { "the name of the constant", "SE_SECURITY_NAME", WMI_E_NO_SUCH_PRIVILEGE, "LookupPrivilegeValue",
      "SE_SECURITY_NAME" },
    { "a right that is not a privilege", "SeInteractiveLogonRight", WMI_E_NO_SUCH_PRIVILEGE,
      "LookupPrivilegeValue", "SeInteractiveLogonRight" },
    { "a very long name", "SeSecurityPrivilegeSeSecurityPrivilegeSeSecurityPrivilegeSeSecurityPrivilege",
      WMI_E_NO_SUCH_PRIVILEGE, "LookupPrivilegeValue", "SeSecurityPrivilegeSe" },
    { "blanks around it", " SeSecurityPrivilege ", WMI_E_NO_SUCH_PRIVILEGE, "LookupPrivilegeValue", "Se" },
};

static void what_is_no_privilege_is_refused(void **state)
{
    const struct refused_case *row = *state;

    assert_hr(row->code, wmi_enable_privilege(row->privilege));
    assert_last_error(row->code, row->message);
    assert_string_equal(wmi_last_error()->operation, row->operation);
    assert_int_equal(wmi_mock_call_count(world, NULL), 0);
}

/* The tests' user is an administrator under Wine. */
static const char *const held[] = { "SeSecurityPrivilege", "SeBackupPrivilege", "SeDebugPrivilege",
                                    "SeShutdownPrivilege", "sesecurityPRIVILEGE" };

#ifdef _WIN32
static bool is_enabled(const char *name)
{
    PRIVILEGE_SET set = { 1, PRIVILEGE_SET_ALL_NECESSARY, { { { 0, 0 }, 0 } } };
    HANDLE token = NULL;
    BOOL enabled = FALSE;

    assert_true(LookupPrivilegeValueA(NULL, name, &set.Privilege[0].Luid));
    assert_true(OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token));
    assert_true(PrivilegeCheck(token, &set, &enabled));
    CloseHandle(token);
    return enabled;
}

static void assert_enabled(const char *name)
{
    assert_true(is_enabled(name));
}

static void assert_disabled(const char *name)
{
    assert_false(is_enabled(name));
}
#else
static void assert_disabled(const char *name)
{
    assert_non_null(name);
}

static void assert_enabled(const char *name)
{
    assert_non_null(name);
}
#endif

static void what_is_held_is_enabled(void **state)
{
    (void)state;
    assert_disabled("SeBackupPrivilege");
    for (size_t i = 0; i < COUNT_OF(held); i++) {
        assert_ok(wmi_enable_privilege(held[i]));
        assert_enabled(held[i]);
        assert_ok(wmi_enable_privilege(held[i])); /* once more */
    }
}

/* Only the system itself holds it. Off Windows there is no token that could lack it. */
static void what_is_not_held_is_told(void **state)
{
    HRESULT hr = wmi_enable_privilege("SeCreateTokenPrivilege");

    (void)state;
    if (!wmi__is_windows) {
        assert_ok(hr);
        return;
    }
    assert_hr(WMI_E_NOT_ALL_ASSIGNED, hr);
    assert_last_error(WMI_E_NOT_ALL_ASSIGNED, "SeCreateTokenPrivilege");
    assert_string_equal(wmi_last_error()->operation, "AdjustTokenPrivileges");
    assert_string_not_equal(wmi_last_error()->hint, "");
    assert_false(wmi_last_error()->retryable);
}

static void a_success_leaves_the_last_error_alone(void **state)
{
    (void)state;
    assert_hr(WMI_E_POINTER, wmi_connect(NULL, NULL));
    assert_ok(wmi_enable_privilege("SeSecurityPrivilege"));
    assert_last_error(WMI_E_POINTER, "connection");
}

int main(void)
{
    const struct CMUnitTest plain[] = {
        WORLD_TEST(what_is_held_is_enabled),
        WORLD_TEST(what_is_not_held_is_told),
        WORLD_TEST(a_success_leaves_the_last_error_alone),
    };
    struct CMUnitTest tests[COUNT_OF(plain) + COUNT_OF(refused)];
    size_t count = COUNT_OF(plain);

    memcpy(tests, plain, sizeof plain);
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        tests[count++] = WORLD_ROW(what_is_no_privilege_is_refused, refused[i]);
    return cmocka_run_group_tests_name("privilege", tests, NULL, NULL) == 0 ? 0 : 1;
}
