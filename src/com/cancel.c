/* SPDX-License-Identifier: MIT */
#include "com/cancel.h"

#include "error/error.h"
#include "os/atomic.h"

#include <wmikit/com.h>

#include <stdlib.h>

struct wmi_cancel {
    atomic_size_t references;
    wmi__mutex lock;
    bool triggered;
    uint64_t deadline; /* WMI__NEVER: none */
    wmi__listener *listeners;
};

HRESULT wmi_cancel_create(wmi_cancel **cancel)
{
    wmi_cancel *self;

    if (cancel == NULL)
        return wmi__refuse_null("wmi_cancel_create", "cancel");
    *cancel = NULL;
    self = calloc(1, sizeof *self);
    if (self == NULL)
        return wmi__out_of_memory("wmi_cancel_create");
    atomic_init(&self->references, 1);
    wmi__mutex_init(&self->lock);
    self->deadline = WMI__NEVER;
    *cancel = self;
    return S_OK;
}

wmi_cancel *wmi__cancel_share(wmi_cancel *cancel)
{
    if (cancel != NULL)
        atomic_fetch_add(&cancel->references, 1);
    return cancel;
}

void wmi_cancel_free(wmi_cancel *cancel)
{
    if (cancel == NULL || atomic_fetch_sub(&cancel->references, 1) > 1)
        return;
    wmi__mutex_destroy(&cancel->lock);
    free(cancel);
}

/* The lock is held. */
static void tell_listeners(const wmi_cancel *cancel)
{
    for (const wmi__listener *listener = cancel->listeners; listener != NULL; listener = listener->next)
        wmi__signal_set(listener->signal);
}

void wmi_cancel_trigger(wmi_cancel *cancel)
{
    if (cancel == NULL)
        return;
    wmi__mutex_lock(&cancel->lock);
    cancel->triggered = true;
    tell_listeners(cancel);
    wmi__mutex_unlock(&cancel->lock);
}

void wmi_cancel_after(wmi_cancel *cancel, uint32_t milliseconds)
{
    if (cancel == NULL)
        return;
    wmi__mutex_lock(&cancel->lock);
    cancel->deadline = wmi__clock_ms() + milliseconds;
    tell_listeners(cancel);
    wmi__mutex_unlock(&cancel->lock);
}

uint64_t wmi__limit_in(uint32_t milliseconds)
{
    return milliseconds == 0 ? WMI__NEVER : wmi__clock_ms() + milliseconds;
}

HRESULT wmi__cancel_check(wmi_cancel *cancel, uint64_t limit_ms, uint64_t *until)
{
    uint64_t first = limit_ms;
    bool triggered = false;

    if (cancel != NULL) {
        wmi__mutex_lock(&cancel->lock);
        triggered = cancel->triggered;
        if (cancel->deadline < first)
            first = cancel->deadline;
        wmi__mutex_unlock(&cancel->lock);
    }
    if (until != NULL)
        *until = first;
    if (triggered)
        return (HRESULT)WBEM_E_CALL_CANCELLED;
    return first != WMI__NEVER && wmi__clock_ms() >= first ? (HRESULT)WBEM_E_TIMED_OUT : S_OK;
}

bool wmi__wait_is_limited(const wmi_cancel *cancel, uint64_t limit_ms)
{
    return cancel != NULL || limit_ms != WMI__NEVER;
}

void wmi__cancel_listen(wmi_cancel *cancel, wmi__listener *listener)
{
    if (cancel == NULL)
        return;
    wmi__mutex_lock(&cancel->lock);
    listener->next = cancel->listeners;
    cancel->listeners = listener;
    wmi__mutex_unlock(&cancel->lock);
}

void wmi__cancel_ignore(wmi_cancel *cancel, wmi__listener *listener)
{
    wmi__listener **link;

    if (cancel == NULL)
        return;
    wmi__mutex_lock(&cancel->lock);
    for (link = &cancel->listeners; *link != listener; link = &(*link)->next)
        ;
    *link = listener->next;
    wmi__mutex_unlock(&cancel->lock);
}
