/* SPDX-License-Identifier: MIT */
/*
 * What the tests of deadlines and of workers share beside connect_world.h: how many threads the library starts, and
 * connections that end in time. Linked with --wrap=wmi__thread_start_detached.
 */
#ifndef WMIKIT_TESTS_SUPPORT_DEADLINE_WORLD_H
#define WMIKIT_TESTS_SUPPORT_DEADLINE_WORLD_H

#include "support/connect_world.h"

#include <stdatomic.h>

#define TIMED_OUT    ((HRESULT)WBEM_E_TIMED_OUT)
#define CANCELLED    ((HRESULT)WBEM_E_CALL_CANCELLED)
#define IN_TIME_MS   10000
#define LONG_TIME_MS 600000
#define CONNECT      "IWbemLocator::ConnectServer"

/* How many threads were started in the running test, and whether none can be. */
extern atomic_uint workers;
extern atomic_bool no_workers;

/* cmocka's set-up; the teardown is world_end. */
int deadline_begin(void **state);

#define DEADLINE_TEST(function) cmocka_unit_test_setup_teardown(function, deadline_begin, world_end)

wmi_connect_options options_for(const char *server, uint32_t timeout_ms, wmi_cancel *cancel);

/* Connecting gives this code, soon, and nothing else. */
void assert_ends(const wmi_connect_options *options, HRESULT code);

#endif
