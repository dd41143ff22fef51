/* SPDX-License-Identifier: MIT */
/*
 * What each call and each object of a mock writes: how many calls there were, which objects live, and who still needs
 * the mock. It is kept in several parts, and a thread writes to one of them, so that threads seldom wait for each other,
 * nor for each other's memory.
 */
#ifndef WMIKIT_SRC_MOCK_CORE_SHARD_H
#define WMIKIT_SRC_MOCK_CORE_SHARD_H

#include "mock/core/core.h"
#include "os/os.h"

#define WMI_MOCK__SHARDS 16

/* More than there are operations, and files that name the same one: a power of two. */
#define WMI_MOCK__OPERATIONS 128

/* Read and counted without the lock; a new one is added with it. */
typedef struct wmi_mock__operation_count {
    atomic_size_t operation; /* a literal's address; 0: not in use */
    atomic_size_t count;
} wmi_mock__operation_count;

typedef struct wmi_mock__shard {
    wmi__mutex lock;            /* the innermost: no other is taken while it is held, but the next shard's */
    wmi_mock__life *first_life; /* the oldest */
    wmi_mock__life **last_life; /* the end of the list */
    size_t live;                /* how long it is */
    size_t references;          /* to the mock; while there are any, the mock counts one */
    wmi_mock__operation_count counts[WMI_MOCK__OPERATIONS];
    char apart[64]; /* no cache line is shared with the next */
} wmi_mock__shard;

void wmi_mock__shards_init(wmi_mock__shard *shards);
void wmi_mock__shards_free(wmi_mock__shard *shards);

/* Which one the calling thread writes to. */
wmi_mock__shard *wmi_mock__shard_here(wmi_mock__shard *shards);

/* All of them, in their order: what is read meanwhile is of one moment. */
void wmi_mock__shards_lock(wmi_mock__shard *shards);
void wmi_mock__shards_unlock(wmi_mock__shard *shards);

/* Counts a call; the lock is not held. */
void wmi_mock__shard_count(wmi_mock__shard *shard, const char *operation);

/* How many calls of this operation (NULL: of any) were counted. */
size_t wmi_mock__shard_calls(const wmi_mock__shard *shard, const char *operation);

#endif
