/* SPDX-License-Identifier: MIT */
#ifndef WMIKIT_SRC_CONNECT_CONTEXT_H
#define WMIKIT_SRC_CONNECT_CONTEXT_H

#include <wmikit/com.h>
#include <wmikit/context.h>

/*
 * A copy of a context (NULL: a new one) with these values added; `operation` is the API function, for
 * messages. COM must be initialised.
 */
HRESULT wmi__context_derive(IWbemContext *base, const char *operation, const wmi_argument *values,
                            size_t count, IWbemContext **context);

#endif
