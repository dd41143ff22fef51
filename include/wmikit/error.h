/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Why a call failed: the calling thread's last error, and look-up of a code's name, text and retryability. The codes
 * themselves, WMI_E_ACCESS_DENIED and the others, are in codes.h, which this header includes.
 */
#ifndef WMIKIT_ERROR_H
#define WMIKIT_ERROR_H

#include "base.h"
#include "codes.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The description of a failure. */
typedef struct wmi_error {
    /** The HRESULT, as COM returned it. */
    HRESULT code;

    /** The name of the code in the Windows headers, "WBEM_E_ACCESS_DENIED"; "" when it is unknown. */
    const char *name;

    /**
     * The COM call that failed, such as "IWbemLocator::ConnectServer"; the function of this library, such as
     * "wmi_connect", when it refused before any call; "" when nothing has failed yet.
     */
    const char *operation;

    /**
     * One sentence, UTF-8, that names the field, server, property or query; followed by the provider's own text when it
     * left any (an __ExtendedStatus).
     */
    const char *message;

    /** The usual remedy, or "". */
    const char *hint;

    /** The same call, unchanged, may succeed later; if reconnect is set, only on a new connection. */
    bool retryable;

    /** This connection does not recover: retry on a new one. Never set without retryable. */
    bool reconnect;
} wmi_error;

/**
 * The calling thread's last failure.
 *
 * Does not block; callable from any thread; each thread has its own last error. Only a failing function of this
 * library changes it: successful calls, and functions that free, release or close something, do not.
 *
 * @return never NULL; owned by the library, valid until the thread's next failing call or its end. Before the
 *         first failure: code S_OK and empty strings. E_OUTOFMEMORY when there was no memory to record a failure
 */
WMI_API const wmi_error *wmi_last_error(void);

/**
 * Explains what a COM call of the program returned, as the library does for its own calls: sets the thread's last
 * error.
 *
 * Does not block; callable from any thread. Call it at once, on the thread that made the call, since the provider's
 * own text is taken from COM's error object, which is put back for the program's own GetErrorInfo. That text is used
 * only when the object is WMI's and its StatusCode is `code`. An operation that the library knows, such as
 * "IWbemServices::PutInstance", gets the hint for that call.
 *
 *     HRESULT hr = IWbemServices_DeleteClass(services, name, 0, NULL, NULL);
 *
 *     if (WMI_FAILED(hr))
 *         return wmi_error_set(hr, "IWbemServices::DeleteClass", "class ACME_Disk");
 *
 * @param code       what the call returned; a success changes nothing
 * @param operation  the call; copied, at most 127 bytes; NULL is ""
 * @param about      what it was about, the beginning of the message; UTF-8, copied, and not a format; NULL: nothing
 *
 * @return code
 * @see    GetErrorInfo (learn.microsoft.com/windows/win32/api/oleauto/nf-oleauto-geterrorinfo)
 */
WMI_API HRESULT wmi_error_set(HRESULT code, const char *operation, const char *about);

/**
 * The symbolic name of a code, as the Windows headers spell it.
 *
 * Does not block; callable from any thread.
 *
 * @param code  any HRESULT
 * @return a name such as "WBEM_E_INVALID_QUERY"; "" for an unknown code. Valid until the program ends
 * @see    WMI Error Constants (learn.microsoft.com/windows/win32/wmisdk/wmi-error-constants)
 */
WMI_API const char *wmi_error_name(HRESULT code);

/**
 * The meaning of a code: an English clause without a full stop, to be printed after a colon.
 *
 * Does not block; callable from any thread.
 *
 * @param code  any HRESULT
 * @return never NULL and never empty; valid until the program ends
 */
WMI_API const char *wmi_error_text(HRESULT code);

/**
 * Whether the same call, unchanged, may succeed later, on this connection or a new one: for example the network
 * failed, the server is busy or shutting down, or the time limit was too short.
 *
 * Does not block; callable from any thread.
 *
 * @param code  any HRESULT
 * @return also false for an unknown code
 */
WMI_API bool wmi_error_is_retryable(HRESULT code);

#ifdef __cplusplus
}
#endif

#endif
