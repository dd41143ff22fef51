/* SPDX-License-Identifier: MIT */
/* The last Release of a proxy, which goes to the proxy's computer and waits for it. */
#include "os/os.h"
#include "support/mock_world.h"
#include "support/threads.h"

#include <stdio.h>

#define HANG       WMI_MOCK_HANG
#define FREEZE     WMI_MOCK_FREEZE
#define DELAY      40
#define PAUSE      40  /* so long is a Release watched that hangs */
#define LONG_PAUSE 400 /* by then it has begun, on a busy machine too */
#define AT_ONCE    10000
#define ANY        "IUnknown::Release"

/* --- Proxies ------------------------------------------------------------------------------------------------------ */

typedef IUnknown *open_function(IWbemServices *services);

static IUnknown *open_services(IWbemServices *services)
{
    IUnknown *copy = NULL;

    assert_ok(CoCopyProxy((IUnknown *)services, &copy));
    return copy;
}

static IUnknown *open_enumerator(IWbemServices *services)
{
    IEnumWbemClassObject *rows = NULL;

    assert_ok(world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    return (IUnknown *)rows;
}

static IUnknown *open_result(IWbemServices *services)
{
    BSTR path = SysAllocString(u"Test_Disk");
    IWbemCallResult *result = NULL;

    assert_ok(IWbemServices_GetObject(services, path, WBEM_FLAG_RETURN_IMMEDIATELY, NULL, NULL, &result));
    SysFreeString(path);
    return (IUnknown *)result;
}

static const struct proxy_kind {
    const char *name; /* of its Release */
    open_function *open;
} kinds[] = {
    { "IWbemServices::Release", open_services },
    { "IEnumWbemClassObject::Release", open_enumerator },
    { "IWbemCallResult::Release", open_result },
};

/* The same proxy by another of its interfaces. */
static IUnknown *other_interface(IUnknown *proxy, const IID *iid)
{
    IUnknown *other = NULL;

    assert_ok(IUnknown_QueryInterface(proxy, iid, (void **)&other));
    IUnknown_Release(proxy);
    return other;
}

static void set_host_delay(wmi_mock *mock, uint32_t milliseconds)
{
    wmi_mock_host host = WMI_MOCK_HOST_INIT;

    host.call_delay_ms = milliseconds;
    assert_ok(wmi_mock_add_host(mock, NULL, &host));
}

/* --- Releasing on a thread ---------------------------------------------------------------------------------------- */

typedef struct release {
    IUnknown *proxy;
    ULONG left;
    uint64_t took_ms;
    test_thread *thread;
    test_event *done;
} release;

static void release_on_thread(void *argument)
{
    release *self = argument;
    uint64_t begin = wmi__clock_ms();

    self->left = IUnknown_Release(self->proxy);
    self->took_ms = wmi__clock_ms() - begin;
    test_event_set(self->done);
}

static void release_start(release *self, IUnknown *proxy)
{
    self->proxy = proxy;
    self->left = 99;
    self->done = test_event_create();
    self->thread = test_thread_start(release_on_thread, self);
}

static bool release_returns(const release *self, uint32_t milliseconds)
{
    return test_event_wait_for(self->done, milliseconds);
}

static void release_join(release *self)
{
    test_thread_join(self->thread);
    test_event_free(self->done);
    assert_int_equal(self->left, 0);
}

/* Releases what is to hang until the mock is woken. Meanwhile the proxy is held, and the mock can be used. */
static void hanging_release(wmi_mock *mock, IUnknown *proxy)
{
    size_t live = wmi_mock_live_objects(mock);
    size_t live_meanwhile;
    bool has_hung;
    release self;

    release_start(&self, proxy);
    has_hung = !release_returns(&self, PAUSE);
    live_meanwhile = wmi_mock_live_objects(mock);
    wmi_mock_wake(mock);
    assert_true(release_returns(&self, AT_ONCE));
    release_join(&self);
    assert_true(has_hung);
    assert_int_equal(live_meanwhile, live);
    assert_int_equal(wmi_mock_live_objects(mock), live - 1);
}

static void delayed_release(wmi_mock *mock, IUnknown *proxy)
{
    release self;

    release_start(&self, proxy);
    if (!release_returns(&self, AT_ONCE))
        wmi_mock_wake(mock);
    release_join(&self);
    assert_true(self.took_ms >= DELAY);
    assert_true(self.took_ms < AT_ONCE);
}

/* Without a wait. */
static void quick_release(IUnknown *proxy)
{
    release self;

    release_start(&self, proxy);
    assert_true(release_returns(&self, AT_ONCE));
    release_join(&self);
}

/* --- Each kind of proxy, each interface, each delay ----------------------------------------------------------------- */

static const struct face_case {
    const char *name;
    const IID *iid; /* NULL: the kind's own */
} faces[] = {
    { "own interface", NULL },
    { "IUnknown", &IID_IUnknown },
    { "IClientSecurity", &IID_IClientSecurity },
};

static const struct delay_case {
    const char *name;
    uint32_t delay;
} delays[] = {
    { "delay", DELAY },
    { "hang", HANG },
    { "freeze", FREEZE },
};

typedef enum origin {
    OF_HOST,
    OF_KIND,
    OF_ANY_PROXY,
    ORIGINS
} origin;

static const char *const origin_names[ORIGINS] = { "computer", "kind", "any proxy" };

typedef struct row {
    const char *name; /* text */
    const struct proxy_kind *kind;
    const struct face_case *face;
    const struct delay_case *delay;
    origin from;
    char text[96];
} row;

static void releases_wait(void **state)
{
    const row *self = *state;
    wmi_mock *mock = world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    IUnknown *proxy = self->kind->open(services);

    if (self->face->iid != NULL)
        proxy = other_interface(proxy, self->face->iid);
    if (self->from == OF_HOST)
        set_host_delay(mock, self->delay->delay);
    else
        assert_ok(wmi_mock_delay(mock, self->from == OF_KIND ? self->kind->name : ANY, self->delay->delay));
    if (self->delay->delay == DELAY)
        delayed_release(mock, proxy);
    else
        hanging_release(mock, proxy);
    wmi_mock_wake(mock);
    IWbemServices_Release(services);
    world_destroy(mock);
}

static void make_row(row *made, size_t kind, size_t face, size_t delay, origin of)
{
    made->kind = &kinds[kind];
    made->face = &faces[face];
    made->delay = &delays[delay];
    made->from = of;
    snprintf(made->text, sizeof made->text, "%s by %s: %s of %s", made->kind->name, made->face->name,
             made->delay->name, origin_names[of]);
    made->name = made->text;
}

static size_t make_rows(row *rows)
{
    size_t count = 0;

    for (size_t kind = 0; kind < COUNT_OF(kinds); kind++) {
        for (size_t face = 0; face < COUNT_OF(faces); face++) {
            for (size_t delay = 0; delay < COUNT_OF(delays); delay++) {
                for (int of = OF_HOST; of < ORIGINS; of++)
                    make_row(&rows[count++], kind, face, delay, (origin)of);
            }
        }
    }
    return count;
}

/* --- What does not wait -------------------------------------------------------------------------------------------- */

static void only_the_last_release_waits(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");

    set_host_delay(*state, FREEZE);
    IWbemServices_AddRef(services);
    assert_int_equal(IWbemServices_Release(services), 1);
    hanging_release(*state, (IUnknown *)services);
}

static void a_lost_computers_proxies_do_not_wait(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");

    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        IUnknown *proxy = kinds[i].open(services);

        set_host_delay(*state, FREEZE);
        assert_ok(wmi_mock_delay(*state, ANY, HANG));
        assert_ok(wmi_mock_lose_host(*state, NULL, RPC_UNAVAILABLE));
        quick_release(proxy);
        assert_ok(wmi_mock_lose_host(*state, NULL, S_OK));
        wmi_mock_wake(*state);
    }
    IWbemServices_Release(services);
}

static void other_delays_do_not_matter(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IUnknown *rows = open_enumerator(services);
    wmi_mock_host host = WMI_MOCK_HOST_INIT;

    host.call_delay_ms = FREEZE;
    host.connect_delay_ms = FREEZE;
    assert_ok(wmi_mock_add_host(*state, "db", &host));
    assert_ok(wmi_mock_delay(*state, NULL, FREEZE)); /* any that the journal counts */
    assert_ok(wmi_mock_delay(*state, "IWbemServices::Release", FREEZE));
    quick_release(rows);
    hanging_release(*state, (IUnknown *)services);
}

static void releases_are_no_calls_of_the_journal(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    size_t count = wmi_mock_call_count(*state, NULL);

    assert_ok(wmi_mock_fail(*state, NULL, 1, (HRESULT)WBEM_E_SERVER_TOO_BUSY));
    assert_ok(wmi_mock_fail(*state, ANY, 0, (HRESULT)WBEM_E_SERVER_TOO_BUSY));
    assert_int_equal(IWbemServices_Release(services), 0);
    assert_int_equal(wmi_mock_call_count(*state, NULL), count);
    assert_int_equal(wmi_mock_call_count(*state, ANY), 0);
    assert_int_equal(wmi_mock_call_count(*state, "IWbemServices::Release"), 0);
}

/* --- Waking and the end ---------------------------------------------------------------------------------------------- */

static void a_wake_is_not_kept_for_later(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");

    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        IUnknown *proxy = kinds[i].open(services);

        wmi_mock_wake(*state);
        assert_ok(wmi_mock_delay(*state, kinds[i].name, HANG));
        hanging_release(*state, proxy);
    }
    IWbemServices_Release(services);
}

static void one_wake_ends_them_all(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    release releases[COUNT_OF(kinds)];
    IUnknown *proxies[COUNT_OF(kinds)];

    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        proxies[i] = kinds[i].open(services);
    set_host_delay(*state, FREEZE);
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        release_start(&releases[i], proxies[i]);
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        assert_false(release_returns(&releases[i], PAUSE));
    wmi_mock_wake(*state);
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        release_join(&releases[i]);
    assert_int_equal(wmi_mock_live_objects(*state), 1);
    IWbemServices_Release(services);
}

static void destroying_ends_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        wmi_mock *mock = world_create();
        IWbemServices *services = world_open(mock, u"root\\cimv2");
        IUnknown *proxy = kinds[i].open(services);
        release self;

        IWbemServices_Release(services);
        set_host_delay(mock, i == 0 ? HANG : FREEZE);
        release_start(&self, proxy);
        assert_false(release_returns(&self, LONG_PAUSE));
        assert_int_equal(wmi_mock_destroy(mock), 0);
        release_join(&self);
    }
}

static void nothing_waits_for_a_mock_that_is_gone(void **state)
{
    wmi_mock *mock = world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    IUnknown *rows = open_enumerator(services);

    (void)state;
    set_host_delay(mock, FREEZE);
    assert_ok(wmi_mock_delay(mock, ANY, FREEZE));
    assert_int_equal(wmi_mock_destroy(mock), 2);
    quick_release(rows);
    quick_release((IUnknown *)services);
}

static const struct CMUnitTest single_tests[] = {
    WORLD_TEST(only_the_last_release_waits),  WORLD_TEST(a_lost_computers_proxies_do_not_wait),
    WORLD_TEST(other_delays_do_not_matter),   WORLD_TEST(releases_are_no_calls_of_the_journal),
    WORLD_TEST(a_wake_is_not_kept_for_later), WORLD_TEST(one_wake_ends_them_all),
    WORLD_TEST(destroying_ends_them),         WORLD_TEST(nothing_waits_for_a_mock_that_is_gone),
};

int main(void)
{
    static struct CMUnitTest tests[128];
    static row rows[ORIGINS * COUNT_OF(kinds) * COUNT_OF(faces) * COUNT_OF(delays)];
    size_t count = 0;

    WORLD_ADD(tests, count, single_tests);
    world_add_rows(tests, COUNT_OF(tests), &count, rows, make_rows(rows), sizeof rows[0], releases_wait);
    return _cmocka_run_group_tests("test_mock_releases", tests, count, world_group_setup,
                                   world_group_teardown);
}
