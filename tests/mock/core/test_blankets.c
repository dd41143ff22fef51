/* SPDX-License-Identifier: MIT */
/* What a mock computer demands of a proxy's blanket, call by call. */
#include "support/mock_world.h"

#define PRIVACY   RPC_C_AUTHN_LEVEL_PKT_PRIVACY
#define INTEGRITY RPC_C_AUTHN_LEVEL_PKT_INTEGRITY
#define DENIED    E_ACCESSDENIED

static OLECHAR ada[] = u"ada", corp[] = u"CORP", secret[] = u"secret", wrong[] = u"wrong!", bob[] = u"bob";

/* Which of the identities a blanket gets. */
typedef enum who {
    NOBODY, /* pAuthInfo is NULL */
    RIGHT,
    WRONG_PASSWORD,
    WRONG_USER,
    NO_DOMAIN
} who;

static const struct blanket_case {
    const char *name;
    wmi_authn_level demanded;
    bool is_set;
    DWORD level, impersonation;
    who identity;
    HRESULT code;
} blanket_cases[] = {
    { "none", WMI_AUTHN_DEFAULT, false, 0, 0, NOBODY, DENIED },
    { "privacy", WMI_AUTHN_DEFAULT, true, PRIVACY, RPC_C_IMP_LEVEL_IMPERSONATE, RIGHT, S_OK },
    { "integrity", WMI_AUTHN_DEFAULT, true, INTEGRITY, RPC_C_IMP_LEVEL_IMPERSONATE, RIGHT, S_OK },
    { "delegation", WMI_AUTHN_DEFAULT, true, PRIVACY, RPC_C_IMP_LEVEL_DELEGATE, RIGHT, S_OK },
    { "packet: too weak", WMI_AUTHN_DEFAULT, true, RPC_C_AUTHN_LEVEL_PKT, RPC_C_IMP_LEVEL_IMPERSONATE, RIGHT,
      DENIED },
    { "connect: too weak", WMI_AUTHN_DEFAULT, true, RPC_C_AUTHN_LEVEL_CONNECT, RPC_C_IMP_LEVEL_IMPERSONATE,
      RIGHT, DENIED },
    { "no authentication", WMI_AUTHN_DEFAULT, true, RPC_C_AUTHN_LEVEL_NONE, RPC_C_IMP_LEVEL_IMPERSONATE,
      RIGHT, DENIED },
    { "connect where it suffices", WMI_AUTHN_CONNECT, true, RPC_C_AUTHN_LEVEL_CONNECT,
      RPC_C_IMP_LEVEL_IMPERSONATE, RIGHT, S_OK },
    { "integrity where privacy is demanded", WMI_AUTHN_PKT_PRIVACY, true, INTEGRITY,
      RPC_C_IMP_LEVEL_IMPERSONATE, RIGHT, DENIED },
    { "privacy where it is demanded", WMI_AUTHN_PKT_PRIVACY, true, PRIVACY, RPC_C_IMP_LEVEL_IMPERSONATE,
      RIGHT, S_OK },
    { "identify: too low", WMI_AUTHN_DEFAULT, true, PRIVACY, RPC_C_IMP_LEVEL_IDENTIFY, RIGHT, DENIED },
    { "anonymous: too low", WMI_AUTHN_DEFAULT, true, PRIVACY, RPC_C_IMP_LEVEL_ANONYMOUS, RIGHT, DENIED },
    { "level DEFAULT where PKT_INTEGRITY is demanded (unknown on Windows)", WMI_AUTHN_DEFAULT, true,
      RPC_C_AUTHN_LEVEL_DEFAULT, RPC_C_IMP_LEVEL_IMPERSONATE, RIGHT, S_OK },
    { "level DEFAULT where privacy is demanded (unknown on Windows)", WMI_AUTHN_PKT_PRIVACY, true,
      RPC_C_AUTHN_LEVEL_DEFAULT, RPC_C_IMP_LEVEL_IMPERSONATE, RIGHT, S_OK },
    { "impersonation DEFAULT: the process's, which is IDENTIFY", WMI_AUTHN_DEFAULT, true, PRIVACY,
      RPC_C_IMP_LEVEL_DEFAULT, RIGHT, DENIED },
    { "no identity", WMI_AUTHN_DEFAULT, true, PRIVACY, RPC_C_IMP_LEVEL_IMPERSONATE, NOBODY, DENIED },
    { "wrong password", WMI_AUTHN_DEFAULT, true, PRIVACY, RPC_C_IMP_LEVEL_IMPERSONATE, WRONG_PASSWORD,
      DENIED },
    { "wrong user", WMI_AUTHN_DEFAULT, true, PRIVACY, RPC_C_IMP_LEVEL_IMPERSONATE, WRONG_USER, DENIED },
    { "no domain", WMI_AUTHN_DEFAULT, true, PRIVACY, RPC_C_IMP_LEVEL_IMPERSONATE, NO_DOMAIN, DENIED },
};

static COAUTHIDENTITY identity_of(who identity)
{
    return world_identity(identity == WRONG_USER ? bob : ada, identity == NO_DOMAIN ? NULL : corp,
                          identity == WRONG_PASSWORD ? wrong : secret);
}

static void set_case_blanket(const struct blanket_case *row, COAUTHIDENTITY *identity, void *proxy)
{
    if (row->is_set)
        assert_ok(CoSetProxyBlanket(proxy, RPC_C_AUTHN_DEFAULT, RPC_C_AUTHZ_DEFAULT, COLE_DEFAULT_PRINCIPAL,
                                    row->level, row->impersonation, row->identity == NOBODY ? NULL : identity,
                                    EOAC_NONE));
}

static wmi_mock *create_with_ada(wmi_authn_level demanded)
{
    wmi_mock_host host = { sizeof host, "ada", "CORP", "secret", NULL, demanded, 0, 0, S_OK };
    wmi_mock *mock = world_create();

    assert_ok(wmi_mock_add_host(mock, "db", &host));
    return mock;
}

static void services_demand_a_blanket(void **state)
{
    const struct blanket_case *row = *state;
    wmi_mock *mock = create_with_ada(row->demanded);
    COAUTHIDENTITY identity = identity_of(row->identity);
    IWbemServices *services = world_connect_as_ada(mock);
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *object = NULL;

    set_case_blanket(row, &identity, services);
    assert_hr(row->code, world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    assert_int_equal(rows != NULL, row->code == S_OK);
    if (rows != NULL)
        IEnumWbemClassObject_Release(rows);
    assert_hr(row->code, world_get(services, u"Test_Disk", &object));
    if (object != NULL)
        IWbemClassObject_Release(object);
    IWbemServices_Release(services);
    world_destroy(mock);
}

static void enumerators_demand_a_blanket(void **state)
{
    const struct blanket_case *row = *state;
    wmi_mock *mock = create_with_ada(row->demanded);
    COAUTHIDENTITY right = identity_of(RIGHT);
    COAUTHIDENTITY identity = identity_of(row->identity);
    IWbemServices *services = world_connect_as_ada(mock);
    IEnumWbemClassObject *rows = NULL;
    ULONG got;

    assert_ok(world_secure(services, PRIVACY, &right));
    assert_ok(world_query(services, ALL_DISKS, SYNCHRONOUS, &rows));
    set_case_blanket(row, &identity, rows);
    assert_hr(row->code, world_next(rows, FOREVER, 1, &got));
    assert_int_equal(got, row->code == S_OK ? 1 : 0);
    assert_hr(row->code, IEnumWbemClassObject_Reset(rows));
    assert_hr(row->code, IEnumWbemClassObject_Skip(rows, FOREVER, 1));
    IEnumWbemClassObject_Release(rows);
    IWbemServices_Release(services);
    world_destroy(mock);
}

static void local_proxies_need_no_blanket(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");

    assert_int_equal(world_count(services, ALL_DISKS), 3);
    IWbemServices_Release(services);
}

static void a_local_host_may_demand_privacy(void **state)
{
    wmi_mock_host host = WMI_MOCK_HOST_INIT;
    IWbemServices *services;
    IEnumWbemClassObject *rows = NULL;

    host.authn_level = WMI_AUTHN_PKT_PRIVACY;
    assert_ok(wmi_mock_add_host(*state, NULL, &host));
    services = world_open(*state, u"root\\cimv2");
    assert_hr(DENIED, world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    assert_ok(world_secure(services, INTEGRITY, NULL));
    assert_hr(DENIED, world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    assert_ok(world_secure(services, PRIVACY, NULL));
    assert_ok(world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    assert_ok(world_secure(rows, PRIVACY, NULL));
    assert_int_equal(world_drain(rows), 3);
    IWbemServices_Release(services);
}

static void blankets_that_cannot_be_are_refused(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    COAUTHIDENTITY identity = identity_of(RIGHT);
    OLECHAR principal[] = u"host/db";
    const struct refused {
        DWORD service;
        OLECHAR *principal;
        DWORD level, impersonation;
        COAUTHIDENTITY *identity;
        DWORD capabilities;
        HRESULT code;
    } cases[] = {
        { RPC_C_AUTHN_WINNT, NULL, PRIVACY, RPC_C_IMP_LEVEL_IMPERSONATE, &identity, EOAC_STATIC_CLOAKING,
          E_INVALIDARG },
        { RPC_C_AUTHN_WINNT, NULL, PRIVACY, RPC_C_IMP_LEVEL_IMPERSONATE, &identity, EOAC_DYNAMIC_CLOAKING,
          E_INVALIDARG },
        { RPC_C_AUTHN_WINNT, NULL, PRIVACY, RPC_C_IMP_LEVEL_IMPERSONATE, NULL, EOAC_STATIC_CLOAKING, S_OK },
        { RPC_C_AUTHN_WINNT, NULL, PRIVACY, RPC_C_IMP_LEVEL_IMPERSONATE, NULL, EOAC_DYNAMIC_CLOAKING, S_OK },
        { RPC_C_AUTHN_GSS_KERBEROS, NULL, PRIVACY, RPC_C_IMP_LEVEL_IMPERSONATE, &identity, EOAC_NONE,
          E_INVALIDARG },
        { RPC_C_AUTHN_GSS_KERBEROS, COLE_DEFAULT_PRINCIPAL, PRIVACY, RPC_C_IMP_LEVEL_IMPERSONATE, &identity,
          EOAC_NONE, S_OK },
        { RPC_C_AUTHN_GSS_KERBEROS, principal, PRIVACY, RPC_C_IMP_LEVEL_IMPERSONATE, &identity, EOAC_NONE,
          S_OK },
        { RPC_C_AUTHN_WINNT, NULL, 7, RPC_C_IMP_LEVEL_IMPERSONATE, NULL, EOAC_NONE, E_INVALIDARG },
        { RPC_C_AUTHN_WINNT, NULL, PRIVACY, 5, NULL, EOAC_NONE, E_INVALIDARG },
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_hr(cases[i].code, CoSetProxyBlanket((IUnknown *)services, cases[i].service, RPC_C_AUTHZ_NONE,
                                                   cases[i].principal, cases[i].level, cases[i].impersonation,
                                                   cases[i].identity, cases[i].capabilities));
    IWbemServices_Release(services);
}

typedef struct queried {
    DWORD authn, authz, level, impersonation, capabilities;
    void *identity;
} queried;

static queried query_blanket(void *proxy)
{
    OLECHAR *principal = NULL;
    queried blanket = { 99, 99, 99, 99, 99, &blanket };

    assert_ok(CoQueryProxyBlanket(proxy, &blanket.authn, &blanket.authz, &principal, &blanket.level,
                                  &blanket.impersonation, &blanket.identity, &blanket.capabilities));
    CoTaskMemFree(principal);
    return blanket;
}

/* QueryInterface and the last Release go through the IUnknown, whose blanket is its own. */
static void the_unknown_has_a_blanket_of_its_own(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    COAUTHIDENTITY identity = identity_of(RIGHT);
    IUnknown *unknown = NULL;

    assert_ok(IWbemServices_QueryInterface(services, &IID_IUnknown, (void **)&unknown));
    assert_ptr_not_equal(unknown, services);
    assert_int_equal(query_blanket(services).level, RPC_C_AUTHN_LEVEL_CONNECT);
    assert_int_equal(query_blanket(services).impersonation, RPC_C_IMP_LEVEL_IDENTIFY);

    assert_ok(world_secure(unknown, PRIVACY, &identity));
    assert_int_equal(query_blanket(unknown).level, PRIVACY);
    assert_null(query_blanket(unknown).identity); /* a copy cannot be had back */
    assert_int_equal(query_blanket(services).level, RPC_C_AUTHN_LEVEL_CONNECT);
    assert_ok(world_secure(services, INTEGRITY, NULL));
    assert_int_equal(query_blanket(services).level, INTEGRITY);
    assert_int_equal(query_blanket(services).impersonation, RPC_C_IMP_LEVEL_IMPERSONATE);
    assert_null(query_blanket(services).identity);
    assert_int_equal(query_blanket(unknown).level, PRIVACY);
    wmi_mock_be_strict(*state, WMI_MOCK_STRICT_IDENTITY);
    assert_ok(world_secure(unknown, PRIVACY, &identity));
    assert_ptr_equal(query_blanket(unknown).identity, &identity);
    IUnknown_Release(unknown);
    IWbemServices_Release(services);
}

static void a_copied_proxy_has_a_private_blanket(void **state)
{
    wmi_mock *mock = *state;
    COAUTHIDENTITY identity = identity_of(RIGHT);
    IWbemServices *services;
    IUnknown *copy = NULL;
    IEnumWbemClassObject *rows = NULL;

    world_add_account(mock, "db", "ada", "CORP", "secret", NULL);
    services = world_connect_as_ada(mock);
    assert_ok(world_secure(services, INTEGRITY, NULL));
    assert_ok(CoCopyProxy((IUnknown *)services, &copy));
    assert_int_equal(query_blanket(copy).level, INTEGRITY); /* to begin with */
    assert_ok(world_secure(copy, PRIVACY, &identity));
    assert_int_equal(query_blanket(services).level, INTEGRITY);
    assert_hr(DENIED, world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    assert_ok(world_query((IWbemServices *)(void *)copy, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    IEnumWbemClassObject_Release(rows);
    IWbemServices_Release(services);
    IUnknown_Release(copy);
}

/* The copy is another way to the same enumeration. */
static void a_copied_enumerator_goes_on_where_the_other_is(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *rows = NULL;
    IUnknown *copy = NULL;
    ULONG got;

    assert_ok(world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    assert_ok(world_next(rows, FOREVER, 1, &got));
    assert_ok(CoCopyProxy((IUnknown *)rows, &copy));
    assert_ok(world_next(rows, FOREVER, 1, &got));
    assert_hr(WBEM_S_FALSE, world_next((IEnumWbemClassObject *)(void *)copy, FOREVER, 3, &got));
    assert_int_equal(got, 1);
    IEnumWbemClassObject_Release(rows);
    IUnknown_Release(copy);
    IWbemServices_Release(services);
}

static void objects_and_locators_are_no_proxies(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IWbemClassObject *object = NULL;

    assert_ok(world_get(services, u"Test_Disk", &object));
    assert_hr(E_NOINTERFACE, world_secure(object, PRIVACY, NULL));
    assert_hr(E_NOINTERFACE, world_secure(wmi_mock_locator(*state), PRIVACY, NULL));
    IWbemClassObject_Release(object);
    IWbemServices_Release(services);
}

static void no_password_is_in_the_journal(void **state)
{
    wmi_mock *mock = *state;
    COAUTHIDENTITY identity = identity_of(RIGHT);
    const wmi_mock_call *call;
    IWbemServices *services;
    IEnumWbemClassObject *rows = NULL;

    world_add_account(mock, "db", "ada", "CORP", "secret", NULL);
    services = world_connect_as_ada(mock);
    assert_ok(world_secure(services, PRIVACY, &identity));
    assert_ok(world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    IEnumWbemClassObject_Release(rows);
    IWbemServices_Release(services);

    for (size_t i = 0; (call = wmi_mock_call_at(mock, i)) != NULL; i++) {
        assert_null(strstr(call->arguments, "secret"));
        assert_null(strstr(call->blanket, "secret"));
    }
    call = wmi_mock_call_at(mock, 0);
    assert_non_null(strstr(call->arguments, "strPassword=given"));
    assert_non_null(strstr(call->arguments, "strUser='CORP\\ada'"));
    call = wmi_mock_call_at(mock, 1);
    assert_string_equal(call->operation, "CoSetProxyBlanket");
    assert_non_null(strstr(call->arguments, "pAuthInfo=given"));
    call = wmi_mock_call_at(mock, 2);
    assert_string_equal(call->blanket, "authn=6 imp=3 caps=0x0 user=CORP\\ada");
}

static const struct CMUnitTest single_tests[] = {
    WORLD_TEST(no_password_is_in_the_journal),
    WORLD_TEST(local_proxies_need_no_blanket),
    WORLD_TEST(a_local_host_may_demand_privacy),
    WORLD_TEST(blankets_that_cannot_be_are_refused),
    WORLD_TEST(the_unknown_has_a_blanket_of_its_own),
    WORLD_TEST(a_copied_proxy_has_a_private_blanket),
    WORLD_TEST(a_copied_enumerator_goes_on_where_the_other_is),
    WORLD_TEST(objects_and_locators_are_no_proxies),
};

int main(void)
{
    static struct CMUnitTest tests[256];
    size_t count = 0;

    WORLD_ADD(tests, count, single_tests);
    WORLD_ADD_ROWS(tests, count, blanket_cases, services_demand_a_blanket);
    WORLD_ADD_ROWS(tests, count, blanket_cases, enumerators_demand_a_blanket);
    return _cmocka_run_group_tests("test_mock_blankets", tests, count, world_group_setup,
                                   world_group_teardown);
}
