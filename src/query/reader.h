/* SPDX-License-Identifier: MIT */
/*
 * A worker that reads the rows of an enumeration for a caller who does not wait for ever. It makes the call that starts
 * the enumeration, owns the enumerator, fetches batches ahead of the caller into a short queue, and releases the
 * enumerator. The caller waits for the queue alone, and may leave while the worker is in a call.
 */
#ifndef WMIKIT_SRC_QUERY_READER_H
#define WMIKIT_SRC_QUERY_READER_H

#include "call/request.h"
#include "com/turn.h"
#include "query/batch.h"

typedef struct wmi__reader wmi__reader;

typedef struct wmi__reader_settings {
    uint32_t batch_limit;
    uint32_t read_ahead; /* batches, 1 or more */
    bool wants_all;      /* see fetch.h */
} wmi__reader_settings;

/*
 * Starts it, and waits for the enumerator within the order's limits. Sets the last error. `turn` is that of the caller's
 * object, and outlives the waits.
 */
HRESULT wmi__reader_open(const wmi__request_kind *kind, wmi_connection *connection,
                         const wmi__request_order *order, const wmi__reader_settings *settings,
                         wmi__turn *turn, wmi__reader **reader);

/*
 * Waits until there is a batch, or the end, or the turn is closed. S_OK; WBEM_E_TIMED_OUT, WBEM_E_CALL_CANCELLED, without
 * a last error: the rows go on.
 */
HRESULT wmi__reader_wait(wmi__reader *reader, wmi_cancel *cancel, uint64_t limit_ms);

/* The next batch; NULL when none is there. */
wmi__batch *wmi__reader_take(wmi__reader *reader);

/* S_OK after the last row, else the failure that ended the rows, with what WMI said of it (or NULL), to be released. */
HRESULT wmi__reader_result(wmi__reader *reader, IErrorInfo **words);

/* Lets a wait see that the turn was closed. */
void wmi__reader_wake(wmi__reader *reader);

/* Ends it. Waits for the release of the enumerator within these limits, or not at all when a wait was given up. */
void wmi__reader_close(wmi__reader *reader, wmi_cancel *cancel, uint32_t timeout_ms, bool given_up);

#endif
