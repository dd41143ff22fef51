/* SPDX-License-Identifier: MIT */
/*
 * The blanket for all proxies of a connection. Shared by the connection and its cursors, so that the identity, to
 * which CoSetProxyBlanket may keep a pointer, lives until the last proxy is released.
 */
#ifndef WMIKIT_SRC_CONNECT_BLANKET_H
#define WMIKIT_SRC_CONNECT_BLANKET_H

#include "connect/identity.h"

#include <wmikit/com.h>

typedef struct wmi__blanket wmi__blanket;

typedef struct wmi__blanket_settings {
    DWORD authn_level;
    DWORD impersonation;
    DWORD capabilities; /* EOAC_… */
} wmi__blanket_settings;

/*
 * One reference; takes ownership of the identity (NULL: the process's) in every case. It also counts as a user of
 * COM that has entered: the last wmi__blanket_release leaves the apartment.
 */
HRESULT wmi__blanket_create(const wmi__blanket_settings *settings, wmi__identity *identity,
                            wmi__blanket **blanket);
void wmi__blanket_add_ref(wmi__blanket *blanket);

/* Call it after the release of the proxies that have the blanket. */
void wmi__blanket_release(wmi__blanket *blanket);

/*
 * Sets it on a proxy, and, with an identity, on the proxy's IUnknown. An in-process object, which has no
 * security, is not changed. `what` names the proxy in the last error.
 */
HRESULT wmi__blanket_set(const wmi__blanket *blanket, IUnknown *proxy, const char *what);

/* A copy of the identity's password, to be erased with wmi__erase_bstr; NULL when it has none. S_OK; E_OUTOFMEMORY. */
HRESULT wmi__blanket_password(const wmi__blanket *blanket, BSTR *password);

#endif
