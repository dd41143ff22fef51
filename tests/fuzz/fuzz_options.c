/* SPDX-License-Identifier: MIT */
/*
 * wmi_connect with options made of any bytes, against the mock, which has ConnectServer's rules of its own: what the
 * library lets through must not be refused there, and what it refuses must not get there.
 *
 * The input: one byte that says which texts are given, four that are the flags, one for each other choice, then the
 * texts, each ended by a NUL.
 */
#include <wmikit.h>

#include <wmikit/com.h>
#include <wmikit/mock.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum layout {
    GIVEN,     /* a bit for each text, in the order of TEXTS; above them, whether there is a deadline */
    FLAGS,     /* little endian */
    AUTHN = 5, /* the level */
    IMPERSONATION,
    CLOAKING,
    COM_SETUP,
    TEXTS /* server, namespace_path, user, password, authority, locale */
};

#define TEXT_COUNT    6
#define WITH_DEADLINE 0x40u
#define CONNECT       "IWbemLocator::ConnectServer"

static wmi_mock *mock;

static void check(bool condition)
{
    if (!condition)
        abort();
}

static void add_host(const char *server, const char *user, const char *domain, const char *password)
{
    wmi_mock_host host = WMI_MOCK_HOST_INIT;

    host.user = user;
    host.domain = domain;
    host.password = password;
    check(wmi_mock_add_host(mock, server, &host) == S_OK);
}

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    (void)count;
    (void)arguments;
    check(wmi_mock_create(&mock) == S_OK);
    check(wmi_mock_load(mock, NULL, "class Row { [key] uint32 Id; }; instance of Row { Id = 1; };") == S_OK);
    add_host("db1", NULL, NULL, NULL);
    add_host("db1", "ada", NULL, "secret");
    add_host("db1", "eve", "CORP", "");
    wmi_mock_keep_journal(mock, false);
    check(wmi_mock_install(mock) == S_OK);
    return 0;
}

static bool is_separator(char c)
{
    return c == '\\' || c == '/';
}

/* A path that names a server by nothing: the one thing that the library leaves to WMI to refuse. */
static bool has_empty_server(const char *path)
{
    return path != NULL && is_separator(path[0]) && is_separator(path[1]) && is_separator(path[2]);
}

static void use(wmi_connection *connection)
{
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row = NULL;

    if (wmi_query(connection, "SELECT * FROM Row", NULL, &cursor) == S_OK)
        wmi_cursor_next(cursor, &row);
    wmi_cursor_close(cursor);
}

static void judge(const wmi_connect_options *options, HRESULT hr, const wmi_connection *connection,
                  size_t calls)
{
    const wmi_error *error = wmi_last_error();

    check(SUCCEEDED(hr) == (connection != NULL));
    if (SUCCEEDED(hr)) {
        check(hr == S_OK && calls == 1);
        return;
    }
    check(error->code == hr && error->message[0] != '\0');
    if (strcmp(error->operation, "wmi_connect") == 0)
        check(calls == 0 && error->hint[0] != '\0');
    else if (strcmp(error->operation, CONNECT) == 0)
        check(hr != (HRESULT)WBEM_E_LOCAL_CREDENTIALS &&
              (hr != (HRESULT)WBEM_E_INVALID_PARAMETER || has_empty_server(options->namespace_path)));
}

static void try(const wmi_connect_options *options)
{
    size_t before = wmi_mock_call_count(mock, CONNECT);
    wmi_connection *connection = NULL;
    HRESULT hr = wmi_connect(options, &connection);

    judge(options, hr, connection, wmi_mock_call_count(mock, CONNECT) - before);
    if (connection != NULL)
        use(connection);
    wmi_disconnect(connection);
    check(wmi_shutdown() == S_OK);
    check(wmi_mock_live_objects(mock) == 0);
}

/* An enumeration's field, on both sides of zero. */
static int choice(uint8_t byte)
{
    return (int8_t)byte;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    const char **const fields[TEXT_COUNT] = { &options.server,   &options.namespace_path, &options.user,
                                              &options.password, &options.authority,      &options.locale };
    char *copy = calloc(1, size + TEXT_COUNT + 1); /* a NUL for each text at least */
    char *at = copy;

    if (copy == NULL || size < TEXTS) {
        free(copy);
        return 0;
    }
    memcpy(copy, data + TEXTS, size - TEXTS);
    for (size_t i = 0; i < TEXT_COUNT; i++) {
        *fields[i] = (data[GIVEN] & 1u << i) != 0 ? at : NULL;
        at += strlen(at) + 1;
    }
    options.security_flags = (uint32_t)data[FLAGS] | (uint32_t)data[FLAGS + 1] << 8 |
                             (uint32_t)data[FLAGS + 2] << 16 | (uint32_t)data[FLAGS + 3] << 24;
    options.timeout_ms = data[GIVEN] & WITH_DEADLINE ? 600000 : 0;
    options.authn_level = (wmi_authn_level)choice(data[AUTHN]);
    options.impersonation = (wmi_impersonation_level)choice(data[IMPERSONATION]);
    options.cloaking = (wmi_cloaking)choice(data[CLOAKING]);
    options.com_setup = (wmi_com_setup)choice(data[COM_SETUP]);
    try(&options);
    free(copy);
    return 0;
}
