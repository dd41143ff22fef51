/* SPDX-License-Identifier: MIT */
/* wmi_connect on real WMI: namespaces, the state of COM before and after, refusals. */
#include "support/support.h"

#include <wmikit/com.h>

#include "os/os.h"

static const struct namespace_case {
    const char *name, *server, *path;
    HRESULT code;
} namespaces[] = {
    { "the default", NULL, NULL, S_OK },
    { "ROOT\\CIMV2", NULL, "ROOT\\CIMV2", S_OK },
    { "root/cimv2", NULL, "root/cimv2", S_OK },
    { "root", NULL, "root", S_OK },
    { "root\\default", NULL, "root\\default", S_OK },
    { "root\\wmi", NULL, "root\\wmi", S_OK },
    { "root\\Microsoft\\Windows\\Storage", NULL, "root\\Microsoft\\Windows\\Storage", S_OK },
    { "a server of .", ".", "root\\cimv2", S_OK },
    { "an empty server", "", "root\\cimv2", S_OK },
    { "localhost", "localhost", "root\\cimv2", S_OK },
    { "\\\\.\\root\\cimv2", NULL, "\\\\.\\root\\cimv2", S_OK },
    { "//./root/cimv2", NULL, "//./root/cimv2", S_OK },
    { "an unknown namespace", NULL, "ROOT\\NOPE", (HRESULT)WBEM_E_INVALID_NAMESPACE },
    { "an unknown root", NULL, "NOPE", (HRESULT)WBEM_E_INVALID_NAMESPACE },
    { "below one that exists", NULL, "ROOT\\CIMV2\\NOPE", (HRESULT)WBEM_E_INVALID_NAMESPACE },
    { "no namespace", NULL, "", (HRESULT)WBEM_E_INVALID_NAMESPACE },
    { "another server", "no-such-server", "root\\cimv2", (HRESULT)WBEM_E_TRANSPORT_FAILURE },
    { "another server in the path", NULL, "\\\\no-such-server\\root\\cimv2",
      (HRESULT)WBEM_E_TRANSPORT_FAILURE },
};

static void connects_to(void **state)
{
    const struct namespace_case *row = *state;
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;

    options.server = row->server;
    options.namespace_path = row->path;
    assert_hr(row->code, wmi_connect(&options, &connection));
    if (row->code == S_OK) {
        assert_non_null(wmi_services(connection));
    } else {
        assert_null(connection);
        assert_last_error(row->code, row->path);
        assert_string_equal(wmi_last_error()->operation, "IWbemLocator::ConnectServer");
        assert_string_equal(wmi_last_error()->name, wmi_error_name(row->code));
    }
    wmi_disconnect(connection);
}

static HRESULT apartment_of_thread(APTTYPE *type)
{
    APTTYPEQUALIFIER qualifier;

    return CoGetApartmentType(type, &qualifier);
}

/* Runs one connect and one query on a thread that was set up in some way, and says what COM is afterwards. */
typedef struct guest {
    DWORD mode;
    bool initialize;
    wmi_com_setup setup;
    HRESULT connected, queried, next, before, after;
    APTTYPE type_before, type_after;
} guest;

static void visit(void *argument)
{
    guest *self = argument;
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;

    if (self->initialize)
        CoInitializeEx(NULL, self->mode);
    self->before = apartment_of_thread(&self->type_before);
    options.com_setup = self->setup;
    self->connected = wmi_connect(&options, &connection);
    if (connection != NULL) {
        self->queried = wmi_query(connection, "SELECT * FROM Win32_OperatingSystem", NULL, &cursor);
        self->next = cursor == NULL ? E_FAIL : wmi_cursor_next(cursor, &row);
        wmi_cursor_close(cursor);
        wmi_disconnect(connection);
    }
    self->after = apartment_of_thread(&self->type_after);
    if (self->initialize)
        CoUninitialize();
}

static guest run_guest(bool initialize, DWORD mode, wmi_com_setup setup)
{
    guest self = { .initialize = initialize, .mode = mode, .setup = setup };
    wmi__thread *thread = wmi__thread_start(visit, &self);

    assert_non_null(thread);
    wmi__thread_join(thread);
    return self;
}

static void a_thread_without_com_connects(void **state)
{
    guest self;

    (void)state;
    assert_ok(wmi_shutdown());
    self = run_guest(false, 0, WMI_COM_AUTO);
    assert_hr(CO_E_NOTINITIALIZED, self.before);
    assert_ok(self.connected);
    assert_ok(self.queried);
    assert_ok(self.next);
    assert_ok(self.after); /* in the apartment that the library keeps … */
    assert_int_equal(self.type_after, APTTYPE_MTA);
    assert_ok(wmi_shutdown()); /* … until here */
    self = run_guest(false, 0, WMI_COM_CALLER);
    assert_hr(CO_E_NOTINITIALIZED, self.before);
    assert_hr(CO_E_NOTINITIALIZED, self.connected);
    assert_hr(CO_E_NOTINITIALIZED, self.after);
}

static void a_thread_in_an_sta_stays_there(void **state)
{
    guest self;

    (void)state;
    assert_ok(wmi_shutdown());
    self = run_guest(true, COINIT_APARTMENTTHREADED, WMI_COM_AUTO);
    assert_ok(self.connected);
    assert_ok(self.next);
    assert_int_equal(self.type_after, self.type_before);
    assert_int_not_equal(self.type_after, APTTYPE_MTA);
    self = run_guest(false, 0, WMI_COM_CALLER);
    assert_hr(CO_E_NOTINITIALIZED, self.before); /* no MTA was made for a thread that needed none */
}

static void a_thread_in_the_mta_stays_there(void **state)
{
    guest self;

    (void)state;
    self = run_guest(true, COINIT_MULTITHREADED, WMI_COM_AUTO);
    assert_ok(self.connected);
    assert_ok(self.next);
    assert_int_equal(self.type_before, APTTYPE_MTA);
    assert_int_equal(self.type_after, APTTYPE_MTA);
    assert_ok(wmi_shutdown());
}

static void the_caller_may_set_com_up(void **state)
{
    guest self;

    (void)state;
    self = run_guest(true, COINIT_MULTITHREADED, WMI_COM_CALLER);
    assert_ok(self.connected);
    assert_ok(self.next);
    self = run_guest(true, COINIT_APARTMENTTHREADED, WMI_COM_CALLER);
    assert_ok(self.connected);
    self = run_guest(false, 0, WMI_COM_CALLER);
    assert_hr(CO_E_NOTINITIALIZED, self.before);
}

static void close_connection(void *argument)
{
    wmi_disconnect(argument);
}

static void a_connection_closes_on_another_thread(void **state)
{
    wmi_connection *connection = NULL;
    wmi__thread *thread;

    (void)state;
    assert_ok(wmi_connect(NULL, &connection));
    thread = wmi__thread_start(close_connection, connection);
    assert_non_null(thread);
    wmi__thread_join(thread);
    assert_ok(wmi_shutdown());
}

static void a_hundred_connections_live_side_by_side(void **state)
{
    wmi_connection *connections[100];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(connections); i++)
        assert_ok(wmi_connect(NULL, &connections[i]));
    for (size_t i = 0; i < COUNT_OF(connections); i++)
        wmi_disconnect(connections[i]);
    assert_ok(wmi_shutdown());
}

static void shutdown_is_refused_while_something_lives(void **state)
{
    wmi_connection *connection = NULL;
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row = NULL;

    (void)state;
    assert_ok(wmi_connect(NULL, &connection));
    assert_hr(E_UNEXPECTED, wmi_shutdown());
    assert_string_equal(wmi_last_error()->operation, "wmi_shutdown");
    assert_ok(wmi_query(connection, "SELECT * FROM Win32_OperatingSystem", NULL, &cursor));
    wmi_disconnect(connection);
    assert_hr(E_UNEXPECTED, wmi_shutdown());
    assert_ok(wmi_cursor_next(cursor, &row)); /* a cursor outlives its connection */
    wmi_cursor_close(cursor);
    assert_ok(wmi_shutdown());
    assert_ok(wmi_shutdown());
}

static void an_injected_locator_is_used(void **state)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    void *locator = NULL;

    (void)state;
    assert_ok(CoInitializeEx(NULL, COINIT_MULTITHREADED));
    assert_ok(CoCreateInstance(&CLSID_WbemLocator, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator, &locator));
    options.locator = locator;
    assert_ok(wmi_connect(&options, &connection));
    wmi_disconnect(connection);
    assert_int_equal(IWbemLocator_Release((IWbemLocator *)locator), 0); /* nobody kept it */
    assert_ok(wmi_shutdown());
    CoUninitialize();
}

static void a_proxy_got_by_raw_com_is_secured(void **state)
{
    IEnumWbemClassObject *rows = NULL;
    wmi_connection *connection = NULL;
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(u"SELECT * FROM Win32_OperatingSystem");

    (void)state;
    assert_ok(wmi_connect(NULL, &connection));
    assert_ok(IWbemServices_ExecQuery(wmi_services(connection), language, query,
                                      WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_FORWARD_ONLY, NULL, &rows));
    assert_ok(wmi_secure_proxy(connection, (IUnknown *)rows));
    assert_hr(E_POINTER, wmi_secure_proxy(connection, NULL));
    assert_last_error(E_POINTER, "proxy");
    assert_hr(E_POINTER, wmi_secure_proxy(NULL, (IUnknown *)rows));
    assert_last_error(E_POINTER, "connection");
    IEnumWbemClassObject_Release(rows);
    SysFreeString(query);
    SysFreeString(language);
    wmi_disconnect(connection);
}

static void refuses_bad_options(void **state)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = (wmi_connection *)1;

    (void)state;
    assert_hr(E_POINTER, wmi_connect(&options, NULL));
    assert_last_error(E_POINTER, "connection");
    options.size = 0;
    assert_hr(E_INVALIDARG, wmi_connect(&options, &connection));
    assert_last_error(E_INVALIDARG, "size");
    assert_null(connection);
    options.size = sizeof options + 1;
    assert_hr(E_INVALIDARG, wmi_connect(&options, &connection));
    options.size = sizeof options;
    options.namespace_path = "root\\\xFF";
    assert_hr(WBEM_E_INVALID_PARAMETER, wmi_connect(&options, &connection));
    assert_last_error(WBEM_E_INVALID_PARAMETER, "namespace_path");
    assert_string_equal(wmi_last_error()->operation, "wmi_connect");
    assert_null(wmi_services(NULL));
}

static void all_zero_options_are_the_defaults(void **state)
{
    wmi_connect_options options = { .size = sizeof options };
    wmi_connection *connection = NULL;

    (void)state;
    assert_ok(wmi_connect(&options, &connection));
    wmi_disconnect(connection);
}

int main(void)
{
    const struct CMUnitTest single[] = {
        cmocka_unit_test(a_thread_without_com_connects),
        cmocka_unit_test(a_thread_in_an_sta_stays_there),
        cmocka_unit_test(a_thread_in_the_mta_stays_there),
        cmocka_unit_test(the_caller_may_set_com_up),
        cmocka_unit_test(a_connection_closes_on_another_thread),
        cmocka_unit_test(a_hundred_connections_live_side_by_side),
        cmocka_unit_test(shutdown_is_refused_while_something_lives),
        cmocka_unit_test(an_injected_locator_is_used),
        cmocka_unit_test(a_proxy_got_by_raw_com_is_secured),
        cmocka_unit_test(refuses_bad_options),
        cmocka_unit_test(all_zero_options_are_the_defaults),
    };
    struct CMUnitTest tests[COUNT_OF(namespaces) + COUNT_OF(single)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(namespaces); i++)
        tests[count++] = (struct CMUnitTest){ namespaces[i].name, connects_to, NULL, NULL,
                                              (void *)(uintptr_t)&namespaces[i] };
    memcpy(tests + count, single, sizeof single);
    return cmocka_run_group_tests(tests, NULL, NULL) == 0 ? 0 : 1;
}
