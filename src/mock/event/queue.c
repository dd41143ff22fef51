/* SPDX-License-Identifier: MIT */
/*
 * The queue of a subscription. WMI slows providers down when a slow consumer's queue has 1,000,000 bytes, and drops events
 * when it has 2,000,000. The mock slows nothing down, since wmi_mock_raise does not wait. An event that would make the
 * queue longer is dropped, and an __EventQueueOverflowEvent tells it. Unknown on Windows, and chosen here: what an event
 * counts for (see wmi_mock__event_size); that the event is raised in the subscription's namespace, once for each
 * event that was dropped; that one which was dropped itself is not told. On Windows only administrators get it.
 */
#include "mock/event/subscription.h"

#include <string.h>

#define MOST_BYTES 2000000u

/* Moves the events to the beginning once half of the array is behind them. */
static void close_gap(wmi_mock__subscription *self)
{
    if (self->queue_from == 0 || self->queue_from < self->queue_count)
        return;
    memmove(self->queue, self->queue + self->queue_from, self->queue_count * sizeof *self->queue);
    self->queue_from = 0;
}

/* --- Overflow ------------------------------------------------------------------------------------------------ */

static HRESULT make_overflow_event(wmi_mock__subscription *self, wmi_mock__record *dropped,
                                   wmi_mock__record **made)
{
    wmi_mock__class *event_class = wmi_mock__namespace_find_class(self->space, "__EventQueueOverflowEvent");
    const wmi_value size = wmi_value_uint32((uint32_t)self->queue_bytes);
    HRESULT hr;

    *made = NULL;
    if (event_class == NULL || wmi_mock__class_is_a(dropped->object_class, "__EventDroppedEvent"))
        return S_OK;
    *made = wmi_mock__event_create(self->mock, event_class);
    if (*made == NULL)
        return E_OUTOFMEMORY;
    hr = wmi_mock__event_embed(*made, "Event", NULL, dropped, NULL);
    if (SUCCEEDED(hr))
        hr = wmi_mock__event_set(*made, "CurrentQueueSize", &size);
    if (FAILED(hr)) {
        wmi_mock__record_release(*made);
        *made = NULL;
    }
    return hr;
}

static HRESULT drop(wmi_mock__subscription *self, wmi_mock__record *event)
{
    wmi_mock__record *overflow;
    HRESULT hr = make_overflow_event(self, event, &overflow);

    for (wmi_mock__subscription *each = wmi_mock__subscriptions(self->mock); each != NULL && overflow != NULL;
         each = each->next) {
        HRESULT offered = each->space == self->space ? wmi_mock__subscription_offer(each, overflow) : S_OK;

        if (FAILED(offered))
            wmi_mock__subscription_end(each, offered);
    }
    wmi_mock__record_release(overflow);
    wmi_mock__record_release(event);
    return hr;
}

/* --- Adding and taking --------------------------------------------------------------------------------------- */

HRESULT wmi_mock__subscription_queue(wmi_mock__subscription *self, wmi_mock__record *event)
{
    size_t size = wmi_mock__event_size(event);
    wmi_mock__record **grown;

    if (self->queue_bytes + size > MOST_BYTES && self->queue_count > 0)
        return drop(self, event);
    close_gap(self);
    grown = wmi_mock__array_grown(self->queue, self->queue_from + self->queue_count, sizeof(void *));
    if (grown == NULL) {
        wmi_mock__record_release(event);
        return E_OUTOFMEMORY;
    }
    self->queue = grown;
    self->queue[self->queue_from + self->queue_count++] = event;
    self->queue_bytes += size;
    wmi__condition_broadcast(&self->mock->woken);
    return S_OK;
}

wmi_mock__record *wmi_mock__subscription_take(wmi_mock__subscription *self)
{
    wmi_mock__record *event;

    if (self->queue_count == 0)
        return NULL;
    self->queue_count--;
    event = self->queue[self->queue_from++];
    self->queue_bytes -= wmi_mock__event_size(event);
    return event;
}
