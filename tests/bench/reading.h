/* SPDX-License-Identifier: MIT */
/* A table, and ways to read it. */
#ifndef WMIKIT_TESTS_BENCH_READING_H
#define WMIKIT_TESTS_BENCH_READING_H

#include "bench.h"

#define MOST_COLUMNS 6

typedef struct table {
    const char *class_name;
    const OLECHAR *query;
    size_t rows; /* how many each way has to find */
    size_t column_count;
    struct column {
        const char *name;
        const OLECHAR *wide;
        wmi_type type; /* WMI_STRING, WMI_UINT64 or another integer */
    } columns[MOST_COLUMNS];
} table;

extern const table parameters_table; /* __PARAMETERS of Wine, whose rows are yet to be counted */
extern const table mocked_table;

/*
 * The ways to read it: each Gets every column of every row into memory of its own, frees that, and tells how many rows
 * there were. "raw", with which the others are compared, is the first; "get" looks at nothing, and is the last.
 */
#define WAYS 4
extern const struct way {
    const char *name;
    size_t (*read)(wmi_connection *connection, const table *what);
} ways[WAYS];

#endif
