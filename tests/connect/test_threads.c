/* SPDX-License-Identifier: MIT */
/* Many threads at once, and many connections one after another. */
#include "support/connect_world.h"
#include "support/memory.h"
#include "support/threads.h"

#include <stdatomic.h>

#define THREADS 64
#define ROUNDS  20

/* What a thread does in each of its rounds; it counts what went wrong. */
typedef struct worker {
    unsigned number;
    wmi_connection *shared;
    unsigned failures;
} worker;

static HRESULT connect_as(unsigned number, wmi_connection **connection)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;

    if (number % 2 == 1) {
        options.server = "db1";
        options.user = "CORP\\ada";
        options.password = "secret";
    }
    if (number % 4 == 3)
        options.timeout_ms = 600000;
    options.locator = number % 8 == 5 ? wmi_mock_locator(world) : NULL;
    return wmi_connect(&options, connection);
}

static bool connect_query_and_close(unsigned number)
{
    wmi_connection *connection = NULL;
    bool good = connect_as(number, &connection) == S_OK && world_read_rows(connection, NULL) == WMI_END;

    wmi_disconnect(connection);
    return good;
}

/* A failure's last error is this thread's, whatever the others meet meanwhile. */
static bool fail_to_connect(unsigned number)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    char path[] = "ROOT\\NOPE_x";

    path[sizeof path - 2] = (char)('A' + number % 26);
    options.namespace_path = path;
    return wmi_connect(&options, &connection) == (HRESULT)WBEM_E_INVALID_NAMESPACE && connection == NULL &&
           strstr(wmi_last_error()->message, path) != NULL;
}

static void work(void *argument)
{
    worker *self = argument;

    for (unsigned round = 0; round < ROUNDS; round++) {
        self->failures += !connect_query_and_close(self->number + round);
        self->failures += !fail_to_connect(self->number + round);
        if (self->shared != NULL)
            self->failures += world_read_rows(self->shared, NULL) != WMI_END;
        if (round % 5 == 0)
            wmi_shutdown(); /* refused or not: others go on */
    }
}

static void work_in_an_sta(void *argument)
{
    worker *self = argument;
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    options.locator = wmi_mock_locator(world);
    for (unsigned round = 0; round < ROUNDS; round++) {
        wmi_connection *connection = NULL;

        options.timeout_ms = round % 2 == 0 ? 0 : 600000;
        self->failures += wmi_connect(&options, &connection) != S_OK ||
                          world_read_rows(connection, NULL) != WMI_END;
        wmi_disconnect(connection);
    }
    CoUninitialize();
}

static void run_threads(void (*body)(void *argument), wmi_connection *shared)
{
    test_thread *threads[THREADS];
    worker workers[THREADS];

    for (unsigned i = 0; i < THREADS; i++) {
        workers[i] = (worker){ i, shared, 0 };
        threads[i] = test_thread_start(body, &workers[i]);
    }
    for (size_t i = 0; i < THREADS; i++)
        test_thread_join(threads[i]);
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(workers[i].failures, 0);
}

static void threads_connect_query_and_close(void **state)
{
    (void)state;
    world_add("db1", "ada", "CORP", "secret");
    run_threads(work, NULL);
}

static void threads_share_a_connection(void **state)
{
    wmi_connection *connection = NULL;

    (void)state;
    world_add("db1", "ada", "CORP", "secret");
    assert_ok(connect_as(1, &connection));
    run_threads(work, connection);
    wmi_disconnect(connection);
}

static void threads_work_in_apartments_of_their_own(void **state)
{
    (void)state;
    run_threads(work_in_an_sta, NULL);
}

/* All of them wait under one cancel, which comes at any moment of their calls. */
typedef struct race {
    wmi_cancel *cancel;
    HRESULT code;
} race;

static void connect_until_cancelled(void *argument)
{
    race *self = argument;
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;

    options.cancel = self->cancel;
    do {
        wmi_connection *connection = NULL;

        self->code = wmi_connect(&options, &connection);
        wmi_disconnect(connection);
    } while (self->code == S_OK);
}

static void a_cancel_comes_at_any_moment(void **state)
{
    test_thread *threads[THREADS / 4];
    race races[THREADS / 4];
    wmi_cancel *cancel = NULL;

    (void)state;
    assert_ok(wmi_cancel_create(&cancel));
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        races[i] = (race){ cancel, S_OK };
        threads[i] = test_thread_start(connect_until_cancelled, &races[i]);
    }
    world_sleep(100);
    wmi_cancel_trigger(cancel);
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        test_thread_join(threads[i]);
        assert_hr(WBEM_E_CALL_CANCELLED, races[i].code);
    }
    wmi_cancel_free(cancel);
    assert_true(world_is_released());
}

/* --- One after another ----------------------------------------------------------------------------------------------- */

/* Wine takes 0.3 ms for each, thirty times as long as Linux. */
#ifdef _WIN32
#define CONNECTS 20000
#else
#define CONNECTS 100000
#endif

static void connect_often(unsigned times)
{
    for (unsigned i = 0; i < times; i++) {
        wmi_connection *connection = NULL;

        assert_ok(connect_as(i % 2, &connection));
        wmi_disconnect(connection);
    }
}

static void a_hundred_thousand_connects_take_no_memory(void **state)
{
    size_t used;

    (void)state;
    world_add("db1", "ada", "CORP", "secret");
    wmi_mock_keep_journal(world, false);
    connect_often(1000);
    used = memory_in_use();
    connect_often(CONNECTS - 1000);
    assert_int_equal(memory_in_use(), used);
    assert_int_equal(wmi_mock_call_count(world, "IWbemLocator::ConnectServer"), CONNECTS);
    assert_int_equal(wmi_mock_call_count(world, "CoCreateInstance"), 1);
    assert_int_equal(wmi_mock_live_objects(world), 1); /* the locator that is kept */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(threads_connect_query_and_close),
        WORLD_TEST(threads_share_a_connection),
        WORLD_TEST(threads_work_in_apartments_of_their_own),
        WORLD_TEST(a_cancel_comes_at_any_moment),
        WORLD_TEST(a_hundred_thousand_connects_take_no_memory),
    };

    return cmocka_run_group_tests_name("connect_threads", tests, NULL, NULL) == 0 ? 0 : 1;
}
