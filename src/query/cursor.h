/* SPDX-License-Identifier: MIT */
/* Creates the cursors of the functions that enumerate. */
#ifndef WMIKIT_SRC_QUERY_CURSOR_H
#define WMIKIT_SRC_QUERY_CURSOR_H

#include "connect/connection.h"

#include <wmikit/query.h>

/* Copies the options (NULL: the defaults) and checks their size; sets the last error. */
HRESULT wmi__query_options_read(const wmi_query_options *given, const char *operation,
                                wmi_query_options *options);

/*
 * A cursor for an enumerator, of which it takes ownership in every case; sets the blanket on it. `what` names the
 * query in errors.
 */
HRESULT wmi__cursor_create(wmi_connection *connection, IEnumWbemClassObject *rows,
                           const wmi_query_options *options, const char *operation, const char *what,
                           wmi_cursor **cursor);

/* All rows are needed, by this time (WMI__NEVER: no limit): fetches full batches from the start. */
void wmi__cursor_expect_all(wmi_cursor *cursor, uint64_t limit_ms);

#endif
