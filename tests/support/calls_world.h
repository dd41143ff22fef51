/* SPDX-License-Identifier: MIT */
/*
 * What the tests of calls share beside connect_world.h: a connection to ROOT\CIMV2 of the mock, where there are
 * machines with methods, parts that they are tied to, and things with a property of every type.
 */
#ifndef WMIKIT_TESTS_SUPPORT_CALLS_WORLD_H
#define WMIKIT_TESTS_SUPPORT_CALLS_WORLD_H

#include "support/connect_world.h"

/* Of the running test. */
extern wmi_connection *link_here;

int calls_begin(void **state);
int calls_end(void **state);

#define CALLS_TEST(function) cmocka_unit_test_setup_teardown(function, calls_begin, calls_end)
#define CALLS_ROW(function, row) \
    ((struct CMUnitTest){ (row).name, function, calls_begin, calls_end, (void *)(uintptr_t) & (row) })

/* What Machine.Add is to give; S_OK at first. */
extern HRESULT calls_method_code;

/* Loads the data and the methods; what calls_begin does for the local computer. */
void calls_load(void);

/* A connection to a computer that takes ada with "secret". */
wmi_connection *calls_connect(const char *server);

/* An object by its path; to be released. */
IWbemClassObject *calls_find(const char *path);

/* A property as text, and of the instance that the mock has now; "(null)"; "(none)" when there is none. Good until
 * the next call. */
const char *calls_text(IWbemClassObject *object, const char *property);
const char *calls_stored(const char *path, const char *property);

/* How many rows there are, closing the cursor; the test fails when they fail. */
size_t calls_count(wmi_cursor *cursor);

#endif
