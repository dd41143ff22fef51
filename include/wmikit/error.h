/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Why a call failed: the calling thread's last error, and what is known of every code.
 */
#ifndef WMIKIT_ERROR_H
#define WMIKIT_ERROR_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A failure, explained. */
typedef struct wmi_error {
    HRESULT code;          /**< as COM returned it */
    const char *name;      /**< "WBEM_E_ACCESS_DENIED"; "" when the code is in no table */
    const char *operation; /**< the COM call, "IWbemLocator::ConnectServer"; "wmi_connect" when the library
                                refused by itself; "" when nothing failed yet */
    const char *message;   /**< one sentence, UTF-8, that names the field, server, property or query, with the
                                provider's own words behind it when it left any (an __ExtendedStatus) */
    const char *hint;      /**< what usually cures it, or "" */
    bool retryable;        /**< the same call may succeed later without a change */
} wmi_error;

/**
 * The calling thread's last failure.
 *
 * Does not block; callable from any thread, each of which has an error of its own. Only a function of this
 * library that fails changes it: success, and the functions that give something back, leave it alone.
 *
 * @return never NULL; the library's, good until the thread's next failing call or its end. Before the first
 *         failure: code S_OK and empty strings. When there was no memory to record a failure: E_OUTOFMEMORY.
 */
WMI_API const wmi_error *wmi_last_error(void);

/**
 * The symbolic name of a code, as the Windows headers spell it.
 *
 * Does not block; callable from any thread.
 *
 * @param code  any HRESULT
 * @return "WBEM_E_INVALID_QUERY" or the like; "" for a code that the library does not know. Lives as long as
 *         the program.
 * @see    WMI Error Constants (learn.microsoft.com/windows/win32/wmisdk/wmi-error-constants)
 */
WMI_API const char *wmi_error_name(HRESULT code);

/**
 * What a code means: an English clause without a full stop, made to stand behind a colon.
 *
 * Does not block; callable from any thread.
 *
 * @param code  any HRESULT
 * @return never NULL and never empty; lives as long as the program
 */
WMI_API const char *wmi_error_text(HRESULT code);

/**
 * Whether the same call may succeed later without a change: the transport failed, the server is busy or
 * shutting down, the wait was too short.
 *
 * Does not block; callable from any thread.
 *
 * @param code  any HRESULT
 * @return false also for a code that the library does not know
 */
WMI_API bool wmi_error_is_retryable(HRESULT code);

#ifdef __cplusplus
}
#endif

#endif
