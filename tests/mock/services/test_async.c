/* SPDX-License-Identifier: MIT */
/* The asynchronous methods of IWbemServices on the mock: what the sink gets, and cancelling. */
#include "support/async_calls.h"
#include "support/event_world.h"

#include <stdio.h>
#include <stdlib.h>

/* --- Calls ----------------------------------------------------------------------------------------------------- */

static HRESULT start(IWbemServices *services, async_method method, const OLECHAR *text, LONG flags, sink *to)
{
    const async_request request = {
        services, NULL, text, u"Ring", flags, to == NULL ? NULL : &to->com,
    };

    return method(&request);
}

static HRESULT ring(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    (void)path;
    (void)in;
    (void)out;
    (void)user_data;
    return S_OK;
}

static wmi_mock *async_world_create(void)
{
    wmi_mock *mock = event_world_create();

    assert_ok(wmi_mock_load(mock, NULL,
                            "class Test_Bell { [key] string Id; uint32 Ring([out] string Text); };\n"
                            "instance of Test_Bell { Id = \"b\"; };"));
    assert_ok(wmi_mock_on_method(mock, "Test_Bell", "Ring", ring, NULL));
    return mock;
}

/* --- Calls that end by themselves ------------------------------------------------------------------------------ */

static const struct result_case {
    const char *name;
    async_method function;
    const OLECHAR *text;
    LONG flags;
    const char *texts;
    HRESULT code;
} results[] = {
    { "a query", async_exec_query, ALL_DISKS, WBEM_FLAG_BIDIRECTIONAL, "C:; D:; E:", S_OK },
    { "a query without rows", async_exec_query, u"SELECT * FROM Test_Disk WHERE Id = 'x'", 0, "", S_OK },
    { "a query for classes", async_exec_query, u"SELECT * FROM meta_class WHERE __CLASS = 'Test_Disk'", 0,
      "Test_Disk", S_OK },
    { "an invalid query", async_exec_query, u"SELEKT", WBEM_FLAG_SEND_STATUS, "",
      (HRESULT)WBEM_E_INVALID_QUERY },
    { "an enumeration", async_enumerate, u"Test_Disk", 0, "C:; D:; E:", S_OK },
    { "a shallow enumeration", async_enumerate, u"Test_Disk", WBEM_FLAG_SHALLOW, "C:; D:", S_OK },
    { "an enumeration of no class", async_enumerate, u"Nothing", 0, "", (HRESULT)WBEM_E_INVALID_CLASS },
    { "an enumeration of classes", async_enumerate_classes, u"Test_Device", 0, "Test_Disk; Test_Ssd", S_OK },
    { "a shallow enumeration of classes", async_enumerate_classes, u"Test_Device", WBEM_FLAG_SHALLOW,
      "Test_Disk", S_OK },
    { "an enumeration of no class's subclasses", async_enumerate_classes, u"Nothing", 0, "",
      (HRESULT)WBEM_E_INVALID_CLASS },
    { "an object", async_get_object, u"Test_Disk.Id=\"C:\"", 0, "C:", S_OK },
    { "a class", async_get_object, u"Test_Disk", 0, "Test_Disk", S_OK },
    { "no such object", async_get_object, u"Test_Disk.Id=\"x\"", 0, "", (HRESULT)WBEM_E_NOT_FOUND },
    { "a method", async_exec_method, u"Test_Bell.Id=\"b\"", 0, "__PARAMETERS", S_OK },
    { "no such method", async_exec_method, u"Test_Disk.Id=\"C:\"", 0, "", (HRESULT)WBEM_E_INVALID_METHOD },
};

static void the_sink_gets_the_results(void **state)
{
    const struct result_case *row = *state;
    wmi_mock *mock = async_world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    sink to;

    sink_open(&to);
    assert_ok(start(services, row->function, row->text, row->flags, &to));
    sink_wait(&to, 0, 1);
    assert_string_equal(to.texts, row->texts);
    assert_hr(row->code, to.code);
    assert_int_not_equal(to.thread, wmi__thread_id());
    assert_int_equal(to.apartment, APTTYPE_MTA);
    IWbemServices_Release(services);
    world_destroy(mock);
    sink_close(&to);
}

static const struct refused_case {
    const char *name;
    async_method function;
    const OLECHAR *text;
    LONG flags;
    HRESULT code;
} refused[] = {
    { "refused: a query's flag", async_exec_query, ALL_DISKS, WBEM_FLAG_SHALLOW,
      (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: an empty query", async_exec_query, u"", 0, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: an enumeration of nothing", async_enumerate, u"", 0, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: an enumeration's flag", async_enumerate, u"Test_Disk", 0x40000000,
      (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: a class enumeration's flag", async_enumerate_classes, u"Test_Disk",
      WBEM_FLAG_ENSURE_LOCATABLE, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: an object's flag", async_get_object, u"Test_Disk", 0x40000000,
      (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: a method's flag", async_exec_method, u"Test_Bell.Id=\"b\"", 0x40000000,
      (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: a method of nothing", async_exec_method, u"", 0, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: a subscription's flag", async_subscribe, u"SELECT * FROM Test_Event", WBEM_FLAG_FORWARD_ONLY,
      (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: a subscription, at once (unknown on Windows)", async_subscribe, u"42", 0,
      (HRESULT)WBEM_E_UNPARSABLE_QUERY },
};

/* A sink that is NULL is refused in each case too. */
static void a_call_is_refused(void **state)
{
    const struct refused_case *row = *state;
    wmi_mock *mock = async_world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    sink to;

    sink_open(&to);
    assert_hr(row->code, start(services, row->function, row->text, row->flags, &to));
    assert_hr(WBEM_E_INVALID_PARAMETER, start(services, row->function, u"Test_Disk", 0, NULL));
    assert_int_equal(atomic_load(&to.references), 1);
    IWbemServices_Release(services);
    world_destroy(mock);
    sink_close_unused(&to);
}

/* --- Subscriptions --------------------------------------------------------------------------------------------- */

static HRESULT cancel(IWbemServices *services, sink *to)
{
    return IWbemServices_CancelAsyncCall(services, &to->com);
}

static void events_come_until_the_cancel(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    sink to;

    sink_open(&to);
    assert_ok(start(services, async_subscribe, u"SELECT * FROM Test_Event", WBEM_FLAG_SEND_STATUS, &to));
    assert_ok(wmi_mock_raise(*state, NULL, "instance of Test_Event { Text = \"a\"; };"));
    sink_wait(&to, 1, 0);
    assert_ok(wmi_mock_raise(*state, NULL, "instance of Test_Event { Text = \"b\"; };"));
    sink_wait(&to, 2, 0);
    assert_ok(cancel(services, &to));
    sink_wait(&to, 2, 1);
    assert_hr(WBEM_E_CALL_CANCELLED, to.code);
    assert_ok(wmi_mock_raise(*state, NULL, "instance of Test_Event { Text = \"c\"; };"));
    assert_string_equal(to.texts, "a; b");
    IWbemServices_Release(services);
    world_destroy(*state);
    sink_close(&to);
    *state = world_create(); /* for the teardown */
}

static const struct ending_case {
    const char *name;
    HRESULT code;
} endings[] = {
    { "a subscription ends: the services are released", (HRESULT)WBEM_E_CALL_CANCELLED },
    { "a subscription ends: the service restarts", RPC_UNAVAILABLE },
    { "a subscription ends: the host is lost", (HRESULT)0x80010108 },
    { "a subscription ends: the mock is destroyed", (HRESULT)WBEM_E_CALL_CANCELLED },
};

static void a_subscription_ends(void **state)
{
    const struct ending_case *row = *state;
    size_t how = (size_t)(row - endings);
    wmi_mock *mock = async_world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    sink to;

    sink_open(&to);
    assert_ok(start(services, async_subscribe, u"SELECT * FROM Test_Event", 0, &to));
    if (how == 1)
        assert_ok(wmi_mock_restart(mock, NULL));
    if (how == 2)
        assert_ok(wmi_mock_lose_host(mock, NULL, row->code));
    if (how == 1 || how == 2)
        sink_wait(&to, 0, 1);
    if (how == 0) {
        IWbemServices_Release(services);
        sink_wait(&to, 0, 1);
        world_destroy(mock);
    } else if (how == 3) {
        assert_int_equal(wmi_mock_destroy(mock), 1); /* the services, which live on */
        IWbemServices_Release(services);
    } else {
        IWbemServices_Release(services);
        world_destroy(mock);
    }
    assert_hr(row->code, to.code);
    sink_close(&to);
}

static void only_a_sink_with_a_call_is_cancelled(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    sink to;

    sink_open(&to);
    assert_hr(WBEM_E_NOT_FOUND, cancel(services, &to)); /* unknown on Windows */
    assert_hr(WBEM_E_INVALID_PARAMETER, IWbemServices_CancelAsyncCall(services, NULL));
    IWbemServices_Release(services);
    sink_close_unused(&to);
}

static void it_is_in_the_journal_and_can_fail(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    const wmi_mock_call *written;
    sink to;

    sink_open(&to);
    assert_ok(wmi_mock_fail(*state, "IWbemServices::ExecQueryAsync", 1, E_FAIL));
    assert_hr(E_FAIL, start(services, async_exec_query, ALL_DISKS, 0, &to));
    written = wmi_mock_call_at(*state, wmi_mock_call_count(*state, NULL) - 1);
    assert_string_equal(written->operation, "IWbemServices::ExecQueryAsync");
    assert_non_null(strstr(written->arguments, "pResponseHandler=given"));
    IWbemServices_Release(services);
    sink_close_unused(&to);
}

/* --- Progress -------------------------------------------------------------------------------------------------- */

static const struct progress_case {
    const char *name;
    async_method function;
    const OLECHAR *text;
    LONG flags;
    const char *steps;
} progress[] = {
    { "progress: of a query (by the provider on Windows)", async_exec_query, ALL_DISKS, WBEM_FLAG_SEND_STATUS,
      "1/3 2/3 3/3" },
    { "progress: of a query without rows", async_exec_query, u"SELECT * FROM Test_Disk WHERE Id = 'x'",
      WBEM_FLAG_SEND_STATUS, "1/1" },
    { "progress: of an enumeration", async_enumerate, u"Test_Ssd", WBEM_FLAG_SEND_STATUS, "1/1" },
    { "progress: of classes", async_enumerate_classes, u"Test_Device", WBEM_FLAG_SEND_STATUS, "1/2 2/2" },
    { "progress: of an object", async_get_object, u"Test_Disk", WBEM_FLAG_SEND_STATUS, "1/1" },
    { "progress: of a method", async_exec_method, u"Test_Bell.Id=\"b\"", WBEM_FLAG_SEND_STATUS, "1/1" },
    { "progress: not without the flag", async_exec_query, ALL_DISKS, 0, "" },
    { "progress: not of a failure", async_get_object, u"Nothing", WBEM_FLAG_SEND_STATUS, "" },
};

static void progress_is_reported(void **state)
{
    const struct progress_case *row = *state;
    wmi_mock *mock = async_world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    sink to;

    sink_open(&to);
    assert_ok(start(services, row->function, row->text, row->flags, &to));
    sink_wait(&to, 0, 1);
    assert_string_equal(to.steps, row->steps);
    IWbemServices_Release(services);
    world_destroy(mock);
    sink_close(&to);
}

static void many_rows_are_scaled(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    char mof[64];
    sink to;

    for (unsigned i = 0; i < 1024; i++) {
        char *all = calloc(1, 80 * sizeof mof);

        assert_non_null(all);
        for (unsigned j = 0; j < 70; j++) {
            snprintf(mof, sizeof mof, "instance of Test_Device { Id = \"%u-%u\"; };", i, j);
            strcat(all, mof);
        }
        assert_ok(wmi_mock_load(*state, NULL, all));
        free(all);
    }
    sink_open(&to);
    assert_ok(
        start(services, async_enumerate, u"Test_Device", WBEM_FLAG_SHALLOW | WBEM_FLAG_SEND_STATUS, &to));
    sink_wait(&to, 0, 1);
    assert_int_equal(to.indicated, 1024 * 70 + 1);
    assert_int_equal(to.last_step, 0xFFFFFFFFu);
    IWbemServices_Release(services);
    world_destroy(*state);
    sink_close(&to);
    *state = world_create(); /* for the teardown */
}

/* --- Cancelling ------------------------------------------------------------------------------------------------ */

static const struct answer_case {
    const char *name;
    HRESULT to_object, to_progress;
    const char *texts;
    HRESULT code;
} answers[] = {
    { "a sink that takes all", S_OK, S_OK, "C:; D:; E:", S_OK },
    { "a sink that returns a success", S_FALSE, S_FALSE, "C:; D:; E:", S_OK },
    { "a sink that refuses objects", E_FAIL, S_OK, "C:", (HRESULT)WBEM_E_CALL_CANCELLED },
    { "a sink that refuses progress", S_OK, E_FAIL, "C:", (HRESULT)WBEM_E_CALL_CANCELLED },
};

static void an_error_of_the_sink_cancels(void **state)
{
    const struct answer_case *row = *state;
    wmi_mock *mock = async_world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    sink to;

    sink_open(&to);
    to.answer = row->to_object;
    to.answer_to_progress = row->to_progress;
    assert_ok(start(services, async_exec_query, ALL_DISKS, WBEM_FLAG_SEND_STATUS, &to));
    sink_wait(&to, 0, 1);
    assert_string_equal(to.texts, row->texts);
    assert_hr(row->code, to.code);
    IWbemServices_Release(services);
    world_destroy(mock);
    sink_close(&to);
}

/* In each a sink's objects are delayed without a limit. */
static const struct delayed_case {
    const char *name;
    bool wakes; /* instead of cancelling */
    const char *texts;
    HRESULT code;
} delayed[] = {
    { "a slow provider's call is cancelled", false, "", (HRESULT)WBEM_E_CALL_CANCELLED },
    { "a slow provider's call goes on", true, "C:; D:; E:", S_OK },
};

static void objects_are_delayed(void **state)
{
    const struct delayed_case *row = *state;
    wmi_mock *mock = async_world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    sink to;

    sink_open(&to);
    assert_ok(wmi_mock_delay(mock, "IWbemObjectSink::Indicate", WMI_MOCK_HANG));
    assert_ok(start(services, async_exec_query, ALL_DISKS, 0, &to));
    if (row->wakes)
        wmi_mock_wake(mock);
    else
        assert_ok(cancel(services, &to));
    sink_wait(&to, 0, 1);
    assert_string_equal(to.texts, row->texts);
    assert_hr(row->code, to.code);
    assert_false(to.has_error);
    IWbemServices_Release(services);
    world_destroy(mock);
    sink_close(&to);
}

static void objects_come_after_the_delay(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    uint64_t begun = wmi__clock_ms();
    sink to;

    sink_open(&to);
    assert_ok(wmi_mock_delay(*state, "IWbemObjectSink::Indicate", 10));
    assert_ok(start(services, async_exec_query, ALL_DISKS, 0, &to));
    sink_wait(&to, 3, 1);
    assert_true(wmi__clock_ms() - begun >= 30);
    assert_ok(wmi_mock_delay(*state, "IWbemObjectSink::Indicate", 0));
    IWbemServices_Release(services);
    world_destroy(*state);
    sink_close(&to);
    *state = world_create(); /* for the teardown */
}

/* As CancelAsyncCall's page has it: all calls that share a sink. */
static void all_calls_of_a_sink_are_cancelled(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    sink to;

    sink_open(&to);
    assert_ok(start(services, async_subscribe, u"SELECT * FROM Test_Event", 0, &to));
    assert_ok(start(services, async_subscribe, u"SELECT * FROM Test_Event", 0, &to));
    assert_ok(cancel(services, &to));
    sink_wait(&to, 0, 2);
    assert_hr(WBEM_E_CALL_CANCELLED, to.code);
    IWbemServices_Release(services);
    world_destroy(*state);
    to.completed = 1; /* of each call one */
    to.calls_after_the_end = 0;
    sink_close(&to);
    *state = world_create(); /* for the teardown */
}

int main(void)
{
    static const struct CMUnitTest plain[] = {
        EVENT_TEST(events_come_until_the_cancel),      EVENT_TEST(only_a_sink_with_a_call_is_cancelled),
        EVENT_TEST(it_is_in_the_journal_and_can_fail), EVENT_TEST(many_rows_are_scaled),
        EVENT_TEST(objects_come_after_the_delay),      EVENT_TEST(all_calls_of_a_sink_are_cancelled),
    };
    static struct CMUnitTest tests[64];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, results, the_sink_gets_the_results);
    WORLD_ADD_ROWS(tests, count, refused, a_call_is_refused);
    WORLD_ADD_ROWS(tests, count, endings, a_subscription_ends);
    WORLD_ADD_ROWS(tests, count, progress, progress_is_reported);
    WORLD_ADD_ROWS(tests, count, answers, an_error_of_the_sink_cancels);
    WORLD_ADD_ROWS(tests, count, delayed, objects_are_delayed);
    WORLD_ADD(tests, count, plain);
    return _cmocka_run_group_tests("mock_services_async", tests, count, world_group_setup,
                                   world_group_teardown);
}
