/* SPDX-License-Identifier: MIT */
/* The three methods that return an IWbemQualifierSet of an object. */
#include "mock/object/object.h"

/* The common part of the three, after the arguments are recorded. */
static HRESULT give_set(wmi_mock__object *self, wmi_mock__call *call, HRESULT hr,
                        const wmi_mock__qualified *owner, IWbemQualifierSet **set)
{
    if (wmi_mock__enter_admit(call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = wmi_mock__qualifier_set_create(self, owner, set);
        wmi__mutex_unlock(&self->base.lock);
    }
    return wmi_mock__leave(call, hr);
}

static HRESULT clear_out(IWbemQualifierSet **set)
{
    if (set == NULL)
        return (HRESULT)WBEM_E_INVALID_PARAMETER;
    *set = NULL;
    return S_OK;
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_get_qualifier_set(IWbemClassObject *This,
                                                             IWbemQualifierSet **ppQualSet)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    const wmi_mock__qualified owner = { WMI_MOCK__QUALIFIED_OBJECT, NULL };
    HRESULT hr = clear_out(ppQualSet);
    wmi_mock__call call;

    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::GetQualifierSet");
    return give_set(self, &call, hr, &owner, ppQualSet);
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_get_property_qualifier_set(IWbemClassObject *This,
                                                                      LPCWSTR wszProperty,
                                                                      IWbemQualifierSet **ppQualSet)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    HRESULT hr = clear_out(ppQualSet);
    wmi_mock__qualified owner = { WMI_MOCK__QUALIFIED_PROPERTY, NULL };
    wmi_mock__utf8 name;
    wmi_mock__call call;
    HRESULT named = wmi_mock__utf8_begin(&name, wszProperty);

    owner.name = name.text;
    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::GetPropertyQualifierSet");
    wmi_mock__enter_text(&call, "wszProperty", wszProperty);
    hr = give_set(self, &call, FAILED(hr) ? hr : named, &owner, ppQualSet);
    wmi_mock__utf8_end(&name);
    return hr;
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_get_method_qualifier_set(IWbemClassObject *This, LPCWSTR wszMethod,
                                                                    IWbemQualifierSet **ppQualSet)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    HRESULT hr = clear_out(ppQualSet);
    wmi_mock__qualified owner = { WMI_MOCK__QUALIFIED_METHOD, NULL };
    wmi_mock__utf8 name;
    wmi_mock__call call;
    HRESULT named = wmi_mock__utf8_begin(&name, wszMethod);

    owner.name = name.text;
    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::GetMethodQualifierSet");
    wmi_mock__enter_text(&call, "wszMethod", wszMethod);
    hr = give_set(self, &call, FAILED(hr) ? hr : named, &owner, ppQualSet);
    wmi_mock__utf8_end(&name);
    return hr;
}
