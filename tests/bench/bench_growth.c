/* SPDX-License-Identifier: MIT */
/*
 * How the cost of a row grows from 1 to 1,000,000 rows, and the memory that is held for them: through a cursor, which
 * holds one batch, and by wmi_select, which holds them all.
 *
 *     bench_growth [--rows 1000000] [--rounds 5]
 */
#include "bench.h"
#include "counted.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct record {
    char *name;
    uint32_t id;
} record;

static const wmi_field fields[] = {
    WMI_FIELD(record, name, "Name", WMI_STRING),
    WMI_FIELD(record, id, "Id", WMI_UINT32),
};

typedef struct run {
    double us;
    size_t peak;  /* bytes above those before: of a cursor, above those when the query had been answered */
    size_t block; /* of the records */
} run;

static void expect_rows(size_t got, size_t rows)
{
    bench_expect(got == rows ? S_OK : E_FAIL, "the number of rows");
}

static run walk_cursor(wmi_connection *connection, const char *class_name, size_t rows)
{
    char wql[100];
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;
    size_t count = 0;
    double begin = bench_clock_us();
    run result = { 0 };

    snprintf(wql, sizeof wql, "SELECT Name, Id FROM %s", class_name);
    bench_expect(wmi_query(connection, wql, NULL, &cursor), "wmi_query");
    counted_watch();
    for (; wmi_cursor_next(cursor, &row) == WMI_OK; count++) {
        char *name = NULL;
        uint32_t id;

        bench_expect(wmi_get_string(row, "Name", &name), "wmi_get_string");
        bench_expect(wmi_get_uint32(row, "Id", &id), "wmi_get_uint32");
        wmi_free(name);
    }
    result.peak = counted_peak();
    wmi_cursor_close(cursor);
    result.us = bench_clock_us() - begin;
    expect_rows(count, rows);
    return result;
}

static run select_all(wmi_connection *connection, const char *class_name, size_t rows)
{
    void *records = NULL;
    size_t count = 0;
    double begin = bench_clock_us();
    run result = { 0 };

    counted_watch();
    bench_expect(wmi_select(connection, class_name, NULL, NULL, fields, sizeof fields / sizeof fields[0],
                            sizeof(record), &records, &count),
                 "wmi_select");
    result.peak = counted_peak();
    result.block = counted_size(records);
    result.us = bench_clock_us() - begin;
    wmi_free(records);
    expect_rows(count, rows);
    return result;
}

static const struct way {
    const char *name;
    run (*read)(wmi_connection *connection, const char *class_name, size_t rows);
} ways[] = {
    { "cursor", walk_cursor },
    { "select", select_all },
};

static void measure(const struct way *way, wmi_connection *connection, const char *class_name, size_t rows,
                    size_t rounds)
{
    size_t repeats = rows < 1000 ? 1000 / rows : 1;
    bench_series series = { .count = 0 };
    run last = { 0 };

    for (size_t round = 0; round <= rounds; round++) {
        double us = 0;

        for (size_t i = 0; i < repeats; i++) {
            last = way->read(connection, class_name, rows);
            us += last.us;
        }
        if (round > 0)
            bench_add(&series, us / (double)(repeats * rows));
    }
    bench_print("growth",
                "\"way\": \"%s\", \"rows\": %lu, \"us_per_row\": %.4f, \"peak\": %ld, \"block\": %ld",
                way->name, (unsigned long)rows, bench_median(&series), counted_is_on() ? (long)last.peak : -1,
                counted_is_on() ? (long)last.block : -1);
}

int main(int argc, char **argv)
{
    size_t most = bench_option(argc, argv, "--rows", 1000000);
    size_t rounds = bench_option(argc, argv, "--rounds", 5);
    wmi_mock *mock = bench_mock();
    wmi_connection *connection = bench_connect(wmi_mock_locator(mock));

    for (size_t rows = 1; rows <= most; rows *= 10) {
        char class_name[40];

        snprintf(class_name, sizeof class_name, "Bench_%lu", (unsigned long)rows);
        bench_mock_rows(mock, class_name, rows);
        for (size_t way = 0; way < sizeof ways / sizeof ways[0]; way++)
            measure(&ways[way], connection, class_name, rows, rounds);
    }
    wmi_disconnect(connection);
    bench_mock_end(mock);
    return 0;
}
