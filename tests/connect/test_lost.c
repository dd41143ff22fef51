/* SPDX-License-Identifier: MIT */
/*
 * A server that is lost while a program works with it: before the query, before the first row, between rows, while
 * closing. The code comes through and asks for a retry, closing returns promptly, nothing is held, and the next
 * connect works as soon as the server is back.
 */
#include "support/connect_world.h"
#include "support/own_locator.h"

#define SERVER "db1"

/* Far more than closing takes; less than any wait for a server. */
#define PROMPTLY_MS 10000

typedef enum moment {
    BEFORE_THE_QUERY,
    BEFORE_THE_FIRST_ROW,
    BETWEEN_BATCHES,
    INSIDE_A_BATCH,
    WHILE_CLOSING,
    BETWEEN_CONNECTS
} moment;

static const struct loss {
    const char *name;
    HRESULT code;
} losses[] = {
    { "the server does not answer any more", (HRESULT)0x800706BA },
    { "the call failed on its way", (HRESULT)0x800706BE },
    { "the object has been disconnected", (HRESULT)RPC_E_DISCONNECTED },
    { "the transport failed", (HRESULT)WBEM_E_TRANSPORT_FAILURE },
    { "WMI shuts down", (HRESULT)WBEM_E_SHUTTING_DOWN },
};

static const struct setting {
    const char *name;
    uint32_t timeout_ms;
    bool credentials;
} settings[] = {
    { "plain", 0, false },
    { "with credentials", 0, true },
    { "with a deadline", 600000, true },
};

static wmi_connection *connect_as(const struct setting *setting)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;

    options.server = SERVER;
    options.user = setting->credentials ? "ada" : NULL;
    options.password = setting->credentials ? "secret" : NULL;
    options.timeout_ms = setting->timeout_ms;
    assert_ok(wmi_connect(&options, &connection));
    return connection;
}

static HRESULT query(wmi_connection *connection, const struct setting *setting, wmi_cursor **cursor)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;

    options.timeout_ms = setting->timeout_ms;
    options.batch_size = 2;
    return wmi_query(connection, WORLD_QUERY, &options, cursor);
}

static void lose(HRESULT code)
{
    assert_ok(wmi_mock_lose_host(world, SERVER, code));
}

static void assert_lost(HRESULT code, HRESULT hr, const char *operation)
{
    assert_hr(code, hr);
    assert_hr(code, wmi_last_error()->code);
    assert_string_equal(wmi_last_error()->operation, operation);
    assert_true(wmi_last_error()->retryable);
    assert_true(wmi_error_is_retryable(code));
    assert_string_not_equal(wmi_last_error()->hint, "");
}

/* How many rows come until the server's loss is told; it is told again when it is asked again. */
static int read_until_lost(wmi_cursor *cursor, HRESULT code)
{
    IWbemClassObject *row = NULL;
    int rows = 0;
    HRESULT hr = wmi_cursor_next(cursor, &row);

    while (hr == WMI_OK && rows < WORLD_ROWS) {
        rows++;
        hr = wmi_cursor_next(cursor, &row);
    }
    assert_null(row);
    assert_lost(code, hr, "IEnumWbemClassObject::Next");
    assert_hr(code, wmi_cursor_next(cursor, &row));
    return rows;
}

static void assert_all_or_lost(wmi_cursor *cursor, HRESULT code)
{
    IWbemClassObject *row = NULL;
    HRESULT hr;

    do
        hr = wmi_cursor_next(cursor, &row);
    while (hr == WMI_OK);
    if (hr != WMI_END)
        assert_lost(code, hr, "IEnumWbemClassObject::Next");
    assert_hr(hr, wmi_cursor_next(cursor, &row));
}

static void read_rows(wmi_cursor *cursor, int count)
{
    IWbemClassObject *row = NULL;

    for (int i = 0; i < count; i++)
        assert_ok(wmi_cursor_next(cursor, &row));
}

/*
 * Without a limit the batches are of 1, 2 and 2 rows here: after the second row, one of the second batch is left. With
 * one, all rows may have been read ahead when the server is lost.
 */
static void use_until_lost(wmi_connection *connection, const struct setting *setting, moment when,
                           HRESULT code)
{
    wmi_cursor *cursor = NULL;

    if (when == BEFORE_THE_QUERY) {
        lose(code);
        assert_lost(code, query(connection, setting, &cursor), "IWbemServices::ExecQuery");
        assert_null(cursor);
        return;
    }
    assert_ok(query(connection, setting, &cursor));
    if (when == BETWEEN_BATCHES)
        read_rows(cursor, 1);
    else if (when != BEFORE_THE_FIRST_ROW)
        read_rows(cursor, 2);
    lose(code);
    if (when != WHILE_CLOSING && setting->timeout_ms > 0)
        assert_all_or_lost(cursor, code);
    else if (when != WHILE_CLOSING)
        assert_int_equal(read_until_lost(cursor, code), when == INSIDE_A_BATCH ? 1 : 0);
    wmi_cursor_close(cursor);
}

static void close_promptly(wmi_connection *connection)
{
    uint64_t begin = world_clock_ms();

    wmi_disconnect(connection);
    assert_true(world_clock_ms() - begin < PROMPTLY_MS);
    assert_true(world_is_released());
}

static void lose_at(const struct setting *setting, moment when, HRESULT code)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = connect_as(setting);
    wmi_connection *other = (wmi_connection *)1;

    if (when == BETWEEN_CONNECTS)
        lose(code);
    else
        use_until_lost(connection, setting, when, code);
    options.server = SERVER;
    assert_lost(code, wmi_connect(&options, &other), "IWbemLocator::ConnectServer");
    assert_null(other);
    close_promptly(connection);

    lose(S_OK);
    connection = connect_as(setting);
    assert_hr(WMI_END, world_read_rows(connection, NULL));
    close_promptly(connection);
}

static void a_server_is_lost(void **state)
{
    const struct loss *loss = *state;

    world_add(SERVER, NULL, NULL, NULL);
    world_add(SERVER, "ada", NULL, "secret");
    for (size_t i = 0; i < COUNT_OF(settings); i++) {
        for (moment when = BEFORE_THE_QUERY; when <= BETWEEN_CONNECTS; when++)
            lose_at(&settings[i], when, loss->code);
    }
}

/* The connection goes first, as it may. */
static void a_cursor_that_is_left_over_learns_of_it(void **state)
{
    wmi_connection *connection;
    wmi_cursor *cursor = NULL;

    (void)state;
    world_add(SERVER, "ada", NULL, "secret");
    connection = connect_as(&settings[1]);
    assert_ok(query(connection, &settings[1], &cursor));
    wmi_disconnect(connection);
    lose((HRESULT)RPC_E_DISCONNECTED);
    assert_int_equal(read_until_lost(cursor, (HRESULT)RPC_E_DISCONNECTED), 0);
    wmi_cursor_close(cursor);
    assert_true(world_is_released());
}

/* Not lost, but mute: the deadline ends the wait, and closing does not wait for what was given up. */
static void a_server_falls_silent(void **state)
{
    static const struct setting impatient = { "impatient", 50, true };
    wmi_connection *connection;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row = NULL;
    uint64_t begin;

    (void)state;
    world_add(SERVER, "ada", NULL, "secret");
    connection = connect_as(&settings[1]);
    assert_ok(wmi_mock_delay(world, "IEnumWbemClassObject::Next", WMI_MOCK_HANG));
    assert_ok(query(connection, &impatient, &cursor));
    begin = world_clock_ms();
    assert_hr(WBEM_E_TIMED_OUT, wmi_cursor_next(cursor, &row));
    wmi_cursor_close(cursor);
    wmi_disconnect(connection);
    assert_true(world_clock_ms() - begin < PROMPTLY_MS);
    assert_true(world_is_released());
}

/* A proxy whose IUnknown cannot be had is not taken for secured: its calls would go out as another user. */
static void an_unknown_that_is_not_given_is_not_secured(void **state)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    own_locator own;

    (void)state;
    own_locator_init(&own);
    own.hides_unknown = true;
    options.locator = &own.locator;
    assert_ok(wmi_connect(&options, &connection));
    wmi_disconnect(connection);

    options.server = "db1";
    options.user = "ada";
    options.password = "secret";
    assert_hr(E_UNEXPECTED, wmi_connect(&options, &connection));
    assert_last_error(E_UNEXPECTED, "the security of");
    assert_null(connection);
    assert_int_equal(own.references, 0);
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(losses) + 3];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(losses); i++)
        tests[count++] = WORLD_ROW(a_server_is_lost, losses[i]);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(a_cursor_that_is_left_over_learns_of_it);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(a_server_falls_silent);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(an_unknown_that_is_not_given_is_not_secured);
    return cmocka_run_group_tests_name("connect_lost", tests, NULL, NULL) == 0 ? 0 : 1;
}
