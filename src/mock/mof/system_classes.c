/* SPDX-License-Identifier: MIT */
/*
 * The classes that namespaces have on Windows before anything is loaded, as far as clients and MOF files use them. See
 * learn.microsoft.com/windows/win32/wmisdk/wmi-system-classes and …/standard-consumer-classes.
 */
#include "mock/mof/system_classes.h"

#include <stddef.h>

static const char basics[] =
    "[abstract] class __SystemClass {};\n"
    "[abstract] class __PARAMETERS {};\n"
    "class __NAMESPACE : __SystemClass { [key] string Name; };\n"
    "[singleton] class __thisNAMESPACE : __SystemClass { uint8 SECURITY_DESCRIPTOR[]; };\n"
    "[abstract] class __NotifyStatus { uint32 StatusCode; };\n"
    "class __ExtendedStatus : __NotifyStatus {\n"
    "    string Description; string Operation; string ParameterInfo; string ProviderName;\n"
    "};\n"
    "[abstract] class __SecurityRelatedClass {};\n"
    "class __Trustee : __SecurityRelatedClass {\n"
    "    string Domain; string Name; uint8 SID[]; uint32 SidLength; string SIDString;\n"
    "};\n"
    "class __ACE : __SecurityRelatedClass {\n"
    "    uint32 AccessMask; uint32 AceFlags; uint32 AceType; string GuidInheritedObjectType;\n"
    "    string GuidObjectType; __Trustee Trustee;\n"
    "};\n"
    "class __SecurityDescriptor : __SecurityRelatedClass {\n"
    "    uint32 ControlFlags; __ACE DACL[]; __Trustee Group; __Trustee Owner; __ACE SACL[];\n"
    "};\n"
    "[singleton] class __SystemSecurity : __SystemClass {\n"
    "    [static] uint32 GetCallerAccessRights([out] sint32 rights);\n"
    "    [static] uint32 GetSD([out] uint8 SD[]);\n"
    "    [static] uint32 SetSD([in] uint8 SD[]);\n"
    "    [static] uint32 GetSecurityDescriptor([out] __SecurityDescriptor Descriptor);\n"
    "    [static] uint32 SetSecurityDescriptor([in] __SecurityDescriptor Descriptor);\n"
    "};\n";

static const char providers[] =
    "[abstract] class __Provider : __SystemClass { [key] string Name; };\n"
    "class __Win32Provider : __Provider {\n"
    "    string ClientLoadableCLSID; string CLSID; sint32 Concurrency; string DefaultMachineName;\n"
    "    boolean Enabled; string HostingModel; sint32 ImpersonationLevel = 0; sint32 "
    "InitializationReentrancy = 0;\n"
    "    datetime InitializationTimeoutInterval; boolean InitializeAsAdminFirst; datetime "
    "OperationTimeoutInterval;\n"
    "    boolean PerLocaleInitialization = FALSE; boolean PerUserInitialization = FALSE; boolean Pure = "
    "TRUE;\n"
    "    string SecurityDescriptor; boolean SupportsExplicitShutdown; boolean SupportsExtendedStatus;\n"
    "    boolean SupportsQuotas; boolean SupportsSendStatus; boolean SupportsShutdown; boolean "
    "SupportsThrottling;\n"
    "    datetime UnloadTimeout; uint32 Version;\n"
    "};\n"
    "[abstract] class __ProviderRegistration : __SystemClass { __Provider ref provider; };\n"
    "class __EventProviderRegistration : __ProviderRegistration {\n"
    "    string EventQueryList[]; [key] __Provider ref provider;\n"
    "};\n"
    "[abstract] class __ObjectProviderRegistration : __ProviderRegistration {\n"
    "    sint32 InteractionType; string QuerySupportLevels[]; boolean SupportsBatching = FALSE;\n"
    "    boolean SupportsDelete = FALSE; boolean SupportsEnumeration = FALSE; boolean SupportsGet = FALSE;\n"
    "    boolean SupportsPut = FALSE; boolean SupportsTransactions;\n"
    "};\n"
    "class __InstanceProviderRegistration : __ObjectProviderRegistration { [key] __Provider ref provider; "
    "};\n"
    "class __ClassProviderRegistration : __ObjectProviderRegistration {\n"
    "    datetime CacheRefreshInterval; boolean PerUserSchema; string ReferencedSetQueries[];\n"
    "    boolean ReSynchroniseOnNamespaceOpen; string ResultSetQueries[]; string UnsupportedQueries[];\n"
    "    sint32 Version; [key] __Provider ref provider;\n"
    "};\n"
    "class __MethodProviderRegistration : __ProviderRegistration { [key] __Provider ref provider; };\n"
    "class __PropertyProviderRegistration : __ProviderRegistration {\n"
    "    [key] __Provider ref provider; boolean SupportsGet = FALSE; boolean SupportsPut = FALSE;\n"
    "};\n"
    "class __EventConsumerProviderRegistration : __ProviderRegistration {\n"
    "    string ConsumerClassNames[]; [key] __Provider ref provider;\n"
    "};\n";

static const char events[] =
    "[abstract] class __IndicationRelated : __SystemClass {};\n"
    "[abstract] class __Event : __IndicationRelated { uint8 SECURITY_DESCRIPTOR[]; uint64 TIME_CREATED; };\n"
    "[abstract] class __ExtrinsicEvent : __Event {};\n"
    "[abstract] class __SystemEvent : __ExtrinsicEvent {};\n"
    "class __NamespaceOperationEvent : __Event { __NAMESPACE TargetNamespace; };\n"
    "class __NamespaceCreationEvent : __NamespaceOperationEvent {};\n"
    "class __NamespaceDeletionEvent : __NamespaceOperationEvent {};\n"
    "class __NamespaceModificationEvent : __NamespaceOperationEvent { __NAMESPACE PreviousNamespace; };\n"
    "class __ClassOperationEvent : __Event { object TargetClass; };\n"
    "class __ClassCreationEvent : __ClassOperationEvent {};\n"
    "class __ClassDeletionEvent : __ClassOperationEvent {};\n"
    "class __ClassModificationEvent : __ClassOperationEvent { object PreviousClass; };\n"
    "class __InstanceOperationEvent : __Event { object TargetInstance; };\n"
    "class __InstanceCreationEvent : __InstanceOperationEvent {};\n"
    "class __InstanceDeletionEvent : __InstanceOperationEvent {};\n"
    "class __InstanceModificationEvent : __InstanceOperationEvent { object PreviousInstance; };\n"
    "class __MethodInvocationEvent : __InstanceOperationEvent {\n"
    "    string Method; object Parameters; boolean PreCall;\n"
    "};\n"
    "class __TimerEvent : __Event { uint32 NumFirings; string TimerId; };\n"
    "[abstract] class __AggregateEvent : __IndicationRelated {\n"
    "    uint32 NumberOfEvents; object Representative;\n"
    "};\n"
    "class __EventFilter : __IndicationRelated {\n"
    "    uint8 CreatorSID[]; string EventAccess; string EventNamespace; [key] string Name; string Query;\n"
    "    string QueryLanguage;\n"
    "};\n"
    "[abstract] class __EventConsumer : __IndicationRelated {\n"
    "    uint8 CreatorSID[]; string MachineName; uint32 MaximumQueueSize;\n"
    "};\n"
    "class __FilterToConsumerBinding : __IndicationRelated {\n"
    "    [key] __EventConsumer ref Consumer; uint8 CreatorSID[]; boolean DeliverSynchronously = FALSE;\n"
    "    uint32 DeliveryQoS; [key] __EventFilter ref Filter; boolean MaintainSecurityContext = FALSE;\n"
    "    boolean SlowDownProviders = FALSE;\n"
    "};\n"
    "[abstract] class __EventGenerator : __IndicationRelated {};\n"
    "[abstract] class __TimerInstruction : __EventGenerator {\n"
    "    boolean SkipIfPassed = FALSE; [key] string TimerId;\n"
    "};\n"
    "class __AbsoluteTimerInstruction : __TimerInstruction { datetime EventDateTime; };\n"
    "class __IntervalTimerInstruction : __TimerInstruction { uint32 IntervalBetweenEvents; };\n"
    "class __TimerNextFiring : __IndicationRelated { sint64 NextEvent64BitTime; [key] string TimerId; };\n"
    "class __EventDroppedEvent : __SystemEvent { object Event; __EventConsumer ref IntendedConsumer; };\n"
    "class __EventQueueOverflowEvent : __EventDroppedEvent { uint32 CurrentQueueSize; };\n"
    "class __ConsumerFailureEvent : __EventDroppedEvent {\n"
    "    uint32 ErrorCode; string ErrorDescription; object ErrorObject;\n"
    "};\n"
    "class __QOSFailureEvent : __EventDroppedEvent { uint32 ErrorCode; string ErrorDescription; };\n";

/* Settings of the service, which only root has. */
static const char settings[] =
    "[abstract] class __CacheControl : __SystemClass { datetime ClearAfter; };\n"
    "[singleton] class __EventConsumerProviderCacheControl : __CacheControl {};\n"
    "[singleton] class __EventProviderCacheControl : __CacheControl {};\n"
    "[singleton] class __EventSinkCacheControl : __CacheControl {};\n"
    "[singleton] class __ObjectProviderCacheControl : __CacheControl {};\n"
    "[singleton] class __PropertyProviderCacheControl : __CacheControl {};\n"
    "[singleton] class __ArbitratorConfiguration : __SystemClass {\n"
    "    uint32 OutstandingTasksPerUser; uint32 OutstandingTasksTotal; uint32 "
    "PermanentSubscriptionsPerUser;\n"
    "    uint32 PermanentSubscriptionsTotal; uint32 PollingInstructionsPerUser; uint32 "
    "PollingInstructionsTotal;\n"
    "    uint32 PollingMemoryPerUser; uint32 PollingMemoryTotal; uint32 QuotaRetryCount; uint32 "
    "QuotaRetryWaitInterval;\n"
    "    uint32 TaskThreadsPerUser; uint32 TaskThreadsTotal; uint32 TemporarySubscriptionsPerUser;\n"
    "    uint32 TemporarySubscriptionsTotal; uint32 TotalCacheDisk; uint32 TotalCacheDiskPerTask;\n"
    "    uint32 TotalCacheDiskPerUser; uint32 TotalCacheMemory; uint32 TotalCacheMemoryPerTask;\n"
    "    uint32 TotalCacheMemoryPerUser; uint32 TotalUsers;\n"
    "};\n"
    "[singleton] class __ProviderHostQuotaConfiguration : __SystemClass {\n"
    "    uint32 HandlesPerHost; uint64 MemoryAllHosts; uint64 MemoryPerHost; uint32 ProcessLimitAllHosts;\n"
    "    uint32 ThreadsPerHost;\n"
    "};\n";

static const char identification[] =
    "[singleton] class __CIMOMIdentification : __SystemClass {\n"
    "    string SetupDateTime; string VersionCurrentlyRunning; string VersionUsedToCreateDB;\n"
    "    string WorkingDirectory;\n"
    "};\n";

static const char consumers[] =
    "class ActiveScriptEventConsumer : __EventConsumer {\n"
    "    uint32 KillTimeout = 0; [key] string Name; [not_null] string ScriptingEngine; string "
    "ScriptFileName;\n"
    "    string ScriptText;\n"
    "};\n"
    "class CommandLineEventConsumer : __EventConsumer {\n"
    "    string CommandLineTemplate; boolean CreateNewConsole = FALSE; boolean CreateNewProcessGroup = "
    "FALSE;\n"
    "    boolean CreateSeparateWowVdm = FALSE; boolean CreateSharedWowVdm = FALSE; string DesktopName;\n"
    "    string ExecutablePath; uint32 FillAttribute; boolean ForceOffFeedback = FALSE;\n"
    "    boolean ForceOnFeedback = FALSE; uint32 KillTimeout = 0; [key] string Name; sint32 Priority = 32;\n"
    "    boolean RunInteractively = FALSE; uint32 ShowWindowCommand; boolean UseDefaultErrorMode = FALSE;\n"
    "    string WindowTitle; string WorkingDirectory; uint32 XCoordinate; uint32 XNumCharacters; uint32 "
    "XSize;\n"
    "    uint32 YCoordinate; uint32 YNumCharacters; uint32 YSize;\n"
    "};\n"
    "class LogFileEventConsumer : __EventConsumer {\n"
    "    string Filename; boolean IsUnicode = FALSE; uint64 MaximumFileSize = 65535; [key] string Name;\n"
    "    [not_null] string Text;\n"
    "};\n"
    "class NTEventLogEventConsumer : __EventConsumer {\n"
    "    uint16 Category; uint32 EventID; uint32 EventType = 1; string InsertionStringTemplates[] = {\"\"};\n"
    "    [key] string Name; string NameOfRawDataProperty; string NameOfUserSIDProperty;\n"
    "    uint32 NumberOfInsertionStrings = 0; string SourceName; string UNCServerName;\n"
    "};\n"
    "class SMTPEventConsumer : __EventConsumer {\n"
    "    string BccLine; string CcLine; string FromLine; string HeaderFields[]; string Message;\n"
    "    [key] string Name; string ReplyToLine; [not_null] string SMTPServer; string Subject; string "
    "ToLine;\n"
    "};\n";

static const char driver_events[] = "[abstract] class WMIEvent : __ExtrinsicEvent {};\n";

const wmi_mock__standard_classes wmi_mock__system_classes[] = {
    { NULL, basics },
    { NULL, providers },
    { NULL, events },
    { "root", settings },
    { "root", identification },
    { "root\\default", identification },
    { "root\\subscription", consumers },
    { "root\\wmi", driver_events },
};
const size_t wmi_mock__system_classes_count = sizeof wmi_mock__system_classes /
                                              sizeof wmi_mock__system_classes[0];
