/* SPDX-License-Identifier: MIT */
#include "os/thread_slot.h"

#include "os/os.h"

#include <stdlib.h>

/*
 * The header of a thread's block, so that it can be freed without its slot. The blocks of a slot are
 * in a list: those of threads that are still alive at the process's end then count as held, not as leaked.
 */
typedef union wmi__slot_header {
    struct {
        wmi__thread_slot *slot;
        union wmi__slot_header *next;
        union wmi__slot_header **link; /* the pointer to this header */
    } in_use;
    /* What malloc aligns its blocks for; not every compiler has max_align_t in C. */
    long double alignment;
    long long integer_alignment;
} slot_header;

enum slot_state {
    SLOT_FRESH,
    SLOT_READY,
    SLOT_DESTROYED
};

static void link_block(wmi__thread_slot *slot, slot_header *header)
{
    slot_header *first;

    wmi__mutex_lock(&slot->lock);
    first = slot->blocks;
    header->in_use.slot = slot;
    header->in_use.next = first;
    header->in_use.link = &slot->blocks;
    if (first != NULL)
        first->in_use.link = &header->in_use.next;
    slot->blocks = header;
    wmi__mutex_unlock(&slot->lock);
}

static void unlink_block(slot_header *header)
{
    wmi__thread_slot *slot = header->in_use.slot;

    wmi__mutex_lock(&slot->lock);
    *header->in_use.link = header->in_use.next;
    if (header->in_use.next != NULL)
        header->in_use.next->in_use.link = header->in_use.link;
    wmi__mutex_unlock(&slot->lock);
}

void wmi__thread_slot_end_block(void *block)
{
    slot_header *header = (slot_header *)block - 1;

    if (header->in_use.slot->release != NULL)
        header->in_use.slot->release(block);
    unlink_block(header);
    free(header);
}

/* Every call of a mock asks, on every thread: no lock. */
static bool slot_is_ready(wmi__thread_slot *slot)
{
    return (int)atomic_load(&slot->state) == SLOT_READY;
}

static bool make_ready(wmi__thread_slot *slot)
{
    if (slot_is_ready(slot))
        return true;
    wmi__mutex_lock(&slot->lock);
    if ((int)atomic_load(&slot->state) == SLOT_FRESH && wmi__native_slot_create(&slot->key))
        atomic_store(&slot->state, SLOT_READY);
    wmi__mutex_unlock(&slot->lock);
    return slot_is_ready(slot);
}

void *wmi__thread_slot_peek(wmi__thread_slot *slot)
{
    return slot_is_ready(slot) ? wmi__native_slot_get(slot->key) : NULL;
}

void *wmi__thread_slot_get(wmi__thread_slot *slot)
{
    slot_header *header;
    void *block;

    if (!make_ready(slot))
        return NULL;
    block = wmi__native_slot_get(slot->key);
    if (block != NULL)
        return block;

    header = calloc(1, sizeof *header + slot->size);
    if (header == NULL)
        return NULL;
    if (!wmi__native_slot_set(slot->key, header + 1)) {
        free(header);
        return NULL;
    }
    link_block(slot, header);
    return header + 1;
}

void wmi__thread_slot_destroy(wmi__thread_slot *slot)
{
    bool ready;

    wmi__mutex_lock(&slot->lock);
    ready = (int)atomic_exchange(&slot->state, SLOT_DESTROYED) == SLOT_READY;
    wmi__mutex_unlock(&slot->lock);
    if (ready)
        wmi__native_slot_destroy(slot->key);
}
