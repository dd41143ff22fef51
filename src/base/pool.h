/* SPDX-License-Identifier: MIT */
/*
 * Memory that is allocated in pieces and returned as one block: the pieces are in chunks, which do not move when
 * more are allocated, so that everything is copied only once, at the end.
 */
#ifndef WMIKIT_SRC_BASE_POOL_H
#define WMIKIT_SRC_BASE_POOL_H

#include <stddef.h>

typedef struct wmi__pool_chunk wmi__pool_chunk;

/* Zeroed, it is empty. */
typedef struct wmi__pool {
    wmi__pool_chunk *first;
    wmi__pool_chunk *last;
    size_t size; /* allocated so far, with padding */
} wmi__pool;

/*
 * Allocates bytes, not zeroed, and returns their offset in the final block: there they are aligned, here they
 * are not. An alignment is a power of two. NULL without memory.
 */
void *wmi__pool_take(wmi__pool *pool, size_t size, size_t alignment, size_t *at);

/* Returns unused bytes at the end of the last piece. */
void wmi__pool_give_back(wmi__pool *pool, size_t size);

/* Moves everything into a buffer of pool->size bytes, and empties the pool. */
void wmi__pool_move(wmi__pool *pool, char *to);
void wmi__pool_drop(wmi__pool *pool);

#endif
