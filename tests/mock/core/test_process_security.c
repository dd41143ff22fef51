/* SPDX-License-Identifier: MIT */
/*
 * Proxies that have no blanket have the defaults of the process, which CoInitializeSecurity sets, once in each cycle of
 * CoInitializeEx and CoUninitialize. Off Windows only: Windows does not tell what it was given.
 */
#include "support/mock_world.h"

#define PRIVACY     RPC_C_AUTHN_LEVEL_PKT_PRIVACY
#define INTEGRITY   RPC_C_AUTHN_LEVEL_PKT_INTEGRITY
#define IMPERSONATE RPC_C_IMP_LEVEL_IMPERSONATE
#define DENIED      E_ACCESSDENIED

static const struct security_case {
    const char *name;
    bool is_set, has_blanket; /* with level PKT_PRIVACY and the default impersonation */
    DWORD level, impersonation;
    DWORD told_level, told_impersonation; /* by CoQueryProxyBlanket */
    HRESULT code;
} security_cases[] = {
    { "none: COM's defaults", false, false, 0, 0, RPC_C_AUTHN_LEVEL_CONNECT, RPC_C_IMP_LEVEL_IDENTIFY,
      DENIED },
    { "privacy", true, false, PRIVACY, IMPERSONATE, PRIVACY, IMPERSONATE, S_OK },
    { "integrity", true, false, INTEGRITY, IMPERSONATE, INTEGRITY, IMPERSONATE, S_OK },
    { "level DEFAULT (unknown on Windows)", true, false, RPC_C_AUTHN_LEVEL_DEFAULT, IMPERSONATE,
      RPC_C_AUTHN_LEVEL_DEFAULT, IMPERSONATE, S_OK },
    { "packet: too weak", true, false, RPC_C_AUTHN_LEVEL_PKT, IMPERSONATE, RPC_C_AUTHN_LEVEL_PKT, IMPERSONATE,
      DENIED },
    { "identify: too low", true, false, PRIVACY, RPC_C_IMP_LEVEL_IDENTIFY, PRIVACY, RPC_C_IMP_LEVEL_IDENTIFY,
      DENIED },
    { "impersonation DEFAULT is IDENTIFY", true, false, PRIVACY, RPC_C_IMP_LEVEL_DEFAULT, PRIVACY,
      RPC_C_IMP_LEVEL_IDENTIFY, DENIED },
    { "a blanket with impersonation DEFAULT gets the process's", true, true, RPC_C_AUTHN_LEVEL_CONNECT,
      IMPERSONATE, PRIVACY, IMPERSONATE, S_OK },
    { "a blanket with impersonation DEFAULT gets COM's", false, true, 0, 0, PRIVACY, RPC_C_IMP_LEVEL_IDENTIFY,
      DENIED },
};

static HRESULT secure_process(const struct security_case *row)
{
    return CoInitializeSecurity(NULL, -1, NULL, NULL, row->level, row->impersonation, NULL, EOAC_NONE, NULL);
}

static void secure(const struct security_case *row, void *proxy)
{
    if (row->has_blanket)
        assert_ok(CoSetProxyBlanket(proxy, RPC_C_AUTHN_DEFAULT, RPC_C_AUTHZ_DEFAULT, NULL, PRIVACY,
                                    RPC_C_IMP_LEVEL_DEFAULT, NULL, EOAC_NONE));
}

static void assert_levels(const struct security_case *row, void *proxy)
{
    DWORD level = 99;
    DWORD impersonation = 99;

    assert_ok(CoQueryProxyBlanket(proxy, NULL, NULL, NULL, &level, &impersonation, NULL, NULL));
    assert_int_equal(level, row->told_level);
    assert_int_equal(impersonation, row->told_impersonation);
}

/* A remote server that admits the current user. */
static void query_as_the_process(const struct security_case *row, wmi_mock *mock)
{
    IWbemServices *services = world_open(mock, u"\\\\db\\root\\cimv2");
    IEnumWbemClassObject *rows = NULL;
    ULONG got;

    secure(row, services);
    assert_levels(row, services);
    assert_hr(row->code, world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    if (rows != NULL) {
        secure(row, rows);
        assert_hr(row->code, world_next(rows, FOREVER, 1, &got));
        IEnumWbemClassObject_Release(rows);
    }
    IWbemServices_Release(services);
}

static void the_process_has_defaults(void **state)
{
    const struct security_case *row = *state;
    wmi_mock *mock = world_create();

    assert_ok(wmi_mock_add_host(mock, "db", NULL));
    assert_ok(wmi_mock_install(mock));
    assert_ok(CoInitializeEx(NULL, COINIT_MULTITHREADED));
    if (row->is_set) {
        assert_ok(secure_process(row));
        assert_hr(RPC_E_TOO_LATE, secure_process(row));
    }
    query_as_the_process(row, mock);
    CoUninitialize();
    world_destroy(mock);
}

int main(void)
{
    static struct CMUnitTest tests[16];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, security_cases, the_process_has_defaults);
    return _cmocka_run_group_tests("test_mock_process_security", tests, count, NULL, NULL);
}
