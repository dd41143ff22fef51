/* SPDX-License-Identifier: MIT */
/* strNetworkResource of ConnectServer: the path of a namespace, with or without a server. */
#ifndef WMIKIT_SRC_CONNECT_RESOURCE_H
#define WMIKIT_SRC_CONNECT_RESOURCE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct wmi__server_name {
    const char *text;
    size_t length;
} wmi__server_name;

/* The server that a full path ("\\server\namespace", with either slash) names; length 0 when it names none. */
wmi__server_name wmi__resource_path_server(const char *namespace_path);

/* The server to connect to: that of the path, else the separate one (or NULL). */
wmi__server_name wmi__resource_server(const char *server, const char *namespace_path);

/* Whether two names are equal, ignoring case. */
bool wmi__server_same(wmi__server_name a, wmi__server_name b);

/* "", ".", "localhost", a loopback address, or the computer's own NetBIOS or DNS name. */
bool wmi__server_is_local(wmi__server_name server);

/*
 * The path for ConnectServer: the namespace as given, preceded by the server if that is given separately and
 * the namespace does not name it already. One block, freed by the caller; NULL when there is no memory.
 */
char *wmi__resource_path(const char *server, const char *namespace_path);

#endif
