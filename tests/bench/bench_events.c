/* SPDX-License-Identifier: MIT */
/*
 * What a subscription costs beside a raw loop, which calls Next for one event again and again: many events that are there
 * already, and one at a time. Wall-clock times, since two threads share the work of a subscription.
 *
 *     bench_events [--events 20000] [--rounds 15]
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

#define QUERY           "SELECT * FROM Bench_Event"
#define NEXT            "IEnumWbemClassObject::Next"
#define PORTION         1000u /* events in one text */
#define SINGLES         200u
#define WAIT_MS         10000 /* what the mock has dropped, its queue being full, never comes */
#define SEMISYNCHRONOUS ((LONG)(WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_FORWARD_ONLY))

/* --- The events ----------------------------------------------------------------------------------------------------- */

static void raise_events(wmi_mock *mock, size_t count)
{
    static char mof[PORTION * 48];

    while (count > 0) {
        size_t portion = count < PORTION ? count : PORTION;
        size_t used = 0;

        for (size_t i = 0; i < portion; i++)
            used += (size_t)snprintf(mof + used, sizeof mof - used,
                                     "instance of Bench_Event { Number = %u; };", (unsigned)i);
        bench_expect(wmi_mock_raise(mock, NULL, mof), "wmi_mock_raise");
        count -= portion;
    }
}

static IEnumWbemClassObject *subscribe_raw(wmi_connection *connection)
{
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(u"SELECT * FROM Bench_Event");
    IEnumWbemClassObject *events = NULL;

    bench_expect(IWbemServices_ExecNotificationQuery(wmi_services(connection), language, query,
                                                     SEMISYNCHRONOUS, NULL, &events),
                 "ExecNotificationQuery");
    SysFreeString(query);
    SysFreeString(language);
    return events;
}

static void read_raw(IEnumWbemClassObject *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        IWbemClassObject *event = NULL;
        ULONG got = 0;

        bench_expect(IEnumWbemClassObject_Next(events, WAIT_MS, 1, &event, &got), "Next");
        bench_expect(got == 1 ? S_OK : E_FAIL, "an event");
        IWbemClassObject_Release(event);
    }
}

static void read_events(wmi_subscription *subscription, size_t count)
{
    IWbemClassObject *event;

    for (size_t i = 0; i < count; i++)
        bench_expect(wmi_subscription_next(subscription, WAIT_MS, &event) == WMI_OK ? S_OK : E_FAIL,
                     "wmi_subscription_next");
}

/* --- Many that are there -------------------------------------------------------------------------------------------- */

typedef struct reading_time {
    double all, processor;
    size_t calls; /* of Next */
} reading_time;

/* The worker is held back until all of the events are there. */
static reading_time read_many(wmi_mock *mock, wmi_connection *connection, size_t count)
{
    wmi_subscription *subscription = NULL;
    reading_time took;

    bench_expect(wmi_mock_delay(mock, NEXT, WMI_MOCK_FREEZE), "wmi_mock_delay");
    bench_expect(wmi_subscribe(connection, QUERY, NULL, &subscription), "wmi_subscribe");
    raise_events(mock, count);
    took.calls = wmi_mock_call_count(mock, NEXT);
    took.processor = bench_process_us();
    took.all = bench_wall_us();
    bench_expect(wmi_mock_delay(mock, NEXT, 0), "wmi_mock_delay");
    wmi_mock_wake(mock);
    read_events(subscription, count);
    took.all = bench_wall_us() - took.all;
    took.processor = bench_process_us() - took.processor;
    took.calls = wmi_mock_call_count(mock, NEXT) - took.calls;
    wmi_subscription_close(subscription);
    return took;
}

static reading_time read_many_raw(wmi_mock *mock, wmi_connection *connection, size_t count)
{
    IEnumWbemClassObject *events = subscribe_raw(connection);
    reading_time took;

    raise_events(mock, count);
    took.calls = wmi_mock_call_count(mock, NEXT);
    took.processor = bench_process_us();
    took.all = bench_wall_us();
    read_raw(events, count);
    took.all = bench_wall_us() - took.all;
    took.processor = bench_process_us() - took.processor;
    took.calls = wmi_mock_call_count(mock, NEXT) - took.calls;
    IEnumWbemClassObject_Release(events);
    return took;
}

/* series[0] is raw. */
static void print_pair(const char *what, const bench_series series[2], size_t count)
{
    bench_print("events",
                "\"what\": \"%s\", \"events\": %lu, \"us\": %.3f, \"us_raw\": %.3f, \"ratio\": %.5f", what,
                (unsigned long)count, bench_median(&series[1]), bench_median(&series[0]),
                bench_ratio(&series[1], &series[0]));
}

static void compare_many(wmi_mock *mock, wmi_connection *connection, size_t count, size_t rounds)
{
    static bench_series all[2];
    static bench_series processor[2];
    static bench_series calls[2];

    for (size_t round = 0; round < rounds; round++) {
        for (size_t i = 0; i < 2; i++) {
            reading_time took = i == 0 ? read_many_raw(mock, connection, count)
                                       : read_many(mock, connection, count);

            bench_add(&all[i], took.all / (double)count);
            bench_add(&processor[i], took.processor / (double)count);
            bench_add(&calls[i], (double)took.calls);
        }
    }
    print_pair("all", all, count);
    print_pair("all, processor", processor, count);
    bench_print("events", "\"what\": \"calls\", \"events\": %lu, \"calls\": %.0f, \"calls_raw\": %.0f",
                (unsigned long)count, bench_median(&calls[1]), bench_median(&calls[0]));
}

/* --- One at a time -------------------------------------------------------------------------------------------------- */

/* From before it is raised until the program has it. */
static void compare_singles(wmi_mock *mock, wmi_connection *connection, size_t rounds)
{
    static bench_series series[2];
    IEnumWbemClassObject *events = subscribe_raw(connection);
    wmi_subscription *subscription = NULL;

    bench_expect(wmi_subscribe(connection, QUERY, NULL, &subscription), "wmi_subscribe");
    for (size_t round = 0; round < rounds; round++) {
        double took[2] = { 0, 0 };

        for (size_t i = 0; i < SINGLES; i++) {
            double begin = bench_wall_us();
            double raised;

            raise_events(mock, 1);
            raised = bench_wall_us();
            read_events(subscription, 1);
            took[1] += bench_wall_us() - begin;
            took[0] += raised - begin;
            begin = bench_wall_us();
            read_raw(events, 1);
            took[0] += bench_wall_us() - begin;
        }
        for (size_t i = 0; i < 2; i++)
            bench_add(&series[i], took[i] / SINGLES);
    }
    print_pair("one at a time", series, 1);
    wmi_subscription_close(subscription);
    IEnumWbemClassObject_Release(events);
}

int main(int argc, char **argv)
{
    size_t count = bench_option(argc, argv, "--events", 20000);
    size_t rounds = bench_option(argc, argv, "--rounds", 15);
    wmi_mock *mock = bench_mock();
    wmi_connection *connection;

    bench_expect(wmi_mock_load(mock, NULL, "class Bench_Event : __ExtrinsicEvent { uint32 Number; };"),
                 "wmi_mock_load");
    connection = bench_connect(wmi_mock_locator(mock));
    compare_many(mock, connection, count, rounds);
    compare_singles(mock, connection, rounds);
    wmi_disconnect(connection);
    bench_mock_end(mock);
    return 0;
}
