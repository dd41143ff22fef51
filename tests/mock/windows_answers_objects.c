/* SPDX-License-Identifier: MIT */
/* IWbemClassObject, IWbemQualifierSet, IWbemContext. Copies are changed; none is put back. */
#include "mock/windows_answers.h"

#include "mock/windows_questions.h"

#define NUMBERS     WMISDK("numbers")
#define SYSTEMS     WMISDK("wmi-system-properties")
#define GET         UNMANAGED("get")
#define PUT         UNMANAGED("put")
#define PUT_SDK     WBEMCLI("iwbemclassobject-put")
#define DELETING    UNMANAGED("delete")
#define NAMES       UNMANAGED("getnames")
#define BEGIN       UNMANAGED("beginenumeration")
#define NEXT        UNMANAGED("next")
#define QUALIFIERS  UNMANAGED("getpropertyqualifierset")
#define OBJECT_TEXT UNMANAGED("getobjecttext")
#define SPAWN       UNMANAGED("spawninstance")
#define DERIVE      UNMANAGED("spawnderivedclass")
#define INHERITS    UNMANAGED("inheritsfrom")
#define COMPARE     UNMANAGED("compareto")
#define ORIGIN      UNMANAGED("getpropertyorigin")
#define METHOD      UNMANAGED("getmethod")
#define SET         UNMANAGED("qualifierset-get")
#define SET_PUT     UNMANAGED("qualifierset-put")
#define SET_BEGIN   UNMANAGED("qualifierset-beginenumeration")
#define SET_NEXT    UNMANAGED("qualifierset-next")
#define SET_NAMES   UNMANAGED("qualifierset-getnames")
#define SET_DELETE  UNMANAGED("qualifierset-delete")
#define SYSTEM      u"SELECT * FROM Win32_OperatingSystem"
#define C_DRIVE     u"Win32_LogicalDisk.DeviceID=\"C:\""
#define DISK        u"Win32_LogicalDisk"
#define PROCESS     u"Win32_Process"
#define PARAMETER   (HRESULT) WBEM_E_INVALID_PARAMETER
#define MISSING     (HRESULT) WBEM_E_NOT_FOUND
#define UNEXPECTED  (HRESULT) WBEM_E_UNEXPECTED
#define NO_MORE     (HRESULT) WBEM_S_NO_MORE_DATA

static const answer rows[] = {
    /* Get: the VARTYPE of a CIM type, system properties */
    { "get: string", NUMBERS, ask_get, SYSTEM, u"Version", 0, S_OK, "VT 8, CIM 8" },
    { "get: uint64", NUMBERS, ask_get, C_DRIVE, u"Size", 0, S_OK, "VT 8, CIM 21" },
    { "get: uint32", NUMBERS, ask_get, C_DRIVE, u"DriveType", 0, S_OK, "VT 3, CIM 19" },
    { "get: uint16", NUMBERS, ask_get, SYSTEM, u"OSType", 0, S_OK, "VT 3, CIM 18" },
    { "get: sint16", NUMBERS, ask_get, SYSTEM, u"CurrentTimeZone", 0, S_OK, "VT 2, CIM 2" },
    { "get: boolean", NUMBERS, ask_get, SYSTEM, u"Primary", 0, S_OK, "VT 11, CIM 11" },
    { "get: datetime", NUMBERS, ask_get, SYSTEM, u"LastBootUpTime", 0, S_OK, "VT 8, CIM 101" },
    { "get: string array", NUMBERS, ask_get, SYSTEM, u"MUILanguages", 0, S_OK, "VT 8200, CIM 8200" },
    { "get: any case", GET, ask_get_value, C_DRIVE, u"deviceid", 0, S_OK, "C:" },
    { "get: __GENUS of an instance", SYSTEMS, ask_get_value, C_DRIVE, u"__GENUS", 0, S_OK, "2" },
    { "get: __GENUS of a class", SYSTEMS, ask_get_value, DISK, u"__GENUS", 0, S_OK, "1" },
    { "get: __CLASS", SYSTEMS, ask_get_value, C_DRIVE, u"__CLASS", 0, S_OK, "Win32_LogicalDisk" },
    { "get: __SUPERCLASS", CIMWIN32("win32-logicaldisk"), ask_get_value, C_DRIVE, u"__SUPERCLASS", 0, S_OK,
      "CIM_LogicalDisk" },
    { "get: __DYNASTY", SYSTEMS, ask_get_value, C_DRIVE, u"__DYNASTY", 0, S_OK, "CIM_ManagedSystemElement" },
    { "get: __RELPATH", SYSTEMS, ask_get_value, C_DRIVE, u"__RELPATH", 0, S_OK,
      "Win32_LogicalDisk.DeviceID=\"C:\"" },
    { "get: __RELPATH of a class", SYSTEMS, ask_get_value, DISK, u"__RELPATH", 0, S_OK, "Win32_LogicalDisk" },
    { "get: __NAMESPACE", SYSTEMS, ask_get_value, C_DRIVE, u"__NAMESPACE", 0, S_OK, "ROOT\\CIMV2" },
    { "get: __DERIVATION", SYSTEMS, ask_get, C_DRIVE, u"__DERIVATION", 0, S_OK, "VT 8200, CIM 8200" },
    { "get: __PROPERTY_COUNT", SYSTEMS, ask_get, C_DRIVE, u"__PROPERTY_COUNT", 0, S_OK, "VT 3, CIM 3" },
    { "get: flavor of a system property", GET, ask_get_flavor, C_DRIVE, u"__CLASS", 0, S_OK, "40" },
    { "get: flavor of an inherited property of a class", GET, ask_get_flavor, DISK, u"InstallDate", 0, S_OK,
      "20" },
    { "get: flavor of a class's own property", GET, ask_get_flavor, DISK, u"DriveType", 0, S_OK, "00" },
    { "get: unknown property", GET, ask_get, C_DRIVE, u"NoSuchProperty", 0, MISSING, NULL },
    { "get: unknown system property", GET, ask_get, C_DRIVE, u"__NOSUCHPROPERTY", 0, MISSING, NULL },
    { "get: no name", GET, ask_get, C_DRIVE, NULL, 0, PARAMETER, NULL },
    { "get: flags", GET, ask_get, C_DRIVE, u"DeviceID", 1, PARAMETER, NULL },
    { "get: a failure leaves the VARIANT", WBEMCLI("iwbemclassobject-get"), ask_get_keeps, C_DRIVE,
      u"NoSuchProperty", 0, MISSING, "kept" },

    /* Put */
    { "put: a string", PUT, ask_put_object, DISK, u"VolumeName", 0, S_OK, NULL },
    { "put: NULL", PUT, ask_put_null, DISK, u"VolumeName", 0, S_OK, "VT 1" },
    { "put: no name", PUT, ask_put_object, DISK, NULL, 0, PARAMETER, NULL },
    { "put: flags", PUT, ask_put_object, DISK, u"VolumeName", 1, PARAMETER, NULL },
    { "put: a string that is no number", PUT, ask_put_object, DISK, u"DriveType", 0,
      (HRESULT)WBEM_E_TYPE_MISMATCH, NULL },
    { "put: a new property of a class", PUT, ask_put_new, DISK, u"AnswerText", CIM_STRING, S_OK, NULL },
    { "put: a new property, the name begins with _", PUT, ask_put_new, DISK, u"_AnswerText", CIM_STRING,
      PARAMETER, NULL },
    { "put: a new property, the name ends with _", PUT, ask_put_new, DISK, u"AnswerText_", CIM_STRING,
      PARAMETER, NULL },
    { "put: a new property, no such type", PUT, ask_put_new, DISK, u"AnswerText", 999,
      (HRESULT)WBEM_E_INVALID_PROPERTY_TYPE, NULL },
    { "put: another type than the parent class has", PUT, ask_put_new, DISK, u"InstallDate", CIM_UINT32,
      (HRESULT)WBEM_E_TYPE_MISMATCH, NULL },

    /* Delete */
    { "delete: an unknown property", DELETING, ask_delete, DISK, u"NoSuchProperty", 0, MISSING, NULL },
    { "delete: an inherited property", DELETING, ask_delete, DISK, u"InstallDate", 0,
      (HRESULT)WBEM_E_PROPAGATED_PROPERTY, NULL },
    { "delete: a system property", DELETING, ask_delete, DISK, u"__CLASS", 0, (HRESULT)WBEM_E_SYSTEM_PROPERTY,
      NULL },
    { "delete: no name", DELETING, ask_delete, DISK, NULL, 0, PARAMETER, NULL },
    { "delete: a new property", DELETING, ask_delete_new, DISK, u"AnswerText", 0, S_OK, NULL },

    /* GetNames */
    { "names: all", NAMES, ask_names, C_DRIVE, NULL, WBEM_FLAG_ALWAYS, S_OK, "many" },
    { "names: system ones", NAMES, ask_names, C_DRIVE, NULL, WBEM_FLAG_ALWAYS | WBEM_FLAG_SYSTEM_ONLY, S_OK,
      "many" },
    { "names: others", NAMES, ask_names, C_DRIVE, NULL, WBEM_FLAG_ALWAYS | WBEM_FLAG_NONSYSTEM_ONLY, S_OK,
      "many" },
    { "names: keys", NAMES, ask_names, C_DRIVE, NULL, WBEM_FLAG_ALWAYS | WBEM_FLAG_KEYS_ONLY, S_OK, "few" },
    { "names: references", NAMES, ask_names, C_DRIVE, NULL, WBEM_FLAG_ALWAYS | WBEM_FLAG_REFS_ONLY, S_OK,
      "none" },
    { "names: local ones of a class", NAMES, ask_names, DISK, NULL, WBEM_FLAG_ALWAYS | WBEM_FLAG_LOCAL_ONLY,
      S_OK, NULL },
    { "names: inherited ones of a class", NAMES, ask_names, DISK, NULL,
      WBEM_FLAG_ALWAYS | WBEM_FLAG_PROPAGATED_ONLY, S_OK, "many" },
    { "names: with a qualifier", NAMES, ask_names, DISK, u"key", WBEM_FLAG_ONLY_IF_TRUE, S_OK, "few" },
    { "names: without a qualifier", NAMES, ask_names, DISK, u"key", WBEM_FLAG_ONLY_IF_FALSE, S_OK, "many" },
    { "names: with no such qualifier", NAMES, ask_names, DISK, u"nosuchqualifier", WBEM_FLAG_ONLY_IF_TRUE,
      S_OK, "none" },
    { "names: with a qualifier, none named", NAMES, ask_names, DISK, NULL, WBEM_FLAG_ONLY_IF_TRUE, PARAMETER,
      NULL },
    { "names: without a qualifier, none named", NAMES, ask_names, DISK, NULL, WBEM_FLAG_ONLY_IF_FALSE,
      PARAMETER, NULL },
    { "names: with a value, none given", NAMES, ask_names, DISK, u"key", WBEM_FLAG_ONLY_IF_IDENTICAL,
      PARAMETER, NULL },

    /* BeginEnumeration, Next, EndEnumeration */
    { "enumeration: all", NEXT, ask_next_to_end, C_DRIVE, NULL, 0, NO_MORE, "many" },
    { "enumeration: system properties", NEXT, ask_next_to_end, C_DRIVE, NULL, WBEM_FLAG_SYSTEM_ONLY, NO_MORE,
      "many" },
    { "enumeration: others", NEXT, ask_next_to_end, C_DRIVE, NULL, WBEM_FLAG_NONSYSTEM_ONLY, NO_MORE,
      "many" },
    { "enumeration: keys", NEXT, ask_next_to_end, C_DRIVE, NULL, WBEM_FLAG_KEYS_ONLY, NO_MORE, "few" },
    { "enumeration: references", NEXT, ask_next_to_end, C_DRIVE, NULL, WBEM_FLAG_REFS_ONLY, NO_MORE, "none" },
    { "enumeration: keys and references", BEGIN, ask_begin, C_DRIVE, NULL,
      WBEM_FLAG_KEYS_ONLY | WBEM_FLAG_REFS_ONLY, PARAMETER, NULL },
    { "enumeration: Next without BeginEnumeration", NEXT, ask_next_without_begin, C_DRIVE, NULL, 0,
      UNEXPECTED, NULL },
    { "enumeration: flags of Next", NEXT, ask_next_flags, C_DRIVE, NULL, 1, PARAMETER, NULL },
    { "enumeration: ended early", UNMANAGED("endenumeration"), ask_end, C_DRIVE, NULL, 0, S_OK, NULL },

    /* Qualifier sets of properties and methods */
    { "property qualifiers: of a property", QUALIFIERS, ask_property_qualifiers, DISK, u"DeviceID", 0, S_OK,
      NULL },
    { "property qualifiers: of an instance", WBEMCLI("iwbemclassobject-getpropertyqualifierset"),
      ask_property_qualifiers, C_DRIVE, u"DeviceID", 0, S_OK, NULL },
    { "property qualifiers: unknown property", QUALIFIERS, ask_property_qualifiers, DISK, u"NoSuchProperty",
      0, MISSING, NULL },
    { "property qualifiers: no property", QUALIFIERS, ask_property_qualifiers, DISK, NULL, 0, PARAMETER,
      NULL },
    { "property qualifiers: system property", QUALIFIERS, ask_property_qualifiers, DISK, u"__CLASS", 0,
      (HRESULT)WBEM_E_SYSTEM_PROPERTY, NULL },
    { "method qualifiers: of a method", UNMANAGED("getmethodqualifierset"), ask_method_qualifiers, PROCESS,
      u"Create", 0, S_OK, NULL },
    { "method qualifiers: unknown method", UNMANAGED("getmethodqualifierset"), ask_method_qualifiers, PROCESS,
      u"NoSuchMethod", 0, MISSING, NULL },
    { "method qualifiers: no method", UNMANAGED("getmethodqualifierset"), ask_method_qualifiers, PROCESS,
      NULL, 0, PARAMETER, NULL },

    /* Text, new objects, copies */
    { "text: of a class", OBJECT_TEXT, ask_object_text, DISK, NULL, 0, S_OK, "text" },
    { "text: of an instance", OBJECT_TEXT, ask_object_text, C_DRIVE, NULL, 0, S_OK, "text" },
    { "text: without flavors", OBJECT_TEXT, ask_object_text, DISK, NULL, WBEM_FLAG_NO_FLAVORS, S_OK, "text" },
    { "spawn: an instance", SPAWN, ask_spawn, DISK, NULL, 0, S_OK, NULL },
    { "spawn: from an instance", SPAWN, ask_spawn_from_instance, DISK, NULL, 0, S_OK, NULL },
    { "spawn: flags", SPAWN, ask_spawn, DISK, NULL, 1, PARAMETER, NULL },
    { "spawn: no pointer", SPAWN, ask_spawn_null, DISK, NULL, 0, PARAMETER, NULL },
    { "derive: a class", DERIVE, ask_derive, DISK, NULL, 0, S_OK, NULL },
    { "derive: from an instance", DERIVE, ask_derive_from_instance, DISK, NULL, 0,
      (HRESULT)WBEM_E_INVALID_OPERATION, NULL },
    { "derive: no pointer", DERIVE, ask_derive_null, DISK, NULL, 0, PARAMETER, NULL },
    { "copy", UNMANAGED("clone"), ask_copy, C_DRIVE, NULL, 0, (HRESULT)WBEM_S_SAME, "same" },
    { "copy: no pointer", UNMANAGED("clone"), ask_copy_null, C_DRIVE, NULL, 0, PARAMETER, NULL },

    /* InheritsFrom, CompareTo, origins */
    { "inherits: from its superclass", INHERITS, ask_inherits, DISK, u"CIM_LogicalDisk", 0, S_OK, NULL },
    { "inherits: from the top", INHERITS, ask_inherits, DISK, u"CIM_ManagedSystemElement", 0, S_OK, NULL },
    { "inherits: an instance", INHERITS, ask_inherits, C_DRIVE, u"CIM_LogicalDisk", 0, S_OK, NULL },
    { "inherits: not", INHERITS, ask_inherits, DISK, u"CIM_OperatingSystem", 0, (HRESULT)WBEM_S_FALSE, NULL },
    { "inherits: no class", INHERITS, ask_inherits, DISK, NULL, 0, PARAMETER, NULL },
    { "compare: with itself, got again", COMPARE, ask_compare, DISK, DISK, 0, (HRESULT)WBEM_S_SAME, NULL },
    { "compare: another class", COMPARE, ask_compare, DISK, PROCESS, 0, (HRESULT)WBEM_S_DIFFERENT, NULL },
    { "compare: class and instance", COMPARE, ask_compare, DISK, C_DRIVE, 0, (HRESULT)WBEM_S_DIFFERENT,
      NULL },
    { "compare: nothing", COMPARE, ask_compare, DISK, NULL, 0, PARAMETER, NULL },
    { "compare: a changed copy", COMPARE, ask_compare_changed, DISK, u"VolumeName", 0,
      (HRESULT)WBEM_S_DIFFERENT, NULL },
    { "origin: of a property", ORIGIN, ask_property_origin, DISK, u"InstallDate", 0, S_OK,
      "CIM_ManagedSystemElement" },
    { "origin: of a class's own property", ORIGIN, ask_property_origin, DISK, u"DriveType", 0, S_OK,
      "Win32_LogicalDisk" },
    { "origin: unknown property", ORIGIN, ask_property_origin, DISK, u"NoSuchProperty", 0, MISSING, NULL },
    { "origin: no property", ORIGIN, ask_property_origin, DISK, NULL, 0, PARAMETER, NULL },
    { "origin: of a method", UNMANAGED("getmethodorigin"), ask_method_origin, PROCESS, u"Create", 0, S_OK,
      "Win32_Process" },
    { "origin: unknown method", UNMANAGED("getmethodorigin"), ask_method_origin, PROCESS, u"NoSuchMethod", 0,
      MISSING, NULL },
    { "origin: no method", UNMANAGED("getmethodorigin"), ask_method_origin, PROCESS, NULL, 0, PARAMETER,
      NULL },

    /* Methods */
    { "methods: in and out", METHOD, ask_get_method, PROCESS, u"Create", 0, S_OK, "in out" },
    { "methods: out alone", METHOD, ask_get_method, PROCESS, u"GetOwner", 0, S_OK, "- out" },
    { "methods: unknown", METHOD, ask_get_method, PROCESS, u"NoSuchMethod", 0, MISSING, NULL },
    { "methods: enumeration", UNMANAGED("nextmethod"), ask_methods_to_end, PROCESS, NULL, 0, NO_MORE,
      "some" },
    { "methods: enumeration of local ones", UNMANAGED("beginmethodenumeration"), ask_methods_to_end, PROCESS,
      NULL, WBEM_FLAG_LOCAL_ONLY, NO_MORE, "some" },
    { "methods: enumeration, wrong flags", UNMANAGED("beginmethodenumeration"), ask_begin_methods, PROCESS,
      NULL, 0x1000, PARAMETER, NULL },
    { "methods: NextMethod without BeginMethodEnumeration", UNMANAGED("nextmethod"),
      ask_next_method_without_begin, PROCESS, NULL, 0, UNEXPECTED, NULL },
    { "methods: put", UNMANAGED("putmethod"), ask_put_method, DISK, u"AnswerMethod", 0, S_OK, NULL },
    { "methods: put, the name begins with _", UNMANAGED("putmethod"), ask_put_method, DISK, u"_AnswerMethod",
      0, PARAMETER, NULL },
    { "methods: delete an unknown one", UNMANAGED("deletemethod"), ask_delete_method, DISK, u"NoSuchMethod",
      0, MISSING, NULL },
    { "methods: delete a new one", UNMANAGED("deletemethod"), ask_delete_method_new, DISK, u"AnswerMethod", 0,
      S_OK, NULL },

    /* IWbemQualifierSet */
    { "qualifier: boolean", SET, ask_qualifier, DISK, u"dynamic", 0, S_OK, "VT 11" },
    { "qualifier: string", SET, ask_qualifier, DISK, u"provider", 0, S_OK, "VT 8" },
    { "qualifier: number", SET, ask_qualifier, DISK, u"Locale", 0, S_OK, "VT 3" },
    { "qualifier: unknown", SET, ask_qualifier, DISK, u"nosuchqualifier", 0, MISSING, NULL },
    { "qualifier: flags", SET, ask_qualifier, DISK, u"dynamic", 1, PARAMETER, NULL },
    { "qualifier: no name", SET, ask_qualifier, DISK, NULL, 0, PARAMETER, NULL },
    { "qualifier: put", SET_PUT, ask_qualifier_put, DISK, u"answer", 0, S_OK, NULL },
    { "qualifier: put, to instances", SET_PUT, ask_qualifier_put, DISK, u"answer",
      WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE, S_OK, NULL },
    { "qualifier: put, not overridable", SET_PUT, ask_qualifier_put, DISK, u"answer",
      WBEM_FLAVOR_NOT_OVERRIDABLE, S_OK, NULL },
    { "qualifier: put, no name", SET_PUT, ask_qualifier_put, DISK, NULL, 0, PARAMETER, NULL },
    { "qualifier: put a type that no qualifier has", SET_PUT, ask_qualifier_type, DISK, u"answer", VT_UI1,
      (HRESULT)WBEM_E_INVALID_QUALIFIER_TYPE, NULL },
    { "qualifier: delete an unknown one", SET_DELETE, ask_qualifier_delete, DISK, u"nosuchqualifier", 0,
      MISSING, NULL },
    { "qualifier: delete a new one", SET_DELETE, ask_qualifier_delete_new, DISK, u"answer", 0, S_OK, NULL },
    { "qualifier: delete, no name", SET_DELETE, ask_qualifier_delete, DISK, NULL, 0, PARAMETER, NULL },
    { "qualifier: names", SET_NAMES, ask_qualifier_names, DISK, NULL, 0, S_OK, NULL },
    { "qualifier: local names", SET_NAMES, ask_qualifier_names, DISK, NULL, WBEM_FLAG_LOCAL_ONLY, S_OK,
      NULL },
    { "qualifier: inherited names", SET_NAMES, ask_qualifier_names, DISK, NULL, WBEM_FLAG_PROPAGATED_ONLY,
      S_OK, NULL },
    { "qualifier: names, wrong flags", SET_NAMES, ask_qualifier_names, DISK, NULL, 0x1000, PARAMETER, NULL },
    { "qualifier: enumeration", SET_NEXT, ask_qualifier_to_end, DISK, NULL, 0, NO_MORE, "some" },
    { "qualifier: enumeration, wrong flags", SET_BEGIN, ask_qualifier_begin, DISK, NULL, 0x1000, PARAMETER,
      NULL },
    { "qualifier: Next without BeginEnumeration", SET_NEXT, ask_qualifier_next_without_begin, DISK, NULL, 0,
      UNEXPECTED, NULL },

    /* IWbemContext */
    { "context: a value", WBEMCLI("iwbemcontext-getvalue"), ask_context_value, NULL,
      u"__ProviderArchitecture", 0, S_OK, "VT 3, 64" },
    { "context: the end of an enumeration", WBEMCLI("iwbemcontext-next"), ask_context_next, NULL, NULL, 0,
      NO_MORE, "NULL, VT 1" },
};

const answers answers_of_objects = { rows, sizeof rows / sizeof rows[0] };
