/* SPDX-License-Identifier: MIT */
/*
 * What it costs to read rows: by the usual loop in raw COM, by the getters, by wmi_select; and what of it is the other
 * side's, in Next and Get.
 *
 *     bench_reading [--rows 100000] [--rounds 15]
 */
#include "counted.h"
#include "reading.h"

#include <stdio.h>
#include <stdlib.h>

static double time_of(const struct way *way, wmi_connection *connection, const table *what, size_t repeats)
{
    double begin = bench_clock_us();

    for (size_t i = 0; i < repeats; i++) {
        if (way->read(connection, what) != what->rows) {
            fprintf(stderr, "%s: not %lu rows of %s\n", way->name, (unsigned long)what->rows,
                    what->class_name);
            exit(1);
        }
    }
    return (bench_clock_us() - begin) / (double)repeats;
}

static void measure(wmi_connection *connection, const table *what, size_t rounds)
{
    static bench_series series[WAYS];
    size_t repeats = 20000 / what->rows + 1;

    for (size_t way = 0; way < WAYS; way++) { /* once before the clock runs */
        series[way].count = 0;
        time_of(&ways[way], connection, what, 1);
    }
    for (size_t round = 0; round < rounds; round++) {
        for (size_t way = 0; way < WAYS; way++)
            bench_add(&series[way], time_of(&ways[way], connection, what, repeats));
    }
    for (size_t way = 0; way < WAYS; way++)
        bench_print("reading",
                    "\"table\": \"%s\", \"rows\": %lu, \"way\": \"%s\", \"us\": %.3f, \"ratio\": %.4f",
                    what->class_name, (unsigned long)what->rows, ways[way].name, bench_median(&series[way]),
                    bench_ratio(&series[way], &series[0]));
}

/* These are exact. */
static void count(wmi_mock *mock, wmi_connection *connection, const table *what)
{
    for (size_t way = 0; way < WAYS; way++) {
        size_t calls = bench_server_calls(mock);
        size_t allocations = counted_allocations();

        ways[way].read(connection, what);
        allocations = counted_allocations() - allocations;
        bench_print("counts", "\"rows\": %lu, \"way\": \"%s\", \"server_calls\": %lu, \"allocations\": %ld",
                    (unsigned long)what->rows, ways[way].name,
                    (unsigned long)(bench_server_calls(mock) - calls),
                    counted_is_on() ? (long)allocations : -1);
    }
}

static void read_mock(size_t rows, size_t rounds)
{
    wmi_mock *mock = bench_mock();
    wmi_connection *connection = bench_connect(wmi_mock_locator(mock));
    table mocked = mocked_table;
    table counted = mocked_table;

    mocked.rows = rows;
    bench_mock_rows(mock, mocked.class_name, rows);
    measure(connection, &mocked, rounds);

    counted.class_name = "Bench_Counted";
    counted.query = u"SELECT Id,Name,Size,Caption,Flags,State FROM Bench_Counted";
    counted.rows = 10000;
    bench_mock_rows(mock, counted.class_name, counted.rows);
    count(mock, connection, &counted);
    wmi_disconnect(connection);
    bench_mock_end(mock);
}

int main(int argc, char **argv)
{
    size_t rounds = bench_option(argc, argv, "--rounds", 15);

#ifdef _WIN32
    wmi_connection *connection = bench_connect(NULL);
    table parameters = parameters_table;

    parameters.rows = ways[0].read(connection, &parameters); /* Wine 10 has more of them than Wine 8 */
    bench_expect(parameters.rows > 0 ? S_OK : E_FAIL, "rows of __PARAMETERS");
    measure(connection, &parameters, rounds);
    wmi_disconnect(connection);
#endif
    read_mock(bench_option(argc, argv, "--rows", 100000), rounds);
    return 0;
}
