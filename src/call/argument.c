/* SPDX-License-Identifier: MIT */
#include "call/argument.h"

#include "base/bstr.h"
#include "base/name.h"
#include "error/error.h"

#include <wmikit/com.h>

static HRESULT check_name(const wmi__argument_rules *rules, const char *name)
{
    const char *fault = name == NULL                               ? "NULL"
                        : name[0] == '\0'                          ? "empty"
                        : wmi__utf16_length(name) == WMI__NOT_UTF8 ? "not UTF-8"
                                                                   : NULL;

    if (fault != NULL)
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, rules->operation, "the name of a %s is %s",
                           rules->noun, fault);
    if (rules->is_name != NULL && !rules->is_name(name))
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, rules->operation,
                           "'%s' is not a valid name of a %s", name, rules->noun);
    return S_OK;
}

static bool is_among(const char *name, const wmi_argument *arguments, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (wmi__same_name(name, arguments[i].name))
            return true;
    }
    return false;
}

HRESULT wmi__arguments_check(const wmi__argument_rules *rules, const wmi_argument *arguments, size_t count)
{
    if (arguments == NULL && count > 0)
        return wmi__refuse_null(rules->operation, rules->list);
    for (size_t i = 0; i < count; i++) {
        HRESULT hr = check_name(rules, arguments[i].name);

        if (FAILED(hr))
            return hr;
        if (is_among(arguments[i].name, arguments, i))
            return wmi__refuse(rules->given_twice, rules->operation, "%s %s is given twice", rules->noun,
                               arguments[i].name);
    }
    return S_OK;
}
