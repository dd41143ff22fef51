/* SPDX-License-Identifier: MIT */
/* What the functions of fleets refuse: nothing is sent, and the message names it. */
#include "support/fleet_world.h"

#include <stddef.h>

static HRESULT do_nothing(wmi_connection *connection, wmi_cancel *cancel, void *user_data)
{
    (void)connection;
    (void)cancel;
    (void)user_data;
    return S_OK;
}

/* --- Hosts ---------------------------------------------------------------------------------------------------------- */

static void with_cancel(wmi_connect_options *options, wmi_cancel *cancel)
{
    options->cancel = cancel;
}

static void with_timeout(wmi_connect_options *options, wmi_cancel *cancel)
{
    (void)cancel;
    options->timeout_ms = 1;
}

static void with_another_size(wmi_connect_options *options, wmi_cancel *cancel)
{
    (void)cancel;
    options->size--;
}

static void without_size(wmi_connect_options *options, wmi_cancel *cancel)
{
    (void)cancel;
    options->size = 0;
}

static void with_empty_user(wmi_connect_options *options, wmi_cancel *cancel)
{
    (void)cancel;
    options->user = "";
}

static void with_two_domains(wmi_connect_options *options, wmi_cancel *cancel)
{
    (void)cancel;
    options->user = "CORP\\ada";
    options->authority = "NTLMDOMAIN:CORP";
}

static void with_local_credentials(wmi_connect_options *options, wmi_cancel *cancel)
{
    (void)cancel;
    options->server = ".";
    options->user = "ada";
}

static void with_two_servers(wmi_connect_options *options, wmi_cancel *cancel)
{
    (void)cancel;
    options->namespace_path = "\\\\h2\\root\\cimv2";
}

static const struct host_case {
    const char *name;
    void (*spoil)(wmi_connect_options *options, wmi_cancel *cancel);
    HRESULT code;
    const char *word;
} host_cases[] = {
    { "a host with a cancel", with_cancel, E_INVALIDARG, "host->cancel" },
    { "a host with a time limit", with_timeout, E_INVALIDARG, "host->timeout_ms" },
    { "a host of another size", with_another_size, E_INVALIDARG, "size" },
    { "a host without a size", without_size, E_INVALIDARG, "not initialised" },
    { "a host with an empty user", with_empty_user, (HRESULT)WBEM_E_INVALID_PARAMETER, "user" },
    { "a host with two domains", with_two_domains, (HRESULT)WBEM_E_INVALID_PARAMETER, "authority" },
    { "this computer, as another user", with_local_credentials, (HRESULT)WBEM_E_LOCAL_CREDENTIALS, "user" },
    { "a host with two servers", with_two_servers, (HRESULT)WBEM_E_INVALID_PARAMETER, "server" },
};

static void a_host_is_refused(void **state)
{
    const struct host_case *row = *state;
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_fleet *fleet = fleet_of(1, NULL);
    wmi_cancel *cancel = NULL;
    size_t number = 7;

    assert_ok(wmi_cancel_create(&cancel));
    options.server = "h1";
    row->spoil(&options, cancel);
    assert_hr(row->code, wmi_fleet_add(fleet, &options, NULL, &number));
    assert_last_error(row->code, row->word);
    assert_int_equal(number, 0);
    wmi_cancel_free(cancel);
    fleet_round(fleet, 1); /* the others are asked */
    wmi_fleet_free(fleet);
}

/* --- Queries -------------------------------------------------------------------------------------------------------- */

static void query_with_cancel(wmi_query_options *options, wmi_cancel *cancel)
{
    options->cancel = cancel;
}

static void query_with_timeout(wmi_query_options *options, wmi_cancel *cancel)
{
    (void)cancel;
    options->timeout_ms = 1;
}

static void query_with_another_size(wmi_query_options *options, wmi_cancel *cancel)
{
    (void)cancel;
    options->size++;
}

static const struct query_case {
    const char *name;
    void (*spoil)(wmi_query_options *options, wmi_cancel *cancel);
    const char *wql;
    HRESULT code;
    const char *word;
} query_cases[] = {
    { "a query with a cancel", query_with_cancel, WORLD_QUERY, E_INVALIDARG, "options->cancel" },
    { "a query with a time limit", query_with_timeout, WORLD_QUERY, E_INVALIDARG, "options->timeout_ms" },
    { "query options of another size", query_with_another_size, WORLD_QUERY, E_INVALIDARG, "size" },
    { "a query that is NULL", NULL, NULL, E_POINTER, "wql" },
    { "a query that is not UTF-8", NULL, "SELECT \xFF", (HRESULT)WBEM_E_INVALID_PARAMETER, "wql" },
};

static void a_query_is_refused(void **state)
{
    const struct query_case *row = *state;
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    wmi_fleet *fleet = fleet_of(1, NULL);
    wmi_cancel *cancel = NULL;

    assert_ok(wmi_cancel_create(&cancel));
    if (row->spoil != NULL)
        row->spoil(&options, cancel);
    assert_hr(row->code, wmi_fleet_query(fleet, row->wql, &options));
    assert_last_error(row->code, row->word);
    assert_string_equal(wmi_last_error()->operation, "wmi_fleet_query");
    assert_hr(WMI_END, wmi_fleet_next(fleet, WMI_FOREVER, &result));
    wmi_cancel_free(cancel);
    fleet_round(fleet, 1);
    wmi_fleet_free(fleet);
}

/* As programs of the first version have them. */
static void query_options_of_the_first_version_are_known(void **state)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_fleet *fleet = fleet_of(1, NULL);

    (void)state;
    options.size = offsetof(wmi_query_options, read_ahead);
    memset(outcomes, 0, sizeof outcomes);
    assert_ok(wmi_fleet_query(fleet, WORLD_QUERY, &options));
    fleet_read(fleet, 1);
    assert_int_equal(outcomes[0].rows, WORLD_ROWS);
    wmi_fleet_free(fleet);
}

/* --- The rest ------------------------------------------------------------------------------------------------------- */

static void what_is_null_is_refused(void **state)
{
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    wmi_fleet *fleet = fleet_of(0, NULL);
    size_t number = 7;

    (void)state;
    assert_hr(E_POINTER, wmi_fleet_create(NULL, NULL));
    assert_last_error(E_POINTER, "fleet");
    assert_hr(E_POINTER, wmi_fleet_add(NULL, NULL, NULL, &number));
    assert_last_error(E_POINTER, "fleet");
    assert_int_equal(number, 0);
    assert_hr(E_POINTER, wmi_fleet_query(NULL, WORLD_QUERY, NULL));
    assert_last_error(E_POINTER, "fleet");
    assert_hr(E_POINTER, wmi_fleet_run(NULL, do_nothing));
    assert_last_error(E_POINTER, "fleet");
    assert_hr(E_POINTER, wmi_fleet_run(fleet, NULL));
    assert_last_error(E_POINTER, "job");
    assert_hr(E_POINTER, wmi_fleet_next(NULL, 0, &result));
    assert_last_error(E_POINTER, "fleet");
    assert_hr(E_POINTER, wmi_fleet_next(fleet, 0, NULL));
    assert_last_error(E_POINTER, "result");
    wmi_fleet_progress(NULL, NULL, NULL);
    wmi_fleet_progress(fleet, NULL, NULL);
    wmi_fleet_free(NULL);
    wmi_fleet_free(fleet);
}

static void fleet_options_of_another_size_are_refused(void **state)
{
    static const size_t sizes[] = { 0, 1, sizeof(wmi_fleet_options) - 1, sizeof(wmi_fleet_options) + 1 };
    wmi_fleet_options options = WMI_FLEET_OPTIONS_INIT;
    wmi_fleet *fleet = (wmi_fleet *)1;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        options.size = sizes[i];
        assert_hr(E_INVALIDARG, wmi_fleet_create(&options, &fleet));
        assert_last_error(E_INVALIDARG, "WMI_FLEET_OPTIONS_INIT");
        assert_null(fleet);
    }
}

/* Nothing beyond its size is written, and nothing at all when that is unknown. */
static void a_result_of_another_size_is_refused(void **state)
{
    static const size_t sizes[] = { 0, 1, sizeof(wmi_fleet_result) - 1, sizeof(wmi_fleet_result) + 1 };
    wmi_fleet *fleet = fleet_of(1, NULL);
    wmi_fleet_result before;
    wmi_fleet_result result;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        memset(&result, 0x5A, sizeof result);
        result.size = sizes[i];
        before = result;
        assert_hr(E_INVALIDARG, wmi_fleet_next(fleet, 0, &result));
        assert_last_error(E_INVALIDARG, "WMI_FLEET_RESULT_INIT");
        assert_memory_equal(&before, &result, sizeof result);
    }
    wmi_fleet_free(fleet);
}

static void nothing_is_begun_during_a_round(void **state)
{
    wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
    wmi_fleet *fleet = fleet_of(2, NULL);
    size_t number = 7;

    (void)state;
    memset(outcomes, 0, sizeof outcomes);
    assert_ok(wmi_fleet_query(fleet, WORLD_QUERY, NULL));
    for (HRESULT hr = S_OK; hr != WMI_END;) { /* until the last is told, whether or not it is done */
        assert_hr(E_UNEXPECTED, wmi_fleet_add(fleet, NULL, NULL, &number));
        assert_last_error(E_UNEXPECTED, "round");
        assert_hr(E_UNEXPECTED, wmi_fleet_query(fleet, WORLD_QUERY, NULL));
        assert_last_error(E_UNEXPECTED, "round");
        assert_hr(E_UNEXPECTED, wmi_fleet_run(fleet, do_nothing));
        assert_last_error(E_UNEXPECTED, "round");
        hr = wmi_fleet_next(fleet, IN_TIME_MS, &result);
        if (hr == WMI_OK)
            fleet_note(&result);
        if (outcomes[0].ends + outcomes[1].ends == 2)
            break;
    }
    assert_ok(wmi_fleet_add(fleet, NULL, (void *)(uintptr_t)3, &number));
    assert_int_equal(number, 2);
    fleet_round(fleet, 3);
    wmi_fleet_free(fleet);
}

static void a_query_that_hosts_refuse_is_told_by_each(void **state)
{
    wmi_fleet *fleet = fleet_of(3, NULL);

    (void)state;
    memset(outcomes, 0, sizeof outcomes);
    assert_ok(wmi_fleet_query(fleet, "SELECT * FROM __InstanceCreationEvent WITHIN 5", NULL));
    fleet_read(fleet, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_hr((HRESULT)WBEM_E_INVALID_QUERY, outcomes[i].code);
        assert_non_null(strstr(outcomes[i].message, "__InstanceCreationEvent"));
    }
    wmi_fleet_free(fleet);
}

int main(void)
{
    static const struct CMUnitTest plain[] = {
        WORLD_TEST(query_options_of_the_first_version_are_known),
        WORLD_TEST(what_is_null_is_refused),
        WORLD_TEST(fleet_options_of_another_size_are_refused),
        WORLD_TEST(a_result_of_another_size_is_refused),
        WORLD_TEST(nothing_is_begun_during_a_round),
        WORLD_TEST(a_query_that_hosts_refuse_is_told_by_each),
    };
    struct CMUnitTest tests[COUNT_OF(host_cases) + COUNT_OF(query_cases) + COUNT_OF(plain)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(host_cases); i++)
        tests[count++] = WORLD_ROW(a_host_is_refused, host_cases[i]);
    for (size_t i = 0; i < COUNT_OF(query_cases); i++)
        tests[count++] = WORLD_ROW(a_query_is_refused, query_cases[i]);
    memcpy(tests + count, plain, sizeof plain);
    return cmocka_run_group_tests_name("fleet_refused", tests, NULL, NULL) == 0 ? 0 : 1;
}
