/* SPDX-License-Identifier: MIT */
/*
 * One block of memory that is built piece by piece and contains pointers into itself, for results that are freed
 * with one wmi_free. Pieces are identified by offset, since the block moves as it grows. Lack of memory is reported
 * only at the end.
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

/* Adds a piece of `size` bytes, zeroed when `bytes` is NULL; returns its offset. */
size_t wmi__block_add(wmi__block *block, const void *bytes, size_t size);

/* The text of a BSTR, in UTF-8. */
size_t wmi__block_add_text(wmi__block *block, BSTR text);

/* Overwrites a piece. */
void wmi__block_write(wmi__block *block, size_t at, const void *bytes, size_t size);

/* Makes the pointer that is at `at` point to a piece. */
void wmi__block_point(wmi__block *block, size_t at, size_t piece);

/* Writes a value over the wmi_value at `at`; its memory is copied into the block. Pointers to objects
 * are copied as they are, without a reference. */
void wmi__block_write_value(wmi__block *block, size_t at, const wmi_value *value);

/* Returns the block, which begins with its first piece; NULL without memory. Afterwards `block` is empty. */
void *wmi__block_finish(wmi__block *block);

/* Frees the unfinished block. */
void wmi__block_drop(wmi__block *block);

#endif
