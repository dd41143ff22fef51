/* SPDX-License-Identifier: MIT */
/*
 * What a fleet takes against what it has to take: rounds on hosts whose log-on takes 50 ms, without and with dead ones;
 * what an idle host holds; whether anything grows over rounds; rows through the queue against those of a cursor. Wall-clock
 * times, since many threads share the work.
 *
 *     bench_fleet [--hosts 1000] [--grown 10000] [--rows 100000] [--rounds 15]
 */
#include "bench.h"
#include "counted.h"
#include "hand_over.h"
#include "os/os.h"
#include "support/memory.h"
#include "support/own_locator.h"

#include <stdio.h>

#define AT_ONCE     64u
#define LOG_ON_MS   50u
#define DEADLINE_MS 1000u
#define ONE_IN      10u /* hosts is dead */
#define ROUNDS      10u

static wmi_fleet *make_fleet(uint32_t host_timeout_ms)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet *fleet = NULL;

    options.at_once = AT_ONCE;
    options.host_timeout_ms = host_timeout_ms;
    bench_expect(wmi_fleet_create(&options, &fleet), "wmi_fleet_create");
    return fleet;
}

static void name_host(size_t number, char name[24])
{
    snprintf(name, 24, "h%lu", (unsigned long)number);
}

static void add_hosts(wmi_fleet *fleet, IWbemLocator *locator, size_t hosts)
{
    for (size_t i = 0; i < hosts; i++) {
        wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
        char name[24];

        name_host(i, name);
        options.server = name;
        options.locator = locator;
        bench_expect(wmi_fleet_add(fleet, &options, NULL, NULL), "wmi_fleet_add");
    }
}

static void mock_hosts(wmi_mock *mock, size_t hosts, uint32_t connect_delay_ms, size_t dead_one_in)
{
    for (size_t i = 0; i < hosts; i++) {
        wmi_mock_host host = WMI_MOCK_HOST_INIT;
        char name[24];

        name_host(i, name);
        host.connect_delay_ms = dead_one_in != 0 && i % dead_one_in == 0 ? WMI_MOCK_HANG : connect_delay_ms;
        bench_expect(wmi_mock_add_host(mock, name, &host), "wmi_mock_add_host");
    }
}

/* Reads a round to its end; how many rows and failures there were. */
typedef struct tally {
    size_t rows, failed;
} tally;

static tally ask(wmi_fleet *fleet)
{
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    tally found = { 0, 0 };
    HRESULT hr;

    bench_expect(wmi_fleet_query(fleet, "SELECT * FROM Bench_Row", NULL), "wmi_fleet_query");
    while ((hr = wmi_fleet_next(fleet, WMI_FOREVER, &result)) == WMI_OK) {
        found.rows += result.row != NULL;
        found.failed += result.error != NULL;
    }
    bench_expect(hr, "wmi_fleet_next");
    return found;
}

/* --- Rounds --------------------------------------------------------------------------------------------------------- */

/* The last worker of a round releases its enumerator when the round has been told to its end. */
static void settle(wmi_mock *mock, size_t objects)
{
    for (unsigned i = 0; i < 10000 && wmi_mock_live_objects(mock) > objects; i++)
        wmi__sleep(1);
    wmi_shutdown(); /* is refused, but ends idle threads */
    for (unsigned i = 0; i < 10000 && memory_threads() > 1; i++)
        wmi__sleep(1);
}

static double ceiling_of(size_t count)
{
    size_t turns = (count + AT_ONCE - 1) / AT_ONCE;

    return (double)turns;
}

static void measure_round(const char *what, size_t hosts, size_t dead_one_in, size_t rounds)
{
    size_t dead = dead_one_in == 0 ? 0 : (hosts + dead_one_in - 1) / dead_one_in;
    double ideal = ceiling_of(hosts) * LOG_ON_MS + ceiling_of(dead) * DEADLINE_MS;
    static bench_series series;

    series.count = 0;
    for (size_t round = 0; round < rounds; round++) {
        wmi_mock *mock = bench_mock();
        wmi_fleet *fleet = make_fleet(DEADLINE_MS);
        tally found;
        double begin;

        bench_mock_rows(mock, "Bench_Row", 1);
        mock_hosts(mock, hosts, LOG_ON_MS, dead_one_in);
        add_hosts(fleet, wmi_mock_locator(mock), hosts);
        begin = bench_wall_us();
        found = ask(fleet);
        bench_add(&series, (bench_wall_us() - begin) / 1000);
        /* On a busy machine a healthy host may be late, too. */
        bench_expect(found.failed >= dead && found.rows == hosts - found.failed ? S_OK : E_FAIL, "the round");
        wmi_mock_wake(mock);
        wmi_fleet_free(fleet);
        settle(mock, 0);
        wmi_mock_destroy(mock);
    }
    bench_print("fleet",
                "\"what\": \"%s\", \"hosts\": %lu, \"ms\": %.1f, \"ideal_ms\": %.1f, \"ratio\": %.4f", what,
                (unsigned long)hosts, bench_median(&series), ideal, bench_median(&series) / ideal);
}

/* --- An idle host ----------------------------------------------------------------------------------------------------- */

/* By a locator whose objects take no memory: what is held is the library's. */
static void measure_idle_host(size_t hosts)
{
    own_locator own;
    wmi_fleet *fleet;
    size_t held;

    own_locator_init(&own);
    counted_watch();
    fleet = make_fleet(WMI_FOREVER);
    add_hosts(fleet, &own.locator, hosts);
    ask(fleet);
    held = counted_held();
    if (counted_is_on())
        bench_print("fleet", "\"what\": \"idle host\", \"hosts\": %lu, \"bytes\": %.1f", (unsigned long)hosts,
                    (double)held / (double)hosts);
    wmi_fleet_free(fleet);
}

/* --- Rounds without end ------------------------------------------------------------------------------------------------- */

static void measure_growth(size_t hosts)
{
    wmi_mock *mock = bench_mock();
    wmi_fleet *fleet = make_fleet(WMI_FOREVER);

    bench_mock_rows(mock, "Bench_Row", 1);
    mock_hosts(mock, hosts, 0, 0);
    add_hosts(fleet, wmi_mock_locator(mock), hosts);
    for (unsigned round = 1; round <= ROUNDS; round++) {
        tally found = ask(fleet);

        bench_expect(found.rows == hosts ? S_OK : E_FAIL, "the round");
        settle(mock, hosts + 1);
        if (round == 2 || round == ROUNDS)
            bench_print(
                "fleet",
                "\"what\": \"growth\", \"hosts\": %lu, \"round\": %u, \"bytes\": %lu, \"threads\": %lu, "
                "\"objects\": %lu",
                (unsigned long)hosts, round, (unsigned long)memory_in_use(), (unsigned long)memory_threads(),
                (unsigned long)wmi_mock_live_objects(mock));
    }
    wmi_fleet_free(fleet);
    bench_mock_end(mock);
}

/* --- Rows ------------------------------------------------------------------------------------------------------------- */

static double read_cursor(wmi_connection *connection, size_t rows)
{
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;
    double begin = bench_wall_us();
    size_t count = 0;

    bench_expect(wmi_query(connection, "SELECT * FROM Bench_Row", NULL, &cursor), "wmi_query");
    while (wmi_cursor_next(cursor, &row) == WMI_OK)
        count++;
    wmi_cursor_close(cursor);
    bench_expect(count == rows ? S_OK : E_FAIL, "the number of rows");
    return bench_wall_us() - begin;
}

static double read_fleet(wmi_fleet *fleet, size_t rows)
{
    double begin = bench_wall_us();
    tally found = ask(fleet);

    bench_expect(found.rows == rows ? S_OK : E_FAIL, "the number of rows");
    return bench_wall_us() - begin;
}

static double hand_over(wmi_connection *connection, size_t rows)
{
    double begin = bench_wall_us();

    bench_expect(hand_over_rows(connection) == rows ? S_OK : E_FAIL, "the number of rows");
    return bench_wall_us() - begin;
}

/* The same rows for each host, one after the other. */
static double read_each(double (*read)(wmi_connection *, size_t), wmi_connection *connection, size_t hosts,
                        size_t rows)
{
    double took = 0;

    for (size_t i = 0; i < hosts; i++)
        took += read(connection, rows);
    return took;
}

static void measure_rows(const char *what, size_t hosts, size_t rows, size_t rounds)
{
    static bench_series by_cursor;
    static bench_series by_fleet;
    static bench_series handed_over;
    wmi_mock *mock = bench_mock();
    wmi_connection *connection = bench_connect(wmi_mock_locator(mock));
    wmi_fleet *fleet = make_fleet(WMI_FOREVER);

    by_cursor.count = by_fleet.count = handed_over.count = 0;
    bench_mock_rows(mock, "Bench_Row", rows / hosts);
    mock_hosts(mock, hosts, 0, 0);
    add_hosts(fleet, wmi_mock_locator(mock), hosts);
    for (size_t round = 0; round < rounds; round++) {
        bench_add(&by_cursor, read_each(read_cursor, connection, hosts, rows / hosts));
        bench_add(&handed_over, read_each(hand_over, connection, hosts, rows / hosts));
        bench_add(&by_fleet, read_fleet(fleet, rows / hosts * hosts));
    }
    bench_print("fleet",
                "\"what\": \"%s\", \"us\": %.1f, \"us_cursor\": %.1f, \"ratio\": %.4f, "
                "\"us_handed_over\": %.1f, \"of_hand_over\": %.4f",
                what, bench_median(&by_fleet), bench_median(&by_cursor), bench_ratio(&by_cursor, &by_fleet),
                bench_median(&handed_over), bench_ratio(&by_fleet, &handed_over));
    wmi_fleet_free(fleet);
    wmi_disconnect(connection);
    bench_mock_end(mock);
}

int main(int argc, char **argv)
{
    size_t hosts = bench_option(argc, argv, "--hosts", 1000);
    size_t rows = bench_option(argc, argv, "--rows", 100000);
    size_t rounds = bench_option(argc, argv, "--rounds", 15);

    measure_round("healthy", hosts, 0, rounds < 5 ? rounds : 5);
    measure_round("dead", hosts, ONE_IN, rounds < 5 ? rounds : 5);
    measure_idle_host(hosts);
    measure_growth(bench_option(argc, argv, "--grown", 10000));
    measure_rows("rows of one host", 1, rows, rounds);
    measure_rows("rows of ten hosts", 10, rows, rounds);
    return 0;
}
