/* SPDX-License-Identifier: MIT */
/* The classes that namespaces have from the start, with the properties that Microsoft's pages list. */
#include "support/mof_support.h"

#include "mock/repository/extent.h"

#include <stdio.h>
#include <stdlib.h>

static const struct class_case {
    const char *name, *space, *superclass;
    const char *properties; /* "Name type …": those that the class must have, inherited ones too */
    bool is_abstract, is_singleton;
} classes[] = {
    { "__thisNAMESPACE", "root\\x", "__SystemClass", "SECURITY_DESCRIPTOR uint8", false, true },
    { "__PropertyProviderRegistration", "root\\x", "__ProviderRegistration",
      "provider reference SupportsGet boolean SupportsPut boolean", false, false },
    { "__EventConsumerProviderRegistration", "root\\x", "__ProviderRegistration",
      "provider reference ConsumerClassNames string", false, false },
    { "__SystemEvent", "root\\x", "__ExtrinsicEvent", "TIME_CREATED uint64 SECURITY_DESCRIPTOR uint8", true,
      false },
    { "__EventDroppedEvent", "root\\x", "__SystemEvent",
      "Event object IntendedConsumer reference TIME_CREATED uint64", false, false },
    { "__EventQueueOverflowEvent", "root\\x", "__EventDroppedEvent", "CurrentQueueSize uint32 Event object",
      false, false },
    { "__ConsumerFailureEvent", "root\\x", "__EventDroppedEvent",
      "ErrorCode uint32 ErrorDescription string ErrorObject object Event object", false, false },
    { "__QOSFailureEvent", "root\\x", "__EventDroppedEvent",
      "ErrorCode uint32 ErrorDescription string IntendedConsumer reference", false, false },
    { "__EventGenerator", "root\\x", "__IndicationRelated", "", true, false },
    { "__TimerInstruction", "root\\x", "__EventGenerator", "TimerId string SkipIfPassed boolean", true,
      false },
    { "__TimerNextFiring", "root\\x", "__IndicationRelated", "TimerId string NextEvent64BitTime sint64",
      false, false },
    { "__CacheControl", "root", "__SystemClass", "ClearAfter datetime", true, false },
    { "__EventConsumerProviderCacheControl", "root", "__CacheControl", "ClearAfter datetime", false, true },
    { "__EventProviderCacheControl", "root", "__CacheControl", "ClearAfter datetime", false, true },
    { "__EventSinkCacheControl", "root", "__CacheControl", "ClearAfter datetime", false, true },
    { "__ObjectProviderCacheControl", "root", "__CacheControl", "ClearAfter datetime", false, true },
    { "__PropertyProviderCacheControl", "root", "__CacheControl", "ClearAfter datetime", false, true },
    { "__ArbitratorConfiguration", "root", "__SystemClass",
      "OutstandingTasksPerUser uint32 PermanentSubscriptionsTotal uint32 PollingMemoryTotal uint32 "
      "QuotaRetryWaitInterval uint32 TaskThreadsTotal uint32 TotalCacheDiskPerTask uint32 TotalUsers uint32",
      false, true },
    { "__ProviderHostQuotaConfiguration", "root", "__SystemClass",
      "HandlesPerHost uint32 MemoryAllHosts uint64 MemoryPerHost uint64 ProcessLimitAllHosts uint32 "
      "ThreadsPerHost uint32",
      false, true },
    { "__CIMOMIdentification", "root", "__SystemClass",
      "SetupDateTime string VersionCurrentlyRunning string VersionUsedToCreateDB string WorkingDirectory "
      "string",
      false, true },
    { "__CIMOMIdentification", "root\\default", "__SystemClass", "WorkingDirectory string", false, true },
    { "ActiveScriptEventConsumer", "root\\subscription", "__EventConsumer",
      "Name string KillTimeout uint32 ScriptingEngine string ScriptFileName string ScriptText string "
      "CreatorSID "
      "uint8 MaximumQueueSize uint32 MachineName string",
      false, false },
    { "CommandLineEventConsumer", "root\\subscription", "__EventConsumer",
      "Name string CommandLineTemplate string ExecutablePath string WorkingDirectory string KillTimeout "
      "uint32 "
      "Priority sint32 RunInteractively boolean ShowWindowCommand uint32 WindowTitle string YSize uint32",
      false, false },
    { "LogFileEventConsumer", "Root/Subscription", "__EventConsumer",
      "Name string Filename string Text string MaximumFileSize uint64 IsUnicode boolean", false, false },
    { "NTEventLogEventConsumer", "root\\subscription", "__EventConsumer",
      "Name string Category uint16 EventID uint32 EventType uint32 InsertionStringTemplates string "
      "NumberOfInsertionStrings uint32 SourceName string UNCServerName string NameOfUserSIDProperty string",
      false, false },
    { "SMTPEventConsumer", "ROOT\\SUBSCRIPTION", "__EventConsumer",
      "Name string SMTPServer string Subject string FromLine string ReplyToLine string ToLine string CcLine "
      "string BccLine string Message string HeaderFields string",
      false, false },
    { "WMIEvent", "ROOT\\WMI", "__ExtrinsicEvent", "TIME_CREATED uint64", true, false },
};

static const char *type_name(wmi_type type)
{
    wmi_value value = { .type = type, .is_null = true };
    static char text[64];

    snprintf(text, sizeof text, "%s", mof_text(&value));
    text[strcspn(text, " ")] = '\0';
    return text;
}

static void has_properties(const wmi_mock__class *object_class, const char *list)
{
    char name[64];
    char type[64];
    int used;

    for (; sscanf(list, "%63s %63s%n", name, type, &used) == 2; list += used)
        assert_string_equal(type_name(mof_property(object_class, name)->type), type);
}

static void is_there(void **state)
{
    const struct class_case *row = *state;
    wmi_mock__repository *repository = mof_world("");
    wmi_mock__namespace *space = NULL;
    const wmi_mock__class *found;

    assert_hr(S_OK, wmi_mock__repository_make(repository, row->space, &space));
    found = wmi_mock__namespace_find_class(space, row->name);
    assert_non_null(found);
    assert_string_equal(found->superclass->name, row->superclass);
    assert_int_equal(found->is_abstract, row->is_abstract);
    assert_int_equal(found->is_singleton, row->is_singleton);
    has_properties(found, row->properties);
    wmi_mock__repository_free(repository);
}

/* What files derive from these classes and fill in. */
static const struct use_case {
    const char *name, *mof;
} uses[] = {
    { "a permanent subscription",
      "#pragma namespace(\"\\\\\\\\.\\\\root\\\\subscription\")\n"
      "instance of __EventFilter as $Filter { Name = \"f\"; QueryLanguage = \"WQL\";\n"
      "  Query = \"SELECT * FROM __InstanceCreationEvent WITHIN 5\"; EventNamespace = \"root\\\\cimv2\"; };\n"
      "instance of NTEventLogEventConsumer as $Consumer { Name = \"c\"; EventID = 7; };\n"
      "instance of __FilterToConsumerBinding { Consumer = $Consumer; Filter = $Filter; };" },
    { "a driver's event",
      "#pragma namespace(\"\\\\root\\\\wmi\")\n"
      "[WMI, Dynamic, Provider(\"WMIProv\"), guid(\"{0}\"), WmiExpense(1)] class Device_Arrival : WMIEvent\n"
      "{ [key, read] string InstanceName; [read] boolean Active; [WmiDataId(1), read] string Model; };" },
    { "a property provider's registration",
      "instance of __Win32Provider as $P { Name = \"p\"; ClsId = \"{0}\"; };\n"
      "instance of __PropertyProviderRegistration { Provider = $P; SupportsGet = TRUE; SupportsPut = FALSE; "
      "};" },
    { "a consumer provider's registration, before the provider",
      "instance of __EventConsumerProviderRegistration { Provider = $P; ConsumerClassNames = {\"C\"}; };\n"
      "instance of __Win32Provider as $P { Name = \"p\"; Clsid = \"{0}\"; };" },
    { "an interval for a cache",
      "#pragma namespace(\"root\")\ninstance of __EventSinkCacheControl { ClearAfter = "
      "\"00000000000015.000000:000\"; };" },
    { "a consumer's class, given again as an own one",
      "#pragma namespace(\"root\\\\subscription\")\n"
      "class LogFileEventConsumer : __EventConsumer { [key] string Name; string Filename; };" },
};

static void is_used(void **state)
{
    const struct use_case *row = *state;

    wmi_mock__repository_free(mof_world(row->mof));
}

/* The settings of the service are root's alone, and a namespace's own classes are nowhere else. */
static void is_nowhere_else(void **state)
{
    static const char *const names[] = { "__ArbitratorConfiguration", "__CacheControl", "WMIEvent",
                                         "LogFileEventConsumer" };
    wmi_mock__repository *repository = mof_world("");

    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        assert_null(wmi_mock__namespace_find_class(mof_space(repository), names[i]));
    assert_int_equal(repository->namespace_count, 2);
    wmi_mock__repository_free(repository);
}

int main(void)
{
    static const struct CMUnitTest others[] = { cmocka_unit_test(is_nowhere_else) };
    static struct CMUnitTest tests[COUNT_OF(classes) + COUNT_OF(uses) + COUNT_OF(others)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(classes); i++)
        tests[count++] = ROW_TEST(&classes[i], is_there);
    for (size_t i = 0; i < COUNT_OF(uses); i++)
        tests[count++] = ROW_TEST(&uses[i], is_used);
    memcpy(tests + count, others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, NULL) == 0 ? 0 : 1;
}
