/* SPDX-License-Identifier: MIT */
#ifndef WMIKIT_SRC_CONNECT_CONTEXT_H
#define WMIKIT_SRC_CONNECT_CONTEXT_H

#include <wmikit/com.h>
#include <wmikit/context.h>

/*
 * A copy of a context (NULL: a new one) with these values added; `operation` is ours, for messages. COM is there.
 */
HRESULT wmi__context_derive(IWbemContext *base, const char *operation, const wmi_argument *values,
                            size_t count, IWbemContext **context);

#endif
