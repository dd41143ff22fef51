/* SPDX-License-Identifier: MIT */
/* The security of a proxy, as CoSetProxyBlanket sets it: levels, and an identity. */
#ifndef WMIKIT_SRC_MOCK_CORE_BLANKET_H
#define WMIKIT_SRC_MOCK_CORE_BLANKET_H

#include "mock/core/state.h"

/*
 * The identity is a copy, since the client may discard its own after the call; it is erased before it is freed. Where
 * WMI_MOCK_STRICT_IDENTITY is set, it is the client's, and is read at every call.
 */
typedef struct wmi_mock__proxy_blanket {
    bool is_set;
    DWORD authn_service;
    DWORD authz_service;
    DWORD authn_level;
    DWORD impersonation;
    DWORD capabilities;
    const COAUTHIDENTITY *identity; /* NULL: the current user */
    bool is_clients;                /* the identity is */
} wmi_mock__proxy_blanket;

/* Of a proxy that CoSetProxyBlanket was not called for: what CoInitializeSecurity set, or COM's own defaults. */
wmi_mock__proxy_blanket wmi_mock__blanket_default(void);

/*
 * What CoSetProxyBlanket was given becomes a blanket of the mock's: defaults are filled in, and the identity is copied
 * unless `strict`. E_OUTOFMEMORY, E_INVALIDARG for what cannot be combined. On failure nothing is to be freed.
 */
HRESULT wmi_mock__blanket_make(const wmi_mock__proxy_blanket *given, const OLECHAR *principal, bool strict,
                               wmi_mock__proxy_blanket *made);
HRESULT wmi_mock__blanket_copy(const wmi_mock__proxy_blanket *blanket, wmi_mock__proxy_blanket *copy);
void wmi_mock__blanket_free(wmi_mock__proxy_blanket *blanket);

/* Whom a call with this blanket claims to be for. */
wmi_mock__claim wmi_mock__blanket_claim(const wmi_mock__proxy_blanket *blanket);

/* Whether its levels suffice for a computer that accepts authn_level and above. */
bool wmi_mock__blanket_suffices(const wmi_mock__proxy_blanket *blanket, DWORD authn_level);

/* As text for the journal. */
void wmi_mock__blanket_describe(const wmi_mock__proxy_blanket *blanket, char *text, size_t size);

#endif
