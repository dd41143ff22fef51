/* SPDX-License-Identifier: MIT */
/* Namespace paths and servers: what ConnectServer gets for them, and the codes of the malformed ones. */
#include "support/connect_world.h"

#include "os/os.h"

#include <stdio.h>

#define NO_SPACE  ((HRESULT)WBEM_E_INVALID_NAMESPACE)
#define NO_SERVER HRESULT_FROM_WIN32(RPC_S_SERVER_UNAVAILABLE)
#define INVALID   ((HRESULT)WBEM_E_INVALID_PARAMETER)

static const struct path_case {
    const char *name, *server, *path;
    const char *sent; /* what the journal shows, between its quotes */
    HRESULT code;
} paths[] = {
    { "nothing", NULL, NULL, "ROOT\\CIMV2", S_OK },
    { "ROOT\\CIMV2", NULL, "ROOT\\CIMV2", "ROOT\\CIMV2", S_OK },
    { "root/cimv2", NULL, "root/cimv2", "root/cimv2", S_OK },
    { "Root", NULL, "Root", "Root", S_OK },
    { "three deep", NULL, "root\\far/away", "root\\far/away", S_OK },
    { "\\\\.\\root\\cimv2", NULL, "\\\\.\\root\\cimv2", "\\\\.\\root\\cimv2", S_OK },
    { "//./root/cimv2", NULL, "//./root/cimv2", "//./root/cimv2", S_OK },
    { "/\\./root", NULL, "/\\./root", "/\\./root", S_OK },
    { "\\\\localhost\\root", NULL, "\\\\localhost\\root", "\\\\localhost\\root", S_OK },
    { "\\\\db1\\root\\cimv2", NULL, "\\\\db1\\root\\cimv2", "\\\\db1\\root\\cimv2", S_OK },
    { "//db1/root", NULL, "//db1/root", "//db1/root", S_OK },
    { "\\\\127.0.0.1\\root", NULL, "\\\\127.0.0.1\\root", "\\\\127.0.0.1\\root", S_OK },

    { "a server of .", ".", NULL, "\\\\.\\ROOT\\CIMV2", S_OK },
    { "an empty server", "", NULL, "ROOT\\CIMV2", S_OK },
    { "an empty server and a full path", "", "\\\\db1\\root", "\\\\db1\\root", S_OK },
    { "a server of localhost", "localhost", "root", "\\\\localhost\\root", S_OK },
    { "a server by its NetBIOS name", "DB1", NULL, "\\\\DB1\\ROOT\\CIMV2", S_OK },
    { "a server by its DNS name", "db1.corp.example", NULL, "\\\\db1.corp.example\\ROOT\\CIMV2", S_OK },
    { "a server by an IPv4 address", "10.0.0.5", "root/cimv2", "\\\\10.0.0.5\\root/cimv2", S_OK },
    { "a server by an IPv6 address", "2010:836B:4179::836B:4179", NULL,
      "\\\\2010:836B:4179::836B:4179\\ROOT\\CIMV2", S_OK },
    { "an IPv6 address in a path", NULL, "\\\\2010:836B:4179::836B:4179\\root\\cimv2",
      "\\\\2010:836B:4179::836B:4179\\root\\cimv2", S_OK },
    { "an IPv6 address with a zone", "fe80::1%4", NULL, "\\\\fe80::1%4\\ROOT\\CIMV2", S_OK },
    { "an IPv6 address in brackets", "[2010::5]", NULL, "\\\\[2010::5]\\ROOT\\CIMV2", S_OK },
    { "an IPv6 literal name", "2010--5.ipv6-literal.net", NULL, "\\\\2010--5.ipv6-literal.net\\ROOT\\CIMV2",
      S_OK },
    { "a server that is not ASCII", "K\xC3\xB6ln", NULL, "\\\\K\xC3\xB6ln\\ROOT\\CIMV2", S_OK },
    { "server and path the same", "db1", "\\\\DB1\\root", "\\\\DB1\\root", S_OK },
    { "a path that begins with a slash, and a server", "db1", "\\root\\cimv2", "\\\\db1\\root\\cimv2", S_OK },
    { "a path that begins with /, and a server", "db1", "/root", "\\\\db1/root", S_OK },
    { "a loopback address", "127.1.2.3", NULL, "\\\\127.1.2.3\\ROOT\\CIMV2", S_OK },
    { "an IPv6 loopback address", "::1", NULL, "\\\\::1\\ROOT\\CIMV2", S_OK },

    { "an empty path", NULL, "", "", NO_SPACE },
    { "an unknown namespace", NULL, "ROOT\\NOPE", "ROOT\\NOPE", NO_SPACE },
    { "an unknown root", NULL, "NOPE", "NOPE", NO_SPACE },
    { "below one that exists", NULL, "ROOT\\CIMV2\\NOPE", "ROOT\\CIMV2\\NOPE", NO_SPACE },
    { "a slash at the end", NULL, "ROOT\\", "ROOT\\", NO_SPACE },
    { "a slash at the beginning", NULL, "\\ROOT", "\\ROOT", NO_SPACE },
    { "a slash twice", NULL, "ROOT\\\\CIMV2", "ROOT\\\\CIMV2", NO_SPACE },
    { "two slashes alone", NULL, "\\\\", "\\\\", NO_SPACE },
    { "one slash alone", NULL, "\\", "\\", NO_SPACE },
    { "\\\\. alone", NULL, "\\\\.", "\\\\.", NO_SPACE },
    { "\\\\.\\ alone", NULL, "\\\\.\\", "\\\\.\\", NO_SPACE },
    { "a server alone", NULL, "\\\\db1", "\\\\db1", NO_SPACE },
    { "a server and an empty path", "db1", "", "\\\\db1\\", NO_SPACE },
    { "an empty server name in the path", NULL, "\\\\\\root", "\\\\\\root", INVALID },
    { "an empty server name in the path, and a server", "db1", "//\\root", "//\\root", INVALID },
    { "a path of an object", NULL, "ROOT\\CIMV2:Row", "ROOT\\CIMV2:Row", NO_SPACE },
    { "a server that is not there", "nowhere", NULL, "\\\\nowhere\\ROOT\\CIMV2", NO_SERVER },
    { "a server that is not there in the path", NULL, "\\\\nowhere\\root", "\\\\nowhere\\root", NO_SERVER },
    { "neither the server nor the namespace", "nowhere", "nope", "\\\\nowhere\\nope", NO_SERVER },
    { "an address that is no loopback", "128.0.0.1", NULL, "\\\\128.0.0.1\\ROOT\\CIMV2", NO_SERVER },
};

static const char *const servers[] = {
    "db1",       "db1.corp.example",         "10.0.0.5",    "2010:836B:4179::836B:4179", "fe80::1%4",
    "[2010::5]", "2010--5.ipv6-literal.net", "K\xC3\xB6ln",
};

static void add_servers(void)
{
    for (size_t i = 0; i < COUNT_OF(servers); i++)
        world_add(servers[i], NULL, NULL, NULL);
    assert_ok(wmi_mock_load(world, "root\\far\\away", ""));
}

static void assert_resource(const char *resource)
{
    const char *arguments = world_call("IWbemLocator::ConnectServer", 1)->arguments;
    char expected[256];

    snprintf(expected, sizeof expected, "strNetworkResource='%s', strUser", resource);
    if (strncmp(arguments, expected, strlen(expected)) != 0)
        assert_string_equal(arguments, expected);
}

static void connects_to(void **state)
{
    const struct path_case *row = *state;
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = (wmi_connection *)1;

    add_servers();
    options.server = row->server;
    options.namespace_path = row->path;
    assert_hr(row->code, wmi_connect(&options, &connection));
    assert_resource(row->sent);
    assert_int_equal(connection != NULL, row->code == S_OK);
    if (FAILED(row->code)) {
        assert_last_error(row->code, row->sent);
        assert_string_equal(wmi_last_error()->operation, "IWbemLocator::ConnectServer");
        assert_int_equal(wmi_last_error()->retryable, row->code == NO_SERVER);
    }
    wmi_disconnect(connection);
}

/* --- This computer's own names -------------------------------------------------------------------------------- */

static void assert_is_local(const char *server)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    char path[300];

    options.server = server;
    assert_ok(wmi_connect(&options, &connection));
    wmi_disconnect(connection);

    options.user = "ada";
    options.password = "secret";
    assert_hr(WBEM_E_LOCAL_CREDENTIALS, wmi_connect(&options, &connection));
    assert_null(connection);
    assert_last_error(WBEM_E_LOCAL_CREDENTIALS, "this computer");

    snprintf(path, sizeof path, "\\\\%s\\root\\cimv2", server);
    options.server = NULL;
    options.namespace_path = path;
    assert_hr(WBEM_E_LOCAL_CREDENTIALS, wmi_connect(&options, &connection));
}

static void invert_case(char *text)
{
    for (; *text != '\0'; text++) {
        if ((*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z'))
            *text ^= 0x20;
    }
}

static void own_name_is_local(wmi__name_kind kind)
{
    char name[256];

    if (!wmi__computer_name(kind, name, sizeof name))
        skip();
    assert_is_local(name);
    invert_case(name);
    assert_is_local(name);
}

static void the_own_netbios_name_is_local(void **state)
{
    (void)state;
    own_name_is_local(WMI__NAME_NETBIOS);
}

static void the_own_dns_name_is_local(void **state)
{
    (void)state;
    own_name_is_local(WMI__NAME_DNS);
}

/* Names that only resemble a local one belong to other computers, who take credentials. */
static void resembling_names_are_remote(void **state)
{
    const char *const names[] = { "localhost2", "localhos", "..",   "127.0.0", "127.0.0.1.example",
                                  "127x0.0.1",  "::2",      "1::1", "::10",    "1",
                                  "0:1" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
        wmi_connection *connection = NULL;

        world_add(names[i], "ada", NULL, "secret");
        options.server = names[i];
        options.user = "ada";
        options.password = "secret";
        assert_ok(wmi_connect(&options, &connection));
        wmi_disconnect(connection);
    }
}

int main(void)
{
    const struct CMUnitTest single[] = {
        WORLD_TEST(the_own_netbios_name_is_local),
        WORLD_TEST(the_own_dns_name_is_local),
        WORLD_TEST(resembling_names_are_remote),
    };
    struct CMUnitTest tests[COUNT_OF(paths) + COUNT_OF(single)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(paths); i++)
        tests[count++] = WORLD_ROW(connects_to, paths[i]);
    memcpy(tests + count, single, sizeof single);
    return cmocka_run_group_tests_name("connect_paths", tests, NULL, NULL) == 0 ? 0 : 1;
}
