/* SPDX-License-Identifier: MIT */
#include "mock/core/shard.h"

#include <stdlib.h>
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
    for (size_t i = 0; i < WMI_MOCK__SHARDS; i++) {
        free(shards[i].counts);
        wmi__mutex_destroy(&shards[i].lock);
    }
}

/* Threads are numbered by an address off Windows, in steps of 4 there: the product's upper bits tell them apart. */
wmi_mock__shard *wmi_mock__shard_here(wmi_mock__shard *shards)
{
    uintptr_t thread = wmi__thread_id();
    uint32_t mixed = (uint32_t)(thread ^ thread >> 12) * 0x9E3779B1u;

    return &shards[mixed >> 16 & (WMI_MOCK__SHARDS - 1)];
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

/* Usually the same literal; another file may have an equal text at another address. */
static wmi_mock__operation_count *find_count(const wmi_mock__shard *shard, const char *operation)
{
    for (size_t i = 0; i < shard->operation_count; i++) {
        if (shard->counts[i].operation == operation)
            return &shard->counts[i];
    }
    for (size_t i = 0; i < shard->operation_count; i++) {
        if (strcmp(shard->counts[i].operation, operation) == 0)
            return &shard->counts[i];
    }
    return NULL;
}

static void add_count(wmi_mock__shard *shard, const char *operation)
{
    wmi_mock__operation_count *counts = realloc(shard->counts, (shard->operation_count + 1) * sizeof *counts);

    if (counts == NULL)
        return;
    counts[shard->operation_count++] = (wmi_mock__operation_count){ operation, 1 };
    shard->counts = counts;
}

void wmi_mock__shard_count(wmi_mock__shard *shard, const char *operation)
{
    wmi_mock__operation_count *found;

    wmi__mutex_lock(&shard->lock);
    found = find_count(shard, operation);
    shard->total++;
    if (found != NULL)
        found->count++;
    else
        add_count(shard, operation);
    wmi__mutex_unlock(&shard->lock);
}

size_t wmi_mock__shard_calls(wmi_mock__shard *shard, const char *operation)
{
    const wmi_mock__operation_count *found;
    size_t calls;

    wmi__mutex_lock(&shard->lock);
    found = operation == NULL ? NULL : find_count(shard, operation);
    calls = operation == NULL ? shard->total : found == NULL ? 0 : found->count;
    wmi__mutex_unlock(&shard->lock);
    return calls;
}
