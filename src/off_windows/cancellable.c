/* SPDX-License-Identifier: MIT */
#include "off_windows/cancellable.h"

#include "os/os.h"

static struct {
    wmi__mutex lock;
    wmi__cancellable *first;
} calls = { .lock = WMI__MUTEX_INIT };

void wmi__cancellable_begin(wmi__cancellable *call)
{
    call->thread = wmi__thread_id();
    wmi__mutex_lock(&calls.lock);
    call->next = calls.first;
    calls.first = call;
    wmi__mutex_unlock(&calls.lock);
}

void wmi__cancellable_end(wmi__cancellable *call)
{
    wmi__cancellable **link = &calls.first;

    wmi__mutex_lock(&calls.lock);
    while (*link != call)
        link = &(*link)->next;
    *link = call->next;
    wmi__mutex_unlock(&calls.lock);
}

void wmi__cancel_calls(uintptr_t thread)
{
    wmi__mutex_lock(&calls.lock);
    for (wmi__cancellable *call = calls.first; call != NULL; call = call->next) {
        if (call->thread == thread)
            call->cancel(call->context);
    }
    wmi__mutex_unlock(&calls.lock);
}
