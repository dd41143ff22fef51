/* SPDX-License-Identifier: MIT */
/* The mock's computers: who may log in, by which path and with which blanket, and what a lost one answers. */
#include "mock/core/password.h"
#include "os/os.h"
#include "support/mock_world.h"

#include <stdio.h>

#define PRIVACY  RPC_C_AUTHN_LEVEL_PKT_PRIVACY
#define DENIED   E_ACCESSDENIED
#define INVALID  ((HRESULT)WBEM_E_INVALID_PARAMETER)
#define NO_SPACE ((HRESULT)WBEM_E_INVALID_NAMESPACE)
#define LOCAL    ((HRESULT)WBEM_E_LOCAL_CREDENTIALS)

/* --- What ConnectServer says to its parameters ---------------------------------------------------------------- */

static const struct parameter_case {
    const char *name;
    world_login login;
    HRESULT code;
} parameter_cases[] = {
    { "path: relative", { .resource = u"ROOT\\CIMV2" }, S_OK },
    { "path: root alone", { .resource = u"root" }, S_OK },
    { "path: any case", { .resource = u"rOOt\\CimV2" }, S_OK },
    { "path: slashes", { .resource = u"root/cimv2" }, S_OK },
    { "path: this computer", { .resource = u"\\\\.\\root\\cimv2" }, S_OK },
    { "path: this computer, slashes", { .resource = u"//./root/cimv2" }, S_OK },
    { "path: slashes mixed", { .resource = u"\\/./root\\cimv2" }, S_OK },
    { "path: localhost", { .resource = u"\\\\LocalHost\\root\\cimv2" }, S_OK },
    { "path: loopback", { .resource = u"\\\\127.0.0.1\\root\\cimv2" }, S_OK },
    { "path: IPv6 loopback", { .resource = u"\\\\::1\\root\\cimv2" }, S_OK },
    { "path: a known server", { .resource = u"\\\\open\\root\\cimv2" }, S_OK },
    { "path: a known server in capitals", { .resource = u"//OPEN/root/cimv2" }, S_OK },
    { "path: an IPv6 address", { .resource = u"\\\\2010:836B:4179::836B:4179\\root\\cimv2" }, S_OK },
    { "path: empty", { .resource = u"" }, NO_SPACE },
    { "path: two backslashes", { .resource = u"\\\\" }, NO_SPACE },
    { "path: two slashes", { .resource = u"//" }, NO_SPACE },
    { "path: this computer alone", { .resource = u"\\\\." }, NO_SPACE },
    { "path: this computer, nothing behind", { .resource = u"\\\\.\\" }, NO_SPACE },
    { "path: a known server alone", { .resource = u"\\\\open" }, NO_SPACE },
    { "path: a known server, nothing behind", { .resource = u"\\\\open\\" }, NO_SPACE },
    { "path: empty server", { .resource = u"\\\\\\root" }, INVALID },
    { "path: empty server, slashes", { .resource = u"///root/cimv2" }, INVALID },
    { "path: unknown namespace", { .resource = u"root\\nowhere" }, NO_SPACE },
    { "path: not below root", { .resource = u"cimv2" }, NO_SPACE },
    { "path: one backslash before", { .resource = u"\\root\\cimv2" }, NO_SPACE },
    { "path: a backslash behind", { .resource = u"root\\cimv2\\" }, NO_SPACE },
    { "path: a backslash too many", { .resource = u"root\\\\cimv2" }, NO_SPACE },
    { "path: a class", { .resource = u"root\\cimv2:Test_Disk" }, NO_SPACE },
    { "path: blanks", { .resource = u" root\\cimv2" }, NO_SPACE },
    { "path: unknown server", { .resource = u"\\\\nobody\\root\\cimv2" }, RPC_UNAVAILABLE },
    { "path: unknown server before namespace", { .resource = u"\\\\nobody\\nowhere" }, RPC_UNAVAILABLE },
    { "path: unknown server alone", { .resource = u"\\\\nobody" }, RPC_UNAVAILABLE },
    { "path: none", { .resource = NULL }, INVALID },
    { "user: empty", { .resource = u"\\\\db\\root\\cimv2", .user = u"" }, INVALID },
    { "user: empty, at this computer", { .resource = u"root\\cimv2", .user = u"" }, INVALID },
    { "local: user", { .resource = u"root\\cimv2", .user = u"ada" }, LOCAL },
    { "local: password", { .resource = u"\\\\.\\root", .password = u"x" }, LOCAL },
    { "local: empty password", { .resource = u"\\\\localhost\\root", .password = u"" }, LOCAL },
    { "local: authority", { .resource = u"root", .authority = u"NTLMDOMAIN:CORP" }, LOCAL },
    { "local: before namespace", { .resource = u"root\\nowhere", .user = u"ada" }, LOCAL },
    { "local: blank authority", { .resource = u"root", .authority = u"" }, S_OK },
    { "flags: max wait", { .resource = u"root", .flags = WBEM_FLAG_CONNECT_USE_MAX_WAIT }, S_OK },
    { "flags: repository only", { .resource = u"root", .flags = 0x40 }, INVALID },
    { "flags: both", { .resource = u"root", .flags = 0xC0 }, INVALID },
    { "flags: 1", { .resource = u"root", .flags = 1 }, INVALID },
    { "flags: all", { .resource = u"root", .flags = -1 }, INVALID },
    { "locale: American English", { .resource = u"root", .locale = u"MS_409" }, S_OK },
    { "locale: small letters", { .resource = u"root", .locale = u"ms_40a" }, S_OK },
    { "locale: empty", { .resource = u"root", .locale = u"" }, INVALID },
    { "locale: without MS_", { .resource = u"root", .locale = u"409" }, INVALID },
    { "locale: no number", { .resource = u"root", .locale = u"MS_" }, INVALID },
    { "locale: not hexadecimal", { .resource = u"root", .locale = u"MS_40G" }, INVALID },
    { "locale: by name", { .resource = u"root", .locale = u"en-US" }, INVALID },
    { "locale: something behind", { .resource = u"root", .locale = u"MS_409 " }, INVALID },
    { "authority: bare domain", { .resource = u"\\\\db\\root", .authority = u"CORP" }, INVALID },
    { "authority: no domain", { .resource = u"\\\\db\\root", .authority = u"NTLMDOMAIN:" }, INVALID },
    { "authority: no principal", { .resource = u"\\\\db\\root", .authority = u"Kerberos:" }, INVALID },
    { "authority: another", { .resource = u"\\\\db\\root", .authority = u"Digest:x" }, INVALID },
    { "authority: domain twice",
      { u"\\\\db\\root", u"CORP\\ada", u"secret", NULL, u"NTLMDOMAIN:CORP", 0 },
      INVALID },
    { "authority: domain twice, before the server",
      { u"\\\\nobody\\root", u"CORP\\ada", u"secret", NULL, u"NTLMDOMAIN:CORP", 0 },
      INVALID },
    { "authority: domain twice, at this computer",
      { u"root", u"CORP\\ada", NULL, NULL, u"ntlmdomain:CORP", 0 },
      INVALID },
    { "order: user before namespace", { u"\\\\db\\nowhere", u"ada", u"wrong", NULL, NULL, 0 }, DENIED },
    { "order: namespace last", { u"\\\\db\\nowhere", u"ada", u"secret", NULL, NULL, 0 }, NO_SPACE },
};

static void parameters_are_judged(void **state)
{
    const struct parameter_case *row = *state;
    IWbemServices *services = (IWbemServices *)(void *)&services;
    wmi_mock *mock = world_create();

    assert_ok(wmi_mock_add_host(mock, "open", NULL));
    assert_ok(wmi_mock_add_host(mock, "2010:836B:4179::836B:4179", NULL));
    world_add_account(mock, "db", "ada", NULL, "secret", NULL);
    assert_hr(row->code, world_connect(mock, &row->login, &services));
    assert_int_equal(services != NULL, row->code == S_OK);
    if (services != NULL)
        IWbemServices_Release(services);
    world_destroy(mock);
}

/* --- Who may log in --------------------------------------------------------------------------------------------- */

static const struct login_case {
    const char *name;
    struct {
        const char *user, *domain, *password, *authority;
    } account;
    const OLECHAR *user, *password, *authority;
    HRESULT code;
} login_cases[] = {
    { "user: plain", { "ada", NULL, "secret", NULL }, u"ada", u"secret", NULL, S_OK },
    { "user: any case", { "ada", NULL, "secret", NULL }, u"ADA", u"secret", NULL, S_OK },
    { "user: another", { "ada", NULL, "secret", NULL }, u"bob", u"secret", NULL, DENIED },
    { "user: longer", { "ada", NULL, "secret", NULL }, u"adam", u"secret", NULL, DENIED },
    { "user: current one", { "ada", NULL, "secret", NULL }, NULL, NULL, NULL, DENIED },
    { "user: Unicode", { "\xC3\xA4nne", NULL, "secret", NULL }, u"\u00E4nne", u"secret", NULL, S_OK },
    { "domain: any", { "ada", NULL, "secret", NULL }, u"WHEREVER\\ada", u"secret", NULL, S_OK },
    { "domain: right", { "ada", "CORP", "secret", NULL }, u"CORP\\ada", u"secret", NULL, S_OK },
    { "domain: any case", { "ada", "CORP", "secret", NULL }, u"corp\\ada", u"secret", NULL, S_OK },
    { "domain: wrong", { "ada", "CORP", "secret", NULL }, u"LAB\\ada", u"secret", NULL, DENIED },
    { "domain: missing", { "ada", "CORP", "secret", NULL }, u"ada", u"secret", NULL, DENIED },
    { "domain: behind an @",
      { "ada", "corp.example", "secret", NULL },
      u"ada@corp.example",
      u"secret",
      NULL,
      S_OK },
    { "domain: wrong, behind an @",
      { "ada", "corp.example", "secret", NULL },
      u"ada@lab.example",
      u"secret",
      NULL,
      DENIED },
    { "domain: as authority",
      { "ada", "CORP", "secret", NULL },
      u"ada",
      u"secret",
      u"NTLMDOMAIN:CORP",
      S_OK },
    { "domain: as authority, small letters",
      { "ada", "CORP", "secret", NULL },
      u"ada",
      u"secret",
      u"ntlmdomain:corp",
      S_OK },
    { "domain: wrong, as authority",
      { "ada", "CORP", "secret", NULL },
      u"ada",
      u"secret",
      u"NTLMDOMAIN:LAB",
      DENIED },
    { "domain: blank authority", { "ada", "CORP", "secret", NULL }, u"CORP\\ada", u"secret", u"", S_OK },
    { "Kerberos: demanded and given",
      { "ada", NULL, "secret", "Kerberos:host/db" },
      u"ada",
      u"secret",
      u"Kerberos:host/db",
      S_OK },
    { "Kerberos: with a domain in the user",
      { "ada", "CORP", "secret", "Kerberos:host/db" },
      u"CORP\\ada",
      u"secret",
      u"kerberos:host/db",
      S_OK },
    { "Kerberos: demanded, none given",
      { "ada", NULL, "secret", "Kerberos:host/db" },
      u"ada",
      u"secret",
      NULL,
      DENIED },
    { "Kerberos: another principal",
      { "ada", NULL, "secret", "Kerberos:host/db" },
      u"ada",
      u"secret",
      u"Kerberos:host/web",
      DENIED },
    { "Kerberos: NTLM given",
      { "ada", NULL, "secret", "Kerberos:host/db" },
      u"ada",
      u"secret",
      u"NTLMDOMAIN:CORP",
      DENIED },
    { "Kerberos: given, not demanded",
      { "ada", NULL, "secret", NULL },
      u"ada",
      u"secret",
      u"Kerberos:host/db",
      S_OK },
    { "Kerberos: the current user",
      { NULL, NULL, NULL, "Kerberos:host/db" },
      NULL,
      NULL,
      u"Kerberos:host/db",
      S_OK },
    { "Kerberos: the current user without",
      { NULL, NULL, NULL, "Kerberos:host/db" },
      NULL,
      NULL,
      NULL,
      DENIED },
    { "password: wrong", { "ada", NULL, "secret", NULL }, u"ada", u"Secret", NULL, DENIED },
    { "password: longer", { "ada", NULL, "secret", NULL }, u"ada", u"secret1", NULL, DENIED },
    { "password: none", { "ada", NULL, "secret", NULL }, u"ada", NULL, NULL, DENIED },
    { "password: empty", { "ada", NULL, "secret", NULL }, u"ada", u"", NULL, DENIED },
    { "password: empty is right", { "ada", NULL, "", NULL }, u"ada", u"", NULL, S_OK },
    { "password: none is not empty", { "ada", NULL, "", NULL }, u"ada", NULL, NULL, DENIED },
    { "password: empty is not none", { "ada", NULL, NULL, NULL }, u"ada", u"", NULL, DENIED },
    { "password: none is right", { "ada", NULL, NULL, NULL }, u"ada", NULL, NULL, S_OK },
    { "password: Unicode",
      { "ada", NULL, "p\xC3\xA4\xE2\x82\xAC", NULL },
      u"ada",
      u"p\u00E4\u20AC",
      NULL,
      S_OK },
    { "current user: taken", { NULL, NULL, NULL, NULL }, NULL, NULL, NULL, S_OK },
    { "current user: not as somebody", { NULL, NULL, NULL, NULL }, u"ada", u"secret", NULL, DENIED },
};

static void logins_are_judged(void **state)
{
    const struct login_case *row = *state;
    const world_login login = { u"\\\\db\\root\\cimv2", row->user, row->password, NULL, row->authority, 0 };
    wmi_mock *mock = world_create();
    IWbemServices *services = NULL;

    world_add_account(mock, "db", row->account.user, row->account.domain, row->account.password,
                      row->account.authority);
    assert_hr(row->code, world_connect(mock, &login, &services));
    if (services != NULL)
        IWbemServices_Release(services);
    world_destroy(mock);
}

static void a_host_may_have_several_accounts(void **state)
{
    static const world_login logins[] = {
        { .resource = u"\\\\db\\root", .user = u"ada", .password = u"first" },
        { .resource = u"\\\\db\\root", .user = u"bob", .password = u"second" },
        { .resource = u"\\\\db\\root" },
    };
    const world_login crossed = { .resource = u"\\\\db\\root", .user = u"ada", .password = u"second" };
    IWbemServices *services = NULL;

    world_add_account(*state, "db", "ada", NULL, "first", NULL);
    world_add_account(*state, "DB", "bob", NULL, "second", NULL);
    world_add_account(*state, "db", NULL, NULL, NULL, NULL);
    for (size_t i = 0; i < COUNT_OF(logins); i++) {
        assert_ok(world_connect(*state, &logins[i], &services));
        IWbemServices_Release(services);
    }
    assert_hr(E_ACCESSDENIED, world_connect(*state, &crossed, &services));
    assert_null(services);
}

/* --- Lost, slow and refusing hosts ------------------------------------------------------------------------------ */

static void a_lost_host_answers_nothing(void **state)
{
    const world_login login = { .resource = u"\\\\db\\root\\cimv2" };
    const HRESULT disconnected = (HRESULT)0x80010108;
    wmi_mock *mock = *state;
    IWbemServices *services = NULL;
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *object = NULL;
    ULONG got;

    assert_ok(wmi_mock_add_host(mock, "db", NULL));
    assert_ok(wmi_mock_lose_host(mock, "db", RPC_UNAVAILABLE));
    assert_hr(RPC_UNAVAILABLE, world_connect(mock, &login, &services));
    assert_null(services);

    assert_ok(wmi_mock_lose_host(mock, "DB", S_OK));
    services = world_open(mock, u"\\\\db\\root\\cimv2");
    assert_ok(world_secure(services, PRIVACY, NULL));
    assert_ok(world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    assert_ok(world_secure(rows, PRIVACY, NULL));
    assert_ok(world_next(rows, FOREVER, 2, &got));
    assert_int_equal(got, 2);

    assert_ok(wmi_mock_lose_host(mock, "db", disconnected));
    assert_hr(disconnected, world_next(rows, FOREVER, 2, &got));
    assert_int_equal(got, 0);
    assert_hr(disconnected, world_get(services, u"Test_Disk", &object));
    assert_hr(disconnected, IEnumWbemClassObject_Skip(rows, 0, 1));

    assert_ok(wmi_mock_lose_host(mock, "db", S_OK));
    assert_hr(WBEM_S_FALSE, world_next(rows, FOREVER, 2, &got));
    assert_int_equal(got, 1);
    IEnumWbemClassObject_Release(rows);
    IWbemServices_Release(services);
}

static void losing_one_host_leaves_the_others(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");

    assert_ok(wmi_mock_add_host(*state, "db", NULL));
    assert_ok(wmi_mock_lose_host(*state, "db", RPC_UNAVAILABLE));
    assert_int_equal(world_count(services, ALL_DISKS), 3);
    assert_hr(WBEM_E_NOT_FOUND, wmi_mock_lose_host(*state, "nobody", RPC_UNAVAILABLE));
    IWbemServices_Release(services);
}

static void this_computer_can_be_lost(void **state)
{
    const world_login login = { .resource = u"root\\cimv2" };
    IWbemServices *services = NULL;

    assert_ok(wmi_mock_lose_host(*state, NULL, (HRESULT)WBEM_E_SHUTTING_DOWN));
    assert_hr(WBEM_E_SHUTTING_DOWN, world_connect(*state, &login, &services));
    assert_ok(wmi_mock_lose_host(*state, ".", S_OK));
    services = world_open(*state, u"root\\cimv2");
    IWbemServices_Release(services);
}

static void a_host_may_refuse_to_connect(void **state)
{
    const world_login login = { .resource = u"\\\\db\\root\\cimv2" };
    wmi_mock_host host = WMI_MOCK_HOST_INIT;
    IWbemServices *services = NULL;

    host.connect_code = (HRESULT)WBEM_E_SERVER_TOO_BUSY;
    assert_ok(wmi_mock_add_host(*state, "db", &host));
    assert_hr(WBEM_E_SERVER_TOO_BUSY, world_connect(*state, &login, &services));
    host.connect_code = S_OK;
    assert_ok(wmi_mock_add_host(*state, "db", &host));
    assert_ok(world_connect(*state, &login, &services));
    IWbemServices_Release(services);
}

static void delays_are_waited_for(void **state)
{
    wmi_mock_host host = WMI_MOCK_HOST_INIT;
    uint64_t start = wmi__clock_ms();
    IWbemServices *services;
    IWbemClassObject *object = NULL;

    host.connect_delay_ms = 60;
    host.call_delay_ms = 40;
    host.authn_level = WMI_AUTHN_NONE;
    assert_ok(wmi_mock_add_host(*state, "db", &host));
    services = world_open(*state, u"\\\\db\\root\\cimv2");
    assert_true(wmi__clock_ms() - start >= 60);
    assert_ok(world_secure(services, PRIVACY, NULL));
    start = wmi__clock_ms();
    assert_ok(world_get(services, u"Test_Disk", &object));
    assert_true(wmi__clock_ms() - start >= 40);
    IWbemClassObject_Release(object);

    wmi_mock_wake(*state); /* takes the delays back */
    start = wmi__clock_ms();
    assert_ok(world_get(services, u"Test_Disk", &object));
    assert_true(wmi__clock_ms() - start < 40);
    IWbemClassObject_Release(object);
    IWbemServices_Release(services);
}

/* --- Data and names --------------------------------------------------------------------------------------------- */

static void a_host_has_the_local_data_until_it_has_its_own(void **state)
{
    IWbemServices *services;
    IWbemClassObject *object = NULL;

    assert_hr(WBEM_E_NOT_FOUND, wmi_mock_load(*state, "\\\\db\\root\\cimv2", ""));
    assert_ok(wmi_mock_add_host(*state, "db", NULL));
    services = world_open(*state, u"\\\\db\\root\\cimv2");
    assert_ok(world_secure(services, PRIVACY, NULL));
    assert_ok(world_get(services, u"Test_Disk.Id=\"C:\"", &object));
    assert_string_equal(world_text(object, u"__SERVER"), "db");
    IWbemClassObject_Release(object);
    IWbemServices_Release(services);

    assert_ok(wmi_mock_load(*state, "\\\\db\\root\\cimv2", "class Other { [key] string K; };"));
    services = world_open(*state, u"\\\\db\\root\\cimv2");
    assert_ok(world_secure(services, PRIVACY, NULL));
    assert_hr(WBEM_E_NOT_FOUND, world_get(services, u"Test_Disk", &object));
    assert_ok(world_get(services, u"Other", &object));
    IWbemClassObject_Release(object);
    IWbemServices_Release(services);
}

static void hosts_are_added_by_the_rules(void **state)
{
    wmi_mock_host host = WMI_MOCK_HOST_INIT;

    assert_hr(E_POINTER, wmi_mock_add_host(NULL, "db", &host));
    assert_hr(E_POINTER, wmi_mock_lose_host(NULL, "db", S_OK));
    host.size--;
    assert_hr(E_INVALIDARG, wmi_mock_add_host(*state, "db", &host));
    host.size = 0;
    assert_hr(E_INVALIDARG, wmi_mock_add_host(*state, "db", &host));
    host.size = sizeof host;
    host.user = "ada";
    assert_hr(WBEM_E_LOCAL_CREDENTIALS, wmi_mock_add_host(*state, ".", &host));
    assert_hr(WBEM_E_LOCAL_CREDENTIALS, wmi_mock_add_host(*state, "localhost", &host));
    assert_hr(WBEM_E_NOT_FOUND, wmi_mock_lose_host(*state, "db", S_OK));
}

/* --- Passwords -------------------------------------------------------------------------------------------------- */

/* The examples of FIPS 180-4, and one whose padding takes a block of its own. */
static void the_hash_is_sha_256(void **state)
{
    static const struct {
        const char *first, *second, *digest;
    } cases[] = {
        { "", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
        { "a", "bc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
        { "abcdbcdecdefdefgefghfghighijhijk", "ijkljklmklmnlmnomnopnopq",
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        uint8_t digest[32];
        char text[65];

        wmi_mock__sha256(cases[i].first, strlen(cases[i].first), cases[i].second, strlen(cases[i].second),
                         digest);
        for (size_t byte = 0; byte < sizeof digest; byte++)
            snprintf(text + 2 * byte, 3, "%02x", digest[byte]);
        assert_string_equal(text, cases[i].digest);
    }
}

static void equal_passwords_have_different_hashes(void **state)
{
    wmi_mock__password_hash a, b;

    (void)state;
    wmi_mock__password_hash_make("secret", 6, &a);
    wmi_mock__password_hash_make("secret", 6, &b);
    assert_memory_not_equal(a.salt, b.salt, sizeof a.salt);
    assert_memory_not_equal(a.digest, b.digest, sizeof a.digest);
    assert_true(wmi_mock__password_hash_matches(&a, "secret", 6));
    assert_false(wmi_mock__password_hash_matches(&a, "secreT", 6));
    assert_false(wmi_mock__password_hash_matches(&a, "secret", 5));
}

static const struct CMUnitTest single_tests[] = {
    WORLD_TEST(a_host_may_have_several_accounts),
    WORLD_TEST(a_lost_host_answers_nothing),
    WORLD_TEST(losing_one_host_leaves_the_others),
    WORLD_TEST(this_computer_can_be_lost),
    WORLD_TEST(a_host_may_refuse_to_connect),
    WORLD_TEST(delays_are_waited_for),
    WORLD_TEST(a_host_has_the_local_data_until_it_has_its_own),
    WORLD_TEST(hosts_are_added_by_the_rules),
    WORLD_TEST(the_hash_is_sha_256),
    WORLD_TEST(equal_passwords_have_different_hashes),
};

int main(void)
{
    static struct CMUnitTest tests[256];
    size_t count = 0;

    WORLD_ADD(tests, count, single_tests);
    WORLD_ADD_ROWS(tests, count, parameter_cases, parameters_are_judged);
    WORLD_ADD_ROWS(tests, count, login_cases, logins_are_judged);
    return _cmocka_run_group_tests("test_mock_hosts", tests, count, world_group_setup, world_group_teardown);
}
