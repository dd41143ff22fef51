/* SPDX-License-Identifier: MIT */
#include "connect/options.h"

#include "base/bstr.h"
#include "connect/resource.h"
#include "error/error.h"

#include <wmikit/com.h>

#include <string.h>

#define OPERATION "wmi_connect"

#define FLAG_REPOSITORY_ONLY 0x40u /* WBEM_FLAG_CONNECT_REPOSITORY_ONLY */
#define FLAG_MAX_WAIT        0x80u /* WBEM_FLAG_CONNECT_USE_MAX_WAIT */

/* Every size of a released version; an appended field changes it, since there is no padding at the end. */
_Static_assert(sizeof(wmi_connect_options) == 10 * sizeof(void *) + 6 * sizeof(uint32_t),
               "wmi_connect_options as in 0.1");

/* --- What the texts are ------------------------------------------------------------------------------------- */

static bool is_given(const char *text)
{
    return text != NULL && text[0] != '\0';
}

static bool is_not_utf8(const char *text)
{
    return text != NULL && wmi__utf16_length(text) == WMI__NOT_UTF8;
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* The text after a prefix, which is in capitals; NULL when the text does not begin with it. */
static const char *behind(const char *text, const char *prefix)
{
    for (; *prefix != '\0'; prefix++, text++) {
        if (upper(*text) != *prefix)
            return NULL;
    }
    return text;
}

const char *wmi__authority_domain(const char *authority)
{
    return authority == NULL ? NULL : behind(authority, "NTLMDOMAIN:");
}

static bool is_local(const wmi_connect_options *options)
{
    return wmi__server_is_local(wmi__resource_server(options->server, options->namespace_path));
}

/* --- The rules, each of which says what breaks it ------------------------------------------------------------ */

static bool server_not_utf8(const wmi_connect_options *options)
{
    return is_not_utf8(options->server);
}

static bool namespace_not_utf8(const wmi_connect_options *options)
{
    return is_not_utf8(options->namespace_path);
}

static bool user_not_utf8(const wmi_connect_options *options)
{
    return is_not_utf8(options->user);
}

static bool password_not_utf8(const wmi_connect_options *options)
{
    return is_not_utf8(options->password);
}

static bool authority_not_utf8(const wmi_connect_options *options)
{
    return is_not_utf8(options->authority);
}

static bool locale_not_utf8(const wmi_connect_options *options)
{
    return is_not_utf8(options->locale);
}

static bool flags_reserved(const wmi_connect_options *options)
{
    return (options->security_flags & FLAG_REPOSITORY_ONLY) != 0;
}

static bool flags_unknown(const wmi_connect_options *options)
{
    return options->security_flags != 0 && options->security_flags != FLAG_MAX_WAIT &&
           options->security_flags != WMI_CONNECT_WAIT_FOREVER;
}

static bool user_empty(const wmi_connect_options *options)
{
    return options->user != NULL && options->user[0] == '\0';
}

static bool password_without_user(const wmi_connect_options *options)
{
    return options->password != NULL && options->user == NULL;
}

static bool authority_malformed(const wmi_connect_options *options)
{
    const char *domain;
    const char *principal;

    if (!is_given(options->authority))
        return false;
    domain = wmi__authority_domain(options->authority);
    principal = behind(options->authority, "KERBEROS:");
    return !is_given(domain) && !is_given(principal);
}

static bool domain_twice(const wmi_connect_options *options)
{
    return options->user != NULL && strchr(options->user, '\\') != NULL &&
           wmi__authority_domain(options->authority) != NULL;
}

static bool locale_malformed(const wmi_connect_options *options)
{
    const char *digits = options->locale == NULL ? NULL : behind(options->locale, "MS_");
    size_t count;

    if (options->locale == NULL)
        return false;
    if (digits == NULL)
        return true;
    count = strspn(digits, "0123456789ABCDEFabcdef");
    return count < 1 || count > 8 || digits[count] != '\0';
}

static bool server_has_separator(const wmi_connect_options *options)
{
    return options->server != NULL && strpbrk(options->server, "\\/") != NULL;
}

static bool server_twice(const wmi_connect_options *options)
{
    wmi__server_name by_path = wmi__resource_path_server(options->namespace_path);
    wmi__server_name apart = wmi__resource_server(options->server, NULL);

    if (by_path.length == 0 || apart.length == 0 || wmi__server_same(by_path, apart))
        return false;
    return !wmi__server_is_local(by_path) || !wmi__server_is_local(apart);
}

static bool authn_level_unknown(const wmi_connect_options *options)
{
    return (unsigned)options->authn_level > WMI_AUTHN_PKT_PRIVACY;
}

static bool impersonation_unknown(const wmi_connect_options *options)
{
    return (unsigned)options->impersonation > WMI_IMPERSONATION_DELEGATE;
}

static bool cloaking_unknown(const wmi_connect_options *options)
{
    return options->cloaking != WMI_CLOAKING_NONE && options->cloaking != WMI_CLOAKING_STATIC &&
           options->cloaking != WMI_CLOAKING_DYNAMIC;
}

static bool com_setup_unknown(const wmi_connect_options *options)
{
    return options->com_setup != WMI_COM_AUTO && options->com_setup != WMI_COM_CALLER;
}

static bool cloaking_with_identity(const wmi_connect_options *options)
{
    return options->cloaking != WMI_CLOAKING_NONE && options->user != NULL;
}

static bool local_credentials(const wmi_connect_options *options)
{
    return (options->user != NULL || options->password != NULL || is_given(options->authority)) &&
           is_local(options);
}

/* --- The table, in the order in which it is gone through -------------------------------------------------------- */

#define INVALID   ((HRESULT)WBEM_E_INVALID_PARAMETER)
#define SEE_UTF8  "Text must be UTF-8: convert it from any other code page first."
#define SEE_ENUMS "Use one of the constants of the enumeration."

/* Messages of rules that only this library has begin with "wmikit: "; the others are Microsoft's. */
static const struct rule {
    bool (*is_broken)(const wmi_connect_options *options);
    HRESULT code;
    const char *message;
    const char *hint;
} rules[] = {
    { server_not_utf8, INVALID, "wmikit: server is not UTF-8", SEE_UTF8 },
    { namespace_not_utf8, INVALID, "wmikit: namespace_path is not UTF-8", SEE_UTF8 },
    { user_not_utf8, INVALID, "wmikit: user is not UTF-8", SEE_UTF8 },
    { password_not_utf8, INVALID, "wmikit: password is not UTF-8", SEE_UTF8 },
    { authority_not_utf8, INVALID, "wmikit: authority is not UTF-8", SEE_UTF8 },
    { locale_not_utf8, INVALID, "wmikit: locale is not UTF-8", SEE_UTF8 },
    { flags_reserved, INVALID,
      "security_flags has 0x40, WBEM_FLAG_CONNECT_REPOSITORY_ONLY, which is reserved",
      "Leave security_flags at 0." },
    { flags_unknown, INVALID, "security_flags has a flag that is unknown to ConnectServer",
      "Leave security_flags at 0, or use WMI_CONNECT_WAIT_FOREVER." },
    { user_empty, INVALID, "user is empty", "Use NULL for the current user." },
    { password_without_user, INVALID, "wmikit: password is given without user",
      "Set user too, or leave both NULL for the current user." },
    { authority_malformed, INVALID,
      "wmikit: authority is neither Kerberos:<principal> nor NTLMDOMAIN:<domain>",
      "Write a domain as NTLMDOMAIN:<domain>, or better in user: DOMAIN\\user." },
    { domain_twice, INVALID, "both authority and user name a domain", "Name the domain only in user." },
    { locale_malformed, INVALID, "locale is not MS_ and 1 to 8 hexadecimal digits",
      "American English is MS_409; use NULL for the current locale." },
    { server_has_separator, INVALID, "wmikit: server contains a slash or backslash",
      "Give only a name or an address; put a path into namespace_path." },
    { server_twice, INVALID, "wmikit: server and namespace_path name two different servers",
      "Name the server in only one of the two." },
    { authn_level_unknown, E_INVALIDARG, "wmikit: authn_level is not a wmi_authn_level", SEE_ENUMS },
    { impersonation_unknown, E_INVALIDARG, "wmikit: impersonation is not a wmi_impersonation_level",
      SEE_ENUMS },
    { cloaking_unknown, E_INVALIDARG, "wmikit: cloaking is not a wmi_cloaking", SEE_ENUMS },
    { com_setup_unknown, E_INVALIDARG, "wmikit: com_setup is not a wmi_com_setup", SEE_ENUMS },
    { cloaking_with_identity, E_INVALIDARG, "cloaking cannot be combined with user",
      "Cloaking uses the token of the thread: impersonate the user on the thread, and leave user NULL." },
    { local_credentials, (HRESULT)WBEM_E_LOCAL_CREDENTIALS,
      "user, password or authority is given, but server is this computer",
      "Leave out user, password and authority when connecting to this computer." },
};

static HRESULT check(const wmi_connect_options *options)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (rules[i].is_broken(options))
            return wmi__refuse_with_hint(rules[i].code, OPERATION, rules[i].message, rules[i].hint);
    }
    return S_OK;
}

HRESULT wmi__connect_options_read(const wmi_connect_options *given, wmi_connect_options *options)
{
    static const wmi_connect_options defaults = WMI_CONNECT_OPTIONS_INIT;

    *options = defaults;
    if (given == NULL)
        return S_OK;
    if (given->size != sizeof *given)
        return wmi__refuse_size(OPERATION, given->size, "WMI_CONNECT_OPTIONS_INIT");
    *options = *given;
    return check(options);
}
