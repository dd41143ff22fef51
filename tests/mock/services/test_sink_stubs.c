/* SPDX-License-Identifier: MIT */
/*
 * CLSID_UnsecuredApartment: the stubs that stand between WMI and a client's sink, as Microsoft's samples use them. On
 * Windows the class is a program of its own; the mock stands in for it where CLSCTX_INPROC_SERVER is asked for.
 */
#include "support/async_calls.h"
#include "support/event_world.h"

#define INVALID_PARAMETER ((HRESULT)WBEM_E_INVALID_PARAMETER)

/* --- The class ------------------------------------------------------------------------------------------------- */

static const struct class_case {
    const char *name;
    DWORD contexts;
    const IID *iid;
    HRESULT code;
} classes[] = {
    { "in this process", CLSCTX_INPROC_SERVER, &IID_IUnsecuredApartment, S_OK },
    { "in this process: IWbemUnsecuredApartment", CLSCTX_INPROC_SERVER, &IID_IWbemUnsecuredApartment, S_OK },
    { "in this process: IUnknown", CLSCTX_INPROC_SERVER, &IID_IUnknown, S_OK },
    { "in any context", CLSCTX_ALL, &IID_IUnsecuredApartment, S_OK },
    { "another interface", CLSCTX_INPROC_SERVER, &IID_IWbemServices, E_NOINTERFACE },
#ifndef _WIN32
    { "off Windows as a program", CLSCTX_LOCAL_SERVER, &IID_IUnsecuredApartment, S_OK },
#endif
};

static void the_class_is_the_mocks(void **state)
{
    const struct class_case *row = *state;
    wmi_mock *mock = event_world_create();
    const wmi_mock_call *written;
    void *made = NULL;

    assert_ok(wmi_mock_install(mock));
    assert_hr(row->code, CoCreateInstance(&CLSID_UnsecuredApartment, NULL, row->contexts, row->iid, &made));
    assert_int_equal(made != NULL, row->code == S_OK);
    assert_int_equal(wmi_mock_live_objects(mock), made != NULL ? 1 : 0);
    written = wmi_mock_call_at(mock, wmi_mock_call_count(mock, NULL) - 1);
    assert_string_equal(written->operation, "CoCreateInstance");
    assert_string_equal(written->arguments, "rclsid=CLSID_UnsecuredApartment");
    if (made != NULL)
        IUnknown_Release((IUnknown *)made);
    wmi_mock_uninstall(mock);
    world_destroy(mock);
}

static IWbemUnsecuredApartment *open_apartment(wmi_mock *mock)
{
    void *made = NULL;

    assert_ok(wmi_mock_install(mock));
    assert_ok(CoCreateInstance(&CLSID_UnsecuredApartment, NULL, CLSCTX_INPROC_SERVER,
                               &IID_IWbemUnsecuredApartment, &made));
    return made;
}

static void close_apartment(wmi_mock *mock, IWbemUnsecuredApartment *apartment)
{
    IWbemUnsecuredApartment_Release(apartment);
    wmi_mock_uninstall(mock);
}

/* --- Stubs ----------------------------------------------------------------------------------------------------- */

static const struct stub_case {
    const char *name;
    bool by_sink; /* CreateSinkStub in place of CreateObjectStub */
    DWORD flags;
    const OLECHAR *reserved;
    HRESULT code;
} stubs[] = {
    { "CreateObjectStub", false, 0, NULL, S_OK },
    { "CreateSinkStub: checked by default", true, WBEM_FLAG_UNSECAPP_DEFAULT_CHECK_ACCESS, NULL, S_OK },
    { "CreateSinkStub: checked", true, WBEM_FLAG_UNSECAPP_CHECK_ACCESS, NULL, S_OK },
    { "CreateSinkStub: not checked", true, WBEM_FLAG_UNSECAPP_DONT_CHECK_ACCESS, NULL, S_OK },
    { "CreateSinkStub: checked and not (code unknown on Windows)", true, 3, NULL, INVALID_PARAMETER },
    { "CreateSinkStub: another flag (code unknown on Windows)", true, 4, NULL, INVALID_PARAMETER },
    { "CreateSinkStub: a reserved string (code unknown on Windows)", true, 0, u"x", INVALID_PARAMETER },
};

static HRESULT create_stub(IWbemUnsecuredApartment *apartment, const struct stub_case *row, sink *to,
                           IWbemObjectSink **stub)
{
    IUnknown *unknown = NULL;
    void *made = NULL;
    HRESULT hr;

    if (row->by_sink)
        return IWbemUnsecuredApartment_CreateSinkStub(apartment, &to->com, row->flags,
                                                      (LPCWSTR)(const void *)row->reserved, stub);
    hr = IWbemUnsecuredApartment_CreateObjectStub(apartment, (IUnknown *)(void *)&to->com, &unknown);
    if (FAILED(hr))
        return hr;
    hr = IUnknown_QueryInterface(unknown, &IID_IWbemObjectSink, &made);
    IUnknown_Release(unknown);
    *stub = made;
    return hr;
}

static HRESULT subscribe(IWbemServices *services, IWbemObjectSink *stub)
{
    const async_request request = { services, NULL, u"SELECT * FROM Test_Event", NULL, WBEM_FLAG_SEND_STATUS,
                                    stub };

    return async_subscribe(&request);
}

static void listen_by(wmi_mock *mock, IWbemObjectSink *stub, sink *to)
{
    IWbemServices *services = world_open(mock, u"root\\cimv2");

    assert_ok(subscribe(services, stub));
    assert_ok(wmi_mock_raise(mock, NULL, "instance of Test_Event { Text = \"a\"; };"));
    sink_wait(to, 1, 0);
    assert_hr(WBEM_E_NOT_FOUND, IWbemServices_CancelAsyncCall(services, &to->com)); /* the stub's call */
    assert_ok(IWbemServices_CancelAsyncCall(services, stub));
    sink_wait(to, 1, 1);
    assert_hr(WBEM_E_CALL_CANCELLED, to->code);
    assert_string_equal(to->texts, "a");
    IWbemServices_Release(services);
}

static void a_stub_stands_for_the_sink(void **state)
{
    const struct stub_case *row = *state;
    wmi_mock *mock = event_world_create();
    IWbemUnsecuredApartment *apartment = open_apartment(mock);
    IWbemObjectSink *stub = NULL;
    sink to;

    sink_open(&to);
    assert_hr(row->code, create_stub(apartment, row, &to, &stub));
    assert_int_equal(stub != NULL, row->code == S_OK);
    close_apartment(mock, apartment); /* the stub does not need it */
    if (stub != NULL) {
        listen_by(mock, stub, &to);
        IWbemObjectSink_Release(stub);
    }
    world_destroy(mock);
    if (stub != NULL)
        sink_close(&to);
    else
        sink_close_unused(&to);
}

static void what_is_no_sink_has_no_stub(void **state)
{
    IWbemUnsecuredApartment *apartment = open_apartment(*state);
    IUnknown *unknown = (void *)&apartment;
    IWbemObjectSink *stub = (void *)&apartment;
    sink to;

    sink_open(&to);
    assert_hr(E_NOINTERFACE,
              IWbemUnsecuredApartment_CreateObjectStub(apartment, (IUnknown *)(void *)apartment, &unknown));
    assert_null(unknown);
    assert_hr(INVALID_PARAMETER, IWbemUnsecuredApartment_CreateObjectStub(apartment, NULL, &unknown));
    assert_hr(INVALID_PARAMETER, IWbemUnsecuredApartment_CreateSinkStub(apartment, NULL, 0, NULL, &stub));
    assert_null(stub);
    assert_hr(INVALID_PARAMETER, IWbemUnsecuredApartment_CreateSinkStub(apartment, &to.com, 0, NULL, NULL));
    close_apartment(*state, apartment);
    sink_close_unused(&to);
}

static void a_stub_is_a_sink_alone(void **state)
{
    static const struct stub_case row = { "", true, 0, NULL, S_OK };
    IWbemUnsecuredApartment *apartment = open_apartment(*state);
    IWbemObjectSink *stub = NULL;
    void *out = NULL;
    sink to;

    sink_open(&to);
    assert_ok(create_stub(apartment, &row, &to, &stub));
    assert_hr(E_POINTER, IWbemObjectSink_QueryInterface(stub, &IID_IWbemObjectSink, NULL));
    assert_hr(E_NOINTERFACE, IWbemObjectSink_QueryInterface(stub, &IID_IWbemServices, &out));
    assert_null(out);
    assert_ok(IWbemObjectSink_QueryInterface(stub, &IID_IUnknown, &out));
    assert_ptr_equal(out, stub);
    assert_int_equal(IWbemObjectSink_Release(stub), 1);
    assert_int_equal(IWbemObjectSink_Release(stub), 0);
    close_apartment(*state, apartment);
    sink_close_unused(&to);
}

static void it_can_fail(void **state)
{
    static const struct stub_case row = { "", true, WBEM_FLAG_UNSECAPP_CHECK_ACCESS, NULL, S_OK };
    IWbemUnsecuredApartment *apartment = open_apartment(*state);
    IWbemObjectSink *stub = NULL;
    const wmi_mock_call *written;
    sink to;

    sink_open(&to);
    assert_ok(wmi_mock_fail(*state, "IWbemUnsecuredApartment::CreateSinkStub", 1, E_FAIL));
    assert_hr(E_FAIL, create_stub(apartment, &row, &to, &stub));
    assert_null(stub);
    written = wmi_mock_call_at(*state, wmi_mock_call_count(*state, NULL) - 1);
    assert_string_equal(written->arguments, "pSink=given, dwFlags=0x1, wszReserved=NULL");
    close_apartment(*state, apartment);
    sink_close_unused(&to);
}

int main(void)
{
    static const struct CMUnitTest plain[] = {
        EVENT_TEST(what_is_no_sink_has_no_stub),
        EVENT_TEST(a_stub_is_a_sink_alone),
        EVENT_TEST(it_can_fail),
    };
    static struct CMUnitTest tests[COUNT_OF(classes) + COUNT_OF(stubs) + COUNT_OF(plain)];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, classes, the_class_is_the_mocks);
    WORLD_ADD_ROWS(tests, count, stubs, a_stub_stands_for_the_sink);
    WORLD_ADD(tests, count, plain);
    return _cmocka_run_group_tests("mock_services_sink_stubs", tests, count, world_group_setup,
                                   world_group_teardown);
}
