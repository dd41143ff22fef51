/* SPDX-License-Identifier: MIT */
#include "base/pool.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Chunk sizes double from first to last: few chunks for a large pool, and little unused memory. */
#define FIRST_SIZE ((size_t)4096)
#define LAST_SIZE  ((size_t)1024 * 1024)

struct wmi__pool_chunk {
    wmi__pool_chunk *next;
    size_t begin; /* offset in the whole */
    size_t used;
    size_t room;
    char bytes[];
};

static wmi__pool_chunk *add_chunk(wmi__pool *pool, size_t begin, size_t size)
{
    size_t room = pool->last == NULL ? FIRST_SIZE : pool->last->room * 2;
    wmi__pool_chunk *chunk;

    if (room > LAST_SIZE)
        room = LAST_SIZE;
    if (room < size)
        room = size;
    chunk = room > PTRDIFF_MAX - sizeof *chunk ? NULL : malloc(sizeof *chunk + room);
    if (chunk == NULL)
        return NULL;
    chunk->next = NULL;
    chunk->begin = begin;
    chunk->used = 0;
    chunk->room = room;
    if (pool->last == NULL)
        pool->first = chunk;
    else
        pool->last->next = chunk;
    pool->last = chunk;
    return chunk;
}

void *wmi__pool_take(wmi__pool *pool, size_t size, size_t alignment, size_t *at)
{
    size_t begin = (pool->size + alignment - 1) & ~(alignment - 1);
    wmi__pool_chunk *chunk = pool->last;

    if (chunk == NULL || begin - chunk->begin > chunk->room || size > chunk->room - (begin - chunk->begin)) {
        chunk = add_chunk(pool, begin, size);
        if (chunk == NULL)
            return NULL;
    }
    chunk->used = begin - chunk->begin + size;
    pool->size = begin + size;
    *at = begin;
    return chunk->bytes + (begin - chunk->begin);
}

void wmi__pool_give_back(wmi__pool *pool, size_t size)
{
    pool->last->used -= size;
    pool->size -= size;
}

void wmi__pool_move(wmi__pool *pool, char *to)
{
    for (wmi__pool_chunk *chunk = pool->first; chunk != NULL; chunk = pool->first) {
        memcpy(to + chunk->begin, chunk->bytes, chunk->used);
        pool->first = chunk->next;
        free(chunk);
    }
    *pool = (wmi__pool){ 0 };
}

void wmi__pool_drop(wmi__pool *pool)
{
    for (wmi__pool_chunk *chunk = pool->first; chunk != NULL; chunk = pool->first) {
        pool->first = chunk->next;
        free(chunk);
    }
    *pool = (wmi__pool){ 0 };
}
