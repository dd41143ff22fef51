/* SPDX-License-Identifier: MIT */
/* A thread's error object. */
#include "support/com_objects.h"
#include "support/com_test.h"
#include "support/threads.h"

/* No method of it is called here, but those of IUnknown. */
static IErrorInfo *error_of(probe *object)
{
    probe_init(object);
    object->answers_to = &IID_IErrorInfo;
    return (IErrorInfo *)(void *)&object->unknown;
}

static void there_is_none_at_first(void **state)
{
    IErrorInfo *error = (IErrorInfo *)(uintptr_t)8;

    (void)state;
    assert_hr(GetErrorInfo(0, &error), S_FALSE);
    assert_null(error);
}

static void it_is_handed_over_once(void **state)
{
    probe object;
    IErrorInfo *error = error_of(&object);
    IErrorInfo *got = NULL;

    (void)state;
    assert_hr(SetErrorInfo(0, error), S_OK);
    assert_int_equal(probe_references(&object), 2);
    assert_hr(GetErrorInfo(0, &got), S_OK);
    assert_ptr_equal(got, error);
    assert_int_equal(probe_references(&object), 2);
    IErrorInfo_Release(got);
    assert_hr(GetErrorInfo(0, &got), S_FALSE);
    assert_null(got);
}

static void a_new_one_takes_its_place(void **state)
{
    probe first;
    probe second;
    IErrorInfo *got = NULL;

    (void)state;
    SetErrorInfo(0, error_of(&first));
    SetErrorInfo(0, error_of(&second));
    assert_int_equal(probe_references(&first), 1);
    assert_hr(GetErrorInfo(0, &got), S_OK);
    assert_ptr_equal(got, &second);
    IErrorInfo_Release(got);
}

static void null_takes_it_away(void **state)
{
    probe object;
    IErrorInfo *got = NULL;

    (void)state;
    SetErrorInfo(0, error_of(&object));
    assert_hr(SetErrorInfo(0, NULL), S_OK);
    assert_hr(SetErrorInfo(0, NULL), S_OK);
    assert_int_equal(probe_references(&object), 1);
    assert_hr(GetErrorInfo(0, &got), S_FALSE);
}

static void reserved_arguments_are_refused(void **state)
{
    probe object;
    IErrorInfo *error = error_of(&object);
    IErrorInfo *got = NULL;

    (void)state;
    assert_hr(SetErrorInfo(1, error), E_INVALIDARG);
    assert_hr(SetErrorInfo(0, error), S_OK);
    assert_hr(GetErrorInfo(1, &got), E_INVALIDARG);
    assert_hr(GetErrorInfo(0, NULL), E_INVALIDARG);
    SetErrorInfo(0, NULL);
    assert_int_equal(probe_references(&object), 1);
}

typedef struct thread_case {
    probe object;
    HRESULT before;
    HRESULT after;
} thread_case;

static void set_and_end(void *argument)
{
    thread_case *test = argument;
    IErrorInfo *got = NULL;

    test->before = GetErrorInfo(0, &got);
    test->after = SetErrorInfo(0, (IErrorInfo *)(void *)&test->object.unknown);
}

static void each_thread_has_its_own(void **state)
{
    thread_case test;
    probe mine;
    IErrorInfo *got = NULL;

    (void)state;
    SetErrorInfo(0, error_of(&mine));
    error_of(&test.object);
    test_thread_run(set_and_end, &test);
    assert_hr(test.before, S_FALSE);
    assert_hr(test.after, S_OK);
    assert_hr(GetErrorInfo(0, &got), S_OK);
    assert_ptr_equal(got, &mine);
    IErrorInfo_Release(got);
}

static void a_thread_that_ends_gives_it_back(void **state)
{
    thread_case test;

    (void)state;
    error_of(&test.object);
    test_thread_run(set_and_end, &test);
    assert_int_equal(probe_references(&test.object), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_is_none_at_first),           cmocka_unit_test(it_is_handed_over_once),
        cmocka_unit_test(a_new_one_takes_its_place),        cmocka_unit_test(null_takes_it_away),
        cmocka_unit_test(reserved_arguments_are_refused),   cmocka_unit_test(each_thread_has_its_own),
        cmocka_unit_test(a_thread_that_ends_gives_it_back),
    };

    return cmocka_run_group_tests_name("com_errors", tests, NULL, NULL);
}
