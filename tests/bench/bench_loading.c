/* SPDX-License-Identifier: MIT */
/*
 * What it takes the mock to load MOF text, of one, two and four times the length, new and again; and to answer a query
 * of a class with one row beside many rows of another class.
 *
 *     bench_loading [--instances 100000] [--classes 16000] [--beside 1000000] [--rounds 3]
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

/* A text of any length. */
typedef struct text {
    char *data;
    size_t length;
    size_t capacity;
} text;

#define LONGEST_LINE 128

/* Where the next line is to be written. */
static char *next_line(text *self)
{
    if (self->capacity - self->length < LONGEST_LINE) {
        char *grown = realloc(self->data, self->capacity * 2 + 65536);

        if (grown == NULL)
            exit(1);
        self->capacity = self->capacity * 2 + 65536;
        self->data = grown;
    }
    return self->data + self->length;
}

static void added(text *self, int length)
{
    self->length += (size_t)length;
}

static void make_instances(text *self, size_t count)
{
    added(self, snprintf(next_line(self), LONGEST_LINE,
                         "class Big { [key] uint32 Id; string Name; uint64 Size; datetime When; };\n"));
    for (unsigned long i = 0; i < count; i++)
        added(self,
              snprintf(next_line(self), LONGEST_LINE,
                       "instance of Big { Id = %lu; Name = \"row %lu\"; Size = \"%lu\"; };\n", i, i, i));
}

/* Each class has two subclasses and a property of its own. */
static void make_tree(text *self, size_t count)
{
    added(self, snprintf(next_line(self), LONGEST_LINE, "class C1 { [key] uint32 Id; };\n"));
    for (unsigned long i = 2; i <= count; i++)
        added(self,
              snprintf(next_line(self), LONGEST_LINE, "class C%lu : C%lu { uint32 P%lu; };\n", i, i / 2, i));
}

static const struct kind {
    const char *name;
    void (*make)(text *self, size_t count);
    const char *option;
    size_t count;
} kinds[] = {
    { "classes in a tree", make_tree, "--classes", 16000 },
    { "instances", make_instances, "--instances",
      100000 }, /* last: the heap that it leaves is slow to allocate from */
};

typedef struct run {
    double first_us, again_us;
} run;

static run load(const text *mof)
{
    wmi_mock *mock = NULL;
    run result;
    double begin;

    bench_expect(wmi_mock_create(&mock), "wmi_mock_create");
    begin = bench_clock_us();
    bench_expect(wmi_mock_load(mock, NULL, mof->data), "wmi_mock_load");
    result.first_us = bench_clock_us() - begin;
    begin = bench_clock_us();
    bench_expect(wmi_mock_load(mock, NULL, mof->data), "wmi_mock_load, again");
    result.again_us = bench_clock_us() - begin;
    wmi_mock_destroy(mock);
    return result;
}

static void measure_loading(const struct kind *kind, size_t count, size_t times, size_t rounds)
{
    text mof = { 0 };
    double megabytes;
    bench_series first = { .count = 0 };
    bench_series again = { .count = 0 };

    kind->make(&mof, count * times);
    megabytes = (double)mof.length / 1e6;
    for (size_t i = 0; i < rounds; i++) {
        run result = load(&mof);

        bench_add(&first, result.first_us / 1e6 / megabytes);
        bench_add(&again, result.again_us / 1e6 / megabytes);
    }
    bench_print(
        "loading",
        "\"what\": \"%s\", \"count\": %lu, \"megabytes\": %.2f, \"s_per_mb\": %.4f, \"again_s_per_mb\": %.4f",
        kind->name, (unsigned long)(count * times), megabytes, bench_median(&first), bench_median(&again));
    free(mof.data);
}

/* --- A small class beside a large one --------------------------------------------------------------------------- */

static double query_us(wmi_connection *connection, size_t repeats)
{
    double begin = bench_clock_us();

    for (size_t i = 0; i < repeats; i++) {
        wmi_cursor *cursor = NULL;
        IWbemClassObject *row;

        bench_expect(wmi_query(connection, "SELECT * FROM Small", NULL, &cursor), "wmi_query");
        bench_expect(wmi_cursor_next(cursor, &row), "wmi_cursor_next");
        wmi_cursor_close(cursor);
    }
    return (bench_clock_us() - begin) / (double)repeats;
}

static void measure_beside(size_t rows, size_t rounds)
{
    wmi_mock *mock = bench_mock();
    text mof = { 0 };
    wmi_connection *connection;
    bench_series series = { .count = 0 };

    make_instances(&mof, rows);
    bench_expect(wmi_mock_load(mock, NULL, mof.data), "wmi_mock_load");
    free(mof.data);
    bench_expect(
        wmi_mock_load(mock, NULL, "class Small { [key] uint32 Id; }; instance of Small { Id = 1; };"),
        "wmi_mock_load");
    connection = bench_connect(wmi_mock_locator(mock));
    for (size_t i = 0; i < rounds; i++)
        bench_add(&series, query_us(connection, 1000));
    bench_print("beside", "\"rows\": %lu, \"us\": %.2f", (unsigned long)rows, bench_median(&series));
    wmi_disconnect(connection);
    bench_mock_end(mock);
}

int main(int argc, char **argv)
{
    size_t rounds = bench_option(argc, argv, "--rounds", 3);
    size_t beside = bench_option(argc, argv, "--beside", 1000000);

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        for (size_t times = 1; times <= 4; times *= 2)
            measure_loading(&kinds[i], bench_option(argc, argv, kinds[i].option, kinds[i].count), times,
                            rounds);
    }
    measure_beside(0, rounds);
    for (size_t rows = 1000; rows <= beside; rows *= 10)
        measure_beside(rows, rounds);
    return 0;
}
