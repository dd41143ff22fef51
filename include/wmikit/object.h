/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Typed access to the properties of a WMI object.
 *
 * Common to all getters: they do not block (objects are marshalled by value); any thread of the object's
 * apartment may call them, one thread at a time per object; property names are UTF-8 and their case does not
 * matter; system properties (`__CLASS`, `__PATH`, …) are read like any other. Each returns
 *
 *     S_OK (WMI_OK)             the value was read
 *     WBEM_S_FALSE (WMI_END)    the property is NULL; the value is cleared
 *     WBEM_E_NOT_FOUND          the property does not exist
 *     WBEM_E_TYPE_MISMATCH      its type cannot be converted to the requested type
 *     DISP_E_OVERFLOW           its value does not fit the requested type
 *     E_POINTER                 an argument is NULL
 *     WBEM_E_INVALID_PARAMETER  the name is empty or not UTF-8
 *     E_OUTOFMEMORY
 *
 * or what IWbemClassObject::Get returned. On failure the value is cleared: false, 0, NULL.
 *
 * @see IWbemClassObject::Get (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemclassobject-get),
 *      Numbers (learn.microsoft.com/windows/win32/wmisdk/numbers)
 */
#ifndef WMIKIT_OBJECT_H
#define WMIKIT_OBJECT_H

#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Reads a CIM boolean. No other type is converted. */
WMI_API HRESULT wmi_get_bool(IWbemClassObject *object, const char *property, bool *value);

/** Reads any CIM integer type, char16 included, if the value fits int32_t. */
WMI_API HRESULT wmi_get_int32(IWbemClassObject *object, const char *property, int32_t *value);

/** Reads any CIM integer type, char16 included, if the value fits uint32_t. */
WMI_API HRESULT wmi_get_uint32(IWbemClassObject *object, const char *property, uint32_t *value);

/** Reads any CIM integer type, char16 included, if the value fits int64_t. */
WMI_API HRESULT wmi_get_int64(IWbemClassObject *object, const char *property, int64_t *value);

/** Reads any CIM integer type, char16 included, if the value fits uint64_t. */
WMI_API HRESULT wmi_get_uint64(IWbemClassObject *object, const char *property, uint64_t *value);

/**
 * Reads a real, or an integer that a double holds exactly (all up to 2^53); any other integer is DISP_E_OVERFLOW. If
 * rounding is acceptable, use wmi_get_metric.
 */
WMI_API HRESULT wmi_get_double(IWbemClassObject *object, const char *property, double *value);

/**
 * Reads any number, char16 included, or a boolean, as the nearest double; true is 1. For gauges and counters: a counter
 * above 2^53 is rounded, never refused.
 */
WMI_API HRESULT wmi_get_metric(IWbemClassObject *object, const char *property, double *value);

/**
 * Reads any scalar except an embedded object, as text: numbers in decimal (reals with the fewest digits that
 * convert back to the same value), booleans as `true` and `false`, a char16 as its character, datetimes and
 * references as WMI writes them. A lone UTF-16 surrogate becomes U+FFFD. Text that contains a NUL is
 * WBEM_E_TYPE_MISMATCH, since a C string cannot hold it: use wmi_get_bstr. Trailing NULs (Wine) are removed.
 *
 * @param[out] value  UTF-8, owned by the caller; free with wmi_free. NULL when the property is NULL
 */
WMI_API HRESULT wmi_get_string(IWbemClassObject *object, const char *property, char **value);

/**
 * Reads a string, datetime or reference unchanged, in UTF-16.
 *
 * @param[out] value  owned by the caller; free with wmi_bstr_free or SysFreeString. NULL when the property is NULL
 */
WMI_API HRESULT wmi_get_bstr(IWbemClassObject *object, const char *property, BSTR *value);

/**
 * Reads the text in an array of characters, up to its first NUL: an array of uint16 or char16 as UTF-16 (the names in
 * WmiMonitorID), one of uint8 as UTF-8 if it is valid UTF-8, else one character per byte (Latin-1). A lone UTF-16
 * surrogate becomes U+FFFD. Any other type is WBEM_E_TYPE_MISMATCH.
 *
 * @param[out] value  UTF-8, owned by the caller; free with wmi_free. NULL when the property is NULL; "" for an empty
 *                    array
 */
WMI_API HRESULT wmi_get_characters(IWbemClassObject *object, const char *property, char **value);

/** Reads a datetime or an interval. */
WMI_API HRESULT wmi_get_datetime(IWbemClassObject *object, const char *property, wmi_datetime *value);

/**
 * Reads an embedded object.
 *
 * @param[out] value  owned by the caller; release with wmi_object_release. NULL when the property is NULL
 */
WMI_API HRESULT wmi_get_object(IWbemClassObject *object, const char *property, IWbemClassObject **value);

/**
 * Reads an array of any type except embedded objects, each element converted as by wmi_get_string.
 *
 * @param[out] values  one block owned by the caller; free with wmi_free. NULL when the property is NULL; never NULL
 *                     for an empty array
 * @param[out] count   number of elements
 */
WMI_API HRESULT wmi_get_strings(IWbemClassObject *object, const char *property, char ***values,
                                size_t *count);

/**
 * Reads a property of any CIM type, also an array, without conversion.
 *
 * @param[out] value  owned by the caller; free with wmi_value_clear. For a NULL property: the CIM type, and is_null
 *                    set. WMI_NULL on failure
 */
WMI_API HRESULT wmi_get_value(IWbemClassObject *object, const char *property, wmi_value *value);

/**
 * Reads all properties except system properties, with their values, in the order of the object.
 *
 * Each value is that of wmi_get_value, so a NULL property has its type and is_null; but a datetime whose text is not
 * valid is the text, a WMI_STRING. The names and values borrow from the block: do not call wmi_value_clear on them,
 * and AddRef an embedded object to keep it.
 *
 * @param      object  the object
 * @param[out] values  owned by the caller; free with wmi_values_free. NULL on failure; never NULL on success
 * @param[out] count   number of properties; 0 on failure
 *
 * @return S_OK; what IWbemClassObject::GetNames and IWbemClassObject::Get returned; for a value, whose property the
 *         message names
 *         WBEM_E_TYPE_MISMATCH  it cannot be read: a text contains a NUL, a VARIANT does not match its CIM type
 *         E_POINTER             an argument is NULL
 *         E_OUTOFMEMORY
 */
WMI_API HRESULT wmi_get_values(IWbemClassObject *object, wmi_argument **values, size_t *count);

/**
 * Releases the embedded objects of an array from wmi_get_values, and frees it.
 *
 * Does not block; callable from any thread of the object's apartment.
 *
 * @param values  the array, or NULL
 * @param count   the count that wmi_get_values returned
 */
WMI_API void wmi_values_free(wmi_argument *values, size_t count);

/**
 * Writes a property of an object in memory; wmi_put then writes the object.
 *
 * The value is converted to the CIM type of the property if nothing is lost. A NULL of any type fits every property.
 * An integer or char16 fits every integer type that holds the value, and every real type that holds it exactly; a
 * real fits a real type that holds it exactly, but no integer type. Strings and references fit each other; a string
 * fits a datetime if it is a valid datetime. An array fits only an array; the same rules apply to each element.
 *
 * Does not block; any thread of the object's apartment may call it, one thread at a time per object.
 *
 * @param object    the object
 * @param property  UTF-8; case does not matter
 * @param value     the new value; it is copied, and stays owned by the caller
 *
 * @return S_OK, or what IWbemClassObject::Get or IWbemClassObject::Put returned, such as
 *         WBEM_E_NOT_FOUND          the property does not exist
 *         WBEM_E_TYPE_MISMATCH      also: the value cannot be converted to the type of the property, a text is not
 *                                   UTF-8, a datetime is out of range
 *         DISP_E_OVERFLOW           the value does not fit the property's type
 *         E_POINTER                 object or property is NULL
 *         WBEM_E_INVALID_PARAMETER  the name is empty or not UTF-8
 *         E_OUTOFMEMORY
 * @see    IWbemClassObject::Put (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemclassobject-put)
 */
WMI_API HRESULT wmi_set_value(IWbemClassObject *object, const char *property, wmi_value value);

/**
 * The names of an object's properties, except system properties, in the order of the object.
 *
 * @param      object  the object
 * @param[out] names   one block owned by the caller; free with wmi_free. NULL on failure
 * @param[out] count   number of names
 *
 * @return S_OK, or what IWbemClassObject::GetNames returned
 *         E_POINTER  an argument is NULL
 *         E_OUTOFMEMORY
 * @see    IWbemClassObject::GetNames
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemclassobject-getnames)
 */
WMI_API HRESULT wmi_property_names(IWbemClassObject *object, char ***names, size_t *count);

#ifdef __cplusplus
}
#endif

#endif
