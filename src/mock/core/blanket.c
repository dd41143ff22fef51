/* SPDX-License-Identifier: MIT */
#include "mock/core/blanket.h"

#include "base/bstr.h"
#include "base/erase.h"
#include "os/functions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Defaults --------------------------------------------------------------------------------------------------- */

/* Windows does not tell what CoInitializeSecurity was given; elsewhere the COM runtime is the library's own. */
static bool read_process_security(DWORD *authn_level, DWORD *impersonation)
{
    typedef bool (*read_function)(DWORD * authn_level, DWORD * impersonation);
    read_function read = (read_function)wmi__find_function("ole32.dll", "wmi__com_security");

    return read != NULL && read(authn_level, impersonation);
}

wmi_mock__proxy_blanket wmi_mock__blanket_default(void)
{
    wmi_mock__proxy_blanket blanket = {
        .authn_service = RPC_C_AUTHN_WINNT,
        .authz_service = RPC_C_AUTHZ_NONE,
        .authn_level = RPC_C_AUTHN_LEVEL_CONNECT,
        .impersonation = RPC_C_IMP_LEVEL_IDENTIFY,
    };

    read_process_security(&blanket.authn_level, &blanket.impersonation);
    if (blanket.impersonation == RPC_C_IMP_LEVEL_DEFAULT)
        blanket.impersonation = RPC_C_IMP_LEVEL_IDENTIFY;
    return blanket;
}

/* --- The identity ---------------------------------------------------------------------------------------------- */

/* One block, erased as a whole. */
typedef struct own_identity {
    COAUTHIDENTITY auth;
    size_t size;
    OLECHAR texts[];
} own_identity;

static size_t units_of(const COAUTHIDENTITY *identity)
{
    size_t units = 0;

    units += identity->User == NULL ? 0 : identity->UserLength;
    units += identity->Domain == NULL ? 0 : identity->DomainLength;
    units += identity->Password == NULL ? 0 : identity->PasswordLength;
    return units;
}

/* In UTF-16; ANSI text is taken for Latin-1. NULL stays NULL. */
static USHORT *copy_text(const USHORT *text, ULONG length, ULONG flags, OLECHAR **next)
{
    const unsigned char *bytes = (const unsigned char *)text;
    OLECHAR *start = *next;

    if (text == NULL)
        return NULL;
    for (ULONG i = 0; i < length; i++)
        start[i] = (flags & SEC_WINNT_AUTH_IDENTITY_ANSI) != 0 ? bytes[i] : text[i];
    *next += length;
    return (USHORT *)start;
}

static const COAUTHIDENTITY *copy_identity(const COAUTHIDENTITY *given)
{
    size_t size = sizeof(own_identity) + (units_of(given) + 1) * sizeof(OLECHAR);
    own_identity *self = calloc(1, size);
    OLECHAR *next;

    if (self == NULL)
        return NULL;
    self->size = size;
    next = self->texts;
    self->auth.UserLength = given->UserLength;
    self->auth.User = copy_text(given->User, given->UserLength, given->Flags, &next);
    self->auth.DomainLength = given->DomainLength;
    self->auth.Domain = copy_text(given->Domain, given->DomainLength, given->Flags, &next);
    self->auth.PasswordLength = given->PasswordLength;
    self->auth.Password = copy_text(given->Password, given->PasswordLength, given->Flags, &next);
    self->auth.Flags = SEC_WINNT_AUTH_IDENTITY_UNICODE;
    return &self->auth;
}

HRESULT wmi_mock__blanket_copy(const wmi_mock__proxy_blanket *blanket, wmi_mock__proxy_blanket *copy)
{
    *copy = *blanket;
    if (blanket->identity == NULL || blanket->is_clients)
        return S_OK;
    copy->identity = copy_identity(blanket->identity);
    return copy->identity == NULL ? E_OUTOFMEMORY : S_OK;
}

void wmi_mock__blanket_free(wmi_mock__proxy_blanket *blanket)
{
    own_identity *identity = (own_identity *)(void *)(uintptr_t)blanket->identity;

    if (identity != NULL && !blanket->is_clients) {
        wmi__erase(identity, identity->size);
        free(identity);
    }
    blanket->identity = NULL;
}

/* --- CoSetProxyBlanket ------------------------------------------------------------------------------------------ */

static HRESULT check(const wmi_mock__proxy_blanket *blanket, const OLECHAR *principal)
{
    const DWORD cloaking = EOAC_STATIC_CLOAKING | EOAC_DYNAMIC_CLOAKING;

    if (blanket->authn_level > RPC_C_AUTHN_LEVEL_PKT_PRIVACY ||
        blanket->impersonation > RPC_C_IMP_LEVEL_DELEGATE)
        return E_INVALIDARG;
    if (blanket->identity != NULL && (blanket->capabilities & cloaking) != 0)
        return E_INVALIDARG;
    /* COLE_DEFAULT_PRINCIPAL is a value: COM chooses one. */
    return blanket->authn_service == RPC_C_AUTHN_GSS_KERBEROS && principal == NULL ? E_INVALIDARG : S_OK;
}

HRESULT wmi_mock__blanket_make(const wmi_mock__proxy_blanket *given, const OLECHAR *principal, bool strict,
                               wmi_mock__proxy_blanket *made)
{
    wmi_mock__proxy_blanket blanket = *given;
    HRESULT hr;

    if ((const void *)blanket.identity == COLE_DEFAULT_AUTHINFO)
        blanket.identity = NULL;
    hr = check(&blanket, principal);
    if (FAILED(hr))
        return hr;
    blanket.is_set = true;
    blanket.is_clients = strict;
    if (blanket.impersonation == RPC_C_IMP_LEVEL_DEFAULT)
        blanket.impersonation = wmi_mock__blanket_default().impersonation;
    return wmi_mock__blanket_copy(&blanket, made);
}

/* --- What the computer at the other end sees -------------------------------------------------------------------- */

wmi_mock__claim wmi_mock__blanket_claim(const wmi_mock__proxy_blanket *blanket)
{
    const COAUTHIDENTITY *identity = blanket->identity;
    wmi_mock__claim claim = { 0 };

    if (identity == NULL)
        return claim;
    claim.user = identity->User;
    claim.user_length = identity->UserLength;
    claim.domain = identity->Domain;
    claim.domain_length = identity->DomainLength;
    claim.password = identity->Password;
    claim.password_length = identity->PasswordLength;
    return claim;
}

/*
 * RPC_C_AUTHN_LEVEL_DEFAULT is negotiated between client and server, here to what the server requires. (Whether Windows
 * does that against a server that requires PKT_INTEGRITY is unknown.)
 */
bool wmi_mock__blanket_suffices(const wmi_mock__proxy_blanket *blanket, DWORD authn_level)
{
    if (blanket->impersonation < RPC_C_IMP_LEVEL_IMPERSONATE)
        return false;
    return blanket->authn_level == RPC_C_AUTHN_LEVEL_DEFAULT || blanket->authn_level >= authn_level;
}

/* A part of a claim as text; "" when it is missing or too long. */
static void show(const OLECHAR *units, size_t count, char *text, size_t size)
{
    text[0] = '\0';
    if (units != NULL && wmi__utf8_length(units, count) < size)
        wmi__utf8_write(units, count, text);
}

void wmi_mock__blanket_describe(const wmi_mock__proxy_blanket *blanket, char *text, size_t size)
{
    wmi_mock__claim claim = wmi_mock__blanket_claim(blanket);
    char domain[128];
    char user[128];

    if (!blanket->is_set) {
        snprintf(text, size, "none");
        return;
    }
    show(claim.domain, claim.domain_length, domain, sizeof domain);
    show(claim.user, claim.user_length, user, sizeof user);
    snprintf(text, size, "authn=%u imp=%u caps=0x%X user=%s%s%s", (unsigned)blanket->authn_level,
             (unsigned)blanket->impersonation, (unsigned)blanket->capabilities, domain,
             domain[0] == '\0' ? "" : "\\", claim.user == NULL ? "(current)" : user);
}
