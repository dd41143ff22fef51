/* SPDX-License-Identifier: MIT */
#include "mock/core/time_limit.h"

#include "base/bstr.h"
#include "os/compiler.h"

#include <stdio.h>

/* The calls of a thread. */
typedef struct thread_calls {
    wmi_mock__call *innermost;
} thread_calls;

static wmi__thread_slot slot = WMI__THREAD_SLOT_INIT(sizeof(thread_calls), NULL);

static void forget_threads(void)
{
    wmi__thread_slot_destroy(&slot);
}
WMI__AT_UNLOAD(forget_threads);

/* Without memory for it the thread's calls are not known. */
static void enter(wmi_mock__call *call)
{
    thread_calls *thread = wmi__thread_slot_get(&slot);

    call->number = atomic_fetch_add(&call->mock->calls, 1) + 1;
    if (thread == NULL)
        return;
    call->outer = thread->innermost;
    thread->innermost = call;
}

static void leave(const wmi_mock__call *call)
{
    thread_calls *thread = wmi__thread_slot_peek(&slot);

    if (thread != NULL && thread->innermost == call)
        thread->innermost = call->outer;
}

const wmi_mock__call *wmi_mock__call_here(void)
{
    const thread_calls *thread = wmi__thread_slot_peek(&slot);

    return thread == NULL ? NULL : thread->innermost;
}

void wmi_mock__call_open(wmi_mock__call *call, wmi_mock *mock, wmi_mock__proxy *proxy, const char *operation)
{
    call->mock = mock;
    call->proxy = proxy;
    call->operation = operation;
    call->carried_out = false;
    call->refusal = S_OK;
    call->is_kept = !atomic_load(&mock->journal.off);
    call->used = 0;
    call->arguments[0] = '\0';
    call->outer = NULL;
    call->number = 0;
    if (call->is_kept)
        enter(call);
}

static size_t room(const wmi_mock__call *call)
{
    return sizeof call->arguments - call->used;
}

static void append(wmi_mock__call *call, const char *name, const char *before, const char *text,
                   const char *after)
{
    int written = !call->is_kept ? 0
                                 : snprintf(call->arguments + call->used, room(call), "%s%s=%s%s%s",
                                            call->used == 0 ? "" : ", ", name, before, text, after);

    if (written > 0)
        call->used += (size_t)written < room(call) ? (size_t)written : room(call) - 1;
}

void wmi_mock__call_text(wmi_mock__call *call, const char *name, const OLECHAR *text)
{
    char utf8[3 * 128 + 1];
    size_t length = 0;

    if (!call->is_kept)
        return;
    if (text == NULL) {
        append(call, name, "", "NULL", "");
        return;
    }
    while (length < 128 && text[length] != 0)
        length++;
    wmi__utf8_write(text, length, utf8);
    append(call, name, "'", utf8, text[length] == 0 ? "'" : "…'");
}

void wmi_mock__call_utf8(wmi_mock__call *call, const char *name, const char *text)
{
    append(call, name, text == NULL ? "" : "'", text == NULL ? "NULL" : text, text == NULL ? "" : "'");
}

void wmi_mock__call_number(wmi_mock__call *call, const char *name, LONG number)
{
    char text[16];

    if (!call->is_kept)
        return;
    snprintf(text, sizeof text, "0x%lX", (unsigned long)(ULONG)number);
    append(call, name, "", text, "");
}

void wmi_mock__call_flag(wmi_mock__call *call, const char *name, const char *what)
{
    append(call, name, "", what, "");
}

void wmi_mock__call_pointer(wmi_mock__call *call, const char *name, const void *pointer)
{
    append(call, name, "", pointer != NULL ? "given" : "NULL", "");
}

static bool was_woken(const wmi_mock *mock, uint64_t wakes)
{
    return mock->wakes != wakes || mock->destroyed;
}

bool wmi_mock__wait(wmi_mock *mock, uint32_t milliseconds, uint64_t wakes)
{
    bool is_endless = milliseconds == WMI_MOCK_HANG || milliseconds == WMI_MOCK_FREEZE;
    uint64_t deadline = wmi__clock_ms() + milliseconds;
    bool is_woken;

    wmi_mock__lock(mock);
    while (!was_woken(mock, wakes) && milliseconds > 0) {
        if (is_endless)
            wmi__condition_wait(&mock->woken, &mock->lock);
        else if (!wmi__condition_wait_until(&mock->woken, &mock->lock, deadline))
            break;
    }
    is_woken = was_woken(mock, wakes);
    wmi_mock__unlock(mock);
    return is_woken;
}

static uint32_t delay_of(const wmi_mock__call *call)
{
    uint32_t of_host = call->proxy == NULL ? 0 : call->proxy->host->call_delay_ms;
    uint32_t of_operation = wmi_mock__faults_delay(call->mock, call->operation);

    if (of_operation != WMI_MOCK_FREEZE && wmi_mock__has_time_limit(call->operation))
        of_operation = 0; /* it waits by itself */
    return wmi_mock__longer_delay(of_host, of_operation);
}

static bool may_pass(const wmi_mock__call *call)
{
    return call->proxy == NULL ? !atomic_load(&call->mock->has_faults)
                               : wmi_mock__proxy_may_pass(call->proxy);
}

bool wmi_mock__call_admit(wmi_mock__call *call)
{
    uint32_t delay;
    uint64_t wakes;

    if (may_pass(call)) {
        call->carried_out = true;
        return true;
    }
    wmi_mock__lock(call->mock);
    delay = delay_of(call);
    if (delay > 0) {
        wakes = call->mock->wakes;
        wmi_mock__unlock(call->mock);
        wmi_mock__wait(call->mock, delay, wakes);
        wmi_mock__lock(call->mock);
    }
    call->refusal = wmi_mock__faults_strike(call->mock, call->operation);
    if (call->refusal == S_OK && call->proxy != NULL)
        call->refusal = wmi_mock__proxy_check(call->proxy);
    call->carried_out = call->refusal == S_OK;
    if (call->carried_out && call->proxy != NULL)
        wmi_mock__proxy_let_pass(call->proxy);
    if (call->mock->subscriptions != NULL)
        call->mock->upper->events_are_due(call->mock);
    wmi_mock__unlock(call->mock);
    return call->carried_out;
}

static void write_down(const wmi_mock__call *call, HRESULT result)
{
    char blanket[320] = "";

    wmi_mock__lock(call->mock);
    if (call->proxy != NULL)
        wmi_mock__proxy_describe(call->proxy, blanket, sizeof blanket);
    wmi_mock__journal_add(call, blanket, result);
    wmi_mock__unlock(call->mock);
}

HRESULT wmi_mock__call_close(wmi_mock__call *call, HRESULT result)
{
    if (!call->carried_out)
        result = call->refusal == WMI_MOCK_NULL_RESULT ? S_OK : call->refusal;
    if (call->is_kept)
        leave(call);
    if (!call->carried_out && FAILED(result))
        wmi_mock__faults_explain(call->mock, call->operation, result);
    if (call->is_kept)
        write_down(call, result);
    wmi_mock__shard_count(wmi_mock__shard_here(call->mock->shards), call->operation);
    return result;
}
