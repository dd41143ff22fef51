/* SPDX-License-Identifier: MIT */
#include "connect/options.h"

#include "base/bstr.h"
#include "base/name.h"
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

/* The text after a prefix, in any case; NULL when the text does not begin with it. */
static const char *behind(const char *text, const char *prefix)
{
    for (; *prefix != '\0'; prefix++, text++) {
        if (wmi__lower(*text) != wmi__lower(*prefix))
            return NULL;
    }
    return text;
}

const char *wmi__authority_domain(const char *authority)
{
    return authority == NULL ? NULL : behind(authority, "NTLMDOMAIN:");
}

/* --- What is refused -------------------------------------------------------------------------------------- */

static bool authority_malformed(const char *authority)
{
    const char *domain;
    const char *principal;

    if (!is_given(authority))
        return false;
    domain = wmi__authority_domain(authority);
    principal = behind(authority, "KERBEROS:");
    return !is_given(domain) && !is_given(principal);
}

static bool locale_malformed(const char *locale)
{
    const char *digits = locale == NULL ? NULL : behind(locale, "MS_");
    size_t count;

    if (locale == NULL)
        return false;
    if (digits == NULL)
        return true;
    count = strspn(digits, "0123456789ABCDEFabcdef");
    return count < 1 || count > 8 || digits[count] != '\0';
}

static bool names_two_servers(const wmi_connect_options *options)
{
    wmi__server_name by_path = wmi__resource_path_server(options->namespace_path);
    wmi__server_name apart = wmi__resource_server(options->server, NULL);

    if (by_path.length == 0 || apart.length == 0 || wmi__server_same(by_path, apart))
        return false;
    return !wmi__server_is_local(by_path) || !wmi__server_is_local(apart);
}

static bool has_local_credentials(const wmi_connect_options *options)
{
    return (options->user != NULL || options->password != NULL || is_given(options->authority)) &&
           wmi__server_is_local(wmi__resource_server(options->server, options->namespace_path));
}

#define INVALID   ((HRESULT)WBEM_E_INVALID_PARAMETER)
#define SEE_UTF8  "Text must be UTF-8: convert it from any other code page first."
#define SEE_ENUMS "Use one of the constants of the enumeration."

/* Messages of rules that only this library has begin with "wmikit: "; the others are Microsoft's. */
typedef struct mistake {
    bool is_made;
    HRESULT code;
    const char *message;
    const char *hint;
} mistake;

static HRESULT refuse_first(const mistake *mistakes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (mistakes[i].is_made)
            return wmi__refuse_with_hint(mistakes[i].code, OPERATION, mistakes[i].message, mistakes[i].hint);
    }
    return S_OK;
}

static HRESULT check_encoding(const wmi_connect_options *options)
{
    const mistake mistakes[] = {
        { is_not_utf8(options->server), INVALID, "wmikit: server is not UTF-8", SEE_UTF8 },
        { is_not_utf8(options->namespace_path), INVALID, "wmikit: namespace_path is not UTF-8", SEE_UTF8 },
        { is_not_utf8(options->user), INVALID, "wmikit: user is not UTF-8", SEE_UTF8 },
        { is_not_utf8(options->password), INVALID, "wmikit: password is not UTF-8", SEE_UTF8 },
        { is_not_utf8(options->authority), INVALID, "wmikit: authority is not UTF-8", SEE_UTF8 },
        { is_not_utf8(options->locale), INVALID, "wmikit: locale is not UTF-8", SEE_UTF8 },
    };

    return refuse_first(mistakes, sizeof mistakes / sizeof mistakes[0]);
}

static HRESULT check_arguments(const wmi_connect_options *options)
{
    const char *user = options->user;
    const uint32_t flags = options->security_flags;
    const mistake mistakes[] = {
        { (flags & FLAG_REPOSITORY_ONLY) != 0, INVALID,
          "security_flags has 0x40, WBEM_FLAG_CONNECT_REPOSITORY_ONLY, which is reserved",
          "Leave security_flags at 0." },
        { flags != 0 && flags != FLAG_MAX_WAIT && flags != WMI_CONNECT_WAIT_FOREVER, INVALID,
          "security_flags has a flag that is unknown to ConnectServer",
          "Leave security_flags at 0, or use WMI_CONNECT_WAIT_FOREVER." },
        { user != NULL && user[0] == '\0', INVALID, "user is empty", "Use NULL for the current user." },
        { options->password != NULL && user == NULL, INVALID, "wmikit: password is given without user",
          "Set user too, or leave both NULL for the current user." },
        { authority_malformed(options->authority), INVALID,
          "wmikit: authority is neither Kerberos:<principal> nor NTLMDOMAIN:<domain>",
          "Write a domain as NTLMDOMAIN:<domain>, or better in user: DOMAIN\\user." },
        { user != NULL && strchr(user, '\\') != NULL && wmi__authority_domain(options->authority) != NULL,
          INVALID, "both authority and user name a domain", "Name the domain only in user." },
        { locale_malformed(options->locale), INVALID, "locale is not MS_ and 1 to 8 hexadecimal digits",
          "American English is MS_409; use NULL for the current locale." },
        { options->server != NULL && strpbrk(options->server, "\\/") != NULL, INVALID,
          "wmikit: server contains a slash or backslash",
          "Give only a name or an address; put a path into namespace_path." },
        { names_two_servers(options), INVALID, "wmikit: server and namespace_path name two different servers",
          "Name the server in only one of the two." },
    };

    return refuse_first(mistakes, sizeof mistakes / sizeof mistakes[0]);
}

static HRESULT check_security(const wmi_connect_options *options)
{
    const wmi_cloaking cloaking = options->cloaking;
    const mistake mistakes[] = {
        { (unsigned)options->authn_level > WMI_AUTHN_PKT_PRIVACY, E_INVALIDARG,
          "wmikit: authn_level is not a wmi_authn_level", SEE_ENUMS },
        { (unsigned)options->impersonation > WMI_IMPERSONATION_DELEGATE, E_INVALIDARG,
          "wmikit: impersonation is not a wmi_impersonation_level", SEE_ENUMS },
        { cloaking != WMI_CLOAKING_NONE && cloaking != WMI_CLOAKING_STATIC &&
              cloaking != WMI_CLOAKING_DYNAMIC,
          E_INVALIDARG, "wmikit: cloaking is not a wmi_cloaking", SEE_ENUMS },
        { options->com_setup != WMI_COM_AUTO && options->com_setup != WMI_COM_CALLER, E_INVALIDARG,
          "wmikit: com_setup is not a wmi_com_setup", SEE_ENUMS },
        { cloaking != WMI_CLOAKING_NONE && options->user != NULL, E_INVALIDARG,
          "cloaking cannot be combined with user",
          "Cloaking uses the token of the thread: impersonate the user on the thread, and leave user NULL." },
        { has_local_credentials(options), (HRESULT)WBEM_E_LOCAL_CREDENTIALS,
          "user, password or authority is given, but server is this computer",
          "Leave out user, password and authority when connecting to this computer." },
    };

    return refuse_first(mistakes, sizeof mistakes / sizeof mistakes[0]);
}

static HRESULT check(const wmi_connect_options *options)
{
    HRESULT hr = check_encoding(options);

    if (SUCCEEDED(hr))
        hr = check_arguments(options);
    return SUCCEEDED(hr) ? check_security(options) : hr;
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
