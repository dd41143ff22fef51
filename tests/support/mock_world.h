/* SPDX-License-Identifier: MIT */
/*
 * What the tests of the whole mock share: a mock with some disks in ROOT\CIMV2, and raw COM calls that make and
 * free their own BSTRs. Each test gets a mock of its own, which has to have 0 live objects at its end.
 *
 *     Test_Device (Id is the key; Load)            "fan"
 *       Test_Disk (Name, Size)                     "C:", "D:"
 *         Test_Ssd (Trim)                          "E:"
 *     Test_Loose (Text; no key)                    one
 *     Test_Single (Text; a singleton)              one
 */
#ifndef WMIKIT_TESTS_SUPPORT_MOCK_WORLD_H
#define WMIKIT_TESTS_SUPPORT_MOCK_WORLD_H

#include "support/support.h"

#include <wmikit/com.h>
#include <wmikit/mock.h>

#define SEMISYNCHRONOUS (WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_FORWARD_ONLY)
#define SYNCHRONOUS     0
#define FOREVER         ((LONG)WBEM_INFINITE)
#define RPC_UNAVAILABLE ((HRESULT)0x800706BA)
#define ALL_DISKS       u"SELECT * FROM Test_Disk"

/* A group's set-up and its end: COM. A test's: *state is the mock. */
int world_group_setup(void **state);
int world_group_teardown(void **state);
int world_setup(void **state);
int world_teardown(void **state);
wmi_mock *world_create(void);
void world_destroy(wmi_mock *mock); /* asserts that nothing was held */

#define WORLD_TEST(function) cmocka_unit_test_setup_teardown(function, world_setup, world_teardown)

/* Makes a test of each row of a table whose first member is its name. The row is the test's *state. */
#define WORLD_ADD_ROWS(tests, count, rows, function) \
    world_add_rows(tests, COUNT_OF(tests), &(count), rows, COUNT_OF(rows), sizeof(rows)[0], function)
void world_add_rows(struct CMUnitTest *tests, size_t room, size_t *count, const void *rows, size_t row_count,
                    size_t row_size, CMUnitTestFunction function);
#define WORLD_ADD(tests, count, added) \
    world_add_tests(tests, COUNT_OF(tests), &(count), added, COUNT_OF(added))
void world_add_tests(struct CMUnitTest *tests, size_t room, size_t *count, const struct CMUnitTest *added,
                     size_t added_count);

/* --- Raw COM ------------------------------------------------------------------------------------------------ */

typedef struct world_login {
    const OLECHAR *resource, *user, *password, *locale, *authority;
    LONG flags;
} world_login;

HRESULT world_connect(wmi_mock *mock, const world_login *login, IWbemServices **services);
/* As CORP\ada with the password "secret" to the computer "db". */
IWbemServices *world_connect_as_ada(wmi_mock *mock);
/* A computer with one account; NULL is what a wmi_mock_host has by default. */
void world_add_account(wmi_mock *mock, const char *server, const char *user, const char *domain,
                       const char *password, const char *authority);

/* To a namespace as the current user; asserts that it works. */
IWbemServices *world_open(wmi_mock *mock, const OLECHAR *resource);

/* A COAUTHIDENTITY over texts that stay the caller's. */
COAUTHIDENTITY world_identity(OLECHAR *user, OLECHAR *domain, OLECHAR *password);

/* CoSetProxyBlanket with impersonation IMPERSONATE. */
HRESULT world_secure(void *proxy, DWORD level, COAUTHIDENTITY *identity);
HRESULT world_query(IWbemServices *services, const OLECHAR *wql, LONG flags, IEnumWbemClassObject **rows);
HRESULT world_get(IWbemServices *services, const OLECHAR *path, IWbemClassObject **object);

/* Next, and releases what it brought, of which *got tells how many there were. */
HRESULT world_next(IEnumWbemClassObject *rows, LONG timeout, ULONG wanted, ULONG *got);

/* Reads to the end; how many there were. Asserts that nothing fails, and releases the enumerator. */
size_t world_drain(IEnumWbemClassObject *rows);
size_t world_count(IWbemServices *services, const OLECHAR *wql);

/* A property that is a text; "" when it is NULL or cannot be read. Good until the next call. */
const char *world_text(IWbemClassObject *object, const OLECHAR *property);

#endif
