/* SPDX-License-Identifier: MIT */
#include "support/faults.h"

#include "support/support.h"

#include <wmikit/com.h>

#include <stdatomic.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);

/* How many allocations are left until one fails; 0 or below: none will. */
static atomic_llong countdown;
static atomic_bool has_failed;

static bool fails(void)
{
    if (atomic_load(&countdown) <= 0 || atomic_fetch_sub(&countdown, 1) != 1)
        return false;
    atomic_store(&has_failed, true);
    return true;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return fails() ? NULL : __real_realloc(block, size);
}

void faults_fail_allocation(size_t nth)
{
    atomic_store(&has_failed, false);
    atomic_store(&countdown, (long long)nth);
}

bool faults_end(void)
{
    atomic_store(&countdown, 0);
    return atomic_load(&has_failed);
}

size_t faults_sweep(faults_scenario scenario, void *context)
{
    for (size_t nth = 1;; nth++) {
        HRESULT hr;
        bool failed;

        faults_fail_allocation(nth);
        hr = scenario(context);
        failed = faults_end();
        if (hr != (failed ? E_OUTOFMEMORY : S_OK)) {
            print_error("allocation %lu %s, and the scenario says 0x%08lX\n", (unsigned long)nth,
                        failed ? "failed" : "did not fail", (unsigned long)(uint32_t)hr);
            fail();
        }
        if (!failed)
            return nth - 1;
    }
}
