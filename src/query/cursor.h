/* SPDX-License-Identifier: MIT */
/* How the functions that enumerate make their cursors. */
#ifndef WMIKIT_SRC_QUERY_CURSOR_H
#define WMIKIT_SRC_QUERY_CURSOR_H

#include "connect/connection.h"

#include <wmikit/query.h>

/* Copies the options (NULL: the defaults) and checks their size; sets the last error. */
HRESULT wmi__query_options_read(const wmi_query_options *given, const char *operation,
                                wmi_query_options *options);

/*
 * A cursor over an enumerator, which it takes over in every case; the blanket is set on it. `what` names the
 * query in errors.
 */
HRESULT wmi__cursor_create(wmi_connection *connection, IEnumWbemClassObject *rows,
                           const wmi_query_options *options, const char *operation, const char *what,
                           wmi_cursor **cursor);

/* Every row is wanted, by this moment (WMI__NEVER: some day): so the batches need not grow. */
void wmi__cursor_expect_all(wmi_cursor *cursor, uint64_t limit_ms);

#endif
