/* SPDX-License-Identifier: MIT */
#include "connect/resource.h"

#include "base/name.h"
#include "os/os.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_NAMESPACE "ROOT\\CIMV2"
#define SEPARATORS        "\\/"

static bool is_separator(char c)
{
    return c == '\\' || c == '/';
}

static bool names_server(const char *namespace_path)
{
    return namespace_path != NULL && is_separator(namespace_path[0]) && is_separator(namespace_path[1]);
}

wmi__server_name wmi__resource_path_server(const char *namespace_path)
{
    wmi__server_name name = { "", 0 };

    if (names_server(namespace_path)) {
        name.text = namespace_path + 2;
        name.length = strcspn(name.text, SEPARATORS);
    }
    return name;
}

wmi__server_name wmi__resource_server(const char *server, const char *namespace_path)
{
    wmi__server_name name = wmi__resource_path_server(namespace_path);

    if (name.length == 0 && server != NULL && !names_server(namespace_path)) {
        name.text = server;
        name.length = strlen(server);
    }
    return name;
}

bool wmi__server_same(wmi__server_name a, wmi__server_name b)
{
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++) {
        if (wmi__lower(a.text[i]) != wmi__lower(b.text[i]))
            return false;
    }
    return true;
}

static bool is_named(wmi__server_name server, const char *name)
{
    return wmi__server_same(server, (wmi__server_name){ name, strlen(name) });
}

/* 127.0.0.0/8: four numbers, the first is 127. */
static bool is_ipv4_loopback(wmi__server_name server)
{
    size_t dots = 0;

    if (server.length < sizeof "127." - 1 || memcmp(server.text, "127.", sizeof "127." - 1) != 0)
        return false;
    for (size_t i = 0; i < server.length; i++) {
        if (server.text[i] == '.')
            dots++;
        else if (server.text[i] < '0' || server.text[i] > '9')
            return false;
    }
    return dots == 3;
}

/* ::1 in any spelling: only zeros and colons before a final 1. */
static bool is_ipv6_loopback(wmi__server_name server)
{
    size_t colons = 0;

    if (server.length < sizeof "::1" - 1 || server.text[server.length - 1] != '1')
        return false;
    for (size_t i = 0; i + 1 < server.length; i++) {
        if (server.text[i] == ':')
            colons++;
        else if (server.text[i] != '0')
            return false;
    }
    return colons >= 2;
}

static bool is_own_name(wmi__server_name server)
{
    char name[256];

    if (wmi__computer_name(WMI__NAME_NETBIOS, name, sizeof name) && is_named(server, name))
        return true;
    return wmi__computer_name(WMI__NAME_DNS, name, sizeof name) && is_named(server, name);
}

bool wmi__server_is_local(wmi__server_name server)
{
    return server.length == 0 || is_named(server, ".") || is_named(server, "localhost") ||
           is_ipv4_loopback(server) || is_ipv6_loopback(server) || is_own_name(server);
}

char *wmi__resource_path(const char *server, const char *namespace_path)
{
    wmi__server_name name = wmi__resource_server(server, namespace_path);
    const char *path = namespace_path == NULL ? DEFAULT_NAMESPACE : namespace_path;
    size_t path_length = strlen(path);
    char *resource = calloc(1, name.length + path_length + 4);
    char *at = resource;

    if (resource == NULL)
        return NULL;
    if (name.length > 0 && !names_server(path)) {
        memcpy(at, "\\\\", 2);
        memcpy(at + 2, name.text, name.length);
        at += name.length + 2;
        if (!is_separator(path[0]))
            *at++ = '\\';
    }
    memcpy(at, path, path_length + 1);
    return resource;
}
