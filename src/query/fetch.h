/* SPDX-License-Identifier: MIT */
/*
 * How rows are asked for. A row is never held back for the ones after it, and rows at hand cost few calls: the first
 * call waits for one row; the next ones take, without waiting, what is there; when that is nothing, one is waited for.
 */
#ifndef WMIKIT_SRC_QUERY_FETCH_H
#define WMIKIT_SRC_QUERY_FETCH_H

#include "call/request.h"
#include "com/patience.h"

#include <wmikit/com.h>

/* Zeroed, with `rows` and `batch_limit` set; all is used by one thread. */
typedef struct wmi__fetch {
    IEnumWbemClassObject *rows;
    uint32_t batch_limit;
    bool wants_all; /* nobody looks at a row before all are there: each call waits for a whole batch */

    bool more_may_be_there;
    wmi__patience patience;

    /* No further call is made after either ([MS-WMI] 3.2.4.2.8); both may come along with rows. */
    bool ended;
    HRESULT failure;   /* S_OK: none */
    IErrorInfo *words; /* what WMI said of it, or NULL */
} wmi__fetch;

/*
 * Makes the request (see call/request.h), on this thread, which starts the rows, and sets their blanket. Sets the last
 * error; `rows` may be there after a failure, too.
 */
HRESULT wmi__fetch_open(wmi__fetch *fetch, void *request, wmi__job *job, const wmi__blanket *blanket,
                        const char *operation, const char *what);

/*
 * Fetches rows into a batch with room for batch_limit; blocks, on a worker until its job is dismissed. Returns how many:
 * 0 when there are none any more, after a failure, and when the job was dismissed.
 */
uint32_t wmi__fetch_rows(wmi__fetch *fetch, wmi__job *job, IWbemClassObject **batch);

#endif
