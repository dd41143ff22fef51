/* SPDX-License-Identifier: MIT */
/* Class objects: who sees them, for how long. The tests' own thread is in the multithreaded apartment. */
#include "support/com_objects.h"
#include "support/com_test.h"
#include "support/threads.h"

static const CLSID class_id = {
    0x6C1E9F2A, 0x51B7, 0x4B7E, { 0x9D, 0x1C, 0x2B, 0x44, 0x0E, 0x1A, 0x77, 0x01 }
};

/* A class, and what a thread found of it. */
typedef struct scene {
    probe instance;
    probe_class class_object;
    DWORD registration;
    HRESULT codes[6];
} scene;

static void scene_init(scene *s)
{
    probe_init(&s->instance);
    probe_class_init(&s->class_object, &s->instance);
    s->registration = 0;
}

static void assert_nothing_is_held(const scene *s)
{
    assert_int_equal(probe_references(&s->instance), 1);
    assert_int_equal(probe_class_references(&s->class_object), 1);
}

static HRESULT enroll(scene *s, DWORD context, DWORD flags)
{
    return CoRegisterClassObject(&class_id, (IUnknown *)(void *)&s->class_object.factory, context, flags,
                                 &s->registration);
}

/* The code of creating an instance, which is given back at once. */
static HRESULT create(DWORD context)
{
    void *object = (void *)(uintptr_t)8;
    HRESULT hr = CoCreateInstance(&class_id, NULL, context, &IID_IUnknown, &object);

    if (SUCCEEDED(hr))
        IUnknown_Release((IUnknown *)object);
    else if (object != NULL)
        hr = E_UNEXPECTED;
    return hr;
}

static void an_unknown_class_is_not_registered(void **state)
{
    void *object = (void *)(uintptr_t)8;

    (void)state;
    assert_hr(create(CLSCTX_INPROC_SERVER), REGDB_E_CLASSNOTREG);
    assert_hr(CoGetClassObject(&class_id, CLSCTX_INPROC_SERVER, NULL, &IID_IUnknown, &object),
              REGDB_E_CLASSNOTREG);
    assert_null(object);
}

static void a_registered_class_makes_objects_until_it_is_revoked(void **state)
{
    void *object = NULL;
    scene s;

    (void)state;
    scene_init(&s);
    assert_hr(enroll(&s, CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE), S_OK);
    assert_int_not_equal(s.registration, 0);
    assert_int_equal(probe_class_references(&s.class_object), 2);
    assert_hr(CoCreateInstance(&class_id, NULL, CLSCTX_ALL, &IID_IUnknown, &object), S_OK);
    assert_ptr_equal(object, &s.instance);
    IUnknown_Release((IUnknown *)object);
    assert_hr(create(CLSCTX_INPROC_SERVER), S_OK);
    assert_int_equal(s.class_object.created, 2);
    assert_hr(CoRevokeClassObject(s.registration), S_OK);
    assert_hr(create(CLSCTX_INPROC_SERVER), REGDB_E_CLASSNOTREG);
    assert_nothing_is_held(&s);
}

static void a_class_object_is_handed_out(void **state)
{
    void *factory = NULL;
    scene s;

    (void)state;
    scene_init(&s);
    enroll(&s, CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE);
    assert_hr(CoGetClassObject(&class_id, CLSCTX_INPROC_SERVER, NULL, &IID_IClassFactory, &factory), S_OK);
    assert_ptr_equal(factory, &s.class_object.factory);
    IClassFactory_Release((IClassFactory *)factory);
    factory = (void *)(uintptr_t)8;
    assert_hr(CoGetClassObject(&class_id, CLSCTX_INPROC_SERVER, NULL, &IID_IWbemLocator, &factory),
              E_NOINTERFACE);
    assert_null(factory);
    CoRevokeClassObject(s.registration);
    assert_nothing_is_held(&s);
}

static void what_the_class_refuses_is_passed_on(void **state)
{
    void *object = (void *)(uintptr_t)8;
    probe outer;
    scene s;

    (void)state;
    scene_init(&s);
    probe_init(&outer);
    enroll(&s, CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE);
    assert_hr(CoCreateInstance(&class_id, &outer.unknown, CLSCTX_INPROC_SERVER, &IID_IUnknown, &object),
              CLASS_E_NOAGGREGATION);
    assert_null(object);
    object = (void *)(uintptr_t)8;
    assert_hr(CoCreateInstance(&class_id, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator, &object),
              E_NOINTERFACE);
    assert_null(object);
    CoRevokeClassObject(s.registration);
    assert_nothing_is_held(&s);
}

static void missing_arguments_are_refused(void **state)
{
    void *object = NULL;
    DWORD registration = 0;
    scene s;

    (void)state;
    scene_init(&s);
    assert_hr(CoCreateInstance(&class_id, NULL, CLSCTX_ALL, &IID_IUnknown, NULL), E_POINTER);
    assert_hr(CoGetClassObject(&class_id, CLSCTX_ALL, NULL, &IID_IUnknown, NULL), E_INVALIDARG);
    assert_hr(CoRegisterClassObject(&class_id, NULL, CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE, &registration),
              E_INVALIDARG);
    assert_hr(CoRegisterClassObject(&class_id, (IUnknown *)(void *)&s.class_object.factory,
                                    CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE, NULL),
              E_INVALIDARG);
    assert_hr(CoRevokeClassObject(0x7FFFFFF1), E_INVALIDARG);
    assert_nothing_is_held(&s);
    if (!OFF_WINDOWS)
        return; /* crashes */
    assert_hr(CoCreateInstance(NULL, NULL, CLSCTX_ALL, &IID_IUnknown, &object), E_INVALIDARG);
    assert_hr(CoCreateInstance(&class_id, NULL, CLSCTX_ALL, NULL, &object), E_INVALIDARG);
    assert_hr(CoRegisterClassObject(NULL, &s.instance.unknown, CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE,
                                    &registration),
              E_INVALIDARG);
    assert_hr(CoGetClassObject(&class_id, CLSCTX_ALL, &s, &IID_IUnknown, &object), E_INVALIDARG);
}

/* How CLSCTX and REGCLS go together: the table on the page of REGCLS. Wine takes every combination. */
static const struct combination {
    const char *name;
    DWORD context;
    DWORD flags;
    HRESULT code;
    bool in_process; /* whether CLSCTX_INPROC_SERVER finds it */
    bool not_on_wine;
} combinations[] = {
    { "in-process, multiple use", CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE, S_OK, true, false },
    { "in-process, separate", CLSCTX_INPROC_SERVER, REGCLS_MULTI_SEPARATE, S_OK, true, false },
    { "in-process, single use", CLSCTX_INPROC_SERVER, REGCLS_SINGLEUSE, E_INVALIDARG, false, true },
    { "both, multiple use", CLSCTX_INPROC_SERVER | CLSCTX_LOCAL_SERVER, REGCLS_MULTIPLEUSE, S_OK, true,
      false },
    { "both, separate", CLSCTX_INPROC_SERVER | CLSCTX_LOCAL_SERVER, REGCLS_MULTI_SEPARATE, S_OK, true,
      false },
    { "both, single use", CLSCTX_INPROC_SERVER | CLSCTX_LOCAL_SERVER, REGCLS_SINGLEUSE, E_INVALIDARG, false,
      true },
    { "local, multiple use", CLSCTX_LOCAL_SERVER, REGCLS_MULTIPLEUSE, S_OK, true, false },
    { "local, separate", CLSCTX_LOCAL_SERVER, REGCLS_MULTI_SEPARATE, S_OK, false, false },
    { "local, single use", CLSCTX_LOCAL_SERVER, REGCLS_SINGLEUSE, S_OK, false, false },
    { "no context", 0, REGCLS_MULTIPLEUSE, E_INVALIDARG, false, true },
    { "another context", CLSCTX_INPROC_HANDLER, REGCLS_MULTIPLEUSE, E_INVALIDARG, false, true },
    { "unknown flags", CLSCTX_INPROC_SERVER, 0x40, E_INVALIDARG, false, true },
};

static void context_and_use_go_together(void **state)
{
    const struct combination *row = *state;
    scene s;

    if (row->not_on_wine && on_wine())
        skip();
    scene_init(&s);
    assert_hr(enroll(&s, row->context, row->flags), row->code);
    assert_hr(create(CLSCTX_INPROC_SERVER), row->in_process ? S_OK : REGDB_E_CLASSNOTREG);
    if (SUCCEEDED(row->code))
        assert_hr(CoRevokeClassObject(s.registration), S_OK);
    assert_nothing_is_held(&s);
}

static void a_class_of_single_use_is_found_once(void **state)
{
    scene s;

    (void)state;
    if (!OFF_WINDOWS)
        skip(); /* a local server is another process's affair there */
    scene_init(&s);
    enroll(&s, CLSCTX_LOCAL_SERVER, REGCLS_SINGLEUSE);
    assert_hr(create(CLSCTX_LOCAL_SERVER), S_OK);
    assert_hr(create(CLSCTX_LOCAL_SERVER), REGDB_E_CLASSNOTREG);
    assert_hr(CoRevokeClassObject(s.registration), S_OK);
    assert_nothing_is_held(&s);
}

static void a_newer_registration_hides_an_older_one(void **state)
{
    scene older;
    scene newer;

    (void)state;
    if (on_wine())
        skip(); /* the second registration succeeds and does nothing */
    scene_init(&older);
    scene_init(&newer);
    enroll(&older, CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE);
    enroll(&newer, CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE);
    if (OFF_WINDOWS) { /* which one is found is not documented */
        create(CLSCTX_INPROC_SERVER);
        assert_int_equal(newer.class_object.created, 1);
        CoRevokeClassObject(newer.registration);
        create(CLSCTX_INPROC_SERVER);
        assert_int_equal(older.class_object.created, 1);
    }
    CoRevokeClassObject(older.registration);
    assert_nothing_is_held(&older);
}

static void create_and_revoke(void *argument)
{
    scene *s = argument;

    s->codes[0] = create(CLSCTX_INPROC_SERVER);
    s->codes[1] = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    s->codes[2] = create(CLSCTX_INPROC_SERVER);
    CoUninitialize();
    s->codes[3] = CoInitialize(NULL);
    s->codes[4] = create(CLSCTX_INPROC_SERVER);
    s->codes[5] = CoRevokeClassObject(s->registration);
    CoUninitialize();
}

static void a_class_of_the_mta_is_seen_by_all_its_threads(void **state)
{
    scene s;

    (void)state;
    scene_init(&s);
    enroll(&s, CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE);
    test_thread_run(create_and_revoke, &s);
    assert_hr(s.codes[0], S_OK);
    assert_hr(s.codes[2], S_OK);
    assert_hr(s.codes[4], REGDB_E_CLASSNOTREG);
    assert_hr(s.codes[5], RPC_E_WRONG_THREAD);
    assert_hr(CoRevokeClassObject(s.registration), S_OK);
    assert_nothing_is_held(&s);
}

static void try_from_another_sta(void *argument)
{
    scene *s = argument;

    s->codes[3] = CoInitialize(NULL);
    s->codes[4] = create(CLSCTX_INPROC_SERVER);
    CoUninitialize();
}

static void try_from_the_mta(void *argument)
{
    scene *s = argument;

    s->codes[2] = create(CLSCTX_INPROC_SERVER);
}

static void enroll_in_sta(void *argument)
{
    scene *s = argument;

    CoInitialize(NULL);
    s->codes[0] = enroll(s, CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE);
    s->codes[1] = create(CLSCTX_INPROC_SERVER);
    test_thread_run(try_from_the_mta, s);
    test_thread_run(try_from_another_sta, s);
    CoUninitialize(); /* which revokes it */
}

static void a_class_of_an_sta_is_seen_by_it_alone_and_ends_with_it(void **state)
{
    scene s;

    (void)state;
    scene_init(&s);
    test_thread_run(enroll_in_sta, &s);
    assert_hr(s.codes[0], S_OK);
    assert_hr(s.codes[1], S_OK);
    assert_hr(s.codes[2], REGDB_E_CLASSNOTREG);
    assert_hr(s.codes[3], S_OK);
    assert_hr(s.codes[4], REGDB_E_CLASSNOTREG);
    assert_nothing_is_held(&s);
}

#ifndef _WIN32
static void enroll_for_all(void *argument)
{
    scene *s = argument;

    CoInitialize(NULL);
    s->codes[0] = enroll(s, CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE | REGCLS_AGILE);
    test_thread_run(try_from_the_mta, s);
    test_thread_run(try_from_another_sta, s);
    CoUninitialize();
}
#endif

/* MinGW-w64 and Wine do not know REGCLS_AGILE. */
static void an_agile_class_is_seen_by_all(void **state)
{
    (void)state;
#ifdef _WIN32
    skip();
#else
    scene s;

    scene_init(&s);
    test_thread_run(enroll_for_all, &s);
    assert_hr(s.codes[0], S_OK);
    assert_hr(s.codes[2], S_OK);
    assert_hr(s.codes[4], S_OK);
    assert_nothing_is_held(&s);
#endif
}

static void a_class_ends_with_the_mta(void **state)
{
    scene s;

    scene_init(&s);
    enroll(&s, CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE);
    com_leave(state);
    assert_int_equal(probe_class_references(&s.class_object), 1);
    com_enter(state);
    assert_hr(create(CLSCTX_INPROC_SERVER), REGDB_E_CLASSNOTREG);
    assert_hr(CoRevokeClassObject(s.registration), E_INVALIDARG);
}

static void a_class_lives_as_long_as_an_mta_usage(void **state)
{
    CO_MTA_USAGE_COOKIE usage = NULL;
    scene s;

    scene_init(&s);
    com_leave(state);
    assert_hr(test_increment_mta_usage(&usage), S_OK);
    assert_hr(enroll(&s, CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE), S_OK);
    assert_hr(create(CLSCTX_INPROC_SERVER), S_OK);
    assert_hr(test_decrement_mta_usage(usage), S_OK);
    assert_nothing_is_held(&s);
    com_enter(state);
}

static void without_com_there_are_no_classes(void **state)
{
    DWORD registration = 1;
    scene s;
    HRESULT codes[3];

    scene_init(&s);
    com_leave(state);
    codes[0] = create(CLSCTX_INPROC_SERVER);
    codes[1] = enroll(&s, CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE);
    codes[2] = CoRevokeClassObject(registration);
    com_enter(state);
    assert_hr(codes[0], CO_E_NOTINITIALIZED);
    assert_hr(codes[1], CO_E_NOTINITIALIZED);
    assert_hr(codes[2], CO_E_NOTINITIALIZED);
    assert_nothing_is_held(&s);
}

static void create_a_hundred_times(void *argument)
{
    LONG *failures = argument;
    int i;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    for (i = 0; i < 100; i++)
        if (FAILED(create(CLSCTX_INPROC_SERVER)))
            __atomic_add_fetch(failures, 1, __ATOMIC_SEQ_CST);
    CoUninitialize();
}

static void many_threads_create_while_others_are_registered(void **state)
{
    test_thread *threads[8];
    LONG failures = 0;
    scene s;
    size_t i;

    (void)state;
    scene_init(&s);
    enroll(&s, CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE);
    for (i = 0; i < COUNT(threads); i++)
        threads[i] = test_thread_start(create_a_hundred_times, &failures);
    for (i = 0; i < 100; i++) {
        probe_class other;
        DWORD registration = 0;
        probe_class_init(&other, &s.instance);
        CoRegisterClassObject(&CLSID_WbemContext, (IUnknown *)(void *)&other.factory, CLSCTX_INPROC_SERVER,
                              REGCLS_MULTIPLEUSE, &registration);
        CoRevokeClassObject(registration);
        assert_int_equal(probe_class_references(&other), 1);
    }
    for (i = 0; i < COUNT(threads); i++)
        test_thread_join(threads[i]);
    CoRevokeClassObject(s.registration);
    assert_int_equal(failures, 0);
    assert_int_equal(s.class_object.created, 800);
    assert_nothing_is_held(&s);
}

int main(void)
{
    static const struct CMUnitTest plain_tests[] = {
        cmocka_unit_test(an_unknown_class_is_not_registered),
        cmocka_unit_test(a_registered_class_makes_objects_until_it_is_revoked),
        cmocka_unit_test(a_class_object_is_handed_out),
        cmocka_unit_test(what_the_class_refuses_is_passed_on),
        cmocka_unit_test(missing_arguments_are_refused),
        cmocka_unit_test(a_class_of_single_use_is_found_once),
        cmocka_unit_test(a_newer_registration_hides_an_older_one),
        cmocka_unit_test(a_class_of_the_mta_is_seen_by_all_its_threads),
        cmocka_unit_test(a_class_of_an_sta_is_seen_by_it_alone_and_ends_with_it),
        cmocka_unit_test(an_agile_class_is_seen_by_all),
        cmocka_unit_test(a_class_ends_with_the_mta),
        cmocka_unit_test(a_class_lives_as_long_as_an_mta_usage),
        cmocka_unit_test(without_com_there_are_no_classes),
        cmocka_unit_test(many_threads_create_while_others_are_registered),
    };
    struct CMUnitTest tests[COUNT(plain_tests) + COUNT(combinations)];
    size_t i;

    memcpy(tests, plain_tests, sizeof plain_tests);
    for (i = 0; i < COUNT(combinations); i++) {
        struct CMUnitTest test = { combinations[i].name, context_and_use_go_together, NULL, NULL,
                                   (void *)(uintptr_t)&combinations[i] };
        tests[COUNT(plain_tests) + i] = test;
    }
    return cmocka_run_group_tests_name("com_classes", tests, com_enter, com_leave);
}
