/* SPDX-License-Identifier: MIT */
/* How long the identity of a blanket lives, what the default one means, and the mock being strict about it. */
#include "support/mock_world.h"

#include <stdlib.h>

#define PRIVACY RPC_C_AUTHN_LEVEL_PKT_PRIVACY
#define DENIED  E_ACCESSDENIED

static OLECHAR ada[] = u"ada", corp[] = u"CORP", secret[] = u"secret", bob[] = u"bob";

/* --- How long an identity lives ------------------------------------------------------------------------------------ */

/* What a client does with its identity after CoSetProxyBlanket, which may discard it. */
typedef enum fate {
    KEPT,
    ERASED,
    FREED,
    OVERWRITTEN,
    IN_ANSI
} fate;

static const struct fate_case {
    const char *name;
    fate fate;
} fate_cases[] = {
    { "kept", KEPT },           { "erased at once", ERASED },
    { "freed at once", FREED }, { "on a stack that is used again", OVERWRITTEN },
    { "in ANSI", IN_ANSI },
};

typedef struct stored_identity {
    COAUTHIDENTITY auth;
    OLECHAR user[4], domain[5], password[7];
} stored_identity;

static stored_identity *store_identity(void)
{
    stored_identity *stored = calloc(1, sizeof *stored);

    assert_non_null(stored);
    memcpy(stored->user, ada, sizeof stored->user);
    memcpy(stored->domain, corp, sizeof stored->domain);
    memcpy(stored->password, secret, sizeof stored->password);
    stored->auth = world_identity(stored->user, stored->domain, stored->password);
    return stored;
}

/* The same with the flag of ANSI text. */
static void turn_into_ansi(stored_identity *stored)
{
    memcpy(stored->user, "ada", 4);
    memcpy(stored->domain, "CORP", 5);
    memcpy(stored->password, "secret", 7);
    stored->auth.Flags = SEC_WINNT_AUTH_IDENTITY_ANSI;
}

static void secure_and_discard(void *proxy, fate what)
{
    stored_identity *stored = store_identity();

    if (what == IN_ANSI)
        turn_into_ansi(stored);
    assert_ok(world_secure(proxy, PRIVACY, &stored->auth));
    if (what == ERASED)
        memset(stored->password, 0, sizeof stored->password);
    if (what == OVERWRITTEN)
        memset(stored, 0xA5, sizeof *stored);
    free(stored);
}

static void an_identity_may_be_discarded(void **state)
{
    const struct fate_case *row = *state;
    wmi_mock *mock = world_create();
    IWbemServices *services;
    IEnumWbemClassObject *rows = NULL;
    IUnknown *copy = NULL;

    world_add_account(mock, "db", "ada", "CORP", "secret", NULL);
    services = world_connect_as_ada(mock);
    secure_and_discard(services, row->fate);
    assert_ok(world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    secure_and_discard(rows, row->fate);
    secure_and_discard(rows, row->fate); /* the second replaces the first */
    assert_int_equal(world_drain(rows), 3);
    assert_ok(CoCopyProxy((IUnknown *)services, &copy)); /* with the identity */
    IWbemServices_Release(services);
    assert_ok(world_query((IWbemServices *)(void *)copy, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    IEnumWbemClassObject_Release(rows);
    IUnknown_Release(copy);
    world_destroy(mock);
}

/* --- Defaults are values ------------------------------------------------------------------------------------------- */

static HRESULT secure_by_default(void *proxy, DWORD capabilities)
{
    return CoSetProxyBlanket(proxy, RPC_C_AUTHN_DEFAULT, RPC_C_AUTHZ_DEFAULT, COLE_DEFAULT_PRINCIPAL, PRIVACY,
                             RPC_C_IMP_LEVEL_IMPERSONATE, COLE_DEFAULT_AUTHINFO, capabilities);
}

static const struct default_case {
    const char *name;
    const char *user; /* of the server's account; NULL: the current user */
    const OLECHAR *as;
    DWORD capabilities;
    HRESULT code;
} default_cases[] = {
    { "the default identity is the current user", NULL, NULL, EOAC_NONE, S_OK },
    { "with the default capabilities", NULL, NULL, EOAC_DEFAULT, S_OK },
    { "with cloaking", NULL, NULL, EOAC_DYNAMIC_CLOAKING, S_OK },
    { "it is nobody else", "ada", u"ada", EOAC_NONE, DENIED },
};

static void the_default_identity_is_a_value(void **state)
{
    const struct default_case *row = *state;
    const world_login login = { .resource = u"\\\\db\\root\\cimv2",
                                .user = row->as,
                                .password = row->as == NULL ? NULL : secret };
    wmi_mock *mock = world_create();
    IWbemServices *services = NULL;
    IEnumWbemClassObject *rows = NULL;

    world_add_account(mock, "db", row->user, NULL, row->user == NULL ? NULL : "secret", NULL);
    assert_ok(world_connect(mock, &login, &services));
    assert_ok(secure_by_default(services, row->capabilities));
    assert_non_null(strstr(wmi_mock_call_at(mock, 1)->arguments, "pAuthInfo=COLE_DEFAULT_AUTHINFO"));
    assert_hr(row->code, world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    if (rows != NULL)
        IEnumWbemClassObject_Release(rows);
    IWbemServices_Release(services);
    world_destroy(mock);
}

/* --- Strictly --------------------------------------------------------------------------------------------------------- */

/* Who changes or erases what CoSetProxyBlanket was given has no access any more: old COM kept the pointer. */
static void strictly_the_identity_is_read_at_every_call(void **state)
{
    wmi_mock *mock = *state;
    OLECHAR password[] = u"secret";
    COAUTHIDENTITY identity = world_identity(ada, corp, password);
    IWbemServices *services;
    IEnumWbemClassObject *rows = NULL;
    ULONG got;

    world_add_account(mock, "db", "ada", "CORP", "secret", NULL);
    wmi_mock_be_strict(mock, WMI_MOCK_STRICT_IDENTITY);
    services = world_connect_as_ada(mock);
    assert_ok(world_secure(services, PRIVACY, &identity));
    assert_ok(world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    assert_ok(world_secure(rows, PRIVACY, &identity));
    assert_ok(world_next(rows, FOREVER, 1, &got));

    memset(password, 0, sizeof password);
    assert_hr(DENIED, world_next(rows, FOREVER, 1, &got));
    memcpy(password, secret, sizeof password);
    assert_ok(world_next(rows, FOREVER, 1, &got));
    identity.User = bob;
    assert_hr(DENIED, world_next(rows, FOREVER, 1, &got));
    identity.User = ada;
    assert_ok(world_next(rows, FOREVER, 1, &got));
    IEnumWbemClassObject_Release(rows);

    identity.PasswordLength--;
    assert_hr(DENIED, world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    IWbemServices_Release(services);
}

/* Of a blanket that is set from now on, not of those that are. */
static void strictness_may_be_changed(void **state)
{
    wmi_mock *mock = *state;
    OLECHAR password[] = u"secret";
    COAUTHIDENTITY identity = world_identity(ada, corp, password);
    IWbemServices *services[2];
    IEnumWbemClassObject *rows = NULL;

    world_add_account(mock, "db", "ada", "CORP", "secret", NULL);
    wmi_mock_be_strict(NULL, WMI_MOCK_STRICT_IDENTITY);
    for (size_t i = 0; i < COUNT_OF(services); i++) {
        wmi_mock_be_strict(mock, i == 0 ? WMI_MOCK_STRICT_IDENTITY : 0);
        services[i] = world_connect_as_ada(mock);
        assert_ok(world_secure(services[i], PRIVACY, &identity));
    }
    memset(password, 0, sizeof password);
    assert_hr(DENIED, world_query(services[0], ALL_DISKS, SEMISYNCHRONOUS, &rows));
    assert_ok(world_query(services[1], ALL_DISKS, SEMISYNCHRONOUS, &rows));
    IEnumWbemClassObject_Release(rows);
    for (size_t i = 0; i < COUNT_OF(services); i++)
        IWbemServices_Release(services[i]);
}

static const struct CMUnitTest single_tests[] = {
    WORLD_TEST(strictly_the_identity_is_read_at_every_call),
    WORLD_TEST(strictness_may_be_changed),
};

int main(void)
{
    static struct CMUnitTest tests[64];
    size_t count = 0;

    WORLD_ADD(tests, count, single_tests);
    WORLD_ADD_ROWS(tests, count, fate_cases, an_identity_may_be_discarded);
    WORLD_ADD_ROWS(tests, count, default_cases, the_default_identity_is_a_value);
    return _cmocka_run_group_tests("test_mock_identities", tests, count, world_group_setup,
                                   world_group_teardown);
}
