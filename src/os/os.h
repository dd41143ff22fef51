/* SPDX-License-Identifier: MIT */
/*
 * Operating-system functions that the library needs besides COM: locks, threads, a clock, a block of memory per
 * thread, functions looked up at run time. Implemented by windows.c and posix.c.
 */
#ifndef WMIKIT_SRC_OS_OS_H
#define WMIKIT_SRC_OS_OS_H

#include "os/atomic.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef _WIN32
/* The layouts of SRWLOCK and CONDITION_VARIABLE, so that <windows.h> stays out of this header. */
typedef struct wmi__mutex {
    void *native;
} wmi__mutex;
typedef struct wmi__condition {
    void *native;
} wmi__condition;
#define WMI__MUTEX_INIT \
    {                   \
        NULL            \
    }
#define WMI__CONDITION_INIT \
    {                       \
        NULL                \
    }
#else
#include <pthread.h>
typedef struct wmi__mutex {
    pthread_mutex_t native;
} wmi__mutex;
typedef struct wmi__condition {
    pthread_cond_t native;
} wmi__condition;
#define WMI__MUTEX_INIT           \
    {                             \
        PTHREAD_MUTEX_INITIALIZER \
    }
#define WMI__CONDITION_INIT      \
    {                            \
        PTHREAD_COND_INITIALIZER \
    }
#endif

/* For the few places that must tell the user something else where there is no WMI. */
extern const bool wmi__is_windows;

/* Not recursive. The _INIT values make further set-up and _destroy unnecessary for objects of static life. */
void wmi__mutex_init(wmi__mutex *mutex);
void wmi__mutex_destroy(wmi__mutex *mutex);
void wmi__mutex_lock(wmi__mutex *mutex);
void wmi__mutex_unlock(wmi__mutex *mutex);

/* A wait may end without a reason: check the condition in a loop. */
void wmi__condition_init(wmi__condition *condition);
void wmi__condition_destroy(wmi__condition *condition);
void wmi__condition_broadcast(wmi__condition *condition);
void wmi__condition_wait(wmi__condition *condition, wmi__mutex *mutex);

/* Waits until about wmi__clock_ms() == deadline_ms; false when that has come. */
bool wmi__condition_wait_until(wmi__condition *condition, wmi__mutex *mutex, uint64_t deadline_ms);

/* Milliseconds of a monotonic clock with an arbitrary start. */
uint64_t wmi__clock_ms(void);

typedef struct wmi__thread wmi__thread;

/* Starts body(argument) on a small stack; NULL when there are no resources. Every thread must be joined. */
wmi__thread *wmi__thread_start(void (*body)(void *argument), void *argument);
void wmi__thread_join(wmi__thread *thread);

/*
 * Starts body(argument) on a thread that nobody joins; the code that it runs stays loaded until it ends (off Windows
 * because the library is linked to stay: see cmake/shared.cmake). False when there are no resources.
 */
bool wmi__thread_start_detached(void (*body)(void *argument), void *argument);

/* Does nothing for so long. */
void wmi__sleep(uint32_t milliseconds);

/* The calling thread: never 0, and no other thread's while it lives. */
uintptr_t wmi__thread_id(void);

/*
 * Lets the outgoing COM calls of this thread be cancelled, or no longer; and cancels the one that a thread may be in,
 * without waiting for it. Nothing where the system cannot do it.
 */
void wmi__calls_allow_cancel(bool allow);
void wmi__calls_cancel(uintptr_t thread_id);

/*
 * Set by one thread, waited for by one other; reset when the wait ends. `dispatch`: the waiting thread
 * has a single-threaded apartment, whose incoming calls are dispatched meanwhile. May return early:
 * check the reason that it was set. NULL when there are no resources.
 */
typedef struct wmi__signal wmi__signal;
#define WMI__NEVER UINT64_MAX
wmi__signal *wmi__signal_create(void);
void wmi__signal_free(wmi__signal *signal);
void wmi__signal_set(wmi__signal *signal);
void wmi__signal_wait(wmi__signal *signal, uint64_t deadline_ms, bool dispatch);

/*
 * The identity that the calling thread impersonates, for another thread to take on; NULL when it does not. False
 * when it does, but the identity cannot be obtained: the process's identity must not be used instead.
 */
typedef struct wmi__token wmi__token;
bool wmi__token_capture(wmi__token **token);
bool wmi__token_assume(const wmi__token *token); /* NULL: does nothing */
void wmi__token_leave(void);                     /* the thread is the process again */
void wmi__token_free(wmi__token *token);

/*
 * Enables a privilege of the process's token, by its name in UTF-8, and returns 0 or the Windows error of the function
 * that failed, whose name `function` receives (a literal). Off Windows every privilege is held that Windows has.
 */
uint32_t wmi__privilege_enable(const char *name, const char **function);

/*
 * One zeroed block of `size` bytes per thread, made when a thread first asks for it. At the thread's end it
 * goes through `release` (when that is set) and is freed. The slot is a static object, initialised with
 * WMI__THREAD_SLOT_INIT; a WMI__AT_UNLOAD function of its owner destroys it, since the system would otherwise
 * call into a library that is unloaded.
 */
typedef struct wmi__thread_slot {
    size_t size;
    void (*release)(void *block);
    wmi__mutex lock;
    atomic_int state; /* changed with the lock held */
    uintptr_t key;
    union wmi__slot_header *blocks;
} wmi__thread_slot;
#define WMI__THREAD_SLOT_INIT(size, release)       \
    {                                              \
        size, release, WMI__MUTEX_INIT, 0, 0, NULL \
    }

/* The calling thread's block, made if need be; NULL when there is no memory, or the slot is destroyed. */
void *wmi__thread_slot_get(wmi__thread_slot *slot);

/* The calling thread's block, or NULL when it has none yet. */
void *wmi__thread_slot_peek(wmi__thread_slot *slot);
void wmi__thread_slot_destroy(wmi__thread_slot *slot);

/*
 * The name of this computer: its NetBIOS name, or its DNS name. UTF-8. False, and "", when it
 * has none or that does not fit.
 */
typedef enum wmi__name_kind {
    WMI__NAME_NETBIOS,
    WMI__NAME_DNS
} wmi__name_kind;
bool wmi__computer_name(wmi__name_kind kind, char *name, size_t size);

/* Opens a file for reading, by a name in UTF-8; NULL when that fails. */
FILE *wmi__open_file(const char *name);

/*
 * The same, but where the case of names matters, and there is no such file, the names of the file and its folders may
 * differ in the case of ASCII letters.
 */
FILE *wmi__open_file_in_any_case(const char *name);

#endif
