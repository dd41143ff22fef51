/* SPDX-License-Identifier: MIT */
/*
 * Reporting of failures: the function that detects a failure sets the thread's last error,
 * once, and returns its code. The WMI_API functions are used by the mock too.
 */
#ifndef WMIKIT_SRC_ERROR_ERROR_H
#define WMIKIT_SRC_ERROR_ERROR_H

#include "os/compiler.h"

#include <wmikit/error.h>

/*
 * A refusal by the library. The printf format makes the message: one sentence that names the
 * cause. Returns code. Never pass a password.
 */
WMI__PRINTF(3, 4)
WMI_API HRESULT wmi__refuse(HRESULT code, const char *operation, const char *format, ...);

/* A refusal with its own message, and a better hint than that of the code. */
HRESULT wmi__refuse_with_hint(HRESULT code, const char *operation, const char *message, const char *hint);

/* A better hint for the last error, when it has this code; the text is static. */
void wmi__error_hint(HRESULT code, const char *hint);

/* Appends to the message of the last error, when it has this code. */
WMI__PRINTF(2, 3)
void wmi__error_add(HRESULT code, const char *format, ...);

/*
 * A failed COM call. The format names its object ("namespace ROOT\\NOPE"); the text of the code is appended.
 * Returns code.
 */
WMI__PRINTF(3, 4)
HRESULT wmi__com_failed(HRESULT code, const char *operation, const char *format, ...);

/*
 * The same for a call to WMI (on a locator, services, an enumerator, a call result): the provider's
 * text, which it may have left for GetErrorInfo, is appended. Call it immediately after the call, and
 * wmi__error_info_forget before it.
 */
WMI__PRINTF(3, 4)
HRESULT wmi__wmi_failed(HRESULT code, const char *operation, const char *format, ...);

/* "wmi_connect: options is NULL" and the like: E_POINTER naming the argument. */
WMI_API HRESULT wmi__refuse_null(const char *operation, const char *argument);

/* E_INVALIDARG for options with an unknown size; `start` is the name of their INIT macro. */
HRESULT wmi__refuse_size(const char *operation, size_t size, const char *start);

/* E_OUTOFMEMORY. */
WMI_API HRESULT wmi__out_of_memory(const char *operation);

/*
 * A copy of a last error, to pass it to another thread, with its own texts; name and hint are static. Copy it with
 * wmi__error_assign: the error points to the texts beside it.
 */
typedef struct wmi__error_copy {
    wmi_error error;
    char operation[128];
    char message[2048];
} wmi__error_copy;
void wmi__error_save(wmi__error_copy *copy);
void wmi__error_save_for(wmi__error_copy *copy, const char *who); /* with "who: " before the message */
void wmi__error_assign(wmi__error_copy *to, const wmi__error_copy *from);
void wmi__error_restore(const wmi__error_copy *copy);

/* Whether the failure may pass, but on a new connection only. */
bool wmi__error_needs_reconnect(HRESULT code);

#endif
