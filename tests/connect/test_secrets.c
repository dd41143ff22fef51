/* SPDX-License-Identifier: MIT */
/*
 * Passwords do not stay behind: after each way in which a connection may end, all of the process's writable memory
 * is searched for the password, in UTF-8 and in UTF-16. Native only: it reads /proc/self/maps.
 *
 * The password must not be in the program itself, nor in what searches for it: it is kept with each of its
 * characters one too high, and exists in the clear only as long as a test hands it over.
 */
#include "base/erase.h"
#include "connect/identity.h"
#include "support/connect_world.h"
#include "support/threads.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static const unsigned char disguised[] = "Dpssfdu.Ipstf.8.Cbuufsz\"";
#define LENGTH (sizeof disguised - 1)

/* What a test hands over, and erases again. */
static void unveil(char clear[LENGTH + 1])
{
    for (size_t i = 0; i < LENGTH; i++)
        clear[i] = (char)(disguised[i] - 1);
    clear[LENGTH] = '\0';
}

static void unveil_wide(OLECHAR clear[LENGTH + 1])
{
    for (size_t i = 0; i < LENGTH; i++)
        clear[i] = (OLECHAR)(disguised[i] - 1);
    clear[LENGTH] = 0;
}

/* --- The search -------------------------------------------------------------------------------------------------- */

typedef struct findings {
    size_t utf8, utf16;
    size_t bytes; /* that were searched */
} findings;

#define CHUNK   ((size_t)1 << 20)
#define OVERLAP (2 * LENGTH)

/* Sanitizers map terabytes of shadow, in which no text of the program's is. */
#define LARGEST (UINT64_C(1) << 33)

static bool is_utf8_at(const unsigned char *at)
{
    size_t i = 0;

    while (i < LENGTH && at[i] + 1 == disguised[i])
        i++;
    return i == LENGTH;
}

static bool is_utf16_at(const unsigned char *at)
{
    size_t i = 0;

    while (i < LENGTH && at[2 * i] + 1 == disguised[i] && at[2 * i + 1] == 0)
        i++;
    return i == LENGTH;
}

/* What begins in the first `size` bytes; behind them stand OVERLAP more, or zeros. */
static void search_chunk(const unsigned char *chunk, size_t size, findings *found)
{
    const unsigned char *at = chunk;
    const unsigned char *end = chunk + size;

    while (at < end && (at = memchr(at, disguised[0] - 1, (size_t)(end - at))) != NULL) {
        found->utf8 += is_utf8_at(at);
        found->utf16 += is_utf16_at(at);
        at++;
    }
    found->bytes += size;
}

/*
 * What stands at an address goes into the file whose mapping the buffer is: the kernel copies it, and refuses what
 * cannot be read. /proc/self/mem would do too, but under qemu-i386 the program's addresses are not the process's. By
 * syscall, since the sanitizers would look at the bytes given to write().
 */
static size_t copy_memory(int file, uintptr_t from, size_t size)
{
    long copied;

    lseek(file, 0, SEEK_SET);
    copied = syscall(SYS_write, file, (void *)from, size);
    return copied > 0 ? (size_t)copied : 0;
}

static void search_mapping(int file, uintptr_t start, uintptr_t end, unsigned char *buffer, findings *found)
{
    while (start < end) {
        size_t size = end - start < CHUNK ? end - start : CHUNK;
        size_t got;

        memset(buffer, 0, CHUNK + OVERLAP);
        got = copy_memory(file, start, end - start < CHUNK + OVERLAP ? end - start : CHUNK + OVERLAP);
        if (got > 0)
            search_chunk(buffer, got < size ? got : size, found);
        start += size;
    }
}

static void search_mappings(FILE *maps, int file, unsigned char *buffer, findings *found)
{
    char line[512];

    while (fgets(line, sizeof line, maps) != NULL) {
        uint64_t start;
        uint64_t end;
        char rights[8];

        /* NOLINTNEXTLINE(cert-err34-c): the kernel writes no number that does not fit */
        if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %7s", &start, &end, rights) != 3 || rights[1] != 'w')
            continue;
        if (end - start > LARGEST || ((uintptr_t)buffer >= start && (uintptr_t)buffer < end))
            continue;
        search_mapping(file, (uintptr_t)start, (uintptr_t)end, buffer, found);
    }
}

/* The buffer is a mapping of its own: what passes through it is not searched once more. */
static findings search(void)
{
    findings found = { 0 };
    int file = (int)syscall(SYS_memfd_create, "searched", 0);
    FILE *maps = fopen("/proc/self/maps", "r");
    unsigned char *buffer;

    assert_true(file >= 0);
    assert_non_null(maps);
    assert_int_equal(ftruncate(file, CHUNK + OVERLAP), 0);
    buffer = mmap(NULL, CHUNK + OVERLAP, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    assert_true(buffer != MAP_FAILED);
    search_mappings(maps, file, buffer, &found);
    munmap(buffer, CHUNK + OVERLAP);
    fclose(maps);
    close(file);
    return found;
}

static void assert_found(size_t utf8, bool utf16)
{
    findings found = search();

    assert_int_equal(found.utf8, utf8);
    assert_int_equal(found.utf16 > 0, utf16);
}

static void assert_none(void)
{
    findings found = search();

    assert_int_equal(found.utf8, 0);
    assert_int_equal(found.utf16, 0);
    assert_true(found.bytes > 100000);
}

/* --- The search finds what is left ------------------------------------------------------------------------------- */

static char in_static_memory[LENGTH + 1];

static void a_password_in_static_memory_is_found(void **state)
{
    (void)state;
    assert_none();
    unveil(in_static_memory);
    assert_found(1, false);
    wmi__erase(in_static_memory, sizeof in_static_memory);
    assert_none();
}

static void a_password_on_the_stack_is_found(void **state)
{
    char on_the_stack[LENGTH + 1];

    (void)state;
    unveil(on_the_stack);
    assert_found(1, false);
    wmi__erase(on_the_stack, sizeof on_the_stack);
    assert_none();
}

static void a_password_in_freed_memory_is_found(void **state)
{
    char *in_the_heap = malloc(4 * LENGTH); /* malloc writes to the beginning of what is free */

    (void)state;
    assert_non_null(in_the_heap);
    unveil(in_the_heap + 2 * LENGTH);
    assert_found(1, false);
    wmi__erase(in_the_heap, 4 * LENGTH);
    free(in_the_heap);
    assert_none();
}

static void a_password_in_a_bstr_is_found(void **state)
{
    BSTR bstr = SysAllocStringLen(NULL, LENGTH);

    (void)state;
    assert_non_null(bstr);
    unveil_wide(bstr);
    assert_found(0, true);
    wmi__erase_bstr(bstr);
    assert_none();
}

static void hold_on_a_stack(void *argument)
{
    char on_the_stack[LENGTH + 1];
    test_event **events = argument;

    unveil(on_the_stack);
    test_event_set(events[0]);
    test_event_wait(events[1]);
    wmi__erase(on_the_stack, sizeof on_the_stack);
}

static void a_password_on_another_stack_is_found(void **state)
{
    test_event *events[2] = { test_event_create(), test_event_create() };
    test_thread *thread = test_thread_start(hold_on_a_stack, events);

    (void)state;
    test_event_wait(events[0]);
    assert_found(1, false);
    test_event_set(events[1]);
    test_thread_join(thread);
    test_event_free(events[0]);
    test_event_free(events[1]);
    assert_none();
}

/* --- Connections ------------------------------------------------------------------------------------------------------ */

static void add_host(const char *server, uint32_t connect_delay_ms)
{
    wmi_mock_host host = WMI_MOCK_HOST_INIT;
    char clear[LENGTH + 1];

    unveil(clear);
    host.user = "ada";
    host.password = clear;
    host.connect_delay_ms = connect_delay_ms;
    assert_ok(wmi_mock_add_host(world, server, &host));
    wmi__erase(clear, sizeof clear);
}

/* The options' password is filled in, for as long as the call takes. */
static HRESULT connect_with_password(wmi_connect_options options, wmi_connection **connection)
{
    char clear[LENGTH + 1];
    HRESULT hr;

    unveil(clear);
    options.size = sizeof options;
    options.password = clear;
    hr = wmi_connect(&options, connection);
    wmi__erase(clear, sizeof clear);
    return hr;
}

static const struct way_case {
    const char *name;
    wmi_connect_options options; /* its size and password are filled in */
    const char *operation;       /* that fails; NULL: none */
    HRESULT code;
} ways[] = {
    { "a connection", { .server = "db1", .user = "ada" }, NULL, S_OK },
    { "a domain", { .server = "db1", .user = "CORP\\ada" }, NULL, S_OK },
    { "a domain in authority",
      { .server = "db1", .user = "ada", .authority = "NTLMDOMAIN:CORP" },
      NULL,
      S_OK },
    { "a connection with a deadline", { .server = "db1", .user = "ada", .timeout_ms = 600000 }, NULL, S_OK },
    { "a refused user", { .server = "db1", .user = "eve" }, NULL, E_ACCESSDENIED },
    { "a refused user with a deadline",
      { .server = "db1", .user = "eve", .timeout_ms = 600000 },
      NULL,
      E_ACCESSDENIED },
    { "a password in the wrong place", { .server = "db1" }, NULL, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "a user for this computer", { .user = "ada" }, NULL, (HRESULT)WBEM_E_LOCAL_CREDENTIALS },
    { "an unknown namespace",
      { .server = "db1", .user = "ada", .namespace_path = "root\\nope" },
      NULL,
      (HRESULT)WBEM_E_INVALID_NAMESPACE },
    { "an unknown server",
      { .server = "nowhere", .user = "ada" },
      NULL,
      HRESULT_FROM_WIN32(RPC_S_SERVER_UNAVAILABLE) },
    { "no locator", { .server = "db1", .user = "ada" }, "CoCreateInstance", REGDB_E_CLASSNOTREG },
    { "a failed ConnectServer",
      { .server = "db1", .user = "ada" },
      "IWbemLocator::ConnectServer",
      (HRESULT)WBEM_E_FAILED },
    { "a failed blanket", { .server = "db1", .user = "ada" }, "CoSetProxyBlanket", E_ACCESSDENIED },
    { "a failed blanket with a deadline",
      { .server = "db1", .user = "ada", .timeout_ms = 600000 },
      "CoSetProxyBlanket",
      E_ACCESSDENIED },
};

static void leaves_no_password(void **state)
{
    const struct way_case *row = *state;
    wmi_connection *connection = NULL;

    add_host("db1", 0);
    assert_none(); /* the mock has a hash only */
    if (row->operation != NULL)
        wmi_mock_fail(world, row->operation, 1, row->code);
    assert_hr(row->code, connect_with_password(row->options, &connection));
    if (row->code == S_OK) {
        assert_found(0, true); /* as CoSetProxyBlanket needs it */
        assert_hr(WMI_END, world_read_rows(connection, NULL));
    }
    wmi_disconnect(connection);
    assert_none();
}

static void a_cursor_needs_the_password_to_its_end(void **state)
{
    wmi_connection *connection = NULL;
    wmi_cursor *cursor = NULL;

    (void)state;
    add_host("db1", 0);
    assert_ok(connect_with_password((wmi_connect_options){ .server = "db1", .user = "ada" }, &connection));
    assert_ok(wmi_query(connection, WORLD_QUERY, NULL, &cursor));
    wmi_disconnect(connection);
    assert_found(0, true);
    wmi_cursor_close(cursor);
    assert_none();
}

static void an_abandoned_call_leaves_no_password(void **state)
{
    wmi_connect_options options = { .server = "dead", .user = "ada", .timeout_ms = 30 };
    wmi_connection *connection = NULL;

    (void)state;
    add_host("dead", WMI_MOCK_HANG);
    assert_hr(WBEM_E_TIMED_OUT, connect_with_password(options, &connection));
    assert_found(0, true); /* the call goes on with it */
    wmi_mock_wake(world);
    assert_true(world_is_released());
    assert_none();
}

static void a_hundred_connections_leave_no_password(void **state)
{
    wmi_connect_options options = { .server = "db1", .user = "ada" };

    (void)state;
    add_host("db1", 0);
    for (unsigned i = 0; i < 100; i++) {
        wmi_connection *connection = NULL;

        options.timeout_ms = i % 2 == 0 ? 0 : 600000;
        assert_ok(connect_with_password(options, &connection));
        wmi_disconnect(connection);
    }
    assert_none();
}

/* --- Fleets ------------------------------------------------------------------------------------------------------- */

#define HOSTS 3
static wmi_fleet *fleet_with_password(const char *server, uint32_t host_timeout_ms)
{
    wmi_connect_options host = WMI_CONNECT_OPTIONS_INIT;
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet *fleet = NULL;
    char clear[LENGTH + 1];

    options.host_timeout_ms = host_timeout_ms;
    assert_ok(wmi_fleet_create(&options, &fleet));
    unveil(clear);
    host.server = server;
    host.user = "ada";
    host.password = clear;
    for (unsigned i = 0; i < HOSTS; i++)
        assert_ok(wmi_fleet_add(fleet, &host, NULL, NULL));
    wmi__erase(clear, sizeof clear);
    return fleet;
}

static void read_round(wmi_fleet *fleet, HRESULT code)
{
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    unsigned ends = 0;
    HRESULT hr;

    assert_ok(wmi_fleet_query(fleet, WORLD_QUERY, NULL));
    while ((hr = wmi_fleet_next(fleet, WMI_FOREVER, &result)) == WMI_OK) {
        assert_hr(result.row != NULL ? S_OK : code, result.error == NULL ? S_OK : result.error->code);
        ends += result.row == NULL;
    }
    assert_hr(WMI_END, hr);
    assert_int_equal(ends, HOSTS);
}

static void a_fleet_keeps_one_copy_for_each_host(void **state)
{
    wmi_fleet *fleet;

    (void)state;
    add_host("db1", 0);
    fleet = fleet_with_password("db1", 0);
    assert_int_equal(search().utf16, HOSTS);
    for (unsigned round = 0; round < 2; round++) {
        read_round(fleet, S_OK);
        assert_int_equal(search().utf16, HOSTS);
        wmi_mock_restart(world, "db1");
    }
    wmi_fleet_free(fleet);
    assert_none();
}

static void a_fleet_whose_calls_hang_leaves_no_password(void **state)
{
    wmi_fleet *fleet;

    (void)state;
    add_host("dead", WMI_MOCK_HANG);
    fleet = fleet_with_password("dead", 400);
    read_round(fleet, (HRESULT)WBEM_E_TIMED_OUT);
    wmi_fleet_free(fleet);
    assert_found(0, true); /* the calls go on with it */
    wmi_mock_wake(world);
    assert_true(world_is_released());
    assert_none();
}

/* --- The mock's copies -------------------------------------------------------------------------------------------- */

static void secure_with_password(IUnknown *proxy)
{
    OLECHAR clear[LENGTH + 1];
    OLECHAR user[] = u"ada";
    COAUTHIDENTITY identity = { 0 };

    unveil_wide(clear);
    identity.User = user;
    identity.UserLength = 3;
    identity.Password = clear;
    identity.PasswordLength = LENGTH;
    identity.Flags = SEC_WINNT_AUTH_IDENTITY_UNICODE;
    assert_ok(CoSetProxyBlanket(proxy, RPC_C_AUTHN_DEFAULT, RPC_C_AUTHZ_DEFAULT, COLE_DEFAULT_PRINCIPAL,
                                RPC_C_AUTHN_LEVEL_PKT_PRIVACY, RPC_C_IMP_LEVEL_IMPERSONATE, &identity,
                                EOAC_NONE));
    wmi__erase(clear, sizeof clear);
}

static void the_mocks_copies_are_erased(void **state)
{
    wmi_connection *connection = NULL;
    IUnknown *copy = NULL;

    (void)state;
    wmi_mock_be_strict(world, 0);
    assert_ok(wmi_connect(NULL, &connection));
    secure_with_password((IUnknown *)wmi_services(connection));
    assert_found(0, true);
    secure_with_password((IUnknown *)wmi_services(connection));
    assert_ok(CoCopyProxy((IUnknown *)wmi_services(connection), &copy));
    assert_ok(wmi_secure_proxy(connection, (IUnknown *)wmi_services(connection))); /* replaces it */
    assert_found(0, true);
    IUnknown_Release(copy);
    assert_none();
    wmi_disconnect(connection);
}

int main(void)
{
    const struct CMUnitTest single[] = {
        WORLD_TEST(a_password_in_static_memory_is_found),
        WORLD_TEST(a_password_on_the_stack_is_found),
        WORLD_TEST(a_password_in_freed_memory_is_found),
        WORLD_TEST(a_password_in_a_bstr_is_found),
        WORLD_TEST(a_password_on_another_stack_is_found),
        WORLD_TEST(a_cursor_needs_the_password_to_its_end),
        WORLD_TEST(a_fleet_keeps_one_copy_for_each_host),
        WORLD_TEST(a_fleet_whose_calls_hang_leaves_no_password),
        WORLD_TEST(an_abandoned_call_leaves_no_password),
        WORLD_TEST(a_hundred_connections_leave_no_password),
        WORLD_TEST(the_mocks_copies_are_erased),
    };
    struct CMUnitTest tests[COUNT_OF(ways) + COUNT_OF(single)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(ways); i++)
        tests[count++] = WORLD_ROW(leaves_no_password, ways[i]);
    memcpy(tests + count, single, sizeof single);
    return cmocka_run_group_tests_name("secrets", tests, NULL, NULL) == 0 ? 0 : 1;
}
