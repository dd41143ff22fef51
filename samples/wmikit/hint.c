/* SPDX-License-Identifier: MIT */
#include "hint.h"

#include <stdbool.h>
#include <string.h>

#define DESCRIBE "wmikit describe CLASS shows what there is."

static const struct {
    HRESULT code;
    const char *part; /* of the library's hint, where the code has several; NULL: any */
    const char *hint;
} hints[] = {
    { WMI_E_ACCESS_DENIED, NULL,
      "Run elevated, or give the user rights on the namespace (wmimgmt.msc, Security). Some classes also "
      "need a "
      "privilege: --privilege SeSecurityPrivilege." },
    { WMI_E_PRIVILEGE_NOT_HELD, NULL, "Enable it with --privilege NAME, at an elevated prompt." },
    { WMI_E_CLIENT_PRIVILEGE_NOT_HELD, NULL, "Enable it with --privilege NAME, at an elevated prompt." },
    { WMI_E_INVALID_QUERY, "wmi_subscribe", "wmikit watch is for queries of events." },
    { WMI_E_UNPARSABLE_QUERY, "wmi_subscribe", "wmikit watch is for queries of events." },
    { WMI_E_INVALID_QUERY, "wmi_query", "Check the query's syntax. wmikit query is for queries of data." },
    { WMI_E_UNPARSABLE_QUERY, "wmi_query", "Check the query's syntax. wmikit query is for queries of data." },
    { WMI_E_INVALID_QUERY, NULL,
      "Check the query's syntax; in text, write \\' and \\\\. A property that is selected may not exist in "
      "this "
      "version of Windows: " DESCRIBE },
    { WMI_E_UNPARSABLE_QUERY, NULL, "Check the query's syntax; in text, write \\' and \\\\." },
    { WMI_E_NOT_EVENT_CLASS, NULL, "Name a class of events; wmikit query is for queries of data." },
    { WMI_E_NOT_FOUND, "WMI_PUT", "There is no such instance; without --update it is created." },
    { WMI_E_NOT_FOUND, NULL, "Check the property's spelling: " DESCRIBE },
    { WMI_E_ALREADY_EXISTS, NULL, "Without --create the instance is updated." },
    { WMI_E_ILLEGAL_NULL, NULL, "Give every key a value: " DESCRIBE },
    { WMI_E_TYPE_MISMATCH, NULL, "Give a value of the right type: " DESCRIBE },
    { WMI_E_OVERFLOW, NULL, "Give a value that fits the type: " DESCRIBE },
    { WMI_E_PROVIDER_NOT_CAPABLE, NULL,
      "The provider does not carry the method out; the mock of this tool carries out none." },
    { WMI_E_METHOD_NOT_IMPLEMENTED, NULL,
      "The provider does not carry the method out; the mock of this tool carries out none." },
    { WMI_E_CLASS_NOT_REGISTERED, NULL, "There is no WMI on this system: use --mock FILE.mof." },
    { WMI_E_COM_NOT_INITIALIZED, NULL, "" },
    { WMI_E_CHANGED_MODE, NULL, "" },
    { WMI_E_ENCRYPTED_CONNECTION_REQUIRED, NULL,
      "Ask from another computer, with --server: such calls are encrypted." },
};

/* Functions and macros, fields of structs, and words for programs. */
static bool names_the_library(const char *hint)
{
    static const char *const words[] = { "wmi_",      "WMI_",   "wmikit", "authn_level",
                                         "com_setup", "getter", "struct", "CoInitialize" };
    size_t i;

    for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strstr(hint, words[i]) != NULL)
            return true;
    }
    return false;
}

const char *hint_at_prompt(const wmi_error *error)
{
    size_t i;

    if (!names_the_library(error->hint))
        return error->hint;
    for (i = 0; i < sizeof(hints) / sizeof(hints[0]); i++) {
        if (hints[i].code == error->code &&
            (hints[i].part == NULL || strstr(error->hint, hints[i].part) != NULL))
            return hints[i].hint;
    }
    return "";
}
