/* SPDX-License-Identifier: MIT */
/* The internal layout of a connection. */
#ifndef WMIKIT_SRC_CONNECT_CONNECTION_H
#define WMIKIT_SRC_CONNECT_CONNECTION_H

#include "com/work.h"
#include "connect/blanket.h"
#include "connect/log_on.h"

#include <wmikit/com.h>
#include <wmikit/connect.h>

/* The services as one thread with a single-threaded apartment of its own has them. */
typedef struct wmi__own_proxy {
    struct wmi__own_proxy *next;
    uintptr_t thread;
    IWbemServices *services;
} wmi__own_proxy;

struct wmi_connection {
    IWbemServices *services;
    IWbemContext *context; /* of every call, or NULL */
    wmi__blanket *blanket;
    wmi__log_on *log_on;
    IWbemLocator *locator; /* the caller's own, or NULL */
    wmi_com_setup com_setup;
    char *server;         /* as it was given; "" is this computer */
    uint32_t timeout_ms;  /* of wmi_connect, wmi_new and wmi_disconnect; 0: none */
    wmi_cancel *cancel;   /* of these too, or NULL */
    atomic_bool given_up; /* a wait on this connection has ended before the server answered */

    /*
     * Made with a limit or a cancel: `services` is in the multithreaded apartment, where any worker may use and release
     * it. `ending` is the job that releases it, made beforehand so that closing needs no memory.
     */
    bool is_limited;
    bool is_fleets; /* a host's: see job.h */
    wmi__job *ending;
    wmi__mutex lock;
    wmi__own_proxy *own_proxies;
};

/*
 * A connection that is not open yet, from options that were checked, for a caller that has entered COM
 * (wmi__apartment_enter); free it with wmi_disconnect. Sets the last error.
 */
HRESULT wmi__connection_make(const wmi_connect_options *options, wmi_connection **connection);

/* What a call on this connection may take, and whom it concerns. */
wmi__terms wmi__connection_terms(wmi_connection *connection, const char *what, wmi_cancel *cancel,
                                 uint64_t limit_ms);

/*
 * The services for a call by a worker, or by this thread. *needs_blanket: it arrives as another proxy, which has no
 * security yet. Sets the last error.
 */
HRESULT wmi__connection_lend(wmi_connection *connection, bool by_worker, wmi__crossing *services,
                             bool *needs_blanket);

/* Makes the job that will release the services of a limited connection. */
HRESULT wmi__connection_prepare_end(wmi_connection *connection);

#endif
