/* SPDX-License-Identifier: MIT */
#include "value/block.h"

#include "base/bstr.h"
#include "value/value.h"

#include <stdlib.h>
#include <string.h>

#define ALIGNMENT  16u
#define FIRST_ROOM 256u

/* A pointer in the block, and its target. */
typedef struct wmi__block_pointer {
    size_t at;
    size_t piece;
} block_pointer;

static bool reserve(wmi__block *block, size_t needed)
{
    size_t room = block->room == 0 ? FIRST_ROOM : block->room;
    char *grown;

    if (block->has_failed)
        return false;
    while (room < needed)
        room *= 2;
    if (room == block->room)
        return true;
    grown = realloc(block->data, room);
    if (grown == NULL) {
        block->has_failed = true;
        return false;
    }
    block->data = grown;
    block->room = room;
    return true;
}

size_t wmi__block_add(wmi__block *block, const void *bytes, size_t size)
{
    size_t at = (block->size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;

    if (!reserve(block, at + size))
        return 0;
    memset(block->data + block->size, 0, at + size - block->size);
    block->size = at + size;
    if (bytes != NULL)
        wmi__block_write(block, at, bytes, size);
    return at;
}

size_t wmi__block_add_text(wmi__block *block, BSTR text)
{
    size_t units = wmi__bstr_length(text);
    size_t at = wmi__block_add(block, NULL, wmi__utf8_length(text, units) + 1);

    if (!block->has_failed)
        wmi__utf8_write(text, units, block->data + at);
    return at;
}

void wmi__block_write(wmi__block *block, size_t at, const void *bytes, size_t size)
{
    if (!block->has_failed && size > 0)
        memcpy(block->data + at, bytes, size);
}

void wmi__block_point(wmi__block *block, size_t at, size_t piece)
{
    if (block->has_failed)
        return;
    if (block->pointer_count == block->pointer_room) {
        size_t room = block->pointer_room == 0 ? 16 : block->pointer_room * 2;
        block_pointer *grown = realloc(block->pointers, room * sizeof *grown);

        if (grown == NULL) {
            block->has_failed = true;
            return;
        }
        block->pointers = grown;
        block->pointer_room = room;
    }
    block->pointers[block->pointer_count++] = (block_pointer){ at, piece };
}

static size_t add_list(wmi__block *block, const char *const *texts, size_t count)
{
    size_t list = wmi__block_add(block, NULL, (count + 1) * sizeof(char *));

    for (size_t i = 0; i < count; i++)
        wmi__block_point(block, list + i * sizeof(char *),
                         wmi__block_add(block, texts[i], strlen(texts[i]) + 1));
    return list;
}

void wmi__block_write_value(wmi__block *block, size_t at, const wmi_value *value)
{
    bool is_text = value->type == WMI_STRING || value->type == WMI_REFERENCE;
    wmi_value copy = *value;
    size_t piece;

    copy.owned = NULL;
    wmi__block_write(block, at, &copy, sizeof copy);
    if (value->is_null || (!value->is_array && !is_text))
        return;
    if (value->is_array && is_text)
        piece = add_list(block, value->strings, value->count);
    else if (value->is_array)
        piece = wmi__block_add(block, value->booleans, value->count * wmi__type_size(value->type));
    else
        piece = wmi__block_add(block, value->string, strlen(value->string) + 1);
    wmi__block_point(block, at + offsetof(wmi_value, string),
                     piece); /* all pointers of the union are at this offset */
}

void *wmi__block_finish(wmi__block *block)
{
    char *data;

    reserve(block, 1);
    data = block->has_failed ? NULL : block->data;
    for (size_t i = 0; i < block->pointer_count && data != NULL; i++) {
        char *target = data + block->pointers[i].piece;

        memcpy(data + block->pointers[i].at, &target, sizeof target);
    }
    if (data != NULL)
        block->data = NULL;
    wmi__block_drop(block);
    return data;
}

void wmi__block_drop(wmi__block *block)
{
    free(block->data);
    free(block->pointers);
    *block = (wmi__block){ 0 };
}
