/* SPDX-License-Identifier: MIT */
/*
 * What a limit costs, and what its reader gains: all rows and the first one with a limit against without; a program
 * that works as long on a batch as the server takes to send one; rows that come one by one; threads that are started.
 * Wall-clock times, since two threads share the work.
 *
 *     bench_waits [--rows 100000] [--rounds 15] [--cursors 1000]
 */
#include "bench.h"
#include "hand_over.h"
#include "os/os.h"

#define NO_LIMIT   0u
#define ONE_DAY_MS 86400000u
#define BATCH      64u
#define SLOW_ROWS  6400u
#define TRICKLE_MS 20u
#define TRICKLES   20u

/* --- Threads -------------------------------------------------------------------------------------------------------- */

static size_t threads_started;

#ifndef _WIN32
bool __real_wmi__thread_start_detached(void (*body)(void *argument), void *argument);
bool __wrap_wmi__thread_start_detached(void (*body)(void *argument), void *argument);

bool __wrap_wmi__thread_start_detached(void (*body)(void *argument), void *argument)
{
    threads_started++;
    return __real_wmi__thread_start_detached(body, argument);
}
#endif

/* --- Reading -------------------------------------------------------------------------------------------------------- */

/* How long the first row took, and all; `work_ms`: what the program does after each batch. */
typedef struct reading_time {
    double first, all, processor;
} reading_time;

static reading_time read_rows(wmi_connection *connection, size_t rows, uint32_t limit_ms, uint32_t work_ms)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    reading_time took = { 0, 0, 0 };
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;
    double processor = bench_process_us();
    double begin = bench_wall_us();
    size_t count = 0;

    options.timeout_ms = limit_ms;
    bench_expect(wmi_query(connection, "SELECT * FROM Bench_Row", &options, &cursor), "wmi_query");
    while (wmi_cursor_next(cursor, &row) == WMI_OK) {
        if (count++ == 0)
            took.first = bench_wall_us() - begin;
        if (work_ms != 0 && count % BATCH == 0)
            wmi__sleep(work_ms);
    }
    bench_expect(count == rows ? S_OK : E_FAIL, "the number of rows");
    wmi_cursor_close(cursor);
    took.all = bench_wall_us() - begin;
    took.processor = bench_process_us() - processor;
    return took;
}

static reading_time read_handed_over_rows(wmi_connection *connection, size_t rows)
{
    double processor = bench_process_us();
    double begin = bench_wall_us();
    reading_time took = { 0, 0, 0 };

    bench_expect(hand_over_rows(connection) == rows ? S_OK : E_FAIL, "the number of rows");
    took.all = bench_wall_us() - begin;
    took.processor = bench_process_us() - processor;
    return took;
}

static void print_pair(const char *what, const bench_series series[2])
{
    bench_print("waits", "\"what\": \"%s\", \"us\": %.1f, \"us_without\": %.1f, \"ratio\": %.5f", what,
                bench_median(&series[1]), bench_median(&series[0]), bench_ratio(&series[1], &series[0]));
}

static void print_with_hand_over(const char *what, const bench_series series[3])
{
    bench_print("waits",
                "\"what\": \"%s\", \"us\": %.1f, \"us_without\": %.1f, \"ratio\": %.5f, "
                "\"us_handed_over\": %.1f, \"of_hand_over\": %.5f",
                what, bench_median(&series[1]), bench_median(&series[0]), bench_ratio(&series[1], &series[0]),
                bench_median(&series[2]), bench_ratio(&series[1], &series[2]));
}

static void add_reading(bench_series *all, bench_series *processor, reading_time took)
{
    bench_add(all, took.all);
    bench_add(processor, took.processor);
}

/* Without and with a limit, and handed over in raw COM, in turns. */
static void compare_all_rows(wmi_mock *mock, size_t rows, size_t rounds)
{
    static const uint32_t limits[] = { NO_LIMIT, ONE_DAY_MS };
    static bench_series all[3];
    static bench_series first[2];
    static bench_series processor[3];
    wmi_connection *connection = bench_connect(wmi_mock_locator(mock));

    for (size_t round = 0; round < rounds; round++) {
        for (size_t i = 0; i < 2; i++) {
            reading_time took = read_rows(connection, rows, limits[i], 0);

            add_reading(&all[i], &processor[i], took);
            bench_add(&first[i], took.first);
        }
        add_reading(&all[2], &processor[2], read_handed_over_rows(connection, rows));
    }
    print_with_hand_over("all rows", all);
    print_with_hand_over("all rows, processor", processor);
    print_pair("first row", first);
    wmi_disconnect(connection);
}

/* --- A server of 1 ms a call ---------------------------------------------------------------------------------------- */

static wmi_connection *connect_slowly(wmi_mock *mock)
{
    wmi_mock_host host = WMI_MOCK_HOST_INIT;
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;

    host.call_delay_ms = 1;
    bench_expect(wmi_mock_add_host(mock, "far", &host), "wmi_mock_add_host");
    options.server = "far";
    options.locator = wmi_mock_locator(mock);
    bench_expect(wmi_connect(&options, &connection), "wmi_connect");
    return connection;
}

static void compare_read_ahead(size_t rounds)
{
    static const uint32_t limits[] = { NO_LIMIT, ONE_DAY_MS };
    static bench_series series[2];
    wmi_mock *mock = bench_mock();
    wmi_connection *connection;

    bench_mock_rows(mock, "Bench_Row", SLOW_ROWS);
    connection = connect_slowly(mock);
    for (size_t round = 0; round < rounds; round++) {
        for (size_t i = 0; i < 2; i++)
            bench_add(&series[i], read_rows(connection, SLOW_ROWS, limits[i], 1).all);
    }
    print_pair("1 ms a call, 1 ms a batch", series);
    wmi_disconnect(connection);
    bench_mock_end(mock);
}

/* --- Rows that come one by one ---------------------------------------------------------------------------------------- */

static double lateness_of(wmi_connection *connection, uint32_t limit_ms)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;
    double latest = 0;
    double begin;

    options.timeout_ms = limit_ms;
    bench_expect(wmi_query(connection, "SELECT * FROM Bench_Row", &options, &cursor), "wmi_query");
    begin = bench_wall_us();
    for (size_t i = 1; wmi_cursor_next(cursor, &row) == WMI_OK; i++) {
        double late = bench_wall_us() - begin - (double)i * TRICKLE_MS * 1000;

        latest = late > latest ? late : latest;
    }
    wmi_cursor_close(cursor);
    return latest;
}

static void measure_trickle(size_t rounds)
{
    static bench_series series[2];
    wmi_mock *mock = bench_mock();
    wmi_connection *connection;

    bench_mock_rows(mock, "Bench_Row", TRICKLES);
    connection = bench_connect(wmi_mock_locator(mock));
    bench_expect(wmi_mock_delay(mock, "IEnumWbemClassObject::Next", TRICKLE_MS), "wmi_mock_delay");
    for (size_t round = 0; round < rounds; round++) {
        bench_add(&series[0], lateness_of(connection, NO_LIMIT));
        bench_add(&series[1], lateness_of(connection, ONE_DAY_MS));
    }
    print_pair("latest of 20 rows that come every 20 ms", series);
    wmi_disconnect(connection);
    bench_mock_end(mock);
}

/* --- Many cursors ------------------------------------------------------------------------------------------------------ */

static void count_threads(size_t cursors)
{
    wmi_mock *mock = bench_mock();
    wmi_connection *connection;

    bench_mock_rows(mock, "Bench_Row", 1);
    connection = bench_connect(wmi_mock_locator(mock));
    read_rows(connection, 1, ONE_DAY_MS, 0); /* from here on it is warm */
    threads_started = 0;
    for (size_t i = 0; i < cursors; i++)
        read_rows(connection, 1, ONE_DAY_MS, 0);
    bench_print("waits", "\"what\": \"threads\", \"cursors\": %lu, \"threads\": %lu", (unsigned long)cursors,
                (unsigned long)threads_started);
    wmi_disconnect(connection);
    bench_mock_end(mock);
}

int main(int argc, char **argv)
{
    size_t rows = bench_option(argc, argv, "--rows", 100000);
    size_t rounds = bench_option(argc, argv, "--rounds", 15);
    wmi_mock *mock = bench_mock();

    bench_mock_rows(mock, "Bench_Row", rows);
    compare_all_rows(mock, rows, rounds);
    bench_mock_end(mock);
    compare_read_ahead(rounds < 5 ? rounds : 5);
    measure_trickle(rounds < 5 ? rounds : 5);
    count_threads(bench_option(argc, argv, "--cursors", 1000));
    return 0;
}
