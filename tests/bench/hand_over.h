/* SPDX-License-Identifier: MIT */
/*
 * Rows that one thread fetches and another releases, in raw COM: what every reader takes that waits for the server on
 * another thread, before it does anything of its own.
 */
#ifndef WMIKIT_TESTS_BENCH_HAND_OVER_H
#define WMIKIT_TESTS_BENCH_HAND_OVER_H

#include "bench.h"

/* Reads all rows of Bench_Row in batches of 64, of which one waits while the next is fetched; returns their number. */
size_t hand_over_rows(wmi_connection *connection);

#endif
