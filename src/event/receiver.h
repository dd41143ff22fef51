/* SPDX-License-Identifier: MIT */
/*
 * A worker that receives the events of a subscription. It subscribes, owns the enumerator and the services, waits in
 * Next, and puts what comes into a bounded queue; when the subscription is lost it makes it again. The caller waits for
 * the queue alone.
 */
#ifndef WMIKIT_SRC_EVENT_RECEIVER_H
#define WMIKIT_SRC_EVENT_RECEIVER_H

#include "com/turn.h"
#include "connect/connection.h"
#include "event/notices.h"

typedef struct wmi__receiver wmi__receiver;

/* The parameters of a subscription. Everything is borrowed. */
typedef struct wmi__receiver_order {
    const char *wql;
    IWbemContext *context; /* or NULL */
    LONG flags;
    uint32_t queue_limit;
    uint32_t retry_ms; /* 0: a loss is final */
    wmi_cancel *cancel;
    uint64_t limit_ms; /* of subscribing */
    wmi__turn *turn;   /* that of the caller's object, which outlives the waits */
} wmi__receiver_order;

/* Subscribes, and waits for that within the order's limits. Sets the last error. */
HRESULT wmi__receiver_open(wmi_connection *connection, const wmi__receiver_order *order,
                           wmi__receiver **receiver);

/*
 * Waits until there is a notice, or the end, or the turn is closed. S_OK; WBEM_E_TIMED_OUT, WBEM_E_CALL_CANCELLED, without
 * a last error.
 */
HRESULT wmi__receiver_wait(wmi__receiver *receiver, wmi_cancel *cancel, uint64_t limit_ms);

/* The next notice; NULL when none is there. */
wmi__notice *wmi__receiver_take(wmi__receiver *receiver);

/* The failure that has ended the subscription, which is the thread's last error then. Only when no notice is left. */
HRESULT wmi__receiver_result(wmi__receiver *receiver);

/* Lets a wait see that the turn was closed. */
void wmi__receiver_wake(wmi__receiver *receiver);

void wmi__receiver_close(wmi__receiver *receiver);

#endif
