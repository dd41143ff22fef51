/* SPDX-License-Identifier: MIT */
#include "base/bstr.h"
#include "error/error.h"
#include "value/value.h"

#include <stdlib.h>
#include <string.h>

#define OPERATION "wmi_value_text"

static HRESULT copy(const char *from, char **text)
{
    size_t size = strlen(from) + 1;

    *text = malloc(size);
    if (*text == NULL)
        return wmi__out_of_memory(OPERATION);
    memcpy(*text, from, size);
    return WMI_OK;
}

static HRESULT copy_text(const char *from, char **text)
{
    if (from == NULL || wmi__utf16_length(from) == WMI__NOT_UTF8)
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, OPERATION, "the value's text is %s",
                           from == NULL ? "NULL" : "not UTF-8");
    return copy(from, text);
}

static HRESULT refuse(const wmi_value *value)
{
    if (value->type == WMI_DATETIME && !value->is_array)
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, OPERATION,
                           "a field of the datetime is out of range");
    return wmi__refuse((HRESULT)WBEM_E_TYPE_MISMATCH, OPERATION,
                       "the value is a%s%s%s, not a scalar that "
                       "converts to text",
                       value->type == WMI_OBJECT ? "n " : " ", wmi__type_name(value->type),
                       value->is_array ? " array" : "");
}

HRESULT wmi_value_text(const wmi_value *value, char **text)
{
    char scalar[WMI__SCALAR_TEXT_SIZE];

    if (text == NULL)
        return wmi__refuse_null(OPERATION, "text");
    *text = NULL;
    if (value == NULL)
        return wmi__refuse_null(OPERATION, "value");
    if (value->is_null)
        return WMI_END;
    if (!value->is_array && (value->type == WMI_STRING || value->type == WMI_REFERENCE))
        return copy_text(value->string, text);
    return wmi__scalar_text(value, scalar) ? copy(scalar, text) : refuse(value);
}
