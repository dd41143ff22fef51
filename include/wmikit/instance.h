/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Instances by their paths: found, made, written, deleted.
 *
 * What holds for wmi_find, wmi_new, wmi_put and wmi_delete: each blocks until the server has answered, timeout_ms at
 * most when that is given; each may be called from every thread that may use the connection. Each returns S_OK, or
 * what its COM call, the IWbemCallResult or CoSetProxyBlanket returned, or
 *
 *     WBEM_E_TIMED_OUT            no answer came in timeout_ms, or before the cancel's deadline
 *     WBEM_E_CALL_CANCELLED       the cancel was triggered
 *     refused before any call:
 *     E_POINTER                   an argument that must be there is NULL
 *     E_INVALIDARG                options->size is not one that this library knows
 *     WBEM_E_INVALID_OBJECT_PATH  the path is empty
 *     WBEM_E_INVALID_PARAMETER    a name is empty; a text is not UTF-8
 *     and E_OUTOFMEMORY
 */
#ifndef WMIKIT_INSTANCE_H
#define WMIKIT_INSTANCE_H

#include "call.h"
#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What wmi_put does with an instance that is there already, or is not. */
typedef enum wmi_put_mode {
    WMI_PUT_CREATE_OR_UPDATE = 0, /**< WBEM_FLAG_CREATE_OR_UPDATE */
    WMI_PUT_UPDATE_ONLY = 1,      /**< WBEM_FLAG_UPDATE_ONLY: else WBEM_E_NOT_FOUND */
    WMI_PUT_CREATE_ONLY = 2,      /**< WBEM_FLAG_CREATE_ONLY: else WBEM_E_ALREADY_EXISTS */
    WMI_PUT_PARTIAL = 0x101       /**< WBEM_FLAG_UPDATE_ONLY, of those properties alone that are not NULL */
} wmi_put_mode;

/**
 * Gets an instance, or a class, by its path. A property that is a reference holds such a path.
 *
 * @param      connection  where
 * @param      path        an instance's, "Win32_LogicalDisk.DeviceID=\"C:\"" (see wmi_path_create), or a class's
 *                         name; with a namespace in front it must be the connection's
 * @param      options     how, or NULL; WBEM_FLAG_USE_AMENDED_QUALIFIERS in flags brings a class's descriptions
 * @param[out] object      the caller's, to be given back with wmi_object_release; NULL on failure
 *
 * @return as all here; such as
 *         WBEM_E_NOT_FOUND            there is no such instance or class
 *         WBEM_E_INVALID_OBJECT_PATH  the path cannot be understood
 * @see    IWbemServices::GetObject
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemservices-getobject)
 */
WMI_API HRESULT wmi_find(wmi_connection *connection, const char *path, const wmi_call_options *options,
                         IWbemClassObject **object);

/**
 * Makes a new instance of a class, with the class's defaults. Nobody else sees it before wmi_put.
 *
 * @param      connection  where
 * @param      class_name  the class
 * @param[out] instance    the caller's, to be filled with wmi_set_value, written with wmi_put, and given back with
 *                         wmi_object_release; NULL on failure
 *
 * @return as all here; the COM calls are IWbemServices::GetObject and IWbemClassObject::SpawnInstance
 * @see    IWbemClassObject::SpawnInstance
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemclassobject-spawninstance)
 */
WMI_API HRESULT wmi_new(wmi_connection *connection, const char *class_name, IWbemClassObject **instance);

/**
 * Writes an instance: one from wmi_new, or one that was found and changed.
 *
 * With WMI_PUT_PARTIAL, a context tells the provider which properties count (`__PUT_EXTENSIONS` and what belongs to
 * it), those that are not NULL; a provider that does not know of this refuses it, or writes all.
 *
 * @param      connection  where
 * @param      instance    the instance; stays the caller's, and as it is
 * @param      mode        what is to happen when it is there already, or is not
 * @param      options     how, or NULL
 * @param[out] path        the path of what was written, to be given back with wmi_free: as the provider tells it,
 *                         which may have chosen the key; else as the instance itself says; NULL when neither knows,
 *                         and on failure. May be NULL when it does not matter
 *
 * @return as all here; such as
 *         WBEM_E_PROVIDER_NOT_CAPABLE  the class's provider does not write
 *         WBEM_E_ILLEGAL_NULL          a property that must not be NULL is, a key mostly
 *         WBEM_E_INVALID_PARAMETER     also: mode is none of these
 *         of E_OUTOFMEMORY, only the last error tells whether the instance was written: then it names path
 * @see    IWbemServices::PutInstance
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemservices-putinstance)
 */
WMI_API HRESULT wmi_put(wmi_connection *connection, IWbemClassObject *instance, wmi_put_mode mode,
                        const wmi_call_options *options, char **path);

/**
 * Deletes an instance.
 *
 * @param connection  where
 * @param path        the instance's
 * @param options     how, or NULL
 *
 * @return as all here; such as
 *         WBEM_E_NOT_FOUND             there is no such instance
 *         WBEM_E_PROVIDER_NOT_CAPABLE  the class's provider does not delete
 * @see    IWbemServices::DeleteInstance
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemservices-deleteinstance)
 */
WMI_API HRESULT wmi_delete(wmi_connection *connection, const char *path, const wmi_call_options *options);

/**
 * Writes the path of an instance: `Class.Key="text",Other=3`; of a singleton, which has no key, `Class=@`.
 *
 * Does not block; callable from any thread. Whatever a text contains, it stays inside its quotes.
 *
 * @param      class_name  the class, without a namespace
 * @param      keys        names and values of all keys, in any order; NULL when count is 0
 * @param      count       how many; 0: a singleton
 * @param[out] path        the caller's, to be given back with wmi_free; NULL on failure
 *
 * @return S_OK;
 *         E_POINTER                 class_name or path is NULL, or keys is and count is not 0
 *         WBEM_E_INVALID_PARAMETER  a name is NULL or empty, or has characters that no name has, a key is given twice, a
 *                                   text is not UTF-8, a datetime is out of range
 *         WBEM_E_TYPE_MISMATCH      a key is NULL, a real number, an object or an array
 *         and E_OUTOFMEMORY
 * @see    Describing the Location of a WMI Object
 *         (learn.microsoft.com/windows/win32/wmisdk/describing-the-location-of-a-wmi-object)
 */
WMI_API HRESULT wmi_path_create(const char *class_name, const wmi_argument *keys, size_t count, char **path);

#ifdef __cplusplus
}
#endif

#endif
