/* SPDX-License-Identifier: MIT */
/*
 * Base of every COM object of the mock: a reference to its mock, and the gate that every
 * COM call passes, where it is recorded, delayed, refused or made to fail.
 */
#ifndef WMIKIT_SRC_MOCK_CORE_CORE_H
#define WMIKIT_SRC_MOCK_CORE_CORE_H

#include "os/atomic.h"

#include <wmikit/com.h>
#include <wmikit/mock.h>

/* Of the room above: core keeps pointers to them, no more. */
typedef struct wmi_mock__repository wmi_mock__repository;

/* In each object that clients hold: its place in the mock's lists of them. */
typedef struct wmi_mock__life {
    struct wmi_mock__life *next;
    struct wmi_mock__life **link;  /* the pointer to this one */
    struct wmi_mock__shard *shard; /* whose list it is in */
    const char *interface_name;    /* up to a colon */
    const char *operation;         /* of the call that created it; NULL: unknown */
    size_t call;                   /* its number; without it, that of the latest: the order of the lives */
} wmi_mock__life;

/* Count the creation and destruction of a COM object, which keeps the mock's data alive in between. */
void wmi_mock__object_born(wmi_mock *mock, wmi_mock__life *life, const char *interface_name);
void wmi_mock__object_died(wmi_mock *mock, wmi_mock__life *life);

/* The lock of all data of the mock: repositories, hosts, faults, journal. Not recursive; never held while a
 * call waits or client code runs. */
void wmi_mock__lock(wmi_mock *mock);
void wmi_mock__unlock(wmi_mock *mock);

/* The origin of an object: for __SERVER, __NAMESPACE and __PATH. Shared by reference. */
typedef struct wmi_mock__place {
    atomic_size_t references;
    char *server;         /* as __SERVER shows it */
    char *namespace_path; /* "ROOT\CIMV2" */
} wmi_mock__place;
wmi_mock__place *wmi_mock__place_create(const char *server, const char *namespace_path); /* NULL: no memory */
wmi_mock__place *wmi_mock__place_share(wmi_mock__place *place);
void wmi_mock__place_release(wmi_mock__place *place);

/* --- The gate ---------------------------------------------------------------------------------------------- */

typedef struct wmi_mock__proxy wmi_mock__proxy; /* see proxy.h */

/*
 * One COM call, from its first line to its last:
 *
 *     wmi_mock__call call;
 *     HRESULT hr = S_OK;
 *
 *     (clear the out-parameters)
 *     wmi_mock__call_open(&call, self->mock, proxy or NULL, "IWbemClassObject::Get");
 *     wmi_mock__call_text(&call, "wszName", name);
 *     wmi_mock__call_number(&call, "lFlags", flags);
 *     if (wmi_mock__call_admit(&call))
 *         hr = get(self, …);
 *     return wmi_mock__call_close(&call, hr);
 *
 * The arguments are only for the journal. Admit waits for the delay, checks the proxy's blanket and
 * its host, and the faults: false when the call must not be executed. Close records the call and
 * returns its result, or that of the fault.
 */
typedef struct wmi_mock__call {
    wmi_mock *mock;
    wmi_mock__proxy *proxy;
    const char *operation;
    bool carried_out;
    HRESULT refusal;
    struct wmi_mock__call *outer; /* the call during which this one is made, on the same thread */
    size_t number;
    bool is_kept; /* the journal keeps the arguments: formatting them takes longer than most calls */
    size_t used;
    char arguments[512]; /* truncated when they are longer */
} wmi_mock__call;

void wmi_mock__call_open(wmi_mock__call *call, wmi_mock *mock, wmi_mock__proxy *proxy, const char *operation);
void wmi_mock__call_text(wmi_mock__call *call, const char *name, const OLECHAR *text); /* NULL as "NULL" */
void wmi_mock__call_utf8(wmi_mock__call *call, const char *name, const char *text);    /* the same */
void wmi_mock__call_number(wmi_mock__call *call, const char *name, LONG number);       /* in hexadecimal */
void wmi_mock__call_flag(wmi_mock__call *call, const char *name,
                         const char *what); /* "given", "NULL", …, copied unchanged */
void wmi_mock__call_pointer(wmi_mock__call *call, const char *name,
                            const void *pointer); /* "given" or "NULL" */
bool wmi_mock__call_admit(wmi_mock__call *call);
HRESULT wmi_mock__call_close(wmi_mock__call *call, HRESULT result);

/* The innermost open call of this thread that the journal keeps; NULL: none. */
const wmi_mock__call *wmi_mock__call_here(void);

#endif
