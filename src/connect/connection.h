/* SPDX-License-Identifier: MIT */
/* The internal layout of a connection. */
#ifndef WMIKIT_SRC_CONNECT_CONNECTION_H
#define WMIKIT_SRC_CONNECT_CONNECTION_H

#include "connect/blanket.h"

#include <wmikit/com.h>
#include <wmikit/connect.h>

struct wmi_connection {
    IWbemServices *services;
    IWbemContext *context; /* of every call, or NULL */
    wmi__blanket *blanket;
    wmi_com_setup com_setup;
};

#endif
