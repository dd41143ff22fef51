/* SPDX-License-Identifier: MIT */
#include "schema/inspect.h"

#include "base/bstr.h"
#include "error/error.h"

#include <string.h>

/* --- Lists of names ----------------------------------------------------------------------------------------------- */

size_t wmi__name_count(const SAFEARRAY *names)
{
    return names == NULL ? 0 : names->rgsabound[0].cElements;
}

BSTR wmi__name_at(const SAFEARRAY *names, size_t index)
{
    return ((const BSTR *)names->pvData)[index];
}

const char *wmi__short_name(BSTR name, char text[WMI__UTF8_NAME])
{
    size_t units = SysStringLen(name);

    if (units > (WMI__UTF8_NAME - 1) / 3)
        units = (WMI__UTF8_NAME - 1) / 3;
    wmi__utf8_write(name, units, text);
    return text;
}

/* --- Qualifiers ----------------------------------------------------------------------------------------------------- */

HRESULT wmi__unless_missing(HRESULT hr, const char *operation, BSTR of)
{
    char name[WMI__UTF8_NAME];

    if (SUCCEEDED(hr) || hr == E_NOTIMPL)
        return S_OK;
    return wmi__com_failed(hr, operation, "%s", wmi__short_name(of, name));
}

/* VT_EMPTY when there is none; cleared by the caller. */
static HRESULT read_qualifier(IWbemQualifierSet *set, const OLECHAR *name, VARIANT *value)
{
    HRESULT hr;

    VariantInit(value);
    if (set == NULL)
        return S_OK;
    hr = IWbemQualifierSet_Get(set, name, 0, value, NULL);
    if (SUCCEEDED(hr))
        return S_OK;
    VariantInit(value);
    if (hr == (HRESULT)WBEM_E_NOT_FOUND || hr == E_NOTIMPL)
        return S_OK;
    return wmi__com_failed(hr, "IWbemQualifierSet::Get", "a qualifier");
}

HRESULT wmi__qualifier_is_true(IWbemQualifierSet *set, const OLECHAR *name, bool *result)
{
    VARIANT value;
    HRESULT hr = read_qualifier(set, name, &value);

    *result = V_VT(&value) == VT_BOOL && V_BOOL(&value) != VARIANT_FALSE;
    VariantClear(&value);
    return hr;
}

static HRESULT read_id(IWbemQualifierSet *set, long *id)
{
    VARIANT value;
    HRESULT hr = read_qualifier(set, u"ID", &value);

    *id = V_VT(&value) == VT_I4 ? V_I4(&value) : -1;
    VariantClear(&value);
    return hr;
}

/* "ref:Class" and "object:Class" name the class. */
static HRESULT read_class_name(IWbemQualifierSet *set, BSTR *name)
{
    const OLECHAR *at;
    size_t units;
    VARIANT value;
    HRESULT hr = read_qualifier(set, u"CIMTYPE", &value);

    at = V_VT(&value) == VT_BSTR ? V_BSTR(&value) : NULL;
    if (at != NULL && !wmi__bstr_is_text(V_BSTR(&value), &units)) {
        hr = wmi__refuse((HRESULT)WBEM_E_TYPE_MISMATCH, "IWbemQualifierSet::Get", "CIMTYPE is no text");
        at = NULL;
    }
    while (at != NULL && *at != 0 && *at != u':')
        at++;
    if (at != NULL && at[0] == u':' && at[1] != 0) {
        *name = SysAllocString(at + 1);
        if (*name == NULL)
            hr = wmi__out_of_memory("SysAllocString");
    }
    VariantClear(&value);
    return hr;
}

/* --- Texts that COM gave -------------------------------------------------------------------------------------------- */

HRESULT wmi__point_to_text(wmi__block *block, size_t at, BSTR text, const char *call, BSTR of)
{
    char name[WMI__UTF8_NAME];
    size_t units;

    if (text == NULL)
        return S_OK;
    if (!wmi__bstr_is_text(text, &units))
        return wmi__refuse((HRESULT)WBEM_E_TYPE_MISMATCH, call, "%s: the call gave no text",
                           wmi__short_name(of, name));
    wmi__block_point(block, at, wmi__block_add_text(block, text));
    return S_OK;
}

/* --- Properties ------------------------------------------------------------------------------------------------------ */

static HRESULT read_type(IWbemClassObject *object, BSTR property, wmi__described *described)
{
    char name[WMI__UTF8_NAME];
    CIMTYPE type = CIM_EMPTY;
    VARIANT value;
    HRESULT hr;

    VariantInit(&value);
    hr = IWbemClassObject_Get(object, property, 0, &value, &type, NULL);
    if (FAILED(hr))
        return wmi__com_failed(hr, "IWbemClassObject::Get", "property %s", wmi__short_name(property, name));
    VariantClear(&value);
    described->type = (wmi_type)(type & ~CIM_FLAG_ARRAY);
    described->is_array = (type & CIM_FLAG_ARRAY) != 0;
    return S_OK;
}

HRESULT wmi__describe(IWbemClassObject *object, BSTR property, const char *operation,
                      wmi__described *described)
{
    IWbemQualifierSet *set = NULL;
    HRESULT hr;

    *described = (wmi__described){ .id = -1 };
    hr = read_type(object, property, described);
    if (FAILED(hr))
        return hr;
    hr = IWbemClassObject_GetPropertyQualifierSet(object, property, &set);
    if (FAILED(hr))
        return wmi__unless_missing(hr, "IWbemClassObject::GetPropertyQualifierSet", property);
    hr = wmi__qualifier_is_true(set, u"key", &described->is_key);
    if (SUCCEEDED(hr))
        hr = wmi__qualifier_is_true(set, u"optional", &described->is_optional);
    if (SUCCEEDED(hr))
        hr = read_id(set, &described->id);
    if (SUCCEEDED(hr) && (described->type == WMI_REFERENCE || described->type == WMI_OBJECT))
        hr = read_class_name(set, &described->class_name);
    if (set != NULL)
        IWbemQualifierSet_Release(set);
    return hr == E_OUTOFMEMORY ? wmi__out_of_memory(operation) : hr;
}

/* --- An inspection ----------------------------------------------------------------------------------------------------- */

HRESULT wmi__inspection_check(const char *operation, const void *object, const char *argument, void **list,
                              size_t *count)
{
    const char *null = list == NULL ? argument : count == NULL ? "count" : object == NULL ? "object" : NULL;

    if (list != NULL)
        *list = NULL;
    if (count != NULL)
        *count = 0;
    return null == NULL ? S_OK : wmi__refuse_null(operation, null);
}

HRESULT wmi__inspection_end(const char *operation, HRESULT hr, wmi__block *block, size_t built, void **list,
                            size_t *count)
{
    if (FAILED(hr)) {
        wmi__block_drop(block);
        return hr;
    }
    *list = wmi__block_finish(block);
    if (*list == NULL)
        return wmi__out_of_memory(operation);
    *count = built;
    return S_OK;
}
