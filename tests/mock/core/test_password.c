/* SPDX-License-Identifier: MIT */
/* What hashing a password leaves on the stack: nothing of it, also where the compiler put copies there itself. */
#include "support/support.h"

#include "mock/core/password.h"

#include <wmikit/com.h>

#include <stdbool.h>

#define MOST   40u
#define DEPTH  16384u
#define TRACES 4u /* so many units in a row are no chance */

static unsigned char seen[DEPTH];

/* For the functions below, which have to stand on the same part of the stack: never inlined, never left out. */
#define ON_THE_STACK __attribute__((noinline)) static

ON_THE_STACK void fill(volatile unsigned char *area)
{
    for (size_t i = 0; i < DEPTH; i++)
        area[i] = 0xAA;
}

ON_THE_STACK void copy(volatile unsigned char *area)
{
    for (size_t i = 0; i < DEPTH; i++)
        /* NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign): what was left there is looked for */
        seen[i] = area[i];
}

ON_THE_STACK void with_area(void (*use)(volatile unsigned char *area))
{
    volatile unsigned char area[DEPTH];

    use(area);
}

ON_THE_STACK bool compare(const wmi_mock__password_hash *hash, const OLECHAR *password, size_t length)
{
    return wmi_mock__password_hash_matches(hash, password, length * sizeof *password);
}

/* Some calls down, since AddressSanitizer keeps areas apart. */
ON_THE_STACK void leave(const OLECHAR *password, size_t length, unsigned calls)
{
    volatile OLECHAR local[MOST] = { 0 };

    if (calls > 0)
        leave(password, length, calls - 1);

    for (size_t i = 0; i < length; i++)
        local[i] = password[i];
    (void)local[0];
}

/* The password, whose units count upwards, as UTF-16. */
static void make(OLECHAR password[MOST])
{
    for (size_t i = 0; i < MOST; i++)
        password[i] = (OLECHAR)(u'A' + i);
}

/* How many units of it, in a row, are at most in what was seen. */
static size_t longest_trace(size_t length)
{
    size_t longest = 0;

    for (size_t at = 0; at + 1 < DEPTH; at++) {
        size_t run = 0;

        while (run < length && at + 2 * run + 1 < DEPTH && seen[at + 2 * run + 1] == 0 &&
               seen[at + 2 * run] == seen[at] + run)
            run++;
        if (seen[at] >= u'A' && seen[at] < u'A' + length && run > longest)
            longest = run;
    }
    return longest;
}

static void what_is_left_is_seen(void **state)
{
    OLECHAR password[MOST];

    (void)state;
    make(password);
    with_area(fill);
    leave(password, MOST, 10);
    with_area(copy);
    assert_true(longest_trace(MOST) >= TRACES);
}

static void nothing_of_a_password_is_left(void **state)
{
    wmi_mock__password_hash hash;
    OLECHAR password[MOST];

    (void)state;
    make(password);
    wmi_mock__password_hash_make(password, MOST * sizeof password[0], &hash);
    for (size_t length = TRACES; length <= MOST; length++) {
        with_area(fill);
        assert_int_equal(compare(&hash, password, length), length == MOST);
        with_area(copy);
        assert_true(longest_trace(length) < TRACES);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_left_is_seen),
        cmocka_unit_test(nothing_of_a_password_is_left),
    };

    return cmocka_run_group_tests_name("password", tests, NULL, NULL) == 0 ? 0 : 1;
}
