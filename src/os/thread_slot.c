/* SPDX-License-Identifier: MIT */
#include "thread_slot.h"

#include "os.h"

#include <stdlib.h>

/* What stands before a thread's block, so that it can be ended without its slot. */
typedef union slot_header {
    void (*release)(void *block);
    max_align_t alignment;
} slot_header;

enum slot_state {
    SLOT_FRESH,
    SLOT_READY,
    SLOT_DESTROYED
};

void wmi__thread_slot_end_block(void *block)
{
    slot_header *header = (slot_header *)block - 1;

    if (header->release != NULL)
        header->release(block);
    free(header);
}

static bool slot_is_ready(wmi__thread_slot *slot, bool make)
{
    bool ready;

    wmi__mutex_lock(&slot->lock);
    if (slot->state == SLOT_FRESH && make && wmi__native_slot_create(&slot->key))
        slot->state = SLOT_READY;
    ready = slot->state == SLOT_READY;
    wmi__mutex_unlock(&slot->lock);
    return ready;
}

void *wmi__thread_slot_peek(wmi__thread_slot *slot)
{
    return slot_is_ready(slot, false) ? wmi__native_slot_get(slot->key) : NULL;
}

void *wmi__thread_slot_get(wmi__thread_slot *slot)
{
    slot_header *header;
    void *block;

    if (!slot_is_ready(slot, true))
        return NULL;
    block = wmi__native_slot_get(slot->key);
    if (block != NULL)
        return block;

    header = calloc(1, sizeof *header + slot->size);
    if (header == NULL)
        return NULL;
    header->release = slot->release;
    if (!wmi__native_slot_set(slot->key, header + 1)) {
        free(header);
        return NULL;
    }
    return header + 1;
}

void wmi__thread_slot_destroy(wmi__thread_slot *slot)
{
    bool ready;

    wmi__mutex_lock(&slot->lock);
    ready = slot->state == SLOT_READY;
    slot->state = SLOT_DESTROYED;
    wmi__mutex_unlock(&slot->lock);
    if (ready)
        wmi__native_slot_destroy(slot->key);
}
