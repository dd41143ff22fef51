/* SPDX-License-Identifier: MIT */
/* A user's name, domain and password as CoSetProxyBlanket takes them; erased before they are freed. */
#ifndef WMIKIT_SRC_CONNECT_IDENTITY_H
#define WMIKIT_SRC_CONNECT_IDENTITY_H

#include <wmikit/com.h>

typedef struct wmi__identity wmi__identity;

/*
 * Takes "DOMAIN\user" apart; a plain user's domain is the one that an authority of NTLMDOMAIN:<domain> names;
 * "user@domain" stays whole, with no domain. All text is UTF-8 that was checked; password and authority may
 * be NULL. NULL when there is no memory.
 */
wmi__identity *wmi__identity_create(const char *user, const char *password, const char *authority);
void wmi__identity_free(wmi__identity *identity);

/* The COAUTHIDENTITY, as good as long as the identity; NULL for NULL. */
RPC_AUTH_IDENTITY_HANDLE wmi__identity_auth_info(const wmi__identity *identity);

#endif
