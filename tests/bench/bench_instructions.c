/* SPDX-License-Identifier: MIT */
/*
 * Does one thing so many times, for callgrind: what one of them takes is the difference between two runs, divided.
 * Off Windows alone, where the mock is installed in the system's place.
 *
 *     bench_instructions NAME TIMES     (the names: see the table below, and read_table)
 */
#include "bench.h"
#include "reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static IWbemClassObject *row;

static void connect_raw(void)
{
    BSTR resource;
    void *locator = NULL;
    IWbemServices *services = NULL;

    bench_expect(CoInitializeEx(NULL, COINIT_MULTITHREADED), "CoInitializeEx");
    bench_expect(
        CoCreateInstance(&CLSID_WbemLocator, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator, &locator),
        "CoCreateInstance");
    resource = SysAllocString(u"ROOT\\CIMV2");
    bench_expect(IWbemLocator_ConnectServer((IWbemLocator *)locator, resource, NULL, NULL, NULL,
                                            WBEM_FLAG_CONNECT_USE_MAX_WAIT, NULL, NULL, &services),
                 "ConnectServer");
    bench_expect(CoSetProxyBlanket((IUnknown *)services, RPC_C_AUTHN_DEFAULT, RPC_C_AUTHZ_DEFAULT,
                                   COLE_DEFAULT_PRINCIPAL, RPC_C_AUTHN_LEVEL_DEFAULT,
                                   RPC_C_IMP_LEVEL_IMPERSONATE, NULL, EOAC_NONE),
                 "CoSetProxyBlanket");
    IWbemServices_Release(services);
    SysFreeString(resource);
    IWbemLocator_Release((IWbemLocator *)locator);
    CoUninitialize();
}

static void connect_again(void)
{
    wmi_disconnect(bench_connect(NULL));
}

static void connect_first(void)
{
    connect_again();
    bench_expect(wmi_shutdown(), "wmi_shutdown");
}

static void text_raw(void)
{
    char *text = NULL;
    VARIANT value;

    VariantInit(&value);
    bench_expect(IWbemClassObject_Get(row, u"Name", 0, &value, NULL, NULL), "Get");
    if (V_VT(&value) == VT_BSTR)
        text = bench_utf8(V_BSTR(&value));
    VariantClear(&value);
    free(text);
}

static void text_wmikit(void)
{
    char *text = NULL;

    bench_expect(wmi_get_string(row, "Name", &text), "wmi_get_string");
    wmi_free(text);
}

static void number_raw(void)
{
    volatile uint32_t number = 0;
    VARIANT value;

    VariantInit(&value);
    bench_expect(IWbemClassObject_Get(row, u"Flags", 0, &value, NULL, NULL), "Get");
    if (V_VT(&value) == VT_I4)
        number = (uint32_t)V_I4(&value);
    VariantClear(&value);
    (void)number;
}

static void number_wmikit(void)
{
    uint32_t number;

    bench_expect(wmi_get_uint32(row, "Flags", &number), "wmi_get_uint32");
}

static void get_alone(void)
{
    VARIANT value;

    bench_expect(IWbemClassObject_Get(row, u"Name", 0, &value, NULL, NULL), "Get");
    VariantClear(&value);
}

static const struct thing {
    const char *name;
    void (*once)(void);
} things[] = {
    { "connect_raw", connect_raw },     /* from CoInitializeEx to CoUninitialize */
    { "connect_first", connect_first }, /* from nothing, and up to wmi_shutdown */
    { "connect_again", connect_again }, /* when it was connected before */
    { "text_raw", text_raw },           /* Get, to UTF-8, VariantClear */
    { "text_wmikit", text_wmikit },     /* wmi_get_string */
    { "number_raw", number_raw },       /* Get of a uint32, VariantClear */
    { "number_wmikit", number_wmikit }, /* wmi_get_uint32 */
    { "get_alone", get_alone },         /* Get of the text, VariantClear */
};

#define TABLE_ROWS 100

/* "rows_raw" and so on: a table of 100 rows, read in one of the ways. */
static void read_table(wmi_mock *mock, const char *way_name, size_t times)
{
    table what = mocked_table;
    wmi_connection *connection;

    what.rows = TABLE_ROWS;
    bench_mock_rows(mock, what.class_name, TABLE_ROWS);
    connection = bench_connect(wmi_mock_locator(mock));
    for (size_t way = 0; way < WAYS; way++) {
        for (size_t i = 0; i < times && strcmp(ways[way].name, way_name) == 0; i++) {
            if (ways[way].read(connection, &what) != TABLE_ROWS)
                exit(1);
        }
    }
    wmi_disconnect(connection);
}

static void repeat(const char *name, size_t times)
{
    for (size_t i = 0; i < sizeof things / sizeof things[0]; i++) {
        if (strcmp(things[i].name, name) != 0)
            continue;
        for (size_t k = 0; k < times; k++)
            things[i].once();
        return;
    }
    fprintf(stderr, "there is no %s\n", name);
    exit(2);
}

/* A connection would keep the multithreaded apartment alive: only what reads has one. */
static void repeat_with_row(wmi_mock *mock, const char *name, size_t times)
{
    wmi_connection *connection;
    wmi_cursor *cursor = NULL;

    bench_mock_rows(mock, "Bench_Row", 1);
    connection = bench_connect(wmi_mock_locator(mock));
    bench_expect(wmi_query(connection, "SELECT Name, Flags FROM Bench_Row", NULL, &cursor), "wmi_query");
    bench_expect(wmi_cursor_next(cursor, &row), "wmi_cursor_next");
    repeat(name, times);
    wmi_cursor_close(cursor);
    wmi_disconnect(connection);
}

int main(int argc, char **argv)
{
    const char *name = argc > 2 ? argv[1] : "";
    size_t times = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
    wmi_mock *mock = bench_mock();

    bench_expect(wmi_mock_install(mock), "wmi_mock_install");
    if (strncmp(name, "rows_", strlen("rows_")) == 0)
        read_table(mock, name + strlen("rows_"), times);
    else if (strncmp(name, "connect_", strlen("connect_")) == 0)
        repeat(name, times);
    else
        repeat_with_row(mock, name, times);
    bench_expect(wmi_shutdown(), "wmi_shutdown");
    bench_mock_end(mock);
    return 0;
}
