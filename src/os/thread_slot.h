/* SPDX-License-Identifier: MIT */
/* System functions for thread_slot.c: a pointer per thread and slot, released at the end of the thread. */
#ifndef WMIKIT_SRC_OS_THREAD_SLOT_H
#define WMIKIT_SRC_OS_THREAD_SLOT_H

#include <stdbool.h>
#include <stdint.h>

bool wmi__native_slot_create(uintptr_t *key);
void *wmi__native_slot_get(uintptr_t key);
bool wmi__native_slot_set(uintptr_t key, void *block);
void wmi__native_slot_destroy(uintptr_t key);

/* The system calls it with a thread's pointer that is not NULL. */
void wmi__thread_slot_end_block(void *block);

#endif
