/* SPDX-License-Identifier: MIT */
/* How much memory the process holds, for tests that nothing is left behind. */
#ifndef WMIKIT_TESTS_SUPPORT_MEMORY_H
#define WMIKIT_TESTS_SUPPORT_MEMORY_H

#include <stddef.h>

/* For comparisons: on Windows the number of blocks in all heaps, plus a constant, elsewhere that of allocated bytes. */
size_t memory_in_use(void);

/* How many threads the process has; 0 where that cannot be told. */
size_t memory_threads(void);

#endif
