/* SPDX-License-Identifier: MIT */
#include "mock/repository/index.h"

#include "base/name.h"

#include <stdint.h>
#include <stdlib.h>

#define FIRST_CAPACITY 16

/* FNV-1a. */
size_t wmi_mock__hash_name(size_t hash, const char *text)
{
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)wmi__lower(*text)) * 16777619u;
    return (hash ^ 0xFFu) * 16777619u; /* a byte that is not in UTF-8 separates "ab","c" from "a","bc" */
}

/* The first slot for a hash; its low bits only would cause collisions. */
static size_t home_of(const wmi_mock__index *index, size_t hash)
{
    return (hash ^ (hash >> 15)) & (index->capacity - 1);
}

void *wmi_mock__index_find(const wmi_mock__index *index, size_t hash, wmi_mock__index_match match,
                           const void *wanted)
{
    if (index->count == 0)
        return NULL;
    for (size_t at = home_of(index, hash); index->slots[at].item != NULL;
         at = (at + 1) & (index->capacity - 1)) {
        if (index->slots[at].hash == hash && match(index->slots[at].item, wanted))
            return index->slots[at].item;
    }
    return NULL;
}

static void put(wmi_mock__index *index, size_t hash, void *item)
{
    size_t at = home_of(index, hash);

    while (index->slots[at].item != NULL)
        at = (at + 1) & (index->capacity - 1);
    index->slots[at] = (wmi_mock__index_slot){ hash, item };
}

bool wmi_mock__index_reserve(wmi_mock__index *index)
{
    wmi_mock__index larger = { NULL, index->capacity == 0 ? FIRST_CAPACITY : index->capacity * 2,
                               index->count };

    if (index->count < index->capacity / 2)
        return true;
    larger.slots = calloc(larger.capacity, sizeof *larger.slots);
    if (larger.slots == NULL)
        return false;
    for (size_t i = 0; i < index->capacity; i++) {
        if (index->slots[i].item != NULL)
            put(&larger, index->slots[i].hash, index->slots[i].item);
    }
    free(index->slots);
    *index = larger;
    return true;
}

void wmi_mock__index_add(wmi_mock__index *index, size_t hash, void *item)
{
    put(index, hash, item);
    index->count++;
}

/* The slot of an item; the capacity when it is not in the table. */
static size_t slot_of(const wmi_mock__index *index, size_t hash, const void *item)
{
    if (index->count == 0)
        return index->capacity;
    for (size_t at = home_of(index, hash); index->slots[at].item != NULL;
         at = (at + 1) & (index->capacity - 1)) {
        if (index->slots[at].item == item)
            return at;
    }
    return index->capacity;
}

/* Following items move into the gap, except an item whose first slot lies after the gap. */
void wmi_mock__index_remove(wmi_mock__index *index, size_t hash, const void *item)
{
    size_t mask = index->capacity - 1;
    size_t gap = slot_of(index, hash, item);

    if (gap == index->capacity)
        return;
    for (size_t at = (gap + 1) & mask; index->slots[at].item != NULL; at = (at + 1) & mask) {
        size_t home = home_of(index, index->slots[at].hash);

        if (((at - home) & mask) >= ((at - gap) & mask)) {
            index->slots[gap] = index->slots[at];
            gap = at;
        }
    }
    index->slots[gap].item = NULL;
    index->count--;
}

void wmi_mock__index_replace(wmi_mock__index *index, size_t hash, const void *old, void *item)
{
    size_t at = slot_of(index, hash, old);

    if (at != index->capacity)
        index->slots[at].item = item;
}

void wmi_mock__index_clear(wmi_mock__index *index)
{
    free(index->slots);
    *index = (wmi_mock__index){ 0 };
}

void *wmi_mock__array_grown(void *items, size_t count, size_t size)
{
    if ((count & (count - 1)) != 0)
        return items;
    if (count > SIZE_MAX / 2 / size)
        return NULL;
    return realloc(items, (count == 0 ? 1 : count * 2) * size);
}

void *wmi_mock__array_create(size_t count, size_t size)
{
    size_t capacity = 1;

    while (capacity < count)
        capacity *= 2;
    return calloc(capacity, size);
}
