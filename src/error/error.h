/* SPDX-License-Identifier: MIT */
/*
 * How the library's functions report a failure: each sets the thread's last error where the failure is seen,
 * once, and returns its code. What is WMI_API here is the mock's to use, too: its failures are told in the same place.
 */
#ifndef WMIKIT_SRC_ERROR_ERROR_H
#define WMIKIT_SRC_ERROR_ERROR_H

#include <wmikit/error.h>

/*
 * A refusal of the library's own. The format (printf's) makes the message: one sentence that names the
 * culprit. Returns code. Never pass a password.
 */
WMI_API HRESULT wmi__refuse(HRESULT code, const char *operation, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A refusal in words of its own, with a hint that fits better than the code's. */
HRESULT wmi__refuse_with_hint(HRESULT code, const char *operation, const char *message, const char *hint);

/*
 * A COM call that failed. The format says of what ("namespace ROOT\\NOPE"); the code's text is put behind it.
 * Returns code.
 */
HRESULT wmi__com_failed(HRESULT code, const char *operation, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * The same for a call that WMI answers (a locator's, services', an enumerator's, a call result's): the provider's own
 * words, which it may have left for GetErrorInfo, are put behind. At once after the call, and with
 * wmi__error_info_forget before it.
 */
HRESULT wmi__wmi_failed(HRESULT code, const char *operation, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* "wmi_connect: options is NULL" and the like: E_POINTER naming the argument. */
WMI_API HRESULT wmi__refuse_null(const char *operation, const char *argument);

/* E_INVALIDARG for options whose size is none that the library knows; `start` is their INIT macro. */
HRESULT wmi__refuse_size(const char *operation, size_t size, const char *start);

/* E_OUTOFMEMORY. */
WMI_API HRESULT wmi__out_of_memory(const char *operation);

/* A last error on its way from one thread to another. The texts but for the message live for ever. */
typedef struct wmi__error_copy {
    wmi_error error;
    char message[2048];
} wmi__error_copy;
void wmi__error_save(wmi__error_copy *copy);
void wmi__error_restore(const wmi__error_copy *copy);

#endif
