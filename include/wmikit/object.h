/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Typed access to the properties of a WMI object.
 *
 * What holds for every getter here: it does not block (objects travel by value); any thread of the object's
 * apartment may call it, one at a time for one object; property names are UTF-8 and their case does not
 * matter; system properties (`__CLASS`, `__PATH`, …) are read like any other. Each returns
 *
 *     S_OK (WMI_OK)             the value is there
 *     WBEM_S_FALSE (WMI_END)    the property is NULL; the value is cleared
 *     WBEM_E_NOT_FOUND          there is no such property
 *     WBEM_E_TYPE_MISMATCH      its type does not convert to the one asked for
 *     DISP_E_OVERFLOW           its value does not fit the type asked for
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

/** Reads a boolean. Only a CIM boolean is one. */
WMI_API HRESULT wmi_get_bool(IWbemClassObject *object, const char *property, bool *value);

/** Reads an integer of any CIM integer type, char16 included, whose value fits 32 bits with a sign. */
WMI_API HRESULT wmi_get_int32(IWbemClassObject *object, const char *property, int32_t *value);

/** Reads an integer of any CIM integer type, char16 included, whose value fits 32 bits without a sign. */
WMI_API HRESULT wmi_get_uint32(IWbemClassObject *object, const char *property, uint32_t *value);

/** Reads an integer of any CIM integer type, char16 included, whose value fits 64 bits with a sign. */
WMI_API HRESULT wmi_get_int64(IWbemClassObject *object, const char *property, int64_t *value);

/** Reads an integer of any CIM integer type, char16 included, whose value fits 64 bits without a sign. */
WMI_API HRESULT wmi_get_uint64(IWbemClassObject *object, const char *property, uint64_t *value);

/**
 * Reads a real, or an integer that a double holds exactly (every one up to 2^53). Any other is DISP_E_OVERFLOW: who
 * can do without its last digits calls wmi_get_uint64 then, and casts.
 */
WMI_API HRESULT wmi_get_double(IWbemClassObject *object, const char *property, double *value);

/**
 * Reads any scalar but an embedded object, as text: numbers in decimal (reals in the fewest digits that read
 * back the same), booleans as `true` and `false`, a char16 as its character, datetimes and references as WMI
 * writes them. A lone UTF-16 surrogate reads as U+FFFD; text with a NUL inside is WBEM_E_TYPE_MISMATCH, since
 * a C string would cut it: wmi_get_bstr reads it. NULs at the end, as Wine has them in some texts, are left out.
 *
 * @param[out] value  the caller's, UTF-8, to be given back with wmi_free; NULL when the property is NULL
 */
WMI_API HRESULT wmi_get_string(IWbemClassObject *object, const char *property, char **value);

/**
 * Reads a string, datetime or reference as it is, in UTF-16.
 *
 * @param[out] value  the caller's, to be given back with wmi_bstr_free or SysFreeString; NULL when the
 *                    property is NULL
 */
WMI_API HRESULT wmi_get_bstr(IWbemClassObject *object, const char *property, BSTR *value);

/** Reads a datetime or an interval. */
WMI_API HRESULT wmi_get_datetime(IWbemClassObject *object, const char *property, wmi_datetime *value);

/**
 * Reads an embedded object.
 *
 * @param[out] value  the caller's, to be given back with wmi_object_release; NULL when the property is NULL
 */
WMI_API HRESULT wmi_get_object(IWbemClassObject *object, const char *property, IWbemClassObject **value);

/**
 * Reads an array of any type but embedded objects, each element as wmi_get_string would write it.
 *
 * @param[out] values  the caller's, one block, to be given back with wmi_free; NULL when the property is
 * NULL, never NULL for an array without elements
 * @param[out] count   how many
 */
WMI_API HRESULT wmi_get_strings(IWbemClassObject *object, const char *property, char ***values,
                                size_t *count);

/**
 * Reads a property of any CIM type, arrays too, exactly.
 *
 * @param[out] value  the caller's, to be cleared with wmi_value_clear; of a NULL property it has the type,
 * and is_null; a WMI_NULL on failure
 */
WMI_API HRESULT wmi_get_value(IWbemClassObject *object, const char *property, wmi_value *value);

/**
 * Writes a property of an object in memory; wmi_put then writes the object.
 *
 * The value is converted to the property's CIM type where nothing is lost. A NULL of whatever type fits every
 * property. Integers, char16 included, fit every integer type that holds the value, and reals that hold it exactly;
 * a real fits a real that holds it exactly, and no integer. Strings and references fit each other, and a string fits
 * a datetime when it is one. An array fits only an array, by the same rules for each element.
 *
 * Does not block; any thread of the object's apartment may call it, one at a time for one object.
 *
 * @param object    the object
 * @param property  UTF-8, in any case
 * @param value     what it is to be; stays the caller's, and is copied
 *
 * @return S_OK, or what IWbemClassObject::Get or IWbemClassObject::Put returned, such as
 *         WBEM_E_NOT_FOUND          there is no such property
 *         WBEM_E_TYPE_MISMATCH      also: the value's type does not convert to the property's, a text is not
 *                                   UTF-8, a datetime out of range
 *         DISP_E_OVERFLOW           the value does not fit the property's type
 *         E_POINTER                 object or property is NULL
 *         WBEM_E_INVALID_PARAMETER  the name is empty or not UTF-8
 *         and E_OUTOFMEMORY
 * @see    IWbemClassObject::Put (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemclassobject-put)
 */
WMI_API HRESULT wmi_set_value(IWbemClassObject *object, const char *property, wmi_value value);

/**
 * The names of an object's own properties, without the system's, in the object's order.
 *
 * @param      object  the object
 * @param[out] names   the caller's, one block, to be given back with wmi_free; NULL on failure
 * @param[out] count   how many
 *
 * @return S_OK; E_POINTER when an argument is NULL; E_OUTOFMEMORY; or what IWbemClassObject::GetNames
 * returned
 * @see    IWbemClassObject::GetNames
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemclassobject-getnames)
 */
WMI_API HRESULT wmi_property_names(IWbemClassObject *object, char ***names, size_t *count);

#ifdef __cplusplus
}
#endif

#endif
