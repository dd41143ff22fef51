/* SPDX-License-Identifier: MIT */
/* Conversion of a client's value for a property, by the coercion rules of IWbemClassObject::Put. */
#include "mock/repository/object_value.h"

#include "mock/repository/datetime.h"
#include "mock/repository/embedded.h"

#include "value/array.h"
#include "value/value.h"
#include "value/variant.h"

#include <stdlib.h>
#include <string.h>

static bool is_in_range(const VARIANT *variant, wmi_type type)
{
    switch (type) {
    case WMI_SINT8: return V_I2(variant) >= INT8_MIN && V_I2(variant) <= INT8_MAX;
    case WMI_UINT16: return V_I4(variant) >= 0 && V_I4(variant) <= UINT16_MAX;
    default: return true;
    }
}

/* Converts to another VARTYPE, if COM can; unchanged if it already has that type. */
static HRESULT change_type(VARIANT *from, VARTYPE vartype, VARIANT *to)
{
    HRESULT hr = VariantChangeType(to, from, 0, vartype);

    return SUCCEEDED(hr) || hr == E_OUTOFMEMORY ? hr : (HRESULT)WBEM_E_TYPE_MISMATCH;
}

/*
 * A uint32 arrives as VT_I4, taken as bits; any other type must be in range. VT_I2 is refused here,
 * and only here, as documented.
 */
static HRESULT change_to_uint32(VARIANT *from, VARIANT *to)
{
    HRESULT hr;

    if (V_VT(from) == VT_I4)
        return change_type(from, VT_I4, to);
    if (V_VT(from) == VT_I2)
        return (HRESULT)WBEM_E_TYPE_MISMATCH;
    hr = change_type(from, VT_UI4, to);
    if (SUCCEEDED(hr))
        V_VT(to) = VT_I4;
    return hr;
}

static bool is_number(VARTYPE vartype)
{
    return vartype == VT_R4 || vartype == VT_R8 || vartype == VT_BOOL ||
           (vartype >= VT_I2 && vartype <= VT_I4) || (vartype >= VT_I1 && vartype <= VT_UINT);
}

/* Converts a scalar of any type to the VARTYPE of the CIM type. */
static HRESULT coerce(VARIANT *from, wmi_type type, VARIANT *to)
{
    VARTYPE given = V_VT(from);
    HRESULT hr;

    VariantInit(to);
    if (type == WMI_OBJECT)
        return given == VT_UNKNOWN || given == VT_DISPATCH ? VariantCopy(to, from)
                                                           : (HRESULT)WBEM_E_TYPE_MISMATCH;
    if (given != VT_BSTR && given != VT_DATE && given != VT_CY && !is_number(given))
        return (HRESULT)WBEM_E_TYPE_MISMATCH;
    hr = type == WMI_UINT32 ? change_to_uint32(from, to) : change_type(from, wmi__type_vartype(type), to);
    if (SUCCEEDED(hr) && !is_in_range(to, type)) {
        VariantClear(to);
        hr = (HRESULT)WBEM_E_TYPE_MISMATCH;
    }
    return hr;
}

/* A datetime is kept to the letter. */
static HRESULT read_changed(const VARIANT *changed, wmi_type type, CIMTYPE array, wmi_value *value)
{
    HRESULT hr = wmi__value_from_variant(changed, (type == WMI_DATETIME ? CIM_STRING : (CIMTYPE)type) | array,
                                         value);

    if (SUCCEEDED(hr) && type == WMI_DATETIME)
        hr = wmi_mock__datetimes_settle(value);
    return hr;
}

static HRESULT from_scalar(VARIANT *variant, wmi_type type, wmi_value *value)
{
    VARIANT changed;
    HRESULT hr = coerce(variant, type, &changed);

    if (FAILED(hr))
        return hr;
    if (V_VT(&changed) == VT_DISPATCH)
        V_VT(&changed) = VT_UNKNOWN;
    hr = read_changed(&changed, type, 0, value);
    VariantClear(&changed);
    return hr;
}

/* Reals are not converted to integers inside an array: documented for uint32. */
static bool is_refused_element(VARTYPE vartype, wmi_type type)
{
    bool is_real = vartype == VT_R4 || vartype == VT_R8;

    return is_real && type != WMI_REAL32 && type != WMI_REAL64 && type != WMI_STRING;
}

static void *element_pointer(VARIANT *element)
{
    bool is_pointer = V_VT(element) == VT_BSTR || V_VT(element) == VT_UNKNOWN;

    return is_pointer ? V_BYREF(element) : (void *)&V_UNION(element, bVal);
}

/* Copies one element of the client's array. */
static HRESULT move_element(SAFEARRAY *from, VARTYPE vartype, LONG index, wmi_type type, SAFEARRAY *to)
{
    LONG source = from->rgsabound[0].lLbound + index;
    VARIANT element;
    VARIANT changed;
    HRESULT hr;

    VariantInit(&element);
    VariantInit(&changed);
    hr = SafeArrayGetElement(from, &source,
                             vartype == VT_VARIANT ? (void *)&element : &V_UNION(&element, bVal));
    if (FAILED(hr))
        return hr;
    if (vartype != VT_VARIANT)
        V_VT(&element) = vartype;
    hr = is_refused_element(V_VT(&element), type) ? (HRESULT)WBEM_E_TYPE_MISMATCH
                                                  : coerce(&element, type, &changed);
    if (SUCCEEDED(hr))
        hr = SafeArrayPutElement(to, &index, element_pointer(&changed));
    VariantClear(&changed);
    VariantClear(&element);
    return hr;
}

static HRESULT convert_array(SAFEARRAY *from, VARTYPE vartype, wmi_type type, SAFEARRAY **made)
{
    ULONG count = from->rgsabound[0].cElements;
    SAFEARRAY *to = SafeArrayCreateVector(wmi__type_vartype(type), 0, count);
    HRESULT hr = to == NULL ? E_OUTOFMEMORY : S_OK;

    for (ULONG i = 0; SUCCEEDED(hr) && i < count; i++)
        hr = move_element(from, vartype, (LONG)i, type, to);
    if (FAILED(hr) && to != NULL)
        SafeArrayDestroy(to);
    *made = SUCCEEDED(hr) ? to : NULL;
    return hr;
}

static HRESULT from_array(const VARIANT *variant, wmi_type type, wmi_value *value)
{
    VARTYPE vartype = (VARTYPE)(V_VT(variant) & ~VT_ARRAY);
    SAFEARRAY *given = V_ARRAY(variant);
    size_t count;
    VARIANT changed;
    HRESULT hr = wmi__array_lock(given, vartype, &count);

    if (FAILED(hr))
        return hr;
    VariantInit(&changed);
    hr = convert_array(given, vartype, type, &V_ARRAY(&changed));
    SafeArrayUnlock(given);
    if (FAILED(hr))
        return hr;
    V_VT(&changed) = (VARTYPE)(VT_ARRAY | wmi__type_vartype(type));
    hr = read_changed(&changed, type, CIM_FLAG_ARRAY, value);
    VariantClear(&changed);
    return hr;
}

HRESULT wmi_mock__value_from_client(const VARIANT *variant, wmi_type type, bool is_array, wmi_value *value)
{
    VARIANT given; /* only read: MinGW's functions have no const parameters */
    HRESULT hr = S_OK;

    *value = (wmi_value){ 0 };
    value->type = type;
    value->is_array = is_array;
    value->is_null = true;
    if (variant == NULL || V_VT(variant) == VT_NULL)
        return S_OK;
    given = *variant;
    if ((V_VT(&given) & VT_BYREF) || ((V_VT(&given) & VT_ARRAY) != 0) != is_array)
        hr = (HRESULT)WBEM_E_TYPE_MISMATCH;
    if (SUCCEEDED(hr))
        hr = is_array ? from_array(&given, type, value) : from_scalar(&given, type, value);
    if (SUCCEEDED(hr))
        hr = wmi_mock__value_own_objects(value, NULL);
    if (FAILED(hr))
        wmi_value_clear(value);
    return hr;
}

HRESULT wmi_mock__value_own_objects(wmi_value *value, wmi_mock *mock)
{
    IWbemClassObject **objects = value->owned;
    size_t count = value->is_array ? value->count : 1;

    if (value->is_null || value->type != WMI_OBJECT)
        return S_OK;
    for (size_t i = 0; i < count; i++) {
        IWbemClassObject *copy;
        HRESULT hr = wmi_mock__object_copy_for(mock, objects[i], &copy);

        if (FAILED(hr))
            return hr;
        IWbemClassObject_Release(objects[i]);
        objects[i] = copy;
    }
    if (!value->is_array)
        value->object = objects[0];
    return S_OK;
}
