/* SPDX-License-Identifier: MIT */
/* One host of a fleet: how to log on there, its connection, and how far a round is with it. */
#ifndef WMIKIT_SRC_FLEET_HOST_H
#define WMIKIT_SRC_FLEET_HOST_H

#include "connect/connection.h"
#include "query/batch.h"

typedef struct wmi__host {
    struct wmi__host *next;      /* of those that workers have, or of those that pause */
    struct wmi__host *following; /* of all */
    size_t number;
    void *user_data;

    /* Of the worker that has it. */
    wmi_connection *connection; /* its services are NULL until a worker has logged on; NULL: closed */
    atomic_size_t operation;    /* const char *: the COM call that the worker is in */

    /* Under the lock of the fleet. */
    wmi__job *job;   /* of the worker that has it, hung or not; NULL: none has */
    bool is_left;    /* nobody waits for that worker any more: it tells nothing, and ends with this host */
    bool is_settled; /* it is known how it went; the worker releases what is left of it */
    bool waits_for_room; /* this time is not the host's */
    wmi_cancel *cancel;  /* of the program's function that the worker is in, which is waited for; else NULL */
    uint32_t attempts;
    uint64_t begun_at;  /* when the first worker took it; 0: none has */
    uint64_t until;     /* when the worker is given up */
    uint64_t left_ms;   /* of its time, when the next one takes it */
    uint32_t pause_ms;  /* before it is asked again */
    uint64_t resume_at; /* the end of its pause; 0: it has none */
    wmi__batch *end;    /* without rows, so that telling the end needs no memory */
    HRESULT hr;
    wmi__error_copy *error; /* NULL without a failure, and without memory */

    uint64_t told; /* the rows that the program has; its thread's alone */
} wmi__host;

/* From options that were checked. Sets the last error. */
HRESULT wmi__host_create(const wmi_connect_options *options, void *user_data, wmi__host **host);
void wmi__host_free(wmi__host *host); /* NULL is allowed */

/* Whether it has anything of the workers' apartment, and no worker: then it is to be closed there. */
bool wmi__host_is_open(const wmi__host *host);

/* For messages. */
const char *wmi__host_name(const wmi__host *host);

/* Logs on, on this thread, which is a worker's. Sets the last error. */
HRESULT wmi__host_connect(wmi__host *host, wmi__job *job);

/* A call to the server that changes nothing; S_OK, or that the connection is lost. */
HRESULT wmi__host_probe(const wmi__host *host, wmi__job *job);

/* Since a worker took it first, in milliseconds; 0: none has. The fleet's lock is held. */
uint32_t wmi__host_elapsed(const wmi__host *host);

/* How it went; a failure is the last error of this thread. The fleet's lock is held. */
void wmi__host_settle(wmi__host *host, HRESULT hr);

/* Takes it out of one of the fleet's lists. */
void wmi__host_unlink(wmi__host *host, wmi__host **list);

#endif
