/* SPDX-License-Identifier: MIT */
#include "bench.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#include <windows.h>
#define SYSTEM "wine"
#else
#include "base/bstr.h"

#include <time.h>
#define SYSTEM "native"
#endif

size_t bench_option(int argc, char **argv, const char *name, size_t otherwise)
{
    for (int i = 1; i + 1 < argc; i++) {
        if (strcmp(argv[i], name) == 0)
            return strtoul(argv[i + 1], NULL, 10);
    }
    return otherwise;
}

void bench_expect(HRESULT hr, const char *what)
{
    if (SUCCEEDED(hr))
        return;
    fprintf(stderr, "%s: 0x%08lX, %s\n", what, (unsigned long)(uint32_t)hr, wmi_last_error()->message);
    exit(1);
}

/* --- Time ------------------------------------------------------------------------------------------------------- */

#ifdef _WIN32
double bench_wall_us(void)
{
    LARGE_INTEGER frequency;
    LARGE_INTEGER now;

    QueryPerformanceFrequency(&frequency);
    QueryPerformanceCounter(&now);
    return (double)now.QuadPart * 1e6 / (double)frequency.QuadPart;
}

double bench_clock_us(void)
{
    return bench_wall_us();
}

double bench_process_us(void)
{
    return bench_wall_us();
}
#else
static double read_clock(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

double bench_wall_us(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

double bench_clock_us(void)
{
    return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

double bench_process_us(void)
{
    return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}
#endif

/* --- Rounds ------------------------------------------------------------------------------------------------------ */

void bench_add(bench_series *series, double value)
{
    if (series->count < MOST_ROUNDS)
        series->values[series->count++] = value;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

double bench_median(const bench_series *series)
{
    bench_series sorted = *series;

    qsort(sorted.values, sorted.count, sizeof sorted.values[0], compare);
    return sorted.values[sorted.count / 2];
}

double bench_ratio(const bench_series *series, const bench_series *to)
{
    bench_series ratios = { .count = series->count };

    for (size_t i = 0; i < series->count; i++)
        ratios.values[i] = series->values[i] / to->values[i];
    return bench_median(&ratios);
}

void bench_print(const char *bench, const char *format, ...)
{
    va_list arguments;

    printf("{\"bench\": \"%s\", \"system\": \"%s\", ", bench, SYSTEM);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf("}\n");
    fflush(stdout);
}

/* --- The mock ---------------------------------------------------------------------------------------------------- */

#define ROW_SIZE  250u /* of its MOF, at most */
#define PART_ROWS 10000u

wmi_mock *bench_mock(void)
{
    wmi_mock *mock = NULL;

    bench_expect(wmi_mock_create(&mock), "wmi_mock_create");
    bench_expect(wmi_mock_load(mock, NULL, ""), "wmi_mock_load");
    wmi_mock_keep_journal(mock, false);
    return mock;
}

static void load_part(wmi_mock *mock, const char *class_name, size_t begin, size_t end)
{
    char *mof = malloc((end - begin) * ROW_SIZE + 1);
    char *at = mof;

    bench_expect(mof == NULL ? E_OUTOFMEMORY : S_OK, "malloc");
    *at = '\0';
    for (size_t i = begin; i < end; i++)
        at += snprintf(at, ROW_SIZE,
                       "instance of %s { Id = %lu; Name = \"row-%lu\"; Size = %lu000; Caption = "
                       "\"A caption of usual length\"; Flags = %lu; State = \"Running\"; };\n",
                       class_name, (unsigned long)i, (unsigned long)i, (unsigned long)i,
                       (unsigned long)(i % 7));
    bench_expect(wmi_mock_load(mock, NULL, mof), "wmi_mock_load");
    free(mof);
}

void bench_mock_rows(wmi_mock *mock, const char *class_name, size_t rows)
{
    char mof[ROW_SIZE];

    snprintf(mof, sizeof mof,
             "class %s { [key] uint32 Id; string Name; uint64 Size; string Caption; uint32 Flags; "
             "string State; };",
             class_name);
    bench_expect(wmi_mock_load(mock, NULL, mof), "wmi_mock_load");
    for (size_t begin = 0; begin < rows; begin += PART_ROWS)
        load_part(mock, class_name, begin, rows - begin < PART_ROWS ? rows : begin + PART_ROWS);
}

void bench_mock_end(wmi_mock *mock)
{
    bench_expect(wmi_mock_destroy(mock) == 0 ? S_OK : E_FAIL, "objects of the mock are still held");
}

wmi_connection *bench_connect(IWbemLocator *locator)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;

    options.locator = locator;
    bench_expect(wmi_connect(&options, &connection), "wmi_connect");
    return connection;
}

size_t bench_server_calls(wmi_mock *mock)
{
    return wmi_mock_call_count(mock, NULL) - wmi_mock_call_count(mock, "IWbemClassObject::Get");
}

#ifdef _WIN32
char *bench_utf8(BSTR text)
{
    int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, NULL, 0, NULL, NULL);
    char *result = malloc((size_t)size);

    if (result != NULL)
        WideCharToMultiByte(CP_UTF8, 0, text, -1, result, size, NULL, NULL);
    return result;
}
#else
char *bench_utf8(BSTR text)
{
    size_t units = SysStringLen(text);
    char *result = malloc(wmi__utf8_length(text, units) + 1);

    if (result != NULL)
        wmi__utf8_write(text, units, result);
    return result;
}
#endif
