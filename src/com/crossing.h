/* SPDX-License-Identifier: MIT */
/* Passes an interface pointer from one apartment to another. */
#ifndef WMIKIT_SRC_COM_CROSSING_H
#define WMIKIT_SRC_COM_CROSSING_H

#include <wmikit/com.h>

#include <stdbool.h>

/* All zero means no pointer. */
typedef struct wmi__crossing {
    IStream *stream;
    const IID *iid;  /* of what is in the stream */
    IUnknown *plain; /* within one apartment, and for what cannot be marshalled: in-process, used as it is */
} wmi__crossing;

/*
 * Takes a reference, in the apartment where the pointer is valid; `marshal` if it leaves that apartment. NULL is
 * allowed. The IID has to stay where it is. Sets no last error.
 */
HRESULT wmi__crossing_begin(wmi__crossing *crossing, REFIID iid, void *pointer, bool marshal);

/* The same with a reference of the caller's, which is taken over in every case. */
HRESULT wmi__crossing_give(wmi__crossing *crossing, REFIID iid, void *pointer, bool marshal);

/* The pointer, valid in the calling thread's apartment, with its reference; NULL for NULL. Call it once. */
HRESULT wmi__crossing_end(wmi__crossing *crossing, void **pointer);

/* Releases a pointer that was not unmarshalled. */
void wmi__crossing_drop(wmi__crossing *crossing);

#endif
