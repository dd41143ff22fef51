/* SPDX-License-Identifier: MIT */
/* Which events a subscription on the mock gets: intrinsic ones by polling, extrinsic ones, timers, groups. */
#include "support/event_world.h"

#include "base/bstr.h"

#define INSTANCES u"SELECT * FROM __InstanceOperationEvent WITHIN 1000"
#define CREATED   "__InstanceCreationEvent Test_Disk "
#define DELETED   "__InstanceDeletionEvent Test_Disk "
#define MODIFIED  "__InstanceModificationEvent Test_Disk "

/* --- What happens ------------------------------------------------------------------------------------------ */

static void load(wmi_mock *mock, const char *mof)
{
    assert_ok(wmi_mock_load(mock, NULL, mof));
}

static void nothing(wmi_mock *mock, IWbemServices *services)
{
    (void)mock;
    (void)services;
}

static void create(wmi_mock *mock, IWbemServices *services)
{
    (void)mock;
    event_put_disk(services, u"X:", 1);
}

static void modify(wmi_mock *mock, IWbemServices *services)
{
    (void)mock;
    event_put_disk(services, u"C:", 77);
}

static void delete_one(wmi_mock *mock, IWbemServices *services)
{
    (void)mock;
    event_delete(services, u"Test_Disk.Id=\"C:\"");
}

static void all_three(wmi_mock *mock, IWbemServices *services)
{
    create(mock, services);
    event_put_disk(services, u"D:", 5);
    delete_one(mock, services);
}

static void create_and_delete(wmi_mock *mock, IWbemServices *services)
{
    create(mock, services);
    event_delete(services, u"Test_Disk.Id=\"X:\"");
}

static void modify_twice(wmi_mock *mock, IWbemServices *services)
{
    event_put_disk(services, u"C:", 1);
    modify(mock, services);
}

/* The same values, in an instance that is new. */
static void put_again(wmi_mock *mock, IWbemServices *services)
{
    event_put_disk(services, u"X:", 1);
    assert_ok(wmi_mock_poll(mock));
    event_put_disk(services, u"X:", 1);
}

static void delete_and_create(wmi_mock *mock, IWbemServices *services)
{
    delete_one(mock, services);
    event_put_disk(services, u"C:", 9);
}

static void create_device(wmi_mock *mock, IWbemServices *services)
{
    (void)services;
    load(mock, "instance of Test_Device { Id = \"pump\"; };");
}

static void create_without_key(wmi_mock *mock, IWbemServices *services)
{
    (void)services;
    load(mock, "instance of Test_Loose { Text = \"two\"; };");
}

static void create_class(wmi_mock *mock, IWbemServices *services)
{
    (void)services;
    load(mock, "class Test_New : Test_Disk { string More; };");
}

static void delete_class(wmi_mock *mock, IWbemServices *services)
{
    BSTR name = SysAllocString(u"Test_LoudEvent");

    (void)mock;
    assert_ok(IWbemServices_DeleteClass(services, name, 0, NULL, NULL));
    SysFreeString(name);
}

static void create_namespace(wmi_mock *mock, IWbemServices *services)
{
    (void)services;
    assert_ok(wmi_mock_load(mock, "root\\cimv2\\sub", ""));
}

static const struct polled_case {
    const char *name;
    const OLECHAR *query;
    void (*happens)(wmi_mock *mock, IWbemServices *services);
    const char *events;
} polled[] = {
    { "what is there gives no event", INSTANCES, nothing, "" },
    { "a creation", INSTANCES, create, CREATED "X:" },
    { "a deletion, with the old object", INSTANCES, delete_one, DELETED "C:" },
    { "a modification, with both objects", INSTANCES, modify, MODIFIED "C: (before: Test_Disk C:)" },
    { "all three", INSTANCES, all_three, DELETED "C:; " MODIFIED "D: (before: Test_Disk D:); " CREATED "X:" },
    { "created and deleted between two polls", INSTANCES, create_and_delete, "" },
    { "modified twice between two polls", INSTANCES, modify_twice, MODIFIED "C: (before: Test_Disk C:)" },
    { "put with the same values", INSTANCES, put_again, CREATED "X:" },
    { "deleted and created between two polls", INSTANCES, delete_and_create,
      MODIFIED "C: (before: Test_Disk C:)" },
    { "an instance without key", INSTANCES, create_without_key, "__InstanceCreationEvent Test_Loose" },
    { "only creations", u"SELECT * FROM __InstanceCreationEvent WITHIN 1000", all_three, CREATED "X:" },
    { "only deletions", u"SELECT * FROM __InstanceDeletionEvent WITHIN 1000", all_three, DELETED "C:" },
    { "only modifications", u"SELECT * FROM __InstanceModificationEvent WITHIN 1000", all_three,
      MODIFIED "D: (before: Test_Disk D:)" },
    { "ISA the class", INSTANCES u" WHERE TargetInstance ISA 'Test_Disk'", create, CREATED "X:" },
    { "ISA a superclass", INSTANCES u" WHERE TargetInstance ISA 'Test_Device'", create, CREATED "X:" },
    { "ISA another class", INSTANCES u" WHERE TargetInstance ISA 'Test_Disk'", create_device, "" },
    { "a member of the target", INSTANCES u" WHERE TargetInstance.Id = 'x:'", all_three, CREATED "X:" },
    { "a member of the target that is not there", INSTANCES u" WHERE TargetInstance.Nothing = 'x'", all_three,
      "" },
    { "the target's class", INSTANCES u" WHERE TargetInstance.__CLASS = 'Test_Device'", create_device,
      "__InstanceCreationEvent Test_Device pump" },
    { "a member of the previous one",
      u"SELECT * FROM __InstanceModificationEvent WITHIN 1000 WHERE TargetInstance.Load = 77 AND "
      u"PreviousInstance.Load IS NULL",
      modify, MODIFIED "C: (before: Test_Disk C:)" },
    { "members of both",
      u"SELECT * FROM __InstanceModificationEvent WITHIN 1000 WHERE PreviousInstance.Id <> TargetInstance.Id",
      modify, "" },
    { "members of both that are equal",
      u"SELECT * FROM __InstanceModificationEvent WITHIN 1000 WHERE PreviousInstance.Id = TargetInstance.Id",
      modify, MODIFIED "C: (before: Test_Disk C:)" },
    { "any event, with WITHIN", u"SELECT * FROM __Event WITHIN 1000", create, CREATED "X:" },
    { "a class that is made", u"SELECT * FROM __ClassOperationEvent WITHIN 1000", create_class,
      "__ClassCreationEvent Test_New" },
    { "a class that is deleted", u"SELECT * FROM __ClassOperationEvent WITHIN 1000", delete_class,
      "__ClassDeletionEvent Test_LoudEvent" },
    { "a class by its name",
      u"SELECT * FROM __ClassCreationEvent WITHIN 1000 WHERE TargetClass.__CLASS = 'Test_New'", create_class,
      "__ClassCreationEvent Test_New" },
    { "a class that derives from another",
      u"SELECT * FROM __ClassCreationEvent WITHIN 1000 WHERE TargetClass ISA 'Test_Device'", create_class,
      "__ClassCreationEvent Test_New" },
    { "a namespace that is made", u"SELECT * FROM __NamespaceOperationEvent WITHIN 1000", create_namespace,
      "__NamespaceCreationEvent __NAMESPACE sub" },
};

static void polling_finds(void **state)
{
    const struct polled_case *row = *state;
    wmi_mock *mock = event_world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services, row->query);

    row->happens(mock, services);
    if (row->happens != put_again)
        assert_string_equal(event_list(events), ""); /* not yet */
    assert_ok(wmi_mock_poll(mock));
    assert_string_equal(event_list(events), row->events);
    assert_ok(wmi_mock_poll(mock));
    assert_string_equal(event_list(events), ""); /* each change once */
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
    world_destroy(mock);
}

/* A change that is undone after the interval has ended is seen: calls come after what was due before them. */
static void what_was_due_comes_first(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services,
                                              u"SELECT * FROM __InstanceOperationEvent WITHIN 0.01");

    event_put_disk(services, u"X:", 1);
    wmi__sleep(20);
    event_delete(services, u"Test_Disk.Id=\"X:\"");
    wmi__sleep(20);
    assert_string_equal(event_list(events), CREATED "X:; " DELETED "X:");
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

/* --- The event's own properties ---------------------------------------------------------------------------- */

static IWbemClassObject *first(IEnumWbemClassObject *events)
{
    IWbemClassObject *event = NULL;
    ULONG got = 0;

    assert_ok(IEnumWbemClassObject_Next(events, 0, 1, &event, &got));
    return event;
}

static bool is_null(IWbemClassObject *object, const OLECHAR *property)
{
    VARIANT value;
    bool null;

    assert_ok(IWbemClassObject_Get(object, property, 0, &value, NULL, NULL));
    null = V_VT(&value) == VT_NULL;
    VariantClear(&value);
    return null;
}

static void an_event_has_a_time_and_no_path(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services, INSTANCES);
    IWbemClassObject *event;
    IWbemClassObject *later;

    event_put_disk(services, u"X:", 1);
    event_put_disk(services, u"Y:", 1);
    assert_ok(wmi_mock_poll(*state));
    event = first(events);
    later = first(events);
    assert_true(is_null(event, u"__PATH"));
    assert_true(is_null(event, u"__RELPATH"));
    assert_true(is_null(event, u"__SERVER"));
    assert_false(is_null(event, u"TIME_CREATED"));
    assert_string_not_equal(world_text(event, u"TIME_CREATED"), "");
    assert_int_equal(strlen(world_text(event, u"TIME_CREATED")), strlen("133485408000000000"));
    IWbemClassObject_Release(event);
    IWbemClassObject_Release(later);
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

static void a_list_shows_what_it_names(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(
        services, u"SELECT TargetInstance.Id FROM __InstanceCreationEvent WITHIN 1000");
    IWbemClassObject *event;
    VARIANT value;

    event_put_disk(services, u"X:", 1);
    assert_ok(wmi_mock_poll(*state));
    event = first(events);
    assert_false(is_null(event, u"TargetInstance"));
    assert_hr(WBEM_E_NOT_FOUND, IWbemClassObject_Get(event, u"TIME_CREATED", 0, &value, NULL, NULL));
    IWbemClassObject_Release(event);
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

static void a_list_of_unknown_names_shows_nothing(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services,
                                              u"SELECT NoSuch FROM __InstanceCreationEvent WITHIN 1000");
    IWbemClassObject *event;
    SAFEARRAY *names = NULL;
    LONG last = 0;

    event_put_disk(services, u"X:", 1);
    assert_ok(wmi_mock_poll(*state));
    event = first(events);
    assert_ok(
        IWbemClassObject_GetNames(event, NULL, WBEM_FLAG_ALWAYS | WBEM_FLAG_NONSYSTEM_ONLY, NULL, &names));
    assert_ok(SafeArrayGetUBound(names, 1, &last));
    assert_int_equal(last, -1);
    SafeArrayDestroy(names);
    IWbemClassObject_Release(event);
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

/* --- Extrinsic events -------------------------------------------------------------------------------------- */

#define ABC                                                                    \
    "instance of Test_Event { Text = \"a\"; Number = 1; };\n"                  \
    "instance of Test_LoudEvent { Text = \"b\"; Number = 2; Loud = TRUE; };\n" \
    "instance of Test_Event { Text = \"c\"; Number = 3; };\n"

static const struct raised_case {
    const char *name;
    const OLECHAR *query;
    const char *mof;
    const char *texts;
} raiseds[] = {
    { "raised: all", u"SELECT * FROM Test_Event", ABC, "a; b; c" },
    { "raised: of a superclass", u"SELECT * FROM __ExtrinsicEvent", ABC, "a; b; c" },
    { "raised: of a subclass", u"SELECT * FROM Test_LoudEvent", ABC, "b" },
    { "raised: by a condition", u"SELECT * FROM Test_Event WHERE Number >= 2 AND Text <> 'c'", ABC, "b" },
    { "raised: WITHIN does not matter", u"SELECT * FROM Test_Event WITHIN 1000", ABC, "a; b; c" },
    { "raised: a registry event",
      u"SELECT ValueName FROM RegistryValueChangeEvent WHERE Hive = 'H' AND KeyPath = 'a\\\\b' AND ValueName "
      u"= 'v'",
      "instance of RegistryValueChangeEvent { Hive = \"H\"; KeyPath = \"a\\\\b\"; ValueName = \"v\"; };",
      "" },
    { "raised: an intrinsic event", u"SELECT * FROM __InstanceCreationEvent WITHIN 1000",
      "instance of __InstanceCreationEvent { TargetInstance = instance of Test_Disk { Id = \"Z:\"; }; };",
      "" },
};

static void raised_events_come_at_once(void **state)
{
    const struct raised_case *row = *state;
    wmi_mock *mock = event_world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services, row->query);
    IEnumWbemClassObject *others = event_open(services, row->query);
    ULONG got = 0;

    assert_ok(wmi_mock_raise(mock, NULL, row->mof));
    if (row->texts[0] == '\0') {
        assert_ok(world_next(events, 0, 1, &got));
    } else {
        assert_string_equal(event_texts(events, "Text"), row->texts);
        assert_string_equal(event_texts(others, "Text"), row->texts);
    }
    assert_int_equal(world_count(services, u"SELECT * FROM Test_Event"), 0); /* they are not stored */
    IEnumWbemClassObject_Release(events);
    IEnumWbemClassObject_Release(others);
    IWbemServices_Release(services);
    world_destroy(mock);
}

#define CHANGED_DISK "instance of Test_Disk { Id = \"C:\"; };"
#define DELETED_DISK "#pragma deleteinstance(\"Test_Disk.Id=\\\"C:\\\"\", nofail)\n"

static void what_is_raised_is_checked(void **state)
{
    wmi_mock *mock = *state;
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services, u"SELECT * FROM Test_Event");

    assert_hr(WBEM_E_NOT_EVENT_CLASS,
              wmi_mock_raise(mock, NULL, ABC "instance of Test_Disk { Id = \"Z:\"; };"));
    assert_hr(WBEM_E_NOT_EVENT_CLASS, wmi_mock_raise(mock, NULL, ABC CHANGED_DISK));
    assert_hr(WBEM_E_NOT_EVENT_CLASS, wmi_mock_raise(mock, NULL, CHANGED_DISK));
    assert_hr(WBEM_E_NOT_EVENT_CLASS, wmi_mock_raise(mock, NULL, DELETED_DISK));
    assert_hr(WBEM_E_INVALID_NAMESPACE, wmi_mock_raise(mock, "root\\nowhere", ABC));
    assert_true(FAILED(wmi_mock_raise(mock, NULL, "instance of Nothing {};")));
    assert_true(FAILED(wmi_mock_raise(mock, NULL, "instance of Test_Event {")));
    assert_hr(E_POINTER, wmi_mock_raise(NULL, NULL, ABC));
    assert_hr(E_POINTER, wmi_mock_raise(mock, NULL, NULL));
    assert_string_equal(event_texts(events, "Text"), "");
    assert_int_equal(world_count(services, ALL_DISKS), 3);
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

/* --- Groups ------------------------------------------------------------------------------------------------ */

#define GROUPED u"SELECT * FROM Test_Event GROUP WITHIN 1000"
#define AAB                                                 \
    "instance of Test_Event { Text = \"a\"; Number = 1; };" \
    "instance of Test_Event { Text = \"a\"; Number = 2; };" \
    "instance of Test_Event { Text = \"b\"; Number = 1; };" \
    "instance of Test_Event { Number = 1; };"

static const struct group_case {
    const char *name;
    const OLECHAR *query;
    const char *counts;
} groups[] = {
    { "group: all", GROUPED, "4" },
    { "group: by a property", GROUPED u" BY Text", "2; 1; 1" },
    { "group: by two properties", GROUPED u" BY Text, Number", "1; 1; 1; 1" },
    { "group: by a number", GROUPED u" BY Number", "3; 1" },
    { "group: having", GROUPED u" BY Text HAVING NumberOfEvents > 1", "2" },
    { "group: having more than there are", GROUPED u" HAVING NumberOfEvents > 4", "" },
    { "group: of a condition", u"SELECT * FROM Test_Event WHERE Number = 1 GROUP WITHIN 1000", "3" },
};

static void events_are_grouped(void **state)
{
    const struct group_case *row = *state;
    wmi_mock *mock = event_world_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services, row->query);

    assert_ok(wmi_mock_raise(mock, NULL, AAB));
    assert_string_equal(event_texts(events, "NumberOfEvents"), "");
    assert_ok(wmi_mock_poll(mock));
    assert_string_equal(event_texts(events, "NumberOfEvents"), row->counts);
    assert_ok(wmi_mock_poll(mock));
    assert_string_equal(event_texts(events, "NumberOfEvents"), "");
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
    world_destroy(mock);
}

static void a_group_has_a_representative(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(services, u"SELECT Text FROM Test_Event GROUP WITHIN 0");
    IWbemClassObject *event;
    void *representative = NULL;
    VARIANT value;

    assert_ok(wmi_mock_raise(*state, NULL, AAB));
    event = first(events);
    assert_string_equal(world_text(event, u"__CLASS"), "__AggregateEvent");
    assert_ok(IWbemClassObject_Get(event, u"Representative", 0, &value, NULL, NULL));
    assert_ok(IUnknown_QueryInterface(V_UNKNOWN(&value), &IID_IWbemClassObject, &representative));
    assert_string_equal(world_text(representative, u"Text"), "a");
    IWbemClassObject_Release((IWbemClassObject *)representative);
    VariantClear(&value);
    IWbemClassObject_Release(event);
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

static void polled_events_are_grouped(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *events = event_open(
        services, u"SELECT * FROM __InstanceCreationEvent WITHIN 1000 WHERE TargetInstance ISA 'Test_Disk' "
                  u"GROUP WITHIN 1000 BY TargetInstance.Load");

    event_put_disk(services, u"X:", 1);
    event_put_disk(services, u"Y:", 2);
    event_put_disk(services, u"Z:", 1);
    assert_ok(wmi_mock_poll(*state));
    assert_string_equal(event_texts(events, "NumberOfEvents"), "2; 1");
    IEnumWbemClassObject_Release(events);
    IWbemServices_Release(services);
}

static void poll_needs_a_mock(void **state)
{
    (void)state;
    assert_hr(E_POINTER, wmi_mock_poll(NULL));
}

int main(void)
{
    static const struct CMUnitTest plain[] = {
        EVENT_TEST(what_was_due_comes_first),   EVENT_TEST(an_event_has_a_time_and_no_path),
        EVENT_TEST(a_list_shows_what_it_names), EVENT_TEST(a_list_of_unknown_names_shows_nothing),
        EVENT_TEST(what_is_raised_is_checked),  EVENT_TEST(a_group_has_a_representative),
        EVENT_TEST(polled_events_are_grouped),  EVENT_TEST(poll_needs_a_mock),
    };
    static struct CMUnitTest tests[80];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, polled, polling_finds);
    WORLD_ADD_ROWS(tests, count, raiseds, raised_events_come_at_once);
    WORLD_ADD_ROWS(tests, count, groups, events_are_grouped);
    WORLD_ADD(tests, count, plain);
    return _cmocka_run_group_tests("mock_event_events", tests, count, world_group_setup,
                                   world_group_teardown);
}
