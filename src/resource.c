/* SPDX-License-Identifier: MIT */
#include "resource.h"

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

wmi__server_name wmi__resource_server(const char *server, const char *namespace_path)
{
    wmi__server_name name = { "", 0 };

    if (names_server(namespace_path)) {
        name.text = namespace_path + 2;
        name.length = strcspn(name.text, SEPARATORS);
    } else if (server != NULL) {
        name.text = server;
        name.length = strlen(server);
    }
    return name;
}

bool wmi__server_is_local(wmi__server_name server)
{
    return server.length == 0 || (server.length == 1 && server.text[0] == '.');
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
