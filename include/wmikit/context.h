/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Contexts: named values that are passed with calls, for providers that need them.
 */
#ifndef WMIKIT_CONTEXT_H
#define WMIKIT_CONTEXT_H

#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Creates a context, for wmi_connect_options (then every call of the connection gets it) or for the options of a
 * single call. Example: on 64-bit Windows, `__ProviderArchitecture` as the sint32 32 selects the 32-bit provider.
 *
 * Makes sure that COM is initialised, as wmi_connect does with WMI_COM_AUTO, and keeps it so until wmi_shutdown.
 * Does not block; callable from any thread.
 *
 * @param      values   names and values, which are copied; NULL when count is 0
 * @param      count    number of values
 * @param[out] context  owned by the caller; release with wmi_context_release or its own Release. NULL on failure
 *
 * @return S_OK, or what CoCreateInstance or IWbemContext::SetValue returned;
 *         E_POINTER                 context is NULL, or values is NULL while count > 0
 *         WBEM_E_INVALID_PARAMETER  a name is NULL, empty or not UTF-8
 *         WBEM_E_TYPE_MISMATCH      a value has an unknown type, or text that is not UTF-8
 *         E_OUTOFMEMORY
 * @see    IWbemContext (learn.microsoft.com/windows/win32/api/wbemcli/nn-wbemcli-iwbemcontext),
 *         Context Qualifiers for 64-bit
 *         (learn.microsoft.com/windows/win32/wmisdk/requesting-wmi-data-on-a-64-bit-platform)
 */
WMI_API HRESULT wmi_context_create(const wmi_argument *values, size_t count, IWbemContext **context);

/**
 * Releases one reference to a context, like its own Release method. Does not block; callable from any thread.
 *
 * @param context  the context, or NULL
 */
WMI_API void wmi_context_release(IWbemContext *context);

#ifdef __cplusplus
}
#endif

#endif
