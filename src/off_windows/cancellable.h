/* SPDX-License-Identifier: MIT */
/*
 * Calls that another thread may cancel, which CoCancelCall does on Windows. Here a call never leaves the process: who
 * carries it out, the mock, says how it is cancelled.
 */
#ifndef WMIKIT_SRC_OFF_WINDOWS_CANCELLABLE_H
#define WMIKIT_SRC_OFF_WINDOWS_CANCELLABLE_H

#include <stdint.h>

/* On the stack of the call; `cancel` is called by other threads, between begin and end, without a wait. */
typedef struct wmi__cancellable {
    struct wmi__cancellable *next;
    uintptr_t thread;
    void (*cancel)(void *context);
    void *context;
} wmi__cancellable;
void wmi__cancellable_begin(wmi__cancellable *call);
void wmi__cancellable_end(wmi__cancellable *call);

/* Cancels what this thread is in, if anything. */
void wmi__cancel_calls(uintptr_t thread);

#endif
