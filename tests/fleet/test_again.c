/* SPDX-License-Identifier: MIT */
/*
 * When a host of a fleet is asked again, and when its connection is made anew; above all that a log-on which was refused is
 * not repeated.
 */
#include "support/fleet_world.h"

/* --- Again ----------------------------------------------------------------------------------------------------------- */

static void a_retryable_failure_is_tried_again(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet *fleet;

    (void)state;
    options.retries = 3;
    options.retry_ms = 1;
    fleet = fleet_of(1, &options);
    assert_ok(wmi_mock_fail(world, CONNECT, 1, GONE));
    fleet_round(fleet, 1);
    assert_hr(S_OK, outcomes[0].code);
    assert_int_equal(outcomes[0].attempts, 2);
    assert_int_equal(outcomes[0].rows, WORLD_ROWS);
    wmi_fleet_free(fleet);
}

static void retries_are_counted(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet *fleet;

    (void)state;
    options.retries = 2;
    options.retry_ms = 1;
    fleet = fleet_of(1, &options);
    assert_ok(wmi_mock_lose_host(world, "h0", GONE));
    fleet_round(fleet, 1);
    fleet_assert_failed(0, GONE);
    assert_int_equal(outcomes[0].attempts, 3);
    assert_int_equal(wmi_mock_call_count(world, CONNECT), 3);
    wmi_fleet_free(fleet);
}

/* A pause that the deadline would end is not begun: the failure says more than a timeout. */
static void a_pause_longer_than_the_time_left_is_not_begun(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet *fleet;

    (void)state;
    options.retries = 5;
    options.retry_ms = 600000;
    options.host_timeout_ms = 60000;
    fleet = fleet_of(1, &options);
    assert_ok(wmi_mock_lose_host(world, "h0", GONE));
    fleet_round(fleet, 1);
    fleet_assert_failed(0, GONE);
    assert_int_equal(outcomes[0].attempts, 1);
    wmi_fleet_free(fleet);
}

/* One thread; the host in its pause does not hold it. */
static void a_pause_holds_no_thread(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    wmi_fleet *fleet;

    (void)state;
    options.at_once = 1;
    options.retries = 1;
    options.retry_ms = 3000;
    fleet = fleet_of(3, &options);
    assert_ok(wmi_mock_lose_host(world, "h0", GONE));
    assert_ok(wmi_fleet_query(fleet, WORLD_QUERY, NULL));
    for (unsigned ends = 0; ends < 2;) {
        assert_ok(wmi_fleet_next(fleet, IN_TIME_MS, &result));
        assert_int_not_equal(result.host, 0);
        ends += result.row == NULL;
    }
    assert_ok(wmi_mock_lose_host(world, "h0", S_OK));
    memset(outcomes, 0, sizeof outcomes);
    fleet_note((assert_ok(wmi_fleet_next(fleet, IN_TIME_MS, &result)), &result));
    assert_int_equal(result.host, 0);
    assert_int_equal(result.attempts, 2);
    wmi_fleet_free(fleet);
}

/* Rows that were told would be told again. */
static void a_host_that_gave_rows_is_not_asked_again(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet *fleet;

    (void)state;
    options.retries = 3;
    options.retry_ms = 1;
    fleet = fleet_of(1, &options);
    assert_ok(wmi_mock_fail(world, NEXT, 2, GONE));
    fleet_round(fleet, 1);
    fleet_assert_failed(0, GONE);
    assert_int_equal(outcomes[0].rows, 1);
    assert_int_equal(outcomes[0].attempts, 1);
    wmi_fleet_free(fleet);
}

static void a_connection_that_died_is_made_anew(void **state)
{
    wmi_fleet *fleet = fleet_of(2, NULL);

    (void)state;
    fleet_round(fleet, 2);
    assert_ok(wmi_mock_restart(world, "h0"));
    assert_ok(wmi_mock_restart(world, "h1"));
    fleet_round(fleet, 2);
    fleet_assert_answered(0);
    fleet_assert_answered(1);
    assert_int_equal(wmi_mock_call_count(world, CONNECT), 4);
    wmi_fleet_free(fleet);
}

/* What wmi_error calls reconnect: the kept connection is of no use any more. */
static void each_code_of_a_lost_connection_makes_a_new_one(void **state)
{
    static const HRESULT codes[] = {
        RPC_E_SERVER_DIED,
        RPC_E_SERVER_DIED_DNE,
        RPC_E_INVALID_OBJECT,
        RPC_E_DISCONNECTED,
        CO_E_OBJNOTCONNECTED,
        (HRESULT)WBEM_E_TRANSPORT_FAILURE,
        (HRESULT)WBEM_E_SHUTTING_DOWN,
        WMI_E_FATAL_TRANSPORT_ERROR,
        GONE,
        HRESULT_FROM_WIN32(RPC_S_CALL_FAILED),
        HRESULT_FROM_WIN32(RPC_S_CALL_FAILED_DNE),
    };
    wmi_fleet *fleet = fleet_of(1, NULL);

    (void)state;
    fleet_round(fleet, 1);
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        assert_ok(wmi_mock_fail(world, EXEC_QUERY, 1, codes[i]));
        fleet_round(fleet, 1);
        fleet_assert_answered(0);
        assert_int_equal(wmi_mock_call_count(world, CONNECT), i + 2);
    }
    wmi_fleet_free(fleet);
}

/* --- Accounts ---------------------------------------------------------------------------------------------------------- */

static const struct refusal_case {
    const char *name;
    HRESULT code;
} refusals[] = {
    { "a refused log-on is not tried again: access denied by DCOM", E_ACCESSDENIED },
    { "a refused log-on is not tried again: access denied by WMI", (HRESULT)WBEM_E_ACCESS_DENIED },
    { "a refused log-on is not tried again: logon failure", (HRESULT)0x8007052E },
    { "a refused log-on is not tried again: the account is locked", (HRESULT)0x80070775 },
    { "a refused log-on is not tried again: the password has expired", (HRESULT)0x80070532 },
    { "a refused log-on is not tried again: the account is disabled", (HRESULT)0x80070533 },
    { "a refused log-on is not tried again: a bad password, by SSPI", (HRESULT)0x8009030C },
};

static void a_refused_log_on_is_not_tried_again(void **state)
{
    const struct refusal_case *row = *state;
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_mock_host host = fleet_host();
    wmi_fleet *fleet;

    options.retries = 10;
    options.retry_ms = 1;
    fleet = fleet_of(0, &options);
    host.connect_code = row->code;
    fleet_add(fleet, 0, &host);
    fleet_round(fleet, 1);
    fleet_assert_failed(0, row->code);
    assert_int_equal(outcomes[0].attempts, 1);
    assert_int_equal(wmi_mock_call_count(world, CONNECT), 1);
    wmi_fleet_free(fleet);
}

static void each_host_has_its_credentials(void **state)
{
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_connect_options wrong = WMI_CONNECT_OPTIONS_INIT;
    wmi_mock_host host = fleet_host();
    char password[] = "secret-0";
    wmi_fleet *fleet;

    (void)state;
    options.retries = 10;
    options.retry_ms = 1;
    fleet = fleet_of(0, &options);
    host.user = "ada";
    host.password = password;
    for (size_t i = 0; i < 5; i++) {
        password[7] = (char)('0' + i);
        fleet_add(fleet, i, &host);
    }
    memset(password, 'x', sizeof password - 1); /* they were copied */
    world_add("h5", "ada", NULL, "right");
    wrong.server = "h5";
    wrong.user = "ada";
    wrong.password = "wrong";
    assert_ok(wmi_fleet_add(fleet, &wrong, (void *)(uintptr_t)6, NULL));
    fleet_round(fleet, 6);
    for (size_t i = 0; i < 5; i++)
        fleet_assert_answered(i);
    fleet_assert_failed(5, E_ACCESSDENIED);
    assert_int_equal(wmi_mock_call_count(world, CONNECT), 6);
    assert_null(strstr(outcomes[5].message, "wrong"));
    wmi_fleet_free(fleet);
}

#define REFUSAL(row) WORLD_ROW(a_refused_log_on_is_not_tried_again, row)

int main(void)
{
    const struct CMUnitTest tests[] = {
        REFUSAL(refusals[0]),
        REFUSAL(refusals[1]),
        REFUSAL(refusals[2]),
        REFUSAL(refusals[3]),
        REFUSAL(refusals[4]),
        REFUSAL(refusals[5]),
        REFUSAL(refusals[6]),
        WORLD_TEST(a_retryable_failure_is_tried_again),
        WORLD_TEST(retries_are_counted),
        WORLD_TEST(a_pause_longer_than_the_time_left_is_not_begun),
        WORLD_TEST(a_pause_holds_no_thread),
        WORLD_TEST(a_host_that_gave_rows_is_not_asked_again),
        WORLD_TEST(a_connection_that_died_is_made_anew),
        WORLD_TEST(each_code_of_a_lost_connection_makes_a_new_one),
        WORLD_TEST(each_host_has_its_credentials),
    };

    return cmocka_run_group_tests_name("fleet_again", tests, NULL, NULL) == 0 ? 0 : 1;
}
