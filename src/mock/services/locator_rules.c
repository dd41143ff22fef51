/* SPDX-License-Identifier: MIT */
#include "mock/services/locator_rules.h"

#include "base/bstr.h"

#include <stdlib.h>
#include <string.h>

static bool is_separator(OLECHAR unit)
{
    return unit == u'\\' || unit == u'/';
}

void wmi_mock__resource_parts_free(wmi_mock__resource_parts *parts)
{
    free(parts->server);
    free(parts->namespace_path);
    memset(parts, 0, sizeof *parts);
}

HRESULT wmi_mock__resource_take_apart(const OLECHAR *resource, wmi_mock__resource_parts *parts)
{
    const OLECHAR *space = resource;
    const OLECHAR *server = resource;
    size_t server_length = 0;

    memset(parts, 0, sizeof *parts);
    if (is_separator(resource[0]) && is_separator(resource[1])) {
        server = resource + 2;
        while (server[server_length] != 0 && !is_separator(server[server_length]))
            server_length++;
        if (server_length == 0 && server[0] != 0)
            return (HRESULT)WBEM_E_INVALID_PARAMETER;
        space = server + server_length;
        if (*space != 0)
            space++;
    }
    parts->server = wmi__utf8_from_units(server, server_length);
    parts->namespace_path = wmi__utf8_from_units(space, wmi__units_length(space));
    if (parts->server == NULL || parts->namespace_path == NULL)
        return E_OUTOFMEMORY;
    return S_OK;
}

static OLECHAR upper(OLECHAR unit)
{
    return unit >= u'a' && unit <= u'z' ? (OLECHAR)(unit - u'a' + u'A') : unit;
}

/* The text after a prefix; NULL when the text does not begin with it. The prefix is in capitals. */
static const OLECHAR *behind(const OLECHAR *text, const OLECHAR *prefix)
{
    for (; *prefix != 0; prefix++, text++) {
        if (upper(*text) != *prefix)
            return NULL;
    }
    return text;
}

const OLECHAR *wmi_mock__ntlm_domain(const OLECHAR *authority)
{
    return authority == NULL ? NULL : behind(authority, u"NTLMDOMAIN:");
}

static bool is_hexadecimal(OLECHAR unit)
{
    return (unit >= u'0' && unit <= u'9') || (upper(unit) >= u'A' && upper(unit) <= u'F');
}

static bool locale_is_valid(const OLECHAR *locale)
{
    const OLECHAR *digits = behind(locale, u"MS_");
    size_t count = 0;

    while (digits != NULL && is_hexadecimal(digits[count]))
        count++;
    return count >= 1 && count <= 8 && digits[count] == 0;
}

static bool has_backslash(const OLECHAR *text)
{
    for (; text != NULL && *text != 0; text++) {
        if (*text == u'\\')
            return true;
    }
    return false;
}

static bool authority_is_valid(const OLECHAR *authority, const OLECHAR *user)
{
    const OLECHAR *domain = behind(authority, u"NTLMDOMAIN:");
    const OLECHAR *principal = behind(authority, u"KERBEROS:");

    if (authority[0] == 0)
        return true;
    if (domain != NULL)
        return domain[0] != 0 && !has_backslash(user); /* the domain given twice */
    return principal != NULL && principal[0] != 0;
}

HRESULT wmi_mock__connect_parameters_check(const wmi_mock__connect_parameters *parameters)
{
    bool valid = true;

    if (parameters->flags != 0 && parameters->flags != WBEM_FLAG_CONNECT_USE_MAX_WAIT)
        valid = false;
    if (parameters->user != NULL && parameters->user[0] == 0)
        valid = false;
    if (parameters->locale != NULL && !locale_is_valid(parameters->locale))
        valid = false;
    if (parameters->authority != NULL && !authority_is_valid(parameters->authority, parameters->user))
        valid = false;
    return valid ? S_OK : (HRESULT)WBEM_E_INVALID_PARAMETER;
}
