/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Class definitions (properties, methods, qualifiers), and associations.
 *
 * The functions that take an IWbemClassObject accept classes (from wmi_find or wmi_classes) and instances; an
 * instance may show less, since methods and most qualifiers belong to the class. They do not block; any thread of
 * the object's apartment may call them, one thread at a time per object. The superclass of a class is read with
 * wmi_get_string(object, "__SUPERCLASS"), all its superclasses with wmi_get_strings(object, "__DERIVATION").
 */
#ifndef WMIKIT_SCHEMA_H
#define WMIKIT_SCHEMA_H

#include "query.h"
#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A property of a class. */
typedef struct wmi_property_info {
    const char *name;       /**< UTF-8, as all text here */
    wmi_type type;          /**< of an array: that of its elements */
    bool is_array;          /**< an array of that type */
    bool is_key;            /**< also false if WMI does not say */
    const char *origin;     /**< the class that introduced it; NULL if WMI does not say */
    const char *class_name; /**< declared class of a reference or embedded object; else NULL */
} wmi_property_info;

/** A parameter of a method. */
typedef struct wmi_parameter_info {
    const char *name;       /**< as for wmi_argument */
    wmi_type type;          /**< of an array: that of its elements */
    bool is_array;          /**< an array of that type */
    bool is_in;             /**< an in-parameter */
    bool is_out;            /**< an out-parameter; both are true for an in/out parameter */
    bool is_optional;       /**< also false if WMI does not say */
    const char *class_name; /**< as in wmi_property_info */
} wmi_parameter_info;

/** A method of a class. */
typedef struct wmi_method_info {
    /** As for wmi_call. */
    const char *name;
    /** The class that introduced it; NULL if WMI does not say. */
    const char *origin;
    /** Called on the class, not on an instance; also false if WMI does not say. */
    bool is_static;
    /** Type of `ReturnValue`; WMI_NULL: none. */
    wmi_type return_type;
    /** In the order of declaration, without `ReturnValue`. */
    const wmi_parameter_info *parameters;
    /** Number of parameters. */
    size_t parameter_count;
} wmi_method_info;

/**
 * Enumerates classes. Otherwise like wmi_query.
 *
 * @param      connection  the connection
 * @param      superclass  enumerates the subclasses of this class; NULL or "": all classes of the namespace
 * @param      options     options, or NULL for the defaults; WBEM_FLAG_SHALLOW in flags: only direct subclasses, or
 *                         (without superclass) only classes that have no superclass
 * @param[out] cursor      owned by the caller; close with wmi_cursor_close. NULL on failure
 *
 * @return like wmi_query; the COM call is IWbemServices::CreateClassEnum
 * @see    IWbemServices::CreateClassEnum
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemservices-createclassenum)
 */
WMI_API HRESULT wmi_classes(wmi_connection *connection, const char *superclass,
                            const wmi_query_options *options, wmi_cursor **cursor);

/**
 * Enumerates the objects that are associated with an instance or class: ASSOCIATORS OF {path} WHERE where. Otherwise
 * like wmi_query.
 *
 * @param      connection  the connection
 * @param      path        path of the instance or class; checked, so safe against WQL injection
 * @param      where       the text after WHERE, `ResultClass = Win32_Directory` or `ClassDefsOnly`; copied into the
 *                         query unchanged, not checked. NULL or "": everything
 * @param      options     options, or NULL for the defaults
 * @param[out] cursor      owned by the caller; close with wmi_cursor_close. NULL on failure
 *
 * @return like wmi_query; also WBEM_E_INVALID_OBJECT_PATH, before any call, when path is empty, or contains an
 *         unclosed quote or a brace outside quotes
 * @see    ASSOCIATORS OF (learn.microsoft.com/windows/win32/wmisdk/associators-of-statement)
 */
WMI_API HRESULT wmi_associators(wmi_connection *connection, const char *path, const char *where,
                                const wmi_query_options *options, wmi_cursor **cursor);

/**
 * Enumerates the association objects that refer to an instance or class: REFERENCES OF {path} WHERE where. Otherwise
 * like wmi_associators.
 *
 * @see    REFERENCES OF (learn.microsoft.com/windows/win32/wmisdk/references-of-statement)
 */
WMI_API HRESULT wmi_references(wmi_connection *connection, const char *path, const char *where,
                               const wmi_query_options *options, wmi_cursor **cursor);

/**
 * A class or an instance as MOF text.
 *
 * @param      object  the object
 * @param[out] mof     UTF-8, owned by the caller; free with wmi_free. NULL on failure
 *
 * @return S_OK, or what IWbemClassObject::GetObjectText returned
 *         E_POINTER             an argument is NULL
 *         WBEM_E_TYPE_MISMATCH  the text contains a NUL
 *         E_OUTOFMEMORY
 * @see    IWbemClassObject::GetObjectText
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemclassobject-getobjecttext)
 */
WMI_API HRESULT wmi_object_text(IWbemClassObject *object, char **mof);

/**
 * The properties of a class, with inherited ones, without system properties, in the order of the object.
 *
 * If the WMI does not implement qualifiers and origins (Wine: E_NOTIMPL), this is not an error: is_key is false, and
 * origin and class_name are NULL.
 *
 * @param      object      the class, or an instance
 * @param[out] properties  one block owned by the caller; free with wmi_free. Not NULL for a class without properties;
 *                         NULL on failure
 * @param[out] count       number of properties
 *
 * @return S_OK, or what IWbemClassObject or IWbemQualifierSet returned
 *         E_POINTER  an argument is NULL
 *         E_OUTOFMEMORY
 * @see    IWbemClassObject::GetNames
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemclassobject-getnames)
 */
WMI_API HRESULT wmi_class_properties(IWbemClassObject *object, wmi_property_info **properties, size_t *count);

/**
 * The methods of a class, with inherited ones, and their parameters.
 *
 * If the WMI does not implement qualifiers and origins, as in wmi_class_properties, nothing is static or optional.
 *
 * @param      object   the class
 * @param[out] methods  one block owned by the caller; free with wmi_free. Not NULL for a class without methods; NULL
 *                      on failure
 * @param[out] count    number of methods
 *
 * @return like wmi_class_properties; usually WBEM_E_ILLEGAL_OPERATION for an instance
 * @see    IWbemClassObject::NextMethod
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemclassobject-nextmethod)
 */
WMI_API HRESULT wmi_class_methods(IWbemClassObject *object, wmi_method_info **methods, size_t *count);

/**
 * The qualifiers of a class, an instance, or one property.
 *
 * @param      object      the class or instance
 * @param      property    the property; NULL: the object's own qualifiers
 * @param[out] qualifiers  one block owned by the caller; free with wmi_free. It contains names and values (strings,
 *                         sint32, real64, booleans and arrays of these): do not call wmi_value_clear on them. NULL on
 *                         failure
 * @param[out] count       number of qualifiers
 *
 * @return S_OK; what IWbemClassObject or IWbemQualifierSet returned, such as
 *         WBEM_E_NOT_FOUND          the property does not exist; from Wine also: no qualifiers are implemented
 *         E_NOTIMPL                 this WMI does not implement qualifiers
 *         or
 *         WBEM_E_INVALID_PARAMETER  property is empty or not UTF-8
 *         WBEM_E_TYPE_MISMATCH      a value has a type that is not valid for a qualifier
 *         E_POINTER                 object, qualifiers or count is NULL
 *         E_OUTOFMEMORY
 * @see    IWbemQualifierSet (learn.microsoft.com/windows/win32/api/wbemcli/nn-wbemcli-iwbemqualifierset)
 */
WMI_API HRESULT wmi_qualifiers(IWbemClassObject *object, const char *property, wmi_argument **qualifiers,
                               size_t *count);

/** The qualifiers of a method. Otherwise like wmi_qualifiers; method must not be NULL. */
WMI_API HRESULT wmi_method_qualifiers(IWbemClassObject *object, const char *method, wmi_argument **qualifiers,
                                      size_t *count);

#ifdef __cplusplus
}
#endif

#endif
