/* SPDX-License-Identifier: MIT */
#include "support/fleet_world.h"

#include <stdio.h>

fleet_outcome outcomes[MOST_HOSTS];

wmi_mock_host fleet_host(void)
{
    wmi_mock_host host = WMI_MOCK_HOST_INIT;

    return host;
}

void fleet_add(wmi_fleet *fleet, size_t number, const wmi_mock_host *settings)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    size_t given = 99;
    char name[16];

    snprintf(name, sizeof name, "h%lu", (unsigned long)number);
    assert_ok(wmi_mock_add_host(world, name, settings));
    options.server = name;
    if (settings != NULL) {
        options.user = settings->user;
        options.password = settings->password;
    }
    assert_ok(wmi_fleet_add(fleet, &options, (void *)(uintptr_t)(number + 1), &given));
    assert_int_equal(given, number);
}

wmi_fleet *fleet_of(size_t count, const wmi_fleet_options *options)
{
    wmi_fleet *fleet = NULL;

    assert_ok(wmi_fleet_create(options, &fleet));
    for (size_t i = 0; i < count; i++)
        fleet_add(fleet, i, NULL);
    return fleet;
}

void fleet_note(const wmi_fleet_result *result)
{
    fleet_outcome *outcome = &outcomes[result->host];

    assert_true(result->host < MOST_HOSTS);
    assert_int_equal((uintptr_t)result->user_data, result->host + 1);
    if (result->row != NULL) {
        assert_null(result->error);
        outcome->rows++;
        outcome->rows_after_end += outcome->ends > 0;
        assert_int_equal(result->rows, outcome->rows);
        return;
    }
    outcome->ends++;
    outcome->told_rows = result->rows;
    outcome->attempts = result->attempts;
    outcome->elapsed_ms = result->elapsed_ms;
    if (result->error == NULL)
        return;
    outcome->code = result->error->code;
    snprintf(outcome->message, sizeof outcome->message, "%s", result->error->message);
    snprintf(outcome->operation, sizeof outcome->operation, "%s", result->error->operation);
    assert_true(FAILED(outcome->code));
    assert_string_equal(result->error->name, wmi_error_name(outcome->code));
}

void fleet_read(wmi_fleet *fleet, size_t hosts)
{
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    size_t done = 0;
    size_t total = 0;
    HRESULT hr;

    while ((hr = wmi_fleet_next(fleet, 60000, &result)) == WMI_OK)
        fleet_note(&result);
    assert_hr(WMI_END, hr);
    assert_null(result.row);
    assert_null(result.error);
    for (size_t i = 0; i < hosts; i++) {
        assert_int_equal(outcomes[i].ends, 1);
        assert_int_equal(outcomes[i].rows_after_end, 0);
        assert_int_equal(outcomes[i].rows, outcomes[i].told_rows);
    }
    wmi_fleet_progress(fleet, &done, &total);
    assert_int_equal(done, hosts);
    assert_int_equal(total, hosts);
    assert_hr(WMI_END, wmi_fleet_next(fleet, 0, &result));
}

void fleet_round(wmi_fleet *fleet, size_t hosts)
{
    memset(outcomes, 0, sizeof outcomes);
    assert_ok(wmi_fleet_query(fleet, WORLD_QUERY, NULL));
    fleet_read(fleet, hosts);
}

void fleet_assert_answered(size_t host)
{
    assert_hr(S_OK, outcomes[host].code);
    assert_int_equal(outcomes[host].rows, WORLD_ROWS);
    assert_int_equal(outcomes[host].attempts, 1);
}

void fleet_assert_failed(size_t host, HRESULT code)
{
    char name[16];

    snprintf(name, sizeof name, "h%lu: ", (unsigned long)host);
    assert_hr(code, outcomes[host].code);
    assert_true(strncmp(outcomes[host].message, name, strlen(name)) == 0);
}
