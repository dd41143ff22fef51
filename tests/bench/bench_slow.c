/* SPDX-License-Identifier: MIT */
/*
 * Rows of a computer that takes a millisecond to answer a call, as a network does: one by one in raw COM, and in
 * wmikit's batches.
 *
 *     bench_slow [--rows 10000] [--rounds 3]
 */
#include "reading.h"

#define SLOW_WAYS (WAYS - 1) /* without "get" */

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

int main(int argc, char **argv)
{
    static bench_series series[SLOW_WAYS];
    size_t calls[SLOW_WAYS] = { 0 };
    size_t rounds = bench_option(argc, argv, "--rounds", 3);
    wmi_mock *mock = bench_mock();
    table far_table = mocked_table;
    wmi_connection *connection;

    far_table.rows = bench_option(argc, argv, "--rows", 10000);
    bench_mock_rows(mock, far_table.class_name, far_table.rows);
    connection = connect_slowly(mock);
    for (size_t round = 0; round < rounds; round++) {
        for (size_t way = 0; way < SLOW_WAYS; way++) {
            double begin = bench_wall_us();

            calls[way] = bench_server_calls(mock);
            bench_expect(ways[way].read(connection, &far_table) == far_table.rows ? S_OK : E_FAIL,
                         "the number of rows");
            calls[way] = bench_server_calls(mock) - calls[way];
            bench_add(&series[way], bench_wall_us() - begin);
        }
    }
    for (size_t way = 0; way < SLOW_WAYS; way++)
        bench_print("slow",
                    "\"rows\": %lu, \"way\": \"%s\", \"server_calls\": %lu, \"us\": %.0f, \"ratio\": %.5f",
                    (unsigned long)far_table.rows, ways[way].name, (unsigned long)calls[way],
                    bench_median(&series[way]), bench_ratio(&series[way], &series[0]));
    wmi_disconnect(connection);
    bench_mock_end(mock);
    return 0;
}
