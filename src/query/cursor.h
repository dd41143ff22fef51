/* SPDX-License-Identifier: MIT */
/* How the functions that enumerate make their cursors. */
#ifndef WMIKIT_SRC_QUERY_CURSOR_H
#define WMIKIT_SRC_QUERY_CURSOR_H

#include "call/request.h"

#include <wmikit/query.h>

/* Copies the options (NULL: the defaults) and checks their size; sets the last error. */
HRESULT wmi__query_options_read(const wmi_query_options *given, const char *operation,
                                wmi_query_options *options);

/* How many rows are fetched at once, at most. */
uint32_t wmi__query_batch_limit(const wmi_query_options *options);

/*
 * Starts the enumeration that the order asks for, and makes a cursor over it. The options are those of the order.
 * wants_all: nobody looks at a row before all are there, and the order's limit is for all of them together.
 */
HRESULT wmi__cursor_open(const wmi__request_kind *kind, wmi_connection *connection,
                         const wmi__request_order *order, const wmi_query_options *options, bool wants_all,
                         wmi_cursor **cursor);

/* Sets the last error to what ended the rows of `what`, with WMI's words (or NULL), which it takes over. Returns the code. */
HRESULT wmi__rows_failed(HRESULT failure, IErrorInfo *words, const char *what);

/* Where a query that was refused has WITHIN, lets the hint of the last error name wmi_subscribe. Returns the code. */
HRESULT wmi__hint_at_events(HRESULT hr, const char *wql);

#endif
