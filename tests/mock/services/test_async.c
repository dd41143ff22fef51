/* SPDX-License-Identifier: MIT */
/* The asynchronous methods of IWbemServices on the mock: what the sink gets, and cancelling. */
#include "support/event_world.h"

#include <stdatomic.h>
#include <stdio.h>

/* --- A sink ---------------------------------------------------------------------------------------------------- */

typedef struct sink {
    IWbemObjectSink com;
    atomic_int references;
    wmi__mutex lock;
    wmi__condition news;
    char texts[512]; /* the Id, Text, ReturnValue or __CLASS of each object */
    unsigned indicated, completed, calls_after_the_end;
    HRESULT code;
    uintptr_t thread;
    APTTYPE apartment;
} sink;

static sink *from_base(IWbemObjectSink *base)
{
    return (sink *)(void *)base;
}

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
    return (ULONG)atomic_fetch_add(&from_base(base)->references, 1) + 1;
}

static ULONG STDMETHODCALLTYPE sink_Release(IWbemObjectSink *base)
{
    return (ULONG)atomic_fetch_sub(&from_base(base)->references, 1) - 1;
}

static const char *name_of(IWbemClassObject *object)
{
    static const OLECHAR *const properties[] = { u"Id", u"Text", u"__CLASS" };
    const char *text = "";

    for (size_t i = 0; i < COUNT_OF(properties) && text[0] == '\0'; i++)
        text = world_text(object, properties[i]);
    return text;
}

static HRESULT STDMETHODCALLTYPE sink_Indicate(IWbemObjectSink *base, LONG count, IWbemClassObject **objects)
{
    sink *self = from_base(base);

    wmi__mutex_lock(&self->lock);
    self->calls_after_the_end += self->completed;
    for (LONG i = 0; i < count; i++) {
        size_t used = strlen(self->texts);

        snprintf(self->texts + used, sizeof self->texts - used, "%s%s", used == 0 ? "" : "; ",
                 name_of(objects[i]));
        self->indicated++;
    }
    wmi__condition_broadcast(&self->news);
    wmi__mutex_unlock(&self->lock);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE sink_SetStatus(IWbemObjectSink *base, LONG flags, HRESULT code, BSTR text,
                                                IWbemClassObject *object)
{
    sink *self = from_base(base);
    APTTYPEQUALIFIER qualifier;

    (void)text;
    (void)object;
    wmi__mutex_lock(&self->lock);
    self->calls_after_the_end += self->completed;
    self->completed += flags == WBEM_STATUS_COMPLETE;
    self->code = code;
    self->thread = wmi__thread_id();
    CoGetApartmentType(&self->apartment, &qualifier);
    wmi__condition_broadcast(&self->news);
    wmi__mutex_unlock(&self->lock);
    return S_OK;
}

static const IWbemObjectSinkVtbl vtable = { sink_QueryInterface, sink_AddRef, sink_Release, sink_Indicate,
                                            sink_SetStatus };

static void sink_open(sink *self)
{
    memset(self, 0, sizeof *self);
    self->com.lpVtbl = &vtable;
    atomic_init(&self->references, 1);
    wmi__mutex_init(&self->lock);
    wmi__condition_init(&self->news);
}

static void wait_for(sink *self, unsigned indicated, unsigned completed)
{
    wmi__mutex_lock(&self->lock);
    while (self->indicated < indicated || self->completed < completed)
        wmi__condition_wait(&self->news, &self->lock);
    wmi__mutex_unlock(&self->lock);
}

/* The mock is destroyed: nothing refers to the sink any more, and it has got one last call. */
static void sink_close(sink *self)
{
    assert_int_equal(atomic_load(&self->references), 1);
    assert_int_equal(self->completed, 1);
    assert_int_equal(self->calls_after_the_end, 0);
    wmi__condition_destroy(&self->news);
    wmi__mutex_destroy(&self->lock);
}

/* --- Calls ----------------------------------------------------------------------------------------------------- */

typedef struct call {
    IWbemServices *services;
    BSTR language, text, method;
    LONG flags;
    IWbemObjectSink *sink;
} call;

static HRESULT exec_query(const call *self)
{
    return IWbemServices_ExecQueryAsync(self->services, self->language, self->text, self->flags, NULL,
                                        self->sink);
}

static HRESULT enumerate(const call *self)
{
    return IWbemServices_CreateInstanceEnumAsync(self->services, self->text, self->flags, NULL, self->sink);
}

static HRESULT get_object(const call *self)
{
    return IWbemServices_GetObjectAsync(self->services, self->text, self->flags, NULL, self->sink);
}

static HRESULT exec_method(const call *self)
{
    return IWbemServices_ExecMethodAsync(self->services, self->text, self->method, self->flags, NULL, NULL,
                                         self->sink);
}

static HRESULT subscribe(const call *self)
{
    return IWbemServices_ExecNotificationQueryAsync(self->services, self->language, self->text, self->flags,
                                                    NULL, self->sink);
}

static HRESULT start(IWbemServices *services, HRESULT (*function)(const call *self), const OLECHAR *text,
                     LONG flags, sink *to)
{
    call self = { services, SysAllocString(u"WQL"),      SysAllocString(text), SysAllocString(u"Ring"),
                  flags,    to == NULL ? NULL : &to->com };
    HRESULT hr = function(&self);

    SysFreeString(self.language);
    SysFreeString(self.text);
    SysFreeString(self.method);
    return hr;
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
    HRESULT (*function)(const call *self);
    const OLECHAR *text;
    LONG flags;
    const char *texts;
    HRESULT code;
} results[] = {
    { "a query", exec_query, ALL_DISKS, WBEM_FLAG_BIDIRECTIONAL, "C:; D:; E:", S_OK },
    { "a query without rows", exec_query, u"SELECT * FROM Test_Disk WHERE Id = 'x'", 0, "", S_OK },
    { "a query for classes", exec_query, u"SELECT * FROM meta_class WHERE __CLASS = 'Test_Disk'", 0,
      "Test_Disk", S_OK },
    { "an invalid query", exec_query, u"SELEKT", WBEM_FLAG_SEND_STATUS, "", (HRESULT)WBEM_E_INVALID_QUERY },
    { "an enumeration", enumerate, u"Test_Disk", 0, "C:; D:; E:", S_OK },
    { "a shallow enumeration", enumerate, u"Test_Disk", WBEM_FLAG_SHALLOW, "C:; D:", S_OK },
    { "an enumeration of no class", enumerate, u"Nothing", 0, "", (HRESULT)WBEM_E_INVALID_CLASS },
    { "an object", get_object, u"Test_Disk.Id=\"C:\"", 0, "C:", S_OK },
    { "a class", get_object, u"Test_Disk", 0, "Test_Disk", S_OK },
    { "no such object", get_object, u"Test_Disk.Id=\"x\"", 0, "", (HRESULT)WBEM_E_NOT_FOUND },
    { "a method", exec_method, u"Test_Bell.Id=\"b\"", 0, "__PARAMETERS", S_OK },
    { "no such method", exec_method, u"Test_Disk.Id=\"C:\"", 0, "", (HRESULT)WBEM_E_INVALID_METHOD },
};

static void the_sink_gets_the_results(void **state)
{
    const struct result_case *row = *state;
    wmi_mock *mock = async_world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    sink to;

    sink_open(&to);
    assert_ok(start(services, row->function, row->text, row->flags, &to));
    wait_for(&to, 0, 1);
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
    HRESULT (*function)(const call *self);
    const OLECHAR *text;
    LONG flags;
    HRESULT code;
} refused[] = {
    { "refused: a query's flag", exec_query, ALL_DISKS, WBEM_FLAG_SHALLOW,
      (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: an empty query", exec_query, u"", 0, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: an enumeration of nothing", enumerate, u"", 0, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: an enumeration's flag", enumerate, u"Test_Disk", 0x40000000,
      (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: an object's flag", get_object, u"Test_Disk", 0x40000000, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: a method's flag", exec_method, u"Test_Bell.Id=\"b\"", 0x40000000,
      (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: a method of nothing", exec_method, u"", 0, (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: a subscription's flag", subscribe, u"SELECT * FROM Test_Event", WBEM_FLAG_FORWARD_ONLY,
      (HRESULT)WBEM_E_INVALID_PARAMETER },
    { "refused: a subscription, at once (unknown on Windows)", subscribe, u"42", 0,
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
    to.completed = 1;
    IWbemServices_Release(services);
    world_destroy(mock);
    sink_close(&to);
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
    assert_ok(start(services, subscribe, u"SELECT * FROM Test_Event", WBEM_FLAG_SEND_STATUS, &to));
    assert_ok(wmi_mock_raise(*state, NULL, "instance of Test_Event { Text = \"a\"; };"));
    wait_for(&to, 1, 0);
    assert_ok(wmi_mock_raise(*state, NULL, "instance of Test_Event { Text = \"b\"; };"));
    wait_for(&to, 2, 0);
    assert_ok(cancel(services, &to));
    wait_for(&to, 2, 1);
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
    assert_ok(start(services, subscribe, u"SELECT * FROM Test_Event", 0, &to));
    if (how == 1)
        assert_ok(wmi_mock_restart(mock, NULL));
    if (how == 2)
        assert_ok(wmi_mock_lose_host(mock, NULL, row->code));
    if (how == 1 || how == 2)
        wait_for(&to, 0, 1);
    if (how == 0) {
        IWbemServices_Release(services);
        wait_for(&to, 0, 1);
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
    to.completed = 1;
    IWbemServices_Release(services);
    sink_close(&to);
}

/* As Microsoft's sample has it. On Windows the class is a local server, which the mock does not stand in for. */
static void a_stub_is_a_sink(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    void *apartment = NULL;
    void *stub_sink = NULL;
    IUnknown *stub = NULL;
    sink to;

    if (CoCreateInstance(&CLSID_UnsecuredApartment, NULL, CLSCTX_INPROC_SERVER, &IID_IUnsecuredApartment,
                         &apartment) == REGDB_E_CLASSNOTREG) {
        IWbemServices_Release(services);
        skip();
    }
    sink_open(&to);
    assert_ok(IUnsecuredApartment_CreateObjectStub((IUnsecuredApartment *)apartment,
                                                   (IUnknown *)(void *)&to.com, &stub));
    assert_ok(IUnknown_QueryInterface(stub, &IID_IWbemObjectSink, &stub_sink));
    assert_ok(start(services, subscribe, u"SELECT * FROM Test_Event", WBEM_FLAG_SEND_STATUS, stub_sink));
    assert_ok(wmi_mock_raise(*state, NULL, "instance of Test_Event { Text = \"a\"; };"));
    wait_for(&to, 1, 0);
    assert_ok(IWbemServices_CancelAsyncCall(services, stub_sink));
    wait_for(&to, 1, 1);
    assert_hr(WBEM_E_INVALID_PARAMETER,
              IUnsecuredApartment_CreateObjectStub((IUnsecuredApartment *)apartment, NULL, &stub));
    assert_null(stub);
    IWbemObjectSink_Release((IWbemObjectSink *)stub_sink);
    IWbemObjectSink_Release(&to.com);
    IUnsecuredApartment_Release((IUnsecuredApartment *)apartment);
    IWbemServices_Release(services);
    world_destroy(*state);
    sink_close(&to);
    *state = world_create(); /* for the teardown */
}

static void it_is_in_the_journal_and_can_fail(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    const wmi_mock_call *written;
    sink to;

    sink_open(&to);
    assert_ok(wmi_mock_fail(*state, "IWbemServices::ExecQueryAsync", 1, E_FAIL));
    assert_hr(E_FAIL, start(services, exec_query, ALL_DISKS, 0, &to));
    written = wmi_mock_call_at(*state, wmi_mock_call_count(*state, NULL) - 1);
    assert_string_equal(written->operation, "IWbemServices::ExecQueryAsync");
    assert_non_null(strstr(written->arguments, "pResponseHandler=given"));
    to.completed = 1;
    IWbemServices_Release(services);
    sink_close(&to);
}

int main(void)
{
    static const struct CMUnitTest plain[] = {
        EVENT_TEST(events_come_until_the_cancel),
        EVENT_TEST(only_a_sink_with_a_call_is_cancelled),
        EVENT_TEST(it_is_in_the_journal_and_can_fail),
        EVENT_TEST(a_stub_is_a_sink),
    };
    static struct CMUnitTest tests[48];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, results, the_sink_gets_the_results);
    WORLD_ADD_ROWS(tests, count, refused, a_call_is_refused);
    WORLD_ADD_ROWS(tests, count, endings, a_subscription_ends);
    WORLD_ADD(tests, count, plain);
    return _cmocka_run_group_tests("mock_services_async", tests, count, world_group_setup,
                                   world_group_teardown);
}
