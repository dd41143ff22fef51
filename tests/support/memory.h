/* SPDX-License-Identifier: MIT */
/* How much memory the process holds, for tests that nothing is left behind. */
#ifndef WMIKIT_TESTS_SUPPORT_MEMORY_H
#define WMIKIT_TESTS_SUPPORT_MEMORY_H

#include <stddef.h>

/* On Windows the number of busy blocks in all heaps, elsewhere that of allocated bytes. */
size_t memory_in_use(void);

/* How many threads the process has; 0 where that cannot be told. */
size_t memory_threads(void);

#endif
