/* SPDX-License-Identifier: MIT */
/*
 * What Wine's own WMI answers to subscriptions: it has no events, and says so. docs/wine.md lists it. The right answers are
 * those of tests/event and tests/mock/event.
 */
#include "support/support.h"
#include "support/threads.h"

#include <wmikit/com.h>

#include <stdatomic.h>

#define PROCESSES  u"SELECT * FROM __InstanceCreationEvent WITHIN 1 WHERE TargetInstance ISA 'Win32_Process'"
#define TRACES     u"SELECT * FROM Win32_ProcessStartTrace"
#define FLAGS      (WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_FORWARD_ONLY)
#define IN_TIME_MS 15000u

/* --- A sink ---------------------------------------------------------------------------------------------------------- */

typedef struct sink {
    IWbemObjectSink com;
    atomic_int references, objects;
    HRESULT code; /* of the last call */
    test_event *completed;
} sink;

static HRESULT STDMETHODCALLTYPE sink_QueryInterface(IWbemObjectSink *base, REFIID iid, void **out)
{
    *out = IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IWbemObjectSink) ? base : NULL;
    if (*out == NULL)
        return E_NOINTERFACE;
    IWbemObjectSink_AddRef(base);
    return S_OK;
}

static ULONG STDMETHODCALLTYPE sink_AddRef(IWbemObjectSink *base)
{
    return (ULONG)atomic_fetch_add(&((sink *)(void *)base)->references, 1) + 1;
}

static ULONG STDMETHODCALLTYPE sink_Release(IWbemObjectSink *base)
{
    return (ULONG)atomic_fetch_sub(&((sink *)(void *)base)->references, 1) - 1;
}

static HRESULT STDMETHODCALLTYPE sink_Indicate(IWbemObjectSink *base, LONG count, IWbemClassObject **objects)
{
    (void)objects;
    atomic_fetch_add(&((sink *)(void *)base)->objects, (int)count);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE sink_SetStatus(IWbemObjectSink *base, LONG flags, HRESULT code, BSTR text,
                                                IWbemClassObject *object)
{
    sink *self = (sink *)(void *)base;

    (void)text;
    (void)object;
    self->code = code;
    if (flags == WBEM_STATUS_COMPLETE)
        test_event_set(self->completed);
    return S_OK;
}

static const IWbemObjectSinkVtbl vtable = { sink_QueryInterface, sink_AddRef, sink_Release, sink_Indicate,
                                            sink_SetStatus };

/* --- The answers ----------------------------------------------------------------------------------------------------- */

/* What the last call of the sink says: the asynchronous method runs the text as a query of data. */
static const struct query_case {
    const char *name, *asynchronous;
    const OLECHAR *query;
    HRESULT status;
} queries[] = {
    { "an intrinsic event", "asynchronous: an intrinsic event", PROCESSES, (HRESULT)WBEM_E_INVALID_QUERY },
    { "an extrinsic event", "asynchronous: an extrinsic event, whose class it does not have", TRACES, S_OK },
    { "no query at all", "asynchronous: no query at all", u"42", (HRESULT)WBEM_E_INVALID_QUERY },
};

static void exec_notification_query_is_not_implemented(void **state)
{
    const struct query_case *row = *state;
    wmi_connection *connection = NULL;
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(row->query);
    IEnumWbemClassObject *events = NULL;

    assert_ok(wmi_connect(NULL, &connection));
    assert_hr(WBEM_E_FAILED, IWbemServices_ExecNotificationQuery(wmi_services(connection), language, query,
                                                                 FLAGS, NULL, &events));
    assert_null(events);
    SysFreeString(query);
    SysFreeString(language);
    wmi_disconnect(connection);
    assert_ok(wmi_shutdown());
}

/* It succeeds, and is over at once, without an event. */
static void the_asynchronous_method_asks_for_data(void **state)
{
    const struct query_case *row = *state;
    wmi_connection *connection = NULL;
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(row->query);
    sink to = { .com = { &vtable }, .completed = test_event_create() };

    atomic_init(&to.references, 1);
    assert_ok(wmi_connect(NULL, &connection));
    assert_ok(IWbemServices_ExecNotificationQueryAsync(wmi_services(connection), language, query, 0, NULL,
                                                       &to.com));
    assert_true(test_event_wait_for(to.completed, IN_TIME_MS));
    assert_hr(row->status, to.code);
    assert_int_equal(atomic_load(&to.objects), 0);
    assert_ok(
        IWbemServices_CancelAsyncCall(wmi_services(connection), &to.com)); /* and waits for its thread */
    assert_int_equal(atomic_load(&to.references), 1);
    test_event_free(to.completed);
    SysFreeString(query);
    SysFreeString(language);
    wmi_disconnect(connection);
    assert_ok(wmi_shutdown());
}

static void wmi_subscribe_tells_it(void **state)
{
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;
    wmi_connection *connection = NULL;

    (void)state;
    assert_ok(wmi_connect(NULL, &connection));
    for (options.retry_ms = 0; options.retry_ms < 2; options.retry_ms++) {
        wmi_subscription *subscription = (wmi_subscription *)1;

        assert_hr(WBEM_E_FAILED, wmi_subscribe(connection, "SELECT * FROM Win32_ProcessStartTrace", &options,
                                               &subscription));
        assert_null(subscription);
        assert_hr(WBEM_E_FAILED,
                  wmi_watch(connection, "Win32_Process", WMI_CREATED, 1, NULL, &options, &subscription));
        assert_null(subscription);
        assert_string_equal(wmi_last_error()->operation, "IWbemServices::ExecNotificationQuery");
    }
    wmi_disconnect(connection);
    assert_ok(wmi_shutdown());
}

int main(void)
{
    struct CMUnitTest tests[2 * COUNT_OF(queries) + 1];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(queries); i++)
        tests[count++] = (struct CMUnitTest){ queries[i].name, exec_notification_query_is_not_implemented,
                                              NULL, NULL, (void *)(uintptr_t)&queries[i] };
    for (size_t i = 0; i < COUNT_OF(queries); i++)
        tests[count++] = (struct CMUnitTest){ queries[i].asynchronous, the_asynchronous_method_asks_for_data,
                                              NULL, NULL, (void *)(uintptr_t)&queries[i] };
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(wmi_subscribe_tells_it);
    return cmocka_run_group_tests_name("live_events", tests, NULL, NULL) == 0 ? 0 : 1;
}
