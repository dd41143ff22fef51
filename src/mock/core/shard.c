/* SPDX-License-Identifier: MIT */
#include "mock/core/shard.h"

#include <string.h>

void wmi_mock__shards_init(wmi_mock__shard *shards)
{
    for (size_t i = 0; i < WMI_MOCK__SHARDS; i++) {
        wmi__mutex_init(&shards[i].lock);
        shards[i].last_life = &shards[i].first_life;
    }
}

void wmi_mock__shards_free(wmi_mock__shard *shards)
{
    for (size_t i = 0; i < WMI_MOCK__SHARDS; i++)
        wmi__mutex_destroy(&shards[i].lock);
}

/*
 * Neighbours get different ones: Windows numbers threads in steps of 4; elsewhere a thread is known by an address in its
 * stack, and stacks lie an odd number of pages apart, one of them the guard.
 */
wmi_mock__shard *wmi_mock__shard_here(wmi_mock__shard *shards)
{
    uintptr_t thread = wmi__thread_id();

    return &shards[(thread >> 2 ^ thread >> 12) & (WMI_MOCK__SHARDS - 1)];
}

void wmi_mock__shards_lock(wmi_mock__shard *shards)
{
    for (size_t i = 0; i < WMI_MOCK__SHARDS; i++)
        wmi__mutex_lock(&shards[i].lock);
}

void wmi_mock__shards_unlock(wmi_mock__shard *shards)
{
    for (size_t i = 0; i < WMI_MOCK__SHARDS; i++)
        wmi__mutex_unlock(&shards[i].lock);
}

/* The literal's own place, or the free one where it belongs; NULL when there is none left. */
static wmi_mock__operation_count *find_count(wmi_mock__shard *shard, size_t literal)
{
    size_t home = literal / 8;

    for (size_t i = 0; i < WMI_MOCK__OPERATIONS; i++) {
        wmi_mock__operation_count *at = &shard->counts[(home + i) % WMI_MOCK__OPERATIONS];
        size_t found = atomic_load(&at->operation);

        if (found == literal || found == 0)
            return at;
    }
    return NULL;
}

/* Another thread of this shard may add the same one: it is looked for again. */
static wmi_mock__operation_count *add_count(wmi_mock__shard *shard, size_t literal)
{
    wmi_mock__operation_count *added;

    wmi__mutex_lock(&shard->lock);
    added = find_count(shard, literal);
    if (added != NULL)
        atomic_store(&added->operation, literal);
    wmi__mutex_unlock(&shard->lock);
    return added;
}

void wmi_mock__shard_count(wmi_mock__shard *shard, const char *operation)
{
    size_t literal = (size_t)(uintptr_t)operation;
    wmi_mock__operation_count *found = find_count(shard, literal);

    if (found != NULL && atomic_load(&found->operation) != literal)
        found = add_count(shard, literal);
    if (found != NULL)
        atomic_fetch_add(&found->count, 1);
}

/* Files may have equal literals at several addresses. */
size_t wmi_mock__shard_calls(const wmi_mock__shard *shard, const char *operation)
{
    size_t calls = 0;

    for (size_t i = 0; i < WMI_MOCK__OPERATIONS; i++) {
        const char *found = (const char *)(uintptr_t)atomic_load(&shard->counts[i].operation);

        if (found != NULL && (operation == NULL || strcmp(found, operation) == 0))
            calls += atomic_load(&shard->counts[i].count);
    }
    return calls;
}
