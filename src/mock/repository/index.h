/* SPDX-License-Identifier: MIT */
/* A hash table of borrowed items, and growing arrays. All zero is an empty index. */
#ifndef WMIKIT_SRC_MOCK_REPOSITORY_INDEX_H
#define WMIKIT_SRC_MOCK_REPOSITORY_INDEX_H

#include <stdbool.h>
#include <stddef.h>

typedef struct wmi_mock__index_slot {
    size_t hash;
    void *item; /* NULL: free */
} wmi_mock__index_slot;

typedef struct wmi_mock__index {
    wmi_mock__index_slot *slots;
    size_t capacity; /* 0 or a power of two */
    size_t count;
} wmi_mock__index;

typedef bool (*wmi_mock__index_match)(const void *item, const void *wanted);

/* Continues a hash with a text, ignoring ASCII case, and its end. */
#define WMI_MOCK__HASH_SEED ((size_t)2166136261u)
size_t wmi_mock__hash_name(size_t hash, const char *text);

/* The item with this hash that matches; NULL when there is none. */
void *wmi_mock__index_find(const wmi_mock__index *index, size_t hash, wmi_mock__index_match match,
                           const void *wanted);

/* Reserves room for one more item; required before adding. False when there is no memory. */
bool wmi_mock__index_reserve(wmi_mock__index *index);
void wmi_mock__index_add(wmi_mock__index *index, size_t hash, void *item);

void wmi_mock__index_remove(wmi_mock__index *index, size_t hash, const void *item);
void wmi_mock__index_replace(wmi_mock__index *index, size_t hash, const void *old, void *item);
void wmi_mock__index_clear(wmi_mock__index *index);

/*
 * An array with room for at least one item more than `count`. It grows whenever the count is a power of two,
 * so no capacity is stored. NULL when there is no memory; `items` is then unchanged.
 */
void *wmi_mock__array_grown(void *items, size_t count, size_t size);

/* A zeroed array for `count` items that wmi_mock__array_grown can grow. NULL when there is no memory. */
void *wmi_mock__array_create(size_t count, size_t size);

#endif
