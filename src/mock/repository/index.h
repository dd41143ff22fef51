/* SPDX-License-Identifier: MIT */
/* What finds one among many: a hash table of borrowed items, and arrays that grow. All zero is an empty index. */
#ifndef WMIKIT_SRC_MOCK_INDEX_H
#define WMIKIT_SRC_MOCK_INDEX_H

#include <stdbool.h>
#include <stddef.h>

typedef struct wmi__index_slot {
    size_t hash;
    void *item; /* NULL: free */
} wmi__index_slot;

typedef struct wmi__index {
    wmi__index_slot *slots;
    size_t capacity; /* 0 or a power of two */
    size_t count;
} wmi__index;

typedef bool (*wmi__index_match)(const void *item, const void *wanted);

/* Goes on hashing: text without regard to ASCII case, and its end. */
#define WMI__HASH_SEED ((size_t)2166136261u)
size_t wmi__hash_name(size_t hash, const char *text);

/* The item with this hash that matches; NULL when there is none. */
void *wmi__index_find(const wmi__index *index, size_t hash, wmi__index_match match, const void *wanted);

/* Room for one more, which adding then needs. False when there is no memory. */
bool wmi__index_reserve(wmi__index *index);
void wmi__index_add(wmi__index *index, size_t hash, void *item);

void wmi__index_remove(wmi__index *index, size_t hash, const void *item);
void wmi__index_replace(wmi__index *index, size_t hash, const void *old, void *item);
void wmi__index_clear(wmi__index *index);

/*
 * An array with room for at least one item more than `count`. It grows whenever the count is a power of two,
 * so nobody keeps a capacity. NULL when there is no memory: `items` stays as it is then.
 */
void *wmi__array_grown(void *items, size_t count, size_t size);

/* A zeroed array for `count` items that wmi__array_grown can go on with. NULL when there is no memory. */
void *wmi__array_create(size_t count, size_t size);

#endif
