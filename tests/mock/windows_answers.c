/* SPDX-License-Identifier: MIT */
/* IWbemLocator, IWbemServices, enumerators, call results, proxies. */
#include "mock/windows_answers.h"

#include "mock/windows_questions.h"

#define CONNECT           WBEMCLI("iwbemlocator-connectserver")
#define LOCATORS          WINE_TESTS("services.c")
#define QUERIES           WINE_TESTS("query.c")
#define OPEN              WBEMCLI("iwbemservices-opennamespace")
#define GETOBJECT         WBEMCLI("iwbemservices-getobject")
#define EXECQUERY         UNMANAGED("execquerywmi")
#define INSTANCES         UNMANAGED("createinstanceenumwmi")
#define CLASSES           UNMANAGED("createclassenumwmi")
#define NEXT              WBEMCLI("ienumwbemclassobject-next")
#define SKIP              WBEMCLI("ienumwbemclassobject-skip")
#define EXECUTE           WMISDK("swbemservices-execmethod")
#define SCRIPTED          WMISDK("swbemservices-get")
#define PATHS             WMISDK("describing-the-location-of-a-wmi-object")
#define INSTANCE_PATHS    WMISDK("describing-an-instance-object-path")
#define STATUS            WBEMCLI("iwbemcallresult-getcallstatus")
#define SEMI              (WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_FORWARD_ONLY)
#define DISK              u"Win32_LogicalDisk"
#define SYSTEM            u"Win32_OperatingSystem"
#define ALL               u"SELECT * FROM Win32_OperatingSystem"
#define EVENTS            WMISDK("receiving-synchronous-and-semisynchronous-event-notifications")
#define NEVER             u" WITHIN 100000"
#define OF_PROCESSES      u" WHERE TargetInstance ISA 'Win32_Process'"
#define NAMESPACE_UNKNOWN (HRESULT) WBEM_E_INVALID_NAMESPACE
#define PARAMETER         (HRESULT) WBEM_E_INVALID_PARAMETER
#define QUERY             (HRESULT) WBEM_E_INVALID_QUERY
#define CLASS             (HRESULT) WBEM_E_INVALID_CLASS

static const answer rows[] = {
    /* ConnectServer */
    { "connect: empty path", LOCATORS, ask_connect, u"", NULL, 0, NAMESPACE_UNKNOWN, NULL },
    { "connect: one backslash", LOCATORS, ask_connect, u"\\", NULL, 0, NAMESPACE_UNKNOWN, NULL },
    { "connect: two backslashes", LOCATORS, ask_connect, u"\\\\", NULL, 0, NAMESPACE_UNKNOWN, NULL },
    { "connect: this computer alone", LOCATORS, ask_connect, u"\\\\.", NULL, 0, NAMESPACE_UNKNOWN, NULL },
    { "connect: one leading backslash", LOCATORS, ask_connect, u"\\ROOT", NULL, 0, NAMESPACE_UNKNOWN, NULL },
    { "connect: an unknown server", LOCATORS, ask_connect, u"\\\\ROOT", NULL, 0, (HRESULT)0x800706BA, NULL },
    { "connect: no separator after this computer", LOCATORS, ask_connect, u"\\\\.ROOT", NULL, 0,
      (HRESULT)0x800706BA, NULL },
    { "connect: this computer, unknown namespace", LOCATORS, ask_connect, u"\\\\.\\NONE", NULL, 0,
      NAMESPACE_UNKNOWN, NULL },
    { "connect: this computer, root", LOCATORS, ask_connect, u"\\\\.\\ROOT", NULL, 0, S_OK, NULL },
    { "connect: three backslashes", LOCATORS, ask_connect, u"\\\\\\.\\ROOT", NULL, 0, PARAMETER, NULL },
    { "connect: backslash, slash", LOCATORS, ask_connect, u"\\/.\\ROOT", NULL, 0, S_OK, NULL },
    { "connect: slashes, backslash", LOCATORS, ask_connect, u"//.\\ROOT", NULL, 0, S_OK, NULL },
    { "connect: backslashes, slash", LOCATORS, ask_connect, u"\\\\./ROOT", NULL, 0, S_OK, NULL },
    { "connect: slashes", LOCATORS, ask_connect, u"//./ROOT", NULL, 0, S_OK, NULL },
    { "connect: unknown root", LOCATORS, ask_connect, u"NONE", NULL, 0, NAMESPACE_UNKNOWN, NULL },
    { "connect: root", LOCATORS, ask_connect, u"ROOT", NULL, 0, S_OK, NULL },
    { "connect: unknown below root", LOCATORS, ask_connect, u"ROOT\\NONE", NULL, 0, NAMESPACE_UNKNOWN, NULL },
    { "connect: cimv2", LOCATORS, ask_connect, u"ROOT\\CIMV2", NULL, 0, S_OK, NULL },
    { "connect: empty part", LOCATORS, ask_connect, u"ROOT\\\\CIMV2", NULL, 0, NAMESPACE_UNKNOWN, NULL },
    { "connect: backslash at the end", LOCATORS, ask_connect, u"ROOT\\CIMV2\\", NULL, 0, NAMESPACE_UNKNOWN,
      NULL },
    { "connect: slash inside", LOCATORS, ask_connect, u"ROOT/CIMV2", NULL, 0, S_OK, NULL },
    { "connect: default", CONNECT, ask_connect, u"root\\default", NULL, 0, S_OK, NULL },
    { "connect: this computer, default", CONNECT, ask_connect, u"\\\\.\\root\\default", NULL, 0, S_OK, NULL },
    { "connect: at most two minutes", CONNECT, ask_connect, u"ROOT\\CIMV2", NULL,
      WBEM_FLAG_CONNECT_USE_MAX_WAIT, S_OK, NULL },
    { "connect: a failure clears the out-pointer", CONNECT, ask_connect_cleared, u"ROOT\\NONE", NULL, 0,
      NAMESPACE_UNKNOWN, "NULL" },
    { "connect: locale", CONNECT, ask_locale, u"MS_409", NULL, 0, S_OK, NULL },
    { "connect: user is an empty string", CONNECT, ask_user, u"", NULL, 0, PARAMETER, NULL },
    { "connect: domain in user and authority", CONNECT, ask_domain_twice, u"CORP\\nobody", u"NTLMDOMAIN:CORP",
      0, PARAMETER, NULL },
    { "connect: user for this computer", WMISDK("connecting-to-wmi-on-a-remote-computer"), ask_user,
      u"nobody", NULL, 0, (HRESULT)WBEM_E_LOCAL_CREDENTIALS, NULL },

    /* OpenNamespace */
    { "namespace: cimv2 from root", OPEN, ask_namespace, u"CIMV2", NULL, 0, S_OK, NULL },
    { "namespace: default from root", OPEN, ask_namespace, u"default", NULL, 0, S_OK, NULL },
    { "namespace: unknown", MS_WMI("3.1.4.3.1"), ask_namespace, u"NONE", NULL, 0, NAMESPACE_UNKNOWN, NULL },

    /* GetObject */
    { "object: NULL path", QUERIES, ask_object, NULL, NULL, 0, S_OK, NULL },
    { "object: empty path", QUERIES, ask_object, u"", NULL, 0, S_OK, NULL },
    { "object: class", GETOBJECT, ask_object, DISK, NULL, 0, S_OK, "class Win32_LogicalDisk" },
    { "object: class in any case", PATHS, ask_object, u"WIN32_LOGICALDISK", NULL, 0, S_OK,
      "class Win32_LogicalDisk" },
    { "object: instance", INSTANCE_PATHS, ask_object, u"Win32_LogicalDisk.DeviceID=\"C:\"", NULL, 0, S_OK,
      "instance Win32_LogicalDisk" },
    { "object: instance, the key unnamed", INSTANCE_PATHS, ask_object, u"Win32_LogicalDisk=\"C:\"", NULL, 0,
      S_OK, "instance Win32_LogicalDisk" },
    { "object: instance, single quotes", SCRIPTED, ask_object, u"Win32_Service.Name='EventLog'", NULL, 0,
      S_OK, "instance Win32_Service" },
    { "object: instance, with its namespace", INSTANCE_PATHS, ask_object,
      u"\\\\.\\root\\cimv2:Win32_LogicalDisk.DeviceID=\"C:\"", NULL, 0, S_OK, "instance Win32_LogicalDisk" },
    { "object: singleton", INSTANCE_PATHS, ask_object, u"Win32_OperatingSystem=@", NULL, 0, S_OK,
      "instance Win32_OperatingSystem" },
    { "object: system class", WMISDK("--namespace"), ask_object, u"__NAMESPACE", NULL, 0, S_OK,
      "class __NAMESPACE" },
    { "object: unknown class", SCRIPTED, ask_object, u"Win32_NoSuchClass", NULL, 0, (HRESULT)WBEM_E_NOT_FOUND,
      NULL },
    { "object: unknown instance", SCRIPTED, ask_object, u"Win32_Service.Name=\"no such service\"", NULL, 0,
      (HRESULT)WBEM_E_NOT_FOUND, NULL },
    { "object: open string", SCRIPTED, ask_object, u"Win32_LogicalDisk.DeviceID=\"C:", NULL, 0,
      (HRESULT)WBEM_E_INVALID_OBJECT_PATH, NULL },
    { "object: no value", SCRIPTED, ask_object, u"Win32_LogicalDisk.DeviceID=", NULL, 0,
      (HRESULT)WBEM_E_INVALID_OBJECT_PATH, NULL },
    { "object: no key", SCRIPTED, ask_object, u"Win32_LogicalDisk.", NULL, 0,
      (HRESULT)WBEM_E_INVALID_OBJECT_PATH, NULL },
    { "object: a failure clears the out-pointer", GETOBJECT, ask_object_cleared, u"Win32_NoSuchClass", NULL,
      0, (HRESULT)WBEM_E_NOT_FOUND, "NULL" },
    { "object: amended qualifiers", GETOBJECT, ask_object, DISK, NULL, WBEM_FLAG_USE_AMENDED_QUALIFIERS, S_OK,
      NULL },
    { "object: direct read", GETOBJECT, ask_object, DISK, NULL, WBEM_FLAG_DIRECT_READ, S_OK, NULL },

    /* GetObject, semisynchronous */
    { "result: status of a class", STATUS, ask_result, DISK, NULL, 0, S_OK, "00000000" },
    { "result: status of an instance", STATUS, ask_result, u"Win32_OperatingSystem=@", NULL, 0, S_OK,
      "00000000" },
    { "result: status of an unknown class", STATUS, ask_result, u"Win32_NoSuchClass", NULL, 0, S_OK,
      "80041002" },
    { "result: the class", WBEMCLI("iwbemcallresult-getresultobject"), ask_result_object, DISK, NULL, 0, S_OK,
      "class Win32_LogicalDisk" },

    /* ExecMethod: refusals alone */
    { "method: unknown", EXECUTE, ask_method, u"Win32_Process", u"NoSuchMethod", 0,
      (HRESULT)WBEM_E_INVALID_METHOD, NULL },
    { "method: unknown, of an instance", EXECUTE, ask_method, u"Win32_LogicalDisk=\"C:\"", u"NoSuchMethod", 0,
      (HRESULT)WBEM_E_INVALID_METHOD, NULL },
    { "method: unknown class", EXECUTE, ask_method, u"Win32_NoSuchClass", u"Create", 0, CLASS, NULL },

    /* ExecQuery */
    { "query: no language, no query", QUERIES, ask_query_parameters, NULL, NULL, 0, PARAMETER, NULL },
    { "query: no language", QUERIES, ask_query_parameters, ALL, NULL, 0, PARAMETER, NULL },
    { "query: no query", QUERIES, ask_query_parameters, NULL, u"wql", 0, PARAMETER, NULL },
    { "query: another language", QUERIES, ask_query_parameters, ALL, u"SQL", 0,
      (HRESULT)WBEM_E_INVALID_QUERY_TYPE, NULL },
    { "query: another language, no query", QUERIES, ask_query_parameters, NULL, u"SQL", 0, PARAMETER, NULL },
    { "query: empty", QUERIES, ask_query_parameters, u"", u"wql", 0, PARAMETER, NULL },
    { "query: language in small letters", QUERIES, ask_query_language, ALL, u"wql", 0, S_OK, "rows" },
    { "query: all, synchronous", EXECQUERY, ask_query, ALL, NULL, 0, S_OK, "rows" },
    { "query: all, semisynchronous", EXECQUERY, ask_query, ALL, NULL, SEMI, S_OK, "rows" },
    { "query: bidirectional", EXECQUERY, ask_query, ALL, NULL, WBEM_FLAG_RETURN_IMMEDIATELY, S_OK, "rows" },
    { "query: ensure locatable", EXECQUERY, ask_query, ALL, NULL, SEMI | WBEM_FLAG_ENSURE_LOCATABLE, S_OK,
      "rows" },
    { "query: amended qualifiers", EXECQUERY, ask_query, ALL, NULL, SEMI | WBEM_FLAG_USE_AMENDED_QUALIFIERS,
      S_OK, "rows" },
    { "query: direct read", EXECQUERY, ask_query, ALL, NULL, SEMI | WBEM_FLAG_DIRECT_READ, S_OK, "rows" },
    { "query: one property", QUERIES, ask_query, u"SELECT Caption FROM Win32_OperatingSystem", NULL, SEMI,
      S_OK, "rows" },
    { "query: the constant first", QUERIES, ask_query,
      u"SELECT * FROM Win32_LogicalDisk WHERE \"C:\" = DeviceID", NULL, SEMI, S_OK, "rows" },
    { "query: LIKE with wildcards", QUERIES, ask_query,
      u"SELECT * FROM Win32_Process WHERE Caption LIKE '%%NOSUCHNAME%'", NULL, SEMI, S_OK, "none" },
    { "query: nothing matches", WBEMCLI("iwbemservices-execquery"), ask_query,
      u"SELECT * FROM Win32_LogicalDisk WHERE DeviceID = '?'", NULL, SEMI, S_OK, "none" },
    { "query: AND, OR, NOT", WMISDK("where-clause"), ask_query,
      u"SELECT * FROM Win32_LogicalDisk WHERE DeviceID = 'C:' AND NOT (DriveType = 9 OR DriveType = 8)", NULL,
      SEMI, S_OK, "rows" },
    { "query: IS NOT NULL", WMISDK("where-clause"), ask_query,
      u"SELECT * FROM Win32_LogicalDisk WHERE DeviceID IS NOT NULL", NULL, SEMI, S_OK, "rows" },
    { "query: not equal", WMISDK("wql-operators"), ask_query,
      u"SELECT * FROM Win32_LogicalDisk WHERE DeviceID <> 'C:' AND DeviceID != 'C:' AND DeviceID = 'C:'",
      NULL, SEMI, S_OK, "none" },
    { "query: LIKE with a set", WMISDK("like-operator"), ask_query,
      u"SELECT * FROM Win32_LogicalDisk WHERE DeviceID LIKE '[A-C]:'", NULL, SEMI, S_OK, "rows" },
    { "query: schema, one class", WMISDK("querying-the-schema"), ask_query,
      u"SELECT * FROM meta_class WHERE __CLASS = 'Win32_LogicalDisk'", NULL, SEMI, S_OK, "rows" },
    { "query: schema, subclasses", WMISDK("isa-operator-for-schema-queries"), ask_query,
      u"SELECT * FROM meta_class WHERE __THIS ISA 'CIM_LogicalDisk'", NULL, SEMI, S_OK, "rows" },
    { "query: syntax, no FROM", EXECQUERY, ask_query, u"SELECT *", NULL, 0, QUERY, NULL },
    { "query: syntax, FORM", EXECQUERY, ask_query, u"SELECT * FORM Win32_LogicalDisk", NULL, 0, QUERY, NULL },
    { "query: syntax, no class", EXECQUERY, ask_query, u"SELECT * FROM", NULL, 0, QUERY, NULL },
    { "query: syntax, no condition", EXECQUERY, ask_query, u"SELECT * FROM Win32_LogicalDisk WHERE", NULL, 0,
      QUERY, NULL },
    { "query: syntax, no value", EXECQUERY, ask_query, u"SELECT * FROM Win32_LogicalDisk WHERE DeviceID =",
      NULL, 0, QUERY, NULL },
    { "query: syntax, open string", EXECQUERY, ask_query,
      u"SELECT * FROM Win32_LogicalDisk WHERE DeviceID = 'C:", NULL, 0, QUERY, NULL },
    { "query: syntax, open parenthesis", EXECQUERY, ask_query,
      u"SELECT * FROM Win32_LogicalDisk WHERE (DeviceID = 'C:'", NULL, 0, QUERY, NULL },
    { "query: syntax, semisynchronous", EXECQUERY, ask_query, u"SELECT * FORM Win32_LogicalDisk", NULL, SEMI,
      QUERY, NULL },
    { "query: no statement", EXECQUERY, ask_query, u"DELETE FROM Win32_LogicalDisk", NULL, 0, QUERY, NULL },
    { "query: a selected property has its value", WMISDK("select-statement-for-data-queries"), ask_selected,
      u"SELECT BuildNumber FROM Win32_OperatingSystem", u"BuildNumber", SEMI, S_OK, "a value" },
    { "query: locatable objects have a path", EXECQUERY, ask_selected,
      u"SELECT Caption FROM Win32_OperatingSystem", u"__PATH", SEMI | WBEM_FLAG_ENSURE_LOCATABLE, S_OK,
      "a value" },
    { "query: locatable objects have a relative path", EXECQUERY, ask_selected,
      u"SELECT Caption FROM Win32_OperatingSystem", u"__RELPATH", SEMI | WBEM_FLAG_ENSURE_LOCATABLE, S_OK,
      "a value" },
    { "query: locatable objects have a server", EXECQUERY, ask_selected,
      u"SELECT Caption FROM Win32_OperatingSystem", u"__SERVER", SEMI | WBEM_FLAG_ENSURE_LOCATABLE, S_OK,
      "a value" },

    /* CreateInstanceEnum, CreateClassEnum */
    { "instances: deep", INSTANCES, ask_instances, u"CIM_OperatingSystem", NULL, WBEM_FLAG_DEEP | SEMI, S_OK,
      "rows" },
    { "instances: shallow, of the class itself", INSTANCES, ask_instances, SYSTEM, NULL,
      WBEM_FLAG_SHALLOW | SEMI, S_OK, "rows" },
    { "instances: synchronous", INSTANCES, ask_instances, SYSTEM, NULL, 0, S_OK, "rows" },
    { "instances: unknown class", INSTANCES, ask_instances, u"Win32_NoSuchClass", NULL, 0, CLASS, NULL },
    { "classes: of a class", CLASSES, ask_classes, u"CIM_LogicalDisk", NULL, WBEM_FLAG_DEEP, S_OK, "rows" },
    { "classes: at the top", CLASSES, ask_classes, NULL, NULL, WBEM_FLAG_SHALLOW, S_OK, "rows" },
    { "classes: at the top, blank", CLASSES, ask_classes, u"", NULL, WBEM_FLAG_SHALLOW | SEMI, S_OK, "rows" },
    { "classes: not the class itself", CLASSES, ask_classes, u"__NAMESPACE", NULL, WBEM_FLAG_DEEP, S_OK,
      "none" },
    { "classes: unknown class", CLASSES, ask_classes, u"Win32_NoSuchClass", NULL, 0, CLASS, NULL },

    /* Enumerators */
    { "next: none wanted", QUERIES, ask_next_none, ALL, NULL, 0, S_OK, "0" },
    { "next: more than there are", NEXT, ask_next_more, ALL, NULL, SEMI, (HRESULT)WBEM_S_FALSE, "1" },
    { "next: more than there are, synchronous", NEXT, ask_next_more, ALL, NULL, 0, (HRESULT)WBEM_S_FALSE,
      "1" },
    { "next: after the end", NEXT, ask_next_after_end, ALL, NULL, SEMI, (HRESULT)WBEM_S_FALSE, "0" },
    { "next: without waiting", NEXT, ask_next_now, ALL, NULL, 0, S_OK, "1" },
    { "reset", WBEMCLI("ienumwbemclassobject-reset"), ask_reset, ALL, NULL, 0, S_OK, "1" },
    { "clone", UNMANAGED("cloneenumwbemclassobject"), ask_clone, ALL, NULL, 0, S_OK, NULL },
    { "clone: keeps the position", UNMANAGED("cloneenumwbemclassobject"), ask_clone_position, ALL, NULL, 0,
      (HRESULT)WBEM_S_FALSE, "0" },
    { "skip: one of one", SKIP, ask_skip_one, ALL, NULL, 0, S_OK, "0" },
    { "skip: past the end", SKIP, ask_skip_past_end, ALL, NULL, 0, (HRESULT)WBEM_S_FALSE, NULL },

    /* Events, and asynchronous calls that are refused */
    { "events: nothing comes", EVENTS, ask_events,
      u"SELECT * FROM __InstanceCreationEvent" NEVER OF_PROCESSES, NULL, SEMI, (HRESULT)WBEM_S_TIMEDOUT,
      "0" },
    { "events: no query", WMI_RS("notification.rs"), ask_events, u"42", NULL, SEMI,
      (HRESULT)WBEM_E_UNPARSABLE_QUERY, NULL },
    { "events: an unknown property is selected", WMI_RS("notification.rs"), ask_events,
      u"SELECT NoSuchProperty FROM __InstanceModificationEvent" NEVER OF_PROCESSES, NULL, SEMI,
      (HRESULT)WBEM_S_TIMEDOUT, "0" },
    { "events: an unknown class", UNMANAGED("execnotificationquerywmi"), ask_events,
      u"SELECT * FROM NoSuchEvent", NULL, SEMI, CLASS, NULL },
    { "events: without WITHIN", MS_WMI("2.2.11"), ask_events,
      u"SELECT * FROM __InstanceCreationEvent" OF_PROCESSES, NULL, SEMI,
      (HRESULT)WBEMESS_E_REGISTRATION_TOO_PRECISE, NULL },
    { "async: a query without a sink", QUERIES, ask_query_without_sink, ALL, NULL, 0, PARAMETER, NULL },
    { "async: an event query without a sink", QUERIES, ask_events_without_sink,
      u"SELECT * FROM __InstanceCreationEvent" NEVER OF_PROCESSES, NULL, 0, PARAMETER, NULL },
    { "async: no sink is cancelled", QUERIES, ask_cancel_without_sink, NULL, NULL, 0, PARAMETER, NULL },

    /* Proxies */
    { "blanket: call", COMBASE("cosetproxyblanket"), ask_blanket, NULL, NULL, RPC_C_AUTHN_LEVEL_CALL, S_OK,
      NULL },
    { "blanket: privacy", COMBASE("cosetproxyblanket"), ask_blanket, NULL, NULL,
      RPC_C_AUTHN_LEVEL_PKT_PRIVACY, S_OK, NULL },
    { "blanket: is remembered", COMBASE("coqueryproxyblanket"), ask_blanket_query, NULL, NULL,
      RPC_C_AUTHN_LEVEL_PKT_PRIVACY, S_OK, "6" },
};

const answers answers_of_services = { rows, sizeof rows / sizeof rows[0] };
