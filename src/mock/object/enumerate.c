/* SPDX-License-Identifier: MIT */
/* IWbemClassObject::BeginEnumeration, Next and EndEnumeration: property by property, system ones first. */
#include "mock/object/object.h"

#include "base/bstr.h"

HRESULT STDMETHODCALLTYPE wmi_mock__object_begin_enumeration(IWbemClassObject *This, LONG lEnumFlags)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    const wmi_mock__property_filter filter = { lEnumFlags, NULL, NULL };
    wmi_mock__call call;
    HRESULT hr = wmi_mock__property_filter_check(&filter, self->record == NULL);

    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::BeginEnumeration");
    wmi_mock__enter_number(&call, "lEnumFlags", lEnumFlags);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        self->properties = (wmi_mock__object_cursor){ true, lEnumFlags, 0 };
        wmi__mutex_unlock(&self->base.lock);
    }
    return wmi_mock__leave(&call, hr);
}

/* The position of the next property selected by the flags; system properties come first. SIZE_MAX at the end. */
static HRESULT find_next(const wmi_mock__object *self, size_t *next)
{
    const wmi_mock__property_filter filter = { self->properties.flags, NULL, NULL };
    size_t end = WMI_MOCK__SYSTEM_PROPERTY_COUNT + wmi_mock__object_class(self)->property_count;
    size_t at = self->properties.next;
    bool takes = false;
    HRESULT hr = S_OK;

    for (; at < end && !takes && SUCCEEDED(hr); at++) {
        if (at < WMI_MOCK__SYSTEM_PROPERTY_COUNT)
            takes = wmi_mock__property_filter_takes_system(&filter);
        else
            hr = wmi_mock__property_filter_takes(&filter, self, at - WMI_MOCK__SYSTEM_PROPERTY_COUNT, &takes);
    }
    *next = takes ? at - 1 : SIZE_MAX;
    return hr;
}

/* One property, as returned by Next. */
typedef struct seen {
    BSTR name;
    VARIANT value;
    CIMTYPE type;
    LONG flavor;
} seen;

static HRESULT see_system(const wmi_mock__object *self, size_t index, seen *found)
{
    found->type = wmi_mock__system_type(index);
    found->flavor = WBEM_FLAVOR_ORIGIN_SYSTEM;
    return wmi_mock__system_variant(self, index, &found->value);
}

static HRESULT see_declared(const wmi_mock__object *self, size_t property, seen *found)
{
    const wmi_mock__property *declared = &wmi_mock__object_class(self)->properties[property];

    found->type = (CIMTYPE)declared->type | (declared->is_array ? CIM_FLAG_ARRAY : 0);
    found->flavor = wmi_mock__object_flavor(self, property);
    return wmi_mock__object_variant(self, wmi_mock__object_value(self, property), &found->value);
}

static HRESULT see(const wmi_mock__object *self, size_t at, seen *found)
{
    bool is_system = at < WMI_MOCK__SYSTEM_PROPERTY_COUNT;
    size_t property = is_system ? at : at - WMI_MOCK__SYSTEM_PROPERTY_COUNT;
    const char *name = is_system ? wmi_mock__system_name(at)
                                 : wmi_mock__object_class(self)->properties[property].name;
    HRESULT hr;

    hr = is_system ? see_system(self, property, found) : see_declared(self, property, found);
    if (FAILED(hr))
        return hr;
    hr = wmi__bstr_from_utf8(name, &found->name);
    if (FAILED(hr))
        VariantClear(&found->value);
    return hr;
}

/* Each out-pointer may be NULL; the others get ownership. */
static void hand_out(seen *found, BSTR *name, VARIANT *value, CIMTYPE *type, LONG *flavor)
{
    if (name != NULL)
        *name = found->name;
    else
        SysFreeString(found->name);
    if (value != NULL)
        *value = found->value;
    else
        VariantClear(&found->value);
    if (type != NULL)
        *type = found->type;
    if (flavor != NULL)
        *flavor = found->flavor;
}

/* A property that cannot be returned is not skipped: the next call tries it again. */
static HRESULT next(wmi_mock__object *self, seen *found)
{
    size_t at;
    HRESULT hr;

    if (!self->properties.is_open)
        return (HRESULT)WBEM_E_UNEXPECTED;
    hr = find_next(self, &at);
    if (FAILED(hr))
        return hr;
    if (at == SIZE_MAX)
        return WBEM_S_NO_MORE_DATA;
    hr = see(self, at, found);
    if (SUCCEEDED(hr))
        self->properties.next = at + 1;
    return hr;
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_next(IWbemClassObject *This, LONG lFlags, BSTR *strName,
                                                VARIANT *pVal, CIMTYPE *pType, LONG *plFlavor)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    HRESULT hr = lFlags == 0 ? S_OK : (HRESULT)WBEM_E_INVALID_PARAMETER;
    wmi_mock__call call;
    seen found;

    if (strName != NULL)
        *strName = NULL;
    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::Next");
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = next(self, &found);
        wmi__mutex_unlock(&self->base.lock);
        if (hr == S_OK)
            hand_out(&found, strName, pVal, pType, plFlavor);
    }
    return wmi_mock__leave(&call, hr);
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_end_enumeration(IWbemClassObject *This)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    wmi_mock__call call;

    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::EndEnumeration");
    if (wmi_mock__enter_admit(&call)) {
        wmi__mutex_lock(&self->base.lock);
        self->properties.is_open = false;
        wmi__mutex_unlock(&self->base.lock);
    }
    return wmi_mock__leave(&call, S_OK);
}
