/* SPDX-License-Identifier: MIT */
#include "mock/services/partial_update.h"

#include "value/value.h"

#include <stdlib.h>

/* --- Reading the context --------------------------------------------------------------------------------------- */

/* VT_EMPTY when it does not exist; the caller clears it. */
static HRESULT get(IWbemContext *context, const OLECHAR *name, VARIANT *value)
{
    HRESULT hr;

    VariantInit(value);
    hr = IWbemContext_GetValue(context, name, 0, value);
    return hr == (HRESULT)WBEM_E_NOT_FOUND ? S_OK : hr;
}

static HRESULT get_flag(IWbemContext *context, const OLECHAR *name, bool *flag)
{
    VARIANT value;
    HRESULT hr = get(context, name, &value);

    if (FAILED(hr))
        return hr;
    if (V_VT(&value) != VT_EMPTY && V_VT(&value) != VT_BOOL)
        hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
    *flag = V_VT(&value) == VT_BOOL && V_BOOL(&value) != VARIANT_FALSE;
    VariantClear(&value);
    return hr;
}

static HRESULT copy_names(const wmi_value *list, wmi_mock__partial_update *update)
{
    update->names = calloc(list->count + 1, sizeof *update->names);
    if (update->names == NULL)
        return E_OUTOFMEMORY;
    for (; update->count < list->count; update->count++) {
        char *copy = wmi_mock__copy_text(list->strings[update->count]);

        if (copy == NULL)
            return E_OUTOFMEMORY;
        update->names[update->count] = copy;
    }
    return S_OK;
}

static HRESULT get_names(IWbemContext *context, wmi_mock__partial_update *update)
{
    wmi_value list = { 0 };
    VARIANT value;
    HRESULT hr = get(context, u"__PUT_EXT_PROPERTIES", &value);

    if (FAILED(hr) || V_VT(&value) == VT_EMPTY)
        return hr;
    if (V_VT(&value) == (VT_ARRAY | VT_BSTR))
        hr = wmi__value_from_variant(&value, CIM_STRING | CIM_FLAG_ARRAY, &list);
    else
        hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
    VariantClear(&value);
    if (SUCCEEDED(hr))
        hr = copy_names(&list, update);
    wmi_value_clear(&list);
    return hr;
}

HRESULT wmi_mock__partial_update_read(IWbemContext *context, wmi_mock__partial_update *update)
{
    HRESULT hr;

    *update = (wmi_mock__partial_update){ 0 };
    if (context == NULL)
        return S_OK;
    hr = get_flag(context, u"__PUT_EXTENSIONS", &update->is_partial);
    if (FAILED(hr) || !update->is_partial)
        return hr;
    hr = get_flag(context, u"__PUT_EXT_STRICT_NULLS", &update->strict_nulls);
    return FAILED(hr) ? hr : get_names(context, update);
}

void wmi_mock__partial_update_clear(wmi_mock__partial_update *update)
{
    for (size_t i = 0; i < update->count; i++)
        free(update->names[i]);
    free(update->names);
    *update = (wmi_mock__partial_update){ 0 };
}

/* --- Asking it ---------------------------------------------------------------------------------------------------- */

HRESULT wmi_mock__partial_update_check(const wmi_mock__partial_update *update,
                                       const wmi_mock__class *object_class)
{
    for (size_t i = 0; i < update->count; i++) {
        if (wmi_mock__class_find_property(object_class, update->names[i]) == SIZE_MAX)
            return (HRESULT)WBEM_E_INVALID_PARAMETER;
    }
    return S_OK;
}

static bool is_named(const wmi_mock__partial_update *update, const char *name)
{
    for (size_t i = 0; i < update->count; i++) {
        if (wmi__same_name(update->names[i], name))
            return true;
    }
    return update->names == NULL;
}

bool wmi_mock__partial_update_writes(const wmi_mock__partial_update *update,
                                     const wmi_mock__property *property, const wmi_value *value)
{
    if (!update->is_partial)
        return true;
    return is_named(update, property->name) && (!value->is_null || update->strict_nulls);
}
