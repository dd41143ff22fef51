/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Methods of classes and instances.
 */
#ifndef WMIKIT_METHOD_H
#define WMIKIT_METHOD_H

#include "call.h"
#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Calls a method of a class or an instance.
 *
 * First gets the class, for the signature of the method: each argument is converted to the type of its parameter, by
 * the rules of wmi_set_value. A parameter without an argument keeps its default value, if any; an optional one is
 * left out.
 *
 * S_OK means that the method was executed; its own result is in `results`, usually as `ReturnValue`.
 *
 * @code
 * const wmi_argument argument = { "CommandLine", wmi_value_string("notepad.exe") };
 *
 * hr = wmi_call(connection, "Win32_Process", "Create", &argument, 1, NULL, &results);
 * if (WMI_SUCCEEDED(hr))
 *     hr = wmi_get_uint32(results, "ReturnValue", &verdict);
 * wmi_object_release(results);
 * @endcode
 *
 * Blocks until the method has ended, at most timeout_ms if given. Callable from every thread that may use the
 * connection.
 *
 * @param      connection  the connection
 * @param      path        for a static method, the name of the class, "StdRegProv"; else the path of the instance,
 *                         "Win32_Process.Handle=\"4\"" (see wmi_path_create)
 * @param      method      name of the method; case does not matter
 * @param      arguments   names (case does not matter) and values of the parameters; NULL when count is 0
 * @param      count       number of arguments
 * @param      options     options, or NULL for the defaults; flags are passed to ExecMethod, context to GetObject and
 *                         ExecMethod
 * @param[out] results     the out-parameters and `ReturnValue`, for the getters of object.h; owned by the caller,
 *                         release with wmi_object_release. NULL when the method has none, and on failure. May be NULL
 *                         when not needed
 *
 * @return S_OK, or what IWbemServices::GetObject, IWbemClassObject::GetMethod, IWbemServices::ExecMethod, the
 *         IWbemCallResult or CoSetProxyBlanket returned, such as
 *         WBEM_E_NOT_FOUND                  there is no such class or instance
 *         WBEM_E_TIMED_OUT                  no answer within timeout_ms or before the deadline of the cancel
 *         WBEM_E_CALL_CANCELLED             the cancel was triggered
 *         E_OUTOFMEMORY
 *         refused before the method is called:
 *         WBEM_E_INVALID_METHOD             the class has no such method
 *         WBEM_E_INVALID_METHOD_PARAMETERS  the method has no such parameter, or it is given twice
 *         WBEM_E_TYPE_MISMATCH              an argument cannot be converted to the type of its parameter
 *         DISP_E_OVERFLOW                   the value of an argument does not fit the type of its parameter
 *         and before any call:
 *         WBEM_E_QUOTA_VIOLATION            too many calls were abandoned, see wmi_abandoned
 *         CO_E_NOTINITIALIZED               WMI_COM_CALLER, a timeout or a cancel, and no multithreaded apartment
 *         E_POINTER                         connection, path or method is NULL, or arguments is NULL while count > 0
 *         E_INVALIDARG                      options->size is unknown to this library
 *         WBEM_E_INVALID_OBJECT_PATH        path is empty
 *         WBEM_E_INVALID_PARAMETER          method is empty; the name of an argument is NULL or empty; a text is not
 *                                           UTF-8
 * @see    IWbemServices::ExecMethod
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemservices-execmethod)
 */
WMI_API HRESULT wmi_call(wmi_connection *connection, const char *path, const char *method,
                         const wmi_argument *arguments, size_t count, const wmi_call_options *options,
                         IWbemClassObject **results);

#ifdef __cplusplus
}
#endif

#endif
