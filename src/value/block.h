/* SPDX-License-Identifier: MIT */
/*
 * One block of memory that is built piece by piece, and points into itself: what the library gives out is given back
 * with one wmi_free. Pieces are known by where they are, since the block moves as it grows. Memory that is missing
 * shows at the end alone.
 */
#ifndef WMIKIT_SRC_VALUE_BLOCK_H
#define WMIKIT_SRC_VALUE_BLOCK_H

#include <wmikit/com.h>
#include <wmikit/value.h>

/* Zeroed, it is empty. */
typedef struct wmi__block {
    char *data;
    size_t size;
    size_t room;
    struct wmi__block_pointer *pointers;
    size_t pointer_count;
    size_t pointer_room;
    bool has_failed;
} wmi__block;

/* A piece of so many bytes, zeroed when `bytes` is NULL; where it is. */
size_t wmi__block_add(wmi__block *block, const void *bytes, size_t size);

/* The text of a BSTR, in UTF-8. */
size_t wmi__block_add_text(wmi__block *block, BSTR text);

/* Writes over what is there. */
void wmi__block_write(wmi__block *block, size_t at, const void *bytes, size_t size);

/* Makes the pointer that is at `at` point to a piece. */
void wmi__block_point(wmi__block *block, size_t at, size_t piece);

/* A value, over the wmi_value that is at `at`; what it borrows or owns is copied. No objects. */
void wmi__block_write_value(wmi__block *block, size_t at, const wmi_value *value);

/* The block, whose first piece is where it begins; NULL when memory was missing. Behind it, `block` is empty. */
void *wmi__block_finish(wmi__block *block);

/* Gives up. */
void wmi__block_drop(wmi__block *block);

#endif
