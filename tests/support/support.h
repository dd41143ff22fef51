/* SPDX-License-Identifier: MIT */
/* What every test program includes: cmocka and what it needs, and assertions that show the last error. */
#ifndef WMIKIT_TESTS_SUPPORT_SUPPORT_H
#define WMIKIT_TESTS_SUPPORT_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <wmikit.h>

#include <string.h>

/* The expression's HRESULT is `expected`; otherwise the last error is part of the message. */
#define assert_hr(expected, expression) \
    support_assert_hr((HRESULT)(expected), (expression), #expression, __FILE__, __LINE__)
#define assert_ok(expression) assert_hr(WMI_OK, expression)

/* The thread's last error has this code, and its message contains this word. */
#define assert_last_error(code, word) support_assert_last_error((HRESULT)(code), (word), __FILE__, __LINE__)

static inline void support_assert_hr(HRESULT expected, HRESULT actual, const char *expression,
                                     const char *file, int line)
{
    const wmi_error *error = wmi_last_error();

    if (actual == expected)
        return;
    print_error("%s:\n    is 0x%08lX, not 0x%08lX; last error: 0x%08lX %s, %s, %s\n", expression,
                (unsigned long)(uint32_t)actual, (unsigned long)(uint32_t)expected,
                (unsigned long)(uint32_t)error->code, error->name, error->operation, error->message);
    _fail(file, line);
}

static inline void support_assert_last_error(HRESULT code, const char *word, const char *file, int line)
{
    const wmi_error *error = wmi_last_error();

    if (error->code == code && strstr(error->message, word) != NULL)
        return;
    print_error("the last error is 0x%08lX '%s', not 0x%08lX with '%s'\n",
                (unsigned long)(uint32_t)error->code, error->message, (unsigned long)(uint32_t)code, word);
    _fail(file, line);
}

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
