/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Single instances: find by path, create, write, delete.
 *
 * Common to wmi_find, wmi_new, wmi_put and wmi_delete: each blocks until the server has answered, at most timeout_ms
 * if given (wmi_new: that of wmi_connect); each may be called from every thread that may use the connection. Each
 * returns S_OK, or what its COM call, the IWbemCallResult or CoSetProxyBlanket returned, or
 *
 *     WBEM_E_TIMED_OUT            no answer within timeout_ms or before the deadline of the cancel
 *     WBEM_E_CALL_CANCELLED       the cancel was triggered
 *     E_OUTOFMEMORY
 *     refused before any call:
 *     WBEM_E_QUOTA_VIOLATION      too many calls were abandoned, see wmi_abandoned
 *     CO_E_NOTINITIALIZED         WMI_COM_CALLER, a timeout or a cancel, and no multithreaded apartment
 *     E_POINTER                   a required argument is NULL
 *     E_INVALIDARG                options->size is unknown to this library
 *     WBEM_E_INVALID_OBJECT_PATH  the path is empty
 *     WBEM_E_INVALID_PARAMETER    a name is empty; a text is not UTF-8
 */
#ifndef WMIKIT_INSTANCE_H
#define WMIKIT_INSTANCE_H

#include "call.h"
#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Whether wmi_put may create or replace the instance. */
typedef enum wmi_put_mode {
    /** WBEM_FLAG_CREATE_OR_UPDATE. */
    WMI_PUT_CREATE_OR_UPDATE = 0,
    /** WBEM_FLAG_UPDATE_ONLY: fails with WBEM_E_NOT_FOUND if the instance does not exist. */
    WMI_PUT_UPDATE_ONLY = 1,
    /** WBEM_FLAG_CREATE_ONLY: fails with WBEM_E_ALREADY_EXISTS if the instance exists. */
    WMI_PUT_CREATE_ONLY = 2,
    /** WBEM_FLAG_UPDATE_ONLY, and only the properties that are not NULL are written: see wmi_put. */
    WMI_PUT_PARTIAL = 0x101
} wmi_put_mode;

/**
 * Gets an instance or a class by its path. The value of a reference property is such a path.
 *
 * @param      connection  the connection
 * @param      path        path of an instance, "Win32_LogicalDisk.DeviceID=\"C:\"" (see wmi_path_create), or name of
 *                         a class; a namespace in the path must be that of the connection
 * @param      options     options, or NULL for the defaults; WBEM_FLAG_USE_AMENDED_QUALIFIERS in flags
 *                         adds the descriptions of a class
 * @param[out] object      owned by the caller; release with wmi_object_release. NULL on failure
 *
 * @return as above; such as
 *         WBEM_E_NOT_FOUND            there is no such instance or class
 *         WBEM_E_INVALID_OBJECT_PATH  the path cannot be understood
 * @see    IWbemServices::GetObject
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemservices-getobject)
 */
WMI_API HRESULT wmi_find(wmi_connection *connection, const char *path, const wmi_call_options *options,
                         IWbemClassObject **object);

/**
 * Creates a new instance of a class in memory, with the default values of the class; wmi_put writes it to WMI.
 *
 * @param      connection  the connection
 * @param      class_name  the class
 * @param[out] instance    owned by the caller; fill with wmi_set_value, write with wmi_put, release with
 *                         wmi_object_release. NULL on failure
 *
 * @return as above; the COM calls are IWbemServices::GetObject and IWbemClassObject::SpawnInstance
 * @see    IWbemClassObject::SpawnInstance
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemclassobject-spawninstance)
 */
WMI_API HRESULT wmi_new(wmi_connection *connection, const char *class_name, IWbemClassObject **instance);

/**
 * Writes an instance: one from wmi_new, or one that was found and changed.
 *
 * @code
 * hr = wmi_find(connection, path, NULL, &volume);
 * if (WMI_SUCCEEDED(hr))
 *     hr = wmi_set_value(volume, "Label", wmi_value_string("data"));
 * if (WMI_SUCCEEDED(hr))
 *     hr = wmi_put(connection, volume, WMI_PUT_UPDATE_ONLY, NULL, NULL);
 * wmi_object_release(volume);
 * @endcode
 *
 * With WMI_PUT_PARTIAL, a context (`__PUT_EXTENSIONS` and related values) tells the provider to write only the
 * properties that are not NULL. A provider without support for this fails, or writes all properties.
 *
 * @param      connection  the connection
 * @param      instance    the instance; it stays owned by the caller and is not changed
 * @param      mode        whether to create, update, or either
 * @param      options     options, or NULL for the defaults
 * @param[out] path        path of the written instance, owned by the caller; free with wmi_free. From the provider (it
 *                         may assign the key), else the instance's own path, else NULL. NULL on failure. May be NULL
 *                         when not needed
 *
 * @return as above; such as
 *         WBEM_E_PROVIDER_NOT_CAPABLE  the provider of the class cannot write
 *         WBEM_E_ILLEGAL_NULL          a property that must not be NULL is NULL, usually a key
 *         WBEM_E_INVALID_PARAMETER     also: mode is not a wmi_put_mode
 *         E_OUTOFMEMORY                the last error's message says if the instance was written
 * @see    IWbemServices::PutInstance
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemservices-putinstance)
 */
WMI_API HRESULT wmi_put(wmi_connection *connection, IWbemClassObject *instance, wmi_put_mode mode,
                        const wmi_call_options *options, char **path);

/**
 * Deletes an instance.
 *
 * @param connection  the connection
 * @param path        path of the instance
 * @param options     options, or NULL for the defaults
 *
 * @return as above; such as
 *         WBEM_E_NOT_FOUND             there is no such instance
 *         WBEM_E_PROVIDER_NOT_CAPABLE  the provider of the class cannot delete
 * @see    IWbemServices::DeleteInstance
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemservices-deleteinstance)
 */
WMI_API HRESULT wmi_delete(wmi_connection *connection, const char *path, const wmi_call_options *options);

/**
 * Builds the path of an instance, `Class.Key="text",Other=3`, or of a singleton, which has no key: `Class=@`.
 *
 * Does not block; callable from any thread. Text values are quoted and escaped, so any text is safe.
 *
 * @param      class_name  the class, without a namespace
 * @param      keys        names and values of all keys, in any order; NULL when count is 0
 * @param      count       number of keys; 0 for a singleton
 * @param[out] path        owned by the caller; free with wmi_free. NULL on failure
 *
 * @return S_OK
 *         E_POINTER                 class_name or path is NULL, or keys is NULL while count > 0
 *         WBEM_E_INVALID_PARAMETER  a name is NULL or empty or contains an invalid character, a key is given twice,
 *                                   a text is not UTF-8, a datetime is out of range
 *         WBEM_E_TYPE_MISMATCH      a key is NULL, a real number, an object or an array
 *         E_OUTOFMEMORY
 * @see    Describing the Location of a WMI Object
 *         (learn.microsoft.com/windows/win32/wmisdk/describing-the-location-of-a-wmi-object)
 */
WMI_API HRESULT wmi_path_create(const char *class_name, const wmi_argument *keys, size_t count, char **path);

/** What a path names. */
typedef enum wmi_path_kind {
    WMI_PATH_CLASS,     /**< `Class` */
    WMI_PATH_INSTANCE,  /**< `Class.Key="text",Other=3`, or `Class="text"` */
    WMI_PATH_SINGLETON, /**< `Class=@` */
    WMI_PATH_NAMESPACE  /**< `\\server\root\cimv2`, `root\cimv2` */
} wmi_path_kind;

/**
 * A path, taken apart. What it does not contain is NULL. A key is a WMI_STRING, a WMI_SINT64 (WMI_UINT64 if larger) or
 * a WMI_BOOL, as it is spelled; its name is NULL in `Class="text"`.
 */
typedef struct wmi_path {
    wmi_path_kind kind;         /**< what it names */
    const char *server;         /**< as written; "." is this computer */
    const char *namespace_path; /**< as written, with either slash, but none before it */
    const char *class_name;     /**< NULL for a namespace */
    const wmi_argument *keys;   /**< the keys of an instance */
    size_t key_count;           /**< number of keys */
} wmi_path;

/**
 * Takes the path of an instance, a class or a namespace apart: the value of `__PATH` or `__RELPATH`, of a reference, or
 * what a user typed. The inverse of wmi_path_create, also for paths with a server and a namespace.
 *
 * A datetime or a reference is text in a path, and becomes a WMI_STRING; to take apart a key that is itself a path,
 * call the function again with it. White space is only allowed in quotes, and a backslash there only before a quote or
 * a backslash. A single name is a class; a namespace has a slash in it or before it: `//./root`.
 *
 * Does not block; callable from any thread.
 *
 * @param      path   UTF-8
 * @param[out] parts  one block owned by the caller; free with wmi_free. NULL on failure
 *
 * @return S_OK; this does not say whether the class and its keys exist
 *         E_POINTER                   an argument is NULL
 *         WBEM_E_INVALID_OBJECT_PATH  path is not a valid path (the message says why)
 *         WBEM_E_INVALID_PARAMETER    path is not UTF-8
 *         E_OUTOFMEMORY
 * @see    Describing the Location of a WMI Object
 *         (learn.microsoft.com/windows/win32/wmisdk/describing-the-location-of-a-wmi-object)
 */
WMI_API HRESULT wmi_path_parse(const char *path, wmi_path **parts);

#ifdef __cplusplus
}
#endif

#endif
