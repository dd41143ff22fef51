/* SPDX-License-Identifier: MIT */
/* Limits of subscriptions on the mock: how many there may be, and how long a queue may become. */
#include "support/event_world.h"

#include <wmikit.h>

#include <stdio.h>
#include <stdlib.h>

#define ALL_EVENTS u"SELECT * FROM Test_Event"
#define OVERFLOWS  u"SELECT * FROM __EventQueueOverflowEvent"

/* --- Quotas ------------------------------------------------------------------------------------------------------ */

#define A_USERS 1000
#define ALL     10000

typedef struct crowd {
    wmi_mock *mock;
    IEnumWbemClassObject *events[ALL];
    size_t count;
} crowd;

static crowd *open_crowd(void)
{
    crowd *self = calloc(1, sizeof *self);

    assert_non_null(self);
    self->mock = event_world_create();
    wmi_mock_keep_journal(self->mock, false);
    return self;
}

/* A connection as the user with this letter. */
static IWbemServices *connect_as(const crowd *self, char letter)
{
    OLECHAR name[] = { (OLECHAR)letter, 0 };
    OLECHAR domain[] = u"CORP";
    OLECHAR password[] = u"pw";
    COAUTHIDENTITY identity = world_identity(name, domain, password);
    IWbemServices *services = world_open(self->mock, u"root\\cimv2");

    assert_ok(world_secure(services, RPC_C_AUTHN_LEVEL_PKT_PRIVACY, &identity));
    return services;
}

static void subscribe_often(crowd *self, IWbemServices *services, size_t often)
{
    for (size_t i = 0; i < often; i++)
        assert_ok(event_subscribe(services, ALL_EVENTS, &self->events[self->count++]));
}

static void close_crowd(crowd *self)
{
    for (size_t i = 0; i < self->count; i++)
        IEnumWbemClassObject_Release(self->events[i]);
    world_destroy(self->mock);
    free(self);
}

static void a_user_has_a_thousand(void **state)
{
    crowd *self = open_crowd();
    IWbemServices *mine = world_open(self->mock, u"root\\cimv2");
    IWbemServices *ada = connect_as(self, 'a');
    IWbemServices *same = connect_as(self, 'A');
    IEnumWbemClassObject *more = NULL;

    (void)state;
    subscribe_often(self, mine, A_USERS);
    assert_hr(WBEM_E_QUOTA_VIOLATION, event_subscribe(mine, ALL_EVENTS, &more));
    subscribe_often(self, ada, A_USERS); /* another user's are another thousand */
    assert_hr(WBEM_E_QUOTA_VIOLATION, event_subscribe(ada, ALL_EVENTS, &more));
    assert_hr(WBEM_E_QUOTA_VIOLATION, event_subscribe(same, ALL_EVENTS, &more));
    self->count--;
    IEnumWbemClassObject_Release(self->events[self->count]);
    subscribe_often(self, same, 1);
    IWbemServices_Release(same);
    IWbemServices_Release(ada);
    IWbemServices_Release(mine);
    close_crowd(self);
}

static void all_users_have_ten_thousand(void **state)
{
    crowd *self = open_crowd();
    IWbemServices *users[11];
    IEnumWbemClassObject *more = NULL;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(users); i++)
        users[i] = connect_as(self, (char)('a' + i));
    for (size_t i = 0; i < COUNT_OF(users) - 1; i++)
        subscribe_often(self, users[i], A_USERS);
    assert_hr(WBEM_E_QUOTA_VIOLATION, event_subscribe(users[10], ALL_EVENTS, &more));
    self->count--;
    IEnumWbemClassObject_Release(self->events[self->count]);
    subscribe_often(self, users[10], 1);
    for (size_t i = 0; i < COUNT_OF(users); i++)
        IWbemServices_Release(users[i]);
    close_crowd(self);
}

/* --- Overflow ---------------------------------------------------------------------------------------------------- */

/* Raises events whose text has some 10,000 characters and then the number. */
static void raise_long(wmi_mock *mock, size_t from, size_t count)
{
    static char mof[10200];

    for (size_t i = from; i < from + count; i++) {
        snprintf(mof, sizeof mof, "instance of Test_Event { Number = %u; Text = \"%010000u\"; };",
                 (unsigned)i, (unsigned)i);
        assert_ok(wmi_mock_raise(mock, NULL, mof));
    }
}

/* How many events there are, which must be the first ones and in order. */
static size_t count_numbers(IEnumWbemClassObject *events)
{
    IWbemClassObject *event = NULL;
    size_t count = 0;
    ULONG got = 0;

    while (IEnumWbemClassObject_Next(events, 0, 1, &event, &got) == S_OK) {
        uint32_t number = 0;

        assert_ok(wmi_get_uint32(event, "Number", &number));
        assert_int_equal(number, count);
        count++;
        IWbemClassObject_Release(event);
    }
    return count;
}

static void a_full_queue_drops_events(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *slow = event_open(services, ALL_EVENTS);
    IEnumWbemClassObject *other = event_open(services, u"SELECT * FROM Test_Event WHERE Number = 299");
    size_t count;

    raise_long(*state, 0, 300); /* some 3,000,000 bytes */
    count = count_numbers(slow);
    assert_in_range(count, 190, 200);
    assert_string_equal(event_texts(other, "Number"), "299"); /* each has a queue of its own */
    raise_long(*state, 0, 1);
    assert_int_equal(count_numbers(slow), 1); /* there is room again */
    IEnumWbemClassObject_Release(other);
    IEnumWbemClassObject_Release(slow);
    IWbemServices_Release(services);
}

static void an_overflow_is_told(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *slow = event_open(services, ALL_EVENTS);
    IEnumWbemClassObject *told = event_open(services, OVERFLOWS);
    IWbemClassObject *overflow = NULL;
    IWbemClassObject *event = NULL;
    uint32_t size = 0;
    uint32_t number = 0;
    ULONG got = 0;

    raise_long(*state, 0, 190);
    assert_hr(WBEM_S_TIMEDOUT, world_next(told, 0, 1, &got));
    raise_long(*state, 190, 100);
    assert_ok(IEnumWbemClassObject_Next(told, 0, 1, &overflow, &got));
    assert_ok(wmi_get_uint32(overflow, "CurrentQueueSize", &size));
    assert_in_range(size, 1980000, 2000000);
    assert_ok(wmi_get_object(overflow, "Event", &event));
    assert_ok(wmi_get_uint32(event, "Number", &number));
    assert_int_equal(number, count_numbers(slow)); /* the first that is missing */
    wmi_object_release(event);
    IWbemClassObject_Release(overflow);
    IEnumWbemClassObject_Release(told);
    IEnumWbemClassObject_Release(slow);
    IWbemServices_Release(services);
}

/* Those who listen for it do not read: it is dropped itself, and that is not told. */
static void an_overflow_of_overflows_ends(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *slow = event_open(services, ALL_EVENTS);
    IEnumWbemClassObject *told = event_open(services, OVERFLOWS);
    size_t count = 0;
    ULONG got = 0;

    raise_long(*state, 0, 500);
    while (world_next(told, 0, 1, &got) == S_OK)
        count++;
    assert_in_range(count, 190, 200);
    IEnumWbemClassObject_Release(told);
    IEnumWbemClassObject_Release(slow);
    IWbemServices_Release(services);
}

static void a_single_long_event_is_queued(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services, ALL_EVENTS);
    size_t room = 2100000;
    char *mof = malloc(room + 100);
    ULONG got = 0;

    assert_non_null(mof);
    strcpy(mof, "instance of Test_Event { Text = \"");
    memset(mof + strlen(mof) + 1, 'x', room);
    mof[strlen("instance of Test_Event { Text = \"")] = 'x';
    strcpy(mof + room, "\"; };");
    assert_ok(wmi_mock_raise(*state, NULL, mof));
    free(mof);
    assert_ok(world_next(events, 0, 1, &got));
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_user_has_a_thousand),   cmocka_unit_test(all_users_have_ten_thousand),
        EVENT_TEST(a_full_queue_drops_events),     EVENT_TEST(an_overflow_is_told),
        EVENT_TEST(an_overflow_of_overflows_ends), EVENT_TEST(a_single_long_event_is_queued),
    };

    return cmocka_run_group_tests_name("mock_event_limits", tests, world_group_setup, world_group_teardown);
}
