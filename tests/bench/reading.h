/* SPDX-License-Identifier: MIT */
/* A table, and ways to read it. */
#ifndef WMIKIT_TESTS_BENCH_READING_H
#define WMIKIT_TESTS_BENCH_READING_H

#include "bench.h"

#define MOST_COLUMNS 6

typedef struct table {
    const char *class_name;
    const OLECHAR *query;
    size_t rows;
    size_t column_count;
    struct column {
        const char *name;
        const OLECHAR *wide;
        wmi_type type; /* WMI_STRING, WMI_UINT64 or another integer */
    } columns[MOST_COLUMNS];
} table;

extern const table parameters_table; /* __PARAMETERS of Wine */
extern const table mocked_table;

/* Each reads every column of every row into memory of its own, frees that, and tells how many rows there were. */
size_t read_raw(wmi_connection *connection, const table *what);
size_t read_by_getters(wmi_connection *connection, const table *what);
size_t read_by_select(wmi_connection *connection, const table *what);

/* As little as can be done: Gets every column, and looks at none. */
size_t read_nothing(wmi_connection *connection, const table *what);

#endif
