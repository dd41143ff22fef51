/* SPDX-License-Identifier: MIT */
#include "object/names.h"

#include "error/error.h"
#include "value/array.h"
#include "value/value.h"

HRESULT wmi__names_given(HRESULT hr, const char *call, const char *what, SAFEARRAY **names)
{
    if (FAILED(hr)) {
        *names = NULL;
        return wmi__com_failed(hr, call, "%s", what);
    }
    hr = wmi__array_check_names(*names);
    if (SUCCEEDED(hr))
        return S_OK;
    SafeArrayDestroy(*names);
    *names = NULL;
    return wmi__refuse(hr, call, "%s cannot be read: they are no array of names", what);
}

HRESULT wmi__property_name_array(IWbemClassObject *object, SAFEARRAY **names)
{
    HRESULT hr;

    *names = NULL;
    hr = IWbemClassObject_GetNames(object, NULL, WBEM_FLAG_ALWAYS | WBEM_FLAG_NONSYSTEM_ONLY, NULL, names);
    return wmi__names_given(hr, "IWbemClassObject::GetNames", "the names of the properties", names);
}

HRESULT wmi__property_name_list(IWbemClassObject *object, const char *operation, char ***names, size_t *count)
{
    wmi_value list = { 0 };
    VARIANT variant;
    HRESULT hr;

    VariantInit(&variant);
    hr = wmi__property_name_array(object, &V_ARRAY(&variant));
    if (FAILED(hr))
        return hr;
    V_VT(&variant) = VT_ARRAY | VT_BSTR;
    hr = wmi__value_from_variant(&variant, CIM_STRING | CIM_FLAG_ARRAY, &list);
    VariantClear(&variant);
    if (FAILED(hr))
        return wmi__refuse(hr, operation, "the names cannot be read: %s", wmi_error_text(hr));
    *names = list.owned;
    *count = list.count;
    return S_OK;
}
