/* SPDX-License-Identifier: MIT */
/*
 * One call at a time. A second call on a cursor can come while the first one waits: from another thread, by mistake, or
 * from a window procedure that the wait of a single-threaded apartment has called.
 */
#ifndef WMIKIT_SRC_COM_TURN_H
#define WMIKIT_SRC_COM_TURN_H

#include "os/atomic.h"

#include <stdbool.h>

/* Zeroed at the beginning: nobody calls. */
typedef struct wmi__turn {
    atomic_int state;
} wmi__turn;

/* False while another call has not returned. */
bool wmi__turn_begin(wmi__turn *turn);

/* False when it was closed meanwhile: then the caller closes it. */
bool wmi__turn_end(wmi__turn *turn);

/* True: the caller closes it now. False while a call has not returned, which is to end and to close it. */
bool wmi__turn_close(wmi__turn *turn);

/* Whether it was closed while this call has not returned. */
bool wmi__turn_is_closed(wmi__turn *turn);

#endif
