/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Contexts: named values that some providers ask for, handed along with calls.
 */
#ifndef WMIKIT_CONTEXT_H
#define WMIKIT_CONTEXT_H

#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Makes a context, for wmi_connect_options (then every call of the connection gets it) or for one call's
 * options. On a 64-bit Windows, for example, `__ProviderArchitecture` as a sint32 of 32 asks for the 32-bit
 * provider.
 *
 * Makes sure that COM is there, as wmi_connect does with WMI_COM_AUTO, and holds it until wmi_shutdown. Does not
 * block; callable from any thread.
 *
 * @param      values   names and values; what they point to is copied. NULL when count is 0
 * @param      count    how many
 * @param[out] context  the caller's, to be given back with IWbemContext's own Release (wmi_context_release);
 *                      NULL on failure
 *
 * @return S_OK, or what CoCreateInstance or IWbemContext::SetValue returned;
 *         E_POINTER                 context is NULL, or values is and count is not 0
 *         WBEM_E_INVALID_PARAMETER  a name is NULL, empty or not UTF-8
 *         WBEM_E_TYPE_MISMATCH      a value has a type that is none, or text that is not UTF-8
 *         and E_OUTOFMEMORY
 * @see    IWbemContext (learn.microsoft.com/windows/win32/api/wbemcli/nn-wbemcli-iwbemcontext),
 *         Context Qualifiers for 64-bit (learn.microsoft.com/windows/win32/wmisdk/requesting-wmi-data-on-a-64-bit-platform)
 */
WMI_API HRESULT wmi_context_create(const wmi_argument *values, size_t count, IWbemContext **context);

/**
 * Gives back one reference to a context, as its own Release does. Does not block; callable from any thread.
 *
 * @param context  the context, or NULL
 */
WMI_API void wmi_context_release(IWbemContext *context);

#ifdef __cplusplus
}
#endif

#endif
