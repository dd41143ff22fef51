/* SPDX-License-Identifier: MIT */
#include "error/hint.h"

#include "os/os.h"

#include <wmikit/codes.h>

#include <string.h>

/* What the program is doing, as far as it matters for a remedy. */
typedef enum situation {
    OTHER = 0,
    READING = 1,  /* a property */
    RECORDS = 2,  /* properties into the fields of a struct */
    SETTING = 4,  /* a property, in memory */
    WRITING = 8,  /* an instance */
    CALLING = 16, /* a method */
    FINDING = 32, /* an object by its path */
    MAKING_PATH = 64,
    QUERYING = 128,
    CREATING = 256, /* a COM object */
    SUBSCRIBING = 512,
} situation;

/* By the beginning of the operation; the first that fits. */
static const struct {
    const char *start;
    situation doing;
} operations[] = {
    { "CoCreateInstance", CREATING },
    { "IEnumWbemClassObject::", QUERYING },
    { "IWbemClassObject::GetMethodOrigin", OTHER },
    { "IWbemClassObject::GetMethodQualifierSet", OTHER },
    { "IWbemClassObject::GetMethod", CALLING },
    { "IWbemClassObject::GetNames", OTHER },
    { "IWbemClassObject::GetObjectText", OTHER },
    { "IWbemClassObject::GetProperty", OTHER }, /* its origin, its qualifiers */
    { "IWbemClassObject::GetQualifierSet", OTHER },
    { "IWbemClassObject::Get", READING },
    { "IWbemClassObject::Put", SETTING },
    { "IWbemServices::CreateInstanceEnum", QUERYING },
    { "IWbemServices::DeleteInstance", FINDING },
    { "IWbemServices::ExecMethod", CALLING },
    { "IWbemServices::ExecNotificationQuery", SUBSCRIBING },
    { "IWbemServices::ExecQuery", QUERYING },
    { "IWbemServices::GetObject", FINDING },
    { "IWbemServices::PutInstance", WRITING },
    { "wmi_call", CALLING },
    { "wmi_get_", READING },
    { "wmi_path_create", MAKING_PATH },
    { "wmi_put", WRITING },
    { "wmi_read_", RECORDS },
    { "wmi_select", RECORDS },
    { "wmi_set_value", SETTING },
};

static const struct {
    HRESULT code;
    unsigned situations;
    const char *hint;
} hints[] = {
    { WMI_E_TYPE_MISMATCH, READING,
      "Use the getter for the property's type; wmi_get_string shows any scalar as text." },
    { WMI_E_TYPE_MISMATCH, RECORDS, "Give the field the property's type." },
    { WMI_E_TYPE_MISMATCH, SETTING, "Assign a value of the property's type." },
    { WMI_E_TYPE_MISMATCH, CALLING, "Pass a value of the parameter's type." },
    { WMI_E_TYPE_MISMATCH, MAKING_PATH, "A key is an integer, a boolean, text, a datetime or a reference." },
    { WMI_E_OVERFLOW, READING, "Use the getter of a wider type." },
    { WMI_E_OVERFLOW, RECORDS, "Give the field a wider type." },
    { WMI_E_OVERFLOW, SETTING, "Assign a value that fits the property's type." },
    { WMI_E_OVERFLOW, CALLING, "Pass a value that fits the parameter's type." },
    { WMI_E_NOT_FOUND, READING | RECORDS,
      "Check the property's spelling, and that the query selects it. This version of Windows may not have "
      "it: "
      "WMI_FIELD_IF_ANY reads it where it exists." },
    { WMI_E_NOT_FOUND, WRITING, "There is no such instance to update; WMI_PUT_CREATE_OR_UPDATE creates it." },
    { WMI_E_NOT_FOUND, FINDING | CALLING, "Check the class and the namespace, and the values of the keys." },
    { WMI_E_ALREADY_EXISTS, WRITING, "WMI_PUT_CREATE_OR_UPDATE updates an instance that exists." },
    { WMI_E_ILLEGAL_NULL, WRITING, "Set the keys, and what may not be NULL, with wmi_set_value first." },
    { WMI_E_PROVIDER_NOT_CAPABLE, WRITING, "The provider is read-only, or cannot do this: call a method." },
    { WMI_E_PROVIDER_NOT_CAPABLE, CALLING,
      "The provider does not carry the method out; in a mock, give it a handler: wmi_mock_on_method." },
    { WMI_E_METHOD_NOT_IMPLEMENTED, CALLING,
      "The provider does not carry the method out; in a mock, give it a handler: wmi_mock_on_method." },
    { WMI_E_INVALID_QUERY, QUERYING,
      "Check the query's syntax; quote text with wmi_wql_quote. A property that is selected may not exist in "
      "this version of Windows." },
    { WMI_E_INVALID_QUERY, SUBSCRIBING, "Check the query's syntax. wmi_query is for queries of data." },
    { WMI_E_UNPARSABLE_QUERY, SUBSCRIBING, "Check the query's syntax. wmi_query is for queries of data." },
    { WMI_E_INVALID_CLASS, SUBSCRIBING,
      "Check the class and the namespace: the registry's events are in ROOT\\DEFAULT." },
    { WMI_E_ACCESS_DENIED, SUBSCRIBING, "Run as an administrator: traces and some other events need it." },
    { WMI_E_ACCESS_DENIED, QUERYING | CALLING,
      "Run elevated, or give the user rights on the namespace (wmimgmt.msc, Security). Some classes also "
      "need "
      "a privilege: wmi_enable_privilege." },
};

static situation situation_of(const char *operation)
{
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++) {
        if (strncmp(operation, operations[i].start, strlen(operations[i].start)) == 0)
            return operations[i].doing;
    }
    return OTHER;
}

const char *wmi__hint_for(HRESULT code, const char *operation)
{
    situation doing = situation_of(operation);

    if (doing == CREATING && code == WMI_E_CLASS_NOT_REGISTERED && !wmi__is_windows)
        return "There is no WMI on this system: install a mock with wmi_mock_install.";
    for (size_t i = 0; i < sizeof hints / sizeof hints[0]; i++) {
        if (hints[i].code == code && (hints[i].situations & (unsigned)doing) != 0)
            return hints[i].hint;
    }
    return NULL;
}
