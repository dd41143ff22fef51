/* SPDX-License-Identifier: MIT */
/*
 * Deadlines and cancels: a wait ends in time whatever the server does, and only where there is a limit is a thread
 * made for it. Linked with --wrap=wmi__thread_start_detached. The clock is looked at only for upper bounds, generous
 * ones.
 */
#include "support/deadline_world.h"
#include "support/threads.h"

static wmi_cancel *new_cancel(void)
{
    wmi_cancel *cancel = NULL;

    assert_ok(wmi_cancel_create(&cancel));
    return cancel;
}

/* --- The wait ends ---------------------------------------------------------------------------------------------- */

static void a_dead_server_times_out(void **state)
{
    wmi_connect_options options = options_for("dead", 30, NULL);

    (void)state;
    world_add_dead("dead");
    assert_ends(&options, TIMED_OUT);
    assert_ends(&options, TIMED_OUT);
    assert_int_equal(atomic_load(&workers), 2);
}

static void the_nearer_limit_counts(void **state)
{
    wmi_cancel *sooner = new_cancel();
    wmi_cancel *later = new_cancel();
    wmi_connect_options options;

    (void)state;
    world_add_dead("dead");
    wmi_cancel_after(sooner, 30);
    wmi_cancel_after(later, LONG_TIME_MS);
    options = options_for("dead", LONG_TIME_MS, sooner);
    assert_ends(&options, TIMED_OUT);
    options = options_for("dead", 30, later);
    assert_ends(&options, TIMED_OUT);
    wmi_cancel_free(sooner);
    wmi_cancel_free(later);
}

static void a_cancel_that_was_triggered_prevents_the_call(void **state)
{
    wmi_cancel *cancel = new_cancel();
    wmi_connect_options options = options_for("dead", LONG_TIME_MS, cancel);

    (void)state;
    world_add_dead("dead");
    wmi_cancel_after(cancel, LONG_TIME_MS);
    wmi_cancel_trigger(cancel);
    assert_ends(&options, CANCELLED);
    wmi_cancel_after(cancel, 0); /* a trigger cannot be taken back */
    assert_ends(&options, CANCELLED);
    wmi_cancel_free(cancel);
    assert_int_equal(wmi_mock_call_count(world, NULL), 0);
    assert_int_equal(atomic_load(&workers), 0);
}

static void a_deadline_that_has_passed_prevents_the_call(void **state)
{
    wmi_cancel *cancel = new_cancel();
    wmi_connect_options options = options_for("dead", 0, cancel);

    (void)state;
    world_add_dead("dead");
    wmi_cancel_after(cancel, 0);
    assert_ends(&options, TIMED_OUT);
    wmi_cancel_free(cancel);
    assert_int_equal(wmi_mock_call_count(world, NULL), 0);
    assert_int_equal(atomic_load(&workers), 0);
}

/* What another thread does to a cancel while its owner waits. */
typedef enum deed {
    TRIGGER,
    TRIGGER_AND_FREE,
    SET_DEADLINE
} deed;

typedef struct meddler {
    wmi_cancel *cancel;
    deed deed;
} meddler;

static void meddle(void *argument)
{
    const meddler *self = argument;

    while (atomic_load(&workers) == 0)
        ; /* until the call is on its way */
    world_sleep(20);
    if (self->deed == SET_DEADLINE)
        wmi_cancel_after(self->cancel, 20);
    else
        wmi_cancel_trigger(self->cancel);
    if (self->deed == TRIGGER_AND_FREE)
        wmi_cancel_free(self->cancel);
}

static void another_thread_ends_the_wait(deed what, HRESULT code)
{
    meddler self = { new_cancel(), what };
    wmi_connect_options options = options_for("dead", 0, self.cancel);
    test_thread *thread;

    world_add_dead("dead");
    wmi_cancel_after(self.cancel, LONG_TIME_MS);
    thread = test_thread_start(meddle, &self);
    assert_ends(&options, code);
    test_thread_join(thread);
    if (what != TRIGGER_AND_FREE)
        wmi_cancel_free(self.cancel);
}

static void a_trigger_ends_the_wait(void **state)
{
    (void)state;
    another_thread_ends_the_wait(TRIGGER, CANCELLED);
}

/* The wait keeps the handle, so that who ended it may forget it. */
static void a_cancel_may_be_freed_while_it_is_waited_for(void **state)
{
    (void)state;
    another_thread_ends_the_wait(TRIGGER_AND_FREE, CANCELLED);
}

static void a_deadline_may_be_moved_during_the_wait(void **state)
{
    (void)state;
    another_thread_ends_the_wait(SET_DEADLINE, TIMED_OUT);
}

#define WAITERS 16

typedef struct waiter {
    wmi_cancel *cancel;
    HRESULT code;
} waiter;

static void wait_for_the_dead(void *argument)
{
    waiter *self = argument;
    wmi_connect_options options = options_for("dead", 0, self->cancel);
    wmi_connection *connection = NULL;

    self->code = wmi_connect(&options, &connection);
}

static void one_cancel_ends_many_waits(void **state)
{
    wmi_cancel *cancel = new_cancel();
    test_thread *threads[WAITERS];
    waiter waiters[WAITERS];

    (void)state;
    world_add_dead("dead");
    for (size_t i = 0; i < WAITERS; i++) {
        waiters[i] = (waiter){ cancel, S_OK };
        threads[i] = test_thread_start(wait_for_the_dead, &waiters[i]);
    }
    while (atomic_load(&workers) < WAITERS)
        world_sleep(1);
    wmi_cancel_trigger(cancel);
    for (size_t i = 0; i < WAITERS; i++) {
        test_thread_join(threads[i]);
        assert_hr(CANCELLED, waiters[i].code);
    }
    wmi_cancel_free(cancel);
}

static void cancels_take_null(void **state)
{
    (void)state;
    assert_hr(E_POINTER, wmi_cancel_create(NULL));
    assert_last_error(E_POINTER, "cancel");
    wmi_cancel_trigger(NULL);
    wmi_cancel_after(NULL, 1);
    wmi_cancel_free(NULL);
}

/* --- The wait does not end ------------------------------------------------------------------------------------- */

static void no_thread_is_made_without_need(void **state)
{
    wmi_connect_options options = options_for(NULL, 0, NULL);
    wmi_connection *connection = NULL;

    (void)state;
    assert_ok(wmi_connect(&options, &connection));
    assert_hr(WMI_END, world_read_rows(connection, NULL));
    wmi_disconnect(connection);
    options.namespace_path = "ROOT\\NOPE";
    assert_hr(WBEM_E_INVALID_NAMESPACE, wmi_connect(&options, &connection));
    assert_int_equal(atomic_load(&workers), 0);
}

static void where_no_thread_can_be_made_it_says_so(void **state)
{
    wmi_connect_options options = options_for(NULL, LONG_TIME_MS, NULL);
    wmi_connection *connection = (wmi_connection *)1;

    (void)state;
    atomic_store(&no_workers, true);
    assert_hr(E_OUTOFMEMORY, wmi_connect(&options, &connection));
    assert_null(connection);
    assert_last_error(E_OUTOFMEMORY, "thread");
    assert_int_equal(wmi_mock_call_count(world, NULL), 0);
    assert_ok(wmi_shutdown());
}

static void connects_in_time(const wmi_connect_options *options)
{
    wmi_connection *connection = NULL;

    assert_ok(wmi_connect(options, &connection));
    assert_int_equal(atomic_load(&workers), 1);
    assert_non_null(strstr(world_call(CONNECT, 1)->arguments, "lSecurityFlags=0x80,"));
    assert_hr(WMI_END, world_read_rows(connection, NULL));
    wmi_disconnect(connection);
}

static void a_server_that_answers_in_time_is_connected(void **state)
{
    wmi_connect_options options = options_for("slow", LONG_TIME_MS, NULL);
    wmi_mock_host host = WMI_MOCK_HOST_INIT;

    (void)state;
    host.connect_delay_ms = 50;
    host.user = "ada";
    host.password = "secret";
    assert_ok(wmi_mock_add_host(world, "slow", &host));
    options.user = "ada";
    options.password = "secret";
    connects_in_time(&options);
}

/* The abandoned call of a worker is to end some day: it always has its two minutes. */
static void wait_forever_with_a_timeout_is_not_for_ever(void **state)
{
    wmi_connect_options options = options_for(NULL, LONG_TIME_MS, NULL);

    (void)state;
    options.security_flags = WMI_CONNECT_WAIT_FOREVER;
    connects_in_time(&options);
}

static void wait_forever_with_a_cancel_is_not_for_ever(void **state)
{
    wmi_cancel *cancel = new_cancel();
    wmi_connect_options options = options_for(NULL, 0, cancel);

    (void)state;
    options.security_flags = WMI_CONNECT_WAIT_FOREVER;
    connects_in_time(&options);
    wmi_cancel_free(cancel);
}

static void the_longest_timeout_is_one(void **state)
{
    wmi_connect_options options = options_for(NULL, UINT32_MAX, NULL);

    (void)state;
    connects_in_time(&options);
}

/* --- Queries and rows --------------------------------------------------------------------------------------------- */

static void a_query_that_hangs_times_out(void **state)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    wmi_cursor *cursor = (wmi_cursor *)1;

    (void)state;
    world_add("db1", "ada", NULL, "secret");
    assert_ok(wmi_connect(
        &(wmi_connect_options){
            .size = sizeof(wmi_connect_options), .server = "db1", .user = "ada", .password = "secret" },
        &connection));
    wmi_mock_delay(world, "IWbemServices::ExecQuery", WMI_MOCK_HANG);
    options.timeout_ms = 30;
    assert_hr(TIMED_OUT, wmi_query(connection, WORLD_QUERY, &options, &cursor));
    assert_null(cursor);
    assert_last_error(TIMED_OUT, WORLD_QUERY);
    wmi_disconnect(connection); /* the abandoned call still needs the identity */
    assert_hr(E_UNEXPECTED, wmi_shutdown());
    wmi_mock_wake(world);
    assert_true(world_is_released());
    assert_string_equal(world_call("IWbemServices::ExecQuery", 1)->blanket,
                        "authn=6 imp=3 caps=0x0 user=ada");
    assert_ok(world_call("IWbemServices::ExecQuery", 1)->result);
}

static void one_deadline_lies_over_connect_query_and_rows(void **state)
{
    wmi_cancel *cancel = new_cancel();
    wmi_connect_options options = options_for(NULL, 0, cancel);
    wmi_query_options query = WMI_QUERY_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;
    HRESULT hr = WMI_OK;

    (void)state;
    query.cancel = cancel;
    query.batch_size = 1;
    wmi_cancel_after(cancel, LONG_TIME_MS);
    assert_ok(wmi_connect(&options, &connection));
    assert_ok(wmi_query(connection, WORLD_QUERY, &query, &cursor));
    assert_ok(wmi_cursor_next(cursor, &row));
    wmi_mock_delay(world, "IEnumWbemClassObject::Next", WMI_MOCK_HANG);
    wmi_cancel_after(cancel, 60);
    wmi_cancel_free(cancel); /* the cursor keeps it */
    for (int ahead = 0; ahead < 2 && hr == WMI_OK; ahead++)
        hr = wmi_cursor_next(cursor, &row); /* one row may have been read ahead */
    assert_hr(TIMED_OUT, hr);
    assert_null(row);
    assert_hr(TIMED_OUT, wmi_cursor_next(cursor, &row));
    wmi_cursor_close(cursor);
    wmi_disconnect(connection);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DEADLINE_TEST(a_dead_server_times_out),
        DEADLINE_TEST(the_nearer_limit_counts),
        DEADLINE_TEST(a_cancel_that_was_triggered_prevents_the_call),
        DEADLINE_TEST(a_deadline_that_has_passed_prevents_the_call),
        DEADLINE_TEST(a_trigger_ends_the_wait),
        DEADLINE_TEST(a_cancel_may_be_freed_while_it_is_waited_for),
        DEADLINE_TEST(a_deadline_may_be_moved_during_the_wait),
        DEADLINE_TEST(one_cancel_ends_many_waits),
        DEADLINE_TEST(cancels_take_null),
        DEADLINE_TEST(no_thread_is_made_without_need),
        DEADLINE_TEST(where_no_thread_can_be_made_it_says_so),
        DEADLINE_TEST(a_server_that_answers_in_time_is_connected),
        DEADLINE_TEST(wait_forever_with_a_timeout_is_not_for_ever),
        DEADLINE_TEST(wait_forever_with_a_cancel_is_not_for_ever),
        DEADLINE_TEST(the_longest_timeout_is_one),
        DEADLINE_TEST(a_query_that_hangs_times_out),
        DEADLINE_TEST(one_deadline_lies_over_connect_query_and_rows),
    };

    return cmocka_run_group_tests_name("connect_deadline", tests, NULL, NULL) == 0 ? 0 : 1;
}
