/* SPDX-License-Identifier: MIT */
/*
 * What wmi_connect refuses by itself, each rule and each boundary of a rule; and what it sends for the options
 * just on the other side of them.
 */
#include "support/connect_world.h"

#include <stdio.h>

#define INVALID  ((HRESULT)WBEM_E_INVALID_PARAMETER)
#define LOCAL    ((HRESULT)WBEM_E_LOCAL_CREDENTIALS)
#define NO_UTF8  "\xC3("
#define MAX_WAIT ((uint32_t)WBEM_FLAG_CONNECT_USE_MAX_WAIT)

/* --- Refused -------------------------------------------------------------------------------------------------- */

/* Whose rule it is: the specification's, or this library's, which it has to say. */
enum rule_owner {
    SPEC,
    OURS
};

static const struct refused_case {
    const char *name;
    wmi_connect_options options; /* its size is filled in */
    HRESULT code;
    const char *word;
    enum rule_owner owner;
} refused[] = {
    { "server is not UTF-8", { .server = NO_UTF8 }, INVALID, "server", OURS },
    { "namespace_path is not UTF-8", { .namespace_path = NO_UTF8 }, INVALID, "namespace_path", OURS },
    { "user is not UTF-8", { .server = "db1", .user = NO_UTF8 }, INVALID, "user", OURS },
    { "password is not UTF-8",
      { .server = "db1", .user = "ada", .password = NO_UTF8 },
      INVALID,
      "password",
      OURS },
    { "authority is not UTF-8", { .server = "db1", .authority = NO_UTF8 }, INVALID, "authority", OURS },
    { "locale is not UTF-8", { .locale = NO_UTF8 }, INVALID, "locale", OURS },
    { "a surrogate in UTF-8", { .namespace_path = "\xED\xA0\x80" }, INVALID, "namespace_path", OURS },
    { "an overlong slash", { .server = "\xC0\xAF" }, INVALID, "server", OURS },

    { "the reserved flag", { .security_flags = 0x40 }, INVALID, "reserved", SPEC },
    { "the reserved flag with MAX_WAIT", { .security_flags = 0xC0 }, INVALID, "reserved", SPEC },
    { "the reserved flag with WAIT_FOREVER", { .security_flags = 0x80000040 }, INVALID, "reserved", SPEC },
    { "the lowest flag", { .security_flags = 0x1 }, INVALID, "security_flags", SPEC },
    { "the flag above MAX_WAIT", { .security_flags = 0x100 }, INVALID, "security_flags", SPEC },
    { "a flag beside MAX_WAIT", { .security_flags = 0x81 }, INVALID, "security_flags", SPEC },
    { "MAX_WAIT and WAIT_FOREVER", { .security_flags = 0x80000080 }, INVALID, "security_flags", SPEC },
    { "a flag beside WAIT_FOREVER", { .security_flags = 0x80000001 }, INVALID, "security_flags", SPEC },

    { "an empty user", { .server = "db1", .user = "" }, INVALID, "user", SPEC },
    { "an empty user with a password",
      { .server = "db1", .user = "", .password = "x" },
      INVALID,
      "user",
      SPEC },
    { "an empty user for this computer", { .user = "" }, INVALID, "user", SPEC },
    { "a password without a user", { .server = "db1", .password = "x" }, INVALID, "password", OURS },
    { "an empty password without a user", { .server = "db1", .password = "" }, INVALID, "password", OURS },

    { "a bare domain as authority",
      { .server = "db1", .user = "ada", .authority = "CORP" },
      INVALID,
      "authority",
      OURS },
    { "Kerberos: alone", { .server = "db1", .authority = "Kerberos:" }, INVALID, "authority", OURS },
    { "NTLMDOMAIN: alone", { .server = "db1", .authority = "NTLMDOMAIN:" }, INVALID, "authority", OURS },
    { "Kerberos without a colon", { .server = "db1", .authority = "Kerberos" }, INVALID, "authority", OURS },
    { "NTLMDOMAIN without a colon",
      { .server = "db1", .authority = "NTLMDOMAIN" },
      INVALID,
      "authority",
      OURS },
    { "a space before NTLMDOMAIN",
      { .server = "db1", .authority = " NTLMDOMAIN:CORP" },
      INVALID,
      "authority",
      OURS },
    { "a space before the colon",
      { .server = "db1", .authority = "Kerberos :x" },
      INVALID,
      "authority",
      OURS },
    { "an unknown kind of authority",
      { .server = "db1", .authority = "Negotiate:CORP" },
      INVALID,
      "authority",
      OURS },

    { "the domain twice, the same",
      { .server = "db1", .user = "CORP\\ada", .authority = "NTLMDOMAIN:CORP" },
      INVALID,
      "authority",
      SPEC },
    { "the domain twice, different",
      { .server = "db1", .user = "CORP\\ada", .authority = "ntlmdomain:OTHER" },
      INVALID,
      "authority",
      SPEC },
    { "an empty domain before the user, and an authority",
      { .server = "db1", .user = "\\ada", .authority = "NTLMDOMAIN:CORP" },
      INVALID,
      "authority",
      SPEC },

    { "an empty locale", { .locale = "" }, INVALID, "locale", SPEC },
    { "a locale without MS_", { .locale = "en-US" }, INVALID, "locale", SPEC },
    { "a locale of a bare number", { .locale = "409" }, INVALID, "locale", SPEC },
    { "a locale of MS_ alone", { .locale = "MS_" }, INVALID, "locale", SPEC },
    { "a locale of MS without its underscore", { .locale = "MS409" }, INVALID, "locale", SPEC },
    { "a locale of nine digits", { .locale = "MS_123456789" }, INVALID, "locale", SPEC },
    { "a locale with a G", { .locale = "MS_40G" }, INVALID, "locale", SPEC },
    { "a locale with 0x", { .locale = "MS_0x409" }, INVALID, "locale", SPEC },
    { "a locale with a space behind", { .locale = "MS_409 " }, INVALID, "locale", SPEC },
    { "a locale with a sign", { .locale = "MS_-409" }, INVALID, "locale", SPEC },

    { "a backslash in server", { .server = "db1\\root" }, INVALID, "server", OURS },
    { "a slash in server", { .server = "db1/root" }, INVALID, "server", OURS },
    { "server with its backslashes", { .server = "\\\\db1" }, INVALID, "server", OURS },
    { "a backslash behind server", { .server = "db1\\" }, INVALID, "server", OURS },
    { "a backslash for server", { .server = "\\" }, INVALID, "server", OURS },

    { "two servers",
      { .server = "db1", .namespace_path = "\\\\db2\\root\\cimv2" },
      INVALID,
      "namespace_path",
      OURS },
    { "two servers, one longer",
      { .server = "db1", .namespace_path = "//db11/root" },
      INVALID,
      "namespace_path",
      OURS },
    { "this computer and another",
      { .server = ".", .namespace_path = "\\\\db1\\root" },
      INVALID,
      "two",
      OURS },
    { "another computer and this one",
      { .server = "db1", .namespace_path = "\\\\.\\root" },
      INVALID,
      "two",
      OURS },

    { "authn_level above the last",
      { .authn_level = (wmi_authn_level)7 },
      E_INVALIDARG,
      "authn_level",
      OURS },
    { "authn_level below the first",
      { .authn_level = (wmi_authn_level)-1 },
      E_INVALIDARG,
      "authn_level",
      OURS },
    { "impersonation above the last",
      { .impersonation = (wmi_impersonation_level)5 },
      E_INVALIDARG,
      "impersonation",
      OURS },
    { "impersonation below the first",
      { .impersonation = (wmi_impersonation_level)-1 },
      E_INVALIDARG,
      "impersonation",
      OURS },
    { "cloaking of both kinds", { .cloaking = (wmi_cloaking)0x60 }, E_INVALIDARG, "cloaking", OURS },
    { "cloaking of no kind", { .cloaking = (wmi_cloaking)1 }, E_INVALIDARG, "cloaking", OURS },
    { "an unknown com_setup", { .com_setup = (wmi_com_setup)2 }, E_INVALIDARG, "com_setup", OURS },
    { "static cloaking with a user",
      { .server = "db1", .user = "ada", .cloaking = WMI_CLOAKING_STATIC },
      E_INVALIDARG,
      "cloaking",
      SPEC },
    { "dynamic cloaking with a user",
      { .server = "db1", .user = "ada", .cloaking = WMI_CLOAKING_DYNAMIC },
      E_INVALIDARG,
      "cloaking",
      SPEC },

    { "a user for no server", { .user = "ada" }, LOCAL, "user", SPEC },
    { "user and password for no server", { .user = "ada", .password = "x" }, LOCAL, "password", SPEC },
    { "a user for a server of nothing", { .server = "", .user = "ada" }, LOCAL, "this computer", SPEC },
    { "a user for .", { .server = ".", .user = "ada" }, LOCAL, "this computer", SPEC },
    { "a user for localhost", { .server = "localhost", .user = "ada" }, LOCAL, "this computer", SPEC },
    { "a user for LocalHost", { .server = "LocalHost", .user = "ada" }, LOCAL, "this computer", SPEC },
    { "a user for 127.0.0.1", { .server = "127.0.0.1", .user = "ada" }, LOCAL, "this computer", SPEC },
    { "a user for 127.255.255.254",
      { .server = "127.255.255.254", .user = "ada" },
      LOCAL,
      "this computer",
      SPEC },
    { "a user for ::1", { .server = "::1", .user = "ada" }, LOCAL, "this computer", SPEC },
    { "a user for 0:0:0:0:0:0:0:1",
      { .server = "0:0:0:0:0:0:0:1", .user = "ada" },
      LOCAL,
      "this computer",
      SPEC },
    { "a user for \\\\.\\root", { .namespace_path = "\\\\.\\root", .user = "ada" }, LOCAL, "user", SPEC },
    { "a user for //localhost/root",
      { .namespace_path = "//localhost/root", .user = "ada" },
      LOCAL,
      "user",
      SPEC },
    { "an authority for no server", { .authority = "NTLMDOMAIN:CORP" }, LOCAL, "authority", SPEC },
    { "Kerberos for no server", { .authority = "Kerberos:host/db1" }, LOCAL, "authority", SPEC },
};

static void assert_refused(const wmi_connect_options *options, HRESULT code, const char *word)
{
    wmi_connection *connection = (wmi_connection *)1;

    assert_hr(code, wmi_connect(options, &connection));
    assert_null(connection);
    assert_last_error(code, word);
    assert_string_equal(wmi_last_error()->operation, "wmi_connect");
    assert_string_equal(wmi_last_error()->name, wmi_error_name(code));
    assert_string_not_equal(wmi_last_error()->hint, "");
    assert_false(wmi_last_error()->retryable);
    assert_int_equal(wmi_mock_call_count(world, NULL), 0);
}

static bool is_labelled(const wmi_error *error)
{
    return strncmp(error->message, "wmikit: ", strlen("wmikit: ")) == 0;
}

static void refuses(void **state)
{
    const struct refused_case *row = *state;
    wmi_connect_options options = row->options;

    options.size = sizeof options;
    assert_refused(&options, row->code, row->word);
    assert_int_equal(is_labelled(wmi_last_error()), row->owner == OURS);
}

/* A wait that may be ended goes another way: it is refused all the same, before a thread is made. */
static void refuses_with_a_timeout(void **state)
{
    const struct refused_case *row = *state;
    wmi_connect_options options = row->options;

    options.size = sizeof options;
    options.timeout_ms = 60000;
    assert_refused(&options, row->code, row->word);
}

static void refuses_unknown_sizes(void **state)
{
    const size_t sizes[] = { 0, 1, sizeof(wmi_connect_options) - 1, sizeof(wmi_connect_options) + 1,
                             (size_t)-1 };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;

        options.size = sizes[i];
        assert_refused(&options, E_INVALIDARG, "start from WMI_CONNECT_OPTIONS_INIT");
    }
}

static void refuses_no_place_for_the_connection(void **state)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;

    (void)state;
    assert_hr(E_POINTER, wmi_connect(&options, NULL));
    assert_last_error(E_POINTER, "connection");
    assert_hr(E_POINTER, wmi_connect(NULL, NULL));
    assert_int_equal(wmi_mock_call_count(world, NULL), 0);
}

/* --- Passed on -------------------------------------------------------------------------------------------------- */

/* How the journal shows a parameter; NULL: what the defaults send. */
typedef struct parameters {
    const char *resource, *user, *password, *locale, *flags, *authority;
} parameters;

static const struct accepted_case {
    const char *name;
    wmi_connect_options options; /* its size is filled in */
    parameters sent;
} accepted[] = {
    { "the defaults", { 0 }, { 0 } },
    { "a flag of MAX_WAIT", { .security_flags = MAX_WAIT }, { .flags = "0x80" } },
    { "a flag of WAIT_FOREVER", { .security_flags = WMI_CONNECT_WAIT_FOREVER }, { .flags = "0x0" } },
    { "a locale", { .locale = "MS_409" }, { .locale = "'MS_409'" } },
    { "a locale of one digit", { .locale = "MS_0" }, { .locale = "'MS_0'" } },
    { "a locale of eight digits", { .locale = "MS_12345678" }, { .locale = "'MS_12345678'" } },
    { "a locale of eight letters", { .locale = "MS_ABCDEFab" }, { .locale = "'MS_ABCDEFab'" } },
    { "a locale in small letters", { .locale = "ms_c0a" }, { .locale = "'ms_c0a'" } },
    { "an empty authority", { .authority = "" }, { 0 } },
    { "a server in another case than the path's",
      { .server = "DB1", .namespace_path = "\\\\db1\\root\\cimv2" },
      { .resource = "'\\\\db1\\root\\cimv2'" } },
    { "this computer by two of its names",
      { .server = ".", .namespace_path = "\\\\localhost\\root\\cimv2" },
      { .resource = "'\\\\localhost\\root\\cimv2'" } },
    { "a user alone",
      { .server = "db1", .user = "kim" },
      { .resource = "'\\\\db1\\ROOT\\CIMV2'", .user = "'kim'" } },
    { "a password",
      { .server = "db1", .user = "ada", .password = "secret" },
      { .resource = "'\\\\db1\\ROOT\\CIMV2'", .user = "'ada'", .password = "given" } },
    { "an empty password",
      { .server = "db1", .user = "eve", .password = "" },
      { .resource = "'\\\\db1\\ROOT\\CIMV2'", .user = "'eve'", .password = "empty" } },
    { "a password and an empty authority",
      { .server = "db1", .user = "ada", .password = "secret", .authority = "" },
      { .resource = "'\\\\db1\\ROOT\\CIMV2'", .user = "'ada'", .password = "given" } },
    { "a domain in user",
      { .server = "db1", .user = "CORP\\ada", .password = "secret" },
      { .resource = "'\\\\db1\\ROOT\\CIMV2'", .user = "'CORP\\ada'", .password = "given" } },
    { "a UPN",
      { .server = "db1", .user = "ada@corp.example", .password = "secret" },
      { .resource = "'\\\\db1\\ROOT\\CIMV2'", .user = "'ada@corp.example'", .password = "given" } },
    { "a domain in authority",
      { .server = "db1", .user = "ada", .password = "secret", .authority = "NTLMDOMAIN:CORP" },
      { .resource = "'\\\\db1\\ROOT\\CIMV2'",
        .user = "'ada'",
        .password = "given",
        .authority = "'NTLMDOMAIN:CORP'" } },
    { "a domain of one letter in a small authority",
      { .server = "db1", .user = "ada", .password = "secret", .authority = "ntlmdomain:x" },
      { .resource = "'\\\\db1\\ROOT\\CIMV2'",
        .user = "'ada'",
        .password = "given",
        .authority = "'ntlmdomain:x'" } },
    { "a UPN and a domain in authority",
      { .server = "db1", .user = "ada@corp", .password = "secret", .authority = "NTLMDOMAIN:CORP" },
      { .resource = "'\\\\db1\\ROOT\\CIMV2'",
        .user = "'ada@corp'",
        .password = "given",
        .authority = "'NTLMDOMAIN:CORP'" } },
    { "a domain in user and Kerberos",
      { .server = "db1", .user = "CORP\\ada", .password = "secret", .authority = "Kerberos:x" },
      { .resource = "'\\\\db1\\ROOT\\CIMV2'",
        .user = "'CORP\\ada'",
        .password = "given",
        .authority = "'Kerberos:x'" } },
    { "a small kerberos",
      { .server = "db1", .user = "ada", .password = "secret", .authority = "kerberos:x" },
      { .resource = "'\\\\db1\\ROOT\\CIMV2'",
        .user = "'ada'",
        .password = "given",
        .authority = "'kerberos:x'" } },
    { "Kerberos without a user",
      { .server = "db1", .authority = "Kerberos:host/db1" },
      { .resource = "'\\\\db1\\ROOT\\CIMV2'", .authority = "'Kerberos:host/db1'" } },
    { "text that is not ASCII",
      { .server = "db1", .user = "K\xC3\xB6rper\xF0\x9F\x98\x80", .password = "" },
      { .resource = "'\\\\db1\\ROOT\\CIMV2'",
        .user = "'K\xC3\xB6rper\xF0\x9F\x98\x80'",
        .password = "empty" } },
    { "the highest level of each kind",
      { .server = "db1", .authn_level = WMI_AUTHN_PKT_PRIVACY, .impersonation = WMI_IMPERSONATION_DELEGATE },
      { .resource = "'\\\\db1\\ROOT\\CIMV2'" } },
    { "cloaking without a user",
      { .server = "db1", .cloaking = WMI_CLOAKING_DYNAMIC },
      { .resource = "'\\\\db1\\ROOT\\CIMV2'" } },
};

static const char *shown(const char *parameter, const char *otherwise)
{
    return parameter != NULL ? parameter : otherwise;
}

static void assert_sent(const parameters *sent, bool context)
{
    char expected[512];

    snprintf(expected, sizeof expected,
             "strNetworkResource=%s, strUser=%s, strPassword=%s, strLocale=%s, lSecurityFlags=%s, "
             "strAuthority=%s, pCtx=%s",
             shown(sent->resource, "'ROOT\\CIMV2'"), shown(sent->user, "NULL"), shown(sent->password, "NULL"),
             shown(sent->locale, "NULL"), shown(sent->flags, "0x80"), shown(sent->authority, "NULL"),
             context ? "given" : "NULL");
    assert_string_equal(world_call("IWbemLocator::ConnectServer", 1)->arguments, expected);
}

static void add_accounts(void)
{
    world_add("db1", NULL, NULL, NULL);
    world_add("db1", "ada", NULL, "secret");
    world_add("db1", "ada@corp", NULL, "secret");
    world_add("db1", "eve", NULL, "");
    world_add("db1", "kim", NULL, NULL);
    world_add("db1", "K\xC3\xB6rper\xF0\x9F\x98\x80", NULL, "");
}

static void passes_on(void **state)
{
    const struct accepted_case *row = *state;
    wmi_connect_options options = row->options;
    wmi_connection *connection = NULL;

    add_accounts();
    options.size = sizeof options;
    assert_ok(wmi_connect(&options, &connection));
    assert_sent(&row->sent, false);
    assert_hr(WMI_END, world_read_rows(connection, NULL));
    wmi_disconnect(connection);
}

static void no_options_are_the_defaults(void **state)
{
    wmi_connection *connection = NULL;

    (void)state;
    assert_ok(wmi_connect(NULL, &connection));
    assert_sent(&(parameters){ 0 }, false);
    wmi_disconnect(connection);
}

static void a_context_is_passed_on_to_every_call(void **state)
{
    const wmi_argument values[] = { { "__ProviderArchitecture", wmi_value_sint32(64) } };
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;

    (void)state;
    assert_ok(wmi_context_create(values, COUNT_OF(values), &options.context));
    assert_ok(wmi_connect(&options, &connection));
    wmi_context_release(options.context); /* the connection has its own reference */
    assert_sent(&(parameters){ 0 }, true);
    assert_hr(WMI_END, world_read_rows(connection, NULL));
    assert_non_null(strstr(world_call("IWbemServices::ExecQuery", 1)->arguments, "pCtx=given"));
    wmi_disconnect(connection);
}

/* NULL and "" are different passwords: each opens only the account that has it. */
static void no_password_is_not_an_empty_one(void **state)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;

    (void)state;
    add_accounts();
    options.server = "db1";
    options.user = "eve";
    assert_hr(E_ACCESSDENIED, wmi_connect(&options, &connection));
    options.user = "kim";
    options.password = "";
    assert_hr(E_ACCESSDENIED, wmi_connect(&options, &connection));
    options.user = "eve";
    assert_ok(wmi_connect(&options, &connection));
    wmi_disconnect(connection);
    options.user = "kim";
    options.password = NULL;
    assert_ok(wmi_connect(&options, &connection));
    wmi_disconnect(connection);
}

/* The message of a refused login names the server, and of the password nothing at all. */
static void no_message_has_the_password(void **state)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;

    (void)state;
    add_accounts();
    options.server = "db1";
    options.user = "ada";
    options.password = "Secret-Not-To-Be-Seen";
    assert_hr(E_ACCESSDENIED, wmi_connect(&options, &connection));
    assert_last_error(E_ACCESSDENIED, "db1");
    assert_null(strstr(wmi_last_error()->message, options.password));
    for (size_t i = 0; wmi_mock_call_at(world, i) != NULL; i++)
        assert_null(strstr(wmi_mock_call_at(world, i)->arguments, options.password));
}

int main(void)
{
    const struct CMUnitTest single[] = {
        WORLD_TEST(refuses_unknown_sizes),           WORLD_TEST(refuses_no_place_for_the_connection),
        WORLD_TEST(no_options_are_the_defaults),     WORLD_TEST(a_context_is_passed_on_to_every_call),
        WORLD_TEST(no_password_is_not_an_empty_one), WORLD_TEST(no_message_has_the_password),
    };
    struct CMUnitTest tests[2 * COUNT_OF(refused) + COUNT_OF(accepted) + COUNT_OF(single)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(refused); i++)
        tests[count++] = WORLD_ROW(refuses, refused[i]);
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        tests[count++] = WORLD_ROW(refuses_with_a_timeout, refused[i]);
    for (size_t i = 0; i < COUNT_OF(accepted); i++)
        tests[count++] = WORLD_ROW(passes_on, accepted[i]);
    memcpy(tests + count, single, sizeof single);
    return cmocka_run_group_tests_name("connect_options", tests, NULL, NULL) == 0 ? 0 : 1;
}
