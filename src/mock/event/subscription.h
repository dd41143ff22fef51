/* SPDX-License-Identifier: MIT */
/*
 * Temporary subscriptions: a query, a queue of events, and what polling has seen. The mock keeps a list of them; all of it
 * is under the mock's lock.
 *
 * No thread polls. What is due is done by whoever comes next: a Next that waits, and every call before it is carried out.
 * Since data changes only by calls, polling finds what it would have found when it was due.
 */
#ifndef WMIKIT_SRC_MOCK_EVENT_SUBSCRIPTION_H
#define WMIKIT_SRC_MOCK_EVENT_SUBSCRIPTION_H

#include "mock/core/state.h"
#include "mock/event/seen.h"
#include "mock/services/services.h"
#include "mock/wql/wql.h"

/* What is polled: instances (of __NAMESPACE too), classes. The names are those of event classes. */
typedef struct wmi_mock__event_source {
    const char *created, *deleted, *modified;
    const char *target, *previous; /* their properties */
} wmi_mock__event_source;

/* The events of a group that has begun. */
typedef struct wmi_mock__event_group {
    struct wmi_mock__event_group *next;
    char *key;               /* the values of BY */
    wmi_mock__record *first; /* an owned reference */
    uint32_t count;
    uint64_t ends_at; /* in wmi__clock_ms */
} wmi_mock__event_group;

/* A timer instruction that a subscription follows. */
typedef struct wmi_mock__event_timer {
    struct wmi_mock__event_timer *next;
    wmi_mock__record *instruction; /* an owned reference */
    uint64_t fires_at;             /* in wmi__clock_ms; UINT64_MAX: never, or never again */
} wmi_mock__event_timer;

typedef struct wmi_mock__subscription {
    struct wmi_mock__subscription *next;
    atomic_size_t references; /* of the enumerators: a proxy and its copies */
    wmi_mock *mock;
    wmi_mock__host *host;
    wmi_mock__namespace *space;
    wmi_mock__place *place;        /* of embedded objects; an owned reference */
    const IWbemServices *services; /* through which it was made; only compared */
    char *user;                    /* whose it is; NULL: the current user's */
    wmi_mock__wql *query;
    HRESULT end; /* S_OK, or what Next returns from now on */

    bool polls;
    uint64_t interval_ms;
    uint64_t polls_at;      /* in wmi__clock_ms */
    wmi_mock__seen records; /* as of the last poll; with what the query needs */
    wmi_mock__seen classes;
    bool follows_timers;
    wmi_mock__event_timer *timers;
    wmi_mock__event_group *groups;

    wmi_mock__record **queue; /* owned references; the first is at queue_from */
    size_t queue_from;
    size_t queue_count;
    size_t queue_bytes;
} wmi_mock__subscription;

/* The list of a mock. */
wmi_mock__subscription *wmi_mock__subscriptions(const wmi_mock *mock);

/* An event for one subscription: it goes to the queue, or to its group, when the query takes it. E_OUTOFMEMORY. */
HRESULT wmi_mock__subscription_offer(wmi_mock__subscription *self, wmi_mock__record *event);

/* The next event, with its reference; NULL when there is none. */
wmi_mock__record *wmi_mock__subscription_take(wmi_mock__subscription *self);

/*
 * Adds to the queue and wakes who waits; takes ownership of the reference in every case. An event is dropped when the
 * queue is full, see queue.c. E_OUTOFMEMORY.
 */
HRESULT wmi_mock__subscription_queue(wmi_mock__subscription *self, wmi_mock__record *event);

/* From now on Next returns this code. The first end counts. */
void wmi_mock__subscription_end(wmi_mock__subscription *self, HRESULT code);

void wmi_mock__subscription_release(wmi_mock__subscription *self);

/* --- Polling, timers and groups ------------------------------------------------------------------------------ */

/* Remembers what there is: it gives no events. */
HRESULT wmi_mock__poll_begin(wmi_mock__subscription *self);

/* Compares with what was there at the last poll. */
HRESULT wmi_mock__poll(wmi_mock__subscription *self);
void wmi_mock__poll_clear(wmi_mock__subscription *self);

/* Whether its query can take events that only polling finds. */
bool wmi_mock__poll_is_needed(const wmi_mock__subscription *self);

/* Sees the timers that there are, and fires those that are due. */
HRESULT wmi_mock__timers_begin(wmi_mock__subscription *self, uint64_t now);
void wmi_mock__timers_clear(wmi_mock__subscription *self);

HRESULT wmi_mock__group_add(wmi_mock__subscription *self, wmi_mock__record *event, uint32_t seconds);

/* Ends the groups that are due; with `all`, every one. */
HRESULT wmi_mock__groups_run(wmi_mock__subscription *self, uint64_t now, bool all);
void wmi_mock__groups_clear(wmi_mock__subscription *self);

/* Does what is due for every subscription of the mock; with `all`, what is not due yet too. */
void wmi_mock__events_run(wmi_mock *mock, bool all);

/* When something is due next, in wmi__clock_ms; UINT64_MAX: never. */
uint64_t wmi_mock__events_due_at(const wmi_mock__subscription *self);

/* --- Events -------------------------------------------------------------------------------------------------- */

/* A new instance of an event class, with TIME_CREATED; one reference. NULL without memory. */
wmi_mock__record *wmi_mock__event_create(wmi_mock *mock, wmi_mock__class *event_class);

/* About how many bytes it takes in a queue, embedded objects included. */
size_t wmi_mock__event_size(const wmi_mock__record *event);

/* Sets an embedded object: an instance, or a class when the record is NULL. E_OUTOFMEMORY. */
HRESULT wmi_mock__event_embed(wmi_mock__record *event, const char *property, wmi_mock__place *place,
                              wmi_mock__record *record, wmi_mock__class *object_class);

/* Sets a uint32 or a text, when the class has the property. E_OUTOFMEMORY. */
HRESULT wmi_mock__event_set(wmi_mock__record *event, const char *property, const wmi_value *value);

/* --- For the mock --------------------------------------------------------------------------------------------- */

HRESULT wmi_mock__event_enumerator_create(wmi_mock__subscription *subscription,
                                          IEnumWbemClassObject **created);

/* The functions of the upper table: see state.h. */
HRESULT wmi_mock__subscribe(IWbemServices *services, const char *query, IEnumWbemClassObject **enumerator);
HRESULT wmi_mock__next_event(IEnumWbemClassObject *events, const bool *is_cancelled,
                             IWbemClassObject **object);
void wmi_mock__services_ended(wmi_mock *mock, const IWbemServices *services);
void wmi_mock__events_are_due(wmi_mock *mock);

#endif
