/* SPDX-License-Identifier: MIT */
/*
 * What the tests of COM share. They know COM through wmikit/com.h alone, and run against the system's own on
 * Windows, and on Wine, and against src/off_windows elsewhere.
 */
#ifndef WMIKIT_TESTS_SUPPORT_COM_TEST_H
#define WMIKIT_TESTS_SUPPORT_COM_TEST_H

#include <wmikit/com.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* An HRESULT as cmocka compares and prints it. */
#define assert_hr(actual, expected) assert_int_equal((uint32_t)(actual), (uint32_t)(expected))

/* Where the system's own COM is tested, not wmikit's. */
#ifdef _WIN32
#define OFF_WINDOWS false
#else
#define OFF_WINDOWS true
#endif

/* Wine is not always right: what it does otherwise than Windows documents is skipped, with a comment. */
static inline bool on_wine(void)
{
#ifdef _WIN32
    return GetProcAddress(GetModuleHandleA("ntdll.dll"), "wine_get_version") != NULL;
#else
    return false;
#endif
}

/* Set-up and end of a test, or of a group: the thread is in the multithreaded apartment. */
static inline int com_enter(void **state)
{
    (void)state;
    return FAILED(CoInitializeEx(NULL, COINIT_MULTITHREADED));
}

static inline int com_leave(void **state)
{
    (void)state;
    CoUninitialize();
    return 0;
}

#endif
