/* SPDX-License-Identifier: MIT */
/* Objects of the mock in many threads at once: one object that all use, and one record that all share. */
#include "support/mock_objects.h"

#include "mock/object/object.h"
#include "os/os.h"

#define THREADS 8
#define ROUNDS  200

static const char schema[] = "class Inner { string Text = \"t\"; };\n"
                             "class Thing { [key] string Name; uint32 Size = 7; Inner Part; };\n"
                             "instance of Thing { Name = \"x\"; Part = instance of Inner {}; };\n";

static world *the_world;
static IWbemClassObject *shared;
static IWbemContext *shared_context;

static int open_world(void **state)
{
    (void)state;
    the_world = space_open(schema);
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    space_close(the_world);
    return 0;
}

/* cmocka's assertions belong to the thread that runs the test: the others count what goes wrong. */
static void count_failure(void *failures, bool ok)
{
    if (!ok)
        __atomic_add_fetch((long *)failures, 1, __ATOMIC_SEQ_CST);
}

static void read_and_write(void *failures)
{
    VARIANT number;
    VARIANT value;

    VariantInit(&number);
    V_VT(&number) = VT_I4;
    for (LONG i = 0; i < ROUNDS; i++) {
        IWbemClassObject *clone = NULL;

        V_I4(&number) = i;
        count_failure(failures, IWbemClassObject_Put(shared, u"Size", 0, &number, 0) == S_OK);
        count_failure(failures, IWbemClassObject_Get(shared, u"Part", 0, &value, NULL, NULL) == S_OK);
        VariantClear(&value);
        count_failure(failures, IWbemClassObject_Clone(shared, &clone) == S_OK);
        count_failure(failures, IWbemClassObject_Put(clone, u"Name", 0, NULL, 0) == S_OK);
        count_failure(failures, IWbemClassObject_CompareTo(shared, 0, clone) == WBEM_S_DIFFERENT);
        count_failure(failures, IWbemClassObject_CompareTo(shared, 0, shared) >= 0);
        IWbemClassObject_Release(clone);
    }
}

static void change_a_class(void *failures)
{
    IWbemClassObject *object = space_class(the_world, "Thing");
    IWbemQualifierSet *set = NULL;
    VARIANT number;

    VariantInit(&number);
    V_VT(&number) = VT_I4;
    for (LONG i = 0; i < ROUNDS / 10; i++) {
        count_failure(failures, IWbemClassObject_GetPropertyQualifierSet(object, u"Size", &set) == S_OK);
        count_failure(failures, IWbemQualifierSet_Put(set, u"Mine", &number, 3) == S_OK);
        IWbemQualifierSet_Release(set);
        count_failure(failures, IWbemClassObject_Put(object, u"Other", 0, &number, 0) == S_OK);
    }
    IWbemClassObject_Release(object);
}

static void use_context(void *failures)
{
    VARIANT number;
    VARIANT value;

    VariantInit(&number);
    V_VT(&number) = VT_I4;
    for (LONG i = 0; i < ROUNDS; i++) {
        count_failure(failures, IWbemContext_SetValue(shared_context, u"A", 0, &number) == S_OK);
        count_failure(failures, IWbemContext_GetValue(shared_context, u"a", 0, &value) == S_OK);
    }
}

static void run_in_threads(void (*body)(void *failures))
{
    wmi__thread *threads[THREADS];
    long failures = 0;

    for (size_t i = 0; i < THREADS; i++) {
        threads[i] = wmi__thread_start(body, &failures);
        assert_non_null(threads[i]);
    }
    for (size_t i = 0; i < THREADS; i++)
        wmi__thread_join(threads[i]);
    assert_int_equal(failures, 0);
}

static void one_object_in_many_threads(void **state)
{
    (void)state;
    shared = space_instance(the_world, "Thing.Name=\"x\"");
    run_in_threads(read_and_write);
    assert_int_equal(IWbemClassObject_Release(shared), 0);
}

static void one_class_in_many_threads(void **state)
{
    IWbemClassObject *object;

    (void)state;
    run_in_threads(change_a_class);
    object = space_class(the_world, "Thing");
    assert_property(object, "__PROPERTY_COUNT", "I4 3");
    IWbemClassObject_Release(object);
}

static void one_context_in_many_threads(void **state)
{
    (void)state;
    assert_hr(S_OK, wmi_mock__context_create(the_world->mock, &shared_context));
    run_in_threads(use_context);
    assert_int_equal(IWbemContext_Release(shared_context), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_object_in_many_threads),
        cmocka_unit_test(one_class_in_many_threads),
        cmocka_unit_test(one_context_in_many_threads),
    };

    return cmocka_run_group_tests_name("mock_sharing", tests, open_world, close_world);
}
