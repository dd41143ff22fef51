/* SPDX-License-Identifier: MIT */
/*
 * The error details of WMI: the __ExtendedStatus that a call leaves for GetErrorInfo. It
 * stays there, since the program may want to read it too.
 */
#ifndef WMIKIT_SRC_ERROR_ERROR_INFO_H
#define WMIKIT_SRC_ERROR_ERROR_INFO_H

#include <wmikit/com.h>

#include <stdbool.h>

/* Call it before a call to WMI, so that the details of an earlier call are not reported for this one. */
void wmi__error_info_forget(void);

/* The thread's error object, taken from it, to be kept and put back for a later report; NULL when there is none. */
IErrorInfo *wmi__error_info_take(void);
void wmi__error_info_put_back(IErrorInfo *info); /* gives the reference back; NULL is allowed */

/*
 * Appends the provider's words about a call that failed with this code to its message, in one line, as far as there
 * is room. Nothing when there are none, or when they are about another failure. `must_match`: nothing either when they
 * have no StatusCode, as for a call before which wmi__error_info_forget was not called.
 */
void wmi__error_info_append(HRESULT code, bool must_match, char *message, size_t size);

#endif
