/* SPDX-License-Identifier: MIT */
/* The rules of ConnectServer's parameters: what the caller's options mean, and which are refused. */
#ifndef WMIKIT_SRC_CONNECT_OPTIONS_H
#define WMIKIT_SRC_CONNECT_OPTIONS_H

#include <wmikit/connect.h>

/*
 * Copies the options (NULL: the defaults), so that everything behind it sees one known layout, and checks
 * them. The texts stay the caller's. Sets the thread's last error on refusal.
 */
HRESULT wmi__connect_options_read(const wmi_connect_options *given, wmi_connect_options *options);

/* The domain behind "NTLMDOMAIN:", in any case; NULL for any other authority, and for NULL. */
const char *wmi__authority_domain(const char *authority);

#endif
