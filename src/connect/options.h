/* SPDX-License-Identifier: MIT */
/* Reads and checks the options of a connection, by the rules of ConnectServer's parameters. */
#ifndef WMIKIT_SRC_CONNECT_OPTIONS_H
#define WMIKIT_SRC_CONNECT_OPTIONS_H

#include <wmikit/connect.h>

/*
 * Copies the options (NULL: the defaults), so that all other code sees one known layout, and checks
 * them. The texts stay owned by the caller. Sets the thread's last error on refusal.
 */
HRESULT wmi__connect_options_read(const wmi_connect_options *given, wmi_connect_options *options);

/* The domain after "NTLMDOMAIN:", in any case; NULL for any other authority, and for NULL. */
const char *wmi__authority_domain(const char *authority);

#endif
