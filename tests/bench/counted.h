/* SPDX-License-Identifier: MIT */
/*
 * Counts what is allocated by all that is linked into the program, the mock and the COM that stands in for Windows'
 * included; nothing on Windows. Link with -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free.
 */
#ifndef WMIKIT_TESTS_BENCH_COUNTED_H
#define WMIKIT_TESTS_BENCH_COUNTED_H

#include <stdbool.h>
#include <stddef.h>

bool counted_is_on(void);

/* How many allocations the calling thread has made. */
size_t counted_allocations(void);

/* Begins to watch the bytes that are held. */
void counted_watch(void);

/* How far they have risen since then above where they were, or are now; and how large a block is. */
size_t counted_peak(void);
size_t counted_held(void);
size_t counted_size(void *block);

#endif
