/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Classes and what they say of themselves: properties, methods, qualifiers; and what instances are tied to.
 *
 * The functions that take an IWbemClassObject work on classes (from wmi_find or wmi_classes) and on instances, of
 * which some WMIs show less: methods and most qualifiers belong to classes. They do not block; any thread of the
 * object's apartment may call them, one at a time for one object. A class's superclass is read with
 * wmi_get_string(object, "__SUPERCLASS"), all of them with wmi_get_strings(object, "__DERIVATION").
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
    bool is_key;            /**< false also where WMI does not tell */
    const char *origin;     /**< the class that introduced it; NULL where WMI does not tell */
    const char *class_name; /**< of a reference or an embedded object, when it is of one class; else NULL */
} wmi_property_info;

/** A parameter of a method. */
typedef struct wmi_parameter_info {
    const char *name;       /**< as wmi_argument wants it */
    wmi_type type;          /**< of an array: that of its elements */
    bool is_array;          /**< an array of that type */
    bool is_in;             /**< the caller gives it */
    bool is_out;            /**< both for one that the method changes */
    bool is_optional;       /**< false also where WMI does not tell */
    const char *class_name; /**< as in wmi_property_info */
} wmi_parameter_info;

/** A method of a class. */
typedef struct wmi_method_info {
    const char *name;     /**< as wmi_call wants it */
    const char *origin;   /**< the class that introduced it; NULL where WMI does not tell */
    bool is_static;       /**< called on the class, not on an instance; false also where WMI does not tell */
    wmi_type return_type; /**< of `ReturnValue`; WMI_NULL: it has none */
    const wmi_parameter_info *parameters; /**< in the order of the declaration, without `ReturnValue` */
    size_t parameter_count;               /**< how many */
} wmi_method_info;

/**
 * Enumerates classes. Otherwise as wmi_query.
 *
 * @param      connection  where
 * @param      superclass  whose subclasses; NULL or "": all classes of the namespace
 * @param      options     how, or NULL; with WBEM_FLAG_SHALLOW in flags only direct subclasses come, or those
 *                         classes that have no superclass
 * @param[out] cursor      the caller's, to be closed with wmi_cursor_close; NULL on failure
 *
 * @return as wmi_query; the COM call is IWbemServices::CreateClassEnum
 * @see    IWbemServices::CreateClassEnum
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemservices-createclassenum)
 */
WMI_API HRESULT wmi_classes(wmi_connection *connection, const char *superclass,
                            const wmi_query_options *options, wmi_cursor **cursor);

/**
 * Enumerates what an instance or class is associated with: ASSOCIATORS OF {path} WHERE where. Otherwise as
 * wmi_query.
 *
 * @param      connection  where
 * @param      path        the instance's or class's path; it cannot leave its braces, whatever it contains
 * @param      where       what comes behind WHERE, `ResultClass = Win32_Directory` or `ClassDefsOnly`; goes into the
 *                         query as it is. NULL or "": everything
 * @param      options     how, or NULL
 * @param[out] cursor      the caller's, to be closed with wmi_cursor_close; NULL on failure
 *
 * @return as wmi_query; also WBEM_E_INVALID_OBJECT_PATH, before any call, when path is empty, has a quote that is not
 *         closed, or a brace outside quotes
 * @see    ASSOCIATORS OF (learn.microsoft.com/windows/win32/wmisdk/associators-of-statement)
 */
WMI_API HRESULT wmi_associators(wmi_connection *connection, const char *path, const char *where,
                                const wmi_query_options *options, wmi_cursor **cursor);

/**
 * Enumerates the associations that an instance or class takes part in: REFERENCES OF {path} WHERE where. Otherwise as
 * wmi_associators.
 *
 * @see    REFERENCES OF (learn.microsoft.com/windows/win32/wmisdk/references-of-statement)
 */
WMI_API HRESULT wmi_references(wmi_connection *connection, const char *path, const char *where,
                               const wmi_query_options *options, wmi_cursor **cursor);

/**
 * A class or an instance as MOF text.
 *
 * @param      object  the object
 * @param[out] mof     the caller's, UTF-8, to be given back with wmi_free; NULL on failure
 *
 * @return S_OK; E_POINTER when an argument is NULL; WBEM_E_TYPE_MISMATCH when the text has a NUL inside;
 *         E_OUTOFMEMORY; or what IWbemClassObject::GetObjectText returned
 * @see    IWbemClassObject::GetObjectText
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemclassobject-getobjecttext)
 */
WMI_API HRESULT wmi_object_text(IWbemClassObject *object, char **mof);

/**
 * The properties of a class, inherited ones too, without the system's, in the object's order.
 *
 * Where WMI has no qualifiers and origins at all (Wine's, E_NOTIMPL), nothing is a key, and origin and class_name are
 * NULL: that is no failure.
 *
 * @param      object      the class, or an instance
 * @param[out] properties  the caller's, one block, to be given back with wmi_free; NULL on failure; never NULL for a
 *                         class without properties
 * @param[out] count       how many
 *
 * @return S_OK; E_POINTER when an argument is NULL; E_OUTOFMEMORY; or what IWbemClassObject or IWbemQualifierSet
 *         returned
 * @see    IWbemClassObject::GetNames
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemclassobject-getnames)
 */
WMI_API HRESULT wmi_class_properties(IWbemClassObject *object, wmi_property_info **properties, size_t *count);

/**
 * The methods of a class, inherited ones too, with their parameters.
 *
 * Where WMI has no qualifiers and origins, as in wmi_class_properties: nothing is static or optional.
 *
 * @param      object   the class
 * @param[out] methods  the caller's, one block, to be given back with wmi_free; NULL on failure; never NULL for a
 *                      class without methods
 * @param[out] count    how many
 *
 * @return as wmi_class_properties; WBEM_E_ILLEGAL_OPERATION mostly for an instance
 * @see    IWbemClassObject::NextMethod
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemclassobject-nextmethod)
 */
WMI_API HRESULT wmi_class_methods(IWbemClassObject *object, wmi_method_info **methods, size_t *count);

/**
 * The qualifiers of a class, an instance, or one property.
 *
 * @param      object      the class or instance
 * @param      property    the property; NULL: the object's own qualifiers
 * @param[out] qualifiers  the caller's, one block, to be given back with wmi_free: names and values (strings, sint32,
 *                         real64, booleans and arrays of these) are inside it, and not to be cleared; NULL on failure
 * @param[out] count       how many
 *
 * @return S_OK; what IWbemClassObject or IWbemQualifierSet returned, such as
 *         WBEM_E_NOT_FOUND          there is no such property
 *         E_NOTIMPL                 this WMI has no qualifiers; Wine's says WBEM_E_NOT_FOUND
 *         or
 *         WBEM_E_INVALID_PARAMETER  property is empty or not UTF-8
 *         WBEM_E_TYPE_MISMATCH      a value is of a type that qualifiers do not have
 *         E_POINTER                 object, qualifiers or count is NULL
 *         and E_OUTOFMEMORY
 * @see    IWbemQualifierSet (learn.microsoft.com/windows/win32/api/wbemcli/nn-wbemcli-iwbemqualifierset)
 */
WMI_API HRESULT wmi_qualifiers(IWbemClassObject *object, const char *property, wmi_argument **qualifiers,
                               size_t *count);

/** The qualifiers of a method. Otherwise as wmi_qualifiers; method must not be NULL. */
WMI_API HRESULT wmi_method_qualifiers(IWbemClassObject *object, const char *method, wmi_argument **qualifiers,
                                      size_t *count);

#ifdef __cplusplus
}
#endif

#endif
