/* SPDX-License-Identifier: MIT */
/* One host of a fleet: how to log on there, its connection, and how far a round is with it. */
#ifndef WMIKIT_SRC_FLEET_HOST_H
#define WMIKIT_SRC_FLEET_HOST_H

#include "connect/connection.h"
#include "query/batch.h"

typedef struct wmi__host {
    struct wmi__host *next; /* of those that wait for a worker, or for the end of a pause */
    size_t number;
    void *user_data;

    /* Of the worker that has taken it. */
    wmi_connection *connection; /* its services are NULL until a worker has logged on */

    /* Under the lock of the fleet. */
    bool is_taken; /* also by a worker that nobody waits for any more */
    uint32_t attempts;
    uint64_t begun_at; /* when the first worker took it; 0: none has */
    uint64_t left_ms;  /* of its time, when the next one takes it */
    uint64_t resume_at;
    wmi__batch *end; /* without rows, so that telling the end needs no memory */
    HRESULT hr;
    wmi__error_copy *error; /* NULL without a failure, and without memory */
    uint32_t elapsed_ms;

    uint64_t told; /* the rows that the program has; its thread's alone */
} wmi__host;

/* From options that were checked. Sets the last error. */
HRESULT wmi__host_create(const wmi_connect_options *options, void *user_data, wmi__host **host);
void wmi__host_free(wmi__host *host); /* NULL is allowed */

/* For messages. */
const char *wmi__host_name(const wmi__host *host);

/* Logs on, on this thread, which is a worker's. Sets the last error. */
HRESULT wmi__host_connect(wmi__host *host, wmi__job *job);

/* A call to the server that changes nothing; S_OK, or that the connection is lost. */
HRESULT wmi__host_probe(const wmi__host *host, wmi__job *job);

/* A copy of the last error, with the host's name, for free(). NULL when there is no memory. */
wmi__error_copy *wmi__host_error(const wmi__host *host, HRESULT hr);

#endif
