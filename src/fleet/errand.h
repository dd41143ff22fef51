/* SPDX-License-Identifier: MIT */
/* What a round does on every host. It does not change; shared by the fleet and the workers that are still at it. */
#ifndef WMIKIT_SRC_FLEET_ERRAND_H
#define WMIKIT_SRC_FLEET_ERRAND_H

#include "os/atomic.h"
#include "os/os.h"

#include <wmikit/com.h>
#include <wmikit/fleet.h>

typedef struct wmi__errand {
    atomic_size_t references;
    wmi_fleet_job *job;        /* NULL: the query */
    wmi_query_options options; /* with the context as workers use it */
    bool marshal;              /* the program has a single-threaded apartment */
    wmi__token *token;         /* of the thread that started the round */
    char wql[];
} wmi__errand;

/* One reference. Sets the last error. */
HRESULT wmi__errand_create(const char *operation, wmi_fleet_job *job, const char *wql,
                           const wmi_query_options *options, wmi_com_setup setup, wmi__errand **errand);
wmi__errand *wmi__errand_share(wmi__errand *errand);
void wmi__errand_release(wmi__errand *errand); /* NULL is allowed */

/* A worker acts as the thread that started the round, until wmi__token_leave. Sets the last error. */
HRESULT wmi__errand_impersonate(const wmi__errand *errand);

#endif
