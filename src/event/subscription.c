/* SPDX-License-Identifier: MIT */
#include "error/error_info.h"
#include "event/receiver.h"

#include <wmikit/event.h>

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_QUEUE 1024u

#define SIZE_0_2 sizeof(wmi_subscribe_options)

_Static_assert(SIZE_0_2 == offsetof(wmi_subscribe_options, cancel) + sizeof(wmi_cancel *),
               "no padding at the end");

struct wmi_subscription {
    wmi__turn turn;
    wmi_cancel *cancel;
    wmi__receiver *receiver;
    IWbemClassObject *lent;
    bool is_over;
    wmi__error_copy reason; /* why it was lost last */
};

static const wmi_error never_lost = { S_OK, "S_OK", "", "", "", false, false };

/* --- Subscribing -------------------------------------------------------------------------------------------------- */

static HRESULT read_options(const wmi_subscribe_options *given, wmi_subscribe_options *options)
{
    static const wmi_subscribe_options defaults = WMI_SUBSCRIBE_OPTIONS_INIT;

    *options = defaults;
    if (given == NULL)
        return S_OK;
    if (given->size != sizeof *given)
        return wmi__refuse_size("wmi_subscribe", given->size, "WMI_SUBSCRIBE_OPTIONS_INIT");
    if ((given->flags & ~(uint32_t)WBEM_FLAG_USE_AMENDED_QUALIFIERS) != 0)
        return wmi__refuse(E_INVALIDARG, "wmi_subscribe",
                           "options->flags is 0x%lX; only WBEM_FLAG_USE_AMENDED_QUALIFIERS is allowed",
                           (unsigned long)given->flags);
    *options = *given;
    return S_OK;
}

static void free_subscription(wmi_subscription *self)
{
    wmi_cancel_free(self->cancel);
    free(self);
}

static HRESULT subscribe(wmi_connection *connection, const char *wql, const wmi_subscribe_options *options,
                         wmi_subscription **subscription)
{
    wmi_subscription *self = calloc(1, sizeof *self);
    wmi__receiver_order order = {
        .wql = wql,
        .context = options->context,
        .flags = (LONG)options->flags,
        .queue_limit = options->queue_limit == 0 ? DEFAULT_QUEUE : options->queue_limit,
        .retry_ms = options->retry_ms,
        .cancel = options->cancel,
        .limit_ms = wmi__limit_in(options->timeout_ms),
    };
    HRESULT hr;

    if (self == NULL)
        return wmi__out_of_memory("wmi_subscribe");
    self->cancel = wmi__cancel_share(options->cancel);
    self->reason.error = never_lost;
    order.turn = &self->turn;
    hr = wmi__receiver_open(connection, &order, &self->receiver);
    if (FAILED(hr))
        free_subscription(self);
    else
        *subscription = self;
    return hr;
}

HRESULT wmi_subscribe(wmi_connection *connection, const char *wql, const wmi_subscribe_options *given,
                      wmi_subscription **subscription)
{
    wmi_subscribe_options options;
    HRESULT hr;

    if (subscription == NULL)
        return wmi__refuse_null("wmi_subscribe", "subscription");
    *subscription = NULL;
    if (connection == NULL)
        return wmi__refuse_null("wmi_subscribe", "connection");
    if (wql == NULL)
        return wmi__refuse_null("wmi_subscribe", "wql");
    hr = read_options(given, &options);
    if (FAILED(hr))
        return hr;
    wmi__cancel_share(options.cancel); /* the thread that triggers it may free it at once */
    hr = subscribe(connection, wql, &options, subscription);
    wmi_cancel_free(options.cancel);
    return hr;
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

/* S_OK when there is something to tell, WMI_QUIET, or the end of the wait by the cancel. */
static HRESULT wait_for_notice(wmi_subscription *self, uint32_t timeout_ms)
{
    uint64_t limit = timeout_ms == WMI_FOREVER ? WMI__NEVER : wmi__clock_ms() + timeout_ms;
    HRESULT hr;

    if (self->is_over)
        return S_OK;
    hr = wmi__receiver_wait(self->receiver, self->cancel, limit);
    if (SUCCEEDED(hr))
        return S_OK;
    hr = wmi__cancel_check(self->cancel, WMI__NEVER, NULL);
    return FAILED(hr) ? hr : WMI_QUIET;
}

/* Frees the notice. */
static HRESULT tell(wmi_subscription *self, wmi__notice *notice, IWbemClassObject **event)
{
    void *arrived = NULL;
    HRESULT hr = notice->hr;

    if (notice->reason != NULL)
        wmi__error_assign(&self->reason, notice->reason);
    if (hr == WMI_OK) {
        hr = wmi__crossing_end(&notice->event, &arrived);
        if (FAILED(hr))
            wmi__com_failed(hr, "CoGetInterfaceAndReleaseStream", "an event");
        self->lent = arrived;
        *event = arrived;
    }
    wmi__notice_free(notice);
    return hr;
}

/* The failure that comes again. */
static HRESULT tell_end(wmi_subscription *self)
{
    HRESULT hr;

    if (wmi__turn_is_closed(&self->turn))
        return (HRESULT)WBEM_E_CALL_CANCELLED;
    self->is_over = true;
    hr = wmi__receiver_result(self->receiver);
    wmi__error_save(&self->reason);
    return hr;
}

static HRESULT next_event(wmi_subscription *self, uint32_t timeout_ms, IWbemClassObject **event)
{
    HRESULT hr = wmi__cancel_check(self->cancel, WMI__NEVER, NULL);
    wmi__notice *notice;

    wmi_object_release(self->lent);
    self->lent = NULL;
    if (SUCCEEDED(hr))
        hr = wait_for_notice(self, timeout_ms);
    if (FAILED(hr))
        return wmi__com_failed(hr, "IEnumWbemClassObject::Next", "the wait for an event");
    if (hr == WMI_QUIET)
        return hr;
    notice = wmi__receiver_take(self->receiver);
    return notice != NULL ? tell(self, notice, event) : tell_end(self);
}

static void close_subscription(wmi_subscription *self)
{
    wmi_object_release(self->lent);
    wmi__receiver_close(self->receiver);
    free_subscription(self);
}

HRESULT wmi_subscription_next(wmi_subscription *subscription, uint32_t timeout_ms, IWbemClassObject **event)
{
    HRESULT hr;

    if (event != NULL)
        *event = NULL;
    if (subscription == NULL)
        return wmi__refuse_null("wmi_subscription_next", "subscription");
    if (event == NULL)
        return wmi__refuse_null("wmi_subscription_next", "event");
    if (!wmi__turn_begin(&subscription->turn))
        return wmi__refuse(E_UNEXPECTED, "wmi_subscription_next",
                           "another call on this subscription has not returned");
    hr = next_event(subscription, timeout_ms, event);
    if (wmi__turn_end(&subscription->turn))
        return hr;
    close_subscription(subscription);
    *event = NULL;
    return wmi__refuse((HRESULT)WBEM_E_CALL_CANCELLED, "wmi_subscription_next",
                       "the subscription was closed during this call");
}

const wmi_error *wmi_subscription_error(const wmi_subscription *subscription)
{
    return subscription == NULL ? &never_lost : &subscription->reason.error;
}

void wmi_subscription_close(wmi_subscription *subscription)
{
    if (subscription == NULL)
        return;
    if (wmi__turn_close(&subscription->turn))
        close_subscription(subscription);
    else
        wmi__receiver_wake(subscription->receiver);
}
