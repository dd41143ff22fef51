/* SPDX-License-Identifier: MIT */
#include "schema/inspect.h"

#include "error/error.h"
#include "object/names.h"

#include <wmikit/schema.h>

#define OPERATION "wmi_class_properties"

static HRESULT add_origin(wmi__block *block, size_t at, IWbemClassObject *object, BSTR property)
{
    static const char call[] = "IWbemClassObject::GetPropertyOrigin";
    BSTR origin = NULL;
    HRESULT hr = IWbemClassObject_GetPropertyOrigin(object, property, &origin);

    if (FAILED(hr))
        return wmi__unless_missing(hr, call, property);
    hr = wmi__point_to_text(block, at + offsetof(wmi_property_info, origin), origin, call, property);
    SysFreeString(origin);
    return hr;
}

static HRESULT add_property(wmi__block *block, size_t at, IWbemClassObject *object, BSTR property)
{
    wmi_property_info info = { 0 };
    wmi__described described;
    HRESULT hr = wmi__describe(object, property, OPERATION, &described);

    if (SUCCEEDED(hr)) {
        info.type = described.type;
        info.is_array = described.is_array;
        info.is_key = described.is_key;
        wmi__block_write(block, at, &info, sizeof info);
        wmi__block_point(block, at + offsetof(wmi_property_info, name), wmi__block_add_text(block, property));
        if (described.class_name != NULL)
            wmi__block_point(block, at + offsetof(wmi_property_info, class_name),
                             wmi__block_add_text(block, described.class_name));
        hr = add_origin(block, at, object, property);
    }
    SysFreeString(described.class_name);
    return hr;
}

HRESULT wmi_class_properties(IWbemClassObject *object, wmi_property_info **properties, size_t *count)
{
    wmi__block block = { 0 };
    SAFEARRAY *names = NULL;
    void *list = NULL;
    size_t built;
    size_t base;
    HRESULT hr = wmi__inspection_check(OPERATION, object, "properties", (void **)properties, count);

    if (FAILED(hr))
        return hr;
    hr = wmi__property_name_array(object, &names);
    if (FAILED(hr))
        return hr;
    built = wmi__name_count(names);
    base = wmi__block_add(&block, NULL, built * sizeof(wmi_property_info));
    for (size_t i = 0; i < built && SUCCEEDED(hr); i++)
        hr = add_property(&block, base + i * sizeof(wmi_property_info), object, wmi__name_at(names, i));
    SafeArrayDestroy(names);
    hr = wmi__inspection_end(OPERATION, hr, &block, built, &list, count);
    *properties = list;
    return hr;
}
