/* SPDX-License-Identifier: MIT */
/* The mock that a test of connections stands on: installed, with five rows to read, and gone afterwards. */
#ifndef WMIKIT_TESTS_SUPPORT_CONNECT_WORLD_H
#define WMIKIT_TESTS_SUPPORT_CONNECT_WORLD_H

#include "support/support.h"

#include <wmikit/com.h>
#include <wmikit/mock.h>

#define WORLD_ROWS  5
#define WORLD_QUERY "SELECT * FROM Row"

/* The mock of the running test. */
extern wmi_mock *world;

/* cmocka's set-up and teardown. The teardown fails the test when COM objects are still held. */
int world_begin(void **state);
int world_end(void **state);

/* A set-up by which a test finds COM as it is at a program's start: the mock is there, but not installed. */
int world_begin_apart(void **state);

/* A test with that set-up and teardown; `row` is a case with a name. */
#define WORLD_TEST(function) cmocka_unit_test_setup_teardown(function, world_begin, world_end)
#define WORLD_ROW(function, row) \
    ((struct CMUnitTest){ (row).name, function, world_begin, world_end, (void *)(uintptr_t) & (row) })

/* Adds a computer that this account may log in to; a user of NULL stands for the current one. */
void world_add(const char *server, const char *user, const char *domain, const char *password);

/* Adds a computer whose ConnectServer answers only when the mock is woken. */
void world_add_dead(const char *server);

/* The n-th call of an operation (NULL: of any), from 1; the test fails when there were not so many. */
const wmi_mock_call *world_call(const char *operation, size_t nth);

/* Queries all rows and reads them: what a healthy connection can do. WMI_END when that worked. */
HRESULT world_read_rows(wmi_connection *connection, const wmi_query_options *options);

/* Waits until nothing of the mock's is held any more; false when that does not come in a minute. */
bool world_is_released(void);

void world_sleep(unsigned milliseconds);

/* wmi_shutdown succeeds, within 30 s: workers that were given up are at their end then, and none is abandoned. */
void world_assert_shut_down(void);
uint64_t world_clock_ms(void);

#endif
