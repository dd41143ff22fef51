/* SPDX-License-Identifier: MIT */
#include "support/deadline_world.h"

#include "os/os.h"

bool __real_wmi__thread_start_detached(void (*body)(void *argument), void *argument);
bool __wrap_wmi__thread_start_detached(void (*body)(void *argument), void *argument);

atomic_uint workers;
atomic_bool no_workers;

bool __wrap_wmi__thread_start_detached(void (*body)(void *argument), void *argument)
{
    if (atomic_load(&no_workers))
        return false;
    atomic_fetch_add(&workers, 1);
    return __real_wmi__thread_start_detached(body, argument);
}

int deadline_begin(void **state)
{
    atomic_store(&workers, 0);
    atomic_store(&no_workers, false);
    return world_begin(state);
}

wmi_connect_options options_for(const char *server, uint32_t timeout_ms, wmi_cancel *cancel)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;

    options.server = server;
    options.timeout_ms = timeout_ms;
    options.cancel = cancel;
    return options;
}

void assert_ends(const wmi_connect_options *options, HRESULT code)
{
    wmi_connection *connection = (wmi_connection *)1;
    uint64_t start = world_clock_ms();

    assert_hr(code, wmi_connect(options, &connection));
    assert_true(world_clock_ms() - start < IN_TIME_MS);
    assert_null(connection);
    assert_last_error(code, options->server);
    assert_string_equal(wmi_last_error()->operation, CONNECT);
    assert_int_equal(wmi_last_error()->retryable, code == TIMED_OUT);
    assert_string_equal(wmi_last_error()->name, wmi_error_name(code));
}
