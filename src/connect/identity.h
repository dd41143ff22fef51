/* SPDX-License-Identifier: MIT */
/* A user's name, domain and password as CoSetProxyBlanket takes them; erased before they are freed. */
#ifndef WMIKIT_SRC_CONNECT_IDENTITY_H
#define WMIKIT_SRC_CONNECT_IDENTITY_H

#include <wmikit/com.h>

typedef struct wmi__identity wmi__identity;

/*
 * Splits "DOMAIN\user"; for a plain user, the domain is that of an authority NTLMDOMAIN:<domain>;
 * "user@domain" is not split, and has no domain. All text is valid UTF-8; password and authority may
 * be NULL. NULL when there is no memory.
 */
wmi__identity *wmi__identity_create(const char *user, const char *password, const char *authority);
void wmi__identity_free(wmi__identity *identity);

/* The COAUTHIDENTITY, valid as long as the identity; NULL for NULL. */
RPC_AUTH_IDENTITY_HANDLE wmi__identity_auth_info(const wmi__identity *identity);

/* A copy of the password; NULL when there is none. S_OK; E_OUTOFMEMORY. */
HRESULT wmi__identity_password(const wmi__identity *identity, BSTR *password);

#endif
