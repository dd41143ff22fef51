/* SPDX-License-Identifier: MIT */
/*
 * What the benches share. Each is a program that prints its results as lines of JSON, which run.sh makes a table of;
 * none passes or fails by a time.
 */
#ifndef WMIKIT_TESTS_BENCH_BENCH_H
#define WMIKIT_TESTS_BENCH_BENCH_H

#include <wmikit.h>

#include <wmikit/com.h>
#include <wmikit/mock.h>

#define MOST_ROUNDS 200

/* The value behind an option of the command line, "--rounds 15"; what it is otherwise. */
size_t bench_option(int argc, char **argv, const char *name, size_t otherwise);

/* Ends the program, naming what failed, unless the code is a success. */
void bench_expect(HRESULT hr, const char *what);

/* This thread's own time where the system tells it: other work on the machine does not count. Else as the other. */
double bench_clock_us(void);
double bench_wall_us(void);

/* The processor time of all threads; on Windows as the wall clock. */
double bench_process_us(void);

/* The same measure in every round. */
typedef struct bench_series {
    double values[MOST_ROUNDS];
    size_t count;
} bench_series;
void bench_add(bench_series *series, double value);
double bench_median(const bench_series *series);

/*
 * The median of the rounds' ratios: what is compared runs in every round, one after the other, so that a busy machine
 * is busy for all.
 */
double bench_ratio(const bench_series *series, const bench_series *to);

/* Prints a line of JSON: the bench, the system, and these members, "\"rows\": %lu". */
void bench_print(const char *bench, const char *format, ...)
#ifdef __GNUC__
    __attribute__((format(gnu_printf, 2, 3)))
#endif
    ;

/* A mock with so many rows in ROOT\CIMV2 of each class, six properties a row; its journal only counts. */
wmi_mock *bench_mock(void);
void bench_mock_rows(wmi_mock *mock, const char *class_name, size_t rows);
void bench_mock_end(wmi_mock *mock);

/* A connection through a locator; NULL: the system's. */
wmi_connection *bench_connect(IWbemLocator *locator);

/* As raw COM's users convert: by WideCharToMultiByte, off Windows by the library's own converter. To be freed. */
char *bench_utf8(BSTR text);

/* Calls that go to the server: all but those on rows, which came along with Next. */
size_t bench_server_calls(wmi_mock *mock);

#endif
