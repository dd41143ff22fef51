/* SPDX-License-Identifier: MIT */
/*
 * What it costs to read rows: by the usual loop in raw COM, by the getters, by wmi_select; and what of it is the other
 * side's, in Next and Get. See CMakeLists.txt here.
 *
 *     bench_records [ROWS [ROUNDS [JSON]]]
 *
 * Every way is measured in every round, one after the other, so that a busy machine is busy for all; a ratio is the
 * median of the rounds' ratios to the raw loop.
 */
#include "reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_ROUNDS 200

static const struct way {
    const char *name;
    size_t (*read)(wmi_connection *connection, const table *what);
} ways[] = {
    { "raw loop", read_raw },
    { "getters", read_by_getters },
    { "wmi_select", read_by_select },
    { "Get alone", read_nothing },
};
#define WAYS (sizeof ways / sizeof ways[0])

typedef struct result {
    double microseconds[MOST_ROUNDS];
    double ratios[MOST_ROUNDS];
    double allocations; /* of one row, the mock's own included; below 0: not counted */
    double calls;       /* of COM for 10,000 rows; below 0: not counted */
} result;

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

static double median(double *numbers, size_t count)
{
    qsort(numbers, count, sizeof *numbers, compare);
    return numbers[count / 2];
}

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

static void measure(wmi_connection *connection, const table *what, size_t rounds, result results[WAYS])
{
    size_t repeats = 20000 / what->rows + 1;

    for (size_t way = 0; way < WAYS; way++) /* once before the clock runs */
        time_of(&ways[way], connection, what, 1);
    for (size_t round = 0; round < rounds; round++) {
        for (size_t way = 0; way < WAYS; way++) {
            double time = time_of(&ways[way], connection, what, repeats);

            results[way].microseconds[round] = time;
            results[way].ratios[round] = time / results[0].microseconds[round];
        }
    }
}

static void count(wmi_mock *mock, wmi_connection *connection, const table *what, result results[WAYS])
{
    for (size_t way = 0; way < WAYS; way++) {
        size_t calls = wmi_mock_call_count(mock, NULL);
        size_t allocations = bench_allocations();

        time_of(&ways[way], connection, what, 1);
        results[way].calls = (double)(wmi_mock_call_count(mock, NULL) - calls) * 1e4 / (double)what->rows;
        results[way].allocations = bench_allocations() == 0
                                       ? -1
                                       : (double)(bench_allocations() - allocations) / (double)what->rows;
    }
}

static void print_count(double number)
{
    if (number < 0)
        printf("  %16s", "-");
    else
        printf("  %16.2f", number);
}

static void report(const table *what, size_t rounds, result results[WAYS], FILE *json, bool first)
{
    printf("\n%s, %lu rows, medians of %lu rounds\n", what->class_name, (unsigned long)what->rows,
           (unsigned long)rounds);
    printf("%-12s  %12s  %8s  %16s  %16s\n", "way", "us", "ratio", "allocations/row", "calls/10,000 rows");
    for (size_t way = 0; way < WAYS; way++) {
        double time = median(results[way].microseconds, rounds);
        double ratio = median(results[way].ratios, rounds);

        printf("%-12s  %12.1f  %8.3f", ways[way].name, time, ratio);
        print_count(results[way].allocations);
        print_count(results[way].calls);
        putchar('\n');
        if (json != NULL)
            fprintf(
                json,
                "%s\n  {\"class\": \"%s\", \"rows\": %lu, \"way\": \"%s\", \"us\": %.3f, \"ratio\": %.4f, "
                "\"allocations_per_row\": %.3f, \"calls_per_10000_rows\": %.1f}",
                first && way == 0 ? "" : ",", what->class_name, (unsigned long)what->rows, ways[way].name,
                time, ratio, results[way].allocations, results[way].calls);
    }
}

static void run(wmi_mock *mock, const table *what, size_t rounds, FILE *json, bool first)
{
    static result results[WAYS];
    wmi_connection *connection = NULL;
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;

    options.locator = mock == NULL ? NULL : wmi_mock_locator(mock);
    if (WMI_FAILED(wmi_connect(&options, &connection))) {
        fprintf(stderr, "%s\n", wmi_last_error()->message);
        exit(1);
    }
    for (size_t way = 0; way < WAYS; way++)
        results[way].allocations = results[way].calls = -1;
    measure(connection, what, rounds, results);
    if (mock != NULL)
        count(mock, connection, what, results);
    report(what, rounds, results, json, first);
    wmi_disconnect(connection);
}

static wmi_mock *make_mock(size_t rows)
{
    char *mof = malloc(rows * 200 + 400);
    char *at = mof;
    wmi_mock *mock = NULL;

    if (mof == NULL)
        exit(1);
    at += sprintf(
        at, "class Bench_Row { [key] uint32 Id; string Name; uint64 Size; string Caption; uint32 Flags; "
            "string State; };\n");
    for (size_t i = 0; i < rows; i++)
        at += sprintf(at,
                      "instance of Bench_Row { Id = %lu; Name = \"row-%lu\"; Size = %lu000; Caption = "
                      "\"A caption of usual length\"; Flags = %lu; State = \"Running\"; };\n",
                      (unsigned long)i, (unsigned long)i, (unsigned long)i, (unsigned long)(i % 7));
    if (WMI_FAILED(wmi_mock_create(&mock)) || WMI_FAILED(wmi_mock_load(mock, NULL, mof))) {
        fprintf(stderr, "%s\n", wmi_last_error()->message);
        exit(1);
    }
    wmi_mock_keep_journal(mock, false);
    free(mof);
    return mock;
}

static size_t argument(int count_of, char **arguments, int index, size_t otherwise)
{
    size_t number = count_of > index ? strtoul(arguments[index], NULL, 10) : 0;

    return number == 0 ? otherwise : number;
}

int main(int count_of, char **arguments)
{
    size_t rows = argument(count_of, arguments, 1, 100000);
    size_t rounds = argument(count_of, arguments, 2, 15);
    FILE *json = count_of > 3 ? fopen(arguments[3], "w") : NULL;
    table mocked = mocked_table;
    wmi_mock *mock = make_mock(rows);
    bool first = true;

    if (rounds > MOST_ROUNDS)
        rounds = MOST_ROUNDS;
    mocked.rows = rows;
    if (json != NULL)
        fprintf(json, "[");
#ifdef _WIN32
    run(NULL, &parameters_table, rounds, json, first);
    first = false;
#endif
    run(mock, &mocked, rounds, json, first);
    if (json != NULL) {
        fprintf(json, "\n]\n");
        fclose(json);
    }
    return wmi_mock_destroy(mock) != 0;
}
