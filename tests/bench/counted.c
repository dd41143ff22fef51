/* SPDX-License-Identifier: MIT */
#include "counted.h"

#ifdef _WIN32

bool counted_is_on(void)
{
    return false;
}

size_t counted_allocations(void)
{
    return 0;
}

void counted_watch(void)
{
}

size_t counted_peak(void)
{
    return 0;
}

size_t counted_held(void)
{
    return 0;
}

size_t counted_size(void *block)
{
    (void)block;
    return 0;
}

#else

#include <malloc.h>
#include <stdatomic.h>

/* Of this thread: threads that shared it would wait for each other. */
static _Thread_local size_t allocations;
static atomic_bool is_watching;
static atomic_llong held; /* since the watch began; what is freed may be older */
static atomic_llong peak; /* of one thread's making: where several allocate, it may come out lower */

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __real_free(void *block);
void __wrap_free(void *block);

static void give(void *block)
{
    if (is_watching)
        held -= (long long)malloc_usable_size(block);
}

static void *take(void *block)
{
    allocations++;
    if (is_watching) {
        long long more = (long long)malloc_usable_size(block);
        long long now = atomic_fetch_add(&held, more) + more;

        peak = now > peak ? now : peak;
    }
    return block;
}

void *__wrap_malloc(size_t size)
{
    return take(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size)
{
    return take(__real_calloc(count, size));
}

void *__wrap_realloc(void *block, size_t size)
{
    give(block);
    return take(__real_realloc(block, size));
}

void __wrap_free(void *block)
{
    give(block);
    __real_free(block);
}

bool counted_is_on(void)
{
    return true;
}

size_t counted_allocations(void)
{
    return allocations;
}

void counted_watch(void)
{
    held = 0;
    peak = 0;
    is_watching = true;
}

size_t counted_peak(void)
{
    is_watching = false;
    return (size_t)peak;
}

size_t counted_held(void)
{
    is_watching = false;
    return (size_t)held;
}

size_t counted_size(void *block)
{
    return malloc_usable_size(block);
}

#endif
