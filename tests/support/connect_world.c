/* SPDX-License-Identifier: MIT */
#include "support/connect_world.h"

#include "os/os.h"

static const char rows[] = "class Row { [key] uint32 Id; string Text; };\n"
                           "instance of Row { Id = 1; Text = \"one\"; };\n"
                           "instance of Row { Id = 2; Text = \"two\"; };\n"
                           "instance of Row { Id = 3; Text = \"three\"; };\n"
                           "instance of Row { Id = 4; Text = \"four\"; };\n"
                           "instance of Row { Id = 5; Text = \"five\"; };\n";

wmi_mock *world;

/* A test that failed may have left a connection behind: the tests after it are not to suffer. */
static bool was_clean;

int world_begin(void **state)
{
    (void)state;
    was_clean = wmi_shutdown() == S_OK;
    assert_ok(wmi_mock_create(&world));
    wmi_mock_be_strict(world, WMI_MOCK_STRICT_IDENTITY);
    assert_ok(wmi_mock_load(world, NULL, rows));
    assert_ok(wmi_mock_install(world));
    return 0;
}

int world_begin_apart(void **state)
{
    assert_ok(wmi_shutdown());
    assert_ok(world_begin(state));
    wmi_mock_uninstall(world);
    return 0;
}

int world_end(void **state)
{
    bool is_clean = true;
    size_t held;

    (void)state;
    wmi_mock_wake(world); /* abandoned calls end now */
    if (was_clean)
        is_clean = world_is_released();
    held = wmi_mock_destroy(world);
    world = NULL;
    assert_int_equal(held, 0);
    assert_true(is_clean);
    return 0;
}

void world_add(const char *server, const char *user, const char *domain, const char *password)
{
    wmi_mock_host host = WMI_MOCK_HOST_INIT;

    host.user = user;
    host.domain = domain;
    host.password = password;
    assert_ok(wmi_mock_add_host(world, server, &host));
}

void world_add_dead(const char *server)
{
    wmi_mock_host host = WMI_MOCK_HOST_INIT;

    host.connect_delay_ms = WMI_MOCK_HANG;
    assert_ok(wmi_mock_add_host(world, server, &host));
}

const wmi_mock_call *world_call(const char *operation, size_t nth)
{
    const wmi_mock_call *call;
    size_t index = 0;

    while ((call = wmi_mock_call_at(world, index++)) != NULL) {
        if ((operation == NULL || strcmp(call->operation, operation) == 0) && --nth == 0)
            return call;
    }
    print_error("there are not so many calls of %s\n", operation == NULL ? "anything" : operation);
    fail();
    return NULL;
}

HRESULT world_read_rows(wmi_connection *connection, const wmi_query_options *options)
{
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;
    size_t count = 0;
    HRESULT hr = wmi_query(connection, WORLD_QUERY, options, &cursor);

    while (hr == WMI_OK) {
        hr = wmi_cursor_next(cursor, &row);
        count += hr == WMI_OK;
    }
    wmi_cursor_close(cursor);
    return hr == WMI_END && count != WORLD_ROWS ? E_UNEXPECTED : hr;
}

void world_sleep(unsigned milliseconds)
{
    wmi__signal *never_set = wmi__signal_create();

    assert_non_null(never_set);
    wmi__signal_wait(never_set, wmi__clock_ms() + milliseconds, false);
    wmi__signal_free(never_set);
}

void world_assert_shut_down(void)
{
    HRESULT hr;

    for (unsigned i = 0; (hr = wmi_shutdown()) != S_OK && i < 3000; i++)
        world_sleep(10);
    assert_ok(hr);
    assert_int_equal(wmi_abandoned(), 0);
}

uint64_t world_clock_ms(void)
{
    return wmi__clock_ms();
}

/* wmi_shutdown is refused as long as an abandoned call runs, or a connection lives. */
bool world_is_released(void)
{
    for (unsigned i = 0; i < 6000; i++) {
        if (wmi_shutdown() == S_OK && wmi_mock_live_objects(world) == 0)
            return true;
        world_sleep(10);
    }
    return false;
}
