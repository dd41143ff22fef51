/* SPDX-License-Identifier: MIT */
/*
 * Every thread of a process finds the installed mock, whatever its apartment, and whenever it started: none reaches the
 * system's own WMI, and none gets by without CoInitializeEx. That it was the mock that answered, its journal tells.
 */
#include "support/mock_world.h"
#include "support/threads.h"

#define CREATE  "CoCreateInstance"
#define CONNECT "IWbemLocator::ConnectServer"

/* --- One thread ------------------------------------------------------------------------------------------------ */

typedef enum set_up {
    NO_COM,
    INITIALIZE, /* CoInitialize(NULL) */
    STA,
    STA_TWICE,
    MTA,
    STA_AFTER_MTA /* was in the MTA before */
} set_up;

typedef enum started {
    AFTER,        /* the thread starts when the mock is installed */
    BEFORE_ENTRY, /* it was started before the mock was made, and enters its apartment when the mock is installed */
    BEFORE_INSTALL, /* it was in its apartment before the mock was installed */
} started;

static const struct thread_case {
    const char *name;
    set_up set_up;
    started started;
    bool installs_here; /* calls wmi_mock_install_here in its apartment */
    HRESULT here;       /* what that returns */
    HRESULT raw;        /* of CoCreateInstance */
    HRESULT connected;  /* of wmi_connect */
} thread_cases[] = {
    { "CoInitialize(NULL)", INITIALIZE, AFTER, false, 0, S_OK, S_OK },
    { "an STA", STA, AFTER, false, 0, S_OK, S_OK },
    { "an STA that is entered twice", STA_TWICE, AFTER, false, 0, S_OK, S_OK },
    { "the MTA", MTA, AFTER, false, 0, S_OK, S_OK },
    { "an STA after the MTA", STA_AFTER_MTA, AFTER, false, 0, S_OK, S_OK },
    { "a missing CoInitializeEx is not hidden", NO_COM, AFTER, false, 0, CO_E_NOTINITIALIZED, S_OK },
    { "an STA, installed twice", STA, AFTER, true, S_OK, S_OK, S_OK },
    { "the MTA, where nothing is to be installed", MTA, AFTER, true, S_FALSE, S_OK, S_OK },
    { "no COM, where nothing is to be installed", NO_COM, AFTER, true, S_FALSE, CO_E_NOTINITIALIZED, S_OK },
    { "the MTA, of an old thread", MTA, BEFORE_ENTRY, false, 0, S_OK, S_OK },
    { "an STA, of an old thread that installs", STA, BEFORE_ENTRY, true, S_OK, S_OK, S_OK },
    { "an old MTA", MTA, BEFORE_INSTALL, false, 0, S_OK, S_OK },
    { "an old STA where the mock is installed", STA, BEFORE_INSTALL, true, S_OK, S_OK, S_OK },
    { "an old thread without COM", NO_COM, BEFORE_INSTALL, false, 0, CO_E_NOTINITIALIZED, S_OK },
};

typedef struct guest {
    const struct thread_case *row;
    wmi_mock *mock; /* once it is installed */
    test_event *ready, *go;
    HRESULT entered, here, raw, connected;
} guest;

static HRESULT enter(set_up how)
{
    HRESULT hr = S_OK;

    if (how == STA_AFTER_MTA) {
        hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);
        CoUninitialize();
    }
    if (how == INITIALIZE)
        return CoInitialize(NULL);
    if (how == STA_TWICE)
        hr = CoInitializeEx(NULL, COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE);
    if (SUCCEEDED(hr) && how != NO_COM)
        hr = CoInitializeEx(NULL, how == MTA ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED);
    return hr;
}

static void leave(set_up how)
{
    if (how == STA_TWICE)
        CoUninitialize();
    if (how != NO_COM)
        CoUninitialize();
}

static HRESULT create_locator(const CLSID *clsid)
{
    void *locator = NULL;
    HRESULT hr = CoCreateInstance(clsid, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator, &locator);

    if (locator != NULL)
        IWbemLocator_Release((IWbemLocator *)locator);
    return hr;
}

static HRESULT connect_and_close(wmi_com_setup setup)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    HRESULT hr;

    options.com_setup = setup;
    hr = wmi_connect(&options, &connection);
    wmi_disconnect(connection);
    return hr;
}

static void visit(void *argument)
{
    guest *self = argument;

    if (self->row->started == BEFORE_INSTALL)
        self->entered = enter(self->row->set_up);
    test_event_set(self->ready);
    test_event_wait(self->go);
    if (self->row->started != BEFORE_INSTALL)
        self->entered = enter(self->row->set_up);
    if (self->row->installs_here)
        self->here = wmi_mock_install_here(self->mock);
    self->raw = create_locator(&CLSID_WbemLocator);
    self->connected = connect_and_close(WMI_COM_AUTO);
    leave(self->row->set_up);
}

static void a_thread_finds_the_mock(void **state)
{
    guest self = { .row = *state, .ready = test_event_create(), .go = test_event_create() };
    test_thread *thread = NULL;
    wmi_mock *mock;

    wmi_shutdown(); /* the library keeps no MTA */
    if (self.row->started != AFTER) {
        thread = test_thread_start(visit, &self);
        test_event_wait(self.ready);
    }
    mock = world_create();
    assert_ok(wmi_mock_install(mock));
    self.mock = mock;
    if (thread == NULL)
        thread = test_thread_start(visit, &self);
    test_event_set(self.go);
    test_thread_join(thread);
    test_event_free(self.ready);
    test_event_free(self.go);

    assert_true(SUCCEEDED(self.entered));
    assert_hr(self.row->here, self.here);
    assert_hr(self.row->raw, self.raw);
    assert_hr(self.row->connected, self.connected);
    assert_int_equal(wmi_mock_call_count(mock, CREATE), 1 + (self.raw == S_OK));
    assert_int_equal(wmi_mock_call_count(mock, CONNECT), 1);
    wmi_mock_uninstall(mock);
    wmi_shutdown();
    world_destroy(mock);
}

/* --- wmi_connect needs no registration ---------------------------------------------------------------------------- */

static void connect_in_an_old_sta(void *argument)
{
    guest *self = argument;

    self->entered = CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    test_event_set(self->ready);
    test_event_wait(self->go);
    self->connected = connect_and_close(WMI_COM_AUTO);
    CoUninitialize();
}

static void wmi_connect_finds_it_in_an_sta_where_it_is_not_installed(void **state)
{
    guest self = { .ready = test_event_create(), .go = test_event_create() };
    test_thread *thread = test_thread_start(connect_in_an_old_sta, &self);

    test_event_wait(self.ready);
    assert_ok(wmi_mock_install(*state));
    test_event_set(self.go);
    test_thread_join(thread);
    test_event_free(self.ready);
    test_event_free(self.go);
    assert_ok(self.connected);
    assert_int_equal(wmi_mock_call_count(*state, CREATE), 1);
    assert_int_equal(wmi_mock_call_count(*state, CONNECT), 1);
    wmi_mock_uninstall(*state);
    wmi_shutdown();
}

static void connect_as_the_caller_sets_up(void *argument)
{
    *(HRESULT *)argument = connect_and_close(WMI_COM_CALLER);
}

static void a_caller_who_sets_up_com_has_to_do_it(void **state)
{
    HRESULT connected = S_OK;

    assert_ok(wmi_mock_install(*state));
    test_thread_run(connect_as_the_caller_sets_up, &connected);
    wmi_mock_uninstall(*state);
    assert_hr(CO_E_NOTINITIALIZED, connected);
    assert_int_equal(wmi_mock_call_count(*state, NULL), 0);
}

/* --- The implicit MTA ------------------------------------------------------------------------------------------------ */

static void create_without_com(void *argument)
{
    *(HRESULT *)argument = create_locator(&CLSID_WbemLocator);
}

static void create_from_the_mta(void *argument)
{
    HRESULT *codes = argument;

    codes[0] = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_thread_run(create_without_com, &codes[1]);
    CoUninitialize();
    test_thread_run(create_without_com, &codes[2]);
}

/* As without the mock: a thread without COM belongs to the MTA while another thread is in it, and no longer. */
static void a_thread_is_in_the_mta_while_another_is(void **state)
{
    HRESULT codes[3] = { E_FAIL, E_FAIL, E_FAIL };

    wmi_shutdown();
    assert_ok(wmi_mock_install(*state));
    test_thread_run(create_from_the_mta, codes);
    wmi_mock_uninstall(*state);
    assert_ok(codes[0]);
    assert_ok(codes[1]);
    assert_hr(CO_E_NOTINITIALIZED, codes[2]);
}

/* --- The end ---------------------------------------------------------------------------------------------------------- */

/* In an STA, before and after the mock is uninstalled, and in the next one. */
typedef struct witness {
    test_event *seen[3], *go[3];
    HRESULT codes[4];
} witness;

static void stay_in_an_sta(void *argument)
{
    witness *self = argument;

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    for (size_t i = 0; i < COUNT_OF(self->seen); i++) {
        self->codes[i] = create_locator(&CLSID_WbemLocator);
        test_event_set(self->seen[i]);
        test_event_wait(self->go[i]);
    }
    CoUninitialize();
    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    self->codes[3] = create_locator(&CLSID_WbemLocator);
    CoUninitialize();
}

static void after_uninstall_another_apartment_gets_no_locator(void **state)
{
    wmi_mock *other = world_create();
    test_thread *thread;
    witness self;

    for (size_t i = 0; i < COUNT_OF(self.seen); i++) {
        self.seen[i] = test_event_create();
        self.go[i] = test_event_create();
    }
    assert_ok(wmi_mock_install(*state));
    thread = test_thread_start(stay_in_an_sta, &self);
    test_event_wait(self.seen[0]);
    wmi_mock_uninstall(*state);
    test_event_set(self.go[0]);
    test_event_wait(self.seen[1]);
    assert_ok(wmi_mock_install(other));
    test_event_set(self.go[1]);
    test_event_wait(self.seen[2]);
    test_event_set(self.go[2]);
    test_thread_join(thread);
    wmi_mock_uninstall(other);
    for (size_t i = 0; i < COUNT_OF(self.seen); i++) {
        test_event_free(self.seen[i]);
        test_event_free(self.go[i]);
    }
    assert_ok(self.codes[0]);
    assert_hr(REGDB_E_CLASSNOTREG, self.codes[1]);
    assert_ok(self.codes[2]); /* the next mock */
    assert_ok(self.codes[3]);
    assert_int_equal(wmi_mock_call_count(*state, CREATE), 1);
    assert_int_equal(wmi_mock_call_count(other, CREATE), 2);
    world_destroy(other);
}

/* --- install_here ------------------------------------------------------------------------------------------------------ */

static void install_here_needs_an_installed_mock(void **state)
{
    wmi_mock *other = world_create();

    assert_hr(E_POINTER, wmi_mock_install_here(NULL));
    assert_hr(E_UNEXPECTED, wmi_mock_install_here(*state));
    assert_ok(wmi_mock_install(other));
    assert_hr(E_UNEXPECTED, wmi_mock_install_here(*state));
    assert_hr(S_FALSE, wmi_mock_install_here(other));
    wmi_mock_uninstall(other);
    assert_hr(E_UNEXPECTED, wmi_mock_install_here(other));
    world_destroy(other);
}

/* --- The classes ------------------------------------------------------------------------------------------------------ */

static const struct class_case {
    const char *name;
    const CLSID *clsid;
    HRESULT code;
} class_cases[] = {
    { "CLSID_WbemLocator", &CLSID_WbemLocator, S_OK },
    { "CLSID_WbemAdministrativeLocator", &CLSID_WbemAdministrativeLocator, S_OK },
    { "CLSID_WbemAuthenticatedLocator", &CLSID_WbemAuthenticatedLocator, S_OK },
    { "CLSID_WbemUnauthenticatedLocator", &CLSID_WbemUnauthenticatedLocator, S_OK },
    { "CLSID_WbemRefresher", &CLSID_WbemRefresher, REGDB_E_CLASSNOTREG },
    { "CLSID_WbemObjectTextSrc", &CLSID_WbemObjectTextSrc, REGDB_E_CLASSNOTREG },
};

typedef struct asker {
    const struct class_case *row;
    DWORD mode;
    HRESULT code, of_factory;
} asker;

static void ask(void *argument)
{
    asker *self = argument;
    void *factory = NULL;
    void *unknown = NULL;

    CoInitializeEx(NULL, self->mode);
    self->code = CoCreateInstance(self->row->clsid, NULL, CLSCTX_INPROC_SERVER | CLSCTX_LOCAL_SERVER,
                                  &IID_IUnknown, &unknown);
    if (unknown != NULL)
        IUnknown_Release((IUnknown *)unknown);
    self->of_factory = CoGetClassObject(self->row->clsid, CLSCTX_INPROC_SERVER, NULL, &IID_IClassFactory,
                                        &factory);
    if (factory != NULL)
        IClassFactory_Release((IClassFactory *)factory);
    CoUninitialize();
}

static void a_class_is_the_mocks_in_every_apartment(void **state)
{
    const DWORD modes[] = { COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED };
    const struct class_case *row = *state;
    wmi_mock *mock = world_create();

    assert_ok(wmi_mock_install(mock));
    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        asker self = { .row = row, .mode = modes[i] };

        test_thread_run(ask, &self);
        assert_hr(row->code, self.code);
        assert_ok(self.of_factory);
        assert_int_equal(wmi_mock_call_count(mock, CREATE), i + 1);
        assert_non_null(strstr(wmi_mock_call_at(mock, i)->arguments, row->name));
        assert_hr(row->code, wmi_mock_call_at(mock, i)->result);
    }
    wmi_mock_uninstall(mock);
    world_destroy(mock);
}

/* --- CoInitializeSecurity ---------------------------------------------------------------------------------------------- */

static void secure_once_a_query(void *argument)
{
    HRESULT *codes = argument;

    for (size_t i = 0; i < 3; i++) {
        CoInitializeEx(NULL, i == 1 ? COINIT_APARTMENTTHREADED : COINIT_MULTITHREADED);
        codes[i] = CoInitializeSecurity(NULL, -1, NULL, NULL, RPC_C_AUTHN_LEVEL_DEFAULT,
                                        RPC_C_IMP_LEVEL_IMPERSONATE, NULL, EOAC_NONE, NULL);
        CoUninitialize();
    }
}

/* Off Windows; there the mock keeps no MTA. Wine always returns S_OK. */
static void security_may_be_set_once_a_query(void **state)
{
    HRESULT codes[3] = { E_FAIL, E_FAIL, E_FAIL };

    wmi_shutdown();
    assert_ok(wmi_mock_install(*state));
    test_thread_run(secure_once_a_query, codes);
    wmi_mock_uninstall(*state);
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        assert_ok(codes[i]);
}

static const struct CMUnitTest single_tests[] = {
    WORLD_TEST(wmi_connect_finds_it_in_an_sta_where_it_is_not_installed),
    WORLD_TEST(a_caller_who_sets_up_com_has_to_do_it),
    WORLD_TEST(a_thread_is_in_the_mta_while_another_is),
    WORLD_TEST(after_uninstall_another_apartment_gets_no_locator),
    WORLD_TEST(install_here_needs_an_installed_mock),
    WORLD_TEST(security_may_be_set_once_a_query),
};

int main(void)
{
    static struct CMUnitTest tests[64];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, thread_cases, a_thread_finds_the_mock);
    WORLD_ADD(tests, count, single_tests);
    WORLD_ADD_ROWS(tests, count, class_cases, a_class_is_the_mocks_in_every_apartment);
    return _cmocka_run_group_tests("test_mock_apartments", tests, count, NULL, NULL);
}
