/* SPDX-License-Identifier: MIT */
/* Which apartment a thread is in, and for how long. Each test runs on threads of its own. */
#include "support/com_objects.h"
#include "support/com_test.h"
#include "support/threads.h"

/* What CoGetApartmentType says. */
typedef struct place {
    HRESULT code;
    APTTYPE type;
    APTTYPEQUALIFIER qualifier;
} place;

static const place nowhere = { CO_E_NOTINITIALIZED, APTTYPE_CURRENT, APTTYPEQUALIFIER_NONE };
static const place in_mta = { S_OK, APTTYPE_MTA, APTTYPEQUALIFIER_NONE };
static const place in_implicit_mta = { S_OK, APTTYPE_MTA, APTTYPEQUALIFIER_IMPLICIT_MTA };
static const place in_sta = { S_OK, APTTYPE_STA, APTTYPEQUALIFIER_NONE };
static const place in_main_sta = { S_OK, APTTYPE_MAINSTA, APTTYPEQUALIFIER_NONE };

static place where(void)
{
    place here = { S_OK, APTTYPE_NA, APTTYPEQUALIFIER_NA_ON_MTA };

    here.code = CoGetApartmentType(&here.type, &here.qualifier);
    return here;
}

#define assert_place(actual, expected)                              \
    do {                                                            \
        assert_hr((actual).code, (expected).code);                  \
        assert_int_equal((actual).type, (expected).type);           \
        assert_int_equal((actual).qualifier, (expected).qualifier); \
    } while (0)

/* What a thread did and saw, one step after the other. */
typedef struct story {
    HRESULT codes[8];
    place places[8];
    place elsewhere[2]; /* seen from another thread meanwhile */
} story;

static void look(void *argument)
{
    *(place *)argument = where();
}

static place look_from_another_thread(void)
{
    place seen;

    test_thread_run(look, &seen);
    return seen;
}

static void stay_outside(void *argument)
{
    story *s = argument;

    s->places[0] = where();
    CoUninitialize(); /* not owed: no harm */
    s->places[1] = where();
}

static void a_new_thread_is_nowhere(void **state)
{
    story s;

    (void)state;
    test_thread_run(stay_outside, &s);
    assert_place(s.places[0], nowhere);
    assert_place(s.places[1], nowhere);
}

static void enter_mta_twice(void *argument)
{
    story *s = argument;

    s->codes[0] = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    s->places[0] = where();
    s->codes[1] = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    s->codes[2] = CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    CoUninitialize();
    s->places[1] = where();
    CoUninitialize();
    s->places[2] = where();
}

static void entering_is_counted(void **state)
{
    story s;

    (void)state;
    test_thread_run(enter_mta_twice, &s);
    assert_hr(s.codes[0], S_OK);
    assert_hr(s.codes[1], S_FALSE);
    assert_hr(s.codes[2], RPC_E_CHANGED_MODE);
    assert_place(s.places[0], in_mta);
    assert_place(s.places[1], in_mta);
    assert_place(s.places[2], nowhere);
}

static void enter_sta(void *argument)
{
    story *s = argument;

    s->codes[0] = CoInitialize(NULL);
    s->places[0] = where();
    s->elsewhere[0] = look_from_another_thread();
    s->codes[1] = CoInitializeEx(NULL, COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE);
    s->codes[2] = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    CoUninitialize();
    CoUninitialize();
    s->places[1] = where();
}

static void an_sta_is_the_threads_own(void **state)
{
    story s;

    (void)state;
    test_thread_run(enter_sta, &s);
    assert_hr(s.codes[0], S_OK);
    assert_hr(s.codes[1], S_FALSE);
    assert_hr(s.codes[2], RPC_E_CHANGED_MODE);
    assert_place(s.places[0], in_main_sta);
    assert_place(s.elsewhere[0], nowhere);
    assert_place(s.places[1], nowhere);
}

static void enter_a_second_sta(void *argument)
{
    story *s = argument;

    s->codes[1] = CoInitialize(NULL);
    s->places[1] = where();
    CoUninitialize();
}

static void enter_the_first_sta(void *argument)
{
    story *s = argument;

    s->codes[0] = CoInitialize(NULL);
    s->places[0] = where();
    test_thread_run(enter_a_second_sta, s);
    CoUninitialize();
}

static void the_first_sta_is_the_main_one(void **state)
{
    story s;

    (void)state;
    test_thread_run(enter_the_first_sta, &s);
    assert_hr(s.codes[0], S_OK);
    assert_hr(s.codes[1], S_OK);
    assert_place(s.places[0], in_main_sta);
    assert_place(s.places[1], in_sta);
}

static void follow(void *argument)
{
    story *s = argument;

    s->places[1] = where();
    s->codes[1] = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    s->places[2] = where();
    CoUninitialize();
    s->places[3] = where();
    s->codes[2] = CoInitialize(NULL);
    s->places[4] = where();
    CoUninitialize();
    CoUninitialize(); /* not owed: the apartment of the others stays */
    s->places[5] = where();
}

static void lead(void *argument)
{
    story *s = argument;

    s->codes[0] = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_thread_run(follow, s);
    s->places[0] = where();
    CoUninitialize();
    s->elsewhere[0] = look_from_another_thread();
}

static void threads_without_an_apartment_are_in_the_mta_while_it_exists(void **state)
{
    story s;

    (void)state;
    test_thread_run(lead, &s);
    assert_hr(s.codes[0], S_OK);
    assert_place(s.places[1], in_implicit_mta);
    assert_hr(s.codes[1], S_OK);
    assert_place(s.places[2], in_mta);
    assert_place(s.places[3], in_implicit_mta);
    assert_hr(s.codes[2], S_OK);
    assert_place(s.places[4], in_main_sta);
    assert_place(s.places[5], in_implicit_mta);
    assert_place(s.places[0], in_mta);
    assert_place(s.elsewhere[0], nowhere);
}

static void hold_the_mta(void *argument)
{
    story *s = argument;
    CO_MTA_USAGE_COOKIE first = NULL;
    CO_MTA_USAGE_COOKIE second = NULL;

    s->codes[0] = test_increment_mta_usage(&first);
    s->codes[1] = test_increment_mta_usage(&second);
    s->places[0] = where();
    s->elsewhere[0] = look_from_another_thread();
    s->codes[2] = CoInitialize(NULL);
    s->places[1] = where();
    CoUninitialize();
    s->codes[3] = test_decrement_mta_usage(first);
    s->places[2] = where();
    s->codes[4] = test_decrement_mta_usage(second);
    s->places[3] = where();
}

static void a_usage_keeps_the_mta(void **state)
{
    story s;
    size_t i;

    (void)state;
    test_thread_run(hold_the_mta, &s);
    for (i = 0; i < 5; i++)
        assert_hr(s.codes[i], S_OK);
    assert_place(s.places[0], in_implicit_mta);
    assert_place(s.elsewhere[0], in_implicit_mta);
    assert_place(s.places[1], in_main_sta);
    assert_place(s.places[2], in_implicit_mta);
    assert_place(s.places[3], nowhere);
}

static void hold_the_mta_for_another(void *argument)
{
    *(HRESULT *)argument = test_decrement_mta_usage(NULL);
}

static void a_usage_belongs_to_no_thread(void **state)
{
    CO_MTA_USAGE_COOKIE usage = NULL;
    HRESULT code = E_FAIL;

    (void)state;
    if (!OFF_WINDOWS)
        skip(); /* NULL crashes */
    assert_hr(test_increment_mta_usage(&usage), S_OK);
    test_thread_run(hold_the_mta_for_another, &code);
    assert_hr(code, E_INVALIDARG);
    assert_hr(test_increment_mta_usage(NULL), E_INVALIDARG);
    assert_place(where(), in_implicit_mta);
    assert_hr(test_decrement_mta_usage(usage), S_OK);
    assert_hr(test_decrement_mta_usage(usage), E_INVALIDARG);
    assert_place(where(), nowhere);
}

static void enter_and_end(void *argument)
{
    *(HRESULT *)argument = CoInitializeEx(NULL, COINIT_MULTITHREADED);
}

static void enter_sta_and_end(void *argument)
{
    *(HRESULT *)argument = CoInitialize(NULL);
}

static void a_thread_that_ends_leaves(void **state)
{
    HRESULT code = E_FAIL;
    story s;

    (void)state;
    test_thread_run(enter_and_end, &code);
    assert_hr(code, S_OK);
    assert_place(look_from_another_thread(), nowhere);
    test_thread_run(enter_sta_and_end, &code);
    assert_hr(code, S_OK);
    test_thread_run(enter_sta, &s);
    assert_place(s.places[0], in_main_sta);
}

static void refuse(void *argument)
{
    story *s = argument;
    int reserved = 0;

    s->codes[0] = CoInitializeEx(&reserved, COINIT_MULTITHREADED);
    s->codes[1] = CoInitializeEx(NULL, 0x10);
    s->places[0] = where();
}

static void unknown_arguments_are_refused(void **state)
{
    story s;

    (void)state;
    if (on_wine())
        skip(); /* takes them all */
    test_thread_run(refuse, &s);
    assert_hr(s.codes[0], E_INVALIDARG);
    assert_hr(s.codes[1], E_INVALIDARG);
    assert_place(s.places[0], nowhere);
}

static void missing_arguments_are_refused(void **state)
{
    APTTYPE type;
    APTTYPEQUALIFIER qualifier;

    (void)state;
    assert_hr(CoGetApartmentType(NULL, &qualifier), E_INVALIDARG);
    assert_hr(CoGetApartmentType(&type, NULL), E_INVALIDARG);
}

static void come_and_go(void *argument)
{
    LONG *failures = argument;
    int i;

    for (i = 0; i < 200; i++) {
        CO_MTA_USAGE_COOKIE usage = NULL;
        bool single = i % 3 == 0;
        HRESULT hr = CoInitializeEx(NULL, single ? COINIT_APARTMENTTHREADED : COINIT_MULTITHREADED);
        bool ok = hr == S_OK && SUCCEEDED(test_increment_mta_usage(&usage));
        APTTYPE type = where().type;
        ok = ok && (single ? type == APTTYPE_STA || type == APTTYPE_MAINSTA : type == APTTYPE_MTA);
        CoUninitialize();
        ok = ok && where().type == APTTYPE_MTA && SUCCEEDED(test_decrement_mta_usage(usage));
        if (!ok)
            __atomic_add_fetch(failures, 1, __ATOMIC_SEQ_CST);
    }
}

static void many_threads_come_and_go(void **state)
{
    test_thread *threads[8];
    LONG failures = 0;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(threads); i++)
        threads[i] = test_thread_start(come_and_go, &failures);
    for (i = 0; i < COUNT(threads); i++)
        test_thread_join(threads[i]);
    assert_int_equal(failures, 0);
    assert_place(where(), nowhere);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_thread_is_nowhere),
        cmocka_unit_test(entering_is_counted),
        cmocka_unit_test(an_sta_is_the_threads_own),
        cmocka_unit_test(the_first_sta_is_the_main_one),
        cmocka_unit_test(threads_without_an_apartment_are_in_the_mta_while_it_exists),
        cmocka_unit_test(a_usage_keeps_the_mta),
        cmocka_unit_test(a_usage_belongs_to_no_thread),
        cmocka_unit_test(a_thread_that_ends_leaves),
        cmocka_unit_test(unknown_arguments_are_refused),
        cmocka_unit_test(missing_arguments_are_refused),
        cmocka_unit_test(many_threads_come_and_go),
    };

    return cmocka_run_group_tests_name("com_apartments", tests, NULL, NULL);
}
