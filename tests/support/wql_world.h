/* SPDX-License-Identifier: MIT */
/*
 * A small namespace for the tests of WQL. Thing has a property of every CIM type; Special is derived from it and
 * adds Extra; Loose has no keys. Of Thing there are two instances: "full" has all its values, "empty" none but
 * its key. Of Special there is "special".
 */
#ifndef WMIKIT_TESTS_SUPPORT_WQL_WORLD_H
#define WMIKIT_TESTS_SUPPORT_WQL_WORLD_H

#include "mock/wql/wql.h"
#include "support/support.h"

typedef struct wql_world {
    wmi_mock__repository *repository;
    wmi_mock__namespace *space;
    wmi_mock__record *full; /* borrowed */
    wmi_mock__record *empty;
    wmi_mock__record *special;
    wmi_mock__record *loose;
} wql_world;

void wql_world_make(wql_world *world);
void wql_world_free(wql_world *world);

/* A class with properties of these names, all of one type, and an instance with all of them NULL; in the world. */
wmi_mock__record *wql_world_add(wql_world *world, const char *class_name, wmi_type type,
                                const char *const *names, size_t count);

/* For tests that do not read what is wrong; without memory nothing matches. */
HRESULT wql_parse(const char *text, wmi_mock__wql **query);
HRESULT wql_bind(wmi_mock__wql *query, const wmi_mock__namespace *space);
bool wql_matches(const wmi_mock__wql *query, const wmi_mock__record *record);

/* Parses and binds; what failed is given back. */
HRESULT wql_world_query(const wql_world *world, const char *text, wmi_mock__wql **query);

/* The number of instances that a query, which is valid, finds. */
size_t wql_world_count(const wql_world *world, const char *text);

/* What becomes of a condition, tried on "full". */
typedef enum wql_outcome {
    MATCH,
    NONE,
    REFUSED /* WBEM_E_INVALID_QUERY */
} wql_outcome;

void wql_world_check(const wql_world *world, const char *where, wql_outcome expected);

/* Makes a test of each row of a table whose first member is its name. */
#define WQL_ADD_ROWS(tests, test_count, rows, function) \
    wql_add_rows(tests, &(test_count), rows, COUNT_OF(rows), sizeof(rows)[0], function)
void wql_add_rows(struct CMUnitTest *tests, size_t *test_count, const void *rows, size_t count, size_t size,
                  CMUnitTestFunction function);

#endif
