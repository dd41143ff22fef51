/* SPDX-License-Identifier: MIT */
/* What the library asks of the system, at its edges; and on Windows, a thread that acts as somebody. */
#include "os/functions.h"
#include "support/support.h"

#include "os/os.h"
#include "support/threads.h"

#define FAR_FUTURE (WMI__NEVER - 1) /* not never, but more than a system's own wait takes */

/* --- Waiting ---------------------------------------------------------------------------------------------------------- */

static void a_signal_that_is_late_is_not_waited_for(void **state)
{
    wmi__signal *signal = wmi__signal_create();
    uint64_t start = wmi__clock_ms();

    (void)state;
    assert_non_null(signal);
    wmi__signal_wait(signal, 0, false);
    wmi__signal_wait(signal, start, false);
    assert_true(wmi__clock_ms() - start < 10000);
    wmi__signal_free(signal);
}

static void a_signal_is_waited_for_until_the_far_future(void **state)
{
    wmi__signal *signal = wmi__signal_create();

    (void)state;
    assert_non_null(signal);
    wmi__signal_set(signal);
    wmi__signal_wait(signal, FAR_FUTURE, false);
    wmi__signal_free(signal);
}

typedef struct gate {
    wmi__mutex lock;
    wmi__condition changed;
    bool is_open;
} gate;

static void open_gate(void *argument)
{
    gate *self = argument;

    wmi__mutex_lock(&self->lock);
    self->is_open = true;
    wmi__condition_broadcast(&self->changed);
    wmi__mutex_unlock(&self->lock);
}

static void a_condition_is_waited_for_until_the_far_future(void **state)
{
    gate self = { WMI__MUTEX_INIT, WMI__CONDITION_INIT, false };
    test_thread *thread;

    (void)state;
    wmi__mutex_lock(&self.lock);
    thread = test_thread_start(open_gate, &self);
    while (!self.is_open)
        assert_true(wmi__condition_wait_until(&self.changed, &self.lock, FAR_FUTURE));
    assert_false(wmi__condition_wait_until(&self.changed, &self.lock, 0));
    wmi__mutex_unlock(&self.lock);
    test_thread_join(thread);
    wmi__condition_destroy(&self.changed);
    wmi__mutex_destroy(&self.lock);
}

/* --- Names ------------------------------------------------------------------------------------------------------------ */

static void a_computer_has_a_name_that_fits(void **state)
{
    char name[256];
    char little[1] = { 'x' };

    (void)state;
    assert_true(wmi__computer_name(WMI__NAME_NETBIOS, name, sizeof name));
    assert_null(strchr(name, '.'));
    assert_false(wmi__computer_name(WMI__NAME_NETBIOS, little, sizeof little));
    assert_int_equal(little[0], '\0');
}

static void what_has_no_file_is_not_opened(void **state)
{
    (void)state;
    assert_null(wmi__open_file("there is no such file"));
    assert_null(wmi__open_file("not UTF-8: \xFF\xFE"));
}

static void what_is_not_there_is_not_found(void **state)
{
    (void)state;
    assert_null(wmi__find_function("ole32.dll", "NoSuchFunction"));
    assert_null(wmi__find_function("no such library.dll", "NoSuchFunction"));
}

/* --- A thread's identity ----------------------------------------------------------------------------------------------- */

static void nobody_is_taken_along_as_nobody(void **state)
{
    wmi__token *token = (wmi__token *)(void *)&token;

    (void)state;
    assert_true(wmi__token_capture(&token));
    assert_null(token);
    assert_true(wmi__token_assume(NULL));
    wmi__token_free(NULL);
}

#ifdef _WIN32
#include <windows.h>

typedef struct follower {
    wmi__token *token;
    bool assumed, acts;
} follower;

static bool acts_as_somebody(void)
{
    HANDLE token = NULL;

    if (!OpenThreadToken(GetCurrentThread(), TOKEN_QUERY, TRUE, &token))
        return false;
    CloseHandle(token);
    return true;
}

static void follow(void *argument)
{
    follower *self = argument;

    self->assumed = wmi__token_assume(self->token);
    self->acts = acts_as_somebody();
}

static void an_identity_is_taken_along(void **state)
{
    follower self = { NULL, false, false };

    (void)state;
    assert_non_null(LoadLibraryA("advapi32.dll"));
    assert_true(ImpersonateSelf(SecurityImpersonation));
    assert_true(wmi__token_capture(&self.token));
    assert_true(RevertToSelf());
    assert_non_null(self.token);
    assert_false(acts_as_somebody());

    test_thread_run(follow, &self);
    assert_true(self.assumed);
    assert_true(self.acts);
    wmi__token_free(self.token);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signal_that_is_late_is_not_waited_for),
        cmocka_unit_test(a_signal_is_waited_for_until_the_far_future),
        cmocka_unit_test(a_condition_is_waited_for_until_the_far_future),
        cmocka_unit_test(a_computer_has_a_name_that_fits),
        cmocka_unit_test(what_has_no_file_is_not_opened),
        cmocka_unit_test(what_is_not_there_is_not_found),
        cmocka_unit_test(nobody_is_taken_along_as_nobody),
#ifdef _WIN32
        cmocka_unit_test(an_identity_is_taken_along),
#endif
    };

    return cmocka_run_group_tests_name("os", tests, NULL, NULL) == 0 ? 0 : 1;
}
