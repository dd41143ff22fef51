/* SPDX-License-Identifier: MIT */
/* Who calls, and how safely: the identity that is made of user, password and authority, and where it goes. */
#include "support/connect_world.h"
#include "support/own_locator.h"

#include <stdio.h>

#define SET_BLANKET  "CoSetProxyBlanket"
#define DISCONNECTED ((HRESULT)RPC_E_DISCONNECTED)

static wmi_connection *connect_as(const char *server, const char *user, const char *password)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;

    options.server = server;
    options.user = user;
    options.password = password;
    assert_ok(wmi_connect(&options, &connection));
    return connection;
}

/* --- The identity ----------------------------------------------------------------------------------------------- */

static const struct identity_case {
    const char *name, *user, *authority, *password;
    const char *account, *account_domain; /* what the computer has */
    const OLECHAR *as_user, *as_domain, *as_password;
} identities[] = {
    { "DOMAIN\\user", "CORP\\ada", NULL, "secret", "ada", "CORP", u"ada", u"CORP", u"secret" },
    { "a UPN", "ada@corp.example", NULL, "secret", "ada", "corp.example", u"ada@corp.example", NULL,
      u"secret" },
    { "a plain user with NTLMDOMAIN", "ada", "NTLMDOMAIN:CORP", "secret", "ada", "CORP", u"ada", u"CORP",
      u"secret" },
    { "a plain user with ntlmdomain", "ada", "ntlmDomain:CORP", "secret", "ada", "corp", u"ada", u"CORP",
      u"secret" },
    { "a plain user", "ada", NULL, "secret", "ada", NULL, u"ada", NULL, u"secret" },
    { "a plain user with Kerberos", "ada", "Kerberos:host/db1", "secret", "ada", NULL, u"ada", NULL,
      u"secret" },
    { "DOMAIN\\user with Kerberos", "CORP\\ada", "Kerberos:host/db1", "secret", "ada", "CORP", u"ada",
      u"CORP", u"secret" },
    { "a UPN with NTLMDOMAIN", "ada@corp", "NTLMDOMAIN:CORP", "secret", "ada@corp", NULL, u"ada@corp", NULL,
      u"secret" },
    { "an empty domain", "\\ada", NULL, "secret", "ada", NULL, u"ada", u"", u"secret" },
    { "two backslashes", "CORP\\EU\\ada", NULL, "secret", "EU\\ada", "CORP", u"EU\\ada", u"CORP", u"secret" },
    { "an @ behind a domain", "CORP\\ada@home", NULL, "secret", "ada@home", "CORP", u"ada@home", u"CORP",
      u"secret" },
    { "no password", "CORP\\ada", NULL, NULL, "ada", "CORP", u"ada", u"CORP", NULL },
    { "an empty password", "CORP\\ada", NULL, "", "ada", "CORP", u"ada", u"CORP", u"" },
    { "a backslash in the password", "ada", NULL, "a\\b@c", "ada", NULL, u"ada", NULL, u"a\\b@c" },
    { "text that is not ASCII",
      "K\xC3\xB6ln\\\xC3\x84"
      "da",
      NULL, "\xE2\x82\xAC\xF0\x9F\x98\x80",
      "\xC3\x84"
      "da",
      "K\xC3\xB6ln", u"\u00C4da", u"K\u00F6ln", u"\u20AC\U0001F600" },
};

static size_t length_of(const OLECHAR *text)
{
    size_t length = 0;

    while (text[length] != 0)
        length++;
    return length;
}

static void assert_text(const USHORT *text, ULONG length, const OLECHAR *expected)
{
    if (expected == NULL) {
        assert_null(text);
        assert_int_equal(length, 0);
        return;
    }
    assert_non_null(text);
    assert_int_equal(length, length_of(expected));
    assert_memory_equal(text, expected, (length + 1) * sizeof *expected);
}

static const COAUTHIDENTITY *identity_of(IUnknown *proxy)
{
    RPC_AUTH_IDENTITY_HANDLE identity = NULL;
    DWORD service, authorization, level, impersonation, capabilities;
    LPOLESTR principal = NULL;

    assert_ok(CoQueryProxyBlanket(proxy, &service, &authorization, &principal, &level, &impersonation,
                                  &identity, &capabilities));
    assert_int_equal(service, RPC_C_AUTHN_DEFAULT);
    assert_int_equal(authorization, RPC_C_AUTHZ_DEFAULT);
    return identity;
}

static void takes_identity_apart(void **state)
{
    const struct identity_case *row = *state;
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    const COAUTHIDENTITY *identity;

    world_add("db1", row->account, row->account_domain, row->password);
    world_add("db1", "ada", "corp", row->password); /* as a proxy shows ada@corp, without an authority */
    options.server = "db1";
    options.user = row->user;
    options.authority = row->authority;
    options.password = row->password;
    assert_ok(wmi_connect(&options, &connection));
    identity = identity_of((IUnknown *)wmi_services(connection));
    assert_non_null(identity);
    assert_text(identity->User, identity->UserLength, row->as_user);
    assert_text(identity->Domain, identity->DomainLength, row->as_domain);
    assert_text(identity->Password, identity->PasswordLength, row->as_password);
    assert_int_equal(identity->Flags, SEC_WINNT_AUTH_IDENTITY_UNICODE);
    assert_hr(WMI_END, world_read_rows(connection, NULL)); /* the computer understands it, too */
    wmi_disconnect(connection);
}

static void without_a_user_there_is_no_identity(void **state)
{
    wmi_connection *connection;

    (void)state;
    world_add("db1", NULL, NULL, NULL);
    connection = connect_as("db1", NULL, NULL);
    assert_null(identity_of((IUnknown *)wmi_services(connection)));
    wmi_disconnect(connection);
}

/* --- The blanket ---------------------------------------------------------------------------------------------------- */

static const struct blanket_case {
    const char *name;
    wmi_connect_options options; /* its size is filled in */
    unsigned authn, impersonation, capabilities;
} blankets[] = {
    { "this computer", { .server = NULL }, 0, 3, 0 },
    { "this computer, by name", { .server = "localhost" }, 0, 3, 0 },
    { "this computer, by path", { .namespace_path = "\\\\.\\root\\cimv2" }, 0, 3, 0 },
    { "a server", { .server = "db1" }, 6, 3, 0 },
    { "a server, by path", { .namespace_path = "//db1/root/cimv2" }, 6, 3, 0 },
    { "a server with credentials", { .server = "db1", .user = "ada", .password = "secret" }, 6, 3, 0 },
    { "a level on this computer", { .authn_level = WMI_AUTHN_PKT_PRIVACY }, 6, 3, 0 },
    { "NONE", { .server = "db1", .authn_level = WMI_AUTHN_NONE }, 1, 3, 0 },
    { "CONNECT", { .server = "db1", .authn_level = WMI_AUTHN_CONNECT }, 2, 3, 0 },
    { "CALL", { .server = "db1", .authn_level = WMI_AUTHN_CALL }, 3, 3, 0 },
    { "PKT", { .server = "db1", .authn_level = WMI_AUTHN_PKT }, 4, 3, 0 },
    { "PKT_INTEGRITY", { .server = "db1", .authn_level = WMI_AUTHN_PKT_INTEGRITY }, 5, 3, 0 },
    { "PKT_PRIVACY", { .server = "db1", .authn_level = WMI_AUTHN_PKT_PRIVACY }, 6, 3, 0 },
    { "a level with credentials",
      { .server = "db1", .user = "ada", .password = "secret", .authn_level = WMI_AUTHN_PKT_INTEGRITY },
      5,
      3,
      0 },
    { "IMPERSONATE", { .server = "db1", .impersonation = WMI_IMPERSONATION_IMPERSONATE }, 6, 3, 0 },
    { "DELEGATE", { .server = "db1", .impersonation = WMI_IMPERSONATION_DELEGATE }, 6, 4, 0 },
    { "IDENTIFY on this computer", { .impersonation = WMI_IMPERSONATION_IDENTIFY }, 0, 2, 0 },
    { "ANONYMOUS on this computer", { .impersonation = WMI_IMPERSONATION_ANONYMOUS }, 0, 1, 0 },
    { "static cloaking", { .server = "db1", .cloaking = WMI_CLOAKING_STATIC }, 6, 3, 0x20 },
    { "dynamic cloaking", { .server = "db1", .cloaking = WMI_CLOAKING_DYNAMIC }, 6, 3, 0x40 },
    { "dynamic cloaking on this computer", { .cloaking = WMI_CLOAKING_DYNAMIC }, 0, 3, 0x40 },
};

/* A computer that takes any level, so that every one can be tried out. */
static void add_lenient(const char *server)
{
    wmi_mock_host host = WMI_MOCK_HOST_INIT;

    host.authn_level = WMI_AUTHN_NONE;
    assert_ok(wmi_mock_add_host(world, server, &host));
    host.user = "ada";
    host.password = "secret";
    assert_ok(wmi_mock_add_host(world, server, &host));
}

/* The nth CoSetProxyBlanket is on this pointer of a proxy. */
static void assert_blanket(const struct blanket_case *row, size_t nth, const char *pointer)
{
    char expected[160];

    snprintf(expected, sizeof expected,
             "pProxy=%s, dwAuthnLevel=0x%X, dwImpLevel=0x%X, pAuthInfo=%s, dwCapabilities=0x%X", pointer,
             row->authn, row->impersonation, row->options.user == NULL ? "NULL" : "given", row->capabilities);
    assert_string_equal(world_call(SET_BLANKET, nth)->arguments, expected);
}

/* Once on each proxy; with credentials, once on its IUnknown too. */
static void sets_every_blanket_once(void **state)
{
    const struct blanket_case *row = *state;
    size_t each = row->options.user == NULL ? 1 : 2;
    wmi_connect_options options = row->options;
    wmi_connection *connection = NULL;
    wmi_cursor *cursor = NULL;

    add_lenient("db1");
    options.size = sizeof options;
    assert_ok(wmi_connect(&options, &connection));
    assert_int_equal(wmi_mock_call_count(world, SET_BLANKET), each);
    assert_ok(wmi_query(connection, WORLD_QUERY, NULL, &cursor));
    wmi_cursor_close(cursor);
    assert_int_equal(wmi_mock_call_count(world, SET_BLANKET), 2 * each);
    assert_ok(wmi_instances(connection, "Row", NULL, &cursor));
    wmi_cursor_close(cursor);
    wmi_disconnect(connection);
    assert_int_equal(wmi_mock_call_count(world, SET_BLANKET), 3 * each);
    for (size_t nth = 1; nth <= 3 * each; nth += each) {
        assert_blanket(row, nth, "interface");
        if (each == 2)
            assert_blanket(row, nth + 1, "IUnknown");
    }
}

static const char blanket_of_ada[] = "authn=6 imp=3 caps=0x0 user=CORP\\ada";

/* Every call on a proxy goes out under the connection's blanket, and the journal holds nothing else. */
static void every_call_has_the_blanket(void **state)
{
    const char *const story[] = {
        "CoCreateInstance", "IWbemLocator::ConnectServer", SET_BLANKET,
        SET_BLANKET,        "IWbemServices::ExecQuery",    SET_BLANKET,
        SET_BLANKET,        "IEnumWbemClassObject::Next",  "IEnumWbemClassObject::Next"
    };
    wmi_connection *connection;

    (void)state;
    world_add("db1", "ada", "CORP", "secret");
    connection = connect_as("db1", "CORP\\ada", "secret");
    assert_hr(WMI_END, world_read_rows(connection, NULL));
    wmi_disconnect(connection);
    for (size_t i = 0; i < COUNT_OF(story); i++) {
        const wmi_mock_call *call = world_call(NULL, i + 1);

        assert_string_equal(call->operation, story[i]);
        if (strncmp(call->operation, "IWbemServices", 13) == 0 || strncmp(call->operation, "IEnum", 5) == 0)
            assert_string_equal(call->blanket, blanket_of_ada);
    }
    assert_int_equal(wmi_mock_call_count(world, NULL), COUNT_OF(story));
}

/* --- A blanket that fails ------------------------------------------------------------------------------------------ */

static void a_blanket_that_fails_fails_the_connect(void **state)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = (wmi_connection *)1;

    (void)state;
    world_add("db1", "ada", NULL, "secret");
    options.server = "db1";
    options.user = "ada";
    options.password = "secret";
    for (unsigned nth = 1; nth <= 2; nth++) {
        wmi_mock_fail(world, SET_BLANKET, nth, E_ACCESSDENIED);
        connection = (wmi_connection *)1;
        assert_hr(E_ACCESSDENIED, wmi_connect(&options, &connection));
        assert_null(connection);
        assert_last_error(E_ACCESSDENIED, "db1");
        assert_string_equal(wmi_last_error()->operation, SET_BLANKET);
        assert_ok(wmi_shutdown());
        assert_int_equal(wmi_mock_live_objects(world), 0);
    }
    assert_ok(wmi_connect(&options, &connection));
    wmi_disconnect(connection);
}

static void a_blanket_that_fails_fails_the_query(void **state)
{
    wmi_connection *connection;
    wmi_cursor *cursor;

    (void)state;
    world_add("db1", "ada", NULL, "secret");
    connection = connect_as("db1", "ada", "secret");
    for (unsigned nth = 1; nth <= 2; nth++) {
        size_t live = wmi_mock_live_objects(world);

        wmi_mock_fail(world, SET_BLANKET, nth, DISCONNECTED);
        cursor = (wmi_cursor *)1;
        assert_hr(DISCONNECTED, wmi_query(connection, WORLD_QUERY, NULL, &cursor));
        assert_null(cursor);
        assert_last_error(DISCONNECTED, WORLD_QUERY);
        assert_string_equal(wmi_last_error()->operation, SET_BLANKET);
        assert_true(wmi_last_error()->retryable);
        assert_int_equal(wmi_mock_live_objects(world), live);
    }
    assert_hr(WMI_END, world_read_rows(connection, NULL));
    wmi_disconnect(connection);
}

/* An object without IClientSecurity is in the process, and needs no blanket. */
static void objects_without_security_are_left_alone(void **state)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    IWbemClassObject *row = NULL;
    wmi_cursor *cursor = NULL;
    own_locator own;

    (void)state;
    own_locator_init(&own);
    options.locator = &own.locator;
    options.server = "db1";
    options.user = "ada";
    options.password = "secret";
    assert_ok(wmi_connect(&options, &connection));
    assert_ok(wmi_query(connection, WORLD_QUERY, NULL, &cursor));
    assert_hr(WMI_END, wmi_cursor_next(cursor, &row));
    assert_ok(wmi_secure_proxy(connection, (IUnknown *)wmi_services(connection)));
    wmi_cursor_close(cursor);
    wmi_disconnect(connection);
    assert_int_equal(own.references, 0);
    assert_int_equal(wmi_mock_call_count(world, NULL), 0);
}

/* --- How long an identity lives ---------------------------------------------------------------------------------- */

/* The mock reads the identity at every call, as COM may: an early erasure shows as access denied, or in ASan. */
static void a_cursor_that_outlives_its_connection_is_still_somebody(void **state)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_connection *connection;
    IWbemClassObject *row;
    wmi_cursor *cursor = NULL;
    wmi_cursor *another = NULL;
    size_t nexts;

    (void)state;
    world_add("db1", "ada", "CORP", "secret");
    connection = connect_as("db1", "CORP\\ada", "secret");
    options.batch_size = 1;
    assert_ok(wmi_query(connection, WORLD_QUERY, &options, &cursor));
    assert_ok(wmi_instances(connection, "Row", &options, &another));
    wmi_disconnect(connection);
    for (unsigned i = 0; i < WORLD_ROWS; i++)
        assert_ok(wmi_cursor_next(cursor, &row));
    assert_hr(WMI_END, wmi_cursor_next(cursor, &row));
    wmi_cursor_close(cursor);
    assert_ok(wmi_cursor_next(another, &row));
    wmi_cursor_close(another);
    nexts = wmi_mock_call_count(world, "IEnumWbemClassObject::Next");
    assert_int_equal(nexts, WORLD_ROWS + 2);
    for (size_t nth = 1; nth <= nexts; nth++)
        assert_string_equal(world_call("IEnumWbemClassObject::Next", nth)->blanket, blanket_of_ada);
}

/* Two connections to one server are two identities. */
static void identities_do_not_mix(void **state)
{
    wmi_connection *first;
    wmi_connection *second;

    (void)state;
    world_add("db1", "ada", NULL, "secret");
    world_add("db1", "eve", NULL, "");
    first = connect_as("db1", "ada", "secret");
    second = connect_as("db1", "eve", "");
    assert_hr(WMI_END, world_read_rows(second, NULL));
    wmi_disconnect(second);
    assert_hr(WMI_END, world_read_rows(first, NULL));
    wmi_disconnect(first);
    assert_string_equal(world_call("IWbemServices::ExecQuery", 1)->blanket,
                        "authn=6 imp=3 caps=0x0 user=eve");
    assert_string_equal(world_call("IWbemServices::ExecQuery", 2)->blanket,
                        "authn=6 imp=3 caps=0x0 user=ada");
}

/* --- Raw COM ---------------------------------------------------------------------------------------------------------- */

static IEnumWbemClassObject *query_by_raw_com(const wmi_connection *connection)
{
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(u"SELECT * FROM Row");
    IEnumWbemClassObject *rows = NULL;

    assert_ok(IWbemServices_ExecQuery(wmi_services(connection), language, query,
                                      WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_FORWARD_ONLY, NULL, &rows));
    SysFreeString(query);
    SysFreeString(language);
    return rows;
}

static void a_proxy_got_by_raw_com_is_secured(void **state)
{
    wmi_connection *connection;
    IEnumWbemClassObject *rows;
    IWbemClassObject *row = NULL;
    ULONG returned = 0;

    (void)state;
    world_add("db1", "ada", NULL, "secret");
    connection = connect_as("db1", "ada", "secret");
    rows = query_by_raw_com(connection);
    assert_hr(E_ACCESSDENIED, IEnumWbemClassObject_Next(rows, (LONG)WBEM_INFINITE, 1, &row, &returned));
    assert_ok(wmi_secure_proxy(connection, (IUnknown *)rows));
    assert_int_equal(wmi_mock_call_count(world, SET_BLANKET), 4);
    assert_ok(IEnumWbemClassObject_Next(rows, (LONG)WBEM_INFINITE, 1, &row, &returned));
    assert_int_equal(returned, 1);
    IWbemClassObject_Release(row);
    wmi_mock_fail(world, SET_BLANKET, 1, E_ACCESSDENIED);
    assert_hr(E_ACCESSDENIED, wmi_secure_proxy(connection, (IUnknown *)rows));
    assert_last_error(E_ACCESSDENIED, "proxy");
    IEnumWbemClassObject_Release(rows);
    wmi_disconnect(connection);
}

static void secure_proxy_refuses_null(void **state)
{
    wmi_connection *connection;

    (void)state;
    connection = connect_as(NULL, NULL, NULL);
    assert_hr(E_POINTER, wmi_secure_proxy(connection, NULL));
    assert_last_error(E_POINTER, "proxy");
    assert_hr(E_POINTER, wmi_secure_proxy(NULL, (IUnknown *)wmi_services(connection)));
    assert_last_error(E_POINTER, "connection");
    assert_null(wmi_services(NULL));
    wmi_disconnect(connection);
    wmi_disconnect(NULL);
}

/* --- Who may log in ------------------------------------------------------------------------------------------------- */

static const struct login_case {
    const char *name, *user, *authority, *password;
    HRESULT code;
} logins[] = {
    { "as DOMAIN\\user", "CORP\\ada", NULL, "secret", S_OK },
    { "as a UPN", "ada@CORP", NULL, "secret", S_OK },
    { "by NTLMDOMAIN", "ada", "NTLMDOMAIN:CORP", "secret", S_OK },
    { "in another case", "corp\\ADA", NULL, "secret", S_OK },
    { "with another password", "CORP\\ada", NULL, "Secret", E_ACCESSDENIED },
    { "with no password", "CORP\\ada", NULL, NULL, E_ACCESSDENIED },
    { "with an empty password", "CORP\\ada", NULL, "", E_ACCESSDENIED },
    { "in another domain", "OTHER\\ada", NULL, "secret", E_ACCESSDENIED },
    { "in no domain", "ada", NULL, "secret", E_ACCESSDENIED },
    { "as somebody else", "CORP\\eve", NULL, "secret", E_ACCESSDENIED },
    { "as the current user", NULL, NULL, NULL, E_ACCESSDENIED },
};

static void logs_in(void **state)
{
    const struct login_case *row = *state;
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;

    world_add("db1", "ada", "CORP", "secret");
    options.server = "db1";
    options.user = row->user;
    options.authority = row->authority;
    options.password = row->password;
    assert_hr(row->code, wmi_connect(&options, &connection));
    if (row->code == S_OK) {
        assert_hr(WMI_END, world_read_rows(connection, NULL));
    } else {
        assert_last_error(row->code, "db1");
        assert_string_not_equal(wmi_last_error()->hint, "");
    }
    wmi_disconnect(connection);
}

int main(void)
{
    const struct CMUnitTest single[] = {
        WORLD_TEST(without_a_user_there_is_no_identity),
        WORLD_TEST(every_call_has_the_blanket),
        WORLD_TEST(a_blanket_that_fails_fails_the_connect),
        WORLD_TEST(a_blanket_that_fails_fails_the_query),
        WORLD_TEST(objects_without_security_are_left_alone),
        WORLD_TEST(a_cursor_that_outlives_its_connection_is_still_somebody),
        WORLD_TEST(identities_do_not_mix),
        WORLD_TEST(a_proxy_got_by_raw_com_is_secured),
        WORLD_TEST(secure_proxy_refuses_null),
    };
    struct CMUnitTest tests[COUNT_OF(identities) + COUNT_OF(blankets) + COUNT_OF(logins) + COUNT_OF(single)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(identities); i++)
        tests[count++] = WORLD_ROW(takes_identity_apart, identities[i]);
    for (size_t i = 0; i < COUNT_OF(blankets); i++)
        tests[count++] = WORLD_ROW(sets_every_blanket_once, blankets[i]);
    for (size_t i = 0; i < COUNT_OF(logins); i++)
        tests[count++] = WORLD_ROW(logs_in, logins[i]);
    memcpy(tests + count, single, sizeof single);
    return cmocka_run_group_tests_name("connect_security", tests, NULL, NULL) == 0 ? 0 : 1;
}
