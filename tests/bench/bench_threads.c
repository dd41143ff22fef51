/* SPDX-License-Identifier: MIT */
/*
 * From 1 to 64 threads that share one mock: each connects, reads ten rows and disconnects, again and again, and all
 * together do the same work.
 *
 *     bench_threads [--threads 64] [--rounds 15] [--connections 25600]
 */
#include "bench.h"
#include "support/threads.h"

#include <stdlib.h>

#define ROWS         10u
#define MOST_THREADS 64u

typedef struct worker {
    wmi_mock *mock;
    size_t connections;
    test_event *start;
    test_thread *thread;
} worker;

static void connect_and_read(IWbemLocator *locator)
{
    wmi_connection *connection = bench_connect(locator);
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;
    size_t count = 0;

    bench_expect(wmi_query(connection, "SELECT Name FROM Bench_Row", NULL, &cursor), "wmi_query");
    for (; wmi_cursor_next(cursor, &row) == WMI_OK; count++) {
        char *name = NULL;

        bench_expect(wmi_get_string(row, "Name", &name), "wmi_get_string");
        wmi_free(name);
    }
    bench_expect(count == ROWS ? S_OK : E_FAIL, "the number of rows");
    wmi_cursor_close(cursor);
    wmi_disconnect(connection);
}

static void work(void *argument)
{
    worker *self = argument;

    test_event_wait(self->start);
    for (size_t i = 0; i < self->connections; i++)
        connect_and_read(wmi_mock_locator(self->mock));
}

/* From the moment when all may start to the end of the last. */
static double time_of(wmi_mock *mock, size_t threads, size_t connections)
{
    worker workers[MOST_THREADS];
    test_event *start = test_event_create();
    size_t made;
    double begin;
    double end;

    for (size_t i = 0; i < threads; i++) {
        workers[i] = (worker){ mock, connections / threads, start, NULL };
        workers[i].thread = test_thread_start(work, &workers[i]);
    }
    begin = bench_wall_us();
    test_event_set(start);
    for (size_t i = 0; i < threads; i++)
        test_thread_join(workers[i].thread);
    end = bench_wall_us();
    test_event_free(start);
    made = connections / threads * threads;
    return (end - begin) / (double)made;
}

int main(int argc, char **argv)
{
    static bench_series series[8];
    size_t most = bench_option(argc, argv, "--threads", MOST_THREADS);
    size_t rounds = bench_option(argc, argv, "--rounds", 15);
    size_t connections = bench_option(argc, argv, "--connections", 25600);
    wmi_mock *mock = bench_mock();

    most = most < MOST_THREADS ? most : MOST_THREADS;
    bench_mock_rows(mock, "Bench_Row", ROWS);
    for (size_t round = 0; round < rounds; round++) {
        for (size_t threads = 1, i = 0; threads <= most; threads *= 2, i++)
            bench_add(&series[i], time_of(mock, threads, connections));
    }
    for (size_t threads = 1, i = 0; threads <= most; threads *= 2, i++)
        bench_print("threads",
                    "\"threads\": %lu, \"us\": %.3f, \"connections_per_second\": %.0f, \"ratio\": %.4f",
                    (unsigned long)threads, bench_median(&series[i]), 1e6 / bench_median(&series[i]),
                    bench_ratio(&series[i], &series[0]));
    bench_mock_end(mock);
    return 0;
}
