/* SPDX-License-Identifier: MIT */
/*
 * How a connection was made: all that ConnectServer and CoSetProxyBlanket were given, so that it can be made again.
 * Shared by a connection and its subscriptions; it does not change, and any thread may use it.
 */
#ifndef WMIKIT_SRC_CONNECT_LOG_ON_H
#define WMIKIT_SRC_CONNECT_LOG_ON_H

#include "com/job.h"
#include "connect/blanket.h"

#include <wmikit/connect.h>

typedef struct wmi__log_on wmi__log_on;

/* One reference; shares the blanket, whose identity has the password. Sets the last error. */
HRESULT wmi__log_on_create(const wmi_connect_options *options, wmi__blanket *blanket, wmi__log_on **log_on);
wmi__log_on *wmi__log_on_share(wmi__log_on *log_on);
void wmi__log_on_release(wmi__log_on *log_on); /* NULL is allowed */

/* The path that ConnectServer gets, for messages. */
const char *wmi__log_on_resource(const wmi__log_on *log_on);

/*
 * Calls ConnectServer on this thread, whichever it is, and sets the blanket. A job (NULL: the caller's own thread) is
 * limited to two minutes, so that an abandoned call ends eventually. The locator is valid in this apartment, or NULL:
 * the system's. Sets the last error.
 */
HRESULT wmi__log_on_connect(const wmi__log_on *log_on, IWbemLocator *locator, IWbemContext *context,
                            wmi__job *job, IWbemServices **services);

#endif
