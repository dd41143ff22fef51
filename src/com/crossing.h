/* SPDX-License-Identifier: MIT */
/* An interface pointer on its way from one apartment to another. */
#ifndef WMIKIT_SRC_COM_CROSSING_H
#define WMIKIT_SRC_COM_CROSSING_H

#include <wmikit/com.h>

#include <stdbool.h>

/* Zeroed, it carries nothing. */
typedef struct wmi__crossing {
    IStream *stream;
    IUnknown *plain; /* within one apartment, and for what cannot be marshalled: in-process, used as it is */
} wmi__crossing;

/*
 * Takes a reference along, in the apartment that the pointer is good in; `marshal` when it leaves that. NULL is
 * carried as nothing. Sets no last error.
 */
HRESULT wmi__crossing_begin(wmi__crossing *crossing, REFIID iid, void *pointer, bool marshal);

/* The pointer, good in the calling thread's apartment, and the reference with it; NULL for nothing. Once. */
HRESULT wmi__crossing_end(wmi__crossing *crossing, REFIID iid, void **pointer);

/* Gives back what did not arrive. */
void wmi__crossing_drop(wmi__crossing *crossing, REFIID iid);

#endif
