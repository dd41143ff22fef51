/* SPDX-License-Identifier: MIT */
/*
 * Sinks of a single-threaded apartment, and stubs of them: they are called in that apartment where the system can marshal
 * an IWbemObjectSink, as Windows can. Where it cannot, the mock's thread calls them, as COM would a local object.
 */
#include "support/async_calls.h"
#include "support/event_world.h"

#define IN_TIME_MS 60000

static void pump_until_complete(sink *to)
{
    uint64_t until = wmi__clock_ms() + IN_TIME_MS;
    wmi__signal *never = wmi__signal_create();
    bool is_complete = false;

    assert_non_null(never);
    while (!is_complete) {
        assert_true(wmi__clock_ms() < until);
        wmi__signal_wait(never, wmi__clock_ms() + 5, true);
        wmi__mutex_lock(&to->lock);
        is_complete = to->completed > 0;
        wmi__mutex_unlock(&to->lock);
    }
    wmi__signal_free(never);
}

/* Lets what was released on the other side arrive here. */
static void pump_until_released(sink *to)
{
    uint64_t until = wmi__clock_ms() + IN_TIME_MS;
    wmi__signal *never = wmi__signal_create();

    assert_non_null(never);
    while (atomic_load(&to->references) > 1) {
        assert_true(wmi__clock_ms() < until);
        wmi__signal_wait(never, wmi__clock_ms() + 5, true);
    }
    wmi__signal_free(never);
}

static bool can_be_marshalled(IWbemObjectSink *object)
{
    IStream *stream = NULL;
    void *same = NULL;

    if (FAILED(
            CoMarshalInterThreadInterfaceInStream(&IID_IWbemObjectSink, (IUnknown *)(void *)object, &stream)))
        return false;
    assert_ok(CoGetInterfaceAndReleaseStream(stream, &IID_IWbemObjectSink, &same));
    IWbemObjectSink_Release((IWbemObjectSink *)same);
    return true;
}

static IWbemObjectSink *make_stub(sink *to)
{
    void *apartment = NULL;
    IWbemObjectSink *stub = NULL;

    assert_ok(CoCreateInstance(&CLSID_UnsecuredApartment, NULL, CLSCTX_INPROC_SERVER,
                               &IID_IWbemUnsecuredApartment, &apartment));
    assert_ok(IWbemUnsecuredApartment_CreateSinkStub((IWbemUnsecuredApartment *)apartment, &to->com,
                                                     WBEM_FLAG_UNSECAPP_CHECK_ACCESS, NULL, &stub));
    IWbemUnsecuredApartment_Release((IWbemUnsecuredApartment *)apartment);
    return stub;
}

typedef struct visit {
    wmi_mock *mock;
    bool by_stub;
} visit;

static void call_from_sta(void *argument)
{
    const visit *self = argument;
    IWbemServices *services;
    async_request request = { .text = ALL_DISKS };
    bool is_marshalled;
    sink to;

    assert_ok(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED));
    assert_ok(wmi_mock_install_here(self->mock));
    services = world_open(self->mock, u"root\\cimv2");
    sink_open(&to);
    request.services = services;
    request.sink = self->by_stub ? make_stub(&to) : &to.com;
    is_marshalled = can_be_marshalled(request.sink);
    assert_ok(async_exec_query(&request));
    pump_until_complete(&to);
    assert_string_equal(to.texts, "C:; D:; E:");
    assert_ok(to.code);
    assert_int_equal(to.thread == wmi__thread_id(), is_marshalled);
    print_message("the sink can%s be marshalled here\n", is_marshalled ? "" : "not");
    if (self->by_stub)
        IWbemObjectSink_Release(request.sink);
    IWbemServices_Release(services);
    pump_until_released(&to);
    sink_close(&to);
    CoUninitialize();
}

static const struct apartment_case {
    const char *name;
    bool by_stub;
} cases[] = {
    { "a sink of a single-threaded apartment", false },
    { "a stub of a single-threaded apartment", true },
};

static void it_is_called_in_its_apartment(void **state)
{
    const struct apartment_case *row = *state;
    visit self = { event_world_create(), row->by_stub };
    wmi__thread *thread;

    assert_ok(wmi_mock_install(self.mock));
    thread = wmi__thread_start(call_from_sta, &self);
    assert_non_null(thread);
    wmi__thread_join(thread);
    wmi_mock_uninstall(self.mock);
    world_destroy(self.mock);
}

int main(void)
{
    static struct CMUnitTest tests[COUNT_OF(cases)];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, cases, it_is_called_in_its_apartment);
    return _cmocka_run_group_tests("mock_services_async_apartments", tests, count, world_group_setup,
                                   world_group_teardown);
}
