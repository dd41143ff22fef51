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
 * Calls a method.
 *
 * Asks for the class first, whose signature of the method says which parameters there are and of which types: an
 * argument is written as its parameter's type, by the rules of wmi_set_value. Parameters that are not given keep
 * their defaults, and optional ones stay out.
 *
 * That the call worked says nothing of what the method did: its own verdict is in the results, mostly as
 * `ReturnValue`.
 *
 * Blocks until the method has ended, timeout_ms at most when that is given. Callable from every thread that may use
 * the connection.
 *
 * @param      connection  where
 * @param      path        a class's name for a static method, "StdRegProv"; an instance's path for any other,
 *                         "Win32_Process.Handle=\"4\"" (see wmi_path_create)
 * @param      method      its name, in any case
 * @param      arguments   names (in any case) and values of the parameters; NULL when count is 0
 * @param      count       how many
 * @param      options     how, or NULL; flags and context go along with the method, the context with the class too
 * @param[out] results     the out-parameters and `ReturnValue`, to be read with the getters of object.h and given
 *                         back with wmi_object_release; NULL when the method has none, and on failure. May be NULL
 *                         when they do not matter
 *
 * @return S_OK, or what IWbemServices::GetObject, IWbemClassObject::GetMethod, IWbemServices::ExecMethod, the
 *         IWbemCallResult or CoSetProxyBlanket returned, such as
 *         WBEM_E_NOT_FOUND                  there is no such class or instance
 *         WBEM_E_TIMED_OUT                  no answer came in timeout_ms, or before the cancel's deadline
 *         WBEM_E_CALL_CANCELLED             the cancel was triggered
 *         refused before the method is called:
 *         WBEM_E_INVALID_METHOD             the class has no such method
 *         WBEM_E_INVALID_METHOD_PARAMETERS  the method has no such parameter, or it is given twice
 *         WBEM_E_TYPE_MISMATCH              an argument's type does not convert to its parameter's
 *         DISP_E_OVERFLOW                   an argument's value does not fit its parameter's type
 *         and before any call:
 *         E_POINTER                         connection, path or method is NULL, or arguments
 *                                           is and count is not 0
 *         E_INVALIDARG                      options->size is not one that this library knows
 *         WBEM_E_INVALID_OBJECT_PATH        path is empty
 *         WBEM_E_INVALID_PARAMETER          method is empty; an argument's name is NULL or empty;
 *                                           a text is not UTF-8
 *         and E_OUTOFMEMORY
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
