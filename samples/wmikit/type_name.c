/* SPDX-License-Identifier: MIT */
#include "type_name.h"

static const char *name_of(wmi_type type)
{
    switch (type) {
    case WMI_NULL: return "void";
    case WMI_SINT16: return "sint16";
    case WMI_SINT32: return "sint32";
    case WMI_REAL32: return "real32";
    case WMI_REAL64: return "real64";
    case WMI_STRING: return "string";
    case WMI_BOOL: return "boolean";
    case WMI_SINT8: return "sint8";
    case WMI_UINT8: return "uint8";
    case WMI_UINT16: return "uint16";
    case WMI_UINT32: return "uint32";
    case WMI_SINT64: return "sint64";
    case WMI_UINT64: return "uint64";
    case WMI_DATETIME: return "datetime";
    case WMI_CHAR16: return "char16";
    case WMI_OBJECT:
    case WMI_REFERENCE: break;
    }
    return "object";
}

void type_append_name(text *into, wmi_type type, const char *class_name)
{
    bool has_class = (type == WMI_REFERENCE || type == WMI_OBJECT) && class_name != NULL;

    text_append_string(into, has_class ? class_name : name_of(type));
    if (type == WMI_REFERENCE)
        text_append_string(into, " ref");
}

void type_append_described(text *into, wmi_type type, bool is_array)
{
    text_append_string(into, is_array ? "an array of " : type == WMI_OBJECT ? "an " : "a ");
    text_append_string(into, type == WMI_REFERENCE ? "reference" : name_of(type));
}
