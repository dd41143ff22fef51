/* SPDX-License-Identifier: MIT */
/*
 * Memory that is taken piece by piece and given out in one: the pieces lie in chunks, which do not move as more are
 * taken, so that nothing is copied but once, at the end.
 */
#ifndef WMIKIT_SRC_BASE_POOL_H
#define WMIKIT_SRC_BASE_POOL_H

#include <stddef.h>

typedef struct wmi__pool_chunk wmi__pool_chunk;

/* Zeroed, it is empty. */
typedef struct wmi__pool {
    wmi__pool_chunk *first;
    wmi__pool_chunk *last;
    size_t size; /* of what was taken, with what alignment has left out */
} wmi__pool;

/*
 * So many bytes, not zeroed, and where they will be from the beginning of the whole: there they are aligned, here they
 * are not. An alignment is a power of two. NULL without memory.
 */
void *wmi__pool_take(wmi__pool *pool, size_t size, size_t alignment, size_t *at);

/* So many bytes from the end of the last piece, which turned out to be too large. */
void wmi__pool_give_back(wmi__pool *pool, size_t size);

/* Moves everything to where there is room for pool->size bytes, and empties the pool. */
void wmi__pool_move(wmi__pool *pool, char *to);
void wmi__pool_drop(wmi__pool *pool);

#endif
