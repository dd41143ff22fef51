/* SPDX-License-Identifier: MIT */
/* IWbemClassObject::Get, and the client's view of a property. */
#include "mock/object/object.h"

#include "mock/repository/object_value.h"

#include "value/variant.h"

#include <wmikit/value.h>

/* The origin of a property is the superclass unless the class declares it; for an instance, the class unless it
 * has its own value. */
LONG wmi_mock__object_flavor(const wmi_mock__object *self, size_t property)
{
    const wmi_mock__class *object_class = wmi_mock__object_class(self);
    const wmi_mock__property *declared = &object_class->properties[property];
    bool is_local;

    if (self->record != NULL)
        is_local = !wmi_mock__value_same(&self->record->values[property], &declared->value, false);
    else
        is_local = declared->origin == object_class->name;
    return is_local ? WBEM_FLAVOR_ORIGIN_LOCAL : WBEM_FLAVOR_ORIGIN_PROPAGATED;
}

HRESULT wmi_mock__object_variant(const wmi_mock__object *self, const wmi_value *value, VARIANT *variant)
{
    wmi_value copy;
    HRESULT hr;

    if (value->is_null || value->type != WMI_OBJECT) {
        hr = wmi__value_to_variant(value, variant);
    } else {
        hr = wmi__value_copy(value, &copy);
        if (FAILED(hr))
            return hr;
        hr = wmi_mock__value_own_objects(&copy, self->base.mock);
        if (SUCCEEDED(hr))
            hr = wmi__value_to_variant(&copy, variant);
        wmi_value_clear(&copy);
    }
    return hr == (HRESULT)WBEM_E_TYPE_MISMATCH ? (HRESULT)WBEM_E_FAILED : hr;
}

/* The out-pointers of Get; each may be NULL. */
typedef struct answer {
    VARIANT *value;
    CIMTYPE *type;
    LONG *flavor;
} answer;

static HRESULT give(const answer *to, HRESULT hr, const VARIANT *found, CIMTYPE type, LONG flavor)
{
    if (FAILED(hr))
        return hr;
    if (to->value != NULL)
        *to->value = *found;
    if (to->type != NULL)
        *to->type = type;
    if (to->flavor != NULL)
        *to->flavor = flavor;
    return hr;
}

static HRESULT get_system(const wmi_mock__object *self, size_t index, const answer *to)
{
    VARIANT found;
    HRESULT hr = to->value == NULL ? S_OK : wmi_mock__system_variant(self, index, &found);

    return give(to, hr, &found, wmi_mock__system_type(index), WBEM_FLAVOR_ORIGIN_SYSTEM);
}

static HRESULT get_declared(const wmi_mock__object *self, size_t property, const answer *to)
{
    const wmi_mock__property *declared = &wmi_mock__object_class(self)->properties[property];
    CIMTYPE type = (CIMTYPE)declared->type | (declared->is_array ? CIM_FLAG_ARRAY : 0);
    LONG flavor = to->flavor == NULL ? 0 : wmi_mock__object_flavor(self, property);
    VARIANT found;
    HRESULT hr = S_OK;

    if (to->value != NULL)
        hr = wmi_mock__object_variant(self, wmi_mock__object_value(self, property), &found);
    return give(to, hr, &found, type, flavor);
}

static HRESULT get(const wmi_mock__object *self, const char *name, const answer *to)
{
    size_t property = wmi_mock__object_property(self, name);

    if (property != SIZE_MAX)
        return get_declared(self, property, to);
    property = wmi_mock__system_find(name);
    return property == SIZE_MAX ? (HRESULT)WBEM_E_NOT_FOUND : get_system(self, property, to);
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_get(IWbemClassObject *This, LPCWSTR wszName, LONG lFlags,
                                               VARIANT *pVal, CIMTYPE *pType, LONG *plFlavor)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    const answer to = { pVal, pType, plFlavor };
    wmi_mock__utf8 name;
    wmi_mock__call call;
    HRESULT hr = wmi_mock__utf8_begin(&name, wszName);

    if (SUCCEEDED(hr) && lFlags != 0)
        hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::Get");
    wmi_mock__enter_text(&call, "wszName", wszName);
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = get(self, name.text, &to);
        wmi__mutex_unlock(&self->base.lock);
    }
    wmi_mock__utf8_end(&name);
    return wmi_mock__leave(&call, hr);
}
